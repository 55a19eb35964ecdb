"""What steps, flows, replies and pages share: settings, facts, notes, prompts, ways out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, Final

from ivrlint.model import UNKNOWN, Audio, Cause, Exit, Maybe, Prompt, Turn
from ivrlint.text import Text
from ivrlint_formats.ivr.faults import Fault, listed, meant, nearest, shown
from ivrlint_formats.ivr.nodes import Item, Statement, String, Word, statements
from ivrlint_formats.ivr.numbers import whole
from ivrlint_formats.ivr.reading import Arguments, File
from ivrlint_formats.ivr.values import DURATION, Setting
from ivrlint_formats.ivr.vocabulary import CAUSES

Handler = Callable[[Arguments], None]

TURNS: Final = ("first", "again", "leaving")
CONDITION: Final = "when"
_CAUSES: Final = {CONDITION: Cause.CONDITION}


def cause_of(word: str) -> Cause:
    """The cause that a word of `vocabulary.CAUSES` says."""
    return _CAUSES.get(word) or Cause(word)


class Body:
    """What the statements of a block say, gathered.

    `told` holds the fields said so far. Subclasses and users add handlers for
    words of their own.
    """

    def __init__(self, file: File, settings: Iterable[Setting], what: str) -> None:
        self.file = file
        self.what = what
        self.fields: dict[str, Any] = {}
        self.tags: set[str] = set()
        self.values: list[tuple[str, str]] = []
        self.note: list[tuple[str, str]] = []
        self.prompts: list[Prompt] = []
        self.exits: list[Exit] = []
        self.handlers: dict[str, Handler] = {"fact": self._fact, "note": self._note}
        self._told: dict[str, int] = {}
        for setting in settings:
            self.fields[setting.field] = setting.absent
            self.handlers[setting.words.split()[0]] = self._setting(setting)

    @property
    def facts(self) -> dict[str, Any]:
        """The declared facts, as fields of the model."""
        return {"tags": frozenset(self.tags), "values": tuple(self.values)}

    def takes_prompts(self) -> None:
        """Let the block hold prompts."""
        self.handlers |= {"say": self._prompt, "play": self._prompt}

    def takes_exits(self, causes: Iterable[str]) -> None:
        """Let the block hold ways out."""
        self.handlers |= dict.fromkeys(causes, self._exit)

    def once(self, arguments: Arguments, what: str) -> None:
        """A statement that may stand here only once; raises Fault the second time."""
        statement = arguments.statement
        first = self._told.setdefault(what, statement.start)
        if first != statement.start:
            line = self.file.source.position(first).line
            message = f"'{what}' is said twice: first in line {line}"
            raise Fault(message, statement.start, statement.header_end)

    def read(self, items: tuple[Item, ...]) -> None:
        """Take in the statements of the block; mistakes are told, the rest is kept."""
        for statement in statements(items):
            if statement.start not in self.file.broken:
                self.take(statement)

    def take(self, statement: Statement) -> None:
        """Take in one statement."""
        head = statement.head
        try:
            if isinstance(head, Word):
                word = understood(self.file, head, self.handlers, f"in {self.what}")
                if word is not None:
                    self.handlers[word](Arguments(self.file, statement, word))
            elif "say" in self.handlers:
                self._prompt(Arguments(self.file, statement, "say"))
            else:
                message = f"a text alone means nothing in {self.what}: expected a word before it"
                raise Fault(message, head.start, head.end)
        except Fault as fault:
            self.file.faults.take(fault)

    def _setting(self, setting: Setting) -> Handler:
        def take(arguments: Arguments) -> None:
            self.once(arguments, setting.words)
            value = setting.read(arguments)
            arguments.end()
            self.fields[setting.field] = value

        return take

    def _fact(self, arguments: Arguments) -> None:
        name = arguments.file.plain(arguments.take("the name of a fact"))
        if arguments.ended:
            self.tags.add(name)
        else:
            self.values.append((name, arguments.file.plain(arguments.take("its value"))))
        arguments.end()

    def _note(self, arguments: Arguments) -> None:
        name = arguments.file.plain(arguments.take("a name and a text"))
        self.note.append((name, arguments.file.plain(arguments.take("a text"))))
        arguments.end()

    def _prompt(self, arguments: Arguments) -> None:
        self.prompts.append(prompt(arguments))

    def _exit(self, arguments: Arguments) -> None:
        self.exits.append(exit_(arguments, cause_of(arguments.name)))


def understood(file: File, head: Word, known: Collection[str], where: str) -> str | None:
    """The word that a statement begins with, or the one that was probably meant.

    A word that is not known is told of.
    """
    if head.text in known:
        return head.text
    if (head.text, where) not in file.near:
        file.near[head.text, where] = nearest(head.text, known)
    near = file.near[head.text, where]
    if not file.faults.full:
        hint = f"did you mean '{near}'?" if near else f"expected {_words(known)}"
        message = f"found {shown(head.text)}, which means nothing {where}; {hint}"
        file.faults.add(message, head.start, head.end)
    return near


def _words(known: Collection[str]) -> str:
    """The words that may stand somewhere, the ways out in short."""
    words = [word for word in known if word not in CAUSES]
    if len(words) < len(known):
        words.append("a way out such as `key 1 -> sales`")
    return listed(words)


def prompt(arguments: Arguments) -> Prompt:
    """A prompt: `say "…"`, `play "file"`, or a text alone, and how it is heard."""
    statement = arguments.statement
    head = statement.head
    content: Text | Audio
    if isinstance(head, String):
        content = arguments.file.text(head)
    elif arguments.name == "play":
        content = _audio(arguments)
    elif not arguments.is_text:
        raise arguments.lacking("a text in quotation marks")
    else:
        content = arguments.file.text(arguments.take("a text"))
    heard = _Hearing(arguments)
    heard.read()
    arguments.end()
    return Prompt(content=content, place=arguments.file.header(statement), **heard.fields)


def _audio(arguments: Arguments) -> Audio:
    name = arguments.file.plain(arguments.take("the name of a sound file"))
    transcript = seconds = None
    while arguments.word in ("says", "lasts"):
        if arguments.accept("says"):
            transcript = arguments.file.text(arguments.take("what it says"))
        elif arguments.accept("lasts"):
            seconds = DURATION.read(arguments)
    return Audio(name, transcript, seconds)


class _Hearing:
    """How a prompt is heard: the words behind its text."""

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments
        self.fields: dict[str, Any] = {}

    def read(self) -> None:
        """Take all that is left."""
        known: dict[str, Callable[[], None]] = {
            "every": self._every,
            "after": self._after,
            "language": self._language,
            "when": self._when,
            "interruptible": self._interruptible,
        }
        known |= dict.fromkeys(TURNS, self._turn)
        while not self.arguments.ended:
            take = known.get(self.arguments.word or "")
            if take is None:
                rest = self.arguments.take("")
                found = rest.text if isinstance(rest, Word) else rest.raw
                hint = meant(found, known) or "; a statement ends with its line"
                raise Fault(
                    f"found {shown(found)}, which means nothing behind a prompt{hint}",
                    rest.start,
                    rest.end,
                )
            take()

    def _count(self) -> None:
        word = self.arguments.word
        if word is not None and word.isdecimal():
            self.fields["count"] = whole(self.arguments.take("a number"), 1)

    def _every(self) -> None:
        self.arguments.accept("every")
        self.fields["every"] = DURATION.read(self.arguments)

    def _turn(self) -> None:
        word = self.arguments.choice({turn: Turn(turn) for turn in TURNS}, "when it is heard")
        self.fields["turn"] = word
        self._count()

    def _after(self) -> None:
        self.arguments.accept("after")
        known: dict[str, object] = {"noinput": Turn.NOINPUT, "nomatch": Turn.NOMATCH}
        self.fields["turn"] = self.arguments.choice(known, "after what it is heard")
        self._count()

    def _language(self) -> None:
        self.arguments.accept("language")
        self.fields["language"] = self.arguments.file.plain(self.arguments.take("a language"))

    def _when(self) -> None:
        self.arguments.accept("when")
        self.fields["condition"] = self.arguments.file.plain(self.arguments.take("a condition"))

    def _interruptible(self) -> None:
        self.arguments.accept("interruptible")
        value: Maybe[bool] = True
        if self.arguments.accept("none"):
            value = None
        elif self.arguments.accept("unknown"):
            value = UNKNOWN
        elif self.arguments.word in ("yes", "no"):
            value = bool(self.arguments.choice({"yes": True, "no": False}, "yes or no"))
        self.fields["interruptible"] = value


def exit_(arguments: Arguments, cause: Cause) -> Exit:
    """A way out: why, what it is called, where it leads, what is heard on it."""
    fields: dict[str, Any] = {}
    _particular(arguments, cause, fields)
    if arguments.is_text:
        fields["label"] = arguments.file.text(arguments.take("a label"))
    while not arguments.ended:
        if "after" not in fields and arguments.accept("after"):
            fields["after"] = DURATION.read(arguments)
        elif "condition" not in fields and arguments.accept("when"):
            fields["condition"] = arguments.file.plain(arguments.take("a condition"))
        else:
            break
    arguments.end(goal=True, block=True)
    target = arguments.target()
    return make_exit(arguments, cause, target, fields)


def make_exit(arguments: Arguments, cause: Cause, target: Any, fields: dict[str, Any]) -> Exit:
    """The exit, with what its block says."""
    statement, file = arguments.statement, arguments.file
    if statement.block is not None:
        body = Body(file, (), "the block of a way out")
        body.takes_prompts()
        body.read(statement.block.items)
        fields |= {"prompts": tuple(body.prompts), **body.facts}
    return Exit(cause=cause, target=target, place=file.header(statement), **fields)


def _particular(arguments: Arguments, cause: Cause, fields: dict[str, Any]) -> None:
    """What belongs to the cause: the key, the word, the number, the time, the condition."""
    if cause in (Cause.KEY, Cause.WORD):
        wanted = "a key" if cause is Cause.KEY else "a word"
        if not arguments.accept("none"):
            fields[cause.value] = arguments.file.plain(arguments.take(wanted))
    elif cause is Cause.CONDITION:
        if not arguments.accept("none"):
            fields["condition"] = arguments.file.plain(arguments.take("a condition"))
    elif cause is Cause.TIMEOUT:
        if arguments.word is not None and arguments.word[:1].isdecimal():
            fields["after"] = DURATION.read(arguments)
    elif arguments.word is not None and arguments.word.isdecimal():
        fields["count"] = whole(arguments.take("a number"), 1)

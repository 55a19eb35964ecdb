"""What steps, flows, replies and pages share: settings, facts, notes, prompts, ways out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, Final

from ivrlint.model import (
    CALLER_INPUT,
    Cause,
    Exit,
    Prompt,
    Target,
    Unresolved,
)
from ivrlint.places import Place
from ivrlint_formats.ivr.faults import Fault, listed, nearest, shown
from ivrlint_formats.ivr.nodes import Item, Statement, String, Word, statements
from ivrlint_formats.ivr.numbers import whole
from ivrlint_formats.ivr.prompts import prompt
from ivrlint_formats.ivr.reading import Arguments, File
from ivrlint_formats.ivr.values import DURATION, Setting
from ivrlint_formats.ivr.vocabulary import CAUSES, STEPS

Handler = Callable[[Arguments], None]

_CAUSES: Final = {"when": Cause.CONDITION}


def cause_of(word: str) -> Cause:
    """The cause that a word of `vocabulary.CAUSES` says."""
    return _CAUSES.get(word) or Cause(word)


class Body:
    """What the statements of a block say, gathered.

    `fields` are those of the settings. `handlers` are the words that may begin
    a statement here; subclasses add words of their own. `despite_mistakes` are
    the handlers that make the best of a statement with a mistake.
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
        self.set_at: list[tuple[str, Place]] = []
        self.handlers: dict[str, Handler] = {"fact": self._fact, "note": self._note}
        self._told: dict[str, int] = {}
        self.despite_mistakes: list[Handler] = [self._prompt, self._exit]
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
            self.take(statement)

    def take(self, statement: Statement) -> None:
        """Take in one statement; of one with a mistake, what is sure of it."""
        head = statement.head
        broken = statement.start in self.file.broken
        try:
            if isinstance(head, String):
                self._lone_text(statement)
                return
            if broken and head.text not in self.handlers:
                return
            word = understood(self.file, head, self.handlers, f"in {self.what}")
            if word is None:
                return
            handler = self.handlers[word]
            arguments = Arguments(self.file, statement, word)
            if not broken or handler in self.despite_mistakes:
                handler(arguments)
        except Fault as fault:
            if not broken:
                self.file.faults.take(fault)

    def _lone_text(self, statement: Statement) -> None:
        """A statement that begins with a text."""
        if "say" in self.handlers:
            self._prompt(Arguments(self.file, statement, "say"))
            return
        message = f"a text alone means nothing in {self.what}: expected a word before it"
        raise Fault(message, statement.head.start, statement.head.end)

    def _any_exit(self, arguments: Arguments) -> Exit:
        """A way out; where its line has a mistake, at least that there is one."""
        statement = arguments.statement
        try:
            return exit_(arguments, cause_of(arguments.name))
        except Fault as fault:
            if statement.start not in self.file.broken:
                self.file.faults.take(fault)
        sure = Arguments(self.file, statement, arguments.name)
        cause = cause_of(arguments.name)
        fields: dict[str, Any] = {}
        if cause in CALLER_INPUT and not sure.ended:
            fields[cause.value] = self.file.plain(sure.take("a key"))
        target: Target | Unresolved = Unresolved("this line has a mistake")
        if statement.goal is not None:
            target = self.file.target(statement.goal)
        return Exit(cause=cause, target=target, place=self.file.header(statement), **fields)

    def _setting(self, setting: Setting) -> Handler:
        def take(arguments: Arguments) -> None:
            self.once(arguments, setting.words)
            value = setting.read(arguments)
            arguments.end()
            self.fields[setting.field] = value
            given = arguments.statement.arguments
            if given:
                self.set_at.append((setting.field, self.file.place(given[-1].start, given[-1].end)))

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
        self.exits.append(self._any_exit(arguments))


def understood(file: File, head: Word, known: Collection[str], where: str) -> str | None:
    """The word that a statement begins with, or the one that was probably meant.

    A word that is not known is told of.
    """
    if head.text in known:
        return head.text
    if (head.text, where) not in file.near:
        file.near[head.text, where] = nearest(head.text, known)
    near = file.near[head.text, where]
    hint = f"did you mean '{near}'?" if near else f"expected {_words(known)}"
    message = f"found {shown(head.text)}, which means nothing {where}; {hint}"
    file.faults.add(message, head.start, head.end)
    return near


def _words(known: Collection[str]) -> str:
    """The words that may stand somewhere in their order, steps and ways out in short."""
    shortened = dict.fromkeys(CAUSES, "a way out such as `key 1 -> sales`")
    if "menu" in known:
        shortened |= dict.fromkeys(STEPS, "a step such as `menu main`")
    words = [word for word in known if word not in shortened]
    words += [shortened[word] for word in (*STEPS, *CAUSES) if word in known and word in shortened]
    return listed(dict.fromkeys(words))


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

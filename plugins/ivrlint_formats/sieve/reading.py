"""From a source to a document: the script with what it includes, its answers as replies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from ivrlint.formats import Reading
from ivrlint.model import Comment, Document, Reply
from ivrlint.places import Place, Source
from ivrlint_formats.data import String
from ivrlint_formats.sieve.commands import Commands
from ivrlint_formats.sieve.naming import Names
from ivrlint_formats.sieve.nodes import Argument, Command, Number, Strings, Tag
from ivrlint_formats.sieve.replies import Lowering
from ivrlint_formats.sieve.scripts import Scripts, Sound
from ivrlint_formats.sieve.walking import Walk

FORMAT: Final = "sieve"
_KNOWS: Final = frozenset(
    {"reply.sender", "reply.reply-to", "reply.headers", "reply.interval", "reply.excludes"}
)


class Reader:
    """Reads scripts, each with those that it includes."""

    def __init__(self) -> None:
        self.known = Commands()
        self.scripts = Scripts(self.known)
        self.lowering = Lowering(self.known)

    def document(self, source: Source, reading: Reading) -> Document:
        """What a script answers, and what is wrong with it."""
        sound = self.scripts.read(source)
        walk = Walk(self.scripts, self.known, reading)
        walk.run(sound)
        sounds: dict[str, Sound] = {sound.source.path: sound}
        for included in walk.sounds:
            sounds.setdefault(included.source.path, included)
        names = Names()
        replies: list[Reply] = []
        for action in walk.actions:
            reply = self.lowering.reply(action)
            if reply is not None:
                replies.append(replace(reply, name=names.name(action)))
        return Document(
            source=source,
            format=FORMAT,
            replies=tuple(replies),
            problems=tuple(problem for one in sounds.values() for problem in one.problems),
            comments=tuple(comment for one in sounds.values() for comment in _comments(one)),
            statements=tuple(place for one in sounds.values() for place in _statements(one)),
            includes=tuple(one.source for one in sounds.values() if one.source is not source),
            knows=_KNOWS,
        )

    def syntax(self, source: Source) -> Any:
        """The commands of a script as plain data."""
        return [_command(command) for command in self.scripts.read(source).script.commands]


def _comments(sound: Sound) -> Iterator[Comment]:
    text = sound.source.text
    for remark in sound.script.remarks:
        start, end = remark.place.start, remark.place.end
        before = text[text.rfind("\n", 0, start) + 1 : start]
        after = text[end : (text.find("\n", end) + 1 or len(text) + 1) - 1]
        yield Comment(remark.text, remark.place, alone=not (before.strip() or after.strip()))


def _statements(sound: Sound) -> Iterator[Place]:
    for command in sound.script.walk():
        yield command.whole


def _command(command: Command) -> dict[str, Any]:
    """A command or test as data. The parser keeps them shallow: recursion is safe."""
    begin, finish = command.whole.begin, command.whole.finish
    shown: dict[str, Any] = {
        "name": command.name,
        "start": {"line": begin.line, "column": begin.column},
        "end": {"line": finish.line, "column": finish.column},
        "arguments": [_argument(one) for one in command.arguments],
    }
    if command.tests:
        shown["tests"] = [_command(test) for test in command.tests]
    if command.block is not None:
        shown["block"] = [_command(inner) for inner in command.block]
    return shown


def _argument(argument: Argument) -> Any:
    match argument:
        case Tag():
            return {"tag": argument.name}
        case Number() | String():
            return argument.value
        case Strings():
            return [_argument(item) for item in argument.items]
    return {"placeholder": argument.text}

"""The mails that tell the owner of a mailbox of a message, as replies.

After `make_email_file` and `sendpage` of `apps/app_voicemail.c`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Address, Body, Maybe, Reply, ReplyKind
from ivrlint.places import Place
from ivrlint.text import Piece, Text, Variable, Words
from ivrlint_formats.asterisk.conf.nodes import Setting
from ivrlint_formats.asterisk.language.variables import Literal, pieces
from ivrlint_formats.asterisk.settings.voicemail import VoicemailConf

_ESCAPE: Final = r"\\([nrt\\])"
_MEANT: Final = {"n": "\n", "r": "\n", "t": "\t", "\\": "\\"}
_OWN: Final = ("serveremail", "fromstring", "emailsubject", "emailbody")
_PAGER: Final = ("pagerfromstring", "pagersubject", "pagerbody")
_TRIGGER: Final = "a message in a mailbox"


def mails(conf: VoicemailConf) -> Iterator[Reply]:
    """One mail for all mailboxes, one for pagers, and one for each mailbox that has its own words.

    A file that says nothing of mails and gives no mailbox an address sends none.
    What several mails have in common stands in the first of them alone, so
    that it is judged once.
    """
    general = {name: _Value(one, 0, len(one.value)) for name, one in conf.general.items()}
    boxes = list(conf.mailboxes.values())
    if any(name in general for name in _OWN) or any(box.mail for box in boxes):
        yield _mail("voicemail", _place(conf, *_OWN), general)
    if any(name in general for name in _PAGER) or any(box.pager for box in boxes):
        page = {f"email{name[5:]}": general[name] for name in _PAGER if name in general}
        yield _mail("voicemail-pager", _place(conf, *_PAGER), page)
    for key, box in conf.mailboxes.items():
        if key == f"{box.number}@{box.context}" and any(name in box.options for name in _OWN):
            own = {o.name: _Value(o.setting, o.start, o.end) for o in box.options.values()}
            yield _mail(f"voicemail-{key}", box.place, own)


@dataclass(frozen=True, slots=True)
class _Value:
    """A value and where it stands: offsets of the setting's value."""

    setting: Setting
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.setting.value[self.start : self.end]

    @property
    def whole(self) -> Words:
        setting = self.setting
        place = Place(setting.source, setting.value_start, setting.end)
        return Words(setting.value, place, setting.anchors)

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """Where a stretch of the value stands in the file."""
        words, stop = self.whole, self.end if end is None else self.start + end
        first = words.source_offset(self.start + start)
        last = words.source_offset(stop - 1) + 1 if stop > self.start + start else first
        return Place(self.setting.source, first, max(first, last))


def _mail(name: str, place: Place, given: Mapping[str, _Value]) -> Reply:
    subject, body = given.get("emailsubject"), given.get("emailbody")
    return Reply(
        name=name,
        place=place,
        kind=ReplyKind.INFORMATION,
        sender=_sender(given.get("serveremail"), given.get("fromstring")),
        reply_to=None,
        subject=_text(subject, escapes=False) if subject else UNKNOWN,
        bodies=(Body(_text(body, escapes=True), body.place()),) if body else (),
        trigger=_TRIGGER,
        audience="internal",
    )


def _place(conf: VoicemailConf, *names: str) -> Place:
    """The first of these settings in the file, else the file."""
    found = [conf.general[name].place for name in names if name in conf.general]
    return min(found, key=lambda place: place.start) if found else conf.place


def _sender(address: _Value | None, shown: _Value | None) -> Maybe[Address]:
    """Who the mail comes from; UNKNOWN where the file leaves it to the engine."""
    if address is None or not address.text.strip() or "${" in address.text:
        return UNKNOWN
    name = _text(shown, escapes=False).plain if shown else None
    return Address(address.text.strip(), address.place(), name)


def _text(value: _Value, *, escapes: bool) -> Text:
    """The words and variables of a value; with `escapes`, `\\n` and its like are what they mean."""
    return Text.of(_pieces(value, escapes=escapes))


def _pieces(value: _Value, *, escapes: bool) -> Iterator[Piece]:
    for piece in pieces(value.text):
        place = value.place(piece.start, piece.end)
        if not isinstance(piece, Literal):
            yield Variable(getattr(piece, "name", "") or piece.text, place)
        elif escapes:
            yield _unescaped(value, piece, place)
        else:
            yield Words(piece.text, place, tuple(_anchors(value, piece, [(0, 0)])))


def _unescaped(value: _Value, piece: Literal, place: Place) -> Words:
    text: list[str] = []
    jumps = [(0, 0)]
    at = length = 0
    for found in re.finditer(_ESCAPE, piece.text):
        meant = _MEANT[found[1]]
        text += (piece.text[at : found.start()], meant)
        length += found.start() - at + len(meant)
        at = found.end()
        jumps += ((length - 1, found.start()), (length, at))
    text.append(piece.text[at:])
    return Words("".join(text), place, tuple(_anchors(value, piece, jumps)))


def _anchors(
    value: _Value, piece: Literal, jumps: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Anchors for pairs of (offset in the words, offset in the piece), and where the file jumps."""
    whole = value.whole
    base = value.start + piece.start
    inner = iter([a - base for a, _ in value.setting.anchors if base < a < base + len(piece.text)])
    nearest = next(inner, None)
    for index, (at, source) in enumerate(jumps):
        yield at, whole.source_offset(base + source)
        stop = jumps[index + 1][1] if index + 1 < len(jumps) else len(piece.text)
        while nearest is not None and nearest < stop:
            if nearest > source:
                yield at + nearest - source, whole.source_offset(base + nearest)
            nearest = next(inner, None)

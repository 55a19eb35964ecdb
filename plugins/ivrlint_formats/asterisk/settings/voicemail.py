"""What `voicemail.conf` says: the mailboxes, where a caller gets out, and the mails that tell of
messages.

After `apps/app_voicemail.c` (`actual_load_config`, `append_mailbox`, `apply_option`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.places import Place
from ivrlint_formats.asterisk.conf.nodes import Conf, NotTaken, Setting
from ivrlint_formats.asterisk.settings.values import integer, is_true

_NO_MAILBOXES: Final = frozenset({"general", "zonemessages"})
_OPTION: Final = "|"


@dataclass(frozen=True, slots=True)
class Option:
    """One `name=value` of a mailbox; its value stands from `start` to `end` of the setting's."""

    name: str
    value: str
    setting: Setting
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A line `number => password,name,mail address,pager address,options`.

    The password is not kept. `options` are by their names in lower case, the
    last of each; what they do not say, `[general]` says.
    """

    number: str
    context: str
    place: Place = field(compare=False, repr=False)
    name: str
    mail: str
    pager: str
    options: Mapping[str, Option] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class VoicemailConf:
    """The mailboxes by `number@context`, and the settings of `[general]`, the last of each.

    `not_taken` are files that may define more. Mailboxes may also stand in a
    database or in `users.conf`.
    """

    mailboxes: Mapping[str, Mailbox]
    general: Mapping[str, Setting]
    place: Place = field(compare=False, repr=False)
    not_taken: tuple[NotTaken, ...] = ()

    def find(self, number: str, context: str = "default") -> Mailbox | None:
        """A mailbox as `VoiceMail(number@context)` finds it."""
        return self.mailboxes.get(f"{number}@{context or 'default'}")

    def value(self, name: str, mailbox: Mailbox | None = None) -> str | None:
        """What a setting says for a mailbox, None where the file does not say it."""
        if mailbox is not None and name in mailbox.options:
            return mailbox.options[name].value
        return self.general[name].value if name in self.general else None

    def exit_context(self, mailbox: Mailbox | None = None) -> str:
        """Where `0` and `*` lead while a message is left; empty: the dialplan's own context."""
        return self.value("exitcontext", mailbox) or ""

    def operator(self, mailbox: Mailbox | None = None) -> bool:
        """Whether `0` leads to the extension `o`."""
        return is_true(self.value("operator", mailbox) or "")

    def review(self, mailbox: Mailbox | None = None) -> bool:
        """Whether the caller may listen to the message and record it again."""
        return is_true(self.value("review", mailbox) or "")

    def attach(self, mailbox: Mailbox | None = None) -> bool:
        """Whether the mail carries the recording."""
        said = self.value("attach", mailbox)
        return said is None or is_true(said)

    def longest(self, mailbox: Mailbox | None = None) -> int | None:
        """The most seconds of a message, None where nothing limits it."""
        for name in ("maxsecs", "maxmessage"):
            seconds = integer(self.value(name, mailbox) or "")
            if seconds > 0:
                return seconds
        return None


def read_voicemail(conf: Conf) -> VoicemailConf:
    """The mailboxes and settings of a configuration; of two mailboxes of a number the first."""
    general: dict[str, Setting] = {}
    mailboxes: dict[str, Mailbox] = {}
    for section in conf.sections:
        if section.is_template:
            continue
        if section.name.lower() == "general":
            general.update((one.name.lower(), one) for one in section.settings)
    aliases = general["aliasescontext"].value if "aliasescontext" in general else None
    for section in conf.sections:
        if section.is_template or section.name.lower() in _NO_MAILBOXES:
            continue
        if section.name == aliases:
            continue
        for setting in section.settings:
            box = _mailbox(setting, section.name)
            mailboxes.setdefault(f"{box.number}@{box.context}", box)
    for section in conf.sections:
        if section.name == aliases:
            for setting in section.settings:
                real = mailboxes.get(setting.value)
                if real is not None:
                    mailboxes.setdefault(setting.name, real)
    return VoicemailConf(mailboxes, general, conf.source.place(0, 0), conf.not_taken)


def _mailbox(setting: Setting, context: str) -> Mailbox:
    parts = setting.value.split(",", 4)
    fields = [part.strip() for part in parts] + [""] * 4
    start = len(setting.value) - len(parts[4]) if len(parts) > 4 else len(setting.value)
    return Mailbox(
        number=setting.name,
        context=context,
        place=setting.place,
        name=fields[1],
        mail=fields[2],
        pager=fields[3],
        options={option.name: option for option in _options(setting, start)},
    )


def _options(setting: Setting, at: int) -> Iterator[Option]:
    for part in setting.value[at:].split(_OPTION):
        name, equals, value = part.partition("=")
        if equals:
            start = at + len(name) + 1
            yield Option(name.strip().lower(), value, setting, start, start + len(value))
        at += len(part) + 1

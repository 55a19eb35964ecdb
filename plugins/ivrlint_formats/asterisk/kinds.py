"""Which file of an Asterisk configuration it is, by its name and by what stands in it.

Real files carry many names (`extensions.conf.old.2`, `macros.conf`,
`core-sounds-en (1).txt`), and many other programs write `[section]` and
`name = value`. So a name is never enough by itself, and without a telling name
only statements count that no other program has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

from ivrlint.formats import Candidate, Claim


class Kind(StrEnum):
    """What a file of an Asterisk configuration holds."""

    DIALPLAN = "dialplan"
    AEL = "ael"
    QUEUES = "queues"
    VOICEMAIL = "voicemail"
    MUSIC = "music"
    TRANSCRIPT = "transcript"


_NEVER: Final = (
    r"(?i)\.(?:adoc|c|cpp|go|h|html?|ivr|java|js|json|lua|md|php|pl|py|rb|rst|sh|sql|svg|tex|toml|ts"
    r"|xml|ya?ml)$"
)
"""Suffixes of texts that may quote a dialplan or write one, but are none."""
_HEAD: Final = 4096
"""A head of this many code points may be the beginning of a longer text."""
_NO: Final = (None, Claim.NO)
_STATEMENT: Final = (
    r"(?mi)^[ \t]*(?:exten[ \t]*=>?[^,\n]+,|same[ \t]*=>?[ \t]*(?:n\b|hint\b|\d+[ \t]*[,(]))"
)
_OTHER_SWITCH: Final = r"(?m)^[ \t]*exten[ \t]*=>[ \t]*~"
"""A regular expression for an extension, as the module of FreeSWITCH that reads such files has."""
_NAMED: Final = r"(?i)(extensions?|queues?|voicemail|musiconhold)(?=[-_.~ (\d])[^/]*?\.(?:conf|inc)"
_OPENS: Final = (
    r"(?i)\[[^\]\n]+\]|(?:exten|same|include|switch|ignorepat)[ \t]*=|#(?:try)?include\b|#exec\b"
    r"|[{<][{%#]"
)
_AEL_NAME: Final = r"(?i)\.ael(?:$|[-_.~ (])"
_AEL_OPENS: Final = r"\s*(?:/[/*]|(?:abstract|context|globals|macro)\b|#include\b)"
_AEL_PART: Final = (
    r"(?m)^[ \t]*(?:(?:abstract[ \t]+)?context[ \t]+[\w.-]+"
    r"|macro[ \t]+[\w.-]+[ \t]*\([^)\n]*\)|globals)\s*\{"
)
_AEL_EXTENSION: Final = r"=>\s*(?:\{|&?\w+\s*\()"
_OTHER_AEL: Final = r"(?m)^[ \t]*(?:defun|decl)\b"
"""The language of the same suffix that electronics design tools are extended in."""

_EVIDENCE: Final = {
    Kind.DIALPLAN: (
        r"(?mi)^[ \t]*(?:\[(?:general|globals)\]|(?:include|ignorepat|[el]?switch)[ \t]*=)"
    ),
    Kind.QUEUES: (
        r"(?mi)^[ \t]*(?:member|strategy|persistentmembers|autofill|joinempty|leavewhenempty|maxlen"
        r"|(?:min-)?announce(?:-[a-z-]+)?|periodic-announce(?:-[a-z]+)?|queue-[a-z0-9]+"
        r"|music(?:class|onhold)?"
        r"|ringinuse|wrapuptime|shared_lastcall|timeoutrestart|timeoutpriority|monitor-[a-z]+"
        r"|servicelevel|memberdelay|reportholdtime|autopause|eventwhencalled)[ \t]*="
    ),
    Kind.VOICEMAIL: (
        r"(?mi)^[ \t]*(?:\d+[ \t]*=>?[^,\n]*,|(?:serveremail|fromstring|format|attach|emailsubject"
        r"|emailbody|emaildateformat|pagerbody|mailcmd|max(?:msg|secs|silence|logins|greet)|minsecs"
        r"|skipms|operator|exitcontext|externnotify|review|saycid|envelope|tz)[ \t]*=)"
    ),
    Kind.MUSIC: (
        r"(?mi)^[ \t]*(?:(?:mode|directory|application|digit|sort|announcement|random|format|entry"
        r"|cachertclasses|preferchannelclass)[ \t]*=|[\w-]+[ \t]*=>?[ \t]*(?:quiet)?mp3(?:nb)?:)"
    ),
}
"""Settings of which a file of that name has at least one, where it has any at all."""
_SETTING: Final = r"(?m)^[ \t]*[\w-]+[ \t]*="
_QUEUES_ONLY: Final = (
    r"(?mi)^[ \t]*(strategy(?=[ \t]*=>?[ \t]*(?:ringall|leastrecent|fewestcalls|random|rrmemory"
    r"|linear|wrandom|rrordered|roundrobin))|joinempty|leavewhenempty|announce-frequency"
    r"|announce-holdtime|announce-position|periodic-announce|persistentmembers|ringinuse"
    r"|shared_lastcall|member(?=[ \t]*=>?[ \t]*(?:Agent|DAHDI|IAX2|Local|PJSIP|SIP)/))[ \t]*="
)
_VOICEMAIL_ONLY: Final = (
    r"(?mi)^[ \t]*(serveremail|fromstring|emailsubject|emailbody|pagerbody|pagersubject"
    r"|pagerfromstring|externnotify|maxgreet|sendvoicemail|exitcontext)[ \t]*="
)
_ENOUGH: Final = 2
"""Different settings of one kind of file that tell it without a telling name."""

_ENTRY: Final = r"[\w*#+-][\w./*#+-]*:(?:[ \t]+\S.*|[ \t]*)"
_ENTRY_NAME: Final = (
    r"(?:[a-z]{2}(?:[-_][A-Za-z]{2})?/)?(?:custom|digits|letters|phonetic|silence|dictate|followme"
    r"|recordings?|sounds|prompts|ivr|announcements?|tts|ha|wx)/"
    r"|(?:agent|auth|conf|demo|pbx|queue|vm|ss|basic-pbx)-[\w-]+:"
)
_PLACE: Final = r"(?i)sounds|prompts|transcripts?|announcements?|recordings|asterisk|ivr"
_SOUNDS: Final = r"(?i)[a-z]+-sounds?-[a-z]{2,3}(?:[-_][a-z]{2,4})?(?=[. (~_-])"
_PROSE: Final = (
    r"(?i)read.?me|change|news|todo|licen[cs]e|notice|install|author|copying|require|robots|human"
    r"|security|cmake"
)


def claim(candidate: Candidate) -> Claim:
    """How sure it is that a file belongs to an Asterisk configuration."""
    return kind_of(candidate.path, candidate.head, candidate.read)[1]


def kind_of(path: PurePosixPath, head: str, read: Callable[[], str]) -> tuple[Kind | None, Claim]:
    """What a file holds, and how sure that is; (None, NO) for a file of something else.

    `head` is the beginning of the text (4,096 code points), `read` gives the
    whole; it is asked only for files that may well be Asterisk's.
    """
    head = head.removeprefix("\ufeff")
    name = path.name
    if re.search(_NEVER, name) or re.search(_OTHER_SWITCH, head):
        return _NO
    if ".ael" in name.lower():
        return _ael_by_name(name, head)
    named = re.match(_NAMED, name)
    if named:
        return _conf_by_name(named.group(1).lower(), head, read)
    if ".txt" in name.lower() and _is_transcript(path, head):
        sure = re.match(_SOUNDS, name) is not None
        return Kind.TRANSCRIPT, Claim.CERTAIN if sure else Claim.BY_CONTENT
    if "=" not in head and not (head.startswith(";") and len(head) >= _HEAD):
        return _NO
    return _by_content(name, head, read)


def kind_of_name(name: str) -> Kind | None:
    """What a file of this name holds if it is Asterisk's; None where the name does not tell."""
    named = re.match(_NAMED, name)
    if named:
        return _KINDS[named.group(1).lower()]
    if re.search(_AEL_NAME, name):
        return Kind.AEL
    return Kind.TRANSCRIPT if re.match(_SOUNDS, name) else None


def _ael_by_name(name: str, head: str) -> tuple[Kind | None, Claim]:
    if re.search(_AEL_PART, head):
        return Kind.AEL, Claim.CERTAIN
    if not re.search(_AEL_NAME, name) or re.search(_OTHER_AEL, head):
        return _NO
    plain = name.lower().endswith(".ael")
    return (Kind.AEL, Claim.BY_NAME) if plain or re.match(_AEL_OPENS, head) else _NO


_KINDS: Final = {
    "extension": Kind.DIALPLAN,
    "extensions": Kind.DIALPLAN,
    "queue": Kind.QUEUES,
    "queues": Kind.QUEUES,
    "voicemail": Kind.VOICEMAIL,
    "musiconhold": Kind.MUSIC,
}


def _conf_by_name(base: str, head: str, read: Callable[[], str]) -> tuple[Kind | None, Claim]:
    """By the statements of its kind; a file without any statement is what its name says."""
    kind = _KINDS[base]
    text = head
    if len(head) >= _HEAD and not _is(Kind.DIALPLAN, head) and not _is(kind, head):
        text = read()
    first = _first_statement(text)
    if re.search(_STATEMENT, text) and (kind is Kind.DIALPLAN or re.match(_OPENS, first)):
        return Kind.DIALPLAN, Claim.CERTAIN
    if first and not re.match(_OPENS, first):
        return _NO
    if re.search(_EVIDENCE[kind], text):
        return kind, Claim.CERTAIN
    return (kind, Claim.BY_NAME) if not re.search(_SETTING, text) else _NO


def _is(kind: Kind, head: str) -> bool:
    return re.search(_STATEMENT if kind is Kind.DIALPLAN else _EVIDENCE[kind], head) is not None


def _by_content(name: str, head: str, read: Callable[[], str]) -> tuple[Kind | None, Claim]:
    """A file whose name tells nothing: only what no other program writes is enough."""
    first = _first_statement(head)
    if not first and head.startswith(";") and ".conf" in name.lower():
        head = read()
        first = _first_statement(head)
    if not re.match(_OPENS, first):
        if re.match(_AEL_OPENS, head) and re.search(_AEL_PART, head):
            found = re.search(_AEL_EXTENSION, head) is not None
            return (Kind.AEL, Claim.BY_CONTENT) if found else _NO
        return _NO
    if len(head) == _HEAD and ".conf" in name.lower() and not re.search(_STATEMENT, head):
        head = read()
    if re.search(_STATEMENT, head):
        return Kind.DIALPLAN, Claim.BY_CONTENT
    if not first.startswith("["):
        return _NO
    for kind, pattern in ((Kind.QUEUES, _QUEUES_ONLY), (Kind.VOICEMAIL, _VOICEMAIL_ONLY)):
        if len({key.lower() for key in re.findall(pattern, head)}) >= _ENOUGH:
            minivm = kind is Kind.VOICEMAIL and "minivm" in name.lower()
            return _NO if minivm else (kind, Claim.BY_CONTENT)
    return _NO


def _first_statement(text: str) -> str:
    """The first line that is no comment, trimmed; empty where there is none."""
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end].strip()
        if line.startswith(";--") and not line.startswith(";---"):
            close = text.find("--;", at + 3)
            if close < 0:
                return ""
            at = close + 3
            continue
        if line and not re.match(r";|#(?!\s*(?:try)?include\b|exec\b|!)", line):
            return line[:200]
        at = end + 1
    return ""


def _is_transcript(path: PurePosixPath, head: str) -> bool:
    """Lines of `name: text` and `;` comments alone, with a sign that the names are of sounds."""
    lines = head.splitlines()
    if len(head) >= _HEAD:
        lines = lines[:-1]
    says = [line for line in lines if line.strip() and not line.lstrip().startswith(";")]
    if not says or not re.match(_ENTRY, says[0]):
        return False
    if re.match(_SOUNDS, path.name):
        return True
    if re.match(_PROSE, path.name) or not all(re.fullmatch(_ENTRY, line) for line in says):
        return False
    commented = any(line.lstrip().startswith(";") for line in lines)
    return (
        any(re.match(_ENTRY_NAME, line) for line in says)
        or re.search(_PLACE, f"{path.parent.name}/{path.name}") is not None
        or (commented and len(says) >= _ENOUGH)
    )

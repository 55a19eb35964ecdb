"""Masking passwords, PINs, tokens and account numbers in what is shown of a file.

A mask has the length of what it hides, so that places in the line stay where
they are. Phone numbers and prompts are left alone: only a value that its key,
its form or its place in a known configuration gives away is masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_MASK: Final = "*"

_STEMS: Final = (
    *("pass", "pwd", "secret", "pin", "token", "key", "credential", "authori"),
    *("wachtwoord", "geheim", "mot_de", "motde"),
)
"""What every name of a secret contains: most lines have none of it."""

_ENDINGS: Final = (
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "passwort",
    "wachtwoord",
    "secret",
    "pincode",
    "apikey",
    "credential",
    "credentials",
)
_WORDS: Final = frozenset({"pass", "pwd", "pin", "token", "pins", "tokens", "authorization"})
_PAIRS: Final = frozenset(
    {
        *((kind, "key") for kind in ("api", "access", "secret", "private", "auth", "account")),
        *((kind, "key") for kind in ("shared", "encryption", "signing")),
        ("pin", "code"),
        ("pass", "code"),
        ("pass", "phrase"),
        ("pass", "word"),
        ("key", "id"),
    }
)
_PART: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")

_ASSIGNMENT: Final = re.compile(
    r"""
    (?<![\w.-])
    (?P<name>[A-Za-z_][\w.-]*+)
    (?P<after>\\?["'}\]]{0,2}+)
    (?P<sign>\s{0,8}(?:=>|:=|==?|:)\s{0,8})
    """,
    re.VERBOSE,
)
_INDIRECT: Final = re.compile(
    r"""
    \b(?:name|key|attribute)\\?["']?\s{0,4}[:=]\s{0,4}\\?["'](?P<name>[\w.-]{1,64}+)\\?["']
    \s{0,4},?\s{0,4}
    \\?["']?(?:value|data|expr)\\?["']?\s{0,4}[:=]\s{0,4}(?P<quote>\\?["'])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ELEMENT: Final = re.compile(r"<(?P<name>[A-Za-z][\w.:-]{0,63}+)>(?P<value>[^<>]++)</")
_VARIABLE: Final = re.compile(r"\$+[\[({]|\{\{|\$[.\w]|<%|%\{")
_HARMLESS: Final = frozenset(
    {"true", "false", "yes", "no", "on", "off", "null", "none", "undefined", "nil"}
)
_TOKEN: Final = re.compile(r"""[^\s,;&"'<>()\[\]{}\\|?]++""")
_REST: Final = re.compile(r"[^;\r\n]*+")
_END: Final = re.compile(r"\s*(?:[,;#})\]]|$)")
_COMMENTS: Final = ("//", ";", "#", "--", "/*")
_QUOTE: Final = re.compile(r"\\?[\"']")

_FORMS: Final = tuple(
    (hints, re.compile(pattern))
    for hints, pattern in (
        # The account in the name of an Amazon resource.
        (("arn:aws",), r"\barn:aws[\w-]{0,16}:[\w-]{0,40}:[\w-]{0,40}:(\d{12})(?!\d)"),
        # Access keys and tokens with a prefix of their own.
        (("akia", "asia", "aida", "aroa"), r"\b((?:AKIA|ASIA|AIDA|AROA)[A-Z0-9]{16})\b"),
        (("eyj",), r"(?<![\w-])(eyJ[\w-]{8,}+\.[\w-]{8,}+(?:\.[\w-]*+)?)"),
        (
            ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "xox", "sk_live_", "sk_test_"),
            r"\b((?:gh[pousr]_|xox[abprs]-|sk_live_|sk_test_)[\w-]{10,}+)",
        ),
        (("bearer",), r"(?i:\bbearer)\s{1,4}([\w.~+/-]{16,}+=*+)"),
        (
            ("authorization",),
            (
                r"(?i:\bauthorization)\\?[\"']?\s{0,4}[:=]\s{0,4}\\?[\"']?(?i:basic)"
                r"\s{1,4}([\w+/-]++=*+)"
            ),
        ),
        # Credentials in the address of a server, or in the name of a channel.
        (("@",), r"://[^\s:@/\"'<>,;(){}$]{0,128}+:([^\s@/\"'<>,;(){}]{1,256}+)@"),
        (("@",), r"(?i:\bsips?):[^\s:@/\"'<>,;(){}$]{1,128}+:([^\s@/\"'<>,;(){}]{1,256}+)@"),
        (
            ("@",),
            (
                r"\b(?:PJSIP|SIP|IAX2?|H323|MGCP)/"
                r"[^\s:@/\"'<>,;(){}$]{1,128}+:([^\s@/\"'<>,;(){}]{1,256}+)@"
            ),
        ),
        (
            ("register",),
            r"^\s*register\s*=>?\s*[^\s:@/\"'<>,;(){}$]{1,128}+:([^\s@/\"'<>,;(){}]{1,256}+)@",
        ),
        # Asterisk: mailboxes, conference rooms, applications that ask for a PIN.
        (("=>",), r"^\s*\d{1,20}\s*=>\s*-?(\d{2,20})\s*(?:[,;]|$)"),
        (("conf",), r"^\s*conf\s*=>\s*\d{1,20}\s*,\s*([\d,]++)"),
        (("authenticate(", "disa("), r"\b(?:Authenticate|DISA)\((\d{3,20})\b"),
    )
)
"""Forms that give a secret away by themselves: the group is what is masked. Before each, of what
it holds one at least, in lower case: to look for that takes less time."""

_BY_HINT: Final = tuple((hint, form) for hints, form in _FORMS for hint in hints)
_HINTS: Final = tuple(dict.fromkeys(hint for hint, _ in _BY_HINT))


def mask_all(*texts: str) -> Sequence[str]:
    """The texts with what is secret in them masked: most often none of them holds a secret."""
    folded = "\n".join(texts).casefold()
    return [mask(text) for text in texts] if _holds(folded, _HINTS) or _names(folded) else texts


def mask(line: str) -> str:
    """The line with what is secret in it replaced by as many asterisks.

    A value that only names a variable is shown. The cost is linear.
    """
    spans = sorted(_spans(line))
    if not spans:
        return line
    pieces = []
    done = 0
    for start, end in spans:
        start = max(start, done)
        if start < end:
            pieces.append(line[done:start])
            pieces.append(_MASK * (end - start))
            done = end
    pieces.append(line[done:])
    return "".join(pieces)


def _spans(line: str) -> Iterator[tuple[int, int]]:
    """What is secret: offsets, the ends exclusive."""
    folded = line.casefold()
    for hint, form in _BY_HINT:
        for match in form.finditer(line) if hint in folded else ():
            if not _VARIABLE.match(line, match.start(1)):
                yield match.span(1)
    if not _names(folded):
        return
    for match in _ASSIGNMENT.finditer(line):
        if _holds(match["name"].casefold(), _STEMS) and _is_secret(match["name"]):
            yield from _assigned(line, match, alone=_begins(line, match.start()))
    for match in _INDIRECT.finditer(line):
        if _is_secret(match["name"]):
            yield from _quoted(line, match.end(), match["quote"])
    for match in _ELEMENT.finditer(line):
        if _is_secret(match["name"]):
            yield from _unless_open(line, *match.span("value"))


def _holds(folded: str, parts: Iterable[str]) -> bool:
    """Whether a text holds one of these; faster than `any`, which counts here."""
    for part in parts:  # noqa: SIM110
        if part in folded:
            return True
    return False


def _names(folded: str) -> bool:
    """Whether a text may hold the name of a secret with its value."""
    has_sign = ":" in folded or "=" in folded or "<" in folded
    return has_sign and _holds(folded, _STEMS)


def _begins(line: str, start: int) -> bool:
    """Whether nothing stands before it on its line, or in its comment."""
    before = line[:start].rstrip() if start < 200 else line[start - 200 : start].rstrip()
    return not before or before.endswith(_COMMENTS)


def _assigned(line: str, match: re.Match[str], *, alone: bool) -> Iterator[tuple[int, int]]:
    """The value after a name and a sign, however it is written.

    `alone` says that the line begins with the name, as in a settings file.
    """
    start = match.end()
    colon = "=" not in match["sign"]
    if colon and not (match["after"] or alone or _opens(line, match.start())):
        # In running text: "your PIN: four digits".
        return
    quote = _QUOTE.match(line, start)
    if quote:
        yield from _quoted(line, quote.end(), quote[0])
        return
    if alone and not colon:
        rest = _REST.match(line, start)
        end = rest.end() if rest else start
        yield from _unless_open(line, start, start + len(line[start:end].rstrip()))
        return
    token = _TOKEN.match(line, start)
    if not token:
        return
    after = _END.match(line, token.end())
    if colon and not (after and (match["after"] or after[0].strip() != ",")):
        # More words follow: a sentence, not a value.
        return
    if not colon and match["sign"].strip() != match["sign"]:
        return
    yield from _unless_open(line, *token.span())


def _opens(line: str, start: int) -> bool:
    """Whether a name stands first in a list's item or after an opening brace."""
    before = line[max(0, start - 8) : start].rstrip()
    return before in ("-", "{") or before.endswith((" -", " {", "({", ":{"))


def _quoted(line: str, start: int, quote: str) -> Iterator[tuple[int, int]]:
    """From after an opening quote to the closing one."""
    end = line.find(quote, start)
    while quote == '"' and end > start and line[end - 1] == "\\":
        end = line.find(quote, end + 1)
    if end > start:
        yield from _unless_open(line, start, end)


def _unless_open(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span, unless it hides nothing: a variable, a yes or a no, a single character."""
    value = line[start:end].strip().lower()
    if len(value) > 1 and value not in _HARMLESS and not _VARIABLE.match(line, start):
        yield start, end


def _is_secret(name: str) -> bool:
    """Whether what a name ends in calls its value a secret: `vm-password`, `customerPin`."""
    parts = [part.lower() for part in _PART.findall(name[-64:])]
    if not parts:
        return False
    return parts[-1] in _WORDS or parts[-1].endswith(_ENDINGS) or tuple(parts[-2:]) in _PAIRS

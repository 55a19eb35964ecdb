"""Reading a rule's documentation: its prose, its options, its examples.

The form is one docstring: a summary line, prose, an optional `Options:`
section, and examples. An example is a line that begins with `Bad` or `Good`
and ends with a colon, then an indented block. In parentheses may stand the
format (`Bad (connect):`), the files (`Bad (files a.ivr, b.ivr):`, each begun
by a line `--- a.ivr`), and options (`Bad (options max=3):`), separated by
semicolons. In a `Bad` example `//! text` marks a line where the rule yields
exactly one finding whose message contains the text; `//! info: text` names
another severity than the rule's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from textwrap import dedent

from ivrlint.lean import dataclass

_HEADING = re.compile(r"^(Bad|Good)(?: \((?P<how>[^)]*)\))?:$")
_OPTION = re.compile(r"^ {4}(?P<name>[a-z][a-z0-9-]*)(?: \((?P<unit>[^)]*)\))?: (?P<text>.*)$")
_MARK = re.compile(r"[ \t]*(?://|;|#|<!--)!\s*(?P<text>.*?)\s*(?:-->)?$")
_SEVERITY = re.compile(r"^(info|warning|error): (.*)$")


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding that an example calls for: file, line (from 1), part of the message."""

    path: str
    line: int
    text: str
    severity: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a rule's documentation, its marks taken out.

    `files` maps names to texts. `line` is the line of the docstring (from 1)
    where it is announced.
    """

    bad: bool
    line: int
    format: str
    files: dict[str, str]
    expected: tuple[Expected, ...] = ()
    options: dict[str, str] = field(default_factory=dict)


def documented_options(documentation: str) -> dict[str, tuple[str | None, str]]:
    """The options section as name → (unit, description)."""
    found: dict[str, tuple[str | None, str]] = {}
    inside = False
    name = ""
    for line in documentation.splitlines():
        if line == "Options:":
            inside = True
        elif inside and line and not line.startswith(" "):
            break
        elif inside and (match := _OPTION.match(line)):
            name = match["name"]
            found[name] = (match["unit"], match["text"].strip())
        elif inside and line.strip() and name:
            unit, text = found[name]
            found[name] = (unit, f"{text} {line.strip()}")
    return found


def prose(documentation: str) -> str:
    """The documentation up to its options and examples."""
    lines = []
    for line in documentation.splitlines():
        if line == "Options:" or _HEADING.match(line):
            break
        lines.append(line)
    return "\n".join(lines).strip()


def examples(documentation: str) -> Iterator[Example]:
    """The examples of a documentation, in order."""
    lines = documentation.splitlines()
    at = 0
    while at < len(lines):
        match = _HEADING.match(lines[at])
        at += 1
        if not match:
            continue
        announced = at
        block = []
        while at < len(lines) and (not lines[at].strip() or lines[at].startswith("    ")):
            block.append(lines[at])
            at += 1
        yield _example(match[1] == "Bad", match["how"] or "", announced, dedent("\n".join(block)))


def _example(bad: bool, how: str, line: int, block: str) -> Example:
    format_name, names, options = "ivr", [], {}
    for part in filter(None, (piece.strip() for piece in how.split(";"))):
        word, _, rest = part.partition(" ")
        if word == "files":
            names = [name.strip() for name in rest.split(",")]
        elif word == "options":
            options = dict(pair.split("=", 1) for pair in rest.split())
        else:
            format_name = part
    block = block.strip("\n") + "\n"
    texts = _split_files(block) if names else {f"example.{format_name}": block}
    files: dict[str, str] = {}
    expected: list[Expected] = []
    for name, text in texts.items():
        kept = []
        for number, content in enumerate(text.splitlines(), 1):
            mark = _MARK.search(content)
            if mark:
                severity = _SEVERITY.match(mark["text"])
                expected.append(
                    Expected(name, number, severity[2], severity[1])
                    if severity
                    else Expected(name, number, mark["text"])
                )
                content = content[: mark.start()]
            kept.append(content)
        files[name] = "\n".join(kept) + "\n"
    return Example(bad, line, format_name, files, tuple(expected), options)


def _split_files(block: str) -> dict[str, str]:
    texts: dict[str, list[str]] = {}
    current: list[str] = []
    for line in block.splitlines():
        if line.startswith("--- "):
            current = texts.setdefault(line[4:].strip(), [])
        else:
            current.append(line)
    return {name: "\n".join(lines) + "\n" for name, lines in texts.items()}

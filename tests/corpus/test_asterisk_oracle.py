"""Dialplans as the engine itself loaded them: the same entries, the same lines dropped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ivrlint._files import decode
from ivrlint.formats import Reading
from ivrlint.places import Source
from ivrlint_formats.asterisk.conf.reading import parse_conf
from ivrlint_formats.asterisk.dialplan.nodes import HINT, Dialplan
from ivrlint_formats.asterisk.dialplan.reading import read_dialplan

SHARED = next(
    folder / "shared"
    for folder in Path(__file__).parents
    if (folder / "shared" / "oracle" / "asterisk").is_dir()
)
ORACLE = SHARED / "oracle" / "asterisk"
FILES = sorted(str(path.relative_to(ORACLE))[: -len(".json")] for path in ORACLE.rglob("*.json"))
DROPPED = re.compile(
    r"No category context for line (\d+)"
    r"|Unknown directive.* at line (\d+)"
    r"|Invalid priority/label '.*' at line (\d+)"
    r"|Can't use '(?:next|same)' priority on the first entry at line (\d+)"
    r"|No '=' \(equal sign\) in line (\d+)"
)
AT = re.compile(r"extensions\.conf:(\d+)")

Entry = tuple[str, str | None, str, str | None, str]


def loaded(file: str) -> Any:
    return json.loads((ORACLE / f"{file}.json").read_text("utf-8"))


def read(file: str) -> Dialplan:
    """The dialplan as the engine saw it: whatever it includes was replaced by an empty file."""
    text = decode((SHARED / "corpus" / file).read_bytes(), ("utf-8", "iso-8859-1")).text
    nothing = Source("empty.conf", "")
    return read_dialplan(
        parse_conf(
            Source(file, text), Reading(lambda _from, _name: nothing, lambda _from, _all: [nothing])
        )
    )


def engines(contexts: Any) -> Iterator[tuple[str, Entry]]:
    """What the engine holds of the file, as it prints it.

    It prints no label of the first priority of an extension, nor an empty pair
    of parentheses after a hint.
    """
    for context in contexts:
        first: set[tuple[str, str | None]] = set()
        for entry in context["entries"]:
            if "kind" in entry:
                continue
            name = (entry["exten"], entry["cid"])
            label = None if name not in first else entry["label"]
            assert name in first or entry["label"] is None
            first.add(name)
            if AT.fullmatch(entry.get("at") or ""):
                yield context["context"], (*name, entry["priority"], label, entry["call"])


def ours(dialplan: Dialplan) -> Iterator[tuple[str, Entry]]:
    if dialplan.refused:
        return
    for context in dialplan.contexts.values():
        first: dict[tuple[str, str | None], int] = {}
        for entry in context.entries:
            name = (entry.exten, entry.cid)
            first[name] = min(entry.priority, first.get(name, entry.priority))
        for entry in context.entries:
            name = (entry.exten, entry.cid)
            label = None if entry.priority == first[name] else entry.label
            hint = entry.priority == HINT
            call = f"{entry.application}({entry.arguments})"
            if hint and not entry.arguments:
                call = entry.application
            priority = "hint" if hint else str(entry.priority)
            yield context.name, (*name, priority, label, call)


def test_the_oracle_is_there() -> None:
    assert len(FILES) > 150


@pytest.mark.parametrize("file", [file for file in FILES if loaded(file)["loaded"]])
def test_the_entries_of_every_context_are_those_of_the_engine(file: str) -> None:
    assert sorted(map(repr, ours(read(file)))) == sorted(
        map(repr, engines(loaded(file)["contexts"]))
    )


@pytest.mark.parametrize("file", [file for file in FILES if loaded(file)["loaded"]])
def test_the_lines_told_of_are_those_that_the_engine_tells_of(file: str) -> None:
    told = {problem.place.begin.line for problem in read(file).problems}
    messages = loaded(file)["messages"]
    assert told == {
        int(next(filter(None, match.groups()))) for match in map(DROPPED.search, messages) if match
    }


@pytest.mark.parametrize("file", [file for file in FILES if loaded(file)["loaded"]])
def test_includes_switches_and_ignored_patterns_are_those_of_the_engine(file: str) -> None:
    kinds = {"include": "include", "ignorepat": "ignore pattern", "switch": "alt. switch"}
    dialplan = read(file)
    found = {
        (context.name, kinds[one.kind], one.value)
        for context in dialplan.contexts.values()
        for one in context.directives
        if not dialplan.refused
    }
    assert found == {
        (context["context"], one["kind"], one["value"])
        for context in loaded(file)["contexts"]
        for one in context["entries"]
        if "kind" in one
    }

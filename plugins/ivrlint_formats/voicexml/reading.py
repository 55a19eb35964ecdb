"""Reading one file: its tree, what is wrong with it, its flows."""

from __future__ import annotations

from typing import Any

from ivrlint.model import Comment, Document, Problem
from ivrlint.places import Source
from ivrlint_formats.markup import as_data, parse_xml
from ivrlint_formats.voicexml.addresses import Library
from ivrlint_formats.voicexml.checking import shape_problems
from ivrlint_formats.voicexml.files import VoiceXmlFile
from ivrlint_formats.voicexml.kinds import without_template
from ivrlint_formats.voicexml.lowering import KNOWS, lower
from ivrlint_formats.voicexml.platform import Platform


def read(source: Source, platform: Platform) -> Document:
    """The document of a file, as if there were no other one."""
    tree = parse_xml(source, masked=without_template(source.text))
    file = VoiceXmlFile(source, tree)
    problems = [Problem("syntax-error", one.place, one.message) for one in tree.mistakes]
    if file.vxml is None and not problems:
        problems.append(Problem("syntax-error", source.place(0, 0), "expected <vxml>"))
    problems += shape_problems(file, platform)
    return Document(
        source=source,
        format="voicexml",
        flows=tuple(lower(file, Library([file]), platform)),
        problems=tuple(sorted(problems, key=lambda problem: problem.place.start)),
        comments=tuple(
            Comment(one.text, one.place, _stands_alone(source, one.place.start, one.place.end))
            for one in tree.comments
        ),
        statements=file.statements,
        knows=KNOWS,
        syntax=file,
    )


def syntax(source: Source) -> Any:
    """The elements of a file as plain data."""
    tree = parse_xml(source, masked=without_template(source.text))
    return as_data(tree.roots[0]) if tree.roots else None


def _stands_alone(source: Source, start: int, end: int) -> bool:
    """Whether nothing but a comment stands on its lines."""
    text = source.text
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    finish = min((at for mark in "\r\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    return not text[begin:start].strip() and not text[end:finish].strip()

"""The format `genesys`: recognising and reading flows of Genesys Cloud Architect."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar, Final

from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.model import Comment, Document, Problem
from ivrlint.places import Place, Source

if TYPE_CHECKING:
    from ivrlint.model import Flow, Reply
    from ivrlint_formats.data import Tree
    from ivrlint_formats.data.schema import Schema
    from ivrlint_formats.genesys.drafts import Draft
    from ivrlint_formats.genesys.platform import Platform

_KNOWS: Final = frozenset(
    {
        "menu.noinput",
        "menu.nomatch",
        "menu.timeout",
        "menu.presentations",
        "menu.interruptible",
        "collect.noinput",
        "collect.nomatch",
        "collect.digits",
        "collect.presentations",
        "lookup.error",
        "queue.error",
        "transfer.error",
        "flow.entries",
        "reply.reply-to",
    }
)
_KIND: Final = re.compile(
    r"^\ufeff?[\"']?(?:inbound(?:Call|ShortMessage|Chat|Email)|inqueue(?:Call|ShortMessage|Email)"
    r"|outboundCall|secureCall|commonModule|workflow|workitem|surveyInvite|bot|digitalBot|voicemail"
    r"|voiceSurvey)[\"']?[ \t]*:[ \t]*(?:[#&!][^\r\n]*)?\r?$",
    re.MULTILINE,
)
_PARTS: Final = re.compile(
    r"^[ \t]+[\"']?(?:startUpRef|startUpTaskActions|startUpTask|defaultLanguage|supportedLanguages"
    r"|initialGreeting|settingsErrorHandling|settingsActionDefaults)[\"']?[ \t]*:",
    re.MULTILINE,
)
_EXPORT: Final = re.compile(r"\s*JTdCJTIy")
"""What an export begins with: `{"`, once for URLs and once in base64."""


class GenesysFormat(Format):
    """Flows of Genesys Cloud Architect, as Archy writes them or the console exports them."""

    name: ClassVar[str] = "genesys"
    description: ClassVar[str] = "Genesys Cloud Architect flows: Archy YAML and .i3InboundFlow"

    @cached_property
    def _platform(self) -> Platform:
        from ivrlint_formats.genesys.platform import Platform

        return Platform()

    @cached_property
    def _schema(self) -> Schema:
        from ivrlint_formats.data.schema import Schema

        return Schema("ivrlint_formats.genesys", "flow.schema.json")

    def claim(self, candidate: Candidate) -> Claim:
        """Certain where a kind of flow is the key of what only flows hold."""
        head = candidate.head
        if _EXPORT.match(head):
            from ivrlint_formats.genesys.export import is_export

            return Claim.CERTAIN if is_export(head) else Claim.NO
        if _KIND.search(head) and _PARTS.search(head):
            return Claim.CERTAIN
        return Claim.NO

    def read(self, source: Source, reading: Reading) -> Document:
        """Every flow that the file holds, and what is wrong with its syntax."""
        del reading
        from ivrlint_formats.genesys.lower import lower
        from ivrlint_formats.genesys.shape import shape_problems

        platform = self._platform
        tree, drafts = _drafts(source, platform)
        schema = None if _EXPORT.match(source.text) else self._schema
        flows: list[Flow] = []
        replies: list[Reply] = []
        statements: list[Place] = []
        problems = [Problem("syntax-error", one.place, one.message) for one in tree.mistakes]
        for number, draft in enumerate(drafts, 1):
            flow, sent = lower(draft, _name(source, draft, number), platform)
            flows.append(flow)
            replies += sent
            problems += shape_problems(draft, schema)
            statements += (draft.place, *draft.statements)
            statements += [block.whole for block in draft.blocks.values() if block.kind != "end"]
        return Document(
            source=source,
            format=self.name,
            flows=tuple(flows),
            replies=tuple(replies),
            problems=tuple(problems),
            comments=tuple(
                Comment(one.text, one.place, _is_alone(one.place)) for one in tree.comments
            ),
            statements=tuple(statements),
            knows=_KNOWS,
        )

    def syntax(self, source: Source) -> Any:
        """The values of the file, each with its place."""
        from ivrlint_formats.data import as_data

        tree, _ = _drafts(source, self._platform)
        return None if tree.root is None else as_data(tree.root)

    def comment(self, source: Source, text: str) -> str | None:
        """YAML has comments; an export has none."""
        return None if _EXPORT.match(source.text) else f"# {text}"


def _drafts(source: Source, platform: Platform) -> tuple[Tree, list[Draft]]:
    if _EXPORT.match(source.text):
        from ivrlint_formats.genesys.export import read_export
        from ivrlint_formats.genesys.exported import draft_of

        tree = read_export(source)
        return tree, [draft] if (draft := draft_of(tree.root, platform)) else []
    from ivrlint_formats.data import parse_yaml
    from ivrlint_formats.genesys.archy import drafts_of

    tree = parse_yaml(source)
    return tree, list(drafts_of(tree.root, platform))


def _name(source: Source, draft: Draft, number: int) -> str:
    """The name of a flow; the file's where it is only filled in when the flow is deployed."""
    if draft.name is not None and "{" not in draft.name.value and draft.name.value.strip():
        return draft.name.value
    stem = PurePosixPath(source.path).stem
    return stem if number == 1 else f"{stem} {number}"


def _is_alone(place: Place) -> bool:
    line = place.source.line_text(place.begin.line)
    return not line[: place.begin.column - 1].strip()

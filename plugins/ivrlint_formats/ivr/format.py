"""The format plugin of `.ivr`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from ivrlint.errors import CannotFormat
from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.model import Document
from ivrlint.places import Source

if TYPE_CHECKING:
    from lark import Lark

    from ivrlint_formats.ivr.parsing import Tree


class IvrFormat(Format):
    """The project's own format."""

    name = "ivr"
    description = "ivrlint's own language: phone menus, queues, replies, as people read them"
    names = ("*.ivr",)

    def claim(self, candidate: Candidate) -> Claim:
        """By name; a binary file of that name is a fault to be told of, not to be passed over."""
        return Claim.BY_NAME if candidate.path.suffix.lower() == ".ivr" else Claim.NO

    def read(self, source: Source, reading: Reading) -> Document:
        """The document that the source defines."""
        del reading
        from ivrlint_formats.ivr.lowering import lower

        return lower(self._tree(source), source)

    def syntax(self, source: Source) -> Any:
        """The syntax tree: statements with head, arguments, goal and block."""
        from ivrlint_formats.ivr.nodes import as_data

        return as_data(self._tree(source).items)

    def write(self, document: Document) -> str:
        """The document as `.ivr`; reading it again gives the same model."""
        from ivrlint_formats.ivr.printing import print_items
        from ivrlint_formats.ivr.raising import raise_document

        return print_items(raise_document(document))

    def format(self, source: Source) -> str:
        """The source in canonical form; raises CannotFormat where the grammar is broken."""
        from ivrlint_formats.ivr.printing import print_items

        tree = self._tree(source)
        if tree.faults.problems:
            problem = tree.faults.problems[0]
            line = problem.place.begin.line
            raise CannotFormat(f"{source.path}:{line}: {problem.message}")
        return print_items(tree.items)

    def comment(self, source: Source, text: str) -> str:
        """A comment to the end of its line."""
        del source
        return f"// {text}"

    @cached_property
    def _lark(self) -> Lark:
        from ivrlint_formats.ivr.grammar import load

        return load()

    def _tree(self, source: Source) -> Tree:
        from ivrlint_formats.ivr.parsing import parse

        return parse(self._lark, source)

"""XML with exact places: elements, attributes and text that know where they stand."""

from ivrlint_formats.markup.marks import is_well_formed
from ivrlint_formats.markup.nodes import (
    DEEPEST,
    Attribute,
    Content,
    Element,
    Instruction,
    Tree,
    as_data,
)
from ivrlint_formats.markup.parse import parse_xml

__all__ = [
    "DEEPEST",
    "Attribute",
    "Content",
    "Element",
    "Instruction",
    "Tree",
    "as_data",
    "is_well_formed",
    "parse_xml",
]

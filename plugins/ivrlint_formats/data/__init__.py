"""Data files with exact places: trees whose every value knows where it stands."""

from ivrlint_formats.data.labels import Labels
from ivrlint_formats.data.nodes import (
    Array,
    Member,
    Mistake,
    Node,
    Object,
    Scalar,
    String,
    Tree,
    as_data,
    plain,
)
from ivrlint_formats.data.parse import parse_json

__all__ = [
    "Array",
    "Labels",
    "Member",
    "Mistake",
    "Node",
    "Object",
    "Scalar",
    "String",
    "Tree",
    "as_data",
    "parse_json",
    "plain",
]

"""Data files with exact places: trees whose every value knows where it stands."""

from ivrlint_formats.data.hcl import parse_hcl
from ivrlint_formats.data.labels import Labels
from ivrlint_formats.data.nodes import (
    Array,
    Member,
    Mistake,
    Node,
    Object,
    Remark,
    Scalar,
    String,
    Tree,
    as_data,
    plain,
)
from ivrlint_formats.data.parse import parse_json
from ivrlint_formats.data.within import parse_json_within
from ivrlint_formats.data.yaml_parse import parse_yaml

__all__ = [
    "Array",
    "Labels",
    "Member",
    "Mistake",
    "Node",
    "Object",
    "Remark",
    "Scalar",
    "String",
    "Tree",
    "as_data",
    "parse_hcl",
    "parse_json",
    "parse_json_within",
    "parse_yaml",
    "plain",
]

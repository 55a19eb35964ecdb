"""Files that hold flows: JSON, and templates of CloudFormation, SAM and Terraform."""

from __future__ import annotations

from pathlib import PurePosixPath

from ivrlint.places import Place, Source
from ivrlint_formats.connect.kinds import BEGINS_AS_JSON, TERRAFORM
from ivrlint_formats.data import Tree, parse_hcl, parse_json, parse_yaml


def tree_of(source: Source) -> Tree:
    """The values of a file, by the language that it is written in."""
    if BEGINS_AS_JSON.match(source.text):
        return parse_json(source)
    if PurePosixPath(source.path).suffix.lower() in TERRAFORM:
        return parse_hcl(source)
    return parse_yaml(source)


def is_alone(place: Place) -> bool:
    """Whether nothing stands before a place on its line."""
    line = place.source.line_text(place.begin.line)
    return not line[: place.begin.column - 1].strip()

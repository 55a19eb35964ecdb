"""Nodes held against a JSON Schema: what it does not accept, and where to point then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from ivrlint.places import Place
from ivrlint_formats.data.nodes import Array, Node, Object, String
from ivrlint_formats.package_data import load_json

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

Path: TypeAlias = Sequence[str | int]
"""The way to a value: keys of objects, and numbers of items counted from 0."""


class Fault(NamedTuple):
    """What a schema does not accept. `path` leads to it from the root that the file has."""

    path: Path
    error: ValidationError


class Schema:
    """A JSON Schema that stands as a file in a package.

    A whole file could be held against it at once; block by block, each only against what is
    said of its type, takes a fraction of the time.
    """

    def __init__(self, package: str, name: str) -> None:
        self._package, self._name = package, name

    @cached_property
    def _facts(self) -> dict[str, Any]:
        return load_json(self._package, self._name)

    @cached_property
    def _whole(self) -> Validator:
        from jsonschema import Draft202012Validator

        return Draft202012Validator(self._facts)

    @cached_property
    def _parts(self) -> dict[tuple[str, ...], Validator]:
        return {(): self._whole}

    @property
    def definitions(self) -> dict[str, Any]:
        """The parts of the schema, by name."""
        definitions: dict[str, Any] = self._facts["$defs"]
        return definitions

    def _part(self, names: tuple[str, ...]) -> Validator | None:
        if names not in self._parts:
            part: Any = self.definitions
            for name in names:
                part = part.get(name, {})
            if not part:
                return None
            self._parts[names] = self._whole.evolve(schema=part)
        return self._parts[names]

    def faults(self, value: Any, *part: str, at: Path = ()) -> Iterator[Fault]:
        """What is wrong with a value (plain data), by what the schema says of it.

        `part` leads to that from the definitions; without it the whole schema holds. A part
        that is not there accepts everything. `at` is where the value itself stands.
        """
        validator = self._part(part)
        for error in validator.iter_errors(value) if validator is not None else ():
            yield Fault((*at, *error.absolute_path), error)


class Spot(NamedTuple):
    """A node, and its key where it stands under one."""

    node: Node
    key: String | None = None

    def pointed_at(self, *names: str) -> Place:
        """Where to point: the value itself; of an object or array only what stands for it.

        That is the text that an object has under the first of `names`, else the key, else
        the first character.
        """
        place = self.node.place
        if not isinstance(self.node, Object | Array):
            return place
        if isinstance(self.node, Object):
            for name in names:
                own = self.node.string(name)
                if own is not None:
                    return own.place
        if self.key is not None:
            return self.key.place
        return Place(place.source, place.start, place.start + 1, place.pointer)


def way_to(root: Node, path: Path) -> list[Spot]:
    """The nodes from the root to what is at a path, as far as they are there.

    Of a repeated key the last one counts, as everywhere.
    """
    way = [Spot(root)]
    for part in path:
        node = way[-1].node
        if isinstance(node, Object) and isinstance(part, str):
            member = next((one for one in reversed(node.members) if one.key.value == part), None)
            if member is None:
                break
            way.append(Spot(member.value, member.key))
        elif isinstance(node, Array) and isinstance(part, int) and part < len(node.items):
            way.append(Spot(node.items[part]))
        else:
            break
    return way


def spot(root: Node, path: Path) -> Spot:
    """What is at a path, or the last on the way that is there."""
    return way_to(root, path)[-1]

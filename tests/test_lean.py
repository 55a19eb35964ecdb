"""The lean decorator makes what the standard one makes."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, field
from typing import Any, ClassVar

import pytest

from ivrlint.lean import dataclass


def _families(decorate: Any) -> tuple[type, type]:
    @decorate(frozen=True, slots=True, kw_only=True)
    class Base:
        kind: ClassVar[str] = "base"
        name: str
        place: int = field(compare=False, repr=False)
        items: tuple[int, ...] = ()
        owner: Any = field(default=None, init=False, compare=False, repr=False)

        @property
        def shout(self) -> str:
            return self.name.upper()

    @decorate(frozen=True, slots=True, kw_only=True)
    class Below(Base):
        kind: ClassVar[str] = "below"
        extra: dict[str, int] = field(default_factory=dict)
        name: str = "unnamed"

    return Base, Below


LEAN, STANDARD = _families(dataclass), _families(dataclasses.dataclass)


@dataclass(frozen=True, slots=True)
class Kept:
    """Stands in the module, where pickle finds it."""

    one: int
    two: str = "x"
    three: list[int] = field(default_factory=list)


@pytest.mark.parametrize(("base", "below"), [LEAN, STANDARD], ids=["lean", "standard"])
class TestBoth:
    def test_it_is_made_by_keyword_with_defaults(self, base: Any, below: Any) -> None:
        made = below(place=3)
        assert (made.name, made.place, made.items, made.extra) == ("unnamed", 3, (), {})
        assert made.shout == "UNNAMED"
        assert made.extra is not below(place=3).extra
        with pytest.raises(TypeError):
            base("positional", 3)
        with pytest.raises(TypeError):
            base(name="a")

    def test_equality_leaves_out_what_is_not_compared(self, base: Any, below: Any) -> None:
        assert base(name="a", place=1) == base(name="a", place=2)
        assert base(name="a", place=1) != base(name="b", place=1)
        assert base(name="a", place=1) != below(name="a", place=1)
        assert hash(base(name="a", place=1)) == hash(base(name="a", place=2))

    def test_it_is_frozen_and_has_slots(self, base: Any, below: Any) -> None:
        made = below(place=1)
        with pytest.raises(FrozenInstanceError):
            made.name = "other"
        with pytest.raises(FrozenInstanceError):
            del made.name
        assert not hasattr(made, "__dict__")
        assert below.__slots__ == ("extra",)
        object.__setattr__(made, "owner", 7)
        assert made.owner == 7

    def test_the_tools_of_dataclasses_work(self, base: Any, below: Any) -> None:
        made = below(name="a", place=1, items=(2,))
        assert dataclasses.is_dataclass(made)
        names = [f.name for f in dataclasses.fields(made)]
        assert names == ["name", "place", "items", "owner", "extra"]
        other = dataclasses.replace(made, name="b")
        assert (other.name, other.items) == ("b", (2,))
        assert copy.copy(made) == made

    def test_the_repr_shows_what_it_may(self, base: Any, below: Any) -> None:
        assert repr(base(name="a", place=1)).endswith("Base(name='a', items=())")

    def test_the_signature_is_told(self, base: Any, below: Any) -> None:
        assert list(inspect.signature(base).parameters) == ["name", "place", "items"]
        assert list(inspect.signature(below).parameters) == ["name", "place", "items", "extra"]

    def test_a_class_below_may_add_to_making(self, base: Any, below: Any) -> None:
        class Named(below):  # type: ignore[misc]
            def __init__(self, name: str) -> None:
                super().__init__(name=name, place=1)

        assert [Named(name).name for name in "ab"] == ["a", "b"]
        assert below(place=2).name == "unnamed"

    def test_a_standard_dataclass_may_stand_below(self, base: Any, below: Any) -> None:
        @dataclasses.dataclass(frozen=True, kw_only=True)
        class Third(below):  # type: ignore[misc]
            more: int = 1

        assert Third(place=1, name="a").more == 1


def test_positional_fields_match_patterns() -> None:
    match Kept(1, "y"):
        case Kept(one, two):
            assert (one, two) == (1, "y")
        case _:
            pytest.fail("the pattern has to match")


def test_it_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(Kept(1, three=[2]))) == Kept(1, three=[2])


def test_without_frozen_it_can_be_changed_and_not_hashed() -> None:
    @dataclass
    class Loose:
        count: int = 0

        def __post_init__(self) -> None:
            self.count += 1

    made = Loose(4)
    made.count += 1
    assert made == Loose(5)
    with pytest.raises(TypeError):
        hash(made)


def test_what_it_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError):
        dataclass(order=True)  # type: ignore[call-overload]


def test_a_plain_class_below_is_made_and_stays_frozen() -> None:
    class Named(Kept):
        pass

    made = Named(1, "y")
    assert (made.one, made.two, made.three, type(made)) == (1, "y", [], Named)
    with pytest.raises(FrozenInstanceError):
        made.one = 2


def test_what_a_class_takes_can_be_asked_before_any_is_made() -> None:
    @dataclass(frozen=True, slots=True)
    class Fresh:
        name: str
        size: int = 1

    assert list(inspect.signature(Fresh).parameters) == ["name", "size"]
    assert Fresh("a").size == 1

"""Dataclasses that are quick to define.

The standard decorator compiles six functions for every frozen class; with the
hundred classes of the model and its plugins that is the greater part of a
short run. This one compiles `__init__` alone, when it is first needed, and
shares the rest. Type checkers see the standard decorator, and
`dataclasses.fields`, `replace` and `is_dataclass` work as ever; what it does
not support is refused.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    from dataclasses import _FIELD, MISSING, Field, FrozenInstanceError, field
    from reprlib import recursive_repr

    def dataclass(
        cls: type | None = None,
        /,
        *,
        frozen: bool = False,
        slots: bool = False,
        kw_only: bool = False,
        eq: bool = True,
    ) -> Any:
        """`dataclasses.dataclass`, for the parameters that this project uses."""
        if cls is None:
            return lambda decorated: _made(decorated, frozen, slots, kw_only, eq)
        return _made(cls, frozen, slots, kw_only, eq)

    def _made(cls: type, frozen: bool, slots: bool, kw_only: bool, eq: bool) -> type:
        inherited: dict[str, Field[Any]] = {}
        for base in cls.__mro__[-1:0:-1]:
            inherited.update(getattr(base, "__dataclass_fields__", {}))
        own = _own_fields(cls, kw_only)
        fields = {**inherited, **own}
        positional = [f for f in fields.values() if f.init and not f.kw_only]
        given: dict[str, Any] = {
            "__dataclass_fields__": fields,
            "__dataclass_params__": _Params(frozen),
            "__match_args__": tuple(f.name for f in positional),
            "__init__": _Init(fields, positional, frozen),
            "__lean_key__": staticmethod(_key_of([f.name for f in fields.values() if f.compare])),
        }
        if "__repr__" not in cls.__dict__:
            given["__repr__"] = _repr
        if eq and "__eq__" not in cls.__dict__:
            given["__eq__"] = _eq
        if frozen:
            given["__setattr__"] = _refuse_set
            given["__delattr__"] = _refuse_delete
            if eq and cls.__dict__.get("__hash__") is None:
                given["__hash__"] = _hash
            if slots and "__getstate__" not in cls.__dict__:
                given["__getstate__"] = _getstate
                given["__setstate__"] = _setstate
        elif eq and "__hash__" not in cls.__dict__:
            given["__hash__"] = None
        if slots:
            taken = {name for base in cls.__mro__[1:] for name in getattr(base, "__slots__", ())}
            return _with_slots(cls, tuple(name for name in own if name not in taken), own, given)
        for name, value in given.items():
            setattr(cls, name, value)
        return cls

    class _Params:
        """What the standard decorator asks of a base class."""

        def __init__(self, frozen: bool) -> None:
            self.frozen = frozen

    def _own_fields(cls: type, kw_only: bool) -> dict[str, Field[Any]]:
        own = {}
        for name, annotation in _annotations(cls).items():
            if str(annotation).startswith(("ClassVar", "typing.ClassVar")):
                continue
            default = cls.__dict__.get(name, MISSING)
            made = default if isinstance(default, Field) else field(default=default)
            made.name, made.type = name, annotation
            made._field_type = _FIELD
            if made.kw_only is MISSING:
                made.kw_only = kw_only
            own[name] = made
            if isinstance(default, Field):
                if made.default is MISSING:
                    delattr(cls, name)
                else:
                    setattr(cls, name, made.default)
        return own

    def _annotations(cls: type) -> dict[str, Any]:
        if sys.version_info < (3, 14):
            return cls.__dict__.get("__annotations__", {})  # noqa: RUF063 - inspect is costly
        from annotationlib import Format, get_annotations

        return get_annotations(cls, format=Format.FORWARDREF)

    class _Init:
        """Stands for `__init__` until it is first asked for: most classes are never made."""

        def __init__(self, *made_of: Any) -> None:
            self.made_of = made_of

        def __get__(self, instance: object, owner: type) -> Any:
            # inspect.signature of 3.13 asks with the class itself as the instance.
            asked = instance if isinstance(instance, type) else owner
            made = next(cls for cls in asked.__mro__ if cls.__dict__.get("__init__") is self)
            made.__init__ = init = _init(made, *self.made_of)
            return init.__get__(instance, owner)

    def _init(
        cls: type,
        fields: dict[str, Field[Any]],
        positional: list[Field[Any]],
        frozen: bool,
    ) -> Any:
        space: dict[str, Any] = {"_set": object.__setattr__, "_new": _NEW}
        named = [f for f in fields.values() if f.init and f.kw_only]
        parameters = [_parameter(f, space) for f in positional]
        if named:
            parameters += ["*", *(_parameter(f, space) for f in named)]
        values: dict[str, str] = {}
        for item in fields.values():
            value = item.name
            if item.default_factory is not MISSING:
                space[f"_make_{item.name}"] = item.default_factory
                made = f"_make_{item.name}()"
                value = f"{made} if {item.name} is _new else {item.name}" if item.init else made
            elif not item.init:
                if item.default is MISSING:
                    continue
                space[f"_is_{item.name}"] = item.default
                value = f"_is_{item.name}"
            values[item.name] = value
        if not frozen:
            lines = [f" self.{name} = {value}" for name, value in values.items()]
        elif len(values) < _FEW or "__slots__" not in cls.__dict__:
            lines = [f" _set(self, {name!r}, {value})" for name, value in values.items()]
        else:
            space |= {"_own": cls, "_open": _opened(cls), "_fill": _fill}
            lines = [
                " if self.__class__ is _own:",
                "  _set(self, '__class__', _open)",
                *(f"  self.{name} = {value}" for name, value in values.items()),
                "  self.__class__ = _own",
                " else:",
                f"  _fill(self, {', '.join(f'{name}={value}' for name, value in values.items())})",
            ]
        if hasattr(cls, "__post_init__"):
            lines.append(" self.__post_init__()")
        body = "\n".join(lines) or " pass"
        exec(f"def __init__(self, {', '.join(parameters)}):\n{body}", space)  # noqa: S102 - names of our own fields
        made = space["__init__"]
        made.__qualname__ = f"{cls.__qualname__}.__init__"
        made.__module__ = cls.__module__
        return made

    _FEW = 3
    """Fields of a frozen class from which on `_opened` pays."""

    def _opened(cls: type) -> type:
        """A class of the same layout that lets its fields be set.

        While it is made, a frozen object is of this class: plain assignments take a tenth of the
        time of `object.__setattr__`, and large files are objects by the hundred thousand.
        """
        space = {
            "__slots__": cls.__dict__["__slots__"],
            "__setattr__": object.__setattr__,
            "__delattr__": object.__delattr__,  # both, or neither is quick
        }
        return type(cls)(f"{cls.__name__} in the making", cls.__bases__, space)

    def _fill(made: Any, **values: object) -> None:
        """Set the fields of an object of a class that inherits its `__init__`."""
        for name, value in values.items():
            object.__setattr__(made, name, value)

    def _parameter(item: Field[Any], space: dict[str, Any]) -> str:
        if item.default_factory is not MISSING:
            return f"{item.name}=_new"
        if item.default is MISSING:
            return item.name
        space[f"_is_{item.name}"] = item.default
        return f"{item.name}=_is_{item.name}"

    def _with_slots(
        cls: type, names: tuple[str, ...], own: dict[str, Field[Any]], given: dict[str, Any]
    ) -> type:
        space = {
            name: value
            for name, value in cls.__dict__.items()
            if name not in own and name not in ("__dict__", "__weakref__")
        }
        space |= given
        space["__slots__"] = names
        made = type(cls)(cls.__name__, cls.__bases__, space)
        made.__qualname__ = cls.__qualname__
        return made

    def _key_of(names: list[str]) -> Any:
        if not names:
            return lambda _: ()
        if len(names) == 1:
            get = attrgetter(names[0])
            return lambda one: (get(one),)
        return attrgetter(*names)

    def _eq(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        key = self.__lean_key__
        return key(self) == key(other)

    def _hash(self: Any) -> int:
        return hash(self.__lean_key__(self))

    @recursive_repr()
    def _repr(self: Any) -> str:
        shown = [f for f in self.__dataclass_fields__.values() if f.repr]
        values = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in shown)
        return f"{self.__class__.__qualname__}({values})"

    def _refuse_set(_self: Any, name: str, _value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_delete(_self: Any, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _getstate(self: Any) -> dict[str, Any]:
        """The fields that are set: one without a default and parameter may not be."""
        found = {}
        for name in self.__dataclass_fields__:
            with suppress(AttributeError):
                found[name] = object.__getattribute__(self, name)
        return found

    def _setstate(self: Any, state: dict[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)

    class _New:
        """Stands for a value that is made anew for each object."""

        def __repr__(self) -> str:
            return "<made anew>"

    _NEW = _New()

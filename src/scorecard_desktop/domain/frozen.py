"""Frozen dataclasses that cost little to define and little to make.

``dataclass`` here is the standard library's in all that it says and does. But the library writes and compiles six
methods for each class as it is defined, which for the hundred that the first page loads takes longer than to draw it;
here they are written when an object is first made, which for most is after that, or never. And what makes a frozen
dataclass slow to make is that it may not set its own fields: each goes a long way round. Here they are set on an object
of a class alike but for that, which then becomes one of the frozen class; that takes about half the time.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    import inspect
    from dataclasses import dataclass
else:

    def dataclass(kind=None, /, *, frozen=False, slots=False, **others):  # noqa: ANN001, ANN003, ANN201 -- as above
        """As ``dataclasses.dataclass``. What is not plainly a frozen one with slots is left to that."""

        def made(kind: type) -> type:
            if frozen and slots and not others and _is_plain(kind):
                return _written_late(kind)
            return dataclasses.dataclass(kind, frozen=frozen, slots=slots, **others)

        return made if kind is None else made(kind)


__all__ = ["dataclass", "made_at_once"]

T = TypeVar("T")
P = ParamSpec("P")

_COMPILED = ("__new__", "__eq__", "__hash__", "__reduce__")
_LEFT_ALONE = ("__new__", "__init__", "__setattr__", "__delattr__", "__reduce__")


def made_at_once(kind: Callable[P, T]) -> Callable[P, T]:
    """What makes objects of such a class where thousands are made in a row.

    It asks the class itself and not its type, which takes as long again.
    """
    written: Any = _maker_of(kind)
    return kind if written is None else partial(written, kind)


def _is_plain(kind: type) -> bool:
    """Whether all its fields are given when it is made, and how it is made is left to us."""
    given = vars(kind)
    own = (value for value in given.values() if isinstance(value, Field))
    return not any(name in given for name in _LEFT_ALONE) and all(f.init and f.kw_only is not True for f in own)


def _written_late(kind: type) -> type:
    if kind.__doc__ is None:
        kind.__doc__ = kind.__name__  # the library would write down the signature, which takes as long as all the rest
    inherits = any(dataclasses.is_dataclass(base) for base in kind.__mro__[1:])
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, frozen=inherits)(kind)
    made.__dataclass_params__.__init__(True, True, True, False, False, True)  # init, repr, eq, order, hash, frozen
    made.__new__ = _Unwritten(made)
    return made  # type: ignore[no-any-return]


class _Unwritten:
    """Stands for a class's ``__new__`` until the first object is made: until then none of its methods is needed.

    Even then most never need all: how objects are equal, hashed and pickled is written when that is asked.
    """

    def __init__(self, kind: type) -> None:
        self.kind = kind

    def __call__(self, asked: type, /, *given: object, **named: object) -> object:
        return self.write()(asked, *given, **named)

    def write(self) -> Callable[..., Any]:
        """Write how an object is made, and put that and the other methods in their places."""
        made: Any = self.kind
        maker = _making(self.kind)
        names = [field.name for field in fields(made) if field.repr]
        methods = {name: _asked_first(made, name, write) for name, write in _WRITTEN_WHEN_ASKED.items()}
        methods |= {"__repr__": _shown(names), "__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
        for name, method in methods.items():
            # what the class says itself stays; a class that says how its objects are equal has None for their hash
            if vars(made).get(name) is None:
                setattr(made, name, method)
        made.__new__ = maker
        return maker

    @property
    def __signature__(self) -> inspect.Signature:
        import inspect

        return inspect.signature(self.write())


def _maker_of(kind: Any) -> Callable[..., Any] | None:  # noqa: ANN401 - any callable
    maker = vars(kind).get("__new__") if isinstance(kind, type) else None
    return maker.write() if isinstance(maker, _Unwritten) else maker


def _making(kind: type) -> Callable[..., Any]:
    """How an object is made, written out as dataclasses write it out."""
    own: Any = kind
    named = fields(own)
    known: dict[str, Any] = {"_new": object.__new__, "_twin": _twin_of(own), "_set": object.__setattr__}
    alike = known["_twin"] is not kind
    parameters, lines = [], ["self = _new(_twin)" if alike else "self = _new(cls)"]
    for field in named:
        name, value = field.name, field.name
        if field.default_factory is not MISSING:
            known[f"_default_{name}"], known[f"_make_{name}"] = MISSING, field.default_factory
            value = f"_make_{name}() if {name} is _default_{name} else {name}"
        elif field.default is not MISSING:
            known[f"_default_{name}"] = field.default
        parameters.append(f"{name}=_default_{name}" if f"_default_{name}" in known else name)
        lines.append(f"self.{name} = {value}" if alike else f"_set(self, {name!r}, {value})")
    if alike:
        lines.append("self.__class__ = cls")
    if hasattr(kind, "__post_init__"):
        lines.append("self.__post_init__()")
    lines.append("return self")
    maker = _written("__new__", f"cls, {', '.join(parameters)}", lines, known)
    maker.__annotations__ = {field.name: field.type for field in named} | {"return": None}
    return maker


def _equal(kind: Any) -> Callable[..., Any]:  # noqa: ANN401 - any dataclass
    compared = [f.name for f in fields(kind) if f.compare]
    lines = [
        "if other.__class__ is not self.__class__:",
        "    return NotImplemented",
        f"return {_held('self', compared)} == {_held('other', compared)}",
    ]
    return _written("__eq__", "self, other", lines, {})


def _hashed(kind: Any) -> Callable[..., Any]:  # noqa: ANN401 - any dataclass
    hashed = [f.name for f in fields(kind) if (f.compare if f.hash is None else f.hash)]
    return _written("__hash__", "self", [f"return hash({_held('self', hashed)})"], {})


def _reduced(kind: Any) -> Callable[..., Any]:  # noqa: ANN401 - any dataclass
    held = _held("self", [f.name for f in fields(kind)])
    return _written("__reduce__", "self", [f"return self.__class__, {held}"], {})


_WRITTEN_WHEN_ASKED = {"__eq__": _equal, "__hash__": _hashed, "__reduce__": _reduced}


def _asked_first(kind: type, name: str, write: Callable[[type], Callable[..., Any]]) -> Callable[..., Any]:
    """Stands for a method until it is first called."""

    def asked(self: object, *others: object) -> object:
        written = write(kind)
        setattr(kind, name, written)
        return written(self, *others)

    return asked


def _written(name: str, parameters: str, lines: list[str], known: dict[str, Any]) -> Callable[..., Any]:
    text = f"def {name}({parameters}):\n" + "\n".join(f"    {line}" for line in lines)
    exec(text, known)  # noqa: S102 - of the class's own fields
    made: Callable[..., Any] = known[name]
    return made


def _held(of: str, names: list[str]) -> str:
    return f"({', '.join(f'{of}.{name}' for name in names)}{',' if len(names) == 1 else ''})"


def _shown(names: list[str]) -> Callable[[object], str]:
    def __repr__(self: object) -> str:  # noqa: N807
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({said})"

    return __repr__


def _twin_of(kind: Any) -> type:  # noqa: ANN401 - any dataclass
    """A class alike that may set its fields; the class itself where a Python does not let one become the other."""
    twin = type(kind.__name__, (), {"__slots__": tuple(field.name for field in fields(kind))})
    try:
        twin().__class__ = kind
    except TypeError:
        return kind  # type: ignore[no-any-return]
    return twin


def _refuse_to_set(_: object, name: str, __: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")

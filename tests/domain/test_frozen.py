"""Frozen dataclasses that are made quickly are in every other way what they were."""

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from decimal import Decimal

import pytest

from scorecard_desktop.domain.frozen import quickly_made
from scorecard_desktop.domain.observation import Observation, Source


@dataclass(frozen=True, slots=True)
class Plain:
    name: str
    value: Decimal | None = None
    marks: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("no name")

    @property
    def key(self) -> tuple[str, ...]:
        return (self.name,)


@quickly_made
@dataclass(frozen=True, slots=True)
class Quick:
    name: str
    value: Decimal | None = None
    marks: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("no name")

    @property
    def key(self) -> tuple[str, ...]:
        return (self.name,)


WAYS = [(("a",), {}), (("a", Decimal(1)), {}), (("a",), {"marks": frozenset("x")}), ((), {"name": "a", "value": None})]


@pytest.mark.parametrize(("given", "named"), WAYS)
def test_that_it_holds_what_it_was_given(given, named):
    quick, plain = Quick(*given, **named), Plain(*given, **named)
    assert type(quick) is Quick
    assert [getattr(quick, f.name) for f in fields(quick)] == [getattr(plain, f.name) for f in fields(plain)]
    assert repr(quick) == repr(plain).replace("Plain", "Quick")
    assert quick.key == plain.key


def test_that_it_is_frozen():
    quick = Quick("a")
    with pytest.raises(FrozenInstanceError):
        quick.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del quick.name
    with pytest.raises((AttributeError, TypeError)):
        quick.other = "b"  # type: ignore[attr-defined]


def test_that_equal_ones_are_equal_and_found_again():
    assert Quick("a", Decimal(1)) == Quick("a", Decimal("1.0"))
    assert Quick("a") != Quick("b")
    assert hash(Quick("a")) == hash(Quick("a"))
    assert {Quick("a"): 1}[Quick("a")] == 1


def test_that_it_is_replaced_copied_and_pickled():
    quick = Quick("a", Decimal(1), frozenset("x"))
    assert replace(quick, name="b") == Quick("b", Decimal(1), frozenset("x"))
    for other in (copy.copy(quick), copy.deepcopy(quick), pickle.loads(pickle.dumps(quick))):
        assert other == quick
        assert type(other) is Quick


@pytest.mark.parametrize(("given", "named"), [((), {}), (("a", None, frozenset(), 1), {}), (("a",), {"other": 1})])
def test_that_what_it_cannot_be_made_of_is_refused(given, named):
    with pytest.raises(TypeError):
        Quick(*given, **named)
    with pytest.raises(TypeError):
        Plain(*given, **named)


def test_that_its_own_checks_are_made():
    with pytest.raises(ValueError, match="no name"):
        Quick("")


def test_that_it_says_what_it_is_made_of():
    assert str(inspect.signature(Quick)) == str(inspect.signature(Plain))


def test_that_a_default_that_is_made_anew_is_refused():
    with pytest.raises(TypeError, match=r"Listed\.things"):

        @quickly_made
        @dataclass(frozen=True, slots=True)
        class Listed:
            things: list[str] = field(default_factory=list)


def test_that_records_are_made_so():
    assert "__init__" not in vars(Observation)
    assert "__init__" not in vars(Source)

"""Frozen dataclasses that are made quickly are in every other way what they were."""

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from decimal import Decimal

import pytest

from scorecard_desktop.domain.frozen import dataclass as written_late
from scorecard_desktop.domain.frozen import made_at_once
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


@written_late(frozen=True, slots=True)
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


def test_that_a_default_that_is_made_anew_is_made_for_each():
    @written_late(frozen=True, slots=True)
    class Listed:
        things: list[str] = field(default_factory=list)

    assert Listed().things == []
    assert Listed().things is not Listed().things
    assert Listed(["a"]).things == ["a"]


def test_that_what_a_class_says_of_itself_stays():
    @written_late(frozen=True, slots=True)
    class Own:
        name: str
        note: str = field(default="", compare=False, repr=False)

        def __hash__(self) -> int:
            return 7

    assert hash(Own("a")) == 7
    assert Own("a", "x") == Own("a", "y")
    assert Own("a") != object()
    assert repr(Own("a", "x")).endswith("Own(name='a')")
    assert Own.__doc__

    @written_late(frozen=True, slots=True)
    class Alike:
        name: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Alike) and self.name.lower() == other.name.lower()

        def __hash__(self) -> int:
            return hash(self.name.lower())

    assert {Alike("A"), Alike("a")} == {Alike("a")}


def test_that_nothing_of_a_class_is_written_before_its_first_object():
    @written_late(frozen=True, slots=True)
    class Late:
        """Not made yet."""

        name: str
        value: int = 1

    assert "__eq__" not in vars(Late)
    assert str(inspect.signature(Late)) == "(name: str, value: int = 1) -> None"
    assert [f.name for f in fields(Late)] == ["name", "value"]
    assert Late.__match_args__ == ("name", "value")
    assert Late("a") == Late("a", 1)
    assert "__eq__" in vars(Late)


def test_that_one_made_of_another_has_the_fields_of_both():
    @written_late(frozen=True, slots=True)
    class Base:
        name: str

    @written_late(frozen=True, slots=True)
    class Derived(Base):
        more: int = 0

    made = Derived("a", 2)
    assert (made.name, made.more) == ("a", 2)
    assert made == Derived("a", 2)
    assert made != Base("a")
    assert Base("a") == Base("a")
    with pytest.raises(FrozenInstanceError):
        made.name = "b"  # type: ignore[misc]


def test_that_those_made_in_a_row_are_the_same():
    assert made_at_once(Quick)("a", Decimal(1)) == Quick("a", Decimal(1))
    with pytest.raises(ValueError, match="no name"):
        made_at_once(Quick)("")


def test_that_records_are_made_so():
    assert "__init__" not in vars(Observation)
    assert "__init__" not in vars(Source)

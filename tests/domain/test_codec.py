"""Records as rows and as JSON: nothing is lost on the way there and back."""

import json
from dataclasses import replace

import pytest
from hypothesis import given

from scorecard_desktop.domain.book import RECORD_TYPES
from scorecard_desktop.domain.codec import codec
from scorecard_desktop.domain.observation import Observation
from support.records import any_record, fields_of, one_of_each


@given(any_record())
def test_that_a_record_survives_being_a_row(record):
    own = codec(type(record))
    row = own.encode(record)
    (back,) = own.decode([[row[column.name] for column in own.columns]])
    assert back == record
    assert list(fields_of(back)) == list(fields_of(record))


@given(any_record())
def test_that_a_record_survives_being_json(record):
    back = codec(type(record)).from_json(codec(type(record)).to_json(record))
    assert list(fields_of(back)) == list(fields_of(record))


@given(any_record())
def test_that_a_row_holds_only_what_its_columns_allow(record):
    row = codec(type(record)).encode(record)
    for column in codec(type(record)).columns:
        value = row[column.name]
        if value is None:
            assert column.nullable
        else:
            assert type(value) is (int if column.whole_number else str)


def test_that_rows_are_read_together_as_they_are_read_alone():
    for record_type in RECORD_TYPES:
        own = codec(record_type)
        records = [record for record in one_of_each() if type(record) is record_type]
        rows = [list(own.encode(record).values()) for record in records]
        assert own.decode(rows) == records


def test_that_json_from_before_a_field_was_kept_takes_its_default():
    before = Observation("a", "2018-04", note="as found")
    text = json.dumps({k: v for k, v in json.loads(codec(Observation).to_json(before)).items() if k != "expected"})
    assert codec(Observation).from_json(text) == before
    assert codec(Observation).from_json(text) != replace(before, expected=False)


def test_that_json_with_a_field_that_is_no_longer_kept_is_read():
    record = Observation("a", "2018-04")
    text = json.dumps(json.loads(codec(Observation).to_json(record)) | {"colour": "puce"})
    assert codec(Observation).from_json(text) == record


def test_that_a_field_of_an_unknown_type_is_refused_when_the_schema_is_made():
    from dataclasses import dataclass

    @dataclass(frozen=True)
    class Odd:
        record_kind = "odd"
        size: float

        @property
        def key(self):
            return ("odd",)

    with pytest.raises(TypeError, match="float"):
        codec(Odd)  # type: ignore[type-var]

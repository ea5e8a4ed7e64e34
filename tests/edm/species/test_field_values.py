"""Which values does each type of custom field take, and which not?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from edm.species import CustomField, FieldType, Level, Term
from edm.species.field_value import check_field_value
from edm.species.value_context import ValueContext
from edm.values import Fault, FaultList

TODAY = date(2024, 6, 3)
UUID = "018f4a5e-7c1b-7d2a-9f00-3a5b6c7d8e9f"


def a_field(kind: str, **attributes: Any) -> CustomField:
    return CustomField(
        name="thing",
        level=Level.ENCOUNTER,
        type=FieldType(kind),
        labels={"en": "Thing"},
        **attributes,
    )


CHOICES = {"choices": (Term("typical"), Term("pale"))}
FIELDS = {
    "string": a_field("string"),
    "code": a_field("string", pattern="[A-Z]{2}[0-9]+", help={"en": "Like AB12."}),
    "text": a_field("text"),
    "integer": a_field("integer", min=1, max=100),
    "number": a_field("number", unit="m", min=0, max=11_000),
    "boolean": a_field("boolean"),
    "date": a_field("date", min="2000-01-01", max="today"),
    "date_range": a_field("date_range", max="today"),
    "time": a_field("time"),
    "select": a_field("select", **CHOICES),
    "multiselect": a_field("multiselect", **CHOICES),
    "location": a_field("location"),
    "region": a_field("region"),
    "individual": a_field("individual"),
    "file": a_field("file"),
    "measurement": a_field("measurement", unit="m", min=0.3, max=21),
    "many": a_field("integer", multiple=True),
}


def checked(name: str, value: Any) -> tuple[Any, list[Fault]]:
    faults = FaultList()
    stored = check_field_value(FIELDS[name], value, "/thing", faults, ValueContext(None, TODAY))
    return stored, list(faults)


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        ("string", "  tall ", "tall"),
        ("code", "AB12", "AB12"),
        ("text", "two\nlines", "two\nlines"),
        ("integer", 4, 4),
        ("integer", 4.0, 4),
        ("number", 0, 0),
        ("number", 12.5, 12.5),
        ("boolean", False, False),
        ("date", "2024-02-29", "2024-02-29"),
        ("date", "2024-06-03", "2024-06-03"),
        (
            "date_range",
            {"from": "2024-01-01", "to": "2024-01-01"},
            {"from": "2024-01-01", "to": "2024-01-01"},
        ),
        ("time", "07:30", "07:30"),
        ("time", "23:59:59", "23:59:59"),
        ("select", "pale", "pale"),
        ("multiselect", ["pale", "typical"], ["pale", "typical"]),
        ("location", {"latitude": 0, "longitude": 0}, {"latitude": 0, "longitude": 0}),
        ("region", "mara", "mara"),
        ("individual", UUID.upper(), UUID),
        ("file", "zebra_🦓.jpg", "zebra_🦓.jpg"),
        ("measurement", {"value": 7.5}, {"value": 7.5, "unit": "m", "method": None}),
        (
            "measurement",
            {"value": 7, "unit": "m", "method": "laser"},
            {"value": 7, "unit": "m", "method": "laser"},
        ),
        ("many", [1, 2], [1, 2]),
    ],
)
def test_a_good_value_is_stored_with_its_type(name: str, value: Any, stored: Any) -> None:
    assert checked(name, value) == (stored, [])


@pytest.mark.parametrize(
    ("name", "value", "pointer", "code"),
    [
        ("string", 5, "/thing", "wrong_type"),
        ("string", "two\nlines", "/thing", "bad_characters"),
        ("string", "nul\0", "/thing", "bad_characters"),
        ("string", "\ud83e", "/thing", "bad_characters"),
        ("string", "x" * 2001, "/thing", "too_long"),
        ("code", "ab12", "/thing", "pattern_mismatch"),
        ("text", ["a"], "/thing", "wrong_type"),
        ("integer", "4", "/thing", "wrong_type"),
        ("integer", True, "/thing", "wrong_type"),
        ("integer", 4.5, "/thing", "wrong_type"),
        ("integer", 0, "/thing", "out_of_range"),
        ("integer", 10**400, "/thing", "not_a_number"),
        ("number", float("nan"), "/thing", "not_a_number"),
        ("number", float("inf"), "/thing", "not_a_number"),
        ("number", "12.5", "/thing", "wrong_type"),
        ("number", -1, "/thing", "out_of_range"),
        ("boolean", "true", "/thing", "wrong_type"),
        ("boolean", 1, "/thing", "wrong_type"),
        ("date", "2023-02-30", "/thing", "no_such_date"),
        ("date", "03/04/2021", "/thing", "bad_date"),
        ("date", "1999-12-31", "/thing", "out_of_range"),
        ("date", "2024-06-04", "/thing", "out_of_range"),
        ("date", "0999-06-04", "/thing", "out_of_range"),
        ("date_range", {"from": "2024-02-01", "to": "2024-01-01"}, "/thing", "wrong_order"),
        ("date_range", {"from": "2024-02-01"}, "/thing/to", "required"),
        ("date_range", {"from": "2024-02-01", "to": "soon"}, "/thing/to", "bad_date"),
        (
            "date_range",
            {"from": "2024-02-01", "to": "2024-02-02", "at": 1},
            "/thing/at",
            "unknown_field",
        ),
        ("time", "24:00", "/thing", "bad_time"),
        ("time", "7:30", "/thing", "bad_time"),
        ("time", 730, "/thing", "wrong_type"),
        ("select", "dark", "/thing", "not_a_choice"),
        ("select", ["pale"], "/thing", "wrong_type"),
        ("multiselect", "pale", "/thing", "wrong_type"),
        ("multiselect", ["pale", "dark"], "/thing/1", "not_a_choice"),
        ("multiselect", ["pale", "pale"], "/thing/1", "duplicate_choice"),
        ("location", {"latitude": 1}, "/thing/longitude", "incomplete_location"),
        ("location", {}, "/thing", "incomplete_location"),
        ("location", {"latitude": 91, "longitude": 0}, "/thing/latitude", "out_of_range"),
        ("location", [1, 2], "/thing", "wrong_type"),
        ("region", 7, "/thing", "wrong_type"),
        ("individual", "Luna", "/thing", "not_a_uuid"),
        ("file", {}, "/thing", "wrong_type"),
        ("measurement", 7.5, "/thing", "wrong_type"),
        ("measurement", {"value": 30}, "/thing/value", "out_of_range"),
        ("measurement", {"value": "7"}, "/thing/value", "wrong_type"),
        ("measurement", {"unit": "m"}, "/thing/value", "required"),
        ("measurement", {"value": 7, "unit": "ft"}, "/thing/unit", "wrong_unit"),
        ("measurement", {"value": 7, "by": "laser"}, "/thing/by", "unknown_field"),
        ("many", 1, "/thing", "wrong_type"),
        ("many", [1, "2", None], "/thing/1", "wrong_type"),
        ("many", [1] * 1001, "/thing", "too_many"),
    ],
)
def test_a_bad_value_is_refused_where_it_stands(
    name: str, value: Any, pointer: str, code: str
) -> None:
    stored, faults = checked(name, value)
    assert stored is None
    assert (faults[0].pointer, faults[0].code) == (pointer, code)
    assert faults[0].message.startswith(
        ("Thing", "Latitude", "Longitude", "The latitude", f"'{value}'", "'dark'")
    )


def test_every_type_is_tried_here() -> None:
    assert {field.type for field in FIELDS.values()} == set(FieldType)


def test_the_sentence_names_the_limits_and_the_unit() -> None:
    assert (
        checked("number", -1)[1][0].message == "Thing must be between 0 and 11000 m, but it is -1."
    )
    assert checked("code", "x")[1][0].message == "Thing does not have the expected form. Like AB12."


def test_the_nearest_choice_is_suggested() -> None:
    assert checked("select", "Typcal")[1][0].suggestion == "typical"

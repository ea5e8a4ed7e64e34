"""Is what marshmallow finds wrong said so that a person understands it, in the words that it really uses?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from marshmallow import Schema, ValidationError, fields, validate

from service_kit.web.plain_sentences import WANTED, plain

GERMAN = Path(__file__).resolve().parents[2] / "frontend" / "src" / "i18n" / "de"


class LegSchema(Schema):
    length = fields.Float()


SCHEMA = Schema.from_dict(
    {
        "id": fields.UUID(),
        "when": fields.AwareDateTime(),
        "day": fields.Date(),
        "count": fields.Integer(),
        "size": fields.Float(),
        "is_it": fields.Boolean(),
        "name": fields.String(),
        "mail": fields.Email(),
        "many": fields.List(fields.String()),
        "leg": fields.Nested(LegSchema),
        "extra": fields.Dict(),
        "kind": fields.String(validate=validate.OneOf(["a", "b"])),
        "short": fields.String(validate=validate.Length(1, 3)),
        "some": fields.List(fields.String(), validate=validate.Length(min=2)),
        "few": fields.List(fields.String(), validate=validate.Length(max=1)),
        "share": fields.Float(validate=validate.Range(0, 1)),
        "least": fields.Integer(validate=validate.Range(min=1)),
        "most": fields.Integer(validate=validate.Range(max=9)),
        "above": fields.Float(validate=validate.Range(min=0, min_inclusive=False)),
        "below": fields.Float(validate=validate.Range(max=9, max_inclusive=False)),
        "own": fields.String(validate=validate.Regexp("a", error="Begin with an a.")),
        "needed": fields.String(required=True),
    }
)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("id", "x", "There has to be the id of a record here."),
        ("when", "x", "There has to be a moment with its time zone here."),
        ("when", "2024-06-03T10:00:00", "There has to be a moment with its time zone here."),
        ("day", "x", "There has to be a date like 2024-06-03 here."),
        ("count", "x", "There has to be a whole number here."),
        ("size", "x", "There has to be a number here."),
        ("size", "nan", "There has to be a number here."),
        ("is_it", "x", "There has to be yes or no (true or false) here."),
        ("name", 1, "There has to be text here."),
        ("name", None, "There has to be a value here."),
        ("mail", "x", "There has to be an e-mail address here."),
        ("many", "x", "There has to be a list here."),
        ("leg", "x", "There has to be an object with named values here."),
        ("extra", "x", "There has to be an object with named values here."),
        ("kind", "c", "There has to be one of these here: a, b."),
        ("short", "", "The length has to be from 1 to 3 (characters or entries)."),
        ("some", [], "This is too short: at least 2 (characters or entries)."),
        ("few", ["a", "b"], "This is too long: at most 1 (characters or entries)."),
        ("share", 2, "This has to be from 0 to 1."),
        ("least", 0, "This has to be at least 1."),
        ("most", 10, "This may be 9 at most."),
        ("above", 0, "This has to be more than 0."),
        ("below", 9, "This has to be less than 9."),
        ("own", "b", "Begin with an a."),
        ("nothing", 1, "There is nothing of this name here."),
    ],
)
def test_what_is_wrong_with_a_field_is_said_plainly(field: str, value: object, said: str) -> None:
    with pytest.raises(ValidationError) as raised:
        SCHEMA().load({"needed": "", field: value})
    (message,) = (
        raised.value.messages_dict[field]
        if field != "leg"
        else raised.value.messages_dict["leg"]["_schema"]
    )
    assert plain(message).message == said


def test_a_missing_field_keeps_its_code() -> None:
    with pytest.raises(ValidationError) as raised:
        SCHEMA().load({})
    assert plain(raised.value.messages_dict["needed"][0]).code == "field_missing"


def test_what_should_have_been_there_has_german_words() -> None:
    words = json.loads((GERMAN / "wanted.json").read_text(encoding="utf-8"))
    assert set(WANTED.values()) - words.keys() == set()

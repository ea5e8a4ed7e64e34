"""Is a new individual in order?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.edm.validation.report import Validator, an_id, found


def an_individual(**changes: Any) -> dict[str, Any]:
    return {
        "id": an_id(),
        "species": "Equus quagga",
        "encounters": [an_id()],
        "names": [{"context": "default", "value": "ZIM-001"}],
        **changes,
    }


def test_a_good_individual_is_stored(validator: Validator) -> None:
    document = an_individual(
        sex="female",
        life_dates={"birth": {"year": 2019, "month": 3}, "death": None},
        custom_fields={"tag_number": "A7"},
    )
    result = validator.individual(document)
    assert result.normalised is not None
    assert result.normalised["species"] == "equus_quagga"
    assert result.normalised["life_dates"]["birth"]["precision"] == "month"
    assert result.normalised["names"] == document["names"]


def test_an_individual_needs_no_name(validator: Validator) -> None:
    assert validator.individual(an_individual(names=[])).valid


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"encounters": []}, "/encounters", "too_few"),
        ({"encounters": ["x"]}, "/encounters/0", "not_a_uuid"),
        (
            {"encounters": ["018f4a5e-7c1b-7d2a-9f00-3a5b6c7d8e9f"] * 2},
            "/encounters/1",
            "duplicate_id",
        ),
        ({"species": None}, "/species", "required"),
        ({"id": None}, "/id", "required"),
        ({"names": {}}, "/names", "wrong_type"),
        ({"names": ["Zoe"]}, "/names/0", "wrong_type"),
        ({"names": [{"context": "default"}]}, "/names/0/value", "required"),
        ({"names": [{"value": "Zoe"}]}, "/names/0/context", "required"),
        ({"names": [{"context": "a", "value": "x" * 201}]}, "/names/0/value", "too_long"),
        (
            {"names": [{"context": "a", "value": "x"}, {"context": "A", "value": "y"}]},
            "/names/1/context",
            "duplicate_context",
        ),
        ({"sex": "x"}, "/sex", "not_in_vocabulary"),
        (
            {
                "life_dates": {
                    "birth": {"year": 2020, "month": 5},
                    "death": {"year": 2020, "month": 4},
                }
            },
            "/life_dates/death",
            "wrong_order",
        ),
        ({"life_dates": {"birth": {"year": 2099}}}, "/life_dates/birth/year", "in_future"),
        ({"custom_fields": {"coat": "pale"}}, "/custom_fields/coat", "field_at_other_level"),
        ({"owner": "me"}, "/owner", "unknown_field"),
    ],
)
def test_a_wrong_individual_is_refused(
    validator: Validator, changes: dict[str, Any], pointer: str, code: str
) -> None:
    assert found(validator.individual(an_individual(**changes))) == {(pointer, code)}


@pytest.mark.parametrize(
    "name", ["NA", "None", "unknown", "nan", "n/a", "NULL", "  ", "unidentified"]
)
def test_a_word_for_no_name_is_never_a_name(validator: Validator, name: str) -> None:
    names = [{"context": "default", "value": name}]
    assert found(validator.individual(an_individual(names=names))) == {
        ("/names/0/value", "not_a_name")
    }


@pytest.mark.parametrize("death", [{"year": 2020}, {"year": 2020, "month": 5}])
def test_death_is_refused_only_when_it_is_certainly_before_birth(
    validator: Validator, death: dict[str, int]
) -> None:
    dates = {"birth": {"year": 2020, "month": 5, "day": 30}, "death": death}
    assert validator.individual(an_individual(life_dates=dates)).valid

"""Is everything that a sheet can tell stored as it is, and is each mistake found at its own place?"""

from __future__ import annotations

import copy
from typing import Any

import pytest

from edm.validation.keywords import MAX_KEYWORD
from edm.validation.lists import check_list
from edm.values import FaultList
from tests.edm.told import SURVEY, TOLD
from tests.edm.validation.report import Validator, found, stored_encounter, stored_sighting

AT = "/sightings/0/encounters/0"


def test_what_is_told_is_stored_as_it_was_told(validator: Validator) -> None:
    stored = stored_encounter(validator.encounter(individual_name="Zoe", **copy.deepcopy(TOLD)))
    assert {name: stored[name] for name in TOLD} == TOLD
    assert stored_sighting(validator.sighting(survey=SURVEY))["survey"] == SURVEY


def test_what_is_not_told_is_empty(validator: Validator) -> None:
    stored = stored_encounter(validator.encounter(animal={"names": []}, people=None))
    told = {name: stored[name] for name in TOLD}
    assert told == {**{name: [] for name in TOLD}, "animal": None}
    assert stored_sighting(validator.sighting(survey={"id": " "}))["survey"] is None


def test_a_keyword_has_256_characters_at_most(validator: Validator) -> None:
    assert validator.encounter(keywords=["é" * MAX_KEYWORD]).valid
    told = {
        "keywords": ["good", "x" * 257],
        "media": [{"asset": "a.jpg", "keywords": ["y" * 257], "labels": {"side": "z" * 257}}],
    }
    assert found(validator.encounter(**told)) == {
        (f"{AT}/keywords/1", "too_long"),
        (f"{AT}/media/0/keywords/0", "too_long"),
        (f"{AT}/media/0/labels/side", "too_long"),
    }


@pytest.mark.parametrize(
    ("told", "where", "code"),
    [
        ({"measurements": {}}, "measurements", "wrong_type"),
        ({"measurements": ["long"]}, "measurements/0", "wrong_type"),
        ({"measurements": [{"value": 1}]}, "measurements/0/name", "required"),
        ({"measurements": [{"name": "tail"}]}, "measurements/0/value", "required"),
        ({"measurements": [{"name": "tail", "value": "1"}]}, "measurements/0/value", "wrong_type"),
        (
            {"measurements": [{"name": "tail", "value": float("nan")}]},
            "measurements/0/value",
            "not_a_number",
        ),
        ({"measurements": [{"name": "t", "value": 1, "x": 2}]}, "measurements/0/x", "unknown_field"),
        (
            {"measurements": [{"name": "Tail", "value": 1}, {"name": "tail ", "value": 2}]},
            "measurements/1",
            "duplicate_member",
        ),
        ({"samples": [{"tissue_type": "skin"}]}, "samples/0/id", "required"),
        ({"samples": [{"id": "T"}, {"id": "t"}]}, "samples/1", "duplicate_member"),
        (
            {"samples": [{"id": "T", "analyses": [{"kind": "age"}]}]},
            "samples/0/analyses/0/kind",
            "not_in_vocabulary",
        ),
        (
            {"samples": [{"id": "T", "analyses": [{"kind": "sex", "value": "both"}]}]},
            "samples/0/analyses/0/value",
            "not_in_vocabulary",
        ),
        (
            {"samples": [{"id": "T", "analyses": [{"kind": "sex", "alleles": {"L": ["1"]}}]}]},
            "samples/0/analyses/0/alleles",
            "unknown_field",
        ),
        (
            {"samples": [{"id": "T", "analyses": [{"kind": "microsatellites", "alleles": {"L": 1}}]}]},
            "samples/0/analyses/0/alleles/L",
            "wrong_type",
        ),
        ({"people": [{"name": "Ann"}]}, "people/0/role", "required"),
        ({"people": [{"role": "cook", "name": "Ann"}]}, "people/0/role", "not_in_vocabulary"),
        ({"people": [{"role": "submitter"}]}, "people/0", "required"),
        ({"people": [{"role": "submitter", "email": "ann at home"}]}, "people/0/email", "bad_email"),
        ({"media": [{"keywords": ["x"]}]}, "media/0/asset", "required"),
        ({"media": [{"asset": "a"}, {"asset": "a"}]}, "media/1", "duplicate_member"),
        ({"media": [{"asset": "a", "quality": "good"}]}, "media/0/quality", "wrong_type"),
        ({"animal": []}, "animal", "wrong_type"),
        ({"animal": {"names": [{"value": "x"}]}}, "animal/names/0/context", "required"),
        ({"animal": {"social_units": [{"role": "x"}]}}, "animal/social_units/0/name", "required"),
        ({"animal": {"custom_fields": {"wings": 2}}}, "animal/custom_fields/wings", "unknown_field"),
        ({"state": "done"}, "state", "not_in_vocabulary"),
        (
            {"state": "unidentifiable", "individual_name": "Zoe"},
            "state",
            "state_without_identity",
        ),
    ],
)  # fmt: skip
def test_each_mistake_is_found_at_its_place(
    validator: Validator, told: dict[str, Any], where: str, code: str
) -> None:
    assert (f"{AT}/{where}", code) in found(validator.encounter(**told))


def test_all_mistakes_are_told_at_once(validator: Validator) -> None:
    result = validator.encounter(
        measurements=[{"name": "tail", "value": "long"}],
        people=[{"role": "submitter", "email": "nobody"}],
        samples=[{}],
        keywords=["x" * 300],
    )
    assert len(result.faults) == 4


def test_a_list_that_is_far_too_long_is_one_mistake(validator: Validator) -> None:
    result = validator.encounter(keywords=["x"] * 1_001)
    assert found(result) == {(f"{AT}/keywords", "too_many")}


def test_what_is_told_of_an_animal_without_a_name_stays_with_the_encounter(
    validator: Validator,
) -> None:
    result = validator.encounter(animal={"satellite_tags": ["PTT-1"]})
    assert result.valid
    assert [warning.code for warning in result.warnings] == ["animal_unnamed"]


def test_the_depth_of_the_water_is_refused_for_a_giraffe(validator: Validator) -> None:
    result = validator.encounter(of="giraffa_reticulata", custom_fields={"water_depth": 3})
    assert found(result) == {(f"{AT}/custom_fields/water_depth", "field_not_for_species")}


def test_a_change_of_a_list_is_the_whole_new_list(validator: Validator) -> None:
    current = {"species": "equus_quagga", **copy.deepcopy(TOLD)}
    result = validator.patch("encounter", current, {"keywords": ["day"], "samples": None})
    assert result.normalised == {"keywords": ["day"], "samples": []}
    result = validator.patch("individual", {"species": "equus_quagga"}, {"satellite_tags": [7]})
    assert found(result) == {("/satellite_tags/0", "wrong_type")}


def test_a_list_keeps_the_members_that_are_right() -> None:
    faults = FaultList()

    def even(one: Any, at: str) -> Any:
        if one % 2 == 0:
            return one
        faults.add(at, "out_of_range", "It is odd.", one)
        return None

    assert check_list([1, 2, 4], "/n", "The numbers", 3, faults, even) == [2, 4]
    assert [fault.pointer for fault in faults] == ["/n/0"]

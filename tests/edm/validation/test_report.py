"""Is a report stored whole, or refused with everything that is wrong with it?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.edm.validation.report import (
    Validator,
    a_report,
    a_sighting,
    an_encounter,
    an_id,
    found,
    stored_encounter,
    stored_sighting,
)


def test_a_good_report_is_valid_and_counted(validator: Validator) -> None:
    result = validator.report(a_report(a_sighting(an_encounter(), an_encounter()), a_sighting()))
    assert result.as_dict() == {
        "valid": True,
        "errors": [],
        "warnings": [],
        "sightings": 2,
        "encounters": 3,
    }


def test_the_document_of_the_contract_is_valid(validator: Validator) -> None:
    sighting = a_sighting(
        an_encounter(custom_fields={"coat": "typical"}),
        time={
            "year": 2024, "month": 6, "day": 3, "hour": 7, "minute": 30, "second": None,
            "utc_offset": "+02:00", "zone": None, "source": "entered",
        },
        location={
            "latitude": -1.4, "longitude": 35.1, "source": "exif", "uncertainty_metres": None,
        },
        custom_fields={"group_size": 4},
    )  # fmt: skip
    stored = stored_sighting(validator.report(a_report(sighting)))
    assert stored["time"] == {**sighting["time"], "precision": "minute"}
    assert stored["location"] == sighting["location"]
    assert stored["custom_fields"] == {"group_size": 4}
    assert stored["encounters"][0]["assets"] == ["zebra_🦓.jpg"]


def test_the_least_report_is_valid(validator: Validator) -> None:
    least = {
        "sightings": [
            {
                "id": an_id(),
                "species": "equus_quagga",
                "time": {"year": 2020},
                "encounters": [{"id": an_id()}],
            }
        ]
    }
    stored = stored_sighting(validator.report(least))
    assert (stored["comments"], stored["region"], stored["location"]) == ("", None, None)


def test_all_faults_of_all_sightings_are_found_at_once(validator: Validator) -> None:
    result = validator.report(
        a_report(
            a_sighting(species="dragon"),
            a_sighting(location={"latitude": 5}),
            a_sighting(an_encounter(), an_encounter(sex="no", comments=5), colour="red"),
        )
    )
    assert not result.valid
    assert result.normalised is None
    assert found(result) == {
        ("/sightings/0/species", "unknown_species"),
        ("/sightings/1/location/longitude", "incomplete_location"),
        ("/sightings/2/encounters/1/sex", "not_in_vocabulary"),
        ("/sightings/2/encounters/1/comments", "wrong_type"),
        ("/sightings/2/colour", "unknown_field"),
    }


@pytest.mark.parametrize(
    ("document", "pointer", "code"),
    [
        (None, "", "wrong_type"),
        ([], "", "wrong_type"),
        ("report", "", "wrong_type"),
        ({}, "/sightings", "too_few"),
        ({"sightings": []}, "/sightings", "too_few"),
        ({"sightings": {}}, "/sightings", "wrong_type"),
        ({"sightings": [None]}, "/sightings/0", "wrong_type"),
    ],
)
def test_what_is_no_report_is_refused(
    validator: Validator, document: Any, pointer: str, code: str
) -> None:
    assert (pointer, code) in found(validator.report(document))


@pytest.mark.parametrize("encounters", [None, []])
def test_a_sighting_has_at_least_one_encounter(validator: Validator, encounters: Any) -> None:
    result = validator.report(a_report({**a_sighting(), "encounters": encounters}))
    assert found(result) == {("/sightings/0/encounters", "too_few")}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "required"),
        ("7", "not_a_uuid"),
        (7, "wrong_type"),
        ("{" + "0" * 32 + "}", "not_a_uuid"),
    ],
)
def test_every_record_has_a_uuid(validator: Validator, value: Any, code: str) -> None:
    assert found(validator.sighting(id=value)) == {("/sightings/0/id", code)}
    assert found(validator.encounter(id=value)) == {("/sightings/0/encounters/0/id", code)}


def test_an_id_is_used_once_in_a_document_in_any_case(validator: Validator) -> None:
    same = an_id()
    result = validator.report(
        a_report(a_sighting(an_encounter(id=same)), a_sighting(id=same.upper()))
    )
    (fault,) = result.faults
    assert (fault.pointer, fault.code) == ("/sightings/1/id", "duplicate_id")
    assert "/sightings/0/encounters/0/id" in fault.message


def test_one_animal_is_not_two_encounters_of_one_sighting(validator: Validator) -> None:
    result = validator.sighting(
        an_encounter(individual_name="Zoe"),
        an_encounter(individual_name="Max"),
        an_encounter(individual_name=" ZOE "),
    )
    (fault,) = result.faults
    assert (fault.pointer, fault.code) == (
        "/sightings/0/encounters/2/individual_name",
        "same_individual_twice",
    )


def test_one_name_may_be_borne_by_animals_of_two_species_and_in_two_sightings(
    validator: Validator,
) -> None:
    zoe = a_sighting(an_encounter(individual_name="Zoe"))
    zoes = a_sighting(
        an_encounter(individual_name="Zoe"),
        an_encounter(individual_name="Zoe", species="panthera_leo"),
    )
    assert validator.report(a_report(zoe, zoes)).valid


@pytest.mark.parametrize("name", ["NA", "None", "unknown", "nan", "N/A", "null", "-", " UNKNOWN "])
def test_a_word_for_no_name_is_never_a_name(validator: Validator, name: str) -> None:
    result = validator.sighting(
        an_encounter(individual_name=name), an_encounter(individual_name=name)
    )
    encounters = stored_sighting(result)["encounters"]
    assert [one["individual_name"] for one in encounters] == [None, None]
    assert {fault.code for fault in result.warnings} == {"name_ignored"}


def test_a_blank_name_is_no_name(validator: Validator) -> None:
    result = validator.encounter(individual_name="  ")
    assert stored_encounter(result)["individual_name"] is None
    assert result.warnings == ()


@pytest.mark.parametrize(
    ("changes", "part", "code"),
    [
        ({"individual_name": "x" * 201}, "individual_name", "too_long"),
        ({"individual_name": 7}, "individual_name", "wrong_type"),
        ({"comments": "x" * 1_000_001}, "comments", "too_long"),
        ({"comments": "nul\0"}, "comments", "bad_characters"),
        ({"behaviour": {}}, "behaviour", "wrong_type"),
        ({"verbatim": {"a": {"b": 1}}}, "verbatim/a", "wrong_type"),
        ({"verbatim": {"a": float("nan")}}, "verbatim/a", "not_a_number"),
        ({"verbatim": []}, "verbatim", "wrong_type"),
        ({"verbatim": {str(n): n for n in range(2001)}}, "verbatim", "too_many"),
        ({"assets": "a.jpg"}, "assets", "wrong_type"),
        ({"assets": ["a.jpg", 7]}, "assets/1", "wrong_type"),
        ({"assets": [""]}, "assets/0", "required"),
        ({"custom_fields": []}, "custom_fields", "wrong_type"),
        ({"species": "dragon"}, "species", "unknown_species"),
        ({"sexx": "female"}, "sexx", "unknown_field"),
    ],
)
def test_a_wrong_value_of_an_encounter_is_named(
    validator: Validator, changes: dict[str, Any], part: str, code: str
) -> None:
    result = validator.encounter(**changes)
    assert found(result) == {(f"/sightings/0/encounters/0/{part}", code)}


def test_an_unknown_key_suggests_the_nearest(validator: Validator) -> None:
    (fault,) = validator.encounter(lifestage="adult").faults
    assert (fault.code, fault.suggestion) == ("unknown_field", "life_stage")


def test_words_are_kept_exactly_as_written(validator: Validator) -> None:
    verbatim = {"Encounter.farbe": " rot ", "n": 8.0, "yes": True, "nothing": None}
    stored = stored_encounter(
        validator.encounter(verbatim=verbatim, comments=" two\nlines ", assets=["IMG 1 .JPG "])
    )
    assert stored["verbatim"] == verbatim
    assert stored["comments"] == " two\nlines "
    assert stored["assets"] == ["IMG 1 .JPG "]


def test_a_fault_is_json_and_short(validator: Validator) -> None:
    result = validator.sighting(
        region="x" * 5000, location={"latitude": float("nan"), "longitude": 10**500}
    )
    text = json.dumps(result.as_dict(), allow_nan=False)
    assert len(text) < 2500
    assert set(result.as_dict()["errors"][0]) >= {"pointer", "code", "message", "value", "severity"}

"""Is what is recorded that which belongs to the species?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.edm.validation.report import (
    Validator,
    an_encounter,
    found,
    stored_encounter,
    stored_sighting,
)

SIGHTING = "/sightings/0"
ENCOUNTER = "/sightings/0/encounters/0"


@pytest.mark.parametrize("text", ["equus_quagga", "Equus burchellii", "STEPPENZEBRA"])
def test_a_species_is_stored_by_its_id(validator: Validator, text: str) -> None:
    assert stored_sighting(validator.sighting(species=text))["species"] == "equus_quagga"


def test_an_unknown_species_suggests_the_nearest(validator: Validator) -> None:
    (fault,) = validator.sighting(species="Equus quaga").faults
    assert (fault.pointer, fault.code) == (f"{SIGHTING}/species", "unknown_species")
    assert fault.suggestion == "equus_quagga"
    assert "Did you mean plains zebra (Equus quagga)" in fault.message


@pytest.mark.parametrize("species", [None, ""])
def test_the_species_must_be_given(validator: Validator, species: str | None) -> None:
    assert found(validator.sighting(species=species)) == {(f"{SIGHTING}/species", "required")}


def test_water_depth_is_valid_for_a_whale_shark(validator: Validator) -> None:
    result = validator.encounter("rhincodon_typus", custom_fields={"water_depth": 12.5})
    assert stored_encounter(result)["custom_fields"] == {"water_depth": 12.5}


def test_water_depth_is_refused_for_a_giraffe_and_the_error_says_so(validator: Validator) -> None:
    (fault,) = validator.encounter("giraffa_reticulata", custom_fields={"water_depth": 3}).faults
    assert (fault.pointer, fault.code, fault.value) == (
        f"{ENCOUNTER}/custom_fields/water_depth",
        "field_not_for_species",
        3,
    )
    assert fault.message == (
        "Water depth is not recorded for reticulated giraffe; "
        "it belongs to green turtle, humpback whale, harbour seal, whale shark."
    )


def test_an_encounter_of_another_species_than_its_sighting_is_judged_by_its_own(
    validator: Validator,
) -> None:
    shark = an_encounter(species="whale shark", custom_fields={"water_depth": 3})
    zebra = an_encounter(custom_fields={"coat": "pale"})
    sighting = stored_sighting(validator.sighting(shark, zebra))
    assert [one["species"] for one in sighting["encounters"]] == ["rhincodon_typus", None]


def test_a_field_of_the_encounter_is_refused_at_the_sighting(validator: Validator) -> None:
    result = validator.sighting(species="rhincodon_typus", custom_fields={"water_depth": 3})
    (fault,) = result.faults
    assert (fault.pointer, fault.code) == (
        f"{SIGHTING}/custom_fields/water_depth",
        "field_at_other_level",
    )
    assert fault.message == "Water depth is recorded with the encounter, not with the sighting."


def test_a_misspelt_custom_field_suggests_the_nearest(validator: Validator) -> None:
    (fault,) = validator.sighting(custom_fields={"grup_size": 3}).faults
    assert (fault.code, fault.suggestion) == ("unknown_field", "group_size")


def test_an_unknown_species_does_not_make_its_fields_unknown_too(validator: Validator) -> None:
    result = validator.encounter("Rhincodon tipus", custom_fields={"water_depth": 3, "xyzzy": 1})
    assert found(result) == {
        (f"{SIGHTING}/species", "unknown_species"),
        (f"{ENCOUNTER}/custom_fields/xyzzy", "unknown_field"),
    }


def test_pointers_escape_what_json_pointers_escape(validator: Validator) -> None:
    result = validator.sighting(custom_fields={"a/b~c": 1})
    assert found(result) == {(f"{SIGHTING}/custom_fields/a~1b~0c", "unknown_field")}


def test_a_default_is_stored_where_nothing_is_said_but_not_where_it_is_denied(
    validator: Validator,
) -> None:
    whale = "megaptera_novaeangliae"
    assert stored_encounter(validator.encounter(whale))["custom_fields"] == {"entangled": False}
    denied = validator.encounter(whale, custom_fields={"entangled": None})
    assert stored_encounter(denied)["custom_fields"] == {}


def test_blank_text_is_not_stored(validator: Validator) -> None:
    result = validator.encounter(custom_fields={"distinguishing_marks": "  ", "group_role": ""})
    assert stored_encounter(result)["custom_fields"] == {}


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("sex", "female", "female"),
        ("sex", "Female", "female"),
        ("sex", "weiblich", "female"),
        ("sex", None, None),
        ("sex", "", None),
        ("life_stage", "foal", "foal"),
        ("life_stage", "ADULT", "adult"),
        ("living_status", "dead", "dead"),
    ],
)
def test_words_of_the_vocabularies_are_recognised_in_any_case_and_language(
    validator: Validator, field: str, value: Any, stored: Any
) -> None:
    assert stored_encounter(validator.encounter(**{field: value}))[field] == stored


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("sex", "femal", "not_in_vocabulary"),
        ("life_stage", "pup", "not_in_vocabulary"),
        ("living_status", "sleeping", "not_in_vocabulary"),
        ("sex", 1, "wrong_type"),
        ("life_stage", ["adult"], "wrong_type"),
    ],
)
def test_words_that_the_species_does_not_know_are_refused(
    validator: Validator, field: str, value: Any, code: str
) -> None:
    result = validator.encounter(**{field: value})
    assert found(result) == {(f"{ENCOUNTER}/{field}", code)}


def test_the_sentence_names_the_species_and_its_words(validator: Validator) -> None:
    (fault,) = validator.encounter(life_stage="pup").faults
    assert fault.message == (
        "Life stage of plains zebra cannot be 'pup'. "
        "Known are: foal, juvenile, subadult, adult, unknown."
    )


def test_a_region_in_a_custom_field_is_looked_up(validator: Validator) -> None:
    document = {
        "id": "018f4a5e-7c1b-7d2a-9f00-3a5b6c7d8e9f",
        "species": "equus_quagga",
        "encounters": ["018f4a5e-7c1b-7d2a-9f00-3a5b6c7d8e90"],
        "custom_fields": {"home_region": "Maasai Mara"},
    }
    result = validator.individual(document)
    assert result.normalised is not None
    assert result.normalised["custom_fields"] == {"home_region": "mara"}
    document["custom_fields"] = {"home_region": "Masai"}
    assert found(validator.individual(document)) == {
        ("/custom_fields/home_region", "unknown_region")
    }

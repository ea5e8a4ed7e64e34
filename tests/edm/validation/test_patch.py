"""Does a change keep to the rules that new records keep to?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.edm.validation.report import Validator, found


def a_record(**changes: Any) -> dict[str, Any]:
    return {
        "species": "equus_quagga",
        "time": {
            "year": 2023, "month": 5, "day": 31, "hour": 7, "minute": 30, "second": None,
            "utc_offset": "+03:00", "zone": None, "source": "exif", "precision": "minute",
        },
        "location": {
            "latitude": -1.4, "longitude": 35.1, "source": None, "uncertainty_metres": None, "exact": True,
        },
        "region": "mara",
        "comments": "",
        "custom_fields": {},
        **changes,
    }  # fmt: skip


def changed(validator: Validator, kind: str, current: dict[str, Any], partial: Any) -> Any:
    result = validator.patch(kind, current, partial)
    assert result.valid, [fault.as_dict() for fault in result.faults]
    return result.normalised


def test_only_what_is_named_changes(validator: Validator) -> None:
    assert changed(validator, "sighting", a_record(), {"comments": "at dawn"}) == {
        "comments": "at dawn"
    }


def test_a_part_of_the_time_changes_within_the_whole(validator: Validator) -> None:
    time = changed(validator, "sighting", a_record(), {"time": {"day": 1, "source": "entered"}})
    assert time["time"] == {
        "year": 2023, "month": 5, "day": 1, "hour": 7, "minute": 30, "second": None,
        "utc_offset": "+03:00", "zone": None, "source": "entered", "precision": "minute",
    }  # fmt: skip


def test_a_time_can_become_less_precise(validator: Validator) -> None:
    less = {"time": {"day": None, "hour": None, "minute": None}}
    assert changed(validator, "sighting", a_record(), less)["time"]["precision"] == "month"


def test_what_was_read_can_be_sent_back(validator: Validator) -> None:
    record = a_record()
    partial = {"time": record["time"], "location": record["location"], "region": "mara"}
    assert changed(validator, "sighting", record, partial)["location"]["latitude"] == -1.4


@pytest.mark.parametrize(
    ("partial", "pointer", "code"),
    [
        ({"time": {"month": 2}}, "/time/day", "no_such_date"),
        ({"time": {"month": None}}, "/time/day", "finer_without_coarser"),
        ({"time": {"year": 2025}}, "/time/year", "in_future"),
        ({"location": {"latitude": None}}, "/location/latitude", "incomplete_location"),
        ({"location": {"latitude": 100}}, "/location/latitude", "out_of_range"),
        ({"location": {"latitude": 1, "exact": False}}, "/location/exact", "read_only"),
        ({"region": "Masai"}, "/region", "unknown_region"),
        ({"species": "dragon"}, "/species", "unknown_species"),
        ({"species": None}, "/species", "required"),
        (
            {"custom_fields": {"water_depth": 1}},
            "/custom_fields/water_depth",
            "field_not_for_species",
        ),
        ({"custom_fields": {"group_size": "4"}}, "/custom_fields/group_size", "wrong_type"),
        ({"custom_fields": []}, "/custom_fields", "wrong_type"),
        ({"id": "x"}, "/id", "unknown_field"),
        ({"encounters": []}, "/encounters", "unknown_field"),
        ("comments", "", "wrong_type"),
        (None, "", "wrong_type"),
    ],
)
def test_a_wrong_change_is_named(
    validator: Validator, partial: Any, pointer: str, code: str
) -> None:
    assert found(validator.patch("sighting", a_record(), partial)) == {(pointer, code)}


def test_a_place_can_be_taken_away(validator: Validator) -> None:
    assert changed(validator, "sighting", a_record(), {"location": None}) == {"location": None}


def test_custom_fields_change_one_by_one(validator: Validator) -> None:
    record = a_record(custom_fields={"coat": "pale", "injured": True, "gone_from_config": 5})
    partial = {"custom_fields": {"coat": "dark", "injured": None}}
    assert changed(validator, "encounter", record, partial)["custom_fields"] == {
        "coat": "dark",
        "gone_from_config": 5,
    }


def test_a_field_that_is_not_configured_any_more_can_be_removed(validator: Validator) -> None:
    record = a_record(custom_fields={"gone_from_config": 5})
    partial = {"custom_fields": {"gone_from_config": None}}
    assert changed(validator, "encounter", record, partial)["custom_fields"] == {}


def test_a_part_of_a_measurement_changes_within_the_whole(validator: Validator) -> None:
    record = a_record(
        species="rhincodon_typus",
        custom_fields={"total_length": {"value": 7, "unit": "m", "method": "estimate"}},
    )
    partial = {"custom_fields": {"total_length": {"value": 7.5}}}
    assert changed(validator, "encounter", record, partial)["custom_fields"] == {
        "total_length": {"value": 7.5, "unit": "m", "method": "estimate"}
    }


def test_another_species_is_refused_while_fields_and_words_of_the_old_one_stand(
    validator: Validator,
) -> None:
    record = a_record(
        custom_fields={"coat": "pale", "injured": True}, life_stage="foal", sex="male"
    )
    result = validator.patch("encounter", record, {"species": "panthera_leo"})
    assert {(fault.pointer, fault.code, fault.value) for fault in result.faults} == {
        ("/species", "field_breaks", "coat"),
        ("/species", "field_breaks", "foal"),
    }
    partial = {"species": "panthera_leo", "life_stage": "cub", "custom_fields": {"coat": None}}
    assert changed(validator, "encounter", record, partial) == {
        "species": "panthera_leo",
        "life_stage": "cub",
        "custom_fields": {"injured": True},
    }


def test_a_sighting_is_of_another_species_only_if_its_encounters_can_follow(
    validator: Validator,
) -> None:
    following = {"species": None, "custom_fields": {"coat": "pale"}, "life_stage": "adult"}
    own = {"species": "rhincodon_typus", "custom_fields": {"water_depth": 3}, "life_stage": "adult"}
    record = a_record(encounters=[own, following])
    (fault,) = validator.patch("sighting", record, {"species": "panthera_leo"}).faults
    assert (fault.pointer, fault.code) == ("/species", "field_breaks")
    assert "Coat of encounter 2 is not recorded for lion" in fault.message
    assert validator.patch(
        "sighting", a_record(encounters=[own]), {"species": "panthera_leo"}
    ).valid


def test_an_encounter_can_fall_back_to_the_species_of_its_sighting(validator: Validator) -> None:
    record = a_record(species="panthera_leo", life_stage="cub")
    result = validator.patch("encounter", record, {"species": None}, "equus_quagga")
    assert found(result) == {("/species", "field_breaks")}
    partial = {"species": None, "life_stage": "foal"}
    result = validator.patch("encounter", record, partial, "equus_quagga")
    assert result.normalised == {"species": None, "life_stage": "foal"}


def test_names_of_an_individual_change_as_a_whole(validator: Validator) -> None:
    record = {"species": "equus_quagga", "names": [{"context": "default", "value": "Zoe"}]}
    names = [{"context": "default", "value": "Luna"}]
    assert changed(validator, "individual", record, {"names": names}) == {"names": names}
    names = [{"context": "default", "value": "unknown"}]
    result = validator.patch("individual", record, {"names": names})
    assert found(result) == {("/names/0/value", "not_a_name")}

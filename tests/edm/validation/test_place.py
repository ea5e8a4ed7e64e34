"""Is a place taken exactly as it is given, and refused when it is none?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.edm.validation.report import Validator, found, stored_sighting

AT = "/sightings/0/location"


@pytest.mark.parametrize("point", [(0, 0), (0.0, -180), (90, 180), (-90, 0), (-1.4, 35.1)])
def test_zero_and_the_limits_are_places(validator: Validator, point: tuple[float, float]) -> None:
    location = {"latitude": point[0], "longitude": point[1]}
    stored = stored_sighting(validator.sighting(location=location))["location"]
    assert (stored["latitude"], stored["longitude"]) == point


@pytest.mark.parametrize("location", [None, {}, {"latitude": None, "longitude": None}])
def test_a_place_may_be_unknown(validator: Validator, location: Any) -> None:
    assert stored_sighting(validator.sighting(location=location))["location"] is None


@pytest.mark.parametrize(
    ("location", "part", "code"),
    [
        ({"latitude": 1}, "longitude", "incomplete_location"),
        ({"longitude": 0, "latitude": None}, "latitude", "incomplete_location"),
        ({"latitude": 90.01, "longitude": 0}, "latitude", "out_of_range"),
        ({"latitude": 0, "longitude": -180.5}, "longitude", "out_of_range"),
        ({"latitude": "1.4", "longitude": 0}, "latitude", "wrong_type"),
        ({"latitude": True, "longitude": 0}, "latitude", "wrong_type"),
        ({"latitude": float("nan"), "longitude": 0}, "latitude", "not_a_number"),
        ({"latitude": 0, "longitude": float("-inf")}, "longitude", "not_a_number"),
        ({"latitude": 0, "longitude": 0, "source": "gps"}, "source", "not_in_vocabulary"),
        ({"latitude": 0, "longitude": 0, "depth": 3}, "depth", "unknown_field"),
        ({"latitude": 0, "longitude": 0, "exact": False}, "exact", "read_only"),
        (
            {"latitude": 0, "longitude": 0, "uncertainty_metres": -1},
            "uncertainty_metres",
            "out_of_range",
        ),
    ],
)
def test_a_wrong_part_is_named(
    validator: Validator, location: dict[str, Any], part: str, code: str
) -> None:
    assert found(validator.sighting(location=location)) == {(f"{AT}/{part}", code)}


def test_both_coordinates_are_reported_when_both_are_wrong(validator: Validator) -> None:
    result = validator.sighting(location={"latitude": 91, "longitude": 181})
    assert found(result) == {
        (f"{AT}/latitude", "out_of_range"),
        (f"{AT}/longitude", "out_of_range"),
    }
    assert result.faults[0].message == "Latitude must be between -90 and 90, but it is 91."


def test_a_missing_half_is_said_in_words(validator: Validator) -> None:
    (fault,) = validator.sighting(location={"latitude": 1}).faults
    assert fault.message == (
        "The latitude is given but the longitude is missing: a place needs both."
    )


@pytest.mark.parametrize("text", ["mara", "MARA", "Maasai Mara", " maasai mara "])
def test_a_region_is_stored_by_its_id(validator: Validator, text: str) -> None:
    assert stored_sighting(validator.sighting(region=text))["region"] == "mara"


def test_an_unknown_region_suggests_the_nearest(validator: Validator) -> None:
    (fault,) = validator.sighting(region="Masai Mara").faults
    assert (fault.pointer, fault.code) == ("/sightings/0/region", "unknown_region")
    assert fault.suggestion == "mara"
    assert "Did you mean Maasai Mara" in fault.message


def test_a_sighting_without_any_place_is_stored_with_a_warning(validator: Validator) -> None:
    result = validator.sighting(location=None, region=None, verbatim_locality="")
    assert result.valid
    assert [(fault.code, fault.severity) for fault in result.warnings] == [("no_place", "warning")]

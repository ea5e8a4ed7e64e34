"""Is a time taken exactly as it is known, and refused when it cannot be?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.edm.validation.report import Validator, an_encounter, found, stored_sighting

AT = "/sightings/0/time"


def stored_time(validator: Validator, time: Any) -> dict[str, Any]:
    return dict(stored_sighting(validator.sighting(time=time))["time"])


@pytest.mark.parametrize(
    ("time", "precision"),
    [
        ({"year": 2023}, "year"),
        ({"year": 1000}, "year"),
        ({"year": 2023, "month": 2}, "month"),
        ({"year": 2024, "month": 2, "day": 29}, "day"),
        ({"year": 2023, "month": 2, "day": 3, "hour": 0}, "hour"),
        ({"year": 2023, "month": 2, "day": 3, "hour": 0, "minute": 0}, "minute"),
        ({"year": 2023, "month": 2, "day": 3, "hour": 0, "minute": 0, "second": 0}, "second"),
        ({"year": 2023, "precision": "year"}, "year"),
    ],
)
def test_the_finest_part_is_the_precision_and_no_part_is_invented(
    validator: Validator, time: dict[str, Any], precision: str
) -> None:
    stored = stored_time(validator, time)
    assert stored["precision"] == precision
    given = {part: value for part, value in stored.items() if value is not None}
    assert given == {**time, "precision": precision}


@pytest.mark.parametrize(
    ("time", "part", "code"),
    [
        ({"year": 999}, "year", "out_of_range"),
        ({"year": "2023"}, "year", "wrong_type"),
        ({"year": 2023.5}, "year", "wrong_type"),
        ({"year": True}, "year", "wrong_type"),
        ({"year": 2023, "month": 13}, "month", "out_of_range"),
        ({"year": 2023, "month": 0}, "month", "out_of_range"),
        ({"year": 2023, "month": 2, "day": 29}, "day", "no_such_date"),
        ({"year": 2023, "month": 2, "day": 30}, "day", "no_such_date"),
        ({"year": 2023, "month": 4, "day": 31}, "day", "no_such_date"),
        ({"year": 2023, "month": 1, "day": 32}, "day", "out_of_range"),
        ({"year": 2023, "month": 1, "day": 1, "hour": 24}, "hour", "out_of_range"),
        ({"year": 2023, "month": 1, "day": 1, "hour": 1, "minute": 60}, "minute", "out_of_range"),
        ({"year": 2023, "day": 1}, "day", "finer_without_coarser"),
        ({"month": 1}, "month", "finer_without_coarser"),
        ({"year": 2023, "month": 1, "hour": 1}, "hour", "finer_without_coarser"),
        ({"year": 2023, "when": 1}, "when", "unknown_field"),
        ({"year": 2023, "precision": "day"}, "precision", "precision_disagrees"),
        ({"year": 2023, "source": "guess"}, "source", "not_in_vocabulary"),
        ({"year": 2023, "utc_offset": "+2"}, "utc_offset", "bad_offset"),
        ({"year": 2023, "utc_offset": "+15:00"}, "utc_offset", "bad_offset"),
        ({"year": 2023, "utc_offset": "-13:00"}, "utc_offset", "bad_offset"),
        ({"year": 2023, "utc_offset": 2}, "utc_offset", "wrong_type"),
        ({"year": 2023, "zone": "Africa/Nairobbi"}, "zone", "unknown_zone"),
        ({"year": 2023, "zone": "../../etc/passwd"}, "zone", "unknown_zone"),
        ({"year": 2023, "zone": "localtime"}, "zone", "unknown_zone"),
    ],
)
def test_a_wrong_part_is_named(
    validator: Validator, time: dict[str, Any], part: str, code: str
) -> None:
    assert (f"{AT}/{part}", code) in found(validator.sighting(time=time))


def test_all_wrong_parts_are_named_at_once(validator: Validator) -> None:
    time = {"year": 12, "month": 13, "utc_offset": "two", "zone": "Mars"}
    assert found(validator.sighting(time=time)) == {
        (f"{AT}/year", "out_of_range"),
        (f"{AT}/month", "out_of_range"),
        (f"{AT}/utc_offset", "bad_offset"),
        (f"{AT}/zone", "unknown_zone"),
    }


# It is noon in UTC on the third of June 2024.
@pytest.mark.parametrize(
    "time",
    [
        {"year": 2024},
        {"year": 2024, "month": 6},
        {"year": 2024, "month": 6, "day": 3, "hour": 12, "minute": 0, "utc_offset": "+00:00"},
        {"year": 2024, "month": 6, "day": 3, "hour": 12, "minute": 4, "utc_offset": "+00:00"},
        {"year": 2024, "month": 6, "day": 3, "hour": 14, "minute": 0, "utc_offset": "+02:00"},
        {"year": 2024, "month": 6, "day": 3, "hour": 15, "minute": 0, "zone": "Africa/Nairobi"},
        # Somewhere the fourth of June has begun already.
        {"year": 2024, "month": 6, "day": 4},
        {"year": 2024, "month": 6, "day": 4, "hour": 2},
    ],
)
def test_what_may_have_been_already_is_taken(validator: Validator, time: dict[str, Any]) -> None:
    assert validator.sighting(time=time).valid


@pytest.mark.parametrize(
    ("time", "part"),
    [
        ({"year": 2025}, "year"),
        ({"year": 9999, "month": 12, "day": 31, "utc_offset": "-12:00"}, "year"),
        ({"year": 2024, "month": 7}, "month"),
        ({"year": 2024, "month": 6, "day": 5}, "day"),
        ({"year": 2024, "month": 6, "day": 4, "utc_offset": "+02:00"}, "day"),
        ({"year": 2024, "month": 6, "day": 4, "hour": 3}, "hour"),
        ({"year": 2024, "month": 6, "day": 3, "hour": 15, "utc_offset": "+02:00"}, "hour"),
        ({"year": 2024, "month": 6, "day": 3, "hour": 16, "zone": "Africa/Nairobi"}, "hour"),
    ],
)
def test_what_has_not_come_anywhere_it_may_have_been_is_refused(
    validator: Validator, time: dict[str, Any], part: str
) -> None:
    assert found(validator.sighting(time=time)) == {(f"{AT}/{part}", "in_future")}


SUMMER = {"year": 2023, "month": 7, "day": 1, "zone": "Europe/Berlin"}


def test_an_offset_that_the_zone_has_at_that_date_is_taken(validator: Validator) -> None:
    stored = stored_time(validator, {**SUMMER, "utc_offset": "+02:00"})
    assert (stored["utc_offset"], stored["zone"]) == ("+02:00", "Europe/Berlin")


def test_an_offset_that_the_zone_does_not_have_then_is_refused(validator: Validator) -> None:
    result = validator.sighting(time={**SUMMER, "utc_offset": "+01:00"})
    assert found(result) == {(f"{AT}/utc_offset", "offset_zone_disagree")}
    assert result.faults[0].suggestion == "+02:00"


def test_either_offset_of_the_zone_is_taken_where_only_the_year_is_known(
    validator: Validator,
) -> None:
    for offset in ("+01:00", "+02:00"):
        time = {"year": 2023, "zone": "Europe/Berlin", "utc_offset": offset}
        assert validator.sighting(time=time).valid


@pytest.mark.parametrize(
    ("written", "meant"), [("+0200", "+02:00"), ("UTC+3", "+03:00"), ("-3:30", "-03:30")]
)
def test_a_loosely_written_offset_is_suggested_properly(
    validator: Validator, written: str, meant: str
) -> None:
    result = validator.sighting(time={"year": 2023, "utc_offset": written})
    assert result.faults[0].suggestion == meant


def test_z_is_an_offset_of_zero(validator: Validator) -> None:
    assert stored_time(validator, {"year": 2023, "utc_offset": "Z"})["utc_offset"] == "+00:00"


@pytest.mark.parametrize("time", [None, {}, {"year": None, "source": "entered"}])
def test_the_year_at_least_must_be_known(validator: Validator, time: Any) -> None:
    assert found(validator.sighting(time=time)) == {(AT, "required")}


def test_encounters_with_times_of_their_own_need_none_of_the_sighting(
    validator: Validator,
) -> None:
    own = {"time": {"year": 2023}}
    assert validator.sighting(an_encounter(**own), an_encounter(**own), time=None).valid
    result = validator.sighting(an_encounter(**own), an_encounter(), time=None)
    assert found(result) == {(AT, "required")}


@pytest.mark.parametrize("time", ["2024-06-03", 2024, [2024], True])
def test_a_time_is_a_group_of_parts(validator: Validator, time: Any) -> None:
    assert found(validator.sighting(time=time)) == {(AT, "wrong_type")}

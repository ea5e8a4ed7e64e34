"""What must hold between the cells of a row, between the rows of a sighting, and across a sheet?"""

from __future__ import annotations

from service_kit.identity import new_id
from tests.edm.sheets.sheets import errors, row

# within a row


def test_two_columns_for_one_thing_clash_only_where_both_are_filled_and_differ(sheets):
    rows = [
        row(Sighting__year="2015.0"),
        row(Sighting__year=None),
        row(Encounter__year=None, Sighting__year="2014"),
        row(Sighting__year="2014"),
    ]
    (fault,) = sheets.faults(*rows)
    assert (fault["code"], fault["rows"]) == ("columns_clash", [5])
    assert "'Encounter.year' says '2015'" in fault["message"]
    years = [one["time"]["year"] for one in sheets.documents(*rows[:3])["sightings"]]
    assert years == [2015, 2015, 2014]


def test_coordinates_clash_only_where_they_are_other_places(sheets):
    place = {"Encounter__decimalLatitude": "-1.43", "Encounter__decimalLongitude": "35.12"}
    same = row(**place, Encounter__latitude="-1.4300000", Encounter__longitude="35.12")
    other = row(**place, Encounter__latitude="-1.53", Encounter__longitude="35.12")
    assert sheets.faults(same) == []
    assert errors(sheets.faults(other)) == [("columns_clash", [2])]


def test_an_unidentifiable_encounter_names_no_animal(sheets):
    cells = row(Encounter__state="unidentifiable", Encounter__individualID="Luna")
    assert errors(sheets.faults(cells)) == [("state_without_identity", [2])]


def test_what_is_told_of_nothing_is_kept_word_for_word(sheets):
    cells = row(
        SexAnalysis__sex="female",
        Encounter__mediaAsset1__keywords="left_flank",
        Membership__role="alpha",
        Encounter__weight__samplingProtocol="scales",
    )
    faults = sheets.faults(cells)
    assert {(fault["code"], fault["severity"]) for fault in faults} == {
        ("tells_of_nothing", "warning")
    }
    assert len(faults) == 4
    (one,) = sheets.documents(cells)["sightings"]
    assert one["encounters"][0]["verbatim"] == {
        "SexAnalysis.sex": "female",
        "Encounter.mediaAsset1.keywords": "left_flank",
        "Membership.role": "alpha",
        "Encounter.weight.samplingProtocol": "scales",
    }


def test_an_unknown_column_is_a_warning_of_the_column(sheets):
    (fault,) = sheets.faults(row(Colour="red"), row(Colour="blue"))
    assert (fault["code"], fault["severity"], fault["rows"]) == ("unknown_column", "warning", [])


# within a sighting


def test_rows_with_one_sighting_id_are_one_sighting(sheets):
    rows = [row(Encounter__sightingID=name) for name in ("A", None, "B", "A", None)]
    answer = sheets.documents(*rows)["sightings"]
    found = [[encounter["row"] for encounter in one["encounters"]] for one in answer]
    assert found == [[2, 5], [3], [4], [6]]


def test_one_sighting_may_be_spelt_in_several_ways(sheets):
    word = str(new_id())
    rows = [row(Encounter__sightingID=each) for each in (word, word.upper(), "12", "12.0")]
    first, second = sheets.documents(*rows)["sightings"]
    assert (len(first["encounters"]), len(second["encounters"])) == (2, 2)
    assert first["id"] == word


def test_rows_that_disagree_about_their_sighting_are_both_named(sheets):
    rows = [
        row(Encounter__sightingID="A", Sighting__groupSize="4"),
        row(Encounter__sightingID="A", Sighting__groupSize=None),
        row(Encounter__sightingID="A", Sighting__groupSize="5"),
        row(Encounter__sightingID="A", Sighting__groupSize="4.0"),
    ]
    (fault,) = sheets.faults(*rows)
    assert (fault["code"], fault["severity"], fault["rows"]) == ("rows_disagree", "warning", [2, 4])
    assert "row 4 says '5', but row 2" in fault["message"]


def test_what_rows_say_otherwise_of_their_sighting_is_kept_with_them(sheets):
    rows = [
        row(Encounter__sightingID="A", Sighting__comments=text, Encounter__locationID=region)
        for text, region in (("calm", "mara"), ("windy", "mara"), ("calm", "serengeti"))
    ]
    faults = sheets.faults(*rows)
    assert {(fault["target"], tuple(fault["rows"])) for fault in faults} == {
        ("Sighting.comments", (2, 3)), ("Encounter.locationID", (2, 4)),
    }  # fmt: skip
    (one,) = sheets.documents(*rows)["sightings"]
    assert (one["comments"], one["region"]) == ("calm", "mara")
    assert [each.get("verbatim") for each in one["encounters"]] == [
        None, {"Sighting.comments": "windy"}, {"Encounter.locationID": "serengeti"},
    ]  # fmt: skip


def test_a_sighting_takes_what_any_of_its_rows_says(sheets):
    rows = [
        row(Encounter__sightingID="A", Encounter__year=None, Sighting__groupSize=None),
        row(Encounter__sightingID="A", Sighting__groupSize="5"),
    ]
    (one,) = sheets.documents(*rows)["sightings"]
    assert (one["custom_fields"]["group_size"], one["time"]["year"]) == (5, 2015)
    assert "time" not in one["encounters"][1]


def test_encounters_keep_their_own_time_and_another_day_is_worth_a_look(sheets):
    day = {"Encounter__sightingID": "A", "Encounter__month": "6"}
    rows = [row(**day, Encounter__day="2"), row(**day, Encounter__day="3")]
    (fault,) = sheets.faults(*rows)
    assert (fault["code"], fault["severity"], fault["rows"]) == ("rows_disagree", "warning", [2, 3])
    (one,) = sheets.documents(*rows)["sightings"]
    assert one["time"]["day"] == 2
    assert "time" not in one["encounters"][0]
    assert one["encounters"][1]["time"]["day"] == 3


def test_one_animal_cannot_be_two_encounters_of_one_sighting(sheets):
    named = [
        row(Encounter__sightingID=at, Encounter__individualID=name)
        for at, name in (("A", "Luna"), ("A", "LUNA "), ("B", "Luna"), ("A", None), ("A", None))
    ]
    assert errors(sheets.faults(*named)) == [("same_individual_twice", [2, 3])]


def test_a_sighting_without_a_time_is_an_error_and_without_a_place_a_warning(sheets):
    found = sheets.found(row(Encounter__year=None, Encounter__locationID=None))
    assert {code for code, _, _ in found} == {"required", "no_place"}


# across the sheet


def test_one_id_is_one_encounter(sheets):
    twice = str(new_id())
    rows = [row(Encounter__catalogNumber=each) for each in (twice, str(new_id()), twice.upper())]
    assert errors(sheets.faults(*rows)) == [("duplicate_id", [2, 4])]
    assert errors(sheets.faults(*rows, checks="keys")) == [("duplicate_id", [2, 4])]
    assert errors(sheets.faults(*rows, checks="rows")) == []
    assert errors(sheets.faults(row(Encounter__id="12"))) == [("not_a_uuid", [2])]


def test_an_id_is_a_sighting_s_or_an_encounter_s(sheets):
    one, other = str(new_id()), str(new_id())
    rows = [
        row(Encounter__sightingID=one, Encounter__catalogNumber=one.upper()),
        row(Encounter__sightingID="A", Encounter__catalogNumber=other),
        row(Encounter__sightingID=other, Encounter__catalogNumber=str(new_id())),
    ]
    for checks in ("all", "keys"):
        first, second = sheets.faults(*rows, checks=checks)
        assert {(each["code"], each["target"]) for each in (first, second)} == {
            ("duplicate_id", "Encounter.catalogNumber")
        }
        assert [(each["rows"], each["details"]) for each in (first, second)] == [
            ([2], {"sighting_row": "2"}),
            ([3], {"sighting_row": "4"}),
        ]
        assert "the sighting's in row 4" in second["message"]


def test_rows_that_contradict_one_another_about_an_animal_are_named(sheets):
    rows = [
        row(Encounter__individualID="Luna", Encounter__sex="male", MarkedIndividual__nickname="Lu"),
        row(Encounter__individualID="Luna", Encounter__sex="unknown"),
        row(Encounter__individualID="luna", Encounter__sex="female"),
        row(Encounter__individualID="Luna", MarkedIndividual__nickname="Moon"),
    ]
    for checks in ("all", "keys"):
        faults = sheets.faults(*rows, checks=checks)
        found = {(fault["severity"], tuple(fault["rows"])) for fault in faults}
        assert found == {("warning", (2, 4)), ("error", (2, 5))}
        assert {fault["code"] for fault in faults} == {"rows_disagree"}


def test_one_nickname_is_one_animal(sheets):
    rows = [
        row(Encounter__individualID=name, MarkedIndividual__nickname="Lu")
        for name in ("Luna", "Lucy", "Luna")
    ]
    assert errors(sheets.faults(*rows)) == [("name_taken", [2, 3, 4])]


def test_one_name_in_two_species_is_worth_a_look(sheets):
    rows = [
        row(Encounter__individualID="Luna"),
        row(Encounter__individualID="Luna", Encounter__specificEpithet="grevyi"),
    ]
    (fault,) = sheets.faults(*rows)
    assert (fault["code"], fault["severity"], fault["rows"]) == ("rows_disagree", "warning", [2, 3])


def test_what_holds_for_a_whole_sheet_is_not_told_again_by_its_blocks(sheets):
    rows = [row(Encounter__sex="boy"), row(Encounter__year="soon")]
    assert sheets.faults(*rows, checks="keys") == []
    assert len(sheets.faults(*rows, checks="rows")) == 2

"""What must hold between the rows of a sheet and the sightings, encounters and animals that are there?"""

from __future__ import annotations

import pytest

from service_kit.identity import new_id
from tests.edm.service import an_encounter, scope_of, sighting
from tests.edm.sheets.sheets import errors, row


def test_what_rows_say_otherwise_of_a_sighting_that_is_there_is_kept_with_them(stored):
    there = sighting(comments="calm", region="mara", custom_fields={"group_size": 4})
    stored.edm.report(there)
    rows = [
        row(Encounter__sightingID=there["id"], Sighting__comments=text, Sighting__groupSize=size)
        for text, size in (("calm", "4"), ("windy", "5"))
    ]
    found = {
        (fault["code"], fault["severity"], fault["target"], tuple(fault["rows"]))
        for fault in stored.faults(*rows)
    }
    assert found >= {
        ("kept_beside_sighting", "warning", "Sighting.comments", (3,)),
        ("kept_beside_sighting", "warning", "Sighting.groupSize", (3,)),
    }
    (one,) = stored.documents(*rows)["sightings"]
    assert [each.get("verbatim") for each in one["encounters"]] == [
        None, {"Sighting.comments": "windy", "Sighting.groupSize": "5"},
    ]  # fmt: skip


def test_a_sighting_that_is_there_is_joined_by_its_id(stored):
    there = sighting()
    stored.edm.report(there)
    answer = stored.documents(row(Encounter__sightingID=there["id"]))
    (joined,) = answer["sightings"]
    assert (joined["id"], joined["join"]) == (there["id"], True)
    assert answer["joins"] == [{"sighting": there["id"], "rows": [2]}]
    new = str(new_id())
    (other,) = stored.documents(row(Encounter__sightingID=new))["sightings"]
    assert other["id"] == new
    assert "join" not in other


def test_a_sighting_is_joined_by_what_an_earlier_sheet_called_it(stored):
    there = sighting(custom_fields={"sighting_id": "A-7"})
    stored.edm.report(there, owner="me")
    (joined,) = stored.documents(row(Encounter__sightingID="A-7"), scope=scope_of("me"))[
        "sightings"
    ]
    assert (joined["id"], joined["join"]) == (there["id"], True)
    (told,) = stored.faults(row(Encounter__sightingID="A-7"), scope=scope_of("me"))
    assert (told["code"], told["severity"], told["rows"]) == ("joins_sighting", "info", [2])
    (apart,) = stored.documents(row(Encounter__sightingID="A-7"), scope=scope_of("you"))[
        "sightings"
    ]
    assert "join" not in apart, "others' names for their sightings are their own"
    stored.edm.report(sighting(custom_fields={"sighting_id": "A-7"}), owner="me")
    faults = stored.faults(row(Encounter__sightingID="A-7"), scope=scope_of("me"))
    assert errors(faults) == [("ambiguous_sighting", [2])]


def test_a_sighting_that_is_anothers_cannot_be_joined(stored):
    hidden, public = sighting(), sighting()
    stored.edm.report(hidden, owner="you", visibility="private")
    stored.edm.report(public, owner="you")
    rows = [row(Encounter__sightingID=one["id"].upper()) for one in (hidden, public)]
    faults = stored.faults(*rows, scope=scope_of("me"))
    assert errors(faults) == [("id_taken", [2]), ("not_yours", [3])]


def test_an_animal_that_a_joined_sighting_has_already_cannot_be_added(stored):
    there = sighting(encounters=[an_encounter(individual_name="Zuri")])
    stored.edm.report(there)
    rows = [
        row(Encounter__sightingID=there["id"], Encounter__individualID=name)
        for name in ("Tamu", "zuri")
    ]
    assert errors(stored.faults(*rows)) == [("same_individual_twice", [3])]


def test_an_animal_that_is_named_by_its_id_and_by_its_name_is_one(stored):
    _, individual = stored.edm.known("Zuri")
    there = sighting(encounters=[an_encounter(individual_name="Tamu")])
    stored.edm.report(there)
    tamu = stored.edm.get("/individuals?name=Tamu")["items"][0]["id"]
    named = [("A", individual.upper()), ("A", "zuri"), ("B", individual), (there["id"], tamu)]
    rows = [row(Encounter__sightingID=at, Encounter__individualID=each) for at, each in named]
    faults = [each for each in stored.faults(*rows) if each["severity"] == "error"]
    assert {each["code"] for each in faults} == {"same_individual_twice"}
    assert [(each["rows"], each["value"], each["details"]) for each in faults] == [
        ([2], individual.upper(), {"animal": "Zuri"}),
        ([3], "zuri", {}),
        ([5], tamu, {}),
    ]
    assert "is 'Zuri', who is named in row 2 and row 3" in faults[0]["message"]


def test_an_animal_that_is_named_by_its_id_is_of_the_row_s_species(stored):
    _, individual = stored.edm.known("Zuri")
    rows = [
        row(Encounter__individualID=individual, Encounter__specificEpithet=epithet)
        for epithet in ("quagga", "grevyi")
    ]
    (fault,) = [each for each in stored.faults(*rows) if each["severity"] == "error"]
    assert (fault["code"], fault["rows"], fault["details"]) == (
        "species_differ", [3], {"animal": "Zuri"},
    )  # fmt: skip


def test_what_is_told_of_an_animal_that_is_named_by_its_id_is_compared_with_what_is_known(stored):
    animal = {"names": [{"context": "Atlas", "value": "7"}]}
    stored.edm.report(sighting(encounters=[an_encounter(individual_name="Zoe", animal=animal)]))
    zoe = stored.edm.get("/individuals?name=Zoe")["items"][0]["id"]
    cells = {"MarkedIndividual.name0.label": "Atlas", "MarkedIndividual.name0.value": "8"}
    told = {**row(Encounter__individualID=zoe), **cells}
    assert errors(stored.faults(told)) == [("animal_contradicts", [2])]


def test_the_id_of_an_encounter_that_is_there_is_taken(stored):
    encounter = stored.edm.one()
    assert errors(stored.faults(row(Encounter__id=encounter))) == [("id_taken", [2])]


def test_an_animal_is_known_by_its_id(stored):
    _, individual = stored.edm.known("Zuri")
    encounter = stored.encounter(MarkedIndividual__individualID=individual)
    assert encounter["individual_name"] == "Zuri"


def test_the_name_of_an_animal_that_the_caller_may_not_see_is_taken(stored):
    stored.edm.known("Zuri", visibility="private", owner="somebody")
    cells = row(Encounter__individualID="zuri")
    assert errors(stored.faults(cells, scope=scope_of("me"))) == [("name_taken", [2])]
    assert errors(stored.faults(cells, scope=scope_of("somebody"))) == []


@pytest.mark.parametrize("field", ["custom", "nickname"])
def test_what_contradicts_a_known_animal_is_told_before_it_is_imported(stored, field):
    animal = {
        "names": [{"context": "nickname", "value": "Zu"}],
        "custom_fields": {"story": "born here"},
    }
    told = an_encounter(individual_name="Zuri", animal=animal)
    stored.edm.report(sighting(encounters=[told]))
    contradicting = {
        "custom": {"MarkedIndividual__story": "came from afar"},
        "nickname": {"MarkedIndividual__nickname": "Zed"},
    }[field]
    cells = row(Encounter__individualID="Zuri", **contradicting)
    assert errors(stored.faults(cells)) == [("animal_contradicts", [2])]
    same = row(
        Encounter__individualID="Zuri",
        MarkedIndividual__story="born here",
        MarkedIndividual__nickname="zu",
    )
    assert errors(stored.faults(same)) == []

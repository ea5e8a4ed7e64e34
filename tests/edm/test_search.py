"""Is what is asked for found, in pages that miss nothing, and is a bad question told so?"""

from __future__ import annotations

import pytest

from tests.edm.service import an_encounter, sighting


def found(edm, tree, noun="encounters"):
    return {each["id"] for each in edm.post(f"/{noun}/search", {"filter": tree})["items"]}


def leaf(field, value, op="eq"):
    return {"field": field, "op": op, "value": value}


def test_a_region_is_found_with_all_that_lies_within_it(edm):
    inner, outer, other = (
        edm.one(region="mara_north"),
        edm.one(region="kenya"),
        edm.one(region="serengeti"),
    )
    assert found(edm, leaf("region", "kenya")) == {inner, outer}
    assert found(edm, leaf("region", ["mara", "tanzania"], "in")) == {inner, other}


def test_a_date_of_which_a_part_is_unknown_is_found_when_it_can_have_been_then(edm):
    year = edm.one(time={"year": 2024})
    month = edm.one(time={"year": 2024, "month": 6})
    day = edm.one(time={"year": 2024, "month": 6, "day": 15})
    before = edm.one(time={"year": 2023, "month": 12, "day": 31})
    assert found(edm, leaf("time", "2024-06-10", "ge")) == {year, month, day}
    assert found(edm, leaf("time", "2024-06-10", "le")) == {year, month, before}
    assert found(edm, leaf("time", "2024-06")) == {year, month, day}
    assert found(edm, leaf("time", "2024", "lt")) == {before}
    assert found(edm, leaf("time", "2024-06-15", "gt")) == {year, month}
    by_name = edm.get("/encounters?from=2024-07&to=2024-12-31")
    assert [each["id"] for each in by_name["items"]] == [year]


def test_species_are_found_by_any_of_their_names(edm):
    zebra, giraffe = edm.one(), edm.one(species="giraffa_reticulata")
    assert found(edm, leaf("species", "Equus quagga")) == {zebra}
    assert found(edm, leaf("species", ["plains zebra", "giraffa_reticulata"], "in")) == {
        zebra,
        giraffe,
    }


def test_conditions_are_joined_by_and_or_and_not(edm):
    female = edm.one(encounters=[an_encounter(sex="female")])
    male = edm.one(encounters=[an_encounter(sex="male")])
    unsaid = edm.one()
    assert found(edm, {"not": leaf("sex", "male")}) == {female, unsaid}
    assert found(edm, {"or": [leaf("sex", "male"), leaf("sex", "female")]}) == {female, male}
    assert found(edm, {"and": [leaf("sex", "male"), {"not": leaf("sex", "male")}]}) == set()
    assert found(edm, {"and": []}) == {female, male, unsaid}
    assert found(edm, {"or": []}) == set()
    assert found(edm, leaf("sex", True, "exists")) == {female, male}


def test_custom_fields_are_compared_as_what_they_are(edm):
    deep = edm.one(
        species="rhincodon_typus",
        encounters=[
            an_encounter(
                custom_fields={
                    "water_depth": 25,
                    "scars": ["bite", "propeller"],
                    "claspers_seen": True,
                    "total_length": {"value": 8.5, "unit": "m", "method": "laser"},
                }
            )
        ],
    )
    shallow = edm.one(
        species="rhincodon_typus", encounters=[an_encounter(custom_fields={"water_depth": 4.5})]
    )
    assert found(edm, leaf("custom.water_depth", 10, "gt")) == {deep}
    assert found(edm, leaf("custom.water_depth", 10, "le")) == {shallow}
    assert found(edm, leaf("custom.water_depth", [4.5, 7], "in")) == {shallow}
    assert found(edm, leaf("custom.scars", "bite", "contains")) == {deep}
    assert found(edm, leaf("custom.scars", ["bite", "none"], "in")) == {deep}
    assert found(edm, leaf("custom.claspers_seen", True)) == {deep}
    assert found(edm, leaf("custom.total_length", 8, "ge")) == {deep}
    assert found(edm, leaf("custom.scars", False, "exists")) == {shallow}
    assert found(edm, leaf("custom.water_depth", 10, "gt"), "sightings") == {
        edm.get(f"/encounters/{deep}")["sighting"]
    }


def test_what_looks_like_database_language_is_only_text(edm):
    encounter = edm.one(encounters=[an_encounter(comments="100% of it; DROP TABLE encounters --")])
    assert found(edm, leaf("comments", "100% OF", "contains")) == {encounter}
    assert found(edm, leaf("comments", "%", "contains")) == {encounter}
    assert found(edm, leaf("comments", "_", "contains")) == set()
    assert found(edm, leaf("owner", "me' OR '1'='1")) == set()


def test_projects_names_and_ids_are_found(edm):
    encounter, individual = edm.known("Zuri Mwangi", projects=["p1", "p2"])
    edm.one(projects=["p3"])
    assert found(edm, leaf("project", "p2")) == {encounter}
    assert found(edm, leaf("name", "zuri", "contains")) == {encounter}
    assert found(edm, leaf("individual", individual)) == {encounter}
    assert found(edm, leaf("identified", True)) == {encounter}
    assert found(edm, leaf("name", "MWANGI", "contains"), "individuals") == {individual}
    assert found(edm, leaf("project", "p1"), "individuals") == {individual}
    assert found(edm, leaf("region", "kenya"), "individuals") == {individual}


def test_a_box_may_cross_the_180th_meridian(edm):
    fiji = edm.one(location={"latitude": -17, "longitude": 179.9})
    samoa = edm.one(location={"latitude": -14, "longitude": -171.7})
    edm.one()
    box = {"west": 170, "south": -20, "east": -170, "north": 0}
    assert found(edm, leaf("location", box, "within")) == {fiji, samoa}


@pytest.mark.parametrize(
    ("tree", "pointer"),
    [
        (leaf("password", "x"), "/filter/field"),
        (leaf("custom.no_such_field", 1), "/filter/field"),
        ({"and": [leaf("sex", "male"), leaf("sex", 7)]}, "/filter/and/1/value"),
        (leaf("sex", "male", "gt"), "/filter/op"),
        (leaf("sex", "male", "like"), "/filter/op"),
        (leaf("time", "2024-02-30"), "/filter/value"),
        (leaf("location", {"west": 0, "south": 0, "east": 181, "north": 1}, "within"), "/filter/value/east"),
        (leaf("sighting", "not an id"), "/filter/value"),
        ({"xor": []}, "/filter"),
        ({"and": leaf("sex", "male")}, "/filter/and"),
        ([1], "/filter"),
        ({"field": "sex"}, "/filter"),
    ],
)  # fmt: skip
def test_a_bad_filter_is_told_where_it_is_bad(edm, tree, pointer):
    answer = edm.call("POST", "/encounters/search", {"filter": tree})
    assert (answer.status_code, answer.json["code"]) == (422, "filter_invalid")
    assert answer.json["errors"][0]["pointer"] == pointer


def test_every_fault_of_a_filter_is_told_at_once(edm):
    tree = {"or": [leaf("a", 1), {"not": leaf("b", 1)}, leaf("sex", "male")]}
    answer = edm.call("POST", "/encounters/search", {"filter": tree})
    assert {fault["pointer"] for fault in answer.json["errors"]} == {
        "/filter/or/0/field",
        "/filter/or/1/not/field",
    }


def test_a_filter_that_would_never_end_is_refused(edm):
    deep = leaf("sex", "male")
    for _ in range(50):
        deep = {"not": deep}
    wide = {"or": [leaf("sex", "male")] * 500}
    for tree in (deep, wide):
        assert edm.call("POST", "/encounters/search", {"filter": tree}).status_code == 422


@pytest.mark.parametrize("sort", ["-id", "time", "-time", "species", "-created_at", "sex"])
@pytest.mark.parametrize("noun", ["encounters", "sightings"])
def test_pages_hold_everything_once_and_in_order(edm, noun, sort):
    if noun == "sightings" and sort == "sex":
        sort = "region"
    edm.report(
        *(
            sighting(
                time={"year": 2020 + number % 3},
                species=["equus_quagga", "equus_grevyi"][number % 2],
                encounters=[an_encounter(sex=[None, "male", "female"][number % 3])],
            )
            for number in range(11)
        )
    )
    whole = [each["id"] for each in edm.get(f"/{noun}?sort={sort}&limit=100")["items"]]
    pages, cursor = [], ""
    while cursor is not None:
        page = edm.get(
            f"/{noun}?sort={sort}&limit=4&cursor={cursor}"
            if cursor
            else f"/{noun}?sort={sort}&limit=4"
        )
        pages.append([each["id"] for each in page["items"]])
        cursor = page["next"]
        assert "total" not in page
    assert [len(page) for page in pages] == [4, 4, 3]
    assert [each for page in pages for each in page] == whole
    assert len(set(whole)) == 11


def test_individuals_are_sorted_by_name(edm):
    for name in ("Zuri", "amani", "Baraka"):
        edm.known(name)
    first = edm.get("/individuals?sort=name&limit=2")
    rest = edm.get(f"/individuals?sort=name&limit=2&cursor={first['next']}")
    names = [each["name"] for each in first["items"] + rest["items"]]
    assert names == ["amani", "Baraka", "Zuri"]


@pytest.mark.parametrize("cursor", ["x", "bm90IGpzb24", "W10", "WzEsMl0", "%20"])
def test_a_cursor_of_somebody_elses_is_refused(edm, cursor):
    edm.one()
    assert edm.call("GET", f"/encounters?sort=time&cursor={cursor}").status_code == 400


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1000", "limit=x", "sort=password", "box=1,2", "no=1"]
)
def test_a_bad_question_is_told_so(edm, query):
    assert edm.call("GET", f"/encounters?{query}").status_code == 422


def test_candidates_are_ids_and_who_they_are(edm):
    encounter, individual = edm.known("Zuri")
    edm.one(species="equus_grevyi")
    answer = edm.post("/encounters/candidates", {"filter": leaf("species", "equus_quagga")})
    sighting_id = edm.get(f"/encounters/{encounter}")["sighting"]
    assert answer["encounters"] == [
        {
            "id": encounter,
            "individual": individual,
            "species": "equus_quagga",
            "sighting": sighting_id,
        }
    ]


def test_a_page_takes_a_fixed_number_of_statements(edm):
    """However many rows a page holds: nothing is asked row by row."""
    from sqlalchemy import event

    statements: list[str] = []
    for number in range(7):
        edm.known(f"Animal {number}", projects=["p1"])
    event.listen(
        edm.edm.database.engine,
        "before_cursor_execute",
        lambda connection, cursor, statement, *rest: statements.append(statement),
    )
    counts = {}
    for path in ("/encounters", "/sightings", "/individuals"):
        for limit in (1, 7):
            edm.get("/species")
            statements.clear()
            page = edm.get(f"{path}?limit={limit}")
            assert len(page["items"]) == limit
            counts[path, limit] = len([each for each in statements if each.startswith("SELECT")])
    assert counts == {
        ("/encounters", 1): 1, ("/encounters", 7): 1,
        ("/sightings", 1): 2, ("/sightings", 7): 2,
        ("/individuals", 1): 3, ("/individuals", 7): 3,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["nul \x00", "half \ud800"])
def test_characters_that_no_database_holds_break_nothing(edm, text):
    encounter = edm.one()
    tree = leaf("comments", text, "contains")
    bodies = {
        "/encounters/search": {"filter": tree},
        f"/encounters/{encounter}/state": {"state": "rejected", "reason": text},
        "/encounters/access": {"encounters": [encounter], "owner": text},
        "/encounters/access?": {"submission": text},
        "/submissions/%00/remove": {},
        "/sightings": {"sightings": [], "owner": text},
    }
    for path, body in bodies.items():
        answer = edm.call("POST", path, body)
        assert answer.status_code in (404, 422), path
    assert edm.get(f"/encounters/{encounter}")["state"] == "approved"

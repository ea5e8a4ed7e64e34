"""With whom is a query compared? With those whom the filters, the sides and the asker's rights leave."""

from __future__ import annotations

import pytest

from houston.access import Role
from houston.operations.match_set import IN_ITS_PICTURE
from tests.houston.sending import open_draft, sighting, upload
from tests.houston.workflows.herd import photo
from tests.houston.workflows.reports import identify, report
from tests.houston.workflows.seams import Through, box, see

pytestmark = pytest.mark.usefixtures("installation")


@pytest.mark.parametrize(
    ("filters", "word"),
    [
        ({"regions": ["nowhere"]}, "regions"),
        ({"seen_from": "2030"}, "time"),
        ({"viewpoints": ["left"]}, "viewpoints"),
        ({"identified": True}, "named"),
        ({"individuals": ["01234567-89ab-7def-8123-456789abcdef"]}, "individuals"),
        ({"tree": {"field": "sex", "op": "eq", "value": "male"}}, "filter"),
    ],
)
def test_an_empty_set_says_which_filter_emptied_it(researcher, work, pair, filters, word):
    _, second, _ = pair
    found = identify(researcher, work, encounter=second.encounter, filters=filters)
    assert (found["state"], found["queries"][0]["annotations"]) == ("done", [])
    assert word in found["reason"]
    assert found["match_set"]["filters"] == filters


def test_of_several_asked_about_each_is_told_which_filter_left_nobody(researcher, work, pair):
    first, second, _ = pair
    report(researcher, work, photo(2, 1))
    only = {"tree": {"field": "id", "op": "eq", "value": first.encounter}}
    asked = [first.annotation, second.annotation]
    found = identify(researcher, work, annotations=asked, filters=only)
    alone, other = found["queries"]
    assert (alone["annotations"], alone["reason"]) == ([], "No encounter meets the filter.")
    assert [each["annotation"] for each in other["annotations"]] == [first.annotation]
    assert (found["reason"], found["match_set"]["size"]) == (None, 1)


def test_the_animals_of_one_picture_are_not_compared_and_the_filter_that_left_only_them_is_told(
    researcher, work, house
):
    elsewhere = report(researcher, work, photo(1, 1))
    halves = [box(0, 0, bbox=[left, 0, 240, 360]) for left in (0, 240)]
    see(house, lambda asset: halves)
    draft = open_draft(researcher)
    upload(researcher, draft, "two.jpg", photo(2, 1))
    researcher.post(f"/submissions/{draft}/commit", json={"sightings": [sighting("two.jpg")]})
    work()
    encounters = researcher.get(f"/submissions/{draft}").json["encounters"]
    (shown,) = researcher.get(f"/assets?submission={draft}").json["items"]
    asked = [each["id"] for each in shown["annotations"]]
    assert len(asked) == len(encounters) == 2
    tree = {"field": "id", "op": "in", "value": encounters}
    found = identify(researcher, work, annotations=asked, filters={"tree": tree})
    told = "No encounter meets the filter."
    assert (found["reason"], found["match_set"]["size"]) == (told, 0)
    assert [each["reason"] for each in found["queries"]] == [told] * 2
    researcher.delete(f"/submissions/{elsewhere.submission}")
    work()
    found = identify(researcher, work, encounter=encounters[0])
    assert found["reason"] == IN_ITS_PICTURE


def test_the_only_one_of_its_kind_is_told_so(researcher, work):
    only = report(researcher, work, photo(1, 1))
    found = identify(researcher, work, encounter=only.encounter)
    assert found["state"] == "done"
    assert "no other encounter of this species" in found["reason"]


def test_a_filter_that_edm_does_not_understand_fails_with_its_sentence(researcher, work, pair):
    _, second, _ = pair
    tree = {"field": "colour", "op": "eq", "value": "blue"}
    found = identify(researcher, work, encounter=second.encounter, filters={"tree": tree})
    assert found["state"] == "failed"
    assert found["reason"]


def test_nobody_is_compared_with_what_they_may_not_see(people, work):
    owner, other = (people.person(Role.RESEARCHER).browser for _ in "12")
    hidden = report(owner, work, photo(1, 1))
    shown = report(owner, work, photo(1, 3), visibility="public", approve=True)
    mine = report(other, work, photo(1, 2))
    found = identify(other, work, encounter=mine.encounter)
    assert found["match_set"]["size"] == 1
    told = [each["annotation"] for each in found["queries"][0]["annotations"]]
    assert told == [shown.annotation]
    path = f"/identifications/{found['id']}/evidence/{mine.annotation}/{hidden.annotation}"
    assert other.get(path).status_code == 404


def test_sides_that_differ_are_not_compared(researcher, work, house):
    sides = {}
    see(house, lambda asset: [box(0, 0, viewpoint=sides.get(asset, "left"), bbox=[0, 0, 480, 360])])
    left = report(researcher, work, photo(1, 1))
    other = report(researcher, work, photo(1, 2))
    right = report(researcher, work, photo(1, 3))
    researcher.patch(f"/annotations/{right.annotation}", json={"viewpoint": "right"})
    unknown = report(researcher, work, photo(1, 4))
    researcher.patch(f"/annotations/{unknown.annotation}", json={"viewpoint": None})
    found = identify(researcher, work, encounter=left.encounter)
    told = {each["annotation"] for each in found["queries"][0]["annotations"]}
    assert told == {other.annotation, unknown.annotation}
    alone = identify(researcher, work, encounter=right.encounter)
    assert {each["annotation"] for each in alone["queries"][0]["annotations"]} == {
        unknown.annotation
    }


def test_the_same_catalogue_is_told_to_acm_once(researcher, work, house, pair):
    _, second, found = pair
    told = []

    class Listening(Through):
        def send(self, method, path, **options):
            told.append((method, path.split("/")[3]))
            return super().send(method, path, **options)

    house.__dict__["acm"] = Listening(house.acm)
    again = identify(researcher, work, encounter=second.encounter)
    assert again["match_set"]["size"] == found["match_set"]["size"]
    assert ("GET", "match-sets") in told
    assert ("PUT", "match-sets") not in told

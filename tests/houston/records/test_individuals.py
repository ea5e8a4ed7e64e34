"""How do individuals become one, or several, and who has a say in it?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from houston.access import Role, Visibility
from houston.models import MergeRequest
from houston.operations.individual_merge_request import MERGE_AT_DEADLINE, TIME_TO_OBJECT
from service_kit.clock import now
from service_kit.identity import new_id
from tests.houston.accounts.mailbox import mails

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def ada(people):
    return people.person(Role.RESEARCHER, name="ada")


@pytest.fixture
def bob(people):
    return people.person(Role.RESEARCHER, name="bob")


@pytest.fixture
def animals(catalogue, ada, bob):
    """Asha, known by an encounter of Ada's, and Bahati, known by one of Bob's."""
    asha = catalogue.individual([catalogue.encounter(ada.id)], "Asha")
    bahati = catalogue.individual([catalogue.encounter(bob.id)], "Bahati")
    return asha, bahati


def merge(person, stays, goes, **options):
    resolve = options.pop("resolve", {"names.default": "Asha"})
    body = {"from": [str(goes)], "resolve": resolve, **options}
    return person.browser.post(f"/individuals/{stays}/merge", json=body)


def test_who_may_change_all_encounters_merges_at_once_and_back(people, animals):
    asha, bahati = animals
    curator = people.person(Role.CURATOR)
    answer = merge(curator, asha, bahati)
    assert answer.status_code == 200, answer.json
    assert answer.json["individual"]["encounters_count"] == 2
    body = {"merge": answer.json["merge"]}
    back = curator.browser.post(f"/individuals/{asha}/unmerge", json=body)
    assert back.status_code == 200, back.json
    assert curator.browser.get(f"/individuals/{bahati}").json["encounters_count"] == 1


def test_what_they_disagree_about_is_told_before_others_are_asked(ada, animals):
    answer = merge(ada, *animals, resolve={})
    assert (answer.status_code, answer.json["code"]) == (409, "merge_conflict")
    assert answer.json["errors"][0]["pointer"] == "/resolve/names.default"
    assert ada.browser.get("/individuals/merge-requests").json["items"] == []


@pytest.fixture
def request_of_ada(ada, animals):
    answer = merge(ada, *animals)
    assert answer.status_code == 202, answer.json
    return answer.json["request"]


def place_of(request):
    return f"/individuals/merge-requests/{request['id']}"


def test_a_merge_that_concerns_others_becomes_a_request_with_a_deadline(
    request_of_ada, ada, bob, work, settings
):
    kept = ada.browser.get(place_of(request_of_ada)).json
    assert kept["state"] == "open"
    assert kept["resolve"] == {"names.default": "Asha"}
    assert bob.browser.get("/individuals/merge-requests").json["items"][0]["id"] == kept["id"]
    work()
    told = mails(settings.data)[0]
    assert told["To"] == bob.user.email
    assert "to be merged" in told["Subject"]
    assert timedelta(days=14) == TIME_TO_OBJECT


def test_asking_twice_is_asking_once(ada, bob, animals):
    merge_id = str(new_id())
    for _ in range(2):
        assert merge(ada, *animals, merge=merge_id).status_code == 202
    assert len(ada.browser.get("/individuals/merge-requests").json["items"]) == 1


def vote(person, request, word):
    return person.browser.put(f"{place_of(request)}/vote", json={"vote": word, "reason": "Ears."})


def test_one_block_ends_it(request_of_ada, ada, bob, animals, work, settings):
    assert vote(bob, request_of_ada, "block").json["state"] == "blocked"
    work()
    assert ada.browser.get(f"/individuals/{animals[1]}").status_code == 200
    assert "does not agree" in mails(settings.data)[-1].get_content()
    assert vote(bob, request_of_ada, "agree").json["code"] == "request_ended"


def test_once_all_have_agreed_it_is_done(request_of_ada, ada, bob, animals, work):
    work()
    assert vote(bob, request_of_ada, "agree").status_code == 200
    work()
    assert ada.browser.get(place_of(request_of_ada)).json["state"] == "merged"
    assert ada.browser.get(f"/individuals/{animals[0]}").json["encounters_count"] == 2


def test_when_nobody_says_anything_it_is_done_at_the_deadline(request_of_ada, ada, house, work):
    work()
    assert ada.browser.get(place_of(request_of_ada)).json["state"] == "open"
    with house.database.write() as session:
        session.query(MergeRequest).update({"deadline": now() - timedelta(seconds=1)})
        jobs = session.query(house.jobs.model).filter_by(kind=MERGE_AT_DEADLINE)
        jobs.update({"due_at": now()})
    work()
    assert ada.browser.get(place_of(request_of_ada)).json["state"] == "merged"


def test_whoever_asked_may_withdraw(request_of_ada, ada, bob, work):
    assert bob.browser.delete(place_of(request_of_ada)).status_code == 404
    assert ada.browser.delete(place_of(request_of_ada)).status_code == 204
    work()
    assert ada.browser.get(place_of(request_of_ada)).json["state"] == "withdrawn"


def test_outsiders_neither_ask_nor_vote_nor_know(request_of_ada, people, animals):
    carol = people.person(Role.RESEARCHER)
    assert merge(carol, *animals).status_code == 403
    assert vote(carol, request_of_ada, "block").status_code == 403
    assert carol.browser.get(place_of(request_of_ada)).status_code == 404


def test_who_has_to_vote_is_told_what_of_it_is_closed_to_them_and_who_can_open_it(
    catalogue, people, ada, bob
):
    hidden = catalogue.encounter(ada.id, visibility=Visibility.PRIVATE)
    asha = catalogue.individual([hidden], "Asha")
    others = catalogue.encounter(people.person(Role.RESEARCHER).id, visibility=Visibility.PRIVATE)
    bahati = catalogue.individual([catalogue.encounter(bob.id), others], "Bahati")
    request = merge(ada, asha, bahati).json["request"]
    told = bob.browser.get(place_of(request)).json
    assert told["requested_by_name"] == ada.user.full_name
    assert told["private"] == [
        {"individual": str(asha), "only_of_asker": True},
        {"individual": str(bahati), "only_of_asker": False},
    ]
    assert bob.browser.get(f"/individuals/{asha}").status_code == 404
    curator = people.person(Role.CURATOR).browser
    assert curator.get(place_of(request)).json["private"] == []
    assert ada.browser.get(place_of(request)).json["private"] == []
    assert vote(bob, request, "block").json["private"] == []


def test_who_sees_all_that_they_vote_about_is_told_of_nothing_private(request_of_ada, bob):
    assert bob.browser.get(place_of(request_of_ada)).json["private"] == []


def test_an_animal_is_split_and_its_encounters_get_another(catalogue, ada):
    encounters = [catalogue.encounter(ada.id) for _ in range(2)]
    asha = catalogue.individual(encounters, "Asha")
    body = {
        "encounters": [str(encounters[1])],
        "names": [{"context": "default", "value": "Zuri"}],
    }
    answer = ada.browser.post(f"/individuals/{asha}/split", json=body)
    assert answer.status_code == 200, answer.json
    assert answer.json["individual"]["name"] == "Zuri"
    assert ada.browser.get(f"/individuals/{asha}").json["encounters_count"] == 1


def test_encounters_get_a_new_animal_by_hand(catalogue, ada):
    encounter = catalogue.encounter(ada.id)
    body = {
        "species": "equus_quagga",
        "encounters": [str(encounter)],
        "names": [{"context": "default", "value": "Asha"}],
    }
    answer = ada.browser.post("/individuals", json=body)
    assert answer.status_code == 201, answer.json
    made = answer.json["id"]
    assert ada.browser.get(f"/individuals/{made}/names").json["items"][0]["value"] == "Asha"
    assert ada.browser.get(f"/encounters/{encounter}").json["individual"]["id"] == made


def test_what_is_not_json_is_told_so(ada):
    answer = ada.browser.post("/individuals", data="{")
    assert (answer.status_code, answer.json["code"]) == (400, "malformed")


def test_a_gallery_without_pictures_is_empty(catalogue, ada):
    asha = catalogue.individual([catalogue.encounter(ada.id)], "Asha")
    assert ada.browser.get(f"/individuals/{asha}/gallery").json == {"items": [], "next": None}


def test_permissions_on_an_animal_are_those_on_all_its_encounters(catalogue, ada, bob, people):
    asha = catalogue.individual([catalogue.encounter(ada.id), catalogue.encounter(bob.id)], "Asha")
    told = ada.browser.get(f"/permissions?on=individual:{asha}").json["actions"]
    assert told["read"]["allowed"]
    assert told["merge"]["allowed"]
    assert not told["edit"]["allowed"]
    curator = people.person(Role.CURATOR).browser
    assert curator.get(f"/permissions?on=individual:{asha}").json["actions"]["edit"]["allowed"]


def test_who_is_seen_together_is_counted_within_what_one_may_see(catalogue, ada, stranger):
    animals = {}
    for visibility in (Visibility.PUBLIC, Visibility.PUBLIC, Visibility.PRIVATE):
        _, encounters = catalogue.sighting(ada.id, count=2, visibility=visibility)
        for name, encounter in zip(("Asha", "Bahati"), encounters, strict=True):
            animals.setdefault(name, []).append(encounter)
    asha, bahati = (catalogue.individual(each, name) for name, each in animals.items())
    place = f"/individuals/{asha}/cooccurrence"
    for browser, count in ((ada.browser, 3), (stranger, 2)):
        assert browser.get(place).json["items"] == [
            {"individual": {"id": str(bahati), "name": "Bahati"}, "sightings": count}
        ]

"""Is a match set what its name says, and made of what its sender may see?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from acm_wbia.acm.models import MatchSet
from service_kit.clock import now
from service_kit.content_hash import content_hash
from service_kit.identity import new_id
from tests.acm.conftest import Acm, scope_of
from tests.acm.photos import flank


def members(*annotations: str) -> list[dict[str, Any]]:
    return [
        {"annotation": each, "name": f"Ängström {place}", "group": None}
        for place, each in enumerate(sorted(annotations))
    ]


def test_a_match_set_is_sent_once_and_known_from_then_on(acm: Acm) -> None:
    sent = members(*(acm.keep_animal(animal, 0) for animal in (1, 2)))
    path = f"/match-sets/{content_hash(sent)}"
    assert acm.call("GET", path).json["code"] == "match_set_unknown"
    assert acm.call("PUT", path, {"members": sent}).status_code == 201
    assert acm.call("PUT", path, {"members": sent[::-1]}).status_code == 200, "order is not content"
    assert acm.call("GET", path).json == {"hash": content_hash(sent), "size": 2}


def last_used(acm: Acm, name: str, days_ago: int) -> None:
    with acm.foundation.database.write() as session:
        session.get_one(MatchSet, name).used_at = now() - timedelta(days=days_ago)


def test_a_match_set_that_nobody_uses_is_forgotten_and_sent_again(acm: Acm) -> None:
    old, new = (members(acm.keep_animal(animal, 0)) for animal in (1, 2))
    path = f"/match-sets/{content_hash(old)}"
    acm.call("PUT", path, {"members": old})
    last_used(acm, content_hash(old), 8)
    assert acm.call("GET", path).status_code == 404
    acm.keep_match_set(new)
    with acm.foundation.database.read() as session:
        assert session.scalars(select(MatchSet.hash)).all() == [content_hash(new)]
    assert acm.call("PUT", path, {"members": old}).status_code == 201


def test_a_match_set_is_known_as_long_as_it_is_searched(acm: Acm) -> None:
    name = acm.keep_match_set(members(acm.keep_animal(1, 0)))
    last_used(acm, name, 6)
    algorithm = {"name": "hotspotter"}
    query = {"annotation": acm.keep_animal(1, 1)}
    acm.ask("identify", {"queries": [query], "match_set": name, "algorithm": algorithm})
    with acm.foundation.database.read() as session:
        assert session.get_one(MatchSet, name).used_at > now() - timedelta(hours=1)


def test_an_empty_match_set_has_a_name_too(acm: Acm) -> None:
    path = f"/match-sets/{content_hash([])}"
    assert acm.call("PUT", path, {"members": []}).json["size"] == 0


def test_members_that_are_not_what_the_hash_names_are_refused(acm: Acm) -> None:
    sent = members(acm.keep_animal(1, 0))
    path = f"/match-sets/{content_hash(sent)}"
    answer = acm.call("PUT", path, {"members": [{**sent[0], "name": "another"}]})
    assert (answer.status_code, answer.json["code"]) == (422, "hash_mismatch")
    assert acm.call("GET", path).status_code == 404


def test_members_unknown_or_out_of_scope_are_refused_by_name(acm: Acm) -> None:
    mine = acm.keep_annotation(acm.keep_asset(flank(1), owner="me"), [0, 0, 10, 10])
    yours = acm.keep_annotation(acm.keep_asset(flank(1), owner="you"), [0, 0, 10, 10])
    sent = members(mine, yours, str(new_id()))
    path = f"/match-sets/{content_hash(sent)}"
    answer = acm.call("PUT", path, {"members": sent}, scope=scope_of("me"))
    assert answer.status_code == 422
    assert {fault["value"] for fault in answer.json["errors"]} == {
        each["annotation"] for each in sent
    } - {mine}
    assert acm.call("GET", path).status_code == 404


def test_a_member_that_is_there_twice_is_refused(acm: Acm) -> None:
    sent = members(acm.keep_animal(1, 0)) * 2
    answer = acm.call("PUT", f"/match-sets/{content_hash(sent)}", {"members": sent})
    assert answer.json["errors"][0]["code"] == "member_twice"

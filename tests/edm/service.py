"""EDM as Houston meets it: over HTTP, with signed scopes. And reports to send it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from edm.foundation import EXTENSION, Edm
from service_kit.identity import new_id
from service_kit.scope import SYSTEM_SCOPE, Reach, Scope


def scope_of(owner: str, **options: Any) -> Scope:
    """Somebody who reads, sees exactly and changes what is theirs, and reads what is public."""
    own = Reach(owners=frozenset({owner}), **options)
    return Scope(read=Reach(owners=frozenset({owner}), public=True), exact=own, write=own)


PUBLIC = Scope(read=Reach(public=True))
NOBODY = Scope()


class Service:
    """Calls to one EDM."""

    def __init__(self, app: Flask) -> None:
        self.edm: Edm = app.extensions[EXTENSION]
        self._client = app.test_client()

    def call(
        self,
        method: str,
        path: str,
        json: Any = None,
        *,
        scope: Scope = SYSTEM_SCOPE,
        headers: Mapping[str, str] | None = None,
    ) -> TestResponse:
        token = self.edm.signer.sign("edm", scope, "actor-1")
        sent = {"Authorization": f"Bearer {token}", **(headers or {})}
        return self._client.open(f"/edm/v1{path}", method=method, json=json, headers=sent)

    def get(self, path: str, scope: Scope = SYSTEM_SCOPE) -> Any:
        """The JSON of what must be there."""
        answer = self.call("GET", path, scope=scope)
        assert answer.status_code == 200, answer.json
        return answer.json

    def post(self, path: str, json: Any = None, scope: Scope = SYSTEM_SCOPE) -> Any:
        """The JSON of what must succeed."""
        answer = self.call("POST", path, json if json is not None else {}, scope=scope)
        assert answer.status_code in (200, 201), answer.json
        return answer.json

    def patch(
        self, path: str, json: Any, scope: Scope = SYSTEM_SCOPE, version: int | None = None
    ) -> TestResponse:
        """A change from the version that is there, or from another one."""
        if version is None:
            version = self.get(path, scope)["version"]
        return self.call("PATCH", path, json, scope=scope, headers={"If-Match": f'"{version}"'})

    def report(self, *sightings: dict[str, Any], **tags: Any) -> Any:
        """Saves a report; the owner is `me` and the records are approved unless told otherwise."""
        return self.post("/sightings", envelope(*sightings, **tags))

    def one(self, **details: Any) -> str:
        """Saves a sighting of one animal; the encounter's id. Details that are tags go to the envelope."""
        tags = {name: details.pop(name) for name in TAGS if name in details}
        return str(self.report(sighting(**details), **tags)["encounters"][0]["id"])

    def known(self, name: str, **details: Any) -> tuple[str, str]:
        """Saves a sighting of one animal with that name; its encounter's and its individual's id."""
        encounter = self.one(encounters=[an_encounter(individual_name=name)], **details)
        return encounter, self.get(f"/encounters/{encounter}")["individual"]["id"]

    def identify(
        self,
        encounters: list[str],
        individual: str | None,
        scope: Scope = SYSTEM_SCOPE,
        **more: Any,
    ) -> TestResponse:
        cascade = "?cascade=true" if more.pop("cascade", False) else ""
        body = {
            "decision": str(new_id()),
            "encounters": encounters,
            "individual": individual,
            **more,
        }
        return self.call("POST", f"/encounters/identity{cascade}", body, scope=scope)


TAGS = ("owner", "projects", "submission", "visibility", "state")


def envelope(*sightings: dict[str, Any], **tags: Any) -> dict[str, Any]:
    given = {"owner": "me", "visibility": "public", "state": "approved", **tags}
    return {"sightings": list(sightings), **given}


def an_encounter(**details: Any) -> dict[str, Any]:
    return {"id": str(new_id()), **details}


def sighting(**details: Any) -> dict[str, Any]:
    """A plains zebra in the Mara on 3 June 2024, unless told otherwise."""
    return {
        "id": str(new_id()),
        "species": "equus_quagga",
        "time": {"year": 2024, "month": 6, "day": 3, "source": "entered"},
        "location": {"latitude": -1.43, "longitude": 35.12, "source": "exif"},
        "region": "mara",
        "encounters": [an_encounter()],
        **details,
    }

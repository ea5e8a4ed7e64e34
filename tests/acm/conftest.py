"""ACM as its callers meet it: its web side, a worker, and a stand-in for the Houston that owns the pictures."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from acm_wbia.acm.app import create_acm
from acm_wbia.acm.foundation import EXTENSION, AcmFoundation
from acm_wbia.acm.settings import AcmSettings
from acm_wbia.acm.tasks import all_handlers
from service_kit.content_hash import content_hash
from service_kit.identity import new_id
from service_kit.jobs import JobRunner
from service_kit.scope import SYSTEM_SCOPE, Reach, Scope
from tests.acm.houston import StandInHouston
from tests.acm.photos import flank
from tests.databases import Databases


class Acm:
    """ACM, a worker of it, and the Houston that it belongs to."""

    def __init__(self, settings: AcmSettings, houston: StandInHouston) -> None:
        app = create_acm(settings)
        self.houston = houston
        self.foundation: AcmFoundation = app.extensions[EXTENSION]
        self.web: FlaskClient = app.test_client()
        self.worker = JobRunner(self.foundation.jobs, all_handlers(self.foundation))

    def call(
        self,
        method: str,
        path: str,
        json: Any = None,
        *,
        scope: Scope = SYSTEM_SCOPE,
        actor: str | None = None,
    ) -> Any:
        token = self.foundation.signer.sign("acm", scope, actor)
        headers = {"Authorization": f"Bearer {token}"}
        return self.web.open(f"/acm/v1{path}", method=method, json=json, headers=headers)

    def keep_asset(self, picture: bytes, **tags: Any) -> str:
        """Tells ACM of a picture that Houston has; its id."""
        asset = str(new_id())
        assert (
            self.call(
                "PUT", "/assets", {"assets": [self.asset(asset, picture, **tags)]}
            ).status_code
            == 200
        )
        return asset

    def asset(self, asset: str, picture: bytes, **tags: Any) -> dict[str, Any]:
        """What Houston says of a picture, which it has from now on."""
        path = f"/internal/v1/assets/{asset}/original"
        self.houston.originals[path] = picture
        return {
            "id": asset,
            "uri": self.houston.url + path,
            "sha256": hashlib.sha256(picture).hexdigest(),
            "width": None,
            "height": None,
            "owner": "owner-1",
            "projects": [],
            "submission": None,
            "visibility": "private",
            "state": "unapproved",
            **tags,
        }

    def keep_annotation(self, asset: str, bbox: list[float], **fields: Any) -> str:
        annotation = str(new_id())
        document = {"id": annotation, "asset": asset, "bbox": bbox, "class": "zebra", **fields}
        answer = self.call("PUT", "/annotations", {"annotations": [document]})
        assert answer.status_code == 200, answer.json
        return annotation

    def keep_animal(self, animal: int, view: int, **tags: Any) -> str:
        """One of the animals in one of its views, as an annotation around the whole picture."""
        return self.keep_annotation(self.keep_asset(flank(animal, view), **tags), [0, 0, 320, 240])

    def keep_match_set(self, members: list[dict[str, Any]]) -> str:
        members = sorted(members, key=lambda member: member["annotation"])
        name = content_hash(members)
        answer = self.call("PUT", f"/match-sets/{name}", {"members": members})
        assert answer.status_code in (200, 201), answer.json
        return name

    def ask(self, kind: str, arguments: dict[str, Any], **options: Any) -> str:
        """Asks for work; the job's id."""
        job = str(new_id())
        document = {"id": job, "kind": kind, "arguments": arguments, **options}
        answer = self.call("POST", "/jobs", document)
        assert answer.status_code == 202, answer.json
        return job

    def job(self, job: str) -> dict[str, Any]:
        found: dict[str, Any] = self.call("GET", f"/jobs/{job}").json
        return found

    def done(self, kind: str, arguments: dict[str, Any], **options: Any) -> dict[str, Any]:
        """Asks for work and does it; the result."""
        job = self.ask(kind, arguments, **options)
        assert self.worker.run(uuid.UUID(job))
        state = self.job(job)
        assert state["state"] == "done", state
        result: dict[str, Any] = state["result"]
        return {"job": job, **result}


@pytest.fixture
def houston(tmp_path: Path) -> Iterator[StandInHouston]:
    with StandInHouston(tmp_path / "secrets") as running:
        yield running


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    made = Databases(tmp_path_factory.mktemp("migrated"), "acm")
    yield made
    made.close()


@pytest.fixture
def exact_up_to() -> int:
    """How many features are searched one by one; more are sorted into lists first."""
    limit: int = AcmSettings.model_fields["exact_up_to"].default
    return limit


@pytest.fixture
def settings(
    tmp_path: Path, backend: str, migrated: Databases, houston: StandInHouston, exact_up_to: int
) -> AcmSettings:
    return AcmSettings(
        data=tmp_path,
        database_url=migrated.fresh(backend, tmp_path),
        houston_url=houston.url,
        job_retry_seconds=0,
        exact_up_to=exact_up_to,
    )


@pytest.fixture
def acm(settings: AcmSettings, houston: StandInHouston) -> Iterator[Acm]:
    made = Acm(settings, houston)
    yield made
    made.foundation.database.dispose()


def scope_of(owner: str) -> Scope:
    """Somebody who may read and write what is their own."""
    own = Reach(owners=frozenset({owner}))
    return Scope(read=own, exact=own, write=own)

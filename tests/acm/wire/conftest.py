"""A client that was written for WB-IA, and an ACM that answers such."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from acm_wbia.acm.models import Job
from acm_wbia.acm.settings import AcmSettings
from acm_wbia.acm.wire.access import CLIENT
from service_kit.jobs.model import FINISHED
from tests.acm.conftest import Acm
from tests.acm.houston import StandInHouston
from tests.acm.photos import flank
from tests.databases import Databases


class OldClient:
    """It has the key, and says and hears everything as WB-IA's clients do."""

    def __init__(self, acm: Acm, folder: Path) -> None:
        self.acm = acm
        self.folder = folder
        self.scope = CLIENT.scope
        self.key = acm.foundation.secrets.get("wbia-clients")

    def send(self, method: str, path: str, **options: Any) -> TestResponse:
        options.setdefault("auth", ("client", self.key))
        return self.acm.web.open(f"/api/{path}", method=method, **options)

    def post(self, path: str, **body: Any) -> Any:
        """The response of a success."""
        return unwrapped(self.send("POST", path, json=body))

    def get(self, path: str, **query: Any) -> Any:
        """The response of a success; what is not text is sent as JSON."""
        said = {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in query.items()
        }
        return unwrapped(self.send("GET", path, query_string=said))

    def refused(self, method: str, path: str, **options: Any) -> tuple[int, dict[str, Any], Any]:
        """HTTP's status, the envelope's, and the response, of a refusal."""
        answer = self.send(method, path, **options)
        assert answer.json is not None, answer.data
        status = answer.json["status"]
        assert set(answer.json) == {"status", "response"}
        assert set(status) == {"success", "code", "message", "cache"}
        assert status["success"] is False
        assert status["message"].endswith("."), status
        return answer.status_code, status, answer.json["response"]

    def photo(self, animal: int, view: int = 0) -> Path:
        """A photo in the folder that ACM may read."""
        path = self.folder / f"{animal}-{view}.jpg"
        path.write_bytes(flank(animal, view))
        return path

    def image(self, animal: int, view: int = 0) -> dict[str, str]:
        (image,) = self.post("image/json/", image_uri_list=[str(self.photo(animal, view))])
        return dict(image)

    def annot(self, animal: int, view: int = 0, **said: Any) -> dict[str, str]:
        """An annotation around all of a photo; `said` of it alone, without `annot_` and `_list`."""
        lists = {f"annot_{name}_list": [value] for name, value in {**ALL_OF_IT, **said}.items()}
        image = self.image(animal, view)
        (annot,) = self.post("annot/json/", image_uuid_list=[image], **lists)
        return dict(annot)

    def work(self) -> None:
        """Does all that there is to do, whoever asked for it."""
        while jobs := self._unfinished():
            worked = [self.acm.worker.run(each) for each in jobs]
            assert any(worked), "nobody could do any of it"

    def result(self, job: str) -> Any:
        """What came of a job, once everything is done."""
        self.work()
        assert self.get("engine/job/status/", jobid=job)["jobstatus"] == "completed"
        return self.get("engine/job/result/", jobid=job)["json_result"]

    def _unfinished(self) -> list[uuid.UUID]:
        with self.acm.foundation.database.read() as session:
            statement = select(Job.id).where(Job.state.not_in(FINISHED)).order_by(Job.created_at)
            return list(session.scalars(statement))


ALL_OF_IT = {"bbox": [0, 0, 320, 240], "species": "zebra_plains"}


def unwrapped(answer: TestResponse) -> Any:
    assert answer.status_code == 200, answer.data
    assert answer.json is not None
    status = answer.json["status"]
    assert (status["success"], status["code"], status["cache"]) == (True, 200, -1)
    return answer.json["response"]


def plain(wire_uuid: dict[str, str]) -> str:
    assert set(wire_uuid) == {"__UUID__"}
    return wire_uuid["__UUID__"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "photos"
    made.mkdir()
    return made


@pytest.fixture
def settings(
    tmp_path: Path, backend: str, migrated: Databases, houston: StandInHouston, folder: Path
) -> AcmSettings:
    host = houston.url.removeprefix("http://")
    return AcmSettings(
        data=tmp_path,
        database_url=migrated.fresh(backend, tmp_path),
        houston_url=houston.url,
        job_retry_seconds=0,
        wbia_clients=True,
        wbia_picture_folders=(folder,),
        wbia_picture_hosts=(host,),
        wbia_buckets={"asset-store": str(folder / "bucket")},
        wbia_callback_hosts=(host,),
    )


@pytest.fixture
def client(acm: Acm, folder: Path) -> OldClient:
    return OldClient(acm, folder)

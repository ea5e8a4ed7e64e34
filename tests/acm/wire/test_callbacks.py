"""Is a client called back as it asked to be, and nobody else?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from acm_wbia.acm.settings import AcmSettings
from acm_wbia.acm.tasks import all_handlers
from service_kit.jobs import JobRunner
from tests.acm.conftest import Acm
from tests.acm.houston import StandInHouston
from tests.acm.wire.conftest import OldClient


def detect(client: OldClient, path: str = "/heard", **said: Any) -> str:
    url = f"{client.acm.houston.url}{path}"
    job: str = client.post(
        "engine/detect/cnn/", image_uuid_list=[client.image(1)], callback_url=url, jobid="j", **said
    )
    client.work()
    return job


def test_a_client_hears_that_its_job_is_over(client: OldClient) -> None:
    detect(client)
    (heard,) = client.acm.houston.heard
    form = "application/x-www-form-urlencoded"
    assert heard == ("POST", "/heard", form, b"jobid=j&status=completed")


def test_a_client_hears_the_result_if_it_asked_for_details(client: OldClient) -> None:
    job = detect(client, callback_detailed=True, callback_method="PUT")
    ((method, _, _, body),) = client.acm.houston.heard
    document = json.loads(body)
    assert method == "PUT"
    assert document["status"]["success"] is True
    assert document["response"] == client.get("engine/job/result/", jobid=job)


def test_a_client_is_called_by_get_with_its_own_query(client: OldClient) -> None:
    detect(client, "/heard?who=me", callback_method="GET")
    ((method, path, _, _),) = client.acm.houston.heard
    assert (method, path) == ("GET", "/heard?who=me&jobid=j&status=completed")


def test_a_client_hears_of_failure_and_why(client: OldClient) -> None:
    small = client.annot(1, 1, bbox=[5, 5, 10, 10])
    client.post(
        "engine/query/graph/",
        query_annot_uuid_list=[small],
        database_annot_uuid_list=[client.annot(2)],
        callback_url=f"{client.acm.houston.url}/heard",
        callback_detailed=True,
    )
    client.work()
    ((_, _, _, body),) = client.acm.houston.heard
    document = json.loads(body)
    assert document["status"]["success"] is False
    assert "10 × 10" in document["status"]["message"]
    assert document["response"]["status"] == "exception"


def test_a_client_that_is_away_is_called_again(client: OldClient) -> None:
    client.acm.houston.broken.add("/heard")
    client.post(
        "engine/detect/cnn/",
        image_uuid_list=[client.image(1)],
        callback_url=f"{client.acm.houston.url}/heard",
    )
    client.work()
    assert len(client.acm.houston.heard) == client.acm.foundation.settings.job_attempts


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/", "houston+http://a.example/", "/api/v1/x", "http://[::1"]
)
def test_nobody_is_called_who_is_not_named(client: OldClient, url: str) -> None:
    said = {"image_uuid_list": [client.image(1)], "callback_url": url}
    code, status, _ = client.refused("POST", "engine/detect/cnn/", json=said)
    assert (code, status["code"]) == (400, 400)


def test_who_is_no_longer_allowed_is_no_longer_called(
    client: OldClient, settings: AcmSettings, houston: StandInHouston
) -> None:
    client.post(
        "engine/detect/cnn/",
        image_uuid_list=[client.image(1)],
        callback_url=f"{houston.url}/heard",
    )
    strict = Acm(settings.model_copy(update={"wbia_callback_hosts": ()}), houston)
    client.acm.worker = JobRunner(strict.foundation.jobs, all_handlers(strict.foundation))
    client.work()
    strict.foundation.database.dispose()
    assert houston.heard == []

"""Is nobody answered without the key, nothing where it is not wanted, and never more shown than clients sent in?"""

from __future__ import annotations

from typing import Any

import pytest

from acm_wbia.acm.settings import AcmSettings
from tests.acm.conftest import Acm, scope_of
from tests.acm.houston import StandInHouston
from tests.acm.photos import flank
from tests.acm.wire.conftest import OldClient

ROUTES = [
    ("GET", "version/"),
    ("POST", "image/json/"),
    ("POST", "upload/image/json/"),
    ("POST", "annot/json/"),
    ("GET", "annot/name/uuid/json/"),
    ("POST", "engine/detect/cnn/"),
    ("POST", "engine/query/graph/"),
    ("GET", "engine/job/result/"),
    ("GET", "query/graph/match/thumb/"),
    ("GET", "anything/"),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("auth", [None, ("client", "guess"), ("client", ""), ("", "é")])
def test_nobody_is_answered_without_the_key(
    client: OldClient, method: str, path: str, auth: Any
) -> None:
    code, status, response = client.refused(method, path, auth=auth)
    assert (code, status["code"], response) == (401, 401, {"errors": []})
    assert "key" in status["message"]


def test_the_key_opens_as_a_password_and_as_a_token_and_nothing_of_acms_own(
    client: OldClient,
) -> None:
    bearer = {"Authorization": f"Bearer {client.key}"}
    assert client.send("GET", "version/", auth=None, headers=bearer).status_code == 200
    assert client.send("GET", "version/").status_code == 200
    for path in ("/acm/v1/models", "/acm/v1/annotations/search"):
        assert client.acm.web.get(path, headers=bearer).status_code == 401


def test_a_service_is_answered_with_its_token_and_within_its_scope(client: OldClient) -> None:
    token = client.acm.foundation.signer.sign("acm", scope_of("somebody"))
    headers = {"Authorization": f"Bearer {token}"}
    assert client.send("GET", "version/", auth=None, headers=headers).status_code == 200
    body = {"image_uri_list": [str(client.photo(1))]}
    code, _, _ = client.refused("POST", "image/json/", auth=None, headers=headers, json=body)
    assert code == 403


def test_what_others_sent_in_is_not_there_for_clients(client: OldClient) -> None:
    theirs = client.acm.keep_annotation(
        client.acm.keep_asset(flank(1), visibility="public", state="approved"), [0, 0, 320, 240]
    )
    mine = client.annot(2)
    for body in (
        {"query_annot_uuid_list": [theirs], "database_annot_uuid_list": [mine]},
        {"query_annot_uuid_list": [mine], "database_annot_uuid_list": [theirs]},
    ):
        _, status, _ = client.refused("POST", "engine/query/graph/", json=body)
        assert status["code"] == 600


def test_by_default_there_is_nothing_there(
    settings: AcmSettings, houston: StandInHouston, folder: Any
) -> None:
    assert AcmSettings().wbia_clients is False
    off = Acm(settings.model_copy(update={"wbia_clients": False}), houston)
    client = OldClient(off, folder)
    assert client.send("GET", "version/").status_code == 401
    token = off.foundation.signer.sign("acm", scope_of("somebody"))
    headers = {"Authorization": f"Bearer {token}"}
    assert client.send("GET", "version/", auth=None, headers=headers).status_code == 404
    off.foundation.database.dispose()

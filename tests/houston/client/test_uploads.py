"""A program sends a small file in one request, and none that is there already."""

from __future__ import annotations

import pytest

from houston.access import Role
from houston.client.api import CodexClient
from houston.client.uploads import from_bytes, send_file
from tests.houston.sending import file_of, picture


@pytest.fixture
def browser(people):
    return people.person(Role.RESEARCHER).browser


@pytest.fixture
def client(browser, installation, monkeypatch):
    made = browser.post("/auth/tokens", json={"name": "script", "scopes": ["read", "submit"]})
    client = CodexClient(installation.acm.settings.houston_url, made.json["token"])
    client.sent = []
    send = client.send

    def noted(method, path, **options):
        client.sent.append((method, len(options.get("data") or b"")))
        return send(method, path, **options)

    monkeypatch.setattr(client, "send", noted)
    return client


def test_a_small_file_goes_along_with_its_announcement(client, browser):
    content = picture()
    submission = browser.post("/submissions", json={}).json["id"]
    file = send_file(client, submission, from_bytes(content, "a.jpg"))
    assert client.sent == [("POST", len(content))]
    assert file_of(browser, submission, file)["state"] == "ready"
    again = send_file(client, submission, from_bytes(content, "a.jpg"), asking_first=True)
    assert again == file
    assert client.sent[1:] == [("POST", 0)]


def test_a_large_file_goes_in_pieces(client, browser, monkeypatch):
    monkeypatch.setattr("houston.client.uploads.CHUNK_BYTES", 1_000)
    content = picture()
    submission = browser.post("/submissions", json={}).json["id"]
    file = send_file(client, submission, from_bytes(content, "a.jpg"))
    assert client.sent[0] == ("POST", 0)
    assert sum(size for _, size in client.sent) == len(content)
    assert file_of(browser, submission, file)["state"] == "ready"

"""Is each kind of bad input refused with a clear sentence, and is nothing created of it?"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import jwt
import pytest
import requests

from houston.client.api import CodexClient, Refused
from service_kit.identity import new_id
from service_kit.secret_files import SecretFiles
from service_kit.tokens import signing_key
from tests.end_to_end.pictures import picture
from tests.end_to_end.records import record_counts
from tests.end_to_end.stack import Stack
from tests.end_to_end.stories import sighting

pytestmark = pytest.mark.xdist_group("stack")

PHOTO = "photo.jpg"


@pytest.fixture(autouse=True)
def nothing_is_created(stack: Stack) -> Iterator[None]:
    before = record_counts(stack)
    yield
    assert record_counts(stack) == before


def faults_of(client: CodexClient, document: dict[str, Any]) -> list[dict[str, Any]]:
    """What the API says to a commit of this sighting with one good photo."""
    submission = client.call("POST", "/submissions", json={})["id"]
    client.upload(submission, PHOTO, picture(animal=1, scene=1))
    checked = client.call(
        "POST", f"/submissions/{submission}/validate", json={"sightings": [document]}
    )
    client.call("POST", f"/submissions/{submission}/commit", json={"sightings": [document]})
    found = client.wait_for_submission(submission)
    assert found["state"] == "invalid"
    assert found["errors"] == checked["errors"]
    return list(found["errors"])


BAD_METADATA = [
    pytest.param(
        {"species": "giraffa_reticulata", "custom_fields": {"water_depth": 12}},
        "/custom_fields/water_depth", "not recorded for",
        id="water depth on a giraffe",
    ),
    pytest.param({"location": {"latitude": 1.5}}, "/location", "longitude", id="latitude without longitude"),
    pytest.param(
        {"location": {"latitude": 1.5, "longitude": 181}}, "/location/longitude", "180", id="longitude 181"
    ),
    pytest.param({"time": {"year": 2199}}, "/time", "future", id="a date in the future"),
    pytest.param({"time": {"year": 2024, "month": 2, "day": 30}}, "/time/day", "30", id="30 February"),
    pytest.param({"species": "equus_quaga"}, "/species", "quagga", id="an unknown species"),
    pytest.param(
        {"encounters": [{"assets": ["missing.jpg"]}]}, "/encounters/0/assets/0", "missing.jpg",
        id="a file that was not uploaded",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "pointer", "sentence"), BAD_METADATA)
def test_bad_metadata(
    researcher: CodexClient, changes: dict[str, Any], pointer: str, sentence: str
) -> None:
    faults = faults_of(researcher, sighting(PHOTO, **changes))
    assert [fault for fault in faults if fault["pointer"].startswith(f"/sightings/0{pointer}")], (
        faults
    )
    assert sentence in str(faults)


def test_all_faults_are_told_at_once(researcher: CodexClient) -> None:
    changes = {
        "species": "equus_quaga",
        "time": {"year": 2024, "month": 2, "day": 30},
        "location": {"latitude": 91, "longitude": 181},
        "encounters": [{"assets": ["missing.jpg"]}],
    }
    pointers = {fault["pointer"] for fault in faults_of(researcher, sighting(PHOTO, **changes))}
    assert pointers >= {
        "/sightings/0/species",
        "/sightings/0/time/day",
        "/sightings/0/location/latitude",
        "/sightings/0/location/longitude",
        "/sightings/0/encounters/0/assets/0",
    }


def png_chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def png_that_claims(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    content = zlib.compress(b"\0" * 1_000)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", content) + png_chunk(b"IEND", b"")
    )  # fmt: skip


def zip_bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.jpg", b"\0" * 50_000_000)
    return stream.getvalue()


def deflate_bomb() -> bytes:
    """A small PNG whose pixels inflate to far more than its header admits."""
    header = struct.pack(">IIBBBBB", 100, 100, 8, 2, 0, 0, 0)
    content = zlib.compress(b"\0" * 50_000_000)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header) + png_chunk(b"tEXt", b"x\0" + content[:1000]) + png_chunk(b"IEND", b"")
    )  # fmt: skip


BAD_FILES = [
    pytest.param(
        "notes.jpg", lambda: b"These are field notes, not a picture.\n" * 20, id="text named .jpg"
    ),
    pytest.param("cut.jpg", lambda: picture(1, 1)[:-2_000], id="a truncated JPEG"),
    pytest.param(
        "huge.png", lambda: png_that_claims(50_000, 50_000), id="a 50,000 by 50,000 pixel PNG"
    ),
    pytest.param("drawing.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', id="an SVG"),
    pytest.param("drawing.jpg", lambda: b'<?xml version="1.0"?><svg/>', id="an SVG named .jpg"),
    pytest.param("photos.zip", zip_bomb, id="a zip bomb"),
    pytest.param("bomb.png", deflate_bomb, id="a PNG without pixels"),
    pytest.param("empty.jpg", lambda: b"", id="an empty file"),
]


@pytest.mark.parametrize(("name", "make"), BAD_FILES)
def test_bad_files(researcher: CodexClient, name: str, make: Any) -> None:
    submission = researcher.call("POST", "/submissions", json={})["id"]
    assert len(refusal(researcher, submission, name, make())) > 20, "a sentence, not a word"
    document = sighting(name)
    researcher.call("POST", f"/submissions/{submission}/commit", json={"sightings": [document]})
    assert researcher.wait_for_submission(submission)["state"] == "invalid"


def refusal(client: CodexClient, submission: str, name: str, content: bytes) -> str:
    """The sentence with which a file is refused: at once, or once it has been looked at."""
    try:
        client.upload(submission, name, content)
    except Refused as refused:
        return str(refused.problem["detail"])
    found = client.call("GET", f"/submissions/{submission}")["files"]
    [file] = [each for each in found if each["name"] == name]
    return str(file["reason"]) if file["state"] == "refused" else ""


def test_a_name_that_climbs_out_of_its_folder_never_becomes_a_path(
    stack: Stack, researcher: CodexClient
) -> None:
    submission = researcher.call("POST", "/submissions", json={})["id"]
    with contextlib.suppress(Refused):
        researcher.upload(submission, "../../x.jpg", picture(1, 1))
    assert list(stack.data.parent.rglob("x.jpg")) == []


def upload_metadata(**values: str) -> str:
    return ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items()
    )


def test_an_upload_over_the_limit_is_refused_before_a_byte_is_sent(researcher: CodexClient) -> None:
    submission = researcher.call("POST", "/submissions", json={})["id"]
    headers = {
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(2 * 1024**3),
        "Upload-Metadata": upload_metadata(filename="film.jpg", submission=submission),
    }
    with pytest.raises(Refused) as refused:
        researcher.send("POST", "/uploads", headers=headers)
    assert refused.value.status == 413
    assert "at most 1024 MB" in refused.value.problem["detail"]


def test_a_checksum_that_disagrees_keeps_nothing_of_the_chunk(researcher: CodexClient) -> None:
    submission = researcher.call("POST", "/submissions", json={})["id"]
    content = picture(1, 1)
    created = researcher.send(
        "POST", "/uploads",
        headers={
            "Tus-Resumable": "1.0.0", "Upload-Length": str(len(content)),
            "Upload-Metadata": upload_metadata(filename=PHOTO, submission=submission),
        },
    )  # fmt: skip
    path = "/uploads/" + created.headers["Location"].rsplit("/", 1)[1]
    wrong = base64.b64encode(hashlib.sha256(b"another").digest()).decode()
    with pytest.raises(Refused) as refused:
        researcher.send(
            "PATCH", path, data=content,
            headers={
                "Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Upload-Checksum": f"sha256 {wrong}",
                "Content-Type": "application/offset+octet-stream",
            },
        )  # fmt: skip
    assert refused.value.status == 460
    asked = researcher.send("HEAD", path, headers={"Tus-Resumable": "1.0.0"})
    assert asked.headers["Upload-Offset"] == "0"


def claims(**changes: Any) -> dict[str, Any]:
    moment = int(time.time())
    return {"iss": "houston", "aud": "edm", "iat": moment, "exp": moment + 60,
            "scope": {"read": {"all": True}, "write": {"all": True}}, **changes}  # fmt: skip


@pytest.mark.parametrize("service", ["edm", "acm"])
def test_a_forged_scope_and_an_expired_token_open_nothing(stack: Stack, service: str) -> None:
    key = signing_key(SecretFiles(stack.data / "secrets"), service)
    address = {
        "edm": f"{stack.edm_url}/edm/v1/encounters",
        "acm": f"{stack.acm_url}/acm/v1/models",
    }[service]
    forged = jwt.encode(claims(aud=service), "another key, as long as the real one is" * 2, "HS256")
    expired = jwt.encode(claims(aud=service, exp=int(time.time()) - 60), key, "HS256")
    for token, code in ((forged, "token_invalid"), (expired, "token_expired")):
        answer = requests.get(address, headers={"Authorization": f"Bearer {token}"}, timeout=10)
        assert (answer.status_code, answer.json()["code"]) == (401, code)


def test_an_api_token_that_is_none_is_refused(stack: Stack) -> None:
    with pytest.raises(Refused) as refused:
        CodexClient(stack.url, "codex_" + new_id().hex).call("GET", "/encounters")
    assert refused.value.status == 401

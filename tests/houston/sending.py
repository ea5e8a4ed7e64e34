"""How tests send files and submissions in: as a client of tus does, through the public door."""

from __future__ import annotations

import base64
import hashlib
import io
from typing import Any

import numpy as np
from PIL import Image
from werkzeug.test import TestResponse

from tests.houston.people import Browser

TUS = {"Tus-Resumable": "1.0.0"}
PIECE = {**TUS, "Content-Type": "application/offset+octet-stream"}


def picture(
    seed: int = 0, size: tuple[int, int] = (320, 240), form: str = "JPEG", **options: Any
) -> bytes:
    """A whole picture full of blotches; another seed, another picture."""
    random = np.random.default_rng(seed)
    small = random.integers(0, 255, (size[1] // 8, size[0] // 8, 3), dtype=np.uint8)
    stream = io.BytesIO()
    Image.fromarray(small).resize(size, Image.Resampling.BICUBIC).save(stream, form, **options)
    return stream.getvalue()


def base64_of(value: bytes) -> str:
    return base64.b64encode(value).decode()


def announced(submission: str, name: str, **more: str) -> str:
    told = {"filename": name, "submission": submission, **more}
    return ",".join(f"{key} {base64_of(value.encode())}" for key, value in told.items())


def announce(
    browser: Browser,
    submission: str,
    name: str,
    size: int,
    headers: dict[str, str] | None = None,
    **more: str,
) -> TestResponse:
    return browser.post(
        "/uploads",
        headers={
            **TUS,
            "Upload-Length": str(size),
            "Upload-Metadata": announced(submission, name, **more),
            **(headers or {}),
        },
    )


def place_of(answer: TestResponse) -> str:
    assert answer.status_code == 201, answer.text
    return answer.headers["Location"].removeprefix("/api/v1")


def send_piece(
    browser: Browser, place: str, offset: int, piece: bytes, **headers: str
) -> TestResponse:
    return browser.patch(
        place, data=piece, headers={**PIECE, "Upload-Offset": str(offset), **headers}
    )


def upload(
    browser: Browser,
    submission: str,
    name: str,
    content: bytes,
    headers: dict[str, str] | None = None,
) -> str:
    """A whole file in two pieces; its id."""
    place = place_of(announce(browser, submission, name, len(content), headers))
    half = len(content) // 2
    for offset, piece in ((0, content[:half]), (half, content[half:])):
        digest = base64_of(hashlib.sha256(piece).digest())
        answer = send_piece(
            browser,
            place,
            offset,
            piece,
            **{"Upload-Checksum": f"sha256 {digest}"},
            **(headers or {}),
        )
        assert answer.status_code == 204, answer.text
    return place.rsplit("/", 1)[1]


def file_of(browser: Browser, submission: str, file: str, **options: Any) -> dict[str, Any]:
    """What the submission says of one of its files."""
    files = browser.get(f"/submissions/{submission}", **options).json["files"]
    return next(each for each in files if each["id"] == file)


def sighting(*pictures: str, **fields: Any) -> dict[str, Any]:
    """The metadata of one zebra at one place and time."""
    return {
        "species": "equus_quagga",
        "time": {"year": 2024, "month": 6, "day": 3, "hour": 7, "minute": 30, "source": "entered"},
        "location": {"latitude": -1.4, "longitude": 35.1, "source": "entered"},
        "encounters": [{"assets": list(pictures)}],
        **fields,
    }


def open_draft(browser: Browser, **wishes: Any) -> str:
    answer = browser.post("/submissions", json=wishes)
    assert answer.status_code == 201, answer.text
    return answer.json["id"]

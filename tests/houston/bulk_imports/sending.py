"""How tests bring a sheet and its pictures to an import: through the public door."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

from tests.houston.people import Browser
from tests.houston.sending import announce, place_of, send_piece

PIECE_BYTES = 8 * 1024**2  # as browsers send large files


def open_import(browser: Browser, **wishes: Any) -> str:
    answer = browser.post("/bulk-imports", json=wishes)
    assert answer.status_code == 201, answer.text
    return answer.json["id"]


def upload(
    browser: Browser, import_id: str, name: str, content: bytes, purpose: str = "picture"
) -> str:
    """A whole file; its id."""
    more = {"purpose": purpose, "sha256": hashlib.sha256(content).hexdigest()}
    place = place_of(announce(browser, import_id, name, len(content), **more))
    for start in range(0, len(content), PIECE_BYTES):
        answer = send_piece(browser, place, start, content[start : start + PIECE_BYTES])
        assert answer.status_code == 204, answer.text
    return place.rsplit("/", 1)[1]


def use_sheet(browser: Browser, import_id: str, content: bytes, name: str = "sheet.csv") -> str:
    """Uploads the sheet and has it read; the id of its file."""
    file = upload(browser, import_id, name, content, "sheet")
    answer = browser.post(f"/bulk-imports/{import_id}/sheet", json={"file": file})
    assert answer.status_code == 202, answer.text
    return file


def sheet_of(headings: list[str], *rows: list[str]) -> bytes:
    """A CSV of these rows."""
    lines = [headings, *rows]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def archive_of(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def import_of(browser: Browser, import_id: str) -> dict[str, Any]:
    answer = browser.get(f"/bulk-imports/{import_id}")
    assert answer.status_code == 200, answer.text
    return answer.json


def rows_of(browser: Browser, import_id: str, **query: Any) -> dict[str, Any]:
    answer = browser.get(f"/bulk-imports/{import_id}/rows", query_string=query)
    assert answer.status_code == 200, answer.text
    return answer.json


def edit(browser: Browser, import_id: str, *changes: tuple[int, int, str | None]) -> Any:
    """Changes cells of the sheet as it is now."""
    revision = import_of(browser, import_id)["revision"]
    named = [dict(zip(("row", "column", "value"), change, strict=True)) for change in changes]
    body = {"revision": revision, "changes": named}
    return browser.patch(f"/bulk-imports/{import_id}/rows", json=body)


def faults_of(browser: Browser, import_id: str, **query: Any) -> list[dict[str, Any]]:
    answer = browser.get(f"/bulk-imports/{import_id}/faults", query_string=query)
    assert answer.status_code == 200, answer.text
    return answer.json["groups"]


def files_of(browser: Browser, import_id: str, **query: Any) -> dict[str, Any]:
    answer = browser.get(f"/bulk-imports/{import_id}/files", query_string=query)
    assert answer.status_code == 200, answer.text
    return answer.json


def have_written(browser: Browser, import_id: str, what: str, form: str = "xlsx") -> dict[str, Any]:
    """Has a sheet of it made; the job as it is now."""
    body = {"what": what, "format": form}
    answer = browser.post(f"/bulk-imports/{import_id}/downloads", json=body)
    assert answer.status_code == 202, answer.text
    return answer.json


def written(browser: Browser, import_id: str, job: str) -> bytes:
    """The sheet that was made."""
    answer = browser.get(f"/bulk-imports/{import_id}/downloads/{job}")
    assert answer.status_code == 200, answer.text
    return answer.data

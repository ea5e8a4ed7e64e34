"""How do files get there, however often the connection breaks? By tus 1.0, several at a time, each byte once."""

from __future__ import annotations

import base64
import hashlib
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import SEEK_END, BufferedIOBase, BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from houston.client.refused import Refused

if TYPE_CHECKING:
    from houston.client.api import CodexClient

CHUNK_BYTES = 8 * 1024 * 1024  # little is sent again when a connection breaks
TUS = {"Tus-Resumable": "1.0.0"}
PIECE = {"Content-Type": "application/offset+octet-stream"}


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be sent."""

    name: str
    """Under which it is kept: its path below the folder that it comes from."""
    open: Callable[[], BufferedIOBase]
    purpose: str | None = None
    """What it is for; None: a picture."""


def from_path(path: Path, name: str | None = None, purpose: str | None = None) -> Source:
    """A file on this machine."""
    return Source(name or path.name, lambda: path.open("rb"), purpose)


def from_bytes(content: bytes, name: str, purpose: str | None = None) -> Source:
    """A file that is made here."""
    return Source(name, lambda: BytesIO(content), purpose)


def send_file(
    client: CodexClient, submission: str, source: Source, *, asking_first: bool = False
) -> str:
    """Sends a file, each chunk with its checksum; its id. One that is there already is not sent again.

    A small one goes along with its announcement, unless `asking_first` wants to hear whether it is there. Raises
    `Refused`, and `OSError` when the file cannot be read.
    """
    with source.open() as stream:
        size = stream.seek(0, SEEK_END)
        sha256 = digest(stream)
        metadata = {"filename": source.name, "submission": submission, "sha256": sha256.hex()}
        if source.purpose:
            metadata["purpose"] = source.purpose
        headers = {
            **TUS,
            "Upload-Length": str(size),
            "Upload-Metadata": ",".join(f"{k} {_base64(v.encode())}" for k, v in metadata.items()),
        }
        whole = None
        if 0 < size <= CHUNK_BYTES and not asking_first:
            stream.seek(0)
            whole = stream.read()
            headers |= {**PIECE, "Upload-Checksum": f"sha256 {_base64(sha256)}"}
        created = client.send("POST", "/uploads", headers=headers, data=whole)
        identifier = created.headers["Location"].rstrip("/").rsplit("/", 1)[1]
        offset = int(created.headers.get("Upload-Offset", "0"))
        while offset < size:
            stream.seek(offset)
            offset = _send_chunk(client, f"/uploads/{identifier}", stream.read(CHUNK_BYTES), offset)
    return identifier


def send_files(
    client: CodexClient,
    submission: str,
    sources: Sequence[Source],
    parallel: int,
    told: Callable[[int], None],
    *,
    asking_first: bool = False,
) -> list[str]:
    """Sends files, so many at a time, each as `send_file` does; their ids, in order. `told` hears how many are there.

    Raises what the first of them raised that could not be sent, and begins no further ones then.
    """
    ids: list[str] = [""] * len(sources)
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    ended: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()
    stop = threading.Event()
    for number in range(len(sources)):
        waiting.put(number)

    def work() -> None:
        while not stop.is_set():
            try:
                number = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                ids[number] = send_file(
                    client, submission, sources[number], asking_first=asking_first
                )
                ended.put(None)
            except BaseException as error:  # handed to whoever waits, whatever it is
                ended.put(error)

    # Daemons, so that an interrupted command ends at once and not with the last of its files.
    threads = [
        threading.Thread(target=work, daemon=True) for _ in range(min(parallel, len(sources)))
    ]
    for thread in threads:
        thread.start()
    try:
        for done in range(1, len(sources) + 1):
            if (error := ended.get()) is not None:
                raise error
            told(done)
    finally:
        stop.set()
    return ids


def digest(stream: BufferedIOBase) -> bytes:
    """The SHA-256 of all of it, from its beginning."""
    stream.seek(0)
    told = hashlib.sha256()
    while piece := stream.read(CHUNK_BYTES):
        told.update(piece)
    return told.digest()


def _send_chunk(client: CodexClient, path: str, chunk: bytes, offset: int) -> int:
    headers = {
        **TUS,
        **PIECE,
        "Upload-Offset": str(offset),
        "Upload-Checksum": f"sha256 {_base64(hashlib.sha256(chunk).digest())}",
    }
    try:
        answer = client.send("PATCH", path, headers=headers, data=chunk)
    except Refused as refused:
        if refused.status != requests.codes.conflict:
            raise
        # The answer to an earlier try was lost: ask how far it came.
        answer = client.send("HEAD", path, headers=TUS)
    return int(answer.headers["Upload-Offset"])


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()

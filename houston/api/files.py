"""How are a file's bytes handed out? As a stream, under the name that it was uploaded with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

from flask import Response, request

from houston.files.content_type import EXTENSIONS

STREAM_BYTES = 256 * 1024
_PLAIN = re.compile(r"[^A-Za-z0-9._ -]")
_FOLDERS = re.compile(r".*[/\\]")


def stream_file(stream: BinaryIO, size: int, media_type: str) -> Response:
    """The bytes of an open file; it is closed when the last one is sent, or nobody wants more."""
    response = Response(_pieces(stream), mimetype=media_type, direct_passthrough=True)
    response.content_length = size
    response.call_on_close(stream.close)
    return response


def named(response: Response, name: str, media_type: str) -> Response:
    """Lets the browser keep the file under its name: exactly (RFC 5987), and nearly for old ones."""
    bare = _FOLDERS.sub("", name) or "picture"
    plain = _PLAIN.sub("_", bare).strip() or f"picture.{EXTENSIONS.get(media_type, 'bin')}"
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(bare, safe='')}"
    )
    return response


def unchanged(tag: str) -> bool:
    """Whether the caller has this very version already."""
    return request.if_none_match.contains(tag)


def kept_privately(response: Response, tag: str, seconds: int) -> Response:
    """The caller's own browser may keep it; nothing in between may."""
    response.set_etag(tag)
    response.headers["Cache-Control"] = f"private, max-age={seconds}"
    return response


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(STREAM_BYTES):
        yield piece

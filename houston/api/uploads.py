"""`/uploads`: files come in by tus 1.0, resumable, each piece with a checksum where the sender gives one.

Speaks the core protocol and creation, creation-with-upload, checksum, termination and expiration.
"""

from __future__ import annotations

import base64
import binascii
import re
import uuid
from collections.abc import Iterator, Mapping
from email.utils import format_datetime
from typing import Any

from flask import Response, after_this_request, request, url_for
from flask_restx import Resource
from werkzeug.exceptions import ClientDisconnected

from houston.access import Action, current_principal, require
from houston.files.landing import READ_BYTES, Checksum
from houston.house import current_house
from houston.models import FilePurpose, FileState, SubmissionFile
from houston.operations.upload import (
    CHECKSUMS,
    NewUpload,
    append_to,
    begin_upload,
    find_upload,
    give_up_upload,
)
from houston.operations.upload_refusals import WrongProtocol
from service_kit.errors import Malformed, Unsupported
from service_kit.web import Noun

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,termination,expiration"
PIECE_TYPE = "application/offset+octet-stream"
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")

uploads = Noun("uploads", path="/uploads", description="Files come in by tus 1.0")


class TusResource(Resource):  # type: ignore[misc]
    """What every address of the protocol does: asks for the version, and tells its own."""

    def dispatch_request(self, *arguments: Any, **keywords: Any) -> Any:
        @after_this_request
        def tell_version(response: Response) -> Response:
            response.headers["Tus-Resumable"] = VERSION
            return response

        if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            raise WrongProtocol(
                f"Files are uploaded by tus {VERSION} here; the header Tus-Resumable says so.",
                headers={"Tus-Version": VERSION},
            )
        return super().dispatch_request(*arguments, **keywords)


@uploads.route("")
class Uploads(TusResource):
    def options(self) -> Response:
        """What this server can do."""
        return _answer(
            204,
            {
                "Tus-Version": VERSION,
                "Tus-Extension": EXTENSIONS,
                "Tus-Max-Size": str(current_house().settings.largest_upload_bytes),
                "Tus-Checksum-Algorithm": ",".join(CHECKSUMS),
            },
        )

    def post(self) -> Response:
        """Announces a file: Upload-Length, and Upload-Metadata with filename and submission."""
        principal = require(Action.SUBMIT)
        house = current_house()
        file = begin_upload(house, principal, _announced())
        begins = file.state == FileState.RECEIVING and file.received == 0
        if request.content_type == PIECE_TYPE and begins:
            file = append_to(house, file.id, 0, _pieces(), _checksum())
        place = url_for(f"{request.blueprint}.uploads_upload", id=file.id, _external=False)
        return _answer(201, {"Location": place, **_standing(file)})


@uploads.route("/<uuid:id>")
class Upload(TusResource):
    def head(self, id: uuid.UUID) -> Response:
        """How much has come."""
        file = find_upload(current_house(), current_principal(), id)
        return _answer(
            200,
            {
                **_standing(file),
                "Upload-Length": str(file.size),
                "Upload-Metadata": f"filename {base64.b64encode(file.name.encode()).decode()}",
                "Cache-Control": "no-store",
            },
        )

    def patch(self, id: uuid.UUID) -> Response:
        """The next piece, at Upload-Offset."""
        if request.content_type != PIECE_TYPE:
            raise Unsupported(f"A piece of a file is sent as {PIECE_TYPE}.")
        house, principal = current_house(), current_principal()
        find_upload(house, principal, id)
        offset = _whole_number("Upload-Offset")
        file = append_to(house, id, offset, _pieces(), _checksum())
        return _answer(204, _standing(file))

    def delete(self, id: uuid.UUID) -> Response:
        """Gives the upload up."""
        give_up_upload(current_house(), current_principal(), id)
        return _answer(204)

    def post(self, id: uuid.UUID) -> Response:
        """For clients that can send nothing but POST: X-HTTP-Method-Override names the method."""
        match request.headers.get("X-HTTP-Method-Override"):
            case "PATCH":
                return self.patch(id)
            case "DELETE":
                return self.delete(id)
        raise Malformed("X-HTTP-Method-Override names no method of this address.")


def _answer(status: int, headers: Mapping[str, str] | None = None) -> Response:
    response = Response(status=status, headers=dict(headers or {}))
    del response.headers["Content-Type"]
    return response


def _standing(file: SubmissionFile) -> dict[str, str]:
    standing = {"Upload-Offset": str(file.received)}
    if file.state == FileState.RECEIVING:
        standing["Upload-Expires"] = format_datetime(file.expires_at, usegmt=True)
    return standing


def _announced() -> NewUpload:
    if "Upload-Defer-Length" in request.headers:
        raise Malformed("The size of a file is to be given when its upload begins.")
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    if "filename" not in told or "submission" not in told:
        raise Malformed("Upload-Metadata needs `filename` and `submission`.", code="tus_metadata")
    try:
        submission = uuid.UUID(told["submission"])
    except ValueError as error:
        raise Malformed("`submission` is not a UUID.", code="tus_metadata") from error
    sha256 = told.get("sha256") or None
    if sha256 is not None and not _SHA256.fullmatch(sha256):
        raise Malformed("`sha256` is 64 hexadecimal digits.", code="tus_metadata")
    return NewUpload(
        submission=submission,
        name=told["filename"],
        size=_whole_number("Upload-Length"),
        media_type=(told.get("filetype") or "")[:200] or None,
        sha256=sha256.lower() if sha256 else None,
        purpose=_purpose(told.get("purpose") or FilePurpose.PICTURE),
    )


def _purpose(word: str) -> FilePurpose:
    try:
        return FilePurpose(word)
    except ValueError as error:
        listed = ", ".join(FilePurpose)
        raise Malformed(f"`purpose` is one of {listed}.", code="tus_metadata") from error


def _metadata(header: str) -> dict[str, str]:
    told = {}
    for pair in filter(None, (each.strip() for each in header.split(","))):
        key, _, encoded = pair.partition(" ")
        try:
            told[key] = base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise Malformed(
                f"`{key}` in Upload-Metadata is not Base64 of UTF-8.", code="tus_metadata"
            ) from error
    return told


def _whole_number(header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Malformed(f"The header {header} is a whole number of bytes.")
    return int(text)


def _checksum() -> Checksum | None:
    header = request.headers.get("Upload-Checksum")
    if header is None:
        return None
    algorithm, _, encoded = header.partition(" ")
    if algorithm not in CHECKSUMS:
        raise Malformed(
            f"Checksums here are {' or '.join(CHECKSUMS)}, not “{algorithm}”.", code="tus_checksum"
        )
    try:
        return Checksum(algorithm, base64.b64decode(encoded, validate=True))
    except binascii.Error as error:
        raise Malformed("Upload-Checksum is not Base64.", code="tus_checksum") from error


def _pieces() -> Iterator[bytes]:
    # The usual limit is for JSON; here the announced size is, and the writer counts.
    request.max_content_length = None
    stream = request.stream
    try:
        while piece := stream.read(READ_BYTES):
            yield piece
    except ClientDisconnected:
        return  # what came is kept; the sender asks how much that was and goes on from there

"""How is a record answered? As JSON that is written already, with its version as ETag; and how is If-Match read?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import Response, request

from service_kit.errors import Fault, Invalid


def as_json(document: Mapping[str, Any], status: int = 200) -> Response:
    """The document as it is; the queries write exactly the keys of the schemas."""
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    response = Response(body, status=status, mimetype="application/json")
    if "version" in document and "id" in document:
        response.set_etag(str(document["version"]))
    return response


def matched_version() -> int:
    """The version that the caller's change was made from. Raises `Invalid` with `match_missing`."""
    given = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not given.isdecimal():
        message = "Say which version you changed: send the record's ETag as If-Match."
        raise Invalid(
            message,
            code="match_missing",
            errors=[Fault("", "match_missing", message, request.headers.get("If-Match"))],
        )
    return int(given)

"""Stands in for EDM at the seam, where a test is about what Houston does with EDM's words and not about the words."""

from __future__ import annotations

import base64
import struct
from typing import Any

NOT_MAPPED = "nothing was said of it"
LATITUDE = "Encounter.decimalLatitude"
SIGHTING = "Encounter.sightingID"


class FakeEdm:
    """Knows the official headings by their beginnings, and minds only latitudes that are no numbers."""

    def __init__(self) -> None:
        self.blocks: list[dict[str, Any]] = []
        """Every block that was to be validated."""

    def call(self, method: str, path: str, *, json: Any = None, **_: Any) -> Any:
        match path.removeprefix("/edm/v1/sheets/"):
            case "columns":
                return self._columns(json)
            case "targets":
                return {"items": [{"target": LATITUDE, "label": "Latitude", "level": "sighting"}]}
            case "validate":
                self.blocks.append(json)
                return {"rows": 0, "faults": list(_faults(json))}
        raise AssertionError(f"nobody asks EDM for {method} {path} here")

    def _columns(self, asked: dict[str, Any]) -> dict[str, Any]:
        columns = []
        for index, heading in enumerate(asked["headings"]):
            known = _is_known(heading)
            target, certainty = heading if known else None, "exact" if known else "none"
            mapped = asked["mapping"].get(heading, NOT_MAPPED)
            if mapped is None or _is_known(mapped):
                target, certainty = mapped, "chosen"
            columns.append(
                {
                    "index": index,
                    "heading": heading,
                    "target": target,
                    "role": _role(target),
                    "certainty": certainty,
                    "suggestions": [],
                    "binds_rows": target == SIGHTING,
                    "binds_sheet": target == LATITUDE,
                    "message": None,
                }
            )
        return {"generator": None, "columns": columns}


def _is_known(name: str | None) -> bool:
    return name is not None and name.startswith(("Encounter.", "Project."))


def _role(target: str | None) -> str:
    if target is None:
        return "kept"
    if "mediaAsset" in target:
        return "file"
    if target.startswith("Encounter.project"):
        return "project"
    return "user" if target == "Encounter.submitterID" else "data"


def _codes(values: dict[str, Any], rows: int) -> tuple[int, ...]:
    """The codes of a column as they travel: base64 of numbers of two bytes, or of four."""
    content = base64.b64decode(values["codes"])
    return struct.unpack(f"<{rows}{'H' if len(content) == 2 * rows else 'I'}", content)


def _faults(block: dict[str, Any]):
    rows = block["rows"]
    if isinstance(rows, dict):
        rows = list(range(rows["first"], rows["first"] + rows["count"]))
    for column in block["columns"]:
        if column["target"] != LATITUDE:
            continue
        values = column["values"]
        for code, text in enumerate(values["distinct"]):
            at = [rows[i] for i, each in enumerate(_codes(values, len(rows))) if each == code]
            if text is not None and at and not text.lstrip("-").replace(".", "").isdigit():
                yield {
                    "code": "bad_number",
                    "severity": "error",
                    "columns": [column["index"]],
                    "target": LATITUDE,
                    "value": text,
                    "message": f"“{text}” is no number.",
                    "suggestion": None,
                    "details": {},
                    "rows": at,
                }

"""What cameras wrote into an import's pictures is compared with what its rows say. EDM reads the rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from houston.access import Principal
from houston.files.exif_differences import place_differs, time_differs
from houston.house import House
from houston.operations.bulk_imports.blocks import block_of, sent_columns
from houston.operations.bulk_imports.files import FILES, Matched, Named
from houston.queries.sheet_meaning import documents_of
from houston.sheets.patch import PatchedSheet
from houston.sheets.sheet import FIRST_ROW
from service_kit.portions import portions

ROWS_AT_ONCE = 10_000  # of one question to EDM

Told = dict[int, Mapping[str, Any]]
"""Time and location of each row, as EDM reads them."""


def compare_with_cameras(
    house: House,
    owner: Principal,
    sheet: PatchedSheet,
    columns: list[dict[str, Any]],
    options: Mapping[str, Any],
    matched: Matched,
) -> None:
    """Adds to the matches what differs, and to the faults an information at each cell that names the picture."""
    told = _told(house, owner, sheet, columns, options, matched)
    for match in matched.matches:
        named = matched.with_exif.get(match.file) if match.file else None
        if named is None:
            continue
        for row, column in named.cells:
            if row not in told:
                continue
            for what, said, camera in _differences(told[row], named):
                difference = {"what": what, "sheet": said, "picture": camera}
                if difference not in match.exif_differs:
                    match.exif_differs.append(difference)
                matched.faults.append(_fault(what, said, camera, row, column, match.name))


def _differences(told: Mapping[str, Any], named: Named) -> Iterator[tuple[str, str, str]]:
    if (times := time_differs(told["time"], named.exif.get("time"))) is not None:
        yield "time", *times
    if (places := place_differs(told["location"], named.exif.get("location"))) is not None:
        yield "place", *places


def _told(
    house: House,
    owner: Principal,
    sheet: PatchedSheet,
    columns: list[dict[str, Any]],
    options: Mapping[str, Any],
    matched: Matched,
) -> Told:
    rows = {row for named in matched.with_exif.values() for row, _ in named.cells}
    positions = np.array(sorted(rows), dtype=np.intp) - FIRST_ROW
    told: Told = {}
    for some in portions(positions, ROWS_AT_ONCE):
        block = block_of(sheet, sent_columns(columns), some, {**options, "checks": "rows"})
        for sighting in documents_of(house, owner, block)["sightings"]:
            shared = {name: sighting.get(name) for name in ("time", "location")}
            for encounter in sighting["encounters"]:
                told[encounter["row"]] = {
                    name: encounter.get(name) or shared[name] for name in shared
                }
    return told


def _fault(what: str, said: str, camera: str, row: int, column: int, name: str) -> dict[str, Any]:
    return {
        "source": FILES,
        "code": "exif_differs",
        "severity": "info",
        "columns": [column],
        "target": None,
        "value": name,
        "message": f"The camera gives another {what}: {camera}, and the row {said}.",
        "suggestion": None,
        "details": {"what": what, "camera": camera, "sheet": said},
        "rows": [row],
    }

"""Sheets as people write them: headings and rows; and what EDM says about them."""

from __future__ import annotations

import copy
from typing import Any

from service_kit.identity import new_id
from service_kit.scope import SYSTEM_SCOPE, Scope
from tests.edm.service import Service

# The least that a row needs.
BASE = {
    "Encounter.mediaAsset0": "zebra.jpg",
    "Encounter.genus": "Equus",
    "Encounter.specificEpithet": "quagga",
    "Encounter.year": "2015",
    "Encounter.locationID": "mara",
}


def row(**cells: Any) -> dict[str, Any]:
    """A row that is in order, unless told otherwise; `__` in a keyword stands for the point."""
    return {**BASE, **{name.replace("__", "."): value for name, value in cells.items()}}


def errors(faults: list[dict[str, Any]]) -> list[tuple[str, list[int]]]:
    """Those faults that keep a sheet from being imported: the code, and the rows."""
    return [(fault["code"], fault["rows"]) for fault in faults if fault["severity"] == "error"]


def with_ids(sightings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sightings as Houston sends them on: with ids, without the rows."""
    sent = copy.deepcopy(sightings)
    for sighting in sent:
        sighting.setdefault("id", str(new_id()))
        sighting.pop("join", None)
        for encounter in sighting["encounters"]:
            encounter.setdefault("id", str(new_id()))
            del encounter["row"]
    return sent


class Sheets:
    """One EDM, asked about sheets."""

    def __init__(self, edm: Service) -> None:
        self.edm = edm

    def recognise(self, headings: list[str | None], **more: Any) -> list[dict[str, Any]]:
        answer = self.edm.post("/sheets/columns", {"headings": headings, **more})
        return list(answer["columns"])

    def block(self, rows: list[dict[str, Any]], **options: Any) -> dict[str, Any]:
        """The block that Houston would send for these rows, with the columns as they are recognised."""
        headings = list(dict.fromkeys(name for one in rows for name in one))
        columns = [
            {
                "index": column["index"],
                "heading": column["heading"],
                "target": column["target"],
                "values": [one.get(column["heading"]) for one in rows],
            }
            for column in self.recognise(list(headings))
            if column["role"] != "ignored"
        ]
        return {"columns": columns, "rows": {"first": 2, "count": len(rows)}, "options": options}

    def faults(
        self, *rows: dict[str, Any], scope: Scope = SYSTEM_SCOPE, **options: Any
    ) -> list[dict[str, Any]]:
        """All that is said about the rows."""
        answer = self.edm.post("/sheets/validate", self.block(list(rows), **options), scope)
        return list(answer["faults"])

    def found(self, *rows: dict[str, Any], **options: Any) -> set[tuple[str, str | None, Any]]:
        """The code, the target and the rows of every fault."""
        return {
            (fault["code"], fault["target"], tuple(fault["rows"]))
            for fault in self.faults(*rows, **options)
        }

    def documents(
        self, *rows: dict[str, Any], scope: Scope = SYSTEM_SCOPE, **options: Any
    ) -> dict[str, Any]:
        """What the rows become; they must be in order."""
        answer = self.edm.post("/sheets/documents", self.block(list(rows), **options), scope)
        assert not [fault for fault in answer["faults"] if fault["severity"] == "error"], answer
        checked = self.edm.post("/validate", {"sightings": with_ids(answer["sightings"])}, scope)
        assert checked["valid"], checked["errors"]
        return dict(answer)

    def encounter(self, **cells: Any) -> dict[str, Any]:
        """The one encounter of one row."""
        (encounter,) = self.sighting(**cells)["encounters"]
        return dict(encounter)

    def sighting(self, **cells: Any) -> dict[str, Any]:
        """The one sighting of one row."""
        (sighting,) = self.documents(row(**cells))["sightings"]
        return dict(sighting)

    def time(self, **cells: Any) -> list[int]:
        """The parts of one row's time that are known."""
        time = self.sighting(**cells)["time"]
        parts = [time[part] for part in ("year", "month", "day", "hour", "minute", "second")]
        return [part for part in parts if part is not None]

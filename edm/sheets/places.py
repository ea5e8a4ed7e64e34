"""Where was it, row by row?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edm.sheets.columns import NOTHING, SheetColumn
from edm.sheets.context import SheetContext
from edm.sheets.facts import Fact, fact_of, joined
from edm.sheets.findings import Rows
from edm.sheets.reading import read
from edm.sheets.target import Kind
from edm.values.coordinates import check_coordinates

Floats = NDArray[np.float64]
SAME_PLACE_DEGREES = 1e-6  # a tenth of a metre: two columns that agree so well say the same


@dataclass(eq=False)
class Places:
    """Latitude and longitude of each row, NaN where there is none."""

    latitude: Floats
    longitude: Floats
    filled: NDArray[np.bool_]
    uncertainty: Floats  # in metres
    facts: dict[str, Fact] = field(default_factory=dict)

    def document(self, row: int) -> dict[str, Any] | None:
        """The row's place as the metadata has it."""
        latitude, longitude = float(self.latitude[row]), float(self.longitude[row])
        if latitude != latitude or longitude != longitude:
            return None
        place: dict[str, Any] = {"latitude": latitude, "longitude": longitude, "source": "imported"}
        uncertainty = float(self.uncertainty[row])
        return place if uncertainty != uncertainty else {**place, "uncertainty_metres": uncertainty}


def read_places(columns: Mapping[str, Sequence[SheetColumn]], context: SheetContext) -> Places:
    """The coordinates of the block; notes those out of range, and one without the other."""
    count = len(context.block)
    facts: dict[str, Fact] = {}
    for name, kind in (("latitude", Kind.LATITUDE), ("longitude", Kind.LONGITUDE)):
        told = [
            fact_of(one, read(one, kind, context)) for one in columns.get(f"location.{name}", ())
        ]
        if told:
            facts[name] = joined(told, context.findings, differ=_differ)
    point = [
        fact_of(one, read(one, Kind.POINT, context)) for one in columns.get("location.point", ())
    ]
    latitude, longitude = (_numbers(facts.get(name), count) for name in ("latitude", "longitude"))
    filled = np.zeros(count, dtype=bool)
    for fact in facts.values():
        filled |= fact.filled
    if point:
        facts["point"] = joined(point, context.findings)
        table = np.asarray(
            [*((np.nan, np.nan) if one is None else one for one in facts["point"].values), (np.nan, np.nan)]
        )[facts["point"].codes]  # fmt: skip
        latitude = np.where(filled, latitude, table[:, 0])
        longitude = np.where(filled, longitude, table[:, 1])
        filled |= facts["point"].filled
    off = [
        fact_of(one, read(one, Kind.METRES, context))
        for one in columns.get("location.uncertainty_metres", ())
    ]
    places = Places(latitude, longitude, filled, np.full(count, np.nan), facts)
    if off:
        facts["uncertainty_metres"] = joined(off, context.findings)
        places.uncertainty = _numbers(facts["uncertainty_metres"], count)
    _check_halves(places, context)
    return places


def _numbers(fact: Fact | None, count: int) -> Floats:
    if fact is None:
        return np.full(count, np.nan)
    table = [np.nan if value is None else value for value in fact.values]
    return np.asarray([*table, np.nan], dtype=np.float64)[fact.codes]


def _differ(one: float, other: float) -> bool:
    return abs(one - other) > SAME_PLACE_DEGREES


def _check_halves(places: Places, context: SheetContext) -> None:
    for name, other in (("latitude", "longitude"), ("longitude", "latitude")):
        fact, missing = places.facts.get(name), places.facts.get(other)
        if fact is None:
            continue
        lone = fact.codes != NOTHING
        if missing is not None:
            lone &= ~missing.filled
        rows: Rows = np.flatnonzero(lone)
        if not len(rows):
            continue
        _, faults = context.ask(check_coordinates, {name: 0}, "", context.form.faults)
        told = [*(missing.columns if missing else ()), *fact.columns]
        for fault in faults:
            context.findings.add_fault(fault, told, rows)

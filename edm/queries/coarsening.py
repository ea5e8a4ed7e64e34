"""How exactly may a caller know where an animal was seen?

A row outside the caller's `exact` reach shows, and is searched by, the middle of the cell that it lies in: cells
are as wide as its species' file says. So neither the answer nor a clever search box tells more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, or_

from edm.species.catalogue import SpeciesCatalogue

# A species whose file has gone may be a threatened one: its records show to about a hundred kilometres.
UNKNOWN_SPECIES_DEGREES = 1.0
METRES_PER_DEGREE = 111_320  # of latitude, and of longitude at the equator
_HALF_DIAGONAL = math.sqrt(2) / 2


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the Earth in degrees; it crosses the 180th meridian when `west` is greater than `east`."""

    west: float
    south: float
    east: float
    north: float


def cell_degrees(species: str, catalogue: SpeciesCatalogue) -> float:
    """How wide the species' cells are; 0: its places are no secret."""
    config = catalogue.get(species)
    return UNKNOWN_SPECIES_DEGREES if config is None else config.coarsen_degrees


def coarsened(latitude: float, longitude: float, step: float) -> tuple[float, float]:
    """The nearest multiple of `step` degrees, on the Earth."""
    return _snapped(latitude, step, 90.0), _snapped(longitude, step, 180.0)


def coarse_uncertainty(uncertainty: float | None, step: float) -> float:
    """Metres within which the animal was, as far as a coarsened place tells."""
    return max(uncertainty or 0.0, round(step * METRES_PER_DEGREE * _HALF_DIAGONAL))


def coarsened_location(value: Mapping[str, Any], step: float) -> dict[str, Any]:
    """A custom field of the type `location`, coarsened."""
    latitude, longitude = coarsened(value["latitude"], value["longitude"], step)
    return {**value, "latitude": latitude, "longitude": longitude}


def _snapped(degrees: float, step: float, limit: float) -> float:
    snapped = round(math.floor(degrees / step + 0.5) * step, 6)
    return max(-limit, min(limit, snapped))


def within(
    box: Box,
    table: Any,
    exact: ColumnElement[bool],
    catalogue: SpeciesCatalogue,
) -> ColumnElement[bool]:
    """The condition that a row's place, as the caller may know it, lies in the box."""
    by_step: dict[float, list[str]] = {}
    for config in catalogue:
        by_step.setdefault(config.coarsen_degrees, []).append(config.id)
    known = [config.id for config in catalogue]
    coarse = [
        and_(table.species.in_(ids), _in_box(box, table, step)) for step, ids in by_step.items()
    ]
    coarse.append(and_(table.species.not_in(known), _in_box(box, table, UNKNOWN_SPECIES_DEGREES)))
    # CASE and not NOT: a row without a submission is outside of a reach of submissions, not unknown to it.
    return case((exact, _in_box(box, table, 0.0)), else_=or_(*coarse))


def _in_box(box: Box, table: Any, step: float) -> ColumnElement[bool]:
    """That the place, snapped to multiples of `step`, lies in the box."""
    latitude = _in_range(table.latitude, box.south, box.north, step, 90.0)
    if box.west <= box.east:
        return and_(latitude, _in_range(table.longitude, box.west, box.east, step, 180.0))
    west = _in_range(table.longitude, box.west, 180.0, step, 180.0)
    east = _in_range(table.longitude, -180.0, box.east, step, 180.0)
    return and_(latitude, or_(west, east))


def _in_range(
    column: Any, low: float, high: float, step: float, limit: float
) -> ColumnElement[bool]:
    if step == 0:
        return and_(column >= low, column <= high)
    first = math.ceil(round(low / step, 9)) - 0.5
    last = math.floor(round(high / step, 9)) + 0.5
    conditions = []
    # Cells that reach over the pole or the 180th meridian show its edge.
    if low > -limit:
        conditions.append(column >= first * step)
    if high < limit:
        conditions.append(column < last * step)
    return and_(column.is_not(None), *conditions)

"""Was it seen within this box, as far as the caller may know where it was?"""

from __future__ import annotations

import math
from typing import Any

from sqlalchemy import ColumnElement, and_

from edm.models import Encounter, Sighting
from edm.queries.coarsening import Box, within
from edm.queries.reach import LIVE, has_encounter
from edm.queries.search.context import Context
from edm.queries.search.kinds import Condition, existence, text, wrong_operator

SIDES = ("west", "south", "east", "north")
LIMITS = {"west": 180.0, "south": 90.0, "east": 180.0, "north": 90.0}


def exactly_known(table: Any, context: Context) -> ColumnElement[bool]:
    """The condition that the caller may know exactly where it was."""
    if table is Encounter:
        return context.exact()  # type: ignore[no-any-return]
    return has_encounter(Sighting, and_(LIVE, context.exact()))


def location(
    table: Any, operator: str, value: Any, pointer: str, context: Context
) -> Condition | None:
    """`within` a box `{west, south, east, north}` in degrees; `exists`."""
    if operator == "exists":
        return existence(table.latitude.is_not(None), value, pointer, context)
    if operator != "within":
        return wrong_operator(operator, ("within", "exists"), pointer, context)
    box = _box(value, f"{pointer}/value", context)
    if box is None:
        return None
    return within(box, table, exactly_known(table, context), context.catalogue)


def locality(
    table: Any, operator: str, value: Any, pointer: str, context: Context
) -> Condition | None:
    """The reporter's own words about the place, where the caller may know it exactly."""
    condition = text(table.verbatim_locality, operator, value, pointer, context)
    return None if condition is None else and_(exactly_known(table, context), condition)


def _box(value: Any, pointer: str, context: Context) -> Box | None:
    if not isinstance(value, dict) or set(value) != set(SIDES):
        context.fault(pointer, "A box has a west, a south, an east and a north side.", value)
        return None
    good = True
    for side, limit in LIMITS.items():
        degrees = value[side]
        number = isinstance(degrees, int | float) and not isinstance(degrees, bool)
        if not number or not math.isfinite(degrees) or abs(degrees) > limit:
            message = f"The {side} side lies between {-limit:.0f} and {limit:.0f} degrees."
            context.fault(f"{pointer}/{side}", message, degrees)
            good = False
    if good and value["south"] > value["north"]:
        context.fault(pointer, "The south side lies north of the north side.", value)
        good = False
    return Box(**value) if good else None

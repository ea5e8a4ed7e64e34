"""Which sightings and individuals go when some encounters do? Those that have no others."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, select, true
from sqlalchemy.orm import InstrumentedAttribute

from edm.models import Encounter, Individual, Sighting
from edm.queries.reach import LIVE, has_encounter

Owner = type[Sighting] | type[Individual]
"""What goes with its last encounter."""


def none_of(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """That the condition does not hold, or says nothing: a row without a submission is not of any submission."""
    return case((condition, false()), else_=true())


def leaves_with(owner: Owner, leaving: ColumnElement[bool]) -> ColumnElement[bool]:
    """That all live encounters of a live record are among those for which `leaving` holds."""
    return and_(
        owner.deleted_at.is_(None),
        owner.id.in_(select(owner_of(owner)).where(leaving, LIVE)),
        ~has_encounter(owner, and_(LIVE, none_of(leaving))),
    )


def owner_of(owner: Owner) -> InstrumentedAttribute[Any]:
    """The column of an encounter that names its sighting, or its individual."""
    return Encounter.sighting_id if owner is Sighting else Encounter.individual_id

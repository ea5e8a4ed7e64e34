"""To which sightings that are there does a report add encounters?"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from edm.models import Encounter, Sighting
from edm.operations.loading import lock_sightings
from edm.operations.report_rows import SightingRows
from edm.queries.chunks import chunks
from edm.queries.leaving import none_of
from edm.queries.reach import LIVE, encounters_in, readable
from edm.queries.sighting_view import recorded_sighting
from service_kit.errors import Conflict, Fault
from service_kit.scope import Scope

OF_THE_SIGHTING = ("region", "verbatim_locality", "comments", "custom_fields", "survey")
OF_EACH_ENCOUNTER = ("species", "time", "location")
"""What a sighting says for its encounters, so that one which is added may say otherwise."""


def joins(sighting: Any) -> bool:
    """Whether a sighting of a report is one that is there."""
    return isinstance(sighting, dict) and sighting.get("join") is True


def resolve_joins(session: Session, scope: Scope, sightings: Any) -> tuple[Any, list[Fault]]:
    """The report with what the joined sightings say filled in, as if it had been sent, and what is wrong with joining.

    What a joining sighting says of species, time and place becomes that of its encounters which do not say it themselves.
    """
    if not isinstance(sightings, list) or not any(map(joins, sightings)):
        return sightings, []
    wanted = {at: _id_of(each) for at, each in enumerate(sightings) if joins(each)}
    there = _readable(session, scope, {each for each in wanted.values() if each})
    foreign = _foreign(session, scope, list(there))
    resolved, faults = list(sightings), []
    for at, key in wanted.items():
        found = there.get(key) if key else None
        given = sightings[at].get("id")
        if found is None:
            message = "There is no such sighting to add to, or you may not see it."
            faults.append(Fault(f"/sightings/{at}/id", "sighting_unknown", message, given))
        elif key in foreign:
            message = "You may look at this sighting and not add to it: it is another's data."
            faults.append(Fault(f"/sightings/{at}/id", "not_yours", message, given))
        resolved[at] = _filled(sightings[at], found)
    return resolved, faults


def lock_joined(session: Session, report: Sequence[SightingRows]) -> list[SightingRows]:
    """Those of the report whose sightings are there, locked. Raises `Conflict` when one has gone in this moment."""
    joined = [each for each in report if each.joined]
    locked = lock_sightings(session, [each.sighting["id"] for each in joined])
    for each in joined:
        kept = locked.get(each.sighting["id"])
        if kept is None or kept.deleted_at is not None:
            raise Conflict(
                "A sighting to which encounters are to be added was deleted just now.",
                code="sighting_unknown",
            )
    return joined


def without_present(session: Session, joined: SightingRows) -> SightingRows:
    """Without the encounters that the sighting has already: they were sent before."""
    ids = [row["id"] for row in joined.encounters]
    present = set(
        session.scalars(
            select(Encounter.id).where(
                Encounter.id.in_(ids), Encounter.sighting_id == joined.sighting["id"]
            )
        )
    )
    return SightingRows(
        joined.sighting,
        [row for row in joined.encounters if row["id"] not in present],
        [each for each in joined.named if each.encounter["id"] not in present],
        joined=True,
    )


def same_animal_twice(session: Session, report: Sequence[SightingRows]) -> list[Fault]:
    """Faults where an encounter that is added is of an animal which the sighting has already."""
    faults = []
    for each in report:
        if not each.named:
            continue
        present = session.scalars(
            select(Encounter.individual_id).where(
                Encounter.sighting_id == each.sighting["id"],
                LIVE,
                Encounter.id.not_in([row["id"] for row in each.encounters]),
            )
        ).all()
        for named in each.named:
            if named.encounter["individual_id"] in present:
                message = (
                    f"'{named.name}' is in this sighting already: "
                    "one animal cannot be two encounters of one sighting."
                )
                pointer = f"{named.pointer}/individual_name"
                faults.append(Fault(pointer, "same_individual_twice", message, named.name))
    return faults


def _id_of(sighting: Mapping[str, Any]) -> uuid.UUID | None:
    try:
        return uuid.UUID(sighting["id"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _readable(session: Session, scope: Scope, ids: set[uuid.UUID]) -> dict[uuid.UUID, Sighting]:
    return {
        each.id: each
        for part in chunks(sorted(ids))
        for each in session.scalars(
            select(Sighting).where(Sighting.id.in_(part), readable(Sighting, scope.read))
        )
    }


def _foreign(session: Session, scope: Scope, ids: list[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the sightings of which an encounter is not the caller's to change."""
    outside = none_of(encounters_in(scope.write))
    return {
        each
        for part in chunks(ids)
        for each in session.scalars(
            select(Encounter.sighting_id).where(Encounter.sighting_id.in_(part), LIVE, outside)
        )
    }


def _filled(given: dict[str, Any], found: Sighting | None) -> dict[str, Any]:
    """The sighting as it is there, with the encounters that are added."""
    filled = {name: value for name, value in given.items() if name != "join"}
    if found is None:
        return filled
    kept = recorded_sighting(found)
    if kept["location"]:
        kept["location"] = {k: v for k, v in kept["location"].items() if k != "exact"}
    own = {name: given[name] for name in OF_EACH_ENCOUNTER if given.get(name) is not None}
    encounters = given.get("encounters")
    if own and isinstance(encounters, list):
        encounters = [
            {**own, **{k: v for k, v in each.items() if v is not None}}
            if isinstance(each, dict)
            else each
            for each in encounters
        ]
    said = {name: kept[name] for name in (*OF_EACH_ENCOUNTER, *OF_THE_SIGHTING)}
    return {**filled, **said, "encounters": encounters}

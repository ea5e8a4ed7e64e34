"""How does a report become sightings and encounters? All of it in one transaction, or nothing.

The same report again changes nothing and is answered the same; an id that stands for something else is refused.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from edm.foundation import Edm
from edm.models import Encounter, EncounterProject, Sighting, State
from edm.operations.audit import Change, record
from edm.operations.fingerprint import fingerprint
from edm.operations.joins import (
    joins,
    lock_joined,
    resolve_joins,
    same_animal_twice,
    without_present,
)
from edm.operations.named_animals import identify_named
from edm.operations.refusals import invalid, refuse_faults
from edm.operations.report_rows import (
    SightingRows,
    Tags,
    encounter_record,
    rows_of_report,
    sighting_record,
)
from edm.operations.staging import begin_staging, staging_of
from edm.operations.transaction import transact
from edm.queries.chunks import chunks
from edm.validation import ValidationResult, validate_metadata
from service_kit.clock import now
from service_kit.errors import Conflict, Forbidden
from service_kit.scope import SYSTEM_SCOPE, Scope
from service_kit.tokens import Caller


def validate_report(
    edm: Edm, document: Mapping[str, Any], scope: Scope = SYSTEM_SCOPE
) -> ValidationResult:
    """What is wrong with a report; creates nothing."""
    with edm.database.read() as session:
        sightings, faults = resolve_joins(session, scope, document.get("sightings"))
    resolved = {**document, "sightings": sightings}
    result = validate_metadata(resolved, edm.species.catalogue(), edm.regions.tree(), now())
    return result.with_faults(faults)


def create_report(
    edm: Edm, caller: Caller, sightings: Any, tags: Tags, *, staged: bool = False
) -> dict[str, Any]:
    """Stores a report; answers the ids of all that it is made of. A `staged` one is there when it is published.

    Raises `Invalid` with every fault, `Conflict` with `id_taken` or, for what comes after it was published,
    `already_published`, and `Forbidden` when the caller may not write such rows.
    """
    _require_write(caller, tags)
    prints = _fingerprints(sightings, tags)
    with edm.database.read() as session:
        if prints and len(prints) == len(sightings) and _known(session, prints) == set(prints):
            return _answer(session, list(prints), [])
    result = validate_report(edm, {"sightings": sightings}, caller.scope)
    refuse_faults(result)
    document = result.normalised or {}
    mark = staging_of(tags.submission) if staged and tags.submission else None
    report = rows_of_report(document["sightings"], prints, tags, mark)

    def work(session: Session) -> dict[str, Any]:
        if mark is not None and tags.submission:
            begin_staging(session, caller, tags.submission)
        return _store(session, caller, report, prints, tags.projects, mark)

    return transact(edm.database, work)


def _require_write(caller: Caller, tags: Tags) -> None:
    """What an encounter says of its own state is less than its report's, never more; so the report's is looked at."""
    allowed = caller.scope.write.holds(
        owner=tags.owner,
        submission=tags.submission,
        projects=tags.projects,
        public=tags.public,
        unapproved=tags.state == State.UNAPPROVED,
    )
    if not allowed:
        raise Forbidden(
            "You may not add records for this owner, or not as already approved.", code="not_yours"
        )


def _fingerprints(sightings: Any, tags: Tags) -> dict[uuid.UUID, str]:
    """Of each new sighting, what tells it from others; empty when ids are missing, which validation will tell."""
    prints = {}
    for sighting in sightings if isinstance(sightings, list) else []:
        if joins(sighting):
            continue
        try:
            key = uuid.UUID(sighting["id"])
        except (TypeError, KeyError, ValueError, AttributeError):
            return {}
        prints[key] = fingerprint([tags.as_dict(), sighting])
    return prints


def _known(session: Session, prints: Mapping[uuid.UUID, str]) -> set[uuid.UUID]:
    """Those of the sightings that are there already. Raises `Conflict` when one is another than the one sent."""
    known = set()
    for part in chunks(list(prints)):
        rows = session.execute(
            select(Sighting.id, Sighting.fingerprint).where(Sighting.id.in_(part))
        )
        for row in rows:
            if row.fingerprint != prints[row.id]:
                raise Conflict(
                    "A sighting with this id was saved before, with other content.",
                    code="id_taken",
                    extra={"ids": [str(row.id)]},
                )
            known.add(row.id)
    return known


def _store(
    session: Session,
    caller: Caller,
    report: Sequence[SightingRows],
    prints: Mapping[uuid.UUID, str],
    projects: Sequence[str],
    mark: uuid.UUID | None,
) -> dict[str, Any]:
    """Stores what of the report is not there yet, within the transaction."""
    # In this order: of a report that another request saves between the two, the encounters are not taken but known.
    there = _present(session, [row["id"] for each in report for row in each.encounters])
    known = _known(session, prints)
    joined = lock_joined(session, report)
    fresh = [each for each in report if not each.joined and each.sighting["id"] not in known]
    sightings = [each.sighting for each in fresh]
    fresh += [without_present(session, each) for each in joined]
    encounters = [row for each in fresh for row in each.encounters]
    _refuse_taken(there.intersection(row["id"] for row in encounters))
    named = [one for each in fresh for one in each.named]
    animals = identify_named(session, named, caller.scope, mark)
    if faults := same_animal_twice(session, joined):
        raise invalid(faults)
    tags = sorted(projects)
    if sightings:
        session.execute(insert(Sighting), sightings)
    if encounters:
        session.execute(insert(Encounter), encounters)
    if encounters and tags:
        session.execute(
            insert(EncounterProject),
            [{"encounter_id": row["id"], "project": tag} for row in encounters for tag in tags],
        )
    changes: list[Change] = [
        *(("sightings", row["id"], None, sighting_record(row)) for row in sightings),
        *(("encounters", row["id"], None, encounter_record(row, tags)) for row in encounters),
        *animals.added,
    ]
    record(session, caller, "created", changes)
    record(session, caller, "changed", animals.changed)
    return _answer(session, list(prints), joined)


def _present(session: Session, encounters: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the encounters that are there already."""
    found: set[uuid.UUID] = set()
    for part in chunks(encounters):
        found.update(session.scalars(select(Encounter.id).where(Encounter.id.in_(part))))
    return found


def _refuse_taken(taken: set[uuid.UUID]) -> None:
    if taken:
        raise Conflict(
            "An encounter with this id was saved before, in another sighting.",
            code="id_taken",
            extra={"ids": sorted(map(str, taken))},
        )


def _answer(
    session: Session, sightings: list[uuid.UUID], joined: Sequence[SightingRows]
) -> dict[str, Any]:
    encounters: list[Any] = []
    columns = select(Encounter.id, Encounter.sighting_id, Encounter.individual_id)
    for part in chunks(sightings):
        encounters += session.execute(
            columns.where(
                Encounter.sighting_id.in_(part), Encounter.duplicate_of.is_(None)
            ).order_by(Encounter.id)
        ).all()
    for part in chunks([row["id"] for each in joined for row in each.encounters]):
        encounters += session.execute(
            columns.where(Encounter.id.in_(part)).order_by(Encounter.id)
        ).all()
    return {
        "sightings": [
            {"id": str(each)} for each in (*sightings, *(one.sighting["id"] for one in joined))
        ],
        "encounters": [
            {
                "id": str(row.id),
                "sighting": str(row.sighting_id),
                "individual": str(row.individual_id) if row.individual_id else None,
            }
            for row in encounters
        ],
    }

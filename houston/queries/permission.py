"""What may this person do with that record, and why not? For the web app, which asks and never guesses."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping

from sqlalchemy import select

from houston.access import Action, Decision, Kind, Principal, Record, allowed
from houston.access.decisions import YES
from houston.house import House
from houston.models import Annotation
from houston.queries.asset import access_to
from houston.queries.individual import encounters_of_individuals
from houston.queries.pointer import encounters_of_sighting, record_of
from houston.queries.submission import find_readable, may_work_on, record_of_submission
from service_kit.errors import Malformed, NotFound

ON_RECORDS = (Action.READ, Action.READ_EXACT, Action.EDIT, Action.APPROVE)
NO_SUCH = "There is no such record, or it is not open to you."
DELETE = "delete"
MERGE = "merge"

Decisions = dict[str, Decision]
Finder = Callable[[House, Principal, uuid.UUID], Decisions]


def general_permissions(principal: Principal) -> Decisions:
    """What the principal may do at all; of actions on records, whether there could be any."""
    return {action.value: allowed(principal, action) for action in Action}


def permissions_on(house: House, principal: Principal, subject: str) -> Decisions:
    """What the principal may do with the record `kind:uuid`. Raises `Malformed`, `NotFound`."""
    kind, _, text = subject.partition(":")
    finder = FINDERS.get(kind)
    if finder is None:
        raise Malformed(f"There are no permissions on '{kind}'; there are: {', '.join(FINDERS)}.")
    try:
        record_id = uuid.UUID(text)
    except ValueError as error:
        raise Malformed("What stands behind the colon is not a UUID.") from error
    found = finder(house, principal, record_id)
    if not found[Action.READ].allowed:
        raise NotFound(NO_SUCH)
    general = {
        action.value: allowed(principal, action) for action in (Action.IDENTIFY, Action.EXPORT)
    }
    return {**general, DELETE: found[Action.EDIT], **found}


def _encounter(house: House, principal: Principal, record_id: uuid.UUID) -> Decisions:
    with house.database.read() as session:
        record = record_of(session, Kind.ENCOUNTER, record_id)
    return _on_parts(principal, [record] if record else [])


def _sighting(house: House, principal: Principal, record_id: uuid.UUID) -> Decisions:
    with house.database.read() as session:
        parts = encounters_of_sighting(session, record_id)
    return _on_parts(principal, list(parts.values()))


def _individual(house: House, principal: Principal, record_id: uuid.UUID) -> Decisions:
    found = _on_parts(principal, list(encounters_of_individuals(house, [record_id]).values()))
    return {**found, MERGE: allowed(principal, Action.IDENTIFY)}


def _asset(house: House, principal: Principal, record_id: uuid.UUID) -> Decisions:
    with house.database.read() as session:
        access = access_to(session, [record_id]).get(record_id)
    if access is None:
        raise NotFound(NO_SUCH)
    found: Decisions = {}
    for action in ON_RECORDS:
        every = action not in (Action.READ, Action.READ_EXACT)
        may = access.allows_all if every else access.allows
        found[action] = (
            YES if may(principal, action) else Decision(False, access.reason(principal, action))
        )
    return found


def _annotation(house: House, principal: Principal, record_id: uuid.UUID) -> Decisions:
    with house.database.read() as session:
        annotation = session.scalar(select(Annotation).where(Annotation.id == record_id))
    if annotation is None:
        raise NotFound(NO_SUCH)
    if annotation.encounter_id is not None:
        return _encounter(house, principal, annotation.encounter_id)
    return _asset(house, principal, annotation.asset_id)


def _submission(house: House, principal: Principal, record_id: uuid.UUID) -> Decisions:
    with house.database.read() as session:
        submission = find_readable(session, principal, record_id)
    record = record_of_submission(submission)
    found = {action.value: allowed(principal, action, record) for action in ON_RECORDS}
    works = YES if may_work_on(principal, submission) else found[Action.EDIT]
    return {**found, Action.READ: YES, Action.EDIT: works}


def _on_parts(principal: Principal, records: Collection[Record]) -> Decisions:
    """Read when one part may be; anything else only when all may: so are sightings and individuals decided."""
    if not records:
        raise NotFound(NO_SUCH)
    found: Decisions = {}
    for action in ON_RECORDS:
        decisions = [allowed(principal, action, record) for record in records]
        some = action in (Action.READ, Action.READ_EXACT)
        wanted = [each for each in decisions if each.allowed is some]
        found[action.value] = wanted[0] if wanted else decisions[0]
    return found


FINDERS: Mapping[str, Finder] = {
    "sighting": _sighting,
    "encounter": _encounter,
    "individual": _individual,
    "asset": _asset,
    "annotation": _annotation,
    "submission": _submission,
}

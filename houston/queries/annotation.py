"""Which annotation is it, and may this person change it?"""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from houston.access import Action, Kind, Principal, allowed
from houston.models import Annotation
from houston.queries.asset import access_to
from houston.queries.pointer import record_of
from service_kit.errors import Forbidden, NotFound, Unauthenticated

NO_SUCH = "There is no such annotation, or it is not open to you."


def find_annotation(
    session: Session, principal: Principal, annotation_id: uuid.UUID, action: Action = Action.READ
) -> Annotation:
    """The annotation, when this person may do this with it.

    It is its encounter's; while it has none, its picture's. Raises `NotFound`, `Unauthenticated` or `Forbidden`.
    """
    annotation = session.get(Annotation, annotation_id)
    if annotation is None or annotation.unsent is not None:
        raise NotFound(NO_SUCH)
    if annotation.encounter_id is None:
        # Nobody said whose animal it is: only for who may change the picture.
        access = access_to(session, [annotation.asset_id])[annotation.asset_id]
        if not access.allows(principal, Action.EDIT):
            raise NotFound(NO_SUCH)
        return annotation
    require_encounter(session, principal, annotation.encounter_id, action)
    return annotation


def require_encounter(
    session: Session, principal: Principal, encounter_id: uuid.UUID, action: Action
) -> None:
    """Raises `NotFound`, `Unauthenticated` or `Forbidden` unless the person may do this with the encounter."""
    record = record_of(session, Kind.ENCOUNTER, encounter_id)
    if record is None or not allowed(principal, Action.READ, record).allowed:
        raise NotFound("There is no such encounter, or it is not open to you.")
    decision = allowed(principal, action, record)
    if not decision.allowed:
        if not principal.is_signed_in:
            raise Unauthenticated(decision.reason)
        raise Forbidden(decision.reason, code="not_yours")

"""Pictures of an import are looked at again here: those that failed, or all of them."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import select

from houston.access import Action, Principal, allowed
from houston.house import House
from houston.models import Asset, AssetState, Submission, SubmissionState
from houston.models.asset import UNSETTLED
from houston.operations.bulk_imports.publish import PICTURES_AT_ONCE
from houston.operations.detection_request import request_detection
from houston.operations.submission_sending import retry_submission
from houston.queries.bulk_import import find_import
from houston.queries.bulk_removal import refuse_while_it_goes
from houston.queries.submission import record_of_submission
from service_kit.errors import Conflict, Forbidden
from service_kit.jobs import Queue
from service_kit.portions import portions


def retry_import(
    house: House, principal: Principal, import_id: uuid.UUID, assets: Collection[uuid.UUID] | None
) -> int:
    """Goes on with a commit that failed; else looks again at these pictures, or at all that failed. How many."""
    with house.database.read() as session:
        submission, found = find_import(session, principal, import_id)
        refuse_while_it_goes(session, found)
    if submission.state == SubmissionState.FAILED:
        retry_submission(house, principal, import_id)
        return 0
    looked_at = _look_again(house, principal, submission, (AssetState.FAILED,), assets)
    if not looked_at:
        raise Conflict("No picture of this import has failed.", code="nothing_to_retry")
    return looked_at


def detect_all(house: House, principal: Principal, import_id: uuid.UUID) -> int:
    """Looks for animals in every picture that shows an encounter and is not being looked at. How many."""
    with house.database.read() as session:
        submission, found = find_import(session, principal, import_id)
        refuse_while_it_goes(session, found)
    states = [
        state for state in AssetState if state not in UNSETTLED and state != AssetState.SKIPPED
    ]
    return _look_again(house, principal, submission, states, None)


def _look_again(
    house: House,
    principal: Principal,
    submission: Submission,
    states: Collection[AssetState],
    assets: Collection[uuid.UUID] | None,
) -> int:
    _require_edit(principal, submission)
    wanted = (
        select(Asset.id)
        .where(Asset.submission_id == submission.id, Asset.state.in_(states))
        .order_by(Asset.id)
    )
    with house.database.read() as session:
        found = session.scalars(wanted).all()
    chosen = [each for each in found if assets is None or each in assets]
    for some in portions(chosen, PICTURES_AT_ONCE):
        with house.database.write() as session:
            kept = session.get_one(Submission, submission.id)
            request_detection(house, session, kept, some, Queue.BULK, principal.user)
    return len(chosen)


def _require_edit(principal: Principal, submission: Submission) -> None:
    if submission.deleted_at is not None:
        raise Conflict("This import was deleted. Restore it first.", code="submission_deleted")
    decision = allowed(principal, Action.EDIT, record_of_submission(submission))
    if not decision.allowed:
        raise Forbidden(decision.reason, code="not_yours")

"""Drafts are opened, changed and checked here."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from houston.access import Action, Principal, ProjectRole, Visibility, allowed
from houston.accounts.limits import ANONYMOUS_SUBMISSION_PER_HOST
from houston.house import House
from houston.models import Project, Submission, SubmissionKind
from houston.operations.follow_up_link import follow_contact, make_link
from houston.operations.rate_limit import count_try
from houston.operations.submission_check import check_submission
from houston.operations.submission_job import SubmissionJob
from houston.operations.transition import Subject, note
from houston.queries.submission import find_draft, record_of_submission
from service_kit.errors import Conflict, Forbidden, Unauthenticated
from service_kit.jobs import Queue

CHANGEABLE = ("projects", "visibility", "approve", "contact_name", "contact_email")


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft, and the secret of its follow-up link where nobody was signed in; told this once."""

    submission: Submission
    follow_up_token: str | None


def open_draft(
    house: House,
    principal: Principal,
    kind: SubmissionKind,
    wishes: Mapping[str, Any],
    *,
    idempotency_key: str | None,
    host: str,
) -> Opened:
    """Opens a draft; with a key that was used before, the draft of that time.

    Raises `TooMany` when too many come from one host without an account.
    """
    _require_may_open(principal, kind)
    if not principal.is_signed_in:
        count_try(house, ANONYMOUS_SUBMISSION_PER_HOST, host)
    key = f"{principal.tag or 'anonymous'}:{idempotency_key}" if idempotency_key else None
    try:
        return _open(house, principal, kind, wishes, key)
    except IntegrityError:
        # The same key was used at this very moment; now its draft is found.
        return _open(house, principal, kind, wishes, key)


def _open(
    house: House,
    principal: Principal,
    kind: SubmissionKind,
    wishes: Mapping[str, Any],
    key: str | None,
) -> Opened:
    with house.database.write() as session:
        if key and (there := _by_key(session, principal, key)):
            return Opened(there, None)
        submission = Submission(
            kind=kind,
            owner=principal.user,
            projects=[],
            visibility=_usual_visibility(principal),
            idempotency_key=key,
        )
        change_wishes(session, principal, submission, wishes)
        session.add(submission)
        session.flush()
        note(
            session, Subject.SUBMISSION, submission.id, None, submission.state, actor=principal.user
        )
        secret = None if principal.is_signed_in else make_link(session, submission)
        house.jobs.submit(
            session,
            SubmissionJob.TIDY,
            {"submission": str(submission.id)},
            queue=Queue.BULK,
            key=f"{SubmissionJob.TIDY}:{submission.id}",
        )
    return Opened(submission, secret)


def change_draft(
    house: House, principal: Principal, submission_id: uuid.UUID, wishes: Mapping[str, Any]
) -> Submission:
    """Changes a draft's metadata and wishes; what is not given stays."""
    with house.database.write() as session:
        submission = find_draft(session, principal, submission_id, lock=True)
        change_wishes(session, principal, submission, wishes)
        follow_contact(session, submission)
    return submission


def validate_draft(
    house: House, principal: Principal, submission_id: uuid.UUID, wishes: Mapping[str, Any]
) -> dict[str, Any]:
    """Every fault at once: `{valid, errors, warnings, sightings, encounters}`. Creates nothing."""
    submission = change_draft(house, principal, submission_id, wishes)
    checked = check_submission(house, submission)
    with house.database.write() as session:
        kept = session.get_one(Submission, submission_id)
        kept.errors = checked.errors
    return {
        "valid": checked.valid,
        "errors": checked.errors,
        "warnings": checked.warnings,
        "sightings": checked.sightings,
        "encounters": checked.encounters,
    }


def _require_may_open(principal: Principal, kind: SubmissionKind) -> None:
    action = Action.BULK_IMPORT if kind == SubmissionKind.BULK else Action.SUBMIT
    decision = allowed(principal, action)
    if not decision.allowed:
        refusal = Forbidden if principal.is_signed_in else Unauthenticated
        raise refusal(decision.reason)


def _usual_visibility(principal: Principal) -> str:
    # Scientists publish when they are ready; what the public sends in is meant for the public.
    works_in_bulk = allowed(principal, Action.BULK_IMPORT).allowed
    return Visibility.PRIVATE if works_in_bulk else Visibility.PUBLIC


def _by_key(session: Session, principal: Principal, key: str) -> Submission | None:
    there = session.scalar(select(Submission).where(Submission.idempotency_key == key))
    if there is not None and not principal.is_signed_in:
        # Its link was told once; to tell it to whoever names the same key would give the draft away.
        raise Conflict("A draft was opened with this key already.", code="idempotency_key_used")
    return there


def change_wishes(
    session: Session, principal: Principal, submission: Submission, wishes: Mapping[str, Any]
) -> None:
    """Takes over what is wished of a draft. Raises `Forbidden` for what this person may not wish."""
    if (document := wishes.get("metadata")) is not None:
        submission.document, submission.errors = document, []
    for name in CHANGEABLE:
        if name in wishes:
            setattr(submission, name, wishes[name])
    if "projects" in wishes:
        submission.projects = sorted({str(project) for project in wishes["projects"]})
        _require_projects(session, principal, submission)
    if submission.approve:
        decision = allowed(principal, Action.APPROVE, record_of_submission(submission))
        if not decision.allowed:
            raise Forbidden(decision.reason)


def _require_projects(session: Session, principal: Principal, submission: Submission) -> None:
    wanted = set(map(uuid.UUID, submission.projects))
    if allowed(principal, Action.ADMINISTER).allowed:
        open_to = set(session.scalars(select(Project.id).where(Project.id.in_(wanted))))
    else:
        open_to = set(principal.projects_as(ProjectRole.CONTRIBUTOR, ProjectRole.MANAGER))
    if wanted - open_to:
        raise Forbidden(
            "You can only send sightings to projects in which you are a contributor or manager."
        )

"""A merge that concerns others' encounters waits here for their word, and is done at its deadline if nobody blocks it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Action, Principal, allowed
from houston.accounts.mail_texts import merge_requested, merge_settled
from houston.house import House
from houston.models import MergeRequest, MergeRequestState, MergeVoter, User
from houston.operations.audit import note
from houston.operations.mail import Mail, MailJob, ask_for_mail
from houston.queries.individual import encounters_of_individuals
from service_kit.clock import now
from service_kit.errors import Conflict, Forbidden, NotFound
from service_kit.identity import new_id
from service_kit.jobs import Queue

TIME_TO_OBJECT = timedelta(days=14)  # a field season's stretch without a network
MERGE_AT_DEADLINE = "individual.merge_at_deadline"
"""The kind of the job that waits for the deadline. Arguments: `request`, its id."""


def open_request(
    house: House,
    by: Principal,
    *,
    merge_id: uuid.UUID,
    individual: uuid.UUID,
    merged: Collection[uuid.UUID],
    resolve: Mapping[str, Any],
    owners: Collection[uuid.UUID],
) -> MergeRequest:
    """Opens the request and tells the owners of the encounters; one with this id that is there is answered."""
    with house.database.write() as session:
        there = session.get(MergeRequest, merge_id)
        if there is not None:
            return there
        job = house.jobs.submit(
            session,
            MERGE_AT_DEADLINE,
            {"request": str(merge_id)},
            queue=Queue.BULK,
            id=new_id(),
            owner=by.tag,
        )
        request = MergeRequest(
            id=merge_id,
            individual=individual,
            merged=[str(each) for each in merged],
            resolve=dict(resolve),
            requested_by=by.account,
            deadline=now() + TIME_TO_OBJECT,
            job=job.id,
            voters=[MergeVoter(user_id=owner) for owner in sorted(owners)],
        )
        session.add(request)
        session.flush()
        _note(session, "merge_request.open", request, by.user)
        for owner in session.scalars(select(User).where(User.id.in_(owners), User.active)):
            _mail(
                house,
                session,
                merge_requested(house.settings, owner.email, owner.full_name, request),
            )
    return request


def vote(
    house: House, by: Principal, request_id: uuid.UUID, word: str, reason: str
) -> MergeRequest:
    """Agrees or blocks, for who may change one of the encounters; one block ends it.

    Once everybody who was asked has agreed, it is done at once. Raises `NotFound`, `Forbidden`, `Conflict`.
    """
    request = _open(house, request_id)
    everybody = [request.individual, *map(uuid.UUID, request.merged)]
    records = encounters_of_individuals(house, everybody).values()
    if not any(allowed(by, Action.EDIT, each).allowed for each in records):
        raise Forbidden("None of these encounters is yours, so you have no vote.", code="not_yours")
    with house.database.write() as session:
        request = _still_open(session, request_id)
        voter = next((each for each in request.voters if each.user_id == by.account), None)
        if voter is None:
            voter = MergeVoter(user_id=by.account)
            request.voters.append(voter)
        voter.vote, voter.reason, voter.voted_at = word, reason, now()
        _note(session, f"merge_request.{word}", request, by.user)
        if word == "block":
            settle(house, session, request, MergeRequestState.BLOCKED, reason or None)
            house.jobs.cancel(session, request.job)
        elif is_agreed(request):
            house.jobs.wake(session, request.job)
    return request


def withdraw(house: House, by: Principal, request_id: uuid.UUID) -> None:
    """Takes the request back. Raises `NotFound`, and `Conflict` when it has ended."""
    if _open(house, request_id).requested_by != by.user:
        raise NotFound("There is no such request of yours.")
    with house.database.write() as session:
        request = _still_open(session, request_id)
        settle(house, session, request, MergeRequestState.WITHDRAWN, None)
        house.jobs.cancel(session, request.job)


def settle(
    house: House,
    session: Session,
    request: MergeRequest,
    state: MergeRequestState,
    reason: str | None,
) -> None:
    """Ends the request within the caller's transaction, and tells who had asked."""
    request.state, request.reason, request.finished_at = state.value, reason, now()
    _note(session, f"merge_request.{state.value}", request, None)
    asker = session.get_one(User, request.requested_by)
    if state != MergeRequestState.WITHDRAWN and asker.active:
        _mail(house, session, merge_settled(house.settings, asker.email, asker.full_name, request))


def is_agreed(request: MergeRequest) -> bool:
    """Whether everybody who was asked has agreed. Where there was nobody to ask, the deadline has to come."""
    return bool(request.voters) and all(each.vote == "agree" for each in request.voters)


def _open(house: House, request_id: uuid.UUID) -> MergeRequest:
    with house.database.read() as session:
        return _still_open(session, request_id)


def _still_open(session: Session, request_id: uuid.UUID) -> MergeRequest:
    request = session.get(MergeRequest, request_id, with_for_update=True)
    if request is None:
        raise NotFound("There is no such merge request.")
    if request.state != MergeRequestState.OPEN:
        raise Conflict("This merge request has ended.", code="request_ended")
    return request


def _mail(house: House, session: Session, mail: Mail) -> None:
    told = {"to": mail.to, "subject": mail.subject, "text": mail.text}
    ask_for_mail(house, session, MailJob.SEND, told)


def _note(session: Session, action: str, request: MergeRequest, actor: uuid.UUID | None) -> None:
    told = {"individual": str(request.individual), "from": request.merged, "state": request.state}
    note(session, action, "merge_request", request.id, actor=actor, after=told)

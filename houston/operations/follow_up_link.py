"""Who sends something in without an account keeps a link to it, and makes it their own later."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from houston.access import Principal
from houston.accounts.secret_words import hash_secret, new_secret
from houston.house import House
from houston.models import FollowUpLink, Submission, User
from service_kit.errors import Conflict, Forbidden, Unauthenticated


def make_link(session: Session, submission: Submission) -> str:
    """Lets whoever has the link follow the submission; the link's secret, which is told this once."""
    secret = new_secret()
    session.add(
        FollowUpLink(
            submission=submission.id,
            token_hash=hash_secret(secret),
            email=submission.contact_email,
        )
    )
    return secret


def follow_contact(session: Session, submission: Submission) -> None:
    """Has the link answer to the address that the submission names now, until somebody has claimed it."""
    link = session.get(FollowUpLink, submission.id)
    if link is not None and link.claimed_by is None:
        link.email = submission.contact_email


def claim_submission(house: House, principal: Principal, submission_id: uuid.UUID) -> Submission:
    """Makes a submission that was sent in without an account the present user's.

    It takes the follow-up link or, where an e-mail address was left, an account with that address.
    """
    if principal.user is None:
        raise Unauthenticated("Please sign in to claim this submission.")
    with house.change_access() as session:
        user = session.get_one(User, principal.user)
        link = session.get(FollowUpLink, submission_id, with_for_update=True)
        holds_link = submission_id in principal.followed
        if link is None or not (holds_link or link.email == user.email):
            raise Forbidden("There is nothing for you to claim here.", code="cannot_claim")
        if link.claimed_by not in (None, user.id):
            raise Conflict("Somebody else has claimed this submission.", code="already_claimed")
        if link.email is not None and link.email != user.email:
            raise Forbidden(
                "This submission was sent in with another e-mail address. "
                "Sign in with the account of that address to claim it.",
                code="cannot_claim",
            )
        link.claimed_by = user.id
        return session.get_one(Submission, submission_id)

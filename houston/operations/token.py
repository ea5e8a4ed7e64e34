"""API tokens are made and revoked here."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import timedelta

from houston.access import TokenScope
from houston.accounts.secret_words import hash_secret, new_secret
from houston.house import House
from houston.models import ApiToken
from houston.operations.audit import note
from service_kit.clock import now
from service_kit.errors import NotFound

PREFIX = "codex_"  # secret scanners and people recognise it
HINT_LENGTH = 12  # the prefix and six characters: tells tokens apart and gives nothing away


def create_token(
    house: House,
    user: uuid.UUID,
    *,
    name: str,
    scopes: Collection[TokenScope],
    days: int | None,
) -> tuple[str, ApiToken]:
    """A new token: its secret, told this once, and its row."""
    secret = new_secret(PREFIX)
    token = ApiToken(
        user_id=user,
        name=name,
        token_hash=hash_secret(secret),
        hint=secret[:HINT_LENGTH],
        scopes=sorted(scope.value for scope in scopes),
        expires_at=None if days is None else now() + timedelta(days=days),
    )
    with house.change_access() as session:
        session.add(token)
        session.flush()
        told = {"name": name, "scopes": token.scopes, "user": str(user)}
        note(session, "token.create", "token", token.id, actor=user, after=told)
    return secret, token


def revoke_token(house: House, user: uuid.UUID, token_id: uuid.UUID) -> None:
    """The token is good for nothing from now on. Raises `NotFound` when it is not the user's."""
    with house.change_access() as session:
        token = session.get(ApiToken, token_id)
        if token is None or token.user_id != user or token.revoked_at is not None:
            raise NotFound("There is no such token, or it was revoked already.")
        token.revoked_at = now()
        told = {"name": token.name, "user": str(user)}
        note(session, "token.revoke", "token", token.id, actor=user, before=told)

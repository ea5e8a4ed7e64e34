"""With what does a request say who is asking? A cookie, a token, or a follow-up link."""

from __future__ import annotations

import dataclasses

from flask import Flask, Request, request
from flask_login import LoginManager

from houston.access.principal import ANONYMOUS, Principal
from houston.accounts.secret_words import hash_secret
from houston.house import House
from houston.queries.session import (
    followed_submission,
    principal_of_api_token,
    principal_of_sign_in,
)
from service_kit.errors import Unauthenticated

COOKIE = "codex_session"
FOLLOW_UP_HEADER = "X-Follow-Up-Token"
FOLLOW_UP_PARAMETER = "follow_up"
"""For pictures, which a browser asks for without headers."""
_BEARER = "Bearer "


def caller_host() -> str:
    """The address that the present request comes from, for counting tries."""
    return request.remote_addr or "unknown"


def recognise_people(app: Flask, house: House) -> None:
    """Lets `flask_login.current_user`, and so `current_principal()`, be the `Principal` who asks."""
    manager = LoginManager()
    manager.session_protection = None  # our sessions are rows; nothing is kept in Flask's cookie
    manager.anonymous_user = lambda: ANONYMOUS
    manager.request_loader(lambda sent: principal_of(house, sent))
    manager.init_app(app)


def principal_of(house: House, request: Request) -> Principal:
    """Whoever asks. Raises `Unauthenticated` for a token that is not, or no longer, good."""
    principal = _by_token(house, request) or _by_cookie(house, request) or ANONYMOUS
    secret = request.headers.get(FOLLOW_UP_HEADER) or request.args.get(FOLLOW_UP_PARAMETER)
    return _following(house, principal, secret) if secret else principal


def _by_token(house: House, request: Request) -> Principal | None:
    header = request.headers.get("Authorization")
    if not header:
        return None
    digest = hash_secret(header.removeprefix(_BEARER))

    def load() -> Principal | None:
        with house.database.read() as session:
            return principal_of_api_token(session, digest)

    principal = house.principals.get("token:" + digest, load)
    if principal is None:
        raise Unauthenticated("This token is not valid, or no longer.", code="token_invalid")
    return principal


def _by_cookie(house: House, request: Request) -> Principal | None:
    secret = request.cookies.get(COOKIE)
    if not secret:
        return None
    digest = hash_secret(secret)

    def load() -> Principal | None:
        with house.database.read() as session:
            return principal_of_sign_in(session, digest)

    return house.principals.get("cookie:" + digest, load)


def _following(house: House, principal: Principal, secret: str) -> Principal:
    digest = hash_secret(secret)

    def load() -> Principal | None:
        with house.database.read() as session:
            submission = followed_submission(session, digest)
        return None if submission is None else Principal(followed=frozenset({submission}))

    follower = house.principals.get("follow:" + digest, load)
    if follower is None:
        return principal
    return dataclasses.replace(principal, followed=follower.followed)

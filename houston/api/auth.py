"""`/auth`: signing in and out, registering, passwords, tokens."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, jsonify, request
from flask_restx import Resource

from houston.access import Action, TokenScope, current_principal, require
from houston.accounts.cookies import clear_session_cookie, csrf_token, set_session_cookie
from houston.accounts.credentials import COOKIE, caller_host
from houston.house import current_house
from houston.models import User
from houston.operations import session as sessions
from houston.operations import token as tokens
from houston.operations import user_password, user_registration
from houston.queries.user import sign_ins_of, tokens_of, user_by_id
from houston.schemas.session import (
    ApiTokensSchema,
    MadeApiTokenSchema,
    MailedLinkSchema,
    NewApiTokenSchema,
    PasswordChangeSchema,
    RegistrationSchema,
    ResetRequestSchema,
    ResetSchema,
    SaidSchema,
    SessionSchema,
    SignInRecordsSchema,
    SignInSchema,
)
from houston.schemas.user import UserSchema
from service_kit.errors import Forbidden, NotFound
from service_kit.web import Noun

auth = Noun("auth", path="/auth", description="Signing in, registering, passwords and tokens")

_REGISTERED = "Thank you. Look into your mail: a link there confirms your address."
_RESET = "If there is an account with this address, a mail with a link is on its way to it."


def _session(user: User | None, secret: str | None) -> dict[str, Any]:
    return {"user": user, "csrf_token": csrf_token(current_house(), secret if user else None)}


@auth.route("/session")
class Session(Resource):  # type: ignore[misc]
    @auth.answers(SessionSchema)
    def get(self) -> dict[str, Any]:
        """Who is signed in, if anybody."""
        house, principal = current_house(), current_principal()
        if principal.user is None:
            return _session(None, None)
        user = user_by_id(house.database, principal.user)
        return _session(user, request.cookies.get(COOKIE) if principal.sign_in else None)

    @auth.takes(SignInSchema)
    @auth.answers(SessionSchema)
    def post(self, body: dict[str, Any]) -> Response:
        """Sign in."""
        house, before = current_house(), current_principal()
        begun = sessions.sign_in(
            house,
            body["email"],
            body["password"],
            host=caller_host(),
            user_agent=request.headers.get("User-Agent", ""),
        )
        if before.user is not None and before.sign_in is not None:
            sessions.end_session(house, before.user, before.sign_in)
        answer = jsonify(SessionSchema().dump(_session(begun.user, begun.secret)))
        return set_session_cookie(house, answer, begun.secret, begun.expires_at)

    @auth.answers_nothing("Nobody is signed in any more")
    def delete(self) -> Response:
        """Sign out."""
        house, principal = current_house(), current_principal()
        if principal.user is not None and principal.sign_in is not None:
            sessions.end_session(house, principal.user, principal.sign_in)
        return clear_session_cookie(house, Response(status=204))


@auth.route("/sessions")
class Sessions(Resource):  # type: ignore[misc]
    @auth.answers(SignInRecordsSchema)
    def get(self) -> dict[str, Any]:
        """Where one is signed in."""
        principal = require(Action.HAVE_ACCOUNT)
        found = sign_ins_of(current_house().database, principal.account)
        return {
            "items": [
                {
                    "id": each.id,
                    "user_agent": each.user_agent,
                    "created_at": each.created_at,
                    "expires_at": each.expires_at,
                    "present": each.id == principal.sign_in,
                }
                for each in found
            ]
        }


@auth.route("/sessions/<uuid:id>")
class OneSession(Resource):  # type: ignore[misc]
    @auth.answers_nothing("It is over")
    def delete(self, id: uuid.UUID) -> None:
        """Sign out elsewhere."""
        user = require(Action.HAVE_ACCOUNT).account
        if not sessions.end_session(current_house(), user, id):
            raise NotFound("There is no such session, or it is over already.")


@auth.route("/register")
class Register(Resource):  # type: ignore[misc]
    @auth.takes(RegistrationSchema)
    @auth.answers(SaidSchema, status=202, description="A mail tells how to go on")
    def post(self, body: dict[str, Any]) -> dict[str, str]:
        """Ask for an account. Answers the same whether or not there is one by this address."""
        user_registration.register(current_house(), **body, host=caller_host())
        return {"detail": _REGISTERED}


@auth.route("/verify")
class Verify(Resource):  # type: ignore[misc]
    @auth.takes(MailedLinkSchema)
    @auth.answers(UserSchema, description="The account is there; sign in")
    def post(self, body: dict[str, Any]) -> User:
        """Confirm one's e-mail address with the link that was mailed."""
        return user_registration.confirm(current_house(), body["token"], host=caller_host())


@auth.route("/reset")
class Reset(Resource):  # type: ignore[misc]
    @auth.takes(ResetRequestSchema)
    @auth.answers(SaidSchema, status=202, description="A mail may be on its way")
    def post(self, body: dict[str, Any]) -> dict[str, str]:
        """Ask for a new password. Answers the same whether or not there is such an account."""
        user_password.ask_for_reset(current_house(), body["email"], host=caller_host())
        return {"detail": _RESET}


@auth.route("/reset/confirm")
class ConfirmReset(Resource):  # type: ignore[misc]
    @auth.takes(ResetSchema)
    @auth.answers_nothing("The password is set; every session and token is over")
    def post(self, body: dict[str, Any]) -> None:
        """Set a new password with the link that was mailed."""
        user_password.reset(current_house(), body["token"], body["password"], host=caller_host())


@auth.route("/password")
class Password(Resource):  # type: ignore[misc]
    @auth.takes(PasswordChangeSchema)
    @auth.answers_nothing("The password is set; other sessions are over")
    def put(self, body: dict[str, Any]) -> None:
        """Change one's password."""
        principal = require(Action.HAVE_ACCOUNT)
        user_password.change(
            current_house(),
            principal.account,
            body["present_password"],
            body["new_password"],
            sign_in=principal.sign_in,
        )


@auth.route("/tokens")
class Tokens(Resource):  # type: ignore[misc]
    @auth.answers(ApiTokensSchema)
    def get(self) -> dict[str, Any]:
        """One's API tokens."""
        user = require(Action.HAVE_ACCOUNT).account
        return {"items": tokens_of(current_house().database, user)}

    @auth.takes(NewApiTokenSchema)
    @auth.answers(MadeApiTokenSchema, status=201, description="The token, told this once")
    def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Make an API token. Only from the browser: a token makes no tokens."""
        principal = require(Action.HAVE_ACCOUNT)
        if principal.sign_in is None:
            raise Forbidden("A token cannot make another; sign in to make one.")
        secret, row = tokens.create_token(
            current_house(),
            principal.account,
            name=body["name"],
            scopes=[TokenScope(scope) for scope in body["scopes"]],
            days=body["days"],
        )
        return {
            "id": row.id,
            "name": row.name,
            "hint": row.hint,
            "scopes": row.scopes,
            "created_at": row.created_at,
            "expires_at": row.expires_at,
            "token": secret,
        }


@auth.route("/tokens/<uuid:id>")
class Token(Resource):  # type: ignore[misc]
    @auth.answers_nothing("It is good for nothing any more")
    def delete(self, id: uuid.UUID) -> None:
        """Revoke an API token."""
        tokens.revoke_token(current_house(), require(Action.HAVE_ACCOUNT).account, id)

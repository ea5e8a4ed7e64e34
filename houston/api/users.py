"""`/users`: one's own account, and those of others for who manages them."""

from __future__ import annotations

import uuid
from typing import Any

from flask_restx import Resource

from houston.access import Action, Role, require
from houston.house import current_house
from houston.models import User as UserRow
from houston.operations import user as operations
from houston.operations.user_registration import create_user
from houston.queries import user as queries
from houston.schemas.user import (
    NewUserSchema,
    PeopleQuerySchema,
    PeopleSchema,
    ProfileChangeSchema,
    UserChangeSchema,
    UserPageSchema,
    UserQuerySchema,
    UserRolesSchema,
    UserSchema,
)
from service_kit.errors import Forbidden, NotFound
from service_kit.web import Noun

users = Noun("users", path="/users", description="Accounts")


def _roles(names: list[str]) -> frozenset[Role]:
    return frozenset(Role(name) for name in names)


@users.route("")
class Users(Resource):  # type: ignore[misc]
    @users.takes(UserQuerySchema, where="query")
    @users.answers(UserPageSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """All accounts, by e-mail address."""
        require(Action.MANAGE_USERS)
        return queries.users_page(
            current_house().database,
            search=query.get("search"),
            limit=query["limit"],
            cursor=query.get("cursor"),
            total=query["total"],
        )

    @users.takes(NewUserSchema)
    @users.answers(UserSchema, status=201)
    def post(self, body: dict[str, Any]) -> UserRow:
        """Make an account whose address needs no confirming."""
        principal = require(Action.MANAGE_USERS)
        roles = _roles(body.pop("roles"))
        if Role.ADMIN in roles and Role.ADMIN not in principal.roles:
            raise Forbidden("Only an admin can make somebody an admin.")
        return create_user(current_house(), **body, roles=roles, actor=principal.user)


@users.route("/me")
class Me(Resource):  # type: ignore[misc]
    @users.answers(UserSchema)
    def get(self) -> UserRow | None:
        """One's own account."""
        return queries.user_by_id(current_house().database, require(Action.HAVE_ACCOUNT).account)

    @users.takes(ProfileChangeSchema)
    @users.answers(UserSchema)
    def patch(self, body: dict[str, Any]) -> UserRow:
        """Change one's own name, affiliation or language."""
        me = require(Action.HAVE_ACCOUNT).account
        return operations.change_profile(current_house(), me, body, actor=me)


@users.route("/people")
class People(Resource):  # type: ignore[misc]
    @users.takes(PeopleQuerySchema, where="query")
    @users.answers(PeopleSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Somebody to work with, by a part of their name or their e-mail address."""
        require(Action.WORK_TOGETHER)
        return {"items": queries.people(current_house().database, query["search"])}


@users.route("/<uuid:id>")
class User(Resource):  # type: ignore[misc]
    @users.answers(UserSchema)
    def get(self, id: uuid.UUID) -> UserRow:
        """One account."""
        require(Action.MANAGE_USERS)
        user = queries.user_by_id(current_house().database, id)
        if user is None:
            raise NotFound("There is no such user.")
        return user

    @users.takes(UserChangeSchema)
    @users.answers(UserSchema)
    def patch(self, id: uuid.UUID, body: dict[str, Any]) -> UserRow:
        """Change a profile, or let somebody sign in or not any more."""
        principal, house = require(Action.MANAGE_USERS), current_house()
        active = body.pop("active", None)
        user = operations.change_profile(house, id, body, actor=principal.user)
        return user if active is None else operations.set_active(house, id, active, by=principal)


@users.route("/<uuid:id>/roles")
class UserRoles(Resource):  # type: ignore[misc]
    @users.takes(UserRolesSchema)
    @users.answers(UserSchema)
    def put(self, id: uuid.UUID, body: dict[str, Any]) -> UserRow:
        """Give somebody these roles and no others."""
        principal = require(Action.MANAGE_USERS)
        return operations.set_roles(current_house(), id, _roles(body["roles"]), by=principal)

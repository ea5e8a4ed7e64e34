"""The people of the tests: accounts with roles, and browsers in which they are signed in."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from houston.access import Role
from houston.accounts.cookies import csrf_token
from houston.accounts.credentials import COOKIE
from houston.accounts.passwords import hash_password
from houston.house import House
from houston.models import User
from houston.operations.session import begin_session

PASSWORD = "plains-zebra-at-dawn"


class Browser:
    """A client that keeps its cookies and sends the CSRF token, as the web app does."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.csrf_token = ""

    def sign_in(self, email: str, password: str = PASSWORD) -> TestResponse:
        answer = self.post("/auth/session", json={"email": email, "password": password})
        if answer.status_code == 200:
            self.csrf_token = answer.json["csrf_token"]
        return answer

    def open(self, method: str, path: str, **options: Any) -> TestResponse:
        """`path` stands below `/api/v1`."""
        headers = {"X-CSRF-Token": self.csrf_token, **options.pop("headers", {})}
        return self.client.open(f"/api/v1{path}", method=method, headers=headers, **options)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.open("GET", path, **options)

    def post(self, path: str, **options: Any) -> TestResponse:
        return self.open("POST", path, **options)

    def put(self, path: str, **options: Any) -> TestResponse:
        return self.open("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> TestResponse:
        return self.open("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> TestResponse:
        return self.open("DELETE", path, **options)


@dataclass
class Person:
    """Somebody with an account, at their browser."""

    user: User
    browser: Browser

    @property
    def id(self) -> uuid.UUID:
        return self.user.id


class People:
    """Makes accounts, and browsers for them."""

    def __init__(self, app: Flask, house: House) -> None:
        self._app = app
        self._house = house

    def stranger(self) -> Browser:
        """A browser in which nobody is signed in."""
        return Browser(self._app.test_client())

    def person(self, *roles: Role, name: str = "") -> Person:
        """A new user with these roles, signed in."""
        return self.signed_in(self.account(roles, name))

    def account(self, roles: Collection[Role], name: str = "", email: str = "") -> User:
        label = name or "-".join(role.value for role in roles)
        user = User(
            email=email or f"{label}-{uuid.uuid4().hex[:8]}@example.org",
            full_name=label,
            password_hash=_hashed(),
            roles=sorted(role.value for role in roles),
        )
        with self._house.database.write() as session:
            session.add(user)
        return user

    def signed_in(self, user: User) -> Person:
        browser = self.stranger()
        begun = begin_session(self._house, user, "a test")
        browser.client.set_cookie(COOKIE, begun.secret)
        browser.csrf_token = csrf_token(self._house, begun.secret)
        return Person(user, browser)


@cache
def _hashed() -> str:
    # Hashing takes long on purpose; once for all people of the tests is enough.
    return hash_password(PASSWORD)

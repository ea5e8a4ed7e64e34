"""Is every route closed to everybody whom the table of roles does not let through?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from houston.access import Principal, Role
from houston.accounts.cookies import CSRF_HEADER
from houston.operations.project import create_project
from tests.houston.access.expectations import EXPECTATIONS, ID, Expectation
from tests.houston.people import People
from tests.houston.records.catalogue import Catalogue
from tests.houston.workflows.installation import Installation

REFUSED = (401, 403, 404)
RESTORED = tuple(f"/api/v1/{noun}" for noun in ("encounters", "sightings", "individuals"))
UNNAMED = {"HEAD", "OPTIONS"}  # answered by Flask itself, unless a route lists them on its own


class Site:
    """An installation with a stranger's records in it, and one person of each role."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.people = People(installation.app, installation.house)
        self.catalogue = Catalogue(installation.house)
        self.users = {
            role: self.people.account([role]) for role in Role if role is not Role.ANONYMOUS
        }
        self.owner = self.people.person(Role.RESEARCHER)

    def browser(self, role: Role) -> Any:
        if role is Role.ANONYMOUS:
            return self.people.stranger()
        return self.people.signed_in(self.users[role]).browser

    def records(self, rule: str) -> dict[str, str]:
        """New records of the stranger, public and approved: each request finds them untouched."""
        sighting, encounters = self.catalogue.sighting(self.owner.id, count=2)
        name = str(sighting)[-6:]
        return {
            **(self._project(name) if "/projects/" in rule else {}),
            "sighting": str(sighting),
            "sighting_2": str(self.catalogue.sighting(self.owner.id)[0]),
            "encounter": str(encounters[0]),
            "individual": str(self.catalogue.individual(encounters[:1], f"A {name}")),
            "other": str(self.catalogue.individual(encounters[1:], f"B {name}")),
            "user": str(self.owner.id),
        }

    def _project(self, name: str) -> dict[str, str]:
        # Only where it is asked for: a scope names all projects that somebody is in.
        made = create_project(
            self.installation.house, self.owner_principal(), name=f"P {name}", description=""
        )
        return {"project": str(made.id)}

    def owner_principal(self) -> Principal:
        return Principal(self.owner.id, frozenset({Role.RESEARCHER}))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    installation = Installation(folder / "var", web_app=folder / "no-web-app")
    yield Site(installation)
    installation.stop()


def routes(app: Any) -> set[str]:
    return {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in rule.methods - UNNAMED
    }


def test_every_route_is_in_the_table_and_nothing_else(site):
    there = routes(site.installation.app)
    listed = {name for name in EXPECTATIONS if name.split()[0] not in UNNAMED}
    assert there - listed == set(), "add these to tests/houston/access/expectations.py"
    assert listed - there == set(), "these are no longer routes"


def address(rule: str, records: dict[str, str]) -> str:
    noun = rule.removeprefix("/api/v1/").split("/")[0].removesuffix("s")
    target = records.get(noun, ID)
    return (
        rule.replace("<any(none, view, export, edit):level>", "view")
        .replace("<string:id>", "equus_quagga")
        .replace("<string:size>", "small")
        .replace("<string:kind>", "points")
        .replace("<path:filename>", "nothing.js")
        .replace("<uuid:user>", records["user"])
        .replace("<uuid:id>", target)
        .replace("<uuid:file>", ID)
        .replace("<uuid:asset>", ID)
        .replace("<uuid:job>", ID)
        .replace("<uuid:request_id>", ID)
        .replace("<uuid:query>", ID)
        .replace("<uuid:annotation>", ID)
        .replace("<uuid:decision>", ID)
        .replace("<uuid:answer>", ID)
    )


def ask(site: Site, name: str, expectation: Expectation, role: Role) -> int:
    method, rule = name.split(" ", 1)
    records = site.records(rule)
    browser = site.browser(role)
    options: dict[str, Any] = {}
    if expectation.body is not None:
        options["json"] = json.loads(filled(json.dumps(expectation.body), records))
    if rule.endswith("/people"):
        options["query_string"] = {"search": "somebody"}
    headers = {CSRF_HEADER: browser.csrf_token, "If-Match": '"1"'}
    path = address(rule, records)
    if path.startswith(RESTORED) and path.endswith("/restore"):
        gone = path.removeprefix("/api/v1").removesuffix("/restore")
        deleted = site.owner.browser.delete(f"{gone}?cascade=true")
        assert deleted.status_code == 200, deleted.text
    return browser.client.open(path, method=method, headers=headers, **options).status_code


def filled(text: str, records: dict[str, str]) -> str:
    for noun, record in records.items():
        text = text.replace(f'"{{{noun}}}"', f'"{record}"')
    return text


@pytest.mark.parametrize("name", sorted(EXPECTATIONS))
def test_a_route_lets_through_whom_it_is_for_and_nobody_else(site, name):
    expectation = EXPECTATIONS[name]
    statuses = {role: ask(site, name, expectation, role) for role in Role}
    let_through = {role for role, status in statuses.items() if status not in (401, 403)}
    refused = {role for role, status in statuses.items() if status in REFUSED}
    assert expectation.audience <= let_through, statuses
    assert set(Role) - expectation.audience <= refused, statuses
    assert all(status < 500 for status in statuses.values()), statuses

"""Who is let through at which route? Every route of Houston is listed here; a test fails for one that is not.

The audience of a route about a record is what it is for a *stranger's* record that is public and approved, the one
kind that everybody may see; what each role may do with its own records is told in the tests of those records.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from houston.access import Role

A, C, R, U, M, X = (
    Role.ANONYMOUS,
    Role.CONTRIBUTOR,
    Role.RESEARCHER,
    Role.CURATOR,
    Role.MANAGER,
    Role.ADMIN,
)

EVERYBODY = frozenset({A, C, R, U, M, X})
ACCOUNTS = EVERYBODY - {A}
SCIENTISTS = frozenset({R, U, X})
TOGETHER = frozenset({R, U, M, X})
EDITORS = frozenset({C, R, U, X})
"""Who may change records at all."""
CURATORS = frozenset({U, X})
"""Who may change a stranger's record, or read the audit trail."""
MANAGERS = frozenset({M, X})
NOBODY: frozenset[Role] = frozenset()
"""It is for services, or about a thing that is not there: nobody is let through."""


@dataclass(frozen=True)
class Expectation:
    """Who is let through, and with which body the request is in order."""

    audience: frozenset[Role]
    body: Any = None


def E(audience: frozenset[Role], body: Any = None) -> Expectation:  # noqa: N802
    return Expectation(audience, body)


ID = "00000000-0000-7000-8000-000000000001"
LINK = {"token": "not-one-of-ours"}
SEARCH: dict[str, Any] = {"filter": None}

EXPECTATIONS: dict[str, Expectation] = {
    # the site
    "GET /health": E(EVERYBODY),
    "GET /metrics": E(EVERYBODY),  # from this machine
    "GET /swaggerui/<path:filename>": E(NOBODY),
    "GET /api/v1/": E(NOBODY),
    "GET /api/v1/docs": E(EVERYBODY),
    "GET /api/v1/openapi.json": E(EVERYBODY),
    "GET /api/v1/swagger.json": E(EVERYBODY),
    "GET /internal/v1/assets/<uuid:asset>/original": E(NOBODY),
    "POST /internal/v1/callbacks/<uuid:job>": E(NOBODY, {}),
    # accounts
    "GET /api/v1/auth/session": E(EVERYBODY),
    "DELETE /api/v1/auth/session": E(EVERYBODY),
    "POST /api/v1/auth/session": E(NOBODY, {"email": "a@example.org", "password": "wrong"}),
    "POST /api/v1/auth/register": E(
        EVERYBODY, {"email": "new@example.org", "password": "a-long-password"}
    ),
    "POST /api/v1/auth/verify": E(EVERYBODY, LINK),
    "POST /api/v1/auth/reset": E(EVERYBODY, {"email": "a@example.org"}),
    "POST /api/v1/auth/reset/confirm": E(EVERYBODY, {**LINK, "password": "a-long-password"}),
    "PUT /api/v1/auth/password": E(
        NOBODY, {"present_password": "wrong", "new_password": "a-long-password"}
    ),
    "GET /api/v1/auth/sessions": E(ACCOUNTS),
    "DELETE /api/v1/auth/sessions/<uuid:id>": E(NOBODY),
    "GET /api/v1/auth/tokens": E(ACCOUNTS),
    "POST /api/v1/auth/tokens": E(ACCOUNTS, {"name": "camera", "scopes": ["read"]}),
    "DELETE /api/v1/auth/tokens/<uuid:id>": E(NOBODY),
    "GET /api/v1/users/me": E(ACCOUNTS),
    "PATCH /api/v1/users/me": E(ACCOUNTS, {}),
    "GET /api/v1/users/people": E(TOGETHER),
    "GET /api/v1/users": E(MANAGERS),
    "POST /api/v1/users": E(MANAGERS, {"email": "made@example.org", "password": "short"}),
    "GET /api/v1/users/<uuid:id>": E(MANAGERS),
    "PATCH /api/v1/users/<uuid:id>": E(MANAGERS, {}),
    "PUT /api/v1/users/<uuid:id>/roles": E(MANAGERS, {"roles": ["contributor"]}),
    "GET /api/v1/collaborations": E(TOGETHER),
    "POST /api/v1/collaborations": E(TOGETHER, {"user": ID, "level": "view"}),
    "PUT /api/v1/collaborations/<uuid:id>/<any(none, view, export, edit):level>": E(NOBODY),
    "GET /api/v1/projects": E(ACCOUNTS),
    "POST /api/v1/projects": E(TOGETHER, {"name": "Mara"}),
    "GET /api/v1/projects/<uuid:id>": E(MANAGERS),
    "PATCH /api/v1/projects/<uuid:id>": E(MANAGERS, {}),
    "DELETE /api/v1/projects/<uuid:id>": E(MANAGERS),
    "PUT /api/v1/projects/<uuid:id>/members/<uuid:user>": E(MANAGERS, {"role": "viewer"}),
    "DELETE /api/v1/projects/<uuid:id>/members/<uuid:user>": E(MANAGERS),
    "GET /api/v1/audit": E(CURATORS),
    "GET /api/v1/permissions": E(EVERYBODY),
    # ecological records
    "GET /api/v1/species": E(EVERYBODY),
    "GET /api/v1/species/<string:id>": E(EVERYBODY),
    "GET /api/v1/regions": E(EVERYBODY),
    "GET /api/v1/statistics": E(EVERYBODY),
    "GET /api/v1/encounters": E(EVERYBODY),
    "POST /api/v1/encounters/search": E(EVERYBODY, SEARCH),
    "GET /api/v1/encounters/<uuid:id>": E(EVERYBODY),
    "PATCH /api/v1/encounters/<uuid:id>": E(CURATORS, {"comments": "Seen."}),
    "DELETE /api/v1/encounters/<uuid:id>": E(CURATORS),
    "GET /api/v1/encounters/<uuid:id>/history": E(EVERYBODY),
    "POST /api/v1/encounters/<uuid:id>/restore": E(CURATORS),
    "POST /api/v1/encounters/<uuid:id>/approve": E(CURATORS, {}),
    "POST /api/v1/encounters/<uuid:id>/reject": E(CURATORS, {}),
    "POST /api/v1/encounters/<uuid:id>/unapprove": E(CURATORS, {}),
    "POST /api/v1/encounters/<uuid:id>/unidentifiable": E(CURATORS, {}),
    "POST /api/v1/encounters/access": E(
        CURATORS, {"encounters": ["{encounter}"], "visibility": "private"}
    ),
    "GET /api/v1/sightings": E(EVERYBODY),
    "POST /api/v1/sightings/search": E(EVERYBODY, SEARCH),
    "GET /api/v1/sightings/<uuid:id>": E(EVERYBODY),
    "PATCH /api/v1/sightings/<uuid:id>": E(CURATORS, {"comments": "Seen."}),
    "DELETE /api/v1/sightings/<uuid:id>": E(CURATORS),
    "GET /api/v1/sightings/<uuid:id>/history": E(EVERYBODY),
    "POST /api/v1/sightings/<uuid:id>/restore": E(CURATORS),
    "POST /api/v1/sightings/<uuid:id>/split": E(CURATORS, {"encounters": ["{encounter}"]}),
    "POST /api/v1/sightings/<uuid:id>/join": E(CURATORS, {"from": ["{sighting_2}"]}),
    "GET /api/v1/individuals": E(EVERYBODY),
    "POST /api/v1/individuals": E(
        CURATORS, {"species": "equus_quagga", "encounters": ["{encounter}"]}
    ),
    "POST /api/v1/individuals/search": E(EVERYBODY, SEARCH),
    "GET /api/v1/individuals/<uuid:id>": E(EVERYBODY),
    "PATCH /api/v1/individuals/<uuid:id>": E(CURATORS, {"comments": "Seen."}),
    "DELETE /api/v1/individuals/<uuid:id>": E(CURATORS),
    "GET /api/v1/individuals/<uuid:id>/history": E(EVERYBODY),
    "POST /api/v1/individuals/<uuid:id>/restore": E(CURATORS),
    "GET /api/v1/individuals/<uuid:id>/names": E(EVERYBODY),
    "GET /api/v1/individuals/<uuid:id>/cooccurrence": E(EVERYBODY),
    "GET /api/v1/individuals/<uuid:id>/gallery": E(EVERYBODY),
    "POST /api/v1/individuals/<uuid:id>/merge": E(
        CURATORS, {"from": ["{other}"], "resolve": {"names.default": "A"}}
    ),
    "POST /api/v1/individuals/<uuid:id>/split": E(CURATORS, {"encounters": ["{encounter}"]}),
    "POST /api/v1/individuals/<uuid:id>/unmerge": E(NOBODY, {"merge": ID}),
    "GET /api/v1/individuals/merge-requests": E(TOGETHER),
    "GET /api/v1/individuals/merge-requests/<uuid:request_id>": E(NOBODY),
    "DELETE /api/v1/individuals/merge-requests/<uuid:request_id>": E(NOBODY),
    "PUT /api/v1/individuals/merge-requests/<uuid:request_id>/vote": E(NOBODY, {"vote": "agree"}),
    # files and workflows; the id is of nothing that is there, whose is whose is told in `workflows`
    "GET /api/v1/submissions": E(EVERYBODY),
    "POST /api/v1/submissions": E(EVERYBODY, {}),
    "GET /api/v1/submissions/<uuid:id>": E(NOBODY),
    "PATCH /api/v1/submissions/<uuid:id>": E(NOBODY, {}),
    "DELETE /api/v1/submissions/<uuid:id>": E(NOBODY),
    "GET /api/v1/submissions/<uuid:id>/files": E(NOBODY),
    "DELETE /api/v1/submissions/<uuid:id>/files/<uuid:file>": E(NOBODY),
    "POST /api/v1/submissions/<uuid:id>/validate": E(NOBODY, {}),
    "POST /api/v1/submissions/<uuid:id>/commit": E(NOBODY, {}),
    "POST /api/v1/submissions/<uuid:id>/claim": E(NOBODY, {}),
    "POST /api/v1/submissions/<uuid:id>/retry": E(NOBODY, {}),
    "POST /api/v1/submissions/<uuid:id>/restore": E(NOBODY, {}),
    "GET /api/v1/bulk-imports": E(SCIENTISTS),
    "POST /api/v1/bulk-imports": E(SCIENTISTS, {}),
    "GET /api/v1/bulk-imports/targets": E(SCIENTISTS),
    "GET /api/v1/bulk-imports/mappings": E(SCIENTISTS),
    "DELETE /api/v1/bulk-imports/mappings/<uuid:id>": E(NOBODY),
    "GET /api/v1/bulk-imports/<uuid:id>": E(NOBODY),
    "PATCH /api/v1/bulk-imports/<uuid:id>": E(NOBODY, {}),
    "POST /api/v1/bulk-imports/<uuid:id>/sheet": E(NOBODY, {"file": ID}),
    "GET /api/v1/bulk-imports/<uuid:id>/columns": E(NOBODY),
    "PUT /api/v1/bulk-imports/<uuid:id>/mapping": E(NOBODY, {"columns": []}),
    "POST /api/v1/bulk-imports/<uuid:id>/mapping": E(NOBODY, {"use": ID}),
    "POST /api/v1/bulk-imports/<uuid:id>/folders": E(NOBODY, {"levels": ["individual"]}),
    "POST /api/v1/bulk-imports/<uuid:id>/check": E(NOBODY, {}),
    "GET /api/v1/bulk-imports/<uuid:id>/rows": E(NOBODY),
    "PATCH /api/v1/bulk-imports/<uuid:id>/rows": E(
        NOBODY, {"revision": 1, "changes": [{"row": 2, "column": 0, "value": "a"}]}
    ),
    "POST /api/v1/bulk-imports/<uuid:id>/undo": E(NOBODY, {}),
    "POST /api/v1/bulk-imports/<uuid:id>/redo": E(NOBODY, {}),
    "GET /api/v1/bulk-imports/<uuid:id>/faults": E(NOBODY),
    "GET /api/v1/bulk-imports/<uuid:id>/files": E(NOBODY),
    "POST /api/v1/bulk-imports/<uuid:id>/commit": E(NOBODY, {}),
    "POST /api/v1/bulk-imports/<uuid:id>/cancel": E(NOBODY, {}),
    "GET /api/v1/bulk-imports/<uuid:id>/problems": E(NOBODY),
    "POST /api/v1/bulk-imports/<uuid:id>/retry": E(NOBODY, {}),
    "POST /api/v1/bulk-imports/<uuid:id>/detect": E(NOBODY, {}),
    "POST /api/v1/bulk-imports/<uuid:id>/identify": E(NOBODY, {}),
    "GET /api/v1/bulk-imports/<uuid:id>/removal": E(NOBODY),
    "POST /api/v1/bulk-imports/<uuid:id>/remove": E(NOBODY, {}),
    "POST /api/v1/bulk-imports/<uuid:id>/restore": E(NOBODY, {}),
    "GET /api/v1/bulk-imports/<uuid:id>/original": E(NOBODY),
    "POST /api/v1/bulk-imports/<uuid:id>/downloads": E(NOBODY, {}),
    "GET /api/v1/bulk-imports/<uuid:id>/downloads/<uuid:job>": E(NOBODY),
    "POST /api/v1/uploads": E(EVERYBODY),
    "DELETE /api/v1/uploads/<uuid:id>": E(EVERYBODY),  # refused by tus before it is looked for
    "PATCH /api/v1/uploads/<uuid:id>": E(EVERYBODY),
    "POST /api/v1/uploads/<uuid:id>": E(EVERYBODY),
    "HEAD /api/v1/uploads/<uuid:id>": E(EVERYBODY),
    "OPTIONS /api/v1/uploads": E(EVERYBODY),
    "GET /api/v1/assets": E(EVERYBODY),
    "GET /api/v1/assets/<uuid:id>": E(NOBODY),
    "GET /api/v1/assets/<uuid:id>/<string:size>.webp": E(NOBODY),
    "GET /api/v1/assets/<uuid:id>/original": E(NOBODY),
    "POST /api/v1/assets/<uuid:id>/detect": E(NOBODY, {}),
    "POST /api/v1/annotations": E(NOBODY, {"asset": ID, "bbox": [0, 0, 9, 9]}),
    "GET /api/v1/annotations/<uuid:id>": E(NOBODY),
    "PATCH /api/v1/annotations/<uuid:id>": E(NOBODY, {}),
    "DELETE /api/v1/annotations/<uuid:id>": E(NOBODY),
    "GET /api/v1/identifications": E(EVERYBODY),
    "POST /api/v1/identifications": E(SCIENTISTS, {"encounter": "{encounter}"}),
    "GET /api/v1/identifications/<uuid:id>": E(NOBODY),
    "GET /api/v1/identifications/<uuid:id>/evidence/<uuid:query>/<uuid:annotation>": E(NOBODY),
    "GET /api/v1/identifications/<uuid:id>/evidence/<uuid:query>/<uuid:annotation>/heat-map": E(
        NOBODY
    ),
    "GET /api/v1/identifications/<uuid:id>/evidence/<uuid:query>/<uuid:annotation>/<string:kind>.webp": E(
        NOBODY
    ),
    "POST /api/v1/identifications/<uuid:id>/decisions": E(
        NOBODY, {"annotation": ID, "decision": "no_match"}
    ),
    "DELETE /api/v1/identifications/<uuid:id>/decisions/<uuid:decision>": E(NOBODY),
    "GET /api/v1/curations": E(SCIENTISTS),
    "POST /api/v1/curations": E(SCIENTISTS, {"species": "equus_quagga"}),
    "GET /api/v1/curations/<uuid:id>": E(NOBODY),
    "POST /api/v1/curations/<uuid:id>/renew": E(NOBODY),
    "GET /api/v1/curations/<uuid:id>/evidence/<uuid:query>/<uuid:annotation>": E(NOBODY),
    "GET /api/v1/curations/<uuid:id>/evidence/<uuid:query>/<uuid:annotation>/heat-map": E(NOBODY),
    "GET /api/v1/curations/<uuid:id>/evidence/<uuid:query>/<uuid:annotation>/<string:kind>.webp": E(
        NOBODY
    ),
    "POST /api/v1/curations/<uuid:id>/answers": E(
        NOBODY, {"first": ID, "second": ID, "answer": "same"}
    ),
    "DELETE /api/v1/curations/<uuid:id>/answers/<uuid:answer>": E(NOBODY),
    "GET /api/v1/jobs/<uuid:id>": E(NOBODY),
    "GET /api/v1/jobs/<uuid:id>/events": E(NOBODY),
    "POST /api/v1/jobs/<uuid:id>/retry": E(NOBODY),
}

"""How is any list answered: of sightings, encounters or individuals?"""

from __future__ import annotations

from typing import Any

from flask import Response

from edm.api.answers import as_json
from edm.api.named_filters import filter_tree, page_request
from edm.foundation import current_edm
from edm.models import Encounter, Individual, Sighting
from edm.queries.search import Search
from service_kit.web import current_caller

Table = type[Sighting] | type[Encounter] | type[Individual]


def search() -> Search:
    """A search by the caller of the present request."""
    edm = current_edm()
    return Search(current_caller().scope, edm.species.catalogue(), edm.regions.tree())


def listed(table: Table, query: dict[str, Any]) -> Response:
    """The page that named filters ask for."""
    return found(table, {**query, "filter": filter_tree(query)})


def found(table: Table, body: dict[str, Any]) -> Response:
    """The page that a filter tree asks for."""
    with current_edm().database.read() as session:
        page = search().page(session, table, body["filter"], page_request(body))
    return as_json(page.as_dict())

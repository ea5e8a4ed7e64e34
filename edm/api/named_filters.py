"""How do named filters in an address become a filter tree?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edm.queries.search import PageRequest
from service_kit.errors import Fault, Invalid

_SIDES = ("west", "south", "east", "north")


def page_request(query: Mapping[str, Any]) -> PageRequest:
    """Which part of the list is asked for."""
    return PageRequest(query["limit"], query["cursor"], query["sort"], query["total"])


def filter_tree(query: Mapping[str, Any]) -> dict[str, Any]:
    """The tree in which all of the named filters must be met, and of a filter given several times any."""
    conditions: list[dict[str, Any]] = []
    for name, value in query.items():
        if isinstance(value, list) and value:
            conditions.append({"field": name, "op": "in", "value": value})
        elif name == "name":
            conditions.append({"field": name, "op": "contains", "value": value})
        elif name == "identified":
            conditions.append({"field": name, "op": "eq", "value": value})
        elif name == "seen_from":
            conditions.append({"field": "time", "op": "ge", "value": value})
        elif name == "seen_to":
            conditions.append({"field": "time", "op": "le", "value": value})
        elif name == "box":
            conditions.append({"field": "location", "op": "within", "value": _box(value)})
    return {"and": conditions}


def _box(text: str) -> dict[str, float]:
    try:
        sides = [float(part) for part in text.split(",")]
        return dict(zip(_SIDES, sides, strict=True))
    except ValueError as error:
        message = "A box is written west,south,east,north in degrees, like 34.5,-2,36,-1."
        raise Invalid(
            message, code="filter_invalid", errors=[Fault("/box", "filter_invalid", message, text)]
        ) from error

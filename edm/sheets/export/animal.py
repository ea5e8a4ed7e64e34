"""Which cells does what is told of an animal fill, and what of it must a row tell?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from edm.models import DEFAULT_CONTEXT
from edm.sheets.export.headings import heading_of
from edm.sheets.export.samples import numbered
from edm.sheets.export.texts import text_of
from edm.validation.names import fold_name

Cell = tuple[str, str | None]
# Names in these contexts have columns of their own.
_OWN_COLUMNS = {"name": "animal.name", "nickname": "animal.nickname"}

LISTS = ("names", "social_units", "satellite_tags")


def animal_cells(animal: Mapping[str, Any]) -> Iterator[Cell]:
    """The cells of names, social units and tags. ``animal``: as encounters have it."""
    number = 0
    for name in animal["names"]:
        place = _OWN_COLUMNS.get(name["context"])
        if place is not None:
            yield heading_of(place), text_of(name["value"])
            continue
        yield heading_of("animal.names.#.context", number), text_of(name["context"])
        yield heading_of("animal.names.#.value", number), text_of(name["value"])
        number += 1
    for at, unit in enumerate(animal["social_units"]):
        yield numbered(heading_of("animal.social_units.0.name"), at), text_of(unit["name"])
        yield numbered(heading_of("animal.social_units.0.role"), at), text_of(unit["role"])
    for at, tag in enumerate(animal["satellite_tags"]):
        yield numbered(heading_of("animal.satellite_tags.0"), at), text_of(tag)


def untold(individual: Mapping[str, Any], told: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What is known of an individual that none of its rows tells; as encounters tell it."""
    rows = list(told)
    names = {(each["context"], fold_name(each["value"])) for row in rows for each in row["names"]}
    units = [each for row in rows for each in row["social_units"]]
    tags = {tag for row in rows for tag in row["satellite_tags"]}
    fields = {name for row in rows for name in row["custom_fields"]}
    return {
        "names": [
            each
            for each in individual["names"]
            if each["context"] != DEFAULT_CONTEXT
            and (each["context"], fold_name(each["value"])) not in names
        ],
        "social_units": [each for each in individual["social_units"] if each not in units],
        "satellite_tags": [each for each in individual["satellite_tags"] if each not in tags],
        "custom_fields": {
            name: value for name, value in individual["custom_fields"].items() if name not in fields
        },
    }


def told_with(animal: Mapping[str, Any] | None, more: Mapping[str, Any]) -> dict[str, Any]:
    """What a row tells of its animal, and what no row tells."""
    own = animal or {}
    return {
        **{key: [*own.get(key, ()), *more[key]] for key in LISTS},
        "custom_fields": {**more["custom_fields"], **own.get("custom_fields", {})},
    }

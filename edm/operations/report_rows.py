"""Which rows does a validated report become? Made before the transaction begins, so that nobody waits for it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from edm.models import State, Visibility
from edm.operations.observation import location_columns, time_columns
from edm.queries.encounter_view import TOLD_BY_SHEETS, recorded_encounter
from edm.queries.sighting_view import recorded_sighting
from edm.validation.names import fold_name
from service_kit.clock import now

Row = dict[str, Any]
NameKey = tuple[str, str]
"""Species and folded name: what tells one named animal from another."""


@dataclass(frozen=True, slots=True)
class Tags:
    """Whose the new records are: what access to them is decided by."""

    owner: str
    projects: tuple[str, ...]
    submission: str | None
    visibility: str
    state: str

    def as_dict(self) -> dict[str, Any]:
        return {
            "owner": self.owner,
            "projects": sorted(self.projects),
            "submission": self.submission,
            "visibility": self.visibility,
            "state": self.state,
        }

    @property
    def public(self) -> bool:
        return self.visibility == Visibility.PUBLIC and self.state == State.APPROVED


@dataclass(frozen=True, slots=True)
class NamedEncounter:
    """An encounter that names its animal, and where in the report it does."""

    encounter: Row
    name: str
    pointer: str
    """To the encounter."""
    animal: Row | None = None
    """What the encounter tells of the animal besides its name."""

    @property
    def key(self) -> NameKey:
        return self.encounter["species"], fold_name(self.name)


@dataclass(frozen=True, slots=True)
class SightingRows:
    """One sighting with its encounters."""

    sighting: Row
    encounters: list[Row]
    named: list[NamedEncounter]
    joined: bool = False
    """Whether the sighting is there already, and the encounters are added to it."""


def staged_stamps(mark: uuid.UUID | None) -> Row:
    """The columns by which a row is not there yet; none without the mark of a staging."""
    return {} if mark is None else {"deleted_at": now(), "deletion_id": mark}


def rows_of_report(
    documents: list[dict[str, Any]],
    prints: Mapping[uuid.UUID, str],
    tags: Tags,
    mark: uuid.UUID | None = None,
) -> list[SightingRows]:
    """The rows of each sighting of a validated report, in its order; one without a print is there already."""
    stamps = {**dict.fromkeys(("created_at", "updated_at"), now()), **staged_stamps(mark)}
    return [
        _rows_of_sighting(document, at, prints, tags, stamps)
        for at, document in enumerate(documents)
    ]


def _rows_of_sighting(
    document: dict[str, Any],
    at: int,
    prints: Mapping[uuid.UUID, str],
    tags: Tags,
    stamps: Row,
) -> SightingRows:
    key = uuid.UUID(document["id"])
    sighting = {
        "id": key,
        "fingerprint": prints.get(key),
        "species": document["species"],
        **time_columns(document["time"]),
        **location_columns(document["location"]),
        "region": document["region"],
        "verbatim_locality": document["verbatim_locality"],
        "comments": document["comments"],
        "custom_fields": document["custom_fields"],
        "survey": document["survey"],
        **stamps,
    }
    encounters = [
        _encounter_row(sighting, document, one, tags, stamps) for one in document["encounters"]
    ]
    named = [
        NamedEncounter(
            row, one["individual_name"], f"/sightings/{at}/encounters/{index}", one["animal"]
        )
        for index, (row, one) in enumerate(zip(encounters, document["encounters"], strict=True))
        if one["individual_name"]
    ]
    return SightingRows(sighting, encounters, named, joined=key not in prints)


def _encounter_row(
    sighting: Row, document: dict[str, Any], one: dict[str, Any], tags: Tags, stamps: Row
) -> Row:
    species = one["species"] or sighting["species"]
    return {
        "id": uuid.UUID(one["id"]),
        "sighting_id": sighting["id"],
        "individual_id": None,
        "owner": tags.owner,
        "submission": tags.submission,
        "visibility": tags.visibility,
        "state": _state(one["state"], tags),
        "species": species,
        "own_species": species != sighting["species"],
        **time_columns(one["time"] or document["time"]),
        "own_time": one["time"] is not None,
        **location_columns(one["location"] or document["location"]),
        "own_location": one["location"] is not None,
        "region": sighting["region"],
        "verbatim_locality": sighting["verbatim_locality"],
        "sex": one["sex"],
        "life_stage": one["life_stage"],
        "living_status": one["living_status"],
        "behaviour": one["behaviour"],
        "comments": one["comments"],
        "custom_fields": one["custom_fields"],
        "verbatim": one["verbatim"],
        **{name: one[name] for name in TOLD_BY_SHEETS},
        "media": _media(one),
        **stamps,
    }


def _media(one: dict[str, Any]) -> list[Row]:
    """All pictures that the encounter names, in its order, also those of which nothing is said."""
    said = {each["asset"]: each for each in one["media"]}
    nothing: Row = {"keywords": [], "labels": {}, "quality": None}
    named = dict.fromkeys([*one["assets"], *said])
    return [said.get(asset) or {"asset": asset, **nothing} for asset in named]


def _state(own: str | None, tags: Tags) -> str:
    """An encounter's own state counts in a report of somebody who may approve; else it waits like the others."""
    return own if own is not None and tags.state == State.APPROVED else tags.state


def sighting_record(row: Row) -> dict[str, Any]:
    """What the audit trail keeps of a new sighting."""
    return recorded_sighting(SimpleNamespace(**row))


def encounter_record(row: Row, projects: list[str]) -> dict[str, Any]:
    """What the audit trail keeps of a new encounter."""
    return recorded_encounter(SimpleNamespace(**row), projects)

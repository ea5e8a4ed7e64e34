"""Records for the tests: in EDM, with their pointers, as a submission leaves them."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from houston.access import Kind, Record, RecordState, Visibility
from houston.house import House
from houston.operations.pointer import add_pointer
from service_kit.identity import new_id
from service_kit.scope import SYSTEM_SCOPE

SPECIES = "equus_quagga"
NOBODY = "anonymous"  # what a submission without an account is tagged with in EDM


class Catalogue:
    """Puts sightings into EDM and Houston."""

    def __init__(self, house: House) -> None:
        self.house = house

    def encounter(self, owner: uuid.UUID | None = None, **options: Any) -> uuid.UUID:
        """One encounter in a sighting of its own; options as for `sighting`."""
        return self.sighting(owner, **options)[1][0]

    def sighting(
        self,
        owner: uuid.UUID | None = None,
        *,
        count: int = 1,
        state: RecordState = RecordState.APPROVED,
        visibility: Visibility = Visibility.PUBLIC,
        projects: Collection[uuid.UUID] = (),
        submission: uuid.UUID | None = None,
        citizen: bool = False,
        species: str = SPECIES,
    ) -> tuple[uuid.UUID, list[uuid.UUID]]:
        """A sighting and its encounters."""
        sighting, encounters = new_id(), [new_id() for _ in range(count)]
        self.house.edm.call(
            "POST",
            "/edm/v1/sightings",
            scope=SYSTEM_SCOPE,
            json={
                "sightings": [
                    {
                        "id": str(sighting),
                        "species": species,
                        "time": {"year": 2024, "month": 6, "day": 3, "source": "entered"},
                        "location": {
                            "latitude": -1.4321,
                            "longitude": 35.1234,
                            "source": "entered",
                        },
                        "encounters": [{"id": str(each)} for each in encounters],
                    }
                ],
                "owner": str(owner) if owner else NOBODY,
                "projects": [str(each) for each in projects],
                "submission": str(submission) if submission else None,
                "visibility": visibility.value,
                "state": state.value,
            },
        )
        record = Record(
            kind=Kind.ENCOUNTER,
            owner=owner,
            projects=frozenset(projects),
            submission=submission,
            visibility=visibility,
            state=state,
            citizen=citizen,
        )
        with self.house.database.write() as session:
            for each in encounters:
                add_pointer(session, each, record, sighting)
            add_pointer(session, sighting, replaced(record, Kind.SIGHTING))
        return sighting, encounters

    def individual(self, encounters: Collection[uuid.UUID], name: str) -> uuid.UUID:
        """The animal of these encounters."""
        individual = new_id()
        self.house.edm.call(
            "POST",
            "/edm/v1/encounters/identity",
            scope=SYSTEM_SCOPE,
            json={
                "decision": str(new_id()),
                "encounters": [str(each) for each in encounters],
                "individual": str(individual),
                "species": SPECIES,
                "names": [{"context": "default", "value": name}],
            },
        )
        return individual


def replaced(record: Record, kind: Kind) -> Record:
    return Record(
        kind,
        record.owner,
        record.projects,
        record.submission,
        record.visibility,
        record.state,
        record.citizen,
    )

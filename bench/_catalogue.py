"""How does a running house get thousands of pictures without looking at any? Through what its services keep them by.

Sightings go to EDM and pictures and boxes to ACM as Houston sends them. What is short-cut: no bytes of a picture are
uploaded or looked at; Houston's rows are written in bulk, as a finished submission leaves them; and features are
handed to ACM's store, as its worker hands them after a look. There are no originals: nothing may ask for one.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import insert

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.features import keep_features
from acm_wbia.acm.settings import AcmSettings
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.models import algorithms
from houston.access.record import Kind, RecordState, Visibility
from houston.house import House
from houston.models import (
    Annotation,
    Asset,
    AssetEncounter,
    AssetState,
    Pointer,
    Submission,
    SubmissionState,
)
from houston.queries.ecology import species_facts
from houston.settings import HoustonSettings
from service_kit.identity import new_id
from service_kit.scope import SYSTEM_SCOPE
from tests.end_to_end.stack import Stack

SPECIES = "equus_quagga"
VIEWPOINT = "left"
WIDTH, HEIGHT = 1280, 960
TOGETHER = 200
"""Sightings that are sent at once, each of one picture."""


@dataclass(frozen=True)
class Shown:
    """A picture of one animal, an encounter of its own."""

    features: Features
    individual: str
    annotation: uuid.UUID = field(default_factory=new_id)
    asset: uuid.UUID = field(default_factory=new_id)
    encounter: uuid.UUID = field(default_factory=new_id)
    sighting: uuid.UUID = field(default_factory=new_id)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.asset.bytes).hexdigest()


class Catalogue:
    """The public, approved records of one owner in a house on this machine."""

    def __init__(self, stack: Stack, owner: uuid.UUID) -> None:
        self._owner = owner
        self.house = House(
            HoustonSettings(data=stack.data, edm_url=stack.edm_url, acm_url=stack.acm_url)
        )
        self.acm = AcmFoundation(AcmSettings(data=stack.data))
        wanted = species_facts(self.house, SPECIES).algorithms[0]
        (matcher,) = algorithms.opened(wanted["name"], wanted["parameters"]).matchers
        self._extraction = matcher.fingerprint

    def add(self, pictures: Iterable[Shown]) -> Iterator[Shown]:
        """Keeps the pictures; each comes out again once it can be asked about and compared with."""
        coming = iter(pictures)
        while some := list(islice(coming, TOGETHER)):
            submission = new_id()
            self._tell_edm(some, submission)
            self._keep_rows(some, submission)
            self._tell_acm(some, submission)
            self._keep_features(some)
            yield from some

    def _tell_edm(self, some: Sequence[Shown], submission: uuid.UUID) -> None:
        report = {
            "sightings": [_sighting(each) for each in some],
            "owner": str(self._owner),
            "projects": [],
            "submission": str(submission),
            "visibility": Visibility.PUBLIC,
            "state": RecordState.APPROVED,
        }
        self.house.edm.call("POST", "/edm/v1/sightings", scope=SYSTEM_SCOPE, json=report)

    def _keep_rows(self, some: Sequence[Shown], submission: uuid.UUID) -> None:
        with self.house.database.write() as session:
            session.add(
                Submission(
                    id=submission,
                    owner=self._owner,
                    state=SubmissionState.DONE,
                    visibility=Visibility.PUBLIC,
                )
            )
            session.flush()
            session.execute(insert(Asset), [_asset(each, submission) for each in some])
            session.execute(
                insert(AssetEncounter),
                [{"asset_id": each.asset, "encounter_id": each.encounter} for each in some],
            )
            session.execute(insert(Annotation), [_annotation(each) for each in some])
            pointers = [each for one in some for each in self._pointers(one, submission)]
            session.execute(insert(Pointer), pointers)

    def _pointers(self, one: Shown, submission: uuid.UUID) -> list[dict[str, Any]]:
        ids = {
            Kind.SIGHTING: one.sighting,
            Kind.ENCOUNTER: one.encounter,
            Kind.ASSET: one.asset,
            Kind.ANNOTATION: one.annotation,
        }
        return [
            {
                "id": each,
                "kind": kind,
                "owner": self._owner,
                "submission": submission,
                "sighting": None if kind is Kind.SIGHTING else one.sighting,
                "visibility": Visibility.PUBLIC,
                "state": RecordState.APPROVED,
            }
            for kind, each in ids.items()
        ]

    def _tell_acm(self, some: Sequence[Shown], submission: uuid.UUID) -> None:
        assets = [
            {
                "id": str(each.asset),
                "uri": f"/internal/v1/assets/{each.asset}/original",
                "sha256": each.sha256,
                "width": WIDTH,
                "height": HEIGHT,
                "owner": str(self._owner),
                "projects": [],
                "submission": str(submission),
                "visibility": Visibility.PUBLIC,
                "state": RecordState.APPROVED,
            }
            for each in some
        ]
        boxes = [
            {
                "id": str(each.annotation),
                "asset": str(each.asset),
                "bbox": [0, 0, WIDTH, HEIGHT],
                "class": "zebra",
                "viewpoint": VIEWPOINT,
            }
            for each in some
        ]
        for noun, documents in (("assets", assets), ("annotations", boxes)):
            self.house.acm.call(
                "PUT", f"/acm/v1/{noun}", scope=SYSTEM_SCOPE, json={noun: documents}
            )

    def _keep_features(self, some: Sequence[Shown]) -> None:
        stretches = self.acm.features.append([each.features.to_bytes() for each in some])
        rows = [
            (
                1,  # the revision of a new annotation
                {
                    "annotation_id": each.annotation,
                    "count": len(each.features),
                    "reason": None,
                    "segment": stretch.segment,
                    "offset": stretch.offset,
                    "length": stretch.length,
                },
            )
            for each, stretch in zip(some, stretches, strict=True)
        ]
        keep_features(self.acm.database, self._extraction, rows)


def _sighting(one: Shown) -> dict[str, Any]:
    return {
        "id": str(one.sighting),
        "species": SPECIES,
        "time": {"year": 2024, "month": 6, "utc_offset": "+02:00"},
        "location": {"latitude": -1.4, "longitude": 35.1},
        "encounters": [{"id": str(one.encounter), "individual_name": one.individual}],
    }


def _asset(one: Shown, submission: uuid.UUID) -> dict[str, Any]:
    return {
        "id": one.asset,
        "submission_id": submission,
        "name": f"{one.asset}.jpg",
        "sha256": one.sha256,
        "size": 1,
        "media_type": "image/jpeg",
        "width": WIDTH,
        "height": HEIGHT,
        "state": AssetState.DETECTED,
    }


def _annotation(one: Shown) -> dict[str, Any]:
    return {
        "id": one.annotation,
        "asset_id": one.asset,
        "encounter_id": one.encounter,
        "viewpoint": VIEWPOINT,
    }

"""How do photos become encounters? One submission for what was photographed together, through the public API."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from houston.client.api import CodexClient
from houston.demo.photos import DemoAnimal, DemoPhoto

YEAR_OF_THE_UNDATED = 2020  # a sighting needs a year; its comment says that this one is none
SAME_BOX_PIXELS = 0.5


@dataclass(frozen=True)
class KnownAnnotation:
    """One animal in one photo, as Codex knows it."""

    id: str
    viewpoint: str | None


@dataclass(frozen=True)
class KnownEncounter:
    """One encounter in Codex, and which animal it truly shows."""

    id: str
    animal: str
    species: str
    sighting: str
    """What was photographed together, as the photos have it."""
    annotations: tuple[KnownAnnotation, ...]


class Importer:
    """Sends photos as one caller. What was sent before under the same prefix is found again, not sent twice."""

    def __init__(
        self,
        client: CodexClient,
        *,
        prefix: str,
        named: bool,
        wishes: Callable[[int], Mapping[str, Any]],
        say: Callable[[str], None],
    ) -> None:
        """`named`: the animals' names are sent along. `wishes`: what is wished for the n-th submission."""
        self._client = client
        self._prefix = prefix
        self._named = named
        self._wishes = wishes
        self._say = say

    def run(self, photos: Iterable[DemoPhoto]) -> list[KnownEncounter]:
        """Sends all photos, then waits until they have been looked at; encounters in the order of the photos."""
        sent: list[tuple[list[DemoPhoto], str]] = []
        for _, together in groupby(photos, key=lambda photo: photo.sighting):
            group = list(together)
            sent.append((group, self._send(group, len(sent))))
            if len(sent) % 10 == 0:
                self._say(f"  {len(sent)} submissions sent")
        known: list[KnownEncounter] = []
        for group, submission in sent:
            known += self._known(group, self._client.wait_for_submission(submission))
        annotations = sum(len(each.annotations) for each in known)
        self._say(f"  {len(sent)} submissions: {len(known)} encounters, {annotations} annotations")
        return known

    def _send(self, group: Sequence[DemoPhoto], number: int) -> str:
        files = {photo.name: photo.read() for photo in group}
        key = f"{self._prefix}-{group[0].sighting}"
        return self._client.submit([self._sighting(group)], files, key=key, **self._wishes(number))

    def _sighting(self, group: Sequence[DemoPhoto]) -> dict[str, Any]:
        first = group[0]
        document: dict[str, Any] = {
            "species": first.species,
            "time": _time(first),
            "region": first.region,
            "comments": ""
            if first.taken
            else "When this was is not known; the year stands for no year.",
            "encounters": [self._encounter(group, animal) for animal in _animals(group)],
        }
        if first.location:
            latitude, longitude = first.location
            document["location"] = {"latitude": latitude, "longitude": longitude}
        return document

    def _encounter(self, group: Sequence[DemoPhoto], animal: str) -> dict[str, Any]:
        shown = [photo.name for photo in group if animal in photo.individuals]
        return {"assets": shown, **({"individual_name": animal} if self._named else {})}

    def _known(self, group: Sequence[DemoPhoto], submission: Any) -> list[KnownEncounter]:
        if submission["state"] in ("invalid", "failed"):
            raise RuntimeError(f"{group[0].name}: {submission['errors'] or submission['reason']}")
        animals, there = _animals(group), submission["encounters"]
        # What a detector finds beside those that were told comes later, with encounters of its own.
        encounters = dict(zip(animals, there[: len(animals)], strict=True))
        if more := len(there) - len(animals):
            self._say(f"  {group[0].name}: {more} more found that nobody told of; see Review")
        found: dict[str, list[KnownAnnotation]] = {name: [] for name in encounters}
        assets = {
            asset["name"]: asset
            for asset in self._client.pages("/assets", submission=submission["id"])
        }
        for photo in group:
            if photo.name not in assets:
                self._say(
                    f"  {photo.name} is byte for byte another photo of its sighting; kept once"
                )
                continue
            for name, annotation in self._annotate(photo, assets[photo.name], encounters).items():
                found[name].append(annotation)
        first = group[0]
        return [
            KnownEncounter(encounters[name], name, str(first.species), first.sighting, tuple(seen))
            for name, seen in found.items()
        ]

    def _annotate(
        self, photo: DemoPhoto, asset: Any, encounters: Mapping[str, str]
    ) -> dict[str, KnownAnnotation]:
        """The annotation of each animal in the photo; boxes and sides that are known are set by hand."""
        there = {each["encounter"]: each for each in asset["annotations"]}
        unassigned = [each for each in asset["annotations"] if each["encounter"] is None]
        known = {}
        for animal in photo.animals:
            encounter = encounters[animal.individual]
            present = there.get(encounter) or (unassigned.pop() if unassigned else None)
            if present is not None or animal.bbox is not None:
                annotation = self._set(asset["id"], encounter, animal, present)
                known[animal.individual] = KnownAnnotation(annotation, animal.viewpoint)
        return known

    def _set(self, asset: str, encounter: str, animal: DemoAnimal, present: Any) -> str:
        wanted: dict[str, Any] = {"viewpoint": animal.viewpoint, "encounter": encounter}
        if animal.bbox is not None:
            wanted["bbox"] = list(animal.bbox)
        if present is None:
            drawn = self._client.call("POST", "/annotations", json={"asset": asset, **wanted})
            return str(drawn["id"])
        changes = {key: value for key, value in wanted.items() if not _same(present[key], value)}
        if changes:
            self._client.call("PATCH", f"/annotations/{present['id']}", json=changes)
        return str(present["id"])


def _animals(group: Sequence[DemoPhoto]) -> list[str]:
    """Every animal of the group, once, in the order in which they are first seen."""
    return list(dict.fromkeys(name for photo in group for name in photo.individuals))


def _time(photo: DemoPhoto) -> dict[str, Any]:
    taken = photo.taken
    if taken is None:
        return {"year": YEAR_OF_THE_UNDATED}
    parts = ("year", "month", "day", "hour", "minute", "second")
    time: dict[str, Any] = {part: getattr(taken, part) for part in parts}
    return {**time, **({"utc_offset": photo.utc_offset} if photo.utc_offset else {})}


def _same(kept: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        return all(
            abs(one - other) < SAME_BOX_PIXELS for one, other in zip(kept, wanted, strict=True)
        )
    return bool(kept == wanted)

"""Which features have these annotations? Each is looked at once for one set of parameters, then never again."""

from __future__ import annotations

import logging
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from acm_wbia.acm.files.originals import OriginalMissing, OriginalOutOfReach
from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.features import keep_features
from acm_wbia.acm.operations.identifiability import keep_identifiability
from acm_wbia.acm.operations.parallel import in_parallel
from acm_wbia.acm.queries.features import Kept, features_of
from acm_wbia.acm.queries.pictures import Original, Place
from acm_wbia.wbia import pictures
from acm_wbia.wbia.errors import (
    ModelFileWrong,
    ModelNotInstalled,
    NetworkBrokeOff,
    ProcessingError,
)
from acm_wbia.wbia.identifiability import Identifiability, identifiability
from acm_wbia.wbia.matching.algorithm import Matcher
from service_kit.jobs import JobFailed

KEEP_EVERY_SECONDS = 2.0  # what a killed worker has to do again

NOT_THE_PICTURES_FAULT = (NetworkBrokeOff, ModelNotInstalled, ModelFileWrong)
UNFORESEEN = "The animal could not be looked at; the reason is in the log. Try again."

Progress = Callable[[int, int], None]
"""Told how many of how many pictures were looked at."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of one annotation: bytes to keep, or why there are none."""

    place: Place
    features: bytes | None
    count: int
    reason: str | None
    judged: Identifiability | None = None
    """Where it was not known yet."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What is known of the annotations asked about."""

    kept: Mapping[uuid.UUID, Kept]
    unseen: Mapping[uuid.UUID, str]
    """Those that could not be looked at this time, and why."""
    again: bool
    """Whether another attempt may see some of those."""


def extract_missing(
    foundation: AcmFoundation,
    places: Mapping[uuid.UUID, Place],
    matcher: Matcher,
    progress: Progress,
) -> Extracted:
    """Looks at those of the annotations that this matcher has not looked at yet; the features of all.

    `places` come with what is kept by its fingerprint. What was found is kept as it goes: an interrupted call leaves
    less for the next. Raises `JobFailed` where what the matcher looks with is missing or damaged.
    """
    extraction = matcher.fingerprint
    known: dict[uuid.UUID, Kept] = {}
    by_original: dict[Original, list[Place]] = defaultdict(list)
    for annotation, place in places.items():
        if place.kept is not None:
            known[annotation] = place.kept
        else:
            by_original[place.original].append(place)
    if not by_original:
        return Extracted(known, {}, again=False)
    try:
        matcher.load()
    except ProcessingError as error:
        # Not the pictures' fault, and not whole at the next attempt either.
        raise JobFailed(str(error)) from error
    keeper = _Keeper(foundation, extraction)
    look = _Look(foundation, matcher)
    work = in_parallel(look, by_original.items(), foundation.settings.picture_threads)
    for done, (_, seen) in enumerate(work, start=1):
        keeper.add(seen)
        progress(done, len(by_original))
    keeper.keep()
    new = [place.annotation for some in by_original.values() for place in some]
    known |= features_of(foundation.database, extraction, new)
    return Extracted(known, look.unseen, again=look.again)


class _Look:
    """Looks at the annotations of one picture, which is fetched and decoded once.

    What may be otherwise another time is not kept of an annotation, and stops no other.
    """

    def __init__(self, foundation: AcmFoundation, matcher: Matcher) -> None:
        self._foundation = foundation
        self._matcher = matcher
        self.unseen: dict[uuid.UUID, str] = {}
        self.again = False

    def __call__(self, unit: tuple[Original, Sequence[Place]]) -> list[Seen]:
        original, places = unit
        try:
            data = self._foundation.originals.fetch(original.path, original.sha256)
            picture = pictures.decode(data)
        except OriginalMissing as error:
            self.unseen.update({place.annotation: str(error) for place in places})
            return []
        except OriginalOutOfReach as error:
            return self._another_time(places, str(error))
        except ProcessingError as error:
            return [Seen(place, None, 0, str(error)) for place in places]
        except Exception:
            log.exception("a picture could not be read", extra={"asset": str(original.asset)})
            return self._another_time(places, UNFORESEEN)
        return [seen for place in places for seen in self._seen(picture, place)]

    def _seen(self, picture: pictures.Picture, place: Place) -> list[Seen]:
        judged = None
        try:
            if not place.judged:
                judged = identifiability(picture, place.bbox, place.theta)
            features = self._matcher.extract(picture, place.bbox, place.theta)
            return [Seen(place, features.to_bytes(), len(features), None, judged)]
        except NOT_THE_PICTURES_FAULT as error:
            self._log(place)
            return self._another_time([place], str(error))
        except ProcessingError as error:
            return [Seen(place, None, 0, str(error), judged)]
        except Exception:
            self._log(place)
            return self._another_time([place], UNFORESEEN)

    def _another_time(self, places: Sequence[Place], reason: str) -> list[Seen]:
        self.again = True
        self.unseen.update({place.annotation: reason for place in places})
        return []

    @staticmethod
    def _log(place: Place) -> None:
        log.exception(
            "an animal could not be looked at", extra={"annotation": str(place.annotation)}
        )


class _Keeper:
    """Gathers what was seen, and keeps it in few writes: first the bytes, then the rows that make them count."""

    def __init__(self, foundation: AcmFoundation, extraction: str) -> None:
        self._foundation = foundation
        self._extraction = extraction
        self._gathered: list[Seen] = []
        self._kept_at = time.monotonic()

    def add(self, seen: Sequence[Seen]) -> None:
        self._gathered += seen
        if time.monotonic() - self._kept_at > KEEP_EVERY_SECONDS:
            self.keep()

    def keep(self) -> None:
        gathered, self._gathered = self._gathered, []
        records = [each.features for each in gathered if each.features is not None]
        stretches = iter(self._foundation.features.append(records) if records else [])
        rows = []
        for each in gathered:
            values: dict[str, Any] = {
                "annotation_id": each.place.annotation,
                "count": each.count,
                "reason": each.reason,
                "segment": None,
                "offset": 0,
                "length": 0,
            }
            if each.features is not None:
                stretch = next(stretches)
                values |= {
                    "segment": stretch.segment,
                    "offset": stretch.offset,
                    "length": stretch.length,
                }
            rows.append((each.place.revision, values))
        if rows:
            keep_features(self._foundation.database, self._extraction, rows)
        keep_identifiability(
            self._foundation.database,
            [
                (each.place.annotation, each.place.revision, each.judged)
                for each in gathered
                if each.judged is not None
            ],
        )
        self._kept_at = time.monotonic()

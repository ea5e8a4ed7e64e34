"""What is in each of these pictures? Each is a unit of its own: a bad one is told of, and stops no other."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, update

from acm_wbia.acm.files.originals import OriginalMissing, OriginalOutOfReach
from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.models import Asset, DetectionOutcome
from acm_wbia.acm.operations.parallel import in_parallel
from acm_wbia.acm.operations.scopes import scope_of
from acm_wbia.acm.operations.telling import tell_when_over
from acm_wbia.acm.queries.pictures import Original, originals_of, outcomes_so_far
from acm_wbia.wbia import pictures
from acm_wbia.wbia.classification.classifier import Suggestion
from acm_wbia.wbia.detection.detector import Choosing, Detection
from acm_wbia.wbia.errors import NetworkBrokeOff, ProcessingError
from acm_wbia.wbia.identifiability import identifiability
from acm_wbia.wbia.models.card import NO_ANIMALS
from acm_wbia.wbia.pictures import Picture
from service_kit.errors import Unavailable
from service_kit.jobs import JobContext, JobFailed

Outcome = dict[str, Any]

log = logging.getLogger(__name__)


def detect(foundation: AcmFoundation, context: JobContext) -> None:
    """Looks at every picture that no earlier attempt has looked at, then ends the job with what was found in all."""
    arguments = context.arguments
    assets = [uuid.UUID(each) for each in dict.fromkeys(arguments["assets"])]
    look = _Look(foundation, arguments)
    known = outcomes_so_far(foundation.database, context.id)
    missing = [each for each in assets if each not in known]
    originals = originals_of(
        foundation.database, scope_of(foundation.database, context).read, missing
    )
    done, total, out_of_reach = len(known), len(assets), 0
    for asset in missing:
        if asset not in originals:
            _keep(foundation, context, asset, _failed("There is no such picture."), done, total)
            done += 1
    work = in_parallel(look, originals.values(), foundation.settings.picture_threads)
    for original, outcome in work:
        if outcome is None and context.attempt < context.store.most_attempts:
            out_of_reach += 1
            continue
        outcome = outcome or _failed("The picture could not be fetched.")
        done += 1
        _keep(foundation, context, original.asset, outcome, done, total)
    if out_of_reach:
        raise Unavailable(f"{out_of_reach} pictures could not be fetched just now.")
    _finish(foundation, context, assets)


class _Look:
    """Looks at one picture; `None` when it is out of reach for now."""

    def __init__(self, foundation: AcmFoundation, arguments: Mapping[str, Any]) -> None:
        """Raises `JobFailed`."""
        self._foundation = foundation
        classifier = arguments.get("classifier")
        try:
            self._detector = foundation.detectors.get(arguments["detector"])
            self._classifier = foundation.classifiers.get(classifier) if classifier else None
        except ProcessingError as error:
            # A model that is missing or damaged is not whole at the next attempt either.
            raise JobFailed(str(error)) from error
        self._classes = _wanted(arguments["classes"], self._detector.card.classes)
        self._choosing = Choosing(arguments.get("threshold"), arguments.get("overlap"))

    def __call__(self, original: Original) -> Outcome | None:
        try:
            data = self._foundation.originals.fetch(original.path, original.sha256)
            picture = pictures.decode(data)
            found = self._detector(picture, self._classes, self._choosing)
            annotations = [self._told(picture, each) for each in found]
        except OriginalOutOfReach:
            return None
        except (OriginalMissing, ProcessingError) as error:
            if isinstance(error, NetworkBrokeOff):
                log.exception("a network broke off", extra={"asset": str(original.asset)})
            return _failed(str(error))
        except Exception:
            # What nobody foresaw in one picture must not take its siblings along.
            log.exception("a picture could not be looked at", extra={"asset": str(original.asset)})
            return _failed("The picture could not be looked at; the reason is in the log.")
        height, width = picture.shape[:2]
        return {
            "state": "detected" if found else "nothing_found",
            "reason": None,
            "width": width,
            "height": height,
            "annotations": annotations,
        }

    def _told(self, picture: Picture, found: Detection) -> dict[str, Any]:
        """What was found, what kind of animal it may be, and how well it can be told from others."""
        card = self._detector.card
        told = {
            "bbox": list(found.bbox),
            "theta": found.theta,
            "class": found.class_name,
            "viewpoint": found.viewpoint,
            "confidence": found.confidence,
            "raw_class": found.raw_class,
            "raw_score": found.confidence if found.raw_class is not None else None,
            "taxon": None,
            "taxon_score": None,
            "model": f"{card.name} {card.version}",
        }
        kind = self._suggested(picture, found)
        if kind is not None:
            told |= {
                "raw_class": kind.raw_class,
                "raw_score": kind.raw_score,
                "taxon": kind.taxon,
                "taxon_score": kind.taxon_score,
                "viewpoint": found.viewpoint or kind.viewpoint,
            }
        judged = identifiability(picture, found.bbox, found.theta)
        return told | {
            "identifiability": judged.score,
            "hindrance": judged.code,
            "hindrance_reason": judged.reason,
        }

    def _suggested(self, picture: Picture, found: Detection) -> Suggestion | None:
        """What the classifier makes of it; nothing where it fails: a box is a box without it."""
        if self._classifier is None:
            return None
        try:
            return self._classifier(picture, found.bbox, found.theta)
        except Exception:
            name = self._classifier.card.name
            log.exception("a classifier could not say what it is", extra={"classifier": name})
            return None


def _wanted(asked: Sequence[str], known: Sequence[str]) -> list[str]:
    """Of the classes that a detector knows those that were asked for; all animals where it knows none of these by name.

    People and vehicles are no animals.
    """
    named = [each for each in known if each in asked]
    by_name = NO_ANIMALS.issuperset(asked) if asked else False
    if by_name or not NO_ANIMALS.issuperset(named):
        return named
    return [each for each in known if each in named or each not in NO_ANIMALS]


def _failed(reason: str) -> Outcome:
    return {"state": "failed", "reason": reason, "width": None, "height": None, "annotations": []}


def _keep(
    foundation: AcmFoundation,
    context: JobContext,
    asset: uuid.UUID,
    outcome: Outcome,
    done: int,
    total: int,
) -> None:
    with foundation.database.write() as session:
        progress = {"progress_done": done, "progress_total": total}
        message = f"{done} of {total} pictures looked at"
        context.store.hold(session, context.id, context.holder, **progress, message=message)
        session.add(DetectionOutcome(job_id=context.id, asset_id=asset, outcome=outcome))
        if outcome["width"] is not None:
            size = {"width": outcome["width"], "height": outcome["height"]}
            unknown = (Asset.id == asset, Asset.width.is_(None))
            session.execute(update(Asset).where(*unknown).values(size))


def _finish(foundation: AcmFoundation, context: JobContext, assets: list[uuid.UUID]) -> None:
    outcomes = outcomes_so_far(foundation.database, context.id)
    result = {"assets": [{"asset": str(each), **outcomes[each]} for each in assets]}
    with foundation.database.write() as session:
        context.finish(session, result)
        own = DetectionOutcome.job_id == context.id
        session.execute(delete(DetectionOutcome).where(own))
        tell_when_over(foundation, session, context.id)

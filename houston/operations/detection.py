"""Pictures are looked at here: ACM finds the animals, and each picture's findings are taken over by themselves."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from houston.access.record import Kind
from houston.house import House
from houston.models import Asset, AssetEncounter, AssetState, Submission
from houston.models.asset import UNSETTLED
from houston.operations.detection_findings import fail_asset, take_over
from houston.operations.detection_request import settle_submission
from houston.operations.features_ahead import request_features
from houston.operations.remote_job import (
    LOOK_AGAIN_SECONDS,
    ask_acm,
    forget_parts,
    is_over,
    new_remote_id,
    remember_parts,
    result_of,
)
from houston.operations.transition import Subject, move
from houston.queries.ecology import SpeciesFacts, facts_of, species_facts
from houston.queries.pointer import records_of
from service_kit.client import RemoteProblem
from service_kit.jobs import JobContext, JobFailed, Wait
from service_kit.scope import SYSTEM_SCOPE

log = logging.getLogger(__name__)


def detect(house: House, context: JobContext) -> dict[str, Any] | Wait:
    """One look at the work: asks ACM, waits for it, or takes over what it found."""
    parts = context.arguments.get("parts")
    if parts is None:
        parts = _plan(house, context)
        remember_parts(house, context, parts)
    remotes = [_ask(house, context, part) for part in parts]
    total = sum(len(part["assets"]) for part in parts)
    if not all(map(is_over, remotes)):
        done = sum(remote["progress"]["done"] for remote in remotes)
        context.progress(done, total, f"{done} of {total} pictures looked at")
        return Wait(LOOK_AGAIN_SECONDS)
    failure = None
    for remote in remotes:
        try:
            _take_over_all(house, context, result_of(remote)["assets"])
        except JobFailed as failed:
            failure = failed
    if failure:
        raise failure
    with house.database.write() as session:
        settle_submission(session, uuid.UUID(context.arguments["submission"]))
        request_features(house, session, list(map(uuid.UUID, context.arguments["assets"])))
        result = {"submission": context.arguments["submission"], "assets": total}
        context.finish(session, result)
    return result


def detection_failed(house: House, context: JobContext, reason: str) -> None:
    """What was not looked at ends with the reason; its siblings are what they are."""
    forget_parts(house, context.id)
    with house.database.write() as session:
        unsettled = session.scalars(
            select(Asset).where(Asset.detection_job == context.id, Asset.state.in_(UNSETTLED))
        )
        for asset in unsettled:
            move(session, Subject.ASSET, asset, AssetState.FAILED, reason=reason)
        session.flush()
        settle_submission(session, uuid.UUID(context.arguments["submission"]))


def _plan(house: House, context: JobContext) -> list[dict[str, Any]]:
    """What ACM is asked: one part a detector and its classes, for the species that the pictures show."""
    wanted = list(map(uuid.UUID, context.arguments["assets"]))
    with house.database.write() as session:
        context.hold(session)
        assets = session.scalars(
            select(Asset).where(
                Asset.id.in_(wanted),
                Asset.detection_job == context.id,
                Asset.state.in_((*UNSETTLED, AssetState.FAILED)),
            )
        ).all()
        for asset in assets:
            move(session, Subject.ASSET, asset, AssetState.DETECTING)
        shown = session.execute(
            select(AssetEncounter.asset_id, AssetEncounter.encounter_id)
            .where(AssetEncounter.asset_id.in_(wanted))
            .order_by(AssetEncounter.position)
        ).all()
    species = _species_by_encounter(house, [row.encounter_id for row in shown])
    ways: dict[uuid.UUID, SpeciesFacts] = {}
    for row in shown:
        if row.encounter_id in species:
            ways.setdefault(row.asset_id, species[row.encounter_id])
    parts: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for asset in assets:
        way = ways.get(asset.id, SpeciesFacts())
        parts.setdefault((way.detector, way.classes), []).append(str(asset.id))
    return [
        {"remote": new_remote_id(), "detector": detector, "classes": list(classes), "assets": some}
        for (detector, classes), some in parts.items()
    ]


def _species_by_encounter(
    house: House, encounters: Sequence[uuid.UUID]
) -> dict[uuid.UUID, SpeciesFacts]:
    facts = facts_of(house, encounters)
    known = {each: species_facts(house, each) for each in {fact.species for fact in facts.values()}}
    return {encounter: known[fact.species] for encounter, fact in facts.items()}


def _ask(house: House, context: JobContext, part: Mapping[str, Any]) -> dict[str, Any]:
    def arguments() -> dict[str, Any]:
        tell_assets(house, [uuid.UUID(each) for each in part["assets"]])
        return {name: part[name] for name in ("assets", "detector", "classes")}

    return ask_acm(house, context, part["remote"], "detect", arguments)


def tell_assets(house: House, ids: Sequence[uuid.UUID]) -> None:
    """Lets ACM know these assets as they are now."""
    with house.database.read() as session:
        assets = session.scalars(select(Asset).where(Asset.id.in_(ids))).all()
        records = records_of(session, Kind.ASSET, ids)
    documents = [
        {
            "id": str(asset.id),
            "uri": f"/internal/v1/assets/{asset.id}/original",
            "sha256": asset.sha256,
            "width": asset.width,
            "height": asset.height,
            "owner": str(record.owner) if record.owner else None,
            "projects": sorted(map(str, record.projects)),
            "submission": str(record.submission) if record.submission else None,
            "visibility": record.visibility,
            "state": record.state,
        }
        for asset in assets
        if (record := records.get(asset.id)) is not None
    ]
    house.acm.call("PUT", "/acm/v1/assets", scope=SYSTEM_SCOPE, json={"assets": documents})


def _take_over_all(house: House, context: JobContext, outcomes: list[dict[str, Any]]) -> None:
    with house.database.read() as session:
        submission = session.get_one(Submission, uuid.UUID(context.arguments["submission"]))
        shown = session.scalars(
            select(AssetEncounter.encounter_id).where(
                AssetEncounter.asset_id.in_([uuid.UUID(each["asset"]) for each in outcomes])
            )
        ).all()
    species = _species_by_encounter(house, list(dict.fromkeys(shown)))
    for done, outcome in enumerate(outcomes):
        context.progress(done, len(outcomes), "Noting what was found")
        asset = uuid.UUID(outcome["asset"])
        try:
            take_over(house, context, asset, outcome, species, actor=submission.owner)
        except RemoteProblem as problem:
            if problem.status >= 500:
                raise
            log.warning("findings refused", extra={"asset": str(asset), "reason": problem.detail})
            fail_asset(house, context, asset, problem.detail)

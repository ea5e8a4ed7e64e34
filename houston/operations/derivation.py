"""Thumbnails are made ahead here, so that the first page of a large import does not wait for them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.files.derivatives import Size
from houston.files.refused import FileRefused
from houston.house import House
from houston.models import Asset
from houston.operations.submission_job import SubmissionJob
from houston.queries.asset import original_of
from service_kit.errors import Gone
from service_kit.jobs import JobContext, Queue
from service_kit.portions import portions

ASSETS_A_JOB = 200  # about a minute's work


def request_derivatives(house: House, session: Session, assets: Sequence[uuid.UUID]) -> None:
    """Asks for them within the caller's transaction; whoever looks sooner has them made then."""
    for some in portions(assets, ASSETS_A_JOB):
        house.jobs.submit(
            session, SubmissionJob.DERIVE, {"assets": list(map(str, some))}, queue=Queue.BULK
        )


def derive(house: House, context: JobContext) -> dict[str, int]:
    """Makes what is not there yet; a picture that cannot be shown is passed over."""
    wanted = list(map(uuid.UUID, context.arguments["assets"]))
    with house.database.read() as session:
        assets = session.scalars(select(Asset).where(Asset.id.in_(wanted))).all()
    made = 0
    for done, asset in enumerate(assets):
        context.progress(done, len(assets), "Making thumbnails")
        try:
            house.derivatives.get(asset.id, Size.THUMBNAIL, original_of(house, asset).open)
        except (FileRefused, Gone):
            continue  # its page says so when somebody asks for it
        made += 1
    return {"made": made}

"""A picture is looked at once more, because somebody asked for it."""

from __future__ import annotations

from houston.access import Principal
from houston.house import House
from houston.models import Asset, Job, Submission
from houston.models.asset import UNSETTLED
from houston.operations.detection_request import request_detection
from service_kit.errors import Conflict
from service_kit.jobs import Queue


def detect_again(house: House, principal: Principal, asset: Asset) -> Job:
    """The job that looks. One that is at it already is answered as it is.

    Raises `Conflict` when its submission was deleted.
    """
    with house.database.write() as session:
        kept = session.get_one(Asset, asset.id, with_for_update=True)
        if kept.state in UNSETTLED and kept.detection_job is not None:
            return session.get_one(Job, kept.detection_job)
        submission = session.get_one(Submission, kept.submission_id)
        if submission.deleted_at is not None:
            raise Conflict("The submission of this picture was deleted.", code="submission_deleted")
        jobs = request_detection(
            house, session, submission, [kept.id], Queue.INTERACTIVE, principal.user
        )
        return session.get_one(Job, jobs[0])

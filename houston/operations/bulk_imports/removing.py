"""An import goes, or comes back, here, portion by portion, so that nobody waits for it and it can be broken off anywhere.

First EDM's records, so many encounters at a time, then what Houston notes of them; at the end, in one transaction with the
end of the job, the import itself. Each portion can be done again without doing it twice, so a job that broke off goes on.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from houston.access import Kind
from houston.house import House
from houston.models import BulkImport, Pointer, Submission, SubmissionState
from houston.models.submission import EDITABLE
from houston.operations.bulk_imports.committing import BREATH_SECONDS
from houston.operations.pointer import goes_with, returns_with
from houston.operations.purge_submission import have_it_purged
from service_kit.client import RemoteProblem
from service_kit.jobs import JobContext, JobFailed
from service_kit.scope import Scope

ENCOUNTERS_AT_ONCE = 500  # of EDM's: with their sightings and animals a fifth of a second
POINTERS_AT_ONCE = 1_000
NAMES_TOLD = 20  # of those that others bear by now: enough to see what is the matter


def remove_import(house: House, context: JobContext) -> dict[str, Any]:
    """Takes away what is still there; the job's result says how many encounters the import had."""
    going = _begin(house, context)
    if going is None:
        return _result(context)
    total = going.encounters
    for done in going.through_edm("remove", cascade="true"):
        going.go_on(done, f"{done:,} of {total:,} encounters removed")
    for done in going.through_pointers(goes_with(going.import_id), going.moment):
        going.go_on(total + done, "Noting what is gone")
    with house.database.write() as session:
        submission = going.hold(session)
        if submission.deleted_at is None:
            submission.deleted_at = going.moment
            have_it_purged(house, session, submission)
        context.finish(session, _result(context, total))
    return _result(context, total)


def restore_import(house: House, context: JobContext) -> dict[str, Any]:
    """Brings back what went with the import; what had been deleted by itself before stays deleted."""
    going = _begin(house, context)
    if going is None or going.moment is None:
        return _result(context)
    total = going.encounters
    for done in going.through_edm("restore"):
        going.go_on(done, f"{done:,} of {total:,} encounters brought back")
    for done in going.through_pointers(returns_with(going.import_id, going.moment), None):
        going.go_on(total + done, "Noting what is back")
    with house.database.write() as session:
        going.hold(session).deleted_at = None
        context.finish(session, _result(context, total))
    return _result(context, total)


def _result(context: JobContext, encounters: int = 0) -> dict[str, Any]:
    return {"submission": context.arguments["submission"], "encounters": encounters}


def _begin(house: House, context: JobContext) -> _Going | None:
    """What there is to do; None after another such job was asked for, which does it. Raises `JobFailed`."""
    import_id = uuid.UUID(context.arguments["submission"])
    moment = context.arguments["moment"]
    with house.database.read() as session:
        submission = session.get(Submission, import_id)
        found = session.get(BulkImport, import_id)
        if submission is None or found is None:
            raise JobFailed("The import is no longer there.")
        if submission.state == SubmissionState.COMMITTING:
            raise JobFailed("The import is being worked on. Try again when that is over.")
        if found.removal != context.id:
            return None
        counted = _counted(session, import_id)
    return _Going(
        house=house,
        context=context,
        import_id=import_id,
        moment=datetime.fromisoformat(moment) if moment else None,
        has_records=submission.state not in EDITABLE,
        encounters=counted.get(Kind.ENCOUNTER, 0),
        pointers=sum(counted.values()),
    )


def _counted(session: Session, import_id: uuid.UUID) -> dict[str, int]:
    """By kind, how many records Houston notes of the import, deleted or not."""
    counted = session.execute(
        select(Pointer.kind, func.count())
        .where(Pointer.submission == import_id)
        .group_by(Pointer.kind)
    )
    return {row[0]: row[1] for row in counted}


@dataclass(slots=True, kw_only=True)
class _Going:
    """An import on its way out or back."""

    house: House
    context: JobContext
    import_id: uuid.UUID
    moment: datetime | None
    """Of its deletion; None where it was never deleted."""
    has_records: bool
    encounters: int
    pointers: int

    def through_edm(self, step: str, **query: str) -> Iterator[int]:
        """Has EDM do the step portion by portion; before each, how many encounters are done."""
        left = self.encounters
        while self.has_records:
            yield max(0, self.encounters - left)
            left = self._portion(step, query)
            if not left:
                return
            time.sleep(BREATH_SECONDS)

    def _portion(self, step: str, query: dict[str, str]) -> int:
        try:
            outcome = self.house.edm.call(
                "POST",
                f"/edm/v1/submissions/{self.import_id}/{step}",
                scope=Scope.from_dict(self.context.arguments["scope"]),
                actor=self.context.owner,
                query={**query, "limit": str(ENCOUNTERS_AT_ONCE)},
            )
        except RemoteProblem as problem:
            if problem.code != "name_taken":
                raise
            names = ", ".join(f"“{fault.value}”" for fault in problem.errors[:NAMES_TOLD])
            raise JobFailed(
                f"Other animals are called {names} by now. Rename those, then restore the import again."
            ) from problem
        left: int = outcome["left"]
        return left

    def through_pointers(
        self, wanted: ColumnElement[bool], moment: datetime | None
    ) -> Iterator[int]:
        """Gives the wanted pointers this moment of their deletion; before each portion, how many are done."""
        statement = select(Pointer.id).where(wanted)
        done = 0
        while self.has_records:
            yield done
            with self.house.database.write() as session:
                self.context.hold(session)
                ids = session.scalars(statement.limit(POINTERS_AT_ONCE)).all()
                session.execute(
                    update(Pointer)
                    .where(Pointer.id.in_(ids))
                    .values(deleted_at=moment)
                    .execution_options(synchronize_session=False)
                )
            if len(ids) < POINTERS_AT_ONCE:
                return
            done += len(ids)
            time.sleep(BREATH_SECONDS)

    def go_on(self, done: int, message: str) -> None:
        """Says how far it is. Raises `LeaseLost` when it is another's now."""
        self.context.progress(done, self.encounters + self.pointers, message)

    def hold(self, session: Session) -> Submission:
        """The import, locked, in a transaction that counts only while the job is still this worker's."""
        self.context.hold(session)
        return session.get_one(Submission, self.import_id, with_for_update=True)

"""Each submission is copied to a backup. While that is away the copy waits, and nobody's work does."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from houston.cli.doctor import command as doctor
from houston.cli.submissions import command as submissions
from houston.house import House
from houston.models import Job
from houston.operations import backup
from houston.operations.submission_job import SubmissionJob
from service_kit.client import Answer
from service_kit.clock import now
from service_kit.identity import new_id
from service_kit.jobs import JobState
from tests.houston.sending import open_draft, picture, sighting, upload
from tests.houston.workflows.installation import Installation
from tests.houston.workflows.reports import report
from tests.houston.workflows.seams import Through

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """Where the backup will be; a disk that is not mounted yet."""
    return tmp_path / "mnt" / "backup"


@pytest.fixture
def installation(
    kept_installation: Installation, tmp_path: Path, disk: Path
) -> Iterator[Installation]:
    remote = f"{disk}/{{submission_id}}.git"
    kept_installation.begin_anew(tmp_path / "var", submissions_remote=remote)
    yield kept_installation
    kept_installation.rest()


@pytest.fixture
def run(house: House) -> Callable[..., Any]:
    """Runs a command of `houston` on this installation."""
    environment = {
        "HOUSTON_DATA": str(house.settings.data),
        "HOUSTON_SUBMISSIONS_REMOTE": house.settings.submissions_remote,
    }
    return lambda command, *words: CliRunner(env=environment).invoke(command, words)


def copies(house: House) -> list[Job]:
    with house.database.read() as session:
        return list(session.scalars(select(Job).where(Job.kind == SubmissionJob.BACK_UP)))


def head(repository: Path) -> str:
    command = ["git", "--git-dir", str(repository), "rev-parse", "main"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def stored_as(house: House, submission: str) -> str:
    return house.submissions.history(submission)[-1].sha


def let_pass(house: House, time: timedelta) -> None:
    """As if it had been asked for so much earlier, and the pause were over."""
    with house.database.write() as session:
        session.execute(
            update(Job)
            .where(Job.kind == SubmissionJob.BACK_UP)
            .values(created_at=now() - time, due_at=now())
        )


class RefusesOnce(Through):
    """EDM, which has come to refuse a report that it found good a moment ago."""

    refused = False

    def send(self, method: str, path: str, **options: Any) -> Answer:
        if path != "/edm/v1/sightings" or self.refused:
            return super().send(method, path, **options)
        self.refused = True
        # The real refusal, of a report with nothing in it.
        return super().send(
            method, path, **{**options, "json": {**options["json"], "sightings": []}}
        )


def test_a_submission_is_copied_after_it_was_stored(researcher, work, house, disk):
    disk.mkdir(parents=True)
    sent = report(researcher, work, picture())
    assert head(disk / f"{sent.submission}.git") == stored_as(house, sent.submission)
    (copy,) = copies(house)
    assert (copy.state, copy.queue) == (JobState.DONE, "bulk")


def test_a_backup_that_is_away_delays_the_copy_and_nothing_else(researcher, work, house, disk):
    sent = report(researcher, work, picture())
    assert researcher.get(f"/submissions/{sent.submission}").json["state"] in ("curation", "done")
    (copy,) = copies(house)
    assert copy.state == JobState.WAITING
    assert f"there is no folder {disk}" in copy.message
    disk.mkdir(parents=True)
    let_pass(house, timedelta(days=3))
    work()
    assert copies(house)[0].state == JobState.DONE
    assert head(disk / f"{sent.submission}.git") == stored_as(house, sent.submission)


def test_the_pauses_grow_and_it_is_never_given_up(researcher, work, house):
    report(researcher, work, picture())
    pauses = []
    for waited in (
        timedelta(),
        timedelta(minutes=10),
        timedelta(hours=2),
        *[timedelta(days=9)] * 7,
    ):
        let_pass(house, waited)
        work()
        (copy,) = copies(house)
        assert copy.state == JobState.WAITING
        pauses.append(round((copy.due_at - now()).total_seconds() / 60))
    assert pauses == [1, 10, 120, *[360] * 7]


def test_a_correction_is_copied_too(researcher, work, house, disk):
    disk.mkdir(parents=True)
    draft = open_draft(researcher)
    upload(researcher, draft, "a.jpg", picture())
    house.__dict__["edm"] = RefusesOnce(house.edm)
    for comment in ("first", "second"):
        document = {"sightings": [sighting("a.jpg", comments=comment)]}
        researcher.post(f"/submissions/{draft}/commit", json=document)
        work()
    first, second = house.submissions.history(draft)
    assert researcher.get(f"/submissions/{draft}").json["state"] in ("curation", "done")
    assert head(disk / f"{draft}.git") == second.sha != first.sha
    assert [copy.state for copy in copies(house)] == [JobState.DONE] * 2


def test_a_submission_that_went_for_good_meanwhile_is_not_waited_for(researcher, work, house):
    sent = report(researcher, work, picture())
    house.submissions.remove(sent.submission)
    let_pass(house, timedelta(days=1))
    work()
    assert copies(house)[0].result == {"state": "deleted_meanwhile"}


def test_while_one_is_copied_the_others_wait_their_turn(researcher, work, house, disk):
    disk.mkdir(parents=True)
    with house.backing_up:
        report(researcher, work, picture())
        assert copies(house)[0].state == JobState.WAITING
    let_pass(house, timedelta())
    work()
    assert copies(house)[0].state == JobState.DONE


def test_the_doctor_the_command_and_the_metrics_tell_what_waits(
    researcher, work, house, disk, run, app
):
    sent = report(researcher, work, picture())
    assert "ok   backup: 1 pushes wait since" in run(doctor).output
    let_pass(house, timedelta(days=2))
    assert "BAD  backup: 1 pushes wait since" in run(doctor).output
    told = app.test_client().get("/metrics").text
    assert 'jobs{kind="back_up_submission",state="waiting"} 1.0' in told
    refused = run(submissions, "push")
    assert refused.exit_code == 1
    assert "1 pushes had been waiting since" in refused.output
    disk.mkdir(parents=True)
    assert f"{sent.submission}: pushed" in run(submissions, "push").output
    work()
    assert copies(house)[0].state == JobState.DONE
    assert "ok   backup: nothing waits" in run(doctor).output


def test_without_a_backup_nothing_is_asked_for(house, monkeypatch):
    without = house.settings.model_copy(update={"submissions_remote": ""})
    monkeypatch.setattr(house, "settings", without)
    with house.database.write() as session:
        backup.request_backup(house, session, new_id(), "0" * 40)
    assert copies(house) == []

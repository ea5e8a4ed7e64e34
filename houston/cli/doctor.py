"""`houston doctor`: is everything here that Codex needs, and does it answer?"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import click

from houston.operations.submission_job import SubmissionJob
from houston.queries.job import unfinished_jobs
from houston.settings import HoustonSettings
from houston.supervisor.running import read_running
from service_kit.clock import now
from service_kit.database import Database

LEAST_FREE_GIBIBYTES = 2  # a day of uploads on a small site
LONGEST_WITHOUT_BACKUP = timedelta(days=1)  # an evening's outage is nobody's business
OLDEST_GIT = (2, 30)  # what the submission store was tried with


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it stands, and what to do about it."""

    what: str
    well: bool
    says: str


@click.command("doctor")
def command() -> None:
    """Check this machine and this installation, and say what to do."""
    settings = HoustonSettings()
    findings = [check(settings) for check in CHECKS]
    findings += _services(settings)
    for finding in findings:
        click.echo(f"{'ok ' if finding.well else 'BAD'}  {finding.what}: {finding.says}")
    if not all(finding.well for finding in findings):
        sys.exit(1)


def _python(_settings: HoustonSettings) -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Finding("Python", sys.version_info >= (3, 11), version)


def _git(_settings: HoustonSettings) -> Finding:
    if shutil.which("git") is None:
        return Finding(
            "git", False, "not found; install it: submissions are kept as git repositories"
        )
    words = subprocess.run(
        ["git", "--version"], capture_output=True, text=True, check=True
    ).stdout.split()
    version = tuple(int(part) for part in words[2].split(".")[:2])
    return Finding("git", version >= OLDEST_GIT, words[2])


def _data_folder(settings: HoustonSettings) -> Finding:
    folder = settings.data.resolve()
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free / 2**30
    says = f"{folder}, {free:.0f} GiB free"
    return Finding("data folder", free >= LEAST_FREE_GIBIBYTES, says)


def _has_database(settings: HoustonSettings) -> bool:
    return bool(settings.database_url) or Path(settings.data / "houston.sqlite").exists()


def _database(settings: HoustonSettings) -> Finding:
    if not _has_database(settings):
        return Finding("database", True, "not made yet; `houston up` makes it")
    database = Database(settings.database)
    try:
        database.check()
    except Exception as error:
        return Finding("database", False, f"does not answer: {error}")
    finally:
        database.dispose()
    return Finding("database", True, "answers")


def _backup(settings: HoustonSettings) -> Finding:
    if not settings.submissions_remote:
        return Finding("backup", True, "none is set (HOUSTON_SUBMISSIONS_REMOTE)")
    if not _has_database(settings):
        return Finding("backup", True, "nothing to copy yet")
    database = Database(settings.database)
    try:
        with database.read() as session:
            waiting = unfinished_jobs(session, SubmissionJob.BACK_UP)
    except Exception as error:
        return Finding("backup", False, f"cannot be told: {error}")
    finally:
        database.dispose()
    if waiting.since is None:
        return Finding("backup", True, "nothing waits to be copied")
    says = f"{len(waiting.jobs)} pushes wait since {waiting.since:%Y-%m-%d %H:%M} UTC. {waiting.reason}"
    return Finding("backup", now() - waiting.since < LONGEST_WITHOUT_BACKUP, says.strip())


def _web_app(settings: HoustonSettings) -> Finding:
    built = (settings.web_app / "index.html").is_file()
    return Finding("web app", built, "built" if built else "not built; `make run` builds it")


def _services(settings: HoustonSettings) -> Iterator[Finding]:
    usual = {"houston": settings.here, "edm": settings.edm_url, "acm": settings.acm_url}
    running = read_running(settings.data)
    for name in usual:
        address = (running[name].address if name in running else None) or usual[name]
        try:
            with urlopen(f"{address}/health", timeout=3) as answer:  # noqa: S310 - an address of our settings
                well = answer.status == 200
            yield Finding(name, well, f"answers at {address}")
        except (URLError, OSError):
            # Not a fault of the installation: it may simply not be running.
            yield Finding(name, True, f"is not running at {address}; `houston up` starts it")


CHECKS: tuple[Callable[[HoustonSettings], Finding], ...] = (
    _python,
    _git,
    _data_folder,
    _database,
    _backup,
    _web_app,
)

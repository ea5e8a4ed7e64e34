"""`houston submissions`: the git repositories that hold everything that was sent in."""

from __future__ import annotations

import sys

import click

from houston.house import House
from houston.operations.backup import hurry_backups
from houston.operations.rebuild_assets import rebuild_assets
from houston.operations.submission_job import SubmissionJob
from houston.queries.job import unfinished_jobs
from houston.settings import HoustonSettings
from submissions import PushFailed


@click.group("submissions")
@click.pass_context
def command(context: click.Context) -> None:
    """The git repositories that hold everything that was sent in."""
    context.obj = House(HoustonSettings())


@command.command()
@click.pass_obj
def verify(house: House) -> None:
    """Read every byte of every repository again and compare it with its manifest."""
    found = 0
    for problem in house.submissions.verify_all():
        found += 1
        click.echo(f"{problem.submission_id}: {problem.message}")
    if found:
        click.echo(f"{found} problems.")
        sys.exit(1)
    click.echo(
        f"{sum(1 for _ in house.submissions.iterate())} submissions are as they were stored."
    )


@command.command()
@click.pass_obj
def rebuild(house: House) -> None:
    """Make Houston's asset rows again from the repositories; what is there stays as it is."""
    added = 0
    for submission, count in rebuild_assets(house):
        added += count
        if count:
            click.echo(f"{submission}: {count} assets made again")
    click.echo(
        f"{added} assets were missing and are there again." if added else "Nothing was missing."
    )


@command.command()
@click.argument("remote", required=False)
@click.pass_obj
def push(house: House, remote: str | None) -> None:
    """Push every submission to REMOTE, a git URL with {submission_id} in it (default: the setting)."""
    template = remote or house.settings.submissions_remote
    if not template:
        raise click.ClickException("Name a remote, or set HOUSTON_SUBMISSIONS_REMOTE.")
    failed = 0
    for stored in house.submissions.iterate():
        try:
            result = house.submissions.push(stored.submission_id, template)
        except PushFailed as failure:
            failed += 1
            click.echo(f"{stored.submission_id}: {failure}")
        else:
            click.echo(f"{stored.submission_id}: {result.state.replace('_', ' ')}")
    if not remote:
        _tell_waiting(house)
    if failed:
        sys.exit(1)
    if not remote:
        hurry_backups(house)  # they find that all is there, and end


def _tell_waiting(house: House) -> None:
    with house.database.read() as session:
        waiting = unfinished_jobs(session, SubmissionJob.BACK_UP)
    if waiting.since is not None:
        click.echo(
            f"{len(waiting.jobs)} pushes had been waiting since {waiting.since:%Y-%m-%d %H:%M} UTC"
            + (f": {waiting.reason}" if waiting.reason else ".")
        )

"""Do the commands of whoever runs the site do what they say, on a running house?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from houston.client.api import CodexClient
from tests.end_to_end.records import record_counts
from tests.end_to_end.stack import Stack
from tests.end_to_end.stories import submit

pytestmark = pytest.mark.xdist_group("stack")


def test_asset_rows_that_were_lost_are_made_again_from_the_repositories(
    stack: Stack, researcher: CodexClient
) -> None:
    submission = submit(researcher, "to be lost", animal=3, scenes=(1, 2))
    before = record_counts(stack)
    [asset, _] = assets = list(researcher.pages("/assets", submission=submission["id"]))
    lose(stack, submission["id"])
    assert list(researcher.pages("/assets", submission=submission["id"])) == []
    assert "2 assets were missing" in stack.command("submissions", "rebuild")
    again = list(researcher.pages("/assets", submission=submission["id"]))
    assert {each["name"] for each in again} == {each["name"] for each in assets}
    assert {tuple(each["encounters"]) for each in again} == {
        tuple(each["encounters"]) for each in assets
    }
    assert (again[0]["width"], again[0]["height"]) == (asset["width"], asset["height"])
    assert record_counts(stack)["assets"] == before["assets"]
    assert "Nothing was missing" in stack.command("submissions", "rebuild")


def lose(stack: Stack, submission: str) -> None:
    """As if an older copy of the database had been brought back."""
    chosen = "SELECT id FROM assets WHERE submission_id = ?"
    with closing(sqlite3.connect(stack.data / "houston.sqlite")) as connection, connection:
        key = (submission.replace("-", ""),)
        for table, column in (
            ("annotations", "asset_id"), ("asset_encounters", "asset_id"), ("pointers", "id"), ("assets", "id"),
        ):  # fmt: skip
            connection.execute(f"DELETE FROM {table} WHERE {column} IN ({chosen})", key)


def test_every_repository_is_verified_and_pushed_to_a_backup(
    stack: Stack, researcher: CodexClient, tmp_path: Path
) -> None:
    submission = submit(researcher, "to be pushed", animal=4, scenes=(1,))["id"]
    assert "are as they were stored" in stack.command("submissions", "verify")
    told = stack.command("submissions", "push", str(tmp_path / "{submission_id}.git"))
    assert f"{submission}: pushed" in told
    assert f"{submission}: up to date" in stack.command(
        "submissions", "push", str(tmp_path / "{submission_id}.git")
    )


def test_the_doctor_and_the_lists_answer(stack: Stack) -> None:
    assert "equus_quagga" in stack.command("species", "list")
    assert "in order" in stack.command("species", "check")
    listed = stack.command("models", "list")
    assert "whole_picture" in listed
    assert "hotspotter" in listed
    assert "BAD" not in stack.command("doctor")


def test_bringing_the_databases_up_to_date_again_does_no_harm(stack: Stack) -> None:
    assert stack.command("db", "upgrade").count("up to date") == 3

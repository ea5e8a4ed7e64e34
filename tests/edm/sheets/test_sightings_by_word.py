"""Sightings are found by a sheet's own words for them through an index, also after the words were changed."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from edm.queries.sightings_by_word import sightings_called
from service_kit.scope import EVERYTHING
from tests.edm.service import sighting
from tests.edm.sheets.sheets import Sheets


@pytest.fixture
def sheets(stored: Sheets) -> Sheets:
    return stored


def called(sheets: Sheets, word: str) -> list[str]:
    with sheets.edm.edm.database.read() as session:
        return [str(row.id) for row in session.execute(sightings_called([word], EVERYTHING))]


def reported(sheets: Sheets, word: Any) -> str:
    answer = sheets.edm.report(sighting(custom_fields={"sighting_id": word}))
    return str(answer["sightings"][0]["id"])


def test_the_look_up_goes_through_the_index(sheets: Sheets) -> None:
    reported(sheets, "S-1")
    with sheets.edm.edm.database.read() as session:
        dialect = session.get_bind().dialect
        if dialect.name == "postgresql":
            # In a table of a few rows it would rather read them all.
            session.execute(text("SET LOCAL enable_seqscan = off"))
        query = sightings_called(["S-1", "S-2"], EVERYTHING)
        wanted = query.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        explain = "EXPLAIN QUERY PLAN" if dialect.name == "sqlite" else "EXPLAIN"
        plan = session.connection().exec_driver_sql(f"{explain} {wanted}").all()
    assert "ix_sightings_word" in str(plan)


def test_a_word_that_was_changed_is_found_as_it_is_now(sheets: Sheets) -> None:
    found = reported(sheets, "S-1")
    assert called(sheets, "S-1") == [found]
    change = {"custom_fields": {"sighting_id": "S-2"}}
    assert sheets.edm.patch(f"/sightings/{found}", change).status_code == 200
    assert (called(sheets, "S-1"), called(sheets, "S-2")) == ([], [found])


def test_words_that_begin_alike_are_told_apart_however_long(sheets: Sheets) -> None:
    words = ["x" * 1_900 + end for end in "ab"]
    first, second = (reported(sheets, word) for word in words)
    assert [called(sheets, word) for word in words] == [[first], [second]]
    assert called(sheets, "x" * 200) == []

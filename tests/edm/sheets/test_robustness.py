"""Whatever a sheet holds, it is answered; and what is accepted, the form accepts too."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.edm.sheets.sheets import BASE, with_ids

ODD = [
    "", "0", "-1", "8.0", "08", "'8", "1e5", "1e400", "NaN", "inf", "1_000", "0x10", "½", "1,5", "1,234",
    "1.234,5", "2015", "2015-06-02", "02-Jun-15", "31/02/2015", "03/04/2021", "42157", "9" * 20, "male",
    "M", "unknown", "None", "adult", "Luna", "a_b__c", "a,b,,c", "x@y.de", "x@y", "mara", "Equus quagga",
    "\x00", "a\nb", "  pad  ", "x" * 300, "🦓", "good", "yes", "07:30", "25:99", "+02:00", "1°75'S",
    "-1.4, 35.1", "approved", "unidentifiable", "018f4a5e-7c1b-7d2a-9f00-3a5b6c7d8e9f", "day", "3 kg",
    "1433230200000", "2015-01-01/2015-02-01", "=1+1", "-", "1" * 400, "Feb 30, 2015", "00/00/0000", None,
]  # fmt: skip


@pytest.fixture(scope="module")
def targets(sheets) -> list[str]:
    found = [item["target"] for item in sheets.edm.get("/sheets/targets")["items"]]
    return [*found, "Encounter.mediaAsset0.angle", "Encounter.tail.samplingProtocol"]


def block_of(columns: dict[str, list[Any]], rows: int) -> dict[str, Any]:
    sent = [
        {"index": index, "heading": name, "target": name, "values": values}
        for index, (name, values) in enumerate(columns.items())
    ]
    return {"columns": sent, "rows": {"first": 2, "count": rows}}


@pytest.mark.parametrize("seed", range(5))
def test_any_texts_in_any_columns_are_answered(sheets, targets, seed):
    chance = random.Random(seed)
    accepted = 0
    for _ in range(30):
        rows = chance.randint(1, 5)
        columns: dict[str, list[Any]] = {name: [text] * rows for name, text in BASE.items()}
        for name in chance.sample(targets, chance.randint(1, 4)):
            text = chance.choice(ODD)
            columns[name.replace("#", "1")] = [
                chance.choice([text, text, None, chance.choice(ODD)]) for _ in range(rows)
            ]
        answer = sheets.edm.post("/sheets/documents", block_of(columns, rows))
        if answer["sightings"]:
            accepted += 1
            checked = sheets.edm.post("/validate", {"sightings": with_ids(answer["sightings"])})
            assert checked["valid"], (columns, checked["errors"])
        for fault in answer["faults"]:
            assert all(2 <= row < 2 + rows for row in fault["rows"]), fault
    assert accepted

"""Does any JSON at all get an answer, and are all codes in the catalogue?"""

from __future__ import annotations

import ast
import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import edm
from edm.validation import CODES
from tests.edm.told import SURVEY, TOLD
from tests.edm.validation.report import Validator, a_report, a_sighting, an_encounter

SEEDS = range(12)
CHANGES_PER_SEED = 60
PACKAGE = Path(edm.__file__).parent
ATOMS: list[Any] = [
    None, True, False, 0, -1, 1, 4.5, 10**30, 1e308, float("nan"), float("inf"), "", " ", "NA", "x",
    "2024-06-03", "equus_quagga", "dragon", "\0", "\ud800", "é" * 300, "🦓", "/~", [], {}, [[]], {"": {}},
    [None], {"latitude": 1}, {"value": []}, {"year": {}},
]  # fmt: skip


def a_full_report() -> dict[str, Any]:
    return a_report(
        a_sighting(
            an_encounter(
                individual_name="Zoe",
                verbatim={"a": 1},
                custom_fields={
                    "water_depth": 3,
                    "total_length": {"value": 7, "unit": "m"},
                    "scars": ["bite"],
                    "accompanied_by": ["018f4a5e-7c1b-7d2a-9f00-3a5b6c7d8e9f"],
                },
                state="approved",
                **copy.deepcopy(TOLD),
            ),
            survey=dict(SURVEY),
            species="rhincodon_typus",
            time={"year": 2024, "month": 1, "zone": "Africa/Nairobi", "utc_offset": "+03:00"},
            custom_fields={
                "observers": ["Ann"],
                "survey_period": {"from": "2024-01-01", "to": "2024-01-02"},
                "observer_position": {"latitude": 0, "longitude": 0},
                "survey_code": "A1",
                "observation_ended": "07:30",
                "human_activity": ["none"],
            },
        )
    )


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container with every key of it."""
    members = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(members):
        yield value, key
        if isinstance(inner, dict | list):
            yield from places(inner)


def spoil(document: Any, chance: random.Random) -> None:
    """Put something unexpected somewhere."""
    everywhere = list(places(document))
    if not everywhere:  # the change before this one took all away
        return
    container, key = chance.choice(everywhere)
    atom = copy.deepcopy(chance.choice(ATOMS))
    match chance.randrange(4):
        case 0 if isinstance(container, dict):
            container[chance.choice(["", "a/b", "time", "id", "🦓", "\ud800"])] = atom
        case 1:
            del container[key]
        case _:
            container[key] = atom


def exists(document: Any, pointer: str) -> bool:
    """Whether all but the last step of the pointer lead somewhere in the document."""
    for step in pointer.split("/")[1:-1]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(document, list):
            document = document[int(key)]
        elif isinstance(document, dict) and key in document:
            document = document[key]
        else:
            return False
    return True


def test_the_full_report_is_valid_before_it_is_spoilt(validator: Validator) -> None:
    assert validator.report(a_full_report()).faults == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_spoilt_reports_are_answered_with_faults_at_real_places(
    validator: Validator, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(CHANGES_PER_SEED):
        document = a_full_report()
        for _ in range(chance.randrange(1, 4)):
            spoil(document, chance)
        result = validator.report(document)
        json.dumps(result.as_dict(), allow_nan=False).encode("utf-8")
        assert result.valid == (result.normalised is not None)
        if result.valid:
            json.dumps(result.normalised, allow_nan=False, ensure_ascii=False).encode("utf-8")
        for fault in (*result.faults, *result.warnings):
            assert fault.code in CODES
            assert exists(document, fault.pointer), fault
            assert fault.message.endswith((".", "?")), fault


@pytest.mark.parametrize("kind", ["sighting", "encounter", "individual"])
def test_spoilt_changes_are_answered_too(validator: Validator, kind: str) -> None:
    chance = random.Random(kind)
    sighting = a_full_report()["sightings"][0]
    record = {**sighting, **sighting["encounters"][0], "names": [{"context": "a", "value": "b"}]}
    for _ in range(4 * CHANGES_PER_SEED):
        partial = copy.deepcopy(record)
        for _ in range(chance.randrange(1, 6)):
            spoil(partial, chance)
        result = validator.patch(kind, record, partial)
        assert {fault.code for fault in result.faults} <= set(CODES)


@pytest.mark.parametrize("value", ATOMS, ids=repr)
def test_anything_instead_of_a_document_is_answered(validator: Validator, value: Any) -> None:
    for result in (
        validator.report(value),
        validator.individual(value),
        validator.patch("sighting", {"species": "equus_quagga"}, value),
    ):
        assert {fault.code for fault in result.faults} <= set(CODES)


def codes_in_source() -> set[str]:
    """Every plain word that is the second argument of ``faults.add`` or ``faults.warn``, or the first of ``NotNamed``."""
    return {
        code.value
        for folder in ("validation", "values", "species")
        for path in (PACKAGE / folder).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(code := code_of(node), ast.Constant)
    }


def code_of(call: ast.Call) -> ast.expr | None:
    match call:
        case ast.Call(func=ast.Attribute(attr="add" | "warn"), args=[_, code, _, *_]):
            return code
        case ast.Call(func=ast.Name(id="NotNamed"), args=[code, *_]):
            return code
    return None


def test_the_catalogue_holds_every_code_and_no_other() -> None:
    chosen_at_run_time = {"no_such_date", "bad_date", "wrong_type"}
    assert codes_in_source() | chosen_at_run_time == set(CODES)


def test_five_thousand_encounters_are_one_report(validator: Validator) -> None:
    sightings = [a_sighting(an_encounter(), an_encounter()) for _ in range(2_500)]
    result = validator.report(a_report(*sightings))
    assert (result.valid, result.sightings, result.encounters) == (True, 2_500, 5_000)

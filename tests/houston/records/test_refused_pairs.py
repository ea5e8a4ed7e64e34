"""What a decision teaches, and who is never offered again; worked out on plain rows."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import pytest

from houston.models import IdentificationDecision
from houston.operations.judging import judged
from houston.queries.refused_pair import own_encounters, passed_over

ANIMAL, OTHER, THIRD = (uuid.UUID(int=number) for number in range(1, 4))
BOX, OTHER_BOX, NAMELESS_BOX = (uuid.UUID(int=number) for number in range(11, 14))
ROWS = [
    {"name": str(ANIMAL), "score": 3.0, "annotation": str(BOX)},
    {"name": str(OTHER), "score": 2.0, "annotation": str(OTHER_BOX)},
    {"name": None, "score": 1.0, "annotation": str(NAMELESS_BOX)},
]


def decision(kind: str, **more: Any) -> IdentificationDecision:
    return IdentificationDecision(decision=kind, encounter_id=uuid.UUID(int=99), **more)


@pytest.mark.parametrize(
    ("made", "same", "known"),
    [
        (decision("matched", individual=OTHER), [False, True, None], True),
        (decision("matched", individual=THIRD, candidate=NAMELESS_BOX), [False, False, True], True),
        (decision("matched", individual=THIRD), [False, False, None], True),
        (decision("no_match"), [False, False, False], False),
    ],
)
def test_a_decision_says_which_of_the_candidates_it_was_and_whether_the_animal_is_known(
    made: IdentificationDecision, same: list[bool | None], known: bool
) -> None:
    answer = judged(made, ROWS)
    assert answer is not None
    assert (answer["scores"], answer["same"]) == ([3.0, 2.0, 1.0], same)
    assert answer["known"] is known
    assert answer["group"] == str(made.individual or made.encounter_id)


@pytest.mark.parametrize(
    "made",
    [
        decision("unidentifiable"),
        decision("no_match", candidate=BOX),
        decision("no_match", individual=ANIMAL),
    ],
)
def test_what_leaves_the_others_open_teaches_nothing_about_them(
    made: IdentificationDecision,
) -> None:
    assert judged(made, ROWS) is None


def test_a_new_animal_is_none_of_those_with_a_name_and_may_be_one_without() -> None:
    new = decision("new_individual", individual=THIRD)
    assert judged(new, ROWS) is None
    answer = judged(new, ROWS[:2])
    assert answer is not None
    assert answer["same"] == [False, False]


def test_an_answer_without_candidates_teaches_nothing() -> None:
    assert judged(decision("no_match"), []) is None


@dataclass(frozen=True)
class Seen:
    annotation: uuid.UUID
    encounter: uuid.UUID
    individual: uuid.UUID | None = None


ASKED, KIN, STRANGER, STRANGERS_KIN, NAMELESS = (uuid.UUID(int=number) for number in range(21, 26))
MEMBERS = [
    Seen(BOX, KIN, ANIMAL),
    Seen(OTHER_BOX, STRANGERS_KIN, OTHER),
    Seen(uuid.UUID(int=14), STRANGER, OTHER),
    Seen(NAMELESS_BOX, NAMELESS),
]


def test_what_was_refused_for_one_encounter_holds_for_its_whole_individual() -> None:
    own = own_encounters(MEMBERS, ASKED)
    assert own == {ASKED}
    assert passed_over(MEMBERS, own, {ASKED: {STRANGER}}) == [str(OTHER)]


def test_an_encounter_that_nobody_named_is_passed_over_by_its_annotations() -> None:
    assert passed_over(MEMBERS, {ASKED}, {ASKED: {NAMELESS}}) == [str(NAMELESS_BOX)]


def test_what_was_refused_for_another_encounter_of_the_animal_holds_too() -> None:
    members = [*MEMBERS, Seen(uuid.UUID(int=15), ASKED, ANIMAL)]
    own = own_encounters(members, ASKED)
    assert own == {ASKED, KIN}
    assert passed_over(members, own, {KIN: {NAMELESS}}) == [str(NAMELESS_BOX)]


def test_an_animal_is_never_passed_over_for_itself() -> None:
    members = [*MEMBERS, Seen(uuid.UUID(int=15), ASKED, OTHER)]
    own = own_encounters(members, ASKED)
    assert passed_over(members, own, {ASKED: {STRANGER}}) == []

"""What a decision teaches, and who is never offered again; worked out on plain rows."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import pytest

from houston.models import IdentificationDecision
from houston.operations.identify import MOST_CANDIDATES
from houston.operations.judging import Asked, judged, judged_candidate, refused_candidates
from houston.queries.refused_pair import passed_over, whom_it_is_not

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
    ("made", "place"),
    [
        (decision("unidentifiable"), None),
        (decision("no_match", candidate=NAMELESS_BOX), 2),
        (decision("no_match", individual=OTHER), 1),
        (decision("no_match", individual=THIRD), None),
    ],
)
def test_what_leaves_the_others_open_teaches_nothing_about_them(
    made: IdentificationDecision, place: int | None
) -> None:
    assert judged(made, ROWS) is None
    pair = judged_candidate(made, ROWS)
    group = str(made.encounter_id)
    expected = {"scores": [3.0, 2.0, 1.0], "place": place, "same": False, "group": group}
    assert pair == (None if place is None else expected)


def test_only_one_that_was_refused_alone_is_a_pair() -> None:
    several = [decision("no_match"), decision("matched", individual=OTHER)]
    new = decision("new_individual", individual=OTHER)
    assert [judged_candidate(each, ROWS) for each in (*several, new)] == [None] * 3


def test_a_new_animal_is_none_of_those_with_a_name_and_may_be_one_without() -> None:
    new = decision("new_individual", individual=THIRD)
    assert judged(new, ROWS) is None
    answer = judged(new, ROWS[:2])
    assert answer is not None
    assert answer["same"] == [False, False]


def test_an_answer_without_candidates_teaches_nothing() -> None:
    assert judged(decision("no_match"), []) is None


FIRST, SECOND = "first", "second"
KIN_BOX = uuid.UUID(int=15)


def row(name: uuid.UUID | None, annotation: uuid.UUID, score: float) -> dict[str, Any]:
    return {"name": name and str(name), "annotation": str(annotation), "score": score}


def asked(as_one: bool, annotation: str = FIRST) -> Asked:
    """Two pictures of one encounter: the first resembles one animal, the second that and one that nobody named."""
    first = [row(ANIMAL, BOX, 3.0)]
    second = [row(ANIMAL, KIN_BOX, 2.0), row(None, NAMELESS_BOX, 1.0), row(OTHER, OTHER_BOX, 0.5)]
    together = {
        "queries": [FIRST, SECOND],
        "individuals": [row(ANIMAL, BOX, 5.0), *second[1:]],
    }
    results = {
        FIRST: {"individuals": first, "together": together},
        SECOND: {"individuals": second, "together": together},
        "alone": {"individuals": first, "together": None},
    }
    return Asked.of(results, annotation, as_one)


@pytest.mark.parametrize("annotation", [FIRST, SECOND])
@pytest.mark.parametrize(
    ("made", "refused"),
    [
        (decision("no_match"), {BOX, KIN_BOX, NAMELESS_BOX, OTHER_BOX}),
        (decision("new_individual", individual=THIRD), {BOX, KIN_BOX, OTHER_BOX}),
        (decision("no_match", candidate=NAMELESS_BOX), {NAMELESS_BOX}),
        (decision("no_match", candidate=BOX), {BOX, KIN_BOX}),
        (decision("no_match", individual=ANIMAL), {BOX, KIN_BOX}),
    ],
)
def test_whom_pictures_that_were_asked_as_one_are_not_is_refused_for_all_of_them(
    made: IdentificationDecision, refused: set[uuid.UUID], annotation: str
) -> None:
    assert refused_candidates(made, asked(True, annotation)) == set(map(str, refused))


@pytest.mark.parametrize(
    ("annotation", "refused"),
    [(FIRST, {BOX}), (SECOND, {KIN_BOX, NAMELESS_BOX, OTHER_BOX})],
)
def test_who_saw_one_picture_s_list_refuses_whom_that_shows(
    annotation: str, refused: set[uuid.UUID]
) -> None:
    found = refused_candidates(decision("no_match"), asked(False, annotation))
    assert found == set(map(str, refused))


def test_one_that_was_asked_alone_is_its_own_list() -> None:
    assert asked(True, "alone") == asked(False, "alone")


def test_none_of_these_refuses_all_that_were_shown() -> None:
    rows = [row(None, uuid.UUID(int=100 + place), 1.0) for place in range(MOST_CANDIDATES)]
    found = refused_candidates(decision("no_match"), Asked(rows, [rows]))
    assert found == {each["annotation"] for each in rows}


@dataclass(frozen=True)
class Seen:
    annotation: uuid.UUID
    encounter: uuid.UUID
    individual: uuid.UUID | None = None


ASKED, KIN, STRANGER, STRANGERS_KIN, NAMELESS = (uuid.UUID(int=number) for number in range(21, 26))
MEMBERS = [
    Seen(BOX, KIN, ANIMAL),
    Seen(OTHER_BOX, STRANGERS_KIN, OTHER),
    Seen(NAMELESS_BOX, NAMELESS),
]
WHOSE = {ASKED: None, KIN: ANIMAL, STRANGER: OTHER, STRANGERS_KIN: OTHER, NAMELESS: None}


def test_what_was_refused_for_one_encounter_holds_for_its_whole_individual() -> None:
    refused = whom_it_is_not(ASKED, WHOSE, {ASKED: {STRANGER}})
    assert passed_over(MEMBERS, refused) == [str(OTHER)], "that encounter is no member itself"


def test_an_encounter_that_nobody_named_is_passed_over_by_its_annotations() -> None:
    refused = whom_it_is_not(ASKED, WHOSE, {ASKED: {NAMELESS}})
    assert passed_over(MEMBERS, refused) == [str(NAMELESS_BOX)]


def test_what_was_refused_for_another_encounter_of_the_animal_holds_too() -> None:
    refused = whom_it_is_not(ASKED, WHOSE | {ASKED: ANIMAL}, {KIN: {NAMELESS}})
    assert passed_over(MEMBERS, refused) == [str(NAMELESS_BOX)]


def test_an_animal_is_never_passed_over_for_itself() -> None:
    refused = whom_it_is_not(ASKED, WHOSE | {ASKED: OTHER}, {ASKED: {STRANGER}})
    assert passed_over(MEMBERS, refused) == []

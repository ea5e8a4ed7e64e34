"""What nobody can tell teaches nothing, and what somebody told of one pair teaches nothing of the others."""

from acm_wbia.wbia.calibration.judged import Compared, Judged, PairTable

SCORES = [6.0, 3.0, 2.0, 1.0]


def test_a_query_is_new_unless_somebody_is_it_or_may_be_it() -> None:
    assert Judged(SCORES, [False] * 4, "a").new is True
    assert Judged(SCORES, [False, True, None, False], "a").new is False
    assert Judged(SCORES, [False, None, False, False], "a").new is None
    assert Judged(SCORES, [False, None, False, False], "a", known=True).new is False


def test_candidates_of_which_nobody_can_tell_are_left_out() -> None:
    table = PairTable.of([Judged(SCORES, [True, None, False, False], "a")])
    assert table.same.tolist() == [True, False, False]
    assert table.sizes.tolist() == [3]
    assert table.new.tolist() == [False]


def test_where_one_may_be_the_animal_the_others_are_pairs_that_stand_alone() -> None:
    unknown = Judged(SCORES, [False, None, False, False], "b")
    table = PairTable.of([unknown, Judged(SCORES, [True, False, False, False], "a")])
    assert table.groups == ["a"] * 4 + ["b"] * 3
    assert table.sizes.tolist() == [4]


def test_what_was_compared_is_one_pair_by_its_place_on_the_whole_list() -> None:
    whole = PairTable.of([Judged(SCORES, [False, True, False, False], "a")])
    table = PairTable.of([], [Compared(SCORES, 1, True, "a"), Compared([2.0, 1.0], 0, True, "b")])
    assert table.contrasts.tolist() == [whole.contrasts[1]]
    assert (len(table.sizes), len(table.new)) == (0, 0)


def test_there_is_as_much_as_of_what_there_is_least_of() -> None:
    known = [Judged(SCORES, [True, False, False, False], f"a{n}") for n in range(5)]
    new = [Judged(SCORES, [False] * 4, f"n{n}") for n in range(3)]
    assert PairTable.of([]).fewest == 0
    assert PairTable.of(known).fewest == 0
    assert PairTable.of(known + new).fewest == 3
    assert PairTable.of(known + new, [Compared(SCORES, 0, True, "c")]).fewest == 3

"""What is proposed where the grouping and the names differ?"""

from acm_wbia.wbia.curation.proposals import Kind, Part, Proposal, as_mapping, proposals


def one(*nodes):
    return frozenset(nodes)


def test_a_catalogue_that_agrees_needs_nothing():
    assert proposals([one(0, 1), one(2)], ["A", "A", None], ()) == []


def test_two_names_in_one_group_are_a_merge_into_the_larger():
    (found,) = proposals([one(0, 1, 2)], ["A", "B", "B"], ())
    assert found == Proposal(Kind.MERGE, (Part("B", (1, 2)), Part("A", (0,))), True)


def test_one_name_in_two_groups_is_a_split_of_the_smaller():
    (found,) = proposals([one(0, 2), one(1)], ["A", "A", "A"], {1})
    assert found == Proposal(Kind.SPLIT, (Part("A", (0, 2)), Part("A", (1,))), False)


def test_the_nameless_of_a_group_get_its_name_or_one_of_their_own():
    found = proposals([one(0, 1), one(2, 3), one(4)], ["A", None, None, None, None], ())
    assert [(each.kind, each.parts) for each in found] == [
        (Kind.NAME, (Part("A", (0,)), Part(None, (1,)))),
        (Kind.NAME, (Part(None, (2, 3)),)),
    ]


def test_an_encounter_under_the_wrong_name_goes_to_the_right_one_without_merging_the_two():
    names = ["A", "A", "A", "B", "B"]
    (found,) = proposals([one(0, 1), one(2, 3, 4)], names, ())
    assert found == Proposal(
        Kind.SPLIT, (Part("A", (0, 1)), Part("A", (2,)), Part("B", (3, 4))), True
    )


def test_encounters_are_told_by_what_they_are_called():
    (found,) = proposals([one(0, 1)], [None, None], ())
    assert as_mapping(found, ["x", "y"]) == {
        "kind": "name",
        "parts": [{"name": None, "encounters": ["x", "y"]}],
        "settled": True,
    }

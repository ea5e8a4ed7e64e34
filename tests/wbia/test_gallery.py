"""A gallery is put together once and serves every match set; few or many, exact or by lists."""

import faiss
import numpy as np
import pytest

from acm_wbia.wbia.matching import blocks, codebook
from acm_wbia.wbia.matching.codebook import Codebook
from acm_wbia.wbia.matching.gallery import Gallery
from acm_wbia.wbia.matching.hotspotter import HotSpotter
from acm_wbia.wbia.matching.neighbours import NeighbourIndex
from tests.wbia.conftest import features_of, member_of


@pytest.fixture
def descriptors():
    random = np.random.default_rng(7)
    kinds = random.integers(0, 120, (60, 128))
    near = kinds[random.integers(0, 60, 6000)] + random.normal(0, 9, (6000, 128))
    return np.clip(near, 0, 255).astype(np.uint8)


def exactly(queries, stored, count):
    squares = ((queries[:, None].astype(np.int64) - stored[None].astype(np.int64)) ** 2).sum(axis=2)
    rows = np.argsort(squares, axis=1, kind="stable")[:, :count]
    return np.take_along_axis(squares, rows, axis=1), rows


def test_few_descriptors_are_searched_exactly(descriptors):
    stored, queries = descriptors[:1500], descriptors[1500:1530]
    distances, rows = NeighbourIndex.build([stored[:700], stored[700:]]).nearest(queries, 5)
    right_distances, right_rows = exactly(queries, stored, 5)
    assert np.array_equal(distances, right_distances)
    assert np.array_equal(rows, right_rows)


def test_many_descriptors_are_searched_by_lists_and_found_nearly_always(descriptors):
    index = NeighbourIndex.build([descriptors], exact_up_to=1000)
    assert not index.exact
    distances, rows = index.nearest(descriptors[:50], 3)
    assert (rows[:, 0] == np.arange(50)).all()
    assert (distances[:, 0] == 0).all()
    right, _ = exactly(descriptors[:50], descriptors, 3)
    assert (distances == right).mean() > 0.9


def test_what_nobody_has_sorted_yet_is_searched_exactly(descriptors):
    unsorted, exact = NeighbourIndex.unsorted([descriptors]), NeighbourIndex.build([descriptors])
    allowed = np.arange(6000) % 3 == 0
    assert unsorted.exact
    assert unsorted.bytes_each < exact.bytes_each
    for some in (None, allowed):
        found, right = (index.nearest(descriptors[:40], 5, some) for index in (unsorted, exact))
        assert np.array_equal(found[0], right[0])
        assert np.array_equal(found[1], right[1])


@pytest.mark.parametrize("exact_up_to", [10_000, 1000])
def test_only_allowed_rows_are_found(descriptors, exact_up_to):
    allowed = np.zeros(6000, dtype=bool)
    allowed[::3] = True
    index = NeighbourIndex.build([descriptors], exact_up_to)
    _, rows = index.nearest(descriptors[:20], 4, allowed)
    assert allowed[rows].all()


def test_missing_neighbours_are_infinitely_far(descriptors):
    distances, rows = NeighbourIndex.build([descriptors[:2]]).nearest(descriptors[:1], 4)
    assert rows[0].tolist() == [0, 1, -1, -1]
    assert np.isinf(distances[0, 2:]).all()


def test_a_codebook_is_the_same_every_time(descriptors):
    first, second = (Codebook.train([descriptors], 40) for _ in range(2))
    assert np.array_equal(first.centres, second.centres)


def test_a_codebook_has_as_many_lists_as_are_wanted(descriptors):
    for lists in (1, 2, 40, len(descriptors)):
        assert len(Codebook.train([descriptors], lists).centres) == lists


def test_among_many_centres_nearly_all_find_the_nearest_and_always_the_same(
    descriptors, monkeypatch
):
    made = Codebook.train([descriptors], 400)
    nearest = made.lists_of([descriptors])
    monkeypatch.setattr(codebook, "ALL_COMPARED", 399)
    first, second = (made.lists_of([descriptors]) for _ in range(2))
    assert np.array_equal(first, second)
    assert np.mean(first == nearest) > 0.97


def test_descriptors_come_in_order_however_they_are_cut(descriptors, monkeypatch):
    cut = np.split(descriptors, [10, 10, 500, 501, 4000])
    monkeypatch.setattr(blocks, "BATCH", 700)
    batches = list(blocks.in_batches(cut))
    assert max(map(len, batches)) < 1400
    assert np.array_equal(np.concatenate(batches), descriptors)
    for count in (0, 1, 900, 9000):
        drawn = blocks.sample(cut, count, 3)
        assert np.array_equal(drawn, blocks.sample([descriptors], count, 3))
        assert len(drawn) == min(count, len(descriptors))


def test_members_and_features_must_agree_in_number():
    with pytest.raises(ValueError, match="1 members"):
        Gallery.build([member_of(0)], [])


def out_of(herd, members):
    """Of a gallery that holds more, as a worker searches a match set."""
    stored = [each.annotation for each in herd.members]
    return herd.holding(members, np.array([stored.index(each.annotation) for each in members]))


def alone(herd, members):
    """Put together of the match set alone."""
    stored = {each.annotation: herd.stack[at] for at, each in enumerate(herd.members)}
    return Gallery.build(members, [stored[each.annotation] for each in members])


@pytest.mark.parametrize("serving", [out_of, alone])
def test_a_match_set_takes_only_its_members_with_their_present_names(herd, serving):
    members = [member_of(3, 0, name="Zawadi"), member_of(1, 0), member_of(1, 1)]
    chosen = serving(herd, members)
    assert len(chosen) == 3
    ranking = HotSpotter()(features_of(3, 9), chosen, member_of(3, 9))
    assert ranking.individuals[0].name == "Zawadi"
    assert ranking.compared == 3
    assert {found.annotation for found in ranking.annotations} <= {
        member.annotation for member in members
    }


def test_both_ways_of_serving_a_match_set_answer_alike(herd):
    members = [member_of(animal, 1) for animal in range(4)]
    answers = []
    for serving in (out_of, alone):
        ranking = HotSpotter()(features_of(2, 9), serving(herd, members))
        answers.append([(found.name, found.score) for found in ranking.individuals])
    assert answers[0] == answers[1]


def test_the_stack_gives_every_annotation_its_own_features(herd):
    own = herd.stack[3]
    assert np.array_equal(own.descriptors, features_of(1, 1).descriptors)
    assert np.array_equal(own.to_picture, features_of(1, 1).to_picture)
    assert own.chip_size == features_of(1, 1).chip_size


def test_an_index_that_grew_finds_what_one_built_whole_does_and_leaves_the_other_as_it_is(
    descriptors,
):
    first, second, third, queries = np.split(descriptors, [5500, 5700, 5800])
    book = Codebook.train([descriptors], 40)
    lists = [book.lists_of([each]) for each in (first, second, third)]
    small = NeighbourIndex(book.inverted_file([first], lists[0]))
    before = small.nearest(queries, 5)
    once = small.grown([second[:90], second[90:]], lists[1])
    twice = once.grown([third], lists[2])
    blocks = [first, second, third]
    whole = NeighbourIndex(book.inverted_file(blocks, np.concatenate(lists)))
    assert [len(each) for each in (small, once, twice)] == [5500, 5700, 5800]
    for allowed in (None, np.arange(5800) % 3 == 0, np.arange(5800) < 3):
        found, right = (index.nearest(queries, 5, allowed) for index in (twice, whole))
        assert np.array_equal(found[0], right[0])
        assert np.array_equal(found[1], right[1])
    after = small.nearest(queries, 5)
    assert np.array_equal(after[1], before[1])
    assert sum((small.held | once.held | twice.held).values()) == 136 * (5500 + 200 + 300)


@pytest.mark.parametrize("copies", [1, 20])
def test_of_what_is_equally_near_the_first_are_found_however_it_is_stored(copies):
    """Copies byte by byte, and others that lie as near in other lists."""
    random = np.random.default_rng(3)
    stored = np.repeat(random.integers(0, 3, (4000 // copies, 128), dtype=np.uint8), copies, axis=0)
    stored = stored[random.permutation(len(stored))]
    queries = random.integers(0, 3, (50, 128), dtype=np.uint8)
    book = Codebook.train([stored], 30)  # all of these lists are read
    lists = book.lists_of([stored])
    small = NeighbourIndex(book.inverted_file([stored[:3800]], lists[:3800]))
    indexes = (
        NeighbourIndex.build([stored]),
        NeighbourIndex.unsorted([stored]),
        NeighbourIndex(book.inverted_file([stored], lists)),
        small.grown([stored[3800:]], lists[3800:]),
    )
    _, by_distance = exactly(queries, stored, len(stored))
    for allowed in (np.ones(len(stored), dtype=bool), random.random(len(stored)) < 0.7):
        for count in (1, 2, 12):
            right = np.array([row[allowed[row]][:count] for row in by_distance])
            for index in indexes:
                assert np.array_equal(index.nearest(queries, count, allowed)[1], right)


def test_an_index_tells_when_too_much_of_it_is_apart_and_becomes_one_of_what_is_wanted(descriptors):
    book = Codebook.train([descriptors], 40)
    lists = book.lists_of([descriptors])
    small = NeighbourIndex(book.inverted_file([descriptors[:4000]], lists[:4000]))
    little = small.grown([descriptors[4000:4250]], lists[4000:4250])
    much = little.grown([descriptors[4250:]], lists[4250:])
    assert [each.much_apart for each in (small, little, much)] == [False, False, True]
    rows = np.flatnonzero(np.arange(6000) % 7 > 0)
    again = much.of(rows, [descriptors[rows[:90]], descriptors[rows[90:]]])
    whole = NeighbourIndex(book.inverted_file([descriptors[rows]], lists[rows]))
    del small, little, much  # it needs nothing of what it was made of
    found, right = (each.nearest(descriptors[:40], 5) for each in (again, whole))
    assert np.array_equal(found[0], right[0])
    assert np.array_equal(found[1], right[1])
    assert not again.much_apart


def test_a_gallery_answers_as_one_built_of_the_match_set_alone_in_its_order(herd):
    wanted = [3, 0, 9, 1, 2, 6]
    members = [herd.members[each] for each in wanted]
    held = herd.holding(members, np.array(wanted))
    alone = Gallery.build(members, [herd.stack[each] for each in wanted])
    assert len(held) == len(alone) == len(wanted)
    for animal in range(4):
        asked = features_of(animal, 9), member_of(animal, 9)
        found, right = (HotSpotter()(asked[0], each, asked[1]) for each in (held, alone))
        assert found.individuals == right.individuals
        for one, other in zip(found.annotations, right.annotations, strict=True):
            assert (one.annotation, one.score) == (other.annotation, other.score)
            assert np.array_equal(one.matches, other.matches)


def test_of_equally_good_candidates_the_first_of_the_match_set_comes_first():
    """However they are stored."""
    twins = [member_of(0, 0), member_of(1, 0), member_of(2, 0)]
    features = [features_of(0, 0)] * 2 + [features_of(5, 0)]
    stored = Gallery.build(twins, features)
    for order in ([0, 1, 2], [1, 0, 2], [2, 1, 0]):
        chosen = [twins[each] for each in order]
        alone = Gallery.build(chosen, [features[each] for each in order])
        held = stored.holding(chosen, np.array(order))
        found, right = (HotSpotter()(features_of(0, 9), each) for each in (held, alone))
        assert found.individuals == right.individuals


def test_lists_are_filled_as_by_faiss_itself_in_however_many_goes(descriptors, monkeypatch):
    book = Codebook.train([descriptors], 40)
    lists = book.lists_of([descriptors])
    ours_whole = book.inverted_file([descriptors], lists)
    by_faiss = codebook.beside(ours_whole)
    numbers = lists.astype(np.int64)
    points = blocks.as_float(descriptors)
    by_faiss.add_core(len(points), faiss.swig_ptr(points), None, faiss.swig_ptr(numbers))
    monkeypatch.setattr(codebook, "SORTED_IN_AT_ONCE", 700)
    ours = book.inverted_file([descriptors[:999], descriptors[999:]], lists)
    assert ours.ntotal == by_faiss.ntotal
    for each in range(40):
        size = by_faiss.invlists.list_size(each)
        assert ours.invlists.list_size(each) == size
        for kind, length in (("ids", 1), ("codes", 128)):
            found, right = (
                faiss.rev_swig_ptr(getattr(index.invlists, f"get_{kind}")(each), size * length)
                for index in (ours, by_faiss)
            )
            assert np.array_equal(found, right)

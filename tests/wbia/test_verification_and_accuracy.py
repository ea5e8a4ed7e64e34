"""Evidence needs an arrangement in common; accuracy counts only what is no leak."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from acm_wbia.wbia.accuracy import Photo, measure
from acm_wbia.wbia.matching import verification
from acm_wbia.wbia.matching.gallery import Gallery
from acm_wbia.wbia.matching.hotspotter import HotSpotter
from acm_wbia.wbia.matching.ranking import RankedAnnotation, RankedIndividual, Ranking
from acm_wbia.wbia.matching.scores import score
from acm_wbia.wbia.matching.verification import Verified, verify
from acm_wbia.wbia.matching.votes import Votes
from bench._galleries import asking
from tests.wbia.conftest import features_of, member_of

NO_MATCHES = np.empty((0, 5), np.float32)

by_hotspotter = partial(asking, HotSpotter())


def test_two_photos_of_one_animal_agree_far_more_than_two_animals():
    same, different = verify(features_of(0, 0), [features_of(0, 1), features_of(1, 1)])
    assert len(same.weights) > 20
    assert same.weights.sum() > 5 * different.weights.sum()


def test_verification_is_the_same_every_time():
    (first,) = verify(features_of(0, 0), [features_of(0, 1)])
    (again,) = verify(features_of(0, 0), [features_of(0, 1)])
    assert np.array_equal(first.first_rows, again.first_rows)
    assert np.array_equal(first.weights, again.weights)


def test_an_animal_is_verified_alone_as_it_is_among_many():
    others = [features_of(animal, photo) for animal in range(3) for photo in range(2)]
    together = verify(features_of(0, 0), others)
    for one, other in zip(together, others, strict=True):
        (alone,) = verify(features_of(0, 0), [other])
        assert np.array_equal(one.second_rows, alone.second_rows)
        assert np.array_equal(one.weights, alone.weights)


def test_two_pictures_agree_as_much_seen_from_either():
    """But for the affine map, which is searched from the first to the second."""
    one, other = features_of(0, 0), features_of(0, 1)
    (there,), (back,) = verify(one, [other]), verify(other, [one])
    pairs = dict(
        zip(zip(there.first_rows, there.second_rows, strict=True), there.weights, strict=True)
    )
    same = dict(zip(zip(back.second_rows, back.first_rows, strict=True), back.weights, strict=True))
    shared = pairs.keys() & same.keys()
    assert len(shared) > 0.8 * len(pairs)
    assert all(pairs[each] == same[each] for each in shared)


def test_a_spot_that_is_repeated_in_either_picture_says_nothing():
    one, plain = features_of(0, 0), features_of(0, 1)
    twice = replace(
        plain,
        keypoints=np.concatenate([plain.keypoints] * 2),
        descriptors=np.concatenate([plain.descriptors] * 2),
        weights=np.concatenate([plain.weights] * 2),
    )
    (once,), (repeated,) = verify(one, [plain]), verify(one, [twice])
    (from_there,) = verify(twice, [one])
    assert len(once.weights) > 20
    assert (len(repeated.weights), len(from_there.weights)) == (0, 0)


def test_one_clear_picture_says_more_than_several_faint_ones():
    """Compared again, several pictures show the same marks; votes are for each mark of the query once."""
    members = [member_of(animal, photo) for animal in range(2) for photo in range(4)]
    gallery = Gallery.build(
        members, [features_of(animal, photo) for animal in range(2) for photo in range(4)]
    )
    none = Votes(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))

    def shown(*strengths):
        return {
            place: Verified(np.zeros(1, np.int64), np.zeros(1, np.int64), np.array([strength]))
            for place, strength in enumerate(strengths)
        }

    everyone = np.ones(len(members), dtype=bool)
    found = score(gallery, everyone, none, shown(0.25, 0.25, 0.25, 0.25, 1.0), evidence=2.0)
    assert found.best_candidates(2) == [4, 0]
    # What the others show is chance; too few show what it is beside the first individual.
    assert found.of_annotations.tolist() == [0.5, 0.5, 0.5, 0.5, 1.5, 0, 0, 0]


def test_whoever_shows_no_more_than_chance_is_not_ahead_of_who_was_not_compared_again():
    members = [member_of(animal, 0) for animal in range(6)]
    gallery = Gallery.build(members, [features_of(animal, 0) for animal in range(6)])
    cast = Votes(np.arange(6), gallery.stack.starts[:6], np.array([0.3, 0.3, 0.3, 0.3, 0.4, 0.3]))
    verified = {
        place: Verified(np.zeros(1, np.int64), np.zeros(1, np.int64), np.array([strength]))
        for place, strength in enumerate((0.1, 0.1, 0.1, 0.9))
    }
    found = score(gallery, np.ones(6, dtype=bool), cast, verified, evidence=4.0)
    assert found.best_candidates(2) == [3, 4]
    assert found.of_candidates[:3] == pytest.approx(found.of_candidates[[5, 5, 5]])


def test_distances_are_exact():
    random = np.random.default_rng(5)
    one, two = (random.integers(0, 256, (40, 128), dtype=np.uint8) for _ in range(2))
    squares = (
        verification._with_lengths(one) @ verification._opposite(verification._with_lengths(two)).T
    )
    apart = one[:, None].astype(np.int64) - two[None].astype(np.int64)
    assert np.array_equal(squares, (apart**2).sum(axis=2))


def test_blas_has_as_many_threads_afterwards_as_before_whoever_verifies_beside():
    def threads():
        return [each["num_threads"] for each in verification._blas().info()]

    before = threads()
    others = [features_of(animal, 1) for animal in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda animal: verify(features_of(animal % 4, 0), others), range(12)))
    assert threads() == before


def test_with_nobody_there_is_nothing_to_verify():
    assert verify(features_of(0, 0), []) == []


def photo_of(animal, photo, side="left", **labels):
    return Photo(member_of(animal, photo, **labels), side, features_of(animal, photo))


def test_the_herd_is_recognised():
    found = measure(
        [photo_of(animal, photo) for animal in range(4) for photo in range(2)], by_hotspotter
    )
    assert found.queries == 8
    assert found.top_1 == found.top_5 == 1
    assert found.mean_average_precision == pytest.approx(1)


def test_a_pair_of_one_encounter_is_no_question():
    photos = [photo_of(0, 0, group="walk"), photo_of(0, 1, group="walk")]
    photos += [photo_of(1, 0), photo_of(1, 1)]
    assert measure(photos, by_hotspotter).queries == 2


def test_sides_are_kept_apart():
    photos = [photo_of(0, 0, "left"), photo_of(0, 1, "right"), photo_of(1, 0), photo_of(1, 1)]
    assert measure(photos, by_hotspotter).queries == 2


def test_without_any_question_there_is_no_accuracy():
    with pytest.raises(ValueError, match="no photo has another"):
        measure([photo_of(0, 0), photo_of(1, 0)], by_hotspotter)


def test_places_and_precision_are_counted_as_usual():
    """Every query is answered: another animal first, then the right one with its pictures second and third."""

    def among(members, _described):
        return lambda place, _limit: answer(members, members[place])

    def answer(members, query):
        right = [member for member in members if member.name == query.name]
        right = [member.annotation for member in right if member != query]
        individuals = (
            RankedIndividual("other", 2.0, "x"),
            RankedIndividual(query.name, 1.0, right[0]),
        )
        annotations = [RankedAnnotation("x", "other", 3.0, NO_MATCHES)]
        annotations += [RankedAnnotation(each, query.name, 1.0, NO_MATCHES) for each in right]
        return Ranking(individuals, tuple(annotations), len(members))

    found = measure([photo_of(0, photo) for photo in range(3)], among)
    assert (found.queries, found.top_1, found.top_5) == (3, 0, 1)
    assert found.mean_average_precision == pytest.approx((1 / 2 + 2 / 3) / 2)

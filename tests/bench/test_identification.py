"""What the benchmark of identification reckons, on answers whose worth is known."""

import csv
import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from acm_wbia.wbia.accuracy import Outcome, spread
from acm_wbia.wbia.boxes import Box
from acm_wbia.wbia.errors import InvalidParameters, ModelNotInstalled, UnknownModel
from acm_wbia.wbia.matching.gallery import Gallery
from acm_wbia.wbia.matching.hotspotter import HotSpotter
from acm_wbia.wbia.matching.ranking import RankedAnnotation, RankedIndividual, Ranking
from acm_wbia.wbia.models.algorithms import HOTSPOTTER
from acm_wbia.wbia.models.store import ModelStore
from bench import _algorithms, _crops, _fusion, _peer
from bench.__main__ import main
from bench._animals import drawn
from bench._crops import Crop
from bench._manifest import ManifestRow
from tests.wbia import embedding_networks
from tests.wbia.models.placing import place_files

NOWHERE = Path("nowhere")


@pytest.fixture
def models(tmp_path):
    """With a network of whole animals that looks at their colours."""
    folder = tmp_path / "models"
    embedding_networks.install(ModelStore(folder), tmp_path)
    return folder


def crop(individual, encounter, side="left"):
    row = ManifestRow(Path("a.jpg"), individual, side, encounter)
    return Crop(row, Box(0.0, 0.0, 10.0, 10.0))


def test_two_crops_of_one_photo_are_never_compared(tmp_path):
    """Where a photo shows two individuals, its copy under the other's name would be the nearest of all."""
    drawn = np.random.default_rng(5).integers(0, 255, (40, 60, 3), dtype=np.uint8)
    for name in ("ada", "copy", "bob"):
        cv2.imwrite(str(tmp_path / f"{name}.png"), drawn if name != "bob" else 255 - drawn)
    rows = [
        ManifestRow(tmp_path / f"{name}.png", name, "left", name) for name in ("ada", "copy", "bob")
    ]
    crops = [Crop(row, Box(0.0, 0.0, 60.0, 40.0)) for row in rows]
    photos, _ = _crops.photos(crops, HotSpotter().extract, threads=1)
    members = [photo.member for photo in photos]
    gallery = Gallery.build(members, [photo.described for photo in photos])
    assert gallery.comparable(members[0]).tolist() == [False, False, True]


def test_the_peer_is_judged_by_the_rules_that_hold_for_us():
    """The query's own encounter and the other side count for nothing, wherever they are ranked."""
    crops = [crop("ada", "1"), crop("ada", "1"), crop("ada", "2"), crop("ada", "3", "right")]
    crops.append(crop("bob", "4"))
    answer = _peer.PeerAnswer(0, 2.5, ("bob", "ada"), (4, 2))
    found = _peer.judge(crops, _peer.PeerAnswers(9.0, (answer,)))
    assert found == {0: Outcome(0, 1, 0.5)}


def test_whom_the_peer_does_not_rank_is_infinitely_far():
    crops = [crop("ada", "1"), crop("ada", "2"), crop("bob", "4")]
    answer = _peer.PeerAnswer(0, 2.5, ("bob",), (2,))
    assert _peer.judge(crops, _peer.PeerAnswers(9.0, (answer,)))[0].place == float("inf")


def test_a_setting_goes_to_the_algorithms_that_have_it():
    (found,) = _algorithms.opened(["hotspotter"], ["upright=0", "features=70"], NOWHERE)
    assert (found.parameters.extraction.upright, found.parameters.extraction.features) == (
        False,
        70,
    )


def test_a_setting_that_nobody_has_is_refused_with_the_nearest():
    with pytest.raises(InvalidParameters, match="upright"):
        _algorithms.opened(["hotspotter"], ["uprigth=0"], NOWHERE)


def test_an_unknown_algorithm_is_refused():
    with pytest.raises(UnknownModel, match="hotspotter"):
        _algorithms.opened(["hotspoter"], [], NOWHERE)


def test_a_network_of_whole_animals_is_named_behind_the_algorithm_or_set(models):
    spelled, given = _algorithms.opened(
        ["embedding:colours", "embedding"], ["network=colours"], models
    )
    assert spelled.parameters == given.parameters
    assert spelled.parameters.network == "colours"
    assert spelled.version == given.version


def test_the_network_that_pairs_is_named_behind_the_algorithm(tmp_path):
    pytest.importorskip("torch")
    place_files(ModelStore(tmp_path), "aliked_n16", "aliked_lightglue")
    alone, paired = _algorithms.opened(["aliked", "aliked:lightglue"], [], tmp_path)
    assert not alone.parameters.matching.lightglue
    assert paired.parameters.matching.lightglue


@pytest.mark.parametrize("name", ["hotspotter:colours", "embeding:colours", "hotspotter:lightglue"])
def test_only_whole_animals_are_compared_by_a_network_that_is_named(name, models):
    with pytest.raises(UnknownModel, match="embedding"):
        _algorithms.opened([name], [], models)


def test_a_network_that_is_named_is_not_set_as_well(models):
    with pytest.raises(InvalidParameters, match="no parameter network"):
        _algorithms.opened(["embedding:colours"], ["network=colours"], models)


def test_a_network_that_there_is_not_is_refused_with_the_nearest(models):
    with pytest.raises(InvalidParameters, match="Did you mean colours"):
        _algorithms.opened(["embedding:colour"], [], models)


def test_a_network_that_is_not_installed_is_refused_with_how_to_install_it(models):
    with pytest.raises(ModelNotInstalled, match="miewid"):
        _algorithms.opened(["embedding"], [], models)


def identified(folder, models, *names):
    """Asks about three animals, each of a colour of its own and on two photos of other days."""
    colours = [(1.0, 0.5, 0.4), (0.4, 1.0, 0.5), (0.5, 0.4, 1.0)]
    with (folder / "manifest.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["path", "individual", "viewpoint", "encounter"])
        for animal, colour in enumerate(colours):
            for photo in range(2):
                picture = (drawn(animal, photo, 400, 300) * colour).astype(np.uint8)
                cv2.imwrite(str(folder / f"{animal} {photo}.png"), picture)
                rows.writerow([f"{animal} {photo}.png", animal, "left", f"{animal} {photo}"])
    chosen = ["--manifest", str(folder / "manifest.csv"), "--models", str(models)]
    assert main(["identification", *chosen, "--no-results", "--algorithms", *names]) == 0


def test_whole_animals_are_asked_about_alone_and_as_a_part(tmp_path, models, capsys):
    identified(tmp_path, models, "embedding:colours", "hotspotter")
    figures = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    both = "embedding:colours + hotspotter"
    for name in ("embedding:colours", "hotspotter", both, f"{both}, by the shipped priors"):
        assert figures[name]["queries"] == 6
        assert figures[name]["top-1 %"] == 100


def test_the_spread_of_a_lead_holds_the_lead():
    ours = [Outcome(query, 0 if query % 4 else 3, 1.0) for query in range(100)]
    theirs = [Outcome(query, 0 if query % 2 else 3, 1.0) for query in range(100)]
    low, high = spread([ours], [theirs])
    assert 0 < low < 0.25 < high < 0.5
    assert spread([ours], [ours]) == (0, 0)


def test_the_same_outcomes_spread_the_same():
    ours = [Outcome(query, query % 3, 1.0) for query in range(30)]
    assert spread([ours]) == spread([ours])


def test_who_answers_differently_each_time_is_beaten_on_average_over_the_runs():
    """By a fixed lead over every query's average the resampled lead is that one, whatever the single runs say."""
    ours = [Outcome(query, 0, 1.0) for query in range(40)]
    odd = [Outcome(query, query % 2, 1.0) for query in range(40)]
    even = [Outcome(query, 1 - query % 2, 1.0) for query in range(40)]
    assert spread([ours], [odd, even]) == (0.5, 0.5)
    assert spread([odd, even]) == (0.5, 0.5)


def test_a_peer_that_is_asked_again_is_told_run_by_run_and_on_average(
    tmp_path, monkeypatch, capsys
):
    """The peer, which finds every animal in even runs and nobody in odd ones, is made up."""
    asked = []

    def answers(pictures, queries, run):
        asked.append(run)
        found = tuple(
            _peer.PeerAnswer(
                query, 1.0, (pictures[query]["individual"],) if run % 2 == 0 else (), ()
            )
            for query in queries
        )
        return _peer.PeerAnswers(6.0, found)

    monkeypatch.setattr(_peer, "ask", answers)
    identified(tmp_path, tmp_path, "hotspotter", "--peer", "ibeis", "--peer-runs", "4")
    figures = json.loads(capsys.readouterr().out.strip().splitlines()[-1])["ibeis"]
    assert asked == [0, 1, 2, 3]
    assert figures["queries"] == 6
    assert figures["top-1 %"] == 50
    assert figures["top-1 % of each run"] == "100.0, 0.0, 100.0, 0.0"
    beside = figures["hotspotter beside it"]
    assert beside["top-1 points ahead"] == beside["top-1 % of these queries"] - 50


def ranking(*names):
    individuals = [
        RankedIndividual(name, 1 / (1 + place), name) for place, name in enumerate(names)
    ]
    return Ranking(tuple(individuals), (), len(names))


def test_an_algorithm_that_guesses_does_not_spoil_the_fusion_with_one_that_knows():
    names = [f"animal {number % 8}" for number in range(40)]
    random = np.random.default_rng(3)
    everybody = sorted(set(names))
    asked = []
    for name in names:
        others = [each for each in everybody if each != name]
        guessed = [everybody[at] for at in random.permutation(len(everybody))]
        asked.append([ranking(name, *others), ranking(*guessed)])
    found = _fusion.held_out(asked, names)
    right = [each.individuals[0].name == name for each, name in zip(found, names, strict=True)]
    assert np.mean(right) > 0.9


def test_all_pictures_are_ranked_however_few_individuals_they_show():
    """Precision is reckoned over the pictures: a list that ends early would make it look worse than it is."""
    individuals = (RankedIndividual("ada", 9.0, "0"), RankedIndividual("bob", 1.0, "1"))
    pictures = tuple(
        RankedAnnotation(
            str(number), ("ada", "bob")[number % 2], 9.0 - number, np.empty((0, 7), np.float32)
        )
        for number in range(8)
    )
    one = Ranking(individuals, pictures, 8)
    (shipped,) = _fusion.as_shipped([[one, one]], [HotSpotter(), HotSpotter()])
    held_out = _fusion.held_out([[one, one], [one, one]], ["ada", "bob"])
    for each in (shipped, *held_out):
        assert [picture.annotation for picture in each.annotations] == list("01234567")


def test_as_shipped_a_part_without_a_prior_has_a_cautious_say():
    class Unmeasured(HotSpotter):
        card = HOTSPOTTER.model_copy(update={"version": "unmeasured"})

    sure = [
        RankedIndividual(name, score, name)
        for name, score in [("ada", 9.0), ("bob", 1.0), ("eve", 0.9)]
    ]
    other = [
        RankedIndividual(name, score, name)
        for name, score in [("bob", 9.0), ("ada", 1.0), ("eve", 0.9)]
    ]
    one, two = (Ranking(tuple(each), (), 3) for each in (sure, other))
    parts = [HotSpotter(), Unmeasured()]
    said = _fusion.as_shipped([[one, two], [two, one]], parts)
    assert [each.individuals[0].name for each in said] == ["ada", "bob"]
    assert len(said[0].individuals) == 3

"""Does the benchmark judge each manifest by itself, by the others, and write what it fitted?"""

import argparse
import json

import numpy as np
import pytest

from acm_wbia.wbia.calibration.confidence import Confidence
from acm_wbia.wbia.models import algorithms
from acm_wbia.wbia.models.algorithms import HOTSPOTTER
from bench import calibration


def kept(folder, animals, seed, matchers=("hotspotter",)):
    """A manifest whose photos are nowhere, and answers as if the matchers had been asked about them before."""
    folder.mkdir()
    random = np.random.default_rng(seed)
    rows = [(f"animal {number % animals}", f"encounter {number}") for number in range(120)]
    lines = [
        f"{number}.jpg,{name},left,{encounter}" for number, (name, encounter) in enumerate(rows)
    ]
    manifest = folder / "manifest.csv"
    manifest.write_text(
        "\n".join(["path,individual,viewpoint,encounter", *lines]), encoding="utf-8"
    )
    answers = {}
    for name in matchers:
        opened = algorithms.opened(name)
        steered = opened.parameters.to_mapping()
        key = json.dumps([name, opened.version, steered, "whole_picture 1"])
        answers[key] = [named(random, own, known) for own, _ in rows for known in (True, False)]
    file = folder / "answers.json"
    file.write_text(json.dumps(answers), encoding="utf-8")
    return ["--manifest", str(manifest), "--same-encounter", "encounter", "--answers", str(file)]


def named(random, own, known):
    """Seven others, and the animal where it is known: it stands out, more or less."""
    scores = {f"other {number}": np.exp(random.normal(0, 0.3)) for number in range(7)}
    if known:
        scores[own] = np.exp(random.normal(1, 0.6))
    return sorted(scores.items(), key=lambda one: -one[1])


def measured(options):
    parser = argparse.ArgumentParser()
    calibration.add_arguments(parser)
    return calibration.run(parser.parse_args(options))


def test_each_manifest_is_judged_by_itself_and_by_the_others(tmp_path):
    options = [*kept(tmp_path / "seals", 12, 1), *kept(tmp_path / "nyala", 20, 2)]
    prior = tmp_path / "priors.json"
    figures = measured([*options, "--write-prior", str(prior)])
    assert set(figures) == {"seals", "nyala"}
    own = figures["seals"]
    assert (own["queries"], own["individuals"], own["pairs of one animal"]) == (240, 12, 120)
    ways = (own, own["fitted on the other manifests"], own["fitted on all, individuals held out"])
    for way in ways:
        for what in ("all candidates", "first candidates", "new animal"):
            by_chance = way[what]["by chance, 95 in 100 stay below"]
            assert 0 < way[what]["expected calibration error"] < 2 * by_chance
        assert way["new animal"]["share of the queries"] == pytest.approx(0.5)
    known = json.loads(prior.read_text(encoding="utf-8"))
    assert (
        Confidence.from_mapping(known["hotspotter"][HOTSPOTTER.version]).same.provenance.positive
        == 240
    )


def test_a_short_account_says_the_same_of_fewer_things(tmp_path):
    options = [*kept(tmp_path / "seals", 12, 1), *kept(tmp_path / "nyala", 20, 2)]
    long, short = measured(options)["seals"], measured([*options, "--short"])["seals"]
    assert "reliability" not in short
    assert "all candidates" not in short
    new = short["new animal"]
    assert new == {name: long["new animal"][name] for name in new}
    assert "precision at recall 0.9" in new
    ways = "fitted on the other manifests", "fitted on all, individuals held out"
    assert set(ways) < set(short)

"""Does the benchmark judge each manifest by itself, by the others, and write what it fitted?"""

import argparse
import json
from dataclasses import asdict

import numpy as np
import pytest

from acm_wbia.wbia.calibration.confidence import Confidence
from acm_wbia.wbia.calibration.judged import Judged
from bench import calibration


def kept(folder, animals, seed):
    """A manifest without photos, and answers as if they had been asked about before."""
    folder.mkdir()
    manifest = folder / "manifest.csv"
    manifest.write_text("path,individual,viewpoint,encounter\n", encoding="utf-8")
    random = np.random.default_rng(seed)
    answers = []
    for number in range(240):
        scores = np.exp(random.normal(0, 0.3, 8))
        right = number % 2 == 0
        if right:
            scores[0] = np.exp(random.normal(1, 0.6))
        order = np.argsort(-scores).tolist()
        same = [right and at == 0 for at in order]
        answers.append(Judged(scores[order].tolist(), same, f"animal {number % animals}", right))
    file = folder / "answers.json"
    file.write_text(json.dumps([asdict(each) for each in answers]), encoding="utf-8")
    return ["--manifest", str(manifest), "--same-encounter", "encounter", "--answers", str(file)]


def test_each_manifest_is_judged_by_itself_and_by_the_others(tmp_path):
    parser = argparse.ArgumentParser()
    calibration.add_arguments(parser)
    options = [*kept(tmp_path / "seals", 12, 1), *kept(tmp_path / "nyala", 20, 2)]
    prior = tmp_path / "priors.json"
    figures = calibration.run(parser.parse_args([*options, "--write-prior", str(prior)]))
    assert set(figures) == {"seals", "nyala"}
    own = figures["seals"]
    assert (own["queries"], own["individuals"], own["pairs of one animal"]) == (240, 12, 120)
    ways = (own, own["fitted on the other manifests"], own["fitted on all, individuals held out"])
    for way in ways:
        for what in ("all candidates", "first candidates", "new animal"):
            by_chance = way[what]["by chance, 95 in 100 stay below"]
            assert 0 < way[what]["expected calibration error"] < 2 * by_chance
        assert way["new animal"]["share of the queries"] == pytest.approx(0.5)
    written = Confidence.from_mapping(json.loads(prior.read_text(encoding="utf-8"))["hotspotter"])
    assert written.same.provenance.positive == 240

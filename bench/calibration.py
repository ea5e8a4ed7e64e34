"""Is what is said to be 80 % sure true in 80 of 100 cases, of animals that nothing was fitted on?

Every photo is asked twice, as it is and of a catalogue without its animal; curves, those of a fusion's parts too, are fitted
on four fifths of the individuals and judged on the rest, in turns. Of several manifests each is judged by itself, by what was fitted on
the other manifests only, as the shipped prior is for a species it has not seen, and by what was fitted on all of them,
the individuals held out. Beside each error stands the one that as few numbers show by chance if all are exactly right:
below that nothing can be measured.
"""

import argparse
import itertools
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.calibration import priors
from acm_wbia.wbia.calibration.quality import (
    brier,
    error_at_equal_counts,
    error_by_chance,
    expected_calibration_error,
    precision_at_recall,
    reliability,
)
from acm_wbia.wbia.detection.loading import Detectors
from acm_wbia.wbia.matching.algorithm import IdentificationAlgorithm
from acm_wbia.wbia.models import algorithms
from acm_wbia.wbia.models.algorithms import HOTSPOTTER
from acm_wbia.wbia.models.registry import WHOLE_PICTURE
from acm_wbia.wbia.models.store import ModelStore
from bench import _answers, _manifest
from bench._answers import Answered
from bench._boxes import Boxes
from bench._worth import Fitting, Told

RECALL = 0.9
"""Of the new animals that are to be told."""

ALL, FIRST, NEW = "all candidates", "first candidates", "new animal"
"""Of what something is said."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which photos; each ``--manifest`` with its own column, parameters, detector and file of answers, in order."""
    parser.add_argument("--manifest", type=Path, action="append", required=True)
    parser.add_argument("--same-encounter", action="append", required=True, metavar="COLUMN")
    parser.add_argument("--limit", type=int, help="at most so many photos of each")
    parser.add_argument(
        "--parameters",
        type=json.loads,
        action="append",
        default=[],
        metavar="JSON",
        help="of the algorithm, as the species' own file gives them",
    )
    parser.add_argument(
        "--answers",
        type=Path,
        action="append",
        default=[],
        help="a file that keeps a manifest's answers, or has them from before",
    )
    parser.add_argument(
        "--detect",
        action="append",
        default=[],
        metavar="DETECTOR",
        help="looks for the animal first; whole_picture, as without, where a photo is one",
    )
    parser.add_argument("--algorithm", choices=sorted(algorithms.KNOWN), default=HOTSPOTTER.name)
    parser.add_argument(
        "--models", type=Path, default=Path("var/models"), help="folder of installed models"
    )
    parser.add_argument("--write-prior", type=Path, help="the file of priors to put this one into")
    parser.add_argument(
        "--every-part",
        action="store_true",
        help="fit a curve for each part of a fusion, also where no prior of it is shipped",
    )
    parser.add_argument(
        "--short",
        action="store_true",
        help="only first candidates and new animals, each summed up in one way",
    )


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Each manifest's figures, by itself and by what the others teach."""
    if len(args.same_encounter) != len(args.manifest):
        raise SystemExit("Every --manifest needs its own --same-encounter.")
    chosen, answered = _answered(args)
    today = datetime.now(tz=UTC).date().isoformat()
    fitting = Fitting(chosen, today, args.every_part)
    pooled = [each for some in answered.values() for each in some]
    of_all = iter(fitting.held_out(pooled) if len(answered) > 1 else ())
    figures: dict[str, Any] = {}
    for name, own in answered.items():
        figures[name] = _by_itself(fitting.held_out(own), args.short)
        if len(answered) > 1:
            others = [each for other in answered if other != name for each in answered[other]]
            ways = {
                "fitted on the other manifests": fitting.worth(others).told(own),
                "fitted on all, individuals held out": list(itertools.islice(of_all, len(own))),
            }
            figures[name] |= {way: _figures(told, args.short) for way, told in ways.items()}
    if args.write_prior:
        priors.keep(args.write_prior, fitting.worth(pooled).confidence)
    return figures


def _answered(
    args: argparse.Namespace,
) -> tuple[IdentificationAlgorithm, dict[str, list[Answered]]]:
    """The algorithm, and its answers by manifest; individuals of two manifests are never the same."""
    kept = [*args.answers, *[None] * len(args.manifest)]
    parameters = [*args.parameters, *[{}] * len(args.manifest)]
    detect = [*args.detect, *[WHOLE_PICTURE.name] * len(args.manifest)]
    store = ModelStore(args.models)
    detectors = Detectors(store)
    opened = [
        algorithms.opened(args.algorithm, parameters[number], store)
        for number in range(len(args.manifest))
    ]
    if len({each.version for each in opened}) > 1:
        raise SystemExit("Scores of different versions are not to be put together.")
    answered = {}
    for manifest, column, chosen, detector, file in zip(
        args.manifest, args.same_encounter, opened, detect, kept, strict=False
    ):
        rows = _manifest.read(manifest, column, args.limit)
        boxes = Boxes(detectors.get(detector))
        name = manifest.parent.name
        answered[name] = [
            replace(each, group=f"{name} {each.group}")
            for each in _answers.answers(chosen.matchers, rows, boxes, file)
        ]
    return opened[0], answered


def _by_itself(told: Told, short: bool) -> dict[str, Any]:
    said = _said(told)
    same = said[ALL][1]
    found = {
        "queries": len(said[NEW][1]),
        "individuals": len({judged.group for judged, _ in told}),
        "pairs of one animal": int(same.sum()),
        "pairs of two": int((~same).sum()),
        **_figures(told, short),
    }
    if not short:
        found["reliability"] = {what: _diagram(*each) for what, each in said.items()}
    return found


def _said(told: Told) -> dict[str, tuple[NDArray[np.float64], NDArray[np.bool_]]]:
    """What was said and whether it was true, by what it was said of."""
    both = [(one, judged) for judged, one in told if one is not None]
    candidates = [(one.candidates, judged.same[: len(one.candidates)]) for one, judged in both]
    return {
        ALL: (
            np.concatenate([numbers for numbers, _ in candidates]),
            np.concatenate([np.array(same, dtype=bool) for _, same in candidates]),
        ),
        FIRST: (
            np.array([numbers[0] for numbers, _ in candidates]),
            np.array([same[0] for _, same in candidates]),
        ),
        NEW: (
            np.array([one.new for one, _ in both]),
            np.array([judged.new for _, judged in both]),
        ),
    }


def _figures(told: Told, short: bool) -> dict[str, Any]:
    said = _said(told)
    figures: dict[str, Any] = {}
    for what, (numbers, truth) in said.items():
        if short and what == ALL:
            continue
        mean, high = error_by_chance(numbers)
        figures[what] = {
            "expected calibration error": expected_calibration_error(numbers, truth),
            "by chance, were all exactly right": mean,
            "Brier score": brier(numbers, truth),
        }
        if not short:
            figures[what] |= {
                "by chance, 95 in 100 stay below": high,
                "over bins of equal counts": error_at_equal_counts(numbers, truth),
            }
    new, truth = said[NEW]
    figures[NEW][f"precision at recall {RECALL}"] = precision_at_recall(new, truth, RECALL)
    if not short:
        figures[NEW]["share of the queries"] = float(truth.mean())
    known = [judged.same[:1] == [True] for judged, _ in told if judged.known]
    figures["the animal first, % of those that are known"] = 100 * float(np.mean(known))
    return figures


def _diagram(said: NDArray[np.float64], truth: NDArray[np.bool_]) -> dict[str, str]:
    """The rows of a reliability diagram."""
    return {
        f"said {100 * each.said:.0f} %": f"true {100 * each.true:.0f} % of {each.count}"
        for each in reliability(said, truth)
    }

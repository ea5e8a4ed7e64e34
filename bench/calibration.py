"""Is what is said to be 80 % sure true in 80 of 100 cases, of animals that nothing was fitted on?

Every photo is asked twice, as it is and of a catalogue without its animal; curves are fitted on four fifths of
the individuals and judged on the rest, in turns. Of several manifests each is judged by itself, by what was fitted on
the other manifests only, as the shipped prior is for a species it has not seen, and by what was fitted on all of them,
the individuals held out. Beside each error stands the one that as few numbers show by chance if all are exactly right:
below that nothing can be measured.
"""

import argparse
import itertools
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.calibration.calibration import Origin, Source
from acm_wbia.wbia.calibration.confidence import Confidence, Said, held_out
from acm_wbia.wbia.calibration.judged import Judged
from acm_wbia.wbia.calibration.quality import (
    brier,
    error_at_equal_counts,
    error_by_chance,
    expected_calibration_error,
    precision_at_recall,
    reliability,
)
from acm_wbia.wbia.models import algorithms
from acm_wbia.wbia.models.algorithms import HOTSPOTTER
from acm_wbia.wbia.models.store import ModelStore
from bench import _algorithms, _answers, _manifest

RECALL = 0.9
"""Of the new animals that are to be told."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which photos; each ``--manifest`` with its own column, parameters and file of answers, in order."""
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
    parser.add_argument("--algorithm", choices=_algorithms.LOCAL, default=HOTSPOTTER.name)
    parser.add_argument(
        "--models", type=Path, default=Path("var/models"), help="folder of installed models"
    )
    parser.add_argument("--write-prior", type=Path, help="the file of priors to put this one into")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Each manifest's figures, by itself and by what the others teach."""
    if len(args.same_encounter) != len(args.manifest):
        raise SystemExit("Every --manifest needs its own --same-encounter.")
    kept = [*args.answers, *[None] * len(args.manifest)]
    parameters = [*args.parameters, *[{}] * len(args.manifest)]
    store = ModelStore(args.models)
    answered = {}
    for number, (manifest, column) in enumerate(
        zip(args.manifest, args.same_encounter, strict=True)
    ):
        matcher = _algorithms.local(args.algorithm, parameters[number], store)
        rows = _manifest.read(manifest, column, args.limit)
        name = manifest.parent.name
        answered[name] = [
            replace(each, group=f"{name} {each.group}")
            for each in _answers.answers(matcher, rows, kept[number])
        ]
    card = algorithms.known(args.algorithm).card
    today = datetime.now(tz=UTC).date().isoformat()
    source = Source(card.name, card.version, None, today, Origin.PRIOR)
    figures: dict[str, Any] = {}
    pooled = [each for some in answered.values() for each in some]
    of_all = iter(held_out(pooled, source)) if len(answered) > 1 else None
    for name, own in answered.items():
        figures[name] = _by_itself(own, source)
        if of_all is not None:
            others = [each for other in answered if other != name for each in answered[other]]
            taught = Confidence.fit(others, source)
            said = [taught(each.scores) for each in own]
            figures[name]["fitted on the other manifests"] = _figures(said, own)
            said = list(itertools.islice(of_all, len(own)))
            figures[name]["fitted on all, individuals held out"] = _figures(said, own)
    if args.write_prior:
        _write(args.write_prior, card.name, Confidence.fit(pooled, source))
    return figures


def _by_itself(own: Sequence[Judged], source: Source) -> dict[str, Any]:
    said = held_out(own, source)
    told = _told(said, own)
    same = told["all candidates"][1]
    return {
        "queries": len(told["new animal"][1]),
        "individuals": len({each.group for each in own}),
        "pairs of one animal": int(same.sum()),
        "pairs of two": int((~same).sum()),
        **_figures(said, own),
        "reliability": {what: _diagram(*each) for what, each in told.items()},
    }


def _told(
    said: Sequence[Said | None], own: Sequence[Judged]
) -> dict[str, tuple[NDArray[np.float64], NDArray[np.bool_]]]:
    """What was said and whether it was true, by what it was said of."""
    both = [(one, each) for one, each in zip(said, own, strict=True) if one is not None]
    candidates = [(one.candidates, each.same[: len(one.candidates)]) for one, each in both]
    return {
        "all candidates": (
            np.concatenate([numbers for numbers, _ in candidates]),
            np.concatenate([np.array(same, dtype=bool) for _, same in candidates]),
        ),
        "first candidates": (
            np.array([numbers[0] for numbers, _ in candidates]),
            np.array([same[0] for _, same in candidates]),
        ),
        "new animal": (
            np.array([one.new for one, _ in both]),
            np.array([each.new for _, each in both]),
        ),
    }


def _figures(said: Sequence[Said | None], own: Sequence[Judged]) -> dict[str, Any]:
    told = _told(said, own)
    figures: dict[str, Any] = {}
    for what, (numbers, truth) in told.items():
        mean, high = error_by_chance(numbers)
        figures[what] = {
            "expected calibration error": expected_calibration_error(numbers, truth),
            "by chance, were all exactly right": mean,
            "by chance, 95 in 100 stay below": high,
            "over bins of equal counts": error_at_equal_counts(numbers, truth),
            "Brier score": brier(numbers, truth),
        }
    new, truth = told["new animal"]
    figures["new animal"] |= {
        f"precision at recall {RECALL}": precision_at_recall(new, truth, RECALL),
        "share of the queries": float(truth.mean()),
    }
    return figures


def _diagram(said: NDArray[np.float64], truth: NDArray[np.bool_]) -> dict[str, str]:
    """The rows of a reliability diagram."""
    return {
        f"said {100 * each.said:.0f} %": f"true {100 * each.true:.0f} % of {each.count}"
        for each in reliability(said, truth)
    }


def _write(file: Path, algorithm: str, confidence: Confidence) -> None:
    priors = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    priors[algorithm] = confidence.to_mapping()
    file.write_text(json.dumps(priors, indent=1, sort_keys=True) + "\n", encoding="utf-8")

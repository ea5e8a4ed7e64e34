"""Is what is said to be 80 % sure true in 80 of 100 cases, of animals that nothing was fitted on?

Every photo is asked twice, as it is and of a catalogue without its animal; curves are fitted on four fifths of
the individuals and judged on the rest, in turns. Of several manifests each is judged by itself, and by a curve
that was fitted on the other manifests only, as the shipped prior is on animals it has not seen.
"""

import argparse
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.calibration.calibration import Origin, Source, held_out
from acm_wbia.wbia.calibration.confidence import Confidence, Judged, PairTable
from acm_wbia.wbia.calibration.novelty import held_out_novelty
from acm_wbia.wbia.calibration.quality import (
    brier,
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
        answered[manifest.parent.name] = _answers.answers(matcher, rows, kept[number])
    card = algorithms.known(args.algorithm).card
    today = datetime.now(tz=UTC).date().isoformat()
    source = Source(card.name, card.version, None, today, Origin.PRIOR)
    figures: dict[str, Any] = {}
    for name, own in answered.items():
        figures[name] = _by_itself(PairTable.of(own))
        others = [each for other in answered if other != name for each in answered[other]]
        if others:
            figures[name]["fitted on the other manifests"] = _by_others(own, others, source)
    if args.write_prior:
        pooled = [each for some in answered.values() for each in some]
        _write(args.write_prior, card.name, Confidence.fit(pooled, source))
    return figures


def _by_itself(table: PairTable) -> dict[str, Any]:
    said = held_out(table.contrasts, table.same, table.groups)
    new = held_out_novelty(table.best, table.margins, table.new, table.query_groups)
    return {
        "queries": len(table.new),
        "individuals": len(set(table.query_groups)),
        "pairs of one animal": int(table.same.sum()),
        "pairs of two": int((~table.same).sum()),
        **_figures(said, table, new),
        "reliability, all candidates": _diagram(said, table.same),
        "reliability, first candidates": _diagram(said[table.first], table.same[table.first]),
        "reliability, new animal": _diagram(new, table.new),
    }


def _by_others(own: Sequence[Judged], others: Sequence[Judged], source: Source) -> dict[str, Any]:
    table = PairTable.of(own)
    taught = Confidence.fit(others, source)
    new = taught.new.probability(table.best, table.margins)
    return _figures(taught.same.probability(table.contrasts), table, new)


def _figures(
    said: NDArray[np.float64], table: PairTable, new: NDArray[np.float64]
) -> dict[str, Any]:
    first = table.first
    return {
        "expected calibration error": expected_calibration_error(said, table.same),
        "Brier score": brier(said, table.same),
        "first candidates, expected calibration error": expected_calibration_error(
            said[first], table.same[first]
        ),
        "first candidates, Brier score": brier(said[first], table.same[first]),
        "new animal, expected calibration error": expected_calibration_error(new, table.new),
        "new animal, Brier score": brier(new, table.new),
        f"new animal, precision at recall {RECALL}": precision_at_recall(new, table.new, RECALL),
        "new animal, share of the queries": float(table.new.mean()),
    }


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

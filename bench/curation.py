"""How many comparisons does a person make until the animals of a catalogue are told apart?

The names are hidden, but what was photographed together is known. A simulated reviewer, who errs in 2 of 100, answers
what the curator asks; beside that, the decisions that going down each photo's ranked list takes. Photos of different
sides are never compared, and those of one encounter neither: an animal whose encounters no chain of common sides joins
counts as several, which nobody could tell to be one.
"""

import argparse
import json
import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from acm_wbia.wbia.calibration.contrast import AMONG
from acm_wbia.wbia.calibration.priors import prior
from acm_wbia.wbia.curation.curator import CurationParameters
from acm_wbia.wbia.curation.looks import Look, Looks
from acm_wbia.wbia.matching.gallery import Gallery, Member
from acm_wbia.wbia.matching.hotspotter import HotSpotter
from acm_wbia.wbia.parameters.hotspotter import HotSpotterParameters
from bench import _answers, _manifest, _reviewing

ERROR = 0.02
"""Of the reviewer's answers."""
SHARES = ("1/6", "1/3", "1/2", "2/3")
"""Of the decisions that going down each photo's list takes."""
USUAL = CurationParameters()
STAGES = (
    USUAL,
    *(replace(USUAL, doubt=doubt) for doubt in (3.5, 4.5, 9.0)),
    CurationParameters(margin=4.5, doubt=9.0),
)
"""Where nothing is asked any more, the less likely is asked about, until nothing on the lists is left out; and in the end
what the machine joined by itself."""

List = tuple[int, str, dict[int, float]]
"""Of one photo: its encounter, its side, and the encounters on its list with their scores."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which photos, with which parameters, and how many reviewers."""
    parser.add_argument("--manifest", type=Path, required=True)
    parser.add_argument("--same-encounter", default="encounter", metavar="COLUMN")
    parser.add_argument("--limit", type=int, help="at most so many photos")
    parser.add_argument(
        "--parameters",
        type=json.loads,
        default={},
        metavar="JSON",
        help="of the algorithm, as the species' own file gives them",
    )
    parser.add_argument(
        "--lists", type=Path, help="a file that keeps the ranked lists, or has them from before"
    )
    parser.add_argument("--reviewers", type=int, default=20, help="each errs in other places")
    parser.add_argument(
        "--at-once",
        type=int,
        default=1,
        help="questions that are answered before the next are chosen",
    )


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Decisions by either way, and how much of the truth they find."""
    rows = _manifest.read(args.manifest, args.same_encounter, args.limit)
    encounters = sorted({row.encounter for row in rows})
    truth = _reviewing.tellable(rows, encounters)
    hotspotter = HotSpotter(HotSpotterParameters.from_mapping(args.parameters))
    lists = _kept(args.lists, hotspotter, rows, encounters)
    confidence = prior(hotspotter.card.name, hotspotter.version)
    if confidence is None:
        raise SystemExit("There is no prior that says what the scores are worth.")
    looks = Looks(_looks(lists), confidence.same)
    asked = [(node, scores) for node, _, scores in lists]
    down = _reviewing.down_the_lists(asked, truth)
    once = _reviewing.down_the_lists_once(asked, truth)
    begun = time.perf_counter()
    reviewed = [
        _reviewing.asked_by_the_curator(looks, truth, ERROR, seed, STAGES, args.at_once)
        for seed in range(args.reviewers)
    ]
    took = time.perf_counter() - begun
    return {
        "photos": len(rows),
        "encounters": len(encounters),
        "individuals": len({row.individual for row in rows}),
        "that can be told": len(set(truth)),
        "fewest decisions that join them all": len(encounters) - len(set(truth)),
        "of the true grouping, at most by what is on the lists": _reviewing.on_the_lists(
            asked, truth
        ),
        "down each photo's list": {"decisions": down},
        "down the lists, nothing decided twice": {
            "decisions": once.decisions,
            "of the true grouping": once.alike,
            **_course([once], down),
        },
        "asked by the curator, reviewer errs in 2 %": _asked(
            [each[0] for each in reviewed], down, once
        ),
        "asked on until the lists are exhausted, reviewer errs in 2 %": _asked(
            [each[-2] for each in reviewed], down, once
        ),
        "and about what the machine joined, reviewer errs in 2 %": _asked(
            [each[-1] for each in reviewed], down, once
        ),
        "seconds between two questions": took
        / max(1, sum(each[-1].decisions for each in reviewed)),
    }


def _asked(
    reviewed: Sequence[_reviewing.Reviewed], down: int, once: _reviewing.Reviewed
) -> dict[str, Any]:
    asked = statistics.median(each.decisions for each in reviewed)
    as_much = [each.until(once.alike) for each in reviewed]
    true = [each.until_true for each in reviewed]
    return {
        "reviewers": len(reviewed),
        "that come by the true grouping": sum(each is not None for each in true),
        "decisions until the true grouping, median of those": _median(true),
        "that come by as much of it as down the lists": sum(each is not None for each in as_much),
        "decisions until then, median of those": _median(as_much),
        "decisions until nothing is asked, median": asked,
        "of the true grouping then, median": statistics.median(each.alike for each in reviewed),
        "decisions over those down each photo's list": asked / down,
        **_course(reviewed, down),
    }


def _median(counts: Sequence[int | None]) -> float | str:
    reached = [each for each in counts if each is not None]
    return statistics.median(reached) if reached else "never"


def _course(reviewed: Sequence[_reviewing.Reviewed], down: int) -> dict[str, float]:
    """How much of the true grouping there is after shares of the decisions that going down each photo's list takes."""
    return {
        f"of the true grouping after {share} of those decisions": statistics.median(
            each.after(float(Fraction(share)) * down) for each in reviewed
        )
        for share in SHARES
    }


def _kept(
    kept: Path | None,
    hotspotter: HotSpotter,
    rows: Sequence[_manifest.ManifestRow],
    encounters: Sequence[str],
) -> list[List]:
    if kept is not None and kept.exists():
        return [
            (node, side, {int(other): score for other, score in scores.items()})
            for node, side, scores in json.loads(kept.read_text(encoding="utf-8"))
        ]
    found = _lists(hotspotter, rows, encounters)
    if kept is not None:
        kept.write_text(json.dumps(found), encoding="utf-8")
    return found


def _lists(
    hotspotter: HotSpotter, rows: Sequence[_manifest.ManifestRow], encounters: Sequence[str]
) -> list[List]:
    node_of = {encounter: node for node, encounter in enumerate(encounters)}
    features = [_answers.whole_picture(hotspotter.extract, row.path) for row in rows]
    found = []
    for side in sorted({row.side for row in rows}):
        own = [number for number, row in enumerate(rows) if row.side == side]
        # Each encounter is taken for an individual: nobody knows better yet.
        members = [
            Member(str(number), rows[number].encounter, rows[number].encounter) for number in own
        ]
        gallery = Gallery.build(members, [features[number] for number in own])
        for number, member in zip(own, members, strict=True):
            ranking = hotspotter(features[number], gallery, member, AMONG)
            scores = {node_of[str(each.name)]: each.score for each in ranking.individuals}
            found.append((node_of[rows[number].encounter], side, scores))
    return found


def _looks(lists: Sequence[List]) -> list[Look]:
    """An encounter's photos of one side as one: their scores added."""
    sums: dict[tuple[int, str], dict[int, float]] = {}
    for node, side, scores in lists:
        own = sums.setdefault((node, side), {})
        for other, score in scores.items():
            own[other] = own.get(other, 0.0) + score
    return [Look(node, side, scores) for (node, side), scores in sums.items()]

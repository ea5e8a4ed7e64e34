"""How many comparisons does a person make until the animals of a catalogue are told apart?

The names are hidden, but what was photographed together is known. A simulated reviewer, who errs in 2 of 100, answers
what the curator asks; beside that, the decisions that going down each photo's ranked list takes. Photos of different
sides are never compared, and those of one encounter neither: an animal whose encounters no chain of common sides joins
counts as several, which nobody could tell to be one.
"""

import argparse
import contextlib
import json
import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import Any

from acm_wbia.wbia.calibration.priors import prior
from acm_wbia.wbia.curation.looks import LISTED, Look, Looks
from acm_wbia.wbia.errors import NothingToMatch
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.gallery import Gallery, Member
from acm_wbia.wbia.matching.hotspotter import HotSpotter
from acm_wbia.wbia.parameters.hotspotter import HotSpotterParameters
from acm_wbia.wbia.pictures import Picture
from bench import _boxes, _crops, _manifest, _reviewing

ERROR = 0.02
"""Of the reviewer's answers."""
MOST = 1.0
"""Of the decisions that going down each photo's list takes: who has not come by the true grouping by then gives up."""
SHARES = ("1/6", "1/3", "1/2", "2/3")
"""Of the decisions that going down each photo's list takes."""
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
    parser.add_argument(
        "--listed", type=int, default=LISTED, help="encounters on each list, both ways of asking"
    )
    parser.add_argument(
        "--error", type=float, default=ERROR, help="of the reviewer's answers, 0 to 1"
    )
    parser.add_argument("--reviewers", type=int, default=20, help="each errs in other places")
    parser.add_argument("--workers", type=int, default=1, help="processes; each figure is the same")
    _boxes.add_arguments(parser)
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
    boxes = _boxes.Boxes(_boxes.detector(args))
    told_by = [hotspotter.card.name, hotspotter.version, hotspotter.parameters.to_mapping()]
    whole = _kept(
        args.lists,
        [*told_by, boxes.detector, [row.encounter for row in rows]],
        lambda: _lists(hotspotter, _crops.crops(rows, boxes), encounters),
    )
    lists = [(node, side, _best(scores, args.listed)) for node, side, scores in whole]
    confidence = prior(hotspotter.card.name, hotspotter.version)
    if confidence is None:
        raise SystemExit("There is no prior that says what the scores are worth.")
    looks = Looks(_looks(lists), confidence.same)
    asked = [(node, scores) for node, _, scores in lists]
    down = _reviewing.down_the_lists(asked, truth)
    once = _reviewing.down_the_lists_once(asked, truth)
    held = _reviewing.on_the_lists(asked, truth)
    with ProcessPoolExecutor(args.workers) as workers:
        waited = [
            workers.submit(
                _reviewing.asked_by_the_curator,
                looks,
                truth,
                args.error,
                seed,
                round(MOST * down),
                args.at_once,
            )
            for seed in range(args.reviewers)
        ]
        reviewed = [each.result() for each in waited]
    return {
        "photos": len(rows),
        "encounters": len(encounters),
        "individuals": len({row.individual for row in rows}),
        "detector": boxes.detector,
        "that can be told": len(set(truth)),
        "fewest decisions that join them all": len(encounters) - len(set(truth)),
        "encounters on a list": args.listed,
        "of the true grouping, at most by what is on the lists": held,
        "down each photo's list": {"decisions": down},
        "down the lists, nothing decided twice": {
            "decisions": once.decisions,
            "of the true grouping": once.alike,
            **_course([once], down),
        },
        f"asked by the curator, reviewer errs in {100 * args.error:g} %": {
            "reviewers": len(reviewed),
            f"given up after {MOST:g} of the decisions down each photo's list": sum(
                each.until_true is None for each in reviewed
            ),
            **_until("the true grouping", 1.0, reviewed, down),
            **_until("as much of it as the lists hold", held, reviewed, down),
            **_until("95 % of it", 0.95, reviewed, down),
            **_course(reviewed, down),
        },
        "seconds between two questions": sum(each.seconds for each in reviewed)
        / max(1, sum(each.decisions for each in reviewed)),
    }


def _until(
    what: str, share: float, reviewed: Sequence[_reviewing.Reviewed], down: int
) -> dict[str, Any]:
    """Of all reviewers: one who never came by it took more decisions than any other, for the mean all down the lists."""
    counts = sorted(math.inf if (n := each.until(share)) is None else n for each in reviewed)
    median = statistics.median(counts)
    return {
        f"{what}, came by it": sum(math.isfinite(each) for each in counts),
        f"{what}, decisions, median of all": median if math.isfinite(median) else "not reached",
        f"{what}, over those down each photo's list, median of all": median / down
        if math.isfinite(median)
        else "not reached",
        f"{what}, over those down each photo's list, mean of all": statistics.mean(
            min(each / down, MOST) for each in counts
        ),
    }


def _best(scores: Mapping[int, float], count: int) -> dict[int, float]:
    return dict(sorted(scores.items(), key=lambda each: (-each[1], each[0]))[:count])


def _course(reviewed: Sequence[_reviewing.Reviewed], down: int) -> dict[str, float]:
    """How much of the true grouping there is after shares of the decisions that going down each photo's list takes."""
    return {
        f"of the true grouping after {share} of those decisions": statistics.median(
            each.after(float(Fraction(share)) * down) for each in reviewed
        )
        for share in SHARES
    }


def _kept(kept: Path | None, question: list[Any], found: Callable[[], list[List]]) -> list[List]:
    """From before, where the file is there; raises ``SystemExit`` where that was another question."""
    if kept is not None and kept.exists():
        known = json.loads(kept.read_text(encoding="utf-8"))
        if known["question"] != question:
            raise SystemExit(f"The lists in {kept} are of other photos, boxes or parameters.")
        return [
            (node, side, {int(other): score for other, score in scores.items()})
            for node, side, scores in known["lists"]
        ]
    lists = found()
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps({"question": question, "lists": lists}), encoding="utf-8")
    return lists


def _lists(
    hotspotter: HotSpotter, crops: Sequence[_crops.Crop], encounters: Sequence[str]
) -> list[List]:
    extract: Callable[[Picture, Sequence[float]], Features] = hotspotter.extract
    node_of = {encounter: node for node, encounter in enumerate(encounters)}
    rows = [crop.row for crop in crops]
    features: dict[int, Features] = {}
    for number, crop in enumerate(crops):
        # A crop that shows too little is on no list, as in the service.
        with contextlib.suppress(NothingToMatch):
            features[number] = crop.described(extract)
    pictures_of = [row.picture() for row in rows]
    found = []
    for side in sorted({row.side for row in rows}):
        own = [number for number in features if rows[number].side == side]
        # Each encounter is taken for an individual: nobody knows better yet. Who shares a picture is never compared.
        members = [
            Member(str(number), rows[number].encounter, rows[number].encounter, pictures_of[number])
            for number in own
        ]
        gallery = Gallery.build(members, [features[number] for number in own])
        for number, member in zip(own, members, strict=True):
            ranking = hotspotter(features[number], gallery, member, len(gallery))
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

"""How often is the right animal first, beside the reference of the field, and how long does one question take?

The photos of a manifest are identified by the leak-free protocol of ``acm_wbia.wbia.accuracy``; with ``--peer ibeis``
HotSpotter as WB-IA runs it is asked about the same crops, and compared over the same queries. Several algorithms are also
put together, by curves of the same manifest that have not seen the animal, and by the shipped priors, which have seen it
where they were fitted on this manifest. Ever larger catalogues: see ``bench/large_catalogues.py``.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from acm_wbia.acm.settings import AcmSettings
from acm_wbia.wbia import accuracy
from acm_wbia.wbia.matching.algorithm import Described
from acm_wbia.wbia.matching.exactness import EXACT_UP_TO
from acm_wbia.wbia.matching.gallery import Member
from acm_wbia.wbia.matching.ranking import Ranking
from acm_wbia.wbia.models.algorithms import HOTSPOTTER
from acm_wbia.wbia.pictures import Picture
from bench import _algorithms, _boxes, _crops, _fusion, _galleries, _manifest, _peer
from bench._algorithms import Alone

SEED = 20_131_115
"""For the choice of queries."""

Join = Callable[[Sequence[Sequence[Ranking]], Sequence[str]], list[Ranking]]
"""From each query's rankings, one of each algorithm, and the names of the animals asked about."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which photos, which algorithms and whom beside them, which parameters."""
    parser.add_argument(
        "--manifest", type=Path, required=True, help="a CSV file naming photos and individuals"
    )
    parser.add_argument(
        "--same-encounter", default="encounter", help="column of what belongs together"
    )
    parser.add_argument("--limit", type=int, help="at most so many photos")
    parser.add_argument(
        "--any-side",
        action="store_true",
        help="compare photos of different sides too, which makes one large gallery of all",
    )
    parser.add_argument(
        "--algorithms",
        nargs="+",
        default=[HOTSPOTTER.name],
        metavar="NAME",
        help="one or more, also as embedding:NETWORK or aliked:lightglue; several are put together too",
    )
    parser.add_argument("--sample", type=int, help="at most so many queries, drawn at random")
    parser.add_argument("--peer", choices=["ibeis"], help="whom to ask about the same crops")
    parser.add_argument(
        "--peer-sample", type=int, help="at most so many of the queries for the peer"
    )
    parser.add_argument(
        "--peer-runs",
        type=int,
        default=1,
        help="how often the peer starts anew: its index is drawn at random, so it answers differently each time",
    )
    parser.add_argument(
        "--exact-up-to",
        type=int,
        default=EXACT_UP_TO,
        help="descriptors; larger galleries are searched by lists",
    )
    parser.add_argument(
        "--threads",
        type=int,
        default=AcmSettings.model_fields["picture_threads"].default,
        help="pictures looked at at once; as many as a worker does",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a parameter of the algorithms that have it",
    )
    _boxes.add_arguments(parser)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Accuracy and times of each algorithm, and how far it is ahead of the peer."""
    algorithms = _algorithms.opened(args.algorithms, args.set, args.models)
    boxes = _boxes.Boxes(_boxes.detector(args))
    rows = _manifest.read(args.manifest, args.same_encounter, args.limit)
    if args.any_side:
        rows = [replace(row, side="") for row in rows]
    crops = _crops.crops(rows, boxes)
    asked = [
        _Asked.of(name, algorithm, crops, args)
        for name, algorithm in zip(args.algorithms, algorithms, strict=True)
    ]
    figures: dict[str, Any] = {
        "photos": len(rows),
        "individuals": len({row.individual for row in rows}),
        "detector": boxes.detector,
        "animal found in, % of the photos": 100 * boxes.found / boxes.photos,
    }
    if len(asked) > 1:
        held_out = _fused(asked, "", _fusion.held_out)
        shipped = ", by the shipped priors"
        asked += [
            held_out,
            _fused(asked, shipped, lambda some, _: _fusion.as_shipped(some, algorithms)),
        ]
    for each in asked:
        figures[each.name] = each.figures()
    if args.peer:
        figures[args.peer] = _beside_peer(asked, crops, args.peer_sample, args.peer_runs)
    return figures


@dataclass(frozen=True)
class _Asked:
    """One algorithm and what became of its queries."""

    name: str
    photos: list[accuracy.Photo[Described]]
    extraction: float
    """Seconds a photo."""
    outcomes: list[accuracy.Outcome]
    rankings: list[Ranking]
    """In the order of the outcomes."""
    seconds: list[float]
    """Of each question."""

    @classmethod
    def of(
        cls, name: str, algorithm: Alone, crops: Sequence[_crops.Crop], args: argparse.Namespace
    ) -> "_Asked":
        extract: Callable[[Picture, Sequence[float]], Described] = algorithm.extract
        photos, extraction = _crops.photos(crops, extract, args.threads)
        seconds: list[float] = []
        rankings: dict[str, Ranking] = {}

        def among(members: Sequence[Member], described: Sequence[Described]) -> accuracy.Ask:
            ask = _galleries.asking(algorithm, members, described, args.exact_up_to)

            def timed(place: int, limit: int) -> Ranking:
                began = time.perf_counter()
                ranking = ask(place, limit)
                seconds.append(time.perf_counter() - began)
                rankings[members[place].annotation] = ranking
                return ranking

            return timed

        queries = _drawn(accuracy.answerable(photos), args.sample)
        outcomes = accuracy.ask(photos, among, queries)
        in_order = [rankings[photos[query].member.annotation] for query in queries]
        return cls(name, photos, extraction, outcomes, in_order, seconds)

    def figures(self) -> dict[str, Any]:
        return {
            "extraction, seconds a photo": self.extraction,
            "query p50, seconds": statistics.median(self.seconds),
            **_shares([self.outcomes]),
        }


def _fused(asked: Sequence[_Asked], how: str, join: Join) -> _Asked:
    """What the algorithms say together about the queries of the first that all were asked; ``how`` ends its name."""
    first = asked[0]
    by_crop = [dict(zip(_places(each), each.rankings, strict=True)) for each in asked]
    known = [
        (outcome.query, crop)
        for outcome, crop in zip(first.outcomes, _places(first), strict=True)
        if all(crop in each for each in by_crop)
    ]
    names = [str(first.photos[query].member.name) for query, _ in known]
    rankings = join([[each[crop] for each in by_crop] for _, crop in known], names)
    outcomes = [
        accuracy.judge(first.photos, query, ranking)
        for (query, _), ranking in zip(known, rankings, strict=True)
    ]
    return _Asked(
        " + ".join(each.name for each in asked) + how,
        first.photos,
        sum(each.extraction for each in asked),
        outcomes,
        rankings,
        [sum(parts) for parts in zip(*(each.seconds for each in asked), strict=False)],
    )


def _beside_peer(
    asked: Sequence[_Asked], crops: Sequence[_crops.Crop], sample: int | None, runs: int
) -> dict[str, Any]:
    """What the peer makes of the queries that every algorithm was asked, and how far ours are ahead."""
    places = [_places(each) for each in asked]
    shared = sorted(set.intersection(*(set(each) for each in places)))
    queries = _drawn(shared, sample)
    pictures = [_crops.as_asked(crop) for crop in crops]
    answers = [_peer.ask(pictures, queries, run) for run in range(runs)]
    judged = [_peer.judge(crops, each) for each in answers]
    theirs = [[each[query] for query in queries] for each in judged]
    seconds = statistics.median(answer.seconds for each in answers for answer in each.queries)
    extraction = statistics.median(each.extraction_seconds for each in answers) / len(crops)
    top_1 = [accuracy.summary(run).top_1 for run in theirs]
    figures: dict[str, Any] = {
        "extraction, seconds a photo": extraction,
        "query p50, seconds": seconds,
        **_shares(theirs),
    }
    if runs > 1:
        figures["top-1 % of each run"] = ", ".join(f"{100 * each:.1f}" for each in top_1)
    for one, each in zip(asked, places, strict=True):
        ours = [each[query] for query in queries]
        low, high = accuracy.spread([ours], theirs)
        ahead = accuracy.summary(ours).top_1 - statistics.mean(top_1)
        figures[f"{one.name} beside it"] = {
            "top-1 % of these queries": 100 * accuracy.summary(ours).top_1,
            "top-1 points ahead": 100 * ahead,
            "points ahead, 95 %": f"{100 * low:.1f} to {100 * high:.1f}",
            "times faster a query": seconds / statistics.median(one.seconds),
            "times faster extraction": extraction / one.extraction,
        }
    return figures


def _places(one: _Asked) -> dict[int, accuracy.Outcome]:
    """By the number of the crop that was asked about."""
    return {int(one.photos[each.query].member.annotation): each for each in one.outcomes}


def _shares(runs: Sequence[Sequence[accuracy.Outcome]]) -> dict[str, Any]:
    """Of one run, or on average of several about the same queries."""
    found = accuracy.summary([outcome for run in runs for outcome in run])
    low, high = accuracy.spread(runs)
    return {
        "queries": len(runs[0]),
        "top-1 %": 100 * found.top_1,
        "top-1 %, 95 %": f"{100 * low:.1f} to {100 * high:.1f}",
        "top-5 %": 100 * found.top_5,
        "mean average precision %": 100 * found.mean_average_precision,
    }


def _drawn(queries: Sequence[int], count: int | None) -> list[int]:
    if count is None or count >= len(queries):
        return list(queries)
    return sorted(random.Random(SEED).sample(list(queries), count))

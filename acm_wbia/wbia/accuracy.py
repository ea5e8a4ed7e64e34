"""How often is the right animal first, once everything that only looks like success is ruled out?

Every photo is a query against all others of the same side. Photos of one encounter share background, light
and pose, and recognising those is recognising the place: they are never compared. A photo whose animal has no
other photo left to be found is no query.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.matching.gallery import Member
from acm_wbia.wbia.matching.ranking import Ranking

Kept = TypeVar("Kept")

Ask = Callable[[int, int], Ranking]
"""From the place of a member among the others, which is the query, and a limit."""

Among = Callable[[Sequence[Member], Sequence[Kept]], Ask]
"""From the photos of one side, and what is kept of each."""

DRAWS, SEED = 2000, 20_131_115
"""Of resampled queries."""


@dataclass(frozen=True)
class Photo(Generic[Kept]):
    """One photo of which the truth is known."""

    member: Member
    """With its name, and its encounter as the group."""
    side: str
    """Photos of different sides are never compared."""
    described: Kept
    """What a matcher keeps of the animal."""


@dataclass(frozen=True)
class Outcome:
    """What became of one query."""

    query: int
    """Position of the photo that was asked for."""
    place: float
    """Of the right individual: 0 is first; infinite where it is not ranked at all."""
    precision: float
    """The average precision over the ranked photos, a photo being right when it shows the right individual."""


@dataclass(frozen=True)
class Accuracy:
    """Of many queries; shares are 0…1."""

    queries: int
    top_1: float
    """The right individual is the first."""
    top_5: float
    """The right individual is among the first five."""
    mean_average_precision: float


def measure(photos: Sequence[Photo[Kept]], among: Among[Kept]) -> Accuracy:
    """Ask every photo that can be answered; raises ``ValueError`` where there is none."""
    return summary(ask(photos, among, answerable(photos)))


def answerable(photos: Sequence[Photo[Kept]]) -> list[int]:
    """Positions of the photos of whose animal another photo is left to be found."""
    return [
        position
        for position, photo in enumerate(photos)
        if photo.member.name is not None
        and any(
            other.member.name == photo.member.name
            and other.side == photo.side
            and other.member.annotation != photo.member.annotation
            and (photo.member.group is None or other.member.group != photo.member.group)
            for other in photos
        )
    ]


def ask(photos: Sequence[Photo[Kept]], among: Among[Kept], queries: Sequence[int]) -> list[Outcome]:
    """What becomes of the photos at ``queries``, which are ``answerable``, in their order."""
    wanted = set(queries)
    found: dict[int, Outcome] = {}
    for side in sorted({photos[position].side for position in queries}):
        own = [position for position, photo in enumerate(photos) if photo.side == side]
        members = [photos[position].member for position in own]
        one = among(members, [photos[position].described for position in own])
        for place, position in enumerate(own):
            if position in wanted:
                found[position] = judge(photos, position, one(place, len(own)))
    return [found[position] for position in queries]


def judge(photos: Sequence[Photo[Kept]], query: int, ranking: Ranking) -> Outcome:
    """What a ranking of the photos of one side, by the annotations of their members, makes of a query."""
    asked = photos[query]
    right = {
        photo.member.annotation
        for photo in photos
        if photo.member.name == asked.member.name
        and photo.side == asked.side
        and photo.member.annotation != asked.member.annotation
        and (photo.member.group is None or photo.member.group != asked.member.group)
    }
    names = [individual.name for individual in ranking.individuals]
    place = names.index(asked.member.name) if asked.member.name in names else float("inf")
    hits = np.array([each.annotation in right for each in ranking.annotations], dtype=bool)
    so_far = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return Outcome(query, place, float(so_far[hits].sum() / max(len(right), 1)))


def summary(outcomes: Sequence[Outcome]) -> Accuracy:
    """Raises ``ValueError`` where there is none."""
    if not outcomes:
        raise ValueError("no photo has another of its animal, of the same side, to be found")
    places = np.array([outcome.place for outcome in outcomes])
    return Accuracy(
        queries=len(outcomes),
        top_1=float(np.mean(places < 1)),
        top_5=float(np.mean(places < 5)),
        mean_average_precision=float(np.mean([outcome.precision for outcome in outcomes])),
    )


def spread(
    runs: Sequence[Sequence[Outcome]], others: Sequence[Sequence[Outcome]] = ()
) -> tuple[float, float]:
    """Between which shares top-1 lies in 95 of 100 draws of as many queries, with replacement.

    Who does not answer the same way each time is asked several times about the same queries, in the same order: each
    query then counts by the share of ``runs`` that find its animal. With ``others``, of the same queries: between which
    it lies above theirs.
    """
    first = _first(runs)
    if others:
        first -= _first(others)
    random = np.random.default_rng(SEED)
    draws = random.integers(0, len(first), (DRAWS, len(first)))
    low, high = np.percentile(first[draws].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)


def _first(runs: Sequence[Sequence[Outcome]]) -> NDArray[np.float64]:
    """Of each query the share of the runs whose first individual is right."""
    share: NDArray[np.float64] = np.mean(
        [[outcome.place < 1 for outcome in run] for run in runs], axis=0
    )
    return share

"""Whom does each matcher name, asked once as the catalogue is and once without the animal?

By the leak-free protocol of ``acm_wbia.wbia.accuracy``: same sides only, nothing of the query's own encounter or picture.
Answers take minutes and judging them takes none, so they can be kept in a file.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from acm_wbia.wbia.errors import NothingToMatch
from acm_wbia.wbia.matching.algorithm import Described, Matcher
from acm_wbia.wbia.matching.gallery import Member
from acm_wbia.wbia.matching.ranking import RankedIndividual, Ranking
from acm_wbia.wbia.pictures import Picture
from bench import _crops, _galleries, _manifest
from bench._boxes import Boxes
from bench._crops import Crop

Named = list[tuple[str, float]]
"""Individuals and their scores, best first."""


@dataclass(frozen=True)
class Answered:
    """One question, and whom the matchers of an algorithm name."""

    rankings: tuple[Ranking | None, ...]
    """One of each matcher, of individuals only; None where it could not describe the animal."""
    name: str
    """The individual that was asked about."""
    known: bool
    """Whether the catalogue holds it."""
    group: str
    """The individual, also beside those of other manifests: held out as a whole."""


class Question(NamedTuple):
    """Who is on this photo?"""

    photo: int
    known: bool
    """Asked of a catalogue that holds the animal, or of one without it."""


def questions(rows: Sequence[_manifest.ManifestRow]) -> list[Question]:
    """Every photo is asked about without its animal and, where another encounter shows it, as the catalogue is."""
    encounters: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        encounters.setdefault((row.side, row.individual), set()).add(row.encounter)
    return [
        Question(number, known)
        for number, row in enumerate(rows)
        for known in (True, False)
        if not known or len(encounters[row.side, row.individual]) > 1
    ]


def answers(
    matchers: Sequence[Matcher],
    rows: Sequence[_manifest.ManifestRow],
    boxes: Boxes,
    kept: Path | None,
) -> list[Answered]:
    """To every question that a matcher could take in.

    What a matcher answered about that detector's boxes, steered as it is, is read from ``kept`` where that file has it, else
    found out and put there. Raises ``SystemExit`` where the file has answers to other questions.
    """
    asked = questions(rows)
    crops: list[Crop] = []
    known = json.loads(kept.read_text(encoding="utf-8")) if kept and kept.exists() else {}
    told: list[list[Named | None]] = []
    for matcher in matchers:
        steered = matcher.parameters.to_mapping()
        key = json.dumps([matcher.card.name, matcher.version, steered, boxes.detector])
        if key not in known:
            crops = crops or _crops.crops(rows, boxes)
            known[key] = _named(matcher, crops, asked)
            if kept is not None:
                kept.write_text(json.dumps(known), encoding="utf-8")
        if len(known[key]) != len(asked):
            raise SystemExit(f"The answers in {kept} are to other questions.")
        told.append(known[key])
    found = [
        Answered(
            rankings=tuple(map(_ranking, named)),
            name=rows[question.photo].individual,
            known=question.known,
            group=rows[question.photo].individual,
        )
        for question, named in zip(asked, zip(*told, strict=True), strict=True)
    ]
    return [each for each in found if any(ranking is not None for ranking in each.rankings)]


def _named(
    matcher: Matcher, crops: Sequence[Crop], asked: Sequence[Question]
) -> list[Named | None]:
    """By question; everybody is named: an animal that is far back is not new for that."""
    extract: Callable[[Picture, Sequence[float]], Described] = matcher.extract
    rows = [crop.row for crop in crops]
    described: dict[int, Described] = {}
    assets: dict[int, str] = {}
    for number, crop in enumerate(crops):
        assets[number] = crop.row.picture()
        try:
            described[number] = crop.described(extract)
        except NothingToMatch:
            continue
    found: dict[Question, Named] = {}
    wanted = set(asked)
    for side in sorted({row.side for row in rows}):
        own = [number for number in described if rows[number].side == side]
        for known in (True, False):
            # With the individual as the group, all of it is left out.
            members = [
                Member(
                    str(number),
                    rows[number].individual,
                    rows[number].encounter if known else rows[number].individual,
                    assets[number],
                )
                for number in own
            ]
            ask = _galleries.asking(matcher, members, [described[number] for number in own])
            for place, number in enumerate(own):
                if (question := Question(number, known)) in wanted:
                    ranking = ask(place, len(own))
                    found[question] = [(str(one.name), one.score) for one in ranking.individuals]
    return [found.get(question) for question in asked]


def _ranking(named: Named | None) -> Ranking | None:
    if named is None:
        return None
    individuals = tuple(RankedIndividual(name, score, name) for name, score in named)
    return Ranking(individuals, (), len(named))

"""How often is the first guess right? Asked of the running house, through the public API, with the truth in hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from houston.client.api import CodexClient
from houston.demo.importing import KnownEncounter

ASKED_AT_ONCE = 4  # enough to keep the workers busy while answers travel
SHORTLIST = 5


@dataclass
class Tally:
    """How many questions had an answer in the catalogue, and how far down it stood."""

    asked: int = 0
    first: int = 0
    in_shortlist: int = 0

    def count(self, rank: int | None) -> None:
        """`rank` 1 is the best; None: not in the list."""
        self.asked += 1
        self.first += rank == 1
        self.in_shortlist += rank is not None and rank <= SHORTLIST

    def __str__(self) -> str:
        if not self.asked:
            return "no animal was seen twice, so there was nothing to find"
        first, shortlist = (100 * hits / self.asked for hits in (self.first, self.in_shortlist))
        return f"top-1 {first:.1f} %, top-{SHORTLIST} {shortlist:.1f} % of {self.asked} questions"


def identify(client: CodexClient, question: Mapping[str, Any], key: str) -> Any:
    """Asks, and waits for the answer; with the same key it is asked once."""
    asked = client.call("POST", "/identifications", key=key, json=dict(question))
    answer = client.wait_for_identification(asked["id"])
    if answer["state"] == "failed":
        raise RuntimeError(f"The identification failed: {answer['reason']}")
    return answer


def rank_of(query: Any, name: str) -> int | None:
    """Where the individual of this name stands among the ranked ones; 1 is the best."""
    for rank, candidate in enumerate(query["individuals"], start=1):
        if candidate["individual"] and candidate["individual"]["name"] == name:
            return rank
    return None


def measure(
    client: CodexClient, known: Sequence[KnownEncounter], prefix: str, say: Callable[[str], None]
) -> Tally:
    """Lets each photo ask for its animal among all others.

    Photos taken together are never compared, and only photos whose animal was photographed at another time
    from the same side are asked about: for the others there is nothing to find.
    """
    questions = list(_questions(known))
    tally = Tally()

    def ask(question: tuple[KnownEncounter, str]) -> int | None:
        encounter, annotation = question
        answer = identify(client, {"annotations": [annotation]}, f"{prefix}-ask-{annotation}")
        return rank_of(answer["queries"][0], encounter.animal)

    with ThreadPoolExecutor(ASKED_AT_ONCE) as pool:
        for number, rank in enumerate(pool.map(ask, questions), start=1):
            tally.count(rank)
            if number % 25 == 0 or number == len(questions):
                say(f"  {number} of {len(questions)} asked: {tally}")
    return tally


def _questions(known: Sequence[KnownEncounter]) -> Iterator[tuple[KnownEncounter, str]]:
    seen: dict[tuple[str, str, str | None], set[str]] = {}
    for encounter in known:
        for annotation in encounter.annotations:
            side = (encounter.species, encounter.animal, annotation.viewpoint)
            seen.setdefault(side, set()).add(encounter.sighting)
    for encounter in known:
        for annotation in encounter.annotations:
            side = (encounter.species, encounter.animal, annotation.viewpoint)
            if len(seen[side]) > 1:
                yield encounter, annotation.id

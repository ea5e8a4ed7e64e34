"""What does the demo do with its photos? It plays a season: animals are met, named, met again and recognised.

Most of it is decided, so that there is a catalogue to look at; some is left for the visitor.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from houston.client.api import CodexClient
from houston.demo.identifying import Tally, identify, rank_of
from houston.demo.importing import KnownEncounter

LEFT_UNDECIDED = 6  # identifications with an answer and no decision, for the visitor
EVERY_UNAPPROVED = 9  # every so-manieth submission waits in the review queue

PREFIX = "demo"


def wishes(number: int) -> dict[str, Any]:
    """What is wished for the n-th submission: public, and approved unless it is for the visitor."""
    return {"visibility": "public", "approve": number % EVERY_UNAPPROVED != EVERY_UNAPPROVED - 1}


@dataclass
class Season:
    """What came of playing the demo."""

    named: int = 0
    confirmed: int = 0
    tally: Tally = field(default_factory=Tally)
    undecided: list[str] = field(default_factory=list)
    """Identifications that wait for the visitor."""


def play(
    client: CodexClient, known: Sequence[KnownEncounter], say: Callable[[str], None]
) -> Season:
    """Asks about each approved encounter in the order of time, and decides as somebody would who knows the animals.

    Can be repeated: what was asked and decided is found again.
    """
    approved = [each for each in known if each.annotations and _state(client, each) == "approved"]
    season, met, sides = Season(), dict[str, str](), set[tuple[str, str | None]]()
    for number, encounter in enumerate(approved, start=1):
        answer = identify(client, {"encounter": encounter.id}, f"{PREFIX}-ask-{encounter.id}")
        query = _best_query(answer, encounter.animal)
        rank = rank_of(query, encounter.animal)
        side = (encounter.animal, encounter.annotations[0].viewpoint)
        if side in sides:
            season.tally.count(rank)
        if len(approved) - number < LEFT_UNDECIDED:
            season.undecided.append(answer["id"])
        elif encounter.animal in met:
            # Also from a side that was not seen before: whoever knows the animal knows both.
            season.confirmed += 1
            _decide(client, answer, query, "matched", individual=met[encounter.animal])
        else:
            season.named += 1
            _decide(client, answer, query, "new_individual", name=encounter.animal)
            met[encounter.animal] = _individual(client, encounter)
        sides.add(side)
        if number % 10 == 0:
            say(f"  {number} of {len(approved)} encounters asked about")
    return season


def _state(client: CodexClient, encounter: KnownEncounter) -> str:
    return str(client.call("GET", f"/encounters/{encounter.id}")["state"])


def _best_query(answer: Any, animal: str) -> Any:
    """Of several pictures of the encounter, the one that found its animal best."""
    unranked = 1_000_000
    return min(answer["queries"], key=lambda query: rank_of(query, animal) or unranked)


def _individual(client: CodexClient, encounter: KnownEncounter) -> str:
    return str(client.call("GET", f"/encounters/{encounter.id}")["individual"]["id"])


def _decide(client: CodexClient, answer: Any, query: Any, decision: str, **details: str) -> None:
    if query["review"] != "unreviewed":
        return
    body = {"annotation": query["annotation"], "decision": decision, **details}
    key = f"{PREFIX}-decide-{query['annotation']}"
    client.call("POST", f"/identifications/{answer['id']}/decisions", key=key, json=body)

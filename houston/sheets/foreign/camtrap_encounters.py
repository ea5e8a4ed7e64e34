"""Which observations of a camera trap are one animal at one place and time?

Camtrap DP tells of an animal in each picture, and often once more of the whole event. Observations of one
event that agree in species, individual, sex and life stage are one encounter, as long as no picture shows two
of them: then nobody can say which is which from picture to picture, and each is an encounter of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from houston.sheets.foreign.camtrap_dp import Row

ALIKE = ("scientificName", "individualID", "sex", "lifeStage")


@dataclass(frozen=True, slots=True)
class Observed:
    """One animal, and every observation that tells of it; those of the whole event come first."""

    event: str
    observations: tuple[Row, ...]


def animals_in(observations: Iterable[Row]) -> Iterator[Observed]:
    """The encounters, in the order in which the package first tells of them."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in observations:
        if row.get("observationType") == "animal":
            key = (_event(row), *(row.get(name, "") for name in ALIKE))
            groups.setdefault(key, []).append(row)
    for key, rows in groups.items():
        for together in _apart(rows, named=bool(key[1 + ALIKE.index("individualID")])):
            yield Observed(key[0], tuple(together))


def _apart(rows: list[Row], named: bool) -> Iterator[list[Row]]:
    of_event = [row for row in rows if row.get("observationLevel") == "event"]
    in_pictures = [row for row in rows if row.get("observationLevel") != "event"]
    if named:
        yield [*of_event, *in_pictures]
        return
    pictures = Counter(row.get("mediaID") for row in in_pictures)
    if all(number == 1 for number in pictures.values()):
        yield [*of_event[:1], *in_pictures]
        yield from ([row] for row in of_event[1:])
        return
    # What is said of the event is said of these animals together, so it stands with the first.
    yield [*of_event[:1], in_pictures[0]]
    yield from ([row] for row in in_pictures[1:])
    yield from ([row] for row in of_event[len(in_pictures) :])


def _event(row: Row) -> str:
    """Observations without an event belong to their picture, and without one to nobody else."""
    alone = row.get("mediaID") or row.get("observationID", "")
    return row.get("eventID") or f"{row.get('deploymentID', '')}:{alone}"

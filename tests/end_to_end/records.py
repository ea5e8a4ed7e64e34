"""How many records are there, straight from the databases and the disk?"""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.end_to_end.stack import Stack

RECORDS = {
    "assets": ("houston", "SELECT count(*) FROM assets"),
    "annotations": ("houston", "SELECT count(*) FROM annotations"),
    "sighting pointers": ("houston", "SELECT count(*) FROM pointers WHERE kind = 'sighting'"),
    "encounter pointers": ("houston", "SELECT count(*) FROM pointers WHERE kind = 'encounter'"),
    "sightings": ("edm", "SELECT count(*) FROM sightings"),
    "encounters": ("edm", "SELECT count(*) FROM encounters"),
    "individuals": ("edm", "SELECT count(*) FROM individuals"),
    "acm assets": ("acm", "SELECT count(*) FROM assets"),
    "acm annotations": ("acm", "SELECT count(*) FROM annotations"),
}
WORK = {
    "submissions": ("houston", "SELECT count(*) FROM submissions"),
    "identifications": ("houston", "SELECT count(*) FROM identifications"),
    "decisions": ("houston", "SELECT count(*) FROM identification_decisions"),
    "acm identifications": ("acm", "SELECT count(*) FROM jobs WHERE kind = 'identify'"),
}


def record_counts(stack: Stack) -> dict[str, int]:
    """Of everything that a submission makes."""
    found = {name: count(stack, service, query) for name, (service, query) in RECORDS.items()}
    found["repositories"] = sum(1 for _ in (stack.data / "submissions").rglob("*.git"))
    return found


def all_counts(stack: Stack) -> dict[str, int]:
    """Of that, and of everything that is asked and decided about it."""
    work = {name: count(stack, service, query) for name, (service, query) in WORK.items()}
    return {**record_counts(stack), **work}


def count(stack: Stack, service: str, query: str) -> int:
    """The one number that a query of a service's database gives."""
    with closing(sqlite3.connect(stack.data / f"{service}.sqlite")) as connection:
        found: int = connection.execute(query).fetchone()[0]
        return found

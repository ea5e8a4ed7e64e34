"""A sheet as the field writes it, of any length: forty columns, a few rows a sighting, one in a hundred cells wrong."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

SEED = 20260101
ROWS_PER_SIGHTING = 3
SPECIES = (
    ("Equus", "quagga"),
    ("Equus", "quagga boehmi"),
    ("Equus", "grevyi"),
    ("Giraffa", "reticulata"),
    ("Panthera", "leo"),
)
REGIONS = ("mara", "Mara Triangle", "laikipia", "Mpala", "Ol Pejeta", "samburu", "lewa")
SEXES = ("male", "female", "unknown", "Female", "")
WORDS = [
    "calm",
    "herd",
    "near",
    "the",
    "river",
    "at",
    "dawn",
    "with",
    "foal",
    "grazing",
    "moving",
    "north",
    "alert",
    "torn",
    "ear",
]

HEADINGS = (
    "Encounter.mediaAsset0", "Encounter.mediaAsset1", "Encounter.mediaAsset0.keywords",
    "Encounter.genus", "Encounter.specificEpithet", "MarkedIndividual.individualID",
    "MarkedIndividual.nickname", "Encounter.sightingID", "Encounter.year", "Encounter.month",
    "Encounter.day", "Encounter.hour", "Encounter.minutes", "Encounter.decimalLatitude",
    "Encounter.decimalLongitude", "Encounter.locationID", "Encounter.verbatimLocality",
    "Encounter.country", "Encounter.elevation", "Encounter.sex", "Encounter.lifeStage",
    "Encounter.livingStatus", "Encounter.behavior", "Encounter.researcherComments",
    "Encounter.distinguishingScar", "Encounter.submitterID", "Encounter.submitterName",
    "Encounter.photographer0.emailAddress", "Encounter.photographer0.fullName",
    "Encounter.project0.projectIdPrefix", "Sighting.groupSize", "Sighting.numAdults",
    "Sighting.numJuveniles", "Sighting.groupBehavior", "Sighting.observer",
    "Sighting.distance", "Sighting.bearing", "Sighting.transectName", "Survey.id", "Field notes",
)  # fmt: skip


def write_sheet(path: Path, rows: int) -> None:
    """Writes a CSV of that many rows under a heading row."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(_rows(rows))


def _rows(count: int) -> Iterator[list[str]]:
    chance = random.Random(SEED)
    sighting: list[str] = []
    shared: list[str] = []
    for number in range(count):
        if number % ROWS_PER_SIGHTING == 0:
            sighting, shared = _sighting(number // ROWS_PER_SIGHTING, chance)
        yield _row(number, count, sighting, shared, chance)


def _sighting(number: int, chance: random.Random) -> tuple[list[str], list[str]]:
    genus, epithet = chance.choice(SPECIES)
    where = [
        genus, epithet, f"S-{number:06d}", str(chance.randint(2008, 2023)), str(chance.randint(1, 12)),
        str(chance.randint(1, 28)), str(chance.randint(5, 19)), str(chance.randint(0, 59)),
        f"{chance.uniform(-2.5, 1.0):.6f}", f"{chance.uniform(34.5, 38.0):.6f}",
        chance.choice(REGIONS), f"{chance.randint(1, 40)} km from camp", "Kenya",
        str(chance.randint(1_400, 2_400)),
    ]  # fmt: skip
    size = chance.randint(3, 40)
    of_group = [
        str(size), str(chance.randint(1, size)), str(chance.randint(0, 3)), chance.choice(WORDS),
        chance.choice(("A. Otieno", "B. Mwangi", "C. Kariuki")), str(chance.randint(10, 400)),
        str(chance.randint(0, 359)), f"T{chance.randint(1, 60)}", f"survey {chance.randint(1, 30)}",
    ]  # fmt: skip
    return where, of_group


def _row(
    number: int, count: int, where: list[str], of_group: list[str], chance: random.Random
) -> list[str]:
    animal = chance.randrange(max(count // 8, 3)) * ROWS_PER_SIGHTING + number % ROWS_PER_SIGHTING
    named = chance.random() < 0.7
    genus, epithet, sighting, *time_and_place = where
    row = [
        f"IMG_{number:07d}.JPG", f"IMG_{number:07d}b.JPG" if number % 4 == 0 else "",
        "left_flank" if number % 2 else "", genus, epithet,
        f"{genus[0]}{epithet[0]}-{animal:05d}" if named else "NA", "", sighting, *time_and_place,
        chance.choice(SEXES), chance.choice(("adult", "juvenile", "")), "alive",
        chance.choice(WORDS) if number % 3 == 0 else "", " ".join(chance.choices(WORDS, k=6)),
        "torn ear" if number % 9 == 0 else "", "public", "Ann Example", "ann@example.org",
        "Ann Example", "MARA-", *of_group, " ".join(chance.choices(WORDS, k=3)),
    ]  # fmt: skip
    if chance.random() < 0.01:
        row[chance.choice((4, 9, 10, 13, 15, 19))] = chance.choice(("x7", "99", "Nowhere"))
    return row

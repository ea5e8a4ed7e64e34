"""Small sheets as known programs write them, with all their quirks, for pictures of given names.

Each takes names of uploaded pictures and gives the file's name and bytes. Nothing in them is to be changed
by hand before they are imported.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Written:
    """A sheet as it was written, and how many encounters and sightings are in it."""

    name: str
    content: bytes
    encounters: int
    sightings: int


def trap_tagger(pictures: Sequence[str]) -> Written:
    """No region, and `None` wherever nothing is known."""
    headings = [
        "Encounter.mediaAsset0", "Encounter.genus", "Encounter.specificEpithet", "Encounter.year",
        "Encounter.month", "Encounter.day", "Encounter.hour", "Encounter.minutes",
        "Encounter.decimalLatitude", "Encounter.decimalLongitude", "Sighting.sightingID",
        "MarkedIndividual.individualID", "Encounter.sex", "Encounter.submitterID",
    ]  # fmt: skip
    rows = [
        [
            name, "Equus", "quagga", "2022", "7", str(1 + n % 28), "None", "None", "-1.5", "35.2",
            "None", "None", "None", "None",
        ]
        for n, name in enumerate(pictures)
    ]  # fmt: skip
    return Written("traptagger.csv", _text(headings, rows), len(rows), len(rows))


GIRAFFE_HEADINGS = [
    "Encounter.mediaAsset0", "Encounter.mediaAsset1", "Encounter.mediaAsset2", "Encounter.mediaAsset3",
    "Encounter.genus", "Encounter.specificEpithet", "Encounter.individualID", "Encounter.sex",
    "Encounter.lifeStage", "Encounter.livingStatus", "Encounter.locationID", "Encounter.verbatimLocality",
    "Encounter.country", "Encounter.decimalLatitude", "Encounter.decimalLongitude", "Encounter.year",
    "Encounter.month", "Encounter.day", "Encounter.hour", "Encounter.minutes", "Encounter.behavior",
    "Encounter.researcherComments", "Encounter.submitterID", "Encounter.submitterName",
    "Encounter.submitterOrganization", "Encounter.photographer0.emailAddress",
    "Encounter.photographer0.fullName", "Encounter.informOther0.emailAddress", "Encounter.project0.researchProjectName",
    "Occurrence.occurrenceID", "Occurrence.groupBehavior", "Occurrence.groupComposition",
    "Occurrence.individualCount", "Occurrence.numAdults", "Occurrence.numJuveniles", "Occurrence.distance",
    "Occurrence.bearing", "Occurrence.comments", "Encounter.occurrenceRemarks", "TissueSample.sampleID",
    "TissueSample.tissueType", "SexAnalysis.processingLabTaskID", "version GS_20200813",
]  # fmt: skip


def giraffe_spotter(pictures: Sequence[str]) -> Written:
    """43 columns, `Occurrence.*`, a version in the last heading, extensions in capitals, three blank columns of samples."""
    filled = {
        "Encounter.genus": "Giraffa", "Encounter.specificEpithet": "reticulata", "Encounter.sex": "female",
        "Encounter.locationID": "mpala", "Encounter.decimalLatitude": "0.29",
        "Encounter.decimalLongitude": "36.9", "Encounter.year": "2020", "Encounter.month": "8",
        "Encounter.day": "13", "Encounter.hour": "8", "Encounter.minutes": "5",
        "Occurrence.individualCount": "4", "Occurrence.numAdults": "3", "Occurrence.groupBehavior": "browsing",
    }  # fmt: skip
    rows = []
    for number, name in enumerate(pictures):
        cells = {
            **filled,
            "Encounter.mediaAsset0": PurePosixPath(name).stem + ".JPG",
            "Occurrence.occurrenceID": f"GS-{number // 2}",
        }
        rows.append([cells.get(heading, "") for heading in GIRAFFE_HEADINGS])
    return Written(
        "giraffespotter.csv", _text(GIRAFFE_HEADINGS, rows), len(rows), -(-len(rows) // 2)
    )


def smart(pictures: Sequence[str]) -> Written:
    """A row repeated for each animal of a picture, epithets of two words, `.JPG` forced upon every name."""
    headings = [
        "Encounter.mediaAsset0", "Encounter.genus", "Encounter.specificEpithet", "Sighting.sightingID",
        "Encounter.year", "Encounter.month", "Encounter.day", "Encounter.locationID",
        "Encounter.lifeStage",
    ]  # fmt: skip
    rows = [
        [
            f"{PurePosixPath(name).stem}.JPG", "Equus", "quagga burchellii", f"patrol-{n}",
            "2021", "3", "4", "serengeti", stage,
        ]
        for n, name in enumerate(pictures)
        for stage in ("adult", "juvenile")
    ]  # fmt: skip
    return Written("smart.csv", _text(headings, rows), len(rows), len(pictures))


def flukebook_r(pictures: Sequence[str]) -> Written:
    """A nameless first column, bare `Latitude` and `Longitude`, extensions that were changed afterwards."""
    headings = [
        "", "Encounter.mediaAsset0", "Encounter.genus", "Encounter.specificEpithet", "Latitude",
        "Longitude", "Encounter.year", "Encounter.month", "Encounter.day", "Encounter.keyword00",
    ]  # fmt: skip
    rows = [
        [
            str(n + 1), f"{PurePosixPath(name).stem}.jpeg", "Megaptera", "novaeangliae", "-12.5",
            "49.1", "2019", "9", "17", "fluke",
        ]
        for n, name in enumerate(pictures)
    ]  # fmt: skip
    return Written("flukebook.csv", _text(headings, rows), len(rows), len(rows))


def fire_salamander_r(pictures: Sequence[str]) -> Written:
    """Text dates padded with zeros, and a region by its display name in another case."""
    headings = [
        "Encounter.mediaAsset0", "Encounter.genus", "Encounter.specificEpithet", "Encounter.year",
        "Encounter.month", "Encounter.day", "Encounter.hour", "Encounter.minutes", "Encounter.locationID",
        "Encounter.individualID",
    ]  # fmt: skip
    rows = [
        [
            name, "Lynx", "lynx", "2018", "04", "09", "08", "00", "maasai mara", f"FS-{n:03}",
        ]
        for n, name in enumerate(pictures)
    ]  # fmt: skip
    return Written("salamander.csv", _text(headings, rows), len(rows), len(rows))


def inaturalist(pictures: Sequence[str]) -> Written:
    """Every value in quotation marks, months and days left empty, helper columns of its own."""
    headings = [
        "Encounter.mediaAsset0", "Encounter.genus", "Encounter.specificEpithet", "Encounter.year",
        "Encounter.month", "Encounter.day", "Encounter.decimalLatitude", "Encounter.decimalLongitude",
        "observation_id", "observed_on", "scientific_name", "common_name", "observer", "quality_grade",
        "url", "photo_count", "photo_filenames",
    ]  # fmt: skip
    rows = [
        [
            name, "Panthera", "pardus", "2017", "", "", "-2.33", "34.83", str(900_000 + n), "2017",
            "Panthera pardus", "Leopard", "somebody", "research",
            f"https://example.org/observations/{900_000 + n}", "1", name,
        ]
        for n, name in enumerate(pictures)
    ]  # fmt: skip
    return Written(
        "inaturalist.csv", _text(headings, rows, quoting=csv.QUOTE_ALL), len(rows), len(rows)
    )


HARBOUR_SEAL_MAPPING = {
    "dt": "Encounter.date",
    "encounter_no": "Sighting.sightingID",
    "ID": "MarkedIndividual.individualID",
    "age": "Encounter.lifeStage",
    "photo": "Encounter.mediaAsset0",
    "gender": "Encounter.sex",
    "comments": "Encounter.researcherComments",
}
"""What its own headings mean: mapped once by hand, as its species is chosen once for the whole sheet."""


def harbour_seal_centre(pictures: Sequence[str]) -> Written:
    """Semicolons, a byte order mark, decimal commas, `02-Jun-15`, Windows paths without extensions, own headings."""
    headings = ["dt", "encounter_no", "ID", "age", "photo", "side", "scale", "comments", "gender"]
    rows = [
        [
            "02-Jun-15", str(38_750 + n), f"Seal {n}", "adult", f"001-0206\\{PurePosixPath(name).stem}",
            "R", "0,5080562", "right", "female",
        ]
        for n, name in enumerate(pictures)
    ]  # fmt: skip
    content = _text(headings, rows, delimiter=";", encoding="utf-8-sig")
    return Written("seals.csv", content, len(rows), len(rows))


KNOWN: dict[str, Callable[[Sequence[str]], Written]] = {
    "TrapTagger": trap_tagger,
    "GiraffeSpotter": giraffe_spotter,
    "SMART": smart,
    "Flukebook": flukebook_r,
    "fire salamander": fire_salamander_r,
    "iNaturalist": inaturalist,
}
"""Those that import without any mapping."""


def _text(
    headings: Sequence[str],
    rows: Rows,
    *,
    delimiter: str = ",",
    quoting: int = csv.QUOTE_MINIMAL,
    encoding: str = "utf-8",
) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(headings)
    writer.writerows(rows)
    return stream.getvalue().encode(encoding)

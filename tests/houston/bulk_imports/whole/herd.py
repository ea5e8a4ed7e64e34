"""A sheet of plains zebras with pictures, as large as a test wants it."""

from __future__ import annotations

from tests.houston.bulk_imports.sending import open_import, sheet_of, upload, use_sheet
from tests.houston.people import Browser
from tests.houston.sending import picture

HEADINGS = [
    "Encounter.sightingID",
    "Encounter.genus",
    "Encounter.specificEpithet",
    "Encounter.year",
    "Encounter.month",
    "Encounter.day",
    "Encounter.decimalLatitude",
    "Encounter.decimalLongitude",
    "MarkedIndividual.individualID",
    "Encounter.mediaAsset0",
    "field notes",
]
LATITUDE, PICTURE = 6, 9


def rows(count: int) -> list[list[str]]:
    """Two animals a sighting, every animal seen in two sightings; a picture for each of the first three rows."""
    return [
        [
            f"s{n // 2}",
            "Equus",
            "quagga",
            "2015",
            "6",
            str(n // 2 % 28 + 1),
            f"-1.{n // 2 % 90:02}",
            "35.1",
            f"Z-{n % 2}-{n // 4}",
            f"zebra_{n}.jpg" if n < 3 else "",
            f"note {n}",
        ]
        for n in range(count)
    ]


def begun(browser: Browser, count: int = 8, **wishes: object) -> str:
    """An import with a sheet of so many rows and its three pictures."""
    import_id = open_import(browser, name="Herd", **wishes)
    for n in range(min(count, 3)):
        upload(browser, import_id, f"zebra_{n}.jpg", picture(n))
    use_sheet(browser, import_id, sheet_of(HEADINGS, *rows(count)))
    return import_id

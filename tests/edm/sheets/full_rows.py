"""Rows that fill every column of the bulk format between them, for all tests of what comes back from an export."""

from __future__ import annotations

import re

from tests.edm.test_bulk_columns import places

ID = "018f4a5e-7c1b-7d2a-9f00-3a5b6c7d8e9f"
TIME = {f"Encounter.{part}" for part in ("year", "month", "day", "hour", "minutes")}
PLACE = {"Encounter.decimalLatitude", "Encounter.decimalLongitude"}
# Columns, and those that mean the same thing: a row that fills both would say it twice. Four rows fill them all.
SYNONYMS: dict[str, list[tuple[set[str], set[str]]]] = {
    "the sighting's time": [
        (TIME, {name.replace("Encounter", "Sighting") for name in TIME}),
        (PLACE, {"Encounter.latitude", "Encounter.longitude"}),
        ({"Encounter.id"}, {"Encounter.catalogNumber"}),
        ({"Encounter.individualID"}, {"MarkedIndividual.individualID"}),
        ({"MarkedIndividual.nickname"}, {"MarkedIndividual.nickName"}),
        ({"Encounter.sightingID"}, {"Sighting.sightingID"}),
        ({"Survey.id"}, {"Sighting.fieldSurveyCode"}),
        ({"Survey.vessel"}, {"SurveyTrack.vesselID"}),
        ({"Sighting.seaSurfaceTemperature"}, {"Sighting.seaSurfaceTemp"}),
        ({"Encounter.mediaAsset#.quality"}, {"Encounter.quality#"}),
        ({"Encounter.measurement.<measurement name>"}, {"Encounter.<measurement name>"}),
    ],
    "milliseconds": [
        (TIME, {"Encounter.dateInMilliseconds"}),
        (PLACE, {"Sighting.decimalLatitude", "Sighting.decimalLongitude"}),
        ({"Encounter.measurement.<measurement name>"}, {"Encounter.measurement#"}),
    ],
    "the sighting's milliseconds": [(TIME, {"Sighting.dateInMilliseconds"})],
    "millis": [(TIME, {"Sighting.millis"})],
}
SECOND = {column for swaps in SYNONYMS.values() for _, others in swaps for column in others}
OF_THE_SEA = {
    "Encounter.depth", "Sighting.seaState", "Sighting.seaSurfaceTemperature", "Sighting.seaSurfaceTemp",
    "Sighting.swellHeight",
}  # fmt: skip
OF_THE_LAND = {"Encounter.elevation", "Sighting.terrain", "Sighting.vegetation"}
TEXTS = {
    "Encounter.id": ID,
    "Encounter.catalogNumber": ID,
    "Encounter.year": "2015", "Encounter.month": "6", "Encounter.day": "2", "Encounter.hour": "7",
    "Encounter.minutes": "0",
    "Sighting.year": "2015", "Sighting.month": "6", "Sighting.day": "2", "Sighting.hour": "7", "Sighting.minutes": "0",
    "Encounter.dateInMilliseconds": "1433228400000",
    "Sighting.dateInMilliseconds": "1433228400000",
    "Sighting.millis": "1433228400000",
    "Encounter.decimalLatitude": "0", "Encounter.decimalLongitude": "-35.12345",
    "Sighting.decimalLatitude": "0", "Sighting.decimalLongitude": "-35.12345",
    "Encounter.latitude": "0", "Encounter.longitude": "-35.12345",
    "Encounter.locationID": "mara",
    "Encounter.lifeStage": "adult", "Encounter.livingStatus": "alive", "Encounter.sex": "female",
    "Encounter.state": "unapproved",
    "SexAnalysis.sex": "male",
    "Encounter.researcherComments": "Long.\n=not a formula\n" + "x" * 5_000,
    "Encounter.distinguishingScar": "=SUM(A1)",
    "MicrosatelliteMarkersAnalysis.alleleNames": "EQ1,EQ2,EQ3",
    "MicrosatelliteMarkersAnalysis.alleles0": "112,90,7",
    "MicrosatelliteMarkersAnalysis.alleles1": "118,,8",
    "Encounter.mediaAsset0": "IMG 1 (a).JPG", "Encounter.mediaAsset1": "b.jpg",
    "Encounter.mediaAsset0.keywords": "left_flank up",
    "Encounter.mediaAsset0.quality": "0.8", "Encounter.mediaAsset1.quality": "0",
    "Encounter.quality0": "0.8", "Encounter.quality1": "0",
    "Sighting.observer": "Ann; Bo",
    "Sighting.seaState": "3",
    "MarkedIndividual.name0.label": "Atlas", "MarkedIndividual.name1.label": "Old book",
}  # fmt: skip
NUMBERS = re.compile(
    "bearing|GroupSize|groupSize|distance|effortCode|individualCount|num[A-Z]|visibilityIndex|elevation|"
    "depth|seaSurface|swell|transectBearing|measurement|girth"
)


LAND = set(places()) - OF_THE_SEA - SECOND
SEA = set(places()) - OF_THE_LAND - SECOND


def concrete(column: str) -> list[str]:
    """The column as sheets write it, with two numbers where it is numbered."""
    column = column.replace("<labelled keyword>", "angle").replace("<measurement name>", "girth")
    return [column.replace("#", str(number)) for number in (0, 1)] if "#" in column else [column]


def text_for(heading: str) -> str:
    if heading in TEXTS:
        return TEXTS[heading]
    if "emailAddress" in heading:
        return f"{heading.split('.')[1]}@example.org".lower()
    if NUMBERS.search(heading) and not heading.endswith("samplingProtocol"):
        return "4"
    return f"{heading.rsplit('.', 1)[-1]} of {heading.split('.')[-2]}"


def a_full_row(columns: set[str], genus: str, epithet: str) -> dict[str, str]:
    headings = [heading for column in sorted(columns) for heading in concrete(column)]
    return {
        **{heading: text_for(heading) for heading in headings},
        "Encounter.genus": genus,
        "Encounter.specificEpithet": epithet,
        "Local name": "punda milia",
    }

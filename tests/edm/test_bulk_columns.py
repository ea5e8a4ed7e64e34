"""Does every column of the bulk format have a place, and does that place exist?"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from marshmallow import Schema, fields

import edm
from edm.schemas.records import EncounterSchema, IndividualSchema, SightingSchema
from edm.sheets.targets import OFFICIAL
from edm.species import Level, SpeciesRegistry
from edm.species.catalogue import SpeciesCatalogue
from species_configs import FOLDER

PAGE = Path(edm.__file__).parents[1] / "docs" / "bulk-columns.md"
RECORDS: dict[str, type[Schema]] = {
    "encounter": EncounterSchema,
    "sighting": SightingSchema,
    "individual": IndividualSchema,
}


def places() -> dict[str, str]:
    """The place of each column of the format, as the page gives it."""
    rows = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|$", PAGE.read_text(encoding="utf-8"), re.M)
    return dict(rows)


def further() -> dict[str, str]:
    """The place of each column beyond the format."""
    text = PAGE.read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `([^`]+)` \| `([^`]+)` \| [^|]+ \|$", text, re.M))


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> SpeciesCatalogue:
    return SpeciesRegistry(FOLDER, tmp_path_factory.mktemp("state")).catalogue()


def exists(place: str, catalogue: SpeciesCatalogue) -> bool:
    noun, *path = place.split(".")
    schema: type[Schema] | None = RECORDS[noun]
    if path[0] == "custom_fields":
        return bool(catalogue.with_field(Level(noun), path[1]))
    for step in path:
        known = schema().fields if schema else {}
        if step not in known:
            return False
        field = known[step]
        inner = field.inner if isinstance(field, fields.List) else field
        schema = type(inner.schema) if isinstance(inner, fields.Nested) else None
    return True


@pytest.mark.parametrize(("column", "place"), [*places().items(), *further().items()])
def test_the_place_of_a_column_is_there(
    column: str, place: str, catalogue: SpeciesCatalogue
) -> None:
    assert exists(place, catalogue), f"{column} would live in {place}"


@pytest.mark.shared
def test_no_column_of_the_format_is_without_a_place(shared_folder: Path) -> None:
    with (shared_folder / "compat" / "bulk_import_columns.csv").open(encoding="utf-8") as file:
        columns = [row["column"] for row in csv.DictReader(file)]
    assert columns == list(places())


def test_the_page_lists_the_columns_beyond_the_format() -> None:
    named = set(re.findall(r"`([A-Za-z#]+\.[A-Za-z#0]+)`", PAGE.read_text(encoding="utf-8")))
    beyond = {
        name
        for name, target in OFFICIAL.items()
        if name not in places() and target.place.startswith(("sample.", "animal.", "location.unc"))
    } | {"Encounter.timeZone", "Sighting.timeZone"}
    # Of the numbered ones the page names one a noun.
    nouns = {name.partition(".")[0] for name in named}
    assert {
        name for name in beyond - named if "#" not in name or name.partition(".")[0] not in nouns
    } == set()


def test_a_place_that_is_not_there_is_noticed(catalogue: SpeciesCatalogue) -> None:
    for place in ("encounter.wings", "encounter.people.wings", "sighting.custom_fields.wings"):
        assert not exists(place, catalogue)


def test_water_has_no_depth_for_a_giraffe(catalogue: SpeciesCatalogue) -> None:
    giraffe = catalogue.find("giraffa_reticulata")
    assert giraffe is not None
    assert "water_depth" not in giraffe.fields(Level.ENCOUNTER)

"""What does a species take over from the files it builds on?"""

from __future__ import annotations

from edm.species import Level
from tests.edm.species.files import SpeciesFolder, only_fault, species


def test_a_species_has_the_fields_of_the_base_and_its_own(files: SpeciesFolder) -> None:
    config = species(files.start())
    assert list(config.fields(Level.SIGHTING)) == ["group_size"]
    assert list(config.fields(Level.ENCOUNTER)) == ["coat"]
    assert [term.value for term in config.sexes] == ["female", "male", "unknown"]


def test_a_list_of_the_species_takes_the_place_of_the_base_s(files: SpeciesFolder) -> None:
    files.replace("equus_quagga", "custom_fields:", "life_stages: [foal, adult]\ncustom_fields:")
    assert [term.value for term in species(files.start()).life_stages] == ["foal", "adult"]


def test_a_field_of_the_same_name_takes_the_place_of_the_base_s(files: SpeciesFolder) -> None:
    files.replace(
        "equus_quagga",
        "  encounter:",
        "  sighting:\n    - {name: group_size, type: number}\n  encounter:",
    )
    field = species(files.start()).fields(Level.SIGHTING)["group_size"]
    assert (field.type, field.min) == ("number", None)


def test_a_shared_file_lies_between_the_base_and_the_species(files: SpeciesFolder) -> None:
    files.write(
        "_marine",
        "public_coordinates: {coarsen_degrees: 0.5}\n"
        "custom_fields:\n  encounter:\n    - {name: water_depth, type: number, unit: m}\n",
    )
    assert "water_depth" not in species(files.start()).fields(Level.ENCOUNTER)
    files.replace("equus_quagga", "common_names:", "extends: [_marine]\ncommon_names:")
    config = species(files.start())
    assert list(config.fields(Level.ENCOUNTER)) == ["water_depth", "coat"]
    assert config.coarsen_degrees == 0.5


def test_a_viewpoint_matches_itself_and_is_matched_both_ways(files: SpeciesFolder) -> None:
    files.replace("_base", "{left: [left], right: [right]}", "{left: [front]}")
    matches = species(files.start()).viewpoints.matches
    assert set(matches["left"]) == {"left", "front"}
    assert set(matches["front"]) == {"left", "front"}
    assert "right" not in matches


def test_a_shared_file_builds_on_no_other(files: SpeciesFolder) -> None:
    files.write("_marine", "extends: [_sea]\n")
    fault = only_fault(files.start())
    assert (fault.file, fault.line) == ("_marine.yaml", 1)

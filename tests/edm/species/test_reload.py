"""Is a changed file in force at once, and does a broken one stop nothing?"""

from __future__ import annotations

import shutil
import threading

import pytest

from edm.species import Level, SpeciesRegistry
from tests.edm.species.files import SpeciesFolder, only_fault, species


def test_a_changed_file_is_in_force_without_a_restart(files: SpeciesFolder) -> None:
    registry = files.start()
    before = registry.catalogue()
    files.replace("equus_quagga", "plains zebra", "common zebra")
    assert species(registry).common_name() == "common zebra"
    assert registry.catalogue().version != before.version
    old = before.get("equus_quagga")
    assert old is not None
    assert old.common_name() == "plains zebra"


def test_a_new_file_is_a_new_species_without_a_restart(files: SpeciesFolder) -> None:
    registry = files.start()
    files.write("panthera_leo", "scientific_name: Panthera leo\n")
    assert species(registry, "panthera_leo").scientific_name == "Panthera leo"


def test_nothing_changes_while_no_file_does(files: SpeciesFolder) -> None:
    registry = files.start()
    assert registry.catalogue() is registry.catalogue()


def test_the_folder_is_not_looked_at_on_every_access(files: SpeciesFolder) -> None:
    registry = SpeciesRegistry(files.folder, files.state, check_every=3600)
    files.replace("equus_quagga", "plains zebra", "common zebra")
    assert species(registry).common_name() == "plains zebra"
    registry.reload()
    assert species(registry).common_name() == "common zebra"


def test_a_broken_file_leaves_its_last_good_version_in_force(files: SpeciesFolder) -> None:
    registry = files.start()
    files.replace("equus_quagga", "type: select", "type: selekt")
    assert "coat" in species(registry).fields(Level.ENCOUNTER)
    fault = only_fault(registry)
    assert (fault.line, fault.kept) == (7, True)
    assert "The last good version stays in use." in str(fault)


def test_the_last_good_version_survives_a_restart(files: SpeciesFolder) -> None:
    files.start()
    files.write("equus_quagga", "scientific_name: [")
    registry = files.start()
    assert "coat" in species(registry).fields(Level.ENCOUNTER)
    assert only_fault(registry).kept


def test_a_broken_base_leaves_all_species_as_they_were(files: SpeciesFolder) -> None:
    files.start()
    files.replace("_base", "type: integer", "type: whole")
    registry = files.start()
    assert "group_size" in species(registry).fields(Level.SIGHTING)
    assert (only_fault(registry).file, only_fault(registry).kept) == ("_base.yaml", True)


def test_a_species_can_be_added_while_the_base_is_broken(files: SpeciesFolder) -> None:
    files.start()
    files.write("_base", "sexes: [")
    files.write("panthera_leo", "scientific_name: Panthera leo\n")
    registry = files.start()
    assert next(term.value for term in species(registry, "panthera_leo").sexes) == "female"


def test_a_mended_file_is_in_force_again(files: SpeciesFolder) -> None:
    registry = files.start()
    files.replace("equus_quagga", "type: select", "type: selekt")
    assert registry.faults()
    files.replace("equus_quagga", "type: selekt", "type: select")
    assert registry.faults() == ()


def test_a_broken_file_does_not_hold_up_the_others(files: SpeciesFolder) -> None:
    files.write("panthera_leo", "scientific_name: Panthera leo\n")
    files.write("equus_quagga", "scientific_name: [")
    assert [config.id for config in files.start().catalogue()] == ["panthera_leo"]


def test_a_missing_folder_leaves_everything_as_it_was(files: SpeciesFolder) -> None:
    registry = files.start()
    shutil.rmtree(files.folder)
    assert "missing" in only_fault(registry).message
    assert species(registry).scientific_name == "Equus quagga"


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("name: coat", "name: robe", "cannot be dropped"),
        (
            "type: select\n      choices: [typical, pale]",
            "type: string",
            "cannot become string instead of select",
        ),
        ("type: select", "type: select\n      multiple: true", "cannot become a list"),
    ],
)
def test_a_field_in_use_cannot_be_dropped_or_retyped(
    files: SpeciesFolder, old: str, new: str, part: str
) -> None:
    registry = files.start(usage=lambda species, level, field: 12)
    files.replace("equus_quagga", old, new)
    fault = only_fault(registry)
    assert fault.code == "in_use"
    assert part in fault.message
    assert "12 records use it" in fault.message
    assert species(registry).fields(Level.ENCOUNTER)["coat"].type == "select"
    # Neither does a restart help.
    again = files.start(usage=lambda species, level, field: 12)
    assert only_fault(again).code == "in_use"
    assert species(again).fields(Level.ENCOUNTER)["coat"].type == "select"


def test_a_unit_cannot_change_under_stored_numbers(files: SpeciesFolder) -> None:
    files.replace("_base", "type: integer, min: 1", "type: number, unit: m")
    registry = files.start(usage=lambda species, level, field: 1)
    files.replace("_base", "unit: m", "unit: ft")
    fault = only_fault(registry)
    assert "cannot change its unit from m to ft: 1 record uses it" in fault.message


def test_an_unused_field_can_be_dropped(files: SpeciesFolder) -> None:
    asked = []

    def usage(species: str, level: Level | None, field: str | None) -> int:
        asked.append((species, level, field))
        return 0

    registry = files.start(usage)
    files.replace("equus_quagga", "name: coat", "name: robe")
    assert list(species(registry).fields(Level.ENCOUNTER)) == ["robe"]
    assert asked == [("equus_quagga", Level.ENCOUNTER, "coat")]


def test_a_reload_can_be_given_its_own_count(files: SpeciesFolder) -> None:
    registry = SpeciesRegistry(files.folder, files.state, check_every=3600)
    files.replace("equus_quagga", "name: coat", "name: robe")
    faults = registry.reload(lambda species, level, field: 3)
    assert [fault.code for fault in faults] == ["in_use"]


def test_a_species_with_records_stays_when_its_file_is_removed(files: SpeciesFolder) -> None:
    registry = files.start(usage=lambda species, level, field: 5)
    (files.folder / "equus_quagga.yaml").unlink()
    assert "5 records of this species" in only_fault(registry).message
    assert species(registry).scientific_name == "Equus quagga"


def test_a_species_without_records_goes_with_its_file(files: SpeciesFolder) -> None:
    registry = files.start(usage=lambda species, level, field: 0)
    (files.folder / "equus_quagga.yaml").unlink()
    assert len(registry.catalogue()) == 0
    assert registry.faults() == ()


def test_many_threads_may_ask_while_a_file_changes(files: SpeciesFolder) -> None:
    registry = files.start()
    problems: list[BaseException] = []

    def ask() -> None:
        try:
            for _ in range(50):
                species(registry)
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for turn in range(10):
        files.write(
            "panthera_leo", f"scientific_name: Panthera leo\nsynonyms: [Felis leo{'a' * turn}]\n"
        )
    for thread in threads:
        thread.join()
    assert problems == []

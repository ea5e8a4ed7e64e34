"""Is the species found that a person means?"""

from __future__ import annotations

import pytest

from edm.species.catalogue import SpeciesCatalogue
from tests.edm.species.files import ZEBRA, SpeciesFolder


@pytest.mark.parametrize(
    ("text", "species"),
    [
        ("equus_quagga", "equus_quagga"),
        ("Equus_Quagga", "equus_quagga"),
        ("EQUUS  QUAGGA", "equus_quagga"),
        ("Equus burchellii", "equus_quagga"),
        ("equus quagga boehmi", "equus_quagga"),
        ("Grant's zebra", "equus_quagga"),
        ("Grant\u2019s zebra", "equus_quagga"),
        ("Steppenzebra", "equus_quagga"),
        ("löwe", "panthera_leo"),
        ("LOWE", "panthera_leo"),
        ("Requin-Baleine", "rhincodon_typus"),
        ("tiburon ballena", "rhincodon_typus"),
        ("simba", "panthera_leo"),
    ],
)
def test_a_species_is_found_by_any_of_its_names(
    shipped: SpeciesCatalogue, text: str, species: str
) -> None:
    found = shipped.find(text)
    assert found is not None
    assert found.id == species


def test_a_species_is_found_by_genus_and_epithet(shipped: SpeciesCatalogue) -> None:
    for genus, epithet in [("Equus", "quagga"), ("equus", "QUAGGA"), ("Equus", "quagga selousi")]:
        found = shipped.find_taxon(genus, epithet)
        assert found is not None
        assert found.id == "equus_quagga"
    assert shipped.find_taxon("Equus", "zebra") is None


def test_the_nearest_names_are_proposed_best_first(shipped: SpeciesCatalogue) -> None:
    assert shipped.nearest("Equus quaga")[0].id == "equus_quagga"
    assert shipped.nearest("whale sharc")[0].id == "rhincodon_typus"
    assert shipped.nearest("Panthera pardos")[0].id == "panthera_pardus"
    assert shipped.nearest("qqqqqqq") == ()


@pytest.mark.parametrize(
    "name", ["Anas platyrhynchos", "Rattus norvegicus", "Ardea cinerea", "Aves"]
)
def test_a_species_that_is_like_none_here_is_none_of_them(
    shipped: SpeciesCatalogue, name: str
) -> None:
    assert shipped.nearest(name) == ()


def test_a_name_that_several_species_bear_names_none_of_them(files: SpeciesFolder) -> None:
    files.write(
        "equus_grevyi",
        ZEBRA.replace("quagga", "grevyi").replace("plains zebra", "zebra, Grevy's zebra"),
    )
    files.replace("equus_quagga", "plains zebra", "zebra")
    catalogue = files.start().catalogue()
    assert catalogue.find("zebra") is None
    assert {config.id for config in catalogue.candidates("Zebra")} == {
        "equus_grevyi",
        "equus_quagga",
    }


def test_a_scientific_name_beats_a_common_name_of_another_species(files: SpeciesFolder) -> None:
    files.write(
        "equus_grevyi",
        ZEBRA.replace("Equus quagga", "Equus grevyi").replace("plains zebra", "equus quagga"),
    )
    found = files.start().catalogue().find("Equus quagga")
    assert found is not None
    assert found.id == "equus_quagga"

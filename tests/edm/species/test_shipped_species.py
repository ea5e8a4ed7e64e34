"""Do the species that come along make sense?"""

from __future__ import annotations

import json

import pytest

from edm.species import FieldType, Level, describe_species
from edm.species.catalogue import SpeciesCatalogue

EXPECTED = {
    "chelonia_mydas",
    "equus_grevyi",
    "equus_quagga",
    "giraffa_reticulata",
    "lynx_lynx",
    "megaptera_novaeangliae",
    "panthera_leo",
    "panthera_pardus",
    "phoca_vitulina",
    "rhincodon_typus",
    "tragelaphus_angasii",
}
MARINE = {"chelonia_mydas", "megaptera_novaeangliae", "phoca_vitulina", "rhincodon_typus"}


def test_the_eleven_species_are_there(shipped: SpeciesCatalogue) -> None:
    assert {config.id for config in shipped} == EXPECTED


def test_the_id_is_made_of_the_scientific_name(shipped: SpeciesCatalogue) -> None:
    for config in shipped:
        assert config.id == config.scientific_name.lower().replace(" ", "_")


def test_water_depth_belongs_to_the_animals_of_the_sea(shipped: SpeciesCatalogue) -> None:
    owners = {config.id for config in shipped.with_field(Level.ENCOUNTER, "water_depth")}
    assert owners == MARINE


def test_every_type_of_field_is_used_somewhere(shipped: SpeciesCatalogue) -> None:
    used = {field.type for config in shipped for field in config.all_fields()}
    assert used == set(FieldType)


def test_every_species_has_names_in_english_and_german(shipped: SpeciesCatalogue) -> None:
    for config in shipped:
        assert config.common_names["en"]
        assert config.common_names["de"]


def test_every_species_can_be_identified_and_named(shipped: SpeciesCatalogue) -> None:
    for config in shipped:
        assert config.algorithms[0].name == "hotspotter"
        assert config.name_pattern is not None
        assert "#" in config.name_pattern


def test_the_sides_of_a_zebra_differ_and_those_of_a_fluke_do_not(shipped: SpeciesCatalogue) -> None:
    zebra, humpback = shipped.get("equus_quagga"), shipped.get("megaptera_novaeangliae")
    assert zebra is not None
    assert humpback is not None
    assert zebra.viewpoints.sides_differ
    assert "right" not in zebra.viewpoints.matches["left"]
    assert not humpback.viewpoints.sides_differ
    assert humpback.viewpoints.matches["fluke"] == ("fluke",)


def test_what_can_be_compared_can_be_compared_the_other_way_round(
    shipped: SpeciesCatalogue,
) -> None:
    for config in shipped:
        known = {term.value for term in config.viewpoints.terms}
        for viewpoint, others in config.viewpoints.matches.items():
            assert viewpoint in others
            for other in others:
                assert other in known
                assert viewpoint in config.viewpoints.matches[other]


def test_threatened_species_are_coarsened_more(shipped: SpeciesCatalogue) -> None:
    degrees = {config.id: config.coarsen_degrees for config in shipped}
    assert degrees["equus_quagga"] < degrees["equus_grevyi"] < degrees["panthera_pardus"]


@pytest.mark.parametrize("species", sorted(EXPECTED))
def test_the_description_for_the_form_is_complete_and_is_json(
    shipped: SpeciesCatalogue, species: str
) -> None:
    config = shipped.get(species)
    assert config is not None
    description = json.loads(json.dumps(describe_species(config)))
    assert description["id"] == species
    for level in Level:
        names = [field["name"] for field in description["custom_fields"][level]]
        assert names == list(config.fields(level))
    for field in description["custom_fields"]["encounter"]:
        assert field["label"]["en"]
        assert (field["type"] in ("select", "multiselect")) == bool(field["choices"])


def test_the_reticulated_giraffe_is_a_species_and_its_old_name_a_synonym(
    shipped: SpeciesCatalogue,
) -> None:
    for name in ("Giraffa reticulata", "Giraffa camelopardalis reticulata", "Netzgiraffe", "twiga"):
        found = shipped.find(name)
        assert found is not None
        assert found.id == "giraffa_reticulata"
    assert shipped.find("Giraffa camelopardalis tippelskirchi") is None

"""What is configured, does a change of it count at once, and does it never take away what is in use?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from edm.app import create_edm
from edm.settings import EdmSettings
from species_configs import FOLDER
from tests.edm.service import PUBLIC, Service, an_encounter

TEST_ANIMAL = """
scientific_name: Testudo probanda
common_names: {{en: [proof tortoise]}}
public_coordinates: {{coarsen_degrees: 0.5}}
custom_fields:
  encounter:
    - {{name: den, label: {{en: Den}}, type: location}}
    {more}
"""
SHELL = "- {name: shell_width, label: {en: Shell width}, type: number, unit: cm, min: 0}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "species"
    shutil.copytree(FOLDER, copied)
    write(copied, SHELL)
    return copied


def write(folder: Path, more: str) -> None:
    (folder / "testudo_probanda.yaml").write_text(TEST_ANIMAL.format(more=more))


@pytest.fixture
def service(tmp_path: Path, edm_database_url: str, folder: Path) -> Service:
    settings = EdmSettings(data=tmp_path, database_url=edm_database_url, species_folder=folder)
    return Service(create_edm(settings))


def tortoise(service, **custom_fields):
    encounter = an_encounter(custom_fields=custom_fields)
    return service.one(species="proof tortoise", encounters=[encounter])


def fields_of(service):
    species = service.get("/species/testudo_probanda")
    return [each["name"] for each in species["custom_fields"]["encounter"]]


def test_species_are_listed_and_told_in_full_by_any_of_their_names(edm):
    listed = edm.get("/species")
    assert listed["faults"] == []
    assert "equus_quagga" in {each["id"] for each in listed["items"]}
    whole = edm.get("/species/plains zebra")
    assert (whole["id"], whole["genus"]) == ("equus_quagga", "Equus")
    assert {"value", "label"} <= whole["sexes"][0].keys()
    assert edm.call("GET", "/species/unicorn").status_code == 404
    refused = edm.call("GET", "/species/equus_qagga")
    assert refused.status_code == 404
    assert "Did you mean plains zebra (Equus quagga)" in refused.json["detail"]
    (fault,) = refused.json["errors"]
    assert (fault["code"], fault["suggestion"]) == ("unknown_species", "equus_quagga")


def test_regions_are_told_with_what_lies_within_them(edm):
    answer = edm.get("/regions")
    kenya = next(each for each in answer["items"] if each["id"] == "kenya")
    assert "mara" in {each["id"] for each in kenya["children"]}


def test_a_new_field_counts_at_once(service, folder):
    assert fields_of(service)[-2:] == ["den", "shell_width"]
    write(folder, SHELL.replace("shell_width", "shell_height"))
    service.edm.species.reload()
    assert fields_of(service)[-1] == "shell_height"
    tortoise(service, shell_height=12)


def test_a_field_in_use_is_neither_dropped_nor_retyped_and_the_answer_counts_its_records(
    service, folder
):
    for width in (10, 12):
        tortoise(service, shell_width=width)
    tortoise(service)
    for change in ("", SHELL.replace("number", "string").replace(", unit: cm, min: 0", "")):
        write(folder, change)
        service.edm.species.reload()
        (fault,) = service.get("/species")["faults"]
        assert (fault["code"], fault["file"]) == ("in_use", "testudo_probanda.yaml")
        assert "2 records use it" in fault["message"]
        assert fields_of(service)[-1] == "shell_width"
    tortoise(service, shell_width=14)


def test_a_species_in_use_outlives_its_file(service, folder):
    encounter = tortoise(service)
    (folder / "testudo_probanda.yaml").unlink()
    service.edm.species.reload()
    assert service.get("/species")["faults"][0]["code"] == "in_use"
    assert service.get(f"/encounters/{encounter}")["species"] == "testudo_probanda"


def test_a_broken_file_stops_nothing_and_is_told_with_its_line(service, folder):
    (folder / "testudo_probanda.yaml").write_text("scientific_name: [\n")
    service.edm.species.reload()
    fault = service.get("/species")["faults"][0]
    assert fault["file"] == "testudo_probanda.yaml"
    assert fault["line"] >= 1
    tortoise(service, shell_width=3)


def test_a_place_in_a_custom_field_is_coarsened_like_the_record_itself(service):
    encounter = tortoise(service, den={"latitude": 1.234, "longitude": 5.678}, shell_width=3)
    shown = service.get(f"/encounters/{encounter}", PUBLIC)["custom_fields"]
    assert (shown["den"]["latitude"], shown["den"]["longitude"]) == (1.0, 5.5)
    assert shown["shell_width"] == 3
    exact = service.get(f"/encounters/{encounter}")["custom_fields"]["den"]
    assert exact["latitude"] == 1.234
    assert "1.234" not in str(service.get(f"/encounters/{encounter}/history", PUBLIC))


def test_a_place_in_a_custom_field_is_nothing_to_search_by(service):
    tortoise(service, den={"latitude": 1.234, "longitude": 5.678})
    tree = {"field": "custom.den", "op": "eq", "value": 1}
    assert service.call("POST", "/encounters/search", {"filter": tree}).status_code == 422
    tree = {"field": "custom.den", "op": "exists", "value": True}
    assert len(service.post("/encounters/search", {"filter": tree})["items"]) == 1

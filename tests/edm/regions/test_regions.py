"""Is the region found that a person means, and does a broken file stop nothing?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from edm.regions import RegionRegistry, RegionTree, read_regions, read_wildbook_regions
from species_configs import REGIONS_FILE

SMALL = """\
regions:
  - id: kenya
    name: Kenya
    children:
      - id: mara
        name: Maasai Mara
        prefix: MARA-
        prefix_digits: 4
        geospatial: {latitude: -1.49, longitude: 0}
        children:
          - {id: mara_north, name: Mara North}
      - {id: meru, name: Meru}
  - id: tanzania
    name: Tanzania
    children:
      - {id: tz_meru, name: meru}
"""
WILDBOOK = Path(__file__).parents[4] / "shared" / "compat" / "locationID_template.json"


@pytest.fixture
def tree() -> RegionTree:
    found, _, faults = read_regions(SMALL.encode(), "regions.yaml")
    assert faults == []
    return found


@pytest.mark.parametrize("text", ["mara", "MARA", "Maasai Mara", "maasai  mara"])
def test_a_region_is_found_by_id_or_name_in_any_case(tree: RegionTree, text: str) -> None:
    found = tree.find(text)
    assert found is not None
    assert (found.id, found.prefix, found.prefix_digits) == ("mara", "MARA-", 4)
    assert (found.latitude, found.longitude) == (-1.49, 0)


def test_an_id_is_meant_before_a_name(tree: RegionTree) -> None:
    found = tree.find("Meru")
    assert found is not None
    assert found.id == "meru"


def test_a_name_that_several_regions_bear_names_none_of_them() -> None:
    text = SMALL.replace("id: meru", "id: ke_meru")
    tree, _, _ = read_regions(text.encode(), "regions.yaml")
    assert tree.find("Meru") is None
    assert {region.id for region in tree.candidates("MERU")} == {"ke_meru", "tz_meru"}


def test_what_lies_within_and_around_a_region_is_known(tree: RegionTree) -> None:
    assert [region.id for region in tree.descendants("kenya")] == ["mara", "mara_north", "meru"]
    assert [region.id for region in tree.ancestors("mara_north")] == ["mara", "kenya"]
    assert [region.id for region in tree.roots()] == ["kenya", "tanzania"]
    assert tree.descendants("nowhere") == ()


def test_the_nearest_names_are_proposed(tree: RegionTree) -> None:
    assert tree.nearest("Masai Mara")[0].id == "mara"
    assert tree.nearest("qqqq") == ()


def test_the_tree_as_json_reads_back_as_the_same_tree(tree: RegionTree) -> None:
    nested = tree.as_list()
    assert [inner["id"] for inner in nested[0]["children"]] == ["mara", "meru"]
    assert nested[0]["children"][0]["parent"] == "kenya"
    assert json.loads(json.dumps(nested)) == nested


@pytest.mark.parametrize(
    ("old", "new", "line", "part"),
    [
        ("id: tanzania", "id: kenya", 13, "Two regions have the id 'kenya'"),
        ("    name: Tanzania", "    nam: Tanzania", 14, "Did you mean 'name'?"),
        ("prefix_digits: 4", "prefix_digits: four", 8, "whole number"),
        ("latitude: -1.49", "latitude: -91", 9, "between -90 and 90"),
        (", longitude: 0", "", 9, "longitude is missing"),
        ("regions:", "places:", 1, "no key 'places'"),
        ("id: kenya", "id: [kenya", 3, "not well-formed"),
    ],
)
def test_a_mistake_is_reported_with_its_line(old: str, new: str, line: int, part: str) -> None:
    assert old in SMALL
    tree, _, faults = read_regions(SMALL.replace(old, new, 1).encode(), "regions.yaml")
    assert len(tree) == 0
    assert any(part in fault.message and fault.line == line for fault in faults), faults


def test_a_changed_file_is_in_force_and_a_broken_one_is_not(tmp_path: Path) -> None:
    path, state = tmp_path / "_regions.yaml", tmp_path / "state"
    path.write_text(SMALL)
    registry = RegionRegistry(path, state, check_every=0)
    path.write_text(SMALL.replace("Maasai Mara", "Mara"))
    assert registry.tree().find("Maasai Mara") is None
    path.write_text("regions: [")
    assert len(registry.tree()) == 6
    assert [(fault.line, fault.kept) for fault in registry.faults()] == [(1, True)]
    again = RegionRegistry(path, state, check_every=0)
    assert len(again.tree()) == 6
    path.unlink()
    assert len(again.tree()) == 0


def test_a_file_that_can_be_read_again_is_in_order_again(tmp_path: Path) -> None:
    path, state = tmp_path / "_regions.yaml", tmp_path / "state"
    path.write_text(SMALL)
    registry = RegionRegistry(path, state, check_every=0)
    path.unlink()
    path.mkdir()
    assert [(fault.code, fault.kept) for fault in registry.faults()] == [("unreadable", True)]
    assert len(registry.tree()) == 6
    path.rmdir()
    path.write_text(SMALL)
    assert registry.faults() == ()
    assert len(registry.tree()) == 6


def test_a_start_parses_the_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    compose = yaml.compose

    def counted(text: str, **how: Any) -> Any:
        parsed.append(text)
        return compose(text, **how)

    monkeypatch.setattr(yaml, "compose", counted)
    registry = RegionRegistry(REGIONS_FILE, tmp_path)
    assert registry.tree().get("mara") is not None
    assert parsed == [REGIONS_FILE.read_text("utf-8")]


def test_the_regions_that_come_along_are_in_order(tmp_path: Path) -> None:
    registry = RegionRegistry(REGIONS_FILE, tmp_path)
    assert registry.faults() == ()
    tree = registry.tree()
    assert [region.id for region in tree.ancestors("mara")] == ["kenya"]
    for place in ("Laikipia", "Samburu", "Kruger National Park", "Ningaloo Reef", "Wadden Sea"):
        assert tree.find(place) is not None


def test_wildbook_s_form_is_understood() -> None:
    text = json.dumps(
        {
            "description": "a tree",
            "locationID": [
                {
                    "name": "Kenya",
                    "id": "KE",
                    "prefix": "KE-",
                    "prefixDigitPadding": 3,
                    "geospatialInfo": {"lat": 0, "long": 37.5},
                    "locationID": [{"name": "Mpala", "locationID": []}],
                }
            ],
        },
        indent="\t",
    )
    tree, faults = read_wildbook_regions(text.encode(), "locationID.json")
    assert faults == []
    kenya, mpala = tree.get("KE"), tree.get("Mpala")
    assert kenya is not None
    assert mpala is not None
    assert (kenya.prefix_digits, kenya.latitude, kenya.longitude) == (3, 0, 37.5)
    assert mpala.parent == "KE"


@pytest.mark.shared
def test_the_official_template_is_understood() -> None:
    if not WILDBOOK.exists():
        pytest.skip("the folder of shared files is not beside the checkout")
    tree, faults = read_wildbook_regions(WILDBOOK.read_bytes(), WILDBOOK.name)
    assert faults == []
    assert len(tree) == 12
    found = tree.find("tümpel tt")
    assert found is not None
    assert found.id == "TT"

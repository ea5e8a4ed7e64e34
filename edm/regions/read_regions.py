"""How does a file of regions become a :class:`RegionTree`, and what may be wrong with it?

Two spellings of one tree are understood: our YAML (``regions``, ``children``, ``geospatial`` with
``latitude`` and ``longitude``) and Wildbook's JSON (``locationID``, ``geospatialInfo`` with ``lat`` and ``long``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from edm.regions.region import Region, RegionTree
from edm.species.config_fault import ConfigFault
from edm.species.located import MAX_DEPTH, Located, load_yaml
from edm.species.reader import Reader
from edm.values import FaultList
from edm.values.coordinates import check_coordinates

# Ids are stored in records and written in sheets.
MAX_ID_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Spelling:
    """The keys in which a file is written."""

    top: tuple[str, ...]
    list: str
    keys: tuple[str, ...]
    digits: str
    place: str
    latitude: str
    longitude: str


OURS = Spelling(
    top=("regions",),
    list="regions",
    keys=("id", "name", "prefix", "prefix_digits", "geospatial", "children"),
    digits="prefix_digits",
    place="geospatial",
    latitude="latitude",
    longitude="longitude",
)
WILDBOOK = Spelling(
    top=("description", "locationID"),
    list="locationID",
    keys=(
        "id", "name", "prefix", "prefixDigitPadding", "geospatialInfo", "locationID",
        "description", "active",
    ),
    digits="prefixDigitPadding",
    place="geospatialInfo",
    latitude="lat",
    longitude="long",
)  # fmt: skip


def read_regions(raw: bytes, file: str) -> tuple[RegionTree, Located, list[ConfigFault]]:
    """The tree of a file of ours, empty whenever there is a fault, and the document that says it."""
    return _read(raw, file, OURS)


def read_wildbook_regions(raw: bytes, file: str) -> tuple[RegionTree, list[ConfigFault]]:
    """The tree of a Wildbook ``locationID.json``; empty whenever there is a fault.

    YAML contains JSON and also bears the trailing commas that such files are known for.
    """
    # A tab may indent JSON, but not YAML.
    tree, _, faults = _read(raw.replace(b"\t", b" "), file, WILDBOOK)
    return tree, faults


def _read(
    raw: bytes, file: str, spelling: Spelling
) -> tuple[RegionTree, Located, list[ConfigFault]]:
    document, faults = load_yaml(raw, file)
    tree = RegionTree()
    if not faults:
        tree, faults = regions_of(document, file, spelling)
    return tree, document, faults


def regions_of(
    document: Located, file: str, spelling: Spelling = OURS
) -> tuple[RegionTree, list[ConfigFault]]:
    """The tree that a document describes; empty whenever there is a fault."""
    faults: list[ConfigFault] = []
    top = Reader(document, faults, file)
    found: dict[str, Region] = {}
    if not top.mapping(spelling.top):
        top.fault("wrong_value", f"The file must hold a list '{spelling.list}'.")
    else:
        child_key = "children" if spelling is OURS else spelling.list
        for member in top.at(spelling.list).members():
            _read_region(member, spelling, child_key, None, found, 0)
    return (RegionTree() if faults else RegionTree(found.values())), faults


def _read_region(
    reader: Reader,
    spelling: Spelling,
    child_key: str,
    parent: str | None,
    found: dict[str, Region],
    depth: int,
) -> str | None:
    """Add a region and all within it to ``found``; its id, or ``None`` where it has none."""
    if depth > MAX_DEPTH or not reader.mapping(spelling.keys):
        reader.fault("wrong_value", "A region must hold keys and values, and not lie too deep.")
        return None
    name = reader.at("name").text(required=True)
    # Wildbook takes the name for the id where there is none.
    region = reader.at("id").text(required=spelling is OURS) or name
    if region is None:
        return None
    if region in found:
        reader.at("id").fault("wrong_value", f"Two regions have the id '{region}'.")
        return None
    if len(region) > MAX_ID_LENGTH:
        reader.at("id").fault("wrong_value", f"An id has {MAX_ID_LENGTH} characters at most.")
    prefix = reader.at("prefix").text()
    digits = reader.at(spelling.digits).whole_number()
    latitude, longitude = _read_place(reader.at(spelling.place), spelling)
    # It takes its place in the order now, so that parents come before their children.
    found[region] = Region(region, name or region, prefix, digits, latitude, longitude, parent, ())
    children = [
        _read_region(member, spelling, child_key, region, found, depth + 1)
        for member in reader.at(child_key).members()
    ]
    found[region] = replace(found[region], children=tuple(child for child in children if child))
    return region


def _read_place(reader: Reader, spelling: Spelling) -> tuple[float | None, float | None]:
    if reader.value is None or not reader.mapping((spelling.latitude, spelling.longitude)):
        return None, None
    value: dict[str, Any] = {
        "latitude": reader.value.get(spelling.latitude),
        "longitude": reader.value.get(spelling.longitude),
    }
    faults = FaultList()
    point = check_coordinates(value, "", faults)
    for fault in faults:
        reader.fault("wrong_value", fault.message)
    return point if point else (None, None)

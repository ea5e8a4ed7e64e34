"""Under which heading is a place exported, and in which order do the headings stand?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from edm.sheets.found import KEPT
from edm.sheets.headings import vocabulary_of
from edm.sheets.recognise import recognise_columns
from edm.sheets.target import Role
from edm.sheets.targets import LEVEL_PREFIXES, OFFICIAL, generic
from edm.species.catalogue import SpeciesCatalogue
from edm.species.custom_field import Level

_BY_PLACE: dict[str, str] = {}
for _name, _target in OFFICIAL.items():
    _BY_PLACE.setdefault(_target.place, _name)
_RANKS = {name: rank for rank, name in enumerate(OFFICIAL)}
_MEASUREMENT = "Encounter.measurement#"
_OF_MEASUREMENTS = (".samplingProtocol", ".unit")
_PICTURE = "Encounter.mediaAsset#"
_ALLELES = "MicrosatelliteMarkersAnalysis.alleles#"
_FURTHER_ALLELES = "MicrosatelliteMarkersAnalysis#.alleles"
# Of some sheets at a time; each costs a look at all names that there are.
KEPT_HEADINGS = 10_000
_CUSTOM, _OTHER = len(_RANKS), len(_RANKS) + 1


@cache
def heading_of(place: str, number: int | None = None) -> str:
    """The official heading of a place; where columns of one place are synonyms, the first of them."""
    name = _BY_PLACE[place]
    return name if number is None else name.replace("#", str(number))


@cache
def custom_heading(level: Level, name: str) -> str:
    """The heading of a custom field: an official column's where one stands for it."""
    place = "animal" if level is Level.INDIVIDUAL else str(level)
    return _BY_PLACE.get(f"{place}.custom_fields.{name}", f"{LEVEL_PREFIXES[level]}{name}")


@lru_cache(maxsize=KEPT_HEADINGS)
def kept_heading(heading: str, catalogue: SpeciesCatalogue) -> str:
    """The heading of what a sheet said word for word, under which an import keeps it word for word again.

    What only the gateway makes something of stands under its own heading: another gateway makes something of it.
    """
    vocabulary = vocabulary_of(catalogue)
    meant = recognise_columns([heading], [], {}, vocabulary)["columns"][0]
    gateway = (str(Role.PROJECT), str(Role.USER))
    plain = meant["role"] in gateway or (meant["target"] is None and meant["role"] == Role.KEPT)
    return heading if plain else f"{heading} {KEPT}"


def label_heading(number: int, label: str) -> str:
    return f"{_PICTURE.replace('#', str(number))}.{label}"


def in_order(headings: Iterable[str]) -> list[str]:
    """The official columns in their order, then custom fields, then what is kept."""
    return sorted(headings, key=_key)


def _key(heading: str) -> tuple[int, int, str]:
    name = generic(heading)
    digits = "".join(filter(str.isdecimal, heading)) if name != heading else ""
    number = int(digits) if digits else 0
    if name in _RANKS:
        return _RANKS[name], number, heading
    if name.startswith(f"{_PICTURE}."):
        return _RANKS[_PICTURE], number, heading
    if name.startswith(_FURTHER_ALLELES):
        return _RANKS[_ALLELES], number, heading
    if heading.startswith("Encounter.measurement.") or heading.endswith(_OF_MEASUREMENTS):
        return _RANKS[_MEASUREMENT], 0, heading
    known = heading.startswith(tuple(LEVEL_PREFIXES.values()))
    return (_CUSTOM if known else _OTHER), number, heading

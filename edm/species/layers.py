"""Which files does a species file build on, and what do they say together?

Every species builds on ``_base.yaml`` and on the files it names under ``extends`` (such as ``_marine``),
in this order; its own file has the last word. What a file gives takes the place of all that was given
before under that key; only custom fields are added to one another, by level and name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edm.species.config_fault import ConfigFault, Place
from edm.species.custom_field import Level
from edm.species.located import Located, Path
from edm.species.reader import Reader

BASE = "_base"
FIELDS = "custom_fields"


def stacked(
    document: Located, file: str, shared: Mapping[str, Located | None]
) -> tuple[Located, list[ConfigFault]]:
    """The species' document laid over the shared ones it builds on; ``None`` stands for a broken one."""
    faults: list[ConfigFault] = []
    reader = Reader(document, faults, file)
    result = shared.get(BASE, Located({}))
    if result is None:
        reader.fault("broken_base", f"It builds on '{BASE}.yaml', which is broken.")
        return document, faults
    for member in reader.at("extends").members():
        name = member.text(required=True)
        layer = shared.get(name) if name is not None else None
        if layer is not None:
            result = merged(result, layer)
        elif name in shared:
            member.fault("broken_base", f"It builds on '{name}.yaml', which is broken.")
        elif name is not None:
            member.fault("wrong_value", f"There is no shared file '{name}.yaml' to build on.")
    return merged(result, document), faults


def no_further_layers(document: Located, file: str) -> list[ConfigFault]:
    """A fault where a shared file itself names files to build on: one storey is enough to understand."""
    faults: list[ConfigFault] = []
    extends = Reader(document, faults, file).at("extends")
    if extends.value is not None:
        extends.fault("wrong_value", "A shared file cannot build on others; only a species can.")
    return faults


def merged(base: Located, over: Located) -> Located:
    """``base`` with ``over`` laid on it."""
    data: dict[str, Any] = {**(base.data or {}), **(over.data or {})}
    places = {path: place for path, place in base.places.items() if path[:1] != (FIELDS,)}
    for key in over.data or {}:
        places = {path: place for path, place in places.items() if path[:1] != (key,)}
    places.update(over.places)
    if FIELDS in (base.data or {}):
        data[FIELDS] = _merged_fields(base, over, places)
    return Located(data, places)


def _merged_fields(base: Located, over: Located, places: dict[Path, Place]) -> Any:
    """The custom fields of both; one of the same level and name is taken from ``over`` alone."""
    below, above = base.data[FIELDS], (over.data or {}).get(FIELDS)
    if not isinstance(below, dict) or not (above is None or isinstance(above, dict)):
        return above or below
    levels = {level: dict(fields or {}) for level, fields in below.items()}
    for level, fields in (above or {}).items():
        levels[level] = {**levels.get(level, {}), **fields} if isinstance(fields, dict) else fields
    for path, place in base.places.items():
        if path[:1] == (FIELDS,) and not _given(above or {}, path):
            places.setdefault(path, place)
    return levels


def _given(fields: Mapping[str, Any], path: Path) -> bool:
    """Whether ``fields`` has a field at this place of its own."""
    return len(path) > 2 and path[2] in (fields.get(str(path[1])) or {})


def keyed_by_name(document: Located, file: str) -> tuple[Located, list[ConfigFault]]:
    """The document with its lists of custom fields turned into objects keyed by the fields' names."""
    faults: list[ConfigFault] = []
    if not isinstance(document.data, dict):
        return document, faults
    levels = Reader(document, faults, file).at(FIELDS)
    if not isinstance(levels.value, dict):
        return document, faults
    result = Located(dict(document.data), dict(document.places))
    fields: dict[str, Any] = dict(levels.value)
    result.data[FIELDS] = fields
    for level in Level:
        if level in fields and fields[level] is not None:
            reader = levels.at(str(level))
            names = _field_names(reader)
            fields[str(level)] = {name: reader.value[at] for name, at in names.items()}
            _move_places(result, document, str(level), names)
    return result, faults


def _field_names(reader: Reader) -> dict[str, int]:
    """The names of the fields of a list and their places in it."""
    names: dict[str, int] = {}
    for at, member in enumerate(reader.members()):
        if not isinstance(member.value, dict):
            member.fault("wrong_value", "A custom field must hold keys and values.")
            continue
        name = member.at("name").text(required=True)
        if name in names:
            member.fault("wrong_value", f"There are two custom fields '{name}' at this level.")
        elif name is not None:
            names[name] = at
    return names


def _move_places(result: Located, document: Located, level: str, names: Mapping[str, int]) -> None:
    """Let the places of a level's fields be found under their names."""
    prefix: Path = (FIELDS, level)
    by_index = {at: name for name, at in names.items()}
    for path, place in document.places.items():
        if path[:2] == prefix and len(path) > 2:
            del result.places[path]
            if path[2] in by_index:
                result.places[(*prefix, by_index[int(path[2])], *path[3:])] = place

"""What do the cells of one row tell together: of samples, and of the animal?

Keys are the rest of the places: ``0.sex.value``, ``social_units.1.name``.
"""

from __future__ import annotations

from typing import Any

from edm.validation.names import fold_name
from edm.validation.samples import KINDS, MICROSATELLITES

NICKNAME = "nickname"
OWN_NAME = "name"

Told = dict[str, Any]


def samples_of(told: Told) -> list[Told]:
    """The samples. Blocks of columns with one number are one sample, and have room for an analysis of each kind."""
    samples: dict[str, Told] = {}
    for block in _numbered(told, "").values():
        sample = samples.setdefault(
            fold_name(block["id"]), {"id": block["id"], "tissue_type": None, "analyses": []}
        )
        sample["tissue_type"] = sample["tissue_type"] or block.get("tissue_type")
        sample["analyses"] += _analyses(block)
    return [
        {key: value for key, value in sample.items() if value is not None}
        for sample in samples.values()
    ]


def _analyses(block: Told) -> list[Told]:
    analyses = []
    for kind in KINDS:
        found = _under(block, f"{kind}.")
        if kind == MICROSATELLITES and found:
            found = {**_under(found, "", but=("loci", "alleles.")), "alleles": _alleles(found)}
        if found:
            analyses.append({"kind": kind, **found})
    return analyses


def _alleles(found: Told) -> dict[str, list[str]]:
    """Alleles by locus: each column has one of every locus, in the order of the loci."""
    columns = [column for _, column in sorted(_under(found, "alleles.").items(), key=_by_number)]
    return {
        locus: [column[at] for column in columns if at < len(column) and column[at]]
        for at, locus in enumerate(found.get("loci", []))
    }


def animal_of(told: Told) -> tuple[str | None, Told]:
    """What the animal is called, and what else the row tells of it."""
    name = told.get("id") or told.get("name") or told.get("nickname")
    names = []
    if told.get("name") and told.get("id"):
        names.append({"context": OWN_NAME, "value": told["name"]})
    if told.get("nickname"):
        names.append({"context": NICKNAME, "value": told["nickname"]})
    for number, one in _numbered(told, "names.").items():
        if "value" in one:
            names.append({"context": one.get("context") or f"name {number}", "value": one["value"]})
    units: dict[tuple[str, str], Told] = {}
    for one in _numbered(told, "social_units.").values():
        unit = {"name": one["name"], "role": one.get("role")}
        units.setdefault((fold_name(unit["name"]), fold_name(unit["role"] or "")), unit)
    tags = [tag for _, tag in sorted(_under(told, "satellite_tags.").items(), key=_by_number)]
    animal = {
        "names": names,
        "social_units": list(units.values()),
        "satellite_tags": list(dict.fromkeys(tags)),
        "custom_fields": _under(told, "custom_fields."),
    }
    return name, {key: value for key, value in animal.items() if value}


def _numbered(told: Told, prefix: str) -> dict[int, Told]:
    """What is told under each number, in their order."""
    found: dict[int, Told] = {}
    for key, value in _under(told, prefix).items():
        number, _, rest = key.partition(".")
        found.setdefault(int(number), {})[rest] = value
    return dict(sorted(found.items()))


def _under(told: Told, prefix: str, but: tuple[str, ...] = ()) -> Told:
    return {
        key.removeprefix(prefix): value
        for key, value in told.items()
        if key.startswith(prefix) and not (but and key.startswith(but))
    }


def _by_number(item: tuple[str, Any]) -> int:
    return int(item[0])

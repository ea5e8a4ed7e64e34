"""What do the columns of a sheet mean, and what is wrong with its cells? EDM says it; nobody here knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from houston.access import Principal, scope_of
from houston.house import House
from houston.sheets.sheet import Cell

CHOSEN = "chosen"  # the certainty of a column whose target a person gave
SAMPLES = 50  # of a column are enough to tell a latitude from a longitude

Recognised = dict[str, Any]
"""`{index, heading, target, role, certainty, suggestions, binds_rows, binds_sheet, shows_writing, message}`"""
Block = Mapping[str, Any]
"""`{columns, rows, options}`, see `houston.operations.bulk_imports.blocks`."""


def recognise_columns(
    house: House,
    principal: Principal,
    headings: Sequence[Cell],
    samples: Sequence[Sequence[str]],
    chosen: Mapping[int, str | None],
) -> tuple[str | None, list[Recognised]]:
    """The generator of the sheet, and its columns; `chosen` are targets that people gave, by index.

    A target that there is not leaves its column as it is without it, and its certainty is then not `CHOSEN`.
    """
    asked, mapping = _asked(headings, chosen)
    answer = house.edm.call(
        "POST",
        "/edm/v1/sheets/columns",
        scope=scope_of(principal),
        actor=principal.tag,
        json={"headings": asked, "samples": list(samples), "mapping": mapping},
    )
    columns = [dict(each) for each in answer["columns"]]
    for column in columns:
        column["heading"] = headings[column["index"]]
    return answer["generator"], columns


def _asked(
    headings: Sequence[Cell], chosen: Mapping[int, str | None]
) -> tuple[list[Cell], dict[str, str | None]]:
    """EDM's mapping goes by heading; where that is blank or doubled, the target itself stands for it."""
    asked, mapping = list(headings), dict[str, str | None]()
    for index, target in chosen.items():
        heading = headings[index]
        if heading is not None and headings.count(heading) == 1:
            mapping[heading] = target
        elif target is not None:
            asked[index] = mapping[target] = target
        else:
            asked[index] = f"{heading or 'column'} ({index + 1})"
            mapping[str(asked[index])] = None
    return asked, mapping


def sheet_targets(house: House, principal: Principal) -> list[dict[str, Any]]:
    """All that a column can be mapped to."""
    answer = house.edm.call(
        "GET", "/edm/v1/sheets/targets", scope=scope_of(principal), actor=principal.tag
    )
    items: list[dict[str, Any]] = answer["items"]
    return items


def writing_of(
    house: House, principal: Principal, columns: Sequence[Mapping[str, Any]]
) -> dict[str, str]:
    """How dates and numbers are written, as options of a block; `columns` are `{target, texts}`."""
    if not columns:
        return {}
    answer: dict[str, str] = house.edm.call(
        "POST",
        "/edm/v1/sheets/writing",
        scope=scope_of(principal),
        actor=principal.tag,
        json={"columns": list(columns)},
    )
    return answer


def faults_in(house: House, principal: Principal, block: Block) -> list[dict[str, Any]]:
    """The faults of a block, in groups. Creates nothing."""
    faults: list[dict[str, Any]] = _ask(house, principal, "validate", block)["faults"]
    return faults


def documents_of(house: House, principal: Principal, block: Block) -> dict[str, Any]:
    """`{faults, sightings, joins}`: what the rows of a block amount to, as the form would send it. Creates nothing."""
    return _ask(house, principal, "documents", block)


def errors_in(groups: Iterable[Mapping[str, Any]]) -> bool:
    """Whether any of the groups stops an import."""
    return any(group["severity"] == "error" for group in groups)


def _ask(house: House, principal: Principal, what: str, block: Block) -> dict[str, Any]:
    answer: dict[str, Any] = house.edm.call(
        "POST",
        f"/edm/v1/sheets/{what}",
        scope=scope_of(principal),
        actor=principal.tag,
        json=dict(block),
    )
    return answer

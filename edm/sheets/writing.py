"""How are dates and numbers of a sheet written? Its cells show it together; a few rows by themselves may not.

So the whole sheet is asked once, and the answer goes along with each block as its options: otherwise a block that
happens to hold no 25/06/2015 would read 03/04/2015 the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from edm.sheets.date_texts import day_first
from edm.sheets.numbers import decimal_comma
from edm.sheets.target import Kind, Target
from edm.sheets.targets import CUSTOM_PLACES
from edm.species.catalogue import SpeciesCatalogue
from edm.species.custom_field import FieldType

NUMERIC = frozenset({Kind.NUMBER, Kind.LATITUDE, Kind.LONGITUDE, Kind.METRES, Kind.MEASUREMENT})
NUMERIC_FIELDS = frozenset({FieldType.INTEGER, FieldType.NUMBER, FieldType.MEASUREMENT})
DATED_FIELDS = frozenset({FieldType.DATE, FieldType.DATE_RANGE})
AUTO = "auto"


def holds_numbers(target: Target, catalogue: SpeciesCatalogue) -> bool:
    """Whether the column's cells are numbers."""
    return target.kind in NUMERIC or _field_type(target, catalogue) in NUMERIC_FIELDS


def holds_dates(target: Target, catalogue: SpeciesCatalogue) -> bool:
    """Whether the column's cells are whole dates."""
    return target.kind is Kind.DATE or _field_type(target, catalogue) in DATED_FIELDS


def _field_type(target: Target, catalogue: SpeciesCatalogue) -> FieldType | None:
    """The type of the custom field that the target stands for."""
    for level, place in CUSTOM_PLACES.items():
        if target.place.startswith(place):
            name = target.place.removeprefix(place)
            owners = catalogue.with_field(level, name)
            return owners[0].fields(level)[name].type if owners else None
    return None


def writing_of(
    columns: Iterable[tuple[Target, Sequence[str]]], catalogue: SpeciesCatalogue
) -> dict[str, str]:
    """``{date_order, decimal}`` as the options of a block have them; ``auto`` where nothing shows it."""
    given = list(columns)
    dates = [text for target, texts in given if holds_dates(target, catalogue) for text in texts]
    first = day_first(dates)
    comma = next(
        (
            shown
            for target, texts in given
            if holds_numbers(target, catalogue) and (shown := decimal_comma(texts)) is not None
        ),
        None,
    )
    return {
        "date_order": AUTO if first is None else "day_first" if first else "month_first",
        "decimal": AUTO if comma is None else "comma" if comma else "point",
    }

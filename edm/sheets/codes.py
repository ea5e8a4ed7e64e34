"""What can be wrong with a sheet besides what can be wrong with its values? Listed in ``docs/errors.md``; a test compares."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CODES: Mapping[str, str] = MappingProxyType(
    {
        "columns_clash": "Two columns that mean the same thing say different things in one row.",
        "rows_disagree": "Rows that tell of one sighting or one animal say different things.",
        "times_disagree": "A date or milliseconds and the year, month and day of a row are different times.",
        "ambiguous_date": "Day and month of a date may be the other way round.",
        "ambiguous_number": "The comma of a number may part thousands or be a decimal comma.",
        "ambiguous_sighting": "Several sightings bear this name.",
        "date_from_number": "A date is a spreadsheet's count of days.",
        "joins_sighting": "The row is added to a sighting that is there already.",
        "imported_rejected": "The state says rejected, and so the encounter is imported.",
        "catalogue_number": "The catalogue number is no id of ours; it is kept as another catalogue's.",
        "kept_beside_sighting": "What a row says of a sighting that is there already is kept with the row.",
        "not_approved": "The state is a decision that the importer may not make.",
        "tells_of_nothing": "What the cell tells of is not named in its row, so it is kept word for word.",
        "unknown_column": "The column is not known; its values are kept word for word.",
    }
)

"""How is a value written into a cell, so that it is read as the same value?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from edm.species.custom_field import CustomField
from edm.values.basics import plain

# Between values in one cell; a comma may be part of a value.
BETWEEN = "; "
# What a spreadsheet would take for a formula; the reader takes the apostrophe away again.
_formula = re.compile(r"[=+@\t\r'\u2019]|-(?![\d.])")


def text_of(value: Any) -> str | None:
    """The value as text; ``None`` where there is nothing to write."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return plain(value)
    text = str(value)
    return f"'{text}" if _formula.match(text) else text


def custom_text(field: CustomField | None, value: Any) -> str | None:
    """The value of a custom field as text; of a field that no file describes any more, as well as can be."""
    if isinstance(value, list):
        parts = [custom_text(field, one) for one in value]
        return BETWEEN.join(part for part in parts if part) or None
    if isinstance(value, Mapping):
        return _parts_text(value)
    return text_of(value)


def _parts_text(value: Mapping[str, Any]) -> str | None:
    """``7.5 m (laser)``, ``-1.4, 35.1``, ``2024-06-03/2024-06-05``."""
    if "latitude" in value:
        return f"{_number(value['latitude'])}, {_number(value['longitude'])}"
    if "value" in value:
        method = value.get("method")
        parts = (_number(value["value"]), value.get("unit"), f"({method})" if method else None)
        return " ".join(part for part in parts if part)
    if "from" in value:
        return f"{value['from']}/{value['to']}"
    return BETWEEN.join(f"{key}: {one}" for key, one in value.items()) or None


def _number(value: Any) -> str:
    return plain(value) if isinstance(value, int | float) else str(value)

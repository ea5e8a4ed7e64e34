"""Which number does a text mean, with a point or a comma, and with what around it?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_plain = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.I)
_comma = re.compile(r"([+-]?\d+),(\d+)", re.ASCII)
_thousands = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_points_of_thousands = re.compile(r"[+-]?\d{1,3}(\.\d{3})+,\d+", re.ASCII)
# Signs that stand for a minus in typeset text.
_MINUSES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": None, "\u202f": None})


def decimal_comma(texts: Iterable[str]) -> bool | None:
    """Whether these numbers are written with a decimal comma; ``None`` where none of them shows it.

    "0,5080562" can be nothing else; "1,304" can be one thousand three hundred and four.
    """
    for text in texts:
        found = _comma.fullmatch(text)
        if found and (len(found[2]) != 3 or len(found[1].lstrip("+-")) > 3 or found[1] == "0"):
            return True
        if _points_of_thousands.fullmatch(text):
            return True
        if text.count(",") and "." in text and _thousands.fullmatch(text):
            return False
    return None


def number_of(text: str, comma: bool | None) -> int | float | None:
    """The number that the text means; ``None`` when it means none. ``comma``: what its column's other numbers show."""
    text = text.translate(_MINUSES).strip()
    if _plain.fullmatch(text):
        return _exact(text)
    if comma is not True and _thousands.fullmatch(text) and (comma is False or text.count(",") > 1):
        return _exact(text.replace(",", ""))
    if comma is not False:
        if _comma.fullmatch(text):
            return _exact(text.replace(",", "."))
        if _points_of_thousands.fullmatch(text):
            return _exact(text.replace(".", "").replace(",", "."))
    return None


def is_ambiguous(text: str, comma: bool | None) -> bool:
    """Whether the text may mean a number a thousand times as large."""
    return comma is None and _comma.fullmatch(text) is not None


def plain_numbers(texts: Sequence[str]) -> Floats:
    """The numbers of texts that are plainly numbers, all at once; NaN for the others, which need a closer look."""
    # Here, because they take half a second that only sheets need.
    import numpy as np
    import pandas

    numbers = pandas.to_numeric(pandas.Series(texts, dtype=object), errors="coerce")
    found = numbers.to_numpy(dtype=np.float64, copy=True)
    found[~np.isfinite(found)] = np.nan
    return found


def exact_numbers(numbers: Floats) -> list[int | float | None]:
    """The numbers as JSON has them: whole ones without a fraction, NaN as ``None``."""
    return list(_as_written(numbers.tolist()))


def _as_written(numbers: Iterable[float]) -> Iterator[int | float | None]:
    for number in numbers:
        if number != number:
            yield None
        else:
            yield int(number) if number.is_integer() else number


def _exact(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() else number

"""Which date does a text mean, in whatever way it is written?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from edm.sheets.cells import without_needless_zero

Parts = tuple[int | None, int | None, int | None, int | None, int | None, int | None]

# Two digits up to this many years from now are of this century: "27" may be a slip, "68" is 1968.
CENTURY_REACH = 1
# Spreadsheets count days from here; 60, the 29 February 1900 that never was, lies before all that is accepted.
SERIAL_EPOCH = datetime(1899, 12, 30)
# From 1927 to 2173: what is smaller is a year or a day, what is larger a date without separators.
SERIALS = (10_000, 99_999)

_MONTH_NAMES = (
    "jan januar january janvier janv enero ene janeiro",
    "feb februar february fevrier fevr febrero fevereiro fev",
    "mar march marz mrz maerz mars marzo marco",
    "apr april avril avr abril abr",
    "may mai mayo maio",
    "jun june juni juin junio junho",
    "jul july juli juillet juil julio julho",
    "aug august aout agosto ago",
    "sep sept september septembre septiembre setembro set",
    "oct okt october oktober octobre octubre outubro out",
    "nov november novembre noviembre novembro",
    "dec dez december dezember decembre diciembre dic dezembro",
)
MONTHS = {name: at for at, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_UNACCENTED = str.maketrans("äéèêûüçáíóã", "aeeeuucaioa")

_clock = (
    r"(?:[T\s,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_year_first = re.compile(rf"(\d{{4}})(?:[-/.](\d{{1,2}})(?:[-/.](\d{{1,2}}){_clock})?)?", re.I)
_packed = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T_ ]?(\d{2})(\d{2})(\d{2})?)?")
_year_last = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_clock}", re.I)
_named = re.compile(
    rf"(?:[^\W\d]+,?\s+)?(\d{{1,2}})(?:st|nd|rd|th|\.)?[\s\-/]*([^\W\d]+)\.?[\s\-/,]*(\d{{4}}|\d{{2}}){_clock}",
    re.I,
)
_named_first = re.compile(
    rf"([^\W\d]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_clock}", re.I
)
_month_year = re.compile(r"([^\W\d]+)\.?[\s\-/]+(\d{4})", re.I)
_exif = re.compile(r"(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})")
_time = re.compile(r"(\d{1,2})[:.h](\d{2})(?:[:.m](\d{2})(?:\.\d+)?s?)?\s*([ap]\.?m\.?)?", re.I)


@dataclass(frozen=True, slots=True)
class DateRead:
    """A date as the text says it; parts that it does not say are ``None``. Whether it exists is not looked at."""

    parts: Parts
    offset: str | None = None
    ambiguous: bool = False  # whether day and month may be the other way round
    serial: bool = False  # whether it was a spreadsheet's count of days


def month_of(text: str) -> int | None:
    """The month of this name or abbreviation, in the languages of the field."""
    return MONTHS.get(text.casefold().translate(_UNACCENTED).rstrip("."))


def day_first(texts: Iterable[str]) -> bool | None:
    """Whether 03/04/2021 is in April, as the other dates of its column show; ``None`` where none shows it."""
    shown: bool | None = None
    for text in texts:
        found = _year_last.fullmatch(text)
        if found is None:
            continue
        first, second = int(found[1]), int(found[3])
        verdict = True if first > 12 >= second else False if second > 12 >= first else None
        if verdict is not None and shown is not None and verdict != shown:
            return None
        shown = verdict if shown is None else shown
    return shown


def date_of(text: str, first_is_day: bool | None, this_year: int) -> DateRead | None:
    """What the text says; ``None`` where it is no date. Unless it is known, the day is taken to come first."""
    text = without_needless_zero(" ".join(text.split()))
    found = _exif.fullmatch(text)
    if found:
        text = f"{found[1]}-{found[2]}-{found[3]} {found[4]}"
    if (serial := _serial(text)) is not None:
        return serial
    if found := _year_first.fullmatch(text):
        year, month, day, *clock = found.groups()
        return _read(year, month, day, clock)
    if found := _packed.fullmatch(text):
        year, month, day, hour, minute, second = found.groups()
        return _read(year, month, day, [hour, minute, second, None, None])
    if found := _year_last.fullmatch(text):
        first, separator, second, year, *clock = found.groups()
        return _ordered(first, second, _full_year(year, this_year), separator, clock, first_is_day)
    if found := _named.fullmatch(text):
        day, name, year, *clock = found.groups()
        month = month_of(name)
        return _read(_full_year(year, this_year), month, day, clock) if month else None
    if found := _named_first.fullmatch(text):
        name, day, year, *clock = found.groups()
        month = month_of(name)
        return _read(year, month, day, clock) if month else None
    if found := _month_year.fullmatch(text):
        month = month_of(found[1])
        return _read(found[2], month, None, []) if month else None
    return None


def clock_of(text: str) -> tuple[int, int, int | None] | None:
    """Hour, minute and second of a time of day; ``None`` where it is none."""
    found = _time.fullmatch(text.strip())
    if found is None:
        return None
    hour = _hour(int(found[1]), found[4])
    return hour, int(found[2]), int(found[3]) if found[3] else None


def _serial(text: str) -> DateRead | None:
    whole, _, fraction = text.partition(".")
    if not (whole.isdecimal() and (not fraction or fraction.isdecimal())):
        return None
    if not SERIALS[0] <= int(whole) <= SERIALS[1] or len(whole) != 5:
        return None
    share = float(f"0.{fraction}") if fraction else 0.0
    moment = SERIAL_EPOCH + timedelta(days=int(whole), seconds=round(share * 86_400))
    clock = (moment.hour, moment.minute, moment.second) if share else (None, None, None)
    return DateRead((moment.year, moment.month, moment.day, *clock), serial=True)


def _ordered(
    first: str,
    second: str,
    year: int,
    separator: str,
    clock: list[str | None],
    first_is_day: bool | None,
) -> DateRead:
    one, other = int(first), int(second)
    ambiguous = first_is_day is None and separator != "." and one <= 12 and other <= 12
    ambiguous = ambiguous and one != other
    day_leads = first_is_day is not False or separator == "."
    if one > 12 >= other:
        day_leads = True
    elif other > 12 >= one:
        day_leads = False
    day, month = (one, other) if day_leads else (other, one)
    return _read(year, month, day, clock, ambiguous)


def _read(
    year: str | int,
    month: str | int | None,
    day: str | int | None,
    clock: list[str | None],
    ambiguous: bool = False,
) -> DateRead:
    hour, minute, second, half, offset = (*clock, None, None, None, None, None)[:5]
    parts = (
        int(year),
        int(month) if month is not None else None,
        int(day) if day is not None else None,
        _hour(int(hour), half) if hour else None,
        int(minute) if minute else None,
        int(second) if second else None,
    )
    return DateRead(parts, _offset(offset), ambiguous)


def _hour(hour: int, half: str | None) -> int:
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half[0] in "pP" else 0)


def _offset(text: str | None) -> str | None:
    if not text:
        return None
    if text in "Zz":
        return "+00:00"
    return text if ":" in text else f"{text[:3]}:{text[3:]}"


def _full_year(text: str, this_year: int) -> int:
    if len(text) == 4:
        return int(text)
    century = this_year - this_year % 100
    year = century + int(text)
    return year if year <= this_year + CENTURY_REACH else year - 100

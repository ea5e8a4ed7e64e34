"""Which targets are named by headings with a part that is the sheet's own: a measurement, a label of a picture?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from edm.sheets.found import SYNONYM, Found, fold
from edm.sheets.target import Kind, Role, Target
from edm.validation.keywords import MAX_KEYWORD
from edm.validation.measurements import MAX_MEASUREMENT_NAME
from edm.values.basics import is_storable

_picture = re.compile(r"encounter\s*\.\s*mediaasset\s*0*(\d+)\s*\.\s*(.+)", re.I | re.S | re.ASCII)
_measurement = re.compile(r"encounter\s*\.\s*measurement\s*\.\s*(.+)", re.I | re.S)
# What is told of a measurement besides its value.
_aside = re.compile(
    r"encounter\s*\.\s*(?:measurement\s*\.\s*(.+?)|([^.]+?))\s*\.\s*(?:(sampling\s*protocol)|units?)",
    re.I | re.S,
)
_further_alleles = re.compile(
    r"microsatellitemarkersanalysis\s*0*(\d+)\s*\.\s*alleles\s*0*(\d+)", re.I | re.ASCII
)


def variable_target(name: str, certainty: str) -> Found | None:
    """What a heading with a part of its own means."""
    text = name.strip()
    if found := _picture.fullmatch(text):
        return labelled(int(found[1]), found[2], certainty)
    if found := _aside.fullmatch(text):
        key = "sampling_protocol" if found[3] else "unit"
        return measured(found[1] or found[2], key, certainty)
    if found := _measurement.fullmatch(text):
        return measured(found[1], "value", certainty)
    found = _further_alleles.fullmatch(text)
    return alleles(int(found[1]), int(found[2]), certainty) if found else None


def told_of(headings: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The measurements of which columns tell the unit or how they were taken, and those of which one tells the value."""
    texts = [heading.strip() for heading in headings]
    asides = (_aside.fullmatch(text) for text in texts)
    values = (_measurement.fullmatch(text) for text in texts)
    return (
        frozenset(fold(each[1] or each[2]) for each in asides if each),
        frozenset(fold(each[1]) for each in values if each),
    )


def plain_measurement(heading: str, names: Collection[str]) -> Found | None:
    """``Encounter.<name>`` where the name is one of these measurements."""
    part, _, name = heading.strip().partition(".")
    if part.strip().casefold() != "encounter" or not name.strip() or "." in name:
        return None
    return measured(name.strip(), "value", SYNONYM) if fold(name) in names else None


# How the headings of a measurement end, how its columns are read, and what people call them.
_MEASURED = {
    "value": ("", Kind.MEASUREMENT, ""),
    "unit": (".unit", Kind.LINE, ", its unit"),
    "sampling_protocol": (".samplingProtocol", Kind.LINE, ", how it was measured"),
}


def measurement_heading(name: str, key: str) -> str:
    """The heading of a measurement's value, of its ``unit`` or ``sampling_protocol``."""
    # A name with a point in it is known by what stands before it.
    noun = "Encounter." if key != "value" and "." not in name else "Encounter.measurement."
    return f"{noun}{name}{_MEASURED[key][0]}"


def measured(word: str, key: str, certainty: str) -> Found | None:
    """The target of a measurement of this name, of its unit, or of how it was taken; none where it can be no name."""
    name = _word(word, MAX_MEASUREMENT_NAME)
    if name is None:
        return None
    _, kind, what = _MEASURED[key]
    target = Target(
        measurement_heading(name, key), kind, f"measurement.*.{key}", f"{name}{what}",
        "Measurements", "encounter",
    )  # fmt: skip
    return Found(target, target.name, None, name, certainty)


def labelled(number: int, word: str, certainty: str) -> Found | None:
    """The target of a keyword that answers a question about a picture; none where it can be no question."""
    label = _word(word, MAX_KEYWORD)
    if label is None:
        return None
    official = f"Encounter.mediaAsset{number}.{label}"
    target = Target(
        "Encounter.mediaAsset#." + label, Kind.KEYWORD, "media.#.label.*", label, "Pictures", "asset",
        Role.DATA,
    )  # fmt: skip
    return Found(target, official, number, label, certainty)


def alleles(block: int, number: int, certainty: str) -> Found:
    """The target of the alleles of a further analysis, which has two numbers in its name."""
    noun = f"MicrosatelliteMarkersAnalysis{block}.alleles"
    target = Target(
        f"{noun}#", Kind.ALLELES, f"sample.{block}.microsatellites.alleles.#", "Alleles", "Sample",
        "encounter",
    )  # fmt: skip
    return Found(target, f"{noun}{number}", number, None, certainty)


def _word(text: str, longest: int) -> str | None:
    """The part of a heading that is the sheet's own, in one line; none where no record could hold it."""
    word = " ".join(text.split())
    return word if word and len(word) <= longest and is_storable(word) else None

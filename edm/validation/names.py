"""Is this a name of an animal, and when are two names the same?"""

from __future__ import annotations

import unicodedata
from typing import Any

from edm.values import FaultList
from edm.values.basics import check_line

# Catalogues know names like "ZIM-0042 (Luna, ex B17)"; what is longer is a remark.
MAX_NAME = 200
# What sheets, statistics programs and tired people write where there is no name.
NO_NAMES = frozenset(
    {
        "-", "--", "---", "?", "??", "???", "n/a", "n.a.", "na", "nan", "nil", "none", "no name",
        "not known", "null", "tbd", "undefined", "unidentified", "unk", "unknown", "unnamed", "<na>",
        "#n/a",
    }
)  # fmt: skip


def fold_name(name: str) -> str:
    """What is compared when two names are: case and blanks do not count, accents do."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def means_no_name(text: str) -> bool:
    """Whether the text says that there is no name."""
    return fold_name(text) in NO_NAMES


def check_name(value: Any, pointer: str, subject: str, faults: FaultList) -> str | None:
    """A name that an individual may bear."""
    name = check_line(value, pointer, subject, faults, MAX_NAME)
    if name is None:
        return None
    if not name or means_no_name(name):
        message = f"'{name}' is not a name. Leave the field empty where there is none."
        faults.add(pointer, "not_a_name", message, value)
        return None
    return name


def check_individual_name(value: Any, pointer: str, faults: FaultList) -> str | None:
    """The name of the animal; a text that says that there is none is passed over with a warning."""
    if value is None:
        return None
    name = check_line(value, pointer, "The name of the individual", faults, MAX_NAME)
    if not name:
        return None
    if means_no_name(name):
        message = f"'{name}' is not the name of an animal; the encounter is stored without one."
        faults.warn(pointer, "name_ignored", message, value)
        return None
    return name

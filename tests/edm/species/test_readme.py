"""Does the page beside the species files say what may stand in them?"""

from __future__ import annotations

import re

from edm.species import FieldType
from edm.species.read_fields import KEYS as FIELD_KEYS
from edm.species.read_species import KEYS as SPECIES_KEYS
from species_configs import FOLDER


def first_columns() -> list[set[str]]:
    """For each table of the page, the words that its first column explains."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    tables = re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE)
    return [
        {
            word
            for row in table.splitlines()[2:]
            for word in re.findall(r"`([^`]+)`", row.split("|")[1])
        }
        for table in tables
    ]


def test_every_key_attribute_and_type_is_explained_and_no_other() -> None:
    keys, attributes, types = first_columns()
    assert keys == set(SPECIES_KEYS)
    assert attributes == set(FIELD_KEYS)
    assert types == set(FieldType)

"""May a changed species file take the place of the last good one, or would records lose their meaning?"""

from __future__ import annotations

from collections.abc import Callable

from edm.species.config import SpeciesConfig
from edm.species.config_fault import ConfigFault
from edm.species.custom_field import CustomField, Level
from edm.species.located import Located

# How many records of a species use a custom field. Called with a level and a field's name, or with
# neither: then, how many records there are of the species at all.
Usage = Callable[[str, Level | None, str | None], int]


def lost_fields(
    old: SpeciesConfig, new: SpeciesConfig, document: Located, file: str, usage: Usage
) -> list[ConfigFault]:
    """A fault for each custom field in use that ``new`` drops or gives another meaning."""
    faults = []
    for field in old.all_fields():
        change = _change(field, new.fields(field.level).get(field.name))
        if change is None:
            continue
        count = usage(old.id, field.level, field.name)
        if count > 0:
            path = ("custom_fields", str(field.level), field.name)
            place = document.place(path)
            records = "1 record uses it" if count == 1 else f"{count:,} records use it"
            message = f"The {field.level} field '{field.name}' ({field.label()}) cannot {change}: {records}."
            faults.append(
                ConfigFault(
                    file,
                    place.line if place and place.file == file else None,
                    place.column if place and place.file == file else None,
                    "in_use",
                    message,
                )
            )
    return faults


def _change(old: CustomField, new: CustomField | None) -> str | None:
    """What would be done to the field that its stored values would not survive."""
    if new is None:
        return "be dropped"
    if new.type is not old.type:
        return f"become {new.type} instead of {old.type}"
    if new.multiple != old.multiple:
        return "become a list" if new.multiple else "cease to be a list"
    if new.unit != old.unit:
        return f"change its unit from {old.unit or 'none'} to {new.unit or 'none'}"
    return None

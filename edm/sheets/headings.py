"""Which target does a heading name, in whatever case, with whatever padding, by whichever of its names?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from edm.sheets.aliases import BARE, GERMAN, MEASUREMENTS, MISSPELT, NOT_BARE, OTHER_SYSTEMS
from edm.sheets.found import EXACT, NUMBER, SYNONYM, Found, fold
from edm.sheets.target import Target
from edm.sheets.targets import LEVEL_PREFIXES, OFFICIAL, custom_targets
from edm.sheets.variable_headings import plain_measurement, told_of, variable_target
from edm.sheets.writing import holds_dates, holds_numbers
from edm.species.catalogue import SpeciesCatalogue
from edm.species.custom_field import Level

_codex_custom = re.compile(r"custom-(sighting|encounter|individual)-(.+)", re.I)
# The order in which the parts of the format are asked for a name without a part before it.
_PREFIXES = ("Encounter.", "Sighting.", "MarkedIndividual.")


@lru_cache(maxsize=2)
def vocabulary_of(catalogue: SpeciesCatalogue) -> Vocabulary:
    """The vocabulary of a catalogue; made anew only when the species files have changed."""
    return Vocabulary(catalogue)


class Vocabulary:
    """All targets there are: the official ones and the custom fields of all species."""

    def __init__(self, catalogue: SpeciesCatalogue) -> None:
        self.catalogue = catalogue
        self.targets: dict[str, Target] = {**OFFICIAL, **custom_targets(catalogue)}
        # Where a custom field is written almost like an official column, only its exact name means it.
        self._names = {
            fold(name): target for name, target in [*self.targets.items(), *OFFICIAL.items()]
        }
        self._aliases = {
            **self._field_names(catalogue), **self._endings(), **GERMAN, **BARE, **OTHER_SYSTEMS, **MISSPELT
        }  # fmt: skip

    def shows_writing(self, target: Target) -> bool:
        """Whether the column's cells show how dates or numbers of the sheet are written."""
        return holds_dates(target, self.catalogue) or holds_numbers(target, self.catalogue)

    def find(self, name: str) -> Found | None:
        """The target that ``name`` is the name of, with its number; no synonyms."""
        target = self.targets.get(name.strip())
        if target is not None and not target.numbered:
            return Found(target, target.name, None, None, EXACT)
        return self._by_name(fold(name), EXACT) or variable_target(name, EXACT)

    def recognise(self, heading: str, others: Iterable[str] = ()) -> Found | None:
        """What a heading means by its name or by one of the other names; ``others``: the sheet's headings."""
        asides, values = told_of(others)
        found = self.find(heading)
        # A field of some species' that is measured of others too stands beside the measurement.
        found = plain_measurement(heading, asides if found is None else asides - values) or found
        if found is not None:
            return found
        folded = fold(heading).replace("occurrence", "sighting")
        alias = self._aliases.get(folded)
        if alias is not None:
            return self._by_name(fold(alias), SYNONYM)
        found = self._by_name(folded, SYNONYM)
        if found is not None:
            return found
        codex = _codex_custom.fullmatch(heading.strip())
        if codex:
            return self._by_name(fold(LEVEL_PREFIXES[Level(codex[1].lower())] + codex[2]), SYNONYM)
        return plain_measurement(heading, frozenset(MEASUREMENTS))

    def _by_name(self, folded: str, certainty: str) -> Found | None:
        target = self._names.get(folded)
        if target is not None and not target.numbered:
            return Found(target, target.name, None, None, certainty)
        number = NUMBER.search(folded)
        if number is None:
            return None
        target = self._names.get(NUMBER.sub("#", folded, count=1))
        if target is None:
            return None
        at = int(number[1])
        return Found(target, target.name.replace("#", str(at)), at, None, certainty)

    def _field_names(self, catalogue: SpeciesCatalogue) -> dict[str, str]:
        """The names of custom fields that an official column stands for: ``Encounter.group_role``."""
        by_place = {target.place: name for name, target in OFFICIAL.items()}
        found = {}
        for config in catalogue:
            for field in config.all_fields():
                level = str(field.level)
                official = by_place.get(f"{level}.custom_fields.{field.name}")
                if official is not None:
                    found[fold(LEVEL_PREFIXES[field.level] + field.name)] = official
        return found

    def _endings(self) -> dict[str, str]:
        """Names without the part before the point: ``locationID``, ``mediaAsset#``."""
        found: dict[str, str] = {}
        for prefix in _PREFIXES:
            for name in self.targets:
                ending = fold(name.removeprefix(prefix))
                if name.startswith(prefix) and "." not in ending and ending not in NOT_BARE:
                    found.setdefault(ending, name)
        return found

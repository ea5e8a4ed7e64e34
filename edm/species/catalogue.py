"""Which species is meant by this name?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from edm.species.config import SpeciesConfig
from edm.species.custom_field import Level
from edm.species.read_species import fingerprint
from edm.values.likeness import MAX_COMPARED, nearest_words

_separators = re.compile(r"[\s_]+")


def name_key(name: str) -> str:
    """What is compared when two names are: case, accents, underscores and doubled blanks do not count."""
    folded = unicodedata.normalize("NFKD", name[:MAX_COMPARED].casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _separators.sub(" ", plain.replace("\u2019", "'")).strip()


class SpeciesCatalogue:
    """All configured species at one moment. It never changes, so a whole request sees one state of it."""

    def __init__(self, configs: Iterable[SpeciesConfig] = ()) -> None:
        self._by_id: Mapping[str, SpeciesConfig] = MappingProxyType(
            {config.id: config for config in sorted(configs, key=lambda config: config.id)}
        )
        self._by_name = self._index()
        self._owners = self._index_fields()

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[SpeciesConfig]:
        return iter(self._by_id.values())

    def __contains__(self, species: str) -> bool:
        return species in self._by_id

    @cached_property
    def version(self) -> str:
        """A short text that changes whenever any species does."""
        return fingerprint({config.id: config.version for config in self})

    def get(self, species: str) -> SpeciesConfig | None:
        """The species with exactly this id."""
        return self._by_id.get(species)

    def candidates(self, text: str) -> tuple[SpeciesConfig, ...]:
        """The species with this id, scientific name, synonym, subspecies or common name of any language.

        More than one only when a common name is shared and nothing stronger decides.
        """
        exact = self._by_id.get(text)
        if exact is not None:
            return (exact,)
        return self._by_name.get(name_key(text), ())

    def find(self, text: str) -> SpeciesConfig | None:
        """The one species that ``text`` names, in any case; ``None`` when it names none or several."""
        found = self.candidates(text)
        return found[0] if len(found) == 1 else None

    def find_taxon(self, genus: str, specific_epithet: str) -> SpeciesConfig | None:
        """The species of this genus and epithet; an epithet of two words names a subspecies."""
        found = self.find(f"{genus} {specific_epithet}")
        if found is None and len(specific_epithet.split()) > 1:
            found = self.find(f"{genus} {specific_epithet.split()[0]}")
        return found

    def nearest(self, text: str, limit: int = 3) -> tuple[SpeciesConfig, ...]:
        """The species whose names are most like ``text``, the best first, at most ``limit``."""
        found: dict[str, SpeciesConfig] = {}
        # Several names may be of one species, so more names are looked at than species are wanted.
        for name in nearest_words(name_key(text), self._by_name, 4 * limit):
            for config in self._by_name[name]:
                found.setdefault(config.id, config)
        return tuple(found.values())[:limit]

    def with_field(self, level: Level, name: str) -> tuple[SpeciesConfig, ...]:
        """The species that record this custom field."""
        return self._owners.get((level, name), ())

    def _index(self) -> dict[str, tuple[SpeciesConfig, ...]]:
        """Names to species; a scientific name beats a synonym, which beats a subspecies, which beats a common name."""
        index: dict[str, tuple[SpeciesConfig, ...]] = {}
        for names_of in (_first_names, _synonyms, _subspecies_names, _common_names):
            layer: dict[str, dict[str, SpeciesConfig]] = {}
            for config in self:
                for name in names_of(config):
                    layer.setdefault(name_key(name), {})[config.id] = config
            for key, configs in layer.items():
                index.setdefault(key, tuple(configs.values()))
        return index

    def _index_fields(self) -> dict[tuple[Level, str], tuple[SpeciesConfig, ...]]:
        owners: dict[tuple[Level, str], list[SpeciesConfig]] = {}
        for config in self:
            for field in config.all_fields():
                owners.setdefault((field.level, field.name), []).append(config)
        return {key: tuple(configs) for key, configs in owners.items()}


def _first_names(config: SpeciesConfig) -> Iterator[str]:
    yield config.id
    yield config.scientific_name


def _synonyms(config: SpeciesConfig) -> Iterator[str]:
    yield from config.synonyms


def _subspecies_names(config: SpeciesConfig) -> Iterator[str]:
    for subspecies in config.subspecies:
        yield subspecies.scientific_name


def _common_names(config: SpeciesConfig) -> Iterator[str]:
    for names in config.common_names.values():
        yield from names
    for subspecies in config.subspecies:
        for names in subspecies.common_names.values():
            yield from names

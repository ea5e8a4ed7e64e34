"""What do the species files say together, and where one is broken, what stands in for it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from edm.species.config import SpeciesConfig
from edm.species.config_fault import ConfigFault
from edm.species.last_good import LastGood
from edm.species.layers import keyed_by_name, no_further_layers, stacked
from edm.species.located import Located, load_yaml
from edm.species.read_species import read_species
from edm.species.usage import Usage, lost_fields

# Files whose names begin so are no species; those that hold no species at all are named.
SHARED_PREFIX = "_"
NOT_SPECIES = frozenset({"_regions"})

# A species' whole document, what it describes unless there are faults, and the faults.
Outcome = tuple[Located, SpeciesConfig | None, list[ConfigFault]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The outcome of reading all files."""

    configs: dict[str, SpeciesConfig]
    faults: tuple[ConfigFault, ...]


class Loading:
    """One reading of all files. ``contents`` holds the bytes of each file by its stem."""

    def __init__(
        self, contents: Mapping[str, bytes], last_good: LastGood, usage: Usage | None
    ) -> None:
        self._last_good = last_good
        self._usage = usage
        self._faults: list[ConfigFault] = []
        self._documents: dict[str, Located] = {}
        self._broken: dict[str, list[ConfigFault]] = {}
        for name, raw in contents.items():
            if name not in NOT_SPECIES:
                self._read_file(name, raw)

    def run(self) -> Loaded:
        """Read everything, fall back where needed, and remember what is good."""
        shared = self._shared()
        outcomes = self._resolve(shared)
        suspects = self._blamed(outcomes, shared)
        if suspects:
            for name in suspects:
                shared[name] = Located(self._last_good.load(name))
            outcomes = self._resolve(shared)
        configs: dict[str, SpeciesConfig] = {}
        for species, (document, config, faults) in outcomes.items():
            chosen = self._choose(species, document, config, faults)
            if chosen is not None:
                configs[species] = chosen
        configs.update(self._missing_but_used(configs))
        for name, layer in shared.items():
            if layer is not None and layer.places and not self._is_blamed(name):
                self._remember(name, layer.data)
        return Loaded(configs, tuple(dict.fromkeys(self._faults)))

    def _read_file(self, name: str, raw: bytes) -> None:
        file = file_of(name)
        document, faults = load_yaml(raw, file)
        document, more = keyed_by_name(document, file)
        if not isinstance(document.data, dict) and not faults:
            more = [ConfigFault(file, 1, 1, "wrong_value", "The file must hold keys and values.")]
        if name.startswith(SHARED_PREFIX):
            more = [*more, *no_further_layers(document, file)]
        self._documents[name] = document
        if faults or more:
            self._broken[name] = [*faults, *more]

    def _shared(self) -> dict[str, Located | None]:
        """The shared documents; a broken one is replaced by its last good version, or by nothing."""
        shared: dict[str, Located | None] = {}
        for name, document in self._documents.items():
            if not name.startswith(SHARED_PREFIX):
                continue
            if name not in self._broken:
                shared[name] = document
                continue
            good = self._last_good.load(name)
            self._note(self._broken[name], kept=good is not None)
            shared[name] = Located(good) if good is not None else None
        return shared

    def _resolve(self, shared: Mapping[str, Located | None]) -> dict[str, Outcome]:
        """Every species as its file and the shared ones describe it, or what is wrong with it."""
        outcomes: dict[str, Outcome] = {}
        for species, document in self._documents.items():
            if species.startswith(SHARED_PREFIX):
                continue
            if species in self._broken:
                outcomes[species] = (document, None, self._broken[species])
                continue
            whole, faults = stacked(document, file_of(species), shared)
            config = None
            if not faults:
                config, faults = read_species(species, whole, file_of(species))
            outcomes[species] = (whole, config, faults)
        return outcomes

    def _blamed(
        self,
        outcomes: Mapping[str, Outcome],
        shared: Mapping[str, Located | None],
    ) -> list[str]:
        """The shared files in which faults lie and that have a last good version."""
        suspects = []
        for name, document in shared.items():
            lying_here = [
                fault
                for _, _, faults in outcomes.values()
                for fault in faults
                if fault.file == file_of(name)
            ]
            if document is None or not document.places or not lying_here:
                continue
            good = self._last_good.load(name)
            self._note(lying_here, kept=good is not None)
            if good is not None:
                suspects.append(name)
        return suspects

    def _is_blamed(self, name: str) -> bool:
        return any(fault.file == file_of(name) for fault in self._faults)

    def _choose(
        self,
        species: str,
        document: Located,
        config: SpeciesConfig | None,
        faults: list[ConfigFault],
    ) -> SpeciesConfig | None:
        """The new version where it is good and loses nothing, else the last good one, else nothing."""
        file = file_of(species)
        old = self._previous(species)
        if config is not None and old is not None and self._usage and config.version != old.version:
            faults = lost_fields(old, config, document, file, self._usage)
        if config is not None and not faults:
            self._remember(species, document.data)
            return config
        self._note(faults, kept=old is not None)
        return old

    def _previous(self, species: str) -> SpeciesConfig | None:
        good = self._last_good.load(species)
        if good is None:
            return None
        return read_species(species, Located(good), file_of(species))[0]

    def _missing_but_used(self, present: Mapping[str, Any]) -> dict[str, SpeciesConfig]:
        """Species whose file is gone although there are records of them."""
        kept: dict[str, SpeciesConfig] = {}
        for species in self._last_good.names():
            if species.startswith(SHARED_PREFIX) or species in self._documents:
                continue
            if self._usage is None:
                continue
            count = self._usage(species, None, None)
            old = self._previous(species)
            if count == 0:
                self._last_good.forget(species)
            elif old is not None:
                kept[species] = old
                message = f"The file is missing, but there are {count:,} records of this species."
                self._note(
                    [ConfigFault(file_of(species), None, None, "in_use", message)], kept=True
                )
        return kept

    def _remember(self, name: str, content: Any) -> None:
        try:
            self._last_good.save(name, content)
        except OSError as error:
            message = f"The good version cannot be kept for the next start: {error.strerror}."
            self._note([ConfigFault(file_of(name), None, None, "unreadable", message)], kept=False)

    def _note(self, faults: Iterable[ConfigFault], kept: bool) -> None:
        self._faults.extend(replace(fault, kept=kept) for fault in faults)


def file_of(name: str) -> str:
    """The file that is called ``name`` without its ending."""
    return f"{name}.yaml"

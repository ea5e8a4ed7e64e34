"""The species that come along, read once for all tests that do not change them: reading takes as long as a test."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from edm.species import SpeciesRegistry
from species_configs import FOLDER

_state = tempfile.TemporaryDirectory(prefix="codex-species-")


@cache
def shipped_species() -> SpeciesRegistry:
    return SpeciesRegistry(FOLDER, Path(_state.name))

"""Why does a text name none of the species, and which was probably meant?"""

from __future__ import annotations

from typing import NamedTuple

from edm.species.catalogue import SpeciesCatalogue
from edm.species.config import SpeciesConfig

MOST_TOLD = 80
"""Of what was written, in a sentence."""


class NotNamed(NamedTuple):
    """Nothing, or several."""

    code: str
    message: str
    suggestion: str | None
    """The id of the species that was probably meant."""


def why_not_named(catalogue: SpeciesCatalogue, text: str) -> NotNamed:
    """Of a text that ``catalogue.find`` does not find."""
    found = catalogue.candidates(text)
    if found:
        names = " or ".join(map(_full_name, found))
        message = f"'{text[:MOST_TOLD]}' may be {names}. Please choose one."
        return NotNamed("ambiguous_species", message, found[0].id)
    near = catalogue.nearest(text)
    hint = " Did you mean " + " or ".join(map(_full_name, near)) + "?" if near else ""
    message = f"The species '{text[:MOST_TOLD]}' is not known here.{hint}"
    return NotNamed("unknown_species", message, near[0].id if near else None)


def _full_name(config: SpeciesConfig) -> str:
    return f"{config.common_name()} ({config.scientific_name})"

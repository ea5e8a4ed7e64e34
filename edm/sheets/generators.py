"""Which program wrote the sheet? Told to the user, and to nothing else: every sheet is read by the same rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from edm.sheets.found import fold

_giraffe_version = re.compile(r"version\s+gs[_\d].*", re.I)


def generator_of(headings: Sequence[str | None]) -> str | None:
    """Its name, where the headings give it away."""
    texts = [(heading or "").strip() for heading in headings]
    folded = {fold(text) for text in texts}
    if any(_giraffe_version.fullmatch(text) for text in texts):
        return "GiraffeSpotter"
    if {"observationid", "observedon"} <= folded:
        return "iNaturalist"
    if {"encounterno", "aspectletter"} <= folded:
        return "Harbour seal centre"
    if {"timeyear", "timespecificity"} & folded and not any("." in text for text in texts):
        return "Codex"
    if texts and not texts[0] and any(text.startswith("Encounter.") for text in texts):
        return "Flukebook (R)" if {"latitude", "longitude"} & folded else "R"
    if any(text.startswith(("Encounter.", "Occurrence.", "Sighting.")) for text in texts):
        return "Wildbook"
    return None

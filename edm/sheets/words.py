"""What do sheets call sightings and animals: by an id of ours, or by a word of their own?"""

from __future__ import annotations

import re

from edm.sheets.cells import without_needless_zero

_uuid = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def sighting_word(text: str) -> str:
    """One spelling for what means one sighting: ids in small letters, ``12.0`` as ``12``."""
    return text.lower() if is_uuid(text) else without_needless_zero(text)


def is_uuid(text: str) -> bool:
    """Whether the text is an id of ours, in any case."""
    return _uuid.fullmatch(text) is not None

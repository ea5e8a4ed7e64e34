"""What do WB-IA's words for a viewpoint, a name or a species mean in ours, and the other way about?"""

from __future__ import annotations

import re

UNKNOWN = "____"
"""What WB-IA writes for a name or a species that nobody knows."""

_AXES = (("up", "down"), ("front", "back"), ("left", "right"))
_VIEWPOINT = re.compile("".join(f"({'|'.join(axis)})?" for axis in _AXES) + r"\Z")


def viewpoint_from_wire(word: str | None) -> str | None:
    """`upfrontleft` becomes `up_front_left`; nothing where it is unknown. Raises `ValueError` for no viewpoint."""
    plain = re.sub(r"[\s_-]", "", word or "").lower()
    if plain in ("", "unknown", "none"):
        return None
    found = _VIEWPOINT.match(plain)
    if found is None:
        raise ValueError(
            f"{word} is no viewpoint: they are up or down, front or back, left or right, one after the other."
        )
    return "_".join(part for part in found.groups() if part)


def viewpoint_to_wire(viewpoint: str | None) -> str:
    """`up_front_left` becomes `upfrontleft`; `unknown` where there is none."""
    return viewpoint.replace("_", "") if viewpoint else "unknown"


def known(word: str | None) -> str | None:
    """The word, or nothing where it stands for not knowing."""
    plain = (word or "").strip()
    return None if plain in ("", UNKNOWN) or plain.lower() == "unknown" else plain


def to_wire(word: str | None) -> str:
    """The word, or what WB-IA writes for not knowing."""
    return word if word is not None else UNKNOWN

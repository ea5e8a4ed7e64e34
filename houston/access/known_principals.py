"""Who was that again? Principals seen a moment ago, so that most requests ask the database nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

from houston.access.principal import Principal

FRESH_SECONDS = 3.0  # how long a change made by another process may go unnoticed here
MOST_KNOWN = 4096  # far more than can be active within those seconds


class KnownPrincipals:
    """Principals by the hash of their credential. Safe to share between threads.

    Within this process a change is noticed at once: whoever makes it calls `forget` after the commit.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, Principal | None]] = {}
        self._generation = 0

    def get(self, key: str, load: Callable[[], Principal | None]) -> Principal | None:
        """The principal of this credential, loaded when it is not known or no longer fresh."""
        moment = time.monotonic()
        found = self._known.get(key)
        if found is not None and found[0] > moment:
            return found[1]
        generation = self._generation
        principal = load()
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        if generation == self._generation:  # else it was loaded before a change and may be stale
            self._known[key] = (moment + FRESH_SECONDS, principal)
        return principal

    def forget(self) -> None:
        """Everybody is looked up anew."""
        self._generation += 1
        self._known.clear()

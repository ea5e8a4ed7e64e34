"""What is the SHA-256 of a file that is being written? Known already, or computed beside."""

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self

LARGE = 64 * 1024 * 1024
"""From here on (a video, a panorama) one file gets a second thread; smaller ones go side by side."""


class ContentHash:
    """SHA-256 over what is taken in piece by piece; costs nothing where it is ``known``."""

    def __init__(self, size: int, known: str | None) -> None:
        self._known = known
        self._hash = hashlib.sha256()
        self._pool = ThreadPoolExecutor(1) if known is None and size >= LARGE else None
        self._running: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown()

    def begin(self, piece: memoryview) -> None:
        """Take ``piece`` in; it must stay as it is until ``finish``."""
        if self._known is not None:
            return
        if self._pool is None:
            self._hash.update(piece)
        else:
            self._running = self._pool.submit(self._hash.update, piece)

    def finish(self) -> None:
        """Return when the last piece is taken in."""
        if self._running is not None:
            self._running.result()

    def hexdigest(self) -> str:
        return self._known or self._hash.hexdigest()

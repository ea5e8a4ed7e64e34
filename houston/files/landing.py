"""Where do bytes lie while they arrive, and how does a kill in the middle lose none and double none?

The database says how many bytes of a file have surely arrived; a file longer than that was being written
to when its writer died, and is cut back before anything is added.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

READ_BYTES = 1024 * 1024
SHA256 = "sha256"


class Occupied(RuntimeError):
    """Another request is writing to this very file."""


class ChecksumDiffers(ValueError):
    """What arrived is not what was sent; nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Checksum:
    """What the sender says that a piece's checksum is."""

    algorithm: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Landed:
    """What there is of a file after a piece of it has come."""

    length: int
    sha256: str | None
    """Of all of it, where it came in one piece: 64 hexadecimal digits."""


class Landing:
    """Files that are on their way in, by id. Safe between threads and processes of one machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, file: uuid.UUID) -> Path:
        """Where the file's bytes lie."""
        return self._folder / file.hex

    @contextmanager
    def alone_with(self, file: uuid.UUID) -> Iterator[None]:
        """Nobody else writes to the file meanwhile. Raises `Occupied`."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with self.path(file).open("ab") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Occupied from error
            yield

    def append(
        self,
        file: uuid.UUID,
        offset: int,
        pieces: Iterable[bytes],
        checksum: Checksum | None = None,
    ) -> Landed:
        """Adds the pieces behind byte `offset`; they are on the disk when this returns.

        Without a checksum, what came before the connection broke is kept. With one, all or nothing:
        raises `ChecksumDiffers`, and the file is as it was.
        """
        sums = {checksum.algorithm: hashlib.new(checksum.algorithm)} if checksum else {}
        if offset == 0:
            sums.setdefault(SHA256, hashlib.sha256())
        with self.path(file).open("r+b") as stream:
            stream.truncate(offset)
            stream.seek(offset)
            for piece in pieces:
                stream.write(piece)
                for running in sums.values():
                    running.update(piece)
            if checksum and sums[checksum.algorithm].digest() != checksum.digest:
                stream.truncate(offset)
                raise ChecksumDiffers
            stream.flush()
            os.fsync(stream.fileno())
            whole = sums[SHA256].hexdigest() if offset == 0 else None
            return Landed(stream.tell(), whole)

    def sha256(self, file: uuid.UUID) -> str:
        """64 hexadecimal digits."""
        with self.path(file).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def remove(self, file: uuid.UUID) -> None:
        """Nothing is there afterwards, whether or not there was."""
        self.path(file).unlink(missing_ok=True)

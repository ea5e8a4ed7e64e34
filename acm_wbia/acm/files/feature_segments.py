"""How are features kept so that several workers write at once and a kill at any line loses nothing that counted?

A segment is a file that one process appends to and everybody reads. What is written counts only once a row of
`feature_sets` points at it, and that row is committed after the bytes are on the disk; bytes that no row points at
(their writer died, or another was first) are passed over for ever. No byte that counts is ever written again.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from service_kit.identity import new_id

LARGEST_SEGMENT_BYTES = (
    1 << 30
)  # mapped as a whole; a folder of a million animals has some hundred of these
ALIGNMENT = 64  # a cache line: arrays inside a record lie where the processor likes them


class Stretch(NamedTuple):
    """Some bytes of a segment. Tens of thousands are looked up in each search of a catalogue: tuples are quick at that."""

    segment: str
    offset: int
    length: int


class FeatureSegments:
    """The feature files of one installation, in one folder. Safe to share between threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._writing: tuple[int, str, IO[bytes]] | None = None
        self._mapped: dict[str, NDArray[np.uint8]] = {}

    def append(self, records: Iterable[bytes]) -> list[Stretch]:
        """Writes the records and has them on the disk when it returns; one stretch a record, in order."""
        with self._lock:
            segment, stream = self._open_segment()
            stretches = []
            for record in records:
                stream.write(b"\0" * (-stream.tell() % ALIGNMENT))
                stretches.append(Stretch(segment, stream.tell(), len(record)))
                stream.write(record)
            stream.flush()
            os.fsync(stream.fileno())
            return stretches

    def read(self, stretch: Stretch) -> NDArray[np.uint8]:
        """A view of the bytes `(length,) uint8`, not to be written to. Raises `OSError` where they are missing."""
        mapped = self._mapped.get(stretch.segment)
        end = stretch.offset + stretch.length
        if mapped is None or len(mapped) < end:
            mapped = self._map(stretch.segment)
        if len(mapped) < end:
            raise OSError(f"The feature file {stretch.segment} is shorter than it was.")
        return mapped[stretch.offset : end]

    def _map(self, segment: str) -> NDArray[np.uint8]:
        mapped: NDArray[np.uint8] = np.memmap(self._folder / segment, dtype=np.uint8, mode="r")
        self._mapped[segment] = mapped
        return mapped

    def _open_segment(self) -> tuple[str, IO[bytes]]:
        """This process's segment; a new one after a fork, or when the old one is full."""
        if self._writing is not None:
            process, segment, stream = self._writing
            if process == os.getpid() and stream.tell() < LARGEST_SEGMENT_BYTES:
                return segment, stream
        self._folder.mkdir(parents=True, exist_ok=True)
        segment = f"{new_id().hex}.features"
        stream = (self._folder / segment).open("xb")
        _sync_folder(self._folder)
        self._writing = (os.getpid(), segment, stream)
        return segment, stream


def _sync_folder(folder: Path) -> None:
    """Has a new file's name on the disk, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Which points of two pictures spoke for one another? One file a query of an identification."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acm_wbia.acm.files.arrays import write_arrays

Matches = NDArray[np.float32]
"""`(n, 7)`: x1, y1 in the query's and x2, y2 in the candidate's upright original, the weight, and the diameters of both
features; older files end with the weight."""


AS_A_WHOLE = "as_a_whole"
"""Beside the matches, which are named by annotation id: what is kept of those without any, as JSON."""


@dataclass(frozen=True)
class AsAWhole:
    """By what two animals were compared of which no points were matched, and which boxes they were in."""

    network: str
    """The name of its card."""
    fingerprint: str
    query_revision: int
    revision: int
    """Of the annotations, when they were compared."""


class EvidenceFiles:
    """The evidence of all identifications, in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(
        self,
        job: uuid.UUID,
        query: uuid.UUID,
        matches: Mapping[str, Matches],
        as_a_whole: Mapping[str, AsAWhole] | None = None,
    ) -> None:
        """Keeps what spoke for a query being each candidate (by annotation id). Written again, it is replaced whole."""
        arrays: dict[str, NDArray[np.generic]] = {
            name: np.asarray(points, dtype=np.float32) for name, points in matches.items()
        }
        if as_a_whole:
            told = json.dumps({name: asdict(each) for name, each in as_a_whole.items()})
            arrays[AS_A_WHOLE] = np.frombuffer(told.encode(), dtype=np.uint8)
        write_arrays(self._path(job, query), arrays)

    def read(self, job: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID) -> Matches | None:
        """The matches, heaviest first; `None` when that pair was not among the best of that job."""
        return self._array(job, query, str(annotation))

    def read_as_a_whole(
        self, job: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID
    ) -> AsAWhole | None:
        """By what the pair was compared; `None` where points were matched."""
        told = self._array(job, query, AS_A_WHOLE)
        each = json.loads(told.tobytes()).get(str(annotation)) if told is not None else None
        return AsAWhole(**each) if each else None

    def made_of(self, job: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID, name: str) -> Path:
        """Where something that was made of this evidence is kept, by a name like `clean.jpg`; it goes with it."""
        return self._folder_of(job) / f"{query.hex}-{annotation.hex}-{name}"

    def remove(self, job: uuid.UUID) -> None:
        """Forgets a job's evidence; nothing happens where there is none."""
        folder = self._folder_of(job)
        if folder.exists():
            shutil.rmtree(folder)

    def _array(self, job: uuid.UUID, query: uuid.UUID, name: str) -> NDArray[Any] | None:
        try:
            with np.load(self._path(job, query), allow_pickle=False) as arrays:
                found: NDArray[Any] | None = arrays.get(name)
        except FileNotFoundError:
            return None
        return found

    def _folder_of(self, job: uuid.UUID) -> Path:
        # The end of a UUIDv7 is random: folders of folders stay even.
        return self._folder / job.hex[-2:] / job.hex

    def _path(self, job: uuid.UUID, query: uuid.UUID) -> Path:
        return self._folder_of(job) / f"{query.hex}.npz"

"""Which points of two pictures spoke for one another? One file a query of an identification."""

from __future__ import annotations

import io
import shutil
import uuid
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from acm_wbia.acm.files.whole_files import write_whole

Matches = NDArray[np.float32]
"""`(n, 7)`: x1, y1 in the query's and x2, y2 in the candidate's upright original, the weight, and the diameters of both
features; older files end with the weight."""


class EvidenceFiles:
    """The evidence of all identifications, in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, job: uuid.UUID, query: uuid.UUID, matches: Mapping[str, Matches]) -> None:
        """Keeps the matches of a query with each candidate (by annotation id). Written again, it is replaced whole."""
        arrays = {name: np.asarray(points, dtype=np.float32) for name, points in matches.items()}
        content = io.BytesIO()
        np.savez_compressed(content, allow_pickle=False, **arrays)
        write_whole(self._path(job, query), content.getvalue())

    def read(self, job: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID) -> Matches | None:
        """The matches, heaviest first; `None` when that pair was not among the best of that job."""
        try:
            with np.load(self._path(job, query), allow_pickle=False) as arrays:
                matches: Matches | None = arrays.get(str(annotation))
        except FileNotFoundError:
            return None
        return matches

    def picture(self, job: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID, name: str) -> Path:
        """Where a picture that was drawn of this evidence is kept, by a name like `clean.jpg`; it goes with it."""
        return self._folder_of(job) / f"{query.hex}-{annotation.hex}-{name}"

    def remove(self, job: uuid.UUID) -> None:
        """Forgets a job's evidence; nothing happens where there is none."""
        folder = self._folder_of(job)
        if folder.exists():
            shutil.rmtree(folder)

    def _folder_of(self, job: uuid.UUID) -> Path:
        # The end of a UUIDv7 is random: folders of folders stay even.
        return self._folder / job.hex[-2:] / job.hex

    def _path(self, job: uuid.UUID, query: uuid.UUID) -> Path:
        return self._folder_of(job) / f"{query.hex}.npz"

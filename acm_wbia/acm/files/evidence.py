"""Which points of two pictures spoke for one another? One file a query of an identification, and one for each pair that
was looked at again because somebody asked about it.
"""

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
from acm_wbia.acm.files.whole_files import write_whole

Matches = NDArray[np.float32]
"""`(n, 7)`: x1, y1 in the query's and x2, y2 in the candidate's upright original, the weight, and the diameters of both
features; older files end with the weight."""

NO_MATCHES: Matches = np.empty((0, 7), dtype=np.float32)

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
        write_arrays(self._path(job, query), _arrays(matches, as_a_whole or {}))

    def write_second_look(
        self,
        job: uuid.UUID,
        query: uuid.UUID,
        annotation: uuid.UUID,
        matches: Matches,
        as_a_whole: AsAWhole | None,
    ) -> None:
        """Keeps what a pair came to that was not among the best, when it was looked at again."""
        name = str(annotation)
        told = _arrays({name: matches}, {name: as_a_whole} if as_a_whole else {})
        write_arrays(self._second_look(job, query, annotation), told)

    def was_looked_at_again(self, job: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID) -> bool:
        """Whether what is read of the pair comes of a second look."""
        kept = _read(self._path(job, query), str(annotation)) is not None
        return not kept and self._second_look(job, query, annotation).exists()

    def read(self, job: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID) -> Matches | None:
        """The matches, heaviest first; `None` when that pair was not among the best of that job, and nobody has had it
        looked at again.
        """
        return self._array(job, query, annotation, str(annotation))

    def write_algorithm(self, job: uuid.UUID, named: Mapping[str, Any]) -> None:
        """Keeps by what all of a job is compared, so that it can be looked at again; name and parameters."""
        path = self._algorithm(job)
        if not path.exists():
            write_whole(path, json.dumps(dict(named)).encode())

    def read_algorithm(self, job: uuid.UUID) -> dict[str, Any] | None:
        """By what all of a job was compared; `None` where that is not kept."""
        try:
            found: dict[str, Any] = json.loads(self._algorithm(job).read_bytes())
        except FileNotFoundError:
            return None
        return found

    def read_as_a_whole(
        self, job: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID
    ) -> AsAWhole | None:
        """By what the pair was compared; `None` where points were matched."""
        told = self._array(job, query, annotation, AS_A_WHOLE)
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

    def _array(
        self, job: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID, name: str
    ) -> NDArray[Any] | None:
        """Of the pair, from the file in which it is."""
        path = self._path(job, query)
        if _read(path, str(annotation)) is None:
            path = self._second_look(job, query, annotation)
        return _read(path, name)

    def _second_look(self, job: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID) -> Path:
        return self.made_of(job, query, annotation, "again.npz")

    def _algorithm(self, job: uuid.UUID) -> Path:
        return self._folder_of(job) / "algorithm.json"

    def _folder_of(self, job: uuid.UUID) -> Path:
        # The end of a UUIDv7 is random: folders of folders stay even.
        return self._folder / job.hex[-2:] / job.hex

    def _path(self, job: uuid.UUID, query: uuid.UUID) -> Path:
        return self._folder_of(job) / f"{query.hex}.npz"


def _arrays(
    matches: Mapping[str, Matches], as_a_whole: Mapping[str, AsAWhole]
) -> dict[str, NDArray[np.generic]]:
    arrays: dict[str, NDArray[np.generic]] = {
        name: np.asarray(points, dtype=np.float32) for name, points in matches.items()
    }
    if as_a_whole:
        told = json.dumps({name: asdict(each) for name, each in as_a_whole.items()})
        arrays[AS_A_WHOLE] = np.frombuffer(told.encode(), dtype=np.uint8)
    return arrays


def _read(path: Path, name: str) -> NDArray[Any] | None:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            found: NDArray[Any] | None = arrays.get(name)
    except FileNotFoundError:
        return None
    return found

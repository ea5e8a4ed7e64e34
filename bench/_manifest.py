"""Which photos does a manifest name, and what is the truth about each?

A manifest is a CSV file with the columns ``path`` (beside the file), ``individual`` and ``viewpoint``.
"""

import csv
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("path", "individual", "viewpoint")

_DAY = re.compile(r"(\d{4})[:\-/.](\d\d)[:\-/.](\d\d)(?![^T\s])")
"""How an EXIF time or one by ISO 8601 begins; the hour may follow."""


@dataclass(frozen=True)
class ManifestRow:
    """One photo."""

    path: Path
    individual: str
    side: str
    encounter: str

    def picture(self) -> str:
        """The same for rows whose files are the same bytes, as where a photo shows two individuals."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


def read(manifest: Path, same_encounter: str, limit: int | None) -> list[ManifestRow]:
    """All rows or, with ``limit``, whole individuals until that many photos are reached.

    ``same_encounter`` is the column that is equal for photos taken together; of times and days only the
    day counts, and the individual with it. A photo of which it says nothing was taken alone, and one without an
    individual is left out: nobody knows what would be right. Raises ``SystemExit`` where a column is missing.
    """
    with manifest.open(newline="", encoding="utf-8-sig") as file:
        table = csv.DictReader(file)
        missing = {*COLUMNS, same_encounter} - {*(table.fieldnames or ())}
        if missing:
            raise SystemExit(f"{manifest} has no column {' and no '.join(sorted(missing))}.")
        rows = [_row(manifest.parent, row, same_encounter) for row in table if row["individual"]]
    if limit is None or limit >= len(rows):
        return rows
    kept: list[ManifestRow] = []
    for individual in sorted({row.individual for row in rows}):
        own = [row for row in rows if row.individual == individual]
        if len(kept) + len(own) > limit:
            break
        kept.extend(own)
    return kept


def _row(folder: Path, row: dict[str, str], same_encounter: str) -> ManifestRow:
    value = row[same_encounter] or row["path"]
    day = _DAY.match(value)
    together = f"{row['individual']} {'-'.join(day.groups())}" if day else value
    return ManifestRow(folder / row["path"], row["individual"], row["viewpoint"], together)

"""Is it on the disk yet? After these calls it is, and a power cut takes nothing away."""

import os
from collections.abc import Iterable
from pathlib import Path


def sync_paths(paths: Iterable[Path]) -> None:
    """Force files (their bytes) and folders (their entries) onto the disk, in the given order."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Force a folder with all that is under it onto the disk."""
    for inner, _, names in os.walk(folder, topdown=False):
        sync_paths(Path(inner, name) for name in names)
        sync_paths([Path(inner)])

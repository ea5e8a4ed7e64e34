"""Under which path does a thing lie? Only ids make paths; names of people's files never do."""

import re
import uuid
from pathlib import Path, PurePath

from submissions.errors import InvalidIdentifier

METADATA = "metadata.json"
MANIFEST = "manifest.json"
FILES = "files"

# An extension helps whoever clones the repository and double-clicks. Anything but a few plain
# letters and digits is left off; the whole name is in the manifest anyway.
_HARMLESS_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}")


def canonical_id(value: str | uuid.UUID, noun: str) -> str:
    """``value`` as a lower-case UUID with dashes; raises InvalidIdentifier for anything else."""
    try:
        return str(uuid.UUID(str(value)))
    except ValueError:
        raise InvalidIdentifier(
            f"{str(value)!r} is not the id of a {noun}: it is not a UUID."
        ) from None


def tree_name(asset_id: str, name: str) -> str:
    """How a file is called inside the folder ``files`` of a commit."""
    extension = PurePath(name.replace("\\", "/").replace("\0", "")).suffix
    if _HARMLESS_EXTENSION.fullmatch(extension):
        return asset_id + extension.lower()
    return asset_id


class Layout:
    """The folders under the root of a store."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.locks = root / "locks"
        self.incoming = root / "incoming"
        """Repositories that are not finished; rubbish as soon as nobody holds their lock."""
        self.removed = root / "removed"
        """Repositories that are being deleted."""

    def repository(self, submission_id: str) -> Path:
        """Where the submission's repository lies once it is whole.

        Fanned out by the last two digits: the first ones of a UUIDv7 are a clock and all alike.
        """
        return self.root / submission_id[-2:] / f"{submission_id}.git"

    def staging(self, submission_id: str) -> Path:
        """Where the submission's repository is put together."""
        return self.incoming / f"{submission_id}.git"

    def repositories(self) -> list[Path]:
        """Every repository, in the order of its id (which, for UUIDv7, is the order of time)."""
        return sorted(self.root.glob("[0-9a-f][0-9a-f]/*.git"), key=lambda path: path.name)

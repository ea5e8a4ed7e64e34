"""Where do secrets come from? Generated on the first start, one file each, readable by us alone."""

from __future__ import annotations

import os
import secrets
import tempfile
from functools import cache
from pathlib import Path

SECRET_BYTES = 48  # 384 bits: beyond guessing, and longer than any HMAC-SHA-256 key needs to be
SHORTEST_SECRET = 32  # RFC 7518 asks for a key at least as long as the hash's output
EXAMPLE_WORDS = ("change", "example", "secret", "password", "default", "insecure")


class UnsafeSecret(RuntimeError):
    """A secret is too short, or stands in somebody's example."""


class SecretFiles:
    """The secrets of one installation, in one folder, by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> str:
        """The secret called `name`; generated when it is asked for the first time.

        Two processes asking at once get the same one. Raises `UnsafeSecret`.
        """
        return _read_or_create(self._folder / f"{name}.key")

    def keep(self, name: str, value: str) -> None:
        """Keeps a secret that was made elsewhere, unless there is one of this name."""
        _write_once(self._folder / f"{name}.key", value)


@cache
def _read_or_create(path: Path) -> str:
    if not path.exists():
        _write_once(path, secrets.token_hex(SECRET_BYTES))
    value = path.read_text(encoding="ascii").strip()
    lowered = value.lower()
    if len(value) < SHORTEST_SECRET or any(word in lowered for word in EXAMPLE_WORDS):
        raise UnsafeSecret(
            f"The secret in {path.name} is too short or taken from an example; "
            "delete the file and a good one is generated at the next start."
        )
    return value


def _write_once(path: Path, value: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, draft = tempfile.mkstemp(dir=path.parent)  # mkstemp creates with mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(value)
            stream.flush()
            os.fsync(stream.fileno())
        # A link never replaces: of two processes that create at once, the first wins.
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        Path(draft).unlink()

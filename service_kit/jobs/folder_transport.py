"""How do messages wait without a server? As files in a folder, each there whole or not at all.

kombu's file-system transport lets a reader take a file that is still being written, be it a message or the table of an
exchange; the empty file then ends the reading worker. Here a message gets its name only when it is complete, and whoever
renames it first has it; and each binding of an exchange is a file of its own, so that none is ever changed.
"""

from __future__ import annotations

import hashlib
import logging
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

LOOK_UP_SECONDS = 0.5  # how long a worker waits for a message before it looks whether it is to stop

log = logging.getLogger(__name__)


class Channel(filesystem.Channel):  # type: ignore[misc]
    """Reads and writes messages, and which queues hang on which exchange."""

    def get_table(self, exchange: str) -> list[Any]:
        bindings = sorted(self._bindings(exchange).glob("*.binding"))
        return [filesystem.exchange_queue_t(*loads(path.read_text())) for path in bindings]

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        content = _binding(routing_key, pattern, queue)
        path = self._bindings(exchange) / _binding_name(content)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{uuid.uuid4().hex}.draft")
        draft.write_text(content)
        draft.rename(path)

    def _delete(
        self,
        queue: str,
        exchange: str,
        routing_key: str,
        pattern: str,
        *_rest: Any,
        **_options: Any,
    ) -> None:
        self._purge(queue)
        name = _binding_name(_binding(routing_key, pattern, queue))
        (self._bindings(exchange) / name).unlink(missing_ok=True)

    def _bindings(self, exchange: str) -> Path:
        """The folder of an exchange. Raises kombu's `ChannelError` for a name that is no file name."""
        return Path(self._exchange_file(exchange)).with_suffix(".bindings")

    def _put(self, queue: str, payload: Any, **_options: Any) -> None:
        folder = Path(self.data_folder_out)
        # Names sort by the time of sending, so the oldest message is the first to be taken.
        name = f"{time.time_ns():020}_{uuid.uuid4().hex}.{queue}"
        draft = folder / f"{name}.draft"
        draft.write_text(dumps(payload), encoding="utf-8")
        draft.rename(folder / f"{name}.msg")

    def _get(self, queue: str) -> Any:
        for path in self._waiting(queue):
            taken = path.with_suffix(".taken")
            try:
                path.rename(taken)
                content = taken.read_text(encoding="utf-8")
                taken.unlink()
                return loads(content)
            except FileNotFoundError:
                continue  # another worker has it
            except ValueError:
                log.error("a message cannot be read", extra={"message_file": path.name})
        raise Empty

    def _size(self, queue: str) -> int:
        return len(self._waiting(queue))

    def _purge(self, queue: str) -> int:
        waiting = self._waiting(queue)
        for path in waiting:
            path.unlink(missing_ok=True)
        return len(waiting)

    def _waiting(self, queue: str) -> list[Path]:
        return sorted(Path(self.data_folder_in).glob(f"*.{queue}.msg"))


def _binding(routing_key: str, pattern: str, queue: str) -> str:
    return str(dumps([routing_key or "", pattern or "", queue or ""]))


def _binding_name(content: str) -> str:
    return f"{hashlib.sha256(content.encode()).hexdigest()}.binding"


class Transport(filesystem.Transport):  # type: ignore[misc]
    """kombu's file-system transport with that channel."""

    Channel = Channel
    # What kombu's transports share among the connections of a process.
    global_state = filesystem.Transport.global_state

    def drain_events(self, connection: Any, timeout: float | None = None) -> None:
        """As kombu's. Celery asks for two seconds, and twice before it stops: Ctrl-C would take four."""
        super().drain_events(
            connection, timeout=None if timeout is None else min(timeout, LOOK_UP_SECONDS)
        )

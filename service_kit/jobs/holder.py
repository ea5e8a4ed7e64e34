"""Who holds a lease, and is that process still alive?"""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path


def this_holder() -> str:
    """Names this thread of this process of this host; a process id used again is told apart by its start."""
    pid = os.getpid()
    return f"{socket.gethostname()}:{pid}:{_started(pid)}:{threading.get_ident()}"


def is_surely_dead(holder: str) -> bool:
    """Whether the holder was a process of this host that is gone. Of other hosts nobody can tell: false."""
    host, pid, started, _thread = holder.rsplit(":", 3)
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return _started(int(pid)) != started


def _started(pid: int) -> str:
    """The start time of a process in clock ticks since boot, where the system tells it; else nothing."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return ""
    return fields[19]

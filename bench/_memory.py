"""How much memory does a process take at most while something is measured?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOOK_SECONDS = 0.02


def answering(parent: int) -> int:
    """The process that does the work of this one: its first child, or itself."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return int(children[0]) if children else parent


@contextmanager
def peak_memory(process: int) -> Iterator[list[int]]:
    """The most resident memory of the process while the block runs, in bytes, as the only element of a list."""
    peak, over = [0], threading.Event()

    def watch() -> None:
        while not over.wait(LOOK_SECONDS):
            for line in Path(f"/proc/{process}/status").read_text().splitlines():
                if line.startswith("VmRSS:"):
                    peak[0] = max(peak[0], int(line.split()[1]) * 1024)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()

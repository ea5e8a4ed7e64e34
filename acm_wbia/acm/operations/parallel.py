"""How are many pictures looked at at once without holding all of them in memory?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_parallel(
    work: Callable[[Item], Result], items: Iterable[Item], threads: int
) -> Iterator[tuple[Item, Result]]:
    """Each item with what `work` made of it, as they get ready; never more under way than there are threads.

    `work` runs in the context of the caller (its request id). What it raises is raised here, and ends it.
    """
    waiting = iter(items)
    with ThreadPoolExecutor(threads, thread_name_prefix="pictures") as pool:
        under_way: dict[Future[Result], Item] = {}
        while True:
            for item in islice(waiting, threads - len(under_way)):
                under_way[pool.submit(copy_context().run, work, item)] = item
            if not under_way:
                return
            for ready in wait(under_way, return_when=FIRST_COMPLETED).done:
                yield under_way.pop(ready), ready.result()

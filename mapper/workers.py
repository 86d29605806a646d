"""The same work on many items, in several processes where that pays; results in the order of the items."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from mapper.errors import MapperError

FEWEST = 20
"""Items for a process at least: to start the processes takes about as long as to check ten Hubs."""
_AT_A_TIME = 5
"""Items handed to a process at a time: few enough that all processes end together."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(
    work: Callable[[Item], Result], items: Sequence[Item], workers: int | None = None, *, fewest: int = FEWEST
) -> Iterator[Result]:
    """The result of each item, worked on in `workers` processes: by itself as many as there are cores, and none where
    the system cannot fork safely or there are few items. `fewest` are those for which a process pays: fewer where the
    work on each takes longer than checking a Hub.

    The first item is worked on before the others, so that they find in memory what it has loaded. Raises what `work`
    raises, and MapperError if a process ends before its work does.
    """
    wanted = min(_available(), len(items) // fewest) if workers is None else workers
    if wanted < 2:
        yield from map(work, items)
        return
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
    from multiprocessing import get_context

    yield from map(work, items[:1])
    pool = ProcessPoolExecutor(wanted, get_context("fork"), _begin, (work,))
    try:
        yield from pool.map(_result, items[1:], chunksize=_AT_A_TIME)
    except BrokenProcessPool:
        raise MapperError(
            "One of the processes that share the work has ended before its work was done, perhaps for want of memory. "
            "Please run the command again, or with fewer files at a time."
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _available() -> int:
    """How many processes can run at a time. A process with threads is not forked, nor one of a system whose libraries
    do not allow it.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


_work: Callable[[Any], Any]


def _begin(work: Callable[[Any], Any]) -> None:
    """Keep the work in a new process, which has it in memory, so that it need not be sent with each item."""
    global _work
    _work = work
    threading.Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started this process is interrupted too, and ends it


def _end_with_parent() -> None:
    """Leave as soon as the process that started this one is gone: killed, it cannot tell its workers to end."""
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(0)


def _result(item: Any) -> Any:
    return _work(item)

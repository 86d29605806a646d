"""The same work on many items, in several processes where that pays; results in the order of the items."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple, NoReturn, TypeVar

from mapper.errors import MapperError

FEWEST = 8
"""Items for a process at least: to start one takes about as long as to check one Hub."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class _Worker(NamedTuple):
    pid: int
    results: BinaryIO


def in_order(work: Callable[[Item], Result], items: Sequence[Item], workers: int | None = None) -> Iterator[Result]:
    """The result of each item, worked on in `workers` processes: by itself as many as there are cores, and none where
    the system cannot fork safely or there are few items.

    The first item is worked on before the others, so that they find in memory what it has loaded. Raises what `work`
    raises, and MapperError if a process ends before its work does.
    """
    yield from map(work, items[:1])
    rest = items[1:]
    wanted = min(_available(), len(rest) // FEWEST) if workers is None else workers
    if wanted < 2:
        yield from map(work, rest)
        return
    started: list[_Worker] = []
    try:
        for number in range(wanted):
            started.append(_start(work, rest[number::wanted], started))
        for number in range(len(rest)):
            yield _next_result(started[number % wanted])
    finally:
        for worker in started:
            _stop(worker)


def _available() -> int:
    """How many processes can run at a time. A process with threads is not forked, nor one of a system whose libraries
    do not allow it.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def _start(work: Callable[[Item], Result], items: Sequence[Item], others: Sequence[_Worker]) -> _Worker:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        for descriptor in (reading, *(other.results.fileno() for other in others)):
            os.close(descriptor)  # so that each pipe breaks when the process that reads it ends
        _work_through(work, items, writing)
    os.close(writing)
    return _Worker(pid, os.fdopen(reading, "rb"))


def _work_through(work: Callable[[Item], Result], items: Sequence[Item], writing: int) -> NoReturn:
    """What a worker does: it hands over the result of each item, or the error met, and ends."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started this process is interrupted too, and ends it
        with os.fdopen(writing, "wb") as results:
            for item in items:
                pickle.dump(_result(work, item), results)
                results.flush()
    finally:
        os._exit(0)


def _result(work: Callable[[Item], Result], item: Item) -> Result | Exception:
    try:
        return work(item)
    except Exception as error:  # whatever it is, it is raised again where it can be caught
        return error


def _next_result(worker: _Worker) -> Any:
    try:
        result = pickle.load(worker.results)  # noqa: S301 - it comes from a process of our own
    except (EOFError, pickle.UnpicklingError):
        raise MapperError(
            "One of the processes that check files has ended before its work was done, perhaps for want of memory. "
            "Please run the command again, or check fewer files at a time."
        ) from None
    if isinstance(result, Exception):
        raise result
    return result


def _stop(worker: _Worker) -> None:
    worker.results.close()
    os.kill(worker.pid, signal.SIGKILL)
    os.waitpid(worker.pid, 0)

"""Much of the same work, on all cores."""

import atexit
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from bulletin.findings import Words
from bulletin.progress import told

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Job = TypeVar("Job")
Done = TypeVar("Done")
FEW = 3  # jobs for a worker, at least, where one takes a third of the time in which a worker starts
DIED = Words(
    "有一个工作进程被系统终止，多半是内存不够。请关闭别的程序，腾出内存，然后重试。",
    "A worker process was killed by the system, most likely for want of memory. Close other programs and try again.",
)
_bench: list[Any] = []  # in a worker: the work, and what all jobs have in common
_hands: "list[ProcessPoolExecutor]" = []  # the workers of this process, once there was much to do


class DiedError(Exception):
    """A worker was killed before its work was done."""

    words = DIED


def spread(
    work: Callable[[Any, Job], Done], common: Any, jobs: Sequence[Job], what: Words, few: int = FEW
) -> Iterator[Done]:
    """`work(common, job)` of every job, in their order: few in this process, many on all cores. Says how far `what` is.

    Workers are spawned, because a fork would share Pango's state half-copied; `work` is a function of a module. Raises
    DiedError if one of them is killed.
    """
    yield from told(_spread(work, common, jobs, few), len(jobs), what)


def _spread(work: Callable[[Any, Job], Done], common: Any, jobs: Sequence[Job], few: int) -> Iterator[Done]:
    workers = os.cpu_count() or 1
    if min(workers, len(jobs) // few) < 2:
        yield from (work(common, job) for job in jobs)
        return
    from concurrent.futures.process import BrokenProcessPool  # not where one bulletin is checked
    from multiprocessing import active_children

    hands, size = _hired(workers), max(1, min(8, len(jobs) // (8 * workers)))
    waiting = deque(hand.submit(_begin, work, common) for hand in hands)
    waiting += (hand.submit(_do, jobs[at : at + size]) for hand, at in zip(cycle(hands), range(0, len(jobs), size)))
    try:
        while waiting:
            yield from waiting.popleft().result()
    except BaseException as error:  # nothing is cancelled: Python's own thread stumbles over that when workers end
        _hands.clear()
        for worker in active_children():
            worker.terminate()
        if isinstance(error, BrokenProcessPool):
            raise DiedError(DIED.en) from error
        raise


def _hired(workers: int) -> "list[ProcessPoolExecutor]":
    """Who works for this process, each in one of their own: whoever is dealt the same bulletin again knows it already."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    if not _hands:
        atexit.register(_hands.clear)  # while what they end with is still there
        _hands.extend(ProcessPoolExecutor(1, get_context("spawn"), initializer=_bound) for _ in range(workers))
    return _hands


def _bound() -> None:
    """Of Ctrl-C the main process hears, and ends the workers; when it is killed, they end as well."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_outlived, daemon=True).start()


def _outlived() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)


def _begin(work: Callable[[Any, Any], Any], common: Any) -> list[Any]:
    _bench[:] = [work, common]
    return []


def _do(jobs: Sequence[Any]) -> list[Any]:
    work, common = _bench
    return [work(common, job) for job in jobs]

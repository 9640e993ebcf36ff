"""Much of the same work, on all cores."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from bulletin.findings import Words
from bulletin.progress import told

Job = TypeVar("Job")
Done = TypeVar("Done")
FEW = 3  # jobs for a worker, at least, where one takes a third of the time in which a worker starts
DIED = Words(
    "有一个工作进程被系统终止，多半是内存不够。请关闭别的程序，腾出内存，然后重试。",
    "A worker process was killed by the system, most likely for want of memory. Close other programs and try again.",
)
_bench: list[Any] = []  # in a worker: the work, and what all jobs have in common


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
    workers = min(os.cpu_count() or 1, len(jobs) // few)
    if workers < 2:
        yield from (work(common, job) for job in jobs)
        return
    from concurrent.futures import ProcessPoolExecutor  # not where one bulletin is checked
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    size = max(1, min(8, len(jobs) // (8 * workers)))
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_begin, initargs=(work, common)) as pool:
        waiting = deque(pool.submit(_do, jobs[at : at + size]) for at in range(0, len(jobs), size))
        try:
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as broken:
            raise DiedError(DIED.en) from broken
        except BaseException:  # nothing is cancelled: Python's own thread stumbles over that when workers end
            for worker in active_children():
                worker.terminate()
            raise


def _begin(work: Callable[[Any, Any], Any], common: Any) -> None:
    """Of Ctrl-C the main process hears, and ends the workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bench[:] = [work, common]


def _do(jobs: Sequence[Any]) -> list[Any]:
    work, common = _bench
    return [work(common, job) for job in jobs]

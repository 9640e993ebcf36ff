"""Much of the same work, on all cores."""

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Job = TypeVar("Job")
Done = TypeVar("Done")
FEW = 3  # jobs for a worker, at least, where one takes a third of the time in which a worker starts
_bench: list[Any] = []  # in a worker: the work, and what all jobs have in common


def spread(work: Callable[[Any, Job], Done], common: Any, jobs: Sequence[Job], few: int = FEW) -> Iterator[Done]:
    """`work(common, job)` of every job, in their order: few in this process, many on all cores.

    Workers are spawned, because a fork would share Pango's state half-copied; `work` is a function of a module.
    """
    workers = min(os.cpu_count() or 1, len(jobs) // few)
    if workers < 2:
        yield from (work(common, job) for job in jobs)
        return
    size = max(1, min(8, len(jobs) // (8 * workers)))
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_begin, initargs=(work, common)) as pool:
        try:
            yield from pool.map(_do, jobs, chunksize=size)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _begin(work: Callable[[Any, Any], Any], common: Any) -> None:
    """Ctrl-C ends a worker at once and without a word: the main process says what there is to say.

    A notice leaves some 100,000 objects behind in one go; looking for garbage more often costs 5 %.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.set_threshold(200_000, 20, 100)
    _bench[:] = [work, common]


def _do(job: Any) -> Any:
    work, common = _bench
    return work(common, job)

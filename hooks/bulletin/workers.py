"""Much of the same work, on all cores."""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from bulletin.copies import answer, aside, bind, copied, heard, single
from bulletin.findings import Words
from bulletin.frames import roomy
from bulletin.progress import told

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Job = TypeVar("Job")
Done = TypeVar("Done")
Each = TypeVar("Each", covariant=True)
FEW = 3  # jobs for a worker, at least, where one takes a third of the time in which a worker starts
GARBAGE = 20_000  # objects, after which a worker looks for some: a prose leaves 80 KB, and there are many proses
AHEAD = 16  # pieces of work that lie before each: what is done waits for its turn
_bench: list[Any] = []  # in a worker: the work, and what all jobs have in common
_hands: "list[Hand]" = []  # the workers of this process, once there was much to do


class Jobs(Protocol[Each]):
    """What there is to do, in its order; of much, no more than is at hand need be there."""

    def __len__(self) -> int:
        """How much."""

    def __iter__(self) -> Iterator[Each]:
        """One after the other."""


class Hand(NamedTuple):
    """A worker, the ways to it and back, and a thread that hands it one thing after the other and waits for each."""

    process: "BaseProcess"
    to: "Connection"
    back: "Connection"
    clerk: "ThreadPoolExecutor"

    def call(self, function: Callable[..., Any], *args: Any) -> "Future[Any]":
        """What a function of a module gives there, some time."""
        return self.clerk.submit(_asked, self.to, self.back, function, args)


def spread(
    work: Callable[[Any, Job], Done],
    common: Any,
    jobs: Jobs[Job],
    what: Words,
    few: int = FEW,
    ready: Callable[[Any], None] | None = None,
) -> Iterator[Done]:
    """`work(common, job)` of every job, in their order: few in this process, many on all cores. Says how far `what` is.

    `work` is a function of a module. What `ready(common)` loads here, workers that begin now need not load themselves.
    Raises DiedError if one of them is killed.
    """
    yield from told(_spread(work, common, jobs, few, ready), len(jobs), what)


def begun(
    work: Callable[[Any, Job], Done],
    common: Any,
    jobs: Sequence[Job],
    what: Words,
    few: int = FEW,
    ready: Callable[[Any], None] | None = None,
) -> Callable[[], Iterable[Done]]:
    """The same, begun: few are done in a copy of this process while it goes on. What is given waits for them."""
    if not jobs:
        return list
    if _many(jobs, few):
        return partial(iter, list(spread(work, common, jobs, what, few, ready)))
    return aside(lambda: [work(common, job) for job in jobs])


def hire() -> None:
    """Have workers who wait until there is much to do, while this process is small: each has a copy of what is there by then."""
    if copied():
        _hired(os.cpu_count() or 1, None)


def _many(jobs: Jobs[Any], few: int) -> bool:
    """More than one core may do at a time what makes it worth the while."""
    return min(os.cpu_count() or 1, len(jobs) // few) > 1


def _spread(
    work: Callable[[Any, Job], Done], common: Any, jobs: Jobs[Job], few: int, ready: Callable[[Any], None] | None
) -> Iterator[Done]:
    if not _many(jobs, few):
        yield from (work(common, job) for job in jobs)
        return
    workers = os.cpu_count() or 1
    hands, size = _hired(workers, partial(ready, common) if ready else None), max(1, min(8, len(jobs) // (8 * workers)))
    waiting, ahead = deque(hand.call(_begin, work, common) for hand in hands), iter(jobs)
    dealt = zip(cycle(hands), iter(lambda: list(islice(ahead, size)), []), strict=False)
    calls = (hand.call(_do, some) for hand, some in dealt)
    waiting += islice(calls, AHEAD * workers)
    try:
        while waiting:
            done = waiting.popleft().result()
            waiting += islice(calls, 1)
            yield from done
    except BaseException:
        _hands.clear()
        for hand in hands:
            hand.process.terminate()
            hand.clerk.shutdown(wait=False, cancel_futures=True)
        raise


def _hired(workers: int, ready: Callable[[], None] | None) -> "list[Hand]":
    """Who works for this process: whoever is dealt the same bulletin again knows it already.

    They are forked, and have what is loaded here, where a copy of this process has all of it; else each begins from nothing.
    """
    if not _hands:
        from concurrent.futures import ThreadPoolExecutor
        from multiprocessing import get_context

        if forked := single():
            if ready:
                ready()
            gc.freeze()  # else a worker's collector writes to every page that it shares with this process
        context: Any = get_context("fork" if forked else "spawn")
        begun = [_begun(context) for _ in range(workers)]
        _hands.extend(Hand(*each, ThreadPoolExecutor(1)) for each in begun)  # all threads after all forks
    return _hands


def _begun(context: Any) -> "tuple[BaseProcess, Connection, Connection]":
    (told, to), (back, says) = (context.Pipe(duplex=False) for _ in range(2))
    process = context.Process(target=_serve, args=(told, says), daemon=True)
    process.start()
    told.close()
    says.close()
    return process, to, back


def _asked(to: "Connection", back: "Connection", function: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    with suppress(ConnectionError):
        to.send((function, args))
    return heard(back)


def _serve(told: "Connection", says: "Connection") -> None:
    """In a worker: do what comes, until nothing can come any more."""
    bind()
    gc.set_threshold(GARBAGE, 20, 100)
    with suppress(EOFError, ConnectionError):
        while True:
            says.send(answer(*told.recv()))


def _begin(work: Callable[[Any, Any], Any], common: Any) -> list[Any]:
    _bench[:] = [work, common]
    return []


@roomy
def _do(jobs: Sequence[Any]) -> list[Any]:
    work, common = _bench
    return [work(common, job) for job in jobs]

"""Much of the same work, on all cores."""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from bulletin.findings import Words
from bulletin.progress import told

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Job = TypeVar("Job")
Done = TypeVar("Done")
Each = TypeVar("Each", covariant=True)
FEW = 3  # jobs for a worker, at least, where one takes a third of the time in which a worker starts
DIED = Words(
    "有一个工作进程被系统终止，多半是内存不够。请关闭别的程序，腾出内存，然后重试。",
    "A worker process was killed by the system, most likely for want of memory. Close other programs and try again.",
)
AHEAD = 16  # pieces of work that lie before each: what is done waits for its turn
THREADS = Path("/proc/self/task")
_bench: list[Any] = []  # in a worker: the work, and what all jobs have in common
_hands: "list[Hand]" = []  # the workers of this process, once there was much to do


class DiedError(Exception):
    """A worker was killed before its work was done."""

    words = DIED


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


def aside(work: Callable[[], Done]) -> Callable[[], Done]:
    """Work that is done in a copy of this process while it goes on; what is given waits for what came of it.

    Where there is one core, or no copy can be made, it is done when it is asked for. Raises DiedError if the copy is killed.
    """
    if (os.cpu_count() or 1) < 2 or not _single():
        return work
    from multiprocessing import get_context

    context = get_context("fork")
    back, says = context.Pipe(duplex=False)
    context.Process(target=_say, args=(says, work), daemon=True).start()
    says.close()
    return partial(_heard, back)


def dismiss() -> None:
    """End whoever still works for this process."""
    from multiprocessing import active_children

    for worker in active_children():
        worker.terminate()
        worker.join()


def _many(jobs: Jobs[Any], few: int) -> bool:
    """More than one core may do at a time what makes it worth the while."""
    return min(os.cpu_count() or 1, len(jobs) // few) > 1


def _single() -> bool:
    """Whether a copy has all of this process: threads of Python or of Pango would be missing. False where none can tell."""
    return THREADS.is_dir() and len(list(THREADS.iterdir())) == 1


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

        if forked := _single():
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
    return _heard(back)


def _heard(back: "Connection") -> Any:
    try:
        done, error = back.recv()
    except (EOFError, ConnectionError) as gone:
        raise DiedError(DIED.en) from gone
    if error:
        raise error
    return done


def _serve(told: "Connection", says: "Connection") -> None:
    """In a worker: do what comes, until nothing can come any more."""
    _bind()
    with suppress(EOFError, ConnectionError):
        while True:
            says.send(_answer(*told.recv()))


def _say(says: "Connection", work: Callable[[], Any]) -> None:
    """In a copy of the process: do this, and nothing else."""
    _bind()
    says.send(_answer(work, ()))


def _bind() -> None:
    """Of Ctrl-C the main process hears, and ends the workers; when it is killed, they end as well."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_outlived, daemon=True).start()


def _answer(function: Callable[..., Any], args: tuple[Any, ...]) -> tuple[Any, Exception | None]:
    try:
        return function(*args), None
    except Exception as error:  # noqa: BLE001 - it is raised where the answer comes to
        from traceback import format_exc

        error.add_note(format_exc())  # where it was here, which is not handed over
        return None, error


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

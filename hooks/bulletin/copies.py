"""A copy of this process does something while it goes on: what comes of it, and what went wrong with it, is told."""

import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from bulletin.findings import Words

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Done = TypeVar("Done")
DIED = Words(
    "有一个工作进程被系统终止，多半是内存不够。请关闭别的程序，腾出内存，然后重试。",
    "A worker process was killed by the system, most likely for want of memory. Close other programs and try again.",
)
THREADS = Path("/proc/self/task")


class DiedError(Exception):
    """A worker was killed before its work was done."""

    words = DIED


def aside(work: Callable[[], Done]) -> Callable[[], Done]:
    """Work that is done in a copy of this process while it goes on; what is given waits for what came of it.

    Where there is one core, or no copy can be made, it is done when it is asked for. Raises DiedError if the copy is killed.
    """
    if not copied():
        return work
    from multiprocessing import get_context

    context = get_context("fork")
    back, says = context.Pipe(duplex=False)
    context.Process(target=_say, args=(says, work), daemon=True).start()
    says.close()
    return partial(heard, back)


def copied() -> bool:
    """Whether a copy of this process can work while it goes on."""
    return (os.cpu_count() or 1) > 1 and single()


def dismiss() -> None:
    """End whoever still works for this process."""
    from multiprocessing import active_children

    for worker in active_children():
        worker.terminate()
        worker.join()


def single() -> bool:
    """Whether a copy has all of this process: threads of Python or of Pango would be missing. False where none can tell."""
    return THREADS.is_dir() and len(list(THREADS.iterdir())) == 1


def heard(back: "Connection") -> Any:
    """What another process tells of what it was asked to do; raises what went wrong there, or DiedError."""
    try:
        done, error = back.recv()
    except (EOFError, ConnectionError) as gone:
        raise DiedError(DIED.en) from gone
    if error:
        raise error
    return done


def _say(says: "Connection", work: Callable[[], Any]) -> None:
    """In a copy of the process: do this, and nothing else."""
    bind()
    says.send(answer(work, ()))


def bind() -> None:
    """Of Ctrl-C the main process hears, and ends the workers; when it is killed, they end as well."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_outlived, daemon=True).start()


def answer(function: Callable[..., Any], args: tuple[Any, ...]) -> tuple[Any, Exception | None]:
    """What is told of a call: what it gives, or what went wrong."""
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

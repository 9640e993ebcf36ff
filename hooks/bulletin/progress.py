"""How far a long piece of work is: a bar on a terminal, plain lines elsewhere, and nothing in the first two seconds."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

from bulletin.findings import Words

Done = TypeVar("Done")
QUIET = 2.0  # seconds in which nobody wonders
WIDE = 24  # characters of a bar
APART = 10.0  # seconds between two lines of a log


def told(done: Iterable[Done], total: int, what: Words, out: TextIO | None = None) -> Iterator[Done]:
    """What comes out of `done`, while `out` (the standard error) hears how many of `total` have come and what is left."""
    out = out or sys.stderr
    began, said, bar = time.monotonic(), 0.0, out.isatty()
    for number, each in enumerate(done, 1):
        yield each
        gone = time.monotonic() - began
        if gone < QUIET or (gone - said < APART and not bar and number < total):
            continue
        said = gone
        out.write(_bar(number, total, gone, what) if bar else f"{_line(number, total, gone, what)}\n")
        out.flush()
    if bar and said:
        out.write("\r\x1b[K")


def _bar(number: int, total: int, gone: float, what: Words) -> str:
    filled = WIDE * number // total
    return f"\r\x1b[K{'█' * filled}{'░' * (WIDE - filled)} {_line(number, total, gone, what)}"


def _line(number: int, total: int, gone: float, what: Words) -> str:
    left = gone / number * (total - number)
    return f"{what.zh} {what.en} {number}/{total}，还需 {_clock(left)} left"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"

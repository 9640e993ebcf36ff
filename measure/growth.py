"""What takes more than twice as long when it is twice as large: `python measure/growth.py [--only WORDS] [--most 1] [--after N]`.

Each thing is done in a process of its own, from its first size on, twice as large each time, until it takes `--most`
seconds of the processor at its third size or a later one, or has reached its last; as many at once as there are
processors. A row for each: its last size, seconds, memory, and how it grew over the last two doublings. One that grows as
n^1.4 or faster, or needs more memory or time than its bound, is marked, and ends it with 1.
"""

import argparse
import math
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import shapes

STEEP = 1.4  # an exponent: n log n with the noise of a busy machine is less
NOTHING = 0.3  # seconds, too little to be judged
MEMORY = 2 << 30
LONGEST = 60  # seconds
RUNS = list(shapes.runs())


def once(shape: shapes.Shape, size: int, tell: Callable[[object], None]) -> None:
    """Do it at a size: seconds of the processor and MB that it took at most."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
    sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - bars of progress, until the process ends
    os.cpu_count = lambda: 1  # workers take a second to start, which says nothing of growth
    run = shape(size)
    begun = used()
    run()
    tell((used() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10))


def used() -> float:
    """Seconds of the processor, those of workers that have ended with them."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def measured(shape: shapes.Shape, size: int) -> tuple[float, int]:
    """The same in a process of its own; infinite if that did not come to its end."""
    hears, tells = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=once, args=(shape, size, tells.send))
    process.start()
    tells.close()
    try:
        found: tuple[float, int] = hears.recv()
    except EOFError:
        found = (math.inf, 0)
    process.join()
    return found


def grown(first: int, last: int, shape: shapes.Shape, most: float) -> list[tuple[int, float, int]]:
    """Sizes with seconds and MB."""
    shape(
        first // 2
    )()  # what is made once in a process is made in this one; not what is kept of the first to be measured
    found, size = [], first
    while True:
        found.append((size, *measured(shape, size)))
        enough = len(found) > 2 or found[-1][1] > LONGEST / 8
        if (enough and found[-1][1] > most) or size * 2 > last:
            break
        size *= 2
    while len(found) < 3 and (size := found[0][0] // 2) > 1:  # what is slow from the first on is judged by smaller ones
        found.insert(0, (size, *measured(shape, size)))
    return found


def steep(found: list[tuple[int, float, int]]) -> float:
    """The exponent over the last two doublings."""
    if len(found) < 3 or math.isinf(found[-1][1]):
        return math.inf if math.isinf(found[-1][1]) or found[-1][1] > LONGEST / 4 else 0.0
    return math.log2(found[-1][1] / max(found[-3][1], 1e-4)) / 2


def row(number: int, most: float) -> tuple[str, bool]:
    """What is printed of one of them, and whether it is within its bounds."""
    name, first, last, shape = RUNS[number]
    try:
        found = grown(first, last, shape, most)
    except Exception as error:  # noqa: BLE001 - any at all is what must not be
        return f"RAISED {type(error).__name__}  {name}", False
    size, seconds, memory = found[-1]
    exponent = steep(found)
    good = exponent <= STEEP or seconds <= NOTHING
    told = f"{size:>9,} {seconds:7.2f} s {memory:5} MB  n^{exponent:.1f}  {'     ' if good else 'STEEP'}  {name}"
    return told, good


def main() -> None:
    """Measure, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="those whose names contain this")
    parser.add_argument("--most", type=float, default=1)
    parser.add_argument("--after", type=int, default=0, help="the rows after so many, which an earlier run has printed")
    options = parser.parse_args()
    multiprocessing.set_start_method("fork")
    chosen = [n for n, run in enumerate(RUNS) if options.only in run[0]][options.after :]
    begun, bad = time.monotonic(), 0
    with ProcessPoolExecutor() as workers:
        for told, good in workers.map(row, chosen, [options.most] * len(chosen)):
            print(told, flush=True)
            bad += not good
    print(f"{len(chosen)} measured in {(time.monotonic() - begun) / 60:.0f} min: {bad} steep")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()

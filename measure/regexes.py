"""Every compiled pattern of the package over texts made against it: `python measure/regexes.py [--only WORDS]`.

A text is one of the units of units.py, or a character or two of the pattern itself, again and again, with an end that
fits nothing; twice as long each time, from 1,000 characters on, until it takes a twentieth of a second or has 64,000.
A row for each pattern: the worst of those texts over which it takes more than half a second a million characters. One
that grows as n^1.5 or faster is marked, and ends it with 1.
"""

import argparse
import importlib
import math
import multiprocessing
import pkgutil
import re
import resource
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from itertools import islice, pairwise

from units import UNITS

import bulletin
from bulletin.regex import Uncompiled

LONGEST = 60  # seconds for one pattern
STEEP = 1.5
FIRST, LAST = 1_000, 64_000
ENOUGH = 0.05
OWN = 16  # characters of a pattern that are tried, and pairs of them


def patterns() -> dict[str, re.Pattern[str]]:
    """Those that modules hold by a name, in collections, too."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(bulletin.__path__, "bulletin."):
        held = vars(importlib.import_module(module.name))
        for name, value in held.items():
            for number, one in enumerate(_within(value)):
                found.setdefault(one.pattern + str(one.flags), one)
                found[f"{module.name.removeprefix('bulletin.')}.{name}{f'[{number}]' if number else ''}"] = one
    known: set[int] = set()
    return {name: one for name, one in reversed(found.items()) if not (id(one) in known or known.add(id(one)))}  # type: ignore[func-returns-value]


def _within(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern | Uncompiled) and isinstance(value.pattern, str):
        yield re.compile(value.pattern, value.flags)  # one object for those that are alike
    elif isinstance(value, Mapping):
        yield from (one for each in value.values() for one in _within(each))
    elif isinstance(value, tuple | list | set | frozenset):
        yield from (one for each in value for one in _within(each))


def units(pattern: re.Pattern[str]) -> list[str]:
    """What a text is made of."""
    own = list(islice(dict.fromkeys(re.sub(r"\\[a-zA-Z]|[\\()\[\]{}?*+|^$:]", "", pattern.pattern)), OWN))
    return [*UNITS, *own, *(one + two for one, two in pairwise(own)), "".join(own) or "a"]


def steepest(pattern: re.Pattern[str], made_of: Iterable[str]) -> tuple[float, float, str]:
    """The worst exponent of those that take long, with the seconds, and the unit."""
    worst = (0.0, 0.0, "")
    for unit in made_of:
        before, size = 0.0, FIRST
        while (taken := seconds(pattern, unit, size)) <= ENOUGH and size < LAST:
            before, size = taken, size * 2
        if taken > size * 5e-7 and before:
            exponent = math.log2(taken / max(before, 1e-5))
            if exponent > STEEP:  # or it was something else that ran
                pair = [min(seconds(pattern, unit, length) for _ in range(5)) for length in (size // 2, size)]
                exponent = min(exponent, math.log2(pair[1] / max(pair[0], 1e-5)))
            worst = max(worst, (exponent, taken, f"{unit!r} to {size}"))
    return worst


def seconds(pattern: re.Pattern[str], unit: str, size: int) -> float:
    """What it takes over a text of that size."""
    text = (unit * (size // len(unit) + 1))[:size] + "\ue000"
    begun = time.process_time()
    for _ in pattern.finditer(text):
        pass
    pattern.fullmatch(text)
    return time.process_time() - begun


def row(name: str) -> tuple[str, bool]:
    """What is printed of a pattern, looked at in a process of its own, and whether it is within its bounds."""
    pattern = PATTERNS[name]
    hears, tells = multiprocessing.Pipe(duplex=False)

    def look() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
        tells.send(steepest(pattern, units(pattern)))

    process = multiprocessing.get_context("fork").Process(target=look)
    process.start()
    tells.close()
    try:
        exponent, seconds, text = hears.recv()
    except EOFError:
        return f"STEEP          {name}: not done in {LONGEST} s", False
    finally:
        process.join()
    good = exponent <= STEEP
    worst = f" ({seconds:.2f} s over {text})" if text else ""
    return f"{'     ' if good else 'STEEP'}  {f'n^{exponent:.1f}' if text else 'quick'}  {name}{worst}", good


PATTERNS = patterns()


def main() -> None:
    """All of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    only = parser.parse_args().only
    multiprocessing.set_start_method("fork")
    chosen, begun, bad = [name for name in PATTERNS if only in name], time.monotonic(), 0
    with ProcessPoolExecutor() as workers:
        for told, good in workers.map(row, chosen):
            print(told, flush=True)
            bad += not good
    print(f"{len(chosen)} patterns in {(time.monotonic() - begun) / 60:.0f} min: {bad} steep")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()

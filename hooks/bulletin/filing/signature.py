"""署名和成文日期: where they stand at the end of a notice (GB/T 9704-2012 7.3.5), in characters of 3号."""

import unicodedata
from typing import NamedTuple

from bulletin.regex import regex

SEVERAL = regex(r"(?<=[局委会组厅部室院处府办社司心队站校所行署团])、")  # between the names of two bodies
LINE = 28
MOST = 26  # of a name on one line, which stands two characters from the edge
SEAL = 9  # the width that a seal of 42 mm takes: seven and a half, and more than one to the next


class Names(NamedTuple):
    """The names on one line, each with the width it is centred in, and what is left free at their right."""

    names: list[tuple[str, float]]
    space: float


class Signature(NamedTuple):
    """The lines of names, and what is left free at the right of the date below them."""

    rows: list[Names]
    space: float


def signature(issuer: str, date: str, *, sealed: bool) -> Signature:
    """Who signs and when; several bodies that issue a notice together stand in one `issuer`, parted by 、."""
    names = [(name, min(width(name), MOST)) for name in SEVERAL.split(issuer)]
    return (_sealed if sealed else _unsealed)(names, width(date))


def _unsealed(names: list[tuple[str, float]], date: float) -> Signature:
    """7.3.5.2: two characters after the name, and the date begins two after the name's beginning; a date that is longer
    takes the two. Several names stand one below the other and begin at one place."""
    widest = max(own for _, own in names)
    right, space = (2, widest - date) if widest >= date else (4 + date - widest, 2)
    return Signature([Names([(name, own)], right + widest - own) for name, own in names], space)


def _sealed(names: list[tuple[str, float]], date: float) -> Signature:
    """7.3.5.1: four after the date, the name centred above it. Several names stand beside one another, each with the
    room of a seal, as many on a line as there is room for, the last above the date."""
    if len(names) > 1:
        names = [(name, max(own + 1, SEAL)) for name, own in names]
    own = names[-1][1]
    right, space = (4 + (date - own) / 2, 4.0) if own <= date + 8 else (0.0, (own - date) / 2)
    rows: list[list[tuple[str, float]]] = [[]]
    for each in reversed(names):
        if rows[0] and sum(one for _, one in rows[0]) + each[1] + right > LINE:
            rows.insert(0, [])
        rows[0].insert(0, each)
    return Signature([Names(row, right) for row in rows], space)


def width(text: str) -> float:
    """The width of a text in characters, a Latin letter or digit being half of one."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)

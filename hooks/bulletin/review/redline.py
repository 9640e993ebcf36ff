"""Two versions of a prose, sentence by sentence: what was changed, moved, added, taken out, to the character.

Sentences are compared as they read, not as they stand on lines: a paragraph that was only broken anew has not changed.
A sentence that stands elsewhere in the same words has moved; one that is much the same has changed, and its marks go by
characters, since Chinese has no blanks between its words. Numbers and Latin words are marked whole.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from bulletin.editing.lines import CODE, joins
from bulletin.passages import FENCE
from bulletin.prose import JOIN
from bulletin.regex import regex
from bulletin.sentences import ends

ALIKE = 0.5  # of the characters of two sentences that stand in the same place, to be one sentence that was changed
ELSEWHERE = 0.75  # the same of two that stand apart
SHORT = 8  # characters: what is shorter may be alike by chance
MOST = 200  # sentences on a side that are compared with those of the other
NEAR = 30  # sentences to either side of its own place among which the like of one is looked for
MANY = (
    2000  # sentences, or words of one: among so many, what stands there again and again is no place to begin to compare
)
TOKEN = regex(r"\d[\d,.]*\d%?|\d%?|[A-Za-z]+|\s+|.", re.DOTALL)


class Sentence(NamedTuple):
    """A sentence, a heading or a line of a table, with its line in the file, the heading that it stands under, and its column."""

    text: str
    line: int
    section: str
    column: int = 1


class Mark(NamedTuple):
    """A piece of a sentence: `same`, `del` or `ins`."""

    kind: str
    text: str


class Edit(NamedTuple):
    """What became of a sentence: `changed`, `moved`, `added` or `removed`; one that moved may have changed as well."""

    kind: str
    before: Sentence | None
    after: Sentence | None
    marks: tuple[Mark, ...]

    @property
    def here(self) -> Sentence:
        """Where to look for it: in the newer version, if it is there."""
        found = self.after or self.before
        assert found
        return found


def read(body: str, first: int) -> list[Sentence]:
    """The sentences of a prose whose first line has this number in its file."""
    found: list[Sentence] = []
    section = ""
    for line, block in _blocks(body, first):
        heading = block.startswith("#")
        section = block.strip("# \t") if heading else section
        cut = [(0, 1, block.strip())] if heading else _cut(block)
        found += [Sentence(text, line + row, section, column) for row, column, text in cut]
    return found


def redline(before: list[Sentence], after: list[Sentence]) -> list[Edit]:
    """Every sentence that is not as it was, in the order of the newer version, what was taken out in its old place."""
    gone, new, edits = [], [], []
    for a, b, c, d in _differing([one.text for one in before], [one.text for one in after]):
        left, right = before[a:b], after[c:d]
        pairs = _alike(left, right)
        edits += [(c + right.index(two), _changed(one, two)) for one, two in pairs]
        paired = {id(one) for pair in pairs for one in pair}
        gone += [(c, one) for one in left if id(one) not in paired]
        new += [(c + place, two) for place, two in enumerate(right) if id(two) not in paired]
    edits += _moved(gone, new)
    edits += [(place, Edit("removed", one, None, (Mark("del", one.text),))) for place, one in gone]
    edits += [(place, Edit("added", None, two, (Mark("ins", two.text),))) for place, two in new]
    order = {"removed": 0, "changed": 1, "moved": 1, "added": 2}
    return [edit for _, edit in sorted(edits, key=lambda pair: (pair[0], order[pair[1].kind]))]


def _differing(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """From where to where the one differs from the other: those of a long prose are looked for between its landmarks."""
    ends_ = len(before), len(after)
    a = c = 0
    for b, d in [*(_landmarks(before, after) if max(ends_) > MANY else ()), ends_]:
        matcher = SequenceMatcher(None, before[a:b], after[c:d], autojunk=max(b - a, d - c) > MANY)
        for kind, first, last, one, two in matcher.get_opcodes():
            if kind != "equal":
                yield a + first, a + last, c + one, c + two
        a, c = b + 1, d + 1


def _landmarks(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    """The sentences that each side has once, as many as stand in the same order (patience sorting): in time n log n."""
    once = Counter(before), Counter(after)
    there = {text: place for place, text in enumerate(after) if once[1][text] == 1}
    shared = [(place, there[text]) for place, text in enumerate(before) if once[0][text] == 1 and text in there]
    tops: list[int] = []
    lasts: list[int] = []  # of each pile, the pair on its top
    behind: list[int] = []
    for number, (_, place) in enumerate(shared):
        pile = bisect_left(tops, place)
        behind.append(lasts[pile - 1] if pile else -1)
        tops[pile : pile + 1], lasts[pile : pile + 1] = [place], [number]
    found: list[tuple[int, int]] = []
    number = lasts[-1] if lasts else -1
    while number >= 0:
        found.append(shared[number])
        number = behind[number]
    return found[::-1]


def marks(before: str, after: str) -> tuple[Mark, ...]:
    """The newer text with what was taken out and put in; a single character between two changes goes with them."""
    one, two = TOKEN.findall(before), TOKEN.findall(after)
    found: list[list[str]] = []  # kind, taken out, put in
    for kind, a, b, c, d in SequenceMatcher(None, one, two, autojunk=len(two) > MANY).get_opcodes():
        out, put = "".join(one[a:b]), "".join(two[c:d])
        if kind == "equal" and not (len(out) < 2 and found and b < len(one) and d < len(two)):
            found.append(["same", out, out])
        elif found and found[-1][0] == "edit":
            found[-1][1:] = [found[-1][1] + out, found[-1][2] + put]
        else:
            found.append(["edit", out, put])
    pairs = [((kind, out),) if kind == "same" else (("del", out), ("ins", put)) for kind, out, put in found]
    return tuple(Mark(*each) for pair in pairs for each in pair if each[1])


def _blocks(body: str, first: int) -> Iterator[tuple[int, str]]:
    """Headings and paragraphs with the number of their first line; in code, every line by itself."""
    held: list[str] = []
    fenced = False
    for number, line in enumerate([*body.split("\n"), ""], first):
        fence = bool(FENCE.match(line))
        alone = fenced or fence or line.startswith("#") or (CODE.match(line) and not held)
        if held and (alone or not line.strip()):
            yield number - len(held), "\n".join(held)
            held = []
        if line.strip():
            if alone:
                yield number, line
            else:
                held.append(line)
        fenced = fenced != fence


def _cut(block: str) -> Iterator[tuple[int, int, str]]:
    """The sentences of a paragraph, each with the line that it begins on, from 0, and the column there."""
    cuts = set(ends(block))
    at = 0
    for above, following in pairwise(block.split("\n")):
        at += len(above) + 1
        if not joins(above.strip(" \t"), following.strip(" \t")):
            cuts.add(at)
    row = line = passed = 0  # the line that was reached, where it begins, and where in it
    for start, end in pairwise([0, *sorted(cuts), len(block)]):
        if text := JOIN.sub("", block[start:end]).strip():
            begin = end - len(block[start:end].lstrip())
            row, line = row + block.count("\n", passed, begin), block.rfind("\n", passed, begin) + 1 or line
            passed = begin
            yield row, begin - line + 1, text


def _alike(left: list[Sentence], right: list[Sentence]) -> list[tuple[Sentence, Sentence]]:
    """Pairs of sentences in the same order that are much the same: as much of the text as can be paired without crossing."""
    if not left or not right or len(left) * len(right) > MOST * MOST:
        return []
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    far = NEAR * max(len(left), len(right))
    worth = [[0.0] * len(right) for _ in left]
    for a, b in product(range(len(left)), range(len(right))):
        if abs(a * len(right) - b * len(left)) <= far:
            worth[a][b] = _worth(left[a].text, right[b].text)
    for a in range(len(left) - 1, -1, -1):
        for b in range(len(right) - 1, -1, -1):
            taken = worth[a][b] + best[a + 1][b + 1] if worth[a][b] else 0.0
            best[a][b] = max(best[a + 1][b], best[a][b + 1], taken)
    found, a, b = [], 0, 0
    while a < len(left) and b < len(right):
        if worth[a][b] and best[a][b] == worth[a][b] + best[a + 1][b + 1]:
            found.append((left[a], right[b]))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return found


def _worth(one: str, two: str) -> float:
    ratio = _ratio(one, two, ALIKE)
    return ratio * (len(one) + len(two)) if ratio >= ALIKE and one.startswith("#") == two.startswith("#") else 0.0


@lru_cache(100_000)
def _ratio(one: str, two: str, least: float) -> float:
    matcher = _against(two)
    matcher.set_seq1(one)
    quick = matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least
    return matcher.ratio() if quick else 0.0


@lru_cache(MOST)
def _against(text: str) -> SequenceMatcher[str]:
    """What is looked up of a sentence to compare others with it, once for all of them."""
    return SequenceMatcher(None, "", text, autojunk=len(text) > MANY)


def _changed(one: Sentence, two: Sentence, kind: str = "changed") -> Edit:
    return Edit(kind, one, two, marks(one.text, two.text))


def _moved(gone: list[tuple[int, Sentence]], new: list[tuple[int, Sentence]]) -> list[tuple[int, Edit]]:
    """What was taken out in one place and put in at another, taken off both lists: first the same words, then the like."""
    found = []
    waiting: dict[str, deque[tuple[int, Sentence]]] = defaultdict(deque)
    for each in gone:
        waiting[each[1].text].append(each)
    taken: set[int] = set()
    for each in new:
        if waiting[each[1].text]:
            other = waiting[each[1].text].popleft()
            taken |= {id(other), id(each)}
            found.append((each[0], _changed(other[1], each[1], "moved")))
    gone[:], new[:] = ([one for one in side if id(one) not in taken] for side in (gone, new))
    for each in list(new) if len(gone) * len(new) <= MOST * MOST else []:
        ratios = [(_ratio(other[1].text, each[1].text, ELSEWHERE), other) for other in gone]
        ratio, other = max(ratios, key=lambda pair: pair[0], default=(0.0, each))
        if ratio >= ELSEWHERE and len(each[1].text) >= SHORT:
            gone.remove(other)
            new.remove(each)
            found.append((each[0], _changed(other[1], each[1], "moved")))
    return found

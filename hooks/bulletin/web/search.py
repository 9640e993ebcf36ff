"""The search index: which pairs of characters stand in which bulletins, as scripts that a browser loads when asked.

Chinese has no blanks between words, and a dictionary would not know the words that matter here. With pairs, any two
characters that stand together are found, inside whatever longer word (隐患 in 安全隐患排查). A question loads the
parts for its own characters, and of the texts only those it shows. Scripts, because file:// lets a page load nothing else.
"""

import hashlib
import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from bulletin import phrases
from bulletin.addresses import issue_address, quoted
from bulletin.model import Bulletin
from bulletin.opendata import Published
from bulletin.prose import prose
from bulletin.site import Site

FOLDER = "search-index"
ENTRIES = 15_000  # pairs with their bulletins in one part: some 30 KB to load
MOST_PARTS = 512
END = "$"
NAME = 8  # digits of the name of a text
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Section(NamedTuple):
    """A piece of a bulletin that has a place to link to."""

    address: str
    title: str
    text: str


class Findable(NamedTuple):
    """What the index holds of a bulletin: the name of its text, and its pairs of characters one after the other."""

    name: str
    pairs: str
    sample: bool


def findable(one: Bulletin, site: Site) -> tuple[Findable, Published]:
    """A bulletin for the index, and the file with its text. The name is that of its address, whatever stands beside it."""
    sections = list(_sections(one, site))
    name = hashlib.sha256(one.address.encode()).hexdigest()[:NAME]
    pairs = sorted({"".join(pair) for section in sections for words in section[1:] for pair in _pairs(words)})
    return Findable(name, "".join(pairs), one.sample), _file(f"t{name}", _text(one, sections))


def index(found: Iterable[Findable]) -> Iterator[Published]:
    """The files of the search beside the texts: `index`, and the parts `s0`, `s1` …; samples come after all that is real."""
    ordered = sorted(found, key=lambda one: one.sample)
    pairs: dict[str, list[int]] = {}
    for number, one in enumerate(ordered):
        for at in range(0, len(one.pairs), 2):
            pairs.setdefault(one.pairs[at : at + 2], []).append(number)
    parts = min(MOST_PARTS, 1 + sum(map(len, pairs.values())) // ENTRIES)
    yield _file("index", {"count": len(ordered), "shards": parts, "texts": "".join(one.name for one in ordered)})
    steps = [_base36(number) for number in range(len(ordered))]
    lines: dict[int, list[str]] = {part: [] for part in range(parts)}
    for first, alike in groupby(sorted(pairs), lambda pair: pair[0]):
        followers: dict[str, str] = {}  # what follows the first character, by the bulletins in which it does
        for pair in alike:
            told = _deltas(pairs[pair], steps)
            followers[told] = followers.get(told, "") + pair[1]
        lines[ord(first) % parts].append(first + "\t".join(f"{after} {told}" for told, after in followers.items()))
    for part, each in lines.items():
        yield _file(f"s{part}", "\n".join(each))


def bare(text: str) -> str:
    """Letters and digits alone, in one width and case: what is compared."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(character for character in plain if unicodedata.category(character)[0] in "LN")


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    letters = bare(text)
    yield from pairwise(letters)
    if letters:
        yield letters[-1], END  # so that a single character is found at the end as well


def _sections(one: Bulletin, site: Site) -> Iterator[Section]:
    """The head, the entries of the register with the text below their headings, and the rest of the text."""
    page = f"{one.address}.html"
    head = [one.issuer, one.number, one.index, one.inspection.by if one.inspection else "", phrases.day(one.date)]
    pieces = list(_pieces(prose(one)))
    texts = {piece.address: piece.text for piece in pieces if piece.address}
    yield Section(page, one.title or one.id, " ".join(filter(None, head)))
    for issue in one.issues:
        status = site.label(issue.status) if issue.status else ""
        said = " ".join(filter(None, [texts.get(issue.id), *issue.measures, issue.theme, issue.owner, status]))
        yield Section(f"{issue_address(one, issue)}.html", f"{issue.id} {issue.title}", said)
    if one.corrections:
        yield Section(f"{page}#corrections", "更正说明", " ".join(phrases.corrections(one)))
    for piece in pieces:
        if not piece.address:
            yield Section(f"{page}#text", piece.title or "通报全文", piece.text)


def _pieces(text: str) -> Iterator[Section]:
    """The prose between headings, each piece with its heading and the id of the issue that it names."""
    for piece in re.split(r"(?=<h[1-6][ >])", text):
        head = re.match(r'<h\d(?:[^>]*\bid="issue-([^"]*)")?[^>]*>(.*?)</h\d>', piece, re.DOTALL)
        found = Section(html.unescape(head[1] or ""), _words(head[2]), "") if head else Section("", "", "")
        words = _words(piece[head.end() :] if head else piece)
        if words or found.title:
            yield found._replace(text=words)


def _words(piece: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", piece))).strip()


def _text(one: Bulletin, sections: Iterable[Section]) -> dict[str, object]:
    about = " · ".join(filter(None, [one.mark, one.issuer, phrases.day(one.date)]))
    return {
        "address": quoted(f"{one.address}.html"),
        "title": one.title or one.id,
        "about": about,
        "sections": [[quoted(section.address).replace("%23", "#"), *section[1:]] for section in sections],
    }


def _deltas(numbers: Sequence[int], steps: Sequence[str]) -> str:
    return ".".join([steps[numbers[0]], *[steps[after - before] for before, after in pairwise(numbers)]])


def _base36(number: int) -> str:
    rest, last = divmod(number, 36)
    return (_base36(rest) if rest else "") + DIGITS[last]


def _file(name: str, value: object) -> Published:
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for separator in "\u2028\u2029":  # the end of a line to older browsers
        written = written.replace(separator, f"\\u{ord(separator):x}")
    return Published(f"{FOLDER}/{name}.js", f'bulletinSearch("{name}",{written})\n'.encode())

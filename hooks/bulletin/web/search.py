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
from functools import lru_cache, partial
from itertools import groupby
from operator import add
from pathlib import Path
from typing import NamedTuple

from bulletin import phrases
from bulletin.addresses import issue_address, quoted
from bulletin.kept import Kept
from bulletin.model import Bulletin
from bulletin.opendata import Late, Published
from bulletin.prose import prose
from bulletin.regex import regex
from bulletin.site import Site

FOLDER = "search-index"
BLOCK = 64  # bulletins that are indexed together, a digit each
MOST_PARTS = 512
SOME = (
    64  # parts that are put together at a time: what all blocks have of all of them would be a large part of the memory
)
END = "$"
NAME = 8  # digits of the name of a text
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
MANY = "="  # before the bits of a block
CUT = b"\0"  # between the parts of a block
MARKS = regex(r"[\W_]+")  # what is no letter and no digit (Unicode: neither L nor N)


class Section(NamedTuple):
    """A piece of a bulletin that has a place to link to."""

    address: str
    title: str
    text: str


class Findable(NamedTuple):
    """What the index takes of a bulletin: its address, and the file of its pairs with the digest of that."""

    address: str
    digest: str
    file: Path


def findable(one: Bulletin, site: Site) -> tuple[str, Published]:
    """The pairs of characters in a bulletin, one after the other, and the file with its text."""
    sections = list(_sections(one, site))
    pairs = sorted({pair for section in sections for words in section[1:] for pair in _pairs(words)})
    return "".join(pairs), _file(f"t{_name(one.address)}", _text(one, sections))


def index(found: Sequence[Findable], kept: Kept) -> Iterator[Late]:
    """The files of the search beside the texts: `index`, and the parts `s0`, `s1` …; who is found last is shown first.

    Each block of bulletins, and each part out of all blocks, is kept: after an edit few of either are made again.
    """
    parts = min(MOST_PARTS, 1 << max(0, (len(found) - 1).bit_length() - 3))
    told = {
        "count": len(found),
        "shards": parts,
        "wide": _wide(-(-len(found) // BLOCK)),
        "texts": "".join(_name(one.address) for one in found),
    }
    yield Late(f"{FOLDER}/index.js", lambda: _file("index", told).content)

    @lru_cache(maxsize=1)
    def blocks(some: int) -> list[list[bytes]]:
        starts = range(0, len(found), BLOCK)
        return [_kept_block(found[at : at + BLOCK], parts, kept)[some : some + SOME] for at in starts]

    def made(part: int) -> bytes:
        cut = [block[part % SOME] for block in blocks(part - part % SOME)]
        name = kept.name("part", str(part).encode(), *cut)
        return kept.get(name) or kept.put(name, _file(f"s{part}", _merged(cut)).content)

    yield from (Late(f"{FOLDER}/s{part}.js", partial(made, part)) for part in range(parts))


def _kept_block(block: Sequence[Findable], parts: int, kept: Kept) -> list[bytes]:
    name = kept.name("block", str(parts).encode(), *(one.digest.encode() for one in block))
    there = kept.get(name)
    whole = there if there is not None and there.count(CUT) == parts - 1 else kept.put(name, _block(block, parts))
    return whole.split(CUT)


def _block(block: Sequence[Findable], parts: int) -> bytes:
    """The pairs that stand in some bulletins, by parts: a line for each, with those in which it stands."""
    stands: dict[str, str] = {}
    for digit, one in zip(DIGITS, block, strict=False):
        pairs = one.file.read_text(encoding="utf-8")
        for at in range(0, len(pairs), 2):
            pair = pairs[at : at + 2]
            stands[pair] = stands.get(pair, "") + digit
    lines: list[list[str]] = [[] for _ in range(parts)]
    for pair in sorted(stands):
        lines[ord(pair[0]) % parts].append(pair + _told(stands[pair]))
    return CUT.join("\n".join(each).encode() for each in lines)


def _told(digits: str) -> str:
    """Which bulletins of a block: a few by their digits, many as a bit for each, six to a digit."""
    if len(digits) <= BLOCK // 6:
        return digits
    bits = sum(1 << DIGITS.index(digit) for digit in digits)
    return MANY + "".join(DIGITS[bits >> at & 63] for at in range(0, BLOCK, 6))


def _merged(blocks: Sequence[bytes]) -> str:
    """One part: a line for each first character, with what follows it by the bulletins in which it does.

    Of a few in a block each has a number of its own, so that nothing need stand between them; then come whole blocks.
    """
    few: dict[str, str] = {}
    many: dict[str, str] = {}
    for number, block in enumerate(blocks):
        name = _digits(number, _wide(len(blocks)))
        for line in filter(None, block.decode("utf-8", "replace").split("\n")):
            pair, told = line[:2], line[2:]
            if told.startswith(MANY):
                many[pair] = many.get(pair, "") + MANY + name + told[1:]
            else:
                few[pair] = few.get(pair, "") + "".join(name + digit for digit in told)
    where = {pair: few.get(pair, "") + many.get(pair, "") for pair in sorted({*few, *many})}
    return "\n".join(first + _line(where, alike) for first, alike in groupby(where, lambda pair: pair[0]))


def _line(where: dict[str, str], alike: Iterable[str]) -> str:
    """What follows a character, together where it does so in the same bulletins; what could be a number is set apart."""
    followers: dict[tuple[bool, str], str] = {}
    for pair in alike:
        kind = (pair[1].isascii(), where[pair])
        followers[kind] = followers.get(kind, "") + pair[1]
    return "".join(f"\t{after} {told}" if apart else after + told for (apart, told), after in followers.items())


def _wide(blocks: int) -> int:
    """How many digits the number of a block has."""
    return 1 if blocks <= BLOCK else 1 + _wide(-(-blocks // BLOCK))


def _digits(number: int, wide: int) -> str:
    return (_digits(number // BLOCK, wide - 1) if wide > 1 else "") + DIGITS[number % BLOCK]


def _name(address: str) -> str:
    """The name of a text is that of its address, whatever stands beside it."""
    return hashlib.sha256(address.encode()).hexdigest()[:NAME]


def bare(text: str) -> str:
    """Letters and digits alone, in one width and case: what is compared."""
    return MARKS.sub("", unicodedata.normalize("NFKC", text).lower())


def _pairs(text: str) -> Iterator[str]:
    letters = bare(text)
    return map(add, letters, letters[1:] + END)  # so that a single character is found at the end as well


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


def _file(name: str, value: object) -> Published:
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for separator in "\u2028\u2029":  # the end of a line to older browsers
        written = written.replace(separator, f"\\u{ord(separator):x}")
    return Published(f"{FOLDER}/{name}.js", f'bulletinSearch("{name}",{written})\n'.encode())

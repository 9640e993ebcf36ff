"""The search: its index, and thirty words out of the middle of titles and sentences, found in a browser over file://."""

import gzip
import hashlib
import json
import random
import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bulletin.kept import Kept
from bulletin.load import load
from bulletin.model import Bulletin
from bulletin.opendata import Published
from bulletin.site import Site
from bulletin.web import search

pytestmark = pytest.mark.shipped
ROOT = Path(__file__).parents[1]
SHOWN = [one.bulletin for one in load(ROOT / "bulletins") if one.bulletin and one.bulletin.state != "draft"]
CHINESE = re.compile(r"[\u4e00-\u9fff]{8,}")


def drawn() -> list[tuple[str, str]]:
    """Thirty words of two to four characters with the title of a bulletin that has them: half of titles, half of the text."""
    chance = random.Random(20231117)  # noqa: S311 - the same words every time
    words = []
    for number in range(30) if SHOWN else ():
        one = chance.choice(SHOWN)
        texts = [one.title, *(issue.title for issue in one.issues)] if number % 2 else CHINESE.findall(one.body)
        text = chance.choice([found for text in texts for found in CHINESE.findall(text)] or [one.title])
        length = chance.choice([2, 3, 4])
        start = chance.randrange(1, len(text) - length)
        words.append((text[start : start + length], one.title))
    return words


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    return browser.new_page()


@pytest.mark.parametrize(("word", "title"), drawn())
def test_word_is_found(page: Page, built: Path, word: str, title: str) -> None:
    """The bulletin is listed, with the word marked where it stands."""
    page.goto(f"{built.as_uri()}/search.html?q={word}")
    hit = page.locator(".found > li").filter(has=page.get_by_role("link", name=title, exact=True)).first

    expect(hit).to_be_visible()
    marked = hit.locator("mark")
    assert word in hit.inner_text() or word in re.sub(r"\W", "", marked.first.inner_text())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("隐患", re.compile("“隐患”：[1-9]份通报")),
        ("“事前预防”夯基工程", re.compile("：1份通报")),
        ("事前预防夯基", re.compile("：1份通报")),
        ("汛 泵站", re.compile("：2份通报")),
        ("１２３４５热线", re.compile("：1份通报")),
        ("麒麟臂", "没有找到“麒麟臂”。可以换短一些的词，如两个字。"),
        ("<b>", "没有找到“<b>”。可以换短一些的词，如两个字。"),
    ],
)
def test_question_is_answered(page: Page, built: Path, asked: str, said: str | re.Pattern[str]) -> None:
    """With and without punctuation, several words, full width, one character, and what is nowhere."""
    page.goto(f"{built.as_uri()}/search.html")
    page.get_by_label("要找的词").fill(asked)
    page.get_by_role("button", name="搜索").click()

    expect(page.get_by_role("status")).to_have_text(said)


def test_real_bulletins_come_first(page: Page, built: Path) -> None:
    """A sample never stands above what is real."""
    page.goto(f"{built.as_uri()}/search.html?q=整改")
    expect(page.locator(".found > li").nth(3)).to_be_visible()
    notes = page.locator(".found > li > .note").all_inner_texts()

    assert [note.startswith("样例") for note in notes] == sorted(note.startswith("样例") for note in notes)


def body(number: int) -> str:
    """Three thousand characters, drawn from as many as are in use and as unevenly as language does."""
    chance = random.Random(number)  # noqa: S311 - a test
    return (
        "".join(chr(0x4E00 + int(2500 * chance.random() ** 3)) for _ in range(500))
        + SHOWN[number % len(SHOWN)].body[:2500]
    )


def indexed(bulletins: list[Bulletin], root: Path) -> list[Published]:
    """The index of bulletins whose pairs lie below a folder."""
    found = []
    for one in bulletins:
        pairs = search.findable(one, Site())[0].encode()
        file = root / hashlib.sha256(pairs).hexdigest()
        file.write_bytes(pairs)
        found.append(search.Findable(one.address, file.name, file))
    return [Published(path, make()) for path, make in search.index(found, Kept(root))]


def test_index_is_small(tmp_path: Path) -> None:
    """At most 2 KB a bulletin, compressed, over all parts; a question loads one or two of them."""
    many = []
    for number in range(200):
        one = Bulletin(id=str(number), title=f"关于第{number}号整改情况的通报")
        one._path, one._body = f"bulletins/{number}.md", body(number)
        many.append(one)
    parts = {each.path: len(gzip.compress(each.content)) for each in indexed(many, tmp_path)}

    assert sum(parts.values()) < 2000 * len(many)
    assert max(parts.values()) < 100_000


@pytest.mark.parametrize("count", [1, 9, 70, 200, 4200])
def test_every_pair_tells_its_bulletins(count: int, tmp_path: Path) -> None:
    """Whether a few of a block have it or most, and in whichever block; what is kept says the same again."""
    many = [Bulletin(id=str(number), title=f"第{'甲' * (number % 9)}乙{number}号") for number in range(count)]
    for one in many:
        one._path = f"bulletins/{one.id}.md"
    first, again = indexed(many, tmp_path), indexed(many, tmp_path)
    told = json.loads(first[0].content.decode()[len('bulletinSearch("index",') : -2])
    stands: dict[str, set[int]] = {}
    for part in first[1:]:
        lines = json.loads(part.content.decode().partition(",")[2][:-2]).split("\n")
        for line in filter(None, lines):
            for chinese, plain, where in re.findall(r"(?:([^\0-\x7f]+)|\t(\S+) )([\w=-]+)", line[1:], re.ASCII):
                for after in chinese or plain:
                    assert line[0] + after not in stands
                    stands[line[0] + after] = numbers(where, told["wide"])

    assert first == again
    assert (told["count"], told["shards"], len(told["texts"])) == (count, len(first) - 1, 8 * count)
    for number, one in enumerate(many):
        letters = search.bare(one.title)
        assert {pair for pair, where in stands.items() if number in where} >= set(map("".join, pairwise(letters)))
    assert stands.get("甲甲", set()) == {number for number in range(count) if number % 9 > 1}


def numbers(where: str, wide: int) -> set[int]:
    """What the browser reads in a line of the index."""
    few, *many = where.split("=")
    found = {value(few[at : at + wide + 1]) for at in range(0, len(few), wide + 1)}
    for block in many:
        bits = [6 * at + bit for at, digit in enumerate(block[wide:]) for bit in range(6) if value(digit) >> bit & 1]
        found |= {search.BLOCK * value(block[:wide]) + bit for bit in bits}
    return found


def value(digits: str) -> int:
    found = 0
    for digit in digits:
        found = 64 * found + search.DIGITS.index(digit)
    return found


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    """An index is a script: whatever a bulletin says is a string in it and nothing else."""
    one = Bulletin(id="x", title='");alert(1)//</script>\u2028')
    one._path, one._body = "bulletins/x.md", "**`</script><script>alert(1)</script>`**\u2029"
    for each in [search.findable(one, Site())[1], *indexed([one], tmp_path)]:
        call = re.fullmatch(r'bulletinSearch\("(\w+)",(.*)\)\n', each.content.decode())

        assert call
        json.loads(call[2])
        assert not re.search("[\u2028\u2029]", call[2])

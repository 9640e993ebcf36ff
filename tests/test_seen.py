"""What a digest is of: a character that a reader sees, and nothing of how the lines are broken."""

import re
from pathlib import Path

import html5lib
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bulletin.digest import alike, canonical, digest, reviewed
from bulletin.load import parse
from bulletin.model import Bulletin
from bulletin.prose import prose
from bulletin.seen import seen, worded

ROOT = Path(__file__).parents[1]
SHIPPED = sorted(ROOT.glob("bulletins/*/*.md"))
thorough = settings(max_examples=200)


def bulletin(text: str) -> Bulletin:
    found = parse(text.encode(), "x.md").bulletin
    assert found
    return found


def bare(body: str) -> str:
    made = Bulletin()
    made._body = body
    return seen(prose(made))


def visible(body: str) -> str:
    """What a browser shows of a prose, without blanks: its words, where links lead, what pictures there are."""
    page = html5lib.parse(prose(bulletin(f"---\ntitle: 甲\n---\n{body}")), namespaceHTMLElements=False)
    told = [page.itertext(), *([each.get(name, "") for each in page.iter()] for name in ("href", "src", "alt"))]
    return re.sub(r"[ \n\t]", "", "\0".join("".join(part) for part in told))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("已整改\n13个。", "已整改13个。", True),
        ("甲。\n乙。", "甲。乙。", True),
        ("甲。\n\n乙。", "甲。乙。", False),
        ("甲，\n  乙。", "甲，乙。", True),
        ("one\ntwo", "one two", True),
        ("one\ntwo", "onetwo", False),
        ("甲 乙", "甲  乙", True),
        ("甲 乙", "甲乙", False),
        ("甲\u3000乙", "甲 乙", False),
        ("甲。  \n乙。", "甲。\n乙。", False),
        ("##一、甲##\n正文。", "## 一、甲\n\n正文。", True),
        ("## 一、甲", "### 一、甲", False),
        ("- 甲\n- 乙", "* 甲\n* 乙", True),
        ("- 甲\n- 乙", "1. 甲\n2. 乙", False),
        ("3. 甲", "4. 甲", False),
        ("**甲** 乙", "__甲__ 乙", True),
        ("**甲**乙", "甲乙", False),
        ("[甲](a.pdf)", "[甲](b.pdf)", False),
        ("[甲](a.pdf)", "[甲][1]\n\n[1]: a.pdf", True),
        ("![甲](a.png)", "![乙](a.png)", False),
        ("|甲|乙|\n|---|---|\n|1|2|", "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |", True),
        ("|甲|乙|\n|---|---|\n|1|2|", "|甲|乙|\n|---|--:|\n|1|2|", False),
        ("甲[^1]\n\n[^1]: 注。", "甲[^1]\n\n[^1]: 注！", False),
        ("甲<!-- 批注 -->", "甲", False),
        ("    甲  乙", "    甲 乙", False),
        ("甲&amp;乙", "甲&乙", True),
        ("”甲“", "“甲”", False),
        ("甲\u200b乙", "甲乙", False),
    ],
)
def test_what_counts(one: str, other: str, same: bool) -> None:
    """What a reader sees is something, a comment too since it is printed; how it is typed is nothing."""
    assert (bare(f"{one}\n") == bare(f"{other}\n")) is same


PARTS = [*'甲乙，。（）1.*_`[]()!|>-+#~=:\\"^ab &<', "。”", "[^1]", "](a。b)", "&lt;", "\u3000", "\u200b"]
BLANKS = [" ", "\n", "\n", "\n\n", "  \n", "    ", "\n[^1]: ", "- ", "1. ", "> ", "## ", "**", "```\n", "|---|\n"]
PROSE = st.lists(st.sampled_from(PARTS + BLANKS), min_size=1, max_size=20)


@thorough
@given(PROSE, st.data())
def test_any_change_that_shows(parts: list[str], data: st.DataObject) -> None:
    """Whatever the prose: if a part of it is another, and a browser shows that, the digest is another."""
    place = data.draw(st.integers(0, len(parts) - 1))
    other = [*parts[:place], data.draw(st.sampled_from(PARTS + BLANKS)), *parts[place + 1 :]]
    was, now = "".join(parts) + "\n", "".join(other) + "\n"
    assume(visible(was) != visible(now))

    assert bare(was) != bare(now)


@thorough
@given(st.sampled_from(SHIPPED), st.data())
def test_any_character_of_a_bulletin(file: Path, data: st.DataObject) -> None:
    """Every character that stands in the source, its front matter too, if it shows or is data: no comment, nor the day of release."""
    text = file.read_text(encoding="utf-8")
    marks = [place for place, char in enumerate(text) if re.match(r"[\u3400-\u9fff0-9，。；、]", char)]
    place = data.draw(st.sampled_from(marks))
    line = text[text.rfind("\n", 0, place) + 1 : place]
    assume(place > text.index("\n---\n", 4) or not re.search("#|^(published|state):", line))
    edited = text[:place] + ("改" if text[place] != "改" else "写") + text[place + 1 :]
    now = parse(edited.encode(), "x.md").bulletin

    assert now is None or reviewed(now) != reviewed(bulletin(text))


def test_what_a_page_adds_is_nothing() -> None:
    """Anchors of the register, classes of headings and the way back from a footnote are not content."""
    body = "## 一、台账不全\n\n甲[^1]。\n\n[^1]: 注。\n"
    made = bulletin(f'---\ntitle: 甲\nissues: [{{id: "1", title: 台账不全}}]\n---\n\n{body}')

    assert 'id="issue-1"' in prose(made)
    assert seen(prose(made)) == (
        '<h2>一、台账不全</h2><p>甲<sup><a href="#fn:1">1</a></sup>。</p><div><hr><ol><li><p>注。</p></li></ol></div>'
    )
    assert digest(made) == digest(bulletin(made.source.replace("甲[^1]。", "甲[^1]\n。")))


def test_alike_over_versions() -> None:
    """A Markdown that writes other elements for the same words made the same content; other words, links or data did not."""
    made = canonical(bulletin("---\ntitle: 甲\n---\n\n**甲**[乙](a.pdf)。\n")).decode()

    assert alike(made.encode(), made.encode())
    assert alike(made.encode(), made.replace("strong>", "b>").replace("</p>", "</p>\\n").encode())
    for was, now in (("甲</", "丙</"), ("a.pdf", "b.pdf"), ('"title":"甲"', '"title":"乙"')):
        assert was in made
        assert not alike(made.encode(), made.replace(was, now).encode())
    assert not alike(b"[]", b"{}")
    assert worded("<p>甲 <b>乙</b></p>") == "甲乙"

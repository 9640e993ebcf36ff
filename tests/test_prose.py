"""The prose: headings by their printed numbers, no blanks inside Chinese, nothing run that an editor typed."""

import re
import time
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from bulletin import closing
from bulletin.footnotes import Footnotes
from bulletin.model import Bulletin
from bulletin.prose import level, prose, title_of

quick = settings(max_examples=150)


def html(body: str, *titles: str, **given) -> str:
    """The prose of a body, beside a register with these titles."""
    bulletin = Bulletin.model_validate(
        {"issues": [{"id": f"1.{number}", "title": title} for number, title in enumerate(titles, 1)]}
    )
    bulletin._body = body
    return prose(bulletin, **given)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("第一句。\n第二句。", "<p>第一句。第二句。</p>"),
        ("已整改\n13个", "<p>已整改13个</p>"),
        ("共20\n个", "<p>共20个</p>"),
        ("共20 \n\t个", "<p>共20个</p>"),
        ("one\ntwo", "<p>one\ntwo</p>"),
        ("one 二", "<p>one 二</p>"),
        ("甲**乙**\n丙", "<p>甲<strong>乙</strong>丙</p>"),
        ("甲\n**乙**", "<p>甲<strong>乙</strong></p>"),
        ("**13**\n个", "<p><strong>13</strong>个</p>"),
        ("**甲\n乙**", "<p><strong>甲乙</strong></p>"),
        ("𬬭\n𬬭", "<p>𬬭𬬭</p>"),
        ("“甲”\n——乙……\n丙", "<p>“甲”——乙……丙</p>"),
        ("`甲\n乙`", "<p><code>甲\n乙</code></p>"),
        ("    甲\n    乙", "<pre><code>甲\n乙\n</code></pre>"),
        ("- 甲\n  乙", "<ul>\n<li>甲乙</li>\n</ul>"),
        ("甲  \n乙", "<p>甲<br />乙</p>"),
        ("", ""),
        ("\n \n", ""),
    ],
)
def test_line_breaks(body, expected):
    """A line break beside a Chinese character prints as nothing; between Latin words, and in code, it stays."""
    assert re.sub(r"<br />\n?", "<br />", html(body)) == expected


@pytest.mark.parametrize(
    ("heading", "name", "title"),
    [
        ("一、主要问题", "l1", "主要问题"),
        ("十一、其他", "l1", "其他"),
        ("（一）落实不力", "l2", "落实不力"),
        ("(二)落实不力。", "l2", "落实不力"),
        ("1.巡查记录不全", "l3", "巡查记录不全"),
        ("12．巡查 记录不全", "l3", "巡查记录不全"),
        ("（1）巡查记录不全", "l4", "巡查记录不全"),
        ("（一）1.巡查", "l2", "巡查"),
        ("附件", "", "附件"),
        ("2024年工作", "", "2024年工作"),
        ("", "", ""),
    ],
)
def test_numbers_of_headings(heading, name, title):
    """The printed number tells the level; without it and its blanks, the title is what a register says."""
    assert level(heading) == name
    assert title_of(heading) == title


def test_level_whatever_the_marks():
    """The number decides, not how many # an editor typed."""
    made = html("# （一）甲\n\n#### 一、乙\n\n## 说明\n")

    assert made == '<h1 class="l2">（一）甲</h1>\n<h4 class="l1">一、乙</h4>\n<h2>说明</h2>'


def test_headings_tied_to_the_register():
    """A heading that names an entry has its anchor; one that names none has none; an entry is tied once."""
    made = html("### 1.巡查 记录不全。\n\n### 2.台账\n\n### 3.巡查记录不全\n", "巡查记录不全", "没有提到的")

    assert re.findall(r'id="(.*?)"', made) == ["issue-1.1"]
    assert made.index("issue-1.1") < made.index("台账")


def test_two_entries_of_one_title():
    """Two headings of one title are the two entries of that title, in order."""
    made = html("### 1.制度不健全\n\n### 2.台账不全\n\n### 3.制度不健全\n", "制度不健全", "台账不全", "制度不健全")

    assert re.findall(r'id="(.*?)"', made) == ["issue-1.1", "issue-1.2", "issue-1.3"]


def test_beside_a_heading():
    """What is set beside a heading stands in it, after its words; nothing is set where nothing is given."""

    def mark(issue):
        if issue.title == "甲":
            return Element("b", {"title": "<x>"})
        return None

    made = html("### 甲\n\n### 乙\n", "甲", "乙", beside=mark)

    assert '甲<b title="&lt;x&gt;"' in made
    assert made.count("<b ") == 1


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "甲<img src=x onerror=alert(1)>乙",
        "<div>\n\n**甲**\n\n</div>",
        "<!-- 甲 -->",
        "<a href='javascript:alert(1)'>甲</a>",
        "### <b onclick=x>甲</b>",
        "- <iframe src=//example.cn>",
        "| <s>甲 | 乙 |\n|---|---|\n| <b>丙 | 丁 |",
        "</p><style>*{display:none}</style>",
        "甲[^1]\n\n[^1]: <script>x</script>",
    ],
)
def test_html_is_text(body):
    """Raw HTML is printed as the text that it is; no element that an editor typed comes out."""
    made = html(body)

    assert not re.search(r"<(script|img|iframe|style|s|b|a href=.javascript|!--)[ >]|<div>", made)
    assert "&lt;" in made


def test_markdown_that_is_meant():
    """Tables, footnotes, lists and links are the format's."""
    made = html("甲[^1]。\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n\n[^1]: 注。\n\n1. 一\n2. 二\n\n[丙](a.pdf)")

    for part in ("<table>", "footnote", "<ol>", '<a href="a.pdf">'):
        assert part in made


NOTES = ["甲[^1]", "[^2]", "[^1][^1]", "[^甲]", "**[^2]**", "`[^1]`", "> [^1]\n", "\n\n", "[^]", "[^1:2]"]
NOTED = ["\n\n[^1]: 一[^2]\n\n", "\n\n[^2]: 二\n    续[^1]\n\n", "[^甲]: 三\n[^]: 四\n", "\n\n[^1:2]: 五\n\n"]


@quick
@given(st.lists(st.sampled_from(NOTES + NOTED), max_size=14).map("".join))
def test_footnotes_come_out_as_markdown_makes_them(body):
    """What is done so that thousands of them are quick changes nothing."""
    theirs, ours = (
        Markdown(extensions=["tables", one, "sane_lists"]).convert(body) for one in ("footnotes", Footnotes())
    )

    assert ours == theirs


@quick
@given(st.text(st.sampled_from("甲乙13（）一、.#*_`[]()!|>-+<&;:\n\n \t\\~^"), max_size=120))
def test_any_body(body):
    """No body makes it raise, and what comes out is elements that close."""
    made = html(body, "甲", "乙")

    assert not [error for error in errors(made) if "unexpected-end-tag" in error or "expected-closing" in error]


def errors(fragment: str) -> list[str]:
    """What a browser would have to forgive."""
    parser = html5lib.HTMLParser()
    parser.parseFragment(fragment)
    return [name for _, name, _ in parser.errors]


OPENED = [
    "[",
    "]",
    "![",
    "](",
    ")",
    "`",
    "``",
    "```",
    "\\`",
    "\\",
    "甲",
    " ",
    "\n",
    "[a]",
    "[x](y)",
    "*",
    "[^1]",
    "\n\n[a]: b\n",
]


def test_a_title_without_an_end_takes_no_text_away():
    """Python-Markdown makes an address of all that follows."""
    body = '[甲](乙 "( 丙)。\n\n丁。'

    assert html(body) == '<p>[甲](乙 "( 丙)。</p>\n<p>丁。</p>'


@quick
@given(st.lists(st.sampled_from(OPENED), max_size=40).map("".join))
def test_brackets_and_code_are_closed_where_markdown_closes_them(body):
    """The same, to the byte."""
    ours, theirs = Markdown(), Markdown()
    closing.remembered(ours)

    assert ours.convert(body) == theirs.convert(body)


@pytest.mark.parametrize(
    "body",
    [
        "中" + " " * 200_000 + "文",
        "甲\n" * 5_000,
        "> " * 100 + "甲",
        "- " * 100 + "甲",
        *(unit * 20_000 for unit in ("[", "![", "[[a]", "[a][", "``a`", "`")),
        *(unit * 2_000 for unit in ("[a](b ", "![a](", "[a](b 'c", "[a](<")),
    ],
)
def test_odd_bodies_are_quick(body):
    """Blanks, lines and marks by the thousand are printed in time."""
    began = time.process_time()

    assert html(body)
    assert time.process_time() - began < 5

"""What is printed is read as XML, and is the same tree that an HTML parser makes of it; what would be another one is left to that."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import weasyprint
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.filing import markup
from bulletin.filing.notice import notice
from bulletin.filing.sheet import sheet
from bulletin.load import load
from bulletin.model import Bulletin
from bulletin.site import Site, read_site

ROOT = Path(__file__).parents[1]
SITE = read_site(ROOT / "mkdocs.yml")[0].model_copy(update={"url": "https://example.gov.cn/"})
SHIPPED = {one.bulletin.path: one.bulletin for one in load(ROOT / "bulletins") if one.bulletin}
OUTSIDE = ("html", "head", "body")  # blanks there are nothing
RICH = "".join(
    f"{part}\n\n"
    for part in (
        "## 一、情况[^1]",
        "见<b>这</b> &amp; **粗*斜*** `码` <https://example.gov.cn/> [甲 **乙**](a.md) ![图](a.png)  \n下一行",
        "1. 甲\n2. 乙\n    - 丙\n\n    段落",
        "> 引",
        "| 甲 | 乙 |\n|---|--:|\n| 1 | `2` |",
        "***",
        "[^1]: 注",
    )
)


def parts(element: Element, place: str = "") -> Iterator[tuple[object, ...]]:
    """All that a tree says, in its order."""
    place = f"{place}/{element.tag}"
    inside = [element.text or ""] + [child.tail or "" for child in element]
    yield place, dict(element.attrib), [text.strip() if element.tag in OUTSIDE else text for text in inside]
    for child in element:
        yield from parts(child, place)


def read(html: str) -> Element:
    return weasyprint.HTML(string=html).etree_element


def bulletin(body: str) -> Bulletin:
    made = Bulletin.model_validate({"title": "关于整改情况的通报", "issuer": "示例市水务局", "date": "2024-01-05"})
    made._path, made._body = "bulletins/x.md", body
    return made


def same(html: str) -> bool:
    tree = markup.tree(html)
    return tree is not None and list(parts(tree)) == list(parts(read(html)))


@pytest.mark.parametrize("path", SHIPPED)
def test_a_notice_and_its_sheet_are_the_same_tree(path: str) -> None:
    assert same(notice(SHIPPED[path], SITE))
    assert same(sheet(SHIPPED[path], SITE, [], None, ROOT).html)


def test_all_that_markdown_knows_is_the_same_tree() -> None:
    assert same(notice(bulletin(RICH), Site()))


@given(st.text(st.sampled_from("甲乙 \n\n\t*_`[]()<>&;#|-:!1.>\"'/=ab~^\\"), max_size=60))
@settings(max_examples=150, deadline=None)
def test_whatever_is_written_is_the_same_tree_or_none(text: str) -> None:
    html = notice(bulletin(text), Site())

    assert markup.tree(html) is None or same(html)


@pytest.mark.parametrize(
    "body",
    [
        *(
            "<p>甲<div>乙</div></p>",
            "<a>甲<b><a>乙</a></b></a>",
            "<h1>甲<h2>乙</h2></h1>",
            "<table><tr><td>甲</td></tr></table>",
        ),
        *("<pre>\n甲</pre>", "甲&nbsp;乙", "<p>甲<br>乙</p>", "<table><tbody>甲</tbody></table>"),
    ],
)
def test_what_html_reads_otherwise_is_left_to_it(body: str) -> None:
    assert markup.tree(f"<html><head></head><body>{body}</body></html>") is None

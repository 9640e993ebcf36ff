"""What archive.py mends, read from the finished PDF: the parts of PDF/A-3a and PDF/UA-1 that need no Java to see."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from bulletin.filing import printing
from bulletin.filing.paper import paper
from bulletin.load import parse
from bulletin.site import Site

ROOT = Path(__file__).parents[1]
SOURCE = """\
---
title: 关于专项巡察整改情况的通报
issuer: 示例市水务局党组
date: 2024-01-05
inspection: {kind: 巡察}
issues:
  - {id: "1", title: 台账更新不及时, theme: 责任落实, owner: 办公室}
  - {id: "2", title: 值守制度执行不严, theme: 责任落实, owner: 排水中心}
  - {id: "3", title: 井盖缺失, theme: 设施管护, owner: 排水中心}
contact: {phone: 0999-5550100}
---

### （一）先于一、的标题

## 一、标题

#### 跳了级的标题

- 甲
    - 乙

        段落

1. 丙[链接](https://example.cn)、[上一期](w.md#a)，脚注[^1]。

[^1]: 说明。
"""


@pytest.fixture(scope="module")
def notice() -> PdfReader:
    bulletin = parse(SOURCE.encode(), "bulletins/x.md").bulletin
    assert bulletin
    site = Site()
    site._address = "https://example.cn/zg/"
    printed = printing.render(paper(bulletin, site, ROOT))
    assert printed.complaints == ()
    return PdfReader(io.BytesIO(printed.pdf))


def elements(notice: PdfReader) -> list[Any]:
    """The structure elements in reading order."""
    return list(_below(notice.root_object["/StructTreeRoot"]["/K"][0].get_object()))


def _below(element: Any) -> Iterator[Any]:
    yield element
    for kid in element.get("/K", []):
        kid = kid.get_object()
        if isinstance(kid, dict) and kid.get("/Type") == "/StructElem":
            yield from _below(kid)


def kinds(element: Any) -> list[str]:
    kids = [kid.get_object() for kid in element.get("/K", [])]
    return [kid["/S"] for kid in kids if isinstance(kid, dict) and "/S" in kid]


def test_both_standards_are_claimed_in_plain_metadata(notice: PdfReader) -> None:
    metadata = notice.root_object["/Metadata"]
    xmp = metadata.get_data().decode()

    assert "/Filter" not in metadata
    assert re.search(r'pdfaid:part="3"', xmp)
    assert re.search(r'pdfaid:conformance="A"', xmp)
    assert re.search(r'pdfuaid:part="1"', xmp)
    assert "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in xmp


def test_each_enclosed_file_is_listed_once_by_its_name(notice: PdfReader) -> None:
    files = [(spec["/UF"], spec["/AFRelationship"]) for spec in notice.root_object["/AF"]]
    names = notice.root_object["/Names"]["/EmbeddedFiles"]["/Names"][::2]
    dates = {spec["/EF"]["/F"]["/Params"]["/ModDate"] for spec in notice.root_object["/AF"]}

    assert sorted(files) == [("x.json", "/Data"), ("x.md", "/Source")]
    assert names == ["x.json", "x.md"]
    assert dates == {"D:20240105000000Z"}


def test_headings_leave_no_level_out(notice: PdfReader) -> None:
    levels = [int(one["/S"][2]) for one in elements(notice) if re.fullmatch(r"/H\d", one["/S"])]

    assert levels == [1, 2, 2, 3, 2]


def test_an_item_of_a_list_has_labels_and_bodies_only(notice: PdfReader) -> None:
    items = [kinds(one) for one in elements(notice) if one["/S"] == "/LI"]

    assert items
    assert all(set(item) <= {"/Lbl", "/LBody"} for item in items)


def test_headers_say_what_they_head(notice: PdfReader) -> None:
    """Three columns, two themes: each cell names its column and its theme, and no theme of other rows."""
    heads = {one["/ID"]: one["/A"]["/Scope"] for one in elements(notice) if one["/S"] == "/TH"}
    rows = [[cell["/A"]["/Headers"] for cell in _cells(one)] for one in elements(notice) if one["/S"] == "/TR"]
    rows = [row for row in rows if row]
    tree = notice.root_object["/StructTreeRoot"]["/IDTree"]["/Names"]

    assert sorted(heads.values()) == ["/Column"] * 3 + ["/Row"] * 2
    assert tree[::2] == sorted(heads)
    assert [len(row) for row in rows] == [3, 3, 3]
    assert all(len(headers) == 2 for row in rows for headers in row)
    themes = [{headers[1] for headers in row} for row in rows]
    assert themes[0] == themes[1] != themes[2]
    assert [len(theme) for theme in themes] == [1, 1, 1]


def _cells(row: Any) -> list[Any]:
    return [cell.get_object() for cell in row["/K"] if cell.get_object()["/S"] == "/TD"]


def test_page_numbers_are_no_content(notice: PdfReader) -> None:
    """What is marked is owned by an element of the tree; the rest is marked as an artifact."""
    owners = notice.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"][1::2]
    known = {id(one) for one in elements(notice)}
    for page, owned in zip(notice.pages, owners, strict=False):
        marks = [operands for operands, operator in _operations(page) if operator == b"BDC"]
        numbers = [facts["/MCID"] for _, facts in marks if "/MCID" in facts]
        paginated = [tag for tag, facts in marks if facts.get("/Type") == "/Pagination"]
        assert paginated == ["/Artifact"]
        assert all(id(owned[number].get_object()) in known for number in numbers)


def _operations(page: Any) -> Any:
    return ContentStream(page.get_contents(), page.pdf).operations


def test_pictures_have_words_and_a_place_on_their_page(notice: PdfReader) -> None:
    """The QR code."""
    (square,) = [one for one in elements(notice) if one["/S"] == "/Figure"]
    left, bottom, right, top = map(float, square["/A"]["/BBox"])

    assert square["/Alt"] == "二维码：https://example.cn/zg/bulletins/x.html"
    assert right - left == pytest.approx(24 * 72 / 25.4, abs=0.5)
    assert 90 < bottom < top < 200  # at the foot of the page


def test_links_within_the_site_lead_to_the_published_page(notice: PdfReader) -> None:
    notes = [note.get_object() for page in notice.pages for note in page.get("/Annots", [])]
    targets = {note["/A"]["/URI"] for note in notes if "/A" in note}

    assert {"https://example.cn", "https://example.cn/zg/bulletins/w.html#a"} <= targets
    assert all(note["/Contents"] for note in notes)

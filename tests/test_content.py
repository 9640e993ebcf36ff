"""Nothing that runs, frames, posts or fetches comes out of a bulletin, whatever trick it is written with."""

import csv
import io
import json
import os
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest
import yaml
from openpyxl import load_workbook
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from bulletin.attached import amiss
from bulletin.filing.notice import notice
from bulletin.load import parse
from bulletin.prose import prose
from bulletin.site import Site

ROOT = Path(__file__).parents[1]
TRICKS = yaml.safe_load((ROOT / "tests/content/tricks.yml").read_text())
FRONT = "---\ntitle: 关于专项巡察整改情况的通报\nissuer: 示例市交通运输局\ndate: 2024-05-01\n---\n\n"
ALLOWED = {
    kind: set(names.replace("svg:", "{http://www.w3.org/2000/svg}").split())
    for kind, names in yaml.safe_load((ROOT / "tests/content/allowed.yml").read_text()).items()
}
FOLLOWED = re.compile(r"(?:https?:|mailto:|tel:|#|[^:]*$|[^:/]*/)", re.IGNORECASE)
ACTIONS = {  # of a PDF (ISO 32000-2, 12.6.4)
    *(
        "/GoTo",
        "/GoToR",
        "/GoToE",
        "/GoToDp",
        "/Launch",
        "/Thread",
        "/URI",
        "/Sound",
        "/Movie",
        "/Hide",
        "/Named",
        "/SubmitForm",
    ),
    *(
        "/ResetForm",
        "/ImportData",
        "/JavaScript",
        "/SetOCGState",
        "/Rendition",
        "/Trans",
        "/GoTo3DView",
        "/RichMediaExecute",
    ),
}
HOSTILE = [
    "</script><script>evil()</script>",
    "</title><img src=x onerror=evil()>",
    '" onmouseover="evil()',
    "=cmd|' /C evil'!A0",
    "+1+evil()",
    "-1+evil()",
    "@SUM(evil())",
    "]]><script>evil()</script>",
    "{{ evil }}{% evil %}",
]


def elements(html: str) -> list[ET.Element]:
    return [each for each in html5lib.parse(html, namespaceHTMLElements=False).iter() if isinstance(each.tag, str)]


def astray(html: str, place: str) -> list[str]:
    """What a page, or its prose, or a paper has that it may not have: elements, attributes, addresses, its own scripts."""
    wrong = []
    for each in elements(html):
        wrong += [each.tag] if each.tag not in ALLOWED[place] else []
        wrong += [name for name in each.attrib if name not in ALLOWED["attributes"] and not name.startswith("data-")]
        for name in ("href", "src", "action"):
            address = re.sub(r"[\x00-\x20]", "", each.get(name, ""))
            wrong += [address] if not FOLLOWED.match(address) else []
            wrong += [address] if name == "src" and re.match(r"\w+:|[/\\]{2}", address) else []
        if each.tag == "script" and each.get("type") != "application/ld+json" and not each.get("src"):
            wrong.append("a script of its own")
        if each.tag == "script" and each.get("type") == "application/ld+json":
            json.loads(each.text or "")
        if each.tag == "style" and "evil" in (each.text or ""):
            wrong.append("a style")
    return wrong


@pytest.mark.parametrize("trick", [pytest.param(trick, id=trick["name"]) for trick in TRICKS])
def test_no_trick_gets_in(trick, tmp_path, judge):
    """The prose is made of harmless elements and addresses alone, on the page and on paper; the rules name the trick."""
    (tmp_path / "bulletins").mkdir()
    text = f"{FRONT}{trick['body']}\n"
    (tmp_path / "bulletins/x.md").write_text(text)
    bulletin = parse(text.encode(), "bulletins/x.md").bulletin
    assert bulletin
    found = {finding.rule for finding in judge(tmp_path)} & {"RB801", "RB802", "RB811", "RB716"}

    assert astray(prose(bulletin), "prose") == []
    paper = notice(bulletin, Site()).replace(' style="', ' data-style="').replace('src="picture:', 'src="')
    assert astray(paper, "page") == []
    assert trick["found"] in found if trick["found"] else found == set()


@pytest.fixture(scope="module")
def site(tmp_path_factory, sown, blind) -> Path:
    """A site of one bulletin that tries everything, built as if no rule had found anything."""
    root = tmp_path_factory.mktemp("tricks")
    sown(root, settings="site_url: https://example.gov.cn/\n")
    issues = [
        {"id": str(at), "title": words, "status": "ongoing", "owner": words} for at, words in enumerate(HOSTILE, 1)
    ]
    front = {
        "title": f"通报{HOSTILE[0]}{HOSTILE[1]}",
        "issuer": f"示例局{HOSTILE[2]}",
        "date": "2024-05-01",
        "counts": {"total": "9", "completed": "0", "ongoing": "9"},
        "issues": issues,
        "contact": {"phone": HOSTILE[0], "address": HOSTILE[1]},
    }
    body = "\n\n".join(trick["body"] for trick in TRICKS if not re.search("a.png|%25", trick["body"]))  # no such files
    (root / "bulletins/2024/x.md").write_text(f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n\n{body}\n")
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(blind, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return root / "site"


def test_every_page_is_of_known_elements(site):
    """As a browser reads the finished pages: elements and attributes of the list, no address that runs, no script but ours."""
    wrong = {page.name: found for page in site.rglob("*.html") if (found := astray(page.read_text(), "page"))}

    assert wrong == {}
    assert "evil" in (site / "bulletins/2024/x.html").read_text()


def test_feeds_and_data_hold_text(site):
    """Feeds are XML in which everything is text; what was written is in the data as it was written."""
    for feed in site.rglob("*.xml"):
        assert not [each.tag for each in ET.parse(feed).iter() if re.search("script|img|html", each.tag)]  # noqa: S314
    rows = json.loads((site / "data/issues.json").read_text())["issues"]

    assert sorted(HOSTILE) == sorted(row["title"] for row in rows)


def objects(thing, met):
    """Every object of a PDF that leads from one of it, once."""
    if isinstance(thing, IndirectObject):
        if thing.idnum in met:
            return
        met.add(thing.idnum)
        thing = thing.get_object()
    if isinstance(thing, dict):
        yield thing
        for each in dict.values(thing):
            yield from objects(each, met)
    elif isinstance(thing, list):
        for each in list.__iter__(thing):
            yield from objects(each, met)


def test_no_notice_does_anything(site):
    """The PDF shows what was tried as words; its annotations are links that lead where a page may lead; nothing starts or runs."""
    raw = (site / "bulletins/2024/x.pdf").read_bytes()
    reader = PdfReader(io.BytesIO(raw))
    every = list(objects(reader.trailer, set()))
    actions = [each for each in every if "/S" in each and each["/S"] in ACTIONS]

    assert len(every) > 100
    keys = {key for each in every for key in each}
    assert not keys & {"/JS", "/JavaScript", "/OpenAction", "/AA", "/XFA"}
    assert not reader.get_fields()
    assert {each["/S"] for each in actions} <= {"/URI", "/GoTo"}
    assert [each["/URI"] for each in actions if "/URI" in each and not FOLLOWED.match(each["/URI"])] == []
    assert {
        each.get("/Subtype")
        for page in reader.pages
        for each in map(IndirectObject.get_object, page.get("/Annots", ()))
    } <= {"/Link"}
    assert {name.rpartition(".")[2] for name in reader.attachments} == {"md", "json"}
    assert "evil()" in "".join(page.extract_text() for page in reader.pages)
    assert amiss(site / "bulletins/2024/x.pdf", "x.pdf") is None


def test_feeds_for_programs_hold_text(site):
    """A JSON feed gives text, and no HTML at all; a calendar has no line but its own."""
    for feed in site.rglob("feed.json"):
        items = json.loads(feed.read_text())["items"]
        assert items
        assert not [item for item in items if "content_html" in item]
    for calendar in site.rglob("*.ics"):
        assert not re.search(r"^(?!BEGIN|END|[A-Z-]+[;:]| )", calendar.read_text().rstrip(), re.MULTILINE)


def test_no_cell_is_a_formula(site):
    """No cell of a CSV begins like a formula, and none of the workbook is one."""
    for table in site.rglob("*.csv"):
        for row in csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig"))):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    for sheet in load_workbook(site / "data/issues.xlsx"):
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b"}

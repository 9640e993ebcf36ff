"""The printed notice, measured from the finished PDF (GB/T 9704-2012)."""

import hashlib
import io
import os
import pickle
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader

from bulletin.filing import faces, justify, layout, printing
from bulletin.filing.layout import Run
from bulletin.filing.paper import paper
from bulletin.model import Bulletin
from bulletin.site import Faces, Site

ROOT = Path(__file__).parents[1]
MM = 72 / 25.4
SITE = Site()
SITE._address = "https://example.cn/zg/"
RARE = "镕喆堃玥珺昇祎翀䶮𬭚"
TEXT = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"  # 22 characters
CONTACT = {"phone": "2519889", "area": "0372", "address": "示例路1号", "postcode": "455000", "email": "a@example.cn"}
BODY = f"""## 一、黑体的标题

### （一）楷体的标题

#### 1.仿宋的标题

{TEXT * 40}

{(TEXT + RARE) * 10}

“引号”与**加重**、*强调*，G341国道——破折号……省略号，[链接](https://example.cn)。

- 列表

| 甲 | 乙 |
|---|---|
| 1 | 2 |

脚注[^1]。

[^1]: 说明。
"""


def bulletin(body: str = BODY, **fields: object) -> Bulletin:
    given = {"title": "关于专项巡察整改情况的通报", "issuer": "中共示例市水务局党组", "date": "2024-01-05"}
    made = Bulletin.model_validate(given | {"contact": CONTACT} | fields)
    made._path, made._body = "bulletins/x.md", body
    return made


def printed(made: Bulletin) -> printing.Print:
    return printing.render(paper(made, SITE, ROOT))


def runs(page: PageObject) -> list[Run]:
    return list(layout.runs(page))


@pytest.fixture(scope="module")
def plain() -> printing.Print:
    return printed(bulletin())


@pytest.fixture(scope="module")
def pages(plain: printing.Print) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(plain.pdf)).pages)


def fonts(reader: PdfReader) -> set[str]:
    return {
        font.get_object()["/BaseFont"].split("+")[1]
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }


def test_nothing_is_complained_of(plain: printing.Print) -> None:
    assert plain.complaints == ()


def test_the_faces_are_those_of_the_roles_and_no_others(plain: printing.Print) -> None:
    assert fonts(PdfReader(io.BytesIO(plain.pdf))) == {"fangsong", "kaiti", "heiti", "biaosong", "songti", "rare"}


def test_a_notice_is_small(plain: printing.Print) -> None:
    assert len(plain.pdf) < 1_000_000


def test_the_paper_is_a4(pages: list[PageObject]) -> None:
    for page in pages:
        assert (float(page.mediabox.width) / MM, float(page.mediabox.height) / MM) == pytest.approx((210, 297), abs=0.1)


def test_a_line_has_28_characters_from_edge_to_edge(pages: list[PageObject]) -> None:
    full = [run for run in runs(pages[0]) if run.glyphs == 28]

    assert len(full) > 10
    for run in full:
        assert run.x == pytest.approx(28 * MM, abs=0.1)
        assert run.x + run.width == pytest.approx((210 - 26) * MM, abs=1)


def test_a_page_has_22_lines_from_the_top_of_the_text_block() -> None:
    made = printed(bulletin(body=TEXT * 100))
    second = PdfReader(io.BytesIO(made.pdf)).pages[1]
    lines = sorted({round(run.y, 2) for run in runs(second) if run.face == "fangsong"})
    first = 37 * MM + (28.95 - 16) / 2 + 0.88 * 16  # the baseline of characters that stand in the middle of their line

    assert lines == pytest.approx([first + 28.95 * number for number in range(22)], abs=0.1)


def test_a_line_is_as_wide_as_the_text_block_whatever_is_in_it() -> None:
    made = printed(bulletin(body="甲乙“丙”丁，戊己庚辛壬。" * 30))
    lines: dict[float, list[Run]] = {}
    for run in runs(PdfReader(io.BytesIO(made.pdf)).pages[0]):
        if run.face == "fangsong":
            lines.setdefault(round(run.y), []).append(run)
    full = [line for line in lines.values() if sum(run.glyphs for run in line) > 25]

    assert len(full) > 5
    for line in full:
        assert line[-1].x + line[-1].width == pytest.approx((210 - 26) * MM, abs=1)


def test_headings_have_the_faces_of_their_levels(pages: list[PageObject]) -> None:
    faces_in_order = [run.face for run in sorted(runs(pages[0]), key=lambda run: (round(run.y), run.x))]

    assert faces_in_order[:5] == ["biaosong", "heiti", "kaiti", "fangsong", "fangsong"]
    sizes = {run.face: round(run.size, 2) for run in runs(pages[0])}
    assert sizes == {"biaosong": 22, "heiti": 16, "kaiti": 16, "fangsong": 16, "songti": 14}


def test_page_numbers_stand_outside_7_mm_below_the_text(pages: list[PageObject]) -> None:
    for number, page in enumerate(pages, 1):
        (run,) = (run for run in runs(page) if run.face == "songti" and round(run.size, 2) == 14)
        words = re.findall(r"— \d+ —", page.extract_text())
        assert words == [f"— {number} —"]
        rule = run.y - 0.3 * 14  # a 一字线 stands 0.3 em above the baseline
        assert rule == pytest.approx((297 - 35 + 7) * MM, abs=0.1)
        if number % 2:
            assert run.x > 150 * MM
        else:
            assert run.x == pytest.approx(28 * MM + 14, abs=0.5)


def test_a_rare_character_does_not_move_the_lines(pages: list[PageObject]) -> None:
    lines = sorted({round(run.y, 2) for page in pages[:1] for run in runs(page) if run.face in ("fangsong", "rare")})

    assert all(after - line == pytest.approx(28.95, abs=0.05) for line, after in pairwise(lines))


def test_no_punctuation_begins_a_line() -> None:
    made = printed(bulletin(body="".join(f"{TEXT[:length]}，“{TEXT[:3]}”。" for length in range(1, 22)) * 3))
    text = "".join(page.extract_text() + "\n" for page in PdfReader(io.BytesIO(made.pdf)).pages)

    assert not [line for line in text.split("\n") if line.strip()[:1] in set("，。、；：？！”）》〉】")]


def test_the_text_can_be_copied(pages: list[PageObject]) -> None:
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))

    assert TEXT in text
    assert RARE in text
    assert "联系电话：0372-2519889通信地址：示例路1号邮政编码：455000电子邮箱：a@example.cn" in text
    assert "中共示例市水务局党组2024年1月5日" in text


HEADED = f"## 一、标题\n\n### （一）标题\n\n#### 1.标题\n\n{TEXT * 3}\n\n"


@pytest.mark.parametrize("contact", [CONTACT, None])
@pytest.mark.parametrize("length", range(22))
def test_wherever_a_page_ends_nothing_is_left_alone(length: int, contact: dict[str, str] | None) -> None:
    """Notices each a line longer than the one before, over a whole page: no heading ends a page, the lines of later pages
    are on the grid, the contact is in one place, and above it or the signature there is text on the last page."""
    paragraphs = "\n\n".join([TEXT] * length)
    made = printed(bulletin(f"{HEADED}{paragraphs}\n\n{HEADED}{TEXT}", contact=contact))
    pages = PdfReader(io.BytesIO(made.pdf)).pages
    texts = [[line for line in page.extract_text().split("\n") if not re.fullmatch(r"— \d+ —", line)] for page in pages]
    first = 37 * MM + (28.95 - 16) / 2 + 0.88 * 16

    assert not [text[-1] for text in texts[:-1] if text[-1].endswith("标题")]
    for page in pages[1:]:
        rows = [(run.y - first) / 28.95 for run in runs(page) if round(run.size) == 16]
        assert rows == pytest.approx([round(row) for row in rows], abs=0.01)
        assert max(rows) < 21.5
    last = "".join(texts[-1])
    assert "2024年1月5日" in last
    assert TEXT[-5:] in last.partition("联系电话" if contact else "中共示例市水务局党组")[0]
    assert ("联系电话" in last, "电子邮箱" in last) == (bool(contact),) * 2


@pytest.mark.parametrize(
    ("fields", "mark"),
    [({"state": "draft"}, "征求意见稿"), ({"state": "withdrawn"}, "已撤回"), ({"sample": True}, "样例")],
)
def test_every_page_bears_the_mark(fields: dict[str, object], mark: str) -> None:
    issues = [{"id": f"{number}", "title": TEXT} for number in range(1, 60)]
    reader = PdfReader(io.BytesIO(printed(bulletin(issues=issues, **fields)).pdf))

    assert len(reader.pages) >= 3
    for page in reader.pages:
        assert page.extract_text().count(mark) >= 1


def test_what_is_in_force_bears_no_mark(pages: list[PageObject]) -> None:
    for page in pages:
        assert not re.search("样例|征求意见稿|已撤回", page.extract_text())


@pytest.mark.parametrize("length", [20, 100])
def test_a_long_register_repeats_its_head_and_splits_no_row(length: int) -> None:
    row = {"title": f"始{TEXT * 2}终", "owner": "安全监督科", "due": "2024-10-31"}
    issues = [row | {"id": f"{number}"} for number in range(1, length + 1)]
    reader = PdfReader(io.BytesIO(printed(bulletin(body="正文。", issues=issues, inspection={"kind": "巡察"})).pdf))
    texts = [page.extract_text() for page in reader.pages[1:]]

    assert len(texts) >= 2
    for text in texts:
        assert "责任单位" in text
        assert text.count("始") == text.count("终")
    assert sum(text.count("始") for text in texts) == length


def test_the_file_is_archival_tagged_and_says_what_it_is(plain: printing.Print) -> None:
    reader = PdfReader(io.BytesIO(plain.pdf))
    root = reader.trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()

    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert re.search(r'pdfaid:part(="|>)3', xmp)
    assert re.search(r'pdfaid:conformance(="|>)A', xmp)
    assert reader.metadata
    assert (reader.metadata.title, reader.metadata.author) == ("关于专项巡察整改情况的通报", "中共示例市水务局党组")
    assert str(reader.metadata["/CreationDate"]).startswith("D:20240105")
    assert [str(entry["/Title"]) for entry in flat(reader.outline)] == [
        "关于专项巡察整改情况的通报", "一、黑体的标题", "（一）楷体的标题", "1.仿宋的标题",
    ]  # fmt: skip


def flat(outline: list) -> list:
    return [entry for part in outline for entry in (flat(part) if isinstance(part, list) else [part])]


def test_the_same_source_gives_the_same_bytes_anywhere(plain: printing.Print, tmp_path: Path) -> None:
    again = printed(bulletin())
    program = (
        "import hashlib, pickle, sys; from bulletin.filing import printing;"
        "print(hashlib.sha256(printing.render(pickle.load(sys.stdin.buffer)).pdf).hexdigest())"
    )
    elsewhere = {
        **os.environ,
        "TZ": "Asia/Kathmandu",
        "LC_ALL": "C",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "7",
        "SOURCE_DATE_EPOCH": "0",
        "TMPDIR": str(tmp_path),
    }
    other = subprocess.run(
        [sys.executable, "-c", program], input=pickle.dumps(paper(bulletin(), SITE, ROOT)),
        capture_output=True, check=True, cwd=tmp_path, env=elsewhere,
    )  # fmt: skip

    assert again.pdf == plain.pdf
    assert other.stdout.decode().strip() == hashlib.sha256(plain.pdf).hexdigest()
    assert list(tmp_path.iterdir()) == []  # of the faces that were laid for Pango, 45 MB


def test_a_character_that_no_face_has_is_named() -> None:
    (flaw,) = printed(bulletin(body="笑😀脸")).complaints

    assert (flaw.rule, flaw.facts, flaw.shown) == ("RB902", {"char": "😀", "code": "U+1F600"}, "😀")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/a.png", "a.png", "data:image/png,a"])
def test_nothing_outside_is_fetched(address: str) -> None:
    """Prose keeps such an address from coming this far (RB801); the printer refuses it all the same."""
    made = paper(bulletin(), SITE, ROOT)
    html = made.html.replace("</main>", f'<img src="{address}" alt="图"></main>')
    (flaw,) = printing.render(made._replace(html=html)).complaints

    assert flaw.rule == "RB901"
    assert address in flaw.facts["why"].zh


def test_a_missing_face_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(faces.MissingFaceError) as error:
        faces.faces(Site(fonts=Faces(kaiti="fonts/SIMKAI.TTF")), ROOT)

    assert "SIMKAI.TTF" in error.value.words.zh
    assert "fonts.kaiti" in error.value.words.en
    assert "make" in error.value.words.zh


def test_another_version_of_weasyprint_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weasyprint.__version__", "71.0")

    with pytest.raises(RuntimeError, match=r"71\.0"):
        justify.install()


@pytest.mark.parametrize(
    ("line", "spread"),
    [
        ("甲乙丙", "甲|乙|丙"),
        ("在2023年G341国道", "在|2023|年|G341|国|道"),
        ("见 WeasyPrint 一书", "见 |WeasyPrint |一|书"),
        ("甲——乙……丙", "甲|——|乙|……|丙"),
        ("plain words", "plain |words"),
    ],
)
def test_slack_goes_between_chinese_characters_and_at_spaces(line: str, spread: str) -> None:
    places = [0, *justify.gaps(line), len(line)]

    assert "|".join(line[start:end] for start, end in pairwise(places)) == spread


def test_a_paragraph_wider_than_pango_can_reckon() -> None:
    """It is broken into lines, and goes on over pages, however long it is."""
    made = printed(bulletin("工" * 132_000 + "。"))

    assert len(PdfReader(io.BytesIO(made.pdf)).pages) > 132_000 // (22 * 28)

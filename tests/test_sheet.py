"""What a bureau may set on the sheet, and what stands at its foot: measured from the finished PDF (GB/T 9704-2012)."""

import io
import re
import zlib
from pathlib import Path
from struct import pack

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

from bulletin.cli import main
from bulletin.filing import printing
from bulletin.filing.faces import ABOVE
from bulletin.filing.layout import Run, measure, runs
from bulletin.filing.paper import paper
from bulletin.model import Bulletin
from bulletin.rules.output import place_of
from bulletin.site import Faces, Imprint, Site

ROOT = Path(__file__).parents[1]
MM = 72 / 25.4
LINE = 28.95
TEXT = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
ISSUER = "中共示例市水务局党组"
ISSUE = {"owner": "安全监督科", "due": "2024-10-31", "status": "completed", "completed": "2024-09-01", "theme": "主题"}
WIDE = [ISSUE | {"id": f"{number}", "title": TEXT * 3} for number in range(40)]
PLAIN, PUBLIC = Site(), Site()
PUBLIC._address = "https://example.cn/zg/"
FULL = Site(
    sealed=True,
    letterheads={ISSUER: f"{ISSUER}文件"},
    imprint=Imprint(copies="市委巡察工作领导小组办公室", office="示例市水务局党组办公室"),
)


def bulletin(body: str = TEXT, **fields: object) -> Bulletin:
    given = {"title": "关于专项巡察整改情况的通报", "issuer": ISSUER, "date": "2024-01-05", "published": "2024-01-08"}
    made = Bulletin.model_validate(given | {"inspection": {"kind": "巡察"}} | fields)
    made._path, made._body, made._source = "bulletins/x.md", body, f"---\ntitle: {made.title}\n---\n\n{body}\n"
    return made


def printed(made: Bulletin, site: Site = PLAIN, root: Path = ROOT) -> printing.Print:
    rooted = site.model_copy(update={"fonts": Faces(**{r: str(ROOT / f) for r, f in site.fonts.model_dump().items()})})
    return printing.render(paper(made, rooted, root))


def pages(made: Bulletin, site: Site = PLAIN) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(printed(made, site).pdf)).pages)


def of_text(page: PageObject, face: str = "fangsong", size: int = 16) -> list[Run]:
    return [run for run in runs(page) if (run.face, round(run.size)) == (face, size)]


def text(page: PageObject) -> str:
    return re.sub(r"\s", "", page.extract_text())


# The foot of the last page


@pytest.mark.parametrize("length", range(9, 23))
def test_the_last_page_is_never_a_foot_alone(length: int) -> None:
    """With the foot and everything else that is kept together there is always some text of the bulletin."""
    made = bulletin("\n\n".join([TEXT] * length), contact={"phone": "2519889", "email": "a@example.cn"})
    last = pages(made, FULL)[-1]

    assert "内容摘要（SHA-256）" in text(last)
    assert "2024年1月5日" in text(last)
    assert TEXT[:5] in text(last)


@pytest.mark.parametrize("length", [1, 7, 12, 13, 14, 15, 16, 30])
def test_after_a_register_the_foot_has_a_row_with_it(length: int) -> None:
    issues = [ISSUE | {"id": f"{number}", "title": TEXT} for number in range(length)]
    last = pages(bulletin(issues=issues), PUBLIC)[-1]

    assert "内容摘要（SHA-256）" in text(last)
    assert TEXT[:8] in text(last)


def test_the_foot_stands_on_the_lower_edge_of_the_text_block_and_nowhere_else() -> None:
    *before, last = pages(bulletin(TEXT * 60), PUBLIC)
    digits = [run.y for run in runs(last) if round(run.size, 1) == 9 and run.glyphs == 35]
    assert len(digits) == 2  # two halves, below one another
    lowest = max(run.y for run in runs(last) if round(run.size, 1) == 9)

    assert lowest == pytest.approx((297 - 35) * MM, abs=12)
    assert not any("内容摘要" in page.extract_text() for page in before)


def test_the_address_is_printed_linked_and_drawn_where_there_is_one() -> None:
    (*_, last), (*_, without) = pages(bulletin(), PUBLIC), pages(bulletin())
    links = [note.get_object()["/A"]["/URI"] for note in last["/Annots"]]

    assert "https://example.cn/zg/bulletins/x.html" in text(last)
    assert links == ["https://example.cn/zg/bulletins/x.html"]
    assert "网址" not in text(without)
    assert "/Annots" not in without
    assert len(last.get_contents().get_data()) > len(without.get_contents().get_data()) + 1500  # the square


# The seal, the red head, the 版记


def test_with_a_seal_the_date_is_four_characters_in_and_the_name_centred_above() -> None:
    (page,) = pages(bulletin(), FULL)
    lines = sorted((run.y, run.x, run.x + run.width) for run in of_text(page) if run.y > 130 * MM)
    rows: dict[float, tuple[float, float]] = {}
    for y, left, right in lines:
        low, high = rows.get(round(y), (left, right))
        rows[round(y)] = min(low, left), max(high, right)
    (name_y, name), (date_y, date) = sorted(rows.items())[-2:]

    assert date[1] == pytest.approx((210 - 26) * MM - 4 * 16, abs=1)
    assert sum(name) / 2 == pytest.approx(sum(date) / 2, abs=1)
    assert date_y - name_y == pytest.approx(LINE, abs=1)
    text_y = max(run.y for run in of_text(page) if round(run.y) < name_y)
    assert name_y - text_y == pytest.approx(
        3 * LINE, abs=1
    )  # two lines free: the seal (42 mm) ends a line below the text


def rules(page: PageObject) -> list[tuple[float, float, float, float]]:
    """The rules drawn on a page, from the top: left, top, right and bottom in points from its top left corner."""
    found, points = [], []
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator == b"m":
            points = []
        if operator in (b"m", b"l"):
            points.append([0.75 * float(one) for one in operands])
        elif operator == b"n" and len(points) == 4:  # WeasyPrint draws a rule by filling the box of which it is an edge
            columns, rows = zip(*points, strict=True)
            found.append((min(columns), min(rows), max(columns), max(rows)))
            points = []
    return sorted(found, key=lambda rule: rule[1])


def edges(run: Run) -> tuple[float, float]:
    """The upper and the lower edge of a line of characters."""
    return run.y - ABOVE * run.size, run.y + (1 - ABOVE) * run.size


def test_the_head_of_a_short_notice_has_its_text_below_it() -> None:
    """Text, contact and signature would be kept together and go to the next page: the first shows text (7.3.2)."""
    first, second, *_ = pages(bulletin("正文。", contact={"phone": "2519889", "hours": TEXT * 5}, issues=WIDE), FULL)

    assert "正文。" in text(first)
    assert "联系电话" in text(second)


def test_two_bodies_sign_side_by_side_with_the_room_of_a_seal_each() -> None:
    (page,) = pages(bulletin(issuer="示例市水务局、示例市应急局"), Site(sealed=True))
    one, other = (run for run in of_text(page) if run.glyphs == 6 and run.y > 90 * MM)
    date = next(run for run in of_text(page) if run.y > one.y)

    assert one.y == other.y
    assert (other.x + other.width / 2) - (one.x + one.width / 2) > 42 * MM
    assert other.x + other.width / 2 == pytest.approx((210 - 26) * MM - 7 * 16, abs=3)
    assert date.y - one.y == pytest.approx(LINE, abs=1)


@pytest.mark.parametrize("name", ["文件", "办公室公告专用文件"])
def test_the_red_head_its_number_the_rule_and_the_title_have_their_distances(name: str) -> None:
    """7.2.4, 7.2.5, 7.2.7, 7.3.1: 35 mm; two lines; 4 mm; two lines. A line is 7/8 of a character taller than one."""
    site = FULL.model_copy(update={"letterheads": {ISSUER: ISSUER + name}})
    page = pages(bulletin(number="示水党〔2024〕3号"), site)[0]
    head = next(run for run in runs(page) if run.face == "biaosong" and run.size > 22.1)
    number = min(of_text(page), key=lambda run: run.y)
    title = next(run for run in of_text(page, "biaosong", 22) if run.y > number.y)
    rule = rules(page)[0]

    assert edges(head)[0] == pytest.approx((37 + 35) * MM, abs=0.1 * MM)
    assert head.x + head.width / 2 == pytest.approx((28 + 78) * MM, abs=1)
    assert head.width <= 156 * MM + 1
    assert edges(number)[0] - edges(head)[1] == pytest.approx(2 * LINE, abs=LINE / 4)
    assert "示水党〔2024〕3号" in text(page)
    assert rule[1] - edges(number)[1] == pytest.approx(4 * MM, abs=0.1 * MM)
    assert (rule[0], rule[2]) == pytest.approx((28 * MM, (28 + 156) * MM), abs=0.1)
    assert 0.35 * MM <= rule[3] - rule[1] <= 0.5 * MM
    assert edges(title)[0] - rule[3] == pytest.approx(2 * LINE, abs=LINE / 4)


def test_the_head_of_one_bureau_is_not_set_on_the_notice_of_another_nor_on_a_sample() -> None:
    for made in (bulletin(issuer="示例市交通局"), bulletin(sample=True)):
        assert "文件" not in text(pages(made, FULL)[0]).replace("本文件", "")
    assert "抄送" not in text(pages(bulletin(sample=True), FULL)[-1])


def test_the_imprint_is_at_the_lower_edge_of_the_last_page_with_its_date_at_the_right() -> None:
    last = pages(bulletin(TEXT * 60), FULL)[-1]
    lines = [run for run in of_text(last, size=14) if run.y > 240 * MM]
    bottom = max(run.y for run in lines)
    office = [run for run in lines if run.y == bottom]

    assert bottom == pytest.approx((297 - 35) * MM, abs=12)
    assert min(run.x for run in office) == pytest.approx(28 * MM + 14, abs=1)
    assert max(run.x + run.width for run in office) == pytest.approx((210 - 26) * MM - 14, abs=1)
    assert "抄送：市委巡察工作领导小组办公室。" in text(last)
    assert "2024年1月8日印发" in text(last)


def test_the_rules_of_the_imprint_are_as_wide_as_the_text_and_end_where_it_ends() -> None:
    """7.4.1: the outer ones 0.35 mm, the inner one 0.25 mm; the last is the lower edge of the 版心."""
    first, inner, last = rules(pages(bulletin(TEXT * 60), FULL)[-1])[-3:]

    assert last[3] == pytest.approx((297 - 35) * MM, abs=0.1)
    for rule, thick in ((first, 0.35), (inner, 0.25), (last, 0.35)):
        assert (rule[0], rule[2]) == pytest.approx((28 * MM, (28 + 156) * MM), abs=0.1)
        assert rule[3] - rule[1] == pytest.approx(thick * MM, abs=0.05)


def test_nothing_of_it_is_there_where_nothing_is_set() -> None:
    words = "".join(map(text, pages(bulletin())))

    for name in ("抄送", "印发", "文件2024"):
        assert name not in words


# Across the sheet


def test_a_register_of_long_titles_lies_across_and_its_page_numbers_stay_where_they_are() -> None:
    """Bound with its head to the left: the sheet's right lower corner is the page's left lower one (7.6)."""
    sheets = pages(bulletin(issues=WIDE))
    wide = [(number, page) for number, page in enumerate(sheets, 1) if page.mediabox.width > page.mediabox.height]

    assert [number for number, _ in wide] == list(range(2, len(sheets) + 1))
    assert len(wide) > 2
    for number, page in wide:
        (run,) = (run for run in runs(page) if (run.face, round(run.size)) == ("songti", 14))
        upright_x, upright_y = run.y, 297 * MM - run.x  # as the bound sheet is read
        assert f"— {number} —" in page.extract_text()
        assert upright_y - 0.3 * 14 == pytest.approx((297 - 35 + 7) * MM, abs=0.3)
        if number % 2:
            assert upright_x + run.width == pytest.approx((28 + 156) * MM - 14, abs=1)
        else:
            assert upright_x == pytest.approx(28 * MM + 14, abs=1)


def test_its_text_block_is_that_of_the_others_turned() -> None:
    page = next(page for page in pages(bulletin(issues=WIDE)) if page.mediabox.width > page.mediabox.height)
    body = [run for run in runs(page) if round(run.size) in (12, 16, 22)]

    assert min(run.x for run in body) >= 35 * MM
    assert max(run.x + run.width for run in body) <= (297 - 37) * MM
    assert min(run.y for run in body) >= 28 * MM
    assert max(run.y for run in body) <= (210 - 26) * MM


def test_short_titles_and_few_columns_stay_upright() -> None:
    short = [ISSUE | {"id": f"{number}", "title": TEXT} for number in range(40)]
    few = [{"id": f"{number}", "title": TEXT * 3} for number in range(40)]

    for issues in (short, few):
        assert all(page.mediabox.width < page.mediabox.height for page in pages(bulletin(issues=issues)))


# Characters, faces, pictures


def test_a_missing_glyph_is_named_with_its_place() -> None:
    made = bulletin("第一段。\n\n笑😀脸。")
    (flaw,) = printed(made).complaints

    assert (flaw.rule, flaw.facts["code"]) == ("RB902", "U+1F600")
    assert place_of(made, flaw.shown)[:2] == (7, 2)


def test_a_face_that_stands_in_for_another_is_named() -> None:
    """The text's face lacks 镕 here, and so does its fallback; the face of headings, which stand beside, has it."""
    wrong = Faces(fallback="fonts/FandolKai-Regular.otf", heiti="fonts/LXGWWenKai-Regular.ttf")
    made = bulletin("## 一、标题\n\n姓名镕。")
    (flaw,) = printed(made, Site(fonts=wrong)).complaints

    assert (flaw.rule, flaw.facts["char"], flaw.facts["used"].zh) == ("RB903", "镕", "黑体")


def picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress((b"\0" + bytes(8)) * 8)) + chunk(b"IEND", b"")


def test_a_picture_beside_the_bulletin_is_printed_with_its_words(tmp_path: Path) -> None:
    (tmp_path / "bulletins/图").mkdir(parents=True)
    (tmp_path / "bulletins/图/a.png").write_bytes(picture())
    made = printed(bulletin("![改造前后](图/a.png)"), root=tmp_path)
    reader = PdfReader(io.BytesIO(made.pdf))
    alts = [one["/Alt"] for one in map(reader.get_object, range(1, 200)) if isinstance(one, dict) and "/Alt" in one]

    assert made.complaints == ()
    assert alts == ["改造前后"]
    assert len(reader.pages[0].images) == 1


def test_no_picture_is_read_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "bulletins").mkdir()
    (tmp_path / "a.png").write_bytes(picture())
    (tmp_path / "bulletins/b.png").symlink_to(tmp_path / "a.png")

    for address in ("../a.png", "b.png", str(tmp_path / "a.png")):
        (flaw,) = printed(bulletin(f"![图]({address})"), root=tmp_path).complaints
        assert flaw.rule == "RB901"


@pytest.mark.shipped
def test_the_report_measures_the_page(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    made = measure(printed(bulletin(f"{TEXT * 80}镕", issues=WIDE)).pdf)

    assert (made.lines, made.characters, made.loose, made.fallback) == (22, 28, [], ["镕"])
    assert 0 < made.wide < made.pages
    assert made.faces == ["fangsong", "kaiti", "heiti", "biaosong", "songti", "rare"]

    monkeypatch.chdir(ROOT)
    assert main(["pdf", "bulletins/2023/anquan-hangji-xuncha.md", "--report"]) == 0
    assert "每页至多 22 行，每行至多 28 字" in capsys.readouterr().out


def test_an_undated_bulletin_takes_no_date_from_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704412800")

    assert b"D:20240105" in _stream(printed(bulletin(date=None)).pdf)


def _stream(pdf: bytes) -> bytes:
    reader = PdfReader(io.BytesIO(pdf))
    return str([spec["/EF"]["/F"]["/Params"] for spec in reader.root_object["/AF"]]).encode()

"""Approval: the entry in the file and nothing else in it, the steps in their order, the sheet, what is published of it."""

import io
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from bulletin import approval
from bulletin.cli import main
from bulletin.digest import canonical, digest, reviewed
from bulletin.editing import amend
from bulletin.filing import printing
from bulletin.filing.notice import notice
from bulletin.filing.sheet import QUESTIONS, sheet
from bulletin.load import parse, read
from bulletin.model import Bulletin, Review
from bulletin.site import Approval, Site
from bulletin.web.page import pages

ROOT = Path(__file__).parents[1]
STEPS = "extra:\n  bulletin:\n    name: 局\n    approval: {steps: [初审, 复审, 终审], shown: true}\n"
FILE = "bulletins/x.md"
ENTRY = "{step: 初审, by: 张三}"

# How a list may stand in a front matter: what is there, and what it becomes. ↵ is a line end of two bytes, ¶ an old one.
MANNERS = {
    "not there": ("title: 甲\n", "title: 甲\nreview:\n  - E\n"),
    "not there, after a comment": ("title: 甲   # 暂定\n# 完\n", "title: 甲   # 暂定\n# 完\nreview:\n  - E\n"),
    "not there, all indented": ("  title: 甲\n", "  title: 甲\n  review:\n    - E\n"),
    "empty": ("review:\ntitle: 甲\n", "review:\n  - E\ntitle: 甲\n"),
    "empty with a comment": ("review:   # 审签\ntitle: 甲\n", "review:   # 审签\n  - E\ntitle: 甲\n"),
    "null": ("review: ~  # 审签\ntitle: 甲\n", "review:  # 审签\n  - E\ntitle: 甲\n"),
    "empty brackets": ("review: []\n", "review: [E]\n"),
    "brackets": ("review: [{step: 初审}]   # 一道\n", "review: [{step: 初审}, E]   # 一道\n"),
    "a comma too many": ("review: [{step: 初审},]\n", "review: [{step: 初审}, E,]\n"),
    "brackets over lines": (
        "review: [\n  {step: 初审},  # 一\n  {step: 复审}  # 二\n]\ntitle: 甲\n",
        "review: [\n  {step: 初审},  # 一\n  {step: 复审}, E  # 二\n]\ntitle: 甲\n",
    ),
    "a list": (
        "review:\n- {step: 初审}  # 一\n\n# 其他\ntitle: 甲\n",
        "review:\n- {step: 初审}  # 一\n- E\n\n# 其他\ntitle: 甲\n",
    ),
    "a list, far in": (
        "review:\n     - step: 初审\n       by:\n",
        "review:\n     - step: 初审\n       by:\n     - E\n",
    ),
    "groups over lines": (
        'review:\n  - step: 初审\n    by: "张\n      三"\n# 完\n',
        'review:\n  - step: 初审\n    by: "张\n      三"\n  - E\n# 完\n',
    ),
    "a block of text": (
        "review:\n  - step: |-\n      初审\n\ntitle: 甲\n",
        "review:\n  - step: |-\n      初审\n\n  - E\ntitle: 甲\n",
    ),
    "other line ends": ("title: 甲↵review:↵- {step: 初审}↵", "title: 甲↵review:↵- {step: 初审}↵- E↵"),
    "mixed line ends": ("title: 甲¶review:\n- {step: 初审}↵", "title: 甲¶review:\n- {step: 初审}↵- E↵"),
}


def whole_file(front: str) -> bytes:
    return f"---\n{front}---\n\n正文。  \n\n\n末行".replace("↵", "\r\n").replace("¶", "\r").encode()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
@pytest.mark.parametrize("manner", MANNERS)
def test_one_entry_more(manner: str, mark: bytes) -> None:
    """In the manner in which the list is written; everything else byte for byte."""
    before, after = MANNERS[manner]

    assert amend.appended(mark + whole_file(before), "review", ENTRY) == mark + whole_file(after.replace("E", ENTRY))


@pytest.mark.parametrize("front", ["{title: 甲}\n", "review: 初审\n", "review: {step: 初审}\n", "a: [\n", "- a\n"])
def test_what_is_too_rigid(front: str) -> None:
    """A front matter in brackets, a field that is no list, broken YAML: refused, not mangled."""
    with pytest.raises(amend.Rigid):
        amend.appended(whole_file(front), "review", ENTRY)


@given(
    st.lists(st.sampled_from(["# 注", "", "number: 三号", "waive: []", "counts: {total: 1}", "index:"]), unique=True),
    st.sampled_from([manner for manner in MANNERS.values() if "review" in manner[0] and "title" not in manner[0]]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_nothing_else_is_touched(lines: list[str], manner: tuple[str, str], end: str) -> None:
    """Take the entry out of the new file and the old one is left; read, it says the same and one entry more."""
    front = "".join(f"{line}\n" for line in ["title: 甲", *lines]) + manner[0]
    raw = whole_file(front.replace("↵", "\n").replace("¶", "\n")).replace(b"\n", end.encode())
    made = amend.appended(raw, "review", "{step: 丙}")
    new, old = made.decode(), raw.decode()
    rest = re.sub(r"(, |[ ]*- )?\{step: 丙\}", "", new, count=1)

    assert re.sub(r"\s", "", rest) == re.sub(r"\s", "", old)
    assert sum(line not in new.split(end) for line in old.split(end)) <= 1
    was, now = (parse(text, "x.md").bulletin for text in (raw, made))
    assert was
    assert now
    assert canonical(was) == canonical(now)
    assert now.review[: len(was.review)] == was.review
    assert [entry.step for entry in now.review[len(was.review) :]] == ["丙"]


@pytest.fixture
def project(tmp_path: Path, whole: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that asks for three steps, with one bulletin."""
    (tmp_path / "bulletins").mkdir()
    (tmp_path / "mkdocs.yml").write_text(STEPS)
    (tmp_path / FILE).write_text(whole("# 待定\nstate: draft\n"))
    (tmp_path / "fonts").symlink_to(ROOT / "fonts")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def approved(step: str, by: str, *more: str) -> int:
    return main(["approve", FILE, "--step", step, "--by", by, *more])


def bulletin(project: Path) -> Bulletin:
    found = read(project / FILE, project).bulletin
    assert found
    return found


def test_from_draft_to_published(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Three steps by three people, then the release: nothing is wrong with it, and the comment is still there."""
    assert [approved("初审", "张三"), approved("复审", "欧阳·李"), approved("终审", "Wang: 五")] == [0, 0, 0]
    assert "还差：复审、终审" in capsys.readouterr().out
    text = (project / FILE).read_text()
    (project / FILE).write_text(text.replace("state: draft", "state: published\npublished: 2024-05-06"))

    assert main(["check"]) == 0
    assert "0 处错误，0 处提示" in capsys.readouterr().err
    assert text.startswith("---\n# 待定\nstate: draft\n")
    assert [entry.by for entry in bulletin(project).review] == ["张三", "欧阳·李", "Wang: 五"]
    assert [step.state for step in approval.steps(bulletin(project), Site(approval=Approval(steps=("初审",))))] == [
        "given"
    ]


def test_an_edit_breaks_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A character of the text is enough; the round then begins anew, and the old entries stay."""
    approved("初审", "张三")
    (project / FILE).write_text((project / FILE).read_text().replace("正文。", "正文！"))

    assert approved("复审", "李四") == 2
    assert "先办“初审”：之后内容又改过" in capsys.readouterr().err
    assert [approved("初审", "张三"), approved("复审", "李四")] == [0, 0]
    assert [entry.step for entry in bulletin(project).review] == ["初审", "初审", "复审"]


def test_put_in_order_it_stays_approved(
    project: Path, whole: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    """`fmt` after the last step: another file, the same content."""
    front = "contact: {address: 样本路1号, area: '0300', phone: '5550100'}   # 待核\nstate: draft\n"
    (project / FILE).write_text(whole(front, "本局高度\n重视。逐项落实。\n\n\n\n##一、做法##\n- 抽查。复查。\n"))
    assert [approved("初审", "张三"), approved("复审", "李四"), approved("终审", "王五")] == [0, 0, 0]
    before = (project / FILE).read_text()

    assert main(["fmt"]) == 0
    assert (project / FILE).read_text() != before
    (project / FILE).write_text((project / FILE).read_text().replace("state: draft", "state: published"))
    capsys.readouterr()
    assert main(["check"]) == 0
    assert "RB45" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("step", "by", "more", "code", "said"),
    [
        ("复审", "李四", (), 2, "先办“初审”：还没有办"),
        ("一审", "张三", (), 1, "没有“一审”这个环节"),
        ("初审", "张三", ("--on", (date.today() + timedelta(days=1)).isoformat()), 1, "还没有到"),  # noqa: DTZ011
        ("初审", "张三", ("--on", "昨天"), 2, "日期写作"),
        ("初审", "张\u2028三", (), 2, "没有写入"),
        ("初审", " ", (), 2, "写明"),
    ],
)
def test_what_is_refused(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    step: str,
    by: str,
    more: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    """It says why, and the file is as it was."""
    before = (project / FILE).read_bytes()

    assert approved(step, by, *more) == code
    assert said in "".join(capsys.readouterr())
    assert (project / FILE).read_bytes() == before


def test_one_person_or_an_earlier_day_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Against what is recorded already."""
    assert approved("初审", "张三", "--on", "2024-05-02") == 0
    assert approved("复审", "张 三", "--on", "2024-05-03") == 1
    assert "RB454" in capsys.readouterr().out
    assert approved("复审", "李四", "--on", "2024-05-01") == 1
    assert "RB456" in capsys.readouterr().out
    assert len(bulletin(project).review) == 1


def test_what_is_wrong_is_not_approved(
    project: Path, whole: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Errors of a bulletin that is not a draft, and of one that cannot be read in full."""
    for front in ("counts: {total: 3, completed: 1, ongoing: 1}\n", "state: draft\nnumber: [a]\n"):
        (project / FILE).write_text(whole(front))
        assert approved("初审", "张三") == 1
        assert re.search("RB101|RB014", capsys.readouterr().out)
        assert "review" not in (project / FILE).read_text()


def test_the_digest_is_of_what_is_approved(whole: Callable[..., str]) -> None:
    """Order, comments and the release are nothing; a figure, a waiver, a word are something."""

    def of(front: str, body: str = "正文。\n") -> str:
        made = parse(whole(front, body).encode(), "x.md").bulletin
        assert made
        assert (digest(made) == reviewed(made)) == (not {"state", "published", "withdrawn"} & made.model_fields_set)
        return reviewed(made)

    plain = of("number: 三\nindex: 四\n")
    assert plain == of("# 注\nindex: 四\nnumber: 三\nreview: [{step: 初审, by: 甲, on: 2024-05-01}]\n")
    assert plain == of(
        "number: 三\nindex: 四\nstate: withdrawn\nwithdrawn: {on: 2024-05-09, because: 误}\npublished: 2024-05-02\n"
    )
    others = [
        of("number: 三\n"),
        of("number: 三\nindex: 四\n", "正文\n"),
        of("number: 三\nindex: 五\n"),
        of("waive: [{rule: RB104, because: 误}]\n"),
    ]
    assert len({plain, *others}) == 5


def test_the_sheet(project: Path) -> None:
    """One page with the questions, the steps that hold, the digest; the same bytes when made again."""
    approved("初审", "张三", "--on", "2024-05-02")
    assert main(["sheet", FILE, "-o", "sheet.pdf"]) == main(["sheet", FILE, "-o", "again.pdf"]) == 0
    made = (project / "sheet.pdf").read_bytes()
    (page,) = PdfReader(io.BytesIO(made)).pages
    text = re.sub(r"\s", "", page.extract_text())

    assert made == (project / "again.pdf").read_bytes()
    assert all(question in text for question in QUESTIONS)
    assert len(QUESTIONS) == 5
    assert "张三2024年5月2日" in text
    assert reviewed(bulletin(project)) in text
    assert all(name in text for name in ("初审", "复审", "终审", "一校", "二校", "三校"))


@pytest.mark.shipped
def test_the_sheet_of_a_second_edition() -> None:
    """The shipped sample: the bridge, one page, and no character without a glyph."""
    one = read(ROOT / "bulletins/samples/fangxun-xuncha-2024-12.md", ROOT).bulletin
    before = read(ROOT / "bulletins/samples/fangxun-xuncha-2024-08.md", ROOT).bulletin
    assert one
    assert before
    from bulletin.changes import between

    printed = printing.render(sheet(one, Site(name="局"), [], between(before, one, Site()), ROOT))
    pages_ = PdfReader(io.BytesIO(printed.pdf)).pages

    assert printed.complaints == ()
    assert len(pages_) == 1
    assert "上期未完成8+反弹1−完成4=本期未完成5" in re.sub(r"\s", "", pages_[0].extract_text())


@pytest.mark.parametrize("shown", [True, False])
def test_published_where_the_site_says_so(shown: bool) -> None:
    """On the page and at the foot of the notice, the entries that hold and no others."""
    one = Bulletin.model_validate({"id": "x", "title": "甲", "issuer": "乙", "date": "2024-05-01"})
    one._path = FILE
    entries = (approval.entry(one, "终审", "李四", date(2024, 5, 3)), Review(step="初审", by="张三", digest="0"))
    one = one.model_copy(update={"review": entries})
    site = Site(name="局", approval=Approval(shown=shown))
    page = next(page.html for page in pages([one], site) if page.address == one.address)

    assert [("终审李四（2024年5月3日）" in html) for html in (page, notice(one, site))] == [shown, shown]
    assert "张三" not in page + notice(one, site)


def test_entries_are_plain_yaml(project: Path) -> None:
    """Texts that another reader of YAML would take for something else are quoted."""
    approved("初审", "true")
    line = (project / FILE).read_text().splitlines()[-4]

    assert line.startswith('  - {step: 初审, by: "true", on: ')
    assert re.search(r'digest: "[0-9a-f]{64}"\}$', line)
    assert json.loads(f'"{bulletin(project).review[0].by}"') == "true"

"""The register in Excel: joined to a document by its columns' names, written back without a loss; and a second import."""

import datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.drawing.image import Image

from bulletin.cli import main
from bulletin.imports.blocks import Unreadable
from bulletin.imports.headers import read_columns
from bulletin.imports.updating import updated
from bulletin.imports.workbook import ledger_bytes, read_ledger
from bulletin.load import read
from bulletin.model import Issue
from bulletin.site import STATUSES, Site

TEXT = """关于专项巡察整改情况的通报

2024年3月4日至4月12日，市委第一巡察组对示例市水务局党组开展了常规巡察。
一、问题整改落实情况
巡察反馈的3个问题，已完成整改2个，正在整改1个。
（一）值班记录不完整
整改情况：重新印发制度。
（二）消防器材过期
整改情况：已全部更换。
（三）应急预案多年未修订
整改情况：正在征求意见。
示例市水务局
2024年6月3日
"""
LEDGER = [
    ["示例市水务局巡察整改台账"],
    ["编号", "反馈问题", "责任单位", "整改时限", "完成情况", "销号日期", "备注"],
    ["A-01", "值班记录不完整", "办公室", datetime.date(2024, 5, 31), "已完成", "2024-05-20", "甲"],
    ["A-02", "消防器材过期。", "后勤科", "2024年5月底前", "已完成整改", None, "乙"],
    ["A-03", "应急预案多年未修订", "防御科", "立行立改", "等上级意见", None, "丙"],
    ["A-04", "督查台账不规范", "办公室", "2024.6.30", "长期坚持", None, "丁"],
]


def workbook(rows: list[list[object]]) -> bytes:
    book, made = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A folder with a document and a ledger, in which the command is called."""
    (tmp_path / "稿.txt").write_text(TEXT, "utf-8")
    (tmp_path / "台账.xlsx").write_bytes(workbook(LEDGER))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def issues(path) -> dict[str, Issue]:
    """The register of a file by its ids."""
    return {issue.id: issue for issue in read(path, path.parent).bulletin.issues}


def test_a_ledger_is_joined_by_titles(project, capsys):
    """Its ids last, its dates and statuses come along, what it alone has is added, and what cannot be read is told."""
    assert main(["import", "稿.txt", "--xlsx", "台账.xlsx", "-o", "x.md"]) == 0
    told, made = capsys.readouterr().err, issues(project / "x.md")

    assert [*made] == ["A-01", "A-02", "A-03", "A-04"]
    assert (made["A-01"].owner, made["A-01"].due, made["A-01"].status) == (
        "办公室",
        datetime.date(2024, 5, 31),
        "completed",
    )
    assert made["A-01"].verified.on == datetime.date(2024, 5, 20)
    assert made["A-02"].due == datetime.date(2024, 5, 31)
    assert (made["A-03"].due, made["A-03"].status) == (None, "")
    assert "“立行立改”读不成 due" in told
    assert "“等上级意见”读不成 status" in told
    assert "“督查台账不规范”正文没有小标题，已写进 issues" in told
    assert "没有导入的列：备注" in told


def test_a_second_import_keeps_ids_and_what_was_entered_by_hand(project, capsys):
    """The document has one problem more, one less, and one whose title was mended."""
    main(["import", "稿.txt", "-o", "x.md"])
    text = (project / "x.md").read_text("utf-8")
    text = text.replace('id: "1"', 'id: "K-1"').replace('id: "2"', 'id: "K-2"').replace('id: "3"', 'id: "K-3"')
    text = text.replace("title: 消防器材过期", "title: 消防器材过期\n    owner: 后勤科\n    due: 2024-05-01")
    text = text.replace(
        "state: draft", "state: draft\nnumber: 示水党〔2024〕1号\nwaive: [{rule: RB104, because: 未公布}]"
    )
    text = text.replace("counts:", "counts:\n  decomposition: 手写的说明  # 问过办公室")
    (project / "x.md").write_text(text, "utf-8")
    changed = TEXT.replace("应急预案多年未修订", "应急预案多年没有修订").replace(
        "（一）值班记录不完整", "（一）台账更新不及时"
    )
    (project / "稿.txt").write_text(changed, "utf-8")
    capsys.readouterr()

    assert main(["import", "稿.txt", "-o", "x.md"]) == 0
    told, bulletin = capsys.readouterr().err, read(project / "x.md", project).bulletin
    made = {issue.title: issue for issue in bulletin.issues}

    assert {title: issue.id for title, issue in made.items()} == {
        "台账更新不及时": "1",
        "消防器材过期": "K-2",
        "应急预案多年没有修订": "K-3",
    }
    assert (made["消防器材过期"].owner, made["消防器材过期"].due) == ("后勤科", datetime.date(2024, 5, 1))
    assert bulletin.number == "示水党〔2024〕1号"
    assert bulletin.waive[0].rule == "RB104"
    assert bulletin.counts.decomposition == "手写的说明"
    assert "文件里没有了，没有保留：id: K-1，title: 值班记录不完整" in told
    assert "原来的注释没有保留：# 问过办公室" in told


@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_what_is_in_force_is_not_overwritten(state, project, capsys):
    """An import into a published bulletin is refused."""
    (project / "x.md").write_text(f"---\ntitle: 甲\nstate: {state}\n---\n\n乙。\n", "utf-8")

    assert main(["import", "稿.txt", "-o", "x.md"]) == 2
    assert "不是草稿" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["没有首部\n", "---\n标题: [\n---\n"])
def test_a_file_of_another_kind_is_not_overwritten(text, project, capsys):
    """Nor is one whose front matter cannot be read."""
    (project / "x.md").write_text(text, "utf-8")

    assert main(["import", "稿.txt", "-o", "x.md"]) == 2
    assert (project / "x.md").read_text("utf-8") == text


def test_an_import_is_repeated_without_a_change(project, capsys):
    """The same document into the same file: the same bytes, and nothing to tell of changes."""
    main(["import", "稿.txt", "--xlsx", "台账.xlsx", "-o", "x.md"])
    first = (project / "x.md").read_bytes()
    capsys.readouterr()
    main(["import", "稿.txt", "--xlsx", "台账.xlsx", "-o", "x.md"])

    assert (project / "x.md").read_bytes() == first
    assert "已改" not in capsys.readouterr().err


words = st.text(
    st.sampled_from("整改问题甲乙=+-@'\"，、（）_x000D 19.\u3000\t\n#:{}&<>|*\\\U00020000"), min_size=1, max_size=12
).filter(str.strip)
dates = st.one_of(st.none(), st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 1, 1)))
revisions = st.builds(dict, to=dates, on=dates, because=words)
registers = st.lists(
    st.builds(
        dict,
        id=words,
        title=words,
        theme=st.one_of(st.just(""), words),
        status=st.sampled_from(["", *STATUSES]),
        owner=st.one_of(st.just(""), words),
        due=dates,
        revised=st.lists(revisions, max_size=3),
        measures=st.lists(words, max_size=3),
        completed=dates,
        verified=st.one_of(st.none(), st.builds(dict, by=words, on=dates)),
        reopened=st.one_of(st.none(), st.builds(dict, because=words, on=dates)),
        stands_for=st.integers(1, 9999),
    ),
    max_size=5,
)


@settings(max_examples=60)
@given(registers)
def test_a_round_trip_loses_nothing(register):
    """Issues -> Excel -> issues: the same, whatever is in them."""
    made = tuple(Issue.model_validate(one) for one in register)
    notices = []
    back = read_ledger(ledger_bytes(made, Site()), Site(), notices) if made else []

    assert tuple(Issue.model_validate(one) for one in back) == made
    assert notices == []


@settings(max_examples=30)
@given(registers)
def test_an_update_changes_what_differs_and_nothing_else(register):
    """A ledger that says the same is left as it is; one that says something else says the same afterwards."""
    made = tuple({one["id"].strip(): Issue.model_validate(one) for one in register}.values())
    old = ledger_bytes(tuple(Issue(id=f"旧{n}", title=f"旧问题{n}") for n in range(2)), Site())
    raw, notices = updated(old, made, Site())
    entries = read_ledger(raw, Site(), [])

    assert len(notices) == 2
    assert tuple(Issue.model_validate(one) for one in entries[2:]) == made
    assert read_ledger(updated(raw, made, Site())[0], Site(), []) == entries


def test_an_update_keeps_the_columns_of_the_bureau(project, capsys):
    """Remarks, dates as dates, wordings that mean the same: left alone; what moved is written; a new problem is added."""
    main(["import", "稿.txt", "--xlsx", "台账.xlsx", "-o", "x.md"])
    file = project / "x.md"
    text = file.read_text("utf-8").replace("status: long_term", "status: completed")
    file.write_text(text.replace("issues:\n", "issues:\n  - {id: A-05, title: 新的问题, status: ongoing}\n"), "utf-8")

    assert main(["export", "x.md", "--xlsx", "台账.xlsx"]) == 0
    rows = [[_plain(cell.value) for cell in row] for row in load_workbook(project / "台账.xlsx").active.iter_rows()]

    assert rows[:5] == [row + [None] * (7 - len(row)) for row in LEDGER[:5]]
    assert rows[5] == ["A-04", "督查台账不规范", "办公室", "2024.6.30", "已完成", None, "丁"]
    assert rows[6][:5] == ["A-05", "新的问题", None, None, "正在整改"]


def _plain(value: object) -> object:
    """A day is read as its midnight."""
    return value.date() if isinstance(value, datetime.datetime) else value


def test_a_ledger_with_pictures_is_not_touched(project):
    """An update would lose them."""
    from PIL import Image as Picture

    book, made = Workbook(), BytesIO()
    book.active.append(["编号", "问题"])
    picture = BytesIO()
    Picture.new("RGB", (2, 2)).save(picture, "PNG")
    picture.seek(0)
    book.active.add_image(Image(picture), "D4")
    book.save(made)

    with pytest.raises(Unreadable, match="pictures"):
        updated(made.getvalue(), (Issue(id="1", title="甲"),), Site())


def test_numbers_that_are_labels():
    """1.10 is no 1.1, 3.0 is 3, merged cells say the same in every row."""
    book, made = Workbook(), BytesIO()
    sheet = book.active
    for row in (["编号", "问题", "所属方面"], [1.1, "甲", "领导责任"], [1.1, "乙", None], [3.0, "丙", "队伍建设"]):
        sheet.append(row)
    sheet["A3"].number_format = "0.00"
    sheet.merge_cells("C2:C3")
    book.save(made)
    entries = read_ledger(made.getvalue(), Site(), [])

    assert [(one["id"], one["theme"]) for one in entries] == [
        ("1.1", "领导责任"),
        ("1.10", "领导责任"),
        ("3", "队伍建设"),
    ]


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        (["序号", "存在的问题", "整改责任单位", "完成时限", "整改完成情况"], ["id", "title", "status", "owner", "due"]),
        (["编号", "序号", "问题描述"], ["id", "title"]),
        (["问题 ", "*状态", "责任部门："], ["title", "status", "owner"]),
        (["姓名", "电话"], None),
        (["问题"], None),
    ],
)
def test_columns_by_their_names(names, fields):
    """The usual synonyms; blanks and marks in the names do not matter."""
    columns = read_columns(names)

    assert (columns and [*columns.fields]) == fields


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "是老格式"),
        (b"abc", "不是完整的 .xlsx 文件"),
        (workbook([["姓名", "电话"]]), "没有找到表头"),
        (workbook([]), "没有找到表头"),
    ],
)
def test_a_ledger_that_cannot_be_read(raw, said, project, capsys):
    """One message that names the file, and nothing written."""
    (project / "台账.xlsx").write_bytes(raw)

    assert main(["import", "稿.txt", "--xlsx", "台账.xlsx", "-o", "x.md"]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "台账.xlsx" in told
    assert not (project / "x.md").exists()

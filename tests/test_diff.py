"""`bulletin diff`: what a reviewer has to know of a change, from git or from two files; and what it says when it cannot."""

import json
import os
import re
import subprocess
import time
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.cli import main
from bulletin.review import retelling
from bulletin.review.account import Review, review
from bulletin.review.redline import marks, read, redline
from bulletin.review.versions import two_files
from bulletin.site import Site

ROOT = Path(__file__).parents[1]
REAL = ROOT / "bulletins/2023/anquan-hangji-xuncha.md"
FRONT = """\
title: 关于专项巡察整改情况的通报
issuer: 示例市水务局
date: 2024-05-01
counts: {total: 3, completed: 1, ongoing: 2}
issues:
  - {id: "1", title: 值班记录不完整, status: completed, completed: 2024-04-01}
  - {id: "2", title: 消防器材过期, status: ongoing, due: 2024-06-30}
  - {id: "3", title: 预案多年未修订, status: ongoing, due: 2024-07-31}
tallies: [{name: 一般隐患, total: 10, completed: 4, ongoing: 6}]
contact: {phone: "5550100", area: "0300", address: 样本路1号}
"""
BODY = "反馈的3个问题，已完成1个，正在整改2个。\n\n## 一、整改情况\n\n重新印发值班制度。\n每周抽查一次值班记录。\n"
FILE = "bulletins/2024/jiancha.md"
quick = settings(max_examples=150)


def reviewed(tmp_path: Path, old: str, new: str) -> Review:
    """The review of two texts."""
    files = tmp_path / "old.md", tmp_path / "new.md"
    for file, text in zip(files, (old, new), strict=True):
        file.write_text(text, encoding="utf-8")
    return review(two_files(*files, tmp_path), Site())


def whole(front: str = FRONT, body: str = BODY) -> str:
    return f"---\n{front}---\n\n{body}"


def told(found: Review) -> list[tuple[str, str, str, str, str]]:
    return [(fact.kind, fact.at, fact.before, fact.after, fact.note.zh) for fact in found.facts]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "status: ongoing, due: 2024-06-30",
            "status: completed, due: 2024-06-30, completed: 2024-06-12",
            [
                ("status", "issues.2.status", "正在整改", "已完成", "完成于 2024-06-12"),
                ("status", "issues.2.completed", "", "2024-06-12", ""),
            ],
        ),
        (
            "status: completed, completed: 2024-04-01",
            "status: ongoing, reopened: {because: 抽查又有漏记}",
            [
                ("status", "issues.1.status", "已完成", "正在整改", "反弹：抽查又有漏记"),
                ("status", "issues.1.completed", "2024-04-01", "", ""),
            ],
        ),
        (
            "status: completed, completed: 2024-04-01",
            "status: ongoing, completed: 2024-04-01",
            [("status", "issues.1.status", "已完成", "正在整改", "反弹，没有写理由")],
        ),
        (
            "due: 2024-06-30",
            "due: 2024-09-30",
            [("due", "issues.2.due", "2024-06-30", "2024-09-30", "原定时限被改写；延期应写在 revised")],
        ),
        (
            "due: 2024-06-30}",
            "due: 2024-06-30, revised: [{to: 2024-09-30, because: 等待采购}]}",
            [("due", "issues.2.revised", "2024-06-30", "2024-09-30", "延后92天：等待采购")],
        ),
        ("total: 10", "total: 11", [("figure", "tallies[1].total", "10", "11", "+1")]),
        ("completed: 4", "completed: 约4", [("figure", "tallies[1].completed", "4", "约4", "")]),
        ("5550100", "5550101", [("contact", "contact.phone", "5550100", "5550101", "")]),
        (
            "样本路1号}",
            "样本路1号}\nwaive: [{rule: RB101, because: 甲}]",
            [("waiver", "waive.RB101", "", "甲", "新增豁免")],
        ),
        (
            '  - {id: "3", title: 预案多年未修订, status: ongoing, due: 2024-07-31}\n',
            "",
            [("issue", "issues.3", "正在整改", "", "不再列出，没有写理由")],
        ),
        (
            '  - {id: "3", title: 预案多年未修订, status: ongoing, due: 2024-07-31}\n',
            "dropped: [{id: '3', because: 移交}]\n",
            [("issue", "issues.3", "正在整改", "", "不再列出：移交"), ("field", "dropped[1]", "", "3，移交", "")],
        ),
        (
            "issues:\n",
            'issues:\n  - {id: "0", title: 台账不全, status: not_started}\n',
            [("issue", "issues.0", "", "尚未启动", "新增")],
        ),
        ('id: "3"', 'id: "4"', [("issue", "issues.4.id", "3", "4", "编号变了；公布过的编号不能改")]),
        ("消防器材过期", "消防器材已过期", [("issue", "issues.2.title", "消防器材过期", "消防器材已过期", "")]),
        ("date: 2024-05-01", "date: 2024-05-02", [("field", "date", "2024-05-01", "2024-05-02", "")]),
        ("date: 2024-05-01", "# 注释\ndate: 2024-5-1", []),
    ],
)
def test_facts(tmp_path, old, new, expected):
    """Each change of a field, with what a reviewer has to mind; what only looks otherwise is none."""
    assert old in FRONT
    found = reviewed(tmp_path, whole(), whole(FRONT.replace(old, new)))

    assert told(found) == expected
    assert found.prose == []


def test_relations_of_a_figure(tmp_path):
    """A figure that changed comes with the sums that it enters, their verdicts, and the sentence that repeats it."""
    new = FRONT.replace("{total: 3, completed: 1, ongoing: 2}", "{total: 3, completed: 2, ongoing: 2}")
    (fact,) = reviewed(tmp_path, whole(), whole(new)).facts

    assert fact.at == "counts.completed"
    assert tuple(relation.zh for relation in fact.relations) == (
        "已完成2 + 未完成2 = 总数3（对不上）",
        "清单中已完成1 = 公布的已完成2（对不上）",
        "第14行：反馈的3个问题，已完成1个，正在整改2个（不一致）",
    )


def test_totals(tmp_path):
    """The relations before and after, each with its check; those that are the same on both sides are left out."""
    new = FRONT.replace("completed: 1, ongoing: 2", "completed: 2, ongoing: 1")
    before, after = reviewed(tmp_path, whole(), whole(new)).changed_totals

    assert next((one.relation.zh, one.words.zh) for one in before) == ("已完成1 + 未完成2 = 总数3", "对得上")
    assert [(one.relation.zh, one.words.zh) for one in after] == [
        ("已完成2 + 未完成1 = 总数3", "对得上"),
        ("清单中已完成1 = 公布的已完成2", "对不上"),
        ("清单中未完成2 = 公布的未完成1", "对不上"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("已整改13个，推进7个。", "已整改14个，推进6个。", "已整改[13|14]个，推进[7|6]个。"),
        ("共10处。", "共100处。", "共[10|100]处。"),
        ("率为65%。", "率为65.5%。", "率为[65%|65.5%]。"),
        ("对71家作出处罚。", "对71家处罚。", "对71家[作出|]处罚。"),
        ("甲乙丙", "甲乙丙", "甲乙丙"),
        ("", "甲", "[|甲]"),
        ("局党组研究部署", "局党委会议研究了部署", "局党[组|委会议]研究[|了]部署"),
        ("甲一乙二丙", "甲三乙四丙", "甲[一乙二|三乙四]丙"),
    ],
)
def test_marks(old, new, expected):
    """By characters, numbers whole; one character between two changes goes with them."""
    made = "".join(f"{mark.kind}:{mark.text}\0" for mark in marks(old, new))
    made = re.sub(r"del:([^\0]*)\0ins:([^\0]*)\0", r"[\1|\2]", made)
    made = re.sub(r"del:([^\0]*)\0", r"[\1|]", made)
    made = re.sub(r"ins:([^\0]*)\0", r"[|\1]", made)

    assert re.sub(r"same:([^\0]*)\0", r"\1", made) == expected


@quick
@given(st.text("甲乙丙1。，", max_size=30), st.text("甲乙丙1。，", max_size=30))
def test_marks_are_both_versions(old, new):
    """Without what was put in they are the older text, without what was taken out the newer one."""
    made = marks(old, new)

    assert "".join(mark.text for mark in made if mark.kind != "ins") == old
    assert "".join(mark.text for mark in made if mark.kind != "del") == new


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("第一句话在这里。第二句话在这里。", "第一句话在这里。\n第二句话在这里。", []),
        ("第一句话在这里，\n没有说完。", "第一句话在这里，没有说完。", []),
        ("甲乙丙丁。\n戊己庚辛。", "戊己庚辛。\n甲乙丙丁。", [("moved", 2, 1)]),
        ("甲乙丙丁。\n戊己庚辛。", "甲乙丙丁戊。\n戊己庚辛。", [("changed", 1, 1)]),
        ("甲乙丙丁。", "子丑寅卯。", [("removed", 1, 0), ("added", 0, 1)]),
        ("## 一、甲\n\n乙丙丁。", "## 一、甲甲\n\n乙丙丁。", [("changed", 1, 1)]),
        ("```\n甲乙丙\n丁戊己\n```", "```\n甲乙丙\n丁戊己庚\n```", [("changed", 3, 3)]),
        ("| 甲 | 13 |\n|---|---|\n| 乙 | 7 |", "| 甲 | 14 |\n|---|---|\n| 乙 | 7 |", [("changed", 1, 1)]),
        (
            "今年以来查处超限超载车辆801台。\n子丑。\n寅卯。\n辰巳。",
            "子丑。\n寅卯。\n辰巳。\n今年以来查处超限超载车辆810台。",
            [("moved", 1, 4)],
        ),
        ("甲。\n\n乙。", "甲。\n乙。", []),
    ],
)
def test_sentences(old, new, expected):
    """Changed, moved, added, removed, each at its line; a paragraph that was only broken anew has not changed."""
    edits = redline(read(old, 1), read(new, 1))

    assert [(e.kind, e.before.line if e.before else 0, e.after.line if e.after else 0) for e in edits] == expected


@quick
@given(st.lists(st.sampled_from("甲乙丙丁"), max_size=8), st.lists(st.sampled_from("甲乙丙丁"), max_size=8))
def test_every_sentence_is_told_once(old, new):
    """What the edits take away from the old sentences and add to them makes the new ones."""
    sides = [read("\n\n".join(f"{name}句话。" for name in names), 1) for names in (old, new)]
    edits = redline(*sides)
    left = [one for one in sides[0] if one not in [edit.before for edit in edits]]
    right = [one for one in sides[1] if one not in [edit.after for edit in edits]]

    assert [one.text for one in left] == [one.text for one in right]


NEXT = """\
title: 关于专项巡察整改进展情况的通报
issuer: 示例市水务局
date: 2024-09-01
follows: jiancha
counts: {total: 4, completed: 2, ongoing: 2}
issues:
  - {id: "1", title: 值班记录不完整, status: ongoing, reopened: {because: 抽查又有漏记}}
  - {id: "2", title: 消防器材过期, status: completed, due: 2024-06-30, completed: 2024-06-12}
  - {id: "3", title: 预案多年未修订, status: completed, due: 2024-07-31, completed: 2024-07-30}
  - {id: "4", title: 台账不全, status: not_started}
tallies: [{name: 一般隐患, total: 10, completed: 7, ongoing: 3}]
contact: {phone: "5550100", area: "0300", address: 样本路1号}
"""
BRIDGE = "上期未完成2 + 新增1 + 反弹1 − 完成2 = 本期未完成2"
SPAN = "unfinished before 2 + added 1 + reopened 1 − completed 2 = unfinished now 2"


def test_a_new_edition(repository, diff):
    """It is told against the one that it goes on from, not as a text out of nothing; what each has for itself is no news."""
    (repository / "bulletins/2024/jinzhan.md").write_text(whole(NEXT), encoding="utf-8")
    _, (found,), _ = diff()
    told = {fact["at"]: (fact["before"], fact["after"], fact["note"]) for fact in found["facts"]}

    assert (found["state"], found["edition"]) == ("added", {"id": "jiancha", "path": FILE})
    assert found["bridge"]["relation"] == BRIDGE
    assert (found["bridge"]["before"], found["bridge"]["after"]) == (2, 2)
    assert told["issues.1.status"] == ("已完成", "正在整改", "反弹：抽查又有漏记")
    assert told["issues.2.status"] == ("正在整改", "已完成", "完成于 2024-06-12")
    assert told["issues.4"] == ("", "尚未启动", "新增")
    assert told["counts.completed"] == ("1", "2", "+1")
    assert told["tallies[1].ongoing"] == ("6", "3", "-3")
    assert told["title"][0] == "关于专项巡察整改情况的通报"
    assert not {"date", "follows", "state"} & told.keys()
    assert [edit["kind"] for edit in found["prose"]] == ["changed"]
    assert found["totals"]["before"][0]["relation"] == "已完成1 + 未完成2 = 总数3"


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_new_edition_is_told(repository, capsys, form):
    """In every form, in both languages: what it follows, the bridge, what moved."""
    git(repository, "checkout", "-qb", "xin")
    (repository / "bulletins/2024/jinzhan.md").write_text(whole(NEXT), encoding="utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "x")
    (repository / FILE).unlink()  # what is compared with is that of the revision
    for lang, said in (("zh", ["新的一期，与上期相比", BRIDGE]), ("en", ["a new edition", SPAN])):
        assert main(["diff", "main...xin", "--format", form, "--lang", lang]) == 0
        out = re.sub(r"\\(.)", r"\1", capsys.readouterr().out)
        assert all(words in out for words in [*said, FILE, "消防器材过期"])


@pytest.mark.parametrize(
    ("first", "second", "follows", "edition"),
    [
        ("", "", "jiancha", FILE),
        ("id: di-1-qi\n", "", "di-1-qi", FILE),
        ("", "", "nowhere", None),
        ("", "state: withdrawn\nwithdrawn: {on: 2024-08-01, because: 有误}\nfollows: jiancha\n", "zhong", FILE),
        ("follows: zhong\n", "follows: jiancha\n", "zhong", "bulletins/2024/zhong.md"),
        ("state: withdrawn\nwithdrawn: {on: 2024-08-01, because: 有误}\n", "", "jiancha", None),
    ],
)
def test_which_edition_it_follows(repository, diff, first, second, follows, edition):
    """By its id or its name, withdrawn ones looked through; where there is none, the new one stands by itself."""
    (repository / FILE).write_text(whole(first + FRONT), encoding="utf-8")
    (repository / "bulletins/2024/zhong.md").write_text(whole(second + FRONT), encoding="utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "x")
    text = whole(NEXT.replace("follows: jiancha", f"follows: {follows}"))
    (repository / "bulletins/2024/jinzhan.md").write_text(text, encoding="utf-8")
    (from_files,) = diff()[1]
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "x")
    (from_git,) = diff("HEAD~1", "HEAD")[1]

    assert from_files == from_git
    assert (from_git["edition"] or {}).get("path") == edition
    assert bool(from_git["facts"]) == bool(edition)


def test_two_editions_as_files(tmp_path, capsys):
    """Two files of which the one follows the other are editions, too."""
    for name, text in (("jiancha.md", whole()), ("jinzhan.md", whole(NEXT))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    main(["diff", str(tmp_path / "jiancha.md"), str(tmp_path / "jinzhan.md")])

    assert BRIDGE in capsys.readouterr().out


def test_in_english(tmp_path, capsys):
    """What the program says is English: of Chinese only titles, names of ledgers, sentences and labels of statuses are left."""
    new = FRONT.replace("{total: 3, completed: 1, ongoing: 2}", "{total: 3, completed: 2, ongoing: 2}")
    new = whole(new.replace("completed: 4", "completed: 5"), BODY.replace("每周", "每月"))
    for name, text in (("old.md", whole()), ("new.md", new)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    main(["diff", str(tmp_path / "old.md"), str(tmp_path / "new.md"), "--lang", "en"])
    out = capsys.readouterr().out

    assert (
        "    · counts.completed: 1 → 2 (+1)\n        completed 2 + not completed 2 = total 3 (does not add up)" in out
    )
    assert "        completed in the register 1 = declared completed 2 (does not add up)" in out
    assert "        line 14: 反馈的3个问题，已完成1个，正在整改2个 (differs)" in out
    assert "    · 一般隐患: completed: 4 → 5 (+1)" in out
    assert "    - matters  completed 1 + not completed 2 = total 3 (adds up)" in out
    assert "    changed line 19 (一、整改情况)" in out
    assert not re.search("[：（）]", out)


def test_sections(tmp_path):
    """A sentence is told under its heading."""
    (edit,) = reviewed(tmp_path, whole(), whole(body=BODY.replace("每周", "每月"))).prose

    assert (edit.kind, edit.here.section, edit.here.line) == ("changed", "一、整改情况", 19)


def git(folder: Path, *words: str) -> str:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    named = ["-c", "user.name=x", "-c", "user.email=x@example.cn", "-c", "init.defaultBranch=main"]
    return subprocess.run(
        ["git", *named, *words], cwd=folder, env=environment, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A project with a bulletin and its next state, committed one after the other."""
    project = tmp_path / "项目 1"
    (project / "bulletins/2024").mkdir(parents=True)
    (project / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    git(project, "init", "-q")
    for text in (whole(), whole(body=BODY.replace("每周", "每月"))):
        (project / "bulletins/2024/jiancha.md").write_text(text, encoding="utf-8")
        git(project, "add", "-A")
        git(project, "commit", "-qm", "x")
    monkeypatch.chdir(project)
    return project


@pytest.fixture
def diff(capsys):
    """The exit code, the bulletins as data, and what was said beside them."""

    def call(*args: str) -> tuple[int, list[dict], str]:
        code = main(["diff", "--format", "json", *args])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else [], said.err

    return call


@pytest.mark.parametrize(
    "words",
    [["HEAD~1", "HEAD"], ["HEAD~1"], ["HEAD~1..HEAD"], ["HEAD~1...HEAD"], ["HEAD~1", FILE], ["HEAD~1", "bulletins"]],
)
def test_revisions(repository, diff, words):
    """Two of them, one and the files as they are, a range, narrowed to paths."""
    code, (found,), _ = diff(*words)

    assert code == 0
    assert (found["path"], found["state"]) == (FILE, "changed")
    assert found["prose"][0]["marks"] == [["same", "每"], ["del", "周"], ["ins", "月"], ["same", "抽查一次值班记录。"]]


def test_working_tree(repository, diff, monkeypatch):
    """Without a word: the files as they are against the last commit, from any folder of the project."""
    assert diff() == (0, [], "没有改动。\n")
    (repository / FILE).write_text(whole(), encoding="utf-8")
    (repository / "bulletins/2024/xin.md").write_text(whole(), encoding="utf-8")
    (repository / "bulletins/_geren.md").write_text(whole(), encoding="utf-8")
    monkeypatch.chdir(repository / "bulletins")
    code, found, _ = diff()

    assert [(one["path"], one["state"]) for one in found] == [(FILE, "changed"), ("bulletins/2024/xin.md", "added")]
    assert code == 0
    assert diff("--exit-code")[0] == 1


def test_renamed(repository, diff):
    """A file under a new name is the same bulletin, committed or not, with other changes in it."""
    text = (repository / FILE).read_text(encoding="utf-8").replace("5550100", "5550101")
    (repository / FILE).unlink()
    (repository / "bulletins/2025").mkdir()
    (repository / "bulletins/2025/改名.md").write_text(text, encoding="utf-8")

    for words in ([], ["HEAD~1", "HEAD"]):
        _, (found,), _ = diff(*words)
        assert (found["before_path"], found["path"], found["state"]) == (FILE, "bulletins/2025/改名.md", "renamed")
        assert "contact.phone" in [fact["at"] for fact in found["facts"]]
        git(repository, "add", "-A")
        git(repository, "commit", "-qm", "x", "--allow-empty")


def test_removed(repository, diff):
    """A bulletin that is gone is told."""
    (repository / FILE).unlink()
    _, (found,), _ = diff()

    assert (found["state"], found["prose"]) == ("removed", [])


def test_only_the_layout(repository, diff, capsys):
    """What `fmt` does is no change, and is said to be none."""
    text = (repository / FILE).read_text(encoding="utf-8").replace("。\n每月", "。每月")
    (repository / FILE).write_text(text, encoding="utf-8")
    _, (found,), _ = diff()

    assert (found["facts"], found["prose"]) == ([], [])
    main(["diff"])
    assert "只改了写法" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "没有版本“nowhere”"),
        (["HEAD", "nowhere"], "没有版本“nowhere”"),
        (["HEAD..nowhere"], "没有版本“nowhere”"),
        (["HEAD...nowhere"], "没有版本“nowhere”"),
        (["--", "--output=x"], "没有版本“--output=x”"),
        (["a", "b", "c"], "最多两个"),
        ([FILE, "HEAD"], "先写版本"),
        (["HEAD", "/etc/passwd"], "不在这个项目里"),
    ],
)
def test_revisions_that_are_not_there(repository, diff, words, said):
    """It says which, and exits with 2."""
    code, found, err = diff(*words)

    assert (code, found) == (2, [])
    assert said in err


def test_shallow_clone(repository, diff, tmp_path, monkeypatch):
    """What is missing in a shallow clone is told from what was never there."""
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "flach")
    monkeypatch.chdir(tmp_path / "flach")
    code, _, err = diff("HEAD~1")

    assert code == 2
    assert "浅克隆" in err
    assert "--unshallow" in err


def test_without_commits(tmp_path, diff, monkeypatch):
    """A repository that has only just begun."""
    git(tmp_path, "init", "-q")
    monkeypatch.chdir(tmp_path)

    assert diff()[0] == 2
    assert "还没有提交" in diff()[2]


def test_without_a_repository(tmp_path, diff, monkeypatch):
    """It says that two files can be compared without one."""
    monkeypatch.chdir(tmp_path)
    code, _, err = diff()

    assert code == 2
    assert "不在 git 仓库里" in err


def test_without_git(repository, diff, monkeypatch):
    """The same where git is not installed; two files need none."""
    monkeypatch.setenv("PATH", "/nowhere")
    assert diff()[0] == 2
    assert "没有 git" in diff()[2]
    (repository / "alt.md").write_text(whole(), encoding="utf-8")

    assert [one["before_path"] for one in diff("alt.md", FILE)[1]] == ["alt.md"]


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\xff", "RB004"),
        ("---\ntitle：甲\n---\n".encode(), "RB009"),
        (b"", "RB007"),
        ("---\ntitle: 甲\n---\n".encode("utf-16"), "RB004"),
    ],
)
def test_a_version_that_cannot_be_read(repository, diff, raw, rule):
    """It is told which version, and why; the exit code is 1."""
    (repository / FILE).write_bytes(raw)
    code, (found,), _ = diff()

    assert code == 1
    assert [(one["version"], one["rule"]) for one in found["unread"]] == [("after", rule)]


def test_lines_of_what_cannot_be_read(repository, diff):
    """Where it is text at least, its lines are compared."""
    text = (repository / FILE).read_text(encoding="utf-8").replace("title: ", "title：", 1)
    (repository / FILE).write_text(text, encoding="utf-8")
    _, (found,), _ = diff()

    assert [edit["before"]["line"] for edit in found["prose"]] == [2]


def test_nothing_of_the_repository_is_run(repository, diff, tmp_path):
    """Neither its drivers nor its hooks: what is reviewed may be a stranger's."""
    mark = tmp_path / "run"
    for name in ("diff.external", "diff.x.textconv", "diff.x.command", "core.fsmonitor"):
        git(repository, "config", name, f"touch {mark};")
    (repository / ".gitattributes").write_text("*.md diff=x\n")
    (repository / FILE).write_text(whole(), encoding="utf-8")

    assert len(diff()[1]) == 1
    assert not mark.exists()


def test_link_out_of_the_repository(repository, diff, tmp_path):
    """A bulletin that became a link to a file elsewhere is not read."""
    (tmp_path / "geheim.md").write_text(whole(FRONT.replace("5550100", "5550199")), encoding="utf-8")
    (repository / FILE).unlink()
    (repository / FILE).symlink_to(tmp_path / "geheim.md")
    _, (found,), _ = diff()

    assert found["state"] == "removed"


def hostile() -> tuple[str, str]:
    return whole(), whole(
        FRONT.replace("消防器材过期", '"<script>alert(1)</script>|*x*"'), BODY.replace("每周", "<b>每月</b>")
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_page(tmp_path, lang, capsys):
    """One page that asks for nothing, valid, with no script that a bulletin could bring in."""
    old, new = hostile()
    for name, text in (("old.md", old), ("new.md", new)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = tmp_path / "page.html"
    assert (
        main(
            [
                "diff",
                str(tmp_path / "old.md"),
                str(tmp_path / "new.md"),
                "--format",
                "html",
                "-o",
                str(page),
                "--lang",
                lang,
            ]
        )
        == 0
    )
    html = page.read_text(encoding="utf-8")
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(html)

    assert "<script" not in html
    assert not re.search(r'(?:src|href)="(?!#)|url\(|@import', html)
    assert "<ins>&lt;b&gt;每月&lt;/b&gt;</ins>" in html or "&lt;b&gt;" in html


@pytest.mark.shipped
@pytest.mark.parametrize("width", [1440, 360])
def test_page_in_a_browser(browser, tmp_path, width, capsys):
    """Nothing stands out of the window; what was taken out and put in differs by more than its colour."""
    page = tmp_path / "page.html"
    files = [str(ROOT / f"bulletins/samples/fangxun-xuncha-2024-{month}.md") for month in ("08", "12")]
    main(["diff", *files, "--format", "html", "-o", str(page)])
    with browser.new_page(viewport={"width": width, "height": 900}) as tab:
        tab.goto(page.as_uri())
        lines = [
            tab.eval_on_selector(f"article {tag}", "e => getComputedStyle(e).textDecorationLine")
            for tag in ("del", "ins")
        ]

        assert tab.evaluate("document.documentElement.scrollWidth") == width
        assert lines == ["line-through", "underline"]


def test_comment(tmp_path, capsys):
    """Markdown in which nothing of a bulletin is a mark of its own."""
    old, new = hostile()
    for name, text in (("old.md", old), ("new.md", new)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    main(["diff", str(tmp_path / "old.md"), str(tmp_path / "new.md"), "--format", "markdown"])
    out = capsys.readouterr().out

    assert "<script" not in out.replace("\\<script", "")
    assert "~~每周~~" in out or "~~周~~" in out


@pytest.mark.shipped
def test_text(tmp_path, capsys):
    """For a terminal: kinds, facts, relations, totals, sentences with their marks."""
    old = REAL.read_text(encoding="utf-8")
    new = old.replace("  completed: 13\n", "  completed: 14\n", 1).replace("801台", "810台")
    for name, text in (("old.md", old), ("new.md", new)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["diff", str(tmp_path / "old.md"), str(tmp_path / "new.md")]) == 0
    out = capsys.readouterr().out.splitlines()

    assert "    · 已完成整改的数量：13 → 14（+1）" in out
    assert "        已完成14 + 未完成7 = 总数20（对不上）" in out
    assert "    + 问题  已完成14 + 未完成7 = 总数20（对不上）" in out
    assert "        反馈以来，建立工作机制3项；查处超限超载车辆[-801-]{+810+}台，对71家源头企业作出处罚。" in out


def test_a_sentence_has_its_own_relations(tmp_path):
    """Not those of others on its line; and those of its second line, too."""
    first = "反馈的3个问题，已完成1个，正在整改2个。排查隐患9处，其中重大隐患4处、一般隐患{}处。"
    body = f"{first}\n制度已印发，\n检查{{}}家，其中合格5家、不合格1家。\n"
    found = reviewed(tmp_path, *(whole(body=body.format(*figures)) for figures in ((6, 5), (5, 6))))
    relations = [retelling.recounted(found, edit, "zh") for edit in found.prose]

    assert relations == [
        ["4+5=9，与总数9相符（对得上）"],
        ["5+1=6，与总数6相符（对得上）"],
    ]


def test_a_long_bulletin_is_quick(tmp_path):
    """A thousand sentences, each of them changed, within seconds."""
    sides = [
        whole(body="".join(f"第{n}项工作按照要求完成了{n + add}处整改任务并通过验收。\n" for n in range(1000)))
        for add in (0, 7)
    ]
    began = time.process_time()
    found = reviewed(tmp_path, *sides)

    assert len(found.prose) >= 1000
    assert time.process_time() - began < 30

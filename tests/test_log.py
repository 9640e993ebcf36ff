"""`bulletin log`: editions, approvals, and what each commit did, under earlier names as well; without git, the first two."""

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bulletin.cli import main
from bulletin.model import Issue
from bulletin.review.facts import OTHERS

FIRST = """\
id: xuncha-1
date: 2024-03-01
issues:
  - {id: "1", title: 巡查记录不全, status: ongoing}
  - {id: "2", title: 道口设施缺失, status: completed}
"""
SECOND = """\
id: xuncha-2
follows: xuncha-1
counts: {total: 2, completed: 1, ongoing: 1}
issues:
  - {id: "1", title: 巡查记录不全, status: ongoing}
  - {id: "2", title: 道口设施缺失, status: completed}
"""
BODY = "专人负责巡查记录。\n值班制度已经印发。\n"


@pytest.fixture
def project(tmp_path: Path, whole: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two editions, and settings that ask for two steps."""
    (tmp_path / "bulletins").mkdir()
    (tmp_path / "mkdocs.yml").write_text("extra: {bulletin: {name: 局, approval: {steps: [初审, 终审]}}}\n")
    (tmp_path / "bulletins/first.md").write_text(whole(FIRST))
    (tmp_path / "bulletins/second.md").write_text(whole(SECOND, BODY))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return tmp_path


def git(*words: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=李编辑", "-c", "user.email=li@example.cn", *words], check=True, capture_output=True
    )


def commit(said: str) -> None:
    git("add", "-A")
    git("commit", "-q", "-m", said)


def told(file: str, capsys: pytest.CaptureFixture[str], *more: str) -> list[str]:
    capsys.readouterr()
    assert main(["log", file, *more]) == 0
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


def test_a_life(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Begun, renamed, a figure and a status changed, laid out anew, approved, and changed again without a commit."""
    git("init", "-q")
    commit("起草")
    git("mv", "bulletins/second.md", "bulletins/xuncha.md")
    commit("改名")
    file = project / "bulletins/xuncha.md"
    text = (
        file.read_text()
        .replace("completed: 1, ongoing: 1", "completed: 2, ongoing: 0")
        .replace("status: ongoing", "status: completed")
    )
    file.write_text(text)
    commit("巡查记录补齐")
    file.write_text(text.replace("id: xuncha-2", "# 第二期\nid: xuncha-2"))
    commit("加注")
    assert main(["approve", str(file), "--step", "初审", "--by", "张三", "--on", "2024-05-02"]) == 0
    commit("初审")
    file.write_text(file.read_text().replace("值班制度已经印发。", "值班制度已经印发施行。"))
    lines = told("bulletins/xuncha.md", capsys)
    commits = lines[lines.index("经过") + 1 :]
    heads = [line.rpartition("  ")[2] for line in commits if line.startswith(date.today().isoformat())]  # noqa: DTZ011

    assert "2024-03-01  xuncha-1  共2个，已完成1个，未完成1个。" in lines
    assert "* 2024-05-01  xuncha-2  共2个，已全部完成。" in lines
    assert "上期未完成1 − 完成1 = 本期未完成0" in lines
    assert "2024-05-02  初审  张三  内容又改过" in lines
    assert heads == ["起草", "改名", "巡查记录补齐", "加注", "初审"]
    assert [line for line in commits if "李编辑" not in line] == [
        "新文件：共2个，已完成1个，未完成1个。",
        "bulletins/second.md → bulletins/xuncha.md",
        "1 巡查记录不全：正在整改 → 已完成（完成，没有写日期）",
        "已完成整改的数量：1 → 2（+1）",
        "未完成的数量：1 → 0（-1）",
        "只改了写法，内容没有变。",
        "审签：2024-05-02  初审  张三",
        "还没有提交的修改",
        "正文：改1句",
    ]


def test_without_git(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Editions and approvals alone, in either language."""
    main(["approve", "bulletins/second.md", "--step", "初审", "--by", "张三", "--on", "2024-05-02"])
    zh, en = (told("bulletins/second.md", capsys, "--lang", lang) for lang in ("zh", "en"))

    assert zh[-3:] == ["审签", "2024-05-02  初审  张三  有效", "没有 git 历史，只列以上各项。"]
    assert en[-3:] == ["Approvals", "2024-05-02  初审  张三  holds", "No git history: this is all."]


def test_what_is_not_committed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that git does not know yet has no other life than that it is there."""
    git("init", "-q")

    assert told("bulletins/second.md", capsys)[-2:] == ["还没有提交的修改", "新文件：共2个，已完成1个，未完成1个。"]


@pytest.mark.parametrize(("name", "text"), [("nowhere.md", None), ("broken.md", "通报")])
def test_what_cannot_be_told(project: Path, capsys: pytest.CaptureFixture[str], name: str, text: str | None) -> None:
    """A file that is not there or cannot be read."""
    if text:
        (project / "bulletins" / name).write_text(text)

    assert main(["log", f"bulletins/{name}"]) == 2
    assert name in capsys.readouterr().err


def test_every_field_of_an_entry_is_compared() -> None:
    """A field that no comparison knows would pass for a change of layout."""
    assert {"id", "title", "status", "completed", "verified", "due", "revised", *OTHERS} == set(Issue.model_fields)

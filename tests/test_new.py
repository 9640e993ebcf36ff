"""`bulletin new`: a bulletin from a few answers, and the next edition of one; nothing in it is made up."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin.cli import main
from bulletin.editing.fmt import canonical
from bulletin.editing.written import written
from bulletin.findings import Finding
from bulletin.front import read_front
from bulletin.load import load
from bulletin.model import Bulletin
from bulletin.site import Site

pytestmark = pytest.mark.shipped
ROOT = Path(__file__).parents[1]
FLAGS = [
    "--title",
    "关于专项检查整改情况的通报",
    "--issuer",
    "示例市水务局",
    "--phone",
    "0300-5550100",
    "--address",
    "示例市样本路1号",
]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with the samples, in which nobody sits at a terminal."""
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nextra:\n  bulletin:\n    name: 示例市水务局\n", encoding="utf-8"
    )
    for file in ("fangxun-xuncha-2024-08", "fangxun-xuncha-2024-12"):
        target = tmp_path / f"bulletins/samples/{file}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / f"bulletins/samples/{file}.md").read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return tmp_path


def begun(project: Path, path: str) -> Bulletin:
    """What was written, which is in canonical form."""
    text = (project / path).read_text(encoding="utf-8")
    assert canonical(text) == text
    (source,) = [source for source in load(project / "bulletins") if source.path == path]
    assert source.bulletin
    return source.bulletin


def rules(findings: list[Finding], path: str) -> list[str]:
    return sorted(finding.rule for finding in findings if finding.path == path)


def test_from_flags(project, capsys, judge):
    """A draft that passes the check, with nothing in it but what was given; what is missing stops a publication."""
    assert (
        main(
            ["new", "jiancha", *FLAGS, "--date", "2025-03-20", "--kind", "专项检查", "--total", "3", "--completed", "2"]
        )
        == 0
    )
    path = "bulletins/2025/jiancha.md"
    assert capsys.readouterr().out == f"{path}\n"
    made = begun(project, path)

    assert (made.state, made.title, made.issuer) == ("draft", FLAGS[1], FLAGS[3])
    assert str(made.date) == "2025-03-20"
    assert made.counts
    assert [str(made.counts.total), str(made.counts.completed), str(made.counts.ongoing)] == ["3", "2", "1"]
    assert rules(judge(project), path) == ["RB602"]


def test_register_from_flags(project):
    """An entry for every title, a heading for every entry, no status that nobody told."""
    assert main(["new", "jiancha", *FLAGS, "--date", "2025-03-20", "--issue", "甲记录不全", "--issue", "乙: 过期"]) == 0
    made = begun(project, "bulletins/2025/jiancha.md")

    assert [(issue.id, issue.title, issue.status) for issue in made.issues] == [
        ("1", "甲记录不全", ""),
        ("2", "乙: 过期", ""),
    ]
    assert made.counts is None
    assert "### （二）乙: 过期\n\nXX。\n" in made.body


@pytest.mark.parametrize(("total", "completed", "ongoing"), [("3", "", "XX"), ("20余", "3", "XX"), ("XX", "XX", "XX")])
def test_figures_that_cannot_be_told(project, total, completed, ongoing):
    """The rest is reckoned from two whole numbers, and left open else."""
    assert main(["new", "x", *FLAGS, "--date", "2025-03-20", "--total", total, "--completed", completed]) == 0
    counts = begun(project, "bulletins/2025/x.md").counts

    assert counts
    assert (str(counts.completed), str(counts.ongoing)) == (completed or "XX", ongoing)


def test_contact_of_the_site(project, judge):
    """Who was not told how to reach the bureau takes what its settings say."""
    (project / "mkdocs.yml").write_text(
        "extra:\n  bulletin:\n    name: 局\n    contact: {phone: 0300-5550100, address: 甲路1号, postcode: '045500'}\n",
        encoding="utf-8",
    )
    assert main(["new", "x", "--title", "甲", "--date", "2025-03-20", "--phone", "0300-5550199"]) == 0
    made = begun(project, "bulletins/2025/x.md")

    assert made.issuer == "局"
    assert made.contact
    assert (made.contact.phone, made.contact.address, made.contact.postcode) == ("0300-5550199", "甲路1号", "045500")


def test_next_edition(project, judge, capsys):
    """Ids, due dates, revisions, completion and acceptance as they stood; figures as of the day they held; no new claim."""
    assert main(["new", "--follows", "fangxun-xuncha-2024-12", "--date", "2025-04-10"]) == 0
    path = "bulletins/samples/fangxun-xuncha-2025-04.md"
    made, before = begun(project, path), begun(project, "bulletins/samples/fangxun-xuncha-2024-12.md")

    assert [issue.model_copy(update={"reopened": None}) for issue in before.issues] == list(made.issues)
    assert made.follows == before.id
    assert made.counts == before.counts
    assert made.tallies == before.tallies
    assert (made.number, made.index, made.published, made.corrections, made.sample) == ("", "", None, (), True)
    unfinished = [issue.title for issue in before.issues if Site().bucket(issue.status) == "ongoing"]
    headings = [line.partition(".")[2] for line in made.body.splitlines() if line.startswith("####")]
    assert headings == unfinished
    assert rules(judge(project), path) == ["RB602"]
    assert capsys.readouterr().out == f"{path}\n"


def test_a_withdrawn_edition_is_not_gone_on_from(project, capsys):
    """What it says no longer holds: the one before it is named."""
    file = project / "bulletins/samples/fangxun-xuncha-2024-12.md"
    gone = "state: withdrawn\nwithdrawn: {on: 2025-01-20, because: 统计有误}\ntitle:"
    file.write_text(file.read_text(encoding="utf-8").replace("title:", gone, 1), encoding="utf-8")

    assert main(["new", "--follows", "fangxun-xuncha-2024-12", "--date", "2025-04-10"]) == 2
    assert "已经撤回，请用 --follows fangxun-xuncha-2024-08" in capsys.readouterr().err
    assert main(["new", "--follows", "fangxun-xuncha-2024-08", "--date", "2025-04-10"]) == 0


def test_next_edition_of_one_with_waivers(project, judge):
    """Waivers that have an effect in the new edition go along, the others stay behind."""
    (project / "bulletins/2023").mkdir()
    (project / "bulletins/2023/xuncha.md").write_bytes((ROOT / "bulletins/2023/anquan-hangji-xuncha.md").read_bytes())
    assert main(["new", "--follows", "xuncha", "--date", "2024-03-01", "--title", "后续整改情况的通报"]) == 0
    path = "bulletins/2024/xuncha-2024-03.md"
    made = begun(project, path)

    assert [waiver.rule for waiver in made.waive] == ["RB103", "RB104", "RB503"]
    assert made.title == "后续整改情况的通报"
    assert made.counts
    assert str(made.counts.as_of) == "2023-11-17"
    assert rules(judge(project), path) == ["RB602"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["new", "x", "--issuer", "局"], "--title"),
        (["new", "Anquan", *FLAGS], "小写"),
        (["new", "../x", *FLAGS], "小写"),
        (["new", *FLAGS], "小写"),
        (["new", "fangxun-xuncha-2024-08", *FLAGS], "已经有了"),
        (["new", "--follows", "nowhere"], "fangxun-xuncha-2024-12"),
        (["new", "--follows", "fangxun-xuncha-2024-08"], "--follows fangxun-xuncha-2024-12"),
    ],
)
def test_called_wrongly(project, capsys, args, said):
    """It says what to do, and writes nothing."""
    before = sorted(project.rglob("*"))

    assert main(args) == 2
    assert said in capsys.readouterr().err
    assert sorted(project.rglob("*")) == before


def test_nothing_is_overwritten(project):
    """Not even a file that is no bulletin."""
    (project / "bulletins/2025").mkdir()
    (project / "bulletins/2025/x.md").write_text("甲", encoding="utf-8")

    assert main(["new", "x", *FLAGS, "--date", "2025-03-20"]) == 2
    assert (project / "bulletins/2025/x.md").read_text(encoding="utf-8") == "甲"


def test_at_a_terminal(project):
    """Each question in turn; an empty answer is what stands in brackets, or nothing."""
    answers = [
        "jiancha",
        "关于专项检查整改情况的通报",
        "",
        "专项检查",
        "市检查组",
        "2025-02-01",
        "2",
        "1",
        "5550100",
        "0300",
        "样本路1号",
        "",
    ]
    here, there = pty.openpty()
    command = [sys.executable, "-m", "bulletin.cli", "new", "--date", "2025-03-20"]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    process = subprocess.Popen(
        command, cwd=project, env=environment, stdin=there, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    os.write(here, "".join(f"{answer}\n" for answer in answers).encode())
    _, asked = process.communicate(timeout=60)
    os.close(here)
    os.close(there)
    made = begun(project, "bulletins/2025/jiancha.md")

    assert process.returncode == 0
    assert "发文机关（署名） [示例市水务局]：" in asked.decode()
    assert (made.issuer, made.inspection and made.inspection.by) == ("示例市水务局", "市检查组")
    assert made.contact
    assert (made.contact.area, made.contact.email) == ("0300", "")


@pytest.mark.parametrize(
    "value",
    [
        "甲",
        "045500",
        "1.10",
        "甲: 乙",
        "- 甲",
        "#甲",
        "甲 #乙",
        '"甲"',
        "'甲",
        "[甲]",
        "a, b",
        "*",
        "",
        " 甲",
        "甲  乙",
        "甲\n乙",
        "{甲",
        "on",
        "~",
        "null",
        "&a",
        "甲:",
        "?",
        "\\",
    ],
)
def test_values_are_read_back(value):
    """Whatever a value is, the parser reads it back, in a group, in a list, in an entry of the register."""
    data = {
        "title": value,
        "contact": {"address": value},
        "waive": [{"rule": "RB101", "because": value}],
        "issues": [
            {
                "id": "1",
                "title": value,
                "verified": {"by": value, "on": "2024-05-01"},
                "measures": [value, "乙"],
                "revised": [{"to": "2024-05-01", "because": value}],
            }
        ],
    }
    expected = (
        data
        if value
        else {
            "waive": [{"rule": "RB101"}],
            "issues": [
                {"id": "1", "verified": {"on": "2024-05-01"}, "measures": ["", "乙"], "revised": [{"to": "2024-05-01"}]}
            ],
        }
    )

    assert read_front(written(data)).data == expected

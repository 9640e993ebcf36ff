"""The command as people and machines call it: in a process of its own, from any folder."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin import digests
from bulletin.cli import main
from bulletin.rules import RULES

ROOT = Path(__file__).parents[1]
BAD = "counts: {total: 20, completed: 13, ongoing: 8}\n"
KEYS = ["rule", "severity", "path", "line", "column", "message", "quote"]
HEAVY = ("weasyprint", "mkdocs", "properdocs", "material", "openpyxl", "lxml", "docx")


@pytest.fixture
def project(tmp_path, whole, monkeypatch):
    """A project with a good, a bad and a draft bulletin, in which the command is called."""
    for path, front in (("2024/good", ""), ("2024/bad", BAD), ("2023/draft", "state: draft\n" + BAD)):
        file = tmp_path / "bulletins" / f"{path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(whole(front))
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nextra:\n  bulletin:\n    name: 局\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# 首页\n")
    (tmp_path / "README.md").write_text("# 说明\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def said(capsys):
    """The exit code and the output of a call."""

    def call(*args: str) -> tuple[int, str, str]:
        code = main(args)
        return code, *capsys.readouterr()

    return call


def found(said, *args: str) -> list[tuple[str, str, str]]:
    code, out, _ = said("check", "--format", "json", *args)
    rows = json.loads(out)
    assert code == any(row["severity"] == "error" for row in rows)
    return [(row["path"], row["rule"], row["severity"]) for row in rows]


BOTH = [("bulletins/2023/draft.md", "RB101", "warning"), ("bulletins/2024/bad.md", "RB101", "error")]


def test_check_says_what_is_wrong(project, said):
    """Findings on the output, each with the line it speaks of; the sum of it beside, so that a pipe has only findings."""
    code, out, err = said("check")

    assert code == 1
    assert out.splitlines() == [
        "bulletins/2023/draft.md:3:32: RB101 （提示）已完成13 + 未完成8 = 21，与问题总数20不符（多1）。"
        "请核对 counts.completed、counts.ongoing 或 counts.total。",
        "    │ counts: {total: 20, completed: 13, ongoing: 8}",
        "bulletins/2024/bad.md:2:32: RB101 已完成13 + 未完成8 = 21，与问题总数20不符（多1）。"
        "请核对 counts.completed、counts.ongoing 或 counts.total。",
        "    │ counts: {total: 20, completed: 13, ongoing: 8}",
    ]
    assert err == "核对了 3 份通报：1 处错误，1 处提示。\n"


def test_check_in_english(project, said):
    """--lang en says the same in English."""
    code, out, err = said("check", "--lang", "en", "bulletins/2023")

    assert code == 0
    assert "RB101 (warning) completed 13 + ongoing 8 = 21, but the total is 20 (1 too many)." in out
    assert err == "Checked 1 bulletins: 0 errors, 1 warnings.\n"


def test_check_as_json(project, said):
    """JSON has these keys and no other, in this order; nothing wrong is an empty list."""
    _, out, err = said("check", "--format", "json", "bulletins/2024/bad.md")
    (row,) = json.loads(out)

    assert list(row) == KEYS
    assert err == ""
    assert (row["rule"], row["severity"], row["path"]) == ("RB101", "error", "bulletins/2024/bad.md")
    assert (row["line"], row["column"], row["quote"]) == (2, 32, BAD.strip())
    assert said("check", "--format", "json", "bulletins/2024/good.md") == (0, "[]\n", "")


def test_check_for_a_code_host(project, said, whole):
    """A workflow command a finding; what would end the command early is escaped."""
    (project / "bulletins/2024/a,b%.md").write_text(whole())
    _, out, _ = said("check", "--format", "github", "bulletins/2024")
    first, second = out.splitlines()

    assert first.startswith("::error file=bulletins/2024/a%2Cb%25.md,line=1,col=1,title=RB022::")
    assert second.startswith("::error file=bulletins/2024/bad.md,line=2,col=32,title=RB101::已完成13")
    assert said("check", "--format", "github", "bulletins/2024/good.md") == (0, "", "")


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ([], BOTH),
        (["."], BOTH),
        (["bulletins"], BOTH),
        (["bulletins/"], BOTH),
        (["bulletins/2024"], BOTH[1:]),
        (["bulletins/2024/bad.md"], BOTH[1:]),
        (["docs/../bulletins/2024/bad.md"], BOTH[1:]),
        (["bulletins/2023", "bulletins/2024/bad.md"], BOTH),
        (["bulletins/2024/bad.md", "bulletins/2024/bad.md", "bulletins/2024"], BOTH[1:]),
        (["bulletins/2024/good.md"], []),
    ],
)
def test_check_of_some(project, said, args, expected):
    """A path narrows what is told, however it is written; each finding is told once."""
    assert found(said, *args) == expected
    assert found(said, *[str(project / arg) for arg in args]) == expected


def test_check_from_a_folder_inside(project, said, monkeypatch):
    """The project is found from any folder of it, and paths are relative to where one stands."""
    monkeypatch.chdir(project / "bulletins/2024")

    assert found(said) == BOTH
    assert found(said, "bad.md") == BOTH[1:]
    assert found(said, "..") == BOTH
    assert found(said, ".") == BOTH[1:]
    assert found(said, "../2023/draft.md") == BOTH[:1]


def test_check_of_what_lies_elsewhere(project, said, whole, tmp_path_factory, monkeypatch):
    """A file or folder outside the project is checked with its settings; a copy does not quarrel with its original."""
    other = tmp_path_factory.mktemp("Other Folder")
    (other / "bad.md").write_text(whole(BAD))

    assert found(said, str(other / "bad.md")) == [(str(other / "bad.md"), "RB101", "error")]
    assert found(said, str(other)) == [(str(other / "bad.md"), "RB101", "error")]
    monkeypatch.chdir(other.parent)
    assert found(said, f"{other.name}/bad.md") == [(f"{other.name}/bad.md", "RB101", "error")]


def test_check_of_what_the_folder_passes_over(project, said, whole):
    """A file that is passed over as a draft of somebody's is checked when it is named."""
    (project / "bulletins/_new.md").write_text(whole(BAD))

    assert found(said) == BOTH
    assert found(said, "bulletins/_new.md") == [("bulletins/_new.md", "RB101", "error")]


def test_check_sees_the_others(project, said, whole):
    """Ids and editions are judged among all bulletins, though one is named."""
    (project / "bulletins/2024/next.md").write_text(whole("id: good\nfollows: draft\ndate: 2024-05-02\n"))

    next_ = "bulletins/2024/next.md"
    assert found(said, next_) == [(next_, "RB015", "error"), (next_, "RB405", "error")]


def test_check_of_settings(project, said):
    """What is wrong in mkdocs.yml is told with any call, at its line."""
    (project / "mkdocs.yml").write_text("site_name: x\nextra:\n  bulletin:\n    name: 局\n    colour: red\n")

    assert found(said, "bulletins/2024/good.md") == [("mkdocs.yml", "RB013", "error")]
    assert "mkdocs.yml:5:5: RB013" in said("check", "bulletins/2024/good.md")[1]


@pytest.mark.parametrize(("link", "rule"), [("x.md", "RB001"), ("nowhere.md", "RB001"), ("../../README.md", "RB002")])
def test_check_of_a_link(project, said, link, rule):
    """Links in a circle, to nothing and to the outside are findings when they are named, too."""
    (project / "bulletins/2024/x.md").symlink_to(link)

    assert ("bulletins/2024/x.md", rule, "error") in found(said, "bulletins/2024")
    assert [("bulletins/2024/x.md", rule, "error")] == [row for row in found(said) if row not in BOTH]


def test_check_through_a_link_to_the_project(project, said, tmp_path_factory):
    """A project that is reached through a link is the same project."""
    link = tmp_path_factory.mktemp("home") / "project"
    link.symlink_to(project)

    assert found(said, str(link)) == BOTH
    assert found(said, str(link / "bulletins/2024")) == BOTH[1:]
    assert found(said, str(link / "bulletins/2024/bad.md")) == BOTH[1:]


def test_check_of_a_folder_named_like_a_bulletin(project, said):
    """A folder x.md is one finding, named or not."""
    (project / "bulletins/2024/x.md").mkdir()

    assert found(said, "bulletins/2024/x.md") == [("bulletins/2024/x.md", "RB001", "error")]


@pytest.mark.parametrize(
    "args",
    [
        ["check", "nowhere.md"],
        ["check", "bulletins", "nowhere"],
        ["rules", "RB999"],
        ["rules", "x"],
        ["pdf", "nowhere.md", "-o", "x.pdf"],
        ["pdf", "bulletins", "-o", "x.pdf"],
        ["verify"],
    ],
)
def test_called_wrongly(project, said, args):
    """Exit 2 with one line that says why, in the language that is asked for."""
    code, out, err = said(*args)
    english = said(*args, "--lang", "en")[2]

    assert (code, out) == (2, "")
    assert err.startswith("bulletin: ")
    assert err.count("\n") == 1
    assert err != english
    assert english.isascii()


@pytest.mark.parametrize("args", [[], ["chekc"], ["check", "--format", "xml"], ["check", "--lang", "fr"]])
def test_used_wrongly(args, capsys):
    """What the parser of arguments refuses is exit 2 as well."""
    with pytest.raises(SystemExit) as stopped:
        main(args)

    assert stopped.value.code == 2
    assert "usage: bulletin" in capsys.readouterr().err


def test_without_a_project(tmp_path, said, monkeypatch, whole):
    """Outside a project, all is a usage error; a file that is named is checked with the defaults."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.md").write_text(whole(BAD))

    assert said("check")[0] == 2
    assert found(said, "x.md") == [("x.md", "RB101", "error")]


def test_rules(said):
    """All rules, a line each; or the page of one, in either language and any case."""
    code, out, _ = said("rules")

    assert code == 0
    assert [line[:5] for line in out.splitlines()] == sorted(RULES)
    for code in RULES:
        assert said("rules", code.lower())[1].startswith(f"## {code} ")
    assert "Completed and ongoing add up" in said("rules", "RB101", "--lang", "en")[1]


def test_schema(said):
    """The schema is JSON, with its Chinese as it is."""
    code, out, _ = said("schema")

    assert code == 0
    assert json.loads(out)["title"] in out


# In a process of its own


def run(*command: str | Path, cwd: Path, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    """A process of its own, whatever its exit."""
    env = os.environ | {"PYTHONIOENCODING": encoding, "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, check=False)


def test_check_loads_no_printer_and_no_generator(project):
    """A check takes a moment: the printer and the site's generator are never loaded for it."""
    script = (
        "import sys; from bulletin.cli import main; code = main(['check']); "
        f"print([name for name in sys.modules if name.partition('.')[0] in {HEAVY}]); sys.exit(code)"
    )
    ran = run(sys.executable, "-c", script, cwd=project)

    assert ran.returncode == 1
    assert ran.stdout.splitlines()[-1] == b"[]"


@pytest.mark.parametrize("lines", [0, 1])
def test_a_reader_that_leaves(project, whole, lines):
    """`bulletin check | head`: a pipe that closes early is no traceback."""
    issues = "".join(f'- {{id: "{n}", title: 题, status: done}}\n' for n in range(3000))
    (project / "bulletins/2024/many.md").write_text(whole(f"issues:\n{issues}"))
    with subprocess.Popen(
        [sys.executable, "-m", "bulletin.cli", "check"], cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as ran:
        for _ in range(lines):
            ran.stdout.readline()
        ran.stdout.close()
        err = ran.stderr.read().decode()

    assert ran.returncode == 1
    assert "Traceback" not in err
    assert "Exception" not in err


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1", "utf-8"])
def test_a_console_of_another_encoding(project, whole, encoding):
    """A console that lacks a character shows its code, not a traceback."""
    (project / "bulletins" / os.fsdecode(b"\xd5\xfb\xb8\xc4.md")).write_text(whole("issuer: 𬬭业局\nx: 🙂\n"))
    ran = run(sys.executable, "-m", "bulletin.cli", "check", "--lang", "en", cwd=project, encoding=encoding)

    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1].startswith(b"Checked 4 bulletins")
    assert b"Traceback" not in ran.stderr


def test_the_installed_command():
    """`bulletin` is on the path of the environment, and the bulletins of the repository are without errors."""
    command = Path(sys.executable).parent / "bulletin"
    ran = run(command, "check", "--format", "json", cwd=ROOT)

    assert ran.returncode == 0, ran.stdout
    assert {row["severity"] for row in json.loads(ran.stdout)} <= {"warning"}


def test_check_knows_the_published_site(project, said, whole):
    """Where the site is at hand, a bulletin that differs from it in silence is named, unless others alone are asked about."""
    published = project / "public/bulletins/2024"
    published.mkdir(parents=True)
    (project / "mkdocs.yml").write_text("site_dir: public\n" + (project / "mkdocs.yml").read_text())
    (published / "good.md").write_text(whole("", "原来的正文。\n"))
    (project / "public" / digests.NAME).write_bytes(digests.sums(project / "public"))

    assert found(said) == [*BOTH, ("bulletins/2024/good.md", "RB028", "warning")]
    assert found(said, "bulletins/2023") == BOTH[:1]


@pytest.mark.parametrize("what", [b"<svg/>", b"\x89PNG\r\n\x1a\n", None])
def test_check_looks_at_pictures(project, said, whole, what):
    """A picture that may not be published is an error at once; of one that is not there the build tells."""
    if what:
        (project / "bulletins/2024/a.png").write_bytes(what)
    (project / "bulletins/2024/bad.md").write_text(whole("", "![一张图](a.png)\n"))
    rows = [("bulletins/2024/a.png", "RB812", "error")] if what == b"<svg/>" else []

    assert [row for row in found(said) if row[1] == "RB812"] == rows


def test_a_cache_under_version_control(project, said):
    """It is named, and neither read nor written."""
    assert found(said) == BOTH
    for command in (["git", "init", "-q"], ["git", "add", "-f", ".cache"]):
        subprocess.run(command, cwd=project, check=True)
    before = sorted((project / ".cache").rglob("*"))
    for file in (project / ".cache").rglob("*/*/*"):
        file.write_bytes(b"?")
    (project / "bulletins/2024/good.md").write_text("---\n---\n")

    rows = found(said)
    assert rows[0] == (".cache", "RB030", "error")
    assert set(BOTH) < set(rows)
    assert before == sorted((project / ".cache").rglob("*"))

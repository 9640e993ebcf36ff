"""What other programs run of this one: git to compare, pre-commit before a commit, a code host with every change."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.shipped
ROOT = Path(__file__).parents[1]
BULLETIN = Path(sys.executable).parent / "bulletin"
FILE = "bulletins/2023/anquan-hangji-xuncha.md"
OLD, NEW = "查处超限超载车辆801台", "查处超限超载车辆810台"
HOSTS = {
    name: yaml.safe_load((ROOT / f"ci/{name}.yml").read_text(encoding="utf-8"))
    for name in ("github", "gitlab", "gitee")
}


def environment(**more: str) -> dict[str, str]:
    plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PYTHONPATH": str(ROOT / "hooks")}
    named = {f"GIT_{who}_{what}": "x@example.cn" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return os.environ | plain | named | {"BULLETIN": str(BULLETIN)} | more


def run(project: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=project, env=environment(**more), capture_output=True, text=True, check=False)


@pytest.fixture
def project(tmp_path):
    """A clone of the project with one commit, in which the program is installed."""
    for name in ("ci", "setup", "bulletins"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in (".gitattributes", ".gitignore", "mkdocs.yml"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "fonts").symlink_to(ROOT / "fonts")
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/bulletin").symlink_to(BULLETIN)
    for command in ("git init -q -b main", "git add -A", "git commit -qm x"):
        assert run(tmp_path, *shlex.split(command)).returncode == 0
    return tmp_path


def edit(project: Path, old: str, new: str) -> None:
    """Change a text, and commit it."""
    file = project / FILE
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    run(project, "git", "commit", "-qam", "x")


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_git_compares_by_character(project, locale):
    """Numbers whole, else characters, under the heading; in any locale."""
    assert run(project, "sh", "setup/git.sh").returncode == 0
    edit(project, OLD, NEW.replace("查处", "共查处"))

    for command in ("git log -1 -p -U0 --word-diff=plain", "git diff -U0 --word-diff=plain HEAD~1"):
        lines = run(project, *shlex.split(command), LC_ALL=locale).stdout.splitlines()
        assert any(line.startswith("@@") and line.endswith("## 二、问题整改落实情况") for line in lines)
        assert any("{+共+}查处超限超载车辆[-801-]{+810+}台" in line for line in lines)


def test_git_compares_by_sentence(project):
    """Plain `git diff` shows the sentence that changed, though its paragraph stands on one line."""
    edit(project, "问题。\n反馈以来，", "问题。反馈以来，")
    run(project, "sh", "setup/git.sh")
    edit(project, OLD, NEW)
    lines = run(project, "git", "diff", "-U0", "HEAD~1").stdout.splitlines()

    assert [line for line in lines if line[1:].startswith("反馈以来")] == [
        "-反馈以来，建立工作机制3项；查处超限超载车辆801台，对71家源头企业作出处罚。",
        "+反馈以来，建立工作机制3项；查处超限超载车辆810台，对71家源头企业作出处罚。",
    ]


def test_git_compares_what_cannot_be_read(project):
    """A version that is no bulletin, and a clone in which the program is gone, are compared as they are."""
    run(project, "sh", "setup/git.sh")
    edit(project, "title: ", "title：")
    edit(project, OLD, NEW)
    assert f"+反馈以来，建立工作机制3项；{NEW}" in run(project, "git", "diff", "HEAD~1").stdout
    (project / ".venv/bin/bulletin").unlink()
    edit(project, NEW, OLD)
    assert f"+反馈以来，建立工作机制3项；{OLD}" in run(project, "git", "diff", "HEAD~1").stdout


def test_a_patch_is_of_the_file(project):
    """What is sent or applied is the source itself, not its canonical form."""
    edit(project, "问题。\n反馈以来，", "问题。反馈以来，")
    run(project, "sh", "setup/git.sh")
    edit(project, OLD, NEW)
    patch = run(project, "git", "format-patch", "-1", "--stdout").stdout

    assert run(project, "git", "checkout", "-q", "HEAD~1").returncode == 0
    assert subprocess.run(["git", "apply"], cwd=project, input=patch, text=True, check=False).returncode == 0


def hooks(name: str) -> dict[str, list[str]]:
    """The command of every hook."""
    data = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    found = data["repos"][0]["hooks"] if isinstance(data, dict) else data
    return {hook["id"]: [*hook["entry"].split(), *hook.get("args", [])] for hook in found}


@pytest.mark.parametrize("name", [".pre-commit-config.yaml", ".pre-commit-hooks.yaml"])
def test_hooks(project, name):
    """Each passes on what the repository ships, and stops what it is there to stop."""
    commands = {key: [str(BULLETIN), *command[1:]] for key, command in hooks(name).items()}
    assert [run(project, *command).returncode for command in commands.values()] == [0, 0]
    edit(project, "completed: 13", "completed: 14")
    assert run(project, *commands["bulletin-fmt"], FILE).returncode == 0
    assert run(project, *commands["bulletin-check"]).returncode == 1
    edit(project, "completed: 14", "completed:   13")
    assert run(project, *commands["bulletin-fmt"], FILE).returncode == 1
    assert run(project, *commands["bulletin-check"]).returncode == 0


def test_review(project):
    """The findings, what changed as a comment and as a page, a PDF of the bulletin that changed; 0 where all is well."""
    edit(project, OLD, NEW)
    done = run(project, "sh", "ci/review.sh", "HEAD~1", "github")

    assert done.returncode == 0, done.stderr
    assert "::warning file=" in done.stdout
    assert sorted(file.name for file in (project / "review").iterdir()) == [
        "anquan-hangji-xuncha.pdf",
        "digest.html",
        "digest.md",
    ]
    assert "~~801~~**810**" in (project / "review/digest.md").read_text(encoding="utf-8")
    assert (project / "review/anquan-hangji-xuncha.pdf").read_bytes().startswith(b"%PDF")
    assert run(project, "git", "status", "--short").stdout == ""


def test_review_of_errors(project):
    """It exits 1 with the findings, and still tells what changed."""
    edit(project, "completed: 13", "completed: 14")
    done = run(project, "sh", "ci/review.sh", "HEAD~1")

    assert done.returncode == 1
    assert "RB101" in done.stdout
    assert "对不上" in (project / "review/digest.md").read_text(encoding="utf-8")
    assert not (project / "review/anquan-hangji-xuncha.pdf").exists()


def test_review_without_a_base(project):
    """The first commit of a branch, as hosts name it, has nothing to be compared with."""
    done = run(project, "sh", "ci/review.sh", "0" * 40)

    assert done.returncode == 0
    assert "没有可以比较的版本" in done.stderr


@pytest.fixture
def stand_ins(project):
    """Programs of a code host, and a quick stand-in for ours, each of which notes how it was called."""
    folder = project.parent / "stand-ins"
    folder.mkdir(exist_ok=True)
    noting = f'#!/bin/sh\necho "${{0##*/}}" "$@" >>"{project}/.git/called"\n'
    made = 'while [ $# -gt 0 ]; do test "$1" != -o || echo made >"$2"; shift; done\n'
    listed = 'test "$2" != --paginate || printf "%s" "$OURS"\n'  # the comments that are there
    for name in ("make", "gh", "curl", "apt-get", "bulletin"):
        (folder / name).write_text(noting + {"bulletin": made, "gh": listed}.get(name, ""))
        (folder / name).chmod(0o755)
    edit(project, OLD, NEW)
    return {"PATH": f"{folder}:{os.environ['PATH']}", "BULLETIN": str(folder / "bulletin")}


def called(project: Path, name: str = "") -> list[str]:
    file = project / ".git/called"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [line for line in lines if line.startswith(name)]


COMPARED = [
    "bulletin fmt --check",
    "bulletin diff HEAD~1...HEAD --format markdown -o review/digest.md",
    "bulletin diff HEAD~1...HEAD --format html -o review/digest.html",
    f"bulletin pdf {FILE} -o review/anquan-hangji-xuncha.pdf",
]


COMMENTS = "repos/bureau/bulletins/issues"


@pytest.mark.parametrize("ours", ["", "41"])
def test_github(project, stand_ins, ours):
    """Every step that runs a command does what it should, and no text of a stranger's is put into one; one comment."""
    steps = [step for step in HOSTS["github"]["jobs"]["review"]["steps"] if "run" in step]
    told = {"BASE": "HEAD~1", "NUMBER": "7", "GITHUB_REPOSITORY": "bureau/bulletins", "OURS": ours, **stand_ins}
    told |= {"GITHUB_STEP_SUMMARY": str(project / ".git/s")}
    for step in steps:
        done = run(project, "bash", "-e", "-o", "pipefail", "-c", step["run"], **told)
        assert done.returncode == 0, done.stderr
        assert "${{" not in step["run"]
    *before, asked, sent = called(project)

    assert before == ["make ready", "bulletin check --format github", *COMPARED, "make site"]
    assert asked.startswith(f"gh api --paginate {COMMENTS}/7/comments --jq ")
    sent_anew = "gh pr comment 7 --body-file review/comment.md"
    assert sent == (
        f"gh api --silent --method PATCH {COMMENTS}/comments/41 --field body=@review/comment.md" if ours else sent_anew
    )
    assert (project / ".git/s").read_text() == "made\n"
    assert (project / "review/comment.md").read_text() == "<!-- bulletin -->\nmade\n"


def test_gitlab(project, stand_ins):
    """The same; the comment is sent if there is a token."""
    job = HOSTS["gitlab"]["bulletin"]
    told = {
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD~1",
        "CI_MERGE_REQUEST_IID": "7",
        "CI_PROJECT_ID": "5",
        "CI_API_V4_URL": "https://git.example.cn/api/v4",
    }
    for line in [*job["before_script"], *job["script"]]:
        assert run(project, "sh", "-c", line, **told, **stand_ins).returncode == 0
    for token in ("", "geheim"):
        for line in job["after_script"]:
            assert run(project, "sh", "-c", line, BULLETIN_TOKEN=token, **told, **stand_ins).returncode == 0

    (sent,) = called(project, "curl")
    assert called(project, "bulletin") == ["bulletin check --format text", *COMPARED]
    assert called(project, "make") == ["make ready", "make site"]
    assert sent.endswith("body@review/digest.md https://git.example.cn/api/v4/projects/5/merge_requests/7/notes")


def test_gitee(project, stand_ins):
    """What it runs of the project's is there, and the comparison does what it should; Gitee publishes no schema."""
    pipeline = HOSTS["gitee"]
    (check,) = pipeline["stages"][0]["steps"]
    locks = [word for line in check["commands"] for word in line.split() if word.endswith(".lock")]
    done = run(project, "sh", "-c", check["commands"][-1], **stand_ins, BASE="HEAD~1")

    assert list(pipeline) == ["version", "name", "displayName", "triggers", "variables", "stages"]
    assert [lock for lock in locks if not (ROOT / lock).is_file()] == []
    assert done.returncode == 0
    assert called(project) == ["bulletin check --format text", *COMPARED[:-1]]  # it cannot print

"""The guides, followed literally: each from an empty folder, its files stored and its commands run in their order.

A block of ```sh is run line by line, as a reader would type it; a whole bulletin in a guide is stored under the path that the
paragraphs before it name; what a guide says is to be seen must be seen. New sections are run without anything being
added here, unless a command asks questions, never ends, or needs what a test cannot have: those are named below.
"""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.shipped
ROOT = Path(__file__).parents[1]
GUIDES = ("editor", "importing", "reviewer", "publisher", "large")
FENCE = re.compile(r"^(?P<indent> *)```(?P<kind>\w*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"`(bulletins/\d[\w/.-]+\.md)`")
SEEN = re.compile(
    r"看到下面|最后一行|最后几行"
)  # in the paragraph above a block of text: what the commands before it print
ANSWERS = {".venv/bin/bulletin new xiaofang-jiancha": "关于消防安全检查整改情况的通报\n示例市水务局\n" + "\n" * 20}
LEFT_OUT = {
    "make serve": "does not end; its pages are those of the build",
    "make test": "is what runs this",
    "make cms": "asks npm; test_cms_browser.py does it, with the audits",
    "make edit": "does not end, and asks npm; test_cms_local.py does it, with the audits",
    ".venv/bin/pip install --require-hashes -r requirements-test.lock": "asks the registry, for what is installed",
    ".venv/bin/pip install --no-deps --no-build-isolation -e .": "would change the environment that runs this",
    ".venv/bin/dask scheduler --host 10.0.0.1": "does not end; test_cluster.py has a cluster",
    ".venv/bin/dask worker tls://10.0.0.1:8786 --nworkers -1 --nthreads 1": "does not end either",
    ".venv/bin/bulletin build --scheduler tls://10.0.0.1:8786": "has no scheduler there",
}
SECOND = "bulletins/samples/fangxun-xuncha-2024-12.md"  # so that there is a commit before the last
ENDLESS = 300  # seconds


class Step(NamedTuple):
    """One thing that a guide has its reader do or see: store a file, run a command, find words in what was printed."""

    kind: str
    text: str
    line: int
    path: str = ""


def steps(guide: str) -> Iterator[Step]:
    text = (ROOT / f"docs/{guide}.md").read_text(encoding="utf-8")
    for block in FENCE.finditer(text):
        line, body = text.count("\n", 0, block.start()) + 1, textwrap.dedent(block["text"])
        before = text[: block.start()].rpartition("\n## ")[2]
        paths = PATH.findall(before)
        if block["kind"] == "sh":
            yield from (Step("run", each, line + 1 + at) for at, each in enumerate(body.splitlines()) if each.strip())
        elif block["kind"] == "markdown" and body.startswith("---\n") and paths:
            yield Step("store", body, line, paths[-1])
        elif block["kind"] == "text" and SEEN.search(before.strip().rpartition("\n\n")[2]):
            yield Step("see", body, line)


@pytest.fixture
def folder(tmp_path: Path, key: Path) -> Path:
    """An empty folder, and in it a clone of the repository as it is here, made ready: what the READMEs begin with."""
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (origin / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, origin / name)
    git = ["git", "-c", "user.name=editor", "-c", "user.email=editor@example.cn"]
    subprocess.run([*git, "init", "-q", "-b", "main"], cwd=origin, check=True)
    for added, said in ((["-A", "--", ".", f":!{SECOND}"], "The project"), (["-A"], "A second edition")):
        subprocess.run([*git, "add", *added], cwd=origin, check=True)
        subprocess.run([*git, "commit", "-q", "-m", said], cwd=origin, check=True)
    subprocess.run(["git", "clone", "-q", origin, clone], check=True)
    _ready(clone)
    shutil.copy2(key, clone / "danwei.p12")
    _documents(clone)
    subprocess.run(["git", "branch", "-q", "caogao"], cwd=clone, check=True)
    for name in ("jiu.md", "xin.md"):  # two versions of a file, of one who has no git
        shutil.copy2(ROOT / SECOND, clone / name)
    return clone


def _documents(clone: Path) -> None:
    """What a reader has at hand: a Word file whose headings are numbered by Word, and the ledger of its problems."""
    make = """
import sys, pathlib
sys.path[:0] = ["hooks", "measure"]
from documents import cases, docx_counted
from bulletin.imports.workbook import ledger_bytes
from bulletin.model import Issue
from bulletin.site import Site
case = cases()["xuncha"]
pathlib.Path("整改情况通报.docx").write_bytes(docx_counted(case))
issues = [Issue(id=f"2024-{n}", title=title, owner="办公室") for n, title in enumerate(case["expect"]["issues"], 1)]
pathlib.Path("整改台账.xlsx").write_bytes(ledger_bytes(tuple(issues), Site()))
"""
    subprocess.run([sys.executable, "-c", make], cwd=clone, check=True)


def _ready(clone: Path) -> None:
    """What the first `make` installs, taken from this repository instead: the environment with its records, the fonts."""
    venv, mine = clone / ".venv", Path(sys.prefix)
    (venv / "bin").mkdir(parents=True)
    shutil.copy2(mine / "pyvenv.cfg", venv / "pyvenv.cfg")
    (venv / "lib").symlink_to(mine / "lib")
    for name in ("python", "mkdocs", "properdocs", "pytest"):
        (venv / "bin" / name).symlink_to(mine / "bin" / name)
    command = venv / "bin/bulletin"
    command.write_text(f'#!/bin/sh\nexec "{venv}/bin/python" -m bulletin.cli "$@"\n')
    command.chmod(0o755)
    version = subprocess.run([venv / "bin/python", "-V"], capture_output=True, text=True, check=True).stdout
    for lock in ("requirements.lock", "requirements-test.lock"):
        (venv / lock).write_text(f"{clone.resolve()}\n{version}{(clone / lock).read_text()}")
    shutil.copy2(clone / "pyproject.toml", venv / "pyproject.toml")
    (clone / "fonts").symlink_to(ROOT / "fonts")
    (ROOT / ".cache").mkdir(exist_ok=True)
    (clone / ".cache").symlink_to(ROOT / ".cache")


def _run(command: str, folder: Path) -> str:
    """What a command prints; it must end well."""
    env = os.environ | {
        "PYTHONPATH": str(folder / "hooks"),
        "BULLETIN_PASSPHRASE": "pass",
        "GIT_PAGER": "cat",
        "NO_MKDOCS_2_WARNING": "1",
        "LC_ALL": "C.UTF-8",
    }
    given = ANSWERS.get(command.strip(), "")
    done = subprocess.run(
        ["script", "-qec", command, "/dev/null"] if given else ["bash", "-c", command],  # questions are for a terminal
        cwd=folder,
        env=env,
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=ENDLESS,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}"
    return done.stdout


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_can_be_followed(guide: str, folder: Path) -> None:
    """Every command of it ends well, and prints what the guide shows; figures may be others than in its example."""
    printed = ""
    for step in steps(guide):
        if step.kind == "store":
            (folder / step.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / step.path).write_text(step.text, encoding="utf-8")
        elif step.kind == "see":
            for line in step.text.splitlines():
                form = re.sub(r"\d+", r"\\d+", re.escape(line).replace("…", ".*"))
                assert re.search(form, printed), f"docs/{guide}.md:{step.line}: {line}\n{printed}"
        elif step.text.strip() not in LEFT_OUT:
            printed = _run(step.text, folder)
            assert not re.search(r"^Traceback", printed, re.MULTILINE)


def test_only_what_is_there_is_left_out() -> None:
    """Each exception is a command of some guide."""
    commands = {step.text.strip() for guide in GUIDES for step in steps(guide) if step.kind == "run"}

    assert set(ANSWERS) <= commands
    assert set(LEFT_OUT) <= commands

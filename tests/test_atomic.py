"""Whatever stops a build, the published site is whole: the old one or the new one, and the next build clears up."""

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.cli import main
from bulletin.opendata import digests
from bulletin.opendata.deployed import differing
from bulletin.publish import Staging

ROOT = Path(__file__).parents[1]
LARGEST = 6_000  # bytes that a file may have on the full disk
AGAIN = """
import pathlib, sys
from bulletin.opendata import digests
from bulletin.publish import Staging
for word in range(1000):
    staging = Staging(pathlib.Path(sys.argv[1]))
    for number in range(40):
        (staging.folder / f"{number}.html").write_text(f"{word} " * 500)
    (staging.folder / digests.NAME).write_bytes(digests.sums(staging.folder))
    staging.publish()
    print(word, flush=True)
"""


def beside(site: Path) -> list[str]:
    return sorted(entry.name for entry in site.parent.iterdir())


def filled(site: Path, word: str) -> Path:
    site.mkdir()
    (site / "index.html").write_text(word)
    (site / digests.NAME).write_bytes(digests.sums(site))
    return site


@pytest.mark.parametrize("round_", range(20))
def test_killed_at_any_moment(round_: int, tmp_path: Path) -> None:
    """A build that is killed leaves a whole site of one time in its place, and nothing that the next does not clear."""
    site = tmp_path / "site"
    with subprocess.Popen([sys.executable, "-c", AGAIN, site], stdout=subprocess.PIPE) as building:
        assert building.stdout
        building.stdout.readline()
        time.sleep(random.Random(round_).random() / 8)  # noqa: S311 - any moment will do
        building.send_signal(signal.SIGKILL)

    assert differing(site) == (40, [])
    assert len({file.read_text().split()[0] for file in site.glob("*.html")}) == 1
    Staging(site).abandon()
    assert beside(site) == ["site"]


def test_two_at_once_do_not_mix(tmp_path: Path) -> None:
    """Builds that publish the same site over and over: at any moment it is one of theirs, whole in the end."""
    site = tmp_path / "site"
    builders = [subprocess.Popen([sys.executable, "-c", AGAIN, site], stdout=subprocess.PIPE) for _ in range(2)]
    for builder in builders:
        assert builder.stdout
        for _ in range(20):
            assert builder.stdout.readline()
    for builder in builders:
        builder.kill()
        builder.communicate()

    assert differing(site) == (40, [])
    assert len({file.read_text().split()[0] for file in site.glob("*.html")}) == 1


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """A small project with a published site that a build has not made."""
    for name in ("hooks", "fonts"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "docs").mkdir()
    for name in ("index.md", "reading.md"):
        shutil.copy(ROOT / "docs" / name, tmp_path / "docs")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(re.sub(r"      - .*: \w+\.md\n|  - 编审指南:\n", "", settings))
    (tmp_path / "bulletins/2024").mkdir(parents=True)
    for number in range(3):
        (tmp_path / f"bulletins/2024/b{number}.md").write_text(
            f"---\ntitle: 关于第{number}轮专项巡察整改情况的通报\nissuer: 示例市交通运输局\ndate: 2024-05-0{number + 1}\n"
            "contact: {phone: 0999-5550100, address: 示例市人民路1号}\n---\n\n现将整改情况通报如下。\n"
        )
    filled(tmp_path / "site", "old")
    yield tmp_path
    (tmp_path / "site").chmod(0o755)


def build(project: Path, *code: str, **how: object) -> subprocess.CompletedProcess[str]:
    run = "from mkdocs.__main__ import cli; import sys; sys.argv = ['mkdocs', 'build', '-q', '--strict']; cli()"
    command = [sys.executable, "-c", "\n".join([*code, run])]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False, **how)  # type: ignore[call-overload,no-any-return]


STOPS = {
    "a full disk": [
        "import builtins, errno, os, pathlib, io",
        "real = io.open",
        "left = [30]",
        "def full(file, mode='r', *given, **named):",
        "    if 'w' in mode and '/.site.new-' in str(file):",
        "        left[0] -= 1",
        "        if left[0] < 0: raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))",
        "    return real(file, mode, *given, **named)",
        "builtins.open = io.open = full",
    ],
    "a font that goes": [
        "import bulletin.filing.press as press",
        "made = press.paper",
        "def gone(*given):",
        "    got = made(*given)",
        "    return got._replace(faces={role: file.with_name('gone.otf') for role, file in got.faces.items()})",
        "press.paper = gone",
    ],
    "a worker that dies": ["import bulletin.filing.press as press, os", "press.make = lambda job: os._exit(9)"],
}


@pytest.mark.parametrize("stop", STOPS)
def test_stopped_half_way(stop: str, project: Path) -> None:
    """The build fails, the old site stays whole, nothing is left beside it, and the next build succeeds."""
    done = build(project, *STOPS[stop])

    assert done.returncode != 0
    assert (project / "site/index.html").read_text() == "old"
    assert differing(project / "site") == (1, [])
    assert build(project).returncode == 0
    assert not [name for name in beside(project / "site") if name.startswith(".site")]
    assert differing(project / "site")[1] == []


def test_files_too_large_for_the_disk(project: Path) -> None:
    """The same where the system itself refuses to write."""
    done = build(project, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST)))

    assert done.returncode != 0
    assert differing(project / "site") == (1, [])
    assert not [name for name in beside(project / "site") if name.startswith(".site")]


def test_deployed_copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is missing, changed or extra in a copy is named; a list kept elsewhere also tells a forged one."""
    site = filled(tmp_path / "site", "old")
    (site / "a b.html").write_text("x")
    (site / digests.NAME).write_bytes(digests.sums(site))
    (tmp_path / "kept").write_bytes(digests.sums(site))
    assert main(["verify", "--site", str(site)]) == 0
    assert "2 个文件" in capsys.readouterr().out

    (site / "a b.html").unlink()
    (site / "index.html").write_text("new")
    (site / "more.html").write_text("x")
    (site / ".well-known").mkdir()
    (site / ".well-known" / "x").write_text("x")
    assert main(["verify", "--site", str(site), "--lang", "en"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "✗ missing: a b.html",
        "✗ changed: index.html",
        "✗ extra: more.html",
    ]

    (site / digests.NAME).write_bytes(digests.sums(site))
    assert main(["verify", "--site", str(site)]) == 0
    assert main(["verify", "--site", str(site), "--sums", str(tmp_path / "kept")]) == 1
    assert f"被改动：{digests.NAME}" in capsys.readouterr().out

"""Whatever stops a build, the published site is whole: the old one or the new one, and the next build clears up."""

import ctypes
import os
import random
import re
import resource
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bulletin import digests
from bulletin.cli import main
from bulletin.opendata.deployed import differing
from bulletin.publish import Staging

ROOT = Path(__file__).parents[1]
LARGEST = 6_000  # bytes that a file may have on the full disk
AGAIN = """
import pathlib, sys
from bulletin import digests
from bulletin.leaves import Laid
from bulletin.publish import Staging
for word in range(1000):
    staging = Staging(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[1]).with_name("spare"))
    staging.lay(Laid())
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
    assert {*beside(site)} <= {"site", "spare"}


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
def project(tmp_path: Path, sown: Callable[..., Path]) -> Iterator[Path]:
    """A small project, its notices made by workers, with a published site that a build has not made."""
    filled(sown(tmp_path, 6) / "site", "old")
    (tmp_path / "drafts").mkdir()
    yield tmp_path
    for folder in (tmp_path, tmp_path / "site"):
        folder.chmod(0o755)


def environment(project: Path, trap: str = "") -> dict[str, str]:
    """That of a build in whose every process, workers too, a trap is set."""
    (project / "trap").mkdir(exist_ok=True)
    (project / "trap/sitecustomize.py").write_text(trap)
    more = {
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": f"{project / 'trap'}:{ROOT / 'hooks'}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return os.environ | more | {"TMPDIR": str(project / "drafts")}


BUILD = [sys.executable, "-m", "mkdocs", "build", "-q", "--strict"]


def build(project: Path, trap: str = "", **how: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        BUILD, cwd=project, env=environment(project, trap), capture_output=True, text=True, check=False, **how
    )  # type: ignore[call-overload,no-any-return]


def left(project: Path) -> list[str]:
    """What nobody needs any more: beside the site, in the cache, where libraries write for a moment."""
    beside = [*project.glob(".site*"), *(project / "drafts").iterdir(), *(project / ".cache").rglob(".draft*")]
    return sorted(str(entry) for entry in beside)


# A trap is told of every file that Python is about to open, make, link or rename.
TRAP = """
import errno, os, signal, sys
WORKER = "--multiprocessing-fork" in sys.orig_argv
def forked():
    global WORKER
    WORKER = True
os.register_at_fork(after_in_child=forked)
ROOT = os.getcwd()
def written(event, given):
    if event == "open" and isinstance(given[0], (str, bytes)) and isinstance(given[2], int):
        return given[2] & (os.O_WRONLY | os.O_RDWR) and os.fsdecode(given[0]).startswith(ROOT)
    return event in ("os.mkdir", "os.link")
def sprung(event, given):
    {sprung}
sys.addaudithook(sprung)
"""
FULL = """
    global left
    if written(event, given):
        left -= 1
        if left < 0: raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fsdecode(given[0]))
left = {left}
"""
STOPS = {
    **{f"a disk that is full after {left} files": FULL.format(left=left) for left in (0, 7, 20, 60, 90)},
    "a worker that is killed": 'if WORKER and event == "os.rename": os.kill(os.getpid(), signal.SIGKILL)',
    "a worker that is killed as it begins": "if WORKER: os.kill(os.getpid(), signal.SIGKILL)",
    "fonts that go": 'if event == "os.rename" and os.path.islink(f"{ROOT}/fonts"): os.unlink(f"{ROOT}/fonts")',
}
SAID = {
    "a disk": ("磁盘已满", "the disk is full"),
    "a worker": ("多半是内存不够", "for want of memory"),
    "fonts": ("字体", "font"),
}


@pytest.mark.parametrize("stop", STOPS)
def test_stopped_half_way(stop: str, project: Path) -> None:
    """The build fails and says why, in both languages and no traceback; the old site is whole; the next build succeeds and clears up."""
    done = build(project, TRAP.replace("{sprung}", STOPS[stop]))

    assert done.returncode != 0, done.stderr
    assert "Traceback" not in done.stderr
    assert all(words in done.stderr for words in next(words for name, words in SAID.items() if stop.startswith(name)))
    assert (project / "site/index.html").read_text() == "old"
    assert differing(project / "site") == (1, [])
    if not (project / "fonts").exists():
        (project / "fonts").symlink_to(ROOT / "fonts")
    assert build(project).returncode == 0
    assert left(project) == []
    assert differing(project / "site")[1] == []


def bound() -> None:
    """Let permissions hold for root as well: CAP_DAC_OVERRIDE (1) is dropped (prctl.2, PR_CAPBSET_DROP, 24)."""
    if os.geteuid() == 0 and ctypes.CDLL(None).prctl(24, 1, 0, 0, 0):
        raise OSError("permissions do not hold here")


def test_a_folder_that_may_not_be_written(project: Path) -> None:
    """Where no new site can be made, the old one stays; where it is only protected itself, it is replaced, and stays so."""
    project.chmod(0o555)
    try:
        done = build(project, preexec_fn=bound)
    except subprocess.SubprocessError:
        pytest.skip("permissions do not hold here")
    finally:
        project.chmod(0o755)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "没有权限" in done.stderr
    assert "no permission" in done.stderr
    assert differing(project / "site") == (1, [])
    assert left(project) == []

    (project / "site/index.html").chmod(0o444)
    (project / "site").chmod(0o555)
    assert build(project, preexec_fn=bound).returncode == 0
    assert (project / "site").stat().st_mode & 0o777 == 0o555
    assert differing(project / "site")[0] > 20
    assert left(project) == []


SMALL = """
mount -t tmpfs -o size={size}k tmpfs "$1" || exit 77
cp -a "$2/." "$1" && cd "$1" || exit 78
{build} && exit 79
{python} -c "from pathlib import Path; from bulletin.opendata.deployed import differing; assert differing(Path('site')) == (1, [])"
test $? = 0 || exit 80
mount -o remount,size=500m "$1" && {build} || exit 81
{python} -c "from pathlib import Path; from bulletin.opendata.deployed import differing; assert differing(Path('site'))[1] == []"
test $? = 0 || exit 82
test -z "$(find . -name '.draft*' -o -name '.site*' -o -path './drafts/*')" || exit 83
"""


@pytest.mark.parametrize("size", [1000, 3000])
def test_a_disk_that_is_full(size: int, project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """On a disk of so many KB, too few for a site, the old one stays; with more room the next build succeeds and clears up."""
    script = SMALL.format(size=size, build=shlex.join(BUILD), python=sys.executable)
    command = ["unshare", "-m", "sh", "-c", script, "sh", tmp_path_factory.mktemp("disk"), project]
    done = subprocess.run(
        command, env=environment(project) | {"TMPDIR": "drafts"}, capture_output=True, text=True, check=False
    )
    if done.returncode in (1, 77):
        pytest.skip("no disk can be made here")

    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "磁盘已满" in done.stderr


@pytest.mark.parametrize("other", ["甲", "乙"])
def test_two_builds_at_once(other: str, project: Path) -> None:
    """Both succeed, of the same settings or not; the site is whole and of one of them, and nothing of either is left."""
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    for file, name in (("mkdocs.yml", "甲"), ("other.yml", other)):
        named = re.sub("^site_name: .*", f"site_name: {name}局的整改", settings, flags=re.MULTILINE)
        (project / file).write_text(named, encoding="utf-8")
    given = environment(project)
    commands = [BUILD, [*BUILD, "-f", "other.yml"]]
    both = [
        subprocess.Popen(command, cwd=project, env=given, stderr=subprocess.PIPE, text=True) for command in commands
    ]
    said = [one.communicate()[1] for one in both]
    pages = [page.read_text(encoding="utf-8") for page in (project / "site").rglob("*.html")]

    assert [one.returncode for one in both] == [0, 0], said
    assert differing(project / "site")[1] == []
    assert len(pages) > 10
    names = {tuple(f"{name}局的整改" in page for name in "甲乙") for page in pages}
    assert names in ({(True, False)}, {(False, True)})
    assert left(project) == []


def test_files_too_large_for_the_disk(project: Path) -> None:
    """The same where the system itself refuses to write."""
    done = build(project, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST)))

    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert differing(project / "site") == (1, [])
    assert left(project) == []


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

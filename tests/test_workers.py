"""Workers: the same ones from step to step, in the order of the jobs; none is left when the process that hired them is gone."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bulletin.copies import DIED, THREADS

ROOT = Path(__file__).parents[1]
SCRIPT = """
import os, signal, sys, threading, time
from bulletin import progress
from bulletin.findings import Words
from bulletin.copies import DiedError
from bulletin.workers import hire, spread
os.cpu_count = lambda: 2
progress.QUIET = 60  # a busy machine is no reason to say how far it is
loaded = []

def work(common, job):
    time.sleep(0.05)
    if common == "wrong":
        raise ValueError(f"job {job}")
    if common == "killed" and job == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return common, job, os.getpid(), *loaded

def done(common):
    return list(spread(work, common, list(range(20)), Words("x", "x"), ready=loaded.append))

if __name__ == "__main__":
    how, stay = sys.argv[1:]
    if how == "early":
        hire()
    if how == "threads":
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    if how in ("wrong", "killed"):
        try:
            done(how)
        except (ValueError, DiedError) as error:
            print(type(error).__name__, error.args[0], *getattr(error, "__notes__", ()), sep="\\n")
    first, second = done("a"), done("b")
    assert [one[:2] for one in (*first, *second)] == [(common, job) for common in "ab" for job in range(20)]
    hired = {one[2] for one in first}
    assert len(hired) == 2
    assert [one[2] for one in first] == [one[2] for one in second]
    print(*hired, *first[0][3:], flush=True)
    if stay == "stay":
        time.sleep(60)
"""
ASIDE = """
import os, signal, sys, time
from bulletin.copies import DiedError, aside, dismiss
cores, stay = sys.argv[1:]
os.cpu_count = lambda: int(cores)

def failed():
    raise OSError(28, "full")

makers, here = [aside(os.getpid) for _ in range(2)], os.getpid()
assert [maker() == here for maker in makers] == [cores == "1"] * 2
try:
    aside(failed)()
except OSError as error:
    assert error.errno == 28
if cores == "1":
    sys.exit()
try:
    aside(lambda: os.kill(os.getpid(), signal.SIGKILL))()
except DiedError:
    print("died")
reads, writes = os.pipe()
aside(lambda: (os.write(writes, f"{os.getpid()}\\n".encode()), time.sleep(60)))
print(os.read(reads, 100).decode(), flush=True)
if stay == "stay":
    time.sleep(60)
dismiss()
"""


def started(folder: Path, how: str, stay: str = "go", script: str = SCRIPT) -> subprocess.Popen[str]:
    (folder / "hiring.py").write_text(script)
    env = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, folder / "hiring.py", how, stay]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def running(process: str) -> bool:
    """Neither gone nor only waiting to be taken note of."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not THREADS.is_dir(), reason="how many threads there are cannot be known here")
@pytest.mark.parametrize(("how", "loaded"), [("alone", ["a"]), ("threads", []), ("early", [])])
def test_the_same_workers_go_on(how: str, loaded: list[str], tmp_path: Path) -> None:
    """Each is dealt the same places of the next list, told of the next work; nothing is said when they go.

    Those of a process without threads know what is loaded there when they are hired.
    """
    said, wrong = started(tmp_path, how).communicate(timeout=60)

    assert said.split()[2:] == loaded
    assert wrong == ""
    assert not any(map(running, said.split()[:2]))


@pytest.mark.parametrize(
    ("how", "told"), [("wrong", ["ValueError", "job 0", "Traceback"]), ("killed", ["DiedError", DIED.en])]
)
def test_what_goes_wrong_is_told(how: str, told: list[str], tmp_path: Path) -> None:
    """What is raised in a worker is raised here; and after it, others are hired."""
    said, wrong = started(tmp_path, how).communicate(timeout=60)

    assert all(line.startswith(each) for line, each in zip(said.splitlines(), told, strict=False))
    assert len(said.splitlines()[-1].split()) >= 2
    assert wrong == ""


@pytest.mark.parametrize("how", ["alone", "threads", "early"])
def test_workers_end_with_who_hired_them(how: str, tmp_path: Path) -> None:
    """A build that is killed leaves no process behind."""
    with started(tmp_path, how, "stay") as process:
        assert process.stdout
        hired = process.stdout.readline().split()[:2]
        assert [running(worker) for worker in hired] == [True, True]
        process.kill()
    ended(hired)


@pytest.mark.skipif(not THREADS.is_dir(), reason="how many threads there are cannot be known here")
@pytest.mark.parametrize("stay", ["go", "stay"])
def test_work_that_is_done_aside(stay: str, tmp_path: Path) -> None:
    """In a process of its own where there is a core for it; what it raises is raised where its result is asked for; it ends
    when it is dismissed, and with the build, however that ends.
    """
    assert started(tmp_path, "1", script=ASIDE).communicate(timeout=60) == ("", "")
    with started(tmp_path, "2", stay, script=ASIDE) as process:
        assert process.stdout
        assert process.stdout.readline() == "died\n"
        working = process.stdout.readline().strip()
        assert working
        if stay == "stay":
            process.kill()
    ended([working])


def ended(processes: list[str]) -> None:
    end = time.monotonic() + 30
    while any(map(running, processes)) and time.monotonic() < end:
        time.sleep(0.1)

    assert not any(map(running, processes))


LITTER = """
import os, resource
from bulletin import progress
from bulletin.findings import Words
from bulletin.workers import spread
os.cpu_count = lambda: 2
progress.QUIET = 60

def work(common, job):
    litter = [[] for _ in range(300)]
    litter.append((bytearray(100_000), litter))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

if __name__ == "__main__":
    peaks = list(spread(work, None, list(range(1000)), Words("x", "x")))
    print(max(peaks) - min(peaks))
"""


def test_what_a_worker_leaves_lying_is_taken_away(tmp_path: Path) -> None:
    """Of all that jobs leave in circles, no more is there at a time than that of a few dozen."""
    said, _ = started(tmp_path, "", script=LITTER).communicate()

    assert int(said) < 20_000  # KB

"""Workers: the same ones from step to step, in the order of the jobs; none is left when the process that hired them is gone."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCRIPT = """
import os, sys, time
from bulletin.findings import Words
from bulletin.workers import spread
os.cpu_count = lambda: 2

def work(common, job):
    time.sleep(0.05)
    return common, job, os.getpid()

if __name__ == "__main__":
    first, second = (list(spread(work, common, list(range(20)), Words("x", "x"))) for common in ("a", "b"))
    assert [done[:2] for done in (*first, *second)] == [(common, job) for common in "ab" for job in range(20)]
    hired = {worker for *_, worker in first}
    assert len(hired) == 2
    assert [worker for *_, worker in first] == [worker for *_, worker in second]
    print(*hired, flush=True)
    if sys.argv[1:]:
        time.sleep(60)
"""


def started(folder: Path, *args: str) -> subprocess.Popen[str]:
    (folder / "hiring.py").write_text(SCRIPT)
    env = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, folder / "hiring.py", *args]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def running(process: str) -> bool:
    """Neither gone nor only waiting to be taken note of."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_the_same_workers_go_on(tmp_path: Path) -> None:
    """Each is dealt the same places of the next list, told of the next work; nothing is said when they go."""
    said, wrong = started(tmp_path).communicate(timeout=60)

    assert len(said.split()) == 2
    assert "Traceback" not in wrong
    assert not any(map(running, said.split()))


def test_workers_end_with_who_hired_them(tmp_path: Path) -> None:
    """A build that is killed leaves no process behind."""
    with started(tmp_path, "stay") as process:
        assert process.stdout
        hired = process.stdout.readline().split()
        assert [running(worker) for worker in hired] == [True, True]
        process.kill()
    end = time.monotonic() + 30
    while any(map(running, hired)) and time.monotonic() < end:
        time.sleep(0.1)

    assert not any(map(running, hired))

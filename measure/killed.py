"""Whole builds killed at random moments: after each, the published site is whole, and nothing lies about after the next.

`python measure/killed.py [--count 200]` builds the repository's own site in a folder of its own; exit 1 at the first that is not.
Builds are of three kinds: from scratch, after an edit of a bulletin, after an edit of a page. How long each takes, and each of
its stages, is measured first. Half of the moments are drawn from the whole run, half from a stage that is drawn first, since
the shortest are those that matter.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from bulletin.opendata.deployed import differing

ROOT = Path(__file__).resolve().parent.parent
SEED = 20240601
KINDS = ("from scratch", "a bulletin", "a page")
DONE = "done"
STAGED = """
import os, sys
from bulletin import publish, run
from bulletin.kept import Kept
told = open(os.environ["STAGES"], "a", buffering=1)
def stage(of, name):
    work = getattr(of, name)
    def told_of(*given, **named):
        told.write(f"{name}\\n")
        return work(*given, **named)
    setattr(of, name, told_of)
for of, names in ((run.Run, "read print bind lay leaks"), (publish.Staging, "__init__ publish"), (Kept, "tidy")):
    for name in names.split():
        stage(of, name)
told.write("start\\n")
from mkdocs.__main__ import cli
sys.argv = ["mkdocs", "build", "-q", "--strict"]
try:
    cli()
finally:
    told.write("done\\n")
"""


class Build(NamedTuple):
    """A build in a process group of its own, and the file in which it says what stage it is at."""

    process: "subprocess.Popen[bytes]"
    stages: Path

    @property
    def stage(self) -> str:
        """The stage that it is at."""
        lines = self.stages.read_text().split() if self.stages.exists() else []
        return lines[-1] if lines else "loading"

    def over(self) -> bool:
        """Whether it has come to its end, by itself."""
        return self.process.poll() is not None

    def kill(self) -> str:
        """Kill all of it; the stage that it was at."""
        if not self.over():
            os.killpg(self.process.pid, 9)
        self.process.wait()
        return self.stage


def project(folder: Path) -> Path:
    """The repository's sources in another place."""
    for name in ("hooks", "fonts"):
        (folder / name).symlink_to(ROOT / name)
    for name in ("docs", "bulletins"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "drafts").mkdir()
    return folder


def started(folder: Path) -> Build:
    """A build that has begun."""
    stages = folder / "drafts" / "stages"
    stages.unlink(missing_ok=True)
    more = {"PYTHONPATH": str(ROOT / "hooks"), "TMPDIR": str(folder / "drafts"), "STAGES": str(stages)}
    environment = os.environ | more | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-c", STAGED]
    null = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, env=environment, stderr=null, start_new_session=True)
    return Build(process, stages)


def prepared(folder: Path, kind: str, number: int) -> None:
    """Something for a build of this kind to do."""
    if kind == "from scratch":
        shutil.rmtree(folder / ".cache", ignore_errors=True)
    page = folder / "docs/index.md" if kind == "a page" else min((folder / "bulletins").rglob("*.md"))
    page.write_text(f"{page.read_text()}\n有关材料已于第{number}次会议传达。\n")


def timed(folder: Path, kind: str) -> dict[str, float]:
    """How long the stages of a build of this kind last, by when they begin."""
    prepared(folder, kind, 0)
    build, begun, at = started(folder), time.perf_counter(), {"loading": 0.0}
    while not build.over():
        at.setdefault(build.stage, time.perf_counter() - begun)
        time.sleep(0.002)
    assert build.process.returncode == 0, kind
    at[DONE] = time.perf_counter() - begun
    names = list(at)
    return {name: at[after] - at[name] for name, after in pairwise(names)}


def killed(build: Build, lasts: dict[str, float], chance: random.Random) -> str:
    """Kill a build at a moment drawn from the whole of it, or from one of its stages; the stage that it was at."""
    if chance.random() < 0.5:
        time.sleep(chance.random() * sum(lasts.values()))
        return build.kill()
    stage = chance.choice(list(lasts))
    while build.stage != stage and not build.over():
        time.sleep(0.0005)
    time.sleep(chance.random() * lasts[stage])
    return build.kill()


def left(folder: Path) -> list[str]:
    """What nobody needs any more."""
    beside = [entry for entry in folder.iterdir() if entry.name.startswith(".site")]
    temporary = [entry for entry in (folder / "drafts").iterdir() if entry.name != "stages"]
    return sorted(str(entry) for entry in (*beside, *temporary, *(folder / ".cache").rglob("*.draft*")))


def whole(folder: Path) -> bool:
    """The site in its place is whole."""
    listed, wrong = differing(folder / "site")
    return listed > 0 and not wrong


def main() -> None:
    """Build, kill, look; and build once more in the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    count, chance = parser.parse_args().count, random.Random(SEED)  # noqa: S311 - any moment will do
    met: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = project(Path(name))
        lasts = {kind: timed(folder, kind) for kind in KINDS}
        print({kind: round(sum(stages.values()), 2) for kind, stages in lasts.items()}, flush=True)
        for number in range(1, count + 1):
            kind, before = chance.choice(KINDS), (folder / "site").stat().st_ino
            prepared(folder, kind, number)
            stage = killed(started(folder), lasts[kind], chance)
            new = "new" if before != (folder / "site").stat().st_ino else "old"
            met.setdefault(stage, Counter())[new] += 1
            if not whole(folder):
                sys.exit(f"after kill {number} ({kind}, {stage}) the site is not whole: {differing(folder / 'site')}")
        done = started(folder).process.wait()
        for stage, sites in met.items():
            print(f"{stage}: {sites.total()} kills, {sites['old']} before the new site was in its place")
        print(f"{count} kills; the next build: exit {done}, left: {left(folder)}")
        sys.exit(bool(done or left(folder) or not whole(folder)))


if __name__ == "__main__":
    main()

"""Whole builds killed at random moments: after each, the published site is whole, and nothing lies about after the next.

`python measure/killed.py [--count 200]` builds the repository's own site in a folder of its own; exit 1 at the first that is not.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bulletin.opendata.deployed import differing

ROOT = Path(__file__).resolve().parent.parent
SEED = 20240601


def project(folder: Path) -> Path:
    """The repository's sources in another place."""
    for name in ("hooks", "fonts"):
        (folder / name).symlink_to(ROOT / name)
    for name in ("docs", "bulletins"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def started(folder: Path) -> "subprocess.Popen[bytes]":
    """A build in a process group of its own."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--strict"]
    return subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)


def whole(folder: Path) -> bool:
    """The site in its place is whole."""
    listed, wrong = differing(folder / "site")
    return listed > 0 and not wrong


def main() -> None:
    """Build, kill, look; and build once more in the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    count, chance = parser.parse_args().count, random.Random(SEED)  # noqa: S311 - any moment will do
    with tempfile.TemporaryDirectory() as name:
        folder = project(Path(name))
        begun = time.perf_counter()
        assert started(folder).wait() == 0
        lasted, replaced = time.perf_counter() - begun, 0
        for number in range(count):
            before = (folder / "site").stat().st_ino
            page = folder / "docs/index.md"
            page.write_text(f"{page.read_text()}\n第{number}次。\n")
            building = started(folder)
            time.sleep(chance.random() * lasted * 1.1)
            if building.poll() is None:
                os.killpg(building.pid, 9)
            building.wait()
            replaced += before != (folder / "site").stat().st_ino
            if not whole(folder):
                sys.exit(f"after kill {number} the site is not whole: {differing(folder / 'site')}")
        done = started(folder).wait()
        left = sorted(entry.name for entry in folder.iterdir() if entry.name.startswith(".site"))
        drafts = [str(file) for file in (folder / ".cache").rglob("*.draft*")]
        print(
            f"{count} kills, {replaced} of them after the new site was in place; the next build: exit {done}, left: {left + drafts}"
        )
        sys.exit(bool(done or left or not whole(folder)))


if __name__ == "__main__":
    main()

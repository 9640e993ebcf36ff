"""Sources, prose and documents made up by a fuzzer that watches which branches run: atheris, over libFuzzer.

`python measure/guided.py [TARGET …] [--minutes 5]` runs each target in a process of its own, one after the other, and
prints its executions, the branches that it reached and what it found; exit 1 if it found anything. Atheris comes from PyPI
into .cache/atheris, beside the environment and not into it. What was worth keeping of one run is where the next begins
(.cache/guided/corpus/); what failed is kept in .cache/guided/found/, and a case of it belongs into tests/damaged/.
"""

import argparse
import os
import re
import resource
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
ATHERIS = "atheris==3.0.0"
FOLDER = ROOT / ".cache" / "guided"
MOST = 2048  # MB
LONGEST = 30  # seconds for one, when libFuzzer ends the process
SLOW = 5.0  # seconds of the processor for one of a few KB, which is found, too
LARGEST = {"docx": 200_000, "xlsx": 200_000, "pdf": 200_000, "source": 20_000, "fmt": 20_000, "html": 20_000}
PLAIN = 4096  # bytes
COVERED = re.compile(r"#(\d+)\s+\w+\s+cov: (\d+)")


class Done(NamedTuple):
    """What came of a target: how often it ran, how long, how many branches, the most memory, and what failed."""

    runs: int
    minutes: float
    branches: int
    memory: int
    found: int


def library() -> Path:
    """Where atheris is, fetched if it is not there."""
    place = ROOT / ".cache" / "atheris"
    if not place.exists():
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--target", place, ATHERIS], check=True)
    return place


def started(target: str, minutes: float) -> Done:
    """A target in a process of its own, again after each end that libFuzzer makes of it, until its time is up."""
    corpus, found = FOLDER / "corpus" / target, FOLDER / "found"
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    path = os.pathsep.join(map(str, (ROOT / "hooks", ROOT / "measure", library())))
    environment = os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": "0"}
    begun, runs, branches = time.monotonic(), 0, 0
    known = set(found.glob(f"{target}-*"))
    while (left := 60 * minutes - (time.monotonic() - begun)) > 1:
        options = [
            f"-max_total_time={int(left)}",
            f"-max_len={LARGEST.get(target, PLAIN)}",
            f"-timeout={LONGEST}",
            f"-rss_limit_mb={MOST}",
            f"-artifact_prefix={found}/{target}-",
            "-len_control=20",
        ]
        command = [sys.executable, ROOT / "measure" / "guided.py", "--inside", target, *options, corpus]
        ended = subprocess.run(list(map(str, command)), env=environment, capture_output=True, text=True, check=False)
        last = COVERED.findall(ended.stderr)
        runs += int(last[-1][0]) if last else 0
        branches = max([branches, *(int(reached) for _, reached in last)])
        if ended.returncode and not set(found.glob(f"{target}-*")) - known:
            sys.exit(ended.stderr[-2000:])
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    new = sorted(set(found.glob(f"{target}-*")) - known)
    for file in new:
        print(f"  {file}")
    return Done(runs, (time.monotonic() - begun) / 60, branches, memory, len(new))


def inside(target: str, options: list[str]) -> None:
    """The process of a target: instrument, then hand over to libFuzzer, which does not return."""
    import atheris

    with atheris.instrument_imports(include=["bulletin", "markdown"]):
        import aims
    told: set[str] = set()

    def once(raw: bytes) -> None:
        begun = time.process_time()
        try:
            aims.TARGETS[target].run(raw)
            why = f"{time.process_time() - begun:.0f}s" if time.process_time() - begun > SLOW else ""
        except Exception as error:  # noqa: BLE001 - any at all is what is looked for
            last = traceback.extract_tb(error.__traceback__)[-1]
            why = f"{type(error).__name__}-{Path(last.filename).stem}-{last.lineno}"
        if why and why not in told:  # one of a kind; the others are looked for after it is mended
            told.add(why)
            (FOLDER / "found" / f"{target}-{why}").write_bytes(raw)

    # Looked up at each call: what it is bound to before the first one refuses.
    mutate = aims.TARGETS[target].mutator(lambda raw, most: atheris.Mutate(raw, most))  # noqa: PLW0108 - see above
    own = {"custom_mutator": mutate} if mutate else {}
    seeds = FOLDER / "corpus" / target
    for number, seed in enumerate(aims.TARGETS[target].seeds()):
        (seeds / f"seed-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], *options], once, **own)
    atheris.Fuzz()


def main() -> None:
    """Every target in its turn."""
    if sys.argv[1:2] == ["--inside"]:
        inside(sys.argv[2], sys.argv[3:])
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--minutes", type=float, default=5)
    options = parser.parse_args()
    import aims

    found = 0
    for target in options.targets or aims.TARGETS:
        done = started(target, options.minutes)
        found += done.found
        print(
            f"{target}: {done.runs} runs in {done.minutes:.1f} min, {done.branches} branches, {done.found} found; "
            f"at most {done.memory} MB so far",
            flush=True,
        )
    sys.exit(bool(found))


if __name__ == "__main__":
    main()

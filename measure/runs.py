"""One command, measured: seconds, processor seconds and the memory of its processes; and what the commands run on."""

import os
import platform
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import content

ROOT = Path(__file__).resolve().parent.parent
PATH = {"PYTHONPATH": str(ROOT / "hooks")}
FOLDER = ROOT / ".cache" / "bench"
PEERS = ROOT / ".cache" / "peers"
PACKAGES = ("mkdocs==1.6.1", "mkdocs-material>=9.8,<10", "weasyprint==70.0", "typst", "mkdocs-to-pdf")
NOTO = "fonts-noto-cjk"  # what a Debian machine prints Chinese with
FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{}</dir><cachedir>{}</cachedir></fontconfig>'


class Run(NamedTuple):
    """What one command took: seconds by the clock and of the processors, and MB of its process, of the largest one that this
    one began, and of the largest one that those began.
    """

    wall: float
    cpu: float
    main: float
    child: float
    hand: float

    @property
    def worker(self) -> float:
        """The largest of all below it."""
        return max(self.child, self.hand)


# Whatever this shell is set to: Python keeps what it has compiled, of the peers (which pip compiles) as of this project.
AS_USED = {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
Rows = dict[str, list[Run]]  # by the names of what was run


def run(command: Sequence[object], cwd: Path, environment: dict[str, str] | None = None) -> Run:
    """Run a command to its end, which must be a good one."""
    began = time.perf_counter()
    with subprocess.Popen(
        list(map(str, command)),
        cwd=cwd,
        env=os.environ | AS_USED | (environment or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        peaks = {0: 0.0, 1: 0.0, 2: 0.0}
        watch = threading.Thread(target=_watch, args=(process, peaks), daemon=True)
        watch.start()
        said = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{said}")
    wall = time.perf_counter() - began
    return Run(wall, used.ru_utime + used.ru_stime, *peaks.values())


def _watch(process: subprocess.Popen[str], peaks: dict[int, float]) -> None:
    """Note the peaks of the process, of those that it began and of all below these, some times a second (Linux, proc(5))."""
    while process.returncode is None:
        deep = {process.pid: 0}
        for entry in sorted(int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit()):
            try:
                status = Path(f"/proc/{entry}/status").read_text()
            except OSError:
                continue
            fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
            if entry in deep or int(fields["PPid"]) in deep:
                level = deep.setdefault(entry, min(2, deep.get(int(fields["PPid"]), 0) + 1))
                peaks[level] = max(peaks[level], int(fields.get("VmHWM", "0 kB").split()[0]) / 1024)
        time.sleep(0.2)


def project(count: int) -> Path:
    """A project of so many made-up bulletins, with the code, the fonts and the guides of this one."""
    folder = FOLDER / str(count)
    shutil.rmtree(folder, ignore_errors=True)
    content.write(folder / "bulletins", count)
    for name in ("hooks", "fonts", "docs"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def peers() -> Path:
    """The Python of the peers, in an environment of their own; their Chinese font beside it."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", PEERS], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
    noto = PEERS / "noto"
    if not noto.exists():
        noto.mkdir()
        subprocess.run(["apt-get", "-q", "-oAPT::Sandbox::User=root", "download", NOTO], cwd=noto, check=True)
        subprocess.run(["dpkg-deb", "-x", next(noto.glob("*.deb")), noto], check=True)
    for name, folder in (("noto", noto), ("fandol", ROOT / "fonts")):
        (PEERS / f"{name}.conf").write_text(FONTS.format(folder, PEERS / "fontconfig"))
    return python


def machine() -> str:
    """The machine in a line."""
    info = Path("/proc/cpuinfo").read_text()
    model = next((line.split(":")[1].strip() for line in info.splitlines() if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} × {model or platform.machine()}, {memory:.0f} GiB, Python {platform.python_version()}"


def noted(rows: Rows, name: str, done: Run) -> None:
    """Say a run and put it with the others of its name."""
    print(f"{name}: {done.wall:.2f} s, {done.cpu:.2f} s CPU", file=sys.stderr)
    rows.setdefault(name, []).append(done)


def cleared(project: Path) -> None:
    """As if the project had never been built."""
    for name in (".cache", "site"):
        shutil.rmtree(project / name, ignore_errors=True)

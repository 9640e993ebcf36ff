"""What runs in a worker of a cluster. Its kit tells whether it gives the same bytes as the caller would."""

import hashlib
import platform
import threading
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from distributed import Worker, WorkerPlugin, get_worker

from bulletin.filing.engines import engines
from bulletin.kept import libraries, program

FOLDER = "bulletin"  # in a worker's own folder, which goes when it ends
_turn = threading.Lock()  # WeasyPrint is not made for threads


class Unlike(NamedTuple):
    """What a worker answers that is not as the caller: where it is, and its kit."""

    address: str
    kit: Mapping[str, str]


class Luggage(WorkerPlugin):  # type: ignore[misc]
    """Files that a job may need, by their digests. The scheduler keeps it, and hands it to workers that come later."""

    idempotent = True  # what is there under this name is not sent to the workers again

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)
        self.name = f"bulletin-{hashlib.sha256(' '.join(sorted(files)).encode()).hexdigest()[:16]}"

    def setup(self, worker: Worker) -> None:
        """Put the files where `brought` looks for them."""
        for digest, data in self.files.items():
            place = Path(worker.local_directory, FOLDER, digest)
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(data)
        self.files.clear()


def brought(digest: str) -> Path:
    """Where a file lies that came with the luggage."""
    return Path(get_worker().local_directory, FOLDER, digest)


@lru_cache(maxsize=1)
def kit() -> dict[str, str]:
    """All that decides the bytes of a notice beside its paper and faces, each by its version."""
    names = (name.removesuffix(".dist-info").partition("-") for name in libraries())
    known = {"Python": platform.python_version(), "machine": platform.machine()}
    return known | engines() | {name: version for name, _, version in names} | {"bulletin": program().hex()[:12]}


def do(caller: Mapping[str, str], work: Callable[[Any], Any], job: Any) -> Any:
    """`work(job)`, one at a time; an Unlike where it would not be what the caller makes."""
    if kit() != caller:
        return Unlike(get_worker().address, kit())
    with _turn:
        return work(job)

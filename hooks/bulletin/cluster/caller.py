"""Much of the same work, on the machines of a Dask cluster: what `workers` does on the cores of this one.

A job is plain data and travels whole; its result comes back as data and is kept here, so that a worker needs nothing of this
machine's disk, and what a lost worker had is done again by another. The bytes are to be the same as here: no worker is
given work whose program, libraries or system differ. Files that all jobs need are brought to every worker once.
"""

import hashlib
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bulletin.misused import Misused

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 30  # seconds for which there may be no worker
AHEAD = 4  # errands under way for each thread of the cluster, so that no worker waits for the next one
TOLD = 4  # differences of a worker


class Errand(NamedTuple):
    """A job that travels, what it is called where it goes wrong, and what stays here; `job` is None where nothing is to do."""

    name: str
    note: Any
    job: Any


def spread(
    address: str, work: Callable[[Any], Any], errands: Iterable[Errand], files: Iterable[Path]
) -> Iterator[tuple[Any, Any]]:
    """The note of every errand and `work(job)`, in their order; raises project.Misused.

    `work` is a function of a module; `worker.brought` gives it the files, which it calls by `digest`.
    """
    with _cluster(address) as client:
        mine = _agreed(client)
        from bulletin.cluster.worker import Luggage, do

        client.register_plugin(Luggage({digest(file): file.read_bytes() for file in files}))
        ahead, away = AHEAD * sum(client.nthreads().values()), deque[tuple[Errand, Any]]()
        for errand in errands:
            away.append((errand, errand.job and client.submit(do, mine, work, errand.job, pure=False)))
            if len(away) > ahead:
                yield _back(client, *away.popleft(), mine)
        while away:
            yield _back(client, *away.popleft(), mine)


def digest(file: Path) -> str:
    """What a file is called on a cluster."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


@contextmanager
def _cluster(address: str) -> Iterator["Client"]:
    """A connection. How both ends prove who they are (TLS) is told to Dask by its own settings."""
    try:
        from distributed import Client
    except ModuleNotFoundError as missing:
        raise Misused(
            "要用集群，请先安装 Dask：pip install 'bulletin[cluster]'。",
            "a cluster needs Dask: pip install 'bulletin[cluster]'.",
        ) from missing
    _silence()
    try:
        client = Client(address, set_as_default=False)
    except (OSError, RuntimeError, ValueError, TypeError) as error:  # no answer, no encryption, no such protocol
        raise Misused(f"连不上集群的调度器 {address}（{error}）。", f"no scheduler at {address} ({error}).") from error
    with client:
        yield client


def _silence() -> None:
    """Of a connection that breaks Dask logs tracebacks; what is to be known of it is said by whoever is waiting for it."""
    for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _agreed(client: "Client") -> Mapping[str, str]:
    """The kit, which every worker that is there has as well; who comes later is asked with the first job."""
    from bulletin.cluster.worker import Unlike, kit

    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise _nobody() from None
    for address, theirs in sorted(client.run(kit, on_error="return").items()):
        if isinstance(theirs, Exception):
            raise Misused(
                f"工作进程 {address} 用不上（{theirs}）。请在那里装上同一版本的本程序。",
                f"worker {address} is of no use ({theirs}). Install this program there, in the same version.",
            ) from theirs
        _alike(Unlike(address, theirs), kit())
    return kit()


def _back(client: "Client", errand: Errand, away: "Future | None", mine: Mapping[str, str]) -> tuple[Any, Any]:
    """What came of an errand."""
    done = away and _result(client, away, errand.name)
    _alike(done, mine)
    return errand.note, done


def _result(client: "Client", away: "Future", name: str) -> Any:
    from distributed import KilledWorker

    try:
        while True:
            try:
                return away.result(timeout=PATIENCE)
            except TimeoutError:
                if not client.nthreads():
                    raise _nobody() from None
    except KilledWorker as killed:
        raise Misused(
            f"做 {name} 的工作进程一个接一个中断，多半是内存不够。",
            f"the workers that did {name} ended one after another; most likely they had too little memory.",
        ) from killed
    except (OSError, CancelledError) as lost:
        raise Misused(f"集群没能做完 {name}（{lost}）。", f"the cluster did not finish {name} ({lost}).") from lost


def _nobody() -> Misused:
    return Misused(
        f"{PATIENCE} 秒里，集群的调度器那里没有一个工作进程。",
        f"for {PATIENCE} seconds the scheduler of the cluster has had no worker.",
    )


def _alike(done: Any, mine: Mapping[str, str]) -> None:
    """Raise for a worker whose kit is another one."""
    from bulletin.cluster.worker import Unlike

    if not isinstance(done, Unlike) or done.kit == mine:
        return
    names = sorted(name for name in mine.keys() | done.kit.keys() if mine.get(name) != done.kit.get(name))
    more = [name for name in names if name != "bulletin"] or names  # the digest of all differs with any of them
    zh = "；".join(
        f"{name} 那里是 {done.kit.get(name, '没有')}，这里是 {mine.get(name, '没有')}" for name in more[:TOLD]
    )
    en = "; ".join(
        f"{name} is {done.kit.get(name, 'none')} there, {mine.get(name, 'none')} here" for name in more[:TOLD]
    )
    raise Misused(
        f"工作进程 {done.address} 与这里不同，做出来的公文不会逐字节相同：{zh}。请两边装成一样的。",
        f"worker {done.address} differs, so that notices would not be the same byte for byte: {en}. Install the same there.",
    )

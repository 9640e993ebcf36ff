"""A real cluster of separate processes that prove who they are: its notices are those of this machine, whatever becomes of a worker."""

import os
import re
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster, Security

from bulletin import building
from bulletin.cluster import SETTING, caller, worker
from bulletin.cluster.caller import Errand, spread
from bulletin.filing.press import CACHE, MANY, Pressed, press
from bulletin.model import Bulletin
from bulletin.project import Misused
from bulletin.site import Faces, Site

ROOT = Path(__file__).parents[1]
SITE = Site(fonts=Faces(**{role: str(ROOT / file) for role, file in Faces().model_dump().items()}))
LOCAL = {"processes": True, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0"}


def bulletin(name: str, body: str) -> Bulletin:
    made = Bulletin.model_validate({"title": "关于整改情况的通报", "issuer": "示例市水务局", "date": "2024-01-05"})
    made._path, made._body = f"bulletins/{name}.md", body
    return made


SOME = [
    *(bulletin(f"{number:02}", f"第{number}篇。" * 80) for number in range(MANY + 8)),
    bulletin("flawed", "笑😀脸"),
    bulletin("pictured", "![现场照片](../here.png)"),
]


@pytest.fixture(scope="module", autouse=True)
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Dask's own settings for TLS, as the guide tells them: nobody without this certificate is spoken to."""
    made, folder = Security.temporary(), tmp_path_factory.mktemp("tls")
    (folder / "ca.pem").write_text(made.tls_ca_file)
    (folder / "one.pem").write_text(made.tls_client_key + made.tls_client_cert)
    ends = {f"distributed.comm.tls.{end}.cert": str(folder / "one.pem") for end in ("client", "scheduler", "worker")}
    asked = {"distributed.comm.tls.ca-file": str(folder / "ca.pem"), "distributed.comm.require-encryption": True}
    with dask.config.set({**ends, **asked, "distributed.comm.timeouts.connect": "1s"}):
        yield


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two workers, each a process."""
    with LocalCluster(n_workers=2, protocol="tls", security=Security(), **LOCAL) as made:
        yield made


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a scheduler without workers, for which nobody waits long."""
    monkeypatch.setattr(caller, "PATIENCE", 0.2)
    with LocalCluster(n_workers=0, protocol="tls", security=Security(), **LOCAL) as made:
        yield made.scheduler_address


def lose_one(cluster: LocalCluster, folder: Path, lost: list[int]) -> None:
    """Kill a worker that has notices to make, when the first ones are there; it is held meanwhile, so that it makes none."""
    while not lost and len(made := list(folder.glob("*.pdf"))) < len(SOME):
        busy = max(list(cluster.scheduler.workers.values()), key=lambda one: len(one.processing), default=None)
        if made and busy and busy.processing:
            pid = cluster.workers[busy.name].pid
            os.kill(pid, signal.SIGSTOP)
            time.sleep(0.3)  # what it said before is heard
            lost += [len(busy.processing)] if busy.processing else []
            os.kill(pid, signal.SIGKILL if lost else signal.SIGCONT)
        time.sleep(0.01)


def shown(pressed: Pressed) -> list[object]:
    """All that is to be the same."""
    return [{path: (file.name, file.read_bytes()) for path, file in pressed.files.items()}, pressed.complaints]


def test_what_a_lost_worker_had_is_made_again(cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = press(SOME, SITE, tmp_path / "here")
    assert cluster.scheduler_address.startswith("tls://")
    monkeypatch.setenv(SETTING, cluster.scheduler_address)
    lost: list[int] = []
    killer = threading.Thread(target=lose_one, args=(cluster, tmp_path / "afar" / CACHE, lost))
    killer.start()
    afar = press(SOME, SITE, tmp_path / "afar")
    killer.join()

    assert lost
    assert shown(afar) == shown(here)
    assert list(afar.complaints) == ["bulletins/flawed.md", "bulletins/pictured.md"]


def test_what_is_there_does_not_travel(cluster, tmp_path: Path) -> None:
    errands = [Errand(name, name, job) for name, job in (("甲", -1), ("乙", None), ("丙", -3))]

    assert list(spread(cluster.scheduler_address, abs, errands, [])) == [("甲", 1), ("乙", None), ("丙", 3)]


def refused(address: str, errands: list[Errand], work=abs) -> str:
    with pytest.raises(Misused) as error:
        list(spread(address, work, errands, []))
    assert error.value.words.en
    return error.value.words.zh


ONE = [Errand("bulletins/a.md", None, 1)]


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """From here on this is another program than that of the workers."""
    worker.kit.cache_clear()
    others = [re.sub("^pillow-.*", "pillow-1.0.dist-info", name) for name in worker.libraries()]
    monkeypatch.setattr(worker, "libraries", lambda: others)
    yield
    worker.kit.cache_clear()


@pytest.mark.usefixtures("changed")
def test_a_worker_that_would_print_otherwise_is_refused(cluster) -> None:
    message = refused(cluster.scheduler_address, ONE)

    assert "做出来的公文不会逐字节相同" in message
    assert message.endswith("，这里是 1.0。请两边装成一样的。")
    assert message.count("那里是") == 1


def test_one_that_comes_later_is_refused_as_well(cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caller, "_agreed", lambda _: {**worker.kit(), "Pango": "1"})

    assert f"Pango 那里是 {worker.kit()['Pango']}，这里是 1" in refused(cluster.scheduler_address, ONE)


def test_what_kills_its_workers_is_named(cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)

    assert refused(cluster.scheduler_address, ONE, os._exit).startswith("做 bulletins/a.md 的工作进程一个接一个中断")


def test_nobody_there(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither when it begins nor later on."""
    assert "没有一个工作进程" in refused(empty, ONE)

    monkeypatch.setattr(caller, "_agreed", lambda _: worker.kit())
    assert "没有一个工作进程" in refused(empty, ONE)


@pytest.mark.parametrize("address", ["tls://127.0.0.1:9", "tcp://127.0.0.1:9", "nonsense://x"])
def test_no_scheduler(address: str) -> None:
    """Nor, where encryption is asked for, one that has none."""
    assert refused(address, ONE).startswith(f"连不上集群的调度器 {address}（")


def test_without_dask_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)

    assert "pip install 'bulletin[cluster]'" in refused("tcp://127.0.0.1:9", ONE)


def test_the_build_hears_of_the_scheduler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[dict[str, str]] = []
    run = lambda command, cwd, env, check: told.append(env) or building.subprocess.CompletedProcess(command, 1)  # noqa: E731
    monkeypatch.setattr(building.subprocess, "run", run)
    for scheduler in ("tcp://10.0.0.1:8786", None):
        building.build(tmp_path, scheduler)

    assert [env.get(SETTING) for env in told] == ["tcp://10.0.0.1:8786", None]

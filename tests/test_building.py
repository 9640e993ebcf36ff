"""`bulletin build`: nothing is done where nothing has changed, and whatever changes makes the site anew."""

import subprocess
from pathlib import Path

import pytest

from bulletin import building


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose site generator writes one page, and how often it was run, beside it."""
    for name in ("bulletins/2024/a.md", "docs/index.md", "hooks/theme/main.html", ".cache/kept/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "mkdocs.yml").write_text("site_name: 甲\n")

    def generator(command: list[str], cwd: Path, env: dict[str, str], check: bool) -> subprocess.CompletedProcess[str]:
        (cwd / "site").mkdir(exist_ok=True)
        (cwd / "site" / "index.html").write_text("页")
        with (cwd / ".cache" / "runs").open("a") as runs:
            runs.write("x")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(building.subprocess, "run", generator)
    return tmp_path


def runs(project: Path) -> int:
    return len((project / ".cache" / "runs").read_text())


def test_nothing_changed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert building.build(project) == building.build(project) == 0
    assert runs(project) == 1
    assert capsys.readouterr().out == f"{building.SAID}\n"


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "bulletins/2024/a.md").write_text("改"),
        lambda root: (root / "bulletins/2024/b.md").write_text(""),
        lambda root: (root / "bulletins/2024/a.md").rename(root / "bulletins/a.md"),
        lambda root: (root / "docs/index.md").unlink(),
        lambda root: (root / "hooks/theme/main.html").write_text("改"),
        lambda root: (root / "mkdocs.yml").write_text("site_name: 乙\n"),
        lambda root: (root / "site/index.html").write_text("坏"),
        lambda root: (root / "site/index.html").unlink(),
        lambda root: (root / "site/more.html").write_text("多"),
        lambda root: (root / "site").rename(root / "other"),
    ],
)
def test_any_change_makes_it_anew(project: Path, change) -> None:
    """In what goes in, or in what came out; and once made, it is up to date again."""
    building.build(project)
    change(project)
    building.build(project)
    building.build(project)

    assert runs(project) == 2


@pytest.mark.parametrize(("name", "value"), [("program", lambda: b"another"), ("datetime", None)])
def test_another_program_or_day_makes_it_anew(project: Path, monkeypatch: pytest.MonkeyPatch, name: str, value) -> None:
    building.build(project)
    if value:
        monkeypatch.setattr(building, name, value)
    else:
        monkeypatch.setattr(building.datetime, "date", type("Day", (), {"today": lambda: "2999-01-01"}))
    building.build(project)

    assert runs(project) == 2


def test_hidden_files_do_not_count(project: Path) -> None:
    """What is kept, the environment, the history."""
    building.build(project)
    (project / ".cache/kept/y").write_text("new")
    building.build(project)

    assert runs(project) == 1


def test_a_failed_build_leaves_no_stamp(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = lambda command, cwd, env, check: subprocess.CompletedProcess(command, 1)  # noqa: E731
    monkeypatch.setattr(building.subprocess, "run", failed)

    assert building.build(project) == 1
    assert not (project / building.STAMP).exists()


@pytest.mark.parametrize(
    ("settings", "site"), [("site_dir: public\n", "public"), ("a: 1\nsite_dir: 'x y' # hier\n", "x y")]
)
def test_the_site_stands_where_the_settings_say(tmp_path: Path, settings: str, site: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(settings)

    assert building.site_of(tmp_path) == site

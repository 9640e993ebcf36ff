"""The site on disk is replaced whole, or not at all."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin import publish
from bulletin.publish import Staging


def filled(folder: Path, word: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(word)
    return folder


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


@pytest.fixture(params=["exchange", "rename"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of changing places: in one step, and in two where the system has no such step."""
    if request.param == "rename":
        monkeypatch.setattr(publish, "_exchange", lambda new, site: False)


@pytest.mark.usefixtures("way")
def test_replaced_whole(tmp_path: Path) -> None:
    """What was only in the old site is gone, nothing is left beside it."""
    site = filled(tmp_path / "site", "old")
    (site / "gone.html").write_text("x")
    staging = Staging(site)
    filled(staging.folder, "new")

    assert staging.publish() == site
    assert names(tmp_path) == ["site"]
    assert names(site) == ["index.html"]
    assert (site / "index.html").read_text() == "new"


def test_first_site(tmp_path: Path) -> None:
    """There need not be one before, nor the folder it is to stand in."""
    staging = Staging(tmp_path / "a" / "site")
    filled(staging.folder, "new")
    staging.publish()

    assert names(tmp_path / "a") == ["site"]


def test_abandoned(tmp_path: Path) -> None:
    """A build that is given up leaves the old site and nothing else; giving up twice, or after publishing, is nothing."""
    site = filled(tmp_path / "site", "old")
    staging = Staging(site)
    filled(staging.folder, "new")
    staging.abandon()
    staging.abandon()

    assert names(tmp_path) == ["site"]
    assert (site / "index.html").read_text() == "old"


def test_readable(tmp_path: Path) -> None:
    """A web server of another user can read a new site, and an old one keeps the mode it was given."""
    old_mask = os.umask(0o022)
    try:
        Staging(tmp_path / "one").publish()
        (tmp_path / "two").mkdir(mode=0o750)
        Staging(tmp_path / "two").publish()
    finally:
        os.umask(old_mask)

    assert (tmp_path / "one").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "two").stat().st_mode & 0o777 == 0o750


def test_hidden_files_stay(tmp_path: Path) -> None:
    """As with MkDocs itself, what begins with a dot was put there by somebody else."""
    site = filled(tmp_path / "site", "old")
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref")
    (site / ".htaccess").write_text("x")
    staging = Staging(site)
    staging.publish()

    assert names(site) == [".git", ".htaccess"]
    assert (site / ".git" / "HEAD").read_text() == "ref"


def test_link_stays_a_link(tmp_path: Path) -> None:
    """Where `site` is a link to another disk, the site there is replaced."""
    real = filled(tmp_path / "disk" / "www", "old")
    (tmp_path / "site").symlink_to(real)
    staging = Staging(tmp_path / "site")
    filled(staging.folder, "new")
    staging.publish()

    assert (tmp_path / "site").is_symlink()
    assert (real / "index.html").read_text() == "new"
    assert names(tmp_path / "disk") == ["www"]


def test_killed_build_is_cleared(tmp_path: Path) -> None:
    """What a killed build left is taken away by the next one; a build that is at work is left alone."""
    code = "import os, pathlib, sys, bulletin.publish as p; s = p.Staging(pathlib.Path(sys.argv[1])); os._exit(9)"
    subprocess.run([sys.executable, "-c", code, tmp_path / "site"], check=False)
    assert len(names(tmp_path)) == 1
    working = Staging(tmp_path / "site")
    assert names(tmp_path) == [working.folder.name]
    other = Staging(tmp_path / "site")

    assert names(tmp_path) == sorted([working.folder.name, other.folder.name])
    working.publish()
    other.publish()
    assert names(tmp_path) == ["site"]


def test_killed_between_two_renames(tmp_path: Path) -> None:
    """The old site that stands aside, with none in its place, is put back."""
    filled(tmp_path / ".site.old-12345678", "old")
    Staging(tmp_path / "site").abandon()

    assert names(tmp_path) == ["site"]


def test_failed_rename_goes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new site that cannot be put in place leaves the old one where it was."""
    site = filled(tmp_path / "site", "old")
    staging = Staging(site)
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self == staging.folder:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(publish, "_exchange", lambda new, site: False)
    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="cross-device"):
        staging.publish()
    staging.abandon()

    assert names(tmp_path) == ["site"]
    assert (site / "index.html").read_text() == "old"

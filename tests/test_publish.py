"""The site on disk is replaced whole, or not at all."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin import publish
from bulletin.kept import Kept
from bulletin.leaves import Laid, Leaf
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
        monkeypatch.setattr(publish, "exchange", lambda new, site: False)


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

    monkeypatch.setattr(publish, "exchange", lambda new, site: False)
    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="cross-device"):
        staging.publish()
    staging.abandon()

    assert names(tmp_path) == ["site"]
    assert (site / "index.html").read_text() == "old"


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Publishes sets of files that are kept, and a page that the generator makes; gives what stands on the site."""
    kept, site = Kept(tmp_path), tmp_path / "site"

    def make(*sets: dict[str, str], spare: Path | None = tmp_path / "spare") -> dict[str, str]:
        names = [kept.name("set", repr(each).encode()) for each in sets]
        files = [{path: text.encode() for path, text in each.items()} for each in sets]
        leaves: list[Leaf] = []
        for name, each in zip(names, files, strict=True):
            leaves += kept.files(name) or kept.put_files(name, each)
        staging = Staging(site, spare)
        filled(staging.folder, "page")
        filled(staging.folder / "a", "page")
        staging.lay(Laid((), leaves))
        staging.publish()
        assert set(names_below(tmp_path)) <= {"site", "spare", ".cache"}
        return {str(file.relative_to(site)): file.read_text() for file in site.rglob("*") if file.is_file()}

    return make


def names_below(folder: Path) -> list[str]:
    return [name for name in names(folder) if not name.startswith("other")]


PAGES = {"index.html": "page", "a/index.html": "page"}
ONE, TWO, MORE = {"a/1": "one", "a/b/2": "two"}, {"c/d/3": "three"}, {"a/b/2": "new", "e/f/4": "four"}


def test_the_site_before_is_changed_into_the_new_one(tmp_path: Path, made: Callable[..., dict[str, str]]) -> None:
    """Sets that come, change and go, folders with them; a file that stays is the one that is kept."""
    for sets in ((ONE, TWO), (ONE, TWO), (ONE,), (TWO, MORE), (ONE, TWO), (), (ONE, TWO), (ONE, TWO)):
        assert made(*sets) == PAGES | {path: text for each in sets for path, text in each.items()}
        folders = {str(one.relative_to(tmp_path / "site")) for one in (tmp_path / "site").rglob("*") if one.is_dir()}
        assert folders == {"a"} | {f"{folder}" for each in sets for path in each for folder in Path(path).parents[:-1]}

    assert (tmp_path / "site/a/1").stat().st_nlink == 3  # kept, published, put by


HAND: dict[str, Callable[[Path], object]] = {
    "changed": lambda site: (site / "a/1").unlink() or (site / "a/1").write_text("forged"),
    "written into": lambda site: (site / "a/1").write_text("forged"),
    "gone": lambda site: (site / "a/1").unlink(),
    "more": lambda site: filled(site / "a/b/more", "x"),
    "a folder for a file": lambda site: (site / "a/1").unlink() or filled(site / "a/1", "x"),
    "a file for a folder": lambda site: (site / "c/d/3").unlink() or (site / "c/d").rmdir() or (site / "c/d").write_text("x"),
    "a link that leads out": lambda site: (site / "c/d").rename(site.parent / "other") and (site / "c/d").symlink_to("../../other"),
    "protected": lambda site: (site / "a/b").chmod(0o500),
    "a link for the site": lambda site: site.rename(site.parent / "other") and site.symlink_to("other"),
    "hidden": lambda site: filled(site / ".git", "ref"),
}  # fmt: skip


@pytest.mark.parametrize("hand", HAND)
def test_whatever_was_done_to_a_site_does_not_come_back(
    hand: str, tmp_path: Path, made: Callable[..., dict[str, str]]
) -> None:
    """By hand, while it was published, and then while it is put by; what a link leads to is left alone."""
    made(ONE, TWO)
    made(ONE, TWO)
    HAND[hand](tmp_path / "site")
    hidden = {".git/index.html": "ref"} if hand == "hidden" else {}
    for _ in range(3):
        assert made(ONE, TWO) == PAGES | ONE | TWO | hidden
        assert {one.stat().st_mode & 0o777 for one in (tmp_path / "site").rglob("*") if one.is_dir()} == {0o755}
    if hand == "a link that leads out":
        assert names(tmp_path / "other") == ["3"]


def test_what_cannot_be_put_by_goes(tmp_path: Path, made: Callable[..., dict[str, str]]) -> None:
    """Where the spare would stand is no place for it, or it is what others put there."""
    (tmp_path / "other.file").write_text("x")
    (tmp_path / "other.spare").mkdir()
    (tmp_path / "other.link").symlink_to(tmp_path / "other.spare")
    filled(tmp_path / "other.spare", "x")
    for spare in ("other.file/x", "other.link"):
        for _ in range(3):
            assert made(ONE, spare=tmp_path / spare) == PAGES | ONE

    assert names(tmp_path / "other.spare") == ["index.html"]
    assert names_below(tmp_path) == [".cache", "site"]

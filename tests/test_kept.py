"""What is kept: found again by what it was made of, never when it is damaged, and never in place of something else."""

import os
from pathlib import Path

import pytest

from bulletin.kept import FOLDER, Kept, Leaf

FILES = {"bulletins/甲.html": b"<p>", "bulletins/a/issue-1.json": b"{}", ".map": b""}


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def contents(leaves: list[Leaf] | None) -> dict[str, bytes] | None:
    return {leaf.path: leaf.file.read_bytes() for leaf in leaves} if leaves is not None else None


def test_a_thing_is_found_by_what_it_was_made_of(kept: Kept) -> None:
    kept.put(kept.name("kind", b"a", b"b"), b"thing")

    assert kept.get(kept.name("kind", b"a", b"b")) == b"thing"
    assert kept.get(kept.name("kind", b"ab")) is None
    assert kept.get(kept.name("other", b"a", b"b")) is None


def test_another_program_finds_nothing(kept: Kept, tmp_path: Path) -> None:
    kept.put(kept.name("kind", b"a"), b"thing")
    other = Kept(tmp_path)
    other.base = b"the same program after an edit"

    assert other.get(other.name("kind", b"a")) is None


def test_a_set_of_files_comes_back_whole(kept: Kept) -> None:
    name = kept.name("set", b"a")
    made = kept.put_files(name, FILES)

    assert kept.files(name) == made
    assert contents(made) == FILES


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data + b"?", lambda data: b"\xff" + data[1:]])
@pytest.mark.parametrize("which", ["list", "0", "1"])
def test_a_damaged_file_of_a_set_is_noticed(kept: Kept, which: str, damage) -> None:
    """And after it was made again the set is as it was."""
    name = kept.name("set", b"a")
    kept.put_files(name, FILES)
    file = kept.folder / name / which
    file.write_bytes(damage(file.read_bytes()))

    assert kept.files(name) is None
    assert contents(kept.put_files(name, FILES)) == contents(kept.files(name)) == FILES


def test_a_damaged_or_missing_thing_is_noticed(kept: Kept) -> None:
    name = kept.name("kind", b"a")
    assert kept.get(name) is None
    kept.put(name, b"thing")
    (kept.folder / name).write_bytes((kept.folder / name).read_bytes()[:-1])

    assert kept.get(name) is None


def test_what_is_unused_and_old_is_thrown_away(tmp_path: Path) -> None:
    """Not what was made lately, and not what this build asked for."""
    before, now = Kept(tmp_path), Kept(tmp_path)
    for made in (b"old", b"used", b"new"):
        before.put(before.name("kind", made), made)
    before.put_files(before.name("set", b"old"), FILES)
    for entry in (tmp_path / FOLDER).glob("*/*"):
        if entry != before.folder / before.name("kind", b"new"):
            os.utime(entry, (0, 0))
    now.name("kind", b"used")
    now.tidy()

    assert [now.get(now.name("kind", made)) for made in (b"old", b"used", b"new")] == [None, b"used", b"new"]
    assert now.files(now.name("set", b"old")) is None

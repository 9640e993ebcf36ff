"""What is kept: found again by what it was made of, never when it is damaged, and never in place of something else."""

import hashlib
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bulletin import drafts
from bulletin.findings import Finding
from bulletin.kept import FOLDER, Form, Kept
from bulletin.leaves import Laid, Leaf, Leaves
from bulletin.load import Source, load
from bulletin.model import Bulletin
from bulletin.rules import check
from bulletin.site import Site
from bulletin.texts import ChangedError, lying

ROOT = Path(__file__).parents[1]

AGAIN = """
import pathlib, sys
from bulletin.kept import Kept
kept = Kept(pathlib.Path(sys.argv[1]))
for _ in range(300):
    for leaf in kept.put_files("set/name", {f"{number}.html": b"<p>" for number in range(20)}):
        assert leaf.file.read_bytes() == b"<p>"
"""
FILES = {"bulletins/甲.html": b"<p>", "bulletins/a/issue-1.json": b"{}", ".map": b""}


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def contents(leaves: Leaves | None) -> dict[str, bytes] | None:
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


def test_a_set_that_two_make_at_once(tmp_path: Path) -> None:
    """Two builds that put the same set into its place over and over: it is there, whole, at any moment."""
    both = [subprocess.Popen([sys.executable, "-c", AGAIN, tmp_path], stderr=subprocess.PIPE) for _ in range(2)]

    assert [one.communicate()[1] for one in both] == [b"", b""]
    assert [entry.name for entry in (tmp_path / FOLDER / "set").iterdir()] == ["name"]


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


def test_a_set_that_was_only_touched_is_sound(kept: Kept) -> None:
    """What somebody wrote to is read, and may be what it was: a cache that was copied elsewhere and back."""
    name = kept.name("set", b"made of this")
    leaves = kept.put_files(name, {"page.html": b"<p>", "data.json": b"{}"})
    os.utime(leaves["page.html"].file, ns=(1, 1))

    assert kept.files(name) == leaves


def test_a_damaged_or_missing_thing_is_noticed(kept: Kept) -> None:
    name = kept.name("kind", b"a")
    assert kept.get(name) is None
    kept.put(name, b"thing")
    (kept.folder / name).write_bytes((kept.folder / name).read_bytes()[:-1])

    assert kept.get(name) is None


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "a/./x", "a//x", "", "..", "a\\x"])
def test_a_set_stays_within_its_folder(path: str, kept: Kept) -> None:
    """A path that leads elsewhere makes the whole set no set of ours, digests or not; so does a link."""
    assert kept.files(kept.name("set", b"a")) is None
    kept.put_files(kept.name("set", b"a"), {"a.html": b"x", path: b"x"})
    assert kept.files(kept.name("set", b"a")) is None


@pytest.mark.parametrize("which", ["list", "0"])
def test_links_are_not_followed(which: str, kept: Kept, tmp_path: Path) -> None:
    name = kept.name("set", b"a")
    kept.put_files(name, FILES)
    file = kept.folder / name / which
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")

    assert kept.files(name) is None


def test_drafts_of_the_dead_are_swept_away(tmp_path: Path) -> None:
    """What a process left that is no more goes, what one is at work on stays, and so does what has another name."""
    dead = subprocess.run(["sh", "-c", "echo $$"], capture_output=True, text=True, check=True).stdout.strip()
    names = [f".draft-{process}-{'0' * 32}" for process in (dead, os.getpid())] + [f".draft-{dead}"]
    for name in names:
        (tmp_path / name).mkdir()
    drafts.sweep(tmp_path)

    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted(names[1:])


def test_a_draft_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    place = tmp_path / "kind" / "thing"
    with drafts.placing(place) as draft:
        draft.write_text("first")
    with pytest.raises(OSError, match="Is a directory"), drafts.placing(place) as draft:  # noqa: PT012 - it ends there
        draft.write_text("half")
        draft.parent.write_text("no file can take the place of a folder")

    assert [entry.read_text() for entry in place.parent.iterdir()] == ["first"]


def test_nothing_else_is_thrown_away(tmp_path: Path) -> None:
    """A folder of the cache that is a link to somebody's own files costs him none of them."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own/letter.md").write_text("x")
    os.utime(tmp_path / "own/letter.md", (0, 0))
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "kind").symlink_to(tmp_path / "own")
    Kept(tmp_path).tidy()

    assert (tmp_path / "own/letter.md").exists()


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


FLAWED = """\
title: 关于专项巡察整改情况的通报
counts: {total: 20, completed: 13, ongoing: 8, rate: 65%}
issues: [{id: "1.1", title: 台账更新不及时, status: 完成, due: 2024-02-01}]
"""


def judged(root: Path) -> tuple[list[Source], list[Finding]]:
    """A folder of bulletins as it is read and checked with what is kept of it."""
    kept = Kept(root)
    sources = load(root / "bulletins", kept=kept)
    return sources, check(sources, Site(), date(2024, 6, 1), None, kept)


def told(sources: list[Source]) -> list[Any]:
    """All of sources, what is private in them as well; whether the text is held or lies in its file is all the same."""
    return [(one.path, dict(one.places), one.faults, one.bulletin and inmost(one.bulletin)) for one in sources]


def inmost(one: Bulletin) -> tuple[Any, ...]:
    """What there is in a bulletin."""
    fields = one, one.model_dump(exclude_unset=True)
    return (*map(str, fields), one.written, one.source, one.body, one.body_line, one.sum, one.pictured, one.path)


def test_a_text_lies_in_its_file_and_is_that_which_was_read(tmp_path: Path, whole: Callable[..., str]) -> None:
    """It is not held; a file that is another by now is said, and nothing is made of it."""
    file = tmp_path / "bulletins/a.md"
    file.parent.mkdir()
    file.write_text(whole("", "正文。\n"))
    one = load(file.parent, kept=Kept(tmp_path))[0].bulletin
    assert (one._source, one._body, one.source) == ("", "", file.read_text())
    lying.cache_clear()
    file.write_text(whole("", "另一段。\n"))

    with pytest.raises(ChangedError, match=r"a\.md"):
        assert one.body


@pytest.fixture
def project(tmp_path: Path, whole: Callable[..., str]) -> Path:
    """A project with every bulletin that is shipped, and some with flaws."""
    (tmp_path / "bulletins").mkdir()
    for file in (ROOT / "bulletins").rglob("*.md"):
        (tmp_path / "bulletins" / file.name).write_bytes(file.read_bytes())
    (tmp_path / "bulletins/a.md").write_text(whole(FLAWED, "已整改13个，占总数的80%，手机13800138000。\n"))
    (tmp_path / "bulletins/b.md").write_bytes(whole(FLAWED, "").replace("\n", "\r\n").encode("utf-8-sig"))
    (tmp_path / "bulletins/c.md").write_text(whole("number: [1]\n", "\n\n正文。\n\n\n"))
    return tmp_path


def test_what_is_laid_is_found_by_its_path(kept: Kept) -> None:
    """Beside a bulletin, below it, or apart from it; what is for this program alone is not of the site."""
    sets = {
        ("set/a", "b/2024/x.y"): ["b/2024/x.y.html", "b/2024/x.y/1.1.html", "s/t12.js", ".map"],
        ("set/b", "b/2024/x"): ["b/2024/x.html", "b/2024/x/1.html", "b/2024/x/y.html"],
        ("set/c", "b/2024/x"): ["b/2024/x.json", ".row"],
    }
    made = [
        (address, kept.put_files(name, {path: f"{name} {path}".encode() for path in paths}))
        for (name, address), paths in sets.items()
    ]
    laid = Laid(made, [Leaf("b/2024/x.pdf", "elsewhere", "00", 1)])
    shown = {leaf.path: leaf for leaf in laid}

    assert shown.keys() == {"b/2024/x.pdf", *(path for paths in sets.values() for path in paths if path[0] != ".")}
    assert all(laid.get(path) == leaf and laid.digest(path) == leaf.digest for path, leaf in shown.items())
    assert [laid.get(path) for path in (".map", "b/2024/x/2.html", "index.html", "b/2024/x")] == [None] * 4


def test_what_is_kept_is_what_was_read(project: Path) -> None:
    """Bulletins, places of fields, prose and findings are the same, read anew and made of what is kept."""
    sources, findings = judged(project)
    again, found = judged(project)
    plain = load(project / "bulletins")

    assert told(sources) == told(again) == told(plain)
    assert [one.text("zh") for one in findings] == [one.text("zh") for one in found]
    assert [one.text("en") for one in found] == [one.text("en") for one in check(plain, Site(), date(2024, 6, 1))]
    assert {"RB005", "RB006", "RB014", "RB101"} <= {one.rule for one in found}


class Evil:
    """What runs when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.mark,)


def forge(root: Path, change: Callable[[bytes], bytes]) -> int:
    """Change all that is kept, with digests that are right again, as anybody can who can write there."""
    files = [file for file in (root / FOLDER).rglob("*") if file.is_file()]
    for file in files:
        data = change(file.read_bytes()[32:])
        file.write_bytes(hashlib.sha256(data).digest() + data)
    return len(files)


@pytest.mark.shipped
def test_nothing_kept_can_run(project: Path, tmp_path: Path) -> None:
    """Code in what is kept is not run: it is no data of ours, and made again."""
    _, findings = judged(project)
    mark = tmp_path / "mark"
    assert forge(project, lambda _: pickle.dumps(Evil(mark))) > 10

    assert judged(project)[1] == findings
    assert not mark.exists()
    pickle.loads(pickle.dumps(Evil(mark)))  # noqa: S301 - or the test shows nothing
    assert mark.exists()


def altered(change: Callable[[Any], Any]) -> Callable[[bytes], bytes]:
    return lambda data: json.dumps(change(json.loads(data))).encode()


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[:-1],
        lambda data: b"",
        lambda data: b"[" * 100_000,
        lambda data: b"NaN",
        altered(lambda data: None),
        altered(lambda data: {"fields": data}),
        altered(lambda data: [*data, 1]),
        altered(lambda data: [[["RB999", "field", ["title"], {}, False]]]),
        altered(lambda data: [["RB101", "field", ["title"], {}, False]]),
        altered(lambda data: [["RB601", "field", [["title"]], {"fields": "x"}, False]]),
        altered(lambda data: [["RB601", "place", [1, 1, 1], {"fields": "x"}, False]]),
        altered(lambda data: [["RB601", "field", ["title"], {"fields": ["x", 1]}, False]]),
        altered(lambda data: data and [{"title": [1]}, *data[1:]]),
        altered(lambda data: data and [{**data[0], "evil": 1} if isinstance(data[0], dict) else 0, *data[1:]]),
        altered(lambda data: data and [data[0], "1"]),
        altered(lambda data: [["1"], [1], [1]]),
        altered(lambda data: [["[]"], ["1"], [1]]),
        altered(lambda data: [["[]"], [10**6], [1]]),
        altered(lambda data: [["[]", "[]"], [1], [1]]),
    ],
)  # fmt: skip
def test_what_this_program_cannot_have_written_is_not_there(change: Callable[[bytes], bytes], project: Path) -> None:
    """Whatever stands in what is kept: it is read as ours, or made again, and never a crash."""
    _, findings = judged(project)
    forge(project, change)
    sources, found = judged(project)

    assert found == findings
    assert told(sources) == told(load(project / "bulletins"))


def test_a_form_is_of_plain_data(kept: Kept) -> None:
    """A thing comes back by its form; of a form that refuses, nothing comes back."""
    name, form = kept.name("kind", b"a"), Form(list, tuple)
    assert list(kept.each([name], form, lambda places: iter([(1, "二")] * len(places)))) == [(1, "二")]

    assert kept.thing(name, form) == (1, "二")
    assert kept.thing(name, Form(list, lambda data: data["二"])) is None

"""One bulletin checked by itself: what is found in it is what is found among all, though the others are not read."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bulletin import bureaus, kin
from bulletin import project as opened
from bulletin.kept import Kept
from bulletin.load import Source
from bulletin.project import checked, surveyed
from bulletin.site import Site

SETTINGS = "site_name: x\nextra:\n  bulletin:\n    name: 局\n"
NAMES = ["a", "b", "c", "d", "e"]
FRONT = """\
---
{id}{follows}{state}title: 关于专项巡察整改情况的通报
issuer: 示例市局
date: 2024-0{month}-01
counts: {{total: {total}, completed: 1, ongoing: {left}}}
issues:
  - {{id: "1", title: {title}, status: completed}}
  - {{id: "{number}", title: 台账更新不及时, status: ongoing}}
contact: {{phone: 0999-5550100, address: 示例市人民路1号}}
---

正文。
"""


class Written(NamedTuple):
    """What the file of a bulletin says, as far as others have to do with it."""

    id: str
    follows: str
    state: str
    month: int
    total: int
    title: str
    number: int

    @property
    def text(self) -> str:
        facts = self._asdict() | {"left": self.total - 1}
        named = {name: f"{name}: {facts[name]}\n" if facts[name] else "" for name in ("id", "follows", "state")}
        return "" if self.id == "empty" else FRONT.format(**facts | named)


WRITTEN = st.builds(
    Written,
    id=st.sampled_from(["", "", "", "a", "x", "empty"]),
    follows=st.sampled_from(["", "a", "b", "c", "d", "e", "x", "nobody"]),
    state=st.sampled_from(["", "", "draft", "withdrawn"]),
    month=st.integers(1, 3),
    total=st.integers(2, 3),
    title=st.sampled_from(["巡查记录不全", "消防器材过期", "台账更新不及时"]),
    number=st.integers(1, 3),
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, in which commands are called; files settle at once."""
    (tmp_path / "bulletins").mkdir()
    (tmp_path / "mkdocs.yml").write_text(SETTINGS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(kin, "FRESH", -1)
    monkeypatch.setattr(opened, "PART", 2)
    return tmp_path


def found(*files: Path) -> list[tuple[str, str]]:
    return [(finding.path, finding.text("zh")) for finding in checked(files)[1]]


def row(*told: str) -> list[Written]:
    """Files of which each says what it follows, and its state."""
    return [Written("", *one.split("/"), 5 - n, 2 + n % 2, "巡查记录不全", 2) for n, one in enumerate(told)]  # type: ignore[call-arg]


@example(written=row("b/", "c/", "d/", "a/", "/"), after=row("e/")[0], changed="e")
@example(written=row("b/", "c/withdrawn", "d/withdrawn", "/", "/"), after=row("b/")[0], changed="e")
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    written=st.lists(WRITTEN, min_size=len(NAMES), max_size=len(NAMES)), after=WRITTEN, changed=st.sampled_from(NAMES)
)
def test_one_among_many(project: Path, written: list[Written], after: Written, changed: str) -> None:
    """Ids, chains, forks and rings, files in which nothing can be read: checked with what is kept of others, and after
    one of them has changed; all of them together, or two at a time.
    """
    files = {name: project / f"bulletins/{name}.md" for name in NAMES}
    for name, one in zip(NAMES, written, strict=True):
        files[name].write_text(one.text)
    for text in (written[NAMES.index(changed)].text, after.text):
        files[changed].write_text(text)
        every = found()
        assert [(finding.path, finding.text("zh")) for finding in surveyed()[1]] == every
        for file in files.values():
            assert found(file) == [one for one in every if one[0] == file.relative_to(project).as_posix()]


def lay(project: Path, whole: Callable[..., str], fronts: dict[str, str]) -> None:
    for name, front in fronts.items():
        (project / f"bulletins/{name}.md").write_text(whole(front))


def read(project: Path, name: str) -> list[str]:
    """The files that a check of one looks into."""
    lying, met = bureaus.lying(Site(), Source("mkdocs.yml"), project), []

    def look(one: bureaus.Lying) -> Source | None:
        met.append(one.file.stem)
        return bureaus.taken(one, project)

    among = kin.kin([one for one in lying if one.file.stem == name], [], lying, look, Kept(project))
    return [*met, "→", *(one.file.stem for one in among)]


def test_others_are_not_read_again(project: Path, whole: Callable[..., str]) -> None:
    """All are read once; then who was written to since, even to the same length; a chain is followed to its ends."""
    lay(project, whole, {"a": "id: one\n", "b": "follows: one\n", "c": "follows: b\n", "d": "", "e": "id: x\n"})
    assert read(project, "b") == ["a", "b", "c", "d", "e", "→", "a", "b", "c"]
    assert read(project, "c") == ["→", "a", "b", "c"]
    assert read(project, "d") == ["→", "d"]

    lay(project, whole, {"e": "id: d\n"})
    assert read(project, "d") == ["e", "→", "d", "e"]
    (project / "bulletins/c.md").unlink()
    assert read(project, "b") == ["→", "a", "b"]


def test_what_was_just_written_is_read_once_more(
    project: Path, whole: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within a tick of the clock a file may be written to twice."""
    monkeypatch.setattr(kin, "FRESH", 10**15)
    lay(project, whole, {"a": "", "b": ""})
    assert read(project, "a") == read(project, "a") == ["a", "b", "→", "a"]

    os.utime(project / "bulletins/a.md", (0, 0))  # its status has changed just now
    assert read(project, "a") == ["a", "b", "→", "a"]

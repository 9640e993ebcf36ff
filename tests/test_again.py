"""A build that makes again only what changed is, byte for byte, the build that makes everything."""

import os
import random
import shutil
from pathlib import Path

import pytest

from bulletin import dossier
from bulletin.filing.press import CACHE
from bulletin.kept import FOLDER
from bulletin.opendata import joined
from bulletin.run import Run
from bulletin.web import lists, search
from bulletin.web.frame import ADDRESS, CONTENT, HEAD, Frame, specimen

ROOT = Path(__file__).parents[1]
SETTINGS = "extra:\n  bulletin:\n    name: 示例市{name}\n    contact: {{phone: 0999-5550100}}\n"
SOURCE = """\
---
title: 关于{title}整改情况的通报
issuer: 示例市{issuer}局
date: 2024-0{month}-01
{follows}inspection: {{kind: 专项检查, feedback: 2023-11-17}}
counts: {{unit: 个, total: 2, completed: 1, ongoing: 1, as_of: 2024-0{month}-01}}
issues:
  - {{id: "1", title: 台账更新不及时, status: completed}}
  - {{id: "2", title: {title}不到位, status: ongoing, due: 2024-01-1{month}}}
contact: {{phone: 0999-5550100, address: 示例市人民路1号}}
---

检查反馈的2个问题，已完成1个，正在整改1个。{body}

## 一、台账更新不及时

已经更正，见[上一节](#issue-1)。
"""


class Project:
    """A project on disk, to which things happen."""

    def __init__(self, root: Path, dice: random.Random) -> None:
        self.root, self.dice, self.frame, self.added = root, dice, "<main>", 0
        (root / "bulletins").mkdir(parents=True)
        (root / "fonts").symlink_to(ROOT / "fonts")
        self.settings()
        for _ in range(4):
            self.add()

    @property
    def files(self) -> list[Path]:
        return sorted((self.root / "bulletins").rglob("*.md"))

    def write(self, file: Path) -> None:
        earlier = [one.stem for one in self.files if one != file]
        follows = f"follows: {self.dice.choice(earlier)}\n" if earlier and self.dice.random() < 0.3 else ""
        word = self.dice.choice(["防汛", "消防", "养护", "采购"])
        facts = {"title": word, "issuer": self.dice.choice(["水务", "城管"]), "follows": follows}
        file.parent.mkdir(exist_ok=True)
        text = SOURCE.format(month=self.dice.randint(1, 9), body=f"第{self.dice.random()}版。", **facts)
        file.write_text(text, encoding="utf-8")

    def add(self) -> None:
        self.added += 1
        self.write(self.root / "bulletins" / self.dice.choice(["2023", "2024"]) / f"b{self.added}.md")

    def edit(self) -> None:
        self.write(self.dice.choice(self.files))

    def delete(self) -> None:
        self.dice.choice(self.files).unlink()

    def rename(self) -> None:
        self.added += 1
        self.dice.choice(self.files).rename(self.root / "bulletins" / f"b{self.added}.md")

    def settings(self) -> None:
        words = SETTINGS.format(name=self.dice.choice(["水务局", "城管局", "应急局"]))
        (self.root / "mkdocs.yml").write_text(words, encoding="utf-8")

    def theme(self) -> None:
        self.frame = f"<main class='{self.dice.random()}'>"

    def damage(self) -> None:
        """A byte of something kept is not what it was."""
        kept = [file for folder in (FOLDER, CACHE) for file in (self.root / folder).rglob("*") if file.is_file()]
        file = self.dice.choice(sorted(kept))
        file.write_bytes(file.read_bytes()[:-1] + b"?")

    def built(self) -> tuple[list[str], dict[str, bytes]]:
        """What a build says, and all that it makes."""
        self.run = run = Run()
        said = [finding.text("zh") for finding in run.read(self.root / "mkdocs.yml")]
        said += [finding.text("zh") for finding in run.print("https://www.example.gov.cn/")]
        whole = Frame.cut(f"{HEAD}{self.frame}{CONTENT}</main>{ADDRESS}")
        frames = dict.fromkeys(map(specimen, run.addresses()), whole)
        made = dict(run.data())
        said += [finding.text("zh") for finding in run.bind("整改公开", frames, [])]
        made |= {path: joined(make()) for path, make in run.late.items()}
        made |= {address: page.html.encode() for address, page in run.pages.items()}
        made |= {path: file.read_bytes() for path, file in run.pictures()}
        return said, made | {leaf.path: leaf.file.read_bytes() for leaf in run.leaves}


@pytest.mark.parametrize("seed", [1, 2])
def test_a_build_after_changes_is_a_clean_one(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever happened to the bulletins, the settings, the theme and what is kept, in whatever order; lists have several
    leaves, and the index several blocks.
    """
    monkeypatch.setattr(lists, "MOST", 2)
    monkeypatch.setattr(search, "BLOCK", 2)
    dice = random.Random(seed)  # noqa: S311 - the same changes every time
    project = Project(tmp_path / "project", dice)
    project.built()
    changes = [project.add, project.edit, project.edit, project.delete, project.rename, project.settings]
    for _ in range(8):
        dice.choice([*changes, project.theme, project.damage])()
        again = project.built()
        shutil.move(tmp_path / "project" / FOLDER, tmp_path / "kept")
        clean = project.built()
        shutil.rmtree(tmp_path / "project" / FOLDER)
        shutil.move(tmp_path / "kept", tmp_path / "project" / FOLDER)

        assert again == clean
        assert len(clean[1]) > 5 * len(project.files)


def test_what_did_not_change_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an edit: that bulletin, its neighbours in the list, and nothing else."""
    project = Project(tmp_path / "project", random.Random(3))  # noqa: S311
    for _ in range(6):
        project.add()
    project.built()
    made: list[str] = []
    make = dossier.dossier
    monkeypatch.setattr(dossier, "dossier", lambda brief, setting: made.append(brief.one.path) or make(brief, setting))
    project.built()
    assert made == []

    file = project.files[4]
    file.write_text(file.read_text(encoding="utf-8").replace("检查反馈的", "反馈的"), encoding="utf-8")
    project.built()

    assert file.relative_to(tmp_path / "project").as_posix() in made
    assert len(made) < 5


def test_notices_are_kept_apart(tmp_path: Path) -> None:
    """They do not depend on the theme, nor on anything that only the pages have."""
    project = Project(tmp_path / "project", random.Random(4))  # noqa: S311
    project.built()
    before = sorted((project.root / CACHE).iterdir())
    project.theme()
    project.built()

    assert sorted((project.root / CACHE).iterdir()) == before


def test_notices_that_nobody_asks_for_are_thrown_away(tmp_path: Path) -> None:
    """After a fortnight, as all that is kept; those of the site stay however old they are."""
    project = Project(tmp_path / "project", random.Random(5))  # noqa: S311
    project.built()
    for file in (project.root / CACHE).iterdir():
        os.utime(file, (0, 0))
    before = {file.name for file in (project.root / CACHE).iterdir()}
    project.files[0].unlink()
    project.built()
    project.run.tidy()

    used = {pdf.name for pdf in project.run.notices.values()}
    assert used == {file.name for file in (project.root / CACHE).iterdir()} < before

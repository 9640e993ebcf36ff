"""What was published is not changed in silence: the sources against the last published site."""

from pathlib import Path

import pytest

from bulletin import digests
from bulletin.amended import amended, vanished
from bulletin.load import load

FRONT = "title: 通报\nissuer: 示例局\ndate: 2024-05-01\n"
NOTE = "corrections: [{on: 2024-05-03, wrong: 责任单位为安监科, right: 责任单位为养护科}]\n"


def fields(root: Path, before: str, now: str) -> list[str]:
    """The message for a bulletin that was published as `before` and is `now`; each is front matter, `---`, prose."""
    for folder, text in (("site/bulletins", before), ("bulletins", now)):
        front, _, body = text.partition("---\n")
        (root / folder).mkdir(parents=True, exist_ok=True)
        (root / folder / "x.md").write_text(f"---\n{FRONT}{front}---\n\n{body or '正文。'}\n")
    (root / "site" / digests.NAME).write_bytes(digests.sums(root / "site"))
    return [finding.message.zh for finding in amended(load(root / "bulletins"), root / "site", root)]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("", "", ""),
        ("---\n正文。", "---\n改了。", "body"),
        ("---\n正文。后文，\n没有改。", "---\n正文。\n后文，没有改。", ""),
        ("counts: {total: 3}\n", "counts: {total: 4}\n", "counts"),
        ("counts: {total: 3}\n", NOTE + "counts: {total: 4}\n", ""),
        (NOTE + "counts: {total: 3}\n", NOTE + "counts: {total: 4}\n", "counts"),
        ("", "review: [{step: 初审, by: 甲, on: 2024-05-02}]\n", ""),
        ("", "waive: [{rule: RB104, because: 原文没有}]\n", ""),
        ("", "# 注释\n", ""),
        ("", "state: withdrawn\nwithdrawn: {on: 2024-05-02, because: 有误}\n---\n改了。", ""),
        ("sample: true\n", "sample: true\n---\n改了。", ""),
        ("state: draft\n", "---\n改了。", ""),
    ],
)
def test_changed_in_silence(before: str, now: str, told: str, tmp_path: Path) -> None:
    """Content that differs needs one more note than there was; reviews, waivers, comments and withdrawals need none."""
    found = fields(tmp_path, before, now)

    assert len(found) == bool(told)
    assert not told or f"（{told}）" in found[0]


def test_without_a_published_site(tmp_path: Path) -> None:
    """The first site has nothing to differ from; nor has a folder that somebody else filled."""
    (tmp_path / "bulletins").mkdir()
    (tmp_path / "bulletins/x.md").write_text(f"---\n{FRONT}---\n\n正文。\n")

    assert list(amended(load(tmp_path / "bulletins"), tmp_path / "site", tmp_path)) == []


@pytest.mark.parametrize(("picture", "told"), [("一", ""), ("二", "（a.png）")])
def test_another_picture(picture: str, told: str, tmp_path: Path) -> None:
    """A picture of the same name is another content where it shows something else."""
    for folder, drawn in (("site/bulletins", "一"), ("bulletins", picture)):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.png").write_text(drawn)
    found = fields(tmp_path, "---\n![图](a.png)", "---\n![图](a.png)")

    assert len(found) == bool(told)
    assert not told or told in found[0]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("", {"x": ""}, []),
        ("", {"x": "state: withdrawn\nwithdrawn: {on: 2024-05-02, because: 有误}\n"}, []),
        ("", {"x": "state: draft\n"}, ["bulletins/x.md"]),
        ("", {"y": ""}, ["bulletins/x.md"]),
        ("sample: true\n", {"y": ""}, []),
        ("state: withdrawn\nwithdrawn: {on: 2024-05-02, because: 有误}\n", {}, []),
    ],
)
def test_gone_in_silence(before: str, now: dict[str, str], told: list[str], tmp_path: Path) -> None:
    """What was published stays, or is withdrawn; it becomes no draft, and gets no other name."""
    for folder, named in (("site/bulletins", {"x": before}), ("bulletins", now)):
        (tmp_path / folder).mkdir(parents=True)
        for name, front in named.items():
            (tmp_path / folder / f"{name}.md").write_text(f"---\n{FRONT}{front}---\n\n正文。\n")
    (tmp_path / "site" / digests.NAME).write_bytes(digests.sums(tmp_path / "site"))

    assert [finding.path for finding in vanished(load(tmp_path / "bulletins"), tmp_path / "site")] == told

"""The press: what is there already is not made again, what is damaged is, and many are made side by side."""

import subprocess
import sys
from pathlib import Path

import pytest

from bulletin import workers
from bulletin.filing import press as press_module
from bulletin.filing.faces import MissingFaceError
from bulletin.filing.press import CACHE, press
from bulletin.model import Bulletin
from bulletin.site import Faces, Site
from bulletin.workers import FEW

ROOT = Path(__file__).parents[1]
SITE = Site(fonts=Faces(**{role: str(ROOT / file) for role, file in Faces().model_dump().items()}))


def bulletin(name: str, body: str = "现将整改情况通报如下。") -> Bulletin:
    made = Bulletin.model_validate({"title": "关于整改情况的通报", "issuer": "示例市水务局", "date": "2024-01-05"})
    made._path, made._body = f"bulletins/{name}.md", body
    return made


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on nothing can be printed."""

    def refuse(_: press_module.Shop, one: Bulletin) -> None:
        raise AssertionError(f"printed again: {one.path}")

    monkeypatch.setattr(press_module, "make", refuse)


def test_a_notice_that_is_there_is_not_made_again(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    first = press([bulletin("a")], SITE, tmp_path)
    request.getfixturevalue("closed")

    assert press([bulletin("a")], SITE, tmp_path) == first
    assert first.files["bulletins/a.md"].read_bytes().startswith(b"%PDF-")
    assert first.files["bulletins/a.md"].parent == tmp_path / CACHE


def test_an_edit_makes_that_notice_anew_and_no_other(tmp_path: Path) -> None:
    before = press([bulletin("a"), bulletin("b", "另一篇。")], SITE, tmp_path)
    after = press([bulletin("a", "改了一字。"), bulletin("b", "另一篇。")], SITE, tmp_path)

    assert after.files["bulletins/b.md"] == before.files["bulletins/b.md"]
    assert after.files["bulletins/a.md"] != before.files["bulletins/a.md"]


def test_other_faces_make_other_notices(tmp_path: Path) -> None:
    other = SITE.model_copy(update={"fonts": SITE.fonts.model_copy(update={"fangsong": SITE.fonts.songti})})

    assert press([bulletin("a")], SITE, tmp_path).files != press([bulletin("a")], other, tmp_path).files


@pytest.mark.parametrize("damage", [lambda pdf: pdf[:-20], lambda pdf: pdf[:500] + b"?" + pdf[501:], lambda _: b""])
def test_a_damaged_notice_is_noticed_and_made_again(tmp_path: Path, damage: object) -> None:
    file = press([bulletin("a")], SITE, tmp_path).files["bulletins/a.md"]
    sound = file.read_bytes()
    file.write_bytes(damage(sound))  # type: ignore[operator]

    again = press([bulletin("a")], SITE, tmp_path).files["bulletins/a.md"]

    assert again.read_bytes() == sound


def test_a_notice_with_a_flaw_complains_every_time(tmp_path: Path) -> None:
    for _ in range(2):
        pressed = press([bulletin("a", "笑😀脸"), bulletin("b")], SITE, tmp_path)
        assert list(pressed.complaints) == ["bulletins/a.md"]
        assert pressed.files["bulletins/a.md"].is_file()


@pytest.mark.parametrize("some", [2 * FEW, 2 * FEW - 1])
def test_workers_make_the_same_bytes_as_one_process(tmp_path: Path, some: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether their papers are set before there are workers, or by these."""
    monkeypatch.setattr(press_module, "SOME", some)
    monkeypatch.setattr(workers, "_hands", [])
    many = [bulletin(f"{number}", f"第{number}篇。") for number in range(2 * FEW)]

    together = press(many, SITE, tmp_path / "together")
    alone = press(many[:1], SITE, tmp_path / "alone")

    assert len(set(together.files.values())) == len(many)
    assert together.files["bulletins/0.md"].read_bytes() == alone.files["bulletins/0.md"].read_bytes()


def test_a_missing_face_stops_the_press(tmp_path: Path) -> None:
    with pytest.raises(MissingFaceError):
        press([bulletin("a")], Site(), tmp_path)


def test_nothing_unfinished_is_left_behind(tmp_path: Path) -> None:
    press([bulletin("a")], SITE, tmp_path)

    assert [file.suffix for file in (tmp_path / CACHE).iterdir()] == [".pdf"]


def test_weasyprint_is_not_loaded_for_a_check() -> None:
    program = "import bulletin.filing.press, sys; sys.exit('weasyprint' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_what_is_enclosed_makes_a_notice_another_one(tmp_path: Path) -> None:
    """A comment in the source is not printed, but the source travels with the notice; so does a picture's content."""
    picture = tmp_path / "bulletins/a.png"
    picture.parent.mkdir()
    one, other = bulletin("a"), bulletin("a")
    one._source, other._source = "---\ntitle: 甲\n---\n", "---\ntitle: 甲 # 注\n---\n"
    shown = bulletin("a", "![图](a.png)")
    keys = []
    for data in (b"1", b"2"):
        picture.write_bytes(data)
        keys.append(press_module.paper(shown, SITE, tmp_path).key(b""))

    assert press_module.paper(one, SITE, tmp_path).key(b"") != press_module.paper(other, SITE, tmp_path).key(b"")
    assert keys[0] != keys[1]

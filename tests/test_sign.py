"""A signature on a notice: appended, seen by `verify`, and nothing else passes for one."""

import io
from pathlib import Path

import pytest

from bulletin.cli import main
from bulletin.filing import printing
from bulletin.filing.paper import paper
from bulletin.filing.sign import NoSigner, sign
from bulletin.filing.verify import verify
from bulletin.load import parse
from bulletin.site import Site

ROOT = Path(__file__).parents[1]
SOURCE = "---\ntitle: 关于整改情况的通报\nissuer: 示例市水务局\ndate: 2024-01-05\n---\n\n现将情况通报如下。\n"


@pytest.fixture(scope="module")
def notice() -> bytes:
    bulletin = parse(SOURCE.encode(), "bulletins/x.md").bulletin
    assert bulletin
    return printing.render(paper(bulletin, Site(), ROOT)).pdf


def test_a_signature_is_appended_and_recognised(notice: bytes, key: Path) -> None:
    signed = sign(notice, key, "pass")
    answers = verify(signed)

    assert signed.startswith(notice)
    assert [good for good, _ in answers] == [True, True]
    assert "示例市水务局" in answers[0].words.zh


def test_a_signed_notice_that_is_changed_is_told(notice: bytes, key: Path) -> None:
    signed = sign(notice, key, "pass")
    for at in (len(notice) // 2, len(notice) + 40, len(signed) - 300):
        assert not verify(signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :])[0].good


def test_what_was_changed_before_it_was_signed_is_told(notice: bytes, key: Path) -> None:
    """A forger's own signature over a page that he replaced."""
    from pyhanko.pdf_utils.generic import NameObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(notice))
    page = writer.root["/Pages"]["/Kids"][0]
    page[NameObject("/Rotate")] = NameObject("/Other")
    writer.mark_update(page.container_ref)
    out = io.BytesIO()
    writer.write(out)

    assert not verify(sign(out.getvalue(), key, "pass"))[0].good


def test_a_key_that_does_not_open_is_said(notice: bytes, key: Path) -> None:
    with pytest.raises(NoSigner, match="does not open"):
        sign(notice, key, "wrong")


def test_the_command_signs(notice: bytes, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, out = tmp_path / "x.pdf", tmp_path / "signed.pdf"
    file.write_bytes(notice)
    monkeypatch.setenv("BULLETIN_PASSPHRASE", "pass")

    assert main(["sign", str(file), "--key", str(key), "-o", str(out)]) == 0
    assert main(["verify", str(out)]) == 0


def test_without_pyhanko_it_is_said(notice: bytes, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = sign(notice, key, "pass")
    monkeypatch.setitem(__import__("sys").modules, "pyhanko.pdf_utils.reader", None)
    monkeypatch.setitem(__import__("sys").modules, "pyhanko.sign", None)

    answer = verify(signed)[0]
    assert not answer.good
    assert "pyHanko" in answer.words.en
    with pytest.raises(NoSigner, match="needs pyHanko"):
        sign(notice, key, "pass")

"""`bulletin verify`: each way in which a file is not what it says, told apart from the others."""

import hashlib
import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from bulletin.cli import main
from bulletin.digest import canonical, digest, printed
from bulletin.filing import archive, printing
from bulletin.filing.layout import enclosures
from bulletin.filing.paper import paper
from bulletin.filing.standing import _later
from bulletin.filing.verify import verify
from bulletin.load import parse
from bulletin.model import Bulletin
from bulletin.opendata import published
from bulletin.seen import seen
from bulletin.site import Site

ROOT = Path(__file__).parents[1]
SOURCE = """\
---
title: 关于专项巡察整改情况的通报
issuer: 示例市水务局党组
date: 2024-01-05
counts: {total: 20, completed: 13, ongoing: 7}
contact: {phone: 0999-5550100}
---

已整改13个。
"""


def made(text: str = SOURCE) -> Bulletin:
    bulletin = parse(text.encode(), "bulletins/x.md").bulletin
    assert bulletin
    return bulletin


def notice(text: str = SOURCE) -> bytes:
    return printing.render(paper(made(text), Site(), ROOT)).pdf


@pytest.fixture(scope="module")
def sound() -> bytes:
    return notice()


@pytest.fixture(scope="module")
def other() -> bytes:
    """The edition that came after: one figure and one sentence differ."""
    return notice(SOURCE.replace("13", "14").replace("ongoing: 7", "ongoing: 6"))


@pytest.fixture
def site(tmp_path: Path, sound: bytes) -> Path:
    (tmp_path / "site/bulletins").mkdir(parents=True)
    (tmp_path / "site/bulletins/x.pdf").write_bytes(sound)
    return tmp_path / "site"


def said(*args: object) -> list[tuple[bool, str]]:
    return [(good, words.en) for good, words in verify(*args)]


def saved_anew(pdf: bytes) -> PdfWriter:
    """As another tool opens and saves it."""
    return PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_sound_notice_is_what_it_says(sound: bytes, site: Path) -> None:
    answers = said(sound, site, parse(SOURCE.encode(), "bulletins/x.md"))

    assert [good for good, _ in answers] == [True] * 4
    assert answers[1][1].endswith(digest(made()))
    assert "byte for byte" in answers[2][1]


def test_a_notice_of_another_version_is_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later Markdown may write the same words in other elements; what an old notice carries is still one content."""
    with monkeypatch.context() as then:
        then.setattr("bulletin.digest.seen", lambda body: f"<div>{seen(body)}</div>\n")
        old = notice()
    answers = said(old, None, parse(SOURCE.encode(), "bulletins/x.md"))

    assert [good for good, _ in answers] == [True] * 3
    assert answers[-1][1] == "the content is that of bulletins/x.md, as another version of the program made it"


def test_the_digest_printed_is_that_of_the_json_inside(sound: bytes) -> None:
    """Anybody can check it without this program."""
    reader = PdfReader(io.BytesIO(sound))
    inside = {one.name: one for one in enclosures(reader)}

    assert {name: one.relationship for name, one in inside.items()} == {"x.md": "Source", "x.json": "Data"}
    assert inside["x.md"].data.decode() == SOURCE
    assert json.loads(inside["x.json"].data)["counts"] == {"total": "20", "completed": "13", "ongoing": "7"}
    assert printed(reader.pages[-1].extract_text()) == hashlib.sha256(inside["x.json"].data).hexdigest()


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.7, 0.9, 0.999])
def test_a_flipped_byte_is_told(sound: bytes, share: float) -> None:
    at = int(len(sound) * share)
    flipped = sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :]

    assert (False, "the file was changed after it was made") in said(flipped)


def test_every_byte_is_under_the_seal(sound: bytes) -> None:
    """One in a thousand, and all of the last two hundred."""
    places = [*range(0, len(sound) - 200, 1009), *range(len(sound) - 200, len(sound))]
    for at in places:
        flipped = sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :]
        whole, more = archive.sealed(flipped)
        assert not whole or more, at


def test_half_a_file_is_told(sound: bytes) -> None:
    assert [good for good, _ in said(sound[: len(sound) // 2])] == [False, False]


def test_an_edited_attachment_is_told(sound: bytes) -> None:
    """Also where whoever edited it sealed the file anew."""
    writer = saved_anew(sound)
    (data,) = (spec for spec in writer.root_object["/AF"] if spec["/AFRelationship"] == "/Data")
    stream = data["/EF"]["/F"].get_object()
    stream.set_data(stream.get_data().replace(b'"13"', b'"19"'))
    edited = written(writer)
    answers = said(edited)

    assert (False, "it has no seal: another program saved it after it was made") in answers
    assert (False, "the source and the data that it carries differ") in answers
    assert any("the digest on its last page" in words and not good for good, words in answers)


def test_a_file_saved_by_another_tool_is_not_the_published_one(sound: bytes, site: Path) -> None:
    answers = said(written(saved_anew(sound)), site)

    assert [good for good, _ in answers] == [False, True, False]
    assert "another file" in answers[2][1]


def test_a_forged_page_under_a_new_seal_is_not_the_published_one(sound: bytes, site: Path) -> None:
    """The data are whole, the digest is right, the seal is made anew: only the site tells."""
    at = sound.index(b"stream\n") + 20
    forged = bytearray(sound)
    forged[at] ^= 1
    plain = archive.SEAL.sub(lambda place: place[1] + b"(" + b"0" * 32 + b")", bytes(forged))
    answers = said(archive.seal(plain), site)

    assert [good for good, _ in answers][:1] == [True]
    assert answers[-1][0] is False


def test_an_older_edition_is_told_with_what_differs(other: bytes, site: Path) -> None:
    answers = said(other, site, parse(SOURCE.encode(), "bulletins/x.md"))

    assert [good for good, _ in answers] == [True, True, False, False]
    assert answers[2][1].endswith("they differ in: body, counts")
    assert answers[3][1].endswith("they differ in: body, counts")


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    """A site with three editions on one inspection, each in a file of its own, and one bulletin that was withdrawn."""
    first = SOURCE.replace("title:", "id: a1\ntitle:")
    texts = {
        "2023/a1": first,
        "2023/a2": first.replace("id: a1", "id: a2\nfollows: a1").replace("2024-01-05", "2024-04-02"),
        "2024/a3": first.replace("id: a1", "id: a3\nfollows: a2").replace("2024-01-05", "2024-07-09"),
        "2024/b": SOURCE.replace(
            "title:", "id: b\nstate: withdrawn\nwithdrawn: {on: 2024-02-01, because: 数据有误。}\ntitle:"
        ),
    }
    bulletins = [parse(text.encode(), f"bulletins/{name}.md").bulletin for name, text in texts.items()]
    for made in filter(None, bulletins):
        file = tmp_path / f"{made.address}.pdf"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(printing.render(paper(made, Site(), ROOT)).pdf)
    for file in published([one for one in bulletins if one], Site()):
        (tmp_path / file.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file.path).write_bytes(file.content)
    return tmp_path


def answers_on(editions: Path, name: str) -> list[tuple[bool | None, str]]:
    return said((editions / f"bulletins/{name}.pdf").read_bytes(), editions)[2:]


def test_an_edition_that_others_follow_is_the_published_one_but_not_the_latest(editions: Path) -> None:
    byte_for_byte = (True, "it is the file that the site published, byte for byte")
    latest = "it is not the latest edition: that is 关于专项巡察整改情况的通报, 2024-07-09 (bulletins/2024/a3.pdf)"

    assert answers_on(editions, "2023/a1") == [byte_for_byte, (None, f"{latest}, 1 others between")]
    assert answers_on(editions, "2023/a2") == [byte_for_byte, (None, latest)]
    assert answers_on(editions, "2024/a3") == [byte_for_byte]


def test_it_is_no_fault_of_an_edition_that_others_follow(editions: Path, capsys) -> None:
    assert main(["verify", str(editions / "bulletins/2023/a1.pdf"), "--site", str(editions)]) == 0
    assert "· 这不是最新的一期：最新的是2024年7月9日的《关于专项巡察整改情况的通报》" in capsys.readouterr().out


def test_a_withdrawn_bulletin_is_told_by_itself_and_by_the_site(editions: Path, sound: bytes) -> None:
    withdrawn = (False, "this bulletin was withdrawn on 2024-02-01: 数据有误")
    before = printing.render(paper(made(SOURCE.replace("title:", "id: b\ntitle:")), Site(), ROOT)).pdf

    assert said((editions / "bulletins/2024/b.pdf").read_bytes())[1] == (False, "it says of itself: 已撤回")
    assert answers_on(editions, "2024/b")[-1] == withdrawn
    assert said(before, editions)[-1] == withdrawn  # the file from before it was withdrawn
    assert withdrawn not in said(sound, editions)


def test_a_sample_says_so(sound: bytes) -> None:
    sample = said(notice(SOURCE.replace("title:", "sample: true\ntitle:")))

    assert (None, "it says of itself: 样例") in sample
    assert not any("of itself" in words for _, words in said(sound))


@pytest.mark.parametrize("content", [b"", b"[]", b'{"bulletins": [{}]}', b'{"bulletins": 1}'])
def test_a_site_whose_list_cannot_be_read_says_nothing_of_editions(sound: bytes, site: Path, content: bytes) -> None:
    (site / "data").mkdir()
    (site / "data/bulletins.json").write_bytes(content)

    assert len(said(sound, site)) == 3


def test_editions_that_follow_one_another_in_a_ring_end() -> None:
    rows = {"a": {"id": "a", "follows": "b"}, "b": {"id": "b", "follows": "a"}}

    assert [row["id"] for row in _later(rows, "a")] == ["b", "a"]


def test_a_print_of_another_tool_is_told(sound: bytes, site: Path) -> None:
    """What a browser's or an office's printer leaves: the pages, and nothing that was in the file with them."""
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(sound)).pages:
        writer.add_page(page)
    answers = said(written(writer), site)

    assert [good for good, _ in answers] == [False, False]
    assert digest(made())[:8] in answers[0][1]
    assert "its pages" in answers[1][1] or "whose pages" in answers[1][1]


def test_what_is_no_notice_is_told(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)

    assert said(written(writer)) == [(False, "bulletin did not make this PDF; it carries nothing to check")]


def test_what_is_no_pdf_is_told() -> None:
    assert said(b"hello") == [(False, "this is no PDF")]


def test_something_appended_is_told(sound: bytes) -> None:
    writer = PdfWriter(io.BytesIO(sound), incremental=True)
    writer.pages[0][NameObject("/Contents")] = writer.pages[-1].get("/Contents")

    assert said(written(writer))[0] == (False, "something was appended to the file after it was made")


def test_a_notice_that_the_site_does_not_have(sound: bytes, tmp_path: Path) -> None:
    assert said(sound, tmp_path)[-1] == (False, "the site has no such notice")


def test_the_command_says_it_and_its_exit_code_too(sound: bytes, site: Path, capsys, monkeypatch) -> None:
    monkeypatch.chdir(site.parent)
    file = site / "bulletins/x.pdf"

    assert main(["verify", str(file), "--site", str(site)]) == 0
    assert capsys.readouterr().out.count("✓") == 3
    file.write_bytes(sound[:-9] + b"?" + sound[-8:])
    assert main(["verify", str(file), "--lang", "en"]) == 1
    assert "✗" in capsys.readouterr().out
    assert main(["verify", "nowhere.pdf"]) == 2
    assert main(["verify", str(file), "--site", "nowhere"]) == 2


def test_the_canonical_form_is_the_content_and_nothing_else() -> None:
    rewritten = SOURCE.replace(
        "{total: 20, completed: 13, ongoing: 7}", "\n  ongoing: '7' # 注\n  total: 20\n  completed: 13"
    )
    reviewed = SOURCE.replace("counts:", "review: [{step: 初审, by: 甲, on: 2024-01-04}]\ncounts:")

    assert canonical(made(rewritten)) == canonical(made())
    assert canonical(made(reviewed)) == canonical(made())
    assert canonical(made(SOURCE.replace("\n", "\r\n"))) == canonical(made())
    assert canonical(made(SOURCE.replace("13个", "14个"))) != canonical(made())
    assert canonical(made(SOURCE.replace("total: 20", "total: 20余"))) != canonical(made())
    assert canonical(made()).decode() == (
        '{"body":"<p>已整改13个。</p>","contact":{"phone":"0999-5550100"},'
        '"counts":{"completed":"13","ongoing":"7","total":"20"},"date":"2024-01-05","id":"x",'
        '"issuer":"示例市水务局党组","title":"关于专项巡察整改情况的通报"}'
    )

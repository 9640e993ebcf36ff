"""The last gate: nothing of a person leaves with the finished site, in whatever file; and numbers told from their likes."""

import hashlib
import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, PdfObject, StreamObject

from bulletin import digests
from bulletin.privacy import gate, numbers
from bulletin.privacy.drawn import Font, Meanings, Stretch, _shown, drawn
from bulletin.privacy.personal import _runs, found, veiled
from bulletin.privacy.written import RUN

IDENTITY = "11010519491231002X"  # the example of GB 11643
MOBILE = "13800138000"


XMP = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description {}/></x:xmpmeta>'


def archive(name: str, text: str | bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        opened.writestr(name, text)
    return made.getvalue()


def picture(tag: int, value: object) -> bytes:
    image, made = Image.new("L", (2, 2)), io.BytesIO()
    notes = image.getexif()
    notes[tag] = value
    image.save(made, "JPEG", exif=notes)
    return made.getvalue()


def remarked(words: bytes) -> bytes:
    image, made = Image.new("L", (2, 2)), io.BytesIO()
    notes = image.getexif()
    notes.get_ifd(0x8769)[0x9286] = words
    image.save(made, "JPEG", exif=notes)
    return made.getvalue()


def jpeg(kind: int, data: bytes) -> bytes:
    """A photograph with a segment of its own (ISO/IEC 10918-1, B.1.1.4)."""
    made = io.BytesIO()
    Image.new("L", (2, 2)).save(made, "JPEG")
    return b"\xff\xd8\xff" + bytes([kind]) + (len(data) + 2).to_bytes(2) + data + made.getvalue()[2:]


def png(words: str, key: str = "Author", packed: bool = False) -> bytes:
    made, notes = io.BytesIO(), PngInfo()
    notes.add_itxt(key, words, zip=packed)
    Image.new("L", (2, 2)).save(made, "PNG", pnginfo=notes)
    return made.getvalue()


def pdf(
    author: str = "",
    enclosed: str | bytes = "",
    annotated: str = "",
    marked: str = "",
    metadata: str = "",
    **fields: str,
) -> bytes:
    writer, made = PdfWriter(), io.BytesIO()
    writer.add_blank_page(99, 99)
    writer.add_metadata({"/Author": author} | fields)
    if enclosed:
        writer.add_attachment("a", enclosed)
    if annotated:
        writer.add_annotation(page_number=0, annotation=FreeText(text=annotated, rect=(0, 0, 9, 9)))
    if marked:
        writer.add_outline_item(title=marked, page_number=0)
    if metadata:
        stream = StreamObject()
        stream.set_data(metadata.encode())
        packed = stream.flate_encode()
        packed[NameObject("/Type")] = NameObject("/Metadata")
        writer.root_object[NameObject("/Metadata")] = writer._add_object(packed)
    writer.write(made)
    return made.getvalue()


def stream(data: bytes, **names: str) -> StreamObject:
    made = StreamObject()
    made.update({NameObject(f"/{key}"): NameObject(value) for key, value in names.items()})
    made._data = data
    return made


def made_of(thing: PdfObject) -> bytes:
    """A PDF with some object beside its pages."""
    writer, made = PdfWriter(), io.BytesIO()
    writer.add_blank_page(99, 99)
    writer.root_object[NameObject("/X")] = writer._add_object(thing)
    writer.write(made)
    return made.getvalue()


LEAKS: dict[str, tuple[str, bytes]] = {
    "page": ("a.html", f"<p>{IDENTITY}</p>".encode()),
    "through elements": ("a.html", f"<p>{IDENTITY[:6]}<b>{IDENTITY[6:9]}</b>{IDENTITY[9:]}</p>".encode()),
    "attribute": ("a.html", f'<p><a href="#" title="{IDENTITY}">x</a></p>'.encode()),
    "entities": ("a.html", "".join(f"&#{ord(char)};" for char in IDENTITY).encode()),
    "through elements of any name": (
        "a.html",
        f"<p>{IDENTITY[:6]}<x-y>{IDENTITY[6:9]}</x-y><!-- -->{IDENTITY[9:]}</p>".encode(),
    ),
    "over the end of a line": ("a.html", f"<p>{IDENTITY[:6]}<br />\n{IDENTITY[6:]}</p>".encode()),
    "around the mark of a footnote": (
        "a.html",
        f'{IDENTITY[:6]}<sup id="fnref:1"><a class="x" href="#fn:1">1</a></sup>{IDENTITY[6:]}'.encode(),
    ),
    "comment": ("a.html", f"<p>x<!-- {IDENTITY} --></p>".encode()),
    "meta": ("a.html", f'<meta name="description" content="{IDENTITY}">'.encode()),
    "feed": ("feed.xml", f"<title>{IDENTITY}</title>".encode()),
    "data": ("a.json", f'{{"x": "110105\\n{IDENTITY[6:]}"}}'.encode()),
    "data by the numbers of characters": ("a.json", "".join(f"\\u{ord(char):04x}" for char in IDENTITY).encode()),
    "search index": ("search.js", f'index=["{IDENTITY}"]'.encode()),
    "table": ("a.csv", f"a,{IDENTITY},b\r\n".encode()),
    "calendar": ("a.ics", f"SUMMARY:{IDENTITY[:9]}\r\n {IDENTITY[9:]}\r\n".encode()),
    "source": ("a.md", f"# {IDENTITY}\n".encode()),
    "workbook": ("a.xlsx", archive("xl/worksheets/sheet1.xml", f"<c><t>{IDENTITY}</t></c>")),
    "document": (
        "a.docx",
        archive("word/document.xml", f"<w:r><w:t>{IDENTITY[:9]}</w:t></w:r><w:r><w:t>{IDENTITY[9:]}</w:t></w:r>"),
    ),
    "document, as it was set": (
        "a.docx",
        archive(
            "word/document.xml",
            f"<a:r><a:t>{IDENTITY[:9]}</a:t></a:r><a:bookmarkEnd/><a:hyperlink><a:r><a:rPr><a:lang a:val='zh'/></a:rPr>"
            f"<a:t xml:space='preserve'>{IDENTITY[9:]}</a:t></a:r></a:hyperlink>",
        ),
    ),
    "document in UTF-16": ("a.docx", archive("word/document.xml", f"<w:t>{IDENTITY}</w:t>".encode("utf-16"))),
    "variable of a document": ("a.docx", archive("word/settings.xml", f"<w:docVar w:val='{IDENTITY}'/>")),
    "section of a document that is no markup": ("a.docx", archive("word/x.xml", f"<x><![CDATA[{IDENTITY}]]></x>")),
    "comment in a document": ("a.docx", archive("word/x.xml", f"<x><!-- {IDENTITY} --></x>")),
    "text in a document": ("a.docx", archive("word/a.txt", IDENTITY)),
    "picture of another kind in a document": ("a.docx", archive("word/a.emf", b"\1" + IDENTITY.encode("utf-16-le"))),
    "name of a part of a document": ("a.docx", archive(f"word/{IDENTITY}.xml", "<x/>")),
    "author of a document": ("a.docx", archive("docProps/core.xml", f"<dc:creator>{IDENTITY}</dc:creator>")),
    "author of a PDF": ("a.pdf", pdf(author=IDENTITY)),
    "enclosed in a PDF": ("a.pdf", pdf(enclosed=IDENTITY)),
    "who commented on a document": ("a.docx", archive("word/comments.xml", f'<w:comment w:author="{IDENTITY}"/>')),
    "picture in a document": ("a.docx", archive("word/media/a.jpg", picture(0x010E, IDENTITY))),
    "place of a picture in a document": (
        "a.docx",
        archive("word/media/a.jpg", picture(0x8825, {1: "N", 2: (36.0, 6.0, 0.0)})),
    ),
    "field of a PDF of its own": ("a.pdf", pdf(**{"/Custom": IDENTITY})),
    "PDF in a PDF": ("a.pdf", pdf(enclosed=pdf(author=IDENTITY))),
    "document in a PDF": ("a.pdf", pdf(enclosed=archive("word/document.xml", IDENTITY))),
    "annotation of a PDF": ("a.pdf", pdf(annotated=IDENTITY)),
    "name in a PDF": ("a.pdf", made_of(DictionaryObject({NameObject(f"/{IDENTITY}"): NameObject("/x")}))),
    "file in a note of a PDF": ("a.pdf", made_of(stream(IDENTITY.encode(), Type="/EmbeddedFile"))),
    "words in a form of a PDF": ("a.pdf", made_of(stream(f"BT ({IDENTITY}) Tj ET".encode(), Subtype="/Form"))),
    "private data of a PDF": ("a.pdf", made_of(stream(f"<x>{IDENTITY}</x>".encode()))),
    "photograph in a PDF": (
        "a.pdf",
        made_of(stream(picture(0x010E, IDENTITY), Subtype="/Image", Filter="/DCTDecode")),
    ),
    "bookmark of a PDF": ("a.pdf", pdf(marked=IDENTITY)),
    "packed metadata of a PDF": ("a.pdf", pdf(metadata=XMP.format(f'dc:creator="{IDENTITY}"'))),
    "text chunk of a picture": ("a.png", png(IDENTITY)),
    "packed text chunk of a picture": ("a.png", png(IDENTITY, packed=True)),
    "name of a note in a picture": ("a.png", png("x", IDENTITY)),
    "profile in a picture": ("a.png", png(f"\niptc\n      18\n{IDENTITY.encode().hex()}\n", "Raw profile type iptc")),
    "after a picture": ("a.png", png("") + IDENTITY.encode()),
    "after a photograph": ("a.jpg", picture(0x010E, "") + IDENTITY.encode()),
    "after a photograph that seems to end once more": ("a.jpg", picture(0x010E, "") + IDENTITY.encode() + b"\xff\xd9"),
    "between the parts of what is drawn": (
        "a.jpg",
        picture(0x010E, "")[:-2] + b"\xff\xfe\0\x14" + IDENTITY.encode() + b"\xff\xd9",
    ),
    "comment in a photograph": ("a.jpg", jpeg(0xFE, IDENTITY.encode())),
    "IPTC of a photograph": (
        "a.jpg",
        jpeg(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x17\x1c\x02\x50\0\x12" + IDENTITY.encode()),
    ),
    "XMP of a photograph": (
        "a.jpg",
        jpeg(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP.format(f'dc:creator="{IDENTITY}"').encode()),
    ),
    "place in the XMP of a photograph": (
        "a.jpg",
        jpeg(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP.format('exif:GPSLatitude="36,6.0N"').encode()),
    ),
    "place in the XMP of a picture": ("a.png", png(XMP.format('exif:GPSLatitude="36,6.0N"'), "XML:com.adobe.xmp")),
    "remark in UTF-16 in a photograph": ("a.jpg", remarked(b"UNICODE\0" + IDENTITY.encode("utf-16-be"))),
    "note in a picture": ("a.jpg", picture(0x010E, IDENTITY)),
    "place of a picture": ("a.jpg", picture(0x8825, {1: "N", 2: (36.0, 6.0, 0.0)})),
}


@pytest.mark.parametrize(("name", "raw"), LEAKS.values(), ids=LEAKS)
def test_found_in_every_kind_of_file(name: str, raw: bytes, tmp_path: Path) -> None:
    """What stands in a file of the site is found, named with the file, and not shown whole; it is found again."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / name).write_bytes(raw)
    digests.write(tmp_path / "site")
    for _ in range(2):
        findings = gate.leaks(tmp_path / "site", frozenset(), tmp_path)

        assert [(one.path, one.rule) for one in findings] == [(name, "RB904")]
        assert IDENTITY not in findings[0].text("zh") + findings[0].text("en")


@pytest.mark.parametrize("name", [f"{IDENTITY}.txt", f"张三{IDENTITY}/a.txt", f"a_{IDENTITY[:-1]}x.png"])
def test_names_of_files_are_read(tmp_path: Path, name: str) -> None:
    """A number in a name is found whatever the file, also where what it holds was found clean under another name."""
    (tmp_path / "site/b").mkdir(parents=True)
    for each in ("b/a.txt", name):
        (tmp_path / "site" / each).parent.mkdir(exist_ok=True)
        (tmp_path / "site" / each).write_text("x")
        digests.write(tmp_path / "site")
        findings = gate.leaks(tmp_path / "site", frozenset(), tmp_path)

    assert [one.rule for one in findings] == ["RB904"]
    assert IDENTITY[:-1] not in findings[0].text("zh") + findings[0].path


def test_clean_files_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clean file is known again; it is read anew when something else is permitted."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.html").write_text(f"<p>{MOBILE}</p>")
    digests.write(site)
    assert gate.leaks(site, frozenset({MOBILE}), tmp_path) == []
    monkeypatch.setattr(gate, "hits", lambda text: pytest.fail("read again"))
    assert gate.leaks(site, frozenset({MOBILE}), tmp_path) == []
    monkeypatch.undo()

    assert [one.rule for one in gate.leaks(site, frozenset(), tmp_path)] == ["RB904"]


@pytest.mark.parametrize(("name", "read"), [("search-index/s0.js", False), ("search-index/t0.js", True)])
def test_numbers_of_bulletins_are_nobodys(tmp_path: Path, name: str, read: bool) -> None:
    """Of the search the texts are read; the parts of its index are numbers, among which any may be met by chance."""
    site = tmp_path / "site"
    (site / name).parent.mkdir(parents=True)
    (site / name).write_text(f'bulletinSearch("x","患{MOBILE}")')

    digests.write(site)

    assert bool(gate.leaks(site, frozenset(), tmp_path)) is read


def test_notices_are_read_as_a_library_reads_them(built: Path) -> None:
    """Word for word what PDFium finds in every notice, and a number for every number; what is packed otherwise is left to it."""
    for file in built.rglob("bulletins/**/*.pdf"):
        raw = file.read_bytes()
        with pdfium.PdfDocument(raw) as document:
            shown = "\n".join(page.get_textpage().get_text_range() for page in document).replace("\ufffe", "-\n")
        ours = "\n".join(drawn(raw, " ") or [])

        assert "".join(ours.split()) == "".join(shown.split())
        assert re.findall(r"\d+", ours) == re.findall(r"\d+", shown)
        assert drawn(raw.replace(b"/FlateDecode", b"/LZWDecode"), " ") is None


def test_a_glyph_that_stands_for_nothing_known_is_left_to_the_library() -> None:
    """Nothing that is drawn is passed over."""
    font = Font(Meanings({1: "甲", 2: "138"}), {1: 1000.0, 2: 500.0})
    shown = [Stretch.of({b"F": font}, b"0", b"0", b"F", b"12", steps) for steps in (b"<00010002>-20<0001>", b"<0003>")]

    assert shown[0].words == "甲138甲"
    assert shown[0].end == pytest.approx((2500 + 20) * 12 / 1000)
    with pytest.raises(ValueError, match="3"):
        _ = shown[1].words


def test_check_digits() -> None:
    """The examples of the standards, and each with another last character."""
    assert numbers.identity(IDENTITY)
    assert not numbers.identity(IDENTITY[:-1] + "1")
    assert numbers.credit_code("914403001922038216")
    assert not numbers.credit_code("914403001922038217")
    assert numbers.luhn("79927398713")
    assert not numbers.luhn("79927398710")


SPREAD: list[Callable[[str], str]] = [
    lambda digits: digits.translate({48 + value: 0xFF10 + value for value in range(10)}),
    "\u200b".join,
    " ".join,
    lambda digits: f"{digits[:7]}\n{digits[7:]}",
    lambda digits: f"{digits[:3]}-{digits[3:7]}-{digits[7:]}",
    lambda digits: "".join(f"&#x{ord(digit):x};" for digit in digits),
    lambda digits: "".join(chr(0x660 + int(digit)) for digit in digits),
    lambda digits: "".join("零一二三四五六七八九"[int(digit)] for digit in digits),
    lambda digits: "".join("零壹贰叁肆伍陆柒捌玖"[int(digit)] for digit in digits),
    lambda digits: "".join("洞幺二三四五六拐八九"[int(digit)] for digit in digits),
    "&shy;".join,
    "\u00ad".join,
    "\ufe0f\u20e3".join,
    "\u0085".join,
    "\ue000".join,
    "•".join,
    lambda digits: f"{digits[:3]}[{digits[3:7]}]{digits[7:]}",
    lambda digits: f"{digits[:3]}【{digits[3:7]}】{digits[7:]}",
    lambda digits: f"{digits[:3]}……{digits[3:7]}……{digits[7:]}",
    lambda digits: f"{digits[:3]}——{digits[3:7]}——{digits[7:]}",
    lambda digits: f"{digits[:3]}`{digits[3:7]}`{digits[7:]}",
    lambda digits: f"{digits[:3]}\\-{digits[3:7]}\\-{digits[7:]}",
    lambda digits: f"{digits[:3]}[^1]{digits[3:]}",
    lambda digits: f"{digits[:3]}%20{digits[3:7]}%C2%A0{digits[7:]}",
    lambda digits: "".join(f"%EF%BC%{0x90 + int(digit):X}" for digit in digits),
    lambda digits: "".join(f"&#00000000{ord(digit)};" for digit in digits),
    lambda digits: "".join("🄋➀➁➂➃➄➅➆➇➈"[int(digit)] for digit in digits),
    lambda digits: "".join("〇〡〢〣〤〥〦〧〨〩"[int(digit)] for digit in digits),
    lambda digits: "".join("零壹貳參肆伍陸柒捌玖"[int(digit)] for digit in digits),
]


@given(st.from_regex(r"1(3[0-9]|5[0-35-9]|8[0-9]|7[0-8])[0-9]{8}", fullmatch=True), st.sampled_from(SPREAD))
def test_no_disguise_hides_a_number(digits: str, spread: Callable[[str], str]) -> None:
    """However a mobile number is written, it is found whole, where it stands, and nothing shows it."""
    written = spread(digits)
    text = f"联系人：{written}，谢谢。"
    (hit,) = found(text)

    assert (hit.kind, hit.value) == ("mobile", digits)
    assert text[hit.start : hit.end] == written
    assert veiled(text) == f"联系人：{digits[:3]}****{digits[-4:]}，谢谢。"


def test_no_turn_of_direction_hides_a_number() -> None:
    """What is written backwards, and read forwards, is found, and not shown."""
    text = f"联系人：\u202e{MOBILE[::-1]}李\u202c，谢谢。"

    assert [hit.value for hit in found(text)] == [MOBILE]
    assert veiled(text) == "联系人：\u202e李138****8000\u202c，谢谢。"


@pytest.mark.parametrize("last", "XxＸⅩХ")
@pytest.mark.parametrize("digits", [IDENTITY[:-1], "一一〇一零五壹玖肆玖一二三一零零二"])
def test_no_disguise_hides_an_identity(digits: str, last: str) -> None:
    assert [hit.kind for hit in found(f"证件：{digits}{last}。")] == ["identity"]


WRITTEN = {
    "home": [
        *("幸福小区7-3-602", "3单元（602）", "3单元六零二", "家住幸福路3号楼2单元5楼东户", "现居幸福路三十二号"),
        *("家住幸福小区３号楼２单元５０１室", "家住幸\u200b福小区3号\u00ad楼2单元501室"),
        *("幸福小区3号楼2单元\n501室", "幸福小区三号楼二单元五〇一室"),
    ],
    "mail": [
        *("zhаng@ԛԛ.com", "zhang@𝕢𝕢.com", "zhang艾特qq点com", "zhang(a)qq.com", "zhang\\@qq.com", "zhang@mail.qq.com"),
        *(
            "zhang@yandex.ru",
            "举报人邮箱：zhang@qq.com",
            "zhang&#64;qq.com",
            "zhang＠qq．com",
            "zhang @ qq . com",
            "zhang@163。com",
            "zh\u200bang@q\u00adq.com",
        ),
    ],
    "plate": [
        *("豫А12345", "豫ⓐ12345", "豫·A12345", "豫A：12345", "豫“A”12345", "豫A12 345", "豫AA12345", "豫A1234领"),
        *("豫A\u200b12345", "豫Ａ·１２３４５", "豫 A 1 2 3 4 5", "豫A\n12345"),
    ],
    "identity": [
        *("110105[19491231]002X", "（110105）1949-12-31，002X", f"{IDENTITY}{MOBILE}", f"{MOBILE}{IDENTITY}"),
        *(f"{IDENTITY}{IDENTITY}", "11010519491231002×"),
    ],
    "mobile": [
        *("项目负责人13800138000", "wx13800138000", "013800138000", "008613800138000", "13 80 01 38 00 0"),
    ],
}


@pytest.mark.parametrize(("kind", "written"), [(kind, each) for kind, ways in WRITTEN.items() for each in ways])
def test_no_disguise_hides_a_trace(kind: str, written: str) -> None:
    assert [hit.kind for hit in found(f"他的是{written}，请勿外传。")] == [kind]


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    """Places are places in the text as it was written, in order, whatever the text."""
    hits = found(text)

    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert sorted(hit.start for hit in hits) == [hit.start for hit in hits]


PARTS = [
    "1",
    "38",
    "0000",
    "20231117",
    " ",
    "    ",
    "\t",
    "\n",
    "\n> ",
    "-\n",
    ".",
    "·",
    "\\*",
    "**",
    "`",
    "[^12]",
    "X",
    "x",
    "a",
    "年",
]


@given(st.lists(st.sampled_from(PARTS), max_size=60).map("".join))
def test_no_run_of_digits_is_anywhere_but_where_it_is_looked_for(text: str) -> None:
    """Around what may be one, and no further: the same as anywhere in the text."""
    assert [run.span() for run in _runs(text)] == [run.span() for run in RUN.finditer(text)]


def test_a_megabyte_of_digits_takes_no_time() -> None:
    """No quadratic behaviour in runs of figures."""
    assert len(found("1 " * 250_000)) <= 1
    assert len(hashlib.sha256(veiled("138" * 300_000).encode()).hexdigest()) == 64


HIDDEN = f"""---
title: 关于{IDENTITY}等问题整改情况的通报
issuer: 示例市交通运输局
date: 2024-05-01
issues: [{{id: "1", title: {IDENTITY}反映的问题, status: ongoing, due: 2024-07-01}}]
contact: {{phone: 0999-5550100, address: 示例市人民路1号}}
---

## 一、{IDENTITY}反映的问题

![图](a.jpg)
"""
REMARKED = f"""---
title: 关于专项巡察整改情况的通报 # {IDENTITY}
issuer: 示例市交通运输局
date: 2024-05-01
contact: {{phone: 0999-5550100, address: 示例市人民路1号}}
---

正文。
"""


LEFT = {
    *(
        "index.html",
        "own.html",
        "outstanding.html",
        "changes.html",
        "bulletins/index.html",
        "a.docx",
        "bulletins/2024/a.jpg",
    ),
    *(
        "bulletins/2024/x.html",
        "bulletins/2024/x/issue-1.html",
        "bulletins/2024/x/issue-1.json",
        "bulletins/2024/x.ics",
    ),
    *("bulletins/2024/x.md", "bulletins/2024/x.pdf", "bulletins/2024/x.json"),
    *("bulletins/2024/remarked.md", "bulletins/2024/remarked.pdf", "data/due.ics", "data/feed.json", "data/feed.xml"),
    *("data/bulletins.csv", "data/bulletins.json", "data/issues.csv", "data/issues.json", "data/issues.xlsx"),
}


def test_whatever_a_build_makes_is_read(tmp_path: Path, sown: Callable[..., Path], blind: list[str]) -> None:
    """Of a number in everything, for which no rule has found anything: each page, notice, table, feed and file is named, none published."""
    root = sown(tmp_path, settings="site_url: https://example.gov.cn/\n")
    (root / "bulletins/2024/x.md").write_text(HIDDEN)
    (root / "bulletins/2024/remarked.md").write_text(REMARKED)
    (root / "bulletins/2024/a.jpg").write_bytes(picture(0x010E, IDENTITY))
    (root / "docs/own.md").write_text(f"# 说明\n\n{IDENTITY}\n")
    written = Document()
    written.core_properties.author = IDENTITY
    written.save(str(root / "docs/a.docx"))
    done = subprocess.run(blind, cwd=root, capture_output=True, text=True, check=False)
    named = set(re.findall(r"(\S+):1: RB904", done.stderr))

    assert done.returncode != 0
    assert LEFT - named == set()
    assert any(re.fullmatch(r"search-index/t\w+\.js", name) for name in named)
    assert IDENTITY not in done.stderr
    assert not (root / "site").exists()


def test_steps_that_end_otherwise_are_looked_at_once() -> None:
    """However many digits they have: two ways to read each would be as many as a build cannot wait for."""
    content = b"BT\n1 0 0 -1 1 2 Tm\n/A 1 Tf\n[" + b"<0001>-27" * 9 + b"1" * 60 + b"] Tx"

    assert list(_shown(content)) == []

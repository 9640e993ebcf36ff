"""Documents in every format -> drafts: what they say is read, what they do not say is not, and nothing of the text is lost."""

import importlib.util
import json
import re
import sys
import zipfile
from html import unescape
from io import BytesIO
from pathlib import Path

import docx
import pytest
import yaml
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter

from bulletin.cli import main
from bulletin.imports.blocks import Unreadable
from bulletin.imports.encoding import decoded
from bulletin.imports.files import read_file
from bulletin.imports.making import make
from bulletin.imports.markdown import escaped
from bulletin.imports.numbering import FORMATS as NUMBERS
from bulletin.imports.pdf import read_pdf
from bulletin.load import read
from bulletin.model import Bulletin
from bulletin.prose import prose
from bulletin.site import Site

ROOT = Path(__file__).parents[1]


def _measure():
    """measure/imports.py and what it makes documents with."""
    spec = importlib.util.spec_from_file_location("measure_imports", ROOT / "measure" / "imports.py")
    module = importlib.util.module_from_spec(spec)
    before = [*sys.path]
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


MEASURE = _measure()
CASES, FORMATS = MEASURE.cases(), MEASURE.FORMATS
BOTH = [(format_, name) for format_ in FORMATS for name in CASES]
PASTED = yaml.safe_load((Path(__file__).parent / "pasted.yml").read_text("utf-8"))


@pytest.fixture
def imported(tmp_path):
    """Write bytes into a file of some kind, and import it."""

    def call(raw: bytes, suffix: str):
        file = tmp_path / f"document{suffix}"
        file.write_bytes(raw)
        return make(read_file(file), Site())

    return call


@pytest.fixture
def word(imported):
    """Import a Word document made of paragraphs; `change` may do more to it before it is saved."""

    def call(*paragraphs: str, change=lambda document: None):
        document = docx.Document()
        for text in paragraphs:
            document.add_paragraph(text)
        change(document)
        made = BytesIO()
        document.save(made)
        return imported(made.getvalue(), ".docx")

    return call


@pytest.mark.parametrize(("format_", "name"), BOTH)
def test_what_a_document_says_is_read(format_, name, imported):
    """Every field of every description, in every format, and nothing else."""
    suffix, made_by = FORMATS[format_]
    made = imported(made_by(CASES[name]), suffix)
    wrong = [one for one in MEASURE.compared(made, CASES[name]["expect"]) if one[1] != one[2]]

    assert wrong == []


@pytest.mark.parametrize("name", CASES)
def test_what_is_typed_with_half_width_marks_is_read(name, imported):
    """The same fields as in print; words that were taken over keep the marks they have."""
    suffix, made_by = FORMATS["text"]
    case = CASES[name]
    made = imported(made_by(case | {part: _typed(case[part]) for part in ("title", "lines", "signature")}), suffix)
    read = {field: _typed(value) for field, value in made.draft.front().items()}

    assert read == {field: _typed(value) for field, value in imported(made_by(case), suffix).draft.front().items()}


def _typed(said):
    """As hurried hands type it: half-width marks for those of print, whatever the words are part of."""
    match said:
        case str():
            return said.translate(str.maketrans("，；：（）？！", ",;:()?!"))
        case list():
            return [_typed(one) for one in said]
        case dict():
            return {_typed(key): _typed(value) for key, value in said.items()}
    return said


@pytest.mark.parametrize(("format_", "name"), BOTH)
def test_nothing_of_the_text_is_lost(format_, name, imported):
    """Each Chinese character of a document stands in the draft's prose, in a field, or in a notice."""
    suffix, made_by = FORMATS[format_]
    made = imported(made_by(CASES[name]), suffix)
    front = str(made.draft.front()) + "".join(one.said for one in made.draft.reads) + str(made.draft.notices)
    kept = re.sub(r"[\n\\]", "", made.draft.text()) + front

    for line in filter(lambda line: isinstance(line, str), CASES[name]["lines"]):
        pairs = re.findall(r"(?=([\u3400-\u9fff]{2}))", line)
        assert [pair for pair in pairs if pair not in kept] == [], line


@pytest.mark.parametrize("name", CASES)
def test_a_draft_loads_and_is_checked(name, imported, tmp_path, monkeypatch, capsys):
    """The file of a draft is a bulletin that nothing is wrong with but what the document leaves open (RB103, RB104)."""
    monkeypatch.chdir(tmp_path)
    suffix, made_by = FORMATS["Word, numbers automatic"]
    file = tmp_path / "bulletins" / "2024" / f"{name}.md"
    file.parent.mkdir(parents=True)
    file.write_text(imported(made_by(CASES[name]), suffix).text, "utf-8")
    source = read(file, tmp_path)

    main(["check", str(file)])
    found = {line.split()[1] for line in capsys.readouterr().out.splitlines() if line.startswith("bulletins/")}

    assert source.bulletin.state == "draft"
    assert {fault.rule for fault in source.faults} <= {"RB012"}
    assert not found & {"RB009", "RB013", "RB014", "RB101", "RB301", "RB303", "RB304"}


@pytest.mark.parametrize("case", PASTED, ids=[case["name"] for case in PASTED])
def test_what_is_pasted_is_read_and_no_more(case, imported):
    """What stands around a text is told apart from it; nothing is invented."""
    made = imported(case["text"].encode(), ".txt")

    assert made.draft.front() == {"state": "draft"} | case["read"]
    assert case.get("body", "") in made.text


def test_headings_keep_their_numbers(imported):
    """Automatic numbers are written out; a heading that runs into its text gets a line of its own; one sentence a line."""
    made = imported(FORMATS["Word, numbers automatic"][1](CASES["xuncha"]), ".docx")
    body = made.text

    assert (
        "## 一、组织实施情况\n\n### （一）压实责任\n\n党组书记主持召开专题会议4次，逐条研究整改措施。\n班子成员分头包联"
        in body
    )
    assert "#### 3.会商联动不够顺畅" in body
    assert "### （二）干部队伍建设方面\n\n#### 1.年轻干部培养缺少长远规划" in body


def test_the_issuer_above_the_text_is_no_paragraph(imported):
    """A page whose title stands elsewhere begins with the rest of it."""
    made = imported(FORMATS["page of a CMS"][1](CASES["xuncha"]), ".html")

    assert made.draft.value("issuer") == "中共示例市水务局党组"
    assert made.draft.body[0].startswith("根据市委统一部署")


def test_figures_bring_the_sentence_they_come_from(imported):
    """In the report and, as a comment, in the draft."""
    made = imported(FORMATS["text"][1](CASES["xuncha"]), ".txt")
    total = next(one for one in made.draft.reads if one.at == ("counts", "total"))

    assert total.said == "巡察反馈的6个问题，已完成整改4个，正在整改2个"
    assert f"# 据：{total.said}\ncounts:" in made.text


@pytest.mark.parametrize("output", [None, "bulletins/2024/x.md"])
def test_the_report_for_a_program(output, tmp_path, monkeypatch, capsys):
    """Each field with the whole words it came from and their place, what was left out; the draft, where it went to no file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.txt").write_bytes(FORMATS["text"][1](CASES["baogao"]))
    assert main(["import", "x.txt", "--format", "json", *(["-o", output] if output else [])]) == 0
    out, err = capsys.readouterr()
    told = json.loads(out)
    made = make(read_file(tmp_path / "x.txt"), Site())

    assert err == ""
    assert told["output"] == output
    assert told["draft"] == (None if output else made.text)
    assert not output or (tmp_path / output).read_text("utf-8") == made.text
    assert [(one["field"], one["said"]) for one in told["reads"]] == [(one.name, one.said) for one in made.draft.reads]
    assert [one["field"] for one in told["missing"]] == list(made.missing)
    assert {"field": "counts", "label": "问题总数与完成数"} in told["missing"]
    assert [one["value"] for one in told["unused"]] == [one.value for one in made.draft.unused]
    assert told["notices"] == [one.zh for one in made.draft.notices]
    assert main(["import", "x.txt", "--format", "json", "--lang", "en"]) == 0
    assert json.loads(capsys.readouterr().out)["reads"][0]["where"] == "line 1"


def test_what_is_ambiguous_is_left_out_and_told(imported):
    """Two totals of problems: neither is chosen."""
    made = imported(FORMATS["text"][1](CASES["baogao"]), ".txt")

    assert "counts" in made.missing
    assert any("有几种问题总数" in notice.zh for notice in made.draft.notices)
    assert len(made.draft.unused) >= 2


def test_what_is_no_running_text_is_named(imported):
    """Text boxes, running heads and deletions do not come along, and the editor is told."""
    made = imported(FORMATS["WPS, with a text box, a running head, tracked changes"][1](CASES["xuncha"]), ".docx")
    said = "\n".join(notice.zh for notice in made.draft.notices)

    assert "内部资料" not in made.text
    assert "删去的话" not in made.text
    assert "文本框1处" in said
    assert "页眉、页脚没有导入：“示例单位内部文件”" in said
    assert "删去的文字1处" in said


def test_styles_and_merged_cells(word):
    """Headings by style, a register in a table beside them whose cells are merged, who inspected behind the day."""

    def change(document):
        for text in ("一、整改情况", "（一）台账不全", "（二）值守松懈"):
            document.add_heading(text, 1 + text.startswith("（"))
            document.add_paragraph("已建章立制。")
        table = document.add_table(3, 3)
        rows = (("问题", "责任单位", "整改状态"), ("台账不全", "办公室", "已完成"), ("值守松懈", "", "整改中"))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        table.cell(1, 1).merge(table.cell(2, 1))

    made = word(
        "关于专项督查整改情况的通报",
        "2024年5月8日至5月24日，市防汛抗旱指挥部办公室对我局进行了专项督查。",
        change=change,
    )

    assert made.draft.value("inspection", "by") == "市防汛抗旱指挥部办公室"
    assert [(one["title"], one["owner"], one["status"]) for one in made.draft.issues] == [
        ("台账不全", "办公室", "completed"),
        ("值守松懈", "办公室", "ongoing"),
    ]
    assert [one.where.zh for one in made.draft.reads if one.at == ("issues", 1, "owner")] == ["第1个表"]


def _formatted(kind: str, text: str, start: int = 1):
    def change(document):
        root = document.part.numbering_part.element
        level = (
            f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        )
        root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{level}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        for one in document.paragraphs[1:]:
            number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
            one._p.get_or_add_pPr().append(parse_xml(number))

    return change


@pytest.mark.parametrize(
    ("kind", "text", "start", "first", "second"),
    [
        ("decimalEnclosedCircleChinese", "%1", 1, "①甲事。", "②乙事。"),
        ("chineseCountingThousand", "第%1项　", 10, "第十项甲事。", "第十一项乙事。"),
        ("chineseLegalSimplified", "%1、", 2, "贰、甲事", "叁、乙事"),
        ("upperRoman", "%1.", 4, "IV.甲事。", "V.乙事。"),
        ("lowerLetter", "%1)", 26, "z)甲事。", "aa)乙事。"),
        ("bullet", "\uf06c", 1, "甲事。", "乙事。"),
        ("ideographTraditional", "%1、", 1, "甲、甲事。", "乙、乙事。"),
        ("neverHeardOf", "%1、", 1, "1、甲事。", "2、乙事。"),
    ],
)
def test_automatic_numbers_of_many_kinds(kind, text, start, first, second, word):
    """As Word shows them; of a kind that is not known, 1, 2, 3 and a word to the editor."""
    made = word("标题如下。", "甲事。", "乙事。", change=_formatted(kind, text, start))

    assert first.rstrip("。") in made.draft.text()
    assert second.rstrip("。") in made.draft.text()
    assert any("自动编号" in notice.zh for notice in made.draft.notices) == (kind not in NUMBERS and kind != "bullet")


@pytest.mark.parametrize(
    "text",
    [
        "**处和*元",
        "1. 甲",
        "# 甲",
        "- 甲",
        "a_b_c",
        "[甲](乙)",
        "<b>甲",
        "&amp;",
        "`甲`",
        "> 甲",
        "2. ",
        "\\甲",
        "+ 甲",
    ],
)
def test_text_is_printed_as_it_is(text):
    """Nothing of it is taken for a mark of Markdown."""
    bulletin = Bulletin()
    bulletin._body = escaped(text) + "\n"
    printed = re.sub(r"</?p>", "", prose(bulletin))

    assert unescape(printed).strip() == text.strip()


def bomb() -> bytes:
    """A Word file of a few kilobytes that unpacks to 300 MB."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (300 << 20))
    return made.getvalue()


def entities() -> bytes:
    """A Word file whose XML names itself a thousand million times."""
    document, made, changed = docx.Document(), BytesIO(), BytesIO()
    document.save(made)
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "哈" * 10}">' for n in range(9))
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            raw = old.read(name)
            if name == "word/document.xml":
                raw = raw.replace(b"<w:document", f"<!DOCTYPE x [{laughs}]><w:document".encode(), 1)
                raw = raw.replace(b"<w:body>", b"<w:body><w:p><w:r><w:t>&l8;</w:t></w:r></w:p>", 1)
            new.writestr(name, raw)
    return changed.getvalue()


def locked_pdf(password: str) -> bytes:
    writer, made = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.encrypt(password, algorithm="RC4-128")
    writer.write(made)
    return made.getvalue()


def blank_pdf() -> bytes:
    writer, made = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(made)
    return made.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BROKEN = {
    "empty": (b"", ".docx", "文件是空的"),
    "blank": (b" \n\n ", ".txt", "文件是空的"),
    "not a zip": (b"hello", ".docx", "不是完整的 .docx 文件"),
    "zip of something else": (b"PK\x05\x06" + bytes(18), ".docx", "不是完整的 Word 文档"),
    "old .doc": (OLE + "WordDocument".encode("utf-16-le"), ".doc", "是老格式"),
    "old .doc by another name": (OLE, ".docx", "是老格式"),
    "docx with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), ".docx", "设有打开密码"),
    "zip bomb": (bomb(), ".docx", "解压后太大"),
    "entities": (entities(), ".docx", ""),
    "cut": (FORMATS["Word, numbers typed"][1](CASES["duban"])[:9000], ".docx", "不是完整的 .docx 文件"),
    "too long": ("一段。\n".encode() * 20_001, ".txt", "有20001段，不像一份通报"),
    "rtf": (b"{\\rtf1 x}", ".rtf", "是 RTF 文件"),
    "picture": (b"\xff\xd8\xff\xe0" + bytes(100), ".jpg", "是图片"),
    "unknown": (b"abc", ".wps2", "不认识扩展名"),
    "page without text": (b"<html><body><img src=x></body></html>", ".html", "没有文字"),
    "empty page": (b"<!-- -->", ".html", "没有文字"),
    "bytes": (bytes(range(256)) * 40, ".txt", "不像文字"),
    "pdf with a password": (locked_pdf("x"), ".pdf", "设有打开密码"),
    "scan": (blank_pdf(), ".pdf", "没有文字，是扫描件或图片"),
    "broken pdf": (b"%PDF-1.7\n" + bytes(500), ".pdf", "PDF 已损坏"),
    "cut pdf": (blank_pdf()[:200], ".pdf", ""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_named_and_what_to_do(name, tmp_path, capsys):
    """One message, no traceback, and nothing written."""
    raw, suffix, said = BROKEN[name]
    file = tmp_path / f"document{suffix}"
    file.write_bytes(raw)

    code = main(["import", str(file), "-o", str(tmp_path / "x.md")])
    told = capsys.readouterr().err

    assert code == 2
    assert said in told
    assert str(file) in told
    assert told.count("\n") == 1
    assert not (tmp_path / "x.md").exists()


def test_a_locked_pdf_that_opens_without_a_password_is_read():
    """A PDF may be locked against changes alone; this one is read, and found empty."""
    assert PdfReader(BytesIO(locked_pdf(""))).is_encrypted
    with pytest.raises(Unreadable, match="no text"):
        read_pdf(locked_pdf(""))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding):
    """What Chinese offices save text in."""
    assert decoded("整改情况的通报，共20个问题。\n".encode(encoding)).strip() == "整改情况的通报，共20个问题。"


def test_a_declared_encoding_that_is_wrong_does_no_harm():
    """A page says GB2312 and is UTF-8."""
    assert "整改" in decoded('<meta charset="gb2312">整改'.encode())


@pytest.mark.parametrize(("file", "expect"), MEASURE.seeds())
def test_real_documents(file, expect):
    """The bulletin is read as an editor read it; of the reports, which are none, nothing is invented."""
    made = make(read_file(file), Site())

    assert [one for one in MEASURE.compared(made, expect) if one[1] != one[2]] == []

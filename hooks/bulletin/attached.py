"""Files that the site publishes as they are: of a listed kind, by content and not only by name, and nothing in them runs."""

import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from bulletin.findings import Finding, Words
from bulletin.load import Source
from bulletin.regex import regex
from bulletin.rules import RULES, at

LARGEST = 20 << 20  # bytes of a file
UNPACKED = 200 << 20  # bytes of what is in a document
PARTS = 5000
FOLLOWED = "hyperlink"  # the one kind of relationship that may lead outside: a reader follows it, and no program
CARRIES = {
    "vbaProject",
    "oleObject",
    "package",
    "control",
    "activeXControlBinary",
    "xlMacrosheet",
}  # others, however named
FIELD = regex(  # of a text, that has something fetched or started (ISO/IEC 29500-1, 17.16)
    r"\b(?:DDE(?:AUTO)?|INCLUDE(?:PICTURE|TEXT)?|IMPORT|LINK|DATABASE|MACROBUTTON)\b", re.IGNORECASE
)
FORMULA = regex(r"\|\s*'?[^|]*!|\b(?:WEBSERVICE|IMAGE|RTD|CALL|REGISTER(?:\.ID)?|EXEC)\s*\(", re.IGNORECASE)
CELL = regex(
    r"""(?:^|[,;\t])"?[^\S\n]{0,99}(?:[=@＝＠]|[+＋－-][^,;\t\n]*[|(!])""", re.MULTILINE
)  # of a table, a formula
# What a PDF does by itself or by a click beside showing a page (ISO 32000-1, 12.6.4), and what it does when it is opened.
RUNS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/Sound", "/RichMediaExecute"}
LEADS = {"/URI", "/GoToR", "/GoToE", "/Thread"}
PLAYS = {"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}
ENCLOSED = (".md", ".xml")  # beside what may be attached
ANOTHER = Words("里面还藏着一个压缩包，请另存一份", "has an archive hidden in it; save it anew")
DAMAGED = Words("已损坏，无法检查", "is damaged, and cannot be looked into")
FETCHES = Words(
    "打开时会到别处取内容，请断开外部链接", "fetches something from elsewhere when opened; break its external links"
)
EMBEDDED = Words("嵌有别的文件或控件，请去掉", "has other files or controls embedded; take them out")
BROKEN = (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError)
Said = Words | None


def attached(files: Iterable[tuple[str, Path]], folder: Path) -> Iterator[Finding]:
    """What is wrong with the files of a folder of the site: (name, where it lies). A link out of the folder is not followed."""
    inside = os.path.realpath(folder)
    for name, file in files:
        real = Path(os.path.realpath(file))
        if not real.is_relative_to(inside):
            why: Said = Words(
                "是通向文件夹之外的符号链接，请把文件本身放进来",
                "is a link that leads out of the folder; put the file itself there",
            )
        else:
            why = amiss(real, name)
        if why:
            yield RULES["RB812"].find(Source(name), at(why=why))


def amiss(file: Path, name: str) -> Said:
    """Why a file must not be published; None if it may."""
    check = KINDS.get(Path(name).suffix.lower())
    if not check:
        kinds = "、".join(sorted(KINDS))
        return Words(
            f"不是能附的类型，能附的有 {kinds}",
            f"is of no kind that can be attached; these are: {', '.join(sorted(KINDS))}",
        )
    if (size := file.stat().st_size) > LARGEST:
        most = LARGEST >> 20
        return Words(f"有 {size >> 20} MB，超过 {most} MB", f"has {size >> 20} MB, more than {most} MB")
    raw = file.read_bytes()
    return check(raw) or (ANOTHER if check not in PACKED and zipfile.is_zipfile(BytesIO(raw)) else None)


def _begins(*marks: bytes) -> Callable[[bytes], Said]:
    return lambda raw: None if raw.startswith(marks) else _misnamed()


def _misnamed() -> Words:
    return Words("内容与扩展名不符", "is not what its name says")


def _text(raw: bytes) -> Said:
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Words("不是 UTF-8 编码的文字", "is no text in UTF-8")
    return _misnamed() if b"\0" in raw else None


def _table(raw: bytes) -> Said:
    """Text, of which no program that opens it as a table makes a formula."""
    formula = Words(
        "有公式（以 =、@ 等开头的格），请改为文字", "has formulas (cells that begin with =, @ …); make them text"
    )
    return _text(raw) or (formula if CELL.search(raw.decode("utf-8-sig")) else None)


def _office(part: str) -> Callable[[bytes], Said]:
    """A document of Office without macros, embedded programs, or anything to be fetched from elsewhere."""

    def check(raw: bytes) -> Said:
        if not raw.startswith(b"PK"):
            return _misnamed()
        try:
            with zipfile.ZipFile(BytesIO(raw)) as archive:
                return _parts(archive, part)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
            return _misnamed()

    return check


def _parts(archive: zipfile.ZipFile, part: str) -> Said:
    parts = archive.infolist()
    names = [each.filename.lower() for each in parts]
    if part not in names:
        return _misnamed()
    if len(parts) > PARTS or sum(each.file_size for each in parts) > UNPACKED:
        return Words("解压后太大", "is too large when unpacked")
    if any("vbaproject" in name or "macrosheets" in name for name in names):
        return Words("带有宏，请另存为不带宏的文件", "has macros; save it without them")
    if any("/embeddings/" in name or "/activex/" in name for name in names):
        return EMBEDDED
    read = (archive.read(each) for each in parts if each.filename.lower().endswith((".rels", ".xml")))
    return next(filter(None, map(_part, read)), None)


def _part(raw: bytes) -> Said:
    """What a part of a document leads to, or has done."""
    fields = []
    try:
        parts = etree.iterparse(BytesIO(raw), resolve_entities=False, no_network=True)
        for _, element in parts:
            match element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "":
                case "Relationship":
                    kind = element.get("Type", "").rpartition("/")[2]
                    if kind in CARRIES:
                        return EMBEDDED
                    if element.get("TargetMode", "").lower() == "external" and kind != FOLLOWED:
                        return FETCHES
                case "instrText" | "fldSimple":
                    fields += [element.text or "", *map(str, element.attrib.values())]
                case "f" if FORMULA.search(element.text or ""):
                    return FETCHES
            element.clear()
    except etree.XMLSyntaxError:
        return DAMAGED
    if parts.root.getroottree().docinfo.doctype:  # no program of Office writes one; what it declares is not read here
        return DAMAGED
    return FETCHES if FIELD.search("".join(fields)) else None


def _pdf(raw: bytes) -> Said:
    """A PDF that only shows something."""
    if not raw.startswith(b"%PDF-"):
        return _misnamed()
    from pypdf import PdfReader  # not where no PDF is attached: it takes a tenth of a second to load
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(raw))
        if reader.is_encrypted:
            return Words("设有密码，无法检查", "is locked, and cannot be looked into")
        numbers = {*reader.xref_objStm, *(number for table in reader.xref.values() for number in table)}
        runs = any(_runs(reader.get_object(number)) for number in sorted(numbers) if number)
    except (PyPdfError, *BROKEN):
        return DAMAGED
    return (
        Words("含有脚本或会启动程序的动作，请去掉", "has a script, or starts something; take it out") if runs else None
    )


def _runs(thing: Any, deep: int = 0) -> bool:
    """Whether an object is such an action, or holds one; what it refers to is looked at by itself."""
    if deep > 20:
        return True
    if isinstance(thing, dict):
        action = (
            thing.get("/S") in RUNS
            or thing.get("/Subtype") in PLAYS
            or not {"/JS", "/JavaScript", "/XFA"}.isdisjoint(thing)
        )
        return action or _opened(thing) or any(_runs(each, deep + 1) for each in dict.values(thing))
    return isinstance(thing, list) and any(_runs(each, deep + 1) for each in list.__iter__(thing))


def _opened(thing: Any) -> bool:
    """Whether it leads elsewhere as soon as it is opened, or encloses what could not be attached by itself."""
    starts = [thing[name] for name in ("/OpenAction", "/AA") if name in thing]
    starts += [each.get_object() for one in starts if isinstance(one, dict) for each in dict.values(one)]
    names = [str(thing[name]).lower() for name in ("/F", "/UF") if "/EF" in thing and name in thing]
    enclosed = any(not name.endswith((*KINDS, *ENCLOSED)) for name in names)
    return enclosed or any(isinstance(one, dict) and one.get("/S") in LEADS for one in starts)


PACKED = _office("word/document.xml"), _office("xl/workbook.xml")
KINDS: dict[str, Callable[[bytes], Said]] = {
    ".pdf": _pdf,
    ".docx": PACKED[0],
    ".xlsx": PACKED[1],
    ".csv": _table,
    **dict.fromkeys((".txt", ".json"), _text),
    ".png": _begins(b"\x89PNG\r\n\x1a\n"),
    **dict.fromkeys((".jpg", ".jpeg"), _begins(b"\xff\xd8\xff")),
}

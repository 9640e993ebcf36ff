"""Files that the site publishes as they are: of a listed kind, by content and not only by name, and nothing in them runs."""

import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from bulletin.findings import Finding, Words
from bulletin.load import Source
from bulletin.regex import regex
from bulletin.rules import RULES, at

LARGEST = 20 << 20  # bytes of a file
UNPACKED = 200 << 20  # bytes of what is in a document
PARTS = 5000
OUTSIDE = regex(rb'TargetMode\s*=\s*["\']External')
LINK = regex(rb"<Relationship\b(?=[^>]*/hyperlink[\"'])[^>]*>")
RUNS = (
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
)  # actions of a PDF that do something (ISO 32000-1, 12.6.4)
BROKEN = (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError)
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
    return check(file.read_bytes())


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


def _office(part: str) -> Callable[[bytes], Said]:
    """A document of Office without macros, embedded programs, or anything to be fetched from elsewhere."""

    def check(raw: bytes) -> Said:
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
        return Words("嵌有别的文件或控件，请去掉", "has other files or controls embedded; take them out")
    for each in parts:
        if each.filename.endswith(".rels") and OUTSIDE.search(LINK.sub(b"", archive.read(each))):
            return Words(
                "打开时会到别处取内容，请断开外部链接",
                "fetches something from elsewhere when opened; break its external links",
            )
    return None


def _pdf(raw: bytes) -> Said:
    """A PDF that only shows something."""
    if not raw.startswith(b"%PDF-"):
        return _misnamed()
    try:
        reader = PdfReader(BytesIO(raw))
        if reader.is_encrypted:
            return Words("设有密码，无法检查", "is locked, and cannot be looked into")
        numbers = {*reader.xref_objStm, *(number for table in reader.xref.values() for number in table)}
        runs = any(_runs(reader.get_object(number)) for number in sorted(numbers) if number)
    except BROKEN:
        return Words("已损坏，无法检查", "is damaged, and cannot be looked into")
    return (
        Words("含有脚本或会启动程序的动作，请去掉", "has a script, or starts something; take it out") if runs else None
    )


def _runs(thing: Any, deep: int = 0) -> bool:
    """Whether an object is such an action, or holds one; what it refers to is looked at by itself."""
    if deep > 20:
        return True
    if isinstance(thing, dict):
        action = thing.get("/S") in RUNS or "/JS" in thing or "/JavaScript" in thing
        return action or any(_runs(each, deep + 1) for each in dict.values(thing))
    return isinstance(thing, list) and any(_runs(each, deep + 1) for each in list.__iter__(thing))


KINDS: dict[str, Callable[[bytes], Said]] = {
    ".pdf": _pdf,
    ".docx": _office("word/document.xml"),
    ".xlsx": _office("xl/workbook.xml"),
    **dict.fromkeys((".txt", ".csv", ".json"), _text),
    ".png": _begins(b"\x89PNG\r\n\x1a\n"),
    **dict.fromkeys((".jpg", ".jpeg"), _begins(b"\xff\xd8\xff")),
}

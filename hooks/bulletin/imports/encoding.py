"""Bytes of a text file -> text: UTF-8 and UTF-16 with or without a mark, GB18030 (and so GBK and GB2312), Big5 never guessed."""

import codecs
import re

from bulletin.imports.blocks import Unreadable

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,20})", re.IGNORECASE)
GB = {"gbk", "gb2312", "gb18030", "gb_2312-80", "x-gbk", "cp936"}
SAMPLE = 4000  # bytes in which a page declares its encoding


def decoded(raw: bytes) -> str:
    """The text, by its mark, by what it declares, as UTF-8, or as GB18030; Unreadable if it is none of these."""
    for mark, name in MARKS:
        if raw.startswith(mark):
            return _by(raw[len(mark) :], name) or _by(raw[len(mark) :], name, "replace") or ""
    declared = DECLARED.search(raw[:SAMPLE])
    name = declared[1].decode().lower() if declared else ""
    names = ["utf-8", "gb18030"] if not name or name in GB or name.startswith("utf") else ["utf-8", name, "gb18030"]
    if b"\0" in raw[:SAMPLE]:
        names = ["utf-16-le" if raw[1::2].count(0) > raw[::2].count(0) else "utf-16-be"]
    for name in names:
        text = _by(raw, name)
        if text is not None and "\0" not in text:
            return text
    if _damage(raw) < 1 + len(raw) // 2000:  # a page may be cut in the middle of a character, and still be read
        return raw.decode(errors="replace")
    raise Unreadable(
        "不像文字：编码既不是 UTF-8，也不是 GBK（GB18030）。请用记事本打开，“另存为”UTF-8 再导入",
        "not text in UTF-8 or GBK (GB18030). Open it in an editor, save it as UTF-8, and import that",
    )


def _by(raw: bytes, name: str, errors: str = "strict") -> str | None:
    try:
        return raw.decode(name, errors)
    except (UnicodeDecodeError, LookupError):
        return None


def _damage(raw: bytes) -> int:
    return raw.decode(errors="replace").count("\ufffd")

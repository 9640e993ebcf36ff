"""Bytes of a text file -> text: UTF-8 and UTF-16 with or without a mark, GB18030 (and so GBK and GB2312)."""

import codecs
import re

from bulletin.imports.blocks import Document, Unreadable
from bulletin.regex import regex

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
DECLARED = regex(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,20})", re.IGNORECASE)
SAMPLE = 4000  # bytes in which a page declares its encoding
MOST = 0.05  # of the characters that are not ASCII: so many may be damaged, and the file is still of that encoding
USUAL = regex(r"[\t\n\r -~\u2010-\u2027\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")  # what a Chinese text is made of
LOST = "\ufffd"


def decoded(raw: bytes) -> str:
    """The text, by its mark, as UTF-8, as GB18030, or as what it declares; Unreadable if it is none of these.

    A page declares GB2312 and is UTF-8 often enough; nothing else passes for UTF-8. A character cut in two is U+FFFD.
    """
    for mark, name in MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, "replace")
    declared = DECLARED.search(raw[:SAMPLE])
    names = ["utf-8", "gb18030", *([declared[1].decode("ascii", "replace")] if declared else [])]
    if b"\0" in raw[:SAMPLE]:
        names = ["utf-16-le" if raw[1::2].count(0) > raw[::2].count(0) else "utf-16-be"]
    for name in names:
        text = _by(raw, name)
        if text is not None and "\0" not in text:
            return text
    raise Unreadable(
        "不像文字：编码既不是 UTF-8，也不是 GBK（GB18030）。请用记事本打开，“另存为”UTF-8 再导入",
        "not text in UTF-8 or GBK (GB18030). Open it in an editor, save it as UTF-8, and import that",
    )


def damage(text: str, document: Document) -> None:
    """Tell the editor of characters that could not be read."""
    if lost := text.count(LOST):
        document.note(
            f"有{lost}处字符损坏，草稿里写作“{LOST}”，请对照原件改正",
            f"{lost} characters are damaged and stand as “{LOST}” in the draft; mend them by the original",
        )


def _by(raw: bytes, name: str) -> str | None:
    try:
        text = raw.decode(name, "replace")
    except LookupError:
        return None
    beyond = sum(char > "\x7f" for char in text)
    if name.startswith("utf-16") and 4 * len(USUAL.findall(text)) < 3 * len(text):
        return None  # any bytes are UTF-16 of some script
    return text if text.count(LOST) <= MOST * beyond else None

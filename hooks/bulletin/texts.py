"""The texts of bulletins: those of thousands lie in their files, and are read again when somebody asks for one."""

import hashlib
from codecs import BOM_UTF8
from functools import lru_cache
from pathlib import Path

from bulletin.findings import Words

FEW = 16  # texts that are held: whoever works on a bulletin asks for its text many times


class ChangedError(Exception):
    """A file is no longer what it was when it was read first: what was said of it may not hold."""

    def __init__(self, file: str) -> None:
        self.words = Words(
            f"{file} 正在生成时又改动了。请再执行一次。", f"{file} was changed meanwhile. Please run this once more."
        )
        super().__init__(self.words.en)


def text(raw: bytes) -> str:
    """Bytes in UTF-8 with any line ends as text with plain ones; raises UnicodeDecodeError."""
    return raw.removeprefix(BOM_UTF8).decode().replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(maxsize=FEW)
def digest(text: str) -> bytes:
    """By which a text is known."""
    return hashlib.sha256(text.encode()).digest()


@lru_cache(maxsize=FEW)
def lying(file: str, known: bytes) -> str:
    """The text of a file that was read before, by its digest then; raises ChangedError."""
    found = text(Path(file).read_bytes())
    if digest(found) != known:
        raise ChangedError(file)
    return found


@lru_cache(maxsize=FEW)
def prose(text: str, line: int) -> str:
    """What stands in a text from a line on, without empty lines around it."""
    return "\n".join(text.split("\n")[line - 1 :]).strip("\n") + "\n"


def encoding(raw: bytes, first: int, path: str) -> Words:
    """What the file seems to be instead, and how to mend it; `first` is the first byte that is not UTF-8."""
    encoding = ""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "UTF-16"
    elif b"\0" in raw:
        encoding = "UTF-16LE" if raw.index(b"\0") % 2 else "UTF-16BE"
    elif any(char >= "\u0800" for char in raw[:first].decode()):  # Chinese in UTF-8 stands before it
        return Words(
            "这一行有损坏的字节，请改正或从备份恢复", "this line has damaged bytes; mend it, or restore a backup"
        )
    elif _decodes(raw, "gb18030"):
        encoding = "GB18030"
    if not encoding:
        return Words("请在编辑器里“另存为”UTF-8", "save it as UTF-8 in an editor")
    return Words(
        f"看来是 {encoding}。请在编辑器里“另存为”UTF-8，或执行 iconv -f {encoding} -t UTF-8 {path} -o 新文件.md",
        f"it seems to be {encoding}. Save it as UTF-8, or run iconv -f {encoding} -t UTF-8 {path} -o new.md",
    )


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True

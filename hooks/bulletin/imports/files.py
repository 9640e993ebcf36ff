"""A file -> blocks, by what it is rather than by what it is called."""

from collections.abc import Callable
from pathlib import Path

from bulletin.imports.blocks import Document, Unreadable
from bulletin.imports.docx import read_docx
from bulletin.imports.html import read_html
from bulletin.imports.pdf import read_pdf
from bulletin.imports.text import read_text

MOST = 200 << 20  # bytes of any file
MOST_BLOCKS = 20_000  # paragraphs and tables: ten times the longest bulletin
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .doc, .wps, .xls, and of a .docx with a password
LOCKED = "EncryptedPackage".encode("utf-16-le")
READERS = {
    ".docx": read_docx,
    ".html": read_html,
    ".htm": read_html,
    ".txt": read_text,
    ".text": read_text,
    ".pdf": read_pdf,
}
PAGE = (b"<!doctype html", b"<html")


def read_file(file: Path) -> Document:
    """The blocks of a .docx, .html, .txt or .pdf; Unreadable says what else it is and what to do."""
    if file.stat().st_size > MOST:
        raise Unreadable(
            f"文件太大（{file.stat().st_size >> 20} MB），没有读。请删去图片和附件再导入",
            f"too large ({file.stat().st_size >> 20} MB). Take out pictures and attachments",
        )
    raw = file.read_bytes()
    if not raw.strip():
        raise Unreadable(
            "文件是空的。请确认文件已保存、已传完", "the file is empty. See that it was saved, and sent whole"
        )
    _known(raw, file)
    document = _reader(raw, file)(raw)
    if not document.blocks:
        raise Unreadable(
            "文件里没有文字（可能全是图片）。请导入有文字的原稿",
            "there is no text in the file (pictures, perhaps). Import one with text",
        )
    if len(document.blocks) > MOST_BLOCKS:
        many = len(document.blocks)
        raise Unreadable(
            f"有{many}段，不像一份通报，没有导入。请只留通报的正文再导入",
            f"{many} paragraphs are more than a bulletin has. Keep the text of the bulletin alone, and import that",
        )
    return document


def _known(raw: bytes, file: Path) -> None:
    if raw.startswith(OLE):
        if LOCKED in raw:
            raise Unreadable(
                "文件设有打开密码。请用 Word 或 WPS 打开，取消密码（文件—信息—保护文档），另存后再导入",
                "the file is locked with a password. Open it in Word or WPS, take the password off, and save it",
            )
        raise Unreadable(
            "是老格式（.doc 或 .wps）。请用 Word 或 WPS 打开，“另存为”“Word 文档（*.docx）”再导入",
            "it is of the old format (.doc or .wps). Open it in Word or WPS, save it as .docx, and import that",
        )
    if raw.startswith(b"{\\rtf"):
        raise Unreadable(
            "是 RTF 文件。请用 Word 或 WPS “另存为”.docx 再导入", "it is RTF. Save it as .docx, and import that"
        )
    if raw.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")):
        raise Unreadable(
            "是图片。请导入当初的 Word 文件，或先用文字识别（OCR）软件转成 .docx",
            "it is a picture. Import the Word file that it was made from, or recognise the text first",
        )
    if file.suffix.lower() not in READERS and not raw.startswith((b"PK\3\4", b"%PDF-")):
        kinds = "、".join(sorted(READERS))
        raise Unreadable(
            f"不认识扩展名“{file.suffix}”。能导入的有 {kinds}", f"unknown kind “{file.suffix}”. Known are {kinds}"
        )


def _reader(raw: bytes, file: Path) -> Callable[[bytes], Document]:
    if raw.startswith(b"PK\3\4"):
        return read_docx
    if b"%PDF-" in raw[:1024]:
        return read_pdf
    if raw[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(PAGE):
        return read_html
    return READERS[file.suffix.lower()]

"""Office documents are ZIP archives; one that claims to be small may unpack to anything."""

import zipfile
from io import BytesIO

from bulletin.imports.blocks import Unreadable

MOST = 200 << 20  # bytes of everything in the archive, unpacked
MOST_XML = 32 << 20  # of one part that is read into a tree, which takes ten times as much
MOST_PARTS = 5000


def bounded(raw: bytes, kind: str) -> None:
    """Refuse bytes that are no archive, or whose parts are too large to be unpacked; what they say of their size binds them."""
    try:
        parts = zipfile.ZipFile(BytesIO(raw)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable(
            f"不是完整的 {kind} 文件：已损坏，或只是改了扩展名。请用 Office 或 WPS 打开，“另存为”{kind} 再导入",
            f"not a whole {kind} file: it is damaged, or only named so. Open it in Office or WPS, and save it as {kind}",
        ) from error
    whole = sum(part.file_size for part in parts)
    largest = max((part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels"))), default=0)
    if whole > MOST or largest > MOST_XML or len(parts) > MOST_PARTS:
        size = max(whole >> 20, 1)
        raise Unreadable(
            f"解压后太大（{size} MB，{len(parts)}个部件），没有读。请删去图片和附件，或把内容复制到新文件，“另存为”{kind} 再导入",
            f"too large when unpacked ({size} MB, {len(parts)} parts). Take out pictures and attachments, or copy it to a new file",
        )

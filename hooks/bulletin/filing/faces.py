"""Font files: the one of every role, and the bytes that the page is set with.

The lines of a page stand on a grid (22 of them, GB/T 9704-2012 5.2.3), so a rare character that comes from the fallback must
not make its line taller: every face is read as if its characters were one em high, of the same shares above and below
the baseline. And a character is one glyph: the tables that say otherwise are left out, since without them HarfBuzz
subsets every face (LXGW WenKai with GDEF came out whole, 9 MB a notice).
"""

import struct
from mmap import ACCESS_COPY, mmap
from pathlib import Path

from bulletin.findings import Words
from bulletin.site import Site

NAMES = {  # families in the style sheet, as a reader calls them
    "fangsong": Words("仿宋", "fangsong"),
    "kaiti": Words("楷体", "kaiti"),
    "heiti": Words("黑体", "heiti"),
    "biaosong": Words("小标宋", "biaosong"),
    "songti": Words("宋体", "songti"),
    "rare": Words("代用字体", "the fallback"),
}
ABOVE = 0.88  # of an em, as in Fandol, Noto CJK and Source Han
LAYOUT = {b"GDEF", b"GSUB", b"GPOS", b"BASE", b"DSIG"} | {
    b"VORG",
    b"vhea",
    b"vmtx",
}  # the last of lines from top to bottom


class MissingFaceError(Exception):
    """A font file that the settings name is not there. Nothing is printed then: another face would be a wrong one."""

    def __init__(self, role: str, file: Path) -> None:
        super().__init__(f"{role}: {file}")
        key = f"extra.bulletin.fonts.{role}"
        self.words = Words(
            f"找不到字体文件 {file}。自由字体由 make 安装；自备字体请核对 mkdocs.yml 中 {key} 的路径。",
            f"font file {file} is missing. `make` installs the free ones; for one of your own, check {key} in mkdocs.yml.",
        )


def faces(site: Site, root: Path) -> dict[str, Path]:
    """The font file of every role, paths in the settings being relative to `root`; raises MissingFaceError."""
    files = {role: root / path for role, path in site.fonts.model_dump().items()}
    for role, file in files.items():
        if not file.is_file():
            raise MissingFaceError(role, file)
    return files


def plain(file: Path) -> mmap:
    """A TrueType or OpenType font with the vertical metrics of the grid and without layout tables; the file stays as it is.

    Anything else (a collection, a web font) is given as it is. Only the table directory and a few numbers change
    (OpenType 1.9, «Table Directory», «hhea», «OS/2»); everything else keeps its place, and is read when it is asked for.
    """
    with file.open("rb") as opened:
        font = mmap(opened.fileno(), 0, access=ACCESS_COPY)
    if font[:4] not in (b"OTTO", b"\0\1\0\0", b"true"):
        return font
    count = struct.unpack_from(">H", font, 4)[0]
    records = [struct.unpack_from(">4sLLL", font, 12 + 16 * number) for number in range(count)]
    kept = [record for record in records if record[0] not in LAYOUT]
    at = {tag: offset for tag, _, offset, _ in kept}
    struct.pack_into(">H", font, 4, len(kept))
    for number, record in enumerate(kept):
        struct.pack_into(">4sLLL", font, 12 + 16 * number, *record)
    em = struct.unpack_from(">H", font, at[b"head"] + 18)[0]
    above = round(ABOVE * em)
    struct.pack_into(">hhh", font, at[b"hhea"] + 4, above, above - em, 0)
    if b"OS/2" in at:
        struct.pack_into(">hhhHH", font, at[b"OS/2"] + 68, above, above - em, 0, above, em - above)
    return font

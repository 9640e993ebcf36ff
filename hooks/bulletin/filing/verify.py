"""Is this PDF what it says? Its seal, its content and its digest against each other, and against the site or the source.

Each answer is given by itself, since they may differ: a file that somebody saved anew may still hold the published content,
and an untouched one may be an older edition. What a file says of itself a forger can make it say; what the site published,
or a signature, he cannot.
"""

import hashlib
import logging
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from bulletin import digest
from bulletin.digest import Enclosure, alike, canonical, fields
from bulletin.filing import archive, sign
from bulletin.filing.layout import enclosures
from bulletin.filing.standing import standing
from bulletin.findings import Words
from bulletin.load import Source, parse

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it makes of a file is said in our own words


class Answer(NamedTuple):
    """One thing that was asked of a file, and whether the answer is the good one; None for what is good to know."""

    good: bool | None
    words: Words


class Notice(NamedTuple):
    """What can be read of a file: the content and the source that it carries, and the digest on its last page."""

    name: str
    data: bytes
    source: bytes
    printed: str

    @property
    def digest(self) -> str:
        """The digest of the content that it carries; what is printed, where it carries none."""
        return hashlib.sha256(self.data).hexdigest() if self.data else self.printed


def verify(pdf: bytes, site: Path | None = None, source: Source | None = None) -> list[Answer]:
    """All answers about one file."""
    if not pdf.startswith(b"%PDF-"):
        return [Answer(False, Words("这不是 PDF", "this is no PDF"))]
    notice = read(pdf)
    if not notice:
        return [
            _changed(pdf),
            Answer(False, Words("读不出内容：文件已经损坏", "it cannot be read: the file is damaged")),
        ]
    ours = notice.data or notice.source
    answers = [_changed(pdf), *_content(notice)] if ours else [_foreign(notice)]
    if site:
        answers.append(_published(pdf, notice, site))
        answers += [Answer(*each) for each in standing(site, fields(notice.data).get("id") or notice.name)]
    if source:
        answers.append(_same_source(notice, source))
    return answers


def read(pdf: bytes) -> Notice | None:
    """What the file carries; None for one that no reader can open."""
    try:
        reader = PdfReader(BytesIO(pdf))
        enclosed = {one.relationship: one for one in enclosures(reader)}
        text = reader.pages[-1].extract_text()
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError):
        return None  # a damaged file breaks a reader in any of these ways
    nothing = Enclosure("", b"", "", "")
    data, source = enclosed.get("Data", nothing), enclosed.get("Source", nothing)
    return Notice((source.name or data.name).rpartition(".")[0], data.data, source.data, digest.printed(text))


def _foreign(notice: Notice) -> Answer:
    if not notice.printed:
        return Answer(
            False,
            Words(
                "这不是 bulletin 制作的 PDF，里面没有可以核对的内容",
                "bulletin did not make this PDF; it carries nothing to check",
            ),
        )
    zh = f"这是用别的软件打印或另存的：只剩下印在末页的摘要 {notice.printed[:8]}…，正文有没有改动无从核对"
    en = f"printed or saved by another program: of it only a digest is left ({notice.printed[:8]}…), which says nothing of its text"
    return Answer(False, Words(zh, en))


def _changed(pdf: bytes) -> Answer:
    """Whether the file was changed after it was made."""
    whole, more = archive.sealed(pdf)
    if whole is None:
        return Answer(
            False,
            Words(
                "文件没有封记：制成以后被别的软件保存过", "it has no seal: another program saved it after it was made"
            ),
        )
    if not whole:
        return Answer(False, Words("文件在制成以后被改动过", "the file was changed after it was made"))
    if more.strip():
        return Answer(*sign.appended(pdf, len(pdf) - len(more)))
    return Answer(True, Words("文件自制成以来没有改动", "the file is as it was made"))


def _content(notice: Notice) -> Iterator[Answer]:
    """Whether source, data and printed digest are of one content."""
    inside = parse(notice.source, f"{notice.name}.md").bulletin if notice.source else None
    if inside and inside.mark:
        zh, en = f"它自己写明：{inside.mark}", f"it says of itself: {inside.mark}"
        yield Answer(False if inside.state == "withdrawn" else None, Words(zh, en))
    if notice.source and (not inside or not alike(canonical(inside), notice.data)):
        yield Answer(False, Words("内附的源文件与内附的数据不一致", "the source and the data that it carries differ"))
    if not notice.printed:
        yield Answer(False, Words("末页没有摘要", "there is no digest on its last page"))
    elif notice.printed != notice.digest:
        zh = f"印在末页的摘要（{notice.printed[:8]}…）不是内附数据的摘要（{notice.digest[:8]}…）"
        en = f"the digest on its last page ({notice.printed[:8]}…) is not that of the data that it carries ({notice.digest[:8]}…)"
        yield Answer(False, Words(zh, en))
    else:
        yield Answer(
            True,
            Words(
                f"内容与印在末页的摘要一致：{notice.printed}",
                f"the content has the digest on its last page: {notice.printed}",
            ),
        )


def _published(pdf: bytes, notice: Notice, site: Path) -> Answer:
    """Whether the site published this file; what was appended to it (a signature) is asked about elsewhere.

    The same data in another file are no proof: its pages may say something else.
    """
    there = [file.read_bytes() for file in sorted(site.rglob(f"{notice.name or '*'}.pdf"))]
    if any(pdf.startswith(file) for file in there):
        return Answer(
            True, Words("与网站公布的文件逐字节相同", "it is the file that the site published, byte for byte")
        )
    others = [other for other in map(read, there) if other]
    if any(other.digest == notice.digest for other in others):
        zh = "摘要与网站公布的相同，但文件不是同一个，页面上的文字没有核对：请以网站公布的为准"
        en = "its digest is the published one, but it is another file, whose pages were not checked: go by the site's"
        return Answer(False, Words(zh, en))
    if not others or not notice.name:
        return Answer(False, Words("网站上没有这份通报", "the site has no such notice"))
    differing = _differing(notice.data, others[0].data)
    zh = f"网站公布的是另一版内容（摘要 {others[0].digest[:8]}…），不同之处：{differing}"
    en = f"the site published another content (digest {others[0].digest[:8]}…); they differ in: {differing}"
    return Answer(False, Words(zh, en))


def _same_source(notice: Notice, source: Source) -> Answer:
    """Whether the content is that of a source file."""
    if not source.bulletin:
        return Answer(False, Words(f"{source.path} 读不出通报", f"{source.path} cannot be read as a bulletin"))
    content = canonical(source.bulletin)
    if hashlib.sha256(content).hexdigest() == notice.digest:
        return Answer(True, Words(f"摘要是 {source.path} 的", f"the digest is that of {source.path}"))
    if alike(content, notice.data):
        zh = f"内容是 {source.path} 的，由另一个版本的程序制作"
        return Answer(
            True, Words(zh, f"the content is that of {source.path}, as another version of the program made it")
        )
    differing = _differing(notice.data, content)
    zh, en = (
        f"内容与 {source.path} 不同：{differing}",
        f"the content is not that of {source.path}; they differ in: {differing}",
    )
    return Answer(False, Words(zh, en))


def _differing(one: bytes, other: bytes) -> str:
    """The fields in which two contents differ."""
    here, there = fields(one), fields(other)
    return ", ".join(name for name in sorted({*here, *there}) if here.get(name) != there.get(name))

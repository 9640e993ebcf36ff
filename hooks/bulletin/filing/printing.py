"""Print HTML -> PDF: the only module that knows WeasyPrint. Importing it costs half a second; a check never does.

Nothing outside reaches the paper: the faces come from the files given, system fonts are shut out, and the URL
fetcher knows no address but theirs and those of the pictures given. What WeasyPrint only logs (a missing image, a
character without a glyph), and what it does not even log (a face that stands in for another), comes back as flaws.
"""

import atexit
import datetime
import gc
import logging
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from shutil import rmtree
from types import SimpleNamespace
from typing import Any, NamedTuple
from urllib.parse import unquote

from bulletin.filing.engines import by_name, later
from bulletin.regex import regex

with by_name(), later(), warnings.catch_warnings():
    warnings.simplefilter("ignore", UserWarning)  # on a machine without fonts WeasyPrint warns; none of them is wanted
    import weasyprint
    from weasyprint.formatting_structure.boxes import TextBox
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

from bulletin.digest import Enclosure
from bulletin.filing import (
    archive,
    glyphs,
    justify,
    lines,
    markup,
    origins,
    pace,
    painting,
    paragraphs,
    passes,
    ruling,
    styles,
    subsets,
)
from bulletin.filing.faces import NAMES, plain
from bulletin.filing.paper import Paper
from bulletin.filing.plates import plate
from bulletin.findings import Flaw, Words
from bulletin.frames import roomy

NO_FONTS = Path(__file__).parents[1] / "templates" / "notice.fonts.conf"
PICTURE = "picture:"  # before the address of a picture, which is relative to the bulletin
GLYPH = regex(r'\.notdef glyph .*"(?P<char>.+)" \((?P<code>U\+\w+)\)')
REFUSED = regex(r"not allowed in a notice: (.*)")

for each in (justify, lines, paragraphs, glyphs, pace, passes, painting, ruling, styles, subsets, origins):
    each.install()


class Print(NamedTuple):
    """A finished PDF, and what went wrong in making it."""

    pdf: bytes
    complaints: tuple[Flaw, ...] = ()


def ready(css: str, faces: Mapping[str, Path]) -> None:
    """Read a style sheet and its faces, which the first paper would wait for."""
    _printer(css, tuple(sorted(faces.items())))


@roomy
def render(paper: Paper) -> Print:
    """Print a paper: its style sheet names fonts as `url(face:ROLE)`.

    The variant is PDF/A-3a (ISO 19005-3, level A: archival, tagged, with its language); archive.py makes it PDF/UA-1
    as well and seals it.
    """
    with _swept():
        return _render(paper)


def _render(paper: Paper) -> Print:
    with _complaints() as said, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its colour profile to the collector to close
        printer = _printer(paper.css, tuple(sorted(paper.faces.items())))
        plates = {address: plate(data) for address, data in paper.images.items()}
        fetcher = _fetcher()
        fetcher.known = {unquote(f"{PICTURE}{address}"): data for address, (data, _) in plates.items()}
        document = markup.page(paper.html, fetcher).render(
            stylesheets=[printer.css], font_config=printer.fonts, pdf_variant="pdf/a-3a"
        )
        pdf = document.write_pdf(
            finisher=archive.finish,
            pdf_variant="pdf/a-3a",
            attachments=[_attachment(one, paper.date) for one in paper.enclosures],
        )
    found = (*map(_flaw, said), *_substituted(document), *_damaged(plates))
    flaws = {(flaw.rule, flaw.shown, str(flaw.facts)): flaw for flaw in found}
    return Print(archive.seal(pdf), tuple(flaws.values()))


def _attachment(one: Enclosure, date: datetime.date | None) -> Any:
    """A file to be enclosed, dated by the bulletin: an undated one by SOURCE_DATE_EPOCH, never by the clock."""
    epoch = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), datetime.UTC)
    made = datetime.datetime.combine(date, datetime.time(), datetime.UTC) if date else epoch
    return weasyprint.Attachment(
        string=one.data,
        name=one.name,
        description=one.about,
        relationship=one.relationship,
        url_fetcher=_fetcher(),  # or one is made that asks for nothing
        created=made,
        modified=made,
    )


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Gives what is `known`, the pictures of a paper; every other address is refused, `file:` and `data:` included."""

    known: Mapping[str, bytes]

    def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - WeasyPrint's signature
        if (plain_url := unquote(url)) not in self.known:
            raise ValueError(f"not allowed in a notice: {plain_url.removeprefix(PICTURE)}")
        return weasyprint.urls.URLFetcherResponse(url, self.known[plain_url])


@cache
def _fetcher() -> _Fetcher:
    """The one of this process: it is made with all that could open an address, which takes a while."""
    return _Fetcher(allowed_protocols=())


class _Faces(URLFetcher):  # type: ignore[misc]
    """Gives the faces, read when they are asked for: they are 46 MB, and files of WeasyPrint's afterwards."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        super().__init__(allowed_protocols=())
        self.files = dict(files)

    def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - WeasyPrint's signature
        font = plain(self.files[url])
        opened = SimpleNamespace(read=lambda: font, close=lambda: None)  # it is written after that, from where it lies
        return weasyprint.urls.URLFetcherResponse(url, opened)


class _Printer(NamedTuple):
    """What all notices of a process share: reading fonts and style sheet anew for each costs an eighth more."""

    fonts: FontConfiguration
    css: weasyprint.CSS


@lru_cache(maxsize=2)
def _printer(css: str, faces: tuple[tuple[str, Path], ...]) -> _Printer:
    fetcher = _Faces({f"face:{role}": file for role, file in faces})
    with _no_system_fonts():
        fonts = FontConfiguration()
    printer = _Printer(fonts, weasyprint.CSS(string=css, font_config=fonts, url_fetcher=fetcher))
    if fonts._folder:  # where it laid the faces, 45 MB: what lives to the end of a process it would leave there
        atexit.register(rmtree, fonts._folder, ignore_errors=True)
    gc.freeze()  # what is there stays, and need not be looked through after each notice
    return printer


@contextmanager
def _swept() -> Iterator[None]:
    """Garbage is looked for once, after a notice, when nearly all of its 100,000 objects are gone by themselves."""
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)  # what has come since
        if looking:
            gc.enable()


@contextmanager
def _no_system_fonts() -> Iterator[None]:
    """Fontconfig reads its configuration when asked for one: hand it one that knows no folder."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(NO_FONTS)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect what WeasyPrint logs from warnings up; it says it to nobody else."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)


def _flaw(message: str) -> Flaw:
    if glyph := GLYPH.match(message):
        return Flaw("RB902", {"char": glyph["char"], "code": glyph["code"]}, glyph["char"])
    if refused := REFUSED.search(message):
        why = Words(f"取不到图片 {refused[1]}，请核对路径", f"the picture {refused[1]} cannot be had; check its path")
        return Flaw("RB901", {"why": why}, refused[1])
    return Flaw("RB901", {"why": Words(f"排版程序报告：{message}", message)})


def _damaged(plates: Mapping[str, tuple[bytes, Words | None]]) -> Iterator[Flaw]:
    for address, (_, why) in plates.items():
        if why:
            yield Flaw("RB901", {"why": Words(f"图片 {address} {why.zh}", f"the picture {address} {why.en}")}, address)


def _substituted(document: Any) -> Iterator[Flaw]:
    """Characters that came out in a face that none of their places asks for, the fallback apart."""
    texts: dict[str, list[str]] = {}
    for page in document.pages:
        for box in page._page_box.descendants(placeholders=True):
            if isinstance(box, TextBox):
                texts.setdefault(box.style["font_family"][0], []).append(box.text)
    asked = {family: set("".join(each)) for family, each in texts.items()}
    for font in document.fonts.values():
        for text in font.to_unicode.values():
            if font.family != "rare" and text.strip() and not set(text) <= asked.get(font.family, set()):
                yield _stranger(text, font.family, asked)


def _stranger(char: str, used: str, asked: Mapping[str, Iterable[str]]) -> Flaw:
    face = next((family for family, chars in asked.items() if set(char) <= set(chars)), "fangsong")
    code = " ".join(f"U+{ord(one):04X}" for one in char)
    facts = {"char": char, "code": code, "face": NAMES.get(face, face), "used": NAMES.get(used, used)}
    return Flaw("RB903", facts, char)

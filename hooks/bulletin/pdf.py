"""Print HTML -> PDF: the only module that knows WeasyPrint. Importing it costs half a second; a check never does.

Nothing outside reaches the paper: the faces come from the files given, system fonts are shut out, and the URL
fetcher knows no address but theirs. What WeasyPrint only logs (a missing image, a character without a glyph)
comes back as complaints.
"""

import logging
import os
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

with warnings.catch_warnings():
    warnings.simplefilter("ignore", UserWarning)  # on a machine without fonts WeasyPrint warns; none of them is wanted
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

from bulletin import justify
from bulletin.faces import plain
from bulletin.findings import Words

NO_FONTS = Path(__file__).parent / "templates" / "notice.fonts.conf"
GLYPH = re.compile(r'\.notdef glyph .*"(?P<char>.+)" \((?P<code>U\+\w+)\)')

justify.install()


class Print(NamedTuple):
    """A finished PDF, and what went wrong in making it."""

    pdf: bytes
    complaints: tuple[Words, ...] = ()


def render(html: str, css: str, faces: Mapping[str, Path]) -> Print:
    """Print `html` by `css`, whose fonts are `url(face:ROLE)`; the same arguments give the same bytes anywhere.

    The variant is PDF/A-3a (ISO 19005-3, level A: archival, tagged, with its language); dates are those of the
    document's own metadata, never the clock's.
    """
    with _complaints() as said, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its colour profile to the collector to close
        printer = _printer(css, tuple(sorted(faces.items())))
        document = weasyprint.HTML(string=html, url_fetcher=printer.fetcher)
        pdf = document.write_pdf(stylesheets=[printer.css], font_config=printer.fonts, pdf_variant="pdf/a-3a")
    return Print(pdf, tuple(dict.fromkeys(map(_words, said))))


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Gives the font files that it was made with; every other address is refused, `file:` and `data:` included."""

    def __init__(self, faces: Mapping[str, Path]) -> None:
        super().__init__(allowed_protocols=())
        self.files = {f"face:{role}": file for role, file in faces.items()}

    def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - WeasyPrint's signature
        if url not in self.files:
            raise ValueError(f"not allowed in a notice: {url}")
        return weasyprint.urls.URLFetcherResponse(url, plain(self.files[url].read_bytes()))


class _Printer(NamedTuple):
    """What all notices of a process share: reading fonts and style sheet anew for each costs an eighth more."""

    fetcher: _Fetcher
    fonts: FontConfiguration
    css: weasyprint.CSS


@lru_cache(maxsize=2)
def _printer(css: str, faces: tuple[tuple[str, Path], ...]) -> _Printer:
    fetcher = _Fetcher(dict(faces))
    with _no_system_fonts():
        fonts = FontConfiguration()
    return _Printer(fetcher, fonts, weasyprint.CSS(string=css, font_config=fonts, url_fetcher=fetcher))


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


def _words(message: str) -> Words:
    if glyph := GLYPH.match(message):
        char, code = glyph["char"], glyph["code"]
        return Words(
            f"所用字体和代用字体都没有“{char}”（{code}）这个字",
            f"neither the face nor the fallback has {char} ({code})",
        )
    return Words(f"排版程序报告：{message}", message)

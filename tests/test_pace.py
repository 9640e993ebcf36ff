"""What is done to make notices cheap changes nothing: lines break where WeasyPrint breaks them, glyphs stand where Pango
puts them, the objects of a PDF read as pydyf writes them, and with or without what is remembered the bytes are the same."""

import gc
import hashlib
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from struct import pack
from types import SimpleNamespace
from typing import Any

import pydyf
import pytest
import weasyprint
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.text.ffi import FROM_UNITS

from bulletin.filing import glyphs, lines, pace, printing, ruling, writing
from bulletin.filing.faces import faces
from bulletin.filing.notice import style
from bulletin.filing.paper import Paper
from bulletin.site import Site

ROOT = Path(__file__).parents[1]
TEXT = "调度会议每月召开一次，对进度滞后的责任单位“当面提醒”、限期补齐（2024年累计1234.5万元，占95.5%）；——镕喆堃。"
ROWS = "".join(
    f'<tr><td rowspan="2">{row}</td><td>{TEXT * (row % 5)}</td></tr><tr><td><a href="https://a.cn">{row}</a>{TEXT}</td></tr>'
    for row in range(20)
)
PAGE = f"""<html lang="zh-CN"><body data-mark="样稿"><h1>关于整改情况的通报</h1><main><h2 class="l1">一、情况</h2>
<p>{TEXT * 5}</p><p>见 https://www.example.gov.cn/a/very/long/way 与 <strong>{TEXT}</strong>{TEXT}，例 a b c。</p>
<h3 class="l3" id="issue-1.1">1.{TEXT[:9]}</h3><p>{TEXT}<br/>{TEXT * 2}</p><p style="padding-right: 2em">{TEXT}</p>
<ol><li>{TEXT}</li></ol></main><table><thead><tr><th scope="col">编号</th><th scope="col">问题</th></tr></thead><tbody>
<tr><td>1</td><td>{TEXT}</td></tr><tr><td>2</td><td>{TEXT * 3}</td></tr>{ROWS}</tbody></table><p>{TEXT * 90}</p></body></html>"""
PLAIN = """
import hashlib, sys
from pathlib import Path
sys.path.insert(0, "tests")
from weasyprint import draw
from bulletin.filing import markup, pace, painting, paragraphs, passes, styles
pace.install = passes.install = paragraphs.install = styles.install = lambda: None
painting.install = lambda: setattr(draw, "draw_inline_level", painting.draw_inline_level)
markup.tree = lambda html: None
from test_pace import printed
print(hashlib.sha256(printed()).hexdigest())
"""


def printed(page: str = PAGE) -> bytes:
    made = printing.render(Paper(page, style(), faces(Site(), ROOT)))
    assert made.complaints == ()
    return made.pdf


@pytest.fixture(scope="module")
def styles() -> dict[str, Any]:
    """Styles of a notice as WeasyPrint has them, by their elements."""
    shared = printing._printer(style(), tuple(sorted(faces(Site(), ROOT).items())))
    document = weasyprint.HTML(string=PAGE).render(stylesheets=[shared.css], font_config=shared.fonts)
    boxes = (box for page in document.pages for box in page._page_box.descendants(placeholders=True))
    return {box.element_tag: box.style for box in boxes if isinstance(box, TextBox)}


def placed(run: glyphs.Run) -> Iterator[tuple[int, ...]]:
    """Glyph, width and offsets, without Pango's own marks."""
    table = memoryview(run.table).cast("i")
    return zip(*(table[column :: glyphs.GLYPH].tolist() for column in range(4)), strict=True)


def broken(split: Any, text: str, style: Any, width: float) -> Iterator[tuple[Any, ...]]:
    """All lines of a text, each in the terms of `split_first_line`; the layout stands for itself by its text."""
    rest: bytes | None = text.encode()
    while rest:
        layout, length, after, *sizes = split(rest.decode(), style, None, width, 0)
        yield (layout.text, length, after, *sizes, [each for run in layout.runs for each in placed(run)])
        rest = rest[after:] if after is not None else None
        width = 560.0 if width == 520.0 else width  # the first line is indented


TEXTS = st.text(
    st.sampled_from("的一是在人有大国，。、；：？！（）“”《》〔〕—…％%0123456789,.-ABcd/镕䶮𬭚あé　"),
    min_size=1,
    max_size=120,
)


@given(
    text=TEXTS, width=st.sampled_from([30.0, 88.0, 143.5, 520.0, 560.0]), tag=st.sampled_from(["p", "td", "h1", "th"])
)
@settings(max_examples=150, deadline=None)
def test_lines_break_where_weasyprint_breaks_them(styles: dict[str, Any], text: str, width: float, tag: str) -> None:
    own = list(broken(lines.split_first_line, text, styles[tag], width))

    assert own == list(broken(lines.SPLIT, text, styles[tag], width))


@given(st.lists(st.tuples(st.integers(1, 60000), st.integers(200, 30000), st.integers(-300, 300)), min_size=1))
def test_glyphs_stand_where_pango_puts_them(placed: list[tuple[int, int, int]]) -> None:
    size, font = 16.0, SimpleNamespace(to_unicode={}, widths={glyph: 500 + glyph % 501 for glyph, *_ in placed})
    table = b"".join(pack("=5i", glyph, width, across, 0, 0) for glyph, width, across in placed)
    run = glyphs.Run(
        glyphs.Face(None, 0, size, {}), table, pack(f"={len(placed)}i", *range(len(placed))), 0, len(placed), False
    )
    line = SimpleNamespace(text="x" * len(placed), ends=frozenset({0}), gap=512)

    shown = "".join(glyphs.Pen().written(run, font, line))

    at, wanted, unit = 0.0, 0.0, 1000 * FROM_UNITS / size
    parts = iter(shown.replace("<", " ").replace(">", " ").split())
    for number, (glyph, width, across) in enumerate(placed):
        part = next(parts)
        if len(part) != 4 or "-" in part or int(part, 16) != glyph:
            at, part = at - float(part), next(parts)
        assert int(part, 16) == glyph
        assert abs(at - wanted - across * unit) <= glyphs.SEEN
        at, wanted = at + font.widths[glyph], wanted + (width + (512 if number == 0 else 0)) * unit


def test_what_is_remembered_changes_no_byte() -> None:
    other = printed(PAGE.replace("一、情况", "另一篇").replace('id="issue-1.1"', 'id="issue-2.1"'))
    plain = subprocess.run([sys.executable, "-c", PLAIN], cwd=ROOT, capture_output=True, text=True, check=True)

    assert plain.stdout.strip() == hashlib.sha256(printed()).hexdigest()
    assert printed() != other


@pytest.mark.parametrize(
    "value",
    [
        *(0, -3, 1.0, 0.25, -12.3456789, b"/Name", "true", pydyf.String("甲(乙)"), pydyf.String("a(b)")),
        pydyf.Array([1, 2.5, pydyf.Array([b"0 0 R"])]),
        pydyf.Dictionary({"Type": "/Page", "K": pydyf.Array([pydyf.Dictionary({"N": 1.50})])}),
    ],
)
def test_values_are_spelled_as_pydyf_spells_them(value: object) -> None:
    assert writing.spelled(value) == pydyf._to_bytes(value)


def test_every_object_can_be_read() -> None:
    pdf = printed()
    reader = PdfReader(io.BytesIO(pdf), strict=True)
    count = int(reader.trailer["/Size"])

    assert [number for number in range(1, count) if reader.get_object(number) is None] == []
    assert len(reader.pages) == 19


@given(st.lists(st.floats(-1e6, 1e6)))
def test_margins_collapse_as_weasyprint_has_it(margins: list[float]) -> None:
    positive, negative = [each for each in (0, *margins) if each >= 0], [each for each in (0, *margins) if each <= 0]

    assert pace.collapse_margin(margins) == max(positive) + min(negative)


STATES = st.recursive(
    st.integers() | st.text() | st.none(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner) | st.sets(st.integers())
    ),
)


@given(STATES)
def test_what_is_counted_is_copied(state: object) -> None:
    made = pace.copied(state)

    assert made == state
    assert type(made) is type(state)
    assert made is not state or not isinstance(state, list | dict | set)


ENDS = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))


@given(st.lists(ENDS), st.lists(ENDS))
def test_lines_that_touch_are_one(upright: list[tuple[int, int, int]], level: list[tuple[int, int, int]]) -> None:
    """They cover what the sides of cells cover, and no two of them meet."""
    lines = [(at, min(a, b), at, max(a, b) + 1) for at, a, b in upright]
    lines += [(min(a, b), at, max(a, b) + 1, at) for at, a, b in level]
    made = list(ruling.joined(iter(lines)))

    assert {place for line in made for place in steps(line)} == {place for line in lines for place in steps(line)}
    assert sum(len(steps(line)) for line in made) == len({place for line in made for place in steps(line)})
    assert not {(x2, y2, x1 == x2) for x1, y1, x2, y2 in made} & {(x1, y1, x1 == x2) for x1, y1, x2, y2 in made}


def steps(line: tuple[float, ...]) -> list[tuple[bool, int, int]]:
    """The stretches of one unit of a line."""
    x1, y1, x2, y2 = map(int, line)
    return [(True, x1, y) for y in range(y1, y2)] if x1 == x2 else [(False, x, y1) for x in range(x1, x2)]


def test_garbage_is_looked_for_again_after_a_notice() -> None:
    gc.collect()
    gc.enable()
    printed()

    assert gc.isenabled()
    assert gc.collect() < 1000


def test_pages_are_referred_to_as_they_are_added() -> None:
    pdf = pydyf.PDF()
    found = [pdf.page_references]
    for _ in range(2):
        pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
        found.append(pdf.page_references)

    assert found == [(), (b"3 0 R",), (b"3 0 R", b"4 0 R")]

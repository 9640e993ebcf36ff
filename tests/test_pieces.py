"""A large table is read in pieces: what stands in it is found wherever it stands, and after an edit little is read again."""

import hashlib
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin import digests
from bulletin.privacy import gate, pieces, readable
from bulletin.privacy.pieces import AROUND, ENDS, LARGE, cut
from bulletin.privacy.readable import pieces as pieces_of

MOBILE = "13800138000"
ROWS = 1500


def lines(change: Callable[[int], str]) -> list[str]:
    """Rows that differ, one of which may be changed; nothing in them is a person's."""
    return [f"第{number}项：{hashlib.sha256(b'%d' % number).hexdigest() * 3}{change(number)}" for number in range(ROWS)]


def packed(rows: list[str], first: int = 2) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        cells = (f'<row r="{at}"><c r="AB{at}" s="2">{row}</c></row>' for at, row in enumerate(rows, first))
        book.writestr("xl/worksheets/sheet1.xml", "".join(cells))
    return made.getvalue()


MADE: dict[str, Callable[[list[str]], bytes]] = {
    ".json": lambda rows: "".join(f'{{"a": "{row}"}},\n' for row in rows).encode(),
    ".csv": lambda rows: "".join(f"{row},x.html\r\n" for row in rows).encode(),
    ".ics": lambda rows: "".join(f"{row}\r\nEND:VEVENT\r\n" for row in rows).encode(),
    ".js": lambda rows: "".join(f"<tr><td>{row}</td></tr>" for row in rows).encode(),
    ".xlsx": packed,
}


@pytest.mark.parametrize("kind", ENDS)
def test_the_pieces_are_the_whole(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One after the other they are the table; each comes with what stands around it."""
    raw = ENDS[kind].join(row.encode() for row in lines(lambda _: ""))
    made = list(cut([raw], kind))
    for size in (7, 1000, 5000):
        assert list(cut((raw[at : at + size] for at in range(0, len(raw), size)), kind)) == made
    monkeypatch.setattr(pieces, "AROUND", 0)
    bare = list(cut([raw], kind))
    ends = list(accumulate(map(len, bare)))

    assert b"".join(bare) == raw
    assert made == [raw[max(0, end - len(one) - AROUND) : end + AROUND] for one, end in zip(bare, ends, strict=True)]
    assert len(raw) > LARGE
    assert 8 < len(made) < 80


@pytest.mark.parametrize("row", [0, 400, 401, ROWS - 1])
def test_a_sheet_that_is_unpacked_some_rows_at_a_time(row: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row of it is read, and no row is torn."""
    monkeypatch.setattr(readable, "SOME", 1 << 14)
    monkeypatch.setattr(pieces, "AROUND", 0)
    book = io.BytesIO(packed(lines(lambda at: MOBILE if at == row else "")))
    read = [data.decode() for _, data in pieces_of(book, ".xlsx")]

    assert 8 < len(read) < 80
    assert [one.count("<row") for one in read] == [one.count("</row>") for one in read]
    assert sum(one.count("<row") for one in read) == ROWS
    assert "".join(read).count(MOBILE) == 1


@pytest.mark.parametrize("kind", [".json", ".xlsx"])
def test_little_of_a_large_table_is_held(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However large it is."""
    monkeypatch.setattr(readable, "SOME", 1 << 16)
    (tmp_path / "a").write_bytes(MADE[kind](lines(lambda _: "") * 10))
    with (tmp_path / "a").open("rb") as table:
        tracemalloc.start()
        read = sum(len(piece) for _, piece in pieces_of(table, kind))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert read > 3 << 20
    assert most < 1 << 20


@pytest.mark.parametrize("kind", ENDS)
@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(row=st.integers(0, ROWS - 1), parted=st.booleans())
def test_found_wherever_it_stands(tmp_path: Path, kind: str, row: int, parted: bool) -> None:
    """In a table of which all else is known to be clean, in any row."""
    site = tmp_path / "site"
    site.mkdir(exist_ok=True)
    for change, rule in ((lambda _: "", ""), (lambda at: f"电话{MOBILE}" if at == row else "", "RB904")):
        (site / f"a{kind}").write_bytes(MADE[kind](lines(change)))
        digests.write(site)
        found = gate.leaks(site, frozenset(), tmp_path)
        assert "".join(one.rule for one in found) == rule
        assert gate.leaks(site, frozenset({MOBILE}), tmp_path / "other") == []


@pytest.mark.parametrize("kind", ENDS)
@pytest.mark.parametrize("change", [lambda at: "改" if at == 700 else "", lambda at: "}},\n" if at == 3 else ""])
def test_little_is_read_again(tmp_path: Path, kind: str, change, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the table after an edit, the rows about it; of one that is known, nothing."""
    (tmp_path / "site").mkdir()
    read: list[int] = []
    search = gate.hits
    monkeypatch.setattr(gate, "hits", lambda text: read.append(len(text)) or search(text))
    sizes = []
    for way in (lambda _: "", change, change):
        (tmp_path / f"site/a{kind}").write_bytes(MADE[kind](lines(way)))
        digests.write(tmp_path / "site")
        assert gate.leaks(tmp_path / "site", frozenset(), tmp_path) == []
        sizes.append(sum(read))
        read.clear()

    assert 0 < sizes[1] < sizes[0] / 3
    assert sizes[2] == 0


def test_rows_that_moved_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a workbook, all below a new one have other numbers. What is no place of a cell stays, and is read."""
    (tmp_path / "site").mkdir()
    read: list[str] = []
    search = gate.hits
    monkeypatch.setattr(gate, "hits", lambda text: read.append(text) or search(text))
    for first in (2, 12_345):
        read.clear()
        (tmp_path / "site/a.xlsx").write_bytes(packed(lines(lambda _: ""), first))
        digests.write(tmp_path / "site")
        assert gate.leaks(tmp_path / "site", frozenset(), tmp_path) == []
    assert read == []

    odd = f'<c r="A1">电话 r="1{MOBILE}"<v title=" r="/><c r="A{MOBILE}">'
    (_, data), *_ = pieces_of(io.BytesIO(packed([odd])), ".xlsx")
    assert data.decode() == f'<row><c s="2"><c>电话 r="1{MOBILE}"<v title=" r="/><c r="A{MOBILE}"></c></row>'

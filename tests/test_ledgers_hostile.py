"""Workbooks that unfold to more than they say: read or refused in our words, soon, in bounded memory."""

import io
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
import yaml

from bulletin.imports.blocks import Unreadable
from bulletin.imports.cells import area
from bulletin.imports.joining import matched, with_ids
from bulletin.imports.updating import updated
from bulletin.imports.workbook import ledger_bytes, read_ledger
from bulletin.model import Issue
from bulletin.site import Site

CASES = yaml.safe_load((Path(__file__).parent / "damaged" / "ledgers.yml").read_text(encoding="utf-8"))
REGISTER = tuple(Issue(id=str(n), title=f"第{n}处隐患排查治理不到位", status="ongoing") for n in range(1, 21))
MEMORY = 1 << 30
RUN = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
sys.path[:0] = [{folder!r}, {hooks!r}]
from test_ledgers_hostile import told
print(told({case!r}))
"""


def workbook(case: dict[str, str]) -> bytes:
    """A register of twenty, with a part of it changed: `after` a pattern comes `text`, `times` times."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ledger_bytes(REGISTER, Site()))) as old, zipfile.ZipFile(made, "w", 8) as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name == case.get("part", "xl/worksheets/sheet1.xml"):
                text = case.get("before", "") + case["text"] * case.get("times", 1) + case.get("behind", "")
                found = re.search(case["at"], content)
                assert found
                content = content[: found.end()] + text + content[found.end() :]
                content = content.replace(*case["replace"]) if "replace" in case else content
            new.writestr(name, content)
    return made.getvalue()


def told(name: str) -> str:
    """How many entries a case has, read and updated, or why it was refused."""
    raw = workbook(CASES[name])
    try:
        entries = read_ledger(raw, Site(), [])
        back = read_ledger(updated(raw, (*REGISTER, Issue(id="21", title="新的问题")), Site())[0], Site(), [])
    except Unreadable as said:
        return said.words.zh
    return f"{len(entries)}, {len(back)}"


@pytest.mark.parametrize("name", CASES)
def test_ledgers_that_unfold(name: str) -> None:
    """A gigabyte is enough for each, and ten seconds."""
    here = Path(__file__).parent
    code = RUN.format(memory=MEMORY, folder=str(here), hooks=str(here.parent / "hooks"), case=name)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=False)

    assert done.returncode == 0, done.stderr
    assert CASES[name]["says"] in done.stdout


@pytest.mark.parametrize(
    ("ref", "cells"), [("A1:C3", 9), ("A1", 1), ("A1:XFD1048576", 1 << 34), ("$B$2:$A$1", 4), ("", 0)]
)
def test_areas(ref: str, cells: int) -> None:
    """Cells of an area, whichever corner is named first."""
    assert area(ref) == cells


def test_long_registers_are_joined_soon() -> None:
    """Ten thousand titles find their own among ten thousand others, and get an id each: once a matter of hours."""
    titles = [f"第{n}处隐患排查治理不到位" for n in range(10_000)]
    began = time.process_time()
    pairs = matched(titles, titles[::-1])
    made = with_ids([{"title": title} for title in titles])

    assert all(pairs[n] == 9_999 - n for n in range(10_000))
    assert [one["id"] for one in made] == [str(n) for n in range(1, 10_001)]
    assert time.process_time() - began < 20


def test_the_same_title_twice_is_matched_in_order() -> None:
    """Two problems of one title are told apart by their order, whatever their numbers and blanks; no title is like none."""
    assert matched(["1.甲问题", "乙问题", "（二）甲 问题", ""], ["甲问题", "甲问题", "", "甲问题"]) == {0: 0, 1: 2}


def test_a_register_of_five_thousand_rows() -> None:
    """Each row costs the same."""
    began = time.process_time()
    many = tuple(Issue(id=str(n), title=f"第{n}处隐患", status="ongoing", owner="安监科") for n in range(1, 5_001))

    assert len(read_ledger(ledger_bytes(many, Site()), Site(), [])) == 5_000
    assert time.process_time() - began < 30

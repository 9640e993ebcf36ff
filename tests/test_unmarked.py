"""The prose without the marks of Markdown: nothing else is lost, and every character is found where it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.claims import claims
from bulletin.claims.unmarked import bare, read

PIECES = ["**", "*", "`", "[", "](a)", "&nbsp;", "!", "30", "处", "，", "已整改", " ", "\\*", "甲", "\n"]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("排查**30**处", "排查30处"),
        ("**大气类**12件", "大气类12件"),
        ("**已整改25处，正在整改6处。**", "已整改25处，正在整改6处。"),
        ("***已整改***25处", "已整改25处"),
        ("[**40**](a.html)个", "40个"),
        ("`25`个&nbsp;的![图](a.png)", "25个的"),
        ("完成**处，未完成**处", "完成**处，未完成**处"),
        (r"完成\*\*处，问题**个", r"完成\*\*处，问题**个"),
        ("3*5*7", "357"),  # so it is printed
    ],
)
def test_marks_are_left_out_and_masks_are_not(line: str, text: str) -> None:
    assert bare(line)[0] == text


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_every_character_that_is_left_stands_where_it_is_written(text: str) -> None:
    for line in text.split("\n"):
        shown, kept = bare(line)
        assert shown == ("".join(line[at] for at in kept) if kept else line) or not shown
        assert kept == sorted({*kept})


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_read(text: str) -> None:
    lines = text.split("\n")
    for claim in read(text, 1):
        assert 1 <= claim.column <= len(lines[claim.line - 1]) + 1


def test_without_marks_nothing_is_otherwise() -> None:
    text = "排查隐患30处，已整改25处。\n\n问题40个，已整改25个，正在整改15个。"
    assert read(text, 3) == claims(text, 3)

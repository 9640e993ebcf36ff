"""Chinese numerals, both ways."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.claims.tokens import Kind, tokens
from bulletin.numerals import LARGEST, NUMERAL, parse_numeral, write_numeral


@given(st.integers(0, LARGEST) | st.integers(0, 100_000))
def test_what_is_written_is_read_back(number: int) -> None:
    assert parse_numeral(write_numeral(number)) == number


@given(st.from_regex(NUMERAL.pattern, fullmatch=True).filter(bool))
def test_whatever_is_a_numeral_is_a_number(text: str) -> None:
    assert 0 <= parse_numeral(text) <= LARGEST


@given(st.text(alphabet="零〇一二两三四五六七八九十百千万亿", max_size=12))
def test_anything_else_is_refused(text: str) -> None:
    try:
        assert parse_numeral(text) >= 0
    except ValueError:
        assert not NUMERAL.fullmatch(text) or not text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三十二", 32),
        ("两", 2),
        ("十二", 12),
        ("二百零五", 205),
        ("两千零三", 2003),
        ("三万五千", 35000),
        ("二〇二三", 2023),
        ("一亿零三", 100000003),
    ],
)
def test_numerals_as_bulletins_write_them(text: str, number: int) -> None:
    assert parse_numeral(text) == number


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("十一种类的隐患", ["十一种类"]),
        ("工作一件一件落实、问题一条一条整改", []),
        ("第十二届", []),
        ("2021年3号", []),
        ("拨打12345热线投诉", []),
        ("G341高压线", []),
        ("“1.9”事故", []),
        ("十二大项", ["十二大项"]),
        ("统一部署，进一步压实", []),
        ("百分之六十", []),
        ("“四个意识”“1+3”方案", []),
        ("附近60户、违约3起", ["60户", "3起"]),
        ("第17、18件滞后，1-10批13件", ["13件"]),
        ("2023年5月6日至6月9日10个工作日", []),
        ("１２３个，1,286件", ["123个", "1,286件"]),
        ("**公司XX市排查****处", ["****处"]),
    ],
)
def test_only_counts_are_counted(text: str, counts: list[str]) -> None:
    """The traps that a naive tokenizer falls into."""
    assert [token.text for token in tokens(text) if token.kind == Kind.COUNT] == counts


@given(st.text(max_size=100))
def test_tokens_are_in_order_and_apart(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end
        end = token.end
        assert len(re.sub(r"\s", "", token.text)) <= token.end - token.start

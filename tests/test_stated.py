"""Figures in the freedom of prose."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.claims import stated
from bulletin.figures import ENDLESS


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("28", 28, 28),
        ("三十二", 32, 32),
        ("三十余", 31, 39),
        ("约三十", 27, 33),
        ("两千零三", 2003, 2003),
        ("10-20", 10, 20),
        ("1-2万", 5000, 30000),
        ("XX余", 0, ENDLESS),
        ("**.**亿", 0, ENDLESS),
        ("3800余", 3801, 3899),
    ],
)
def test_counts(text, low, high):
    """A count is an interval with its wording."""
    figure = stated.count(text)

    assert (figure.low, figure.high, figure.text) == (low, high, text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("百分之八十", 80, 80),
        ("百分之百", 100, 100),
        ("百分之五", 5, 5),
        ("百分之九十八点五", Decimal("98.5"), Decimal("98.5")),
        ("近百分之八十", 72, 80),
        ("近六成", 54, 65),
        ("过半", 50, 100),
        ("80.9%%", Decimal("80.9"), Decimal("80.9")),
        ("**%", 0, ENDLESS),
    ],
)
def test_rates(text, low, high):
    """So is a rate, in figures or in words."""
    rate = stated.rate(text)

    assert (rate.low, rate.high, rate.text) == (low, high, text)


@given(st.text(max_size=20))
def test_anything_is_read_or_refused(text):
    """Whatever is written is a figure with its wording, or a ValueError."""
    for read in (stated.count, stated.rate):
        try:
            assert read(text).text == text
        except ValueError:
            continue

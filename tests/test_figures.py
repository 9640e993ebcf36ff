"""Arithmetic over stated figures is sound: it never calls false what some reading makes true."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.figures import Figure, Verdict, adds_up, parse_figure, parse_rate, rate_holds

counts = st.integers(0, 5000)


def stated(number: int, wording: str) -> Figure:
    """A figure that a writer may use for a number."""
    if wording == "余" and number > 10 and number % 10:
        return parse_figure(f"{number - number % 10}余")
    if wording == "近" and number >= 10:
        return parse_figure(f"近{number}")
    if wording == "约":
        return parse_figure(f"约{number}")
    return parse_figure("XX" if wording == "XX" else str(number))


@given(st.lists(st.tuples(counts, st.sampled_from(["", "余", "约", "近", "XX"])), min_size=1, max_size=6), st.sampled_from(["", "约", "XX"]))
def test_true_sums_are_never_called_false(parts: list[tuple[int, str]], total: str) -> None:
    figures = [stated(number, wording) for number, wording in parts]
    whole = stated(sum(number for number, _ in parts), total)
    assert adds_up(figures, whole) != Verdict.DOES_NOT_ADD_UP


@given(st.lists(counts, min_size=1, max_size=6), st.integers(1, 500))
def test_exact_sums_that_are_off_are_called_false(parts: list[int], off: int) -> None:
    assert adds_up([Figure.of(part) for part in parts], Figure.of(sum(parts) + off)) == Verdict.DOES_NOT_ADD_UP


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.integers(0, 3), st.booleans())
def test_rates_rounded_or_cut_are_never_called_false(part: int, whole: int, places: int, cut: bool) -> None:
    exact = Decimal(part) * 100 / Decimal(whole)
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding="ROUND_DOWN" if cut else "ROUND_HALF_UP")
    assert rate_holds(Figure.of(part), Figure.of(whole), parse_rate(f"{rounded:f}%")) in (Verdict.ADDS_UP, Verdict.LAST_DIGIT)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("20余", 21, 29), ("三十余", 31, 39), ("3800余", 3801, 3899), ("1.3万", 12500, 14000), ("10-20", 10, 20), ("近60", 54, 60), ("1,286", 1286, 1286)],
)
def test_counts(text: str, low: int, high: int) -> None:
    figure = parse_figure(text)
    assert (figure.low, figure.high) == (low, high)


@pytest.mark.parametrize(("text", "low", "high"), [("百分之八十", 80, 80), ("近六成", 54, 65), ("过半", 50, 100), ("80.9%%", Decimal("80.9"), Decimal("80.9"))])
def test_rates(text: str, low: int, high: int) -> None:
    rate = parse_rate(text)
    assert (rate.low, rate.high) == (low, high)


@given(st.text(max_size=30))
def test_a_figure_is_read_or_refused(text: str) -> None:
    for read in (parse_figure, parse_rate):
        try:
            figure = read(text)
        except ValueError:
            continue
        assert figure.low <= figure.high

"""Figures as intervals: what they read, what they refuse, and that no verdict claims more than the figures say."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.figures import ENDLESS, Figure, Verdict, adds_up, parse_figure, parse_rate, rate_holds

quick = settings(max_examples=300)
AMBIGUOUS = "0123456789,.余多万亿约近超过逾不到足少于以上下左右成%％XxＸ×*○１２七 "


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("28", 28, 28),
        ("0", 0, 0),
        (" 28 ", 28, 28),
        ("２８", 28, 28),
        ("007", 7, 7),
        ("1,286", 1286, 1286),
        ("1，286", 1286, 1286),
        ("12.5", "12.5", "12.5"),
        ("20余", 21, 29),
        ("20多", 21, 29),
        ("100余", 101, 199),
        ("3800余", 3801, 3899),
        ("10余万", 100_001, 199_999),
        ("1.3万余", 13_001, 13_999),
        ("近60", 54, 60),
        ("接近60", 54, 60),
        ("约600", 540, 660),
        ("600左右", 540, 660),
        ("超过20", 21, ENDLESS),
        ("逾20", 21, ENDLESS),
        ("至少20", 20, ENDLESS),
        ("20以上", 20, ENDLESS),
        ("不到20", 0, 19),
        ("不足20", 0, 19),
        ("不超过20", 0, 20),
        ("20以下", 0, 20),
        ("1.3万", 12_500, 14_000),
        ("XX", 0, ENDLESS),
        ("ＸＸ", 0, ENDLESS),
        ("**", 0, ENDLESS),
        ("×", 0, ENDLESS),
    ],
)
def test_figures_that_are_read(text, low, high):
    """A count is an interval, with its wording kept."""
    figure = parse_figure(text)

    assert (figure.low, figure.high) == (Decimal(low), Decimal(high))
    assert str(figure) == text.strip()
    assert figure.exact == (low == high)


@pytest.mark.parametrize(
    "text",
    ["", " ", "-7", "二十", "20个", "20~30", "1,2", "1.2.3", "余20", "X2", "2X", "20%", "1e3", "0x1f", "9" * 31, "万"],
)
def test_figures_that_are_refused(text):
    """What is no count is refused, never guessed; so is a partial mask."""
    with pytest.raises(ValueError, match=r"^"):
        parse_figure(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("65%", 65, 65),
        ("98.71％", "98.71", "98.71"),
        ("100%", 100, 100),
        ("0%", 0, 0),
        ("近60%", 54, 60),
        ("超过95%", 95, ENDLESS),
        ("95%以上", 95, ENDLESS),
        ("不到65%", 0, 65),
        ("60%余", 60, 70),
        ("七成", 63, 77),
        ("7成", 63, 77),
        ("近七成", 63, 75),
        ("七成以上", 65, ENDLESS),
        ("XX%", 0, ENDLESS),
        ("XX", 0, ENDLESS),
        ("＊＊％", 0, ENDLESS),
    ],
)
def test_rates_that_are_read(text, low, high):
    """A rate has decimals: more than 95 % may be 95.1 %."""
    rate = parse_rate(text)

    assert (rate.low, rate.high) == (Decimal(low), Decimal(high))
    assert str(rate) == text


@pytest.mark.parametrize("text", ["", "65", "0.65", "%", "6%5", "65%%", "百分之六十五", "十成", "65‰", "65%个"])
def test_rates_that_are_refused(text):
    """A rate without its sign may be a fraction or a count: it is asked for."""
    with pytest.raises(ValueError, match=r"^"):
        parse_rate(text)


@pytest.mark.parametrize("text", ["XX", "xx", "ＸＸ", "＊", "**", "×", "○○", "XX%", "＊＊％"])
def test_masks(text):
    """However a mask is typed, it is known as one."""
    assert parse_rate(text).masked


def test_no_masks():
    """Vague figures are not masked."""
    assert not any(parse_figure(text).masked for text in ("20余", "20以上", "0"))


@quick
@given(st.one_of(st.text(max_size=12), st.text(st.sampled_from(AMBIGUOUS), max_size=10)))
def test_anything_is_read_or_refused(text):
    """Whatever is written is a figure with its wording, or a ValueError."""
    for parse in (parse_figure, parse_rate):
        try:
            figure = parse(text)
        except ValueError:
            continue
        assert figure.text == text.strip()
        assert figure.low >= 0
        assert figure.low.is_finite()


@pytest.mark.parametrize(
    ("parts", "total", "verdict"),
    [
        (["13", "7"], "20", Verdict.ADDS_UP),
        (["13", "8"], "20", Verdict.DOES_NOT_ADD_UP),
        (["590", "20余"], "618", Verdict.ADDS_UP),
        (["590", "20余"], "611", Verdict.ADDS_UP),
        (["590", "20余"], "619", Verdict.ADDS_UP),
        (["590", "20余"], "610", Verdict.DOES_NOT_ADD_UP),
        (["590", "20余"], "620", Verdict.DOES_NOT_ADD_UP),
        (["13", "XX"], "20", Verdict.CANNOT_TELL),
        (["XX", "XX"], "XX", Verdict.CANNOT_TELL),
        (["13", "７"], "ＸＸ", Verdict.CANNOT_TELL),
        (["25", "XX"], "20", Verdict.DOES_NOT_ADD_UP),
        (["20以上", "7"], "20", Verdict.DOES_NOT_ADD_UP),
        (["10以上", "7"], "20", Verdict.ADDS_UP),
        (["0"], "0", Verdict.ADDS_UP),
    ],
)
def test_sums(parts, total, verdict):
    """Only what no reading makes true does not add up; a mask cannot tell, unless a part exceeds the whole."""
    assert adds_up([parse_figure(part) for part in parts], parse_figure(total)) is verdict


def wording(number: int) -> st.SearchStrategy[str]:
    """A way in which an honest writer may state a number."""
    tens, hundreds = number // 10 * 10, number // 100 * 100
    forms = [f"{number}", f"{number:,}", f"约{number}", f"{number}左右", f"{number}以上", f"{number}以下", "XX"]
    forms += [f"{tens}余"] * (0 < tens < number) + [f"{hundreds}多"] * (0 < hundreds < number)
    forms += [f"超过{number - 1}", f"不到{number + 1}"] if number else []
    return st.sampled_from(forms)


@quick
@given(st.data(), st.lists(st.integers(0, 3000), min_size=1, max_size=5))
def test_true_sums_are_never_called_false(data, numbers):
    """Numbers that add up, each stated honestly in words of any kind, are never said not to."""
    parts = [parse_figure(data.draw(wording(number))) for number in numbers]
    total = parse_figure(data.draw(wording(sum(numbers))))

    assert adds_up(parts, total) is not Verdict.DOES_NOT_ADD_UP


@quick
@given(st.lists(st.integers(0, 3000), min_size=1, max_size=5), st.integers(0, 9000))
def test_false_exact_sums_are_found(numbers, total):
    """Over exact figures the verdict is arithmetic."""
    true = adds_up([Figure.of(number) for number in numbers], Figure.of(total)) is Verdict.ADDS_UP

    assert true == (sum(numbers) == total)


@quick
@given(st.data(), st.integers(1, 2000), st.integers(0, 3), st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
def test_rates_against_arithmetic(data, total, places, rounding):
    """A rate rounded half up adds up; one that is cut is at worst off in the last digit; over any two places."""
    part = data.draw(st.integers(0, total))
    stated = (Decimal(100 * part) / total).quantize(Decimal(1).scaleb(-places), rounding=rounding)
    verdict = rate_holds(Figure.of(part), Figure.of(total), parse_rate(f"{stated}%"))

    assert verdict in ([Verdict.ADDS_UP] if rounding == ROUND_HALF_UP else [Verdict.ADDS_UP, Verdict.LAST_DIGIT])


@quick
@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 100))
def test_exact_rates_by_brute_force(total, part, rate):
    """Over exact figures: half a place is rounding, a whole place the last digit, more is false."""
    off = abs(Decimal(100 * part) / total - rate)
    verdict = rate_holds(Figure.of(part), Figure.of(total), parse_rate(f"{rate}%"))

    if off < Decimal("0.5"):
        assert verdict is Verdict.ADDS_UP
    elif off > 1:
        assert verdict is Verdict.DOES_NOT_ADD_UP
    else:
        assert verdict is not Verdict.DOES_NOT_ADD_UP


@quick
@given(st.data(), st.integers(1, 900))
def test_true_rates_of_vague_figures_are_never_called_false(data, total):
    """A rate that is true of the numbers is never false of their wordings."""
    part = data.draw(st.integers(0, total))
    rate = (Decimal(100 * part) / total).quantize(Decimal("0.01"))
    stated = data.draw(st.sampled_from([f"{rate}%", f"约{rate}%", f"{rate}%以上", f"超过{int(rate)}%", "XX%"]))
    figures = [parse_figure(data.draw(wording(number))) for number in (part, total)]

    assert rate_holds(*figures, parse_rate(stated)) is not Verdict.DOES_NOT_ADD_UP


@pytest.mark.parametrize(
    ("part", "total", "rate", "verdict"),
    [
        ("500以上", "618", "90%", Verdict.ADDS_UP),
        ("500以上", "618", "70%", Verdict.DOES_NOT_ADD_UP),
        ("5", "5以上", "70%", Verdict.CANNOT_TELL),
        ("0", "0", "100%", Verdict.CANNOT_TELL),
        ("XX", "20", "70%", Verdict.CANNOT_TELL),
        ("13", "20", "XX%", Verdict.CANNOT_TELL),
        ("13", "20", "近70%", Verdict.ADDS_UP),
        ("13", "20", "超过70%", Verdict.DOES_NOT_ADD_UP),
        ("352", "513", "68%", Verdict.LAST_DIGIT),
        ("513", "513", "100%", Verdict.ADDS_UP),
        ("25", "20", "125%", Verdict.ADDS_UP),
    ],
)
def test_rates(part, total, rate, verdict):
    """Open intervals, masks and nothing at all have a verdict too."""
    assert rate_holds(parse_figure(part), parse_figure(total), parse_rate(rate)) is verdict


def test_differences_may_be_negative():
    """Parts that exceed their whole show as a negative remainder, also where a figure has no end."""
    assert (Figure.of(20) - Figure.of(25)).high == -5
    assert (Figure.of(20) - parse_figure("XX")).low == -ENDLESS
    assert (parse_figure("XX") - Figure.of(5)).high == ENDLESS

"""What bulletins say taken together, and how a citizen reads it."""

import datetime
from decimal import Decimal

import pytest

from bulletin import ledger, phrases
from bulletin.figures import Figure, parse_figure
from bulletin.model import Bulletin, Contact, Counts
from bulletin.site import Site

SITE = Site()


def bulletin(name: str, date: str = "2024-05-01", **fields: object) -> Bulletin:
    made = Bulletin.model_validate({"id": name, "title": name, "issuer": "x", "date": date} | fields)
    made._path = f"bulletins/{name}.md"
    return made


@pytest.mark.parametrize(
    ("part", "whole", "rate"),
    [
        ("13", "20", "65%"),
        ("2", "3", "66.7%"),
        ("1", "8", "12.5%"),
        ("9999", "10000", "99.9%"),
        ("8", "8", "100%"),
        ("0", "8", "0%"),
        ("0", "0", ""),
        ("20余", "618", ""),
        ("XX", "20", ""),
        ("21", "20", ""),
    ],
)
def test_rate(part: str, whole: str, rate: str) -> None:
    """A tenth of a percent, rounded; never 100% while something is left, nothing where it cannot be told."""
    assert ledger.rate(parse_figure(part), parse_figure(whole)) == rate


def test_days_late() -> None:
    """By the original due date: to the completion, or to the day the figures hold."""
    one = bulletin(
        "a",
        "2024-12-30",
        counts={"total": "3", "as_of": "2024-12-25"},
        issues=[
            {"id": "1", "title": "x", "status": "ongoing", "due": "2024-08-20", "revised": [{"to": "2025-03-31"}]},
            {"id": "2", "title": "x", "status": "completed", "due": "2024-10-31", "completed": "2024-11-28"},
            {"id": "3", "title": "x", "status": "ongoing", "due": "2024-12-25"},
            {"id": "4", "title": "x", "due": "2024-01-01"},
        ],
    )

    assert [ledger.days_late(issue, one, SITE) for issue in one.issues] == [127, 28, 0, 0]


@pytest.mark.parametrize(
    ("feedback", "completed", "taken"),
    [
        ("2024-05-15", "2024-06-12", 28),
        ("2024-05-15", "2024-05-15", 0),
        ("2024-05-15", "2024-05-01", None),
        ("2024-05-15", None, None),
        (None, "2024-06-12", None),
    ],
)
def test_days_taken(feedback: str | None, completed: str | None, taken: int | None) -> None:
    """From the feedback to the completion; what was done before the feedback, or has no date, took no known time."""
    issues = [{"id": "1", "title": "x", "status": "completed", "completed": completed}]
    one = bulletin("a", "2024-12-30", inspection={"feedback": feedback}, issues=issues)

    assert ledger.days_taken(one.issues[0], one) == taken


def test_counts_from_the_register() -> None:
    """Without declared counts a register speaks, if every entry has its status."""
    entries = [
        {"id": "1", "title": "x", "status": "completed", "stands_for": "3"},
        {"id": "2", "title": "x", "status": "long_term"},
    ]
    figures = ledger.counts(bulletin("a", issues=entries), SITE)

    assert figures
    assert (str(figures.total), str(figures.completed), str(figures.ongoing)) == ("4", "3", "1")
    assert ledger.counts(bulletin("a", issues=[*entries, {"id": "3", "title": "x"}]), SITE) is None


def test_total() -> None:
    """Last editions in force; a missing part is what the others leave; masked ones are left out and counted."""
    all_of_them = [
        bulletin("a", "2024-01-01", counts={"total": "10", "completed": "1"}),
        bulletin("b", "2024-06-01", counts={"total": "10", "completed": "4"}, follows="a"),
        bulletin("c", "2024-03-01", counts={"total": "30", "completed": "20余", "ongoing": "5"}),
        bulletin("d", counts={"total": "XX", "completed": "1", "ongoing": "XX"}),
        bulletin("e", counts={"total": "9", "completed": "9"}, sample=True),
        bulletin("f"),
    ]
    total = ledger.total(all_of_them, SITE)

    assert total
    assert str(total.counts.total) == "40"
    assert str(total.counts.completed) == "25—33"
    assert str(total.counts.ongoing) == "11"
    assert [one.id for one in total.left_out] == ["d"]
    assert total.days == (datetime.date(2024, 3, 1), datetime.date(2024, 6, 1))
    assert ledger.total([bulletin("f")], SITE) is None


@pytest.mark.parametrize(
    ("editions", "last", "before", "after"),
    [
        ("a b<a c<b", "c", "b:a c:b", "a:b b:c"),
        ("a b!<a c<b", "c", "b:a c:a", "a:c b:c"),
        ("a b!<a c!<b d<c", "d", "b:a c:a d:a", "a:d b:d c:d"),
        ("a b!<a", "a", "b:a", ""),
        ("a b!<a c<a", "c", "b:a c:a", "a:c"),
        ("a c<a b!<a", "c", "b:a c:a", "a:c"),
        ("a! b<a", "b", "", "a:b"),
        ("a b?<a", "a", "b:a", "a:b"),
        ("a<b b<a", "", "a:b b:a", ""),
        ("a!<b b!<a", "", "", ""),
    ],
)
def test_withdrawn_editions_are_looked_through(editions: str, last: str, before: str, after: str) -> None:
    """! withdrawn, ? draft, < follows: which is the last in force, and what stands before and after each."""
    states = {"!": "withdrawn", "?": "draft"}
    made = []
    for words in editions.split():
        name, _, follows = words.partition("<")
        made.append(bulletin(name[0], follows=follows, state=states.get(name[1:], "published")))
    known, chains = {one.id: one for one in made}, ledger.chains(made)
    pairs = [(one.id, ledger.before(one, known), ledger.after(one, chains[one.address])) for one in made]

    assert " ".join(one.id for one in ledger.in_force(made)) == last
    assert " ".join(sorted(f"{name}:{one.id}" for name, one, _ in pairs if one)) == before
    assert " ".join(sorted(f"{name}:{one.id}" for name, _, one in pairs if one)) == after


def test_a_withdrawn_edition_counts_nothing_twice() -> None:
    """The inspection has its latest figures once, whatever was withdrawn between its editions."""
    figures = [{"total": "10", "completed": "1"}, {"total": "10", "completed": "2"}, {"total": "10", "completed": "4"}]
    first, second, third = (bulletin(name, counts=each) for name, each in zip("abc", figures, strict=True))
    second = second.model_copy(update={"follows": "a", "state": "withdrawn"})
    total = ledger.total([first, second, third.model_copy(update={"follows": "b"})], SITE)

    assert total
    assert (str(total.counts.total), str(total.counts.completed)) == ("10", "4")


def test_of_a_long_chain_the_nearest_are_told() -> None:
    """So many before one, so many after it; all of it to who asks for the chain."""
    made = [bulletin(f"e{n}", follows=f"e{n - 1}") for n in range(60)]
    told = ledger.chains(reversed(made))

    assert told[made[30].address] == made[30 - ledger.NEAR : 31 + ledger.NEAR]
    assert told[made[0].address] == made[: 1 + ledger.NEAR]
    assert told[made[-1].address] == made[-1 - ledger.NEAR :]
    assert ledger.editions(made[30], made) == made


def test_editions_ring() -> None:
    """A ring, which a rule refuses, does not hang a preview."""
    ring = [bulletin("a", follows="b"), bulletin("b", follows="a")]

    assert len(ledger.editions(ring[0], ring)) == 2


@pytest.mark.parametrize(
    ("phone", "area", "expected"),
    [
        ("2519889", "", [("2519889", "tel:2519889")]),
        ("2519889", "0372", [("0372-2519889", "tel:+863722519889")]),
        ("0372-2519889", "0372", [("0372-2519889", "tel:+863722519889")]),
        ("010-65550100转801", "", [("010-65550100转801", "tel:+861065550100")]),
        ("12345", "0372", [("12345", "tel:12345")]),
        ("400-123-4567", "0372", [("400-123-4567", "tel:4001234567")]),
        ("5550100、12388", "0999", [("0999-5550100", "tel:+869995550100"), ("12388", "tel:12388")]),
        ("13800138000", "0372", [("13800138000", "tel:13800138000")]),
    ],
)
def test_calls(phone: str, area: str, expected: list[tuple[str, str]]) -> None:
    """One tap dials the number, from any telephone where the area code is known."""
    assert phrases.calls(Contact(phone=phone, area=area)) == expected


def test_sentence() -> None:
    """Only what is given is said."""
    counts = Counts(unit="件", total=Figure.of(8), completed=Figure.of(8), ongoing=Figure.of(0))

    assert phrases.sentence(counts, "", "2024年1月5日", SITE) == "共8件，已全部完成（截至2024年1月5日）。"
    assert phrases.sentence(Counts(total=Figure.of(Decimal(5))), "问题", "", SITE) == "共5个问题。"


def test_days() -> None:
    first = datetime.date(2023, 5, 6)

    assert phrases.days(first, datetime.date(2023, 6, 9)) == "2023年5月6日至6月9日"
    assert phrases.days(first, datetime.date(2024, 6, 9)) == "2023年5月6日至2024年6月9日"
    assert phrases.days(first, first) == "2023年5月6日"
    assert phrases.days(None, None) == ""

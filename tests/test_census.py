"""What each figure of the prose is bound to, and the relations that a citizen is told of."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from bulletin.load import read
from bulletin.model import Bulletin
from bulletin.site import Site
from bulletin.witnesses import census, recount
from bulletin.witnesses.binding import bind, stated
from bulletin.witnesses.repeats import repeats

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "claims.jsonl"

FRONT = "counts: {unit: 个, total: 20, completed: 13, ongoing: 7}\n"
BODY = """\
今年以来，查处超限车辆2937辆。

巡察反馈的20个问题，已整改13个，正在整改7个。

采取2项措施：一是建立台账；二是每月调度。

今年以来，查处超限车辆2937辆，其中“百吨王”198台，卸货约500吨。
一般隐患XX处，已整改XX处。
"""


@pytest.fixture
def file(tmp_path, whole):
    """A bulletin with a figure of each kind."""
    path = tmp_path / "x.md"
    path.write_text(whole(FRONT, BODY))
    return path


def test_what_can_be_told_comes_first(file, tmp_path):
    """A line for each relation; the other figures shortly, those of one line of the text in one line."""
    entries = census.census(file, tmp_path, Site())
    told, rest = census.as_lines(entries).split("\n\n")

    assert all("　（" in line for line in told.split("\n"))
    assert not any(mark in rest for mark in ("（只有", "→"))
    quotes = [entry.claim.quote for entry in entries]
    assert all(quote in told + rest for quote in quotes)
    assert rest.startswith(f"以下{len(quotes) - len(told.splitlines())}处")


def test_the_arithmetic_is_told_in_english_where_that_is_asked(file, tmp_path):
    """Verdicts and arithmetic, and what is said of the rest; only what is quoted stays Chinese. JSON has one form for all."""
    entries = census.census(file, tmp_path, Site())
    told, rest = census.as_lines(entries, "en").split("\n\n")

    assert "adds up: 巡察反馈的20个问题，已整改13个，正在整改7个 (13+7=20, as is the total 20)　→ counts.total" in told
    assert rest.startswith("These ")
    assert census.as_json(entries, "en") == census.as_json(entries)


def test_every_claim_with_its_bond(file, tmp_path):
    """A field, a list, an earlier line, or nothing."""
    entries = census.census(file, tmp_path, Site())
    bonds = {entry.claim.quote: entry.bound for entry in entries}

    assert bonds["巡察反馈的20个问题，已整改13个，正在整改7个"] == "counts.total"
    assert bonds["采取2项措施"] == "listed"
    assert bonds["卸货约500吨"] is None


def test_json_has_the_bond_at_the_end(file, tmp_path):
    """After every other field; null where there is none."""
    rows = json.loads(census.as_json(census.census(file, tmp_path, Site())))

    assert {"bound"} == {list(row)[-1] for row in rows}
    assert None in {row["bound"] for row in rows}


def test_text_without_a_front_matter(tmp_path):
    """Any text is read; lists and repetitions are bound, and there is no field to bind to."""
    path = tmp_path / "x.txt"
    path.write_text("巡察反馈的20个问题，已整改13个，正在整改7个。\n")

    assert [entry.bound for entry in census.census(path, tmp_path, Site())] == [None]


def test_exact_remainder(whole, tmp_path):
    """20余 of 618 less 590 is 28."""
    path = tmp_path / "x.md"
    path.write_text(whole("", "一般隐患618处，已经整改590处，20余处正在整改。\n"))
    bulletin = read(path, tmp_path).bulletin
    assert bulletin
    pairs = [pair for claim in recount.stated(bulletin) if (pair := recount.exact(claim))]

    assert [("20余", Decimal(28))] == [(vague.text, figure.low) for vague, figure in pairs]


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_real_texts_contradict_no_figures_but_their_own():
    """Set beside the counts of another bulletin, no real text is said to differ from them, or from itself."""
    counts = {"unit": "个", "total": "47", "completed": "31", "ongoing": "16"}
    for line in CORPUS.read_text("utf-8").splitlines():
        case = json.loads(line)
        other = Bulletin.model_validate({"counts": counts})
        other._body = case["clause"]
        found = stated(other)
        differing = [bound.claim.quote for bound in bind(other, found, Site()) if not bound.agrees]
        twice = [pair.second.quote for pair in repeats(other.body, found) if not pair.agrees]

        assert (differing, twice) == ([], []), case["id"]

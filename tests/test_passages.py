"""The prose as rules read it: what is no prose is blanked out, every character keeps its place, and time is linear."""

import time
from datetime import date

import pytest

from bulletin.model import Bulletin
from bulletin.passages import BLANK, passages
from bulletin.rules import RULES
from bulletin.site import Site

PROSE = [entry for code, entry in sorted(RULES.items()) if code > "RB601" and code[:3] in ("RB6", "RB7")]
DATES = [entry for code, entry in RULES.items() if "RB211" <= code < "RB300"]
LONG = {
    "Chinese": "安全生产隐患",
    "open": "（“《",
    "blanks": " ",
    "letters": "X",
    "digits": "1",
    "stars": "*",
    "measures": "三是甲。",
    "days": "5月6日至5月10日公示，公示期10个工作日，",
    "years": "今年以来1",
    "masks": "XX个，已完成X个，正在X个，",
}


def bulletin(body: str) -> Bulletin:
    made = Bulletin.model_validate({"date": date(2024, 5, 1), "inspection": {"feedback": date(2024, 2, 1)}})
    made._body, made._body_line = body, 7
    return made


def test_what_is_no_prose_is_blanked() -> None:
    """Code, addresses, fences and the rule of a table; the length stays."""
    body = "见`x,y`、[表](a(1).xlsx)、a@example.cn。\n\n```\n代码,\n```\n\n| 甲 | 乙 |\n|---|---|\n"
    first, second = passages(bulletin(body))

    assert first.text.replace(BLANK, "") == "见、[表、。"
    assert len(first.text) == len(first.raw)
    assert second.text.split("\n")[1] == BLANK * 9


def test_a_character_keeps_its_place() -> None:
    """The line in the file, the column from 1, and what is around it."""
    passage = passages(bulletin("第一段。\n\n第一句。\n" + "长" * 100 + "尾。\n"))[1]
    place = passage.place(passage.raw.index("尾"))

    assert place[:2] == (10, 101)
    assert place.quote == "…" + "长" * 24 + "尾。"


@pytest.mark.parametrize("entry", [*PROSE, *DATES], ids=lambda entry: entry.code)
def test_time_is_linear(entry) -> None:
    """A paragraph of a hundred thousand characters of anything takes a moment; what is not linear would take minutes."""
    for name, words in LONG.items():
        made = bulletin("整改情况：" + words * (100_000 // len(words)))
        passages(made)
        began = time.process_time()
        list(entry.check(made, Site()))

        assert time.process_time() - began < 10, name

"""Progress: silence while it is short, a bar on a terminal, lines in a log; and what is done comes through unchanged."""

import io

import pytest

from bulletin import progress
from bulletin.findings import Words

WHAT = Words("制作公文", "notices")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look at the clock is a second after the one before."""
    seconds = iter(range(1000))
    monkeypatch.setattr(progress.time, "monotonic", lambda: float(next(seconds)))


@pytest.mark.usefixtures("clock")
def test_a_terminal_shows_a_bar_that_goes_away() -> None:
    out = Terminal()

    assert list(progress.told("abcd", 4, WHAT, out)) == list("abcd")
    first, *_, end = out.getvalue().split("\r\x1b[K")[1:]
    assert first == "████████████░░░░░░░░░░░░ 制作公文 notices 2/4，还需 0:02 left"
    assert end == ""


@pytest.mark.usefixtures("clock")
def test_a_log_gets_lines_some_seconds_apart() -> None:
    out = io.StringIO()

    assert len(list(progress.told(range(25), 25, WHAT, out))) == 25
    assert out.getvalue().splitlines() == [
        "制作公文 notices 10/25，还需 0:15 left",
        "制作公文 notices 20/25，还需 0:05 left",
        "制作公文 notices 25/25，还需 0:00 left",
    ]


def test_what_is_quick_is_not_spoken_of() -> None:
    for out in (io.StringIO(), Terminal()):
        assert list(progress.told(range(1000), 1000, WHAT, out)) == list(range(1000))
        assert out.getvalue() == ""

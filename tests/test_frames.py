"""Calls that are deep in others, and come again and again, wait for no memory of the system."""

from collections.abc import Callable
from resource import RUSAGE_SELF, getrusage
from typing import Any

from bulletin.frames import roomy

CALLS = 500


def deep(depth: int, work: Callable[[], Any]) -> Any:
    return deep(depth - 1, work) if depth else work()


def often() -> None:
    def called() -> None:
        pass

    for _ in range(CALLS):
        called()


def pages(go_deep: Callable[[int, Callable[[], Any]], Any], depth: int) -> int:
    """Of memory, that the system had to give."""
    before = getrusage(RUSAGE_SELF).ru_minflt
    go_deep(depth, often)
    return getrusage(RUSAGE_SELF).ru_minflt - before


def test_with_room_no_depth_is_slow() -> None:
    depths = range(200)
    assert max(pages(deep, depth) for depth in depths) >= CALLS
    assert max(pages(roomy(deep), depth) for depth in depths) < CALLS / 10


def test_a_function_with_room_is_what_it_was() -> None:
    assert roomy(deep)(3, work=lambda: "x") == "x"
    assert (roomy(deep).__name__, roomy(deep).__module__) == ("deep", __name__)

"""What is held of many bulletins is little more than the data themselves."""

import gc
import tracemalloc
from collections.abc import Callable
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

import pytest

from bulletin import digests, held
from bulletin.load import parse
from bulletin.texts import FEW


def taken(make: Callable[[], object]) -> int:
    """Bytes that are held for what is made."""
    gc.collect()
    tracemalloc.start()
    made = make()
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del made
    return size


def test_an_entry_of_a_register_holds_no_names_of_its_fields(whole: Callable[..., str]) -> None:
    """The names are held once for all entries: with a mapping of its own, each would take twice as much and more."""
    text = whole(
        "issues:\n" + "".join(f'  - {{id: "{n}", title: 问题, due: 2024-01-{n % 28 + 1:02}}}\n' for n in range(1000))
    )
    issues = parse(text.encode(), "bulletins/a.md").bulletin.issues
    sent = ForkingPickler.dumps(issues)
    there = ForkingPickler.loads(sent)

    assert taken(lambda: parse(text.encode(), "bulletins/a.md").bulletin.issues) < 1000 * 350
    assert taken(lambda: ForkingPickler.loads(sent)) < 1000 * 350  # as a worker has them
    assert taken(lambda: ForkingPickler.dumps(issues)) < 1000 * 100  # and when they were sent, too
    assert there == issues
    assert [one.model_fields_set for one in there] == [one.model_fields_set for one in issues]


def test_a_text_that_was_made_of_texts_is_held_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last ones are not made again; whoever asks gets the same."""
    monkeypatch.setattr(held, "MANY", 40)
    asked = []

    def repeated(text: str, times: int) -> str:
        asked.append(text)
        return text * times

    again = held.held(repeated)
    texts = [f"第{number}处" * 2_000 for number in range(100, 160)]
    size = taken(lambda: [again(text, 2) and None for text in texts])

    assert [again(text, 2) for text in texts[20:]] == [text * 2 for text in texts[20:]]
    assert asked == texts
    assert [again(texts[0], times) for times in (2, 3, 0)] == [texts[0] * 2, texts[0] * 3, ""]
    assert asked == [*texts, *texts[:1] * 3]
    assert size < 24 * 1_000 + FEW * 50_000  # of 40 times 40,000: the last few as they are


def test_nothing_that_was_made_is_not_made_again() -> None:
    """A prose without a figure has no claims; that is asked as often as that of any other."""
    asked = []

    def found(text: str) -> tuple[str, ...]:
        asked.append(text)
        return ()

    again = held.held(found)
    texts = [f"第{number}段" for number in range(3 * FEW)]

    assert [again(text) for text in (*texts, *texts)] == [()] * len(texts) * 2
    assert asked == texts


def test_a_few_lines_are_looked_for_in_a_long_list(tmp_path: Path) -> None:
    """Of half a million files of a site, those of a few bulletins are asked for."""
    (tmp_path / digests.NAME).write_text("".join(f"{n:064x}  bulletins/{n}.md\n" for n in range(50_000)))
    names = [f"bulletins/{n}.md" for n in (0, 4_711, 49_999, 50_000)]
    tracemalloc.start()
    found = digests.listed(tmp_path, names)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found == {name: f"{n:064x}" for name, n in zip(names, (0, 4_711, 49_999), strict=False)}
    assert most < 500_000  # of 4 MB

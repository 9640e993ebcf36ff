"""What an import tells the editor: what was read and from which words, what was not, and what to look at."""

import json
from collections.abc import Iterator
from pathlib import Path

from bulletin.findings import Words
from bulletin.front import shorten
from bulletin.imports.draft import Read
from bulletin.imports.making import ASKED, Made

SHOWN = 60  # characters of the words that a field was read from


def report(made: Made, lang: str) -> str:
    """The report in the language that was asked for."""
    return "\n".join(line.in_(lang) for line in _lines(made))


def as_json(made: Made, lang: str, output: Path | None) -> str:
    """The same for a program: `output` is where the draft was written; it is told whole (`draft`) where it was not."""
    draft = made.draft
    whole = {
        "output": output and output.as_posix(),
        "draft": None if output else made.text,
        "reads": [{"field": one.name} | _said(one, lang) for one in draft.reads],
        "missing": [{"field": name, "label": ASKED.get(name, Words("", "")).in_(lang)} for name in made.missing],
        "unused": [_said(one, lang) for one in draft.unused],
        "notices": [notice.in_(lang) for notice in draft.notices],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2, default=str)


def _said(one: Read, lang: str) -> dict[str, object]:
    """A value with the whole words that it was read from."""
    return {"value": one.value, "said": one.said, "where": one.where.in_(lang)}


def _lines(made: Made) -> Iterator[Words]:
    draft = made.draft
    yield Words("读出的内容（请对照原件）：", "What was read (compare it with the original):")
    for before, one in zip([None, *draft.reads], draft.reads, strict=False):
        yield _read(one, again=before is not None and before.said == one.said)
    if made.missing:
        yield Words("没有读到，文件里没有写：", "Not found, and left out:")
        for name in made.missing:
            label = ASKED.get(name, Words("", ""))
            yield Words(f"  {name}　{label.zh}".rstrip("　"), f"  {name}  {label.en}".rstrip())
    if draft.unused:
        yield Words("正文里还有这些数字，首部没有写：", "Figures of the prose that no field repeats:")
        for one in draft.unused:
            said = shorten(one.said, SHOWN)
            yield Words(f"  {one.value}　“{said}”", f"  {one.value}  “{said}”")
    if draft.notices:
        yield Words("请注意：", "Please note:")
        for notice in draft.notices:
            yield Words(f"  {notice.zh}", f"  {notice.en}")


def _read(one: Read, again: bool) -> Words:
    said, where = f"“{shorten(one.said, SHOWN)}”", one.where
    quoted = Words("同上", "the same") if again else Words(said, said)
    quoted = Words("", "") if str(one.value) == one.said else quoted
    zh = "　".join(filter(None, (f"  {one.name}：{one.value}", quoted.zh, where.zh)))
    en = "  ".join(filter(None, (f"  {one.name}: {one.value}", quoted.en, where.en)))
    return Words(zh, en)

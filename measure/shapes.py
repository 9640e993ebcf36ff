"""What `growth.py` makes larger and larger: texts of many kinds, registers, chains, documents; and what is done with each."""

import datetime
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import content
from documents import docx_written, page, pdf, txt
from units import SENTENCE, UNITS, headed, register, sentences

from bulletin import ledger
from bulletin.addresses import page_addresses
from bulletin.claims import claims
from bulletin.dossier import Setting, briefs, dossier
from bulletin.editing.fmt import Unreadable, canonical
from bulletin.filing.notice import notice
from bulletin.findings import FORMATS
from bulletin.imports.blocks import Document
from bulletin.imports.docx import read_docx
from bulletin.imports.html import read_html
from bulletin.imports.making import make
from bulletin.imports.pdf import read_pdf
from bulletin.imports.text import read_text
from bulletin.imports.updating import updated
from bulletin.imports.workbook import ledger_bytes, read_ledger
from bulletin.load import Source, parse
from bulletin.model import Bulletin
from bulletin.prose import prose
from bulletin.review import retelling
from bulletin.review.account import review
from bulletin.review.versions import Pair
from bulletin.rules import check
from bulletin.seen import seen
from bulletin.site import Site
from bulletin.web import frame as frames
from bulletin.web.frame import Frame, specimen
from bulletin.web.portal import Portal
from bulletin.web.search import findable

TODAY = datetime.date(2024, 6, 1)
SITE = Site(name="示例市交通运输局")
HEAD = """title: 关于专项巡察整改情况的通报
issuer: 示例市交通运输局
date: 2024-05-01
contact: {phone: 0999-5550100, address: 示例市人民路1号}
"""
Run = Callable[[], object]
Shape = Callable[[int], Run]


def source(front: str, body: str, name: str = "bulletins/2024/x.md") -> Source:
    """A source with fields beside those that every bulletin has."""
    given = set(re.findall(r"^(\w+):", front, re.MULTILINE))
    rest = "".join(line for line in HEAD.splitlines(keepends=True) if line.partition(":")[0] not in given)
    return parse(f"---\n{front}{rest}---\n\n{body}\n".encode(), name)


def body(text: str) -> Bulletin:
    """A bulletin with that prose, or another where a source with it is refused."""
    made = source("", text).bulletin or source("", "正文。").bulletin
    assert made
    return made


def laid(text: str) -> Run:
    """What is read of a page."""
    html = prose(body(text))
    return lambda: seen.__wrapped__(html)


def formed(text: str) -> Run:
    """`bulletin fmt`, or that a source is refused."""

    def run() -> object:
        with suppress(Unreadable):
            return canonical(f"---\n{HEAD}---\n\n{text}\n")
        return None

    return run


def checked(front: str, text: str) -> Run:
    """`bulletin check` over one source, read and reported in every form."""

    def run() -> object:
        found = check([source(front, text)], SITE, TODAY)
        return [FORMATS[name](found, "zh") for name in FORMATS]

    return run


def editions(count: int, entries: int = 20) -> list[Source]:
    """A chain of editions that follow each other."""
    return [
        source(
            f"id: e{n}\nfollows: {f'e{n - 1}' if n else ''}\ndate: {TODAY - datetime.timedelta(days=count - n + 30)}\n{register(entries)}",
            headed(entries),
            f"bulletins/2024/e{n}.md",
        )
        for n in range(count)
    ]


def made_up(count: int) -> list[Source]:
    """So many bulletins, right in the eyes of the rules."""
    return [parse(content.bulletin(n).encode(), f"bulletins/{content.path(n)}") for n in range(count)]


def compared(one: Source, two: Source) -> Run:
    """What `bulletin diff` does, in every form."""

    def run() -> object:
        texts = tuple(each.bulletin.source if each.bulletin else "" for each in (one, two))
        told = review(Pair(one, two, (texts[0], texts[1])), SITE)
        return [form([told], "zh") for form in (retelling.as_text, retelling.as_markdown, retelling.as_json)]

    return run


def dossiers(sources: list[Source]) -> Run:
    """Everything that is made of each bulletin alone."""
    found = [one.bulletin for one in sources if one.bulletin]
    frame = Frame.cut(f"{frames.HEAD}{frames.CONTENT}{frames.ADDRESS}")

    def run() -> object:
        shown = Portal(found, SITE, {}, "")
        places = {specimen(address): frame for one in found for address in page_addresses(one)}
        setting = Setting(shown.among([], {}), "x", places)
        return sum(len(brief.key) + len(dossier(brief, setting)) for brief in briefs(shown))

    return run


def imported(raw: bytes, reader: Callable[[bytes], Document]) -> Run:
    """What `bulletin import` does with a document."""
    return lambda: make(reader(raw), SITE).text


def described(count: int) -> dict[str, Any]:
    """A document of so many paragraphs, every fifth a heading, to be written in any format."""
    lines = [
        f"# 第{n}处隐患排查治理不到位" if n % 5 == 0 else SENTENCE.format(n=n, day=n % 28 + 1, done=1, rest=2)
        for n in range(count)
    ]
    return {
        "title": ["关于专项巡察整改情况的通报"],
        "expect": {"title": "关于专项巡察整改情况的通报"},
        "lines": lines,
        "signature": ["示例市交通运输局", "2024年5月1日"],
    }


def workbook(count: int) -> bytes:
    """A register of so many rows."""
    issues = parse(f"---\n{register(count)}---\n".encode(), "x.md").bulletin
    assert issues
    return ledger_bytes(issues.issues, SITE)


def joined(count: int) -> Run:
    """A register of so many entries written into a ledger that holds others of much the same titles."""
    issues = parse(f"---\n{register(count)}---\n".encode(), "x.md").bulletin
    assert issues
    raw = ledger_bytes(
        tuple(one.model_copy(update={"id": f"a{one.id}", "title": f"{one.title}等"}) for one in issues.issues), SITE
    )
    return lambda: updated(raw, issues.issues, SITE)


TEXTS: dict[str, Callable[[int], str]] = {
    "sentences in one paragraph": sentences,
    "sentences, one a line": partial(sentences, joint="\n"),
    "sentences, one a paragraph": partial(sentences, joint="\n\n"),
    "headings with text": lambda size: headed(size // 40),
    "items": lambda size: "".join(f"- 第{n}项，已完成{n}个。\n" for n in range(size // 14)),
    "a table of many rows": lambda size: "| a | b |\n|---|---|\n" + "| 甲 | 1个 |\n" * (size // 11),
    "a table of many columns": lambda size: "|".join("a" * (size // 6)) + "\n" + "|".join("-" * (size // 6)) + "\n" + "|".join("1" * (size // 6)),
    "a table as wide as long": lambda size: "\n".join("|".join(row * int(size**0.5 / 2)) for row in "a-" + "1" * int(size**0.5)),
    "references": lambda size: "".join(f"[a{n}]: http://b.cn/{n}\n" for n in range(size // 40)) + "".join(f"[a{n}]" for n in range(size // 40)),
    "footnotes": lambda size: "".join(f"甲[^{n}]\n\n" for n in range(size // 20)) + "".join(f"[^{n}]: 乙\n\n" for n in range(size // 20)),
    "a footnote with many marks": lambda size: "[^1]" * (size // 4) + "\n\n[^1]: 乙",
    "quotes in quotes": lambda size: "\n".join("> " * (n % 50) + "甲" for n in range(size // 50)),
    "lists in lists": lambda size: "\n".join("  " * (n % 40) + "- 甲" for n in range(size // 42)),
}  # fmt: skip
DONE: dict[str, Callable[[str], Run]] = {
    "check": lambda text: checked("", text),
    "page": laid,
    "claims": lambda text: lambda: claims(text),
    "fmt": formed,
    "diff": lambda text: compared(
        source("", text), source("", "\n".join(reversed(text.split("\n"))).replace("1", "2"))
    ),
    "search": lambda text: lambda: findable(body(text), SITE),
    "notice": lambda text: lambda: notice(body(text), SITE),
}
# Sentences by the hundred are compared each with its neighbours; from thousands on, each with its like (redline.MOST).
FIRST = {("diff", "sentences in one paragraph"): 128_000}
OFTEN = ("check", "page", "fmt", "diff", "search")
OTHERS: dict[str, tuple[int, int, Shape]] = {  # the first size, the last, what is done at a size
    "check of a register": (100, 30_000, lambda n: checked(register(n), headed(min(n, 4000)))),
    "check of a register, all of it faulty": (100, 10_000, lambda n: checked(register(n, "completed"), headed(min(n, 4000)))),
    "check of unknown fields": (100, 20_000, lambda n: checked("".join(f"x{i}: 1\n" for i in range(n)), "正文。")),
    "check of unknown fields in a register": (100, 20_000, lambda n: checked(register(n).replace("owner", "ownr"), "正文。")),
    "check of waivers": (10, 5_000, lambda n: checked("waive:\n" + "- {rule: RB701, because: 试}\n" * n, "正文。")),
    "check of tallies": (10, 5_000, lambda n: checked("tallies:\n" + "".join(f"- {{name: 台账{i}, unit: 处, total: {i + 3}, completed: {i}, ongoing: 3}}\n" for i in range(n)), sentences(n * 40, "\n"))),
    "check of corrections": (10, 5_000, lambda n: checked("corrections:\n" + "".join(f"- {{on: 2024-05-02, wrong: 第{i}处, right: 第{i}件}}\n" for i in range(n)), headed(n))),
    "check of a chain of editions": (10, 800, lambda n: (lambda all_: lambda: check(all_, SITE, TODAY))(editions(n))),
    "check of many bulletins": (10, 1_000, lambda n: (lambda all_: lambda: check(all_, SITE, TODAY))(made_up(n))),
    "dossiers of a chain": (ledger.NEAR * 2, 768, lambda n: dossiers(editions(n, 2))),
    "dossier of a register": (25, 4_000, lambda n: dossiers([source(register(n), headed(n))])),
    "notice of a register": (25, 16_000, lambda n: (lambda one: lambda: notice(one, SITE))(source(register(n), headed(n)).bulletin)),
    "diff of registers": (25, 8_000, lambda n: compared(source(register(n), headed(n)), source(register(n, "completed"), headed(n).replace("已", "未")))),
    "diff of registers of other ids": (25, 8_000, lambda n: compared(source(register(n), headed(n)), source(register(n).replace('id: "', 'id: "a'), headed(n)[:-9]))),
    "fmt of a register": (25, 16_000, lambda n: (lambda text: lambda: canonical(text))(f"---\n{HEAD}{register(n)}---\n\n{headed(n)}")),
    "import of .docx": (50, 6_400, lambda n: imported(docx_written(described(n)), read_docx)),
    "import of .html": (50, 12_800, lambda n: imported(page(described(n)), read_html)),
    "import of .txt": (50, 12_800, lambda n: imported(txt(described(n)), read_text)),
    "import of .pdf": (50, 3_200, lambda n: imported(pdf(described(n)), read_pdf)),
    "import of .xlsx": (50, 25_600, lambda n: (lambda raw: lambda: read_ledger(raw, SITE, []))(workbook(n))),
    "export into .xlsx": (50, 3_200, joined),
}  # fmt: skip


def runs() -> Iterator[tuple[str, int, int, Shape]]:
    """All that is measured: its name, the first size, the last, and what is done at a size."""
    for name, (first, last, shape) in OTHERS.items():
        yield name, first, last, shape
    for kind, text in TEXTS.items():
        for name, done in DONE.items():
            yield f"{name} of {kind}", FIRST.get((name, kind), 8_000), 1_024_000, partial(_of, text, done)
    for unit in UNITS:
        for name in OFTEN:
            yield (
                f"{name} of {unit!r} again and again",
                8_000,
                256_000,
                partial(_of, partial(_again, unit), DONE[name]),
            )


def _of(text: Callable[[int], str], done: Callable[[str], Run], size: int) -> Run:
    return done(text(size))


def _again(unit: str, size: int) -> str:
    return unit * (size // len(unit))

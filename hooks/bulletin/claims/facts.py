"""Tokens -> facts: each figure with its own words around it, the clause and the bracket that it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from bulletin.claims import levels, lexicon
from bulletin.claims.lexicon import DONE, Status, Wording
from bulletin.claims.tokens import Kind, Token, tokens
from bulletin.figures import Figure, parse_figure

DEEPEST = 4  # brackets nested deeper are read as if they were not there
HEADING = re.compile(r"\s*(?:#|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．](?!\d)|[-*>|] )")
LONG = 80  # characters of a clause that are looked at
LONG_LINE = 30  # characters; a line that ends shorter without a mark was meant to end there


@dataclass(eq=False)
class Fact:
    """One figure in its clause, or, without a figure, a clause that says 全部已完成 or 其余正在推进.

    `before` and `after` are the words of the clause up to the neighbouring figures, brackets left out; `lead` is what
    the clauses without figures in front of it say; `owner` is the figure in front of the bracket that this one is in.
    """

    start: int
    end: int
    sentence: int
    clause: int
    mark: str
    depth: int
    bracket: int
    owner: "Fact | None"
    figure: Figure | None = None
    unit: str = ""
    rate: bool = False
    before: str = ""
    after: str = ""
    lead: str = ""
    first: bool = True  # the first figure of its clause
    last: bool = True  # the last figure of its clause

    @cached_property
    def wording(self) -> Wording | None:
        """The status that the words give to the figure: in front of it, or behind it if no other figure follows there."""
        if lexicon.MEANT.search(self.lead + self.before):
            return None
        return self._ahead or (lexicon.status_after(self.after) if self.last else None)

    @cached_property
    def _ahead(self) -> Wording | None:
        words = self.before if self.first else lexicon.NOUN.sub("", self.before, count=1)
        found = lexicon.status_before(words)
        cut = len(self.before) - len(words)
        return found and Wording(found.status, found.start + cut, found.end + cut)

    @property
    def status(self) -> Status | None:
        """The bucket of that status."""
        return self.wording.status if self.wording else None

    @cached_property
    def label(self) -> str:
        """What the figure is said to count, as printed: the status words, or else the words in front and the noun behind."""
        if self._ahead:
            return _trim(self.before[self._ahead.start :])
        if self.wording:
            return _trim(self.after[: self.wording.end]) or _trim(self.before)
        return _trim(self.before) + self.noun

    @cached_property
    def subject(self) -> str:
        """What the status is said of, if the same clause names it: 重大隐患|已完成整改235项."""
        return _trim(self.before[: self._ahead.start]) if self._ahead else ""

    @cached_property
    def noun(self) -> str:
        """The thing counted, where it follows the figure: 37个|问题."""
        end = self.wording.start if self.wording and not self._ahead else len(self.after)
        return re.split(r"[已正未的均全中其和及与并按被得达占较比需是为在由]|进行|细化|分解|制定|提出|建立|形成|明确", self.after[:end].strip(), maxsplit=1)[0][:16]

    @cached_property
    def level(self) -> int:
        """The level of a decomposition that it counts: kinds, matters or measures; 0 for anything else."""
        stands_alone = self.subset or (self.status and not self.noun)
        return 0 if stands_alone else levels.level(self.unit, self.noun, self.before)

    @cached_property
    def subset(self) -> bool:
        """其中, 含: a part of what was just named."""
        return bool(lexicon.SUBSET.match(self.before) or lexicon.NAMELY.search(self.lead) or lexicon.AT_ONCE.search(self.before))

    @property
    def everything(self) -> bool:
        """20个已全部完成: the figure is a whole and at the same time its own completed part."""
        return self.wording is not None and not self._ahead and bool(lexicon.ALL.search(self.after[: self.wording.end]))


@dataclass
class Clause:
    """Where reading stands within one level of brackets: the words since the last figure, and that figure."""

    owner: Fact | None
    bracket: int
    mark: str = ""
    number: int = 0
    words: list[str] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    last: Fact | None = None

    def text(self) -> str:
        return "".join(self.words).strip()


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs with their offsets, each line break in them turned into a full stop or, within a sentence, a space."""
    start, rows = 0, list[str]()
    offset = 0
    for line in text.split("\n"):
        if rows and (not line.strip() or HEADING.match(line)):
            yield start, "".join(rows)
            rows = []
        if not rows:
            start = offset
        if line.strip():
            rows.append(line + _line_end(line))
        offset += len(line) + 1
    if rows:
        yield start, "".join(rows)


def _line_end(line: str) -> str:
    line = line.rstrip()
    if HEADING.match(line) and len(line) < 2 * LONG_LINE:
        return "。"
    return " " if line[-1] in "，、；：,;。！？" or len(line) >= LONG_LINE else "。"


def facts(block: str) -> list[Fact]:
    """The facts of a paragraph in the order of its text."""
    return _Reading(block).run()


class _Reading:
    def __init__(self, block: str) -> None:
        self.block = block
        self.found: list[Fact] = []
        self.stack = [Clause(None, 0)]
        self.sentence = self.brackets = self.skipped = 0

    def run(self) -> list[Fact]:
        at = 0
        for token in tokens(self.block):
            self.stack[-1].words.append(self.block[at : token.start])
            at = token.end
            _TAKE[token.kind](self, token)
        self.stack[-1].words.append(self.block[at:])
        self.stop()
        return self.found

    def number(self, token: Token) -> None:
        clause = self.stack[-1]
        words = clause.text()
        if clause.mark == "、" and clause.lead:  # 部分完成、持续推进的|7个: one label with a mark in it
            words = "".join(clause.lead[-4:]) + words
        fact = Fact(
            token.start, token.end, self.sentence, clause.number, clause.mark, len(self.stack) - 1, clause.bracket, clause.owner,
            token.figure, token.unit, token.kind == Kind.RATE, words[-LONG:], lead="".join(clause.lead[-4:])[-LONG:],
        )  # fmt: skip
        if clause.last and clause.last.clause == fact.clause:
            clause.last.after = words[:LONG]
            clause.last.last, fact.first = clause.last.last and fact.rate, clause.last.rate
        clause.last, clause.words, clause.lead = fact, [], []
        self.found += _each(fact) if fact.figure and not fact.rate else [fact]

    def word(self, token: Token) -> None:
        self.stack[-1].words.append(token.text)

    def mark(self, token: Token) -> None:
        if token.text == "。" and len(self.stack) == 1:
            self.stop()
        else:
            self.close_clause(token.text)

    def close_clause(self, mark: str) -> None:
        """A clause ends: its words go to its last figure, or, if it has none, may say 全部 or 其余, and lead on to the next."""
        clause = self.stack[-1]
        words = clause.text()
        if clause.last and clause.last.clause == clause.number:
            clause.last.after = words[:LONG]
        elif words:
            if len(words) <= LONG and lexicon.TELLING.search(words):
                self.found.extend(self.wordless(clause, words, mark))
            clause.lead.append(words + mark)
        clause.number += 1
        clause.words, clause.mark = [], mark
        if clause.lead and mark not in "、，":
            clause.lead = clause.lead[-1:] if mark == "：" else []

    def wordless(self, clause: Clause, words: str, mark: str) -> Iterator[Fact]:
        done = lexicon.status_before(words)
        whole = done and mark != "、" and lexicon.WHOLLY.match(words) and done.start == 0 and clause.last is not None and clause.last.clause == clause.number - 1
        rest = lexicon.REST.search(words[:6])
        said = done and (whole or (done.status == Status.COMPLETED and lexicon.ALL.search(words)))
        everything = said and done and done.status in DONE and not lexicon.INTENT.search("".join(clause.lead[-4:]) + words)
        if rest or everything:
            depth = len(self.stack) - 1
            place = Fact(0, 0, self.sentence, clause.number, clause.mark, depth, clause.bracket, clause.owner, before=words)
            place.end = clause.last.end if clause.last else 0
            place.start = place.end
            yield place

    def open(self, token: Token) -> None:
        if len(self.stack) > DEEPEST:
            self.skipped += 1
            return
        self.brackets += 1
        inner = Clause(self.stack[-1].last, self.brackets)
        self.stack.append(inner)

    def close(self, token: Token) -> None:
        if self.skipped:
            self.skipped -= 1
        elif len(self.stack) > 1:
            self.close_clause("）")
            self.stack.pop()

    def stop(self) -> None:
        while len(self.stack) > 1:
            self.close_clause("）")
            self.stack.pop()
        self.close_clause("。")
        self.stack = [Clause(None, 0, number=self.stack[0].number)]
        self.sentence += 1
        self.skipped = 0


def _each(fact: Fact) -> list[Fact]:
    """惠济、荥阳各4件: one fact for each name; 六县各1件: six at once."""
    counted = lexicon.PLACES.fullmatch(fact.before)
    if counted and fact.figure and fact.figure.exact:
        places = parse_figure(counted["count"])
        fact.figure = Figure(places.low * fact.figure.low, places.high * fact.figure.high, f"{places}×{fact.figure}")
    named = lexicon.PER.fullmatch(fact.before)
    names = re.split("[、和及]", named["names"]) if named else []
    if len(names) < 2:
        return [fact]
    copies = [replace(fact, before=name) for name in names[:-1]]
    fact.before = names[-1]
    return [*copies, fact]


_TAKE = {
    Kind.COUNT: _Reading.number,
    Kind.RATE: _Reading.number,
    Kind.CODE: _Reading.word,
    Kind.MARK: _Reading.mark,
    Kind.OPEN: _Reading.open,
    Kind.CLOSE: _Reading.close,
}


def _trim(words: str) -> str:
    """A label without the cues around it."""
    words = re.sub(r"^[①-⑳.\s]*(?:[一二三四五六七八九十]{1,2}是)?", "", words.strip())
    words = re.sub(r"^(?:其中|目前|截至\S{0,8}?|共计?|累计|已共|另有|另外|还有|其余|含|，|：|、)+", "", words.strip())
    return re.sub(r"(?:共计?|共有|合计|总计|的|有|为|达|计|累计|分别)+$", "", words).strip("，、：；“” ")

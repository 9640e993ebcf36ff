"""Tokens -> facts: each figure with its own words around it, the clause and the bracket that it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.flat import flat
from bulletin.claims.lexicon import DONE
from bulletin.claims.names import named_in_turn, of_each
from bulletin.claims.tokens import NUMBER, NUMBERS, Kind, Token, tokens
from bulletin.regex import regex

DEEPEST = 4  # brackets nested deeper are read as if they were not there
AND = {"和", "及", "以及", "与"}
AND_THEN = regex("(?:以及|和|及|与)(?P<words>[^，。；、]{2,})")  # 社会35件|和生态文明|8件
JOINED = regex("(?P<noun>[^，。；、已未正]{2,10}?)(?:以及|和|及|与)")
APART = regex(
    "(?<!\\s)(?P<behind>[^，。；、\\s]{0,6})\\s++(?P<words>[\u4e00-\u9fff]{2}.*)", re.DOTALL
)  # 共128个问题 已整改119个, as copied from a table
REACHES = regex("(?:高)?达到?|约?为|超过?")
NONE = regex("(?:无|没有|未发现|未出现)[^，。；、]{2,}(?<!的)")  # of a kind of a list: 无Ⅳ类断面
TELLING = regex("[全均都已现]|其余|剩余|余下|剩下")  # a clause without figures that may tell of all or of the rest
LONG = 80  # characters of a clause that are looked at
LABEL = 12  # characters in front of a colon that name the figure behind it


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
    label: str = ""  # 已整改：, a colon that a figure follows without another word
    outer: str = ""  # the mark in front of that label
    none: bool = False  # amid the names of what there is nothing of
    begun: str = ""  # the mark in front of the words that lead on

    def text(self) -> str:
        return "".join(self.words).strip() if self.words else ""


def facts(block: str) -> list[Fact]:
    """The facts of a paragraph in the order of its text; none where it has no number, as 全部完成 tells of those only."""
    found = [*tokens(block)] if NUMBER.search(block) else []
    return _Reading(block).run(found) if any(token.kind in NUMBERS for token in found) else []


class _Reading:
    def __init__(self, block: str) -> None:
        self.block = block
        self.found: list[Fact] = []
        self.stack = [Clause(None, 0)]
        self.sentence = self.brackets = self.skipped = self.rows = 0

    def run(self, found: list[Token]) -> list[Fact]:
        at = 0
        for token in flat(found, self.block):
            if at < token.start:
                self.stack[-1].words.append(self.block[at : token.start])
            at = token.end
            _TAKE[token.kind](self, token)
        self.stack[-1].words.append(self.block[at:])
        self.stop()
        named_in_turn(self.found)
        return self.found

    def number(self, token: Token) -> None:
        clause = self.stack[-1]
        words = clause.text()
        if clause.label and not words:
            words, clause.mark, clause.lead = clause.label, clause.outer, clause.lead[:-1]
            clause.number -= 1
            if self.found and self.found[-1].figure is None and self.found[-1].clause == clause.number:
                self.found.pop()  # 已办结：492件 does not say that all are
        elif apart := self.apart(clause):
            clause.last.after, words = apart["behind"], apart["words"].strip()  # type: ignore[union-attr]
            clause.number, clause.mark, clause.lead = clause.number + 1, "，", []
        elif self.glued(clause, token):  # 占75%124个新建项目
            clause.number, clause.mark, clause.lead = clause.number + 1, "，", []
        elif token.kind is Kind.RATE and REACHES.fullmatch(words) and clause.lead and clause.lead[-1].startswith("占"):
            words, clause.lead = clause.lead[-1].rstrip("，") + words, clause.lead[:-1]  # 占总数的比例最高，达92%
            clause.number -= 1
        names = len(clause.lead[-4:]) if clause.mark == "、" else 0
        if names:  # 部分完成、持续推进的|7个: one label with a mark in it
            words = "".join(clause.lead[-4:]) + words
        if clause.last and clause.last.clause == clause.number and words in AND:  # 2个和1个
            words = ""
            clause.number, clause.mark, clause.lead = clause.number + 1, "、", []
        elif clause.last and clause.last.clause == clause.number and (more := AND_THEN.fullmatch(words)):
            words = more["words"]
            clause.number, clause.mark, clause.lead = clause.number + 1, "、", []
        elif counted := self.joined(clause, token, words):  # 37座小一型和|41座小二型
            clause.last.after, words = counted, ""  # type: ignore[union-attr]
            clause.number, clause.mark, clause.lead = clause.number + 1, "、", []
        fact = Fact(
            token.start, token.end, self.sentence, clause.number, clause.begun if names else clause.mark, len(self.stack) - 1,
            clause.bracket, clause.owner, token.figure, token.unit, token.kind == Kind.RATE, words[-LONG:],
            lead="".join(clause.lead[-4:])[-LONG:], row=self.rows,
        )  # fmt: skip
        if clause.last and clause.last.clause == fact.clause:
            clause.last.after = words[:LONG]
            done = lexicon.status_after(words) if fact.rate and len(words) > 3 else None
            clause.last.last = clause.last.last and fact.rate and not (done and done.end == len(words))
            fact.first = clause.last.rate
        clause.last, clause.words, clause.lead, clause.label, clause.none = fact, [], [], "", False
        self.found += of_each(fact, names) if fact.figure and not fact.rate else [fact]

    def glued(self, clause: Clause, token: Token) -> bool:
        """A count right behind a rate: the mark between them was lost."""
        last = clause.last
        return (
            bool(last and last.rate and last.clause == clause.number) and token.kind is Kind.COUNT and not clause.text()
        )

    def joined(self, clause: Clause, token: Token, words: str) -> str:
        """The noun of a figure that stands in front of it, where another figure of the unit is joined to it by 和."""
        last = clause.last
        beside = last and last.clause == clause.number and not last.before and last.unit == token.unit and token.unit
        noun = JOINED.fullmatch(words) if beside else None
        return noun["noun"] if noun else ""

    def apart(self, clause: Clause) -> re.Match[str] | None:
        """A space where a row of a table was copied as text: what stands behind it is a clause of its own."""
        inside = clause.last and clause.last.clause == clause.number
        return APART.fullmatch("".join(clause.words)) if inside else None

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
        if mark == "：" and (apart := self.apart(clause)):  # 共96个 已整改：88个
            clause.last.after = apart["behind"]  # type: ignore[union-attr]
            clause.number, clause.mark, clause.lead, clause.words = clause.number + 1, "，", [], [apart["words"]]
        words = clause.text()
        if clause.last and clause.last.clause == clause.number:
            clause.last.after = words[:LONG]
        elif words:
            if clause.last and mark in ("、", clause.mark) and (clause.none or NONE.fullmatch(words)):
                clause.words, clause.none = [], mark == "、"  # 无Ⅳ类、Ⅴ类断面
                return
            if clause.owner:
                clause.owner.aside = (clause.owner.aside + words)[:LONG]
            elif len(self.stack) > 1:
                self.stack[-2].lead.append(f"（{words}）")  # 从类型看（一件可能涉及多类），大气28件
            if len(words) <= LONG and TELLING.search(words):
                self.found.extend(self.wordless(clause, words, mark))
            clause.begun = clause.begun if clause.lead else clause.mark
            clause.lead.append(words + mark)
        self.rows += mark == "；"
        told = clause.last and clause.last.clause == clause.number
        named = mark == "：" and not told and 0 < len(words) <= LABEL and not lexicon.NAMELY.search(words + mark)
        clause.label, clause.outer = (words, clause.mark) if named else ("", "")
        clause.number += 1
        clause.words, clause.mark = [], mark
        if clause.lead and mark not in "、，":
            clause.lead = clause.lead[-1:] if mark == "：" else []

    def wordless(self, clause: Clause, words: str, mark: str) -> Iterator[Fact]:
        done = lexicon.status_before(words) or lexicon.done_and_more(words)
        whole = (
            done
            and mark != "、"
            and lexicon.WHOLLY.match(words)
            and done.start == 0
            and clause.last is not None
            and clause.last.clause == clause.number - 1
        )
        rest = lexicon.REST.search(words[:6])
        said = (
            done
            and (whole or lexicon.ALL.search(words))
            and (done.status in DONE or lexicon.ALL.match(words.lstrip("已现")))
        )
        everything = said and not lexicon.INTENT.search("".join(clause.lead[-4:]) + words)
        if rest or everything:
            depth = len(self.stack) - 1
            place = Fact(
                0, 0, self.sentence, clause.number, clause.mark, depth, clause.bracket, clause.owner, before=words
            )
            place.end = clause.last.end if clause.last else 0
            place.start = place.end
            yield place

    def open(self, _: Token) -> None:
        if len(self.stack) > DEEPEST:
            self.skipped += 1
            return
        self.brackets += 1
        inner = Clause(self.stack[-1].last, self.brackets)
        self.stack.append(inner)

    def close(self, _: Token) -> None:
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


_TAKE = {
    Kind.COUNT: _Reading.number,
    Kind.RATE: _Reading.number,
    Kind.CODE: _Reading.word,
    Kind.MARK: _Reading.mark,
    Kind.OPEN: _Reading.open,
    Kind.CLOSE: _Reading.close,
}

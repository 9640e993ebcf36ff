"""What a figure is in its clause: the words around it, and what they make of it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bulletin.claims import levels, lexicon
from bulletin.claims.lexicon import Status, Wording
from bulletin.claims.once import Found, Once
from bulletin.claims.units import counts_how_often
from bulletin.figures import Figure
from bulletin.regex import regex

ENDS = regex(
    "[已正未的均中其和及与并按被得达占较比需是在由]|(?<!行)为|(?<!安)全|进行|细化(?!(?:整改)?措施)|分解|制定|提出|建立|形成|明确"
)

LEFT_OVER = regex(
    "(?P<UNFINISHED>(?:尚未|仍未|还未|暂未|未)[^，。；、]{2,8})$|(?P<ONGOING>(?:正在|仍在|尚在|还在)[^，。；、]{2,8})$"
)
PEOPLE = {"人", "名"}
IN_HAND = regex("在建(?:的)?[^，。；、]{0,4}(?:项目|工程|工地)[^，。；、]")  # 28个|在建项目进行全面清查
DEALT = regex("(?:共|累计|已|其中)*(?:处理|查处|处置)(?:了)?")
PLAN = regex("计划([^，。；]{4,})$")
OF_KIND = regex(f"[^，。；、已未正]{{0,16}}(?:{lexicon.PROBLEM.pattern})(?:当|之)?中")
Number = int | Decimal  # a whole one is an `int`: a dictionary finds that many times as fast


@dataclass(eq=False, slots=True)
class Fact(Found):
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
    row: int = 0  # how many ； stand in front of it in its paragraph
    aside: str = ""  # what a bracket right behind it says without figures

    @Once
    def written(self) -> Number | None:
        """The number as it stands there; None of a vague one."""
        number = self.figure.written if self.figure else None
        return int(number) if number is not None and number == number.to_integral_value() else number

    @Once
    def begins(self) -> int:
        """The clause in which its name begins: 市委有关部门、群团组织|35件."""
        return self.clause - (self.lead.count("、") if self.lead and self.before.startswith(self.lead) else 0)

    @Once
    def wording(self) -> Wording | None:
        """The status that the words give to the figure: in front of it, or behind it if no other figure follows there."""
        if lexicon.MEANT.search(self.lead + self.before) or counts_how_often(self.unit):
            return None
        behind = None
        if self.last and not self._ahead:
            named = OF_KIND.fullmatch(self.after)  # 82个|在建重点项目中
            named = named or IN_HAND.match(self.after)
            behind = None if named else lexicon.status_after(self.after) or self._around or self._loosely
        if behind and "不够" in self.after[: behind.end]:
            return self._ahead  # 36个|问题整改不够到位: what is wrong
        if behind and lexicon.MEANT.search(lexicon.BY_THEN.sub("", self.after[: behind.end])):
            return Wording(Status.ONGOING, behind.start, behind.end)  # 68户将于12月底前完成
        return self._ahead or behind

    @property
    def _loosely(self) -> Wording | None:
        """24个|问题未到整改期限: known by its adverb alone."""
        noun = lexicon.NOUN.match(self.after)
        at = noun.end() if noun else 0
        found = LEFT_OVER.match(self.after, at)
        return Wording(Status[str(found.lastgroup)], at, found.end()) if found else None

    @property
    def _around(self) -> Wording | None:
        """已有|23个|项目动工实施: what is done stands behind the figure, that it is done in front of it."""
        noun = lexicon.NOUN.match(self.after)
        at = noun.end() if noun else 0
        found = lexicon.status_after("已" + self.after[at:]) if lexicon.ALREADY.search(self.before) else None
        return Wording(found.status, at, at + found.end - 1) if found and not found.start else None

    def settle(self, status: Status) -> None:
        """Take all the words in front for a status: what they are said of has been found."""
        self._ahead = self.wording = Wording(status, 0, len(self.before))
        self.status = status

    @Once
    def _ahead(self) -> Wording | None:
        words = self.before if self.first else lexicon.NOUN.sub("", self.before, count=1)
        found = lexicon.status_before(words)
        if found and self.unit in PEOPLE and DEALT.fullmatch(words):
            return None  # 处理262594人: they are dealt with, not done
        counted = found and lexicon.COUNTED.search(words[: found.start]) and not words.startswith("不合格", found.start)
        if found and (counted or _names_a_kind(words, found)):
            return None  # 梳理出未整改问题65个
        if not found and not self.first and (did := lexicon.DID.search(self.before)):
            return Wording(Status.COMPLETED, did.start(), did.end())
        cut = len(self.before) - len(words)
        return found and Wording(found.status, found.start + cut, found.end + cut)

    @Once
    def status(self) -> Status | None:
        """The bucket of that status."""
        return self.wording.status if self.wording else None

    @Once
    def label(self) -> str:
        """What the figure is said to count, as printed: the status words, or else the words in front and the noun behind."""
        if self._ahead:
            return _trim(self.before[self._ahead.start :])
        if self.wording:
            return _trim(self.after[: self.wording.end]) or _trim(self.before)
        return _trim(self.before) + self.noun

    @Once
    def subject(self) -> str:
        """What the status is said of, if the same clause names it: 重大隐患|已完成整改235项."""
        return _trim(self.before[: self._ahead.start]) if self._ahead else ""

    @property
    def ahead(self) -> bool:
        """The status stands in front of the figure."""
        return self._ahead is not None

    @Once
    def own_subject(self) -> str:
        """What the clause speaks of, in front of the status or of the figure: 作风方面|4条全部完成."""
        words = self.subject if self._ahead else _trim(self.before)
        words = re.sub(r"^(?:[仍尚还另]有?|现|并|且|已经?|均|全部|有|为|应|共)+|(?:的|有|为)+$", "", words)
        return words if len(words) > 1 and not lexicon.REST.match(words) else ""

    @Once
    def thing(self) -> str:
        """What a status in front of the figure is done to, where it is named: 已整改|问题|393个."""
        return _trim(self.before[self._ahead.end :]).lstrip("的") if self._ahead else ""

    def counts(self, thing: str) -> bool:
        """The figure counts such things: 反馈|巡察问题|408个 counts 问题."""
        words = _trim(self.before)
        return words.endswith(thing) or self.noun.endswith(thing) or self.noun.startswith(thing)

    @Once
    def noun(self) -> str:
        """The thing counted, where it follows the figure: 37个|问题."""
        end = self.wording.start if self.wording and not self._ahead else len(self.after)
        return _noun(self.after[:end].strip())

    @Once
    def kind(self) -> str:
        """The word for problems, measures or the like that the noun has last."""
        return "".join(lexicon.LEVEL.findall(self.noun)[-1:])

    @Once
    def level(self) -> int:
        """The level of a decomposition that it counts: kinds, matters or measures; 0 for anything else."""
        stands_alone = self.subset or (self.status and not self.noun)
        return 0 if stands_alone else levels.level(self.unit, self.noun, self.before)

    @Once
    def subset(self) -> bool:
        """其中, 含, 立行立改: a part of what was just named."""
        return self.among or bool((self.first or not self._ahead) and lexicon.AT_ONCE.search(self.before))

    @Once
    def among(self) -> bool:
        """其中, 含: the words in front say that it is a part of what was just named."""
        return bool(lexicon.SUBSET.match(self.before) or lexicon.NAMELY.search(self.lead))

    @Once
    def cued(self) -> bool:
        """The words give the figure a place of its own: 其中, 其余, 共计, or (behind it) 中."""
        summed = self.before and lexicon.SUMMED.match(self.before)
        return self.subset or self.left or bool(summed or (self.after and lexicon.AMONG.match(self.after)))

    @Once
    def change(self) -> bool:
        """比上年的|11183批次|增加了|5458批次: what something is compared with, or how much more it is; part of nothing."""
        return bool(lexicon.COMPARED.search(self.before))

    @Once
    def plan(self) -> str:
        """The work that it was planned to do: 计划|改造小区5.1万个."""
        planned = PLAN.search(self.before)
        return planned[1] if planned else ""

    @Once
    def left(self) -> bool:
        """其余, 剩余: what is left of a whole."""
        return bool(lexicon.REST.match(self.before))

    @Once
    def item(self) -> bool:
        """Short enough for an item of a list: a label and a number, and nothing else in the clause."""
        return len(self.before) <= 32 and len(self.after) <= 16 and self.first and self.last

    @Once
    def everything(self) -> bool:
        """20个已全部完成: the figure is a whole and at the same time its own completed part."""
        told = self.wording is not None and not self._ahead and lexicon.ALL.search(self.after[: self.wording.end])
        return bool(told) and not re.match("[^，。；]{0,8}[均都]未|[^，。；]{0,8}全部未", self.after)


def _names_a_kind(words: str, found: Wording) -> bool:
    """落实部署不到位问题795个: what is wrong, not how far the work has come."""
    return found.start > 1 and bool(lexicon.FAULT.match(words, found.start)) and "问题" in words[found.start :]


@lru_cache(4096)  # the same few words come again and again
def _noun(words: str) -> str:
    """The words up to one that no noun goes over."""
    return ENDS.split(words, maxsplit=1)[0][:16]


@lru_cache(4096)
def _trim(words: str) -> str:
    """A label without the cues around it."""
    words = re.sub(r"^[①-⑳.\s]*(?:[一二三四五六七八九十]{1,2}是)?(?:把|将(?!来))?", "", words.strip())
    words = re.sub(
        r"^(?:其中|目前|截至\S{0,8}?|共计|共(?!性|同)|累计|已共|另有|另外|还有|其余|含|，|：|、)+", "", words.strip()
    )
    return re.sub(r"(?:共计?|共有|合计|总计|的|有|(?<!行)为|达|(?<![审统设会])计|累计|分别)+$", "", words).strip(
        "，、：；“” "
    )

"""RB308 to RB311: what the prose claims without a figure, with one for two things, or takes back as it goes on."""

from collections.abc import Iterator

from bulletin.claims import Part
from bulletin.claims.lexicon import INTENT, status_before
from bulletin.claims.tokens import Kind, tokens
from bulletin.findings import Place, Severity
from bulletin.front import shorten
from bulletin.model import At, Bulletin, Counts, Tally
from bulletin.passages import Hit, Passage, lines_of, passages
from bulletin.regex import regex
from bulletin.rules import Spot, rule
from bulletin.rules.stated import place
from bulletin.site import Site
from bulletin.validate import dotted
from bulletin.witnesses.binding import bind, stated
from bulletin.witnesses.itemised import progress

SENTENCE = regex(r"[^。；\n]+")
MANY = regex(r"所有|各类|各项|均|都|件件|项项|一律|(?:存在|反馈|指出|交办|发现)的(?:[^，。；]{0,8})?(?:问题|隐患)")
ALL_DONE = regex(
    r"(?:均已|都已|已经|现已|已)(?:按[^，。；]{1,6})?全部(?:办结|办理完毕|整改(?:完成|完毕|到位)?|完成(?:整改)?|销号)(?!的)"
)
REST = regex(
    r"(?:其余|剩余|余下|剩下)[^。；]{0,24}?(?:限期|正在|尚未|仍在|责令|抓紧)[^。；]{0,20}?"
    r"(?:实现|已)[^，。；确力争]{0,12}?(?:“?清零”?|全部(?:整改|完成|办结|销号))"
)
TO_COME = regex("确保|力争|争取|计划|拟|将|[底日月年]前")
JOINED = regex("[、和及或]")


@rule(
    "RB308",
    severity=Severity.WARNING,
    zh="“{words}”没有写一共多少件{more}。请写出数字，读者才知道“全部”是多少。",
    en="“{words}” does not say how many there were{more}. Give the figure, so that readers know what “all” is.",
)
def all_done_says_of_how_many(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """What is said to be all done is counted. / 说全部完成的，写明一共多少。

    Nobody can check a rate of 100 % of an unknown number. A figure in the sentence, or in the one before it, is enough;
    plans, and a single problem, are left alone.

    不写总数的“全部完成”，谁也没法核对。这一句或者前一句有数字就行；说打算的、说一个问题的不算。

    Bad:
        ---
        针对热线投诉进行全面梳理，所有工单均已全部办结。
    Good:
        ---
        针对热线投诉进行全面梳理，共有工单46件，均已全部办结。该问题已全部整改到位。确保所有问题全部整改到位。
    """
    found = [hit for passage in passages(bulletin) if not passage.heading for hit in _uncounted(passage)]
    if found:
        yield Spot(found[0].place, {"words": found[0].words, "more": lines_of(found)})


def _uncounted(passage: Passage) -> Iterator[Hit]:
    before = False
    for sentence in SENTENCE.finditer(passage.text):
        counted = any(token.kind in (Kind.COUNT, Kind.RATE) for token in tokens(sentence[0]))
        done = ALL_DONE.search(sentence[0])
        if done and not counted and not before and MANY.search(sentence[0][: done.start() + 1]):
            ahead = "，".join(sentence[0][: done.start()].split("，")[-2:])
            if not INTENT.search(ahead):
                yield Hit(passage, sentence.start() + done.start() - len(ahead), ahead + done[0])
        before = counted


@rule(
    "RB309",
    severity=Severity.WARNING,
    zh="“{label}的{figure}{unit}”把两种状态合成一个数，读者分不出各是多少。请分开写，或在首部 {field} 写明。",
    en="“{label}{figure}” is one figure for two statuses. State them apart, or give {field} in the front matter.",
)
def statuses_stated_apart(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """Each status has a figure of its own. / 每种状态各有各的数。

    部分完成、持续推进的7个 adds up, but cannot be put into a table: how many of the seven are partly done? Silent where
    the front matter gives `parts`, and of figures that are in no ledger of it.

    “部分完成、持续推进的7个”对得上总数，却填不进表：7个里部分完成的是几个？首部写了 parts 的、与首部的账无关的，不提示。

    Bad:
        counts: {unit: 个, total: 20, completed: 13, ongoing: 7}
        ---
        巡察反馈的20个问题，已整改13个，部分完成、持续推进的7个。
    Good:
        counts: {unit: 个, total: 20, completed: 13, ongoing: 7}
        ---
        巡察反馈的20个问题，已整改13个，部分完成3个，持续推进4个。
    """
    for bound in bind(bulletin, stated(bulletin), site):
        ledger = _ledger(bulletin, bound.at)
        if ledger and not ledger.parts and bound.at[-1] == "total":
            for part in filter(_merged, bound.claim.parts):
                facts = {"label": part.label, "figure": part.figure, "unit": bound.claim.unit}
                yield Spot(place(bulletin, bound.claim), facts | {"field": dotted((*bound.at[:-1], "parts"))})


def _ledger(bulletin: Bulletin, here: At) -> Counts | Tally | None:
    return bulletin.tallies[int(here[1])] if here[0] == "tallies" else bulletin.counts if here[0] == "counts" else None


def _merged(part: Part) -> bool:
    """The label joins words of more than one status."""
    statuses = [status_before(words) for words in JOINED.split(part.label) if words]
    return len({one.status for one in statuses if one}) > 1


@rule(
    "RB310",
    severity=Severity.WARNING,
    zh="“{words}”：还有其余的没有改完，就不能说已经清零。请核对，或写明到哪一天清零。",
    en="“{words}”: as long as some are left, it is not all done. Check, or say by when it was.",
)
def what_is_left_is_not_cleared(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """As long as some are left, nothing is cleared. / 还有其余，就不是清零。

    One sentence says that the rest are to be rectified within a time limit, and that all is cleared.

    同一句里先说其余的限期整改，又说已经清零或全部完成。

    Bad:
        ---
        排查隐患120项，完成整改96项，其余隐患已要求限期整改，实现隐患“清零”。
    Good:
        ---
        排查隐患120项，完成整改96项，其余隐患已要求限期整改，确保12月底前清零。其余24项已于12月20日全部完成。
    """
    for passage in passages(bulletin):
        for match, hit in passage.find(REST):
            if TO_COME.search(match[0]):
                continue
            yield Spot(hit.place, {"words": match[0]})


@rule(
    "RB311",
    severity=Severity.WARNING,
    zh="“{quote}”逐条看，已完成{done}{unit}、未完成{left}{unit}；{source}写的是已完成{completed}、未完成{ongoing}。请逐条核对。",
    en="entry by entry, “{quote}” has {done} done and {left} left; {source} says {completed} and {ongoing}. Check each.",
)
def entries_come_to_their_figures(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """The entries of a list come to the figures for them. / 逐条列出的与所说的完成数一致。

    Where every entry says plainly whether it is done, and a tally of that name, or the same paragraph, says of how many.

    每一条都明说完成没有，首部有这本账、或者同一段写了完成几个的，两下要一致。

    Bad:
        ---
        危桥3座，已完工2座，在建1座。3座危桥进展情况：①东桥已完工；②西桥正在施工；③南桥正在招标。
    Good:
        ---
        危桥3座，已完工2座，在建1座。3座危桥进展情况：①东桥已完工；②西桥正在施工；③南桥已完工。
    """
    for one in progress(bulletin, stated(bulletin)):
        if not one.agrees:
            row = bulletin.body.count("\n", 0, one.listed.start)
            column = one.listed.start - bulletin.body.rfind("\n", 0, one.listed.start)
            line = Place(bulletin.body_line + row, column, shorten(bulletin.body.split("\n")[row]))
            yield Spot(line, one._asdict() | {"quote": one.listed.clause, "unit": one.listed.unit})

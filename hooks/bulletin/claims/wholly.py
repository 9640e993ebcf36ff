"""What is said of all, or of the rest, without a number: 全部完成, 均已办结, 其余正在推进."""

from dataclasses import replace

from bulletin.claims import lexicon
from bulletin.claims.facts import Fact
from bulletin.claims.levels import MEASURE
from bulletin.claims.tree import Form, Node, Reading, Slice
from bulletin.claims.units import GROUPS, countable, counts_how_often, tells_the_thing
from bulletin.regex import regex

WHEN = regex(
    "(?:截[至止]|到|于|在)?(?:目前|(?:今年)?[0-9一二三四五六七八九十年月日]+[底末初前]?)|已经?|[均并也现仍]"
)  # 截至2024年12月20日已|全部完成
NAMED = 6  # characters in front of 全部 that name something
AFORESAID = regex("(?:目前|现)?(?:上述|以上|前述|这些)")


def all_done(now: Reading, fact: Fact) -> None:
    """20个已全部完成: a whole of which everything is done."""
    everything_of(now.start(fact), fact)


def everything_of(node: Node, fact: Fact) -> None:
    """A slice of one part, which is all."""
    node.slices.append(Slice(Form.STATUS, everything=True))
    node.slices[-1].put(Node(fact))


def wordless(now: Reading, fact: Fact) -> None:
    """全部完成 and 其余正在推进, without a number."""
    if lexicon.REST.search(fact.before[:6]):
        for node in [now.whole, *now.recent()]:  # 已整改31项，追缴资金13万元，其余加快推进
            if node and node.slices and not node.slices[-1].makes(node.figure):
                node.slices[-1].rest = True
                return
        return
    beside = False
    named = lexicon.PROBLEM.findall(fact.before)[-1:]
    about = [
        node for node in now.recent() if named and node.fact and node.fact.counts(named[0]) and _to_be_done(node, fact)
    ]
    for node in about[:1] or now.recent():
        if not _to_be_done(node, fact) or _of_another(node, fact):
            if beside and node.fact and node.fact.first:
                return
            continue
        assert node.fact
        done = Node(replace(fact, figure=node.fact.figure))
        node.slices.append(Slice(Form.STATUS, everything=True))
        node.slices[-1].put(done)
        beside = node.fact.mark == "、" or node.fact.before.endswith(
            ("和", "及", "与")
        )  # 信访件12件和线索3件，已全部办结
        if not beside:
            return


def _of_another(node: Node, fact: Fact) -> bool:
    """审结135件，纠错29件，纠错案件责任单位全部执行到位: the clause names at length what it speaks of, and it is nothing of the figure."""
    told = lexicon.ALL.search(fact.before)
    words = WHEN.sub("", fact.before[: told.start()]) if told else ""
    name = AFORESAID.sub("", words.removeprefix("所"))
    of = f"{node.fact.before}{node.fact.noun}{node.fact.after}" if node.fact else ""
    return len(name) >= NAMED and not any(name[at : at + 2] in of for at in range(len(name) - 1))


def _to_be_done(node: Node, fact: Fact) -> bool:
    """Something that work is done on, of which nothing is said yet."""
    seen = node.fact
    far = 2 if AFORESAID.match(fact.before) else 1
    if not seen or seen.depth or seen.sentence < fact.sentence - far or counts_how_often(seen.unit) or not seen.unit:
        return False
    if "整改" in fact.before and seen.level == MEASURE:
        return False  # 34个问题，制定95条措施，已全部完成整改
    if (
        (seen.unit == "批次" and "合格" not in fact.before)
        or seen.unit in GROUPS
        or (seen.noun.startswith(("单位", "部门")) and seen.noun[:2] not in fact.before)
    ):
        return False
    told = countable(seen.unit) or bool(lexicon.PROBLEM.search(seen.before[-8:] + seen.noun))
    told = told or (tells_the_thing(seen.unit) and seen.sentence == fact.sentence and seen.clause == fact.clause - 1)
    if seen.before.startswith("涉及") and seen.mark == "，":
        return False  # 信访件7件，涉及9个问题，已全部办结: the 7 are
    return bool(told) and not any(cut.form == Form.STATUS for cut in node.slices)

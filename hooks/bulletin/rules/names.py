"""RB705, RB707: names that vary within one bulletin, and words that point back to nothing; shown only where that is clear."""

from collections.abc import Iterator

from bulletin.findings import Severity, Words
from bulletin.model import Bulletin
from bulletin.passages import HAN, Hit, by_words, hits, passages
from bulletin.regex import regex
from bulletin.rules import Spot, rule
from bulletin.site import Site

KINDS = "支队|大队|总队|局|厅"
ORGAN = regex(
    rf"(?:^|[^{HAN}]|[由与和向经对时将被请让会同为给])(?P<said>[省市县区](?:(?![省市县区和与及、])[{HAN}]){{2,10}}?(?:{KINDS}))"
)
# 该 before what many things can be called is left alone: 该公司 points back to a name that need not hold the word.
GENERAL = (
    "产品|商品|食品|药品|器械|设备|设施|建筑|房|楼|栋|幢|户|摊|作坊|商|酒店|饭店|餐厅|食堂|宾馆|网|账号|栏目|数据|指标|政策|规定|条例|法|标准|规范|"
    "意见|决定|合同|协议|模式|做法|现象|隐患|风险|群体|行政|违法|当事|嫌疑|驾驶|男子|女子|老人|患者|学生|教师|职工|种|套|台|起|份|宅|"
    "线|塔|井|池|塘|渠|坝|水|流域|"
    "企业|单位|公司|集团|机构|部门|行业|领域|问题|项目|工程|工作|事项|线索|案|事|件|情况|行为|方面|平台|系统|制度|办法|方案|通知|报告|文|"
    "措施|任务|资金|专项|区域|地|处|点|片|段|车|船|桥|路|河|湖|库|园|小区|场|店|站|所|厂|矿|院|校|中心|基地|社区|局|厅|县|市|区|镇|乡|村|省|州|旗|街道|"
    "科|队|组|会|委|党|支部|人|员|户|家|同志|干部|负责|名|位|类|项|条|款|批|次|期|届|年|月|日|时|笔|宗|块|同|应|当|不|是"
)
POINTING = regex(rf"(?<![应活本])该(?!{GENERAL})(?P<noun>[{HAN}]{{2}})")
OURSELVES = regex(r"我们[局厅委]|(?<!自)我[局厅委](?![员托派])|本[局厅](?!部)")


@rule(
    "RB705",
    severity=Severity.WARNING,
    zh="同一单位有几种叫法：{names}。请统一。",
    en="one organ goes by several names: {names}. Use one.",
)
def one_name_for_one_organ(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """An organ goes by one name. / 一个单位一种叫法。

    Two names are taken for one organ only where the shorter is the longer without words in its middle
    (市交通执法支队, 市执法支队), and where the bureau speaks of itself in two ways (我局, 我们局).

    只在很清楚时提示：短的名称是长的名称去掉中间几个字，如“市交通执法支队”与“市执法支队”；或者自称不一，如“我局”与“我们局”。

    Bad:
        ---
        市交通执法支队牵头，由市执法支队统一指挥。
    Good:
        ---
        市交通执法支队牵头，由市交警支队配合，我局负责监督。
    """
    for same in [*_shortened(bulletin), _ourselves(bulletin)]:
        if len(same) > 1:
            zh = "、".join(f"“{kind[0].words}”（第{kind[0].line}行）" for kind in same)
            en = ", ".join(f"“{kind[0].words}” (line {kind[0].line})" for kind in same)
            yield Spot(same[-1][0].place, {"names": Words(zh, en)})


def _ourselves(bulletin: Bulletin) -> list[list[Hit]]:
    return by_words(hits(bulletin, OURSELVES))


def _shortened(bulletin: Bulletin) -> Iterator[list[list[Hit]]]:
    """Pairs of a full name and of the same without its middle; a name that would fit two full ones is left alone."""
    named = {same[0].words: same for same in by_words(_organs(bulletin))}
    for short, found in named.items():
        longer = [name for name in named if len(name) > len(short) and name[0] == short[0] and name.endswith(short[1:])]
        if len(longer) == 1 and len(short) >= 5:
            yield sorted((named[longer[0]], found), key=lambda same: (same[0].line, same[0].offset))


def _organs(bulletin: Bulletin) -> list[Hit]:
    return [hit for passage in passages(bulletin) for _, hit in passage.find(ORGAN)]


@rule(
    "RB707",
    severity=Severity.WARNING,
    zh="“{words}”指的是什么？前文没有说到“{noun}”。请写全名称。",
    en="what is “{words}”? “{noun}” has not been spoken of before. Give its full name.",
)
def what_is_pointed_to_has_been_named(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """What is pointed back to was named before. / “该”所指的，前文说到过。

    A paragraph that was cut out of a longer text may still say 该隔离带, of which readers have not heard. Words that
    stand for many things (该公司, 该项目) are left alone.

    从长稿里摘出来的段落，会留下“该隔离带”这样没头没尾的说法。“该公司”“该项目”这类可以指很多事物的词不算。

    Bad:
        ---
        巡察组提出该隔离带缺失问题后，立即进行了整改。
    Good:
        ---
        中央隔离带有一处缺失。巡察组提出该隔离带缺失问题后，该公司立即进行了整改。
    """
    before = [bulletin.title]
    for passage in passages(bulletin):
        for match, hit in passage.find(POINTING):
            if not any(match["noun"] in text for text in (passage.text[: match.start()], *before)):
                yield Spot(hit.place, {"words": match[0], "noun": match["noun"]})
        before.append(passage.text)

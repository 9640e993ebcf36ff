"""RB602, RB603: figures in the prose that were struck out (XX, **), and what a deleted figure left behind."""

import re
from collections.abc import Iterator

from bulletin.claims.unmarked import COUNTED
from bulletin.model import Bulletin
from bulletin.passages import HAN, Hit, listed, passages, times
from bulletin.regex import regex
from bulletin.rules import Spot, rule
from bulletin.site import Site

STARS = regex(r"(?<![*＊])(?:\\?\*)+|＊+")
LETTERS = regex(
    rf"(?<![A-Za-z])(?:(?:[Xx]{{2,}}|[ＸｘＸ]{{2,}}|×{{2,}})(?![A-Za-z]|\d*[A-Za-z])|[XxＸｘ×](?=[{COUNTED}]))"
    r"|(?<![一二三四五六七八九十〇零○])○{2,}(?![一二三四五六七八九十〇零○])"
)
MULTIPLIED = regex(rf"(?<=[\d米])×(?=[{COUNTED}])")  # 长5米×宽3米 has its digits
PRIVATE = regex(  # 138****1234, 豫A***12, 4****************X: hidden as they should be
    r"(?<=\d)(?:[*＊]|\\\*)+(?=\d)|(?<=\d)[Xx]{4,}(?=\d)|(?<=[A-HJ-NP-Z])(?:[*＊]|\\\*)+(?=\d)|(?<=\d)(?:[*＊]|\\\*){4,}(?=[Xx](?!\w))"
)
SURNAMES = (
    "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许吕张曹严魏陶姜谢邹苏潘葛范彭鲁韦袁柳唐薛雷贺倪汤殷郝顾孟黄萧尹姚邵汪祁戴宋庞熊舒祝董梁杜阮季贾江童颜郭梅林徐邱"
    "骆夏蔡田胡霍柯卢丁邓崔龚邢裴翁侯武刘詹叶黎谭聂"
)
HIDDEN = regex(  # 驾驶员张××: a name that is hidden is no figure
    rf"(?:(?<![{HAN}])|(?<=[对由将给与及和人员者长民主工生师]))[{SURNAMES}]((?:[XxＸ×*＊]|\\\*){{1,2}})(?![XxＸ×*＊\\\d{COUNTED}])"
)
BOLD = regex(
    rf"(?<!\*)\*\*(?=[^\s*])([^*，。；、\n]{{2,40}}(?<=[^\s*])(?=\*\*(?![*{COUNTED}]))|[^*，。；、\n]{{0,40}}\d[余多%％]?)\*\*(?!\*)"
)
SLANT = regex(rf"(?<!\*)\*(?=[^\s*])([^*，。；、\n]{{2,40}})(?<=[^\s*])\*(?![*{COUNTED}])")
BULLET = regex(r"^[ \t]*\*[ \t]", re.MULTILINE)

DELETED = regex(
    rf"([{HAN}]{{0,3}}(?<=[{HAN}])(?<!百分)(?<![位号例])[%％])(?![{HAN}])"
    rf"|([{HAN}]{{0,3}}(?<=[投资额资金收入产值任务合计共计约达成节约追缴偿款])(?<![万亿数])(?:亿元|万元|万吨公里)(?!以[上下]|级|户|企业|项目|产值|大关|[镇村楼]|单位|车))"
    rf"|([{HAN}]{{0,3}}(?<=[长程路约线地对])公里(?!数|[桩碑牌标处计为以]))"
    r"|((?:出|任务|完成|计划|目标|指标|入库|投资|下达)数[十百千]?(?:亿元|万元))"
    r"|((?:\d{1,2}|[Xx×＊*]{1,2})月(?:\d{1,2}|[Xx×＊*]{1,2})[前起])"
    rf"|([{HAN}]{{0,3}}(?<=方面)[个项条](?:具体)?(?:问题|任务))|(给予[^，。；\n]{{1,8}}处分人)(?=[，。；])|(\d,\.\d+)"
)
HIDING = regex("[*＊XxＸｘ×○]")  # no mask without
UNIT = regex("[%％]|[亿万]元|公里|月")  # nothing deleted without


@rule(
    "RB602",
    zh="正文里还有遮盖的数字或名称{n}处：{marks}，第一处在第{line}行。公布前请补上；不能公布的，改写这句话。",
    en="masks are left in the prose, {n} in all: {marks}, the first on line {line}. Fill them in, or write the sentence without them.",
)
def no_masks_in_prose(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """No figure in the prose is left masked. / 正文里没有遗留的遮盖。

    XX, ××, `**`, `\\*\\*` and X月X日, all in one finding, also where Markdown would take a pair of `**` for bold type.
    Telephone and identity numbers that are hidden in part (138****1234) are left alone, and so are names (张××).

    XX、××、`**`、`\\*\\*`、X月X日都算，合成一条提示；成对的 `**` 会被当作加粗而看不见，也算。
    部分隐去的电话、身份证号（138****1234）和姓名（张××）不算。

    Bad:
        ---
        排查隐患XX处，完成整改\\*\\*处。
    Good:
        ---
        排查隐患618处，**整改情况：**联系人电话138\\*\\*\\*\\*1234，板材规格3×5米，构建“5+X”机制。
    """
    if found := masks(bulletin):
        yield Spot(found[0].place, {"n": len(found), "marks": times(found), "line": found[0].line})


def masks(bulletin: Bulletin) -> list[Hit]:
    """Every mask in the prose, in order."""
    starred = _starred(bulletin)
    found = []
    for passage in (each for each in passages(bulletin) if HIDING.search(each.text)):
        left_alone = {offset for match in MULTIPLIED.finditer(passage.text) for offset in range(*match.span())}
        left_alone |= {offset for match in PRIVATE.finditer(passage.text) for offset in range(*match.span())}
        left_alone |= {offset for match in HIDDEN.finditer(passage.text) for offset in range(*match.span(1))}
        left_alone |= {match.end() - 2 for match in BULLET.finditer(passage.text)}
        if not starred:
            left_alone |= {
                end for pair in (BOLD, SLANT) for match in pair.finditer(passage.text) for end in _ends(match)
            }
        spots = [*passage.find(STARS), *passage.find(LETTERS)]
        found += sorted((hit for _, hit in spots if hit.offset not in left_alone), key=lambda hit: hit.offset)
    return found


def _ends(match: re.Match[str]) -> tuple[int, int]:
    return match.start(), match.end(1)


def _starred(bulletin: Bulletin) -> bool:
    """Whether stars are surely masks here: some are escaped, odd, alone, or stand before a counting word."""
    for passage in (each for each in passages(bulletin) if HIDING.search(each.text)):
        rest = BULLET.sub("", SLANT.sub("", BOLD.sub("", PRIVATE.sub("", passage.text))))
        if STARS.search(rest):
            return True
    return False


@rule(
    "RB603",
    zh="像是数字被删去了，共{n}处：{places}。请补上数字，或改写这句话。",
    en="a figure seems to have been deleted in {n} places: {places}. Put it back, or write the sentence without it.",
)
def nothing_deleted(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """No unit is left without its figure. / 没有被删去数字的单位。

    总投资亿元, 全长公里, 增速％; 出数亿元, which once said 出数3亿元 and now reads as several hundred million; 9月20前 without its 日.

    如“10个方面个问题”“总投资亿元”“全长公里”“增速％”；“出数亿元”原是“出数3亿元”，删去数字后成了“几亿元”；“9月20前”缺“日”字。

    Bad:
        ---
        项目总投资亿元，全长公里，同期增速％。
    Good:
        ---
        总投资3亿元，全长20公里，增速5％，是亿元以上项目，占比（％）见表。
    """
    if found := [hit for hit in deleted(bulletin) if "|" not in hit.place.quote]:
        yield Spot(found[0].place, {"n": len(found), "places": listed(found)})


def deleted(bulletin: Bulletin) -> list[Hit]:
    """Every place where a figure seems to have been deleted."""
    found = (passage.find(DELETED) for passage in passages(bulletin) if UNIT.search(passage.text))
    return [hit._replace(words=match[0]) for each in found for match, hit in each]

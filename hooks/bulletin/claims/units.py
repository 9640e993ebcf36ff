"""The words that figures are counted in, and which of them can be counted together."""

import re
from functools import cache

# Kinds of units: figures in one kind can be added and compared; `thing` holds the words that drift for one another
# in real bulletins (8件 -> 8个, 25条 -> 25项); a unit that is in no kind goes only with itself and, if plain, with 个.
KINDS: dict[str, str] = {
    "thing": "个 件 项 条 处 起 宗 例 桩 封",
    "vehicle": "辆 台 部 台套",
    "person": "名 人 位",
    "money": "元",
    "length": "公里 千米 延米 米",
    "area": "亩 公顷 平方米 平方公里 平米 ㎡ km² m²",
    "weight": "吨 公斤 千克",
    "lot": "批 批次",
}
TIMES = "人/次 次 场次 场 期 轮 人次 车次 台次 家次 户次 车/次 家/次"  # how often, not how many: never parts of a whole
PLAIN = (
    "家 户 村 所 座 份 块 只 栋 幢 套 间 艘 架 支 篇 种 本 册 张 幅 "
    "面 口 眼 盏 根 棵 株 组 队 班 片 段 笔 单 立方米 万吨公里 枚 对 种类 类 题 孔 趟 箱 瓶 扇 杆 罐 窝 票 尾 头 具 款 桶 顶 "
    "站 卷 伙 床 立方"
)
GROUPS = ("类", "方面", "大类", "大项", "小项", "种", "种类")

_KIND = {unit: kind for kind, units in KINDS.items() for unit in units.split()}
_TIMES = set(TIMES.split())
_TELLING = {"家", "户", "座", "栋", "幢", "间", "艘", "所", "批次", "辆"}
_NOT_BEFORE = {  # what follows makes another word of it: 处理, 条例, 人大, 名单, 起来
    "处": "理置罚分于长境",
    "条": "例件",
    "人": "大民员均才事社",
    "名": "单称额义录",
    "起": "来到草步诉",
    "次": "数序要",
    "家": "庭长属",
    "村": "民委庄镇口干支级",
    "位": "于置列",
    "期": "间限内末",
    "组": "织成建长",
    "段": "时",
    "部": "门分署委",
    "面": "积临向对",
    "口": "径头号",
    "本": "级地轮次着市县区局部批年月周文身",
    "班": "子",
    "对": "于照应标接象口",
    "单": "位独",
    "支": "部持付撑队出",
    "间": "接隔",
    "只": "有要能是",
    "队": "伍员",
    "片": "区",
    "户": "外籍口",
    "张": "贴",
    "例": "会行如",
    "份": "子",
    "批": "准复评示",
    "场": "所景地",
    "轮": "流换岗",
    "台": "账",
    "所": "有属在",
    "元": "旦",
    "米": "粉",
    "块": "状",
    "类": "似型",
    "种": "植",
    "根": "据本",
    "架": "构",
    "篇": "幅",
    "笔": "录",
    "套": "取",
    "卷": "宗烟入",
    "伙": "食伴同",
    "床": "位",
    "册": "子",
    "幅": "度",
    "个": "别人月",
    "件": "次",
}


def _pattern(unit: str) -> str:
    if unit.endswith("项"):
        return unit + "(?!目(?!标))"  # 145项|目标任务, 12|项目, 3|大项目
    return re.escape(unit) + (f"(?![{_NOT_BEFORE[unit]}])" if unit in _NOT_BEFORE else "")


UNITS = sorted({*_KIND, *_TIMES, *PLAIN.split(), *GROUPS}, key=len, reverse=True)
UNIT = "(?:大|小)?(?:" + "|".join(map(_pattern, UNITS)) + ")"


def counts_how_often(unit: str) -> bool:
    """The unit counts occasions (会议3次, 督办函26期), which are parts of nothing."""
    return unit in _TIMES


def countable(unit: str) -> bool:
    """The unit counts problems and measures, as 个, 项, 条 do; 家, 人, 公里 do not."""
    return _KIND.get(unit) == "thing" or unit in GROUPS


def tells_the_thing(unit: str) -> bool:
    """The unit is used of one kind of thing only, more or less: 家, 栋, 批次; not 个, 件 or 份, nor 人, 元, 亩."""
    return unit in _TELLING


@cache
def together(one: str, other: str) -> bool:
    """Figures in the two units can be parts of one whole; a figure without a unit goes with any."""
    if not one or not other or one == other:
        return True
    if counts_how_often(one) or counts_how_often(other):
        return False
    one, other = (unit.removeprefix("小") if unit == "小项" else unit for unit in (one, other))
    kinds = {_KIND.get(one), _KIND.get(other)}
    if "个" in (one, other) and None in kinds:
        return kinds == {"thing", None}
    return len(kinds) == 1 and None not in kinds


def of_one_kind(one: str, other: str) -> bool:
    """Beyond doubt the same things: not 个, which may count anything, beside 家 or 座."""
    return together(one, other) and (not one or not other or one == other or _KIND.get(one) == _KIND.get(other))

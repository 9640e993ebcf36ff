"""The words of rectification: statuses as real bulletins print them, and the cues that tell what a figure is to its neighbours.

Statuses are composed, not listed: a word of work (整改, 办理, …) with what says how far it has come (已, 正在, 未, 基本, …).
"""

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from bulletin.regex import regex


class Status(StrEnum):
    """How far the work on a part has come. The words are kept as printed beside it: 已完成或基本完成 is not forced into one."""

    COMPLETED = "completed"
    BASICALLY = "basically_completed"
    ONGOING = "ongoing"
    UNFINISHED = "not_started/unfinished"
    OTHER = "other"


DONE = {Status.COMPLETED, Status.BASICALLY}
LEFT = {Status.ONGOING, Status.UNFINISHED}


class Wording(NamedTuple):
    """A status found in words: its bucket, where it starts and ends."""

    status: Status
    start: int
    end: int


_WORK = (
    "(?:自行整改|自改|整改|整治|治理|办理|处理|处置|清理|落实|复工|复产|解决|化解|查处|消除|修复|验收|销号|完成|动工|开工|完工|竣工|建成(?!区)|达标|达到|通过|办结|"
    "结案|办复|答复|回复|采纳|拆除|取缔|关停|关闭|改造|搬迁|安置|兑付|清偿|拨付|修缮|发放|偿还|实施|推进|整顿|纠正|到位|更换|退还|追回|收回|兑现|交房|摘牌|清零|化解|安装|归还|上缴|调处|清退|投产|入库|加固|供水|通车|交付|投用|立案|销案|开展|使用|用|改(?:完|好|到位)?(?![革造善为制由版变建])|办(?:成|毕|好)?(?![法公事]))"
)
_END = "(?:完成|完毕|到位|销号|办结|完结|结案|完工|竣工|达标|清零|验收)"
_SPEED = "(?:有序|加快|加紧|抓紧|稳步|全力|积极|持续|继续|深入|分类|跟踪|督促|逐步|同步|着手)"
_PER = "(?:按[^，。；、]{0,4}?)?"
_AIM = "(?:序时|时序)?(?:进度|目标|要求|标准|任务|计划)"
_BY = (
    "(?:已经|均已|都已|(?<!表)现已|已|当场|当即|立即|现场|自行|推动|主动|陆续|先后|逐一|分别|成功|被|全部|全面|提前|超前|超额|即时|按期|按时|如期|及时|顺利|"
    "(?<![日月年人户平])均|依法|整体|累计)"
)

_PATTERNS = {
    Status.UNFINISHED: (
        rf"[CD丙丁]类(?!别)|(?:尚未|仍未|还未|暂未|均未|未能|未|没有|没(?![收有])|尚不能|暂时不能|暂不能|基本不能|不能|不予(?!立案|受理)|未予|暂不|无法|难以|尚不|不)(?:按[^，。；、]{{1,3}})?"
        rf"(?:得到|能够|全部|正常|有效|转|实现)?(?:{_WORK}|启动|进场|动工|达(?={_AIM}))(?:{_WORK}|{_AIM})*|(?:推进|进展|进度)?(?:缓慢|偏慢|较慢|滞后)|(?:欠|落后)(?:序时|时序)?进度|落后|"
        rf"(?:项目)?前期(?!项目)(?:工作)?(?:阶段)?|(?:正在)?制定(?:整改)?方案|申请延期(?:{_WORK})?|留作参考|(?:待|准备){_WORK}|不合格|(?:超期|超时|逾期)?未(?:{_WORK}|结(?!案))"
    ),
    Status.BASICALLY: (
        rf"(?:已经|已|均已|目前)?(?:基本|阶段性|(?<!分)阶段(?=办结|完成)|部分|初步|大部分|主体)(?:得到|上)?{_WORK}+|取得(?:了)?阶段性(?:成果|成效|进展)|完成阶段性(?:整改|办结|目标|任务)"
    ),
    Status.ONGOING: (
        rf"[B乙]类(?!别)|(?:正在|仍在|还在|尚在|正){_PER}(?:{_SPEED}|组织)*(?:{_WORK}|施工|建设|核查|调查|审核|进行|实施)+(?:之中|中)?|(?:(?:(?:按照?)?(?:序时|时序)|按照?(?:计划|进度|方案|节点))[^，。；、]{{0,2}}?|{_SPEED})(?:{_SPEED})*(?:{_WORK}|巩固|坚持|跟进)+(?:之中|中)?|"
        rf"(?:{_WORK}|施工|建设|核查|调查|审核|进行|推进)(?:之中|中(?!心|央))|(?:已)?(?:列入|纳入)[^，。；、]{{0,6}}[计规]划|"
        rf"(?:已)?(?:达到?|超过?|按)(?:[或、]?超过?)?(?:序时|时序|目标)?进度|(?:达|超|按)(?:序时|时序)(?!进度)|在建|在办|(?:已|均已|刚|全面)?启动|(?:进展|推进)(?:较快|顺利|正常|良好)|有(?:一定)?(?:进度|进展)|"
        rf"长期(?:坚持|整改|推进)|(?:已|均已|已经)?(?:全部|均)?采取(?!灵活)[^，。；、]{{0,4}}措施|(?<=或)计划{_WORK}|(?:限期|督促|责令(?:限期)?|要求)(?:整改|改正)|开工(?:整治|建设|整改)?|(?:停产|停业|停工)(?:整治|整改|整顿)|推进(?![未不])|正常推进|转入?(?:持续|长期)整改"
    ),
    Status.COMPLETED: (
        rf"[A甲]类(?!别)|达到(?:治理|整治|验收|建设)?{_AIM}|(?<!不)合格|(?!全面(?:开展|实施|推进)){_BY}+(?:{_WORK})+(?:{_AIM})?|(?:已经|均已|已)(?:按|由|于|通过|经|向|在)[^，。；、已未正]{{1,10}}?(?:{_WORK})+|完成(?:了)?(?:{_WORK})*|{_WORK}*{_END}|办结|结案|完工|竣工|(?:审执?|执|查|侦)结(?=(?:各类)?(?:案件)?$)|(?:侦破|告破|破案)(?=$)|办[成毕](?=$)|{_WORK}+(?:结束|完结|了结)|(?:已)?建成(?!区)(?:投用)?|超(?:时|期)(?:办理|办结|结案|完成|整改)|达到?预期(?:目标)?"
    ),
}
_BARE = regex(
    "(?:本[周月日季年批期]|当[月日年]|今年|年内|共)?(?:按期|按时|及时)?(?:(?:整改|办理|处置|处理|解决|落实|整治|化解|回复|答复|办复){1,2}|采纳(?:落实)?)的?"
)
_DONE_TO = regex(
    "[^，。；、]{0,8}(?:问题|隐患|任务|建议|事项|案件|线索|投诉|提案)(?P<work>(?:已经?|均)?(?:整改|处置|采纳|落实|化解|办理|治理|处理|解决)(?:了)?)"
)  # 审计建议采纳|89条
DID = regex("(?:完成|整改|治理|消除|办结|办理|处置|处理|销号|化解|整治|拆除|修复)(?:了)?$")  # 23条水体消除|21条
_ONE = "|".join(f"(?P<{status.name}>{pattern})" for status, pattern in _PATTERNS.items())
_STATUS = regex(
    f"(?:{_ONE})(?!率|情况|时限|措施|方案|工作|[^，。；、]{{0,3}}(?:率|措施)|{_WORK}*(?:较好|有力|得力|不力))"
)
_JOINED = regex("[或和及与并、以且了（]*(?:者|且|需)?")
_OBJECT = regex(
    "(?:的)?(?:[^，。；、已未正]{0,8}?(?:问题|任务|隐患|事项|项目|信访件|举报件|转办件|案件|线索|投诉|点位|图斑|工程|建议|提案|诉求|黑臭水体|水体|整治|整改|治理))?"
    "(?:的)?(?:有|为|共|共计|计|达|达到|了|数|仅|分别为|分别有)?"
)


_TASK, _REACHED = regex("任务(?:数|量|总数)?(?:为|是|共)?"), regex("完成|已|达到|超额")
_BESIDES = regex("(?:公示|公开)?并[^，。；、已未正]{2,16}?(?=的|$)")  # 已办结|公示并向督察组反馈|的问题为|94件
_THING = regex(  # 已整改房屋|69栋; not 已完成制度修订|12项
    "(?:(?!制度|机制|措施|办法|规定|方案|修订|修改|完善|新建|新增|出台|台账|会议|培训|活动|谈话|约谈|追缴|退款|资金|投资|罚款|报告|人员|责任)"
    "[^，。；、已未正]){2,4}"
)


# A verb that is not in the lexicon, between 已, 正在, 未 and the figure. What counts work (已发现, 已下发) is no status.
_COUNTING = (
    "发现|收|接|受理|排查|摸排|检查|巡查|抽查|调查|核查|发|印|下|签|制定|出台|建立|修订|新|增|细化|分解|形成|召开|开展|组织|"
    "举办|培训|投|安排|移|转|交|立|查|问|追|处|约谈|罚|有|达|超|申|报|列|纳|上(?!线)|累计|为|共|覆盖|涉及|认领|梳理|提|走访|连续"
)
_LOOSE = regex(
    rf"(?P<UNFINISHED>(?:尚未|仍未|还未|暂未|均未|还没|没有|未能)[^，。；、：]{{1,5}}|待[^，。；、：遇]{{1,4}}|不合格[^，。；、：]{{0,3}})(?:的|的有)?$"
    rf"|(?P<ONGOING>(?:正在|仍在|还在|尚在|尚需|仍需)[^，。；、：]{{1,6}})(?:的|的有)?$"
    rf"|(?P<COMPLETED>(?:(?:已经|均已|现已|已(?!经))(?!{_COUNTING})[^，。；、：]{{2,3}}|(?:整改|验收|复查|复核)合格))(?:的|的有)?$"
)


@lru_cache(4096)
def loosely(text: str) -> Wording | None:
    """A status that `text` ends with by its adverb alone: 已封堵, 正在走程序, 尚未报送."""
    match = _LOOSE.search(text[-12:])
    if not match:
        return None
    start = max(0, len(text) - 12) + match.start()
    return Wording(Status[str(match.lastgroup)], start, len(text))


def guessed(text: str) -> bool:
    """The status in front of a figure is known by its adverb alone."""
    return not _STATUS.search(text) and loosely(text) is not None


_LASTING = regex("长期|持续|继续|跟踪")
_PLANNED = regex(
    "(?:(?<![或入])计划|应|需|须|拟|目标|任务|年度)[^，。；、已未]{0,2}$"
)  # 计划开工255项 is a target, not a status
_AS_PLANNED = regex("按[^，。；、]{0,6}$")  # 按年度目标完成


@lru_cache(4096)  # the same few words come again and again
def status_before(text: str) -> Wording | None:
    """The status that `text` ends with, in front of a figure: 已完成整改|19个, 完成整改任务|8项, 整改|5个; composite ones in one."""
    words = [_wording(match) for match in _STATUS.finditer(text)]
    if not words:
        if done := _DONE_TO.fullmatch(text):
            return Wording(Status.COMPLETED, done.start("work"), len(text))
        return Wording(Status.COMPLETED, 0, len(text)) if _BARE.fullmatch(text) else loosely(text)
    last = words[-1]
    if text.startswith("类", last.end) and text[last.start] not in "已正未尚均":
        return None  # 持续整改|类问题: a kind
    if _TASK.fullmatch(text, last.end) and not _REACHED.search(text):
        return None  # 基本建成任务2600套: what is to be done
    if (
        _PLANNED.search(text[: last.start])
        and not _AS_PLANNED.search(text[: last.start])
        and text[last.start] not in "已均"
        and not _LASTING.match(text, last.start)
    ):
        return None
    for at, word in enumerate(words):
        besides = _BESIDES.match(text, word.end)
        if besides and _OBJECT.fullmatch(text, besides.end()):
            return _composite(text, words[: at + 1], at)._replace(end=words[-1].end)
    if not _OBJECT.fullmatch(text, last.end) and not ("已" in text and _THING.fullmatch(text, last.end)):
        return loosely(text)
    return _composite(text, words, len(words) - 1)


@lru_cache(4096)
def status_after(text: str) -> Wording | None:
    """The status that follows a figure and perhaps a noun: 15个|正在整治, 3个|问题正在整改之中."""
    match = _STATUS.search(text)
    far = 4 if match and match.group()[-1] == "类" else 24 if match and match.group()[0] in "已均正尚" else 14
    if not match or match.start() > far:
        return None
    return _wording(match)


def done_and_more(text: str) -> Wording | None:
    """A status that a clause begins with, and what was done besides: 已全部完成整改|并退回超收费用."""
    match = _STATUS.match(text)
    return _wording(match) if match and text.startswith(("并", "且"), match.end()) else None


def _wording(match: re.Match[str]) -> Wording:
    return Wording(Status[str(match.lastgroup)], match.start(), match.end())


def _composite(text: str, words: list[Wording], index: int) -> Wording:
    """A status together with those joined to it by 或, 和, 并: parts of two buckets are `BASICALLY` unless none is done."""
    start, found = words[index].start, {words[index].status}
    while index and _JOINED.fullmatch(text, words[index - 1].end, start):
        index -= 1
        start = words[index].start
        found.add(words[index].status)
    if len(found) == 1:
        return Wording(found.pop(), start, words[-1].end)
    done = found & {Status.COMPLETED, Status.BASICALLY}
    return Wording(Status.BASICALLY if done else Status.ONGOING, start, words[-1].end)


FAULT = regex("不够?(?:到位|达标|落实|合格|通|改|用)")
COUNTED = regex("(?:发现|存在|抽查|复查|复核)(?:了)?$|(?:梳理|排查|摸排|清理|核查|检查|查|筛选|统计|认领)出(?:的)?$")
# What is meant may not have happened: 确保全部整改到位, 年底前全部完成.
INTENT = regex(
    "确保|力争|争取|要求|务求|务必|力求|计划(?:于|在)|将于|将在|将全|下一步|下步|前全|前完成|必须|应当|努力|有望|切实做到|保证|推动|直[至到]|督促|不少于|实现"
)
ALL = regex("全部|均|全(?=部|面)|都(?=已)|(?<!进行)(?<!的)逐一")
COMPARED = regex(
    "(?:^|[^对相可])(?:比|较)(?!例|重|率|高|大|为|好)[^，。；、]{1,10}(?:的|时)$|(?:增加|减少|增长|下降|上升|提高|压减)了$"
    "|(?:同比|环比|[比较](?:上一?[年月期季周]|去年|年初|同期)[^，。；、]{0,6}?)(?:净?增加?|增长|减少|下降|上升|提高|多|少)$"
)
ALREADY = regex("已(?:经)?有?$")
WHOLLY = regex("已|均|现|全|都")
NOUN = regex("^[^，。；已未正]{0,8}?(?:问题|隐患|案件|信访件|举报件|事项|投诉|任务|项目|线索|工单|点位)(?=.)")
SUBSET = regex("[对就将把从]?(?:其中|内含|包含|包括|含|涵盖)(?:的|有|：)?")
AT_ONCE = regex(
    "(?:移交|含|包括)?(?:立行立改|即知即改|边查边改|立查立改)(?:的)?(?:问题|事项)?$|重点关注"
)  # always among the problems just named
NAMELY = regex("(?:其中|包括|分别为|分别是)[：，]?$|前[二三四五六七八九十\\d]{1,3}[^，。；：]{0,6}：$")
MEANT = regex(
    "要求[^，。；]{0,12}的$|力争|争取|确保|预计|(?<![按入])计划(?:今年|年内|于|对)|拟于|将于|力求|(?<!已于)(?:底|月|日|年)前"
)
BY_THEN = regex("已[于在][^，。；]{1,8}前")
REST = regex("余(?=$)|其余的?|剩余的?|余下的?|剩下的?|(?:还|仍|仅|只)剩(?:余|下)?(?:的|有)?")
CUT_BY = regex("按[^，。；]{0,12}(?:分|看|统计|计)|从[^，。；]{0,12}[看分]|分类|类型|来源|区域")
EACH = regex("分别(?:为|有|是|达|达到|占|完成)?")
SUM = regex(
    "(?:共计|合计|总计|总共|累计共|一共|小计|总[数量](?=为|是|达|$)|共|^(?:以上|上述|前述)(?!$)[^，。；、]{0,4}|^(?:以上|上述|前述)$)(?:为|有|达|是)?"
)
SUMMED = regex(f"{SUM.pattern}|累计")  # behind a list that makes it up exactly
AMONG = regex("[^，。；、已未正]{0,10}?(?:当中|之中|中|里)(?=$|[已未正有尚仍开完办，])")
OF = regex("^(?:约|大约|仅|只|也|还|已|共|各|总共)?占[^，。；]{0,10}$")
OF_TASK = regex("完成(?:了)?[^，。；]{0,8}(?:任务|目标|计划)(?:数|量|总数|总量)?$")
SCOPE = regex(
    "(?:^|[，、])(?:(?P<of>[对就])(?:于|其中|这)?)?(?P<name>[^，。；：、对就]{2,16}?)(?:之?当?中|里|方面|(?(of)|(?!)))，$"
)  # 第三批中，已办结12件
CALLED = regex("率|(?:完成|整改|办结|销号)比例")
BAND = regex("的(?!其余)|至|[-—~～]")  # 完成率80%以上的21项: no share of these 21
ANOTHER = regex("(?:另|还|尚|仍)有|另外|另$")
RATE = regex("率|占|比例|比重|进度|完成|百分比")
OVERLAP = regex(
    "会同|与[^，。；、]{1,10}[合联会]办|多个|多种|多类|重复|共同|交叉|兼有|同时(?:涉及|属于|计入)|分别(?:计入|统计)|涉及[多两二三]|不止一|重叠|含上|并列|多选"
    "|\\d[^，,。；;]{0,6}件[^，,。；;]{0,3}涉及?[2-9两二三多]"
)
SOME = regex(
    "主要|前[二三四五六七八九十]|最[多少高低]|等(?:$|[，。；）])|部分(?!属实|整改|完成|解决|落实)|典型|重点|例如|如[：:]"
)
TOP = regex("前[\\d二三四五六七八九十]{1,3}[位名]|居前|排名|[较最]多的")  # the largest only
TARGET = regex("计划|目标|任务数?$|指标|年度|应")
REACHED = regex("惠及|受益|覆盖|服务|走访|涉及")  # 惠及居民4.2万户，已竣工98个: who benefits is none of what is built
SOURCE = regex("(?:群众)?(?:来电|来信|来访|电话|信件|网络|微信|邮件|电子邮件)(?:举报|反映|受理)?(?:的)?")
BODIES = regex("省份|省|城市|地市|市州|县|区县|乡镇|街道|单位|部门|企业|村|社区")  # 5个省份已完成: no part of problems
PROBLEM = regex(
    "问题|隐患|任务|信访|举报|案件|事项|工单|投诉|点位|图斑|建议|提案|诉求|线索|项目|信件|留言|缺陷|风险点|水体|工程"
)
LEVEL = regex(
    "(?:大类|类别|类型|(?<![ⅠⅡⅢⅣⅤIV])类|方面|大项(?!目)|小项(?!目)|具体问题|问题|措施|任务|具体工作内容|表现|情形|意见建议|意见|建议|举措|对策|环节|领域|板块|隐患|事项|要点|重点|节点)"
)
OTHER_MATTER = regex("制度|措施|新增|新建|制定|出台|修订|召开|开展|移交|追|问责|罚|投入|发放|涉及|核减")
OTHERS = regex("其他|其它|其余")

"""RB21x: dates in the prose. A date without a year is of the year last named, or else of the bulletin's."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bulletin.findings import Severity, Words
from bulletin.model import Bulletin
from bulletin.passages import Passage, passages
from bulletin.prose import level
from bulletin.regex import regex
from bulletin.rules import Spot, rule
from bulletin.site import Site
from bulletin.spans import DAY, ended, real

SECTION = regex(r"整改.{0,8}(?:落实|进展|完成|情况)|落实情况|主要.{0,4}(?:工作|做法|成效)")
PLANS = regex(r"下一步|下步|今后|打算|计划")
BEGINS = regex(r"^整改(?:落实|进展|完成)?情况[：:]")
ACTION = regex(
    r"(?:(?<=[。；：，、\n是于])|^)(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"(?!前|以前|之前|以来|起|至|到|巡|督|反馈|审计|检查|进驻|的|发生|事故)，?"
    r"(?=[^。；，\n]{0,12}(?:组织|召开|开展|印发|制定|举办|下发|出台|完成|培训|整改|安排|部署|约谈|检查|研究|修订|建立))"
)
RESULT = regex(
    r"(?P<year>\d{4})年(?:(?P<half>上半年|[第]?[一二]季度)|(?P<month>1?\d)月(?!\d))"
    r"(?![至到—－-]|.{0,2}以来|[^，。；\n]{0,12}的)(?=[^。；\n]{0,40}\d)"  # 2022年12月印发的办法 is no result
)
ASIDE = regex(
    r"(?:针对|关于|对于|根据|按照|因|由于|原)[^，。；：]*$|[“《][^”》]*$|经[核排清自调]?[查实][^。；]*$"
)  # what was found, not what was done
SEASON = regex(r"(?:正值|适逢|恰逢|时值)(?P<name>元旦|春运|春节|清明|五一|端午|中秋|国庆|汛期|暑期|暑运)")
SEASONS = {  # first and last day, as wide as the lunar calendar lets them fall
    "元旦": ((12, 25), (1, 5)),
    "春运": ((1, 1), (3, 25)),
    "春节": ((1, 15), (3, 10)),
    "清明": ((3, 30), (4, 10)),
    "五一": ((4, 25), (5, 10)),
    "端午": ((5, 20), (6, 30)),
    "中秋": ((9, 1), (10, 12)),
    "国庆": ((9, 25), (10, 12)),
    "汛期": ((3, 1), (11, 15)),
    "暑期": ((6, 15), (9, 10)),
    "暑运": ((6, 25), (9, 5)),
}
RUN_ON = regex(r"(?<![\d.])(?:19|20)\d{2}(?:\d{1,2}月|\d{2,4}日)")  # 201912月, 2021915日: a 年 was lost
WEEKDAY = regex(
    r"(?<!\d)(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<dom>\d{1,2})日(?:[（(]\s*)?(?:星期|周|礼拜)(?P<name>[一二三四五六日天])[）)]?"
)
NAMES = "一二三四五六日"
QUARTERS = {"一": "3", "二": "6"}
ABOUT = regex(
    r"违规|违反|超标准|拖欠|反馈|巡察组|巡视组|督察组|审计组|检查组|发现|指出|发生|事故|投诉|举报|同比|较上年|期间|问题是|以前|之前"
)
WIDEST = 80  # characters of a sentence before and after a date that tell what it is of


@rule(
    "RB211",
    zh="没有“{words}”这一天。请核对原件。",
    en="there is no such day as “{words}”. Check the original.",
)
def days_are_real(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A date in the prose is a real one. / 正文里的日期确有其日。

    The month is from 1 to 12, and has that day; the 29th of February needs a leap year, if the year is named. 年 and 月
    are not left out (201912月).

    月份在1到12之间，当月有这一天；2月29日写明年份的，须是闰年；“201912月”漏了“年”字。

    Bad:
        ---
        2月30日召开会议。
    Good:
        ---
        2024年2月29日召开会议。
    """
    for passage in passages(bulletin):
        run_on = [hit for _, hit in passage.find(RUN_ON)]
        unreal = [hit for match, hit in passage.find(DAY) if not _real(match)]
        for hit in (*run_on, *unreal):
            yield Spot(hit.place, {"words": hit.words})


def _real(match: re.Match[str]) -> bool:
    """There is such a day; in some year, where none is named."""
    return bool(real(int(match["year"] or 2000), int(match["month"]), int(match["day"])))


@rule(
    "RB217",
    severity=Severity.WARNING,
    zh="“{words}”：{day} 是{right}。请核对日期和星期。",
    en="“{words}”: {day} is a {right}. Check the day and the day of the week.",
)
def days_of_the_week_are_right(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A day of the week is that of its date. / 日期是星期几没有写错。

    A date without a year is passed over if it is right in the year of the bulletin, or in the one before or after it.

    没有写年份的日期，在成文当年或前后一年对得上的，不提示。

    Bad:
        ---
        2024年5月7日（星期三）召开会议。
    Good:
        ---
        2024年5月7日（星期二）召开会议，5月6日（周一）下发通知。
    """
    for passage in passages(bulletin):
        for match, hit in passage.find(WEEKDAY):
            years = [int(match["year"])] if match["year"] else _years(bulletin, passage)
            days = [day for year in years if (day := real(year, int(match["month"]), int(match["dom"])))]
            if days and all(day.weekday() != NAMES.index(match["name"].replace("天", "日")) for day in days):
                right = Words(f"星期{NAMES[days[0].weekday()]}", f"{days[0]:%A}")
                yield Spot(hit.place, {"words": hit.words, "day": days[0], "right": right})


def _years(bulletin: Bulletin, passage: Passage) -> list[int]:
    """The years that a day without one may be of."""
    of = [bulletin.date.year + late for late in (0, -1, 1)] if bulletin.date else []
    return [*of, *map(int, re.findall(r"(?<!\d)\d{4}(?=年)", passage.text))]


@rule(
    "RB212",
    severity=Severity.WARNING,
    zh="“{words}”（{day}）{when}反馈日期 {feedback}，不宜算作对反馈的整改。请核对日期，或说明是边查边改。",
    en="“{words}” ({day}) is {when} the feedback of {feedback}, and hardly a rectification of it. Check, or say that it was done at once.",
)
def rectified_after_feedback(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """What is offered as rectification came after the feedback. / 作为整改写的事，在反馈之后。

    In the part on what was rectified: an action dated on or before the day of the feedback, and a result of a period
    that had ended by then. Sentences that tell of the inspection itself, or of accidents and complaints, are left alone, and
    so are dates within quotations, titles and what was found (针对…).

    只看写整改情况的部分：反馈当天或以前做的事，反馈以前就已结束的时期的成果。说巡察本身、事故、投诉的句子，“针对……”里的、引号和书名号里的日期，不算。

    Bad:
        inspection: {feedback: 2024-02-20}
        ---
        整改情况：2024年1月15日，组织企业培训。
    Good:
        inspection: {feedback: 2024-02-20}
        ---
        整改情况：2024年2月20日巡察反馈以来，查处车辆8台；3月1日，组织企业培训。
    """
    feedback = bulletin.inspection and bulletin.inspection.feedback
    if not feedback:
        return
    for passage, offset, line in _rectified(bulletin):
        for match, day in [*_actions(line, (bulletin.date or feedback).year), *_results(line)]:
            if day and day <= feedback and not _told(line, match.start()):
                when = Words("就是", "on the day of") if day == feedback else Words("早于", "before")
                facts = {"words": match[0].strip("，"), "day": day, "when": when}
                yield Spot(passage.place(offset + match.start()), facts | {"feedback": feedback})
        for match in SEASON.finditer(line):
            if bulletin.date and not _has_been(match["name"], feedback, bulletin.date):
                facts = {"words": match[0], "day": _months(match["name"]), "when": Words("早于", "before")}
                yield Spot(passage.place(offset + match.start()), facts | {"feedback": feedback})


def _has_been(season: str, first: date, last: date) -> bool:
    """Some day of the season lies between two days."""
    start, end = SEASONS[season]
    days = (first + timedelta(number) for number in range(min(366, (last - first).days + 1)))
    inside = ((day.month, day.day) for day in days)
    return any(start <= day <= end if start <= end else day >= start or day <= end for day in inside)


def _months(season: str) -> Words:
    start, end = SEASONS[season]
    return Words(f"{start[0]}月至{end[0]}月", f"from month {start[0]} to {end[0]}")


def _rectified(bulletin: Bulletin) -> Iterator[tuple[Passage, int, str]]:
    """The lines that tell what was rectified: under a first heading that says so, or beginning with 整改情况."""
    inside = False
    for passage in passages(bulletin):
        for offset, line in passage.lines():
            words = line.lstrip("# ")
            if level(words) == "l1":
                inside = bool(SECTION.search(words)) and not PLANS.search(words)
            elif inside or BEGINS.match(words.lstrip()):
                yield passage, offset, line


def _actions(line: str, year: int) -> Iterator[tuple[re.Match[str], date | None]]:
    for match in ACTION.finditer(line):
        if named := match["year"]:
            year = int(named)
        yield match, real(year, int(match["month"]), int(match["day"]))


def _results(line: str) -> Iterator[tuple[re.Match[str], date | None]]:
    for match in RESULT.finditer(line):
        half = match["half"] or ""
        month = match["month"] or next((end for name, end in QUARTERS.items() if name in half), None)
        yield match, ended(int(match["year"]), month, half="上半年" in half)


def _told(line: str, at: int) -> bool:
    """The words around a date tell of the fault, the inspection or a document, not of what was done about it."""
    before, after = line[max(0, at - WIDEST) : at], line[at : at + WIDEST]
    sentence = re.split("[。；]", before)[-1] + re.split("[。；]", after)[0]
    return bool(ABOUT.search(sentence) or ASIDE.search(before))

"""RB213 to RB216: periods in the prose that are left open, or not as long as is said, and what is to come on a day that is past."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import timedelta

from bulletin.findings import Severity, Words
from bulletin.model import Bulletin
from bulletin.passages import Hit, Passage, by_words, lines_of, passages
from bulletin.regex import regex
from bulletin.rules import Spot, rule
from bulletin.site import Site
from bulletin.spans import Span, ended, spans, working_days

SINCE = regex(r"今年以来|本年以来|年初以来|今年来|去年以来")
FIGURE = regex(  # of something that is counted: not 2024年度, 20届, 24小时值守, 12345热线, “1+3”, 文件〔2024〕5号
    r"(?<![\dA-Za-z.第〔（(“])(?!12345)(?:\d[\d,.]{0,20}+|(?<![×*])[Xx×*]++)[余多万亿千百]*(?!小时)[^\W\d年届号月日时A-Za-z]"
)
CLOSED = regex(r"截[至止]|不少于|至少|(?:至|到)(?:目前|\d{1,2}月|[一二三四五六七八九十]{1,3}月|\d{4}年)|月底|日止")
STOP = regex(r"[。；\n]")
WIDEST = 120  # characters of a sentence that are read
NEAR = 30  # characters between a stated number of days and the span that it is of
OF_DAYS = regex(
    r"(?:公示|公告|征求意见|公开|为期|历时|期限|时间|共|期)(?:(?![约近超至不])[^。；\n\d]){0,6}"
    r"(?P<n>\d{1,3})(?P<kind>个?工作日|个?自然日|天|日)(?![内前以起后报左多余])"
)
COMING = regex(  # not 将2023年完成的项目纳入范围
    r"将(?:[于在]|力争在|确保在)?((?P<year>\d{4})年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|底)?|底|上半年|年底)?)"
    r"(?:前|之前|以前|内)?(?:全部|全面|基本|正式|如期)?(?:完成|建成|竣工|完工|通车|投用|投入|开工|销号|办结|整改)(?![^，。；\n]{0,6}的)"
)


@rule(
    "RB213",
    severity=Severity.WARNING,
    zh="“{words}”没有写到哪一天为止{more}。请写明，如“截至10月底”；全文一致的，可在 counts.as_of 写明。",
    en="“{words}” does not say up to which day{more}. Say it, as in “截至10月底”, or once for all in counts.as_of.",
)
def windows_are_closed(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A figure says up to which day it counts. / 数字写明截至哪一天。

    今年以来 before a figure, with no 截至 in the sentence. Silent where `counts.as_of` says it for the whole bulletin,
    and where no figure follows but that of a year, a document or a hotline.

    句子里有数量，写了“今年以来”，却没有“截至”哪一天。首部写了 counts.as_of 的，后面没有数量、只有年份、文号、热线号码的，不提示。

    Bad:
        ---
        今年以来，共查处超限车辆2937辆。
    Good:
        ---
        今年以来，截至10月20日共查处超限车辆2937辆。今年以来，局党组高度重视安全生产。
    """
    if not (bulletin.counts and bulletin.counts.as_of):
        for same in by_words(_open(bulletin)):
            yield Spot(same[0].place, {"words": same[0].words, "more": lines_of(same)})


def _open(bulletin: Bulletin) -> Iterator[Hit]:
    for passage in passages(bulletin):
        for match, hit in passage.find(SINCE):
            rest = STOP.split(passage.text[match.end() : match.end() + WIDEST])[0]
            before = passage.text[max(0, match.start() - 20) : match.start()]
            if FIGURE.search(rest) and not CLOSED.search(rest) and not CLOSED.search(before):
                yield hit


@rule(
    "RB214",
    severity=Severity.WARNING,
    zh="“{words}”：{first} 至 {last} 是{found}，不是{n}{kind}。请核对日期或天数。",
    en="“{words}”: from {first} to {last} there are {found}, not {n}. Check the dates, or the number of days.",
)
def days_add_up(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A stated number of days is that of its dates. / 写明的天数与起止日期相符。

    Working days are counted by the State Council's notices of public holidays and the days worked instead. The first day
    may be counted or not: only what neither reading makes true is shown.

    工作日按国务院办公厅每年的放假通知计算，调休上班的日子算工作日。起始日计入或不计入都可以，两种算法都不对才提示。

    Bad:
        ---
        2024年5月6日至5月10日公示，公示期10个工作日。
    Good:
        ---
        2024年4月28日至5月8日公示，公示期6个工作日。
    """
    for passage, offset, words, span, n, working in _stated(bulletin):
        found = _counts(span, working=working)
        if found and n not in found:
            kind = Words("个工作日", "working days") if working else Words("天", "days")
            shown = Words(*(f"{found[0]}{gap}{kind.in_(lang)}" for lang, gap in (("zh", ""), ("en", " "))))
            facts = {"words": words, "first": span.first, "last": span.last, "found": shown, "n": n, "kind": kind}
            yield Spot(passage.place(offset), facts)


@rule(
    "RB215",
    severity=Severity.WARNING,
    zh="“{words}”无法核对：节假日数据不含 {first} 至 {last} 的全部日子。请升级 chinesecalendar，或自己核对。",
    en="“{words}” cannot be checked: the calendar of holidays does not cover {first} to {last}. Upgrade chinesecalendar, or check by hand.",
)
def working_days_are_known(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """The holidays of a period are known. / 所涉日期的节假日是已知的。

    The holidays of a year are announced late in the year before. A year that the calendar does not have is never guessed.

    每年的放假安排上一年年底才公布。数据里没有的年份绝不猜测，只提示没有核对。

    Bad:
        ---
        2003年5月6日至5月10日公示，公示期5个工作日。
    Good:
        ---
        2024年5月6日至5月10日公示，公示期5个工作日。
    """
    for passage, offset, words, span, _n, working in _stated(bulletin):
        if not _counts(span, working=working):
            yield Spot(passage.place(offset), {"words": words, "first": span.first, "last": span.last})


def _stated(bulletin: Bulletin) -> Iterator[tuple[Passage, int, str, Span, int, bool]]:
    """Each stated number of days that stands near a span, in the same sentence."""
    year = bulletin.date.year if bulletin.date else None
    for passage in passages(bulletin):
        periods = list(spans(passage.text, year)) if "日" in passage.text else []
        starts = [span.start for span in periods]
        for match in OF_DAYS.finditer(passage.text) if periods else ():
            about = slice(bisect_left(starts, match.start() - WIDEST - NEAR), bisect_right(starts, match.end() + NEAR))
            near = [span for span in periods[about] if _between(passage.text, span, match) is not None]
            if len(near) == 1:
                working = "工作" in match["kind"]
                yield passage, match.start(), match[0], near[0], int(match["n"]), working


def _between(text: str, span: Span, match: re.Match[str]) -> str | None:
    """What stands between a span and a number of days; None if they are too far apart, or in two sentences."""
    start, end = (span.end, match.start("n")) if span.end <= match.start("n") else (match.end(), span.start)
    between = text[start:end] if 0 <= end - start <= NEAR else "。"
    return None if re.search(r"[。；\n]", between) else between


def _counts(span: Span, *, working: bool) -> list[int]:
    """The number of days with the first day and without it; none if the calendar does not know."""
    if not working:
        days = (span.last - span.first).days
        return [days + 1, days]
    both = [working_days(span.first + timedelta(days=late), span.last) for late in (0, 1)]
    return [days for days in both if days is not None] if None not in both else []


@rule(
    "RB216",
    severity=Severity.WARNING,
    zh="“{words}”：{end} 已在成文日期 {date} 之前，却还说“将”。请写实际结果。",
    en="“{words}” is still to come, but {end} was before the bulletin's date {date}. Say what came of it.",
)
def the_future_is_to_come(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """What is still to come is not past. / “将要”的日子还没有过。

    A plan whose day is before the bulletin's own date is left over from an earlier text.

    计划的日期早于成文日期，多是从以前的稿子里留下的。

    Bad:
        ---
        所有路线将在2021年底全部建成。
    Good:
        ---
        所有路线将在2025年底全部建成。
    """
    for passage in passages(bulletin):
        for match, hit in passage.find(COMING):
            end = ended(int(match["year"]), match["month"], match["day"], half="上半年" in match[1])
            if bulletin.date and end and end < bulletin.date:
                yield Spot(hit.place, {"words": match[0], "end": end, "date": bulletin.date})

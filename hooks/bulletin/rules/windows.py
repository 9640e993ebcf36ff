"""RB213, RB216: periods in the prose that are left open, and what is still to come on a day that is past."""

import re
from collections.abc import Iterator

from bulletin.findings import Severity
from bulletin.model import Bulletin
from bulletin.passages import Hit, by_words, lines_of, passages
from bulletin.rules import Spot, rule
from bulletin.site import Site
from bulletin.spans import ended

SINCE = re.compile(r"今年以来|本年以来|年初以来|今年来|去年以来")
FIGURE = re.compile(  # of something that is counted: not 2024年度, 20届, 24小时值守, 12345热线, “1+3”, 文件〔2024〕5号
    r"(?<![\dA-Za-z.第〔（(“])(?!12345)(?:\d[\d,.]*|[Xx×*]+)[余多万亿千百]*(?!小时)[^\W\d年届号月日时A-Za-z]"
)
CLOSED = re.compile(r"截[至止]|不少于|至少|(?:至|到)(?:目前|\d{1,2}月|[一二三四五六七八九十]{1,3}月|\d{4}年)|月底|日止")
STOP = re.compile(r"[。；\n]")
WIDEST = 120  # characters of a sentence that are read
COMING = re.compile(  # not 将2023年完成的项目纳入范围
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

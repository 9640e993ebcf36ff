"""Who inspected, what kind it was, from when to when, and when the findings were given: from the first sentences."""

import datetime
import re

from bulletin.imports.blocks import Block
from bulletin.imports.draft import Draft
from bulletin.imports.masthead import is_body
from bulletin.regex import regex
from bulletin.sentences import in_print, sentences
from bulletin.spans import real, spans

FIRST = 12  # sentences among which the inspection is told
KINDS = r"(?:巡察|巡查|稽查|巡视|督察|督查|督导|审计|检查|考核|核查|“回头看”|评估)"
BY = regex(
    rf"(?:^|[，。；、：日由于经])(?P<by>(?!组织|派出|成立)[\u4e00-\u9fff]{{0,20}}?(?:第[一二三四五六七八九十\d]{{1,3}})?[\u4e00-\u9fff]{{0,8}}{KINDS}组|[\u4e00-\u9fff]{{1,8}}审计[局厅署])"
)
WHO = regex(r"(?:^|[，。；、：日])(?P<by>[\u4e00-\u9fff（）]{3,24}?)(?:于|自|从)(?=\d{4}年|\d{1,2}月)")
AFTER = regex(r"日，(?P<by>[\u4e00-\u9fff（）]{3,24}?)(?=对|组织|派|到|赴)")
LEAD = regex(r"^.*(?:部署|安排|要求|计划|规定|通知|精神|意见|以来|期间)|^(?:根据|按照|依据|由|经|受|对)")
SENT = regex(r"(?:派出|派驻|组成|成立).*$")
TOLD = regex(  # the days on which the findings were given
    r"(?:(?!开展|实施|检查|\d日|进行(?!了?反馈))[^。；]){0,60}反馈"
)
ARRIVING = regex(r"，?(?:陆续|先后|分别|全部)?进驻")  # the days on which they came, not those of the inspection
KIND = regex(
    rf"(?:(?:进行|开展|实施|组织)了?){{1,3}}(?:为期[^，。]{{1,10}}的|集中)?(?P<kind>[\u4e00-\u9fff“”（）]{{0,14}}?{KINDS}(?:“回头看”)?)(?=[，。；、]|工作|并|$)"
)
FEEDBACK = regex(
    r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?![至到—－-])(?:(?!\d日)[^。；]){0,45}?反馈(?!以来|后|问题|的)"
)
YEAR = regex(r"(\d{4})年")


def read_inspection(blocks: list[Block], draft: Draft) -> None:
    """Enter what the first sentences say of the inspection; a day without a year is of the year last named."""
    date = draft.value("date")
    year: int | None = date.year if date else None  # as the rules read a day without one
    said = [(one, block) for block in blocks if not block.rows for one in sentences(block.text)][:FIRST]
    for sentence, block in said:
        if re.search(KINDS, sentence):
            _span(sentence, block, year, draft)
            _feedback(sentence, block, year, draft)
        years = YEAR.findall(sentence)
        year = int(years[-1]) if years else year


def _span(printed: str, block: Block, year: int | None, draft: Draft) -> None:
    sentence = in_print(printed)
    span = next(spans(sentence, year), None)
    named = (one for pattern in (WHO, AFTER) for one in pattern.finditer(sentence))
    by = next((one for one in named if is_body(one["by"]) or one["by"].endswith("组")), BY.search(sentence))
    if (
        not span
        or span.last > (draft.value("date") or span.last)
        or not (by or KIND.search(sentence))
        or TOLD.match(sentence, span.end)
        or draft.value("inspection", "from")
    ):
        return
    kind = KIND.search(sentence)
    if kind:
        draft.read(("inspection", "kind"), kind["kind"], printed, block)
    if by and not re.fullmatch(f"{KINDS}组", who := SENT.sub("", LEAD.sub("", by["by"]))):
        draft.read(("inspection", "by"), who, printed, block)
    draft.read(("inspection", "from"), span.first, printed, block)
    if not ARRIVING.match(sentence, span.end):
        draft.read(("inspection", "to"), span.last, printed, block)


def _feedback(printed: str, block: Block, year: int | None, draft: Draft) -> None:
    sentence = in_print(printed)
    found = FEEDBACK.search(sentence)
    if not found:
        return
    named = [int(one) for one in YEAR.findall(sentence[: found.start()])]
    of = int(found["year"]) if found["year"] else named[-1] if named else year
    day: datetime.date | None = real(of, int(found["month"]), int(found["day"])) if of else None
    if day and day <= (draft.value("date") or day):
        draft.read(("inspection", "feedback"), day, printed, block)

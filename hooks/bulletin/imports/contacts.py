"""The contact block: what stands behind 联系电话, 地址, 邮编, 邮箱 at the end; a sentence that says nothing else is taken out."""

import re
from typing import NamedTuple

from bulletin.imports.blocks import Block
from bulletin.imports.draft import Draft
from bulletin.regex import regex
from bulletin.sentences import sentences

LAST = 12  # paragraphs among which it is looked for
NUMBER = r"(?:[（(]?0\d{2,3}[）)]?\s*[-—－]?\s*)?[2-9]\d{6,7}(?:[-转]\d{1,6})?|1[3-9]\d{9}|400-?\d{3}-?\d{4}|1[0-9]{4}|96\d{3,4}"
OTHERS = "邮政编码|邮编|电话|联系人|电子邮|邮箱|传真|收件"  # the next label, where nothing stands in front of it
FIELDS = {
    "phone": (
        r"(?:(?:联系|监督|举报|咨询|办公|值班|受理|投诉|反映|热线|公开){0,6}(?:电话|热线)(?:号码)?(?:[（(/]传真[）)]?)?|联系方式)",
        rf"(?P<phone>(?:{NUMBER})(?:\s*[、，,；;/]\s*(?:{NUMBER}))*)",
    ),
    "address": (
        r"(?:(?:邮政|通讯|通信|联系|办公|邮寄|单位|来信|来访|信函|收信){0,6}地址|邮政信箱|(?:来信|信件|信函)请?寄(?:至|往)?)",
        rf"(?P<address>(?:(?!{OTHERS})[^，,；;。：:|*＊\n（(]){{4,60}}(?:[（(][^）)]{{1,30}}[）)])?"
        rf"(?:(?!{OTHERS})[^，,；;。：:|\n（( ]){{0,20}})",
    ),
    "postcode": (r"(?:邮政编码|邮编)", r"(?P<postcode>\d{6})(?!\d)"),
    "email": (
        r"(?:(?:电子|举报|监督|联系){0,6}(?:邮箱|邮件|信箱)(?:地址)?|[Ee]-?[Mm]ail)",
        r"(?P<email>[A-Za-z0-9._%+-]+[@＠][A-Za-z0-9.-]+\.[A-Za-z]{2,})",
    ),
    "addressee": (r"(?:收件单位|收件人|收信人|收信单位)", r"(?P<addressee>[^，,；;。：:\n]{2,40})"),
    "hours": (
        r"(?:(?:受理|接待|工作|办公|来访|接听|值班)(?:来访)?时间)",
        r"(?P<hours>[^。\n；;）)]{4,60}?)(?=[。；;\n）)]|，?(?:邮|电|地址|联系)|$)",
    ),
}
LABELLED = regex("|".join(f"{label}\\s*(?:为|是|位于|设在)?\\s*[：:]?\\s*{value}" for label, value in FIELDS.values()))
RECEIVER = regex(r"[（(]([^（）()]{3,30}?)收[）)]$")
LEAD = regex(
    r"(?:现将|特此|有关|具体|本单位|我局|相关|监督|反映|通讯|意见|建议|问题)*(?:联系|监督|举报|受理|反馈)?(?:方式|渠道|信息)?(?:公布|公告|公示)?(?:如下|为|是|和|及|与|或)*"
)
MARKS = regex(r"[\s，,；;。、：:（）()\[\]【】|/]+|^\d[.．、]|[一二三四五][、是]")


class Found(NamedTuple):
    """A field of the contact block where it stands."""

    name: str
    value: str
    said: str


def read_contacts(blocks: list[Block], draft: Draft) -> list[Block]:
    """Enter the contact block; the blocks that are left, without the sentences that say nothing else."""
    start = max(len(blocks) - LAST, 0)
    left: list[Block] = blocks[:start]
    for block in blocks[start:]:
        if block.rows or not (found := _found(block.text)):
            left.append(block)
            continue
        for one in found:
            _enter(one, block, draft)
        if kept := "".join(sentence for sentence in sentences(block.text) if not _told(sentence)):
            left.append(block._replace(text=kept))
    return left


def _found(text: str) -> list[Found]:
    """What a paragraph says of how to reach the body. 联系方式 with nothing behind it that is a number is none."""
    return [
        Found(name, match[name].strip(), match[0])
        for match in LABELLED.finditer(text)
        for name in FIELDS
        if match[name]
    ]


def _enter(one: Found, block: Block, draft: Draft) -> None:
    value = one.value.replace("＠", "@")
    if one.name == "phone":
        value = "、".join(re.sub("[—－–]", "-", re.sub(r"\s", "", part)) for part in re.split(r"[、，,；;/]", value))
        before = draft.value("contact", "phone")
        if before and value not in before:
            draft.reads = [read for read in draft.reads if read.at != ("contact", "phone")]
            value = f"{before}、{value}"
    if one.name == "address" and (receiver := RECEIVER.search(value)):
        value = value[: receiver.start()].strip()
        draft.read(("contact", "addressee"), receiver[1], one.said, block)
    before = draft.value("contact", one.name)
    if before not in (None, value):
        draft.note(
            f"contact.{one.name} 有两处：“{before}”“{value}”，采用前一处，请核对",
            f"contact.{one.name} is given twice: “{before}”, “{value}”; the first was taken",
        )
    draft.read(("contact", one.name), value, one.said, block)


def _told(sentence: str) -> bool:
    """Nothing is left of the sentence once its contact data are taken out."""
    if not LABELLED.search(sentence):
        return False
    rest = MARKS.sub("", LABELLED.sub("，", sentence))
    return LEAD.fullmatch(rest) is not None

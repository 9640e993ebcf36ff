"""What stands above the prose: title, issuer, number, index, dates. Each is taken out of the prose that it is read from."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bulletin.front import shorten
from bulletin.imports.blocks import Block, Document
from bulletin.imports.days import DAY, day
from bulletin.imports.draft import Draft
from bulletin.imports.headings import numbered
from bulletin.regex import regex

HEAD = 14  # paragraphs among which the title is looked for
LINE = 60  # characters of a line of a title; a longer one is running text
TITLE = 120
BODY = regex(
    r"(?:党组|党委|党总支|党支部|纪委|纪检监察组|工委|委员会|常委会|政府|人大|政协|办公室|办公厅|[局厅部院处站队所社会署]|中心|公司|集团|"
    r"学校|大学|学院|中学|小学|医院|银行|指挥部|领导小组|专班|街道|镇|乡)$"
)
NUMBER = regex(
    r"(?P<number>[\u4e00-\u9fff]{1,12}[〔﹝\[［（(]\d{4}[〕﹞\]］）)]\s*第?\d{1,5}号)(?:\s*签发人[：:].{1,8})?"
)
KIND = r"(?:通报|报告|公告|公示|通知|函)"  # of a document, with which its title ends
WHOLE = regex(rf"^(?>.*?关于).+{KIND}")
ENDS = regex(rf"^.+{KIND}")
SUBTITLE = regex(r"[（(—－-]|的")
SPOKEN = regex(  # 2018年11月22日在市人大常委会会议上 / 市审计局局长 王某某
    rf"^(?:[（(—－-]*\s*(?:{DAY}|.{{0,4}}年.{{0,6}}[月日])在.+会议?上?[）)]?|[\u4e00-\u9fff]{{2,14}}(?:局长|厅长|主任|署长|市长|县长|区长|镇长)\s?[\u4e00-\u9fff]{{2,4}})"
)
GIVEN = regex(r"[—－-]{2}.{0,6}年[^—]{1,40}会议上$")  # where a report was given, on the line of its title
STAMP = regex(rf"(?P<day>{DAY})\s*\d{{1,2}}:\d{{2}}(?::\d{{2}})?.{{0,20}}")
BRACKETS = str.maketrans("﹝﹞", "〔〕")
NOTHING = regex(r"无|暂无|[-—－/\\\\]*")
LABELS = {
    "索引号": "index",
    "信息索引号": "index",
    "文号": "number",
    "发文字号": "number",
    "文件编号": "number",
    "发文机关": "issuer",
    "发布机构": "issuer",
    "发布机关": "issuer",
    "制发机关": "issuer",
    "公开主体": "issuer",
    "成文日期": "date",
    "生成日期": "date",
    "发布日期": "published",
    "发布时间": "published",
    "发表时间": "published",
    "信息提供日期": "published",
    "公开日期": "published",
    "公开时间": "published",
    "日期": "published",
    "时间": "published",
}
PLAIN = (  # labels of a page whose values are no part of a bulletin
    "来源|信息来源|文章来源|稿源|作者|编辑|责任编辑|审核|字体|字号|浏览次数?|浏览量|阅读次数?|阅读量|点击(?:数|量|次数|率)?|访问(?:量|次数)|打印|"
    "分享(?:到)?|主题分类|体裁分类|有效性|公开方式|公开范围|信息名称|文件名称|名称|标题|主题词|服务对象|效力状态|关闭窗口|语音播报|视力保护色"
)
LABEL = regex(
    rf"[【\[]?(?P<label>{'|'.join(sorted(LABELS, key=len, reverse=True))}|{PLAIN})[】\]]?(?:\s*[：:]\s*|$|(?=[\s【\[|丨｜]))"
)
ALONE = regex(rf"^[（(]?\s*({DAY})\s*[）)]?")
SECRET = regex(r"附件\d{0,2}[：:]?|(?:此件)?(?:主动|依申请|不予)?公开(?:发布)?|[（(]此件公开发布[）)]")


def read_masthead(document: Document, draft: Draft) -> list[Block]:
    """Enter what the head of the document says; the blocks that are left."""
    head, rest = _head(document.blocks)
    pieces: list[Block] = []
    kept: list[Block] = []
    for block in head:
        if not _labelled(block, draft) and not _formal(block, draft):
            (kept if block.rows else pieces).append(block)
    headline = document.facts.get("title", "")
    headline = "" if is_body(headline) else headline  # the name of the site
    issuer, pieces, others = _parted(pieces, headline)
    if headline and headline != "".join(block.text for block in pieces):
        others = [block for block in [*pieces, *others] if block.text not in headline]
        draft.read(("title",), headline, "网页的标题")
    elif pieces:
        title = GIVEN.sub("", "".join(block.text for block in pieces))
        draft.read(("title",), title, " / ".join(block.text for block in pieces), pieces[0])
    if issuer:
        draft.read(("issuer",), re.sub(r"文件$", "", issuer.text), issuer.text, issuer)
    if published := _first_day(document.facts.get("published", "")):
        draft.read(("published",), published, f"META PubDate {document.facts['published']}")
    return [*kept, *others, *rest]


def _head(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks above the running text, and the others."""
    for index, block in enumerate(blocks):
        if index >= HEAD or _running(block):
            return blocks[:index], blocks[index:]
    return (blocks, []) if len(blocks) < 4 else ([], blocks)


def _running(block: Block) -> bool:
    if block.rows:
        return not any(LABEL.match(cell) for row in block.rows for cell in row)
    if block.title or LABEL.match(block.text):
        return False
    text = block.text
    return bool(numbered(text)) or len(text) > LINE or text.endswith(("。", "：", "；", "，", ":")) or "。" in text


def _labelled(block: Block, draft: Draft) -> bool:
    """A line, or a table, of labels with their values: 索引号：… 发布日期：…."""
    cells = [cell for row in block.rows for cell in row if cell] if block.rows else [block.text]
    text = " ".join(cells)
    found = [*LABEL.finditer(text)]
    if not found or found[0].start() > 1:
        return False
    for match, after in pairwise((*found, None)):
        assert match
        value = re.split("[|丨｜]", text[match.end() : after.start() if after else len(text)].strip(" |丨｜　"))[
            0
        ].strip()
        if said := NUMBER.match(value) if LABELS.get(match["label"]) == "number" else None:
            value = said["number"]  # not the label behind it, 统一编号：
        value = "" if NOTHING.fullmatch(value) else value
        name = LABELS.get(match["label"], "")
        read = (day(value[:10]) or _first_day(value)) if name in ("date", "published") else value
        if name and read:
            draft.read((name,), read, f"{match[0]}{value}", block)
        elif value:
            draft.note(f"“{match[0]}{shorten(value, 40)}”没有导入", f"“{match[0]}{shorten(value, 40)}” is not imported")
    return True


def _first_day(text: str) -> object:
    found = re.search(DAY, text)
    return day(found[0]) if found else None


def _formal(block: Block, draft: Draft) -> bool:
    """The number of the document, a day in brackets under the title, a line on its disclosure."""
    if found := NUMBER.fullmatch(block.text):
        draft.read(("number",), re.sub(r"\s", "", found["number"]).translate(BRACKETS), block.text, block)
        return True
    if stamp := STAMP.fullmatch(block.text):
        draft.read(("published",), day(stamp["day"]), block.text, block)
        return True
    if (alone := ALONE.fullmatch(block.text)) and (date := day(alone[1])):
        draft.read(("date",), date, block.text, block)
        return True
    return bool(SECRET.fullmatch(block.text))


def _parted(pieces: list[Block], headline: str) -> tuple[Block | None, list[Block], list[Block]]:
    """The line of the issuer, the lines of the title, and what is neither."""
    styled = [block for block in pieces if block.title]
    if styled:
        others = [block for block in pieces if not block.title]
        issuer = next((block for block in others if is_body(block.text)), None)
        return issuer, styled, [block for block in others if block is not issuer]
    spoken = [block for block in pieces if SPOKEN.fullmatch(block.text)]
    pieces = [block for block in pieces if block not in spoken]
    issuer = pieces[0] if len(pieces) > 1 and is_body(pieces[0].text) else None
    lines = pieces[1:] if issuer else pieces
    if issuer and not lines[0].text.startswith("关于") and not headline:
        lines = pieces  # 示例市水务局 / 整改情况通报: the title needs its first line
    lines, others = _titled(lines)
    if len("".join(block.text for block in lines)) > TITLE or (len(pieces) > 5 and not headline):
        lines, others = lines[:1], lines[1:] + others
    return issuer, [*_without_repeats(lines)], spoken + others


def _titled(lines: list[Block]) -> tuple[list[Block], list[Block]]:
    """The lines of the title, which ends with the kind of the document, and what stands below them."""
    ends = [index for index, block in enumerate(lines, 1) if WHOLE.fullmatch(block.text)][:1]
    ends += [index for index, block in enumerate(lines, 1) if ENDS.fullmatch(block.text)][-1:]
    end = ends[0] if ends else len(lines)
    while end < len(lines) and SUBTITLE.match(lines[end].text):
        end += 1
    title = {block.text for block in lines[:end]}
    return lines[:end], [block for block in lines[end:] if block.text not in title]


def _without_repeats(lines: list[Block]) -> Iterator[Block]:
    """A page may bear its title twice, in its head and above the text."""
    seen: set[str] = set()
    for block in lines:
        if block.text not in seen:
            yield block
        seen.add(block.text)


def is_body(text: str) -> bool:
    """The name of a body that may sign: 中共安阳市交通运输局党组, also with 文件 of a letterhead."""
    words = re.sub(r"文件$", "", text)
    return 3 < len(words) <= 40 and bool(BODY.search(words)) and not re.search(r"[。，：；？！]|关于|情况", words)

"""What stands below the prose: who signs, and the day; both are taken out of the prose."""

from bulletin.imports.blocks import Block
from bulletin.imports.days import DAY, day
from bulletin.imports.draft import Draft
from bulletin.imports.masthead import is_body
from bulletin.regex import regex

LAST = 15  # paragraphs among which the signature is looked for
OPEN = regex(r"[（(]?(?:此件|公开方式：)?(?:主动|依申请|不予)?公开(?:发布)?[）)]?")
BOTH = regex(rf"^(?P<who>.*?)(?<![，,\s])[，,\s]*+(?P<day>{DAY})")
REMARK = regex(r"[（(]\s*(?:此件|联系人|印章|盖章|公章|主动|依申请)[^）)]*[）)]|（盖章）|\(盖章\)")


def read_closing(blocks: list[Block], draft: Draft) -> list[Block]:
    """Enter issuer and date of the signature; the blocks that are left."""
    for index in range(len(blocks) - 1, max(len(blocks) - LAST, 0) - 1, -1):
        block = blocks[index]
        found = BOTH.fullmatch(REMARK.sub("", block.text).strip()) if not block.rows else None
        if not found or (found["who"] and not is_body(found["who"])):
            continue
        date = day(found["day"])
        if not date:
            draft.note(
                f"落款日期“{found['day']}”不是真实的日期，没有写入，请核对",
                f"there is no such day as “{found['day']}” in the signature; it was left out",
            )
            continue
        first = index
        signers = [found["who"]] if found["who"] else []
        while not signers_done(blocks, first - 1):
            first -= 1
            signers.insert(0, REMARK.sub("", blocks[first].text).strip())
        _enter(draft, signers, date, blocks[first], block)
        return blocks[:first] + [one for one in blocks[index + 1 :] if not _remark(one, draft)]
    return _signed_only(blocks, draft)


def _remark(block: Block, draft: Draft) -> bool:
    """（此件公开发布）: told, and no part of the prose."""
    if block.rows or not OPEN.fullmatch(block.text):
        return False
    draft.note(f"“{block.text}”没有导入", f"“{block.text}” is not imported")
    return True


def signers_done(blocks: list[Block], index: int) -> bool:
    """The block is no further signature."""
    return index < 0 or bool(blocks[index].rows) or not is_body(REMARK.sub("", blocks[index].text).strip())


def _enter(draft: Draft, signers: list[str], date: object, first: Block, last: Block) -> None:
    if signers:
        _overrule(draft, "issuer", "、".join(signers), first)
    if draft.value("date") not in (None, date):
        _overrule(draft, "date", date, last)
    draft.read(("date",), date, last.text, last)


def _overrule(draft: Draft, name: str, value: object, block: Block) -> None:
    """The signature counts for more than the head; where the two differ, the editor is told."""
    before = draft.value(name)
    if before not in (None, value):
        draft.note(
            f"{name}：开头写作“{before}”，落款写作“{value}”，采用落款，请核对",
            f"{name}: “{before}” at the head, “{value}” in the signature; the signature was taken",
        )
    draft.reads = [one for one in draft.reads if one.at != (name,)]
    draft.read((name,), value, block.text, block)


def _signed_only(blocks: list[Block], draft: Draft) -> list[Block]:
    if blocks and not blocks[-1].rows and blocks[-1].aside and is_body(blocks[-1].text):
        _overrule(draft, "issuer", blocks[-1].text, blocks[-1])
        return blocks[:-1]
    return blocks

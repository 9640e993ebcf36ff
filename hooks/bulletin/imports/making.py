"""The import as a whole: a file, perhaps a ledger and the file of an earlier import -> the source of a draft."""

from dataclasses import replace
from typing import Any, NamedTuple

from bulletin.findings import Words
from bulletin.imports.again import Data, keep
from bulletin.imports.blocks import Block, Document
from bulletin.imports.closing import read_closing
from bulletin.imports.contacts import read_contacts
from bulletin.imports.counted import read_figures
from bulletin.imports.draft import Draft
from bulletin.imports.furniture import without_furniture
from bulletin.imports.headers import Entry
from bulletin.imports.headings import split, tree
from bulletin.imports.inspected import read_inspection
from bulletin.imports.joining import join
from bulletin.imports.markdown import markdown, plain
from bulletin.imports.masthead import read_masthead
from bulletin.imports.register import read_register
from bulletin.imports.writing import source
from bulletin.site import Site

ASKED = {
    "title": Words("标题", "title"),
    "issuer": Words("发文机关（署名）", "issuer (signature)"),
    "date": Words("成文日期", "date"),
    "number": Words("发文字号", "document number"),
    "inspection": Words("检查", "inspection"),
    "counts": Words("问题总数与完成数", "counts"),
    "issues": Words("问题清单", "register"),
    "contact": Words("联系方式", "contact"),
}


class Made(NamedTuple):
    """A draft, its source, and the fields that neither the document nor anything beside it gives."""

    draft: Draft
    text: str
    missing: tuple[str, ...]


def draft_of(document: Document, site: Site) -> Draft:
    """What a document says, field by field."""
    draft = Draft(notices=[*document.notices])
    document = replace(document, blocks=without_furniture(document.blocks, draft))
    blocks = read_masthead(document, draft)
    blocks = read_closing(blocks, draft)
    blocks = read_contacts(blocks, draft)
    blocks = read_closing(blocks, draft) if draft.value("date") is None else blocks
    parts = split(_without_issuer(blocks, draft))
    draft.body = [markdown(depth, block) for depth, block in parts]
    read_inspection([block for depth, block in parts if not depth], draft)
    read_register(tree(parts), [block for _, block in parts if block.rows], draft, site)
    read_figures(draft, "\n\n".join(plain(depth, block) for depth, block in parts))
    return draft


def _without_issuer(blocks: list[Block], draft: Draft) -> list[Block]:
    """A page that has its title elsewhere begins with the first line of the printed one: who signs, and nothing else."""
    return blocks[1:] if blocks and blocks[0].text and blocks[0].text == draft.value("issuer") else blocks


def make(document: Document, site: Site, ledger: list[Entry] | None = None, old: Data | None = None) -> Made:
    """The source of the draft of a document; `ledger` is a register kept beside it, `old` the front matter to go on from."""
    draft = draft_of(document, site)
    if ledger is not None:
        join(draft, ledger, Words("台账", "the ledger"), ledger=True)
    front: dict[str, Any] = keep(draft, old) if old else draft.front()
    missing = tuple(name for name in ASKED if name not in front)
    missing += ("inspection.by",) if "inspection" in front and "by" not in front["inspection"] else ()
    missing += tuple(
        f"counts.{name}"
        for name in ("total", "completed", "ongoing")
        if "counts" in front and name not in front["counts"]
    )
    return Made(draft, source(draft, front, missing), missing)

"""The register: which headings are problems, and what an item says of its status, its owner and its time limit."""

import re
from typing import Any

from bulletin.front import shorten
from bulletin.imports.blocks import Block
from bulletin.imports.days import deadline
from bulletin.imports.draft import Draft, Read
from bulletin.imports.headers import Entry, read_columns, read_row
from bulletin.imports.headings import Section
from bulletin.imports.joining import join, with_ids
from bulletin.imports.wordings import DESCRIBED, labelled, status_of
from bulletin.regex import regex
from bulletin.sentences import sentences
from bulletin.site import Site

ABOUT = regex(
    r"整改.{0,6}(?:落实|进展|完成|情况|清单|台账)|问题.{0,8}(?:整改|清单|办理)|反馈.{0,10}(?:落实|整改)|(?:落实|办理)情况"
)
NOT_ABOUT = regex(
    r"主要(?:工作|做法|措施)|做法|下一?步|今后|打算|计划安排|组织|领导|经验|体会|总体|概况|基本情况|工作开展"
)
FAULT = regex(
    r"不|未|缺|欠|少|弱|滞后|薄弱|问题|短板|差距|存在|隐患|违规|违反|违法|偏|虚|慢|松|软|超|散|漏|空白|流于|形式主义|官僚|较为突出|无序|混乱|难|脱节|重复"
)
ITEM = 3  # the depth of 1.
SHORT = 20  # characters of what may have been meant as a status; more is prose
SPOKEN = regex(r"^(?:(?:截至)?目前，?)?(?:[该此本](?:项|个)?(?:问题|整改任务|整改事项|任务|事项)(?:目前)?)?")
TOLD = regex(
    r"【?整改(?:情况|进展|落实情况|进展情况|结果|完成情况)"
)  # what follows is the account of what was done, as a rule
TOTAL = regex("合计|总计|小计|共计")


def read_register(root: Section, tables: list[Block], draft: Draft, site: Site) -> None:
    """Enter the problems: those of the headings, or else those of a table; a table adds to the headings what it says of them."""
    problems = _problems(root)
    draft.issues = _entries(problems)
    for index, (section, entry) in enumerate(zip(problems, draft.issues, strict=True)):
        draft.reads.append(Read(("issues", index), entry["title"], section.heading, section.block.where))
        _states(section, entry, draft, site)
    for block in tables:
        _table(block, draft, site)
    if not draft.issues and any(child for child in root.children):
        draft.note(
            "没有认出哪些小标题是问题，issues 没有写。请对照原件逐项补上",
            "which headings are problems could not be told, and issues was left out; enter them by hand",
        )


def _problems(root: Section) -> list[Section]:
    """The headings that are problems: those with 整改情况： under them and their neighbours, or those of the part on them."""
    leaves = [leaf for leaf in root.leaves() if leaf is not root]
    described = [leaf for leaf in leaves if _described(leaf)]
    if described:
        parents = {id(leaf.parent) for leaf in described if leaf.depth > 1}
        parts = {id(_part(leaf)) for leaf in described}
        depths = {leaf.depth for leaf in described}
        return [
            leaf
            for leaf in leaves
            if leaf in described or id(leaf.parent) in parents or (id(_part(leaf)) in parts and leaf.depth in depths)
        ]
    found: list[Section] = []
    for part in root.children:
        inside = [leaf for leaf in part.leaves() if leaf is not part]
        faults = sum(bool(FAULT.search(leaf.title)) for leaf in inside)
        if ABOUT.search(part.title) and not NOT_ABOUT.search(part.title) and inside and 2 * faults > len(inside):
            found += inside
    return found or _only_problems(root, leaves)


def _described(leaf: Section) -> bool:
    """It has 整改情况： under it, once; what has it several times holds several problems, and 二、整改情况 is none."""
    labels = [match[0] for one in leaf.paragraphs if (match := DESCRIBED.match(one.text))]
    about = ABOUT.search(leaf.title) or re.fullmatch("整改.{0,4}|(?:具体|存在|主要)?问题", leaf.title)
    return 0 < len(labels) == len({*labels}) and not (about and not FAULT.search(leaf.title.replace("问题", "")))


def _only_problems(root: Section, leaves: list[Section]) -> list[Section]:
    """The headings of a document that has no parts: 1.预算编制不完整 2.往来款项长期挂账."""
    faults = sum(bool(FAULT.search(leaf.title)) for leaf in leaves)
    flat = len(leaves) > 1 and len(leaves) == len(root.children) and {leaf.depth for leaf in leaves} == {ITEM}
    return leaves if flat and 2 * faults > len(leaves) else []


def _part(section: Section) -> Section:
    while section.parent and section.parent.depth:
        section = section.parent
    return section


def _entries(problems: list[Section]) -> list[Entry]:
    """An entry for each, numbered as they stand: 1.1 is the first of the first theme."""
    entries: list[Entry] = []
    themes: list[int] = []
    under: dict[int, int] = {}
    for section in problems:
        theme = _theme(section)
        key = id(theme) if theme else 0
        if key not in themes:
            themes.append(key)
        under[key] = under.get(key, 0) + 1
        number = str(under[key]) if not any(themes) else f"{themes.index(key) + 1}.{under[key]}"
        entries.append({"id": number, "title": section.title} | ({"theme": theme.title} if theme else {}))
    return entries


def _theme(section: Section) -> Section | None:
    """The heading above it, unless that is the part on the problems itself."""
    above = section.parent
    return above if above and above.depth and (above.depth > 1 or not ABOUT.search(above.title)) else None


def _states(section: Section, entry: Entry, draft: Draft, site: Site) -> None:
    """Enter what an item says of itself behind a label, 完成情况：已完成, and in its last or first words: 该问题已完成整改。"""
    if state := section.block.status:
        _enter(entry, "status", state, f"{section.heading}（{state}）", section.block, draft, site)
    for block in section.paragraphs:
        for name, value, said in labelled(block.text):
            if value:
                _enter(entry, name, value, said, block, draft, site)
    told = [(words, where) for where in section.paragraphs for words in sentences(where.text)]
    for words, where in told[-1:] + told[:1] if "status" not in entry else []:
        if status_of(SPOKEN.sub("", words.rstrip("。")), site):
            _enter(entry, "status", SPOKEN.sub("", words.rstrip("。")), words, where, draft, site)


def _enter(entry: Entry, name: str, value: str, said: str, block: Block, draft: Draft, site: Site) -> None:
    known: Any = value
    if name == "status":
        known = status_of(re.split("[，,]", value)[0], site) or status_of(value, site)
    elif name in ("due", "completed"):
        known = deadline(value)
    at = ("issues", next(index for index, one in enumerate(draft.issues) if one is entry), name)
    if known and name not in entry:
        entry[name] = known
        draft.reads.append(Read(at, known, said, block.where))
    elif not known and len(value) <= SHORT and not TOLD.match(said):
        draft.note(
            f"{block.where.zh}“{shorten(said, 40)}”读不成 {name}，没有写入",
            f"“{shorten(said, 40)}” in {block.where.en} cannot be read as {name} and was left out",
        )


def _table(block: Block, draft: Draft, site: Site) -> None:
    """A table with a column of problems: the register itself where no headings are, else more about them."""
    columns = next((found for row in block.rows[:3] if (found := read_columns(row))), None)
    if not columns:
        return
    head = next(index for index, row in enumerate(block.rows) if read_columns(row))
    rows = [read_row(row, columns, site, draft.notices, block.where) for row in block.rows[head + 1 :]]
    entries = [row for row in rows if row.get("title") and not TOTAL.fullmatch(str(row.get("id", "")) or row["title"])]
    if not draft.issues:
        draft.issues = with_ids(entries)
        for index, entry in enumerate(draft.issues):
            draft.reads.append(Read(("issues", index), entry["title"], entry["title"], block.where))
            more = ((name, value) for name, value in entry.items() if name not in ("id", "title"))
            draft.reads += [Read(("issues", index, name), value, str(value), block.where) for name, value in more]
        return
    join(draft, entries, block.where)

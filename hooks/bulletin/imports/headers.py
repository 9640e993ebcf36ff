"""The columns of a ledger by their names, and what the cells of a row say: of an Excel sheet, or of a table in a document."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bulletin.findings import Words
from bulletin.front import shorten
from bulletin.imports.days import day, deadline
from bulletin.imports.wordings import status_of
from bulletin.regex import regex
from bulletin.site import Site

Entry = dict[str, Any]

NAMES = {  # the first is the one that an export writes
    "id": ("编号", "问题编号", "问题序号", "序号", "编码", "id", "号"),
    "title": (
        "问题",
        "问题标题",
        "具体问题",
        "反馈问题",
        "存在问题",
        "整改问题",
        "反馈的问题",
        "存在的问题",
        "问题内容",
        "问题描述",
        "问题表述",
        "问题清单",
        "巡察反馈问题",
        "反馈意见",
        "整改事项",
        "整改任务",
        "标题",
        "title",
    ),
    "theme": ("所属方面", "方面", "问题类别", "问题类型", "类别", "大类", "分类", "theme"),
    "status": (
        "整改状态",
        "状态",
        "完成情况",
        "整改完成情况",
        "完成状态",
        "当前状态",
        "目前状态",
        "进展情况",
        "整改进展",
        "整改进度",
        "整改情况",
        "落实情况",
        "整改落实情况",
        "整改结果",
        "销号情况",
        "是否完成",
        "是否销号",
        "status",
    ),
    "owner": (
        "责任单位",
        "整改责任单位",
        "责任部门",
        "责任科室",
        "责任处室",
        "牵头单位",
        "牵头部门",
        "整改单位",
        "承办单位",
        "主责单位",
        "owner",
    ),
    "due": (
        "原定时限",
        "整改时限",
        "完成时限",
        "整改期限",
        "完成期限",
        "办结时限",
        "计划完成时间",
        "计划完成时限",
        "要求完成时间",
        "时限",
        "due",
    ),
    "completed": ("自评完成", "完成日期", "实际完成日期", "实际完成时间", "整改完成时间", "完成时间", "completed"),
    "verified.by": ("验收单位", "销号单位", "验收（销号）单位"),
    "verified.on": ("验收日期", "销号日期", "验收时间", "销号时间", "验收（销号）日期"),
    "reopened.because": ("反弹理由", "反弹原因", "退回理由", "退回原因"),
    "reopened.on": ("反弹日期", "退回日期"),
    "stands_for": ("涵盖问题数", "代表问题数", "涉及问题数"),
    "measures": ("整改措施", "措施", "整改举措"),
}
NUMBERED = {
    "to": regex(r"第(\d{1,3})次延期至"),
    "on": regex(r"第(\d{1,3})次延期决定日期"),
    "because": regex(r"第(\d{1,3})次延期理由"),
    "measure": regex(r"整改措施(\d{1,3})"),
}
DATES = {"due", "completed", "verified.on", "reopened.on"}
MARKS = regex(r"[\s*＊:：（(]|[）)]$")


@dataclass
class Columns:
    """Where each field stands in a row; `unknown` are the names of the other columns."""

    fields: dict[str, int] = field(default_factory=dict)
    numbered: dict[tuple[str, int], int] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def read_columns(names: Sequence[Any]) -> Columns | None:
    """The columns of a row of names; None for a row that is none: it must name the problem and one thing more."""
    columns, plain = Columns(), [re.sub(r"[\s*＊:：]", "", str(name or "")).lower() for name in names]
    for name, known in NAMES.items():
        found = next((plain.index(one) for one in known if one in plain), None)
        if found is not None:
            columns.fields[name] = found
    for index, name in enumerate(plain):
        for kind, pattern in NUMBERED.items():
            if match := pattern.fullmatch(name):
                columns.numbered[kind, int(match[1])] = index
    taken = {*columns.fields.values(), *columns.numbered.values()}
    columns.unknown = [str(name).strip() for index, name in enumerate(names) if name and index not in taken]
    return columns if "title" in columns.fields and len(columns.fields) > 1 else None


def read_row(row: Sequence[Any], columns: Columns, site: Site, notices: list[Words], where: Words) -> Entry:
    """The entry that a row makes, without what it leaves empty; a cell that cannot be read is told, and left out."""
    entry: Entry = {}
    for name, index in columns.fields.items():
        text = _text(row[index] if index < len(row) else None)
        value = _value(name, row[index], text, site) if text else None
        if text and value is None:
            _unread(name, text, notices, where)
        elif value is not None:
            _put(entry, name, value)
    _numbered(entry, row, columns, notices, where)
    return entry


def _value(name: str, cell: Any, text: str, site: Site) -> Any:
    if name in DATES:
        if isinstance(cell, datetime.datetime | datetime.date):
            return cell.date() if isinstance(cell, datetime.datetime) else cell
        return deadline(text) if name == "due" else day(text)
    if name == "status":
        return status_of(text, site) or None
    if name == "stands_for":
        return int(text) if re.fullmatch(r"[1-9]\d{0,3}", text) else None
    if name == "measures":
        return [line.strip() for line in text.split("\n") if line.strip()]
    return text


def _put(entry: Entry, name: str, value: Any) -> None:
    group, _, inner = name.partition(".")
    if inner:
        entry.setdefault(group, {})[inner] = value
    elif (name, value) != ("stands_for", 1):
        entry[name] = value


def _numbered(entry: Entry, row: Sequence[Any], columns: Columns, notices: list[Words], where: Words) -> None:
    """Revisions of the time limit and measures, which have a set of columns each."""
    revised: dict[int, dict[str, Any]] = {}
    for (kind, number), index in sorted(columns.numbered.items(), key=lambda item: item[0][1]):
        cell = row[index] if index < len(row) else None
        if not (text := _text(cell)):
            continue
        value = text if kind in ("because", "measure") else _value("due", cell, text, Site())
        if value is None:
            _unread("revised", text, notices, where)
        elif kind == "measure":
            entry.setdefault("measures", []).append(value)
        else:
            revised.setdefault(number, {})[kind] = value
    if revised:
        entry["revised"] = [revised[number] for number in sorted(revised)]


def _unread(name: str, text: str, notices: list[Words], where: Words) -> None:
    said = shorten(text.replace("\n", ""), 30)
    zh, en = f"{where.zh}的“{said}”", f"“{said}” in {where.en}"
    notices.append(Words(f"{zh}读不成 {name}，没有写入", f"{en} cannot be read as {name} and was left out"))


def _text(cell: Any) -> str:
    if isinstance(cell, datetime.datetime):
        return str(cell.date())
    return "" if cell is None else str(cell).strip()

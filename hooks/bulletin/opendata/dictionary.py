"""The data dictionary: every field of the open data in Chinese and English, and what is generated from it alone.

The order is that of the columns. JSON Schema and Data Package say nothing that does not stand here.
"""

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple, get_args

from bulletin.model import Bulletin
from bulletin.schema import DIALECT
from bulletin.site import STATUSES, Site

Kind = Literal["string", "date", "integer", "boolean", "list"]


class Field(NamedTuple):
    """A field: `label` heads its column in Excel; one that is not `always` there may be empty (null in JSON).

    A list is an array of texts in JSON, and one text of as many lines in a table.
    """

    name: str
    kind: Kind
    label: str
    zh: str
    en: str
    always: bool = False


BULLETIN = (
    Field("id", "string", "代号", "通报的代号，不变", "identifier of the bulletin; never changes", True),
    Field("title", "string", "标题", "标题", "title", True),
    Field("issuer", "string", "发布机构", "发文机关", "issuing body", True),
    Field("date", "date", "成文日期", "成文日期", "date of the document"),
    Field("published", "date", "发布日期", "发布日期", "date of publication"),
    Field("number", "string", "发文字号", "发文字号；没有编号的为空", "document number; empty where it has none"),
    Field("index", "string", "索引号", "政府信息公开索引号", "index number of government information"),
    Field("state", "string", "状态", "published 现行，withdrawn 已撤回", "published or withdrawn", True),
    Field("sample", "boolean", "样例", "样例，内容虚构，不得计数", "sample: fictitious, never to be counted", True),
    Field("withdrawn_on", "date", "撤回日期", "撤回日期", "date of withdrawal"),
    Field("withdrawn_because", "string", "撤回理由", "撤回理由", "reason for withdrawal"),
    Field("corrections", "integer", "更正次数", "发布以后更正过几处", "corrections after publication", True),
    Field("corrected_on", "date", "更正日期", "最近一次更正的日期", "date of the last correction"),
    Field("follows", "string", "上一期", "上一期通报的代号", "identifier of the previous edition"),
    Field("latest", "boolean", "最近一期", "是同一次检查的最近一期", "last edition on its inspection", True),
    Field("counted", "boolean", "计入合计", "计入首页合计", "counted in the totals of the home page", True),
    Field("inspection_kind", "string", "检查种类", "检查的种类", "kind of inspection"),
    Field("inspection_by", "string", "检查单位", "检查单位", "inspecting body"),
    Field("inspection_feedback", "date", "反馈日期", "反馈意见的日期", "date of the findings"),
    Field("as_of", "date", "截至", "数据截至日期", "day up to which the figures hold"),
    Field("unit", "string", "量词", "量词，如 个、项", "Chinese counter of the figures"),
    Field("raised", "string", "反馈数", "检查反馈的问题数，照原文", "problems raised by the inspection, as written"),
    Field("raised_low", "integer", "反馈数下限", "反馈数至少是多少", "least value of raised"),
    Field("raised_high", "integer", "反馈数上限", "反馈数至多是多少", "greatest value of raised"),
    Field("total", "string", "总数", "总数，照原文，可以是约数", "total, as written; may be vague"),
    Field("total_low", "integer", "总数下限", "总数至少是多少；遮盖的为空", "least value of total; empty if masked"),
    Field("total_high", "integer", "总数上限", "总数至多是多少", "greatest value of total"),
    Field("completed", "string", "已完成", "已完成的数量，照原文", "number completed, as written"),
    Field("completed_low", "integer", "已完成下限", "已完成至少多少", "least value of completed"),
    Field("completed_high", "integer", "已完成上限", "已完成至多多少", "greatest value of completed"),
    Field("ongoing", "string", "未完成", "未完成的数量，照原文", "number not completed, as written"),
    Field("ongoing_low", "integer", "未完成下限", "未完成至少多少", "least value of ongoing"),
    Field("ongoing_high", "integer", "未完成上限", "未完成至多多少", "greatest value of ongoing"),
    Field("rate", "string", "公布的完成率", "通报公布的完成率，照原文", "rate as published"),
    Field(
        "rate_computed",
        "string",
        "算出的完成率",
        "已完成 ÷ 总数，算不出的为空",
        "completed / total; empty if unknowable",
    ),
    Field("issues", "integer", "清单项数", "清单里有几项", "entries in the register", True),
    Field("page", "string", "网页", "网页地址，相对于网站根目录", "page, relative to the root of the site", True),
    Field("pdf", "string", "PDF", "PDF 地址，相对于网站根目录", "PDF, relative to the root of the site", True),
)

ISSUE = (
    Field("bulletin", "string", "通报", "所在通报的代号", "identifier of the bulletin", True),
    Field("id", "string", "编号", "问题编号，在各期之间不变", "identifier, the same in every edition", True),
    Field("title", "string", "问题", "问题的标题", "title", True),
    Field("theme", "string", "方面", "所属方面", "theme"),
    Field("status", "string", "状态代码", "整改状态；未逐项公布的为空", "status; empty where none was published"),
    Field("status_label", "string", "状态", "整改状态的叫法", "status in Chinese", True),
    Field("bucket", "string", "计入", "completed 计入已完成，ongoing 计入未完成", "counts as completed or ongoing"),
    Field("owner", "string", "责任单位", "责任单位", "unit responsible"),
    Field("due", "date", "原定时限", "原定时限，公布后不改", "original due date; never changed"),
    Field("revised_due", "date", "现定时限", "最近一次调整后的时限", "due date after the last revision"),
    Field("revised_because", "string", "调整理由", "最近一次调整的理由", "reason for the last revision"),
    Field("revisions", "integer", "调整次数", "时限调整过几次", "number of revisions of the due date", True),
    Field("measures", "list", "整改措施", "整改措施，一条一行", "measures, one a line"),
    Field("completed", "date", "自评完成", "责任单位自评完成的日期", "completion as assessed by the unit itself"),
    Field("verified_by", "string", "验收单位", "验收（销号）单位", "body that verified completion"),
    Field("verified_on", "date", "验收日期", "验收（销号）日期", "date of verification"),
    Field(
        "days_late",
        "integer",
        "逾期天数",
        "超过原定时限的天数：未完成的算到截至日期，已完成的算到完成日期",
        "days past the original due date, up to as_of or to completion",
        True,
    ),
    Field("stands_for", "integer", "涵盖问题数", "代表总数中的几个问题", "counted problems that it covers", True),
    Field("as_of", "date", "截至", "数据截至日期", "day up to which this holds"),
    Field("issuer", "string", "发布机构", "发文机关", "issuing body", True),
    Field("state", "string", "通报状态", "published 现行，withdrawn 已撤回", "published or withdrawn", True),
    Field("sample", "boolean", "样例", "样例，内容虚构，不得计数", "sample: fictitious, never to be counted", True),
    Field("latest", "boolean", "最近一期", "所在通报是最近一期", "from the last edition on its inspection", True),
    Field("page", "string", "网页", "网页地址，相对于网站根目录", "page, relative to the root of the site", True),
)

HEAD = (
    Field("table", "string", "表", "所在的表", "table", True),
    Field("name", "string", "字段", "字段名", "field", True),
    Field("type", "string", "类型", "类型", "type", True),
    Field("zh", "string", "中文说明", "中文说明", "Chinese", True),
    Field("en", "string", "英文说明", "英文说明", "English", True),
)
TABLES = {"issues": ISSUE, "bulletins": BULLETIN}
TITLES = {"issues": "问题清单", "bulletins": "通报目录", "dictionary": "字段说明"}
KEYS = {"issues": ["bulletin", "id"], "bulletins": ["id"], "dictionary": ["table", "name"]}


def lines() -> list[dict[str, str]]:
    """The dictionary as rows of its own table."""
    return [
        {"table": table, "name": field.name, "type": field.kind, "zh": field.zh, "en": field.en}
        for table, fields in TABLES.items()
        for field in fields
    ]


def schema() -> dict[str, Any]:
    """JSON Schema of data/bulletins.json and data/issues.json, and of the file of one bulletin or issue."""
    head = {"publisher": {"type": "string"}, "schema": {"type": "string"}, "as_of": _typed("date")}
    lists = {
        name: {
            "type": "object",
            "properties": head | {name: {"type": "array", "items": {"$ref": f"#/$defs/{one}"}}},
            "required": ["publisher", "schema", name],
        }
        for name, one in (("bulletins", "bulletin"), ("issues", "issue"))
    }
    one = {"bulletin": _record(BULLETIN), "issue": _record(ISSUE)}
    one["bulletin"]["properties"]["register"] = {"type": "array", "items": {"$ref": "#/$defs/issue"}}
    options = [{"$ref": f"#/$defs/{name}"} for name in (*one, *lists)]
    return {"$schema": DIALECT, "title": "整改情况通报开放数据", "anyOf": options, "$defs": one | lists}


def datapackage(site: Site, created: str | None) -> dict[str, Any]:
    """Frictionless Data Package 1.0 over the CSV files."""
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "rectification-bulletins",
        "title": f"{site.name}{site.section}",
        "description": "整改情况通报：通报目录和问题清单。Rectification bulletins and their registers of problems.",
    }
    if created:
        package["created"] = f"{created}T00:00:00+08:00"
    resources = [_resource(name, fields) for name, fields in (TABLES | {"dictionary": HEAD}).items()]
    return package | {"resources": resources}


def _resource(name: str, fields: Iterable[Field]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": TITLES[name],
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": {
            "fields": [
                {
                    "name": field.name,
                    "type": "string" if field.kind == "list" else field.kind,
                    "title": field.label,
                    "description": f"{field.zh} / {field.en}",
                    **({"constraints": {"required": True}} if field.always and field.name not in MAY_BE_BLANK else {}),
                }
                for field in fields
            ],
            "primaryKey": KEYS[name],
        },
    }


MAY_BE_BLANK = {"title", "issuer"}  # given as text, which a preview of a draft may not have yet


def _record(fields: Iterable[Field]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            field.name: _typed(field.kind, field.always, field.name) | {"description": f"{field.zh} / {field.en}"}
            for field in fields
        },
        "required": [field.name for field in fields],
    }


def _typed(kind: Kind, always: bool = False, name: str = "") -> dict[str, Any]:
    if kind == "list":
        return {"type": "array", "items": {"type": "string"}}
    plain = "string" if kind == "date" else kind
    made: dict[str, Any] = {"type": plain if always else [plain, "null"]}
    if kind == "date":
        made["format"] = "date"
    if name == "state":
        made["enum"] = list(get_args(Bulletin.model_fields["state"].annotation))
    if name == "status":
        made["examples"] = list(STATUSES)
    return made

"""The data dictionary: every field of the open data in Chinese and English, in the order of the columns."""

from typing import Literal, NamedTuple

Kind = Literal["string", "date", "integer", "number", "boolean", "list"]


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


BUREAU = Field(
    "bureau",
    "string",
    "部门",
    "汇总多个部门的网站上，出自哪个部门；否则为空",
    "bureau, on a portal of many; else empty",
)

BULLETIN = (
    Field("id", "string", "代号", "通报的代号，不变", "identifier of the bulletin; never changes", True),
    Field("title", "string", "标题", "标题", "title", True),
    Field("issuer", "string", "发布机构", "发文机关", "issuing body", True),
    BUREAU,
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
    Field("days_taken", "integer", "整改用时", "从反馈到自评完成的天数", "days from the feedback to completion"),
    Field("stands_for", "integer", "涵盖问题数", "代表总数中的几个问题", "counted problems that it covers", True),
    Field("as_of", "date", "截至", "数据截至日期", "day up to which this holds"),
    Field("issuer", "string", "发布机构", "发文机关", "issuing body", True),
    BUREAU,
    Field("state", "string", "通报状态", "published 现行，withdrawn 已撤回", "published or withdrawn", True),
    Field("sample", "boolean", "样例", "样例，内容虚构，不得计数", "sample: fictitious, never to be counted", True),
    Field("latest", "boolean", "最近一期", "所在通报是最近一期", "from the last edition on its inspection", True),
    Field("page", "string", "网页", "网页地址，相对于网站根目录", "page, relative to the root of the site", True),
)

CHECK = (
    Field(
        "witness",
        "string",
        "出处",
        "declared 公布的数字，itemised 清单的合计，stated 正文",
        "where the figures stand: declared, itemised in the register, or stated in the text",
        True,
    ),
    Field("ledger", "string", "账目", "哪一本账；正文的写“正文”", "ledger", True),
    Field("relation", "string", "关系", "应有的关系，写成算式或一句话", "the relation, in figures and signs", True),
    Field(
        "verdict",
        "string",
        "结果代码",
        "adds_up 对得上，last_digit 末位有取舍，does_not_add_up 对不上，cannot_tell 无法核对",
        "adds_up, last_digit, does_not_add_up or cannot_tell",
        True,
    ),
    Field("words", "string", "结果", "结果的叫法", "verdict in Chinese", True),
    Field("quote", "string", "原句", "正文里的原句；不出自正文的为空", "sentence of the text"),
    Field(
        "page", "string", "网页", "网页地址；出自正文的，带原句的锚点", "page, with the anchor of the sentence", True
    ),
)
TERM = (
    Field("label", "string", "名目", "这个数在关系里是什么", "what the figure is in the relation", True),
    Field("text", "string", "数字", "数字，照原文", "figure, as written", True),
    Field("low", "number", "下限", "至少是多少；遮盖的为空", "least value; empty if masked"),
    Field("high", "number", "上限", "至多是多少；没有上限的为空", "greatest value; empty if there is none"),
)
HEAD = (
    Field("table", "string", "表", "所在的表", "table", True),
    Field("name", "string", "字段", "字段名", "field", True),
    Field("type", "string", "类型", "类型", "type", True),
    Field("zh", "string", "中文说明", "中文说明", "Chinese", True),
    Field("en", "string", "英文说明", "英文说明", "English", True),
)
TABLES = {"issues": ISSUE, "bulletins": BULLETIN}
INSIDE = {"checks": CHECK, "checks.figures": TERM}  # of the file of one bulletin; no tables of their own
TITLES = {"issues": "问题清单", "bulletins": "通报目录", "dictionary": "字段说明"}
TITLES |= {"checks": "账目核对（在每期通报的 JSON 里）", "checks.figures": "账目核对里的数字"}


def lines() -> list[dict[str, str]]:
    """The dictionary as rows of its own table."""
    return [
        {"table": table, "name": field.name, "type": field.kind, "zh": field.zh, "en": field.en}
        for table, fields in (TABLES | INSIDE).items()
        for field in fields
    ]

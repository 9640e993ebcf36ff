"""What a bulletin is: the fields of its front matter, typed, each with the words an editor reads in the schema.

A value that is not given is None (or empty): required fields are asked for by RB012, so that one missing field
does not keep the other rules from speaking. Everything is frozen; nothing is computed from the clock.
"""

import datetime
import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, Field, PlainSerializer, PrivateAttr, WithJsonSchema
from pydantic_core import PydanticCustomError

from bulletin.figures import Figure, parse_figure, parse_rate

At = tuple[str | int, ...]  # where a field stands: ("issues", 3, "due")


def _reader(kind: str, read: Any) -> BeforeValidator:
    """A validator from the text of a scalar; what cannot be read becomes an error of type `kind`, worded by RB014."""

    def parse(value: Any) -> Any:
        try:
            return read(value)
        except (ValueError, TypeError) as error:
            raise PydanticCustomError(kind, "not a {kind}", {"kind": kind}) from error

    return BeforeValidator(parse)


def _date(value: Any) -> datetime.date:
    if isinstance(value, datetime.date):
        return value
    if not re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", value):
        raise ValueError(value)
    return datetime.date(*map(int, value.split("-")))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value.strip()


def _unread(read: Any) -> Any:
    return lambda value: value if isinstance(value, Figure) else read(value)


_figure, _rate = _unread(parse_figure), _unread(parse_rate)
_AS_WRITTEN = PlainSerializer(str, return_type=str)
_WHOLE = {"type": ["number", "string"], "pattern": r"^\S+$"}

Text = Annotated[str, _reader("text", _text), WithJsonSchema({"type": ["string", "number"]})]
Date = Annotated[datetime.date, _reader("date", _date), WithJsonSchema({"type": "string", "format": "date"})]
Count = Annotated[Figure, _reader("figure", _figure), _AS_WRITTEN, WithJsonSchema(_WHOLE)]
Rate = Annotated[Figure, _reader("rate", _rate), _AS_WRITTEN, WithJsonSchema({"type": "string", "examples": ["65%"]})]
Flag = Annotated[bool, WithJsonSchema({"type": "boolean"})]
Number = Annotated[int, Field(ge=1, le=9999), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 9999})]


class Inspection(BaseModel, frozen=True, extra="forbid"):
    """检查（巡察、督察、审计）本身。"""

    kind: Text = Field("", description="检查的种类，如 专项巡察、环保督察、审计")
    by: Text = Field("", description="检查单位，如 市委第一巡察组")
    started: Date | None = Field(None, alias="from", description="检查开始日期")
    ended: Date | None = Field(None, alias="to", description="检查结束日期")
    feedback: Date | None = Field(None, description="反馈意见的日期")


class Counts(BaseModel, frozen=True, extra="forbid"):
    """通报的总数：已完成 + 未完成 = 总数。数可以写作 28、20余、约600、XX。"""

    required: ClassVar = ("total",)

    unit: Text = Field("个", description="量词，如 个、项、件、处")
    raised: Count | None = Field(None, description="检查反馈的问题数；与总数不同时须写 decomposition 说明")
    total: Count | None = Field(None, description="问题总数")
    completed: Count | None = Field(None, description="已完成整改的数量")
    ongoing: Count | None = Field(None, description="未完成的数量（阶段性完成、正在整改、长期坚持、尚未启动都在内）")
    parts: dict[str, Count] = Field({}, description="各整改状态的数量，如 {phased: 3, long_term: 4}")
    rate: Rate | None = Field(None, description="公布的整改率，如 65%；不公布就不写")
    as_of: Date | None = Field(None, description="数据截至日期；不写即成文日期")
    decomposition: Text = Field("", description="反馈数与总数为何不同的一句说明，随数字一起公布")


class Tally(BaseModel, frozen=True, extra="forbid"):
    """通报里另一本有总数的账，如 一般隐患 618 处。"""

    required: ClassVar = ("name", "total")

    name: Text = Field("", description="名称，如 一般隐患")
    unit: Text = Field("个", description="量词")
    as_of: Date | None = Field(None, description="数据截至日期")
    total: Count | None = Field(None, description="总数")
    completed: Count | None = Field(None, description="已完成的数量")
    ongoing: Count | None = Field(None, description="未完成的数量")
    parts: dict[str, Count] = Field({}, description="各整改状态的数量")
    rate: Rate | None = Field(None, description="公布的完成率")


class Revision(BaseModel, frozen=True, extra="forbid"):
    """一次延期：原定时限 due 不改，新的时限、决定日期和理由记在这里。"""

    required: ClassVar = ("to", "because")

    to: Date | None = Field(None, description="调整后的时限")
    on: Date | None = Field(None, description="决定调整的日期")
    because: Text = Field("", description="调整的理由")


class Acceptance(BaseModel, frozen=True, extra="forbid"):
    """由另一方验收、销号；与自评完成分开记。"""

    by: Text = Field("", description="验收单位")
    on: Date | None = Field(None, description="验收日期")


class Issue(BaseModel, frozen=True, extra="forbid"):
    """问题清单里的一项。"""

    required: ClassVar = ("id", "title")

    id: Text = Field("", description="编号，一经公布不再改，如 1.1")
    title: Text = Field("", description="问题的标题，与正文小标题一致")
    theme: Text = Field("", description="所属方面")
    status: Text = Field(
        "", description="整改状态：completed、phased、ongoing、long_term、not_started；未逐项公布则不写"
    )
    owner: Text = Field("", description="责任单位")
    due: Date | None = Field(None, description="原定整改时限；延期写在 revised，不改这里")
    revised: tuple[Revision, ...] = Field((), description="历次延期")
    completed: Date | None = Field(None, description="自评完成日期")
    verified: Acceptance | None = Field(None, description="验收（销号）")
    stands_for: Number = Field(1, description="本项代表总数中的几个问题；不写即 1")


class Contact(BaseModel, frozen=True, extra="forbid"):
    """监督和联系方式。"""

    phone: Text = Field("", description="电话，如 2519889 或 0372-2519889")
    area: Text = Field("", description="区号，如 0372")
    address: Text = Field("", description="邮政地址")
    addressee: Text = Field("", description="收件单位")
    postcode: Text = Field("", description="邮政编码，六位数字")
    email: Text = Field("", description="电子邮箱")
    hours: Text = Field("", description="受理时间，如 工作日 8:30—12:00")


class Review(BaseModel, frozen=True, extra="forbid"):
    """一道审签。"""

    required: ClassVar = ("step", "by", "on")

    step: Text = Field("", description="环节，如 初审、复审、终审")
    by: Text = Field("", description="审签人")
    on: Date | None = Field(None, description="审签日期")
    digest: Text = Field("", description="所审内容的摘要值")


class Waiver(BaseModel, frozen=True, extra="forbid"):
    """对一条规则的豁免：写明理由，最好写明到哪一天为止。"""

    required: ClassVar = ("rule", "because")

    rule: Text = Field("", description="规则编号，如 RB104")
    because: Text = Field("", description="理由")
    until: Date | None = Field(None, description="豁免到这一天为止（含）")


class Withdrawal(BaseModel, frozen=True, extra="forbid"):
    """撤回。"""

    required: ClassVar = ("on", "because")

    on: Date | None = Field(None, description="撤回日期")
    because: Text = Field("", description="撤回的理由，随通报公布")


class Bulletin(BaseModel, frozen=True, extra="forbid"):
    """一期整改情况通报的首部。"""

    required: ClassVar = ("title", "issuer", "date")

    title: Text = Field("", description="标题")
    id: Text = Field("", description="本期通报的代号；不写即文件名")
    issuer: Text = Field("", description="发文机关，即署名")
    date: Date | None = Field(None, description="成文日期，写作 2023-11-17")
    published: Date | None = Field(None, description="发布日期")
    number: Text = Field("", description="发文字号，如 安交党〔2023〕12号；没有就不写")
    index: Text = Field("", description="索引号；没有就不写")
    state: Literal["draft", "published", "withdrawn"] = Field(
        "published", description="draft 草稿（不发布）、published 发布、withdrawn 已撤回"
    )
    withdrawn: Withdrawal | None = Field(None, description="撤回的日期和理由")
    sample: Flag = Field(False, description="样例：内容是虚构的，每一页都会注明")
    follows: Text = Field("", description="上一期通报的代号")
    inspection: Inspection | None = Field(None, description="所针对的检查")
    counts: Counts | None = Field(None, description="问题总数与完成数")
    issues: tuple[Issue, ...] = Field((), description="问题清单")
    tallies: tuple[Tally, ...] = Field((), description="通报里其他有总数的账")
    contact: Contact | None = Field(None, description="监督和联系方式")
    review: tuple[Review, ...] = Field((), description="审签记录")
    waive: tuple[Waiver, ...] = Field((), description="豁免的规则")

    _path: str = PrivateAttr("")
    _body: str = PrivateAttr("")
    _source: str = PrivateAttr("")
    _body_line: int = PrivateAttr(1)

    @property
    def path(self) -> str:
        """The source file, relative to the project, with forward slashes: `bulletins/2023/x.md`."""
        return self._path

    @property
    def body(self) -> str:
        """The prose, as Markdown, without the front matter."""
        return self._body

    @property
    def source(self) -> str:
        """The whole file as it was read, with plain line ends; empty for a bulletin that no file holds."""
        return self._source

    @property
    def body_line(self) -> int:
        """The line of the source on which the prose begins."""
        return self._body_line

    @property
    def address(self) -> str:
        """Where it stands on the site, without an ending: `bulletins/2023/x`."""
        return self._path.removesuffix(".md")

    @property
    def mark(self) -> str:
        """What every page of it must be marked with, on the web and on paper; empty for one that is in force."""
        marks = {"withdrawn": "已撤回", "draft": "征求意见稿"}
        return " · ".join(filter(None, ("样例" if self.sample else "", marks.get(self.state, ""))))

    @property
    def in_force(self) -> bool:
        """Published, real, not withdrawn: its figures count in the figures over all bulletins."""
        return not self.mark

    @property
    def as_of(self) -> datetime.date | None:
        """The day up to which its figures hold."""
        return (self.counts and self.counts.as_of) or self.date

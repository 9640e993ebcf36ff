"""The front matter as a whole, and what belongs to no other ledger: the inspection, and whom to reach."""

import datetime
import hashlib
from typing import ClassVar, Literal

from pydantic import BaseModel, Field, PrivateAttr

from bulletin.model.counts import Counts, Tally
from bulletin.model.record import Correction, Review, Waiver, Withdrawal
from bulletin.model.register import Issue, Removal
from bulletin.model.values import Date, Flag, Text
from bulletin.texts import digest, lying, prose


class Inspection(BaseModel, frozen=True, extra="forbid"):
    """检查（巡察、督察、审计）本身。"""

    kind: Text = Field("", description="检查的种类，如 专项巡察、环保督察、审计")
    by: Text = Field("", description="检查单位，如 市委第一巡察组")
    started: Date | None = Field(None, alias="from", description="检查开始日期")
    ended: Date | None = Field(None, alias="to", description="检查结束日期")
    feedback: Date | None = Field(None, description="反馈意见的日期")


class Contact(BaseModel, frozen=True, extra="forbid"):
    """监督和联系方式。"""

    phone: Text = Field("", description="电话，如 2519889 或 0372-2519889")
    area: Text = Field("", description="区号，如 0372")
    address: Text = Field("", description="邮政地址")
    addressee: Text = Field("", description="收件单位")
    postcode: Text = Field("", description="邮政编码，六位数字")
    email: Text = Field("", description="电子邮箱")
    hours: Text = Field("", description="受理时间，如 工作日 8:30—12:00")


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
    corrections: tuple[Correction, ...] = Field((), description="发布以后的更正，随通报公布")
    sample: Flag = Field(False, description="样例：内容是虚构的，每一页都会注明")
    follows: Text = Field("", description="上一期通报的代号")
    inspection: Inspection | None = Field(None, description="所针对的检查")
    counts: Counts | None = Field(None, description="问题总数与完成数")
    issues: tuple[Issue, ...] = Field((), description="问题清单")
    dropped: tuple[Removal, ...] = Field((), description="上一期有、本期不再列出的问题，逐项写明理由")
    tallies: tuple[Tally, ...] = Field((), description="通报里其他有总数的账")
    contact: Contact | None = Field(None, description="监督和联系方式")
    review: tuple[Review, ...] = Field((), description="审签记录")
    waive: tuple[Waiver, ...] = Field((), description="豁免的规则")

    _path: str = PrivateAttr("")
    _file: str = PrivateAttr("")
    _bureau: str = PrivateAttr("")
    _body: str = PrivateAttr("")
    _source: str = PrivateAttr("")
    _lies: str = PrivateAttr("")  # the file that has the source, where that is not held
    _sum: bytes = PrivateAttr(b"")
    _body_line: int = PrivateAttr(1)
    _pictured: bool = PrivateAttr(True)

    @property
    def path(self) -> str:
        """Its place among all bulletins, with forward slashes: `bulletins/2023/x.md`, of a bureau `bulletins/shuiwu/2023/x.md`."""
        return self._path

    @property
    def file(self) -> str:
        """The source file, relative to the project: its path, or where it lies in the repository of a bureau."""
        return self._file or self._path

    @property
    def bureau(self) -> str:
        """The bureau out of whose repository it comes, on a portal out of many; else empty."""
        return self._bureau

    @property
    def body(self) -> str:
        """The prose, as Markdown, without the front matter."""
        return self._body or (prose(source, self._body_line) if (source := self.source) else "")

    @property
    def source(self) -> str:
        """The whole file as it was read, with plain line ends; empty for a bulletin that no file holds."""
        return self._source or (lying(self._lies, self._sum) if self._lies else "")

    @property
    def sum(self) -> bytes:
        """The SHA-256 of its source; empty where it has none."""
        return self._sum or (digest(self._source) if self._source else b"")

    @property
    def pictured(self) -> bool:
        """There may be pictures in it."""
        return self._pictured

    @property
    def body_line(self) -> int:
        """The line of the source on which the prose begins."""
        return self._body_line

    @property
    def written(self) -> bytes:
        """A digest of all that it is: its path and bureau with its source, or with its fields where no file holds it."""
        told = (self._path, self._bureau, "" if self.sum else f"{self!r}{self._body}")
        path, bureau, rest = map(digest, told)
        return hashlib.sha256(path + bureau + (self.sum or digest("")) + rest).digest()

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
    def corrected(self) -> datetime.date | None:
        """The day of its last correction."""
        return max((one.on for one in self.corrections if one.on), default=None)

    @property
    def as_of(self) -> datetime.date | None:
        """The day up to which its figures hold."""
        return (self.counts and self.counts.as_of) or self.date

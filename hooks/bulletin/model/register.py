"""The register: its entries, and what befell their deadlines and their completion."""

from operator import attrgetter
from typing import Any, ClassVar

from pydantic import BaseModel, Field

from bulletin.model.values import Date, Number, Text


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


class Reopening(BaseModel, frozen=True, extra="forbid"):
    """状态后退：已完成的又出现（反弹），或退回更早的状态。"""

    required: ClassVar = ("because",)

    on: Date | None = Field(None, description="发现或决定的日期")
    because: Text = Field("", description="理由，随通报公布")


class Removal(BaseModel, frozen=True, extra="forbid"):
    """上一期清单里有、本期不再列出的一项。"""

    required: ClassVar = ("id", "because")

    id: Text = Field("", description="上一期的编号")
    because: Text = Field("", description="不再列出的理由，随通报公布")


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
    measures: tuple[Text, ...] = Field((), description="整改措施，一条一项")
    completed: Date | None = Field(None, description="自评完成日期")
    verified: Acceptance | None = Field(None, description="验收（销号）")
    reopened: Reopening | None = Field(None, description="状态比上一期后退的，写明理由")
    stands_for: Number = Field(1, description="本项代表总数中的几个问题；不写即 1")

    def __reduce__(self) -> tuple[Any, ...]:
        """How it goes to another process: by its values alone, and packed as it is here."""
        return _packed, VALUES(self)


NAMES = (*Issue.model_fields, "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
VALUES = attrgetter(*NAMES)


def packed(issue: Issue) -> Issue:
    """The same issue, in a third of its memory: the names of its fields are held once for all of a class, as those of
    ordinary objects are.
    """
    return _packed(*VALUES(issue))


def _packed(*values: Any) -> Issue:
    made = object.__new__(Issue)
    for name, value in zip(NAMES, values, strict=True):
        object.__setattr__(made, name, value)
    return made


packed(Issue())  # the first of a class tells its names

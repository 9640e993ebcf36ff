"""What a bulletin declares in figures: its counts, and every other ledger that has a total."""

from typing import ClassVar

from pydantic import BaseModel, Field

from bulletin.model.values import Count, Date, Rate, Text, Unit


class Counts(BaseModel, frozen=True, extra="forbid"):
    """通报的总数：已完成 + 未完成 = 总数。数可以写作 28、20余、约600、XX。"""

    required: ClassVar = ("total",)

    unit: Unit = Field("个", description="量词，如 个、项、件、处")
    raised: Count | None = Field(None, description="检查反馈的问题数；与总数不同时须写 decomposition 说明")
    total: Count | None = Field(None, description="问题总数")
    completed: Count | None = Field(None, description="已完成整改的数量")
    ongoing: Count | None = Field(None, description="未完成的数量（阶段性完成、正在整改、长期坚持、尚未启动都在内）")
    parts: dict[str, Count] = Field({}, description="各整改状态的数量，如 {phased: 3, long_term: 4}")
    rate: Rate | None = Field(None, description="公布的整改率，如 65%；不公布就不写")
    as_of: Date | None = Field(None, description="数据截至日期；不写即成文日期")
    scope: Text = Field("", description="总数或已完成数与上一期接不上时的一句说明，随数字一起公布")
    decomposition: Text = Field("", description="反馈数与总数为何不同的一句说明，随数字一起公布")


class Tally(BaseModel, frozen=True, extra="forbid"):
    """通报里另一本有总数的账，如 一般隐患 618 处。"""

    required: ClassVar = ("name", "total")

    name: Text = Field("", description="名称，如 一般隐患")
    unit: Unit = Field("个", description="量词")
    as_of: Date | None = Field(None, description="数据截至日期")
    total: Count | None = Field(None, description="总数")
    completed: Count | None = Field(None, description="已完成的数量")
    ongoing: Count | None = Field(None, description="未完成的数量")
    parts: dict[str, Count] = Field({}, description="各整改状态的数量")
    rate: Rate | None = Field(None, description="公布的完成率")

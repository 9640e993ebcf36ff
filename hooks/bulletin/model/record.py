"""What was done with a bulletin itself: reviews, waivers, corrections, withdrawal."""

from typing import ClassVar

from pydantic import BaseModel, Field

from bulletin.model.values import Date, Text


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


class Correction(BaseModel, frozen=True, extra="forbid"):
    """发布以后的一处更正：正文和数字已经改好，这里写明原来错在哪里，随通报公布。"""

    required: ClassVar = ("on", "wrong", "right")

    on: Date | None = Field(None, description="更正日期")
    wrong: Text = Field("", description="原来怎么写的，如 第3.2项的责任单位写作物资储备中心")
    right: Text = Field("", description="更正为什么，如 水旱灾害防御科")

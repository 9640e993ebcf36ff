"""RB090–RB092: waivers. The runner finds these itself; here they are worded and explained."""

from bulletin.rules import rule


@rule(
    "RB090",
    zh="豁免 {rule} 已经用不着：本期没有这一条。请删去这条豁免。",
    en="the waiver of {rule} has no effect: nothing of the kind is found. Delete it.",
    waivable=False,
)
def waiver_without_effect(*_: object) -> None:
    """A waiver has an effect. / 豁免确有其用。

    One that is left over would hide the next mistake of its kind.

    留着不用的豁免，会把以后真正的错误遮住。

    Bad:
        waive: [{rule: RB104, because: 原文没有逐项公布}]
    """


@rule(
    "RB091",
    zh="没有 {rule} 这条规则，或者它不能豁免。请核对编号，或改正内容。",
    en="there is no rule {rule}, or it cannot be waived. Check the code, or mend the matter.",
    waivable=False,
)
def waiver_unknown(*_: object) -> None:
    """A waiver names a rule that can be waived. / 所豁免的规则存在，且可以豁免。

    Rules on the form of the file, on samples and on withdrawal cannot be waived.

    文件写法、样例标注、撤回等规则不能豁免。

    Bad:
        waive: [{rule: RB999, because: 写错了}]
    """


@rule(
    "RB092",
    zh="豁免 {rule} 只到 {until}，已经过期。请改正内容，或说明理由后延长。",
    en="the waiver of {rule} ended on {until}. Mend the matter, or extend it with a reason.",
    waivable=False,
)
def waiver_ended(*_: object) -> None:
    """A waiver has not run out. / 豁免没有过期。

    `until` is the last day on which it holds; the rule speaks again on the next.

    until 是豁免有效的最后一天，过了这一天，规则重新生效。

    Bad:
        issues:
          - {id: "1", title: 巡查记录不全}
        waive: [{rule: RB104, because: 等待核定, until: 2020-01-01}]
    """

"""RB026 to RB028, RB031, RB208 to RB210: what is said of a bulletin after it was published."""

from collections.abc import Iterator
from datetime import date

from bulletin.findings import Severity, Words
from bulletin.model import At, Bulletin
from bulletin.rules import Spot, at, rule
from bulletin.site import Site

SHORTEST = 4  # characters that may be told from chance where they stand again


@rule(
    "RB026",
    zh="更正前后一样，都是“{words}”。请写明原来错在哪里，或删去这一条。",
    en="the correction says the same before and after: “{words}”. Say what was wrong, or take it out.",
    waivable=False,
)
def corrects_something(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A correction says what was wrong and what is right. / 更正要说明改了什么。

    Readers who saw the bulletin before must be able to tell what is different now.

    看过原来那一份的读者，要能看出现在哪里不同。

    Bad:
        corrections: [{on: 2024-05-10, wrong: 责任单位为安监科, right: 责任单位为安监科}]
    Good:
        corrections: [{on: 2024-05-10, wrong: 责任单位为安监科, right: 责任单位为养护科}]
    """
    for index, correction in enumerate(bulletin.corrections):
        if correction.wrong and correction.wrong == correction.right:
            yield at("corrections", index, "right", words=correction.right)


@rule(
    "RB027",
    severity=Severity.WARNING,
    zh="更正说“{wrong}”有误，正文里仍是这样写的。请把正文改好；确是两回事的，把更正写得更明确。",
    en="by the correction “{wrong}” is wrong, but the text still says so. Mend the text, or make the correction plainer.",
)
def corrected_in_the_text(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """What a correction calls wrong does not stand in the text any more. / 更正过的话，正文里不再出现。

    A correction is told beside the mended text, never instead of mending it.

    先把正文改好，再写更正说明；不能只写说明、不改正文。

    Bad:
        corrections: [{on: 2024-05-10, wrong: 已更换护栏120米, right: 已更换护栏102米}]
        ---
        已更换护栏120米。
    Good:
        corrections: [{on: 2024-05-10, wrong: 已更换护栏120米, right: 已更换护栏102米}]
        ---
        已更换护栏102米。
    """
    text = "".join(bulletin.body.split())
    for index, correction in enumerate(bulletin.corrections):
        wrong, right = ("".join(words.split()) for words in (correction.wrong, correction.right))
        if len(wrong) >= SHORTEST and wrong != right and wrong in text.replace(right, ""):
            yield at("corrections", index, "wrong", wrong=correction.wrong)


@rule(
    "RB208",
    zh="更正日期 {on} 早于{what} {day}。公布以前改的不用写更正，公布以后改的请核对日期。",
    en="the correction of {on} is before the {what}, {day}. What was mended before it needs no correction; else check the date.",
)
def corrected_after_publication(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A correction comes after publication. / 更正在发布之后。

    Compared with `published`, or with `date` where that is not given.

    与 published 比较；没有写的，与 date 比较。

    Bad:
        published: 2024-05-06
        corrections: [{on: 2024-05-02, wrong: 责任单位为安监科, right: 责任单位为养护科}]
    Good:
        published: 2024-05-06
        corrections: [{on: 2024-05-10, wrong: 责任单位为安监科, right: 责任单位为养护科}]
    """
    what = Words("发布日期", "date of publication") if bulletin.published else Words("成文日期", "date of the document")
    day = bulletin.published or bulletin.date
    for index, correction in enumerate(bulletin.corrections):
        if day and correction.on and correction.on < day:
            yield at("corrections", index, "on", on=correction.on, what=what, day=day)


@rule(
    "RB209",
    by_today=True,
    zh="{what}日期 {on} 还没有到（今天是 {today}）。请核对。",
    en="the {what} is dated {on}, which is yet to come (today is {today}). Check.",
    waivable=False,
)
def nothing_done_tomorrow(bulletin: Bulletin, _: Site, today: date) -> Iterator[Spot]:
    """No bulletin is corrected or withdrawn on a day to come. / 更正和撤回不写未来的日期。

    What is silent today stays so: this rule never stops a bulletin that was published before.

    今天核对通过的，以后也会通过，所以不影响已经发布的通报。

    Bad:
        corrections: [{on: 2099-05-10, wrong: 责任单位为安监科, right: 责任单位为养护科}]
    Good:
        corrections: [{on: 2024-05-10, wrong: 责任单位为安监科, right: 责任单位为养护科}]
    """
    spots: list[tuple[At, Words, date | None]] = [
        (("corrections", index, "on"), Words("更正", "correction"), correction.on)
        for index, correction in enumerate(bulletin.corrections)
    ]
    if bulletin.withdrawn:
        spots.append((("withdrawn", "on"), Words("撤回", "withdrawal"), bulletin.withdrawn.on))
    for spot, what, on in spots:
        if on and on > today:
            yield at(*spot, on=on, what=what, today=today)


@rule(
    "RB210",
    by_today=True,
    zh="{what} {on} 还没有到（今天是 {today}）。请改为实际的日期；还不发布的，写 state: draft。",
    en="{what} is {on}, which is yet to come (today is {today}). Give the day itself, or make it a draft.",
    waivable=False,
)
def not_published_tomorrow(bulletin: Bulletin, _: Site, today: date) -> Iterator[Spot]:
    """No day of publication is yet to come, nor the date of what is published. / 发布日期、成文日期不写未来的日子。

    What is published says when it was, not when it was meant to be.

    网站上写的发布日期，应是真正发布的日子；公布的通报，成文日期不会在今天以后。

    Bad:
        published: 2099-05-10
    Good:
        published: 2024-05-10
    """
    if bulletin.published and bulletin.published > today:
        yield at("published", what=Words("发布日期", "the day of publication"), on=bulletin.published, today=today)
    elif bulletin.state == "published" and bulletin.date and bulletin.date > today:
        yield at("date", what=Words("成文日期", "the date"), on=bulletin.date, today=today)


@rule(
    "RB028",
    severity=Severity.WARNING,
    zh="内容与网站上已公布的不同（{fields}），却没有更正说明。请在 corrections 里写明原来错在哪里；进展有更新的，另出一期。",
    en="it differs from what the site has published ({fields}), without a note. Say in corrections what was wrong; news are a new edition.",
)
def amended_with_a_note(*_: object) -> None:
    """What was published is not changed in silence. / 已公布的内容改动了，要有更正说明。

    Found against the published site and its list of digests, where that is at hand: on the machine that builds it. Reviews
    and waivers may change, and so may layout; another picture is another content. A withdrawal says why by itself.

    与上一次发布的网站（其中的 SHA256SUMS 和源文件）比较；没有生成过网站的机器上不作比较。
    审签、豁免和排版的改动不算，换了图片的算；撤回的，理由写在 withdrawn 里。
    """


@rule(
    "RB031",
    severity=Severity.WARNING,
    zh="网站上已公布的这一份，这次不会再有。要撤下的，写 state: withdrawn 和理由；改了文件名的，请改回原名，原来的网址才打得开。",
    en="the site has published this bulletin, and would have it no more. Withdraw it with a reason; renamed, give it its name again.",
)
def stays_published(*_: object) -> None:
    """What was published does not go in silence. / 已公布的通报不悄悄消失。

    Not even as a draft, or under another name with another content: its address would lead nowhere. Found while building,
    against the published site.

    改为草稿的、换了文件名的也算：原来的网址会打不开，改了什么也看不出来。生成网站时与上一次发布的网站比较。
    """

"""RB451 to RB456: approval. What is published is what was approved, by those who must, in their order.

None of these can be waived: a waiver is itself content that is to be approved. Where a site asks for no steps, what is
there is still checked, and what is amiss only warns.
"""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise

from bulletin.approval import passed, required, same_person, steps
from bulletin.digest import reviewed
from bulletin.findings import Words
from bulletin.model import Bulletin
from bulletin.rules import Spot, at, rule
from bulletin.site import Site

SHOWN = 8  # digits of a digest that tell two apart at a glance


@rule(
    "RB451",
    zh="{steps}之后内容又改过（所审的摘要 {then}…，现在是 {now}…）。请重新审签：bulletin approve。",
    en="the content was edited after {steps} (approved: {then}…, now: {now}…). Have it approved again: bulletin approve.",
    waivable=False,
)
def unchanged_since_approval(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """What is there is what was approved. / 现在的内容就是审过的内容。

    Each entry carries the digest of what was reviewed: every field and the text, less the reviews themselves and the
    release (`state`, `published`, `withdrawn`). Comments, the order of fields and where lines are broken do not count, so
    that `bulletin fmt` changes nothing; what a reader could see does. Of each step the last entry stands; those before it
    are kept as a record.

    每道审签都带着所审内容的摘要值：首部各字段和正文，审签记录本身和发布、撤回（state、published、withdrawn）除外。
    注释、字段的先后、段内怎样断行不算，整理写法（bulletin fmt）不影响审签；读者看得见的都算。每个环节以最后一条为准，以前的留作记录。

    Bad:
        review:
          - {step: 终审, by: 张三, on: 2024-04-30, digest: 94b7f4a2b6de3a7f0d0b6a4d2d4a6f3f9f9d0c1e2b3a49586776859403122130}
    Good:
        review:
          - {step: 终审, by: 张三, on: 2024-04-30, digest: df5edaf04096ba9f463af2acf621cb3a76c7617415a93793b1ac016cb41bba53}
    """
    stale = [step for step in passed(bulletin) if step.state == "stale"]
    if stale:
        first = stale[0]
        names = [step.name for step in stale]
        spot = at(
            "review",
            first.place or 0,
            "digest",
            steps=Words("、".join(names), ", ".join(names)),
            then=first.entry.digest[:SHOWN] if first.entry else "",
            now=reviewed(bulletin)[:SHOWN],
        )
        yield spot._replace(mild=not required(bulletin, site))


@rule(
    "RB452",
    zh="审签不全：{missing}。请办理：bulletin approve。",
    en="approval is not complete: {missing}. Use bulletin approve.",
    waivable=False,
)
def approved_in_full(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """Every step that the site asks for was passed. / 要求的环节都审过。

    The steps are set in mkdocs.yml, under `approval`. An entry without a digest does not say what was approved.

    环节在 mkdocs.yml 的 approval 里设定。没有摘要值的记录，说不清审的是哪一稿，不算。

    Bad:
        # mkdocs.yml
        extra: {bulletin: {name: 示例市水务局, approval: {steps: [初审, 终审]}}}
        # a.md
        review: [{step: 初审, by: 张三, on: 2024-04-29}]
    Good:
        # mkdocs.yml
        extra: {bulletin: {name: 示例市水务局, approval: {steps: [初审, 终审]}}}
        # a.md
        review:
          - {step: 初审, by: 张三, on: 2024-04-29, digest: bc80b131ceedf5aca62c090802ba0937503e81971de9bcfb7fbc7edc52496039}
          - {step: 终审, by: 李四, on: 2024-04-30, digest: bc80b131ceedf5aca62c090802ba0937503e81971de9bcfb7fbc7edc52496039}
    """
    found = steps(bulletin, site)
    none = [step.name for step in found if step.state == "missing"]
    bare = [step.name for step in found if step.state == "bare"]
    said = [
        Words(f"没有{'、'.join(none)}", f"no {', '.join(none)}") if none else None,
        Words(f"{'、'.join(bare)}没有摘要值", f"{', '.join(bare)} without a digest") if bare else None,
    ]
    parts = [words for words in said if words]
    if parts:
        yield at("review", missing=Words("；".join(part.zh for part in parts), "; ".join(part.en for part in parts)))


@rule(
    "RB453",
    zh="“{step}”记在“{before}”之前，次序不对。应当依次是：{order}。",
    en="“{step}” is recorded before “{before}”, out of order. The steps are: {order}.",
    waivable=False,
)
def steps_in_order(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """The steps are passed in their order. / 依次审签。

    Entries stand in the order in which they were made; a step that is approved anew is added at the end.

    记录按办理的先后排列；重新审签的，接在后面写。

    Bad:
        # mkdocs.yml
        extra: {bulletin: {name: 示例市水务局, approval: {steps: [初审, 终审]}}}
        # a.md
        review:
          - {step: 终审, by: 李四, on: 2024-04-29, digest: bc80b131ceedf5aca62c090802ba0937503e81971de9bcfb7fbc7edc52496039}
          - {step: 初审, by: 张三, on: 2024-04-30, digest: bc80b131ceedf5aca62c090802ba0937503e81971de9bcfb7fbc7edc52496039}
    Good:
        # mkdocs.yml
        extra: {bulletin: {name: 示例市水务局, approval: {steps: [初审, 终审]}}}
        # a.md
        review:
          - {step: 初审, by: 张三, on: 2024-04-29, digest: bc80b131ceedf5aca62c090802ba0937503e81971de9bcfb7fbc7edc52496039}
          - {step: 终审, by: 李四, on: 2024-04-30, digest: bc80b131ceedf5aca62c090802ba0937503e81971de9bcfb7fbc7edc52496039}
    """
    there = [step for step in steps(bulletin, site) if step.state in ("given", "bare")]
    for one, other in pairwise(there):
        if (one.place or 0) > (other.place or 0):
            order = " → ".join(required(bulletin, site))
            yield at("review", other.place or 0, "step", step=other.name, before=one.name, order=order)


@rule(
    "RB454",
    zh="“{one}”和“{other}”都是{by}。两道审签应当由两个人办理。",
    en="“{one}” and “{other}” are both by {by}. Two steps are two people's work.",
    waivable=False,
)
def one_step_each(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """Nobody takes two steps. / 一个人不办两道审签。

    Who reviews their own review sees nothing new.

    自己复审自己初审的稿子，等于少审一道。

    Bad:
        # mkdocs.yml
        extra: {bulletin: {name: 示例市水务局, approval: {steps: [初审, 终审]}}}
        # a.md
        review:
          - {step: 初审, by: 张三, on: 2024-04-29, digest: bc80b131ceedf5aca62c090802ba0937503e81971de9bcfb7fbc7edc52496039}
          - {step: 终审, by: 张三, on: 2024-04-30, digest: bc80b131ceedf5aca62c090802ba0937503e81971de9bcfb7fbc7edc52496039}
    Good:
        # mkdocs.yml
        extra: {bulletin: {name: 示例市水务局, approval: {steps: [初审, 终审]}}}
        # a.md
        review:
          - {step: 初审, by: 张三, on: 2024-04-29, digest: bc80b131ceedf5aca62c090802ba0937503e81971de9bcfb7fbc7edc52496039}
          - {step: 终审, by: 李四, on: 2024-04-30, digest: bc80b131ceedf5aca62c090802ba0937503e81971de9bcfb7fbc7edc52496039}
    """
    there = [(step, step.entry) for step in steps(bulletin, site) if step.state in ("given", "bare") and step.entry]
    for (one, first), (other, second) in combinations(there, 2):
        if same_person(first.by, second.by):
            yield at("review", other.place or 0, "by", one=one.name, other=other.name, by=second.by)


@rule(
    "RB455",
    zh="没有“{step}”这个环节。本网站的环节是：{order}。",
    en="there is no step “{step}”. The steps of this site are: {order}.",
    waivable=False,
)
def steps_known(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """A step is one of the site's. / 环节是设定的环节。

    A step by another name would not be counted.

    换了名称的环节不会被当作审过。

    Bad:
        # mkdocs.yml
        extra: {bulletin: {name: 示例市水务局, approval: {steps: [初审, 终审]}}}
        # a.md
        review:
          - {step: 初审, by: 张三, on: 2024-04-28, digest: bc80b131ceedf5aca62c090802ba0937503e81971de9bcfb7fbc7edc52496039}
          - {step: 一审, by: 王五, on: 2024-04-29, digest: bc80b131ceedf5aca62c090802ba0937503e81971de9bcfb7fbc7edc52496039}
          - {step: 终审, by: 李四, on: 2024-04-30, digest: bc80b131ceedf5aca62c090802ba0937503e81971de9bcfb7fbc7edc52496039}
    Good:
        # mkdocs.yml
        extra: {bulletin: {name: 示例市水务局, approval: {steps: [初审, 终审]}}}
        # a.md
        review:
          - {step: 初审, by: 张三, on: 2024-04-29, digest: bc80b131ceedf5aca62c090802ba0937503e81971de9bcfb7fbc7edc52496039}
          - {step: 终审, by: 李四, on: 2024-04-30, digest: bc80b131ceedf5aca62c090802ba0937503e81971de9bcfb7fbc7edc52496039}
    """
    known = required(bulletin, site)
    for place, entry in enumerate(bulletin.review):
        if known and entry.step and entry.step not in known:
            yield at("review", place, "step", step=entry.step, order="、".join(known))


@rule(
    "RB456",
    by_today=True,
    zh="“{step}”的日期 {on} {why}。请核对。",
    en="“{step}” is dated {on}, {why}. Check.",
    waivable=False,
)
def review_dates(bulletin: Bulletin, site: Site, today: date) -> Iterator[Spot]:
    """Reviews are dated in their order, and not in the future. / 审签日期依次，不在未来。

    An entry is not dated before the one above it, nor after the day of the check.

    后一条的日期不早于前一条，也不晚于核对的当天。

    Bad:
        review: [{step: 初审, by: 张三, on: 2024-04-29}, {step: 终审, by: 李四, on: 2024-04-28}]
    Good:
        review: [{step: 初审, by: 张三, on: 2024-04-28}, {step: 终审, by: 李四, on: 2024-04-29}]
    """
    latest: date | None = None
    for place, entry in enumerate(bulletin.review):
        why = None
        if entry.on and latest and entry.on < latest:
            why = Words(f"早于前一道的 {latest}", f"before the {latest} of the one above")
        elif entry.on and entry.on > today:
            why = Words(f"还没有到（今天是 {today}）", f"which is yet to come (today is {today})")
        if why:
            spot = at("review", place, "on", step=entry.step, on=entry.on, why=why)
            yield spot._replace(mild=not required(bulletin, site))
        latest = max(filter(None, (latest, entry.on)), default=None)

"""`bulletin log`: the life of a bulletin: its editions, its approvals, and, where there is git, what each commit did to it."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bulletin import approval, ledger, phrases
from bulletin.changes import between
from bulletin.findings import Words
from bulletin.load import Source, load, read
from bulletin.model import Bulletin, Review
from bulletin.project import CONFIG, FOLDER, Misused, project
from bulletin.review.account import review
from bulletin.review.retelling import ONLY_LAYOUT, edits_of, said
from bulletin.review.versions import Commit, life
from bulletin.site import Site, read_site

TOLD = ("figure", "status", "due", "issue")  # the kinds of facts that are the life of a bulletin; others are counted
STATES = {
    "given": Words("有效", "holds"),
    "stale": Words("内容又改过", "edited since"),
    "bare": Words("没有摘要值", "no digest"),
    "earlier": Words("以前的一轮", "an earlier round"),
}


def add(commands: Any, lang: argparse.ArgumentParser) -> None:
    """Enter the command into the parser of `bulletin`."""
    one = commands.add_parser("log", parents=[lang], help="一份通报的经过 the life of a bulletin")
    one.add_argument("file", type=Path, metavar="FILE")
    one.set_defaults(run=log)


def log(args: argparse.Namespace) -> int:
    """`bulletin log`: without git, its editions and approvals alone."""
    if not args.file.is_file():
        raise Misused(f"没有这个文件：{args.file}", f"no such file: {args.file}")
    site, _ = read_site(project() / CONFIG)
    source = read(args.file, project())
    if not source.bulletin:
        raise Misused(f"{args.file} 读不出来，先执行 bulletin check", f"{args.file} cannot be read: run bulletin check")
    print(f"{source.path}  {source.bulletin.title}")
    for line in (*_editions(source.bulletin, site, args.lang), *_approvals(source.bulletin, args.lang)):
        print(line)
    try:
        commits = life(args.file, project())
    except Misused:
        print(Words("没有 git 历史，只列以上各项。", "No git history: this is all.").in_(args.lang))
        return 0
    print(Words("经过", "Commits").in_(args.lang))
    for commit in commits:
        for line in _commit(commit, site, args.lang):
            print(line)
    return 0


def _editions(bulletin: Bulletin, site: Site, lang: str) -> Iterator[str]:
    """The chain, the oldest first, each with its figures and with the bridge from the one before."""
    others = [one.bulletin for one in load(project() / FOLDER) if one.bulletin and one.bulletin.id != bulletin.id]
    chain = ledger.editions(bulletin, [*others, bulletin])
    yield Words("各期", "Editions").in_(lang)
    known = {one.id: one for one in chain}
    for one in chain:
        before = ledger.before(one, known) if one.state != "withdrawn" else None
        figures = ledger.counts(one, site)
        told = phrases.sentence(figures, "", "", site) if figures else ""
        mark = "* " if one is bulletin else "  "
        yield f"{mark}{one.date or ''}  {one.id}  {one.mark}{'：' if one.mark and told else ''}{told}"
        bridge = between(before, one, site).bridge if before else None
        if bridge:
            yield f"      {bridge.told.in_(lang)}"


def _approvals(bulletin: Bulletin, lang: str) -> Iterator[str]:
    """Every entry of `review`, and whether it holds."""
    if not bulletin.review:
        return
    standing = {step.place: step.state for step in approval.passed(bulletin)}
    yield Words("审签", "Approvals").in_(lang)
    for place, entry in enumerate(bulletin.review):
        yield f"  {_entry(entry)}  {STATES[standing.get(place, 'earlier')].in_(lang)}"


def _entry(entry: Review) -> str:
    return f"{entry.on or ''}  {entry.step}  {entry.by}"


def _commit(commit: Commit, site: Site, lang: str) -> Iterator[str]:
    head = f"  {commit.on}  {commit.name}  {commit.by}  {commit.about}"
    yield head if commit.name else "  " + Words("还没有提交的修改", "not committed yet").in_(lang)
    told = review(commit.pair, site)
    if told.state == "renamed":
        yield f"      {told.before_path} → {told.path}"
    yield from (f"      {name.in_(lang)}：{finding.message.in_(lang)}" for name, finding in told.unread)
    if told.state == "added":
        yield from _begun(commit.pair.after, site, lang)
    for fact in told.facts:
        if fact.kind in TOLD:
            yield f"      {said(fact, lang)}"
    approved = _approved(commit)
    if told.empty and not approved:
        yield f"      {ONLY_LAYOUT.in_(lang)}"
    for entry in approved:
        yield "      " + Words("审签：", "approval: ").in_(lang) + _entry(entry)
    if others := sum(fact.kind not in TOLD and not fact.at.startswith("review") for fact in told.facts):
        yield "      " + Words(f"其他字段{others}处", f"{others} other fields").in_(lang)
    if told.prose:
        yield f"      {edits_of(told).in_(lang)}"


def _begun(source: Source | None, site: Site, lang: str) -> Iterator[str]:
    """What a bulletin said when it was first committed."""
    one = source.bulletin if source else None
    figures = ledger.counts(one, site) if one else None
    told = phrases.sentence(figures, "", "", site) if figures else ""
    yield "      " + Words("新文件", "new").in_(lang) + (f"：{told}" if told else "")


def _approved(commit: Commit) -> tuple[Review, ...]:
    """The entries that a commit added."""
    before, after = (side.bulletin.review if side and side.bulletin else () for side in commit.pair[:2])
    return after[len(before) :] if after[: len(before)] == before else after

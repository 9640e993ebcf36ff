"""The commands of approval: record a step in the file itself, print the sheet that is signed by hand."""

import argparse
import datetime
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bulletin import approval, ledger
from bulletin.changes import Changes, between
from bulletin.digest import canonical
from bulletin.editing import amend
from bulletin.findings import FORMATS, Finding, Words, failed
from bulletin.load import Source, load, parse
from bulletin.model import Bulletin, Review
from bulletin.project import FOLDER, Misused, checked, project
from bulletin.regex import regex
from bulletin.rules import check
from bulletin.rules.output import complaint
from bulletin.site import Site

FAMILY = "RB45"
STANDING = {"RB451", "RB452"}  # what approval is for: no reason to refuse it
NAME = regex(r"[\u4e00-\u9fff·]+")  # what YAML, whoever reads it, takes for a text


def add(commands: Any, lang: argparse.ArgumentParser) -> None:
    """Enter the commands into the parser of `bulletin`."""
    one = commands.add_parser("approve", parents=[lang], help="记下一道审签 record a step of approval")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--step", required=True, metavar="STEP", help="环节，如 初审、复审、终审 the step")
    one.add_argument("--by", required=True, metavar="NAME", help="审签人 who approves")
    one.add_argument("--on", metavar="DATE", help="审签日期，默认今天 the day; today if left out")
    one.set_defaults(run=approve)

    one = commands.add_parser("sheet", parents=[lang], help="打印审签单（三审三校） print the review sheet")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("-o", "--output", type=Path, required=True, metavar="OUT")
    one.set_defaults(run=sheet)


def approve(args: argparse.Namespace) -> int:
    """`bulletin approve`: adds the entry to the file and says what is still to be done; writes nothing if it may not."""
    if not args.step.strip() or not args.by.strip():
        raise Misused(
            "请写明环节和审签人：--step 初审 --by 张三", "name the step and who approves: --step 初审 --by 张三"
        )
    source, findings, site = _named(args.file)
    bulletin = source.bulletin
    wrong = [one for one in findings if not one.rule.startswith(FAMILY)]
    if not bulletin or source.faults or failed(wrong):
        print(FORMATS["text"](wrong, args.lang))
        return 1
    _in_turn(bulletin, site, args.step)
    entry = approval.entry(bulletin, args.step.strip(), args.by.strip(), _day(args.on))
    text = _amended(args.file.read_bytes(), bulletin, entry)
    refused = _refused(parse(text, source.path), findings, site)
    if refused:
        print(FORMATS["text"](refused, args.lang))
        return 1
    args.file.write_bytes(text)
    print(_told(parse(text, source.path).bulletin or bulletin, entry, site).in_(args.lang))
    return 0


def _named(file: Path) -> tuple[Source, list[Finding], Site]:
    if not file.is_file():
        raise Misused(f"没有这个文件：{file}", f"no such file: {file}")
    sources, findings, site = checked([file])
    return sources[0], [one for one in findings if one.path == sources[0].path], site


def _day(given: str | None) -> datetime.date:
    today = datetime.date.today()  # noqa: DTZ011 - the day on the wall of whoever approves
    try:
        return datetime.date.fromisoformat(given) if given else today
    except ValueError:
        raise Misused(f"日期写作 2024-08-27，不是 {given}", f"a date is written 2024-08-27, not {given}") from None


def _in_turn(bulletin: Bulletin, site: Site, wanted: str) -> None:
    """The steps before this one hold for the content as it is."""
    for step in approval.steps(bulletin, site):
        if step.name == wanted.strip():
            return
        if step.state != "given" and wanted.strip() in approval.required(bulletin, site):
            why = "之后内容又改过" if step.state == "stale" else "还没有办"
            en = "the content was edited after it" if step.state == "stale" else "it is not done yet"
            raise Misused(f"先办“{step.name}”：{why}。没有写入。", f"“{step.name}” comes first: {en}. Nothing written.")


def _amended(raw: bytes, bulletin: Bulletin, entry: Review) -> bytes:
    """The file with the entry; what is read back from it must be what was there, and the entry."""
    line = (
        f"{{step: {_scalar(entry.step)}, by: {_scalar(entry.by)}, on: {entry.on}, digest: {json.dumps(entry.digest)}}}"
    )
    try:
        text = amend.appended(raw, "review", line)
        made = parse(text, bulletin.path).bulletin
        if not made or canonical(made) != canonical(bulletin) or made.review != (*bulletin.review, entry):
            raise amend.Rigid
    except amend.Rigid:
        raise Misused(
            f"首部的写法不便自动添加，没有写入。请在 review 里手工加上：- {line}",
            f"the front matter cannot be added to; nothing written. Add to review by hand: - {line}",
        ) from None
    return text


def _scalar(text: str) -> str:
    return text if NAME.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _refused(made: Source, before: Sequence[Finding], site: Site) -> list[Finding]:
    """What is wrong with the entry, and was not wrong without it."""
    known = {(one.rule, one.message) for one in before}
    found = check([made], site, datetime.date.today())  # noqa: DTZ011 - as above
    ours = [one for one in found if one.rule.startswith(FAMILY) and one.rule not in STANDING]
    return [one for one in ours if (one.rule, one.message) not in known]


def _told(bulletin: Bulletin, entry: Review, site: Site) -> Words:
    left = [step.name for step in approval.steps(bulletin, site) if step.state != "given"]
    zh = f"已记下：{entry.step}，{entry.by}，{entry.on}，摘要 {entry.digest[:8]}…。"
    en = f"Recorded: {entry.step}, {entry.by}, {entry.on}, digest {entry.digest[:8]}…."
    if left:
        return Words(f"{zh}还差：{'、'.join(left)}。", f"{en} Still to do: {', '.join(left)}.")
    return Words(f"{zh}要求的环节都办完了。", f"{en} All steps are done.") if site.approval.steps else Words(zh, en)


def sheet(args: argparse.Namespace) -> int:
    """`bulletin sheet`: the review sheet as a PDF, of a file that can be read; what is wrong with it is counted there."""
    from bulletin.filing.printing import render
    from bulletin.filing.sheet import sheet

    source, findings, site = _named(args.file)
    if not source.bulletin:
        print(FORMATS["text"](findings, args.lang))
        return 1
    printed = render(sheet(source.bulletin, site, findings, _since(source.bulletin, site), project()))
    flaws = [complaint(source, flaw) for flaw in printed.complaints]
    if flaws:
        print(FORMATS["text"](flaws, args.lang))
        return 1
    args.output.write_bytes(printed.pdf)
    return 0


def _since(bulletin: Bulletin, site: Site) -> Changes | None:
    """What moved since the edition before."""
    others = [one.bulletin for one in load(project() / FOLDER) if one.bulletin and one.bulletin.id != bulletin.id]
    before = ledger.before(bulletin, {one.id: one for one in others})
    return between(before, bulletin, site) if before else None

"""`bulletin new`: what is asked, or given by flags, and the file that comes of it."""

import argparse
import datetime
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bulletin import ledger
from bulletin.editing import skeleton
from bulletin.findings import FORMATS, Finding, Words, failed
from bulletin.load import Source, load, parse
from bulletin.model import Bulletin
from bulletin.project import CONFIG, FOLDER, Misused, project
from bulletin.regex import regex
from bulletin.rules import check
from bulletin.site import Site, read_site

SLUG = regex(r"[a-z0-9][a-z0-9._-]*")


class Question(NamedTuple):
    """A flag, the field that its answer goes to, and how it is asked for at a terminal."""

    flag: str
    field: tuple[str, ...]
    words: Words


class Shelf(NamedTuple):
    """The bulletins that are there already."""

    site: Site
    sources: list[Source]
    known: list[Bulletin]

    def judged(self, text: str, path: str) -> tuple[Source, list[Finding]]:
        """A text among them, and what `check` says of it."""
        source = parse(text.encode(), path)
        today = datetime.date.today()  # noqa: DTZ011 - a waiver ends at the local midnight
        return source, [one for one in check([*self.sources, source], self.site, today) if one.path == path]


QUESTIONS = [
    Question("title", ("title",), Words("标题", "title")),
    Question("issuer", ("issuer",), Words("发文机关（署名）", "issuer")),
    Question(
        "kind", ("inspection", "kind"), Words("检查的种类，如 专项巡察；不针对检查的直接回车", "kind of inspection")
    ),
    Question("by", ("inspection", "by"), Words("检查单位", "inspected by")),
    Question("feedback", ("inspection", "feedback"), Words("反馈意见的日期，如 2024-05-15", "date of the feedback")),
    Question("total", ("counts", "total"), Words("问题总数", "problems in all")),
    Question("completed", ("counts", "completed"), Words("其中已完成", "of these completed")),
    Question("phone", ("contact", "phone"), Words("联系电话", "telephone")),
    Question("area", ("contact", "area"), Words("区号", "area code")),
    Question("address", ("contact", "address"), Words("邮政地址", "postal address")),
    Question("email", ("contact", "email"), Words("电子邮箱", "e-mail")),
]


def add(commands: Any, lang: argparse.ArgumentParser) -> None:
    """Enter the command into the parser of `bulletin`."""
    one = commands.add_parser("new", parents=[lang], help="新建一份通报 begin a bulletin")
    one.add_argument("name", nargs="?", metavar="NAME", help="文件名，如 anquan-jiancha name of the file")
    one.add_argument("--follows", metavar="ID", help="接着这一期写下一期 the next edition after this one")
    one.add_argument("--date", type=_day, metavar="DATE", help="成文日期，默认今天 its date, today if left out")
    one.add_argument(
        "--issue", action="append", metavar="TITLE", help="清单里的一个问题，可写多次 an entry of the register"
    )
    for question in QUESTIONS:
        one.add_argument(f"--{question.flag}", metavar=question.flag.upper(), help=" ".join(question.words))
    one.set_defaults(run=new)


def new(args: argparse.Namespace) -> int:
    """`bulletin new`: writes a draft, says where, and what is still wrong with it; never over a file that is there."""
    site, _ = read_site(project() / CONFIG)
    sources = load(project() / FOLDER) if (project() / FOLDER).is_dir() else []
    known = [source.bulletin for source in sources if source.bulletin]
    date = args.date or datetime.date.today()  # noqa: DTZ011 - the day by the clock of the one who writes
    begin = _next if args.follows else _first
    path, text, findings = begin(args, date, Shelf(site, sources, known))
    file = project() / path
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8", newline="\n") as opened:
        opened.write(text)
    print(path)
    if findings:
        print(FORMATS["text"](findings, args.lang), file=sys.stderr)
    zh, en = "草稿，不会发布；XX 处请补写。", "A draft, which is not published; fill in where it says XX."
    print(Words(zh, en).in_(args.lang), file=sys.stderr)
    return 1 if failed(findings) else 0


def _next(args: argparse.Namespace, date: datetime.date, shelf: Shelf) -> tuple[str, str, list[Finding]]:
    """The edition after another; of its waivers, those that have an effect in the new one."""
    before = _edition(args.follows, shelf.known)
    folder = Path(before.path).parent.as_posix() if before.sample else f"{FOLDER}/{date.year}"
    path = _free(args.name or skeleton.slug_after(before, date), folder, shelf.known)
    waive = list(before.waive)
    while True:
        text = skeleton.following(before, date, args.title or before.title, shelf.site, waive)
        source, findings = shelf.judged(text, path)
        idle = {one.place for one in findings if one.rule in ("RB090", "RB091", "RB092")}
        kept = [waiver for index, waiver in enumerate(waive) if source.place(("waive", index)) not in idle]
        if len(kept) == len(waive):
            return path, text, findings
        waive = kept


def _first(args: argparse.Namespace, date: datetime.date, shelf: Shelf) -> tuple[str, str, list[Finding]]:
    words = Words("文件名（小写英文字母、数字、连字符）", "name of the file (letters, digits, hyphens)")
    path = _free(args.name or _asked(words, args.lang), f"{FOLDER}/{date.year}", shelf.known)
    text = skeleton.first(_fields(args, date, _contact(shelf.known, shelf.site), shelf.site))
    return path, text, shelf.judged(text, path)[1]


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _edition(name: str, known: list[Bulletin]) -> Bulletin:
    """The edition to go on from, which must be the last of its chain."""
    before = next((one for one in known if name in (one.id, one.path)), None)
    if not before:
        ids = [one.id for one in ledger.newest_first(known)][:5]
        raise Misused(
            f"没有代号是“{name}”的通报。现有：{'、'.join(ids) or '（没有）'}",
            f"there is no bulletin with the id “{name}”; there are: {', '.join(ids) or '(none)'}",
        )
    after = next((one for one in known if one.follows == before.id and one.state != "withdrawn"), None)
    if after:
        raise Misused(
            f"“{before.id}”已经有后一期 {after.path}，请用 --follows {after.id}",
            f"“{before.id}” is already followed by {after.path}: use --follows {after.id}",
        )
    if before.state == "withdrawn":
        stands = ledger.before(before, {one.id: one for one in known})
        instead = Words(f"，请用 --follows {stands.id}", f": use --follows {stands.id}") if stands else Words("", "")
        raise Misused(f"“{before.id}”已经撤回{instead.zh}", f"“{before.id}” was withdrawn{instead.en}")
    return before


def _fields(args: argparse.Namespace, date: datetime.date, contact: dict[str, Any], site: Site) -> dict[str, Any]:
    """The front matter from flags, and from answers where there is somebody to ask."""
    fields: dict[str, Any] = {"title": "", "issuer": "", "date": date.isoformat()}
    usual: dict[tuple[str, ...], str] = {("contact", name): value for name, value in contact.items()}
    usual["issuer",] = site.name
    for question in QUESTIONS:
        default = usual.get(question.field, "")
        given = getattr(args, question.flag)
        answer = given if given is not None else _asked(question.words, args.lang, default)
        *group, name = question.field
        (fields.setdefault(group[0], {}) if group else fields)[name] = answer
    for name in ("title", "issuer"):
        if not fields[name]:
            raise Misused(f"请写明 --{name}", f"--{name} is needed")
    fields["contact"] = contact | fields["contact"]
    fields["counts"] = dict(_counted(fields["counts"]))
    fields["issues"] = [{"id": str(number), "title": title} for number, title in enumerate(args.issue or [], 1)]
    return fields


def _counted(counts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The figures that were given; the third of three is their difference, and XX where it cannot be told yet."""
    total, done = counts["total"], counts["completed"]
    if total:
        yield "total", total
        yield "completed", done or "XX"
        yield "ongoing", str(int(total) - int(done)) if total.isdecimal() and done.isdecimal() else "XX"


def _contact(known: list[Bulletin], site: Site) -> dict[str, Any]:
    """How to reach the bureau: as the site says, or as its newest bulletin does."""
    told = [site.contact, *(one.contact for one in ledger.newest_first(known) if one.contact and not one.sample)]
    found = next((one for one in told if one and (one.phone or one.email) and one.address), None)
    return found.model_dump(exclude_defaults=True) if found else {}


def _asked(words: Words, lang: str, default: str = "") -> str:
    """The answer to a question; the default where it is empty, or where nobody is there to answer."""
    if not sys.stdin.isatty():
        return default
    shown = f" [{default}]" if default else ""
    print(
        f"{words.in_(lang)}{shown}：" if lang == "zh" else f"{words.in_(lang)}{shown}: ",
        end="",
        file=sys.stderr,
        flush=True,
    )
    return sys.stdin.readline().strip() or default


def _free(slug: str, folder: str, known: list[Bulletin]) -> str:
    """The path of the file, if its name is fit for an address, and free."""
    if not SLUG.fullmatch(slug):
        raise Misused(
            f"文件名“{slug}”会成为网址，只用小写英文字母、数字和连字符，如 anquan-jiancha",
            f"the name “{slug}” becomes an address: lower-case letters, digits and hyphens, such as anquan-jiancha",
        )
    slug = slug.removesuffix(".md")
    path = f"{folder}/{slug}.md"
    other = next((one for one in known if one.id == slug), None)
    if (project() / path).exists() or other:
        there = other.path if other else path
        raise Misused(f"{there} 已经有了，请换一个名称", f"{there} exists already; choose another name")
    return path

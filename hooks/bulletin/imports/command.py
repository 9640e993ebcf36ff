"""The commands `bulletin import` and `bulletin export`."""

import argparse
import sys
from pathlib import Path
from typing import Any

from bulletin.findings import Words
from bulletin.imports.again import Data, front_of, lost_comments
from bulletin.imports.blocks import Unreadable
from bulletin.imports.headers import Entry
from bulletin.load import read
from bulletin.project import CONFIG, Misused, project
from bulletin.site import Site, read_site


def add(commands: Any, lang: argparse.ArgumentParser) -> None:
    """Enter the commands into the parser of `bulletin`."""
    one = commands.add_parser("import", parents=[lang], help="把 Word 等文件变成草稿 a document into a draft")
    one.add_argument("file", type=Path, metavar="FILE", help=".docx、.html、.txt、.pdf")
    one.add_argument(
        "-o", "--output", type=Path, metavar="OUT", help="bulletins/年份/名称.md；不写则显示在屏幕上 screen if left out"
    )
    one.add_argument("--xlsx", type=Path, metavar="LEDGER", help="另有的问题台账 a register kept in Excel")
    one.add_argument("--sheet", default="", metavar="NAME", help="台账所在的工作表 the sheet of the register")
    one.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="json：读出了什么，给别的程序 the report for a program",
    )
    one.set_defaults(run=import_)

    one = commands.add_parser("export", parents=[lang], help="把问题清单写成 Excel the register as an Excel workbook")
    one.add_argument("file", type=Path, metavar="FILE.md")
    one.add_argument(
        "--xlsx", type=Path, required=True, metavar="OUT", help="已有的台账会就地更新 an existing ledger is updated"
    )
    one.add_argument("--sheet", default="", metavar="NAME")
    one.set_defaults(run=export)


def import_(args: argparse.Namespace) -> int:
    """`bulletin import`: the draft into a file or onto the screen, the report beside it."""
    from bulletin.imports.files import read_file  # the readers of four formats take a while to load
    from bulletin.imports.making import make
    from bulletin.imports.report import as_json, report

    site, _ = read_site(project() / CONFIG)
    notices: list[Words] = []
    old = _before(args.output, notices) if args.output else None
    try:
        document = read_file(_there(args.file))
    except Unreadable as error:
        raise _misused(args.file, error) from error
    ledger = _ledger(args.xlsx, args.sheet, site, notices)
    made = make(document, site, ledger, old)
    made.draft.notices += notices
    if args.output:
        args.output.parent.mkdir(parents=True, exist_ok=True)
        args.output.write_text(made.text, "utf-8", newline="\n")
    if args.format == "json":
        print(as_json(made, args.lang, args.output))
        return 0
    print(report(made, args.lang), file=sys.stderr)
    if args.output:
        zh = f"已写入 {args.output}（草稿，不会发布）。下一步：bulletin check {args.output}"
        print(
            Words(zh, f"Written to {args.output} (a draft). Next: bulletin check {args.output}").in_(args.lang),
            file=sys.stderr,
        )
    else:
        print(made.text, end="")
    return 0


def _misused(file: Path, error: Unreadable) -> Misused:
    return Misused(f"{file}：{error.words.zh}", f"{file}: {error.words.en}")


def _there(file: Path) -> Path:
    if not file.is_file():
        raise Misused(f"没有这个文件：{file}", f"no such file: {file}")
    return file


def _ledger(file: Path | None, sheet: str, site: Site, notices: list[Words]) -> list[Entry] | None:
    if not file:
        return None
    from bulletin.imports.workbook import read_ledger

    try:
        return read_ledger(_there(file).read_bytes(), site, notices, sheet)
    except Unreadable as error:
        raise _misused(file, error) from error


def _before(output: Path, notices: list[Words]) -> Data | None:
    """The front matter that an earlier import left in the file; what is in force is not overwritten."""
    if output.suffix != ".md":
        raise Misused(f"-o 后面要写以 .md 结尾的文件名：{output}", f"-o takes a name that ends in .md: {output}")
    if not output.exists():
        return None
    text = output.read_text("utf-8", errors="replace").replace("\r\n", "\n")
    front = front_of(text)
    if front is None:
        raise Misused(
            f"{output} 已经有内容，但首部读不出来。请先改好（bulletin check {output}），或导入到另一个文件",
            f"{output} exists, but its front matter cannot be read. Mend it first, or import into another file",
        )
    if front.data.get("state", "published") != "draft":
        raise Misused(
            f"{output} 不是草稿，不能用导入覆盖。请导入到另一个文件；确要重来的，先把 state 改成 draft",
            f"{output} is no draft and is not overwritten. Import into another file, or set its state to draft first",
        )
    notices += lost_comments(text)
    return front.data


def export(args: argparse.Namespace) -> int:
    """`bulletin export`: the register into a new workbook, or into the ledger that is there already."""
    from bulletin.imports.updating import updated
    from bulletin.imports.workbook import ledger_bytes

    source = read(_there(args.file), project())
    site, _ = read_site(project() / CONFIG)
    if not source.bulletin or not source.bulletin.issues:
        raise Misused(f"{args.file} 里没有问题清单（issues）", f"there is no register (issues) in {args.file}")
    if not args.xlsx.exists():
        args.xlsx.write_bytes(ledger_bytes(source.bulletin.issues, site))
        notices: list[Words] = []
    else:
        try:
            raw, notices = updated(args.xlsx.read_bytes(), source.bulletin.issues, site, args.sheet)
        except Unreadable as error:
            raise _misused(args.xlsx, error) from error
        args.xlsx.write_bytes(raw)
    for notice in notices:
        print(notice.in_(args.lang), file=sys.stderr)
    zh = f"{len(source.bulletin.issues)}个问题已写入 {args.xlsx}。"
    print(Words(zh, f"{len(source.bulletin.issues)} problems written to {args.xlsx}.").in_(args.lang), file=sys.stderr)
    return 0

"""The commands about PDFs: make one, report how it is laid out, tell whether one is what it says, sign one."""

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.filing.paper import paper
from bulletin.findings import FORMATS, Words, failed
from bulletin.load import Source, read
from bulletin.opendata.deployed import differing
from bulletin.project import Misused, checked, project
from bulletin.rules.output import complaint
from bulletin.site import Site

if TYPE_CHECKING:
    from bulletin.filing.printing import Print


def add(commands: Any, lang: argparse.ArgumentParser) -> None:
    """Enter the commands into the parser of `bulletin`."""
    one = commands.add_parser("pdf", parents=[lang], help="制作 PDF，或报告其版面 make a notice, or report its layout")
    one.add_argument("file", type=Path, nargs="?", metavar="FILE")
    one.add_argument("-o", "--output", type=Path, metavar="OUT")
    one.add_argument("--report", action="store_true", help="量出页数、行数、字数、字体 pages, lines, characters, faces")
    one.set_defaults(run=pdf)

    one = commands.add_parser(
        "verify", parents=[lang], help="核对一份 PDF，或已部署的网站 is this PDF, or this site, what it says?"
    )
    one.add_argument("file", type=Path, nargs="?", metavar="FILE.pdf")
    one.add_argument(
        "--site", type=Path, metavar="DIR", help="已公布的网站；不写 FILE 就逐个核对其中的文件 the published site"
    )
    one.add_argument("--sums", type=Path, metavar="FILE", help="另外保存的 SHA256SUMS a list kept elsewhere")
    one.add_argument("--source", type=Path, metavar="FILE", help="源文件 the source")
    one.set_defaults(run=verify)

    one = commands.add_parser("sign", parents=[lang], help="给 PDF 加电子签名 sign a notice (PAdES)")
    one.add_argument("file", type=Path, metavar="FILE.pdf")
    one.add_argument("--key", type=Path, required=True, metavar="KEY.p12", help="PKCS #12")
    one.add_argument("-o", "--output", type=Path, required=True, metavar="OUT")
    one.set_defaults(run=sign)


def pdf(args: argparse.Namespace) -> int:
    """`bulletin pdf`: one notice into a file, or the layout of one or all; nothing of a bulletin with errors."""
    if args.file and not args.file.is_file():
        raise Misused(f"没有这个文件：{args.file}", f"no such file: {args.file}")
    if not args.report and not (args.file and args.output):
        raise Misused(
            "请写明 FILE 和 -o OUT，或用 --report 看版面", "name FILE and -o OUT, or ask for the layout with --report"
        )
    sources, findings, site = checked([args.file] if args.file else [])
    for source, printed in _printed(sources, site) if not failed(findings) else ():
        flaws = [complaint(source, flaw) for flaw in printed.complaints]
        findings += flaws
        if args.report:
            _report(source, printed, args.lang)
        if args.output and not failed(flaws):
            args.output.write_bytes(printed.pdf)
    if findings:
        print(FORMATS["text"](findings, args.lang), file=sys.stderr)
    return 1 if failed(findings) else 0


def _printed(sources: list[Source], site: Site) -> Iterator[tuple[Source, "Print"]]:
    from bulletin.filing.printing import render  # not before it is needed: the printer takes half a second to load

    for source in sources:
        if source.bulletin:
            yield source, render(paper(source.bulletin, site, project()))


def _report(source: Source, printed: "Print", lang: str) -> None:
    from bulletin.filing.layout import measure

    print(f"{source.path}: {measure(printed.pdf).words().in_(lang)}")


def verify(args: argparse.Namespace) -> int:
    """`bulletin verify`: every answer on a line; 0 only if none is bad."""
    from bulletin.filing.verify import verify

    if args.site and not args.site.is_dir():
        raise Misused(f"没有这个文件夹：{args.site}", f"no such folder: {args.site}")
    if not args.file:
        return _deployed(args)
    source = read(args.source, project()) if args.source else None
    answers = verify(args.file.read_bytes(), args.site, source)
    for good, words in answers:
        print(f"{'·' if good is None else '✓' if good else '✗'} {words.in_(args.lang)}")
    return 1 if any(good is False for good, _ in answers) else 0


def _deployed(args: argparse.Namespace) -> int:
    """Every file of a deployed copy that is missing, changed or extra."""
    if not args.site:
        raise Misused("请写明 FILE.pdf，或用 --site 写明网站的文件夹", "name FILE.pdf, or a site with --site")
    listed, wrong = differing(args.site, args.sums.read_bytes() if args.sums else None)
    for words in wrong:
        print(f"✗ {words.in_(args.lang)}")
    if not wrong:
        zh, en = f"{listed} 个文件与清单逐个相符", f"{listed} files are as the list says, every one"
        print(f"✓ {Words(zh, en).in_(args.lang)}")
    return 1 if wrong else 0


def sign(args: argparse.Namespace) -> int:
    """`bulletin sign`: the passphrase comes from BULLETIN_PASSPHRASE, or is asked for."""
    from bulletin.filing.sign import sign

    passphrase = os.environ.get("BULLETIN_PASSPHRASE")
    if passphrase is None:
        passphrase = getpass.getpass(f"{args.key}: ")
    signed = sign(args.file.read_bytes(), args.key, passphrase)
    Path(args.output).write_bytes(signed)
    return 0

"""`bulletin`: the checks and the notices without building a site. Exit 0 clean, 1 errors found, 2 called wrongly."""

import argparse
import datetime
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin import census
from bulletin.faces import MissingFaceError, faces
from bulletin.figures import Verdict
from bulletin.findings import FORMATS, Finding, Words, failed
from bulletin.load import Source, load, read, real
from bulletin.model import Bulletin
from bulletin.notice import notice, style
from bulletin.rules import RULES, check
from bulletin.rules.manual import listing, section
from bulletin.rules.output import complaint
from bulletin.site import Site, read_site

if TYPE_CHECKING:
    from bulletin.pdf import Print

CONFIG, FOLDER = "mkdocs.yml", "bulletins"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; what it returns is the exit code."""
    args = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console that lacks a character must not end in a traceback
            stream.reconfigure(errors="backslashreplace")
    try:
        code = int(args.run(args))
        sys.stdout.flush()  # here, where a closed pipe is caught
        return code
    except BrokenPipeError:  # `bulletin check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except MissingFaceError as error:
        return _usage(error.words, args.lang)
    except OSError as error:
        return _usage(
            Words(f"{error.filename}：{error.strerror}", f"{error.filename}: {error.strerror}"),
            getattr(args, "lang", "zh"),
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bulletin", description="整改情况通报：核对、排版。Checks and prints rectification bulletins."
    )
    commands = parser.add_subparsers(required=True, metavar="command")

    lang = argparse.ArgumentParser(add_help=False)
    lang.add_argument("--lang", choices=("zh", "en"), default="zh", help="输出的语言 language of the findings")

    one = commands.add_parser("check", parents=[lang], help="核对通报 check bulletins")
    one.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="文件或文件夹，默认全部 files or folders; all if left out"
    )
    one.add_argument("--format", choices=FORMATS, default="text")
    one.set_defaults(run=_check)

    one = commands.add_parser("pdf", parents=[lang], help="制作一份 PDF make one notice")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("-o", "--output", type=Path, required=True, metavar="OUT")
    one.set_defaults(run=_pdf)

    one = commands.add_parser("claims", parents=[lang], help="正文里的数字 the figures that a text states")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--format", choices=census.FORMATS, default="text")
    one.set_defaults(run=_claims)

    one = commands.add_parser("schema", help="首部的 JSON Schema of the front matter")
    one.set_defaults(run=_schema)

    one = commands.add_parser("rules", parents=[lang], help="规则一览，或一条规则的说明 the rules, or one of them")
    one.add_argument("code", nargs="?", metavar="RBnnn")
    one.set_defaults(run=_rules)
    return parser


def _project() -> Path:
    """The folder of the nearest mkdocs.yml, from here upwards; this folder where there is none."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / CONFIG).is_file()), here)


def _checked(paths: Sequence[Path]) -> tuple[list[Source], list[Finding], Site]:
    """The sources at `paths` (all if none are named) with what is wrong with them.

    The whole folder is always read, since ids and editions can only be judged among all bulletins.
    """
    root = _project()
    site, settings = read_site(root / CONFIG)
    sources = load(root / FOLDER)
    if paths:
        wanted = {place for path in paths for place in (_spot(path), real(path))}
        chosen = [source for source in sources if not wanted.isdisjoint(_around(_spot(root / source.path)))]
        found = {_spot(root / source.path) for source in chosen}
        others = [source for path in paths for source in _elsewhere(path, root, found)]
        ids = {source.bulletin.id for source in others if source.bulletin}  # a copy stands in for its original
        sources = [one for one in sources if not one.bulletin or one.bulletin.id not in ids] + others
        chosen += others
    else:
        chosen = sources
    findings = check(sources, site, datetime.date.today(), settings)  # noqa: DTZ011 - a waiver ends at the local midnight
    spoken_of = {source.path for source in chosen} | {settings.path}
    return chosen, [finding for finding in findings if finding.path in spoken_of], site


def _elsewhere(path: Path, root: Path, found: set[Path]) -> list[Source]:
    """Bulletins that were named but lie outside the project's folder."""
    if (root / FOLDER).is_dir() and real(root / FOLDER).is_relative_to(real(path)):
        return []  # `bulletin check .`: the bulletins of a project are those of its folder
    if path.is_dir() and path.suffix.lower() != ".md":
        return [source for source in load(path.absolute(), root) if _spot(root / source.path) not in found]
    return [] if _spot(path) in found else [read(path, root)]


def _spot(path: Path) -> Path:
    """Where a name stands, which for a symbolic link is not where it leads."""
    path = Path(os.path.abspath(path))  # noqa: PTH100 - also takes out `..`
    return real(path.parent) / path.name


def _around(path: Path) -> tuple[Path, ...]:
    return (path, *path.parents)


def _check(args: argparse.Namespace) -> int:
    missing = [path for path in args.paths if not path.exists() and not path.is_symlink()]
    if missing:
        return _usage(Words(f"没有这个文件或文件夹：{missing[0]}", f"no such file or folder: {missing[0]}"), args.lang)
    if not args.paths and not (_project() / FOLDER).is_dir():
        return _usage(
            Words(
                f"这里没有 {FOLDER} 文件夹，请到项目里执行，或写明路径",
                f"no {FOLDER}/ here: run this in the project, or name a path",
            ),
            args.lang,
        )
    chosen, findings, _ = _checked(args.paths)
    if findings or args.format == "json":
        print(FORMATS[args.format](findings, args.lang))
    errors = sum(finding.severity == "error" for finding in findings)
    if args.format == "text":
        zh = f"核对了 {len(chosen)} 份通报：{errors} 处错误，{len(findings) - errors} 处提示。"
        en = f"Checked {len(chosen)} bulletins: {errors} errors, {len(findings) - errors} warnings."
        print(Words(zh, en).in_(args.lang), file=sys.stderr)
    return 1 if failed(findings) else 0


def _pdf(args: argparse.Namespace) -> int:
    if not args.file.is_file():
        return _usage(Words(f"没有这个文件：{args.file}", f"no such file: {args.file}"), args.lang)
    (source,), findings, site = _checked([args.file])
    if not failed(findings) and source.bulletin:
        printed = _print(source.bulletin, site)
        findings += [complaint(source, words) for words in printed.complaints]
        if not failed(findings):
            args.output.write_bytes(printed.pdf)
    if findings:
        print(FORMATS["text"](findings, args.lang), file=sys.stderr)
    return 1 if failed(findings) else 0


def _print(bulletin: Bulletin, site: Site) -> "Print":
    from bulletin.pdf import render  # not before it is needed: the printer takes half a second to load

    return render(notice(bulletin, site), style(), faces(site, _project()))


def _claims(args: argparse.Namespace) -> int:
    if not args.file.is_file():
        return _usage(Words(f"没有这个文件：{args.file}", f"no such file: {args.file}"), args.lang)
    site, _ = read_site(_project() / CONFIG)
    entries = census.census(args.file, _project(), site)
    print(census.FORMATS[args.format](entries))
    if args.format == "text":
        bound = sum(entry.bound is not None for entry in entries)
        zh = f"读出 {len(entries)} 处数字：{bound} 处有对应，{len(entries) - bound} 处没有对应，请人工核对。"
        en = (
            f"{len(entries)} figures: {bound} bound to others, {len(entries) - bound} to nothing; check these yourself."
        )
        print(Words(zh, en).in_(args.lang), file=sys.stderr)
    return 1 if any(entry.claim.verdict is Verdict.DOES_NOT_ADD_UP for entry in entries) else 0


def _schema(_: argparse.Namespace) -> int:
    from bulletin.schema import schema

    print(json.dumps(schema(), ensure_ascii=False, indent=2))
    return 0


def _rules(args: argparse.Namespace) -> int:
    if not args.code:
        print(listing(args.lang))
        return 0
    if args.code.upper() not in RULES:
        return _usage(Words(f"没有规则 {args.code}", f"there is no rule {args.code}"), args.lang)
    print(section(RULES[args.code.upper()], args.lang))
    return 0


def _usage(words: Words, lang: str) -> int:
    print(f"bulletin: {words.in_(lang)}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())

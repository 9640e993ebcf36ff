"""`bulletin`: the checks and the notices without building a site. Exit 0 clean, 1 errors found, 2 called wrongly."""

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bulletin.figures import Verdict
from bulletin.findings import FORMATS, Finding, Words, failed
from bulletin.project import CONFIG, FOLDER, checked, project, stopped, surveyed
from bulletin.rules import RULES
from bulletin.rules.manual import listing, section
from bulletin.site import read_site
from bulletin.witnesses import census


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; what it returns is the exit code."""
    given = sys.argv[1:] if argv is None else argv
    args = _parser(next(iter(given), "")).parse_args(given)
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
    except Exception as error:
        if not (words := stopped(error)):
            raise
        return _usage(words, getattr(args, "lang", "zh"))


def _parser(name: str = "") -> argparse.ArgumentParser:
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

    if name != "check":  # which an editor asks for after every change: what it does not need is not loaded
        _others(commands, lang)

    one = commands.add_parser("claims", parents=[lang], help="正文里的数字 the figures that a text states")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--format", choices=census.FORMATS, default="text")
    one.set_defaults(run=_claims)

    one = commands.add_parser("schema", parents=[lang], help="首部的 JSON Schema of the front matter")
    form = one.add_mutually_exclusive_group()
    form.add_argument("--cms", action="store_true", help="网页编辑的配置 the configuration of the editing page")
    form.add_argument("--snippets", action="store_true", help="VS Code 的代码片段 snippets for VS Code")
    one.set_defaults(run=_schema)

    one = commands.add_parser("rules", parents=[lang], help="规则一览，或一条规则的说明 the rules, or one of them")
    one.add_argument("code", nargs="?", metavar="RBnnn")
    one.set_defaults(run=_rules)
    return parser


def _others(commands: Any, lang: argparse.ArgumentParser) -> None:
    from bulletin import building
    from bulletin.commands import approving, chronicle, comparing, notices, questions, sources
    from bulletin.imports import command as imports

    building.add(commands)
    for each in (questions, sources, comparing, notices, approving, chronicle, imports):
        each.add(commands, lang)


def _check(args: argparse.Namespace) -> int:
    missing = [path for path in args.paths if not path.exists() and not path.is_symlink()]
    if missing:
        return _usage(Words(f"没有这个文件或文件夹：{missing[0]}", f"no such file or folder: {missing[0]}"), args.lang)
    if not args.paths and not (project() / FOLDER).is_dir():
        return _usage(
            Words(
                f"这里没有 {FOLDER} 文件夹，请到项目里执行，或写明路径",
                f"no {FOLDER}/ here: run this in the project, or name a path",
            ),
            args.lang,
        )
    number, findings = _counted(args.paths) if args.paths else surveyed()
    if findings or args.format == "json":
        print(FORMATS[args.format](findings, args.lang))
    errors = sum(finding.severity == "error" for finding in findings)
    if args.format == "text":
        zh = f"核对了 {number} 份通报：{errors} 处错误，{len(findings) - errors} 处提示。"
        en = f"Checked {number} bulletins: {errors} errors, {len(findings) - errors} warnings."
        print(Words(zh, en).in_(args.lang), file=sys.stderr)
    return 1 if failed(findings) else 0


def _counted(paths: Sequence[Path]) -> tuple[int, list[Finding]]:
    chosen, findings, _ = checked(paths)
    return len(chosen), findings


def _claims(args: argparse.Namespace) -> int:
    if not args.file.is_file():
        return _usage(Words(f"没有这个文件：{args.file}", f"no such file: {args.file}"), args.lang)
    site, _ = read_site(project() / CONFIG)
    entries = census.census(args.file, project(), site)
    print(census.FORMATS[args.format](entries, args.lang))
    if args.format == "text":
        bound = sum(entry.bound is not None for entry in entries)
        zh = f"读出 {len(entries)} 处数字：{bound} 处有对应，{len(entries) - bound} 处没有对应，请人工核对。"
        en = (
            f"{len(entries)} figures: {bound} bound to others, {len(entries) - bound} to nothing; check these yourself."
        )
        print(Words(zh, en).in_(args.lang), file=sys.stderr)
    return 1 if any(entry.claim.verdict is Verdict.DOES_NOT_ADD_UP for entry in entries) else 0


def _schema(args: argparse.Namespace) -> int:
    from bulletin.editing import cms, snippets
    from bulletin.schema import schema

    site, _ = read_site(project() / CONFIG)
    made = cms.config(site) if args.cms else snippets.snippets(site) if args.snippets else schema()
    print(json.dumps(made, ensure_ascii=False, indent=2))
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

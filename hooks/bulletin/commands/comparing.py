"""`bulletin diff`: what changed in the bulletins, between revisions, or between two files."""

import argparse
import posixpath
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bulletin.bureaus import Shelf, shelves
from bulletin.findings import Words
from bulletin.load import Source, real
from bulletin.project import CONFIG, Misused, project
from bulletin.review import retelling, versions
from bulletin.review.account import Review, review
from bulletin.review.onepage import as_html
from bulletin.site import Site, read_site

FORMATS: dict[str, Callable[[Sequence[Review], str], str]] = {
    "text": retelling.as_text,
    "markdown": retelling.as_markdown,
    "json": retelling.as_json,
}


class Asked(NamedTuple):
    """What is to be compared: two files, or a base and a head within some paths; `head` is empty for files as they are.

    `parted`: not the base itself, but where it and the head branched off from each other.
    """

    base: str
    head: str
    within: list[Path]
    files: tuple[Path, Path] | None = None
    parted: bool = False


def add(commands: Any, lang: argparse.ArgumentParser) -> None:
    """Enter the command into the parser of `bulletin`."""
    one = commands.add_parser("diff", parents=[lang], help="两个版本之间改了什么 what changed between two versions")
    one.add_argument(
        "versions",
        nargs="*",
        metavar="VERSION",
        help="git 的版本，默认 HEAD 与现在的文件；或者两个文件 revisions, or two files; then paths to narrow it",
    )
    one.add_argument("--format", choices=[*FORMATS, "html"], default="text")
    one.add_argument("-o", "--output", type=Path, metavar="OUT", help="写入文件 into a file")
    one.add_argument("--exit-code", action="store_true", help="有改动时退出码为 1 exit 1 if anything changed")
    one.set_defaults(run=diff)


def diff(args: argparse.Namespace) -> int:
    """`bulletin diff`: 0, 1 if a version cannot be read, or, with --exit-code, if anything changed."""
    site, _ = read_site(project() / CONFIG)
    asked = _asked(args.versions)
    if asked.files:
        pairs = [versions.two_files(*asked.files, project())]
        names = str(asked.files[0]), str(asked.files[1])
    else:
        shelved = _shelved(asked.within, site)
        pairs = [pair for shelf, within in shelved.items() for pair in _between(asked, shelf, within)]
        names = asked.base, asked.head or Words("现在的文件", "the files as they are").in_(args.lang)
    reviews = [review(pair, site) for pair in pairs if pair.texts[0] != pair.texts[1] or not all(pair.texts)]
    told = as_html(reviews, args.lang, names) if args.format == "html" else FORMATS[args.format](reviews, args.lang)
    if args.output:
        args.output.write_text(told + "\n", encoding="utf-8", newline="\n")
    elif told:
        print(told)
    print(retelling.summary(reviews).in_(args.lang), file=sys.stderr)
    return 1 if any(one.unread for one in reviews) or (args.exit_code and reviews) else 0


def _asked(words: Sequence[str]) -> Asked:
    """Revisions come first, then paths; what is both is a path, and two files alone are compared with each other."""
    paths = [Path(word) for word in words if Path(word).exists()]
    if len(words) == 2 and all(path.is_file() for path in paths) and len(paths) == 2:
        return Asked("", "", [], (paths[0], paths[1]))
    revisions = [word for word in words if not Path(word).exists()]
    if len(revisions) > 2 or [Path(word) for word in words[len(revisions) :]] != paths:
        raise Misused("先写版本（最多两个），再写路径", "revisions first (two at most), then paths")
    base, head, parted = versions.range_of(revisions[0]) if revisions else ("HEAD", "", False)
    head = revisions[1] if len(revisions) == 2 else head
    return Asked(base, head, paths, parted=parted)


def _shelved(within: Sequence[Path], site: Site) -> dict[Shelf, list[Path]]:
    """The folders to be looked at, each with the paths that narrow it; all folders where there is no path."""
    own, *others = shelves(site)
    found: dict[Shelf, list[Path]] = {} if within else {shelf: [] for shelf in (own, *others)}
    for path in within:
        here = real(path.absolute())
        shelf = next((one for one in others if here.is_relative_to(real(project() / one.folder))), own)
        found.setdefault(shelf, []).append(path)
    return found


def _between(asked: Asked, shelf: Shelf, within: Sequence[Path]) -> list[versions.Pair]:
    """What differs in one repository; of a bureau's, what is wrong with it and its files are named from the project on."""
    folder = project() / shelf.folder
    whole = (folder / ".git").exists()  # a repository of bulletins and nothing else
    root, name = (folder, ".") if whole else (folder.parent, folder.name)
    try:
        base = versions.branched(asked.base, asked.head, root) if asked.parted else asked.base
        pairs = versions.between(base, asked.head, root, within, name)
    except Misused as misused:
        if not shelf.bureau:
            raise
        raise Misused(f"{shelf.folder}：{misused.words.zh}", f"{shelf.folder}: {misused.words.en}") from misused
    for source in {id(one): one for pair in pairs for one in pair if isinstance(one, Source)}.values():
        source.path = posixpath.join(shelf.folder if whole else posixpath.dirname(shelf.folder), source.path)
    return pairs

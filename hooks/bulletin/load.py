"""Files -> bulletins, with the place of every field. Nothing that an editor wrote raises: it becomes a fault, worded later."""

import gc
import os
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bulletin import texts
from bulletin.complaints import PROBLEMS
from bulletin.findings import Place, Words
from bulletin.front import CONTROL, Fault, read_front, shorten
from bulletin.keeping import Places, again, columns, filled, placed, plain
from bulletin.kept import Form, Kept
from bulletin.model import At, Bulletin
from bulletin.regex import regex
from bulletin.validate import validate

LARGEST = 8 * 1024 * 1024  # bytes: ten times the longest bulletin that anybody prints
WIDEST = 200  # columns of blanks and marks before the words of a line: fifty lists in each other
FENCE = "---"
NESTING = regex(r"^(?:[ \t>]|(?:[-*+]|\d+\.)(?=[ \t]))*")
MARKS, MARKED = "\\`*_[<&", 20_000  # of Markdown, so many in a paragraph: it is copied for each that is read
UNDERLINE, UNDERLINED = regex(r"=+ *|-+ *"), 500  # of headings, in a paragraph: what follows is read anew after each


@dataclass
class Source:
    """One file as it was read: `bulletin` is None where so little could be read that no rule has a say."""

    path: str
    bulletin: Bulletin | None = None
    places: Mapping[At, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def place(self, at: At | Place) -> Place:
        """Where a field stands, or where it would stand: its nearest ancestor."""
        if isinstance(at, Place):
            return at
        while at and at not in self.places:
            at = at[:-1]
        return self.places.get(at, Place(1))


def load(folder: Path, root: Path | None = None, kept: Kept | None = None) -> list[Source]:
    """Every bulletin below `folder`, in the order of their paths, which are relative to `root`, its parent if left out.

    Files and folders whose names begin with `.` or `_` are passed over. With `kept`, what was read before is not parsed again.
    """
    with uncollected():
        return [read(file, root or folder.parent, folder, kept) for file in sorted(files(folder))]


def files(folder: Path) -> Iterator[Path]:
    """What a folder holds of bulletins, or of what is named like one."""
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        odd = [name for name in folders if name.lower().endswith(".md") or Path(here, name).is_symlink()]
        for name in names + odd:
            if name in odd or (name.lower().endswith(".md") and not name.startswith((".", "_"))):
                yield Path(here, name)


def named(file: Path, root: Path) -> str:
    """The path of a file as findings have it.

    A name in another encoding, as old zip files bring it, is no text: shown as \\xb0\\xa1, so that it can be printed.
    """
    path, above = str(file.absolute()), os.path.join(root.absolute(), "")  # noqa: PTH118 - of thousands
    below = path.removeprefix(above)  # or it is a file elsewhere, checked by name on the command line
    return os.fsencode(below).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def read(file: Path, root: Path, within: Path | None = None, kept: Kept | None = None) -> Source:
    """One file as a source; `within` is the folder that no symbolic link may lead out of."""
    source = Source(named(file, root))
    raw = _bytes(file, within, source)
    if raw is not None:
        _filled(source, raw, kept)
    if source.bulletin and kept and kept.memory is None:  # of thousands, nobody holds the texts
        source.bulletin._source, source.bulletin._lies = "", str(file.absolute())
    return source


def parse(raw: bytes, name: str) -> Source:
    """The content of a file under its path, or what travels inside a notice under `name`."""
    return _filled(Source(name), raw)


def _filled(source: Source, raw: bytes, kept: Kept | None = None) -> Source:
    if (text := _text(raw, source)) is not None:
        with uncollected():
            _known(text, source, kept) if kept else _parse(text, source)
    return source


def _known(text: str, source: Source, kept: Kept) -> None:
    """What was read before is made of what is kept of it. What has a fault is not kept: it is going to be mended."""
    named = (source.path.encode(), texts.digest(text))
    name, form = kept.name("source", *named), Form(plain, partial(again, source.path, text))
    if bulletin := kept.thing(name, form):
        source.bulletin, source.places = bulletin, Places(partial(_places, bulletin, source.path, kept))
        return
    before = len(source.faults)
    _parse(text, source)
    if source.bulletin and len(source.faults) == before:
        kept.put_thing(name, form, source.bulletin)
        source.bulletin = (
            kept.thing(name, form) or source.bulletin
        )  # words that come again and again are held once in it
        kept.put_thing(kept.name("places", *named), Form(columns, partial(placed, text)), source.places)
        source.places = Places(partial(_places, source.bulletin, source.path, kept))


def _places(bulletin: Bulletin, path: str, kept: Kept) -> Mapping[At, Place]:
    """The places of the fields of a file without a fault."""
    text = bulletin.source
    name, form = kept.name("places", path.encode(), texts.digest(text)), Form(columns, partial(placed, text))
    if places := kept.thing(name, form):
        return places
    source = Source(path)
    _parse(text, source)
    return kept.put_thing(name, form, source.places)


def _bytes(file: Path, within: Path | None, source: Source) -> bytes | None:
    """The bytes of a regular file of a sane size that does not lead outside."""
    try:
        if within and file.is_symlink() and not real(file).is_relative_to(real(within)):
            source.faults.append(Fault("RB002", Place(), {"target": file.readlink()}))
        elif not file.is_file():
            source.faults.append(Fault("RB001", Place(), {"why": _not_a_file(file)}))
        elif (size := file.stat().st_size) > LARGEST:
            source.faults.append(Fault("RB003", Place(), {"size": f"{size / 2**20:.0f}", "most": LARGEST // 2**20}))
        else:
            return file.read_bytes()
    except OSError as error:
        source.faults.append(
            Fault(
                "RB001", Place(), {"why": Words(f"读不出来（{error.strerror}）", f"cannot be read ({error.strerror})")}
            )
        )
    return None


def real(path: Path) -> Path:
    """Like `Path.resolve`, which raises on links that lead in a circle."""
    return Path(os.path.realpath(path))


def _not_a_file(file: Path) -> Words:
    if file.is_dir():
        return Words("是一个文件夹", "is a folder")
    if file.is_symlink() and not file.exists():
        return Words("是失效的符号链接", "is a broken symbolic link")
    return Words("不存在", "does not exist") if not file.exists() else Words("不是普通文件", "is not a regular file")


def _text(raw: bytes, source: Source) -> str | None:
    """The text in UTF-8 with plain line ends; None where it cannot be one."""
    marked, raw = raw.startswith(BOM_UTF8), raw.removeprefix(BOM_UTF8)
    if not raw or raw.isspace():
        source.faults.append(Fault("RB007", Place()))
        return None
    if marked:
        source.faults.append(Fault("RB005", Place(1, 1)))
    try:
        text = texts.text(raw)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        source.faults.append(Fault("RB004", Place(line, 1), {"why": texts.encoding(raw, error.start, source.path)}))
        return None
    if b"\r" in raw:
        source.faults.append(Fault("RB006", Place(raw[: raw.index(b"\r")].count(b"\n") + 1)))
    return text


@contextmanager
def uncollected() -> Iterator[None]:
    """A large register is a million objects and no cycles; looking for some again and again takes most of the time."""
    pausing = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if pausing:
            gc.enable()


def _parse(text: str, source: Source) -> None:
    if control := CONTROL.search(text):
        line, before = text.count("\n", 0, control.start()) + 1, text.rfind("\n", 0, control.start())
        source.faults.append(
            Fault("RB023", Place(line, control.start() - before), {"code": f"U+{ord(control[0]):04X}"})
        )
        return
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        source.faults.append(
            Fault(
                "RB008", Place(1, 1, shorten(lines[0])), {"why": Words("第一行不是 ---", "the first line is not ---")}
            )
        )
        return
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        source.faults.append(Fault("RB008", Place(1, 1), {"why": Words("没有用一行 --- 结束", "no line --- ends it")}))
        return
    front = read_front("\n".join(lines[1:end]), first_line=2)
    source.places, source.faults = front.places, source.faults + front.faults
    if any(fault.rule in ("RB009", "RB011") for fault in front.faults):
        return
    body = "\n".join(lines[end + 1 :])
    for problem, number in (("deep", _too_deep(lines, end + 1)), ("crowded", _crowded(body, lines, end + 1))):
        if number:
            place = Place(number + 1, 1, shorten(lines[number]))
            source.faults.append(Fault("RB009", place, {"problem": PROBLEMS[problem]}))
            return
    bulletin = validate(Bulletin, front, source.faults)
    bulletin = bulletin if bulletin.id else bulletin.model_copy(update={"id": Path(source.path).stem})
    source.bulletin = filled(bulletin, source.path, text, end + 2 + len(body) - len(body.lstrip("\n")))


def _too_deep(lines: list[str], start: int) -> int:
    """The line of the prose whose lists and quotes nest deeper than anybody prints, and than Markdown can; 0 if none."""
    for number, line in enumerate(lines[start:], start):
        opening = NESTING.match(line)
        if opening and len(opening[0].expandtabs(4)) > WIDEST and line.strip(" \t-*"):  # - - - is a rule
            return number
    return 0


def _crowded(body: str, lines: list[str], start: int) -> int:
    """The first line of a paragraph with more marks than anybody writes, and than Markdown reads soon; 0 if none."""
    if sum(map(body.count, MARKS)) <= MARKED and body.count("\n=") + body.count("\n-") <= UNDERLINED:
        return 0
    first, marks, under = start, 0, 0
    for number, line in enumerate(lines[start:], start):
        if not line.strip():
            first, marks, under = number + 1, 0, 0
        marks += sum(map(line.count, MARKS))
        under += bool(UNDERLINE.fullmatch(line))
        if marks > MARKED or under > UNDERLINED:
            return first
    return 0

"""Two versions of bulletins to be compared: two files, two revisions of a git repository, or one and the files as they are."""

import subprocess
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bulletin.load import LARGEST, Source, files, parse, read, real
from bulletin.project import FOLDER, Misused
from bulletin.review.followed import followed

SAME = 0.5  # of the lines of two files, for the one to be the other under a new name
SHORT = 8  # digits of a commit that tell it
NOW = ""  # stands for the files as they are, where a revision would stand


class Pair(NamedTuple):
    """The same bulletin in two versions; None where it was not there."""

    before: Source | None
    after: Source | None
    texts: tuple[str, str]
    apart: bool = False  # two files of the one who asks, not one file under two names
    follows: Source | None = None  # the edition that a new one goes on from

    @property
    def path(self) -> str:
        """Its path, in the newer version if it is there."""
        found = self.after or self.before
        assert found
        return found.path


def two_files(before: Path, after: Path, root: Path) -> Pair:
    """Two files as two versions of one bulletin."""
    return Pair(
        read(before, root), read(after, root), (_words(before.read_bytes()), _words(after.read_bytes())), apart=True
    )


def between(base: str, head: str, root: Path, within: Sequence[Path] = (), folder: str = FOLDER) -> list[Pair]:
    """The bulletins that differ between two revisions, or between one and the files as they are, by their paths.

    `within` narrows it to files and folders. A file that was given another name is one bulletin, if half of its lines
    are as they were. Raises `Misused` where git, the repository or a revision is not there.
    """
    repository = _Repository(root, folder)
    base, head = repository.commit(base), repository.commit(head) if head else NOW
    wanted = list(_inside(within, root))
    names = [name for name in repository.differing(base, head) if _is_bulletin(name) and _wanted(name, wanted)]
    texts = {name: (repository.blob(base, name), repository.blob(head, name)) for name in names}
    texts = {name: pair for name, pair in texts.items() if pair[0] != pair[1]}
    renamed = _renamed(texts)
    pairs = []
    for name, (old, new) in sorted(texts.items()):
        if name in renamed.values():
            continue
        was = renamed.get(name, name)
        old = texts[was][0] if was != name else old
        pair = Pair(_source(old, was), _source(new, name), (_words(old), _words(new)))
        added = pair.after.bulletin if pair.after and not pair.before else None
        shelf = partial(repository.naming, head)
        pairs.append(pair._replace(follows=followed(added, shelf) if added else None))
    return pairs


class Commit(NamedTuple):
    """A commit that changed a bulletin, with the two versions; without a name: changes that are not committed yet."""

    name: str
    on: str
    by: str
    about: str
    pair: Pair


def life(file: Path, root: Path) -> list[Commit]:
    """The commits that changed a file, the oldest first, its earlier names followed; raises `Misused` where there is no git."""
    repository = _Repository(root)
    (name,) = _inside([file], root)
    heads = [line.split("\x1f") for line in repository.life(name)]
    found: list[Commit] = []
    was: tuple[bytes | None, str] = (None, name)
    for commit, on, by, about, here in [*reversed(heads), [NOW, "", "", "", name]]:
        raw = repository.blob(commit, here)
        if raw != was[0] or here != was[1]:
            texts = (_words(was[0]), _words(raw))
            pair = Pair(_source(was[0], was[1]), _source(raw, here), texts)
            found.append(Commit(commit[:SHORT], on, by, about, pair))
        was = raw, here
    return found


def range_of(words: str) -> tuple[str, str, bool]:
    """`A..B` and `A...B` as two revisions, and whether the first is where the second branched off from it."""
    for dots in ("...", ".."):
        if dots in words:
            base, _, head = words.partition(dots)
            return base or "HEAD", head or "HEAD", dots == "..."
    return words, NOW, False


def branched(base: str, head: str, root: Path) -> str:
    """The commit at which two branches parted."""
    repository = _Repository(root)
    found = repository.ask("merge-base", repository.commit(base), repository.commit(head or "HEAD"), fails=True)
    if not found:
        raise Misused(*_no_revision(f"{base}...{head}", shallow=repository.shallow))
    return found.decode().strip()


class _Repository:
    """What git knows of the folder of a project; nothing of what the repository configures is run."""

    def __init__(self, root: Path, folder: str = FOLDER) -> None:
        self.root, self.folder = root, folder
        self.ask("rev-parse", "--show-toplevel")

    def ask(self, *words: str, fails: bool = False) -> bytes:
        """What git answers; where it refuses, nothing if it `fails` for good reason, else its own words."""
        command = ["git", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false", *words]
        try:
            done = subprocess.run(command, cwd=self.root, capture_output=True, check=False)  # noqa: S603 - git itself
        except FileNotFoundError as error:
            raise Misused(
                "没有 git。比较两个文件：bulletin diff 旧.md 新.md",
                "there is no git. To compare two files: bulletin diff OLD.md NEW.md",
            ) from error
        if done.returncode and fails:
            return b""
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
            if "not a git repository" in said:
                raise Misused(
                    "这里不在 git 仓库里。比较两个文件：bulletin diff 旧.md 新.md",
                    "this is no git repository. To compare two files: bulletin diff OLD.md NEW.md",
                )
            raise Misused(f"git 出错：{said}", f"git: {said}")
        return done.stdout

    @property
    def shallow(self) -> bool:
        return self.ask("rev-parse", "--is-shallow-repository").strip() == b"true"

    def commit(self, name: str) -> str:
        found = self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}", fails=True)
        if not found:
            raise Misused(*_no_revision(name, shallow=self.shallow))
        return found.decode().strip()

    def differing(self, base: str, head: str) -> Iterator[str]:
        """Names relative to the project's folder, of files that git ignores none."""
        options = ["--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff", "--no-textconv"]
        listed = self.ask("diff", *options, base, *([head] if head else []), "--", self.folder)
        if not head:
            listed += self.ask("ls-files", "--others", "--exclude-standard", "-z", "--", self.folder)
        yield from (name.decode(errors="surrogateescape") for name in listed.split(b"\0") if name)

    def life(self, name: str) -> list[str]:
        """Commit, day, author, subject and name of the file then, of each commit that changed it, the newest first."""
        form = "%x1e%H%x1f%as%x1f%an%x1f%s"
        told = self.ask("log", "--follow", "--name-only", "--relative", f"--format={form}", "--", name, fails=True)
        parts = (part.partition("\n") for part in told.decode(errors="replace").split("\x1e")[1:])
        return [f"{head}\x1f{names.strip()}" for head, _, names in parts if names.strip()]

    def blob(self, revision: str, name: str) -> bytes | None:
        """The bytes of a file in a revision, or as they are; None where it is not there."""
        if revision == NOW:
            file = self.root / name
            inside = real(file).is_relative_to(real(self.root))
            return file.read_bytes()[: LARGEST + 1] if inside and file.is_file() else None
        return self.ask("cat-file", "blob", f"{revision}:./{name}") if self._has(revision, name) else None

    def naming(self, revision: str, words: str) -> Iterator[tuple[str, bytes]]:
        """The bulletins of a revision, or as they are, that have words in their names or texts."""
        names = (file.relative_to(self.root).as_posix() for file in files(self.root / self.folder))
        if revision:
            listed = self.ask("ls-tree", "-r", "-z", "--name-only", revision, "--", self.folder)
            listed = b"\0".join(name for name in listed.split(b"\0") if words.encode() in name)
            found = self.ask("grep", "-lzF", "-e", words, revision, "--", self.folder, fails=True)
            found = found.replace(f"{revision}:".encode(), b"")
            names = (
                name.decode(errors="surrogateescape") for name in {*listed.split(b"\0"), *found.split(b"\0")} if name
            )
        for name in sorted(filter(_is_bulletin, names)):
            yield name, self.blob(revision, name) or b""

    def _has(self, revision: str, name: str) -> bool:
        return bool(self.ask("ls-tree", "--name-only", revision, "--", name))


def _no_revision(name: str, *, shallow: bool) -> tuple[str, str]:
    if shallow:
        zh = f"没有版本“{name}”：这是浅克隆，只有最近的提交。先执行 git fetch --unshallow（CI 里设 fetch-depth: 0）"
        return (
            zh,
            f"no revision “{name}”: this is a shallow clone. Run git fetch --unshallow first (in CI: fetch-depth: 0)",
        )
    if name == "HEAD":
        return "仓库里还没有提交", "the repository has no commit yet"
    return f"没有版本“{name}”，也没有这个文件", f"there is no revision “{name}”, nor a file of that name"


def _inside(within: Sequence[Path], root: Path) -> Iterator[str]:
    for path in within:
        try:
            yield real(path.absolute()).relative_to(real(root)).as_posix()
        except ValueError as error:
            raise Misused(f"{path} 不在这个项目里", f"{path} is not in this project") from error


def _wanted(name: str, wanted: list[str]) -> bool:
    return not wanted or any(path in (".", name) or name.startswith(f"{path}/") for path in wanted)


def _is_bulletin(name: str) -> bool:
    parts = name.split("/")
    return name.lower().endswith(".md") and not any(part.startswith((".", "_")) for part in parts)


def _renamed(texts: dict[str, tuple[bytes | None, bytes | None]]) -> dict[str, str]:
    """New names -> old ones, of what vanished under the one and appeared under the other: the likest first."""
    gone = [name for name, (_, new) in texts.items() if new is None]
    come = [name for name, (old, _) in texts.items() if old is None]
    lines = {name: set((texts[name][0] or texts[name][1] or b"").split(b"\n")) for name in gone + come}
    scores = sorted(((_share(lines[old], lines[new]), old, new) for old in gone for new in come), reverse=True)
    found: dict[str, str] = {}
    for score, old, new in scores:
        if score >= SAME and new not in found and old not in found.values():
            found[new] = old
    return found


def _share(one: set[bytes], two: set[bytes]) -> float:
    return 2 * len(one & two) / (len(one) + len(two))


def _source(raw: bytes | None, name: str) -> Source | None:
    return None if raw is None else parse(raw, name)


def _words(raw: bytes | None) -> str:
    """The text of a file; empty for one that is no text."""
    try:
        return (raw or b"").decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return ""

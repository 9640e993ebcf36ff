"""Sees to it that fonts/ holds the faces listed in fonts.sha256, and says nothing when it does.

What is missing is taken out of Debian's packages without installing them: that needs no root, and texlive-lang-chinese
would bring 260 MB of TeX along. Files put there by hand do as well, if their hash is known. Standard library only.
"""

import gzip
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

MANIFEST = Path(__file__).with_name("fonts.sha256")
FONTS = Path(__file__).parents[1] / "fonts"
LOCAL = FONTS / "local.sha256"  # beyond the manifest: what this machine had from apt, or its owner vouches for

LICENCES = {  # where they are in the packages: the name they get beside the fonts
    "usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz": "Fandol-COPYING.txt",
    "usr/share/doc/texlive-doc/fonts/fandol/README": "Fandol-README.txt",
    "usr/share/doc/fonts-lxgw-wenkai/copyright": "LXGWWenKai-copyright.txt",
}

Hashes = dict[str, list[str]]  # by file name; the first is the project's reference


def say(*lines: str) -> None:
    print(*lines, sep="\n", file=sys.stderr)


def stop(*lines: str) -> SystemExit:
    return SystemExit("\n".join(lines))


def stop_without_apt(reason: str) -> SystemExit:
    names = " ".join(read_hashes(MANIFEST))
    return stop(
        "无法通过 apt-get 取得字体。请从 Debian 软件包 texlive-lang-chinese 和 fonts-lxgw-wenkai 中取出以下文件，",
        "放入 fonts/ 后重试。",
        "The fonts could not be had through apt-get. Please take these files out of Debian's packages",
        "texlive-lang-chinese and fonts-lxgw-wenkai, put them into fonts/ and try again:",
        f"    {names}",
        reason,
    )


def read_hashes(path: Path) -> Hashes:
    hashes: Hashes = {}
    if path.exists():
        for line in path.read_text("utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                digest, name = line.split()
                hashes.setdefault(name, []).append(digest)
    return hashes


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def package_of(name: str) -> str:
    return "texlive-lang-chinese" if name.startswith("Fandol") else "fonts-lxgw-wenkai"


def apt_get(folder: Path, *arguments: str) -> str:
    """What apt-get had to complain of, or nothing."""
    command = ["apt-get", "-q", "-oAPT::Sandbox::User=root", *arguments]  # root's usual stand-in may not write here
    try:
        result = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", check=False)
    except FileNotFoundError as missing:
        raise stop_without_apt(str(missing)) from None
    return result.stderr.strip() if result.returncode else ""


def download(packages: list[str], folder: Path) -> None:
    """Fetch the packages by apt, which checks them against the signed index of the release."""
    if apt_get(folder, "download", *packages):
        # This machine's index is missing, as in a new container, or out of date. One of our own needs no root.
        lists, cache = folder / "lists", folder / "cache"
        lists.mkdir()
        cache.mkdir()
        index = [f"-oDir::State::lists={lists}", f"-oDir::Cache={cache}", "-oAcquire::Languages=none"]
        complaint = apt_get(folder, *index, "update")
        if reason := apt_get(folder, *index, "download", *packages):
            raise stop_without_apt(f"{complaint}\n{reason}".strip())


def unpack(deb: Path, names: list[str], folder: Path) -> None:
    with (
        subprocess.Popen(["dpkg-deb", "--fsys-tarfile", deb], stdout=subprocess.PIPE) as dpkg,
        tarfile.open(fileobj=dpkg.stdout, mode="r|") as archive,
    ):
        for member in archive:
            path = PurePosixPath(member.name.removeprefix("./"))
            name = path.name if path.name in names else LICENCES.get(str(path))
            if name and (file := archive.extractfile(member)):
                data = file.read()
                (folder / name).write_bytes(gzip.decompress(data) if path.suffix == ".gz" else data)


def fetch(names: list[str], known: Hashes) -> None:
    say("正在取得字体（下载约 100 MB，仅首次）……", "Fetching the fonts (about 100 MB, this once) ...")
    FONTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".fetch-", dir=FONTS) as temporary:
        folder = Path(temporary)
        download(sorted({package_of(name) for name in names}), folder)
        for deb in folder.glob("*.deb"):
            unpack(deb, names, folder)
        for name in names:
            if not (folder / name).exists():
                raise stop_without_apt(f"{package_of(name)}: {name}?")
            if (digest := sha256(folder / name)) != known[name][0]:
                say(
                    f"注意：{name} 与本项目的参考版本不同，用到它的 PDF 可能与参考结果不逐字节一致。",
                    f"Note: {name} is not of the project's reference version; PDFs with it may differ in bytes.",
                )
            if digest not in known[name]:  # it came through apt: trusted, and held to from now on
                with LOCAL.open("a", encoding="utf-8") as record:
                    record.write(f"{digest}  {name}\n")
        for name in [*LICENCES.values(), *names]:
            if (folder / name).exists():
                (folder / name).replace(FONTS / name)


def main() -> None:
    known = read_hashes(MANIFEST)
    for name, digests in read_hashes(LOCAL).items():
        known.setdefault(name, []).extend(digests)
    missing = [name for name in known if not (FONTS / name).exists()]
    for name in known:
        if name not in missing and (digest := sha256(FONTS / name)) not in known[name]:
            raise stop(
                f"fonts/{name} 不是本项目已知的版本，未予采用。请删除后重试（将重新下载）；",
                f"如系本单位自备且来源可靠，请把末行写入 fonts/{LOCAL.name}。",
                f"fonts/{name} is not a version known to this project, and is refused. Delete it and try again;",
                f"or, if it is your own and you trust its source, put the last line into fonts/{LOCAL.name}:",
                f"{digest}  {name}",
            )
    if missing:
        fetch(missing, known)


if __name__ == "__main__":
    try:
        main()
    except (OSError, ValueError, tarfile.TarError) as reason:
        raise stop(f"准备字体时出错 / While getting the fonts: {reason}") from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None

"""Files that are published as they lie; and a build that opens nothing else, and no socket."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from bulletin.attached import attached

ROOT = Path(__file__).parents[1]
EXTERNAL = '<Relationship Type="x/{kind}" Target="http://example.cn/x" TargetMode="External"/>'


def office(part: str = "word/document.xml", **more: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {part: "<x/>", **more}.items():
            archive.writestr(name, text)
    return made.getvalue()


def pdf(script: str = "", locked: str = "") -> bytes:
    writer, made = PdfWriter(), io.BytesIO()
    writer.add_blank_page(9, 9)
    if script:
        action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    if locked:
        writer.encrypt(locked)
    writer.write(made)
    return made.getvalue()


def picture(kind: str) -> bytes:
    made = io.BytesIO()
    Image.new("L", (2, 2)).save(made, kind)
    return made.getvalue()


GOOD = {
    "a.pdf": pdf(),
    "a.docx": office(),
    "links.docx": office(**{"word/_rels/document.xml.rels": EXTERNAL.format(kind="hyperlink")}),
    "a.xlsx": office("xl/workbook.xml"),
    "a.csv": "编号,问题\r\n".encode("utf-8-sig"),
    "a.png": picture("PNG"),
    "a.JPG": picture("JPEG"),
}
BAD = {
    "a.zip": office(),
    "a.exe": b"MZ",
    "a.svg": b"<svg/>",
    "a.html": b"<p>x</p>",
    "a.docm": office(),
    "a.doc": b"\xd0\xcf\x11\xe0",
    "none": b"x",
    "page.pdf": b"<html>",
    "zip.docx": office("x.txt"),
    "workbook.docx": office("xl/workbook.xml"),
    "picture.png": picture("JPEG"),
    "text.csv": b"PK\x03\x04\0\xff",
    "gbk.txt": "通报".encode("gbk"),
    "script.pdf": pdf(script="app.alert(1)"),
    "locked.pdf": pdf(locked="x"),
    "half.pdf": pdf()[:60],
    "macro.xlsx": office("xl/workbook.xml", **{"xl/vbaProject.bin": "x"}),
    "object.docx": office(**{"word/embeddings/oleObject1.bin": "x"}),
    "fetches.docx": office(**{"word/_rels/settings.xml.rels": EXTERNAL.format(kind="attachedTemplate")}),
    "bomb.docx": office(**{"word/media/x.xml": "0" * (201 << 20)}),
}


@pytest.mark.parametrize("name", [*GOOD, *BAD])
def test_of_listed_kinds_and_harmless(name: str, tmp_path: Path) -> None:
    """A file passes by its content; what runs, fetches, hides or is of another kind does not, and is named."""
    file = tmp_path / name
    file.write_bytes({**GOOD, **BAD}[name])
    found = [(finding.rule, finding.path) for finding in attached([(name, file)], tmp_path)]

    assert found == ([("RB812", name)] if name in BAD else [])


def test_large_files_and_links_out(tmp_path: Path) -> None:
    """Neither a file too large to be read nor a link out of the folder is opened."""
    (tmp_path / "docs").mkdir()
    with (tmp_path / "docs/a.pdf").open("wb") as sparse:
        sparse.truncate(21 << 20)
    (tmp_path / "docs/passwd.txt").symlink_to("/etc/passwd")
    files = [(file.name, file) for file in sorted((tmp_path / "docs").iterdir())]
    found = [finding.message.en for finding in attached(files, tmp_path / "docs")]

    assert "21 MB" in found[0]
    assert "leads out of the folder" in found[1]


TRAP = """
import json, os, sys
told = open(os.environ["TOLD"], "w")
def hook(event, given):
    if event.startswith("socket.") or event == "open" and isinstance(given[0], (str, bytes)):
        print(json.dumps([event, os.path.realpath(os.fsdecode(given[0])) if event == "open" else ""]), file=told, flush=True)
sys.addaudithook(hook)
sys.argv = ["mkdocs", "build", "-q", "--strict"]
from mkdocs.__main__ import cli
cli()
"""


@pytest.fixture
def project(tmp_path: Path, sown: Callable[..., Path]) -> Path:
    """A small project of its own, with one bulletin."""
    sown(tmp_path)
    (tmp_path / "bulletins/2024/x.md").write_text(
        "---\ntitle: 关于专项巡察整改情况的通报\nissuer: 示例市交通运输局\ndate: 2024-05-01\n"
        "contact: {phone: 0999-5550100, address: 示例市人民路1号}\n---\n\n![图](a.png)\n"
    )
    (tmp_path / "bulletins/2024/a.png").write_bytes(picture("PNG"))
    return tmp_path


def build(project: Path, told: Path) -> subprocess.CompletedProcess[str]:
    (project / "drafts").mkdir()  # what libraries write down for a moment
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "TOLD": str(told), "TMPDIR": str(project / "drafts")}
    return subprocess.run(
        [sys.executable, "-c", TRAP], cwd=project, env=environment, capture_output=True, text=True, check=False
    )


def test_build_opens_nothing_outside_and_no_socket(project: Path, tmp_path: Path) -> None:
    """Every file that a build opens is of the project, the program or Python; it asks for no socket and no address."""
    done = build(project, tmp_path / "told")
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in (tmp_path / "told").read_text().splitlines()]
    homes = {project, ROOT, ROOT / "fonts", Path(sys.prefix), Path(sys.base_prefix), Path(os.__file__).parent}
    known = tuple(os.path.realpath(home) for home in homes)
    system = ("/proc/", "/dev/", "/etc/mime.types", "/etc/localtime", "/usr/share/zoneinfo", "/etc/apache2/mime.types")
    system += ("/usr/lib/python", "/usr/local/etc/mime.types", "/etc/httpd", "/usr/share/mime", "/etc/inputrc")
    opened = {
        path for event, path in events if event == "open" and not path.startswith((*known, *system, str(tmp_path)))
    }

    assert len(events) > 100
    assert {event for event, _ in events} == {"open"}
    assert opened == set()
    assert not list((project / "drafts").iterdir())


@pytest.mark.parametrize("link", ["docs/secret.txt", "docs/secret.md", "bulletins/2024/a.png"])
def test_links_out_of_the_project_stop_the_build(link: str, project: Path, tmp_path: Path) -> None:
    """What lies elsewhere is not published by a link to it, whatever the link is called."""
    secret = tmp_path.parent / f"{tmp_path.name}-secret"
    secret.write_bytes(picture("PNG") if link.endswith("png") else b"secret words")
    (project / link).unlink(missing_ok=True)
    (project / link).symlink_to(secret)
    done = build(project, tmp_path / "told")

    assert done.returncode != 0
    assert "RB" in done.stderr
    assert not (project / "site").exists()

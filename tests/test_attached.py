"""Files that are published as they lie; and a build that opens nothing else, and no socket."""

import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from bulletin.attached import attached
from bulletin.handwritten import written

ROOT = Path(__file__).parents[1]
EXTERNAL = '<Relationship Type="x/{kind}" Target="http://example.cn/x" TargetMode="External"/>'


RELS = "word/_rels/settings.xml.rels"


def office(part: str = "word/document.xml", **more: str | bytes) -> bytes:
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


def acting(kind: str) -> bytes:
    """A PDF with something to do when it is opened."""
    return document(lambda writer: writer.root_object.__setitem__(NameObject("/OpenAction"), named(S=kind)))


def document(change: Callable[[PdfWriter], object]) -> bytes:
    writer, made = PdfWriter(), io.BytesIO()
    writer.add_blank_page(9, 9)
    change(writer)
    writer.write(made)
    return made.getvalue()


def named(**names: str) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): NameObject(value) for key, value in names.items()})


GOOD = {
    "enclosed.pdf": document(lambda writer: writer.add_attachment("x.md", b"x")),
    "linked.pdf": document(lambda writer: writer.root_object.__setitem__(NameObject("/X"), named(S="/URI"))),
    "fields.docx": office(
        **{"word/header.xml": "<a><instrText>PAGE</instrText><instrText>HYPERLINK x</instrText></a>"}
    ),
    "sums.xlsx": office("xl/workbook.xml", **{"xl/sheet1.xml": "<f>SUM(A1:A2)</f>"}),
    "signs.csv": b"a;-3,+86 999,a=b\r\n-,a@b.cn\r\n",
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
    "called.docx": office(**{RELS: EXTERNAL.format(kind="attachedTemplate").replace(" ", ' Id="/hyperlink" ', 1)}),
    "spelt.docx": office(**{RELS: EXTERNAL.format(kind="attachedTemplate").replace("External", "Ext&#101;rnal")}),
    "wide.docx": office(**{RELS: EXTERNAL.format(kind="attachedTemplate").encode("utf-16")}),
    "upper.docx": office(**{RELS.upper(): EXTERNAL.format(kind="attachedTemplate")}),
    "renamed.docx": office(**{RELS: '<Relationship Type="x/oleObject" Target="media/a.png"/>'}),
    "program.docx": office(**{RELS: '<Relationship Type="x/vbaProject" Target="media/a.png"/>'}),
    "dde.docx": office(**{"word/document.xml": "<a><instrText>DDE</instrText><instrText>AUTO c:</instrText></a>"}),
    "field.docx": office(**{"word/footer1.xml": '<fldSimple instr=" INCLUDEPICTURE http://example.cn "/>'}),
    "declared.docx": office(**{"word/footer1.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    "also.docx": b"GIF89a" + office(),
    "also.pdf": pdf() + office(),
    "also.png": picture("PNG") + office(),
    "broken.docx": office(**{"word/footer1.xml": "<a>"}),
    "dde.xlsx": office("xl/workbook.xml", **{"xl/sheet1.xml": "<f>cmd|'/c calc'!A0</f>"}),
    "asks.xlsx": office("xl/workbook.xml", **{"xl/sheet1.xml": "<f>WEBSERVICE(A1)</f>"}),
    "formula.csv": "编号\r\n 1,=1+1\r\n".encode(),
    "command.csv": b"-2+3+cmd|' /C calc'!A0",
    "opens.pdf": acting("/URI"),
    "goes.pdf": acting("/GoToR"),
    "plays.pdf": acting("/Rendition"),
    "form.pdf": document(lambda writer: writer.root_object.__setitem__(NameObject("/AcroForm"), named(XFA="/x"))),
    "media.pdf": document(lambda writer: writer.root_object.__setitem__(NameObject("/X"), named(Subtype="/RichMedia"))),
    "enclosed.pdf.exe.pdf": document(lambda writer: writer.add_attachment("x.exe", b"MZ")),
    "bomb.docx": office(**{"word/media/x.xml": "0" * (201 << 20)}),
}


@pytest.mark.parametrize("name", [*GOOD, *BAD])
def test_of_listed_kinds_and_harmless(name: str, tmp_path: Path) -> None:
    """A file passes by its content; what runs, fetches, hides or is of another kind does not, and is named."""
    file = tmp_path / name
    file.write_bytes({**GOOD, **BAD}[name])
    found = [(finding.rule, finding.path) for finding in attached([(name, file)], tmp_path)]

    assert found == ([("RB812", name)] if name in BAD else [])


@pytest.mark.parametrize(
    ("html", "acts"),
    [
        ('<p><a href="https://www.gov.cn/">甲</a><img alt="" src="pictures/a.png"/></p>', 0),
        ('<pre><code>&lt;script&gt; onclick="x"</code></pre><td style="text-align: left">一</td>', 0),
        ("<script>alert(1)</script>", 1),
        ('<META http-equiv="refresh" content="0;url=https://example.cn">', 1),
        ('<p onclick="x">甲</p><a href=" javascript:x">乙</a><img src=//example.cn/x.png>', 3),
        ('<img/onerror=x src="a.png"><a href="#"onclick=x>甲</a><a href="data/on=1" title="a > b">乙</a>', 2),
        ("<a " * 100_000 + "onclick=x", 1),
        ('<iframe src="x.html"></iframe><form action="x"></form><svg><a/></svg>', 3),
        ('<a href="&#106;avascript:x">甲</a><a href="java\tscript:x">乙</a><a/href=javascript:x>丙</a>', 3),
        ('<p title="x"onclick=x>甲</p><p/onclick=x>乙</p><p title=">" onclick=x>丙</p>', 3),
        (
            '<img/src=//example.cn/x.png><img src="&#104;ttps://example.cn/x"><img src="a.png" srcset="a.png, //example.cn">',
            3,
        ),
        (
            '<p style="background:url(//example.cn)">甲</p><table background="//example.cn"><a href="x" ping="//example.cn">',
            3,
        ),
        (
            '<a href="https://www.gov.cn@example.cn/">甲</a><a xlink:href="javascript:x">乙</a><!--><script>x</script>-->',
            3,
        ),
        ('<table><td style="text-align: left">一</td></table><a href="a.html#b:c">甲</a><a href="tel:12345">乙</a>', 0),
    ],
)
def test_pages_written_by_hand(html: str, acts: int) -> None:
    """What runs, embeds, fetches from elsewhere or leads away by itself is told; what is only shown is not."""
    assert [finding.rule for finding in written("docs/x.md", html)] == ["RB802"] * acts


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
told = os.open(os.environ["TOLD"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
worker = "--multiprocessing-fork" in sys.orig_argv
def forked():
    global worker
    worker = True
os.register_at_fork(after_in_child=forked)
def hook(event, given):
    if event.startswith("socket.") or event == "open" and isinstance(given[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(given[0])) if event == "open" else ""
        os.write(told, json.dumps([event, path, worker]).encode() + b"\\n")
sys.addaudithook(hook)
"""


@pytest.fixture
def project(tmp_path: Path, sown: Callable[..., Path]) -> Path:
    """A small project of its own, its notices made by workers, one with a picture."""
    sown(tmp_path, 7)
    (tmp_path / "bulletins/2024/x.md").write_text(
        "---\ntitle: 关于专项巡察整改情况的通报\nissuer: 示例市交通运输局\ndate: 2024-05-01\n"
        "contact: {phone: 0999-5550100, address: 示例市人民路1号}\n---\n\n![图](a.png)\n"
    )
    (tmp_path / "bulletins/2024/a.png").write_bytes(picture("PNG"))
    return tmp_path


BUILD = [sys.executable, "-m", "mkdocs", "build", "-q", "--strict"]


def build(project: Path, told: Path, *around: str, command: list[str] = BUILD) -> subprocess.CompletedProcess[str]:
    """A build in whose every process, workers too, the trap is set before anything is loaded."""
    for name in ("drafts", "trap"):  # what libraries write down for a moment
        (project / name).mkdir()
    (project / "trap/sitecustomize.py").write_text(TRAP)
    more = {"NO_MKDOCS_2_WARNING": "1", "TOLD": str(told), "TMPDIR": str(project / "drafts")}
    environment = os.environ | more | {"PYTHONPATH": f"{project / 'trap'}:{ROOT / 'hooks'}"}
    return subprocess.run(
        [*around, *command], cwd=project, env=environment, capture_output=True, text=True, check=False
    )


def outside(paths: Iterable[str], project: Path) -> set[str]:
    """Of some files those that are neither of the project, nor of the program, nor of Python."""
    homes = {project, ROOT, ROOT / "fonts", Path(sys.prefix), Path(sys.base_prefix), *map(Path, filter(None, sys.path))}
    known = [os.path.realpath(home) + os.sep for home in homes]
    known += [
        "/proc/",
        "/dev/",
        "/sys/",
        "/etc/mime.types",
        "/etc/localtime",
        "/usr/share/zoneinfo",
        "/etc/apache2/mime.types",
    ]
    known += ["/usr/lib/python", "/usr/local/etc/mime.types", "/etc/httpd", "/usr/share/mime", "/etc/inputrc"]
    return {path for path in paths if not f"{path}/".startswith(tuple(known))}


def test_build_opens_nothing_outside_and_no_socket(project: Path, tmp_path: Path) -> None:
    """Every file that a build opens is of the project, the program or Python; it asks for no socket and no address."""
    done = build(project, tmp_path / "told")
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in (tmp_path / "told").read_text().splitlines()]

    assert len(events) > 100
    assert sum(worker for _, _, worker in events) > 10
    assert {event for event, _, _ in events} == {"open"}
    assert outside((path for _, path, _ in events), project) == set()
    assert not list((project / "drafts").iterdir())


LEADING = (  # ways to have a file or an address read, in a prose
    "![x]({})",
    "[x]({})",
    "![x][1]\n\n[1]: {}",
    "<img src={}>",
    "<link rel=stylesheet href={}>",
    "<style>@import url({}); p {{background: url({})}}</style>",
    '<p style="background:url({})">x</p>',
    "<svg><image href={} /><use href={}#a /></svg>",
    "<object data={}></object><iframe src={}></iframe>",
)


def test_no_prose_has_anything_read(project: Path, tmp_path: Path, blind: list[str]) -> None:
    """Of what lies outside and can be read, and of what listens, nothing is asked, even where no rule keeps a bulletin from being built."""
    secret = tmp_path.parent / f"{tmp_path.name}-secret.png"
    secret.write_bytes(picture("PNG"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        host = f"//127.0.0.1:{listening.getsockname()[1]}/a.png"
        above = "/".join([".."] * 3)
        addresses = [f"file://{secret}", str(secret), f"{above}/{secret.name}", f"http:{host}", host]
        addresses += [f"{above.replace('.', '%2e')}/{secret.name}", f"a.png/../{above}/{secret.name}"]
        ways = [way.replace("{}", address) for address in addresses for way in LEADING]
        page = project / "bulletins/2024/x.md"
        page.write_text(page.read_text() + "\n" + "\n\n".join(ways))
        done = build(project, tmp_path / "told", command=blind)
    events = [json.loads(line) for line in (tmp_path / "told").read_text().splitlines()]

    assert done.returncode == 0, done.stderr
    assert {event for event, _, _ in events} == {"open"}
    assert outside((path for _, path, _ in events), project) == set()
    assert secret.name in (project / "site/bulletins/2024/x.html").read_text()
    assert (project / "site/bulletins/2024/x.pdf").exists()


OPENED = re.compile(r'^(?:\d+ +)?(?:openat|open)\((?:AT_FDCWD, )?"([^"]+)"[^=]*\) = \d+', re.MULTILINE)
SYSTEM = (  # what libraries read of the system that they are of: themselves, fontconfig's settings and its fonts, git's settings
    *(
        "/usr/lib",
        "/lib",
        "/usr/local/lib",
        "/etc/ld.so",
        "/usr/share/locale",
        "/usr/bin/",
        "/bin/",
        "/usr/x86_64-linux-gnu/",
    ),
    *("/etc/fonts", "/usr/share/fontconfig", "/usr/share/fonts", "/usr/local/share/fonts", "/var/cache/fontconfig"),
    *("/etc/gitconfig", f"{Path.home()}/.gitconfig", f"{Path.home()}/.config/git"),
)


@pytest.mark.skipif(not shutil.which("strace"), reason="there is no strace here")
def test_libraries_open_nothing_outside_and_no_socket(project: Path, tmp_path: Path) -> None:
    """The same as the system sees it: what libraries in C open, fonts and their settings, is of the project, too."""
    calls = tmp_path / "calls"
    done = build(
        project, tmp_path / "told", "strace", "-f", "-qq", "-o", str(calls), "-e", "trace=open,openat,socket,connect"
    )
    if "ptrace" in done.stderr:
        pytest.skip("nothing can be traced here")
    assert done.returncode == 0, done.stderr
    said = calls.read_text(errors="replace")
    opened = {path for path in OPENED.findall(said) if path.startswith("/")}

    assert len(opened) > 100
    assert not re.search(r"socket\(AF_INET|connect\(.*AF_INET", said)
    left = {path for path in outside(opened, project) if not path.startswith(SYSTEM)}
    assert [path for path in left if "fontconfig/" not in path] == []  # which keeps what it knows of the system's fonts


@pytest.mark.parametrize("link", ["docs/folder", "bulletins/folder", "bulletins/2024/pictures"])
def test_folders_out_of_the_project_stop_the_build(link: str, project: Path, tmp_path: Path) -> None:
    """The same for a folder that leads elsewhere, and the pages, bulletins and pictures in it."""
    secret = tmp_path.parent / f"{tmp_path.name}-secrets"
    secret.mkdir()
    (secret / "secret.md").write_text("# secret words\n")
    (secret / "a.png").write_bytes(picture("PNG"))
    (project / link).symlink_to(secret)
    if "pictures" in link:
        page = project / "bulletins/2024/x.md"
        page.write_text(page.read_text().replace("a.png", "pictures/a.png"))
    done = build(project, tmp_path / "told")

    assert done.returncode != 0
    assert "RB" in done.stderr
    assert str(secret / "secret.md") not in (tmp_path / "told").read_text()
    assert not (project / "site").exists()


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

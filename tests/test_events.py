"""Whole builds of a small site, as a user runs them, with MkDocs and with ProperDocs."""

import ast
import base64
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.project import interrupted

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
TOOLS = {"mkdocs": ["mkdocs", "build"], "properdocs": ["properdocs", "build", "-f", "mkdocs.yml"]}
BULLETIN = """\
---
title: 关于专项巡察整改情况的通报
issuer: 示例市交通运输局
date: 2024-05-01
state: {state}
counts: {{total: {total}, completed: 3, ongoing: 1}}
contact: {{phone: 0999-5550100, address: 示例市人民路1号}}
---

现将整改情况通报如下。
"""


@pytest.fixture
def project(tmp_path: Path, laid: Callable[[Path], str]) -> Path:
    """This program over one bulletin and one draft."""
    (tmp_path / "mkdocs.yml").write_text(laid(tmp_path), encoding="utf-8")
    write(tmp_path, "one")
    write(tmp_path, "draft", state="draft")
    return tmp_path


def write(
    project: Path, name: str, state: str = "published", total: int = 4, folder: str = "2024", extra: str = ""
) -> None:
    file = project / "bulletins" / folder / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = BULLETIN.format(state=state, total=total).replace("contact:", f"{extra}contact:")
    file.write_text(text, encoding="utf-8")


def build(project: Path, tool: str = "mkdocs", *options: str) -> tuple[int, str]:
    """Run a build: its exit code and all that it said."""
    command = [BIN / TOOLS[tool][0], *TOOLS[tool][1:], *options]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", "SOURCE_DATE_EPOCH": "1700000000"}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def beside(project: Path) -> list[str]:
    """The site and whatever stands around it under a name like it."""
    return sorted(entry.name for entry in project.iterdir() if "site" in entry.name)


def test_core_knows_no_mkdocs() -> None:
    """Only events.py imports the generator, so that the rest outlives it."""
    for file in (ROOT / "hooks" / "bulletin").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []

            assert not [name for name in names if re.match(r"(mkdocs|properdocs|material)\b", name)], file


def test_both_generators_make_one_site(project: Path) -> None:
    """Page and notice of every bulletin but the draft; the same bytes from either; no script in a page, no other host."""
    sites = {}
    for tool in TOOLS:
        code, said = build(project, tool, "--strict", "-d", f"site-{tool}")
        assert code == 0, said
        sites[tool] = tree(project / f"site-{tool}")

    site = sites["mkdocs"]
    assert site == sites["properdocs"]
    assert {"index.html", "404.html", "bulletins/index.html", "bulletins/2024/one.html"} <= site.keys()
    assert site["bulletins/2024/one.pdf"].startswith(b"%PDF")
    assert not [name for name in site if "draft" in name]
    assert b"draft" not in b"".join(content for name, content in site.items() if name.startswith("data/feed"))
    for name, content in site.items():
        if name.endswith((".html", ".css")):
            assert not re.search(rb"""(src|href)=["'](https?:)?//|<script>|@import|url\(""", content), name
        if name.endswith(".html"):
            assert b'<html lang="zh-CN"' in content, name
            assert b"Content-Security-Policy" in content, name


def test_sums_are_of_everything(project: Path) -> None:
    """Every file of the site is in SHA256SUMS with its digest; robots.txt is there; the 404 page's own styles are allowed."""
    build(project)
    site = tree(project / "site")
    sums = site.pop("SHA256SUMS").decode()

    assert sums == "".join(f"{hashlib.sha256(site[name]).hexdigest()}  {name}\n" for name in sorted(site, key=Path))
    assert b"Allow: /" in site["robots.txt"]
    styles = re.search(rb"<style>(.*?)</style>", site["404.html"])
    assert styles
    assert base64.b64encode(hashlib.sha256(styles[1]).digest()) in site["404.html"]


def test_address_of_the_site(project: Path) -> None:
    """Where it is known, every page but samples stands in the map by its canonical address; where not, nobody claims one."""
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    write(project, "two", extra="sample: true\n", folder="samples")
    build(project, "mkdocs", "-d", "site-nowhere")
    (project / "mkdocs.yml").write_text(f"site_url: https://www.example.gov.cn/zhenggai/\n{settings}", encoding="utf-8")
    build(project, "mkdocs", "-d", "site-known")
    nowhere, known = tree(project / "site-nowhere"), tree(project / "site-known")
    places = re.findall(r"<loc>(.*?)</loc>", known["sitemap.xml"].decode())
    hidden = {name for name, content in known.items() if b'<meta name="robots" content="noindex">' in content}
    named = {
        name: re.findall(r'<link rel="canonical" href="(.*?)">', content.decode())
        for name, content in known.items()
        if name.endswith(".html") and name != "404.html"
    }

    assert hidden == {"bulletins/samples/two.html", "404.html"}
    assert [[f"https://www.example.gov.cn/zhenggai/{name}"] for name in named] == list(named.values())
    assert sorted(places) == sorted(place for name, [place] in named.items() if name not in hidden)
    assert b"one.html</loc><lastmod>2024-05-01</lastmod>" in known["sitemap.xml"]
    assert b"Sitemap: https://www.example.gov.cn/zhenggai/sitemap.xml" in known["robots.txt"]
    assert not [name for name in nowhere if "sitemap" in name]
    assert b"Sitemap" not in nowhere["robots.txt"]
    assert not [name for name, page in nowhere.items() if re.search(rb'"canonical"|og:url|"Url"|SiteDomain', page)]


@pytest.mark.parametrize("tool", TOOLS)
def test_wrong_figure_publishes_nothing(project: Path, tool: str) -> None:
    """A figure that does not add up is named with its place; the published site stays as it was."""
    build(project)
    before = tree(project / "site")
    write(project, "one", total=5)
    code, said = build(project, tool)

    assert code == 1
    assert "bulletins/2024/one.md:6" in said
    assert "RB101" in said
    assert "没有发布" in said
    assert "Traceback" not in said
    assert tree(project / "site") == before
    assert beside(project) == ["site"]


@pytest.mark.parametrize("tool", TOOLS)
def test_strict_warning_publishes_nothing(project: Path, tool: str) -> None:
    """MkDocs counts warnings only after on_post_build: the site must not have been replaced by then."""
    build(project)
    before = tree(project / "site")
    with (project / "docs" / "reading.md").open("a", encoding="utf-8") as reading:
        reading.write("\n[没有这一页](nowhere.md)\n")
    code, said = build(project, tool, "--strict")

    assert code == 1, said
    assert tree(project / "site") == before
    assert beside(project) == ["site"]
    assert build(project, tool, "--no-strict")[0] == 0
    assert "nowhere" in (project / "site" / "reading.html").read_text(encoding="utf-8")


def test_crash_publishes_nothing(project: Path) -> None:
    """Whatever fails, at whatever time: the old site, and nothing beside it."""
    build(project)
    before = tree(project / "site")
    (project / "late.py").write_text("def on_post_page(output, page, config):\n    raise ValueError('late')\n")
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("[hooks/events.py]", "[hooks/events.py, late.py]"))

    assert build(project)[0] == 1
    assert tree(project / "site") == before
    assert beside(project) == ["site"]


def test_interrupted_build_publishes_nothing(project: Path) -> None:
    """Ctrl-C while notices are made: over at once, without a traceback; the old site, and nothing beside it."""
    build(project)
    before = tree(project / "site")
    for number in range(60):  # more than are done before the test has its turn on a machine that is busy
        write(project, f"more{number}")
    command = [BIN / "mkdocs", "build"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has it ignored by what runs beside it
    with subprocess.Popen(
        command, cwd=project, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        signal.signal(signal.SIGINT, heard)
        until = time.monotonic() + 60
        while not list((project / ".cache" / "notices").glob("*-*.pdf"))[2:] and time.monotonic() < until:
            time.sleep(0.05)
        os.killpg(running.pid, signal.SIGINT)
        assert running.stderr
        said = running.stderr.read()

    assert running.returncode != 0
    assert "Traceback" not in said, said
    assert tree(project / "site") == before
    assert beside(project) == ["site"]


def test_an_interruption_that_a_library_turned_into_an_error() -> None:
    """Is one all the same, so that nobody reads of a fault in a workbook that was left half written."""
    errors: list[Exception] = []
    for first in (KeyboardInterrupt(), OSError()):
        try:
            try:
                raise first
            finally:
                raise ValueError("not in an element")
        except ValueError as error:
            errors.append(error)

    assert [interrupted(error) for error in errors] == [True, False]


def test_pages_that_are_made_stay_so(project: Path) -> None:
    """A page by hand in the place of one that is made keeps the line for it; its own fields are words and nothing else."""
    (project / "docs/more.md").write_text("---\nmade: x\ntitle: [1]\n---\n\n正文。\n", encoding="utf-8")
    assert build(project)[0] == 0
    before = tree(project / "site")
    (project / "docs/outstanding.md").write_text("全部完成。\n", encoding="utf-8")
    code, said = build(project)

    assert code == 1
    assert "docs/outstanding.md" in said
    assert "Traceback" not in said
    assert tree(project / "site") == before


def test_dirty_is_refused(project: Path) -> None:
    """With the reason, and nothing is touched."""
    code, said = build(project, "mkdocs", "--dirty")

    assert code == 1
    assert "--dirty" in said
    assert "校验和" in said
    assert beside(project) == []


@pytest.mark.shipped
def test_samples_can_be_left_out(project: Path) -> None:
    """One setting, and no sample is published."""
    shutil.copytree(ROOT / "bulletins" / "samples", project / "bulletins" / "samples")
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("samples: true", "samples: false"))
    code, said = build(project, "mkdocs", "--strict")

    assert code == 0, said
    assert not [name for name in tree(project / "site") if "sample" in name]
    assert "样例" not in (project / "site" / "bulletins" / "index.html").read_text(encoding="utf-8")
    assert "RB601" not in said  # nor is the masked sample spoken of


def test_missing_face_is_said(project: Path) -> None:
    """Without a font file there is no notice, no site and no traceback."""
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("    samples: true", "    samples: true\n    fonts: {heiti: fonts/none.otf}"))
    code, said = build(project)

    assert code == 1
    assert "fonts/none.otf" in said
    assert "Traceback" not in said
    assert beside(project) == []

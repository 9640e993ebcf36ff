"""What others make of the same bulletins, each as its own documentation shows it: plain WeasyPrint, Typst, MkDocs with Material.

`python measure/peers.py KIND BULLETINS OUT` is run by measure/bench.py in an environment of the peers' own (.cache/peers).
"""

import re
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: A4; margin: 37mm 26mm 35mm 28mm; @top-center {{ content: string(title) }}
  @bottom-left {{ content: "示例市" }} @bottom-right {{ content: "第 " counter(page) " 页，共 " counter(pages) " 页" }} }}
body {{ font: 16pt/29pt "Noto Serif CJK SC"; text-align: justify }}
h1, h2, h3, h4, th {{ font-family: "Noto Sans CJK SC"; font-size: 16pt }} h1 {{ string-set: title content() }}
p {{ text-indent: 2em }} table {{ width: 100%; border-collapse: collapse; font-size: 12pt; line-height: 18pt }}
td, th {{ border: .5pt solid; padding: 3pt; font-size: 12pt }}
</style><h1>{title}</h1>{body}
<table><tr><th>编号<th>问题<th>方面<th>责任单位<th>时限<th>状态</tr>{rows}</table><table>{contact}</table>"""
SHEET = """#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "1")
#set text(font: "FandolFang R", lang: "zh", size: 16pt); #set par(justify: true, leading: 13pt, first-line-indent: 2em)
#show heading: set text(font: "FandolHei", size: 16pt)
#align(center)[= {title}]
{body}
#set text(size: 12pt)
#table(columns: 6, [编号], [问题], [方面], [责任单位], [时限], [状态], {rows})
"""
SETTINGS = """site_name: peers
theme: {{name: material, language: zh, font: false}}
docs_dir: {docs}
site_dir: {out}
plugins: {plugins}
"""
Fields = dict[str, Any]


def read(file: Path) -> tuple[Fields, str]:
    """The fields and the prose of a bulletin."""
    import yaml

    _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.load(front, yaml.CSafeLoader), body


def cells(issue: Fields) -> list[str]:
    """The cells of an issue in the table."""
    return [str(issue[name]) for name in ("id", "title", "theme", "owner", "due", "status")]


def weasyprint(files: list[Path], out: Path) -> None:
    """One document after the other, `HTML(string=…).write_pdf(…)`."""
    from markdown import markdown
    from weasyprint import HTML

    for file in files:
        fields, body = read(file)
        rows = "".join(f"<tr>{''.join(f'<td>{cell}' for cell in cells(one))}</tr>" for one in fields["issues"])
        contact = "".join(f"<tr><td>{name}<td>{value}</tr>" for name, value in fields["contact"].items())
        page = PAGE.format(title=fields["title"], body=markdown(body), rows=rows, contact=contact)
        HTML(string=page).write_pdf(out / f"{file.stem}.pdf")


def typst(files: list[Path], out: Path) -> None:
    """Two processes, a compiler each for every document."""
    with ProcessPoolExecutor(2) as pool:
        for _ in pool.map(_typst, files, [out] * len(files)):
            pass


def _typst(file: Path, out: Path) -> None:
    import typst as engine

    fields, body = read(file)
    body = re.sub("^#+", lambda marks: "=" * len(marks[0]), body, flags=re.MULTILINE)
    rows = ", ".join(f"[{cell}]" for one in fields["issues"] for cell in cells(one))
    source = SHEET.replace("{title}", fields["title"]).replace("{body}", body).replace("{rows}", rows)
    fonts = [ROOT / "fonts"]
    (out / f"{file.stem}.pdf").write_bytes(
        engine.compile(source.encode(), font_paths=fonts, ignore_system_fonts=True, pdf_standards="a-3a")
    )


def mkdocs(files: list[Path], out: Path, plugins: str = "[]") -> None:
    """Material for MkDocs over the files themselves, the register as a table below the text; no search."""
    from mkdocs.__main__ import cli

    docs = out / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# 通报\n", encoding="utf-8")
    for file in files:
        fields, body = read(file)
        rows = "".join(f"| {' | '.join(cells(one))} |\n" for one in fields["issues"])
        head = "| 编号 | 问题 | 方面 | 责任单位 | 时限 | 状态 |\n|---|---|---|---|---|---|\n"
        text = f"# {fields['title']}\n\n{body}\n{head}{rows}"
        (docs / file.name).write_text(text, encoding="utf-8")
    settings = SETTINGS.format(docs=docs, out=out / "site", plugins=plugins)
    few = "nav: [index.md]\nvalidation: {nav: {omitted_files: ignore}}\n"  # with all in it, every page is as long as the list
    (out / "mkdocs.yml").write_text(settings + (few if plugins == "[]" else ""), encoding="utf-8")
    cli(["build", "-q", "-f", str(out / "mkdocs.yml")], standalone_mode=False)


def combined(files: list[Path], out: Path) -> None:
    """mkdocs-to-pdf: the site, and all bulletins in one PDF."""
    mkdocs(files, out, "[to-pdf: {output_path: all.pdf}]")


KINDS = {"weasyprint": weasyprint, "typst": typst, "mkdocs": mkdocs, "to-pdf": combined}


if __name__ == "__main__":
    kind, source, target = sys.argv[1:]
    KINDS[kind](sorted(Path(source).rglob("*.md")), Path(target))

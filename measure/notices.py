"""Notices alone, ours beside those of others; and what one more of ours takes, once all is loaded."""

import contextlib
import sys
import tempfile
from statistics import median

import runs
from runs import PATH, ROOT, Rows, Run, cleared, noted, run

FEW, MORE = 16, 100  # notices in a round; and for what one more takes


def made(rounds: int) -> Rows:
    """The same few bulletins as PDFs: ours with two workers, WeasyPrint in one process, Typst in two."""
    project, python = runs.project(FEW), runs.peers()
    rows: Rows = {}
    for _ in range(rounds):
        cleared(project)
        press = [sys.executable, "-c", PRESS, project]
        noted(rows, "本项目", run(press, project, PATH))
        for name, kind, fonts in (
            ("WeasyPrint，思源字体", "weasyprint", "noto"),
            ("WeasyPrint，Fandol字体", "weasyprint", "fandol"),
            ("Typst，两个进程", "typst", "fandol"),
            ("mkdocs-to-pdf，合成一份", "to-pdf", "noto"),
        ):
            with tempfile.TemporaryDirectory() as out, contextlib.suppress(SystemExit):
                command = [python, ROOT / "measure" / "peers.py", kind, project / "bulletins", out]
                noted(rows, name, run(command, project, {"FONTCONFIG_FILE": str(runs.PEERS / f"{fonts}.conf")}))
    return rows


PRESS = """
import sys
from pathlib import Path
from bulletin.load import load
from bulletin.filing.press import press
from bulletin.site import read_site
if __name__ == "__main__":
    root = Path(sys.argv[1])
    press([one.bulletin for one in load(root / "bulletins")], read_site(root / "mkdocs.yml")[0], root)
"""


def further(few: list[Run]) -> str:
    """The processor seconds of one more, out of those of a few, which hold the loading of the program."""
    project = runs.project(MORE)
    done = run([sys.executable, "-c", PRESS, project], project, PATH)
    each = (done.cpu - median(one.cpu for one in few)) / (MORE - FEW)
    return f"\n再多一份公文，用 {each:.3f} 处理器秒（{MORE} 份与 {FEW} 份之差）。"

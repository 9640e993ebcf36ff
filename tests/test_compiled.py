"""Templates are compiled once in a process, for each site; or beside it, where there is a core for that."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from bulletin.copies import THREADS
from bulletin.site import Site
from bulletin.web.portal import Portal

ROOT = Path(__file__).parents[1]
AHEAD = """
import os, sys
from jinja2 import Environment
from bulletin.site import Site
from bulletin.web.portal import Portal
os.cpu_count = lambda: int(sys.argv[1])

made, compile_ = [], Environment.compile
Environment.compile = lambda *given, **how: made.append(given[2]) or compile_(*given, **how)
for _ in range(2):
    portal = Portal([], Site(name="甲局"))
    portal.ahead()
    if not (worker := os.fork()):
        portal.render("search", "search")
        os._exit(0)
    assert os.waitpid(worker, 0)[1] == 0
    print(len(portal.render("search", "search")), *made)
"""


def test_a_template_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every portal of a site has it; another site has its own, since settings may be reckoned into it."""
    made: list[Any] = []
    compile_ = Environment.compile
    monkeypatch.setattr(Environment, "compile", lambda *given, **how: made.append(given[2]) or compile_(*given, **how))
    for name in ("甲局", "甲局", "乙局", "乙局"):
        Portal([], Site(name=name)).templates.get_template("marks.html")

    assert made == ["marks.html", "marks.html"]


@pytest.mark.skipif(not THREADS.is_dir(), reason="how many threads there are cannot be known here")
def test_templates_are_compiled_ahead() -> None:
    """By a copy of the process, all of them; with one core, when they are asked for. What is set with them is the same."""
    env = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    alone, beside = (
        subprocess.run([sys.executable, "-c", AHEAD, cores], env=env, capture_output=True, text=True, check=True).stdout
        for cores in ("1", "2")
    )
    size, *names = alone.splitlines()[0].split()

    assert int(size) > 100
    assert "search.html" in names
    assert alone.splitlines()[1:] == alone.splitlines()[:1]
    assert beside == f"{size}\n{size}\n"

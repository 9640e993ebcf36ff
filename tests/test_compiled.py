"""Templates are compiled once in a process, for each site."""

from typing import Any

import pytest
from jinja2 import Environment

from bulletin.site import Site
from bulletin.web.portal import Portal


def test_a_template_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every portal of a site has it; another site has its own, since settings may be reckoned into it."""
    made: list[Any] = []
    compile_ = Environment.compile
    monkeypatch.setattr(Environment, "compile", lambda *given, **how: made.append(given[2]) or compile_(*given, **how))
    for name in ("甲局", "甲局", "乙局", "乙局"):
        Portal([], Site(name=name)).templates.get_template("marks.html")

    assert made == ["marks.html", "marks.html"]

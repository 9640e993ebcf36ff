"""The house: who may import what, and how long a file and a function may be (design.md, style.md)."""

import ast
import gc
import importlib
import pkgutil
import re
import sys
from pathlib import Path

import pytest

import bulletin
from bulletin.regex import Uncompiled

ROOT = Path(__file__).parents[1]
HOOKS = ROOT / "hooks"
FILES = [pytest.param(file, id=str(file.relative_to(HOOKS))) for file in sorted(HOOKS.rglob("*.py"))]
CORE = [param for param in FILES if "bulletin" in param.id]
PRINTERS = {  # these alone know WeasyPrint; structure.py and writing.py what it writes with
    *(
        "printing.py",
        "justify.py",
        "lines.py",
        "markup.py",
        "paragraphs.py",
        "glyphs.py",
        "pace.py",
        "markup.py",
        "painting.py",
        "passes.py",
        "ruling.py",
        "styles.py",
        "subsets.py",
        "origins.py",
    ),
}
MOST_LINES, LONGEST_FUNCTION = 250, 40


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(), str(file))


def imported(file: Path) -> set[str]:
    """The modules that a file imports and the packages they are of, wherever in it and for whatever purpose."""
    names = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "bulletin")
    return names | {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("file", CORE)
def test_the_core_knows_no_generator(file):
    """MkDocs, its themes and its successor stand outside the package."""
    assert not imported(file) & {"mkdocs", "properdocs", "material", "events"}


@pytest.mark.parametrize("file", FILES)
def test_few_know_the_printer(file):
    """WeasyPrint is imported where it prints, and nowhere else."""
    assert ("weasyprint" not in imported(file)) or file.name in PRINTERS


@pytest.mark.parametrize("file", CORE)
def test_the_core_asks_no_network(file):
    """Nothing is fetched while building."""
    assert not imported(file) & {"urllib.request", "http", "socket", "requests", "ftplib", "ssl"}


@pytest.mark.parametrize("file", FILES)
def test_nothing_that_is_read_can_run(file):
    """No form of data that may hold code is written or read (between its own processes Python does so by itself)."""
    assert not imported(file) & {"pickle", "marshal", "shelve", "dill", "cloudpickle"}


def test_dependencies_are_declared():
    """Every package that is imported is Python's own, ours, or in pyproject.toml."""
    declared = re.findall(r'^ +"([\w-]+)', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    names = {
        "yaml": "pyyaml",
        "pyhanko_certvalidator": "pyhanko",
        "pydantic_core": "pydantic",
        "markupsafe": "jinja2",
        "chinese_calendar": "chinesecalendar",
        "PIL": "pillow",
        "docx": "python-docx",
    }  # what comes in by another name
    used = {name.partition(".")[0] for param in FILES for name in imported(param.values[0])}
    used -= {*sys.stdlib_module_names, "bulletin"}

    assert {names.get(name, name) for name in used} <= {name.lower() for name in declared}


@pytest.mark.parametrize("file", FILES)
def test_files_are_short(file):
    """A file is read in one sitting."""
    assert len(file.read_text().splitlines()) <= MOST_LINES


@pytest.mark.parametrize("file", FILES)
def test_functions_are_short(file):
    """A function fits on a screen; its docstring, which may be a page of the manual, is not counted."""
    long = {}
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            doc = node.body[0] if ast.get_docstring(node, clean=False) is not None else None
            lines = node.end_lineno - node.lineno + 1 - (doc.end_lineno - doc.lineno + 1 if doc else 0)
            long |= {node.name: lines} if lines > LONGEST_FUNCTION else {}

    assert long == {}


@pytest.mark.parametrize("file", CORE)
def test_no_pattern_is_compiled_at_the_start(file):
    """A command uses few of the patterns of all modules: `regex` compiles one when it is asked for."""
    text = file.read_text()

    assert "re.compile(" not in text or file.name == "regex.py"
    assert ".re is " not in text  # the pattern of a match is the compiled one


def test_patterns_are_well_formed():
    """Of one that is compiled only when it is used, a mistake would be found late."""
    gc.unfreeze()  # what a command that ran before has frozen
    for module in pkgutil.walk_packages(bulletin.__path__, "bulletin."):
        importlib.import_module(module.name)
    gc.unfreeze()  # what workers shared with this process in a test before
    patterns = [one for one in gc.get_objects() if type(one) is Uncompiled]

    assert len(patterns) > 400
    assert all(one.groups >= 0 for one in patterns)


@pytest.mark.parametrize("file", FILES)
def test_modules_say_what_they_are(file):
    """A module, and each public function and class, has a docstring; a method of a class that does not say more may not."""
    module = tree(file)
    public = [
        node.name
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith(("_", "on_"))
        and not ast.get_docstring(node)
    ]

    assert ast.get_docstring(module)
    assert public == []


def test_every_family_is_listed():
    """The families of rules are imported by name, so that each module in rules/ is in the registry."""
    modules = {file.stem for file in (HOOKS / "bulletin/rules").glob("*.py")} - {"__init__", "manual", "keeping"}
    line = next(
        node
        for node in tree(HOOKS / "bulletin/rules/__init__.py").body
        if isinstance(node, ast.ImportFrom) and node.module == "bulletin.rules"
    )

    assert {alias.name for alias in line.names} == modules

"""The READMEs and guides against the program: what they name exists, what exists is named, and their examples hold."""

import argparse
import re
import textwrap
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bulletin.cli import _parser
from bulletin.findings import Finding
from bulletin.front import read_front
from bulletin.model import Bulletin
from bulletin.rules import RULES
from bulletin.site import Site, read_site
from bulletin.validate import groups

ROOT = Path(__file__).parents[1]
READMES = [ROOT / name for name in ("README.md", "README.zh.md")]
EDITOR, IMPORTING, REVIEWER, PUBLISHER, LARGE = GUIDES = [
    ROOT / "docs" / f"{name}.md" for name in ("editor", "importing", "reviewer", "publisher", "large")
]
PAGES = [*READMES, ROOT / "CHANGELOG.md", *(ROOT / "docs" / f"{name}.md" for name in ("index", "reading")), *GUIDES]
GENERATED = {ROOT / "docs" / name for name in ("rules.md", "outstanding.md", "changes.md", "data/index.md")}
TODAY = date(2025, 4, 10)  # the examples speak of waivers until the end of that year
FENCE = re.compile(r"^(?P<indent> *)```(?P<kind>\w*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _blocks(kind: str, *pages: Path) -> list[Any]:
    """The fenced blocks of a kind, each named by its page and line."""
    return [
        pytest.param(textwrap.dedent(block["text"]), id=_spot(page, block))
        for page in pages
        for block in FENCE.finditer(_text(page))
        if block["kind"] == kind
    ]


def _spot(page: Path, block: re.Match[str]) -> str:
    return f"{page.name}:{block.string.count(chr(10), 0, block.start()) + 1}"


WHOLE = [block for block in _blocks("markdown", *READMES, EDITOR) if block.values[0].startswith("---\n")]
MESSAGES = [
    pytest.param(line, id=f"{block.id}-{code[0]}")
    for block in _blocks("text", *READMES, *GUIDES)
    for line in str(block.values[0]).splitlines()
    if (code := re.search(r"RB\d{3}", line))
]


def _commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def _options() -> Iterator[Any]:
    for name, command in _commands(_parser()):
        for action in command._actions:
            for option in action.option_strings:
                if option not in ("-h", "--help"):
                    yield pytest.param(name, option, id=f"{name} {option}")


@pytest.mark.parametrize("page", [*READMES, PUBLISHER], ids=lambda page: page.name)
def test_every_command_is_told_of(page: Path) -> None:
    """Of each: what it is for, in both READMEs and in the list of commands."""
    missing = [name for name, _ in _commands(_parser()) if f"bulletin {name}" not in _text(page)]

    assert missing == []


@pytest.mark.parametrize(("command", "option"), list(_options()))
def test_every_option_is_told_of(command: str, option: str) -> None:
    """On a line that names its command, in one of the guides or READMEs."""
    lines = [line for page in [*READMES, *GUIDES] for line in _text(page).splitlines() if f"bulletin {command}" in line]

    assert any(re.search(rf"(?<![\w-]){option}(?![\w-])", line) for line in lines)


def test_every_target_is_told_of_and_exists() -> None:
    """What `make` can do, without the steps that it takes by itself."""
    phony = re.search(r"^\.PHONY: (.*)$", _text(ROOT / "Makefile"), re.MULTILINE)
    assert phony
    targets = set(phony[1].split())
    told = {
        name for page in [*READMES, *GUIDES] for name in re.findall(r"(?:^|`)make ([a-z-]+)", _text(page), re.MULTILINE)
    }

    assert told == targets - {"ready", "ready-test", "ready-portal"}


def test_every_field_is_in_the_example_of_all_fields() -> None:
    """The last whole file of the editor's guide."""
    example = str([block for block in WHOLE if str(block.id).startswith("editor")][-1].values[0])
    front = read_front(example.split("---\n")[1])
    given = {".".join(part for part in at if isinstance(part, str)) for at in front.keys}

    assert _fields(Bulletin) - given == set()


def test_every_field_is_explained() -> None:
    """In the editor's guide, as code."""
    names = {field.rpartition(".")[2] for field in _fields(Bulletin)}

    assert {name for name in names if f"`{name}`" not in _text(EDITOR)} == set()


def test_every_setting_is_explained() -> None:
    """In the publisher's guide, as code; the fields of a contact are those of a bulletin."""
    names = {field.rpartition(".")[2] for field in _fields(Site) if not field.startswith("contact.")}

    assert {name for name in names if f"`{name}`" not in _text(PUBLISHER)} == set()


def _fields(model: type[BaseModel]) -> set[str]:
    return {
        f"{prefix}.{field.alias or name}".strip(".")
        for prefix, record in groups(model)
        for name, field in record.model_fields.items()
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Files of this repository, and pages that the build makes."""
    plain = FENCE.sub("", _text(page))
    targets = re.findall(r'\]\(([^)\s]+)\)|src="([^"]+)"', plain)
    files = {page.parent / "".join(pair).partition("#")[0] for pair in targets if "://" not in "".join(pair)}

    assert {file for file in files if not file.exists()} - GENERATED == set()


@pytest.mark.parametrize("page", [READMES[1], *GUIDES], ids=lambda page: page.name)
def test_a_paragraph_is_one_line(page: Path) -> None:
    """Code hosts and the site print a line break between Chinese characters as a blank; only bulletins are joined."""
    plain = FENCE.sub("", _text(page))

    assert re.findall(r".*[\u3000-\u9fff\uff00-\uffef]\n(?=[\u4e00-\u9fff`*]).*", plain) == []


@pytest.mark.parametrize("example", WHOLE)
def test_whole_examples_are_without_fault(example: str, tmp_path: Path, judge: Callable[..., list[Finding]]) -> None:
    """Each as the only bulletin of a project."""
    _put(tmp_path, example)

    assert judge(tmp_path, today=TODAY) == []


@pytest.mark.parametrize("example", _blocks("yaml", EDITOR, REVIEWER))
def test_groups_of_fields_are_without_fault(
    example: str, tmp_path: Path, whole: Callable[..., str], judge: Callable[..., list[Finding]]
) -> None:
    """Each in a bulletin that is complete but for it; the edition that one of them follows is not there."""
    _put(tmp_path, whole(example if "\ndate:" in example else f"{example}date: 2025-04-01\n"))

    assert [finding for finding in judge(tmp_path, today=TODAY) if finding.rule != "RB401"] == []


def _put(root: Path, text: str) -> None:
    (root / "bulletins").mkdir()
    (root / "bulletins" / "x.md").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("example", _blocks("yaml", *READMES, PUBLISHER, LARGE))
def test_settings_are_without_fault(example: str, tmp_path: Path) -> None:
    """Each as a mkdocs.yml."""
    config = tmp_path / "mkdocs.yml"
    config.write_text(example, encoding="utf-8")

    assert read_site(config)[1].faults == []


@pytest.mark.parametrize("line", MESSAGES)
def test_messages_are_those_of_the_program(line: str) -> None:
    """What a guide shows is what the rule says today, in one of its languages."""
    code, said = re.findall(r"(RB\d{3}) (?:（提示）|\(warning\) )?(.*)", line)[0]
    forms = [re.sub(r"\\\{\w+\\\}", ".*", re.escape(words)) for words in RULES[code].message]

    assert any(re.fullmatch(form, said) for form in forms)


def test_the_readmes_say_the_same() -> None:
    """Section by section, with the same pictures, links, tables and blocks."""
    english, chinese = (_outline(_text(page)) for page in READMES)

    assert english == chinese


def _outline(text: str) -> list[dict[str, Any]]:
    """Of each section: the level of its heading, how many steps and rows it has, its kinds of blocks, its links."""
    plain = FENCE.sub(lambda block: f"```{block['kind']}", text.replace("README.zh.md", "README.md"))
    return [
        {
            "level": len(part) - len(part.lstrip("#")),
            "steps": len(re.findall(r"^(?:\d+\.|-) ", part, re.MULTILINE)),
            "rows": len(re.findall(r"^\|", part, re.MULTILINE)),
            "blocks": re.findall(r"^ *```(\w+)", part, re.MULTILINE),
            "links": re.findall(r'\]\(([^)]+)\)|src="([^"]+)"', part),
        }
        for part in re.split(r"^(?=#+ )", plain, flags=re.MULTILINE)[1:]
    ]

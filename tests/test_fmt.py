"""The canonical form of a source: nothing lost, nothing said otherwise, nothing left to do a second time."""

import re
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.cli import main
from bulletin.digest import digest, reviewed
from bulletin.editing.comments import comments
from bulletin.editing.fmt import Unreadable, canonical
from bulletin.front import read_front
from bulletin.load import load, parse
from bulletin.prose import prose
from bulletin.rules import check
from bulletin.seen import as_read
from bulletin.sentences import sentences
from bulletin.site import Site

ROOT = Path(__file__).parents[1]
SHIPPED = sorted(ROOT.glob("bulletins/*/*.md")) + sorted((ROOT / "tests/golden/bulletins").rglob("*.md"))
LINES = re.compile(r"第[\d、]+行")
HEAD = "---\ntitle: 甲\n---\n\n"
thorough = settings(max_examples=200)


def body(text: str) -> str:
    """The canonical form of a prose."""
    return canonical(HEAD + text).removeprefix(HEAD).removesuffix("\n")


def front(text: str) -> str:
    """The canonical form of a front matter."""
    return canonical(f"---\n{text}\n---\n").removeprefix("---\n").removesuffix("---\n").removesuffix("\n")


def said(text: str) -> object:
    """What a front matter says; a line end that ends a value is nothing."""

    def bare(data: object) -> object:
        if isinstance(data, dict):
            return {name: bare(value) for name, value in data.items()}
        return [bare(item) for item in data] if isinstance(data, list) else str(data).rstrip("\n")

    return bare(read_front(text).data)


def printed(text: str) -> str:
    bulletin = parse(text.encode(), "x.md").bulletin
    assert bulletin
    return prose(bulletin)


def approved(text: str) -> tuple[str, str]:
    """What a notice bears and what an approval is of."""
    bulletin = parse(text.encode(), "x.md").bulletin
    assert bulletin
    return digest(bulletin), reviewed(bulletin)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_shipped_bulletins(file):
    """Each prints the very same, says the same of every field, keeps its comments and its digest, and is then left alone."""
    text = file.read_text(encoding="utf-8")
    made = canonical(text, file.name)

    assert printed(made) == printed(text)
    assert read_front(made.split("---\n")[1]).data == read_front(text.split("---\n")[1]).data
    assert canonical(made) == made
    assert approved(made) == approved(text)


@pytest.mark.parametrize("file", sorted(ROOT.glob("bulletins/*/*.md")), ids=lambda file: file.stem)
def test_shipped_bulletins_are_canonical(file):
    """What the repository ships shows the form."""
    assert canonical(file.read_text(encoding="utf-8")) == file.read_text(encoding="utf-8")


@pytest.mark.shipped
def test_findings_stay(tmp_path):
    """One paragraph on one line is checked to the same end as its sentences on lines of their own."""
    text = (ROOT / "bulletins/2023/anquan-hangji-xuncha.md").read_text(encoding="utf-8").split("waive:")
    prose = text[1].partition("---\n")[2]
    joined = "".join(
        line if line.startswith("#") or not line.strip() else line.rstrip("\n") for line in prose.splitlines(True)
    )
    (tmp_path / "bulletins").mkdir()
    file = tmp_path / "bulletins/x.md"
    found = []
    for source in (f"{text[0]}---\n{joined}", canonical(f"{text[0]}---\n{joined}")):
        file.write_text(source, encoding="utf-8")
        findings = check(load(tmp_path / "bulletins"), Site(), date(2024, 6, 1))
        found.append(Counter((finding.rule, LINES.sub("", finding.message.zh)) for finding in findings))

    assert found[0] == found[1]
    assert found[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一句。第二句。", ["第一句。", "第二句。"]),
        ("完成3.5公里。第2句", ["完成3.5公里。", "第2句"]),
        ("好！再来？行。", ["好！", "再来？", "行。"]),
        ("他说：“第一句。第二句。”会后落实。", ["他说：“第一句。", "第二句。”", "会后落实。"]),
        ("坚持“谁主管，谁负责。”的原则。下一句。", ["坚持“谁主管，谁负责。”的原则。", "下一句。"]),
        ("回答“干什么？怎么干？谁来干？”三个问题。", ["回答“干什么？怎么干？谁来干？”三个问题。"]),
        ("问题整改完成（已验收。）。下一句。", ["问题整改完成（已验收。）。", "下一句。"]),
        ("问题整改完成。（已验收）下一句。", ["问题整改完成。", "（已验收）下一句。"]),
        ("【附件一。】见后。", ["【附件一。】", "见后。"]),
        ("甲。[^1]乙。", ["甲。[^1]", "乙。"]),
        ("**甲。**乙。**丙**。", ["**甲。**", "乙。", "**丙**。"]),
        ("甲。**乙**", ["甲。", "**乙**"]),
        ('他说"甲。"乙。', ['他说"甲。"', "乙。"]),
        ('甲。"乙"。', ["甲。", '"乙"。']),
        ("运行`a。b`。丙。", ["运行`a。b`。", "丙。"]),
        ("见[甲](b。c.pdf)。丙。", ["见[甲](b。c.pdf)。", "丙。"]),
        ("![甲。乙](a.png)。丙。", ["![甲。乙](a.png)。", "丙。"]),
        ("一是甲；二是乙；三是丙。", ["一是甲；二是乙；三是丙。"]),
        ("e.g. this. And 3.5. 甲。", ["e.g. this. And 3.5. 甲。"]),
        ("等等……。甲。。乙", ["等等……。", "甲。。", "乙"]),
        ("。", ["。"]),
        ("", []),
    ],
)
def test_sentences(text, expected):
    """Where one ends: numbers, quotes, brackets, marks of footnotes and of emphasis, code, addresses, pictures."""
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲。乙。", "甲。\n乙。"),
        ("甲，\n乙。\n丙", "甲，乙。\n丙"),
        ("已整改\n13个。", "已整改13个。"),
        ("甲：\n一是乙；\n二是丙。", "甲：\n一是乙；\n二是丙。"),
        ("包括\n①甲\n②乙", "包括\n①甲\n②乙"),
        ("one\ntwo", "one\ntwo"),
        ("One. Two.", "One. Two."),
        ("甲。 乙。", "甲。 乙。"),
        ("甲。- 乙。", "甲。- 乙。"),
        ("甲。1. 乙。", "甲。1. 乙。"),
        ("甲。#乙。", "甲。#乙。"),
        ("甲。>乙。", "甲。>乙。"),
        ("甲。===", "甲。==="),
        ("甲。  \n乙。丙。", "甲。  \n乙。\n丙。"),
        ("- 甲。乙。\n- 丙", "- 甲。\n  乙。\n- 丙"),
        ("1. 甲。乙。\n2. 丙", "1. 甲。\n   乙。\n2. 丙"),
        ("> 甲。乙。\n> 丙", "> 甲。\n> 乙。\n> 丙"),
        ("> 甲。\n>\n> 乙。丙。", "> 甲。\n>\n> 乙。\n> 丙。"),
        ("甲[^1]\n\n[^1]: 注。又注。", "甲[^1]\n\n[^1]: 注。\n    又注。"),
        ("| 甲。乙。 | 丙 |\n|---|---|\n| 丁。戊 | 己 |", "| 甲。乙。 | 丙 |\n|---|---|\n| 丁。戊 | 己 |"),
        ("    甲。乙。", "    甲。乙。"),
        ("```\n甲。乙。\n\n\n丙\n```", "```\n甲。乙。\n\n\n丙\n```"),
        ("甲。乙。\n===", "甲。乙。\n==="),
        ("##一、甲##\n正文。", "## 一、甲\n\n正文。"),
        ("## 一、甲。乙\n\n\n\n正文。", "## 一、甲。乙\n\n正文。"),
        ("甲  \t\n\n\n乙 ", "甲\n\n乙"),
        ("  甲。乙。", "甲。\n乙。"),
        ("\\*甲。\\*乙。", "\\*甲。\n\\*乙。"),
        ("***", "***"),
        ("[甲]: b.pdf\n\n见[甲]。乙。", "[甲]: b.pdf\n\n见[甲]。\n乙。"),
    ],
)
def test_lines(text, expected):
    """One sentence a line wherever that prints the same and makes nothing else of the line."""
    assert body(text) == expected
    assert body(expected) == expected
    assert as_read(printed(HEAD + expected)) == as_read(printed(HEAD + text))


MARKS = [
    *'甲乙！？；，：“”（）1.*_`[]()!|>-+#~=:\\"^',
    "。”",
    "[^1]",
    "ab",
    "3.5",
    "---",
    "甲。乙",
    "](a。b)",
    "![",
    "<b>",
    "&lt;",
]
BLANKS = [" ", "\n", "\n", "\n\n", "  \n", "    ", "\t", "\n[^1]: ", "- ", "1. ", "> ", "## ", "**", "```\n", "\u3000"]
PROSE = st.lists(st.sampled_from(MARKS + BLANKS), max_size=24).map("".join)


@thorough
@given(PROSE)
def test_any_prose(text):
    """Whatever the prose: it prints the same, stays what was approved, keeps all that is not blank, and is left alone the second time."""
    made = canonical(HEAD + text + "\n")

    assert as_read(printed(made)) == as_read(printed(HEAD + text))
    assert approved(made) == approved(HEAD + text)
    assert canonical(made) == made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date: 2024-05-01\ntitle: 甲", "title: 甲\ndate: 2024-05-01"),
        ("contact:\n    postcode: 045500\n    phone: '1'", "contact:\n  phone: '1'\n  postcode: 045500"),
        ('issues:\n- title: 甲\n  id: "1.10"', 'issues:\n  - id: "1.10"\n    title: 甲'),
        ("issues:\n-   id: 1.10\n    title: 甲", "issues:\n  - id: 1.10\n    title: 甲"),
        ("contact: { email: a@b.cn , phone: 1 }", "contact: {phone: 1, email: a@b.cn}"),
        ("contact: {email: a@b.cn,\n  phone: 1}", "contact:\n  phone: 1\n  email: a@b.cn"),
        ("state:\ntitle: 甲", "title: 甲\nstate:"),
        ("colour: red\ntitle: 甲", "title: 甲\ncolour: red"),
        ("title: 甲\n\n\ndate: 2024-05-01", "title: 甲\n\ndate: 2024-05-01"),
        ("date: 2024-05-01  # 日期\ntitle: 甲 # 题", "title: 甲  # 题\ndate: 2024-05-01  # 日期"),
        ("# 说日期\ndate: 2024-05-01\n# 说题\ntitle: 甲", "# 说题\ntitle: 甲\n# 说日期\ndate: 2024-05-01"),
        ("# 说全篇\n\ndate: 2024-05-01\ntitle: 甲", "# 说全篇\n\ntitle: 甲\ndate: 2024-05-01"),
        ("date: 2024-05-01\ntitle: 甲\n# 末尾", "title: 甲\ndate: 2024-05-01\n# 末尾"),
        (
            "issues:  # 清单\n  # 第一项\n  - title: 甲  # 题\n    id: '1'\n  # - id: '2'\ncounts: {total: 1}",
            "counts: {total: 1}\nissues:  # 清单\n  # 第一项\n  - id: '1'\n    title: 甲  # 题\n  # - id: '2'",
        ),
        (
            "issues:\n  - title: 甲\n    # 说编号\n    id: '1'",
            "issues:\n  # 说编号\n  - id: '1'\n    title: 甲",
        ),
        (
            "waive:\n  - because: |\n      一行  # 不是注释\n        又一行\n    rule: RB101",
            "waive:\n  - rule: RB101\n    because: |\n      一行  # 不是注释\n        又一行",
        ),
        (
            "waive:\n- because: >-\n   甲\n\n   乙\n  rule: RB101",
            "waive:\n  - rule: RB101\n    because: >-\n      甲\n\n      乙",
        ),
        ("counts:\n  decomposition: 甲\n    乙\n  total: 1", "counts:\n  total: 1\n  decomposition: 甲 乙"),
        ('counts:\n  decomposition: "甲\n    乙"\n  total: 1', 'counts:\n  total: 1\n  decomposition: "甲 乙"'),
        ("title: '甲 # 乙'\nnumber: 示〔2024〕1号#2", "title: '甲 # 乙'\nnumber: 示〔2024〕1号#2"),
        ("counts: {parts: {ongoing: 1, phased: 2}, total: 3}", "counts: {total: 3, parts: {ongoing: 1, phased: 2}}"),
        (
            "contact: {\n  email: a@b.cn,  # 邮箱\n  phone: 1\n  # 末\n}",
            "contact:\n  phone: 1\n  email: a@b.cn  # 邮箱\n  # 末",
        ),
        ("inspection: {by: , kind: 巡察}", "inspection: {kind: 巡察, by: }"),
    ],
)
def test_fields(text, expected):
    """In the order of the schema, two blanks a level, every value in its own words, every comment with its field."""
    assert front(text) == expected
    assert front(expected) == expected
    assert said(expected) == said(text)
    assert approved(f"---\n{expected}\n---\n") == approved(f"---\n{text}\n---\n")


SCALAR = st.sampled_from(
    [
        "甲",
        "045500",
        "1.10",
        "'#甲'",
        '"甲: 乙"',
        "20余",
        '"**"',
        "2024-5-1",
        "",
        "|\n%  甲 # 乙\n%\n\n%  乙",
        "|+\n%  甲\n\n",
        ">2-\n%   甲",
        "甲\n%  乙",
        '"甲\n%  乙"',
        "{on: 甲, by: [乙, {to: 1}]}",
        "[]",
    ]
)
BEHIND = st.sampled_from(["", "", "", "  # 后", " #后"])
ABOVE = st.sampled_from(["", "", "", "# 上\n", "\n", "\n# 甲\n\n# 乙\n", "        # 深\n"])


@st.composite
def mapping(draw, names, depth=0):
    """A block mapping with some of these names in any order, with comments wherever one may stand."""
    pad, out = "  " * depth, ""
    for name in draw(st.lists(st.sampled_from(names), unique=True, min_size=1, max_size=5)):
        out += draw(ABOVE).replace("#", pad + "#") if not out or draw(st.booleans()) else ""
        kind = draw(st.integers(0, 3 if depth < 4 else 0))
        scalar = draw(SCALAR).replace("%", pad)
        if kind < 2:
            out += f"{pad}{name}: {scalar}" + ("" if "\n" in scalar else draw(BEHIND)) + "\n"
        elif kind == 2:
            out += f"{pad}{name}:{draw(BEHIND)}\n" + draw(mapping(INNER, depth + 1))
        else:
            out += f"{pad}{name}:{draw(BEHIND)}\n"
            for _ in range(draw(st.integers(1, 3))):
                item = draw(mapping(INNER, depth + 2)).lstrip("\n")
                lines = item.split("\n")
                first = next(n for n, line in enumerate(lines) if line.strip() and not line.strip().startswith("#"))
                lines[first] = lines[first][: 2 * depth + 2] + "- " + lines[first][2 * depth + 4 :]
                out += "\n".join(lines)
    return out


NAMES = ["title", "date", "counts", "issues", "contact", "waive", "tallies", "inspection", "unknown"]
INNER = ["id", "total", "title", "parts", "revised", "to", "because", "by", "phone", "rule", "other"]


@thorough
@given(mapping(NAMES))
def test_any_front(text):
    """Whatever the front matter: the same data in the same words, every comment, and nothing left to do."""
    before = read_front(text)
    made = front(text)

    assert not before.faults
    assert said(made) == said(text)
    assert Counter(comments(made)) == Counter(comments(text))
    assert approved(f"---\n{made}\n---\n") == approved(f"---\n{text}\n---\n")
    assert front(made) == made


@pytest.mark.parametrize(
    "text", ["﻿---\r\ntitle: 甲  \r\n---  \r\n\r\n\r\n甲。\r\n乙。\r\n\r\n", "---\rtitle: 甲\r---\r甲。\r乙。"]
)
def test_line_ends(text):
    """No byte order mark, plain line ends, no blanks at their ends, one line end at the end."""
    assert canonical(text) == "---\ntitle: 甲\n---\n\n甲。\n乙。\n"


def test_without_prose():
    """A file that ends with its front matter ends there."""
    assert canonical("---\ntitle: 甲\n---") == "---\ntitle: 甲\n---\n"


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("甲", "RB008", 1),
        ("---\ntitle: 甲\n", "RB008", 1),
        ("---\ntitle：甲\n---\n", "RB009", 2),
        ("---\ntitle: 甲\ntitle: 乙\n---\n", "RB010", 3),
        ("---\na: &a 甲\nb: *a\n---\n", "RB011", 2),
        ("", "RB007", 0),
        ("---\ntitle: 甲\n---\n\x00", "RB023", 4),
    ],
)
def test_what_cannot_be_read(text, rule, line):
    """It is refused with the finding that `check` has for it."""
    with pytest.raises(Unreadable) as refused:
        canonical(text, "x.md")

    (finding,) = refused.value.findings
    assert (finding.path, finding.rule, finding.place.line) == ("x.md", rule, line)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with a bulletin to be put in order, one that is, and one that cannot be read."""
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    for name, text in (("a", "---\ndate: 2024-05-01\ntitle: 甲\n---\n\n甲。乙。\n"), ("b", "---\ntitle: 甲\n---\n")):
        (tmp_path / "bulletins").mkdir(exist_ok=True)
        (tmp_path / "bulletins" / f"{name}.md").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_command(project, capsys):
    """It names what it wrote; then there is nothing left to do."""
    assert main(["fmt", "--check"]) == 1
    told = capsys.readouterr()
    assert told.out.splitlines()[0] == "bulletins/a.md"
    assert "    +title: 甲" in told.out.splitlines()
    assert told.err == "2 份通报：1 份待整理。\n"

    assert main(["fmt", "--lang", "en"]) == 0
    assert capsys.readouterr() == ("bulletins/a.md\n", "2 bulletins: 1 put in order.\n")
    assert (project / "bulletins/a.md").read_bytes().decode() == "---\ntitle: 甲\ndate: 2024-05-01\n---\n\n甲。\n乙。\n"
    assert main(["fmt", "--check"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "raw", [b"\xef\xbb\xbf---\ntitle: a\n---\n", b"---\r\ntitle: a\r\n---\r\n", b"---\ntitle: a\n---"]
)
def test_command_on_line_ends(project, capsys, raw):
    """What no line of a diff shows is named."""
    file = project / "bulletins/b.md"
    file.write_bytes(raw)

    assert main(["fmt", "--check", "bulletins/b.md"]) == 1
    assert "BOM 或换行符" in capsys.readouterr().out
    assert main(["fmt", str(file)]) == 0
    assert file.read_bytes() == b"---\ntitle: a\n---\n"


def test_command_shortens(project, capsys):
    """The diff of a long file is cut, and says so."""
    (project / "bulletins/b.md").write_text("---\ntitle: 甲\n---\n\n" + "甲。乙。\n" * 40, encoding="utf-8")

    main(["fmt", "--check", "bulletins/b.md"])
    assert "    ……另有 97 行" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    "raw", ["---\ntitle：甲\n---\n".encode(), "---\ntitle: 甲\n---\n".encode("gb18030"), b"", b"\x89PNG\r\n\x1a\n"]
)
def test_command_on_what_cannot_be_read(project, capsys, raw):
    """It is told why, nothing is written there, and the others are put in order all the same."""
    (project / "bulletins/b.md").write_bytes(raw)

    assert main(["fmt"]) == 1
    assert re.search(r"^bulletins/b\.md(:\d+:\d+)?: RB00\d ", capsys.readouterr().out, re.MULTILINE)
    assert (project / "bulletins/b.md").read_bytes() == raw
    assert main(["fmt", "--check", "bulletins/a.md"]) == 0


def test_command_called_wrongly(project, capsys, monkeypatch):
    """A path that is not there, a folder without bulletins."""
    assert main(["fmt", "nowhere.md"]) == 2
    (project / "empty").mkdir()
    monkeypatch.chdir(project / "empty")
    (project / "mkdocs.yml").unlink()
    assert main(["fmt"]) == 2
    assert capsys.readouterr().out == ""


def test_long_prose_is_quick():
    """A thousand paragraphs take no longer than their print, even when one of them must stay as it is."""
    text = HEAD + "甲乙丙。丁戊己。\n\n" * 1000 + "[甲。乙][]\n\n[甲。乙]: x.pdf\n"
    began = time.process_time()

    assert canonical(text).count("丙。\n丁") == 1000
    assert time.process_time() - began < 20


def test_a_long_register_is_quick():
    """Three thousand entries, each with a comment above and behind it, in time that grows with their number alone."""
    entries = "".join(f'  # 上{n}\n  - {{title: 问题{n}, id: "{n}"}}  # 后{n}\n' for n in range(3000))
    began = time.process_time()
    made = front(f"title: 甲\nissues:\n{entries}".rstrip("\n"))

    assert made.count("\n  # 上") == 3000
    assert '- {id: "2999", title: 问题2999}  # 后2999' in made
    assert time.process_time() - began < 15

"""Every rule: its fixture file, its page in the manual, its messages; and the runner with its waivers."""

import re
import string
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bulletin.findings import Finding, Flaw, Severity, Words
from bulletin.load import load
from bulletin.rules import RULES, Page, Rule, check
from bulletin.rules.manual import FAMILIES, listing, manual, section
from bulletin.rules.output import complaint
from bulletin.site import Site, read_site

FOLDER = Path(__file__).parent / "rules"
DEFAULT = "bulletins/x.md"
BY_CODE = [pytest.param(entry, id=code) for code, entry in sorted(RULES.items())]


def _cases(kind: str) -> list[Any]:
    """Every case of every fixture file, by its rule and its name; a rule without a file is caught below."""
    return [
        pytest.param(file.stem, case, id=f"{file.stem}-{case['name']}")
        for file in sorted(FOLDER.glob("*.yml"))
        for case in yaml.safe_load(file.read_text())[kind]
    ]


def _half(mark: re.Match[str]) -> str:
    return ",;:()"["，；：（）".index(mark[0])]


def _build(root: Path, case: dict[str, Any], whole: Callable[..., str]) -> None:
    """The files of a case: `front`, `raw`, or `files` of which each is a text or something stranger."""
    (root / "bulletins").mkdir()
    given = {key: case[key] for key in ("front", "body", "raw", "hex", "encoding") if key in case}
    for path, file in (case.get("files") or {case.get("path", DEFAULT): given}).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if "folder" in file:
            target.mkdir()
        elif "link" in file:
            target.symlink_to(file["link"])
        elif "size" in file:
            with target.open("wb") as sparse:
                sparse.truncate(file["size"])
        elif "hex" in file:
            target.write_bytes(bytes.fromhex(file["hex"]))
        else:
            text = file["raw"] if "raw" in file else whole(file.get("front", ""), file.get("body", "正文。\n"))
            target.write_bytes(text.encode(file.get("encoding", "utf-8")))


def _found(root: Path, case: dict[str, Any], whole: Callable[..., str], judge: Callable[..., Any]) -> list[Finding]:
    _build(root, case, whole)
    if "printed" in case:  # what the printer complains of is not found before it works
        facts = {name: Words(*fact) if isinstance(fact, list) else fact for name, fact in case["facts"].items()}
        return [complaint(load(root / "bulletins")[0], Flaw(case["printed"], facts, case.get("shown", "")))]
    return list(judge(root, Site.model_validate(case.get("site", {}))))


def _row(finding: Finding) -> dict[str, str]:
    where = ":".join(map(str, [finding.path, *finding.place[:2]]))
    zh, en = finding.message
    return {"at": where, "rule": finding.rule, "severity": str(finding.severity), "zh": zh, "en": en}


@pytest.mark.parametrize(("code", "case"), _cases("bad"))
def test_bad_case(code, case, tmp_path, whole, judge, request):
    """A bad case gives exactly the findings that its file lists, no more and no fewer, in their order."""
    found = [_row(finding) for finding in _found(tmp_path, case, whole, judge)]
    if request.config.getoption("--update"):
        _rewrite(code, case["name"], found)
        return

    assert case["findings"] == found
    assert code in {row["rule"] for row in found}


@pytest.mark.parametrize(("code", "case"), _cases("good"))
def test_good_case(code, case, tmp_path, whole, judge):
    """A good case is silent: no rule at all fires."""
    assert [finding.text("en") for finding in _found(tmp_path, case, whole, judge)] == []


TYPED = [
    pytest.param(case, typed, id=f"{code}-{case['name']}")
    for code, case in (param.values for kind in ("bad", "good") for param in _cases(kind))
    if "RB1" <= code < "RB7" and isinstance(case.get("body"), str)
    if (typed := re.sub("(?<=[\u4e00-\u9fff\\d%”）])[，；：（）]", _half, case["body"])) != case["body"]
]


@pytest.mark.parametrize(("case", "typed"), TYPED)
def test_half_width_marks_change_no_figure(case, typed, tmp_path, whole, judge):
    """Prose typed with `,;:()` is read as in print: the same rules speak on the same lines; how it is typed is RB7's."""
    found = []
    for name, body in (("print", case["body"]), ("typed", typed)):
        root = tmp_path / name
        root.mkdir()
        found.append({(one.rule, one.place[0]) for one in _found(root, case | {"body": body}, whole, judge)})

    printed, hurried = ({one for one in each if one[0] < "RB7"} for each in found)
    assert hurried == printed


def _rewrite(code: str, name: str, found: list[dict[str, str]]) -> None:
    file = FOLDER / f"{code}.yml"
    data = yaml.safe_load(file.read_text())
    next(case for case in data["bad"] if case["name"] == name)["findings"] = found
    file.write_text(yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000))


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, as a person would."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text and "\r" not in text else None
    ),
)


@pytest.mark.parametrize("entry", BY_CODE)
def test_has_fixture(entry):
    """Every rule has a fixture file of its name with a bad and a good case, and nothing else lies there."""
    file = FOLDER / f"{entry.code}.yml"

    assert file.is_file(), f"{entry.code}: write tests/rules/{entry.code}.yml"
    data = yaml.safe_load(file.read_text())
    assert {"bad", "good"} == set(data)
    assert data["bad"]
    assert data["good"]
    assert all("findings" in case for case in data["bad"])
    assert {path.stem for path in FOLDER.iterdir()} <= RULES.keys()


@pytest.mark.parametrize("entry", BY_CODE)
def test_docstring_cases(entry: Rule, tmp_path, whole, judge):
    """The bad case in a rule's page fires that rule and no other; its good case is silent."""
    fired = {entry.code} | ({"RB104"} if entry.code == "RB092" else set())  # what a waiver hid until it ended
    for name, case, expected in (("bad", entry.page.bad, fired), ("good", entry.page.good, set())):
        if case:
            root = tmp_path / name
            root.mkdir()
            front, body = Page.parts(case)
            files = Page.files(case)
            settings = files.pop("mkdocs.yml", "")
            (root / "mkdocs.yml").write_text(settings)
            several = {f"bulletins/{file}": {"front": text} for file, text in files.items()}
            _build(root, {"files": several} if several else {"front": front, **({"body": body} if body else {})}, whole)
            found = judge(root, read_site(root / "mkdocs.yml")[0])
            assert expected == {finding.rule for finding in found}, f"{name}: {case}"


@pytest.mark.parametrize("entry", BY_CODE)
def test_page(entry: Rule):
    """Every rule has a title and a text in both languages, in the manual of that language under its code."""
    page = entry.page
    hanzi = re.compile(r"[\u4e00-\u9fff]")

    assert page.title.zh.endswith("。")
    assert page.title.en.endswith(".")
    assert hanzi.search(page.title.zh)
    assert hanzi.search(page.text.zh)
    assert not hanzi.search(page.title.en)
    assert re.search(r"[a-z]{3}", page.text.en)
    for lang in ("zh", "en"):
        page = manual(lang)[f"rules-{entry.code[:3].lower()}.md"]
        assert section(entry, lang) in page
        assert f"## {entry.code} " in page
        assert (
            f"(rules-{entry.code[:3].lower()}.md#{entry.code.lower()}){{#{entry.code.lower()}}}"
            in manual(lang)["rules.md"]
        )
        assert re.search(rf"^{entry.code}  ", listing(lang), re.MULTILINE)


@pytest.mark.parametrize("entry", BY_CODE)
def test_message(entry: Rule):
    """A message is worded in both languages, with the facts of the other."""
    zh, en = (
        {field for _, field, _, _ in string.Formatter().parse(message) if field is not None}
        for message in entry.message
    )

    assert zh >= en
    assert re.search(r"[。}]$", entry.message.zh)
    assert re.search(r"[.}]$", entry.message.en)


def test_codes_have_a_family():
    """Every rule stands in a family of the manual."""
    assert {code[:3] for code in RULES} <= FAMILIES.keys()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_manual_is_in_order(lang):
    """The manual has each rule once, by code, in one language's words."""
    pages = manual(lang)
    codes = [
        re.findall(pattern, "\n".join(pages.values()), re.MULTILINE)
        for pattern in (r"^## (RB\d{3}) ", r"^- \[(RB\d{3})\]")
    ]

    assert codes == [sorted(RULES)] * 2
    assert (lang == "zh") == ("不可豁免" in "".join(pages.values()))


def test_all_messages_are_filled():
    """No fixture shows a placeholder, a Python name, or an empty fact."""
    for param in _cases("bad"):
        for row in param.values[1].get("findings", []):
            for lang in ("zh", "en"):
                assert not re.search(r"[{]\w+[}]|None|Words\(|Figure\(|Decimal|“”", row[lang]), row[lang]
            assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"“.*?”|[^,;:. ]*[\u4e00-\u9fff]+\S*", "", row["en"])), row


REGISTER = 'issues:\n  - {id: "1", title: 巡查记录不全}\n'


def _waived(tmp_path, whole, judge, front, **how) -> list[tuple[str, str, int]]:
    _build(tmp_path, {"front": front}, whole)
    return [(finding.rule, str(finding.severity), finding.place.line) for finding in judge(tmp_path, **how)]


def test_waiver_silences_its_rule(tmp_path, whole, judge):
    """A waiver with a reason silences its rule, and only that."""
    front = REGISTER + "number: [a]\nwaive: [{rule: RB104, because: 原文没有逐项公布}]\n"

    assert _waived(tmp_path, whole, judge, front) == [("RB014", "error", 4)]


def test_waiver_needs_a_reason(tmp_path, whole, judge):
    """A waiver without a reason is a finding."""
    assert _waived(tmp_path, whole, judge, REGISTER + "waive:\n- {rule: RB104}\n") == [("RB012", "error", 5)]


@pytest.mark.parametrize(("today", "expected"), [(date(2024, 6, 30), []), (date(2024, 7, 1), ["RB104", "RB092"])])
def test_waiver_ends_after_its_last_day(tmp_path, whole, judge, today, expected):
    """`until` is the last day; on the next, the rule speaks again and so does the waiver."""
    front = REGISTER + "waive: [{rule: RB104, because: 等待核定, until: 2024-06-30}]\n"

    assert expected == [code for code, _, _ in _waived(tmp_path, whole, judge, front, today=today)]


@pytest.mark.parametrize("code", sorted(code for code, entry in RULES.items() if not entry.waivable))
def test_waiver_of_what_cannot_be_waived(code, tmp_path, whole, judge):
    """A waiver of a rule on the form of the file is refused."""
    assert _waived(tmp_path, whole, judge, f"waive: [{{rule: {code}, because: 试试}}]\n") == [("RB091", "error", 2)]


def test_draft_only_warns(tmp_path, whole, judge):
    """What rules find in a draft is a warning, waivers included; what cannot be read stays an error."""
    front = (
        REGISTER + "state: draft\ncounts: {total: 3, completed: 1, ongoing: 1}\nnumber: [a]\n"
        "waive: [{rule: RB999, because: 写错了}]\n"
    )

    found = _waived(tmp_path, whole, judge, front)

    assert {("RB101", "warning", 5), ("RB014", "error", 6), ("RB091", "warning", 7)} <= {*found}
    assert [code for code, severity, _ in found if severity == "error"] == ["RB014"]


def test_everything_in_one_run(tmp_path, whole, judge):
    """Ten different faults in a file are ten findings, in the order of their places."""
    front = """\
published: 2024-02-30
nummer: 3
counts: {total: 20, completed: 13, ongoing: 8, rate: 80%}
issues:
  - {id: "1", title: 巡查记录不全, status: complete}
  - {id: "1", title: 台账更新不及时, status: completed, completed: 2024-06-01}
inspection: {from: 2024-03-01, to: 2024-02-01}
contact: {phone: "5550100", postcode: "45500"}
number: 一
number: 二
"""
    found = _waived(tmp_path, whole, judge, front)

    assert [(code, line) for code, _, line in found] == [
        ("RB014", 2),
        ("RB013", 3),
        ("RB101", 4),
        ("RB106", 4),
        ("RB103", 5),
        ("RB019", 6),
        ("RB016", 7),
        ("RB203", 7),
        ("RB201", 8),
        ("RB502", 9),
        ("RB503", 9),
        ("RB504", 9),
        ("RB010", 11),
    ]


def test_an_edition_of_an_unread_one(tmp_path, whole, judge):
    """An edition is not blamed for following one that could not be read."""
    _build(tmp_path, {"files": {"bulletins/a.md": {"raw": "通报"}, "bulletins/b.md": {"front": "follows: a\n"}}}, whole)

    assert [(finding.path, finding.rule) for finding in judge(tmp_path)] == [("bulletins/a.md", "RB008")]


def test_findings_are_in_order_over_files(tmp_path, whole, judge):
    """Findings go by file, then line, then column, however the rules are ordered."""
    bad = {"front": "contact: {phone: 1, postcode: 2}\ncounts: {total: 1, completed: 1, ongoing: 1}\n"}
    _build(tmp_path, {"files": {f"bulletins/{name}.md": bad for name in ("b", "a", "a-1")}}, whole)
    found = judge(tmp_path)

    assert sorted(found) == found
    assert 3 * 4 == len(found) == len(set(found))
    assert sorted({finding.path for finding in found}) == ["bulletins/a-1.md", "bulletins/a.md", "bulletins/b.md"]


def test_settings_are_judged_too(tmp_path, whole):
    """What is wrong with the settings stands among the findings."""
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nextra:\n  bulletin:\n    nam: 局\n")
    site, settings = read_site(tmp_path / "mkdocs.yml")

    assert [
        (finding.path, *finding.place[:2], finding.rule) for finding in check([], site, date(2024, 6, 1), settings)
    ] == [("mkdocs.yml", 4, 5, "RB013")]


def test_severities():
    """Only these warn: each other rule stops a publication."""
    prose = {code for code in RULES if re.match("RB(21|7)", code)} - {"RB210", "RB211", "RB716"}  # how, and when

    fields, editions = {"RB005", "RB006", "RB027", "RB028", "RB029", "RB031"}, {"RB407", "RB414", "RB415"}

    assert {
        *fields,
        "RB107",
        "RB302",
        "RB305",
        "RB307",
        "RB308",
        "RB309",
        "RB310",
        "RB311",
        *editions,
        "RB604",
        *prose,
    } == {code for code, entry in RULES.items() if entry.severity == Severity.WARNING}

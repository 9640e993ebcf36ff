"""Open data: what a stranger's program reads of it, and that no file says more than the bulletins do."""

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import frictionless
import icalendar
import jsonschema
import openpyxl
import pytest

from bulletin import digests
from bulletin.load import load
from bulletin.model import Bulletin
from bulletin.opendata import dictionary, offers, published, tables
from bulletin.site import Site

ROOT = Path(__file__).parents[1]
SITE = Site(name="示例市水务局")
ORIGIN = "https://www.example.gov.cn/zhenggai/"
GOLDEN = [one.bulletin for one in load(Path(__file__).parent / "golden" / "bulletins") if one.bulletin]
REAL = [one.bulletin for one in load(ROOT / "bulletins") if one.bulletin]
ATOM = "{http://www.w3.org/2005/Atom}"


def files(bulletins: list[Bulletin], origin: str = "") -> dict[str, bytes]:
    return {each.path: each.content for each in published(bulletins, SITE, origin)}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def changed(one: Bulletin, **fields: Any) -> Bulletin:
    made = one.model_copy(update=fields)
    made._path, made._body = one._path, one._body
    return made


@pytest.mark.parametrize("bulletins", [GOLDEN, REAL, []], ids=["golden", "repository", "none"])
def test_json_is_as_its_schema_says(bulletins: list[Bulletin]) -> None:
    """Each JSON file but the feeds; and the schema is one."""
    made = files(bulletins)
    schema = json.loads(made["data/schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema)
    for path, content in made.items():
        if (path.startswith("bulletins/") and path.endswith(".json")) or path in (
            "data/issues.json",
            "data/bulletins.json",
        ):
            assert [error.message for error in judge.iter_errors(json.loads(content))] == [], path


def test_tables_are_as_the_package_says() -> None:
    """Columns in the order of the Data Package, keys that are keys, values of their types."""
    made = files(GOLDEN)
    for resource in json.loads(made["data/datapackage.json"])["resources"]:
        table, schema = rows(made[f"data/{resource['path']}"]), resource["schema"]
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in table]

        assert list(table[0]) == [field["name"] for field in schema["fields"]]
        assert len(set(keys)) == len(keys)
        for row in table:
            for field in schema["fields"]:
                value = row[field["name"]]
                assert value or not field.get("constraints"), field
                assert field["type"] != "boolean" or value in ("true", "false")
                assert field["type"] != "integer" or not value or value.isdigit()


def test_dictionary_names_every_field_in_both_languages() -> None:
    """What is published is what is described, neither more nor less."""
    made = json.loads(files(GOLDEN)["data/issues.json"])["issues"][0]

    assert list(made) == [field.name for field in dictionary.ISSUE]
    assert all(line["zh"] and line["en"].isascii() for line in dictionary.lines())


def test_samples_and_withdrawn_are_marked_and_not_counted() -> None:
    """They are in, and each row says what it is of."""
    listed = {row["id"]: row for row in json.loads(files(GOLDEN)["data/bulletins.json"])["bulletins"]}

    assert listed["vague"]["sample"]
    assert not listed["vague"]["counted"]
    assert listed["withdrawn"]["state"] == "withdrawn"
    assert listed["withdrawn"]["withdrawn_because"] == "统计口径有误"
    assert not listed["withdrawn"]["counted"]
    assert [name for name, row in listed.items() if row["counted"]] == ["second"]
    assert not listed["first"]["latest"]


def test_corrections_and_measures_are_data() -> None:
    """Each in the file of its bulletin or issue, and in the tables; a feed says that its entry has changed."""
    made = files(GOLDEN, ORIGIN)
    one = json.loads(made["bulletins/2024/second.json"])
    listed = {row["id"]: row for row in rows(made["data/issues.csv"]) if row["bulletin"] == "second"}
    entry = next(item for item in json.loads(made["data/feed.json"])["items"] if "更正" in item["content_text"])

    assert one["corrected"] == [{"on": "2025-01-06", "wrong": "问题1.2的责任单位：养护中心", "right": "排水中心"}]
    assert (one["corrections"], one["corrected_on"]) == (1, "2025-01-06")
    assert one["register"][1]["measures"] == ["巡查终端加装核验功能", "每月抽查记录"]
    assert (listed["1.1"]["measures"], listed["1.2"]["measures"]) == ("", "巡查终端加装核验功能\n每月抽查记录")
    assert entry["date_modified"] == "2025-01-06T00:00:00+08:00"
    assert "2025年1月6日更正" in entry["content_text"]


def test_withdrawn_edition_is_the_last_of_nothing() -> None:
    """The edition before it stands, and counts, as it does on the home page."""
    first, second = (one for one in GOLDEN if one.id in ("first", "second"))
    listed = json.loads(files([first, changed(second, state="withdrawn")])["data/bulletins.json"])["bulletins"]

    assert {row["id"]: (row["latest"], row["counted"]) for row in listed} == {
        "first": (True, True),
        "second": (False, False),
    }


def test_vague_figures_are_intervals() -> None:
    """As written, with the least and the most; a masked one is nothing known."""
    listed = {row["id"]: row for row in json.loads(files(GOLDEN)["data/bulletins.json"])["bulletins"]}

    assert (listed["vague"]["total"], listed["vague"]["total_low"], listed["vague"]["total_high"]) == ("XX", None, None)
    assert (listed["second"]["total"], listed["second"]["total_low"]) == ("4", 4)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    """Whatever an editor wrote, a spreadsheet reads text."""
    one = next(one for one in GOLDEN if one.id == "second")
    issue = one.issues[0].model_copy(update={"title": f"{start}HYPERLINK(1)", "owner": f"{start}1"})
    made = files([changed(one, issues=(issue,))])
    row = rows(made["data/issues.csv"])[0]
    sheet = openpyxl.load_workbook(io.BytesIO(made["data/issues.xlsx"]))["问题清单"]

    assert not row["title"].startswith(start)
    assert not row["owner"].startswith(start)
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}


def test_feeds_hold_every_dated_bulletin() -> None:
    """Atom and JSON Feed, over all and by issuer: the newest first, marked, with days of the data."""
    made = files(GOLDEN, ORIGIN)
    feed = ElementTree.fromstring(made["data/feed.xml"])  # noqa: S314 - our own
    entries = feed.findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title", "") for entry in entries]
    told = json.loads(made["data/feed.json"])

    assert len(entries) == len([one for one in GOLDEN if one.date])
    assert any(title.startswith("【样例") for title in titles)
    assert any("本通报已于2023年6月1日撤回" in entry.findtext(f"{ATOM}summary", "") for entry in entries)
    assert [item["title"] for item in told["items"]] == titles
    assert [item["id"] for item in told["items"]] == [entry.findtext(f"{ATOM}id") for entry in entries]
    assert feed.findtext(f"{ATOM}updated") == max(entry.findtext(f"{ATOM}updated", "") for entry in entries)
    assert all(item["url"].startswith(ORIGIN) for item in told["items"])
    assert len([path for path in made if path.startswith("data/issuers/") and path.endswith(".xml")]) == len(
        {one.issuer for one in GOLDEN}
    )


def test_feeds_without_an_address_are_relative() -> None:
    """A link leads from where the feed stands; the ids are those that they will be with an address."""
    near, far = (ElementTree.fromstring(files(GOLDEN, origin)["data/feed.xml"]) for origin in ("", ORIGIN))  # noqa: S314
    links = [link.get("href", "") for link in near.iter(f"{ATOM}link")]

    assert "../bulletins/2024/second.html" in links
    assert [one.text for one in near.iter(f"{ATOM}id")] == [one.text for one in far.iter(f"{ATOM}id")]


def test_calendar_is_read_by_others() -> None:
    """A whole day for each deadline that still stands, as revised; nothing of what is done."""
    made = files(GOLDEN)
    events = icalendar.Calendar.from_ical(made["data/due.ics"].decode()).walk("VEVENT")

    assert [str(event["SUMMARY"]) for event in events] == ["整改时限：1.2 值守制度执行不严"]
    assert str(events[0]["DTSTART"].dt) == "2025-02-28"
    assert "原定2024年8月5日，已延期" in str(events[0]["DESCRIPTION"])
    assert all(len(line) <= 75 for line in made["data/due.ics"].split(b"\r\n"))


def test_no_due_date_no_calendar() -> None:
    """A calendar must hold something; one that cannot is neither made nor offered."""
    silent = [one for one in GOLDEN if one.id == "silent"]

    assert "data/due.ics" not in files(silent)
    assert "data/due.ics" not in {offer.path for offer in offers(silent, SITE)}


def test_same_bulletins_same_bytes() -> None:
    """Whatever the hour, and in whatever order they were read; the workbook as well."""
    assert files(GOLDEN) == files(GOLDEN[::-1])


def test_sums_are_those_of_sha256sum(tmp_path: Path) -> None:
    """Every file but the list; the form that `sha256sum -c` reads."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x").write_bytes(b"abc")
    (tmp_path / digests.NAME).write_text("old")

    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digests.sums(tmp_path) == f"{digest}  a/x\n".encode()


@pytest.mark.parametrize("bulletins", [GOLDEN, REAL, []], ids=["golden", "repository", "none"])
def test_data_package_is_valid(bulletins: list[Bulletin], tmp_path: Path) -> None:
    """By Frictionless itself: the description, and every cell of the tables by its type, its constraint, its key."""
    for path, content in files(bulletins).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    report = frictionless.validate(tmp_path / "data" / "datapackage.json")

    assert [[error.message for error in task.errors] for task in report.tasks] == [[], [], []]
    assert report.valid


def test_rows_of_the_workbook_are_as_openpyxl_writes_them() -> None:
    """They are spliced in: the same value comes out alike in all."""
    kinds = {"integer": 3, "boolean": True, "list": ["甲", "乙"], "date": None}
    row = {field.name: kinds.get(field.kind, "=A1 \n<乙>&\x07 ") for field in dictionary.ISSUE}
    theirs = openpyxl.Workbook(write_only=True)
    tables.sheet(theirs, "问题清单", dictionary.ISSUE, [row] * 3)
    spliced = [tables.xml_rows(dictionary.ISSUE, rows) for rows in ([row] * 2, [], [row])]
    found = [
        [
            [(cell.value, cell.coordinate, cell.data_type, cell.style_id) for cell in line]
            for line in openpyxl.load_workbook(io.BytesIO(book))["问题清单"].iter_rows()
        ]
        for book in (tables.book_bytes(theirs), b"".join(tables.workbook((3, spliced), (0, []))))
    ]

    assert found[0] == found[1]
    assert ("=A1 \n<乙>& ", "A4", "s", 2) in found[1][3]
    assert [cell[0] for cell in found[1][0]] == [field.label for field in dictionary.ISSUE]

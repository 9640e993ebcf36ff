"""The reader: whatever bytes an editor leaves, it says where and why, and never raises."""

import os
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.findings import Place
from bulletin.front import CONTROL, read_front
from bulletin.load import load, read
from bulletin.site import STATUSES, Site, read_site
from bulletin.validate import EXPECTED

ROOT = Path(__file__).parents[1]
SHIPPED = sorted(ROOT.glob("bulletins/**/*.md"))
quick = settings(max_examples=150)


@pytest.fixture
def faults(tmp_path):
    """What the reader finds in a file of these bytes: rule, line, column."""

    def found(raw: bytes | str) -> list[tuple[str, int, int]]:
        file = tmp_path / "bulletins" / "x.md"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
        source = read(file, tmp_path, within=file.parent)
        return [(fault.rule, *source.place(fault.at)[:2]) for fault in source.faults]

    return found


@pytest.fixture
def settled(tmp_path):
    """The settings in a mkdocs.yml, and what is wrong with them."""

    def found(text: str | bytes) -> tuple[Site, list[tuple[str, int, int]]]:
        file = tmp_path / "mkdocs.yml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        site, source = read_site(file)
        return site, [(fault.rule, *source.place(fault.at)[:2]) for fault in source.faults]

    return found


# Values


def test_values_are_as_written(tmp_path, whole):
    """Leading zeros, trailing zeros and words that YAML takes for truth or for numbers stay as they were typed."""
    file = tmp_path / "x.md"
    issues = "issues: [{id: 1.10, title: on, status: no, owner: 0x1f, theme: 1e3}]"
    file.write_text(whole(f"number: 2023-02-30\nindex: yes\n{issues}\ncontact: {{postcode: 045500, phone: 12_3}}"))
    bulletin = read(file, tmp_path).bulletin

    assert (bulletin.number, bulletin.index) == ("2023-02-30", "yes")
    assert (bulletin.contact.postcode, bulletin.contact.phone) == ("045500", "12_3")
    issue = bulletin.issues[0]
    assert (issue.id, issue.title, issue.status, issue.owner, issue.theme) == ("1.10", "on", "no", "0x1f", "1e3")


@pytest.mark.parametrize("written", ["2024-5-6", "2024-05-06", "'2024-05-06'", '"2024-5-06"'])
def test_dates_with_and_without_zeros_or_quotes(tmp_path, whole, written):
    """A date is the same day however it is written."""
    file = tmp_path / "x.md"
    file.write_text(whole(f"published: {written}"))

    assert str(read(file, tmp_path).bulletin.published) == "2024-05-06"


def test_empty_values_are_none(tmp_path, whole):
    """Nothing, ~ and null are no value; a quoted one is."""
    file = tmp_path / "x.md"
    file.write_text(whole('published:\nnumber: ~\nfollows: null\nindex: "null"\nissues:\ncounts: {total: 3, as_of: }'))
    source = read(file, tmp_path)
    bulletin = source.bulletin

    assert source.faults == []
    assert (bulletin.published, bulletin.number, bulletin.follows, bulletin.index) == (None, "", "", "null")
    assert (bulletin.issues, bulletin.counts.as_of) == ((), None)


def test_a_misfit_leaves_the_rest(tmp_path, whole):
    """What cannot be read is left out; what can stays, so that rules can speak of it."""
    file = tmp_path / "x.md"
    file.write_text(whole("published: soon\ncounts: {total: many, completed: 13}\ntallies: [{name: 甲, total: 3}, 乙]"))
    source = read(file, tmp_path)

    assert [fault.at for fault in source.faults] == [("published",), ("counts", "total"), ("tallies", 1)]
    assert str(source.bulletin.counts.completed) == "13"
    assert source.bulletin.issuer == "示例市交通运输局"


def test_body_and_its_line(tmp_path):
    """The prose is without the front matter, and its first line is known."""
    file = tmp_path / "x.md"
    file.write_text("---\ntitle: 甲\n---\n\n\n正文。\n\n---\n\n附件\n\n\n")
    source = read(file, tmp_path)

    assert source.bulletin.body == "正文。\n\n---\n\n附件\n"
    assert source.bulletin.body_line == 6
    assert source.bulletin.path == "x.md"
    assert source.bulletin.id == "x"


# Files


def test_names_that_are_no_utf8(tmp_path, whole):
    """A file name from an old zip can be printed, and is a finding of RB022."""
    folder = tmp_path / "bulletins"
    folder.mkdir()
    name = os.fsdecode("整改".encode("gb18030") + b".md")
    (folder / name).write_text(whole())
    (source,) = load(folder)

    assert source.path == "bulletins/\\xd5\\xfb\\xb8\\xc4.md"
    assert source.bulletin


def test_a_pipe_is_not_waited_for(tmp_path):
    """A named pipe is no file; reading it would wait for ever."""
    (tmp_path / "bulletins").mkdir()
    os.mkfifo(tmp_path / "bulletins" / "x.md")
    (source,) = load(tmp_path / "bulletins")

    assert [fault.rule for fault in source.faults] == ["RB001"]


def test_a_file_that_cannot_be_read(tmp_path, whole, monkeypatch):
    """What the system refuses is a finding, with the system's reason."""
    (tmp_path / "x.md").write_text(whole())

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (fault,) = read(tmp_path / "x.md", tmp_path).faults

    assert fault.rule == "RB001"
    assert "Permission denied" in fault.facts["why"].en


def test_paths_have_forward_slashes_and_an_order(tmp_path, whole):
    """Bulletins come in the order of their paths, whatever the file system's."""
    for name in ("b/2.md", "a/10.md", "a/9.md", "c.md"):
        (tmp_path / "bulletins" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "bulletins" / name).write_text(whole())

    paths = [source.path for source in load(tmp_path / "bulletins")]

    assert paths == [f"bulletins/{name}" for name in ("a/10.md", "a/9.md", "b/2.md", "c.md")]
    assert load(tmp_path / "nowhere") == []


# What is large


def test_fifty_megabytes_are_not_read(tmp_path):
    """A file beyond the limit is judged by its size."""
    with (tmp_path / "x.md").open("wb") as sparse:
        sparse.truncate(50 * 2**20)
    began = time.process_time()

    assert [fault.rule for fault in read(tmp_path / "x.md", tmp_path).faults] == ["RB003"]
    assert time.process_time() - began < 0.5


def test_a_billion_laughs(faults, whole):
    """Aliases that stand for 9^20 values are refused at once, with one finding."""
    levels = "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(20))
    began = time.process_time()

    assert faults(whole("a: &a [x, x, x]\n" + levels)) == [("RB011", 2, 4)]
    assert time.process_time() - began < 1


def test_a_million_aliases(faults, whole):
    """Many aliases to one value are one finding as well."""
    began = time.process_time()

    assert faults(whole(f"number: &n a\ntallies: [{'*n, ' * 100_000}]")) == [("RB011", 2, 9)]
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "nested",
    [
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        "{a: " * 100_000 + "}" * 100_000,
        '"' + "]" * 50_000 + '"\nindex: ' + "[" * 50_000,
        "\n  " + "- " * 50_000,
        "\n  " + "? " * 50_000,
        "\n  " + "-\t" * 50_000,
        "\n" + "".join(" " * (n + 1) + "a:\n" for n in range(2_000)),
        "\n" + "".join(" " * (n + 1) + "-\n" for n in range(2_000)),
        '["]", ' * 900 + "]" * 900,
        '["甲\nx: ", ' + "[" * 50_000 + ' 1, "\n乙"' + "]" * 50_000 + "]",
    ],
    ids=[
        "open",
        "closed",
        "groups",
        "after closing",
        "dashes",
        "questions",
        "tabs",
        "indented",
        "indented dashes",
        "quotes",
        "a quote that goes on",
    ],
)
def test_deep_nesting(faults, whole, nested):
    """Nesting that would exhaust the parser's stack is one finding; it once ended the process."""
    ((rule, _, _),) = faults(whole(f"number: {nested}"))

    assert rule == "RB009"


def test_brackets_in_quotes_nest_nothing(faults, whole):
    """However many a title or a measure has."""
    measures = f'measures: ["整改{"[" * 99}", "完成{"{" * 99}"]'

    assert faults(whole(f'issues:\n- {{id: "1", title: 题, status: completed, {measures}}}\n')) == []


@pytest.mark.parametrize(
    "nested", ["- " * 200 + "甲", "1. " * 99 + "甲", "> - " * 99 + "甲", "\t" * 51 + "- 甲", ">" * 4000]
)
def test_deep_prose(faults, whole, nested):
    """Lists in lists in lists are refused at their line, before Markdown gives up on them."""
    assert faults(whole("", f"正文。\n\n{nested}\n")) == [("RB009", 10, 1)]


@pytest.mark.parametrize(
    "line", ["- " * 150, " " * 300, "-" * 300, "　" * 60 + "示例局", " " * 80 + "示例局", "1.2." * 90]
)
def test_prose_that_is_not_deep(faults, whole, line):
    """Rules, blanks and signatures on the right are not lists."""
    assert faults(whole("", f"正文。\n\n{line}\n")) == []


@pytest.mark.parametrize(
    ("unit", "most"), [("甲\n===\n", 500), ("\\\\", 10_000), ("甲**乙**\n", 5_000), ("`甲` ", 10_000)]
)
def test_crowded_prose(faults, whole, unit, most):
    """A paragraph of more marks than Markdown reads soon is refused at its first line; parted by an empty line, it is none."""
    assert faults(whole("", f"正文。\n\n{unit * most}\n\n{unit}\n")) == []
    assert faults(whole("", f"正文。\n\n{unit * (most + 1)}\n\n{unit}\n")) == [("RB009", 10, 1)]


def test_a_register_of_30_000_entries(tmp_path, whole, judge):
    """Thirty thousand entries are read and checked, on many lines; so are five thousand on one."""
    (tmp_path / "bulletins").mkdir()
    entries = [f'{{id: "{number}", title: 题, status: completed}}' for number in range(30_000)]
    (tmp_path / "bulletins" / "many.md").write_text(whole("issues:\n" + "".join(f"- {entry}\n" for entry in entries)))
    (tmp_path / "bulletins" / "one.md").write_text(whole(f"issues: [{', '.join(entries[:5_000])}]   "))
    began = time.process_time()

    assert judge(tmp_path) == []
    assert time.process_time() - began < 60


def test_long_lines_of_blanks(faults, whole):
    """Blanks by the hundred thousand cost no more than letters."""
    began = time.process_time()

    assert faults(whole("number: a" + " " * 200_000 + "b") + " " * 200_000 + "\n") == []
    assert time.process_time() - began < 2


# Places


def leaves(value, at=()):
    """Every scalar of plain data, with its place in it."""
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, (*at, key))]
    if isinstance(value, list):
        return [leaf for index, inner in enumerate(value) for leaf in leaves(inner, (*at, index))]
    return [(at, value)]


def assert_places(text: str) -> int:
    """Each leaf's line and column point at text that begins with the value, and the quote is of that line."""
    front, lines = read_front(text, first_line=2), text.split("\n")
    for at, value in leaves(front.data):
        line, column, quote = front.places[at]
        rest = re.sub(r"^(['\"]|[|>][-+]?$)", "", lines[line - 2][column - 1 :]) or lines[line - 1].strip()
        assert rest.startswith(value[:5].strip()), (at, value, rest)
        assert quote.rstrip("…") in lines[line - 2]
    return len(front.data)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_places_in_shipped_bulletins(file):
    """Every value of the bulletins in the repository is found at the place that is told."""
    assert assert_places(file.read_text().split("\n---\n")[0].removeprefix("---\n")) > 5


words = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=12).map(str.strip)
quoted = words.filter(bool).map(lambda word: "'" + word.replace("'", "’") + "'")


@quick
@given(st.lists(st.tuples(quoted, st.sampled_from(["{key}: {value}", "{key}:\n  {value}", "{key}: [{value}, 'b']",
       "{key}:\n  - {value}", "{key}: {{x: 1, y: {value}}}", "{key}:\n  - x: 1\n    y:   {value}"])), min_size=1))  # fmt: skip
def test_places_of_any_values(made):
    """Astral characters, blanks, quotes: the column counts characters, as editors do."""
    assert_places("\n".join(form.format(key=f"k{n}", value=value) for n, (value, form) in enumerate(made)))


def test_a_group_is_found_at_its_name(tmp_path, whole):
    """A list or group that begins on the next line stands at its name; a missing field, at its group."""
    file = tmp_path / "x.md"
    file.write_text(whole("counts:\n  total: 3\ntallies:\n  - name: 甲\n    total: 3\nindex:\n  三\n"))
    source = read(file, tmp_path)

    assert source.place(("counts",)) == Place(2, 1, "counts:")
    assert source.place(("counts", "completed")) == Place(2, 1, "counts:")
    assert source.place(("tallies",)) == Place(4, 1, "tallies:")
    assert source.place(("tallies", 0, "unit")) == Place(5, 5, "- name: 甲")
    assert source.place(("index",)) == Place(8, 3, "三")
    assert source.place(("waive",)) == Place(1)


# Anything at all


def survives(raw: bytes, folder: Path) -> None:
    """Read the bytes; each finding has a place in the file, and can be worded."""
    file = folder / "x.md"
    file.write_bytes(raw)
    source = read(file, folder)
    lines = raw.count(b"\n") + raw.count(b"\r") + 1
    for fault in source.faults:
        assert 0 <= source.place(fault.at).line <= lines
        assert not CONTROL.search(source.place(fault.at).quote)
    assert source.bulletin or source.faults


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("any")


@quick
@given(raw=st.binary(max_size=200))
def test_any_bytes(folder, raw):
    """No bytes make the reader raise."""
    survives(raw, folder)
    survives(b"---\n" + raw + b"\n---\n", folder)


@quick
@given(text=st.text(st.sampled_from("abc：:,-?[]{}&*!|>'\"%@`#~ \t\n整改1.\\<="), max_size=60))
def test_any_yaml(folder, text):
    """No arrangement of YAML's own characters makes the reader raise."""
    survives(f"---\n{text}\ntitle: 甲\n---\n".encode(), folder)


@quick
@given(data=st.data(), file=st.sampled_from(SHIPPED))
def test_any_change_to_a_bulletin(folder, judge, data, file):
    """A real bulletin with a stretch cut, doubled or overwritten is read or refused, and checked, and never raises."""
    text = file.read_text()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 30, len(text))))
    new = data.draw(st.one_of(st.just(""), st.just(text[start:end] * 2), st.text(max_size=5)))
    (folder / "bulletins").mkdir(exist_ok=True)
    survives((text[:start] + new + text[end:]).encode(errors="replace"), folder / "bulletins")

    assert all(finding.text("en") and finding.text("zh") for finding in judge(folder))


# Settings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("site_name: x\n", []),
        ("", []),
        ("extra:\n", []),
        ("extra: {bulletin: }\n", []),
        ("extra: 局\n", []),
        ("extra: [a]\n", []),
        ("extra:\n  bulletin: 局\n", [("RB014", 2, 13)]),
        ("extra:\n  bulletin:\n    - 局\n", [("RB014", 3, 5)]),
        ("extra:\n  bulletin: {section: 公开}\n", [("RB012", 2, 3)]),
        ("extra:\n  bulletin:\n    name: 局\n    sampels: true\n", [("RB013", 4, 5)]),
        ("extra:\n  bulletin:\n    name: 局\n    samples: 也许\n", [("RB014", 4, 14)]),
        ("extra:\n  bulletin:\n    name: [局]\n    name: 局\n", [("RB010", 4, 5), ("RB014", 3, 11)]),
        ("extra:\n  bulletin:\n    name: !ENV [NAME, 局]\n", [("RB009", 3, 11)]),
        ("extra:\n  bulletin: {name: 局, contact: {phon: 1}}\n", [("RB013", 2, 33)]),
        ("extra:\n\tbulletin: 3\n", [("RB009", 2, 1)]),
        ("x: [\n", [("RB009", 2, 1)]),
        ("x: a\x80b\n", [("RB023", 1, 5)]),
        ("site_name: 局\n".encode("gb18030"), [("RB004", 0, 0)]),
    ],
)
def test_settings(settled, text, expected):
    """What is wrong with `extra.bulletin` is told at its line in mkdocs.yml; where there is none, nothing is."""
    assert settled(text)[1] == expected


def test_settings_beside_what_only_the_generator_reads(settled):
    """Tags, anchors and other documents' worth of mkdocs.yml do not keep the settings from being read."""
    site, faults = settled(
        "\ufeffsite_name: !ENV [SITE, x]\nmarkdown_extensions:\n  - toc:\n"
        "      slugify: !!python/object/apply:os.system [false]\n  - x: !!python/name:a.b\n"
        "plugins: &p [search]\nother: *p\nextra:\n  social: *p\n  bulletin: {name: 局, samples: no}\n"
    )

    assert faults == []
    assert (site.name, site.samples) == ("局", False)


def test_settings_of_no_file(tmp_path):
    """Without a mkdocs.yml a bulletin can still be checked."""
    assert read_site(tmp_path / "mkdocs.yml")[0] == Site()
    (tmp_path / "mkdocs.yml").mkdir()
    assert read_site(tmp_path / "mkdocs.yml")[0] == Site()


def test_statuses_renamed_and_added(settled):
    """A site's statuses stand beside the five; a renamed one keeps its place."""
    site, faults = settled(
        "extra:\n  bulletin:\n    name: 局\n    statuses:\n      phased: {label: 基本完成, bucket: completed}\n"
        "      paused: {label: 暂缓, bucket: ongoing, means: 等待上级批复。}\n"
    )

    assert faults == []
    assert [*site.vocabulary] == [*STATUSES, "paused"]
    assert (site.label("phased"), site.bucket("phased")) == ("基本完成", "completed")
    assert (site.label("paused"), site.bucket("paused")) == ("暂缓", "ongoing")
    assert (site.label(""), site.bucket("")) == ("未逐项公布", "")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("{label: 暂缓}", ("RB012", 4, 24)),
        ("{bucket: ongoing}", ("RB012", 4, 24)),
        ("{label: 暂缓, bucket: open}", ("RB014", 4, 44)),
        ("{labl: 暂缓, bucket: ongoing}", ("RB013", 4, 25)),
        ("暂缓", ("RB014", 4, 24)),
    ],
)
def test_statuses_that_are_not_whole(settled, status, expected):
    """A status says its label and its bucket: none is guessed, not for a renamed one either."""
    assert settled(f"extra:\n  bulletin:\n    name: 局\n    statuses: {{phased: {status}}}\n")[1] == [expected]


def test_every_kind_of_misfit_is_worded():
    """What the types of the model can complain of has words in both languages."""
    assert {"text", "date", "figure", "rate", "int_parsing", "bool_parsing", "model_type", "tuple_type"} <= {*EXPECTED}
    assert all(words.zh and words.en for words in EXPECTED.values())

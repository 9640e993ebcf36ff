"""What the program prints can be imported: generated bulletins as text and as a page -> the same title, figures and register."""

import datetime
import re
import time
from contextlib import suppress
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.imports.blocks import Unreadable
from bulletin.imports.files import READERS
from bulletin.imports.html import read_html
from bulletin.imports.making import make
from bulletin.imports.text import read_text
from bulletin.load import parse
from bulletin.numerals import write_numeral
from bulletin.prose import prose
from bulletin.site import Site

FAULTS = ("制度执行不严", "台账更新不及时", "隐患排查有死角", "整改措施不具体", "应急演练流于形式", "值班值守不规范")
FIELDS = ("防汛", "消防", "财务", "车辆", "档案", "工程")
UNITS = ("个", "项", "条")

bulletins = st.fixed_dictionaries(
    {
        "body": st.sampled_from(["示例市水务局", "示例县卫生健康委员会", "中共示例市商务局党组", "示例区河口镇"]),
        "kind": st.sampled_from(["通报", "公告", "报告", "公示"]),
        "date": st.dates(datetime.date(2018, 1, 1), datetime.date(2089, 12, 31)),
        "unit": st.sampled_from(UNITS),
        "done": st.integers(1, 60),
        "left": st.integers(1, 60),
        "issues": st.lists(
            st.tuples(st.sampled_from(FIELDS), st.sampled_from(FAULTS)).map("".join),
            min_size=2,
            max_size=8,
            unique=True,
        ),
        "themes": st.booleans(),
    }
)


def source(one: dict) -> str:
    """A bulletin with these figures and problems, as it stands in a file."""
    title = f"{one['body']}关于专项检查发现问题整改情况的{one['kind']}"
    unit, total = one["unit"], one["done"] + one["left"]
    told = f"检查反馈的{total}{unit}问题，已完成整改{one['done']}{unit}，正在整改{one['left']}{unit}。"
    mark = (lambda n: f"#### {n}.") if one["themes"] else (lambda n: f"### （{write_numeral(n)}）")
    theme = ["### （一）履行责任方面"] if one["themes"] else []
    items = [
        f"{mark(n)}{name}\n\n整改情况：已逐项落实。\n举一反三，建章立制。" for n, name in enumerate(one["issues"], 1)
    ]
    body = "\n\n".join(
        ["现将整改情况公布如下。", "## 一、整改落实情况", told, *theme, *items, "## 二、下一步工作", "继续抓好整改。"]
    )
    return f"---\ntitle: {title}\nissuer: {one['body']}\ndate: {one['date']}\n---\n\n{body}\n"


def printed(one: dict) -> tuple[str, str]:
    """The bulletin as its page prints it: the text alone, and the page of a CMS around it."""
    bulletin = parse(source(one).encode(), "x.md").bulletin
    html = prose(bulletin)
    ends = [bulletin.issuer, f"{one['date'].year}年{one['date'].month}月{one['date'].day}日"]
    lines = [unescape(re.sub(r"<[^>]+>", "", part)).strip() for part in re.split(r"</(?:p|h\d)>", html)]
    text = "\n".join([bulletin.title, *filter(None, lines), *ends])
    page = (
        f"<html><head><title>{bulletin.title}</title></head><body><nav><a href=/>首页</a></nav><article><h1>{bulletin.title}</h1>"
        f"{html}<p align=right>{ends[0]}</p><p align=right>{ends[1]}</p></article><footer>版权所有</footer></body></html>"
    )
    return text, page


@settings(max_examples=80)
@given(bulletins)
def test_a_printed_bulletin_is_read_as_it_was(one):
    """Title, issuer, date, counts and the titles of the register, in their order."""
    text, page = printed(one)
    for document in (read_text(text.encode()), read_html(page.encode())):
        front = make(document, Site()).draft.front()

        assert front["title"] == f"{one['body']}关于专项检查发现问题整改情况的{one['kind']}"
        assert (front["issuer"], str(front["date"])) == (one["body"], str(one["date"]))
        assert [issue["title"] for issue in front["issues"]] == one["issues"]
        assert {name: str(value) for name, value in front["counts"].items() if name != "parts"} == {
            "unit": one["unit"],
            "total": str(one["done"] + one["left"]),
            "completed": str(one["done"]),
            "ongoing": str(one["left"]),
        }


@settings(max_examples=80)
@given(bulletins)
def test_the_prose_comes_back_as_it_was(one):
    """The prose of a bulletin without an account beside it is the prose of its draft, line by line."""
    text, _ = printed(one)
    made = make(read_text(text.encode()), Site())
    body = source(one).split("---\n", 2)[2]

    assert made.text.split("---\n", 2)[2] == body


@settings(max_examples=150)
@given(
    st.binary(max_size=400),
    st.sampled_from(sorted(READERS)),
    st.sampled_from([b"", b"PK\3\4", b"%PDF-1.4\n", b"<html>", b"\xef\xbb\xbf"]),
)
def test_whatever_bytes_there_are(raw, suffix, head):
    """Some bytes make a draft that loads, all others are refused with words; nothing else is raised."""
    document = None
    with suppress(Unreadable):
        document = READERS[suffix](head + raw)
    if document is None:
        return
    made = make(document, Site())
    assert parse(made.text.encode(), "x.md").bulletin.state == "draft"


@settings(max_examples=150)
@given(
    st.lists(
        st.text("整改一二（）()、。：；“”1２.①*#|<&\\-_ \t2024年月日共完成个问题已电话：X局", max_size=60), max_size=12
    )
)
def test_whatever_lines_there_are(lines):
    """Any text makes a draft that loads, and whose prose, title and fields hold every character of it."""
    document = read_text("\n".join(lines).encode())
    made = make(document, Site())
    source = parse(made.text.encode(), "x.md")

    assert source.bulletin is not None
    assert {fault.rule for fault in source.faults} <= {"RB012"}


@pytest.mark.parametrize("many", [200_000])
def test_a_large_document_takes_seconds(many):
    """Ten times the largest bulletin: no step of the way is quadratic."""
    began = time.process_time()
    text = "关于整改情况的通报\n" + "（一）整改不到位。已完成整改3个，正在整改2个。联系电话：0300-5550100。\n" * (
        many // 40
    )
    make(read_text(text.encode()), Site())

    assert time.process_time() - began < 60

"""What the notice says, before it is paper: words, attachments, the breaks of the title."""

import pytest

from bulletin import title
from bulletin.filing.notice import contact_lines, figures, notice
from bulletin.filing.signature import Names, Signature, signature
from bulletin.model import Bulletin, Contact
from bulletin.site import Site

REVISION = {"to": "2024-11-30", "on": "2024-08-12", "because": "资金未到位"}
REGISTER = [
    {"id": "1.1", "title": "台账更新不及时", "status": "completed", "completed": "2024-06-12"},
    {"id": "1.2", "title": "值守制度执行不严", "stands_for": "3", "due": "2024-10-31", "revised": [REVISION]},
]
TALLIES = [{"name": "一般隐患", "unit": "处", "total": "618", "completed": "590", "ongoing": "20余"}]
INSPECTION = {"kind": "专项巡察"}


def bulletin(**fields: object) -> Bulletin:
    """A bulletin with little more than it must have."""
    given = {"title": "关于专项巡察整改情况的通报", "issuer": "示例市水务局党组", "date": "2024-01-05"} | fields
    made = Bulletin.model_validate(given)
    made._path, made._body = "bulletins/x.md", "现将整改情况通报如下。\n"
    return made


def html(**fields: object) -> str:
    return notice(bulletin(**fields), Site())


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ("关于防汛排涝安全专项巡察整改情况的通报", ["关于防汛排涝安全专项巡察整改情况的通报"]),
        (
            "关于安全生产“事前预防”夯基工程专项巡察整改情况的通报",
            ["关于安全生产“事前预防”", "夯基工程专项巡察整改情况的通报"],
        ),
        (
            "关于落实中央生态环境保护督察反馈意见整改方案进展情况的公告",
            ["关于落实中央生态环境保护督察", "反馈意见整改方案进展情况的公告"],
        ),
        (
            "关于落实中央生态环境保护督察反馈意见和省委巡视组反馈意见以及市委专项巡察反馈意见整改方案任务完成进展情况阶段性核查结果的通报",
            [
                "关于落实中央生态环境保护督察",
                "反馈意见和省委巡视组反馈意见以及",
                "市委专项巡察反馈意见整改方案任务",
                "完成进展情况阶段性核查结果的通报",
            ],
        ),
        (
            "中共示例市水务局党组关于市委第三巡察组巡察反馈意见整改进展情况的通报",
            ["中共示例市水务局党组关于市委第三巡察组", "巡察反馈意见整改进展情况的通报"],
        ),
    ],
)
def test_a_title_breaks_by_sense(whole: str, expected: list[str]) -> None:
    assert title.lines(whole) == expected


@pytest.mark.parametrize("length", [1, 20, 21, 40, 41, 60, 61, 80, 500])
def test_no_title_loses_a_character_or_takes_forever(length: int) -> None:
    whole = ("关于“事前预防”工作2024年整改情况的通报，" * 25)[:length]

    assert "".join(title.lines(whole)) == whole


@pytest.mark.parametrize("word", ["反馈意见", "督导检查", "第十二轮", "2024年度", "《条例》"])
def test_no_word_is_torn(word: str) -> None:
    for before in range(12, 22):
        assert any(word in line for line in title.lines(f"{'甲' * before}{word}整改情况的通报"))


def test_a_narrow_place_breaks_a_line_between_words() -> None:
    assert title.words("夯基工程专项巡察整改情况的通报") == ["夯基工程", "专项", "巡察", "整改情况的", "通报"]
    assert title.words("2024年度“一岗双责”情况") == ["2024年度", "“一岗双责”", "情况"]
    assert title.words("") == [""]


@pytest.mark.parametrize("length", range(21, 80, 7))
def test_quotes_keep_to_what_they_quote(length: int) -> None:
    lines = title.lines(("甲“乙”丙" * 20)[:length])

    assert not any(line.startswith("”") for line in lines)
    assert not any(line.endswith("“") for line in lines[:-1])


def test_the_figures_come_with_their_rate_and_with_how_the_total_came_about() -> None:
    counts = {"total": "20", "completed": "12", "ongoing": "8", "rate": "60%", "decomposition": "19个问题分解为20个。"}

    said = figures(bulletin(inspection=INSPECTION, counts=counts), Site())

    assert said == "共20个问题，已完成12个，未完成8个（截至2024年1月5日）。完成率60%。19个问题分解为20个。"


def test_without_counts_there_are_no_figures() -> None:
    assert figures(bulletin(), Site()) == ""


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ({}, []),
        ({"phone": "2519889", "area": "0372"}, [("联系电话", "0372-2519889")]),
        ({"phone": "0372-2519889", "area": "0372"}, [("联系电话", "0372-2519889")]),
        ({"phone": "12345", "email": "a@b.cn"}, [("联系电话", "12345"), ("电子邮箱", "a@b.cn")]),
        ({"area": "0372", "postcode": "455000"}, [("邮政编码", "455000")]),
    ],
)
def test_only_what_is_known_of_a_contact_is_printed(contact: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert contact_lines(Contact(**contact)) == expected


def test_without_counts_register_and_tallies_there_is_neither_attachment_nor_table() -> None:
    page = html()

    assert "附件" not in page
    assert "<table" not in page


def test_a_single_attachment_has_no_number() -> None:
    page = html(inspection=INSPECTION, issues=REGISTER)

    assert "附件：问题整改清单</p>" in page
    assert '<p class="attachment-mark">附件</p>' in page


def test_several_attachments_are_numbered_alike_in_the_list_and_on_their_pages() -> None:
    page = html(inspection=INSPECTION, issues=REGISTER, tallies=TALLIES)

    assert "附件：1.问题整改清单</p>" in page
    assert "<p>2.整改数据统计表</p>" in page
    assert '<p class="attachment-mark">附件1</p>' in page
    assert '<p class="attachment-mark">附件2</p>' in page


def test_what_was_not_inspected_is_not_called_a_problem() -> None:
    page = html(issues=REGISTER)

    assert "事项完成清单" in page
    assert "问题" not in page


def test_columns_that_no_entry_fills_are_left_out() -> None:
    page = html(issues=[{"id": "1", "title": "甲"}, {"id": "2", "title": "乙"}], inspection=INSPECTION)

    assert page.count('<th scope="col">') == 2
    assert "注：各项的整改情况未逐项公布。" in page


def test_an_entry_without_a_status_says_so_beside_others_that_have_one() -> None:
    page = html(inspection=INSPECTION, issues=REGISTER)

    for words in ("已完成", "自评完成", "未逐项公布", "（涵盖3个）", "资金未到位"):
        assert words in page


def test_a_withdrawn_notice_says_when_and_why() -> None:
    page = html(state="withdrawn", withdrawn={"on": "2024-02-01", "because": "数据有误。"})

    assert "本通报已于2024年2月1日撤回。撤回原因：数据有误。" in page


def test_everything_an_editor_writes_is_text() -> None:
    page = html(title="<script>甲</script>", issuer="<b>乙</b>", contact={"address": "<i>丙</i>"})

    for tag in ("<script", "<b>", "<i>"):
        assert tag not in page


@pytest.mark.parametrize(
    ("issuer", "name", "date"),
    [("中共示例市交通运输局党组", "2", "6.0"), ("示例市交通运输局", "2", "2.0"), ("示例局", "7.0", "2")],
)
def test_the_date_begins_two_characters_after_the_name(issuer: str, name: str, date: str) -> None:
    page = html(issuer=issuer)

    assert f'padding-right: {name}em">{issuer}' in page
    assert f'padding-right: {date}em">2024年1月5日' in page


def test_bodies_that_issue_a_notice_together_sign_one_below_the_other() -> None:
    """Their names begin at one place, the first two characters from the right edge if it is the longest."""
    rows = signature("示例市交通运输局、示例市应急局", "2024年1月5日", sealed=False)

    assert rows == Signature([Names([("示例市交通运输局", 8)], 2), Names([("示例市应急局", 6)], 4)], 2)


def test_with_seals_they_sign_beside_one_another_as_many_as_there_is_room_for() -> None:
    made = signature("示例市水务局、示例市应急局、示例市交通运输局", "2024年1月5日", sealed=True)

    assert [[name for name, _ in row.names] for row in made.rows] == [
        ["示例市水务局"],
        ["示例市应急局", "示例市交通运输局"],
    ]
    assert all(width >= 9 for row in made.rows for _, width in row.names)
    assert all(row.space + sum(width for _, width in row.names) <= 28 for row in made.rows)
    assert made.space == 4
    assert made.rows[-1].space + made.rows[-1].names[-1][1] / 2 == made.space + 6 / 2  # the last above the date


def test_a_pause_mark_within_a_name_parts_nothing() -> None:
    assert len(signature("示例市人大法制、监察委员会", "2024年1月5日", sealed=False).rows) == 1


def test_a_register_with_a_row_of_half_a_page_lies_across() -> None:
    entry = {"title": "甲" * 20, "owner": "办公室", "due": "2024-10-31", "status": "ongoing"}
    issues = [entry | {"id": f"{number}"} for number in range(9)]
    tall = [*issues, entry | {"id": "9", "revised": [REVISION | {"because": "乙" * 160}]}]

    assert 'class="attachment wide"' not in html(issues=issues)
    assert 'class="attachment wide"' in html(issues=tall)


def test_columns_of_figures_are_as_wide_as_their_longest() -> None:
    long = [TALLIES[0] | {"total": "1234567.8", "completed": "1200000.1", "ongoing": "34567.7"}]

    assert html(tallies=TALLIES).count("width: 46pt") == 3
    assert html(tallies=long).count("width: 65.5pt") == 3

"""What hostile texts are made of, again and again: the marks of Markdown, and what the patterns of the package look for; and long proses."""

import itertools

UNITS = [
    *("[", "]", "(", ")", "![", "](", "<", "</", "<!--", "|", "\\", "&", "&#", "#", "~", "~~~\n", "```\n", "`", "``a`", "=", "==\n"),
    *("*", "**", "***", "_", "__", "*a ", "**a ", "_a ", "*a**", "a* ", "a_", "a**b", ">", "> \n", "- \n", "-", "1. ", "1.\n", "+ a\n\n"),
    *("[^1]", "[^1]: a\n\n", "[^1]:", "[a]: b\n", "[a][b]", "[a]: <", "![a](b", "[a](b 'c", "[a](<", "[a](b\"", "[a]:\n\n"),
    *("|a", "|a|\n", "|-|\n", "a|b\n-|-\n", "<a ", "<a b='", "http://a.b/", "a@b", "www.", "    a\n", "\ta\n", " ", "　", "\n", "  \n", "a\n"),
    *("1", "1,", "1.", "1%", "１", "一", "一、", "（", "（一）", "(1)", "“", "”", "《", "》", "‘", "、", "，", "。", "！", "；", "：", "—", "…"),
    *("X", "XX", "*X", "○", "□", "某", "年", "月", "日", "2024年", "1月", "1日", "2024年1月1日", "1月1日至", "—1", "12345678", "1-", "13800138000"),
    *("A", "京A", "a.", "a-", "@", ".", ":", "/", "-a", "省", "市", "县", "路", "号", "楼", "室", "市路", "路1号", "组", "该", "的", "局", "张三"),
    *("1个", "问题1个", "已整改1个", "其中1个", "占1%", "整改1个，", "1个、", "分别为1个、", "完成率1%", "百", "万", "几", "余", "约", "个", "了", "已"),
    *("\u200b", "\u202e", "\ufffc", "\ufe0f", "🙂", "\u0301", "的的", "甲乙甲乙", "**甲**", "甲 乙 ", "\\*", "甲\n", "甲。", "甲，", "甲。\n", "第1条", "附件1："),
]  # fmt: skip
SENTENCE = "示例局对第{n}项隐患已于2024年3月{day}日完成整改，涉及企业{n}家，其中已办结{done}家，正在办理{rest}家。"


def sentences(size: int, joint: str = "") -> str:
    """Prose of so many characters, each sentence another."""
    made, length = [], 0
    for n in itertools.count(1):
        made.append(SENTENCE.format(n=n, day=n % 28 + 1, done=n // 2, rest=n - n // 2))
        length += len(made[-1]) + len(joint)
        if length >= size:
            return joint.join(made)
    raise AssertionError


def register(count: int, status: str = "ongoing") -> str:
    """So many entries."""
    return "issues:\n" + "".join(
        f'  - {{id: "{n}", title: 第{n}处隐患排查治理不到位, theme: 主题{n % 9}, status: {status}, owner: 安监科, due: 2024-0{n % 9 + 1}-15}}\n'
        for n in range(1, count + 1)
    )


def headed(count: int) -> str:
    """A prose with a heading and two sentences for each of so many entries."""
    return "".join(
        f"### {n}.第{n}处隐患排查治理不到位\n\n已完成第{n}处的整改。\n台账已建立。\n\n" for n in range(1, count + 1)
    )

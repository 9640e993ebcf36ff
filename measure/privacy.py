"""How well what is a person's is told from what is not: generated positives and negatives of each kind, in sentences.

`python measure/privacy.py [--count N] [--write]` prints the rates and, with --write, puts them into docs/privacy.md.
The generator shares nothing with the detectors but the standards; its seed is fixed.
"""

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path

from bulletin.privacy.personal import found

ROOT = Path(__file__).resolve().parent.parent
SEED = 20240601
REGIONS = "11121314152122233132333435363741424344454650515253546162636465"
PROVINCES = [REGIONS[place : place + 2] for place in range(0, 62, 2)]
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
OPERATORS = ["13", "15", "18", "17", "19"]
PLACES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
BEFORE = ["经查，当事人{}", "（联系{}）", "附表：{}", "其信息为{}", "反映人王某，{}", "，{}", "登记为：{}"]
AFTER = ["。", "，已核实。", "）", "；", "、", "\n"]
Made = Callable[[random.Random], str]


def digits(chance: random.Random, count: int) -> str:
    """That many digits."""
    return "".join(chance.choice("0123456789") for _ in range(count))


def born(chance: random.Random) -> str:
    """A day of birth."""
    return f"{chance.randint(1935, 2015)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"


def identity(chance: random.Random) -> str:
    """An ID number with its check digit."""
    body = chance.choice(PROVINCES) + f"{chance.randint(100, 2999):04}" + born(chance) + digits(chance, 3)
    weights = [pow(2, 17 - place, 11) for place in range(17)]
    return body + "10X98765432"[sum(int(one) * weight for one, weight in zip(body, weights, strict=True)) % 11]


def old_identity(chance: random.Random) -> str:
    """One of fifteen digits."""
    return chance.choice(PROVINCES) + f"{chance.randint(100, 2999):04}" + born(chance)[2:] + digits(chance, 3)


def mobile(chance: random.Random) -> str:
    """A mobile number."""
    return chance.choice(
        ["13" + digits(chance, 1), "15" + chance.choice("01235689"), "18" + digits(chance, 1)]
    ) + digits(chance, 8)


def card(chance: random.Random) -> str:
    """The number of a bank card."""
    body = "62" + digits(chance, chance.choice([13, 16]))
    return next(f"{body}{last}" for last in range(10) if luhn(f"{body}{last}"))


def luhn(number: str) -> bool:
    """Whether the check digit is right."""
    total = 0
    for place, one in enumerate(reversed(number)):
        value = int(one) * (1 + place % 2)
        total += value // 10 + value % 10
    return total % 10 == 0


def plate(chance: random.Random) -> str:
    """The plate of a car, of fuel or electric."""
    start = chance.choice(PLACES) + chance.choice("ABCDEFGH")
    electric = chance.choice("DF") + digits(chance, 5)
    return (
        start
        + chance.choice(["", "·"])
        + chance.choice([digits(chance, 5), chance.choice("ABKM") + digits(chance, 4), electric])
    )


def home(chance: random.Random) -> str:
    """Where somebody lives, down to the door."""
    name = chance.choice(["幸福小区", "阳光花园", "粮食局家属院", "朝阳公寓", "锦绣家园"])
    block = f"{chance.randint(1, 30)}{chance.choice(['号楼', '栋', '幢'])}"
    stairs = chance.choice([f"{chance.randint(1, 6)}单元", ""])
    return f"{name}{block}{stairs}{chance.randint(1, 30)}0{chance.randint(1, 4)}室"


def mail(chance: random.Random) -> str:
    """An address at a public provider."""
    name = "".join(chance.choice("abcdefghijklmnopqrstuvwxyz0123456789_.") for _ in range(8)).strip(".") or "a"
    return f"a{name}@{chance.choice(['qq.com', '163.com', '126.com', 'gmail.com', 'sina.com', 'foxmail.com', 'outlook.com'])}"


def spread(number: Made) -> Made:
    """The same, in one of the disguises that people and word processors give numbers."""

    def disguised(chance: random.Random) -> str:
        plain = number(chance)
        cut = chance.randint(3, len(plain) - 3)
        return chance.choice(
            [
                plain.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)}),
                "\u200b".join(plain),
                f"{plain[:cut]}\n{plain[cut:]}",
                "".join(f"&#{ord(char)};" for char in plain),
                plain[:cut] + "\u2060\ufeff" + plain[cut:],
                " ".join(plain),
            ]
        )

    return disguised


def credit_code(chance: random.Random) -> str:
    """A 统一社会信用代码, with its check character; one in four all of digits."""
    kind, region = chance.choice(["91", "11", "12", "52"]), chance.choice(PROVINCES) + f"{chance.randint(100, 2999):04}"
    signs = "0123456789" if chance.random() < 0.25 else ALPHABET
    body = kind + region + "".join(chance.choice(signs) for _ in range(9))
    total = sum(ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return "统一社会信用代码" + body + ALPHABET[-total % 31]


NEGATIVES: dict[str, Made] = {
    "统一社会信用代码": credit_code,
    "文号": lambda chance: f"安交〔{chance.randint(2000, 2030)}〕{chance.randint(1, 999)}号",
    "固定电话": lambda chance: (
        f"0{chance.randint(310, 999)}-{chance.randint(2, 8)}{digits(chance, chance.choice([6, 7]))}"
    ),
    "热线": lambda chance: chance.choice(["12345", "12328", "12388", f"400-{digits(chance, 3)}-{digits(chance, 4)}"]),
    "工号": lambda chance: f"工号{mobile(chance)}",
    "项目编码": lambda chance: (
        f"项目代码{chance.randint(2015, 2026)}-410{digits(chance, 3)}-{digits(chance, 2)}-01-{digits(chance, 6)}"
    ),
    "编号": lambda chance: f"编号{digits(chance, chance.randint(8, 20))}",
    "金额": lambda chance: f"{chance.randint(10**10, 2 * 10**10)}元",
    "日期": lambda chance: (
        f"{born(chance)}，{chance.randint(1990, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    ),
    "长数字": lambda chance: f"{chance.randint(1, 9)}{digits(chance, chance.choice([11, 13, 16, 17, 19, 20]))}",
    "校验码错的十八位": lambda chance: _broken(identity(chance)),
    "摘要": lambda chance: f"{chance.getrandbits(256):064x}",
    "公路": lambda chance: (
        f"{chance.choice('GSXY')}{chance.randint(101, 999)}线K{chance.randint(1, 999)}+{chance.randint(100, 900)}"
    ),
    "楼宇": lambda chance: (
        f"阳光花园{chance.randint(1, 30)}号楼外墙、办公楼{chance.randint(1, 9)}号楼{chance.randint(101, 909)}室"
    ),
    "单位邮箱": lambda chance: (
        f"{chance.choice(['xxgk', 'jtjbgs', 'xcb'])}@{chance.choice(['anyang.gov.cn', 'example.gov.cn'])}"
    ),
    "隐去的号码": lambda chance: f"{mobile(chance)[:3]}****{digits(chance, 4)}",
    "数字列": lambda chance: " ".join(str(chance.randint(1, 9999)) for _ in range(12)),
    "坐标": lambda chance: (
        f"东经{chance.randint(73, 135)}.{digits(chance, 8)}，北纬{chance.randint(18, 53)}.{digits(chance, 8)}"
    ),
}
POSITIVES: dict[str, tuple[str, Made]] = {
    "身份证号码": ("identity", identity),
    "身份证号码，有伪装": ("identity", spread(identity)),
    "十五位身份证号码": ("identity", old_identity),
    "手机号码": ("mobile", mobile),
    "手机号码，有伪装": ("mobile", spread(mobile)),
    "银行卡号": ("card", card),
    "银行卡号，有伪装": ("card", spread(card)),
    "车牌号": ("plate", plate),
    "住址": ("home", home),
    "私人邮箱": ("mail", mail),
}


def _broken(number: str) -> str:
    return number[:-1] + ("1" if number[-1] != "1" else "2")


def sentence(words: str, chance: random.Random) -> str:
    """The words within a sentence."""
    return chance.choice(BEFORE).format(words) + chance.choice(AFTER)


def rates(count: int) -> list[tuple[str, int, int]]:
    """Of each kind: how many were made, and of how many something was found, for positives of the right kind."""
    rows = []
    for name, (kind, made) in POSITIVES.items():
        chance = random.Random(SEED)  # noqa: S311 - the same numbers every time are wanted
        hits = sum(kind in {hit.kind for hit in found(sentence(made(chance), chance))} for _ in range(count))
        rows.append((name, count, hits))
    for name, made in NEGATIVES.items():
        chance = random.Random(SEED)  # noqa: S311
        hits = sum(bool(found(sentence(made(chance), chance))) for _ in range(count))
        rows.append((name, count, hits))
    return rows


PAGE = """# 个人信息核对实测

`make privacy` 按各自的标准随机生成 {count} 例，放进句子里，看核对规则（RB605 至 RB610）认出多少。上半是应当认出的，下半是不应当认出的。
随机数的种子固定，任何人可以重算。“有伪装”指全角数字、逐字加空格、零宽字符、换行、HTML 实体。

{table}

这些是生成的文字，不是真实的通报：真实文字里的写法更多，漏认、误认的比例会与此不同。没有写明用途的长数字，碰巧通过校验的，会误认；
按 Luhn 算法，十个数里就有一个通过。写明是编号、工号、代码的不会误认为手机号码。不认识的人名不在核对之列：该不该写名字，由审稿人判断。
"""


def table(rows: list[tuple[str, int, int]]) -> str:
    """The rates as two tables in one."""
    lines = ["| 生成的内容 | 例数 | 认出 | 比例 |", "|---|---|---|---|"]
    for index, (name, count, hits) in enumerate(rows):
        if index == len(POSITIVES):
            lines.append("| **以下不应认出** | | | |")
        lines.append(f"| {name} | {count} | {hits} | {100 * hits / count:.3f}% |")
    return "\n".join(lines)


def main() -> None:
    """Measure, show and write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--write", action="store_true", help="write docs/privacy.md")
    options = parser.parse_args()
    start = time.perf_counter()
    made = table(rates(options.count))
    print(made)
    print(f"{time.perf_counter() - start:.0f} s")
    if options.write:
        (ROOT / "docs" / "privacy.md").write_text(PAGE.format(count=options.count, table=made), "utf-8")


if __name__ == "__main__":
    main()

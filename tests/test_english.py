"""Relations in English: every phrase in which the claims and the self-check tell one has its English."""

import re
from pathlib import Path

import pytest
import yaml

from bulletin.claims import claims
from bulletin.load import read
from bulletin.site import Site
from bulletin.witnesses import english
from bulletin.witnesses.selfcheck import checks

ROOT = Path(__file__).parents[1]
BULLETINS = [*ROOT.glob("bulletins/*/*.md"), *(ROOT / "tests/golden/bulletins").rglob("*.md")]
NUMERALS = "余多约近逾超过不足至少以上下左右百分之十千万亿成半两零一二三四五六七八九〇"


def told() -> set[str]:
    """Every phrase that the cases of the claims, and the bulletins that are shipped, make."""
    cases = [case for file in (ROOT / "tests/claims").glob("*.yml") for case in yaml.safe_load(file.read_text("utf-8"))]
    texts = [case if isinstance(case, str) else case["text"] for case in cases]
    whys = [claim.why for text in texts for claim in claims(text)]
    found = [one for file in BULLETINS if (one := read(file, ROOT).bulletin)]
    return {phrase for why in whys for phrase in why.split("；") if phrase} | {
        check.relation for one in found for check in checks(one, Site())
    }


def test_no_phrase_is_missing() -> None:
    """What is left of Chinese are figures as they were written, and names."""
    phrases = told()
    left = [phrase for phrase in phrases if english.relation(phrase) == phrase]
    words = [re.sub(rf"[{NUMERALS}]|“[^”]*”", "", english.relation(phrase)) for phrase in phrases]
    chinese = [word for word in words if re.search("总数|核对|相符|一致|所述|说明|遮盖|，|；", word)]

    assert len(phrases) > 500
    assert left == []
    assert chinese == []


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("已完成13 + 未完成7 = 总数20", "completed 13 + not completed 7 = total 20"),
        ("阶段性完成1 + 正在整改3 = 未完成4", "phased 1 + ongoing 3 = not completed 4"),
        ("已完成13 ÷ 总数20 = 65%", "completed 13 ÷ total 20 = 65%"),
        ("清单所列问题7 = 总数20", "problems in the register 7 = total 20"),
        ("清单中已完成7~9 = 公布的已完成8", "completed in the register 7~9 = declared completed 8"),
        ("13+8=21，与总数20差1", "13+8=21 and the total 20 differ by 1"),
        (
            "13+8=21，与总数20差1，但所述比率另有口径，无法核对",
            "13+8=21 and the total 20 differ by 1; the rate is of something else",
        ),
        (
            "590+20余=611至619，与总数618相容，20余应为28；590/618=95.47%，与所述95.5%相符",
            "590+20余=611 to 619 agrees with the total 618 if 20余 is 28; 590/618=95.47%, as stated: 95.5%",
        ),
        ("8+4=12，与受理12相符", "8+4=12, as is 受理12"),
        ("整改率65%另有口径，无法核对", "整改率65% is of something else"),
        ("这里写8，公布的未完成是7", "here 8, but not completed (declared) is 7"),
        ("与公布的总数、已完成一致", "the same as total, completed (declared)"),
        ("与“一般隐患”的总数一致", "the same as total (“一般隐患”)"),
        ("正文2处所说的8，与清单的未完成8一致", "8, said 2 times in the text, the same as not completed 8 (register)"),
        ("前后两次说到：801≠810", "said twice: 801≠810"),
        ("所说9座，逐条列出8条", "9座 stated, 8 listed"),
        ("某种新的说法", "某种新的说法"),
    ],
)
def test_phrases(told: str, expected: str) -> None:
    """Sums of the front matter, of the register, of the prose; a phrase that is not known is left alone."""
    labels = {status.label: key for key, status in Site().vocabulary.items()}

    assert english.relation(told, labels) == expected

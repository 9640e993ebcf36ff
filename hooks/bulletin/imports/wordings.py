"""How documents and ledgers say a status, and the other labels of an entry: 完成情况：已完成, 责任单位：, 整改时限：."""

import re
from itertools import pairwise

from bulletin.regex import regex
from bulletin.site import Site

NOW = "(?:目前|现|均|全部|仍|尚|该问题|此项)*"
WORDINGS = {
    "completed": rf"{NOW}(?:已经?|均已)?(?:全部|如期|按期|按时)*"
    "(?:完成(?:整改|销号|办结|验收)?|整改(?:完成|完毕|到位|结束)?|办结|销号|验收销号|整改到位并销号|落实(?:到位)?|解决|结案)了?",
    "phased": rf"{NOW}已?(?:阶段性(?:完成|整改到位)|基本(?:完成|整改到位|落实)|部分(?:完成|整改到位|整改))(?:整改)?"
    rf"|{NOW}已?(?:取得了?阶段性(?:成效|成果|进展)|完成阶段性(?:任务|目标|整改))",
    "ongoing": rf"{NOW}(?:正在(?:整改|推进|办理|落实|进行)|整改|推进|办理|落实|进行)之?中|{NOW}正在(?:整改|推进|办理|落实|进行)"
    rf"|{NOW}未(?:完成|整改到位|办结|销号)(?:整改)?|{NOW}(?:持续|有序|加快|抓紧|稳步|按计划|按序时进度)+(?:推进|整改)(?:之?中)?|在办",
    "long_term": r"(?:已(?:完成|整改到位)，?(?:并|需))?(?:需?长期(?:坚持|整改|推进)|持续(?:坚持|深化)|常态化(?:推进|坚持))(?:整改)?",
    "not_started": rf"{NOW}(?:尚未|还未|未)(?:启动|开始|开工|动工|着手)(?:整改)?",
}
LABELS = {
    "status": "(?:整改)?(?:完成|进展|落实)情况|(?:整改|完成|办理|当前|目前)?(?:状态|进度)|"
    "整改(?:结果|进展|情况)|销号情况|是否(?:完成|销号)|结果",
    "owner": "(?:整改)?(?:责任|牵头|主责|承办|整改)(?:单位|部门|科室|处室)",
    "due": "(?:整改|完成|办理|办结|计划完成)(?:时限|期限|时间|限期)|时限",
    "completed": "(?:实际|自评)?完成(?:日期|时间)|(?:实际|自评)完成",
}
LABEL = regex(
    r"(?:^|(?<=[。；;，,\s（(【]))【?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in LABELS.items())
    + r")】?\s*[：:]\s*"
)
VALUE = regex(r"[^。；;\n）)】]*")
DESCRIBED = regex(
    r"^(?:【)?(?:整改(?:落实|进展|完成)?情况|整改措施|整改(?:结果|成效|进展)|完成情况|落实情况|进展情况|办理情况|整改状态|责任单位|"
    r"牵头单位|整改时限|完成时限|问题描述|具体表现|存在(?:的)?问题|反馈问题|反馈意见)(?:】)?\s*[：:]"
)
IN_BRACKETS = regex(r"[（(【\[]([^（）()【】\[\]]{2,14})[）)】\]]\s*$")


def status_of(words: str, site: Site) -> str:
    """The status that words name: one of the site's own labels, or a usual wording; empty for anything else."""
    words = re.sub(r"[\s。，；“”【】（）()]+", "", words)
    for name, status in site.vocabulary.items():
        if words in (status.label, name):
            return name
    if words in {"整改", "是", "否"}:
        return {"是": "completed"}.get(words, "")
    return next((name for name, pattern in reversed(WORDINGS.items()) if re.fullmatch(pattern, words)), "")


def labelled(text: str) -> list[tuple[str, str, str]]:
    """The labels of a paragraph with their values: (field, value, the words as printed)."""
    found = []
    matches = [*LABEL.finditer(text)]
    for match, after in pairwise((*matches, None)):
        assert match
        end = after.start() if after else len(text)
        value = VALUE.match(text, match.end(), end)
        found.append(
            (
                str(match.lastgroup),
                value[0].strip(" ，,") if value else "",
                text[match.start() : value.end() if value else end],
            )
        )
    return found

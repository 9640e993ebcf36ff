"""Relations in English: each phrase in which one is told, with its figures as they are.

They are composed in Chinese where they are judged, since citizens read them so; here every such phrase stands beside its
English. A test goes through all the relations that the cases of the claims make, so that none is forgotten.
"""

import re
from collections.abc import Mapping

from bulletin.figures import Verdict
from bulletin.regex import regex

VERDICTS = {
    Verdict.ADDS_UP: "adds up",
    Verdict.LAST_DIGIT: "off in the last digit",
    Verdict.DOES_NOT_ADD_UP: "does not add up",
    Verdict.CANNOT_TELL: "cannot be told",
}
NAMES = {
    "总数": "total",
    "已完成": "completed",
    "未完成": "not completed",
    "反馈数": "raised",
    "完成率": "rate",
    "方面数": "themes",
    "问题": "problems",
    "事项": "matters",
    "清单": "register",
    "正文": "text",
}
OFTEN = {"两": "twice", "三": "three times"}
OWNERS = {"公布的": "declared", "清单的": "register"}

# A piece of a phrase: in Chinese as a pattern with its parts in order, in English with {0}, {1} for them.
FIGURE = r"([^，；]*?)"
PHRASES = [
    (regex("^" + pattern.replace("@", FIGURE)), english)
    for pattern, english in (
        ("没有写出总数，无法核对", "no total is given"),
        ("@与总数@中有数字被遮盖，无法核对", "{0} or the total {1} is masked"),
        ("(?>(.+?)，加上未写数字的)(.+)各计1，与总数@相符", "{0}, and one for each of {1}, is the total {2}"),
        ("@，与总数@相符", "{0}, as is the total {1}"),
        ("@，与@加总数@相符", "{0}, as are {1} and the total {2}"),
        ("@，与@加总数@不等，口径不明，无法核对", "{0}, not {1} and the total {2}: of what is not clear"),
        ("@，与总数@差至少@，但所述比率另有口径，无法核对", "{0} and the total {1} differ by {2} at least; the rate is of something else"),
        ("@，与总数@差@，但所述比率另有口径，无法核对", "{0} and the total {1} differ by {2}; the rate is of something else"),
        ("@，与总数@差至少@", "{0} and the total {1} differ by {2} at least"),
        ("@，与总数@差@", "{0} and the total {1} differ by {2}"),
        ("全部完成，但总数@被遮盖", "all done, but the total {0} is masked"),
        ("全部未完成，但总数@被遮盖", "none done, but the total {0} is masked"),
        ("全部正在进行，但总数@被遮盖", "all in progress, but the total {0} is masked"),
        ("全部完成，即@", "all done: {0}"),
        ("全部未完成，即@", "none done: {0}"),
        ("全部正在进行，即@", "all in progress: {0}"),
        ("([^，；是]*)是@的一部分，其余未写数字", "{0} of {1}, the rest without a figure"),
        ("([^，；是]*)是@的一部分，合计@，其余至少@未说明", "{0}, together {2}, of {1}; {3} at least are not told of"),
        ("([^，；是]*)是@的一部分，合计@，其余@未说明", "{0}, together {2}, of {1}; {3} are not told of"),
        ("([^，；是]*)是@的一部分", "{0} of {1}"),
        ("@，与总数@相容，@应为@", "{0} agrees with the total {1} if {2} is {3}"),
        ("@，大于@，可能有重叠或口径不同，无法核对", "{0} is more than {1}: they may overlap, or count otherwise"),
        ("@，总数@，其余至少@未说明", "{0} of the total {1}; {2} at least are not told of"),
        ("@，总数@，其余@未说明", "{0} of the total {1}; {2} are not told of"),
        ("@没有写出分子或分母，无法核对", "what {0} is a rate of is not told"),
        ("@，所述@，口径不明，无法核对", "{0}, stated {1}: of what is not clear"),
        ("@，所述@", "{0}, stated {1}"),
        ("@，与约数@相容", "{0} agrees with the vague {1}"),
        ("@，与所述@相符", "{0}, as stated: {1}"),
        ("@，与所述@末位有差", "{0}, stated {1}: off in the last digit"),
        ("@，与所述@不符", "{0}, not the {1} stated"),
        ("@另有口径，无法核对", "{0} is of something else"),
        ("@无法核对", "{0} cannot be checked"),
        ("只有一个数，无可核对", "a figure by itself"),
        ("标题写@，正文写@", "the heading says {0}, the text {1}"),
        ("逐级分解，各级数字不相加", "broken down level by level; the levels are not to be added"),
        ("这里写@，(公布的|清单的|“.*”的)@是@", "here {0}, but {2} ({1}) is {3}"),
        ("与(公布的|清单的|“.*”的)@一致", "the same as {1} ({0})"),
        ("正文(\\d+)处所说的@，与(公布的|清单的|“.*”的)@一致", "{1}, said {0} times in the text, the same as {3} ({2})"),
        ("正文所说的@，与(公布的|清单的|“.*”的)@一致", "{0} in the text, the same as {2} ({1})"),
        ("前后(.+)次说到：(.*)", "said {0}: {1}"),
        ("所说@，正文以“一是、二是”写出@条，其余@没有逐条写出", "{0} stated; {1} written out one by one, {2} not"),
        ("所说@，逐条列出@条", "{0} stated, {1} listed"),
        ("其中已完成@条、未完成@条，与(.*)一致", "of them {0} completed and {1} not, the same as {2}"),
        ("@，与@相符", "{0}, as is {1}"),
    )
]  # fmt: skip
INTERVAL = regex(r"(?<=[\d万亿%])至(?=\d)")
DECLARED = regex(r" ([+÷=]) ")
LISTED = regex("清单(?:中|所列)(问题|事项|已完成|未完成)(.*) = (公布的)?(总数|已完成|未完成)(.*)")


def relation(told: str, labels: Mapping[str, str] | None = None) -> str:
    """A relation in English; `labels` are the names of statuses by the words that this site has for them.

    A phrase that is not known stays as it is: it is at least true.
    """
    if listed := LISTED.fullmatch(told):
        return f"{_name(listed[1])} in the register {listed[2]} = {'declared ' * bool(listed[3])}{_name(listed[4])} {listed[5]}"
    if DECLARED.search(told):
        return _sum(told, labels or {})
    return "; ".join(map(_phrase, told.split("；")))


def ledger(name: str) -> str:
    """What a ledger is called in English, where it is one of ours; a tally keeps its name."""
    return NAMES.get(name, name)


def _sum(told: str, labels: Mapping[str, str]) -> str:
    """已完成15 + 未完成5 = 总数20: each term with its name in front."""
    names = dict(sorted((dict(labels) | NAMES).items(), key=lambda one: -len(one[0])))
    parts = DECLARED.split(told)
    for place in range(0, len(parts), 2):
        name = next((name for name in names if parts[place].startswith(name)), "")
        parts[place] = f"{names[name]} {parts[place].removeprefix(name)}" if name else parts[place]
    return " ".join(parts)


def _phrase(told: str) -> str:
    for pattern, english in PHRASES:
        if found := pattern.fullmatch(told):
            return INTERVAL.sub(" to ", english.format(*(_part(group) for group in found.groups())))
    return told


def _part(words: str) -> str:
    """A figure stays as it is; names of fields, and who states them, are put in English."""
    if words in OWNERS or words in OFTEN:
        return (OWNERS | OFTEN)[words]
    if re.fullmatch("“.*”的", words):
        return words[:-1]
    named = re.fullmatch(rf"({'|'.join(NAMES)})(.*)", words)
    if named and not re.search("[一-鿿]", named[2].replace("余", "")):
        return f"{NAMES[named[1]]} {named[2]}".rstrip()
    if all(one in NAMES for one in words.split("、")):
        return ", ".join(NAMES[one] for one in words.split("、"))
    return words.replace("、", ", ")


def _name(words: str) -> str:
    return NAMES.get(words, words)

"""How the digits of a person's number are written: what may stand between them, in folded text, and what stands for one."""

from bulletin.privacy.folded import RINGED
from bulletin.regex import regex

BETWEEN = (  # digits: blanks, marks of emphasis and of a footnote, the end of a line
    r"(?:[ \t]{1,40}|[ \t]?(?:\\?[-.·_*~`]){1,3}[ \t]?|\[\^[0-9]{1,3}\]|[ \t]{0,3}[-\\]?[ \t]{0,3}\n[ \t>]{0,8})"
)
RUN = regex(rf"[0-9](?<![0-9][0-9])(?:{BETWEEN}?[0-9]){{10,}}(?:{BETWEEN}?[Xx](?![0-9A-Za-z]))?")
# All that a run is made of, but for an X at its end, in any order: to look for this first takes half of the time.
NEAR, BEHIND = regex(r"[0-9](?<![0-9][0-9])[0-9 \t\n>.·\\_*~`^\[\]-]{10,}"), 2
GROUP = regex(r"(?<![\^0-9])[0-9]+[Xx]?|[Xx]")
SIGN = r" ?[^\w\s,，、。;.·-]{1,3} ?"
SIGNED = regex(  # a mobile number, (138)1234-5678 or [138][1234][5678]
    rf"1(?<![0-9./\\-]1)[3-9][0-9]{SIGN}[0-9]{{4}}(?:{SIGN}|[ .·-])?[0-9]{{4}}(?![0-9/\\])"
)
ANY = r"[^\w\n]{1,3}"
DATED = regex(  # an ID number, its day apart in whatever way: 110105(19491231)002X
    rf"[1-8](?<![0-9][1-8])[0-9]{{5}}(?:{ANY})?[12][0-9]{{3}}(?:{ANY})?[01][0-9](?:{ANY})?[0-3][0-9](?:{ANY})?[0-9]{{3}}[0-9Xx×✕✖](?![0-9A-Za-z])"
)
JOINED = regex(  # one right before or behind another number of a person
    r"[1-8](?<![0-9][1-8])[0-9]{16}[0-9Xx](?:1[3-9][0-9]{9}|[0-9]{17}[0-9Xx]|[0-9]{19})(?![0-9])"
    r"|1(?<![0-9]1)[3-9][0-9]{9}[1-8][0-9]{16}[0-9Xx](?![0-9])"
)
SPELT = "〇零○洞一二三四五六七八九幺两拐勾壹贰叁肆伍陆柒捌玖兩貳陸參叄弌弍弎"
VALUES = str.maketrans(SPELT + RINGED + "×✕✖", "00001234567891279123456789226331230123456789XXX")
DIGIT = f"[{SPELT}{RINGED}0-9]"
CHINESE = regex(rf"{DIGIT}{{11,}}[Xx]?")
APART = r"(?:[ 、，,\n]|(?:\\?[-·_*~`]){1,3})"
PARTED = regex(rf"{DIGIT}(?<!{DIGIT}{DIGIT})(?:{APART}?{DIGIT}){{10,}}[Xx]?")
JOINTS = regex(r"[^\w○]|_")

"""What leads to a person without being a number: plates, homes down to the door, private mail, in text that is folded."""

import re
from collections.abc import Iterator

from bulletin.regex import regex

PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
ELECTRIC = "[A-HJKa-hjk]"  # of a plate of six signs (GA 36-2018)
PLATE = regex(  # blanks and signs may stand about its letter, and one between digits
    rf"[{PROVINCE}](?<!新(?=[A-Za-z]{{3}}))[ ·*_-]{{0,3}}[“\"(\[]?[A-HJ-Za-hj-z][”\")\]]?[ \n]?[·.:/*_-]{{0,3}}[ \n]?"
    rf"(?:[0-9](?:[ ·]?[0-9]){{4}}|{ELECTRIC}[A-HJ-NP-Za-hj-np-z0-9][0-9]{{4}}|[0-9]{{5}}{ELECTRIC}"
    r"|(?=(?:[A-Za-z]{0,2}[0-9]){3})[A-HJ-NP-Za-hj-np-z0-9]{4}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳领使试超])(?![A-Za-z0-9])"
)
MAIL = regex(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64} ?@ ?(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,10}")
HOSTS = (
    "qq|163|126|139|189|gmail|googlemail|foxmail|sina|sohu|yeah|hotmail|outlook|live|icloud|me|mac|yahoo|ymail|aliyun"
    "|wo|21cn|tom|88|111|188|263|msn|proton|protonmail|pm|aol|gmx|zoho|yandex|naver|tutanota|petalmail|eyou|sogou|chinaren"
    "|rocketmail|dingtalk|email"
)
PROVIDERS = regex(rf"[@.] ?(?:{HOSTS})\.(?:com|cn|net|com\.cn|me|co\.uk|co\.jp|ru|de|fr|ch)$", re.IGNORECASE)
PARTED = regex(  # with blanks about its dots, or words and other signs for them, to keep programs off
    rf"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{{1,64}}?\s?(?:\\?[@#]|[(\[{{【]at?[)\]}}】]|[\s_-]at[\s_-]|艾特)\s?(?:{HOSTS})"
    r"(?:\s?\\?[.。,，·点]\s?|\s?[(\[{【]dot[)\]}】]\s?|[\s_-]dot[\s_-])(?:com|cn|net)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
NUMBER = r"(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,4}|[A-Za-z])"
BLOCK = rf"{NUMBER} ?(?:号楼|栋|幢|号院|座|弄)"
DIGITS = "[〇零○一二三四五六七八九]"
DOOR = rf"(?:{DIGITS}{{3,4}} ?[室户号房]|[0-9]{{3,4}}) ?(?:室|户|号|房)?(?![0-9年个件项处人户元万吨米套平条次家名%])"
ESTATE = "小区|花园|家属院|家属楼|家属区|公寓|新村|家园|嘉园|宿舍|社区|公馆|苑|里|胡同"
LIVING = (
    "家庭住址|家庭地址|现住址|现住|现居|户籍地址|户籍所在地|户籍地|家住|住址|住所地?|居住地|居住[在于]|租住[在于]?|暂住[在于]?"
    "|住在|住宅位于"
)
SIDE = "[东西南北中左右]"
HOME = regex(
    rf"(?:{BLOCK}[，,]? ?)?{SIDE}?{NUMBER} ?单元[，,·/第的(-]?[ \n]?(?:(?:[0-9一二三四五六七八九十]{{1,3}}[层楼])?{DOOR}"
    rf"|[A-Za-z][0-9]{{3,4}}|[一二三四五六七八九][零〇○]{DIGITS}|[0-9一二三四五六七八九十]{{1,3}}[层楼](?:{SIDE}户?|{NUMBER}[室户号]))"
    rf"|(?:{ESTATE})[^，。；、\n]{{0,8}}?(?:{BLOCK}[，,]? ?{DOOR}|[0-9]{{1,3}}-[0-9]{{1,2}}-[0-9]{{3,4}}(?![0-9-]))"
    rf"|{NUMBER} ?弄 ?{NUMBER} ?号 ?{DOOR}"
    rf"|(?:{LIVING})[为是在于：: ]{{0,2}}[^，。；、\n0-9]{{2,30}}?"
    rf"(?:[0-9]{{1,4}}(?:号楼|栋|幢|号院|组|队|弄|号)[^，。；、\n]{{0,12}}?)?(?:(?:[0-9]{{1,4}}|[一二三四五六七八九十百零〇]{{1,5}})(?:室|号|户)|{SIDE}户)(?![楼院])"
)
HOUSING = regex(  # no home without; each word begins with a character of its own, by which Python finds them fast
    "单元|号楼|栋|幢|号院|座(?<=[0-9A-Za-z一二三四五六七八九十]座)|住[址所在宅]|家住|租住|暂住|现[住居]|户籍|居住|家庭地址|弄(?<=[0-9]弄)"
    "|-[0-9]{1,2}-[0-9]{3,4}(?![0-9-])"
)
AROUND = 49  # characters of a home before and after such a word
AT, BESIDE = regex("@"), 80  # and of a mail address; no private one is longer
# The same of one that is parted: a page has many a # that no such name follows.
JOINT = regex(
    rf"[@#(\[{{【\s_艾-](?:(?<=[@#])|(?<=[(\[{{【])[aA][tT]?[)\]}}】]|(?<=[\s_-])[aA][tT][\s_-]|(?<=艾)特)(?=\s{{0,2}}(?i:{HOSTS}))"
)
OFFERED = regex(r"(?:邮箱|信箱|邮件|e-?mail)(?:地址)?[：:为是 ]{0,3}$", re.IGNORECASE)  # how a bureau gives its own
REACHED = regex(r"联系方式|联系电话|监督电话|举报(?!人)|邮政|通讯地址|通信地址|来信|来访")
SOMEBODY = regex("举报人|投诉人|当事人|反映人|信访人")  # whose it is, then
WRITTEN = 96  # characters before a mail address in which a bureau says how else it is reached
OFFICE = regex(
    r"办公|大厦|大楼|写字楼|政府|产业园|科技园|服务中心|服务大厅|会议|接待|单位住所|公司住所|企业住所|局机关"
)
ABOUT = 24  # characters before an address that tell whose it is


def traces(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Each trace with its kind."""
    for match in PLATE.finditer(text):
        yield "plate", match
    private = (match for match in _around(AT, BESIDE, MAIL, text) if PROVIDERS.search(match[0]))
    for match in (*private, *_around(JOINT, BESIDE, PARTED, text)):
        if not _offered(text, match.start()):
            yield "mail", match
    for match in _around(HOUSING, AROUND, HOME, text):
        if "单元" in match[0] or not OFFICE.search(text, max(0, match.start() - ABOUT), match.end()):
            yield "home", match


def _offered(text: str, start: int) -> bool:
    """A mail address that a bureau gives among the ways to reach it."""
    before = text[max(0, start - WRITTEN) : start]
    return bool(OFFERED.search(before) and REACHED.search(before) and not SOMEBODY.search(before))


def _around(word: re.Pattern[str], far: int, sought: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What is sought within so many characters of a word; about words near each other it is sought at once."""
    around: list[list[int]] = []
    for found in word.finditer(text):
        if around and found.start() - far <= around[-1][1]:
            around[-1][1] = found.end() + far
        else:
            around.append([max(0, found.start() - far), found.end() + far])
    for start, end in around:
        yield from sought.finditer(text, start, end)

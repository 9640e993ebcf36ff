"""RB605 to RB610: what is a person's own, anywhere in the source: prose, fields, comments (the source is published with it).

What the contact block gives is public, wherever it is said again. No message shows more than a part of what was found.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from bulletin.findings import Place
from bulletin.front import shorten
from bulletin.model import Bulletin, Contact
from bulletin.privacy.personal import Found, found
from bulletin.rules import RULES, Spot, rule
from bulletin.site import Site
from bulletin.texts import FEW

RULE_OF = {"identity": "RB605", "mobile": "RB606", "card": "RB607", "plate": "RB608", "home": "RB609", "mail": "RB610"}


def public(contacts: Iterable[Contact | None]) -> frozenset[str]:
    """The values that contact blocks give, as `Found.value` has them: telephones, addresses, mail; no ID and no card."""
    text = "\n".join("\n".join(each.model_dump().values()) for each in dict.fromkeys(contacts) if each)
    return frozenset(hit.value for hit in found(text) if hit.kind in ("mobile", "mail", "home"))


def permitted(bulletins: Iterable[Bulletin], site: Site) -> frozenset[str]:
    """What may stand in the finished site: what contact blocks give, what a bulletin waives a rule for, and the examples
    of the manual, which are nobody's.
    """
    bulletins = list(bulletins)
    waiving = [one for one in bulletins if one.waive]
    waived = {hit.value for one in waiving for hit in told(one) if _waived(one, RULE_OF[hit.kind])}
    examples = {hit.value for code in RULE_OF.values() for hit in found(RULES[code].page.bad + RULES[code].page.good)}
    return public([site.contact, *(one.contact for one in bulletins)]) | waived | examples


def _waived(bulletin: Bulletin, code: str) -> bool:
    return any(waiver.rule == code for waiver in bulletin.waive)


def told(bulletin: Bulletin) -> tuple[Found, ...]:
    """What is found in the source of a bulletin, its contact block included."""
    return _told(bulletin.source)


@lru_cache(maxsize=FEW)
def _told(source: str) -> tuple[Found, ...]:
    return tuple(found(source))


def _spots(bulletin: Bulletin, site: Site, kind: str) -> Iterator[Spot]:
    hits = [(_place(bulletin.source, hit.start), hit) for hit in told(bulletin) if hit.kind == kind]
    hits += [
        (Place(), hit) for hit in _told(bulletin.path) if hit.kind == kind
    ]  # the name of a file becomes an address
    known = public([site.contact, bulletin.contact]) if hits else frozenset()
    for place, hit in hits:
        if hit.value not in known:
            yield Spot(place, {"shown": hit.shown})


def _place(source: str, offset: int) -> Place:
    start = source.rfind("\n", 0, offset) + 1
    line = source[start:].partition("\n")[0]
    return Place(source.count("\n", 0, offset) + 1, offset - start + 1, shorten(line))


@rule(
    "RB605",
    zh="这里有身份证号码（{shown}）。请删去；源文件随通报公布，写在注释里也会公开。",
    en="there is an ID number here ({shown}). Take it out; the source is published too, comments included.",
    waivable=False,
)
def no_identity_numbers(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """No ID numbers. / 不出现身份证号码。

    Eighteen digits by GB 11643 with region, day and check digit; fifteen old ones with region and day. Full-width digits,
    entities, blanks, hyphens, line breaks and unseen characters do not hide one; a 统一社会信用代码 is left alone.

    按 GB 11643 核对地区、出生日期和校验码；十五位的老号码核对地区和日期。
    全角数字、空格、连字符、换行、看不见的字符都藏不住它；统一社会信用代码不会误认。

    """
    return _spots(bulletin, site, "identity")


@rule(
    "RB606",
    zh="这里有手机号码（{shown}）。请删去，或改用办公电话；对外的值班手机写在 contact 里。",
    en="there is a mobile number here ({shown}). Take it out or give an office number; a duty mobile belongs in contact.",
)
def no_mobile_numbers(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """No mobile numbers outside the contact block. / 联系方式以外不出现手机号码。

    The number of a contact block is public, and may be said again in the prose. Amounts and serial numbers are told apart.

    contact 里的号码是公开的，正文里可以再提。金额、编号、工号不会误认。

    Bad:
        ---
        投诉人电话13800138000。
    Good:
        contact: {phone: "13800138000", address: 示例市人民路1号}
        ---
        值班电话13800138000，投诉人电话138\\*\\*\\*\\*8001，项目编号13800138002。
    """
    return _spots(bulletin, site, "mobile")


@rule(
    "RB607",
    zh="这里有银行卡号（{shown}）。请删去。",
    en="there is the number of a bank card here ({shown}). Take it out.",
    waivable=False,
)
def no_card_numbers(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """No numbers of bank cards. / 不出现银行卡号。

    By brand, length and check digit (ISO/IEC 7812); brands from abroad only where the words before speak of an account.

    按发卡标识、位数和校验位（Luhn）核对；境外卡组织的号码，前面写有“卡号”“账号”等才算。

    """
    return _spots(bulletin, site, "card")


@rule(
    "RB608",
    zh="这里有车牌号（{shown}）。请删去，或隐去中间几位；依法公开的，写明豁免理由。",
    en="there is a number plate here ({shown}). Take it out or hide its middle; waive the rule where the law has it published.",
)
def no_plates(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """No number plates. / 不出现车牌号。

    A plate leads to its owner. Names of roads (G107) are left alone.

    由车牌可以查到车主。公路编号（G107）不会误认。

    Bad:
        ---
        查处超限车辆豫E12345。
    Good:
        ---
        查处G107线超限车辆豫E\\*\\*\\*45。
    """
    return _spots(bulletin, site, "plate")


@rule(
    "RB609",
    zh="这里有住址，写到了门牌（{shown}）。请只写到街道、乡镇。",
    en="there is a home address down to the door here ({shown}). Write no more than the street or the town.",
)
def no_home_addresses(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """No home addresses. / 不出现家庭住址。

    Housing with block, stairs and door, or what is said to be where somebody lives. Buildings without a door, and
    offices, are left alone.

    写到楼号、单元、房号的住宅，或写明“家住”“住址”的门牌。只写到楼的，以及办公地址，不算。

    Bad:
        ---
        家住示例区花园小区3号楼2单元301室。
    Good:
        ---
        花园小区3号楼外墙脱落；办公楼3号楼205室消防通道堵塞。
    """
    return _spots(bulletin, site, "home")


@rule(
    "RB610",
    zh="这里有私人邮箱（{shown}）。请删去；单位对外的邮箱写在 contact 里。",
    en="there is a private e-mail address here ({shown}). Take it out; the bureau's own belongs in contact.",
)
def no_private_mail(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """No private e-mail outside the contact block. / 联系方式以外不出现私人邮箱。

    Addresses at the public providers; those of a contact block are public, and so is one that the text gives beside its
    telephone or postal address.

    指公共邮箱（qq.com、163.com 等）的地址；contact 里写的，正文里与联系电话、通讯地址一起给出的，不算。

    Bad:
        ---
        请联系zhangsan@qq.com。
    Good:
        contact: {phone: 0999-5550100, email: xunchabangongshi@163.com, address: 示例市人民路1号}
        ---
        请发邮件至xunchabangongshi@163.com。
    """
    return _spots(bulletin, site, "mail")

"""RB5xx: the contact block. A citizen who cannot reach anybody has only been told, not asked."""

import re
from collections.abc import Iterator

from bulletin.model import Bulletin, Contact
from bulletin.regex import regex
from bulletin.rules import Spot, at, rule
from bulletin.site import Site

AREA = regex(r"010|02\d|0[3-9]\d{2}")
EXTENSION = r"(?:[-转]\d{1,6})?"
LOCAL = regex(rf"[2-9]\d{{6,7}}{EXTENSION}")
WHOLE = regex(rf"[（(]?(?:010|02\d|0[3-9]\d{{2}})[）)]?[-－ ]?[2-9]\d{{6,7}}{EXTENSION}")
NATIONWIDE = regex(
    r"1[0-9]{4}|96\d{3,4}|95\d{3}|400-?\d{3}-?\d{4}|400\d-\d{3}-\d{3}|1[3-9]\d{9}"
)  # 12345, 400, a duty mobile
MAIL = regex(r"^[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")


def phones(contact: Contact) -> list[str]:
    """The numbers in `phone`, which may hold several."""
    return [part for part in re.split(r"[、，,;；/]\s*", contact.phone) if part]


@rule(
    "RB501",
    zh="联系方式里没有电话，也没有电子邮箱。请至少写一样。",
    en="contact has neither a phone nor an e-mail. Give one at least.",
)
def reachable(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A reader can call or write. / 读者能打电话或写邮件。

    A bulletin is published so that the public can supervise; that needs somebody to turn to.

    公布整改情况是为了接受监督，必须有联系的办法。

    Bad:
        contact: {address: 示例市人民路1号}
    Good:
        contact: {phone: 0999-5550100, address: 示例市人民路1号}
    """
    if not bulletin.contact or not (bulletin.contact.phone or bulletin.contact.email):
        yield at("contact", "phone")


@rule("RB502", zh="联系方式里没有地址。请写上邮政地址。", en="contact has no address. Give the postal address.")
def address_given(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """There is a postal address. / 有邮政地址。

    Many of those who write are old, and write letters.

    不少群众习惯写信反映问题。

    Bad:
        contact: {phone: 0999-5550100}
    Good:
        contact: {phone: 0999-5550100, address: 示例市人民路1号}
    """
    if not bulletin.contact or not bulletin.contact.address:
        yield at("contact", "address")


@rule(
    "RB503",
    zh="电话 {phone} 没有区号，外地拨不通。请写 contact.area（如 0372）。",
    en="the phone {phone} lacks its area code. Give contact.area (such as 0372).",
)
def area_code(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A local number has its area code. / 固定电话有区号。

    From a mobile phone a number without it cannot be dialled.

    用手机拨打没有区号的固定电话，是打不通的。

    Bad:
        contact: {phone: "5550100", address: 示例市人民路1号}
    Good:
        contact: {phone: "5550100", area: "0999", address: 示例市人民路1号}
    """
    if bulletin.contact and not bulletin.contact.area:
        for phone in phones(bulletin.contact):
            if WHOLE.fullmatch(phone):
                return  # 0372-2519889、2519890: the code is said once
            if LOCAL.fullmatch(phone) and not NATIONWIDE.fullmatch(phone):
                yield at("contact", "phone", phone=phone)


@rule(
    "RB506",
    zh="“{value}”不像电话号码或区号。请核对位数。",
    en="“{value}” is not like a phone number or an area code. Check its digits.",
)
def phone_formed(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Phone numbers and area codes are well formed. / 电话号码和区号的位数正确。

    Seven or eight digits after an area code (010, 02x, 0xxx); five-digit hotlines, 400 numbers and duty mobiles also pass.

    区号（010、02x、0xxx）后七或八位；五位热线、400 电话、值班手机也可以。

    Bad:
        contact: {phone: 0999-55501, address: 示例市人民路1号}
    Good:
        contact: {phone: 0999-5550100, address: 示例市人民路1号}
    """
    if not bulletin.contact:
        return
    for phone in phones(bulletin.contact):
        if not any(form.fullmatch(phone) for form in (WHOLE, NATIONWIDE, LOCAL)):
            yield at("contact", "phone", value=phone)
    if bulletin.contact.area and not AREA.fullmatch(bulletin.contact.area):
        yield at("contact", "area", value=bulletin.contact.area)


@rule("RB504", zh="邮政编码“{value}”应是六位数字。", en="the postcode “{value}” must have six digits.")
def postcode_formed(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A postcode has six digits. / 邮政编码是六位数字。

    It is read as it is written, so a leading zero is kept.

    按所写的文字读取，开头的 0 会保留。

    Bad:
        contact: {phone: 0999-5550100, address: 示例市人民路1号, postcode: "45500"}
    Good:
        contact: {phone: 0999-5550100, address: 示例市人民路1号, postcode: "455000"}
    """
    if bulletin.contact and bulletin.contact.postcode and not re.fullmatch(r"[0-8]\d{5}", bulletin.contact.postcode):
        yield at("contact", "postcode", value=bulletin.contact.postcode)


@rule("RB505", zh="电子邮箱“{value}”写法不对。", en="the e-mail “{value}” is not well formed.")
def email_formed(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """An e-mail address is well formed. / 电子邮箱写法正确。

    A letter that cannot be sent is a citizen who was not heard.

    发不出去的邮件，就是没有听到的意见。

    Bad:
        contact: {email: xxgk＠example.cn, address: 示例市人民路1号}
    Good:
        contact: {email: xxgk@example.cn, address: 示例市人民路1号}
    """
    if bulletin.contact and bulletin.contact.email and not MAIL.fullmatch(bulletin.contact.email):
        yield at("contact", "email", value=bulletin.contact.email)

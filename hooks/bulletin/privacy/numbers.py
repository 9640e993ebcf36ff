"""Numbers that belong to a person, told from those that do not by their own checks, their brands and their dates."""

import datetime

PROVINCES = {
    *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43"),
    *("44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83"),
}  # GB/T 2260, and 83 of the residence permits
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # of GB 32100-2015: no I, O, S, V, Z
DEPARTMENTS = {"11", "12", "13", "19", "51", "52", "53", "59", "91", "92", "93", "A1", "N1", "N2", "N3", "Y1"}
OLDEST, LATEST = 1900, 2049
BRANDS = {  # what a card's number begins with, and how many digits it may have: those common in China
    "62": (16, 19),
    "81": (16, 19),
    "9558": (19,),
    "601428": (17, 19),
    "603": (16, 19),
}
ABROAD = {
    "62": (16, 17, 18, 19),
    **dict.fromkeys(("4", "51", "52", "53", "54", "55", "35"), (16,)),
    "34": (15,),
    "37": (15,),
}
PREFIXES = {"13": "0123456789", "14": "01456789", "15": "012356789", "16": "2567", "17": "012345678"}
PREFIXES |= {"18": "0123456789", "19": "012356789"}  # the three digits that operators have been given
BEFORE = {"86", "0086", "0", "17951", "17911", "12593", "10193"}  # abroad, in another town, by way of the internet


def identity(digits: str, *, loose: bool = False) -> bool:
    """An ID number of GB 11643: region, day of birth and check digit; `loose` lets the check digit be mistyped."""
    if len(digits) != 18 or not digits[:17].isdigit() or digits[:2] not in PROVINCES:
        return False
    if not born(digits[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=False))
    return loose or "10X98765432"[total % 11] == digits[17].upper()


def old_identity(digits: str) -> bool:
    """An ID number as they were until 1999: fifteen digits, a region and a day of the last century in them."""
    return len(digits) == 15 and digits[:2] in PROVINCES and digits[2:6] != "0000" and born(f"19{digits[6:12]}")


def born(digits: str) -> bool:
    """Eight digits that are a day on which somebody alive may have been born."""
    try:
        year = datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year
    except ValueError:
        return False
    return OLDEST <= year <= LATEST


def credit_code(code: str) -> bool:
    """A 统一社会信用代码 of GB 32100-2015, by the kind of body, its region and its check character."""
    code = code.upper()
    if len(code) != 18 or code[:2] not in DEPARTMENTS or not code[2:8].isdigit() or set(code) - set(ALPHABET):
        return False
    total = sum(ALPHABET.index(char) * pow(3, index, 31) for index, char in enumerate(code[:17]))
    return ALPHABET[(31 - total % 31) % 31] == code[17]


def luhn(digits: str) -> bool:
    """The check digit of ISO/IEC 7812-1."""
    doubled = (int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits)))
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def card(digits: str, *, said: bool = False) -> bool:
    """A bank card's number; those of brands from abroad only where the words before it say so (`said`)."""
    brands = (*BRANDS.items(), *(ABROAD.items() if said else ()))
    return any(digits.startswith(brand) and len(digits) in sizes for brand, sizes in brands) and luhn(digits)


def mobile(digits: str) -> bool:
    """A mobile number of mainland China."""
    return len(digits) == 11 and digits[2] in PREFIXES.get(digits[:2], "")


def dialled(digits: str) -> str:
    """A mobile number without what may be dialled before it."""
    return digits[-11:] if digits[:-11] in BEFORE and mobile(digits[-11:]) else digits


def likely(digits: str) -> bool:
    """Whether digits are any of these at all, as far as they tell themselves."""
    size = len(digits)
    if mobile(dialled(digits)):
        return True
    return size >= 15 and (identity(digits, loose=True) or old_identity(digits) or card(digits, said=True))

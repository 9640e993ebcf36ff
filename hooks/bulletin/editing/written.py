"""Plain data -> front matter that is read back as that data: the other way of `front.py`, for files that a program begins."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bulletin.front import read_front
from bulletin.regex import regex

DIGITS = regex(r"[\d.-]+")
NAMES = {
    "id",
    "phone",
    "area",
    "postcode",
    "number",
    "index",
}  # digits in quotes, so that nobody takes them for a number
STEP = "  "


def written(fields: Mapping[str, Any]) -> str:
    """The lines of a front matter, without the fences. What is empty is left out; a group within an entry of a list
    stands on one line, and so does an entry of `tallies`, `waive` and `dropped`.
    """
    return "".join(f"{line}\n" for name, value in fields.items() for line in _field(name, value, ""))


def _field(name: str, value: Any, indent: str) -> Iterator[str]:
    if value in ("", None, [], {}):
        return
    if isinstance(value, Mapping):
        yield f"{indent}{name}:"
        for inner, one in value.items():
            yield from _field(inner, one, indent + STEP)
    elif isinstance(value, list):
        yield f"{indent}{name}:"
        for item in value:
            yield from _item(name, item, indent + STEP)
    else:
        yield f"{indent}{name}: {_scalar(name, value)}"


def _item(name: str, item: Any, indent: str) -> Iterator[str]:
    if name != "issues" or not isinstance(item, Mapping):
        yield f"{indent}- {_inline(name, item)}"
        return
    mark = "- "
    for inner, value in item.items():
        deep = isinstance(value, list) and value and isinstance(value[0], Mapping)
        if deep:
            yield f"{indent}{mark}{inner}:"
            yield from (f"{indent}{STEP * 2}- {_inline(inner, each)}" for each in value)
        elif value not in ("", None, [], {}):
            yield f"{indent}{mark}{inner}: {_inline(inner, value)}"
        mark = STEP


def _inline(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{inner}: {_inline(inner, one)}" for inner, one in value.items() if one not in ("", None, [], {}))
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(_inline(name, one) for one in value)}]"
    return _scalar(name, value)


def _scalar(name: str, value: Any) -> str:
    """A value in quotes where it would else be read as something else, or taken for a number by a person."""
    text = "true" if value is True else str(value)
    plain = text == " ".join(text.split()) and read_front(f"x: [{text}]").data == {"x": [text]}
    return text if plain and not (name in NAMES and DIGITS.fullmatch(text)) else json.dumps(text, ensure_ascii=False)

"""Plain data -> a typed record. Every misfit is reported and left out, so that what does fit can still be checked."""

import difflib
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bulletin.findings import Words
from bulletin.front import Fault, Front, shorten
from bulletin.model import At

Record = TypeVar("Record", bound=BaseModel)

HINTED = 500  # fields whose names nobody knows: who has more does not read the hint of each, which takes time to find
EXPECTED = {
    "text": Words("一段文字", "a text"),
    "date": Words("一个真实的日期，写作 2023-11-17", "a real date, written 2023-11-17"),
    "unit": Words("一个量词，如 个、项、处、公里", "a unit such as 个, 项, 处, 公里"),
    "figure": Words("一个数，如 28、20余、约600、1.3万、XX", "a figure such as 28, 20余, 约600, 1.3万, XX"),
    "rate": Words("一个百分数，如 65%、98.71%、近60%", "a rate such as 65%, 98.71%, 近60%"),
    "int_parsing": Words("一个整数", "a whole number"),
    "int_type": Words("一个整数", "a whole number"),
    "int_parsing_size": Words("一个整数", "a whole number"),
    "greater_than_equal": Words(" 1 到 9999 的整数", "a whole number from 1 to 9999"),
    "less_than_equal": Words(" 1 到 9999 的整数", "a whole number from 1 to 9999"),
    "bool_parsing": Words(" true 或 false", "true or false"),
    "bool_type": Words(" true 或 false", "true or false"),
    "model_type": Words("一组“字段: 值”", "a group of `field: value` lines"),
    "dict_type": Words("一组“字段: 值”", "a group of `field: value` lines"),
    "tuple_type": Words("一个列表，每项以 - 开头", "a list, each item beginning with -"),
}


def validate(model: type[Record], front: Front, faults: list[Fault]) -> Record:
    """The record that the data of `front` make; misfits, unknown and missing fields are added to `faults`."""
    data = front.data
    while True:
        try:
            record = model.model_validate(data)
            break
        except ValidationError as error:
            problems = error.errors(include_url=False)
            faults += [_misfit(model, problem, front, place < HINTED) for place, problem in enumerate(problems)]
            for at in sorted({problem["loc"] for problem in problems}, key=len):
                _drop(data, at)
    reported = {fault.at for fault in faults} | {fault.facts.get("meant") for fault in faults}
    missing = ((*at, name) for at, name in _missing(record, ()))
    faults += [Fault("RB012", at, {"field": dotted(at)}) for at in missing if at not in reported]
    return record


def dotted(at: At) -> str:
    """A field's name as people say it: `issues[4].due`, entries counted from 1."""
    name = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in at)
    return name.removeprefix(".")


def _misfit(model: type[BaseModel], problem: ErrorDetails, front: Front, hinted: bool) -> Fault:
    at, value = problem["loc"], problem["input"]
    if problem["type"] == "extra_forbidden":
        near, hint = _hint(model, at) if hinted else ("", Words("", ""))
        return Fault("RB013", front.keys[at], {"field": shorten(dotted(at)), "hint": hint, "meant": (*at[:-1], near)})
    if problem["type"] == "literal_error":
        allowed = re.findall(r"'(.*?)'", problem["ctx"]["expected"])
        expected = Words(f" {'、'.join(allowed)} 之一", f"one of {', '.join(allowed)}")
    else:
        expected = EXPECTED.get(problem["type"], Words(problem["msg"], problem["msg"]))
    shown = "{…}" if isinstance(value, dict) else "[…]" if isinstance(value, list) else shorten(value or "", 40)
    return Fault(
        "RB014", at, {"field": dotted(at), "value": shown or Words("（空）", "(nothing)"), "expected": expected}
    )


def _hint(model: type[BaseModel], at: At) -> tuple[str, Words]:
    """The nearest known name here, with words for it; where none is near, the group it belongs in, or all names here."""
    name, here = str(at[-1]), _names(_record_at(model, at[:-1]))
    if near := difflib.get_close_matches(name, here, 1, cutoff=0.6):
        return near[0], Words(f"是不是 {near[0]}？", f"Did you mean {near[0]}?")
    if group := next((group for group, record in groups(model) if group and name in _names(record)), None):
        return "", Words(f"{name} 应写在 {group} 之下。", f"{name} belongs under {group}.")
    return "", Words(f"这里可用的字段：{'、'.join(here)}。", f"Known here: {', '.join(here)}.")


@cache
def _names(record: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in record.model_fields.items()]


def _record_at(model: type[BaseModel], at: At) -> type[BaseModel]:
    """The type of the group at a place; entries of lists and of mappings with free keys are of their field's type."""
    for part in at:
        fields = dict(zip(_names(model), model.model_fields.values(), strict=True))
        if part in fields:
            model = _model_in(fields[str(part)].annotation) or model
    return model


def names_at(model: type[BaseModel], at: At) -> list[str]:
    """The names of the fields of the group at a place, in the order of the schema; none where names are free."""
    for part in at:
        if isinstance(part, str):
            fields = dict(zip(_names(model), model.model_fields.values(), strict=True))
            inner = _model_in(fields[part].annotation) if part in fields else None
            if not inner:
                return []
            model = inner
    return _names(model)


def described(model: type[BaseModel], at: At) -> str:
    """What the schema says of the field at a place; of an entry of a list, what it says of the list."""
    said = ""
    for part in at:
        fields = dict(zip(_names(model), model.model_fields.values(), strict=True))
        if part in fields:
            said = fields[str(part)].description or ""
            model = _model_in(fields[str(part)].annotation) or model
    return said


def groups(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, type[BaseModel]]]:
    """Each group of fields in a record: `("", Bulletin)`, `("contact", Contact)`, `("issues.revised", Revision)`."""
    yield prefix, model
    for name, field in model.model_fields.items():
        if inner := _model_in(field.annotation):
            yield from groups(inner, f"{prefix}.{name}".strip("."))


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The record type in `Contact | None` or `tuple[Issue, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((inner for part in get_args(annotation) if (inner := _model_in(part))), None)


def _drop(data: Any, at: At) -> None:
    """Leave out the value at a place; a bad entry of a list takes the list with it, since the others would move."""
    spots = list(at)
    while spots and not isinstance(spots[-1], str):
        spots.pop()
    for part in spots[:-1]:
        try:
            data = data[part]
        except (KeyError, IndexError):  # gone already, with a misfit around it
            return
    data.pop(spots[-1], None)


def _missing(record: BaseModel, at: At) -> Iterator[tuple[At, str]]:
    names = _names(type(record))
    for name, alias in zip(type(record).model_fields, names, strict=True):
        value, here = getattr(record, name), (*at, alias)
        if value in ("", None):
            if name in getattr(record, "required", ()):
                yield at, name
            continue
        inner = enumerate(value) if isinstance(value, tuple) else value.items() if isinstance(value, dict) else ()
        for key, each in ((None, value), *inner):
            if isinstance(each, BaseModel):
                yield from _missing(each, here if key is None else (*here, key))

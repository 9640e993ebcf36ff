"""The values of fields, as they are read from the text of the front matter and shown in the schema."""

import datetime
import re
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from bulletin.figures import Figure, parse_figure, parse_rate
from bulletin.regex import regex

EARLIEST = 1949  # year: of a day before, no public body of today tells
SQUARE = "²³"  # of a metre
UNIT = regex(rf"(?![〇零○一二三四五六七八九十两{SQUARE}])[^\W_]{{1,8}}(?:[/·][^\W_]{{1,4}})?")
At = tuple[str | int, ...]  # where a field stands: ("issues", 3, "due")


def _reader(kind: str, read: Any) -> BeforeValidator:
    """A validator from the text of a scalar; what cannot be read becomes an error of type `kind`, worded by RB014."""

    def parse(value: Any) -> Any:
        try:
            return read(value)
        except (ValueError, TypeError) as error:
            raise PydanticCustomError(kind, "not a {kind}", {"kind": kind}) from error

    return BeforeValidator(parse)


@lru_cache(4096)  # the same few days come again and again: those of ten years
def _date(value: Any) -> datetime.date:
    if isinstance(value, datetime.date):
        return value
    if not re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", value):
        raise ValueError(value)
    day = datetime.date(*map(int, value.split("-")))
    if day.year < EARLIEST:
        raise ValueError(value)
    return day


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value.strip()


def _unit(value: Any) -> str:
    """A unit that makes no other number of its figure: with `0个`, 2 would be read as 20."""
    text = _text(value)
    if text and (not UNIT.fullmatch(text) or any(char.isdigit() and char not in SQUARE for char in text)):
        raise ValueError(text)
    return text


def _unread(read: Any) -> Any:
    return lambda value: value if isinstance(value, Figure) else read(value)


_figure, _rate = _unread(parse_figure), _unread(parse_rate)
_AS_WRITTEN = PlainSerializer(str, return_type=str)
_WHOLE = {"type": ["number", "string"], "pattern": r"^\S+$"}

Text = Annotated[str, _reader("text", _text), WithJsonSchema({"type": ["string", "number"]})]
Unit = Annotated[str, _reader("unit", _unit), WithJsonSchema({"type": ["string", "number"]})]
Date = Annotated[datetime.date, _reader("date", _date), WithJsonSchema({"type": "string", "format": "date"})]
Count = Annotated[Figure, _reader("figure", _figure), _AS_WRITTEN, WithJsonSchema(_WHOLE)]
Rate = Annotated[Figure, _reader("rate", _rate), _AS_WRITTEN, WithJsonSchema({"type": "string", "examples": ["65%"]})]
Flag = Annotated[bool, WithJsonSchema({"type": "boolean"})]
Number = Annotated[int, Field(ge=1, le=9999), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 9999})]

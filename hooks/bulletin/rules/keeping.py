"""What rules found in one bulletin, as plain data and made of it again: how `kept.py` keeps it."""

from collections.abc import Mapping
from functools import cache
from string import Formatter
from typing import Any

from bulletin.findings import Place, Words
from bulletin.kept import Form
from bulletin.model import At
from bulletin.rules import RULES, Spot

Spots = list[tuple[str, Spot]]


@cache
def _named(code: str) -> frozenset[str]:
    """The facts that the message of a rule names; those that only its check needs are not kept."""
    names = {name for words in RULES[code].message for _, name, *_ in Formatter().parse(words) if name}
    return frozenset(names - {"there"})  # where that is, is told by the file


def _plain(spots: Spots) -> list[Any]:
    return [
        [code, *_where(spot.at), _told(spot.facts, _named(code)), spot.mild, *_where(spot.there)]
        for code, spot in spots
    ]


def _where(at: At | Place) -> tuple[str, list[str | int]]:
    return "place" if isinstance(at, Place) else "field", list(at)


def _told(facts: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """Facts as they stand in a message: both languages, or one text for both."""
    return {name: facts[name] if isinstance(facts[name], Words) else f"{facts[name]}" for name in sorted(names)}


def _again(rows: list[Any]) -> Spots:
    return [
        (code, Spot(_at(kind, at), _facts(facts, _named(code)), mild is True, _at(*there)))
        for code, kind, at, facts, mild, *there in rows
    ]


def _at(kind: str, at: list[Any]) -> At | Place:
    kinds = [type(part) for part in at]
    if kind == "place" and kinds == [int, int, str]:
        return Place(*at)
    if kind != "field" or not {int, str}.issuperset(kinds):
        raise ValueError(at)
    return tuple(at)


def _facts(facts: dict[str, Any], names: frozenset[str]) -> Mapping[str, Any]:
    if facts.keys() != names:
        raise ValueError(facts)
    return {name: told if isinstance(told, str) else _words(*told) for name, told in facts.items()}


def _words(zh: str, en: str) -> Words:
    if not (isinstance(zh, str) and isinstance(en, str)):
        raise TypeError(zh)
    return Words(zh, en)


SPOTS = Form(_plain, _again)

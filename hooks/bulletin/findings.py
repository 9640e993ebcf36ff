"""What is wrong, where, and how it is said: one finding a line, for people, for machines, for a code host."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple


class Severity(StrEnum):
    """An error stops the build; a warning is shown and stops nothing."""

    ERROR = "error"
    WARNING = "warning"


class Words(NamedTuple):
    """One saying in the two languages of the tool."""

    zh: str
    en: str

    def in_(self, lang: str) -> str:
        """The saying in `zh` or `en`."""
        return self.en if lang == "en" else self.zh


class Place(NamedTuple):
    """A spot in a file: line and column from 1 (0: the file as a whole), and the text that stands there."""

    line: int = 0
    column: int = 0
    quote: str = ""


class Flaw(NamedTuple):
    """What went wrong in making a notice: the rule, the facts of its message, and the text whose place is to be named."""

    rule: str
    facts: Mapping[str, Any]
    shown: str = ""


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that a rule found."""

    path: str
    place: Place
    rule: str
    severity: Severity
    message: Words

    def text(self, lang: str = "zh") -> str:
        """`path:line:column: RB101 what is wrong`, and below it the line in question."""
        where = ":".join([self.path, *(str(n) for n in self.place[:2] if n)])
        kind = {
            "zh": "" if self.severity == Severity.ERROR else "（提示）",
            "en": "" if self.severity == Severity.ERROR else "(warning) ",
        }
        quote = f"\n    │ {self.place.quote}" if self.place.quote else ""
        return f"{where}: {self.rule} {kind[lang]}{self.message.in_(lang)}{quote}"

    def lines(self, more: int, lang: str = "zh") -> list[str]:
        """The same, and that so many more of its rule in its file are not shown."""
        zh = f"{self.path}: {self.rule} 同类的还有{more}处，没有列出。改好以上各处再核对，或用 bulletin check --format json 看全部。"
        en = f"{self.path}: {self.rule} {more} more of the kind are not shown. Mend these and check again, or see all with --format json."
        return [self.text(lang), *([Words(zh, en).in_(lang)] if more else [])]


SHOWN = 20  # findings of one rule in one file


def folded(findings: Iterable[Finding]) -> Iterator[tuple[Finding, int]]:
    """The findings that people are shown, in their order: of one rule in one file the first few, the last of these with
    how many there are behind it.
    """
    findings = list(findings)
    left = Counter((finding.path, finding.rule) for finding in findings)
    shown: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        key = finding.path, finding.rule
        shown[key] += 1
        if shown[key] <= SHOWN:
            yield finding, left[key] - SHOWN if shown[key] == SHOWN else 0


def as_text(findings: Iterable[Finding], lang: str) -> str:
    """For people: each finding with the line it speaks of; the thousandth of a kind says no more than the twentieth."""
    return "\n".join(line for finding, more in folded(findings) for line in finding.lines(more, lang))


def as_json(findings: Iterable[Finding], lang: str) -> str:
    """A list of `{"rule","severity","path","line","column","message","quote"}`."""
    rows = [
        {
            "rule": finding.rule,
            "severity": str(finding.severity),
            "path": finding.path,
            "line": finding.place.line,
            "column": finding.place.column,
            "message": finding.message.in_(lang),
            "quote": finding.place.quote,
        }
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(findings: Iterable[Finding], lang: str) -> str:
    """Workflow commands, which a code host shows beside the line (GitHub Actions, «Workflow commands»)."""
    return "\n".join(
        f"::{finding.severity} file={_escape(finding.path, ',:')},line={max(finding.place.line, 1)},col={max(finding.place.column, 1)},"
        f"title={finding.rule}::{_escape(finding.message.in_(lang))}"
        for finding in findings
    )


def _escape(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


FORMATS = {"text": as_text, "json": as_json, "github": as_github}


def failed(findings: Iterable[Finding]) -> bool:
    """Any of them stops the build."""
    return any(finding.severity == Severity.ERROR for finding in findings)

"""The manual's page on a rule, as it stands in the docstring of the rule."""

import inspect
import re
from typing import NamedTuple

from bulletin.findings import Words


class Page(NamedTuple):
    """The manual's page on a rule."""

    title: Words
    text: Words
    bad: str
    good: str

    @staticmethod
    def files(case: str) -> dict[str, str]:
        """The files of a case that has several, each under a line `# a.md`; nothing for a case that is one bulletin."""
        parts = re.split(r"^# (\S+\.(?:md|yml))\n", case, flags=re.MULTILINE)
        return dict(zip(parts[1::2], parts[2::2], strict=True))

    @staticmethod
    def parts(case: str) -> tuple[str, str]:
        """The front matter and the prose of a case: a line `---` stands between them; without one, it has no prose."""
        front, _, body = f"\n{case}\n".partition("\n---\n")
        return front.strip("\n"), body

    @classmethod
    def read(cls, doc: str) -> "Page":
        """Split a docstring `English title. / 中文题。`, paragraphs in both languages, `Bad:` and `Good:` cases."""
        head, _, rest = doc.partition("\n\n")
        body, _, cases = rest.partition("Bad:\n")
        bad, _, good = cases.partition("Good:\n")
        english: list[str] = []
        chinese: list[str] = []
        for paragraph in filter(None, (part.strip() for part in body.split("\n\n"))):
            (chinese if paragraph.endswith("。") else english).append(paragraph)
        en, _, zh = head.partition(" / ")
        texts = Words(
            "\n\n".join(text.replace("\n", "") for text in chinese),
            "\n\n".join(text.replace("\n", " ") for text in english),
        )
        return cls(Words(zh.strip(), en.strip()), texts, inspect.cleandoc(bad), inspect.cleandoc(good))

"""Footnotes of Markdown, in time that grows with their number: Python-Markdown counts them over again for each mark.

What comes out is the same, to the byte.
"""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor

MARK = r"\[\^([^\]]*)\]"


class Footnotes(FootnoteExtension):
    """Python-Markdown's own, but for how a mark finds its number, and its address where a note has several marks."""

    def reset(self) -> None:
        """Forget the notes of the text before."""
        super().reset()
        self.numbers: dict[str, int] = {}

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Take the place of the marks of Python-Markdown."""
        super().extendMarkdown(md)
        md.inlinePatterns.register(_Mark(MARK, self), "footnote", 175)

    def number(self, note: str) -> int:
        """Which of the notes it is; all of them are known before the first mark is looked at."""
        if len(self.numbers) != len(self.footnotes):
            self.numbers = {each: number for number, each in enumerate(self.footnotes, 1)}
        return self.numbers[note]

    def unique_ref(self, reference: str, found: bool = False) -> str:
        """`fnref:1`, and for further marks of the same note `fnref2:1`, `fnref3:1`."""
        if not found:
            return reference
        times = self.found_refs[reference] = self.found_refs.get(reference, 0) + 1
        name, rest = reference.split(self.get_separator(), 1)
        return reference if times == 1 else f"{name}{times}{self.get_separator()}{rest}"


class _Mark(InlineProcessor):
    def __init__(self, pattern: str, notes: Footnotes) -> None:
        super().__init__(pattern)
        self.notes = notes

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - Markdown calls it with both
    ) -> tuple[Element | None, int | None, int | None]:
        if m[1] not in self.notes.footnotes:
            return None, None, None
        mark = Element("sup", {"id": self.notes.makeFootnoteRefId(m[1], found=True)})
        link = SubElement(mark, "a", {"href": f"#{self.notes.makeFootnoteId(m[1])}", "class": "footnote-ref"})
        link.text = str(self.notes.number(m[1]))
        return mark, m.start(0), m.end(0)

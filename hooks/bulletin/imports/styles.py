"""What the styles of a Word document say of a paragraph: its outline level, its list, how it is set."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from docx.oxml.ns import qn

Element = Any  # of lxml

DEEPEST = 20  # styles based on styles; a ring of them ends here
BODY = 9  # the outline level of what is no heading


class Setting(NamedTuple):
    """What holds for one paragraph."""

    level: int  # 1 to 9; 0 for body text
    title: bool
    aside: bool
    num: str  # the id of its list; empty for none
    at: int  # its level in the list


@dataclass
class Styles:
    """The paragraph styles of a document, by their ids."""

    known: dict[str, Element] = field(default_factory=dict)
    standard: str = ""

    def of(self, paragraph: Element) -> Setting:
        """The setting of a paragraph: its own, or else that of its style and of what the style is based on."""
        own = paragraph.find(qn("w:pPr"))
        chain = self._chain(_value(own, "w:pStyle") or self.standard)
        properties = [own, *(style.find(qn("w:pPr")) for style in chain)]
        names = {_value(style, "w:name").lower() for style in chain[:1]}
        outline = next((said for one in properties if (said := _value(one, "w:outlineLvl")).isdecimal()), "")
        aligned = next((value for one in properties if (value := _value(one, "w:jc"))), "")
        num, at = _list(properties)
        level = int(outline) + 1 if outline and int(outline) < BODY else 0
        return Setting(level, bool(names & {"title", "标题"}), aligned in {"center", "right", "end"}, num, at)

    def _chain(self, name: str) -> list[Element]:
        chain: list[Element] = []
        while name in self.known and len(chain) < DEEPEST:
            chain.append(self.known[name])
            name = _value(self.known[name], "w:basedOn")
        return chain


def read_styles(root: Element) -> Styles:
    """The styles of styles.xml."""
    styles = Styles()
    for style in root.iterchildren(qn("w:style")):
        if style.get(qn("w:type")) == "paragraph":
            name = style.get(qn("w:styleId"), "")
            styles.known[name] = style
            if style.get(qn("w:default")) in {"1", "true"}:
                styles.standard = name
    return styles


def _list(properties: list[Element]) -> tuple[str, int]:
    """The list a paragraph is in; id 0 takes it out of that of its style."""
    num, at = "", ""
    for one in properties:
        found = one.find(qn("w:numPr")) if one is not None else None
        num, at = num or _value(found, "w:numId"), at or _value(found, "w:ilvl")
    return "" if num == "0" else num, int(at) if at.isdecimal() and len(at) == 1 else 0


def _value(parent: Element, name: str) -> str:
    child = parent.find(qn(name)) if parent is not None else None
    return "" if child is None else child.get(qn("w:val")) or ""

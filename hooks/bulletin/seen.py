"""What a reader has of a prose: its blocks, words, addresses, and nothing of how the source is broken into lines.

Nor of what this program and the Markdown under it add to them: classes, anchors, marks beside headings, the way back from
a footnote. So it stays the same over `bulletin fmt`, and over a newer version that decorates its pages otherwise.
"""

import re
from html import escape
from html.parser import HTMLParser

from bulletin.held import held
from bulletin.regex import regex

VERBATIM = regex(r"(<pre.*?(?:</pre>|\Z)|<code.*?(?:</code>|\Z))", re.DOTALL)
EDGE = regex(r" ?(</?(?:p|div|h[1-6]|ul|ol|li|blockquote|table|thead|tbody|tr|t[hd]|hr|br)\b[^>]*>) ?")
BACK = regex(r'(?<!\s)(?<!&#160;)(?:\s|&#160;)*+<a class="footnote-backref".*?(?:</a>|\Z)', re.DOTALL)
TOLD = {"href", "src", "alt", "title", "start", "style"}  # attributes that say or lead somewhere; `style` aligns a cell
MARKS = regex(r"<(?![^<>]* (?:href|src|alt)=)[^<>]*>|\s")


def as_read(html: str) -> str:
    """HTML with the blanks that a reader sees (CSS Text 3, 4.1.1): a run of them is one, beside a block it is none."""
    parts = VERBATIM.split(html)
    parts[::2] = [EDGE.sub(r"\1", re.sub(r"[ \t\n]+", " ", part)) for part in parts[::2]]
    return "".join(parts).strip()


@held
def seen(html: str) -> str:
    """A prose as bare HTML: elements, their words, where they lead to and what they show."""
    bare = _Bare()
    bare.feed(BACK.sub("", as_read(html)))
    bare.close()
    return "".join(bare.parts)


def worded(html: str) -> str:
    """The words of bare HTML without blanks or elements, but for those that lead somewhere: what any version makes of it."""
    return MARKS.sub("", html)


class _Bare(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = "".join(f' {name}="{escape(value or "")}"' for name, value in sorted(attrs) if name in TOLD)
        self.parts.append(f"<{tag}{told}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data, quote=False))

"""RB9xx: what came out. The printer finds these while it works; here they are worded and explained."""

from bulletin.findings import Finding, Words
from bulletin.load import Source
from bulletin.rules import RULES, at, rule


@rule(
    "RB901",
    zh="PDF 有缺陷：{why}。请改正后重新生成。",
    en="the PDF has a flaw: {why}. Mend it and build again.",
    waivable=False,
)
def printed_whole(*_: object) -> None:
    """A notice is printed whole. / PDF 完整无缺。

    A character without a glyph or an image that cannot be had leaves a gap that nobody sees before it is filed.

    缺字、缺图会在归档的文件里留下空白，往往事后才被发现。
    """


def complaint(source: Source, why: Words) -> Finding:
    """The finding that a complaint of the printer makes."""
    return RULES["RB901"].find(source, at(why=why))

"""RB9xx: what came out. The printer finds these while it works; here they are worded and explained."""

from bulletin.findings import Finding, Flaw, Place
from bulletin.front import shorten
from bulletin.load import Source
from bulletin.model import Bulletin
from bulletin.rules import RULES, Spot, rule


@rule(
    "RB901",
    zh="PDF 有缺陷：{why}。请改正后重新生成。",
    en="the PDF has a flaw: {why}. Mend it and build again.",
    waivable=False,
)
def printed_whole(*_: object) -> None:
    """A notice is printed whole. / PDF 完整无缺。

    An image that cannot be had leaves a gap that nobody sees before it is filed.

    缺图会在归档的文件里留下空白，往往事后才被发现。
    """


@rule(
    "RB902",
    zh="“{char}”（{code}）没有字形：规定的字体和代用字体都没有这个字。请核对；没有写错，就在 mkdocs.yml 的 fonts 里换有这个字的字体。",
    en="“{char}” ({code}) has no glyph: no face has it. Check it, or name a font that has it under fonts in mkdocs.yml.",
    waivable=False,
)
def glyph_missing(*_: object) -> None:
    """Every character has a glyph. / 每个字都有字形。

    A character that no face has is printed as a box or not at all: in a name, that is a different person.

    字体里没有的字会印成方框或者空白；在人名里，就成了另一个人。
    """


@rule(
    "RB903",
    zh="“{char}”（{code}）应当用{face}，却印成了{used}。请核对；没有写错，就在 mkdocs.yml 的 fonts 里换有这个字的字体。",
    en="“{char}” ({code}) belongs in {face} but is set in {used}. Check it, or name a font that has it under fonts in mkdocs.yml.",
    waivable=False,
)
def face_substituted(*_: object) -> None:
    """Every character is in the face of its place, or in the fallback. / 每个字都用规定的字体或代用字体。

    Where both lack a character, the printer takes any face that has it, and a word stands in two faces.

    规定的字体和代用字体都缺字时，排版程序会随便找一个有这个字的字体，同一行里就有了两种字体。
    """


@rule(
    "RB904",
    zh="做好的网站里，这个文件有{what}（{shown}），没有发布。请到它的来源（通报、docs 里的页面、设置、附件）里删去。",
    en="in the finished site this file has {what} ({shown}); nothing was published. Take it out where it comes from.",
    waivable=False,
)
def nothing_of_a_person(*_: object) -> None:
    """Nothing of a person leaves with the site. / 做好的网站里没有个人信息。

    The last gate: pages, feeds, data, workbooks, documents with their authors and comments, PDFs with their metadata, notes
    and what they enclose, and what pictures say of themselves are read once more after they were made. What a contact
    block gives, or a waiver allows, passes.

    发布前的最后一道关：网页、订阅、数据、表格、文档（连同作者和批注）、PDF（连同元数据、批注和内附文件）、图片里的拍摄信息，做好以后再查一遍。
    contact 里写的、经豁免的，不算。
    """


def complaint(source: Source, flaw: Flaw) -> Finding:
    """The finding that a flaw of a notice makes, at the place of what it is about."""
    place = place_of(source.bulletin, flaw.shown) if source.bulletin else Place(1)
    return RULES[flaw.rule].find(source, Spot(place, flaw.facts))


def place_of(bulletin: Bulletin, shown: str) -> Place:
    """The first place in the source at which some text stands; its beginning where it stands nowhere."""
    index = bulletin.source.find(shown) if shown else -1
    if index < 0:
        return Place(1)
    start = bulletin.source.rfind("\n", 0, index) + 1
    line = bulletin.source[start:].partition("\n")[0]
    return Place(bulletin.source.count("\n", 0, index) + 1, index - start + 1, shorten(line))

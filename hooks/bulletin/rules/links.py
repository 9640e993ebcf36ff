"""RB8xx: links, pictures and code in the prose."""

import re
from collections.abc import Iterator
from html import unescape

from bulletin.findings import Place, Words
from bulletin.front import UNFIT, shorten
from bulletin.images import KINDS, file_of, images
from bulletin.model import Bulletin
from bulletin.prose import SCHEME, refused
from bulletin.regex import regex
from bulletin.rules import Spot, rule
from bulletin.rules.output import place_of
from bulletin.site import Site

ADDRESS = regex(r"\]\s*\(|\]:|<[A-Za-z]")  # without one of these, Markdown makes no link; most prose has none
ELEMENTS = (
    "a|abbr|address|applet|area|article|aside|audio|b|base|bdi|bdo|big|blink|blockquote|body|br|button|canvas|caption|center|cite"
    "|code|col|colgroup|data|datalist|dd|del|details|dfn|dialog|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form"
    "|frame|frameset|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|isindex|kbd|label|legend|li|link|main|map|mark|marquee|math"
    "|menu|meta|meter|nav|noscript|object|ol|optgroup|option|output|p|param|picture|pre|progress|q|s|samp|script|section|select"
    "|slot|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr"
    "|track|tt|u|ul|var|video|wbr|xml|xmp|foreignobject|animate|set|use|image|bgsound|fencedframe|hgroup|keygen|layer|listing"
    "|noembed|noframes|plaintext|portal|rp|rt|ruby|search|[a-z]{1,20}-[a-z-]{1,20}"
)
HTML = regex(
    rf"</?(?:{ELEMENTS})(?=[\s/>]|$)|<!(?:--|\[CDATA|doctype)|<\?\w"  # an element, a comment, an instruction
    r"|\{:?[^{}\n]{0,200}?\b(?:on[a-z]{3,20}|style|src|srcset|href)\s*=",  # an attribute as some dialects of Markdown have it
    re.IGNORECASE | re.MULTILINE,
)
REFERENCE = regex(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
PRINTED = (
    Words("网页上会显示成一串字符。请删去，改用 Markdown", "readers would see it as so many characters. Take it out"),
    Words(
        "读者看到的与源文件里的不一样。请直接写那个字",
        "readers would see other than what is written. Write the character itself",
    ),
)
CODE = regex(r"^ {0,3}(```|~~~).*?(?:^ {0,3}\1|\Z)|`[^`\n]+`", re.MULTILINE | re.DOTALL)


@rule(
    "RB801",
    zh="这个地址不能用：{address}。链接只用 http、https、mailto、tel 或本站的相对路径；图片只用本站的文件。",
    en="this address is refused: {address}. Link to http, https, mailto, tel or a relative path; show only pictures of this site.",
    waivable=False,
)
def harmless_addresses(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Links lead somewhere, and run nothing. / 链接只通向某处，不执行任何东西。

    `javascript:` and `data:` run in the reader's browser, a picture from another host tells that host who reads, and
    `https://www.gov.cn@example.com` leads to what stands behind the @. They are left out of the page whatever this rule says.

    javascript:、data: 会在读者的浏览器里执行；从别的网站取图片，会让那个网站知道谁在读；
    https://www.gov.cn@example.com 通向的是 @ 后面的网站。即使没有这条规则，网页上也不会有这些地址。
    """
    if not ADDRESS.search(bulletin.body):
        return
    lines = bulletin.body.split("\n")
    for address in refused(bulletin):
        number, column = next(((n, line.index(address)) for n, line in enumerate(lines) if address in line), (0, 0))
        place = Place(bulletin.body_line + number, column + 1, shorten(lines[number]))
        yield Spot(place, {"address": shorten(address, 60)})


@rule(
    "RB802",
    zh="正文里有 HTML 代码（{code}），{advice}；要讲解代码的，放在反引号里。",
    en="there is HTML in the text ({code}): {advice}; quote code in backticks.",
    waivable=False,
)
def no_html(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """The text is Markdown, without HTML. / 正文不写 HTML。

    Elements, comments, scripts and attributes in braces. None of them reaches the site as what it is: it is printed as text.
    A character written by its number, or one that is not seen, by its name: rules would not read what readers do.

    元素、注释、脚本、花括号里的属性都算。它们在网站上不会起作用，只会原样显示。
    用编号写的字（&#51;）、用名称写的看不见的字符（&rlm;）也算：核对的与读者看到的会不一样。

    Bad:
        ---
        见附表<br>。
    Good:
        ---
        见`<br>`，温度<5度，第1<第2，A&amp;B。
    """
    body = (
        CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), bulletin.body)
        if "`" in bulletin.body
        else bulletin.body
    )
    found = [(match, PRINTED[0]) for match in HTML.finditer(body)]
    found += [(match, PRINTED[1]) for match in REFERENCE.finditer(body) if _veils(match[0])]
    for match, advice in sorted(found, key=lambda each: each[0].start()):
        start = body.rfind("\n", 0, match.start()) + 1
        line = bulletin.body[start:].partition("\n")[0]
        place = Place(bulletin.body_line + body.count("\n", 0, match.start()), match.start() - start + 1, shorten(line))
        yield Spot(place, {"code": shorten(line[match.start() - start :], 24), "advice": advice})


def _veils(reference: str) -> bool:
    return reference[1] == "#" or bool(UNFIT.search(unescape(reference)))


@rule(
    "RB810",
    zh="图片 {address} 没有替代文字。请在方括号里写明图上是什么：![替代文字]({address})。",
    en="the picture {address} has no alternative text. Say in the brackets what it shows: ![words]({address}).",
)
def image_without_words(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A picture has words for those who cannot see it. / 图片有替代文字。

    A screen reader reads them aloud; an archive asks for them (ISO 14289-1, 7.3).

    读屏软件念的就是它，归档的 PDF 也要求有（ISO 14289-1 第 7.3 条）。
    """
    for image in images(bulletin):
        if not image.alt:
            yield Spot(place_of(bulletin, image.shown), {"address": image.address})


@rule(
    "RB811",
    zh="图片 {address} 不能用：请把文件（{kinds}）放在通报旁边（或其下的文件夹里），写相对路径。",
    en="the picture {address} cannot be used: put a file ({kinds}) beside the bulletin (or below) and name it by its relative path.",
)
def image_elsewhere(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A picture is a file beside the bulletin. / 图片是通报旁边的文件。

    Nothing is fetched from the network, and what is filed must not change when somebody else's server does.

    制作时不从网络取任何东西，归档的内容也不应随别人的服务器变化。
    """
    for image in images(bulletin):
        if not file_of(bulletin, image.address) and not SCHEME.match(image.address):  # RB801 speaks of other hosts
            kinds = "/".join(kind[1:] for kind in KINDS)
            yield Spot(place_of(bulletin, image.shown), {"address": image.address, "kinds": kinds})


@rule(
    "RB812",
    zh="这个文件不能发布：它{why}。",
    en="this file cannot be published: it {why}.",
    waivable=False,
)
def harmless_files(*_: object) -> None:
    """What is published as it lies is harmless, and what its name says. / 照原样发布的文件没有危险，与扩展名相符。

    Pictures beside the bulletins are looked at by every check, what is in docs/ while building: kinds that are not listed
    (archives, programs, drawings in SVG), content of another kind, macros, things fetched from elsewhere, fields and
    formulas that do so, cells of a CSV that begin as formulas, scripts in a PDF, what it plays, leads to when opened or
    encloses, files over 20 MB, links that lead out of the folder.

    通报旁的图片，核对时就检查；docs 里的文件，生成网站时检查。不能发布的有：没有列出的类型（压缩包、程序、SVG）、
    内容与扩展名不符、宏、外部链接、会取外部内容的域和公式、CSV 里以 = 等开头的格、PDF 里的脚本、影音、
    一打开就去别处的动作和不能附的内嵌文件、超过 20 MB 的文件、通向别处的符号链接。
    """

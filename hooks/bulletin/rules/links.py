"""RB8xx: links and pictures in the prose."""

import re
from collections.abc import Iterator

from bulletin.findings import Place
from bulletin.front import shorten
from bulletin.images import KINDS, file_of, images
from bulletin.model import Bulletin
from bulletin.prose import SCHEME, refused
from bulletin.rules import Spot, rule
from bulletin.rules.output import place_of
from bulletin.site import Site

ADDRESS = re.compile(r"\]\s*\(|\]:|<[A-Za-z]")  # without one of these, Markdown makes no link; most prose has none


@rule(
    "RB801",
    zh="这个地址不能用：{address}。链接只用 http、https、mailto、tel 或本站的相对路径；图片只用本站的文件。",
    en="this address is refused: {address}. Link to http, https, mailto, tel or a relative path; show only pictures of this site.",
    waivable=False,
)
def harmless_addresses(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Links lead somewhere, and run nothing. / 链接只通向某处，不执行任何东西。

    `javascript:` and `data:` run in the reader's browser, and a picture from another host tells that host who reads.
    Raw HTML needs no rule: it is printed as text.

    javascript:、data: 会在读者的浏览器里执行；从别的网站取图片，会让那个网站知道谁在读。HTML 代码会原样显示为文字。
    """
    if not ADDRESS.search(bulletin.body):
        return
    lines = bulletin.body.split("\n")
    for address in refused(bulletin):
        number, column = next(((n, line.index(address)) for n, line in enumerate(lines) if address in line), (0, 0))
        place = Place(bulletin.body_line + number, column + 1, shorten(lines[number]))
        yield Spot(place, {"address": shorten(address, 60)})


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

"""RB8xx: links and pictures in the prose."""

import re
from collections.abc import Iterator

from bulletin.findings import Place
from bulletin.front import shorten
from bulletin.model import Bulletin
from bulletin.prose import refused
from bulletin.rules import Spot, rule
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

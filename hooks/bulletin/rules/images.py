"""RB81x: the pictures that a bulletin shows."""

from collections.abc import Iterator

from bulletin.images import KINDS, file_of, images
from bulletin.model import Bulletin
from bulletin.rules import Spot, rule
from bulletin.rules.output import place_of
from bulletin.site import Site


@rule(
    "RB810",
    zh="图片 {address} 没有替代文字。请在方括号里写明图上是什么：![替代文字]({address})。",
    en="the picture {address} has no alternative text. Say in the brackets what it shows: ![words]({address}).",
)
def image_without_words(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A picture has words for those who cannot see it. / 图片有替代文字。

    A screen reader reads them aloud; an archive asks for them (ISO 14289-1, 7.3).

    读屏软件念的就是它，归档的 PDF 也要求有（ISO 14289-1 第 7.3 条）。

    Bad:
        ![](qiaoliang.png)
    Good:
        ![危桥改造前后对比：左为改造前，右为改造后](qiaoliang.png)
    """
    for image in images(bulletin):
        if not image.alt:
            yield Spot(place_of(bulletin, image.shown), {"address": image.address})


@rule(
    "RB811",
    zh="图片 {address} 不能用：请把 {kinds} 文件放在通报旁边（或其下的文件夹里），写相对路径。",
    en="the picture {address} cannot be used: put a {kinds} file beside the bulletin (or below) and name it by its relative path.",
)
def image_elsewhere(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A picture is a file beside the bulletin. / 图片是通报旁边的文件。

    Nothing is fetched from the network, and what is filed must not change when somebody else's server does.

    制作时不从网络取任何东西，归档的内容也不应随别人的服务器变化。

    Bad:
        ![示意图](http://example.cn/tu.png)
    Good:
        ![示意图](tu/shiyi.png)
    """
    for image in images(bulletin):
        if not file_of(bulletin, image.address):
            kinds = "、".join(kind[1:] for kind in KINDS)
            yield Spot(place_of(bulletin, image.shown), {"address": image.address, "kinds": kinds})

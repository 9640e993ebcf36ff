"""What a web page has around a document: the way to the page, buttons, counters. None of it is part of the document."""

from bulletin.front import shorten
from bulletin.imports.blocks import Block
from bulletin.imports.draft import Draft
from bulletin.regex import regex

BUTTON = (
    r"关怀版|登录|注册|无障碍(?:浏览|阅读|版)?|长者(?:模式|版|专区|助手)?|适老版?|繁體|繁体版?|简体版?|朗读|语音播报|收藏|微信|微博|分享(?:到|至)?[：:]?|"
    r"【?字[号体]?[：:]?[\s\[【]*(?:[大中小][\]】\s]*){0,3}】?|[【\[]?(?:打印|关闭|返回)(?:正文|本页|窗口|顶部|列表)?[】\]]?|"
    r"(?:浏览|访问|阅读|点击)(?:量|次数|数)?[：:]\s*\d*次?"
)
FURNITURE = regex(
    r"(?:您|你)?(?:当前|现在)?的?(?:所在)?(?:的)?位置(?:是)?\s*[：:].{1,80}"
    r"|(?:.{0,12}首页|首頁)\s*(?:>|›|»|＞).{1,80}"
    r"|.{0,8}(?:扫一扫|扫描二维码|长按识别).{0,30}"
    rf"|(?<![\s•|])(?:[\s•|]*(?:{BUTTON}))+[\s•|]*"
)


def without_furniture(blocks: list[Block], draft: Draft) -> list[Block]:
    """The blocks of the document; the editor is told which lines were taken for the page around it."""
    left: list[Block] = []
    for block in blocks:
        if not block.rows and FURNITURE.fullmatch(block.text):
            words = shorten(block.text, 90)
            draft.note(f"“{words}”是网页上的，没有导入", f"“{words}” is of the web page, and was not imported")
        else:
            left.append(block)
    return left

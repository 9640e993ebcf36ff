"""RB001–RB011, RB023, RB030: the file itself, and the cache. The loader finds these while it reads; here they are worded and explained."""

from bulletin.findings import Severity
from bulletin.rules import rule


@rule(
    "RB001",
    zh="{why}，不是可以读的通报文件。请改名、移走或补上这个文件。",
    en="it {why}, so there is no bulletin to read. Rename it, move it or put the file there.",
    waivable=False,
)
def not_a_file(*_: object) -> None:
    """A bulletin is a regular file. / 通报是一个普通文件。

    A folder, a broken link or a device that is named like a bulletin is reported, never passed over in silence.

    名字以 .md 结尾的文件夹、失效的链接等都会指出，不会悄悄跳过。
    """


@rule(
    "RB002",
    zh="符号链接指向 bulletins 之外（{target}）。请把文件本身放进来。",
    en="the symbolic link leads out of bulletins/ ({target}). Put the file itself here.",
    waivable=False,
)
def link_leaves(*_: object) -> None:
    """A link does not lead out of the folder. / 链接不指向文件夹之外。

    Nothing outside the repository is read while building.

    生成网站时不读取仓库以外的任何内容。
    """


@rule(
    "RB003",
    zh="文件有 {size} MB，超过 {most} MB。图片、附件请另放，不要写进通报正文。",
    en="the file has {size} MB, more than {most} MB. Keep pictures and attachments out of the text.",
    waivable=False,
)
def too_large(*_: object) -> None:
    """A bulletin has a sane size. / 通报文件大小适当。

    Ten times the longest bulletin that anybody prints still passes.

    上限是常见最长通报的十倍。
    """


@rule(
    "RB004",
    zh="文件不是 UTF-8 编码：{why}。",
    en="the file is not UTF-8: {why}.",
    waivable=False,
)
def not_utf8(*_: object) -> None:
    """The text is UTF-8. / 文件用 UTF-8 编码。

    Old editors save Chinese as GB18030 or UTF-16; read as anything else it would be published as rubbish.

    老编辑器存中文常用 GB18030（GBK）或 UTF-16，不转换就会变成乱码。
    """


@rule(
    "RB005",
    severity=Severity.WARNING,
    zh="文件开头有字节顺序标记（BOM），已略过。请另存为“UTF-8 无 BOM”。",
    en="the file begins with a byte order mark, which is passed over. Save it as UTF-8 without BOM.",
    waivable=False,
)
def byte_order_mark(*_: object) -> None:
    """No byte order mark. / 文件开头没有 BOM。

    It is invisible and shows as a change in every diff.

    它看不见，却会让每次比对多出一处改动。
    """


@rule(
    "RB006",
    severity=Severity.WARNING,
    zh="换行是 Windows 式（CRLF），已按普通换行读取。请把换行符存为 LF。",
    en="lines end in CRLF; they are read as plain line ends. Save the file with LF.",
    waivable=False,
)
def line_ends(*_: object) -> None:
    """Lines end in LF. / 换行符是 LF。

    Mixed line ends make every line of a diff look changed.

    换行符不统一，比对时每一行都会显示为改动。
    """


@rule(
    "RB007",
    zh="文件是空的。请写入内容，或删去这个文件。",
    en="the file is empty. Write the bulletin, or delete the file.",
    waivable=False,
)
def empty(*_: object) -> None:
    """A bulletin is not empty. / 通报不是空文件。

    An empty file is most often a save that failed.

    空文件往往是没有保存成功。
    """


@rule(
    "RB008",
    zh="没有首部：{why}。通报开头应是一行 ---、若干“字段: 值”、再一行 ---。",
    en="there is no front matter: {why}. A bulletin begins with a line ---, fields, and another line ---.",
    waivable=False,
)
def no_front_matter(*_: object) -> None:
    """A bulletin begins with its front matter. / 通报以首部开头。

    The figures, the register and the contact details stand there; without them nothing can be checked.

    数字、问题清单和联系方式都在首部，没有首部就无从核对。
    """


@rule("RB009", zh="写法有误，读不下去：{problem}。", en="this cannot be read: {problem}.", waivable=False)
def broken_yaml(*_: object) -> None:
    """The front matter is well-formed YAML. / 首部的写法正确。

    The place is where reading stopped; the cause may stand a line before it.

    指出的是读到哪里读不下去，原因也可能在上一行。

    Bad:
        title: 整改情况: 第一期
    Good:
        title: "整改情况: 第一期"
    """


@rule(
    "RB010",
    zh="字段 {key} 写了两次（前一次在第 {first} 行）。请只留一处。",
    en="the field {key} is given twice (first on line {first}). Keep one.",
    waivable=False,
)
def duplicate_key(*_: object) -> None:
    """A field is given once. / 一个字段只写一次。

    Most YAML readers keep the last one without a word, so that a reviewer reads one figure and the public another.

    一般的程序会悄悄采用后一处，审稿人看到的和公众看到的就可能不是同一个数。

    Bad:
        issuer: 示例市交通运输局
        issuer: 示例市住房局
    Good:
        issuer: 示例市交通运输局
    """


@rule(
    "RB011",
    zh="这里用了锚点（&）与引用（*）。请把内容直接写出来。",
    en="an anchor (&) and an alias (*) are used. Write the value out.",
    waivable=False,
)
def alias(*_: object) -> None:
    """No anchors and aliases. / 不用锚点与引用。

    A value must stand where it is read; and a few aliases can stand for millions of values.

    值应写在读它的地方；而且少数几个引用就能展开成上百万个值。

    Bad:
        number: &n 示例〔2024〕1号
        index: *n
    Good:
        number: 示例〔2024〕1号
    """


@rule(
    "RB023",
    zh="文件里有控制字符（{code}），可能是从别处粘贴带来的。请删去。",
    en="the file has a control character ({code}), perhaps pasted with the text. Delete it.",
    waivable=False,
)
def control_character(*_: object) -> None:
    """No control characters. / 没有控制字符。

    They are invisible and break pages, PDFs and data files. In a field, neither those of no width nor those that turn the
    direction of the text: what is read would be other than what is stored.

    它们看不见，却会弄坏网页、PDF 和数据文件。首部的字段里，零宽字符、改变书写方向的字符也不行，写成 "\\u202e" 也一样。
    """


@rule(
    "RB030",
    zh="缓存提交到了 git 里（{count} 个文件）。别人写的缓存不能用。请执行 git rm -r --cached .cache，再提交。",
    en="the cache is under version control ({count} files). One that others wrote must not be used: git rm -r --cached .cache, and commit.",
    waivable=False,
)
def cache_of_others(*_: object) -> None:
    """The cache is this machine's own. / 缓存只由本机写。

    Nothing in it can run, but pages and notices are taken from it as they lie: whoever can commit one could publish
    what no bulletin says. It is not read, and nothing is published, until it is out of the repository.

    缓存里没有能执行的东西，但网页和 PDF 会照原样取用：谁能提交缓存，谁就能发布通报里没有的内容。移出仓库以前，不读缓存，也不发布。
    """

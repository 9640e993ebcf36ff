"""RB012–RB024: the fields of the front matter. The first three are found by the loader as it fits data to the model."""

import difflib
from collections.abc import Iterator

from bulletin.findings import Words
from bulletin.model import At, Bulletin
from bulletin.rules import Spot, at, rule
from bulletin.site import Site

FILES = (".html", ".pdf", ".json", ".md", ".xml")  # how the files end that are laid beside a page


@rule("RB012", zh="缺少 {field}，请补上。", en="{field} is missing. Add it.", waivable=False)
def missing(*_: object) -> None:
    """Required fields are given. / 必填的字段都写了。

    `bulletin schema` lists them.

    哪些字段必填，见 bulletin schema。

    Bad:
        tallies:
          - {name: 一般隐患, unit: 处, completed: 12}
    Good:
        tallies:
          - {name: 一般隐患, unit: 处, total: 12, completed: 12, ongoing: 0}
    """


@rule("RB013", zh="没有 {field} 这个字段。{hint}", en="there is no field {field}. {hint}", waivable=False)
def unknown(*_: object) -> None:
    """Only known fields are given. / 没有不认识的字段。

    A field whose name is mistyped would otherwise be left out of the page in silence.

    字段名写错，内容就会无声地从页面上消失，所以一律指出。

    Bad:
        tallys: []
    Good:
        tallies: []
    """


@rule(
    "RB014",
    zh="{field} 应是{expected}，现在写的是“{value}”。",
    en="{field} must be {expected}, but is “{value}”.",
    waivable=False,
)
def misfit(*_: object) -> None:
    """Values have the type of their field. / 字段的值写法正确。

    Dates are real days, figures are figures. Values are read as they are written: a postcode keeps its leading zero.

    日期应是真实的日子，数应写成数。值按所写的文字读取，邮编开头的 0 不会丢。

    Bad:
        published: 2024-06-31
    Good:
        published: 2024-05-30
    """


@rule(
    "RB015",
    across=True,
    zh="代号 {id} 已被 {other} 使用。请改文件名，或在首部写一个不同的 id。",
    en="the id {id} is taken by {other}. Rename the file, or give another id.",
    waivable=False,
)
def one_id(bulletins: list[Bulletin], _: Site) -> Iterator[tuple[Bulletin, Spot]]:
    """Bulletins have different ids. / 每期通报的代号各不相同。

    The id is the file's name unless `id` gives another. Editions refer to each other by it.

    代号默认是文件名，也可用 id 另定；前后各期靠它相互引用。
    """
    met: dict[str, str] = {}
    for bulletin in bulletins:
        if bulletin.id in met:
            yield bulletin, at("id", id=bulletin.id, other=met[bulletin.id])
        met.setdefault(bulletin.id, bulletin.file)


@rule(
    "RB019",
    zh="没有“{status}”这种整改状态。{hint}可用的有：{known}。",
    en="there is no status “{status}”. {hint}Known: {known}.",
    waivable=False,
)
def known_status(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """Statuses are of the site's vocabulary. / 整改状态在规定的范围内。

    Each status counts as completed or as ongoing; one that is not known would count as neither.
    A site renames and adds statuses in mkdocs.yml.

    每种状态都归入已完成或未完成；不认识的状态无法计数。状态的叫法可在 mkdocs.yml 里改名、增加。

    Bad:
        issues:
          - {id: "1", title: 巡查记录不全, status: complete}
    Good:
        issues:
          - {id: "1", title: 巡查记录不全, status: completed}
    """
    used: list[tuple[At, str]] = [
        (("issues", index, "status"), issue.status) for index, issue in enumerate(bulletin.issues) if issue.status
    ]
    used += [(("counts", "parts", status), status) for status in (bulletin.counts.parts if bulletin.counts else {})]
    used += [
        (("tallies", index, "parts", status), status)
        for index, tally in enumerate(bulletin.tallies)
        for status in tally.parts
    ]
    for spot, status in used:
        if status not in site.vocabulary:
            near = [name for name, known in site.vocabulary.items() if known.label == status]
            near = near or difflib.get_close_matches(status, site.vocabulary, 1, cutoff=0.5)
            hint = Words(f"是不是 {near[0]}？", f"Did you mean {near[0]}? ") if near else ""
            known = Words(*(mark.join(site.vocabulary) for mark in ("、", ", ")))
            yield at(*spot, status=status, hint=hint, known=known)


@rule(
    "RB020",
    zh="{why}。样例必须注明，也不能混进正式通报。",
    en="{why}. A sample must be marked, and kept apart from real bulletins.",
    waivable=False,
)
def sample_marked(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Samples are marked, and kept in bulletins/samples. / 样例有标明，并单独存放。

    An invented bulletin that is taken for a real one is a wrong figure on a public page.

    虚构的通报若被当成真的，就是公布了假数字。
    """
    among = "/samples/" in f"/{bulletin.path}"
    if among and not bulletin.sample:
        yield at(
            "sample",
            why=Words(
                "文件在 samples 文件夹里，却没有写 sample: true", "the file is in samples/ but lacks sample: true"
            ),
        )
    if bulletin.sample and not among:
        yield at(
            "sample",
            why=Words("写了 sample: true，却不在 samples 文件夹里", "it says sample: true but is not in samples/"),
        )


@rule("RB021", zh="{why}。", en="{why}.", waivable=False)
def withdrawal(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A withdrawn bulletin says when and why. / 撤回的通报写明日期和理由。

    It keeps its address and is marked on every page; readers learn why its figures no longer hold.

    撤回后网址不变，每一页都有标注，并说明理由。

    Bad:
        state: withdrawn
    Good:
        state: withdrawn
        withdrawn: {on: 2024-03-01, because: 附表引用了未经核定的数据}
    """
    if bulletin.state == "withdrawn" and not bulletin.withdrawn:
        yield at(
            "state",
            why=Words(
                "已撤回的通报要写 withdrawn: {on: 日期, because: 理由}",
                "a withdrawn bulletin needs withdrawn: {on, because}",
            ),
        )
    if bulletin.withdrawn and bulletin.state != "withdrawn":
        yield at(
            "withdrawn",
            why=Words("写了 withdrawn，state 就应是 withdrawn", "with withdrawn given, state must be withdrawn"),
        )


@rule(
    "RB022",
    zh="文件名和文件夹名只用小写英文字母、数字、点、连字符和下划线（现为 {name}），它会成为网址；bulletins/index 留给列表页，"
    "issue- 开头的文件留给问题的网页，文件夹不用 .html、.pdf 之类结尾。",
    en="file and folder names are lower-case letters, digits, dots, hyphens and underscores (here {name}): they become the address; "
    "bulletins/index is the list's own, issue- begins the pages of problems, and no folder ends in .html, .pdf and the like.",
    waivable=False,
)
def plain_name(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A file's name is fit to be an address. / 文件名可以用作网址。

    Chinese or blanks in an address arrive as %E6%95… in mails and break in old browsers.

    网址里的汉字和空格，粘贴到别处会变成 %E6%95… 之类，老浏览器也可能打不开。
    """
    path = bulletin.path.removesuffix(".md")
    name = path if path.startswith("bulletins/") else path.rsplit("/", 1)[-1]  # elsewhere, folders are no address
    taken = f"{name.rpartition('/')[0]}/index" if name.count("/") == 1 + bool(bulletin.bureau) else "bulletins/index"
    *folders, last = name.split("/")
    kept = name == taken or last.startswith("issue-") or any(each.endswith(FILES) for each in folders)
    if kept or not all(char.isascii() and (char.islower() or char.isdigit() or char in "-_./") for char in name):
        yield at(name=bulletin.path)


@rule(
    "RB024",
    zh="只有首部，没有正文。请写正文。",
    en="there is front matter but no prose. Write the text.",
    waivable=False,
)
def prose_given(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """A bulletin has prose. / 通报有正文。

    The prose is what was approved; a page of figures alone is not a bulletin.

    正文才是经过审定的内容，只有数字不成其为通报。
    """
    if not bulletin.body.strip():
        yield at()

"""veraPDF's own verdict on PDF/A-3a and PDF/UA-1: every notice that the repository ships, and a set made to break things."""

import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path
from struct import pack
from xml.etree import ElementTree

import pytest
from PIL import Image

from bulletin.filing import printing
from bulletin.filing.paper import paper
from bulletin.filing.sheet import sheet
from bulletin.filing.sign import sign
from bulletin.load import load
from bulletin.model import Bulletin
from bulletin.site import Imprint, Site, read_site

ROOT = Path(__file__).parents[1]
JARS = ROOT / ".cache/verapdf"
TEXT = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
ISSUE = {"owner": "安全监督科", "due": "2024-10-31", "status": "completed", "completed": "2024-09-01"}
CONTACT = {"phone": "2519889", "area": "0372", "email": "a@example.cn"}

pytestmark = pytest.mark.vera

LISTS = f"""- 一级
    - 二级甲
        - 三级
    - 二级乙{TEXT * 30}
- 又一级

1. 有序

    段落

    1. 内层

2. 有序二

{"".join(f"- 第{number}项{TEXT}" + chr(10) for number in range(60))}
"""
LINKS = f"""[链接](https://example.cn)、[长链接{TEXT * 3}](https://example.cn/a?b=c)、<https://example.cn/x>、[上一期](y.md#z)。
脚注[^1]，又一个[^2]，再说一次[^1]。{TEXT * 60}

[^1]: 说明一。
[^2]: 说明二{TEXT * 10}，见[链接](https://example.cn)。
"""
TABLE = "| 甲 | 乙 | 丙 |\n|---|---|---|\n" + "".join(
    f"| {number} | {TEXT} | [链接](https://example.cn/{number}) |\n" for number in range(120)
)
HEADINGS = f"""# 井号用错的标题

文。

#### 跳了级的标题

> 引文{TEXT}

`代码`与**重**、*强*，<b>原样</b>。

```
一段
  代码
```

---

（一）不是标题
"""
PICTURES = f"""![示意图：四个色块](a.png)

文字里的图![小图](透明.png)也可以。{TEXT}

![灰度图](gray.png "标题")

![印刷用的图](CMYK.jpg)![扫描的图](deep.png)
"""
LONG = "\n\n".join(
    f"## 一、标题{part}\n\n### （一）次级\n\n#### 1.三级\n\n##### （1）四级\n\n{TEXT * 40}\n\n{LISTS if not part % 20 else ''}"
    for part in range(60)
)


def png(colour: int, channels: int, depth: int = 8) -> bytes:
    """A picture of 16 by 16, each pixel its own."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((row * 16 + at) % 256 for at in range(16 * channels)) for row in range(16))
    head = pack(">IIBBBBB", 16, 16, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def bulletin(name: str, body: str, **fields: object) -> Bulletin:
    given = {"title": "关于专项巡察整改情况的通报", "issuer": "中共示例市水务局党组", "date": "2024-01-05"}
    made = Bulletin.model_validate(given | {"contact": CONTACT} | fields)
    made._path, made._body, made._source = f"bulletins/{name}.md", body, f"---\ntitle: {made.title}\n---\n{body}"
    return made


def stress() -> Iterator[tuple[Bulletin, Site]]:
    """The set: each what a renderer trips over, and all that a bureau may set."""
    plain, full = Site(), Site(sealed=True, letterheads={"中共示例市水务局党组": "中共示例市水务局党组文件"})
    full = full.model_copy(update={"imprint": Imprint(copies=f"市委巡察办，{TEXT}", office="办公室")})
    full._address = "https://example.cn/zg/"
    register = [ISSUE | {"id": f"{n}", "title": TEXT, "theme": f"主题{n // 10}"} for n in range(100)]
    wide = [entry | {"title": TEXT * 3} for entry in register]
    tallies = [{"name": "一般隐患", "unit": "处", "total": "618", "completed": "590", "ongoing": "20余"}]
    for name, body in {"lists": LISTS, "links": LINKS, "headings": HEADINGS, "pictures": PICTURES}.items():
        yield bulletin(name, body), full
    yield bulletin("table", TABLE, issues=register, inspection={"kind": "巡察"}, tallies=tallies), plain
    yield bulletin("wide", TEXT, issues=wide, inspection={"kind": "巡察"}, state="draft", sample=True), full
    withdrawn = {"on": "2024-02-01", "because": "数据有误。"}
    yield bulletin("long", LONG, state="withdrawn", withdrawn=withdrawn, number="示水党〔2024〕3号"), full


def shipped() -> Iterator[tuple[Bulletin, Site]]:
    site, _ = read_site(ROOT / "mkdocs.yml")
    for source in load(ROOT / "bulletins"):
        assert source.bulletin
        yield source.bulletin, site


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, key: Path) -> Path:
    """Every notice, printed, one of them signed, and a review sheet."""
    folder = tmp_path_factory.mktemp("notices")
    beside = folder / "bulletins"
    beside.mkdir()
    for name, picture in {"a": png(2, 3), "透明": png(6, 4), "gray": png(0, 1)}.items():
        (beside / f"{name}.png").write_bytes(picture)
    Image.new("CMYK", (16, 16), (9, 90, 200, 0)).save(beside / "CMYK.jpg")
    Image.new("I;16", (16, 16), 30000).save(beside / "deep.png")
    for made, site in [*stress(), *shipped()]:
        rooted = site.model_copy(update={"fonts": type(site.fonts)(**_absolute(site))})
        printed = printing.render(paper(made, rooted, folder))
        assert printed.complaints == ()
        (folder / f"{made.address.replace('/', '_')}.pdf").write_bytes(printed.pdf)
    made, site = next(pair for pair in shipped() if pair[0].follows)
    (folder / "sheet.pdf").write_bytes(printing.render(sheet(made, site, [], None, ROOT)).pdf)
    (folder / "signed.pdf").write_bytes(sign((folder / "bulletins_links.pdf").read_bytes(), key, "pass"))
    return folder


def _absolute(site: Site) -> dict[str, str]:
    return {role: str(ROOT / file) for role, file in site.fonts.model_dump().items()}


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_no_check_fails(folder: Path, flavour: str) -> None:
    files = sorted(folder.glob("*.pdf"))
    command = [
        "java",
        "-Djava.util.logging.config.file=/dev/null",
        "-cp",
        f"{JARS}/*",
        "org.verapdf.apps.GreenfieldCliWrapper",
    ]
    run = subprocess.run(
        [*command, "-f", flavour, "--format", "xml", *map(str, files)], capture_output=True, check=False
    )
    verdicts = {}
    for job in ElementTree.fromstring(run.stdout).iter("job"):  # noqa: S314 - veraPDF wrote it
        failed = [rule.findtext("description") for rule in job.iter("rule") if rule.get("status") == "failed"]
        sound = [report.get("isCompliant") for report in job.iter("validationReport")] == ["true"]
        verdicts[Path(job.findtext("item/name") or "").name] = failed if failed or not sound else "sound"

    assert verdicts == {file.name: "sound" for file in files}

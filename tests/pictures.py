"""The pictures of the READMEs and guides: `make pictures` takes all of them anew, or `.venv/bin/python tests/pictures.py NAME`.

Each is taken of what the program makes today, by the code here, in shots.py and studio.py; test_pictures.py takes them again and
compares. Those of the editing page need its script (`make cms`).
"""

import sys
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

sys.path.insert(0, str(Path(__file__).parent))

from shots import Form, Row, Screen, Sheet, Terminal
from studio import DOCUMENT, FIRST, ROOT, Studio, studio

from bulletin.editing.cms import SCRIPT

Picture = Screen | Row | Sheet | Terminal | Form

PICTURES = ROOT / "docs" / "pictures"
COLOURS = 64  # text on paper in a handful of tones needs no more
REAL, LATER = "bulletins/2023/anquan-hangji-xuncha", "bulletins/samples/fangxun-xuncha-2024-12"
DRAFT = "bulletins/samples/guodao-yinhuan-caogao"
BULLETIN = ".venv/bin/bulletin"
PHONE = (375, 780)
SLIP = f"sed 's/已完成15个，阶段性完成1个/已完成16个，阶段性完成1个/; s/^  completed: 15/  completed: 16/' {LATER}.md >xin.md"

READMES: dict[str, Picture] = {
    "home": Screen("site/index.html", (1200, 800)),
    "phone": Screen("site/index.html", (375, 812), zoom=1.5),
    "register": Screen(f"site/{LATER}.html", (1200, 752), "#register"),
    "notice": Sheet(f"site/{REAL}.pdf", (1, 2, -2), 430),
}
EDITORS: dict[str, Picture] = {
    "guides/first": Screen("site/bulletins/2025/anquan-jiancha.html", (760, 980), "h1", project="office"),
    "guides/late": Screen(f"site/{LATER}.html", (880, 700), "#register"),
    "guides/finding": Terminal(
        f"{BULLETIN} check {FIRST}",
        "office",
        f"rm -r site && sed -i 's/ongoing: 1}}/ongoing: 2}}/' {FIRST}",
        fails=True,
    ),
    "guides/editions": Screen(f"site/{LATER}.html", (760, 820), "#changes"),
    "guides/form": Form("samples/fangxun-xuncha-2024-12", (880, 900), "text=总数与完成数"),
}
IMPORTERS: dict[str, Picture] = {
    "guides/imported": Terminal(
        f"{BULLETIN} import {DOCUMENT} -o bulletins/2024/fankui-zhenggai.md", "office", lines=16
    ),
}
REVIEWERS: dict[str, Picture] = {
    "guides/diff": Screen(
        "duizhao.html", (880, 900), made=f"{SLIP} && {BULLETIN} diff {LATER}.md xin.md --format html -o duizhao.html"
    ),
    "guides/claims": Terminal(f"{BULLETIN} claims {REAL}.md", lines=16),
    "guides/checks": Screen(f"site/{LATER}.html", (760, 820), "#checks"),
    "guides/draft": Sheet("gao.pdf", (1, 2), 420, f"{BULLETIN} pdf {DRAFT}.md -o gao.pdf"),
    "guides/sheet": Sheet("dan.pdf", (1,), 720, f"{BULLETIN} sheet {REAL}.md -o dan.pdf"),
}
PUBLISHERS: dict[str, Picture] = {
    "guides/phones": Row(
        (
            Screen("site/index.html", PHONE, zoom=0.75),
            Screen(f"site/{LATER}.html", PHONE, zoom=0.75),
            Screen(f"site/{LATER}/issue-2.5.html", PHONE, zoom=0.75),
        )
    ),
    "guides/notice": Sheet(f"site/{REAL}.pdf", (1, -1), 420),
    "guides/verified": Terminal(f"{BULLETIN} verify site/{REAL}.pdf --site site"),
}
ALL = READMES | EDITORS | IMPORTERS | REVIEWERS | PUBLISHERS


def file(name: str) -> Path:
    """Where the picture lies."""
    return PICTURES / f"{name}.png"


def save(picture: Image.Image, at: Path, tools: str) -> None:
    """In few colours, with the tools that it was taken with."""
    facts = PngInfo()
    facts.add_text("tools", tools)
    at.parent.mkdir(parents=True, exist_ok=True)
    few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(at, optimize=True, pnginfo=facts)


def main() -> None:
    """Take all of them, or those that are named; what needs a script that is not here is left as it is, and said."""
    with studio() as opened:
        for name in sys.argv[1:] or ALL:
            if isinstance(ALL[name], Form) and not (ROOT / SCRIPT).is_file():
                sys.stdout.write(f"{name}: 没有网页编辑的程序，没有重拍 (make cms)\n")
                continue
            _retaken(name, opened)


def _retaken(name: str, opened: Studio) -> None:
    picture, at = ALL[name].taken(opened), file(name)
    save(picture, at, opened.tools)
    size = f"{picture.width} × {picture.height}  {at.stat().st_size // 1000} KB"
    sys.stdout.write(f"{at.relative_to(ROOT)}  {size}\n")


if __name__ == "__main__":
    main()

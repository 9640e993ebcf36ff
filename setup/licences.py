"""The licence of every package that is locked for building, as the installed package states it -> docs/licences.md."""

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
PAGE = """# 所用软件的许可证

本程序生成网站时用到的 Python 软件包，按 requirements.lock 锁定的版本；许可证是各软件包自己声明的。由 `make supply` 生成，不要手改。

| 软件包 | 版本 | 许可证 |
|---|---|---|
{rows}

字体不在其列：许可证随字体下载，见 fonts/。
"""


def licence(name: str) -> str:
    """What a package says: an SPDX expression, else its classifiers, else the first line of what it wrote."""
    try:
        said = distribution(name).metadata
    except PackageNotFoundError:
        return "（本机未安装）"  # for another system
    if expression := said.get("License-Expression"):
        return str(expression)
    kinds = [each.rpartition(" :: ")[2] for each in said.get_all("Classifier") or [] if each.startswith("License ::")]
    own = (said.get("License") or "").strip().partition("\n")[0]
    return "、".join(kinds) or own or "（未声明）"


def main() -> None:
    """Write the page; say which package declares nothing."""
    locked = dict(LOCKED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")))
    rows = [(name, version, licence(name)) for name, version in sorted(locked.items())]
    text = PAGE.format(rows="\n".join(f"| {name} | {version} | {said} |" for name, version, said in rows))
    (ROOT / "docs/licences.md").write_text(text, encoding="utf-8")
    for name, _, said in rows:
        if said.startswith("（"):
            print(f"{name}: {said}", file=sys.stderr)


if __name__ == "__main__":
    main()

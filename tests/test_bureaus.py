"""A portal out of several repositories: what is gathered, what is refused, and that no page grows with what is gathered."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image

from bulletin import bureaus, ledger, load
from bulletin.kept import Kept
from bulletin.load import Source
from bulletin.misused import Misused
from bulletin.model import Bulletin
from bulletin.opendata import joined, together
from bulletin.site import Bureau, Site, read_site
from bulletin.web.lists import Rows, scripts
from bulletin.web.page import over_all
from bulletin.web.portal import Portal

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "bulletin.cli"]
NAMES = {"shuiwu": "示例市水务局", "jiaotong": "示例市交通运输局", "jiaoyu": "示例市教育局"}
FRAME = 6_000  # bytes around what a page has of its own, and more
BULLETIN = """\
---
title: 关于{kind}专项检查整改情况的通报
id: {id}
issuer: {issuer}
date: {date}
inspection: {{kind: {kind}检查, by: 市检查组}}
counts: {{unit: 个, total: 2, completed: 1, ongoing: 1}}
issues:
  - {{id: "1", title: 值班记录不完整, status: completed}}
  - {{id: "2", title: 应急预案多年未修订, status: ongoing, due: 2024-12-31, owner: 办公室}}
contact: {{phone: 0999-5550100, address: 示例市人民路1号}}
---

检查组反馈的2个问题，已完成整改1个，正在整改1个。
{more}"""


def written(folder: Path, name: str, kind: str, issuer: str, day: str = "2024-05-01", more: str = "") -> Path:
    file = folder / "2024" / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(BULLETIN.format(kind=kind, id=name, issuer=issuer, date=day, more=more), encoding="utf-8")
    return file


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.cn", *words], cwd=folder, check=True)


@pytest.fixture
def portal(tmp_path: Path, laid: Callable[[Path], str]) -> Path:
    """A portal with a bulletin of its own, beside it three repositories with two bulletins each, a picture, a sample."""
    root = tmp_path / "portal"
    sources = "".join(
        f"      - {{name: {name}, slug: {slug}, path: ../{slug}/bulletins}}\n" for slug, name in NAMES.items()
    )
    settings = laid(root).replace("    contact:", f"    sources:\n{sources}    contact:")
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    written(root / "bulletins", "own", "审计", "示例市人民政府")
    for slug, name in NAMES.items():
        folder = tmp_path / slug / "bulletins"
        picture = "\n![现场照片](photos/place.png)\n" if slug == "shuiwu" else ""
        written(folder, f"{slug}-1", "安全", name, more=picture)
        written(folder, f"{slug}-2", "消防", name, "2024-06-01")
        sample = written(folder / "samples", "yangli", "样例", name)
        sample.write_text(
            sample.read_text(encoding="utf-8").replace("issuer:", "sample: true\nissuer:"), encoding="utf-8"
        )
        (folder / "2024/photos").mkdir()
        Image.new("RGB", (40, 30), "white").save(folder / "2024/photos/place.png")
        git(folder.parent, "init", "-q", "-b", "main")
        git(folder.parent, "add", "-A")
        git(folder.parent, "commit", "-q", "-m", "first")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")
    return root


def run(root: Path, *words: str) -> tuple[int, str]:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    done = subprocess.run([*COMMAND, *words], cwd=root, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_portal_out_of_three_repositories(portal: Path) -> None:
    """Built, changed, built again; the same as from scratch. Each bureau has its page, its feed, its column in the data."""
    code, said = run(portal, "build")
    assert code == 0, said
    site = portal / "site"
    home, page = (
        re.sub(r"<[^>]*>|\s", "", (site / name).read_text()) for name in ("index.html", "bulletins/shuiwu/index.html")
    )
    rows = json.loads((site / "data/bulletins.json").read_text())["bulletins"]

    assert [f"{name}2份2024-06-012/4" in home for name in NAMES.values()] == [True] * 3
    assert "全部3个部门" in home
    assert page.count("示例市水务局") > 2
    assert "示例市教育局" not in page
    assert sorted(str(row["bureau"]) for row in rows if not row["sample"]) == sorted([*NAMES.values()] * 2 + ["None"])
    for name in ("shuiwu-1.pdf", "shuiwu-1/issue-2.html", "photos/place.png", "shuiwu-1.json"):
        assert (site / "bulletins/shuiwu/2024" / name).is_file()
    assert '<category term="示例市水务局"/>' in (site / "data/bureaus/shuiwu.xml").read_text()
    assert not (site / "bulletins/shuiwu/2024/samples").exists()
    assert run(portal, "build")[1].startswith("没有改动")

    file = portal.parent / "shuiwu/bulletins/2024/shuiwu-2.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("应急预案多年未修订", "应急预案已经过时"), encoding="utf-8"
    )
    (portal.parent / "jiaoyu/bulletins/2024/jiaoyu-2.md").unlink()
    code, said = run(portal, "build")
    assert code == 0, said
    after = tree(site)
    shutil.rmtree(portal / ".cache")
    shutil.rmtree(site)
    assert run(portal, "build")[0] == 0
    assert tree(site) == after
    assert "应急预案已经过时" in after["outstanding.html"].decode()
    assert run(portal, "verify", "--site", "site")[0] == 0


def test_findings_name_the_file_in_its_repository(portal: Path) -> None:
    """What is wrong, among all: ids, editions. A link out of a bureau's folder is refused like any other."""
    shuiwu = portal.parent / "shuiwu/bulletins"
    (portal.parent / "secret.md").write_text("x")
    (shuiwu / "2024/leads-out.md").symlink_to("../../../secret.md")
    written(portal.parent / "jiaoyu/bulletins", "shuiwu-1", "安全", "示例市教育局")
    code, said = run(portal, "check")

    assert code == 1
    assert "../shuiwu/bulletins/2024/leads-out.md: RB002" in said
    assert re.search(
        r"\.\./jiaoyu/bulletins/2024/shuiwu-1\.md:3:5: RB015 .*\.\./shuiwu/bulletins/2024/shuiwu-1\.md", said
    )
    assert "核对了 9 份通报：" in said
    assert run(portal, "check", "../jiaotong/bulletins")[1].startswith("核对了 2 份通报：0 处错误")
    assert run(portal, "check", "../jiaoyu/bulletins/2024/shuiwu-1.md")[0] == 1
    code, said = run(portal, "build")
    assert code == 1
    assert "../shuiwu/bulletins/2024/leads-out.md: RB002" in said


def test_diff_looks_into_every_repository(portal: Path) -> None:
    for file in (portal / "bulletins/2024/own.md", portal.parent / "jiaoyu/bulletins/2024/jiaoyu-2.md"):
        file.write_text(file.read_text(encoding="utf-8").replace("2024-12-31", "2025-03-31"), encoding="utf-8")
    told = run(portal, "diff")[1]
    part = run(portal, "diff", "HEAD", "../jiaoyu/bulletins")[1]

    assert "\nbulletins/2024/own.md" in f"\n{told}"
    assert "\n../jiaoyu/bulletins/2024/jiaoyu-2.md" in told
    assert "own.md" not in part
    assert "2025-03-31" in part
    shutil.rmtree(portal.parent / "jiaotong/.git")
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "first"]):  # bulletins, and nothing else
        git(portal.parent / "jiaotong/bulletins", *words)
    (portal.parent / "jiaotong/bulletins/2024/jiaotong-1.md").unlink()
    following = written(portal.parent / "jiaotong/bulletins", "jiaotong-3", "安全", "示例市交通运输局", "2024-07-01")
    following.write_text(
        following.read_text(encoding="utf-8").replace("issuer:", "follows: jiaotong-2\nissuer:"), encoding="utf-8"
    )
    whole = run(portal, "diff")[1]
    assert "../jiaotong/bulletins/2024/jiaotong-1.md" in whole
    assert "../jiaotong/bulletins/2024/jiaotong-3.md" in whole
    code, told = run(portal, "diff", "nowhere")
    assert (code, "没有版本“nowhere”" in told) == (2, True)
    git(portal, "tag", "here")
    assert "../shuiwu/bulletins：没有版本“here”" in run(portal, "diff", "here")[1]


def gathered(root: Path, *sources: Bureau) -> list[Source]:
    return bureaus.gather(bureaus.lying(Site(name="甲", sources=sources), Source("mkdocs.yml"), root), root)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda one: one | {"slug": "水务"}, "slug 只用小写英文字母"),
        (lambda one: one | {"slug": "a/../b"}, "slug 只用小写英文字母"),
        (lambda one: one | {"slug": "jiaoyu"}, "slug 或 name 与另一个部门相同"),
        (lambda one: one | {"name": "示例市教育局"}, "slug 或 name 与另一个部门相同"),
        (lambda one: one | {"slug": "2024"}, "bulletins/2024 已经有了"),
        (lambda one: one | {"path": "../nowhere"}, "没有文件夹 ../nowhere"),
        (lambda one: one | {"path": "bulletins/2024"}, "就是本项目的通报"),
        (lambda one: one | {"path": "."}, "就是本项目的通报"),
    ],
)
def test_what_cannot_be_gathered_is_told(
    portal: Path, change: Callable[[dict[str, str]], dict[str, str]], said: str
) -> None:
    """With the line of the settings."""
    first, *rest = read_site(portal / "mkdocs.yml")[0].sources
    wrong = Bureau(**change(first.model_dump()))
    with pytest.raises(Misused) as error:
        gathered(portal, wrong, *rest)

    assert error.value.words.zh.startswith(f"mkdocs.yml:1: sources 里的“{wrong.name}”：")
    assert said in error.value.words.zh


def test_a_bureau_that_is_not_there_is_told_by_the_commands(portal: Path) -> None:
    shutil.rmtree(portal.parent / "jiaotong")
    line = next(
        n for n, text in enumerate((portal / "mkdocs.yml").read_text().splitlines(), 1) if "../jiaotong" in text
    )

    for command in ("check", "build"):
        code, said = run(portal, command)
        assert code in (1, 2)
        assert f"mkdocs.yml:{line}: sources 里的“示例市交通运输局”：没有文件夹 ../jiaotong/bulletins。" in said


def test_a_bulletin_may_not_take_the_place_of_the_list(portal: Path, judge) -> None:
    file = written(portal.parent / "shuiwu/bulletins", "x", "安全", "示例市水务局")
    file.rename(portal.parent / "shuiwu/bulletins/index.md")

    assert "../shuiwu/bulletins/index.md:1: RB022" in run(portal, "check")[1]


def many(count: int, each: int) -> tuple[Site, list[Bulletin]]:
    """So many bureaus with so many bulletins each: every second one corrected, every fifth withdrawn, each office another one."""
    named = tuple(Bureau(name=f"示例省第{n}厅", slug=f"b{n}", path=f"../b{n}") for n in range(count))
    made = []
    for number in range(count * each):
        bureau, day = named[number % count], date(2016, 1, 1) + timedelta(days=number * 7919 % 3000)
        fields: dict[str, object] = {
            "title": f"关于第{number}次安全生产专项检查整改进展情况的通报",
            "id": f"b{number}",
            "issuer": f"中共{bureau.name}党组",
            "date": str(day),
            "inspection": {"kind": "专项检查", "by": f"第{number % 12}检查组"},
            "counts": {"total": "20", "completed": "14", "ongoing": "6"},
            "issues": [
                {
                    "id": str(n),
                    "title": f"第{n}项制度落实不够到位、记录不够完整",
                    "status": "ongoing",
                    "owner": f"第{number}办公室{n}科",
                    "due": str(day),
                }
                for n in range(6)
            ],
        }
        if number % 2:
            fields["corrections"] = [{"on": str(day), "wrong": "甲", "right": "乙"}]
        if number % 5 == 0:
            fields |= {"state": "withdrawn", "withdrawn": {"on": str(day), "because": "内容有误"}}
        one = Bulletin.model_validate(fields)
        one._path, one._bureau = f"bulletins/{bureau.slug}/{day.year}/b{number}.md", bureau.name
        made.append(one)
    return Site(name="示例省人民政府", sources=named), made


@pytest.fixture(scope="module")
def crowd() -> tuple[Portal, dict[str, str]]:
    """The pages over all of a province."""
    site, made = many(50, 20)
    portal = Portal(ledger.newest_first(made), site)
    return portal, {sheet.address: sheet.make().html for sheet in over_all(portal, Rows(portal))}


def test_no_page_grows_with_what_is_gathered(crowd) -> None:
    """A thousand bulletins of fifty bureaus: no page over 50 KB, its frame included; every bureau stands on one, paged."""
    _, pages = crowd
    large = {address: len(html.encode()) for address, html in pages.items() if len(html.encode()) > 50_000 - FRAME}

    assert large == {}
    assert {"bureaus", "bureaus-2", "bulletins/b0/index", "bulletins/index-20"} <= pages.keys()
    assert pages["index"].count("示例省第") < 60
    listed = pages["bureaus"] + pages["bureaus-2"]
    assert all(f'href="bulletins/b{number}/index.html"' in listed for number in range(50))


def test_lists_are_filtered_by_bureau(crowd) -> None:
    portal, pages = crowd
    rows = {late.path: joined(late.make()).decode() for late in scripts(portal, Rows(portal))}

    for name in ("bulletins/index", "outstanding"):
        assert '<select name="bureau">' in pages[name]
        assert pages[name].count("<option>示例省第") >= 40
        assert rows[f"{name}.rows.js"].count('data-bureau=\\"示例省第7厅\\"') > 0
    assert '<select name="owner">' not in pages["outstanding"]  # a thousand offices would be no choice


def test_a_site_without_bureaus_says_nothing_of_them() -> None:
    _, made = many(1, 3)
    for one in made:
        one._bureau = ""
    portal = Portal(made, Site(name="甲"))
    pages = {sheet.address: sheet.make().html for sheet in over_all(portal, Rows(portal))}

    assert not any("bureau" in address for address in pages)
    assert not any("data-bureau" in html or "各部门" in html for html in pages.values())
    late = together(made, Site(name="甲"), "", lambda one, name: b"")
    assert "data/bureaus/b0.xml" not in {file.path for file in late}


def test_what_was_read_ahead_is_not_parsed_again(tmp_path, whole, monkeypatch):
    """Many new files are read by the workers; of those that are known, nobody reads one ahead."""
    (tmp_path / "bulletins").mkdir()
    for name in "ab":
        (tmp_path / "bulletins" / f"{name}.md").write_text(whole(f"title: 关于{name}的通报"), encoding="utf-8")
    there, kept = bureaus.lying(Site(), Source("mkdocs.yml"), tmp_path), Kept(tmp_path)
    bureaus.ahead(there, tmp_path, kept)
    monkeypatch.setattr(load, "_parse", lambda *_: pytest.fail("parsed again"))
    monkeypatch.setattr(bureaus, "spread", lambda *_: pytest.fail("read again"))
    bureaus.ahead(there, tmp_path, kept)

    assert [one.bulletin.title for one in bureaus.gather(there, tmp_path, kept)] == ["关于a的通报", "关于b的通报"]

"""Editing without YAML: the forms and the snippets have the fields of the schema, and the page asks no other host for anything."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from bulletin.cli import main
from bulletin.editing import cms
from bulletin.editing.snippets import snippets
from bulletin.load import parse
from bulletin.project import Misused
from bulletin.schema import schema
from bulletin.site import Site

ROOT = Path(__file__).parents[1]
STATUS = {"moved": {"label": "已移交", "bucket": "completed"}}
HOST = {"kind": "gitea", "repo": "bangongshi/tongbao", "host": "https://git.example.cn"}
SITE = Site.model_validate({"name": "示例市水务局", "statuses": STATUS, "cms": HOST})
MADE = schema()


def fields_of_schema(part: dict[str, Any], at: str = "") -> Iterator[str]:
    """Every field, dotted, but for the free keys of `parts`."""
    for name, field in part["properties"].items():
        yield f"{at}{name}"
        options = [field, field.get("items", {}), *field.get("anyOf", ())]
        for ref in filter(None, (option.get("$ref") for option in options)):
            yield from fields_of_schema(MADE["$defs"][ref.rpartition("/")[2]], f"{at}{name}.")


def fields_of_forms(fields: list[dict[str, Any]], at: str = "") -> Iterator[dict[str, Any]]:
    for field in fields:
        yield field | {"at": f"{at}{field['name']}"}
        if field["name"] != "parts":
            yield from fields_of_forms(field.get("fields", []), f"{at}{field['name']}.")


def test_forms_have_the_fields_of_the_schema() -> None:
    """In its order, and the text; what is required there is required here, and the name of the file besides."""
    (collection,) = cms.config(SITE)["collections"]
    forms = list(fields_of_forms(collection["fields"]))

    assert [field["at"] for field in forms] == [*fields_of_schema(MADE), "body"]
    assert {field["at"] for field in forms[:-1] if field["required"] and "." not in field["at"]} == {
        *MADE["required"],
        "id",
    }
    assert all(field["label"] for field in forms)


def test_forms_offer_what_a_field_may_be() -> None:
    """The site's statuses, the states, days as days."""
    (collection,) = cms.config(SITE)["collections"]
    forms = {field["at"]: field for field in fields_of_forms(collection["fields"])}

    assert {"label": "已移交", "value": "moved"} in forms["issues.status"]["options"]
    assert [part["name"] for part in forms["counts.parts"]["fields"]] == list(SITE.vocabulary)
    assert forms["state"]["options"] == ["draft", "published", "withdrawn"]
    assert forms["issues.due"]["format"] == "YYYY-MM-DD"
    assert forms["issues.measures"]["widget"] == "list"
    assert forms["issues.stands_for"]["value_type"] == "int"
    assert forms["sample"]["widget"] == "boolean"


@pytest.mark.parametrize(
    ("given", "backend", "hosts"),
    [
        (
            HOST,
            {"api_root": "https://git.example.cn/api/v1", "base_url": "https://git.example.cn"},
            ["https://git.example.cn"],
        ),
        (
            {"kind": "gitlab", "repo": "a/b", "host": "https://g.cn/"},
            {"api_root": "https://g.cn/api/v4"},
            ["https://g.cn"],
        ),
        ({"kind": "github", "repo": "a/b", "branch": "x"}, {"branch": "x"}, ["https://api.github.com"]),
    ],
)
def test_the_page_may_speak_to_its_git_host_alone(tmp_path: Path, given: Any, backend: Any, hosts: list[str]) -> None:
    """Its policy names that host, its script carries its digest."""
    (tmp_path / cms.SCRIPT).parent.mkdir(parents=True)
    (tmp_path / cms.SCRIPT).write_text("0")
    made = dict(cms.files(Site.model_validate({"name": "局", "cms": given}), tmp_path))
    page, config = made["cms/index.html"].decode(), json.loads(made["cms/config.yml"])

    assert set(made) == {"cms/index.html", "cms/config.yml", "cms/decap-cms.js"}
    assert all(host in page for host in hosts)
    assert page.count("https://") == page.count("https://", page.index("connect-src"), page.index("base-uri"))
    assert 'integrity="sha384-' in page
    assert backend.items() <= config["backend"].items()


def test_off_by_default(tmp_path: Path) -> None:
    """No file of it; where it is asked for and the script is not there, it says what to do."""
    assert list(cms.files(Site(name="局"), ROOT)) == []
    with pytest.raises(Misused, match="make cms"):
        list(cms.files(SITE, tmp_path))


def test_shipped_snippets_are_those_of_the_schema(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """.vscode/ holds what `bulletin schema --snippets` prints; every field is offered, with its description."""
    monkeypatch.chdir(ROOT)
    assert main(["schema", "--snippets"]) == 0
    shipped = (ROOT / ".vscode/bulletin.code-snippets").read_text(encoding="utf-8")

    assert shipped == capsys.readouterr().out, "bulletin schema --snippets > .vscode/bulletin.code-snippets"
    assert {name for name in snippets(SITE) if "." not in name} == set(MADE["properties"])
    assert {one["prefix"] for one in snippets(SITE).values()} == {
        at.rpartition(".")[2] for at in fields_of_schema(MADE)
    }
    assert "moved" in str(snippets(SITE)["Issue.status"]["body"])
    assert all(one["description"] for one in snippets(SITE).values())


@pytest.mark.parametrize("name", ["settings.json", "extensions.json", "tasks.json"])
def test_vscode_files_are_json(name: str) -> None:
    """Without comments, so that any program reads them."""
    assert json.loads((ROOT / ".vscode" / name).read_text(encoding="utf-8"))


def test_the_command_prints_the_configuration(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that the build writes, for the settings of the project."""
    monkeypatch.chdir(ROOT)

    assert main(["schema", "--cms"]) == 0
    assert json.loads(capsys.readouterr().out)["collections"][0]["folder"] == "bulletins"


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the editing page, its git host exchanged for the repository in memory that the CMS has for trials."""
    project = tmp_path_factory.mktemp("cms")
    subprocess.run([sys.executable, ROOT / "setup/cms.py"], check=True)
    for name in ("hooks", "fonts", "docs", ".cache"):
        (project / name).symlink_to(ROOT / name)
    (project / "bulletins").mkdir()
    shutil.copy2(ROOT / "bulletins/2023/anquan-hangji-xuncha.md", project / "bulletins")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    host = "    cms: {kind: gitea, repo: bangongshi/tongbao, host: https://git.example.cn}\n"
    (project / "mkdocs.yml").write_text(settings.replace("  bulletin:\n", f"  bulletin:\n{host}", 1), encoding="utf-8")
    subprocess.run(
        [Path(sys.executable).parent / "mkdocs", "build", "--strict"], cwd=project, check=True, capture_output=True
    )
    config = project / "site/cms/config.yml"
    config.write_text(config.read_text().replace('"name": "gitea"', '"name": "test-repo"'))
    return project / "site"


@pytest.mark.audit
def test_a_bulletin_from_the_forms(edited: Path, browser: Browser) -> None:
    """Filled in and saved in a browser: a bulletin that is read without fault, and no request to any other host."""
    page = browser.new_page(locale="zh-CN")
    asked: list[str] = []

    def serve(route: Any) -> None:
        asked.append(route.request.url)
        file = edited / route.request.url.removeprefix("http://localhost/").partition("?")[0]
        kind = {".yml": "text/yaml", ".js": "text/javascript", ".html": "text/html"}.get(file.suffix, "text/plain")
        route.fulfill(
            status=200 if file.is_file() else 404, body=file.read_bytes() if file.is_file() else b"", content_type=kind
        )

    page.route("**/*", serve)
    page.goto("http://localhost/cms/index.html")
    page.get_by_role("button").first.click()
    page.goto("http://localhost/cms/index.html#/collections/bulletins/new")
    for label, text in (
        ("标题", "关于安全检查整改情况的通报"),
        ("本期通报的代号", "anquan-jiancha"),
        ("发文机关", "示例市水务局"),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.locator("input[type=date]").first.fill("2025-03-20")
    page.locator("[contenteditable=true]").last.click()
    page.keyboard.type("正文。")
    page.get_by_role("button", name="发布").first.click()
    page.get_by_text("立即发布").first.click()
    page.wait_for_function("window.repoFiles.bulletins && Object.keys(window.repoFiles.bulletins).length")
    saved = page.evaluate("window.repoFiles.bulletins")
    text = saved["2025"]["anquan-jiancha.md"]["content"]
    source = parse(text.encode(), "bulletins/2025/anquan-jiancha.md")
    page.close()

    assert {address.split("/")[2] for address in asked if not address.startswith(("data:", "blob:"))} == {"localhost"}
    assert source.faults == [], text
    assert source.bulletin
    assert source.bulletin.id == "anquan-jiancha"
    assert str(source.bulletin.date) == "2025-03-20"
    assert source.bulletin.body == "正文。\n"

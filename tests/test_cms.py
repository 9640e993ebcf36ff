"""Editing without YAML: the forms and the snippets have the fields of the schema, and the page asks no other host for anything."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bulletin.cli import main
from bulletin.editing import cms
from bulletin.editing.snippets import snippets
from bulletin.project import Misused
from bulletin.schema import schema
from bulletin.site import Site

ROOT = Path(__file__).parents[1]
STATUS = {"moved": {"label": "已移交", "bucket": "completed"}}
HOST = {"kind": "gitea", "repo": "bangongshi/tongbao", "host": "https://git.example.cn", "app": "a-b-c"}
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
    """In its order, and the text; what is required there is required here."""
    (collection,) = cms.config(SITE)["collections"]
    forms = list(fields_of_forms(collection["fields"]))

    assert [field["at"] for field in forms] == [*fields_of_schema(MADE), "body"]
    assert {field["at"] for field in forms[:-1] if field["required"] and "." not in field["at"]} == {*MADE["required"]}
    assert all(field["label"] for field in forms)


def test_forms_offer_what_a_field_may_be() -> None:
    """The site's statuses, the states, days as days."""
    (collection,) = cms.config(SITE)["collections"]
    forms = {field["at"]: field for field in fields_of_forms(collection["fields"])}

    assert {"label": "已移交", "value": "moved"} in forms["issues.status"]["options"]
    assert [part["name"] for part in forms["counts.parts"]["fields"]] == list(SITE.vocabulary)
    assert [one["value"] for one in forms["state"]["options"]] == ["draft", "published", "withdrawn"]
    assert forms["state"]["default"] == "draft"
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
            {"kind": "gitlab", "repo": "a/b", "host": "https://g.cn/", "app": "7"},
            {"api_root": "https://g.cn/api/v4", "auth_type": "pkce", "app_id": "7"},
            ["https://g.cn"],
        ),
        ({"kind": "gitlab", "repo": "a/b", "app": "7"}, {"auth_type": "pkce"}, ["https://gitlab.com"]),
        (
            {"kind": "github", "repo": "a/b", "branch": "x", "login": "https://login.example.cn"},
            {"branch": "x", "base_url": "https://login.example.cn"},
            ["https://api.github.com"],
        ),
    ],
)
def test_the_page_may_speak_to_its_git_host_alone(project: Path, given: Any, backend: Any, hosts: list[str]) -> None:
    """Its policy names that host, its script carries its digest."""
    made = dict(cms.files(Site.model_validate({"name": "局", "cms": given}), project, preview=False))
    page, config = made["cms/index.html"].decode(), json.loads(made["cms/config.yml"])

    assert set(made) == {"cms/index.html", "cms/config.yml", "cms/decap-cms.js", "cms/widgets.js"}
    assert all(host in page for host in hosts)
    assert page.count("https://") == page.count("https://", page.index("connect-src"), page.index("base-uri"))
    assert "127.0.0.1" not in page
    assert 'integrity="sha384-' in page
    assert backend.items() <= config["backend"].items()
    assert "local_backend" not in config


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder that has the script, or something in its place."""
    (tmp_path / cms.SCRIPT).parent.mkdir(parents=True)
    (tmp_path / cms.SCRIPT).write_text("0")
    return tmp_path


@pytest.mark.parametrize("given", [{"kind": "local"}, HOST])
def test_a_preview_asks_this_machine(project: Path, given: Any) -> None:
    """It may speak to the program of `make edit`, too; a page for this machine alone is in no other site."""
    site = Site.model_validate({"name": "局", "cms": given})
    made = dict(cms.files(site, project, preview=True))

    assert cms.LOCAL in made["cms/index.html"].decode()
    assert json.loads(made["cms/config.yml"])["local_backend"] == {"url": f"{cms.LOCAL}/api/v1"}
    assert bool(list(cms.files(site, project, preview=False))) == (given == HOST)


@pytest.mark.parametrize(
    ("kind", "missing"), [("gitea", "repo, host, app"), ("gitlab", "repo, app"), ("github", "login")]
)
def test_what_a_login_needs_is_asked_for(project: Path, kind: str, missing: str) -> None:
    """Rather than a page that nobody can log in to."""
    site = Site.model_validate({"name": "局", "cms": {"kind": kind, **({"repo": "a/b"} if kind == "github" else {})}})
    with pytest.raises(Misused, match=missing):
        list(cms.files(site, project, preview=False))


def test_off_by_default(tmp_path: Path) -> None:
    """No file of it; where it is asked for and the script is not there, it says what to do."""
    assert list(cms.files(Site(name="局"), ROOT, preview=False)) == []
    with pytest.raises(Misused, match="make cms"):
        list(cms.files(SITE, tmp_path, preview=False))


def test_shipped_snippets_are_those_of_the_schema(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """.vscode/ holds what `bulletin schema --snippets` prints, here or, until a bureau prints it anew for its own statuses,
    without settings; every field is offered, with its description."""
    printed = []
    for folder in (ROOT, tmp_path):
        monkeypatch.chdir(folder)
        assert main(["schema", "--snippets"]) == 0
        printed.append(capsys.readouterr().out)
    shipped = (ROOT / ".vscode/bulletin.code-snippets").read_text(encoding="utf-8")

    assert shipped in printed, "bulletin schema --snippets > .vscode/bulletin.code-snippets"
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

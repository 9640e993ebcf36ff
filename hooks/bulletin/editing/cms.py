"""The editing page: forms for the front matter in a browser, saved as commits (Decap CMS). Off unless the settings ask for it.

Its configuration is the JSON Schema of the front matter in the CMS's own words, so that a field can be in one and not
in the other only by a mistake here. Its script is fetched beforehand (`make cms`) and becomes part of the site, which
asks no other host for anything; the one host that the page may speak to is the git host of the settings, after a login.
In a preview it may also speak to a program of this machine (`make edit`), which keeps the files where they are.
The script compiles its validators, so that this page, unlike all others, allows `unsafe-eval`.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bulletin.project import FOLDER, Misused
from bulletin.schema import schema
from bulletin.site import Cms, Site

SCRIPT = Path(".cache/cms/decap-cms.js")
LOCAL = "http://127.0.0.1:8081"  # decap-server (setup/edit.sh), which only ever hears this machine
WIDGETS = Path(__file__).parents[1] / "templates" / "cms.js"
LABELS = {"state": "状态", "dropped": "不再列出的问题", "counts": "总数与完成数"}
NEEDED = {  # without which nobody can log in
    "gitea": ("repo", "host", "app"),
    "gitlab": ("repo", "app"),
    "github": ("repo", "login"),
    "local": (),
}
STATES = {"draft": "草稿（不发布）", "published": "发布", "withdrawn": "已撤回"}
NAMED = {  # a new file is named by its id
    "widget": "bulletin-name",
    "pattern": ["^[a-z0-9]+(-[a-z0-9]+)*$", "用小写英文字母、数字和连字符，如 anquan-jiancha"],
    "hint": "新写的通报必填：也是文件名和网址，用小写英文字母、数字和连字符，如 anquan-jiancha；已有的通报不用填",
}
OPEN = {"counts", "contact"}  # groups that nearly every bulletin has
ROWS = {  # what a list is one of, and how its rows are told apart while they are folded
    "issues": ("问题", "{{fields.id}} {{fields.title}}"),
    "dropped": ("问题", "{{fields.id}} {{fields.because}}"),
    "tallies": ("一本账", "{{fields.name}}"),
    "revised": ("一次延期", "{{fields.to}} {{fields.because}}"),
    "corrections": ("一条更正", "{{fields.on}} {{fields.right}}"),
    "review": ("一道审签", "{{fields.step}} {{fields.by}} {{fields.on}}"),
    "waive": ("一条豁免", "{{fields.rule}} {{fields.because}}"),
}
LONG = {"decomposition", "scope", "because", "wrong", "right", "measures"}  # sentences
PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>编辑通报</title>
<link rel="cms-config-url" type="text/yaml" href="config.yml">
</head>
<body>
<script src="decap-cms.js" integrity="sha384-{integrity}"></script>
<script src="widgets.js"></script>
</body>
</html>
"""


def files(site: Site, root: Path, preview: bool) -> Iterator[tuple[str, bytes]]:
    """The files of the editing page, by their path on the site; none where the settings ask for none. Raises Misused.

    A page that has no git host is of use on this machine alone, and is in no site but a preview.
    """
    if not site.cms or (site.cms.kind == "local" and not preview):
        return
    if missing := [name for name in NEEDED[site.cms.kind or "gitea"] if not getattr(site.cms, name)]:
        names = "、".join(missing)
        raise Misused(
            f"网页编辑还缺 {names}，请写进 cms。", f"the editing page lacks {', '.join(missing)}: set it in cms."
        )
    try:
        script = (root / SCRIPT).read_bytes()
    except OSError:
        raise Misused(
            "网页编辑所用的程序还没有取得，请先执行 make cms。",
            "the script of the editing page is not here yet: run make cms first.",
        ) from None
    integrity = base64.b64encode(hashlib.sha384(script).digest()).decode()
    yield "cms/index.html", PAGE.format(policy=_policy(site.cms, preview), integrity=integrity).encode()
    yield "cms/config.yml", json.dumps(config(site, preview), ensure_ascii=False, indent=1).encode()
    yield "cms/decap-cms.js", script
    yield "cms/widgets.js", WIDGETS.read_bytes()


def _policy(cms: Cms, preview: bool) -> str:
    """What the page may ask for: its own files, its own data, and the git host. Its styles are made by its script."""
    rules = {
        "default-src": "'none'",
        "script-src": "'self' 'unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": " ".join(("'self' data: blob:", *_hosts(cms), *[LOCAL] * preview)),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hosts(cms: Cms) -> list[str]:
    own = {"github": "https://api.github.com", "gitlab": "https://gitlab.com"}
    return [host for host in [cms.host.rstrip("/") or own.get(cms.kind or "", "")] if host]


def config(site: Site, preview: bool = False) -> dict[str, Any]:
    """The configuration of the CMS, for the statuses and the git host of a site; a preview asks this machine first."""
    made = schema()
    fields = [_field(name, part, made, site) for name, part in made["properties"].items()]
    fields = [field | NAMED if field["name"] == "id" else field for field in fields]
    local = {"local_backend": {"url": f"{LOCAL}/api/v1"}} if preview else {}
    body = {"name": "body", "label": "正文", "widget": "markdown", "modes": ["raw"], "hint": "一句一行；标题带序号"}
    return {
        "backend": _backend(site.cms or Cms()),
        "app_title": f"{site.name}：编辑通报",
        "media_folder": FOLDER,
        "public_folder": f"/{FOLDER}",
        **local,
        "show_preview_links": False,
        "locale": "zh_Hans",
        "collections": [
            {
                "name": FOLDER,
                "label": "整改通报",
                "folder": FOLDER,
                "path": "{{year}}/{{slug}}",
                "slug": "{{fields.id}}",
                "create": True,
                "delete": False,  # what was published is withdrawn, its address stays
                "summary": "{{title}}（{{date}}）",
                "editor": {"preview": False},
                "fields": [*fields, body],
            }
        ],
    }


def _backend(cms: Cms) -> dict[str, str]:
    """Where the CMS logs in and what it asks: by PKCE, which needs no secret, where the host knows it; GitHub does not."""
    if cms.kind == "local":
        return {"name": "proxy", "proxy_url": f"{LOCAL}/api/v1"}
    made = {"name": cms.kind or "gitea", "repo": cms.repo, "branch": cms.branch}
    roots = {"gitea": "/api/v1", "gitlab": "/api/v4", "github": "/api/v3"}
    if host := cms.host.rstrip("/"):
        made |= {"base_url": host, "api_root": host + roots[made["name"]]}
    if made["name"] == "github":
        return made | {"base_url": cms.login}
    return made | {"app_id": cms.app} | ({"auth_type": "pkce"} if made["name"] == "gitlab" else {})


def _field(name: str, part: dict[str, Any], made: dict[str, Any], site: Site) -> dict[str, Any]:
    """A field of the schema as one of the CMS; `made` is the group that it is of, with the others beside it."""
    said = part.get("description", "")
    label = LABELS.get(name) or re.split("[，；：（。]", said)[0] or name
    field = {"name": name, "label": label, "required": name in made.get("required", ())}
    return field | ({"hint": said} if said != label else {}) | _widget(name, part, made, site)


def _widget(name: str, part: dict[str, Any], made: dict[str, Any], site: Site) -> dict[str, Any]:
    part = part | next((one for one in part.get("anyOf", ()) if one.get("type") != "null"), {})
    kinds = part.get("type", ())
    if "$ref" in part:
        inner = _fields(part, made, site)  # the CMS would ask for what a group requires though the group is not given
        fields = [field | {"required": False} for field in inner]
        return {"widget": "object", "collapsed": name not in OPEN, "fields": fields}
    if "$ref" in part.get("items", {}):
        one, row = ROWS[name]
        told = {"label_singular": one, "summary": row}
        return {"widget": "list", "collapsed": True, **told, "fields": _fields(part["items"], made, site)}
    if "array" in kinds:
        return {"widget": "list", "field": {"name": "line", "label": "一句", "widget": "text"}}
    if "object" in kinds:
        return {"widget": "object", "collapsed": True, "fields": _statuses(site)}
    if name == "status":
        options = [{"label": status.label, "value": key} for key, status in site.vocabulary.items()]
        return {"widget": "select", "options": options}
    if name == "state":  # a new bulletin is a draft, as one of `bulletin new` is
        options = [{"label": STATES[value], "value": value} for value in part["enum"] if value]
        return {"widget": "select", "options": options, "default": "draft"}
    if part.get("format") == "date":
        return {"widget": "datetime", "format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD", "time_format": False}
    if "boolean" in kinds:
        return {"widget": "boolean"}
    if "integer" in kinds:
        return {"widget": "number", "value_type": "int", "min": part["minimum"], "max": part["maximum"]}
    return {"widget": "text" if name in LONG else "string"}


def _statuses(site: Site) -> list[dict[str, Any]]:
    """Figures by status: `parts`, whose names are the site's statuses."""
    return [
        {"name": key, "label": status.label, "widget": "string", "required": False}
        for key, status in site.vocabulary.items()
    ]


def _fields(part: dict[str, Any], made: dict[str, Any], site: Site) -> list[dict[str, Any]]:
    group = made["$defs"][part["$ref"].rpartition("/")[2]]
    inner = group | {"$defs": made["$defs"]}
    return [_field(name, each, inner, site) for name, each in group["properties"].items()]

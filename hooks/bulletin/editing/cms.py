"""The editing page: forms for the front matter in a browser, saved as commits (Decap CMS). Off unless the settings ask for it.

Its configuration is the JSON Schema of the front matter in the CMS's own words, so that a field can be in one and not
in the other only by a mistake here. Its script is fetched beforehand (`make cms`) and becomes part of the site, which
asks no other host for anything; the one host that the page may speak to is the git host of the settings, after a login.
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
LABELS = {"state": "状态", "dropped": "不再列出的问题", "counts": "总数与完成数"}
NAMED = {  # a new file is named by its id
    "required": True,
    "pattern": ["^[a-z0-9]+(-[a-z0-9]+)*$", "用小写英文字母、数字和连字符，如 anquan-jiancha"],
    "hint": "也是文件名和网址，用小写英文字母、数字和连字符，如 anquan-jiancha；发布以后不再改",
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
</body>
</html>
"""


def files(site: Site, root: Path) -> Iterator[tuple[str, bytes]]:
    """The files of the editing page, by their path on the site; none where the settings ask for none. Raises Misused."""
    if not site.cms:
        return
    try:
        script = (root / SCRIPT).read_bytes()
    except OSError:
        raise Misused(
            "网页编辑所用的程序还没有取得，请先执行 make cms。",
            "the script of the editing page is not here yet: run make cms first.",
        ) from None
    integrity = base64.b64encode(hashlib.sha384(script).digest()).decode()
    yield "cms/index.html", PAGE.format(policy=_policy(site.cms), integrity=integrity).encode()
    yield "cms/config.yml", json.dumps(config(site), ensure_ascii=False, indent=1).encode()
    yield "cms/decap-cms.js", script


def _policy(cms: Cms) -> str:
    """What the page may ask for: its own files, its own data, and the git host. Its styles are made by its script."""
    rules = {
        "default-src": "'none'",
        "script-src": "'self' 'unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": " ".join(("'self' data: blob:", *_hosts(cms))),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hosts(cms: Cms) -> list[str]:
    if cms.kind == "github" and not cms.host:
        return ["https://api.github.com", "https://github.com"]
    return [cms.host.rstrip("/")] if cms.host else []


def config(site: Site) -> dict[str, Any]:
    """The configuration of the CMS, for the statuses and the git host of a site."""
    made = schema()
    fields = [_field(name, part, made, site) for name, part in made["properties"].items()]
    fields = [field | NAMED if field["name"] == "id" else field for field in fields]
    body = {"name": "body", "label": "正文", "widget": "markdown", "modes": ["raw"], "hint": "一句一行；标题带序号"}
    return {
        "backend": _backend(site.cms or Cms()),
        "app_title": f"{site.name}：编辑通报",
        "media_folder": FOLDER,
        "public_folder": f"/{FOLDER}",
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
                "summary": "{{title}}（{{date}}）",
                "editor": {"preview": False},
                "fields": [*fields, body],
            }
        ],
    }


def _backend(cms: Cms) -> dict[str, str]:
    made = {"name": cms.kind or "gitea", "repo": cms.repo, "branch": cms.branch}
    roots = {"gitea": "/api/v1", "gitlab": "/api/v4", "github": "/api/v3"}
    if host := cms.host.rstrip("/"):
        made |= {"base_url": host, "api_root": host + roots[made["name"]]}
    return made


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
        return {"widget": "object", "collapsed": True, "fields": [field | {"required": False} for field in inner]}
    if "$ref" in part.get("items", {}):
        return {"widget": "list", "collapsed": True, "fields": _fields(part["items"], made, site)}
    if "array" in kinds:
        return {"widget": "list", "field": {"name": "line", "label": "一句", "widget": "text"}}
    if "object" in kinds:
        return {"widget": "object", "collapsed": True, "fields": _statuses(site)}
    if name == "status":
        options = [{"label": status.label, "value": key} for key, status in site.vocabulary.items()]
        return {"widget": "select", "options": options}
    if "enum" in part:
        return {"widget": "select", "options": [value for value in part["enum"] if value]}
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

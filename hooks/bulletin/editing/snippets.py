"""Snippets for VS Code: completion of the front matter inside Markdown, made from its JSON Schema; no extension is needed.

A schema serves YAML files only there: the front matter of a Markdown file is not YAML to that editor. Snippets work in any
file. Each field is offered under its name with its description; a choice among few values is offered as one.
"""

from typing import Any

from bulletin.schema import schema
from bulletin.site import Site

DAY = "${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}"
FILES = "bulletins/**/*.md"


def snippets(site: Site) -> dict[str, Any]:
    """The snippets, by their names: every field of the front matter, an entry for each list of groups."""
    made = schema()
    found = {name: _snippet(name, part, made, site) for name, part in made["properties"].items()}
    for group, held in made["$defs"].items():
        for name, part in held["properties"].items():
            found |= {f"{group}.{name}": _snippet(name, part, made, site)}
    return found


def _snippet(name: str, part: dict[str, Any], made: dict[str, Any], site: Site) -> dict[str, Any]:
    body = _body(name, part, made, site)
    return {"scope": "markdown", "prefix": name, "body": body, "description": part.get("description", "")}


def _body(name: str, part: dict[str, Any], made: dict[str, Any], site: Site) -> list[str]:
    part = part | next((one for one in part.get("anyOf", ()) if one.get("type") != "null"), {})
    kinds = part.get("type", ())
    if "$ref" in part:
        return [f"{name}:", *(f"  {line}" for line in _group(part, made))]
    if "$ref" in part.get("items", {}):
        first, *others = _group(part["items"], made)
        return [f"{name}:", f"  - {first}", *(f"    {line}" for line in others)]
    if "array" in kinds:
        return [f"{name}:", "  - $1"]
    if "object" in kinds:
        return [f"{name}: {{$1}}"]
    choices = list(site.vocabulary) if name == "status" else [value for value in part.get("enum", ()) if value]
    if "boolean" in kinds:
        choices = ["true", "false"]
    if choices:
        return [f"{name}: ${{1|{','.join(choices)}|}}"]
    return [f"{name}: ${{1:{DAY}}}" if part.get("format") == "date" else f"{name}: $1"]


def _group(part: dict[str, Any], made: dict[str, Any]) -> list[str]:
    """The required fields of a group, or else all, each with a place to fill in."""
    held = made["$defs"][part["$ref"].rpartition("/")[2]]
    names = held.get("required") or list(held["properties"])
    return [f"{name}: ${number}" for number, name in enumerate(names, 1)]

"""The open data described for programs: JSON Schema and Data Package, which say nothing that the dictionary does not."""

from collections.abc import Iterable
from typing import Any, get_args

from bulletin.figures import Verdict
from bulletin.model import Bulletin
from bulletin.opendata.dictionary import BULLETIN, CHECK, HEAD, ISSUE, TABLES, TERM, TITLES, Field, Kind
from bulletin.schema import DIALECT
from bulletin.site import STATUSES, Site
from bulletin.witnesses.relations import Witness

KEYS = {"issues": ["bulletin", "id"], "bulletins": ["id"], "dictionary": ["table", "name"]}


def schema() -> dict[str, Any]:
    """JSON Schema of data/bulletins.json and data/issues.json, and of the file of one bulletin or issue."""
    head = {"publisher": {"type": "string"}, "schema": {"type": "string"}, "as_of": _typed("date")}
    lists = {
        name: {
            "type": "object",
            "properties": head | {name: _list(one)},
            "required": ["publisher", "schema", name],
        }
        for name, one in (("bulletins", "bulletin"), ("issues", "issue"))
    }
    one = {"bulletin": _record(BULLETIN), "issue": _record(ISSUE)}
    inside = {"check": _record(CHECK), "figure": _record(TERM)}
    one["bulletin"]["properties"]["register"] = _list("issue")
    one["bulletin"]["properties"]["checks"] = _list("check")
    inside["check"]["properties"]["figures"] = _list("figure")
    options = [{"$ref": f"#/$defs/{name}"} for name in (*one, *lists)]
    return {"$schema": DIALECT, "title": "整改情况通报开放数据", "anyOf": options, "$defs": one | lists | inside}


def _list(kind: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{kind}"}}


def datapackage(site: Site, created: str | None) -> dict[str, Any]:
    """Frictionless Data Package 1.0 over the CSV files."""
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "rectification-bulletins",
        "title": f"{site.name}{site.section}",
        "description": "整改情况通报：通报目录和问题清单。Rectification bulletins and their registers of problems.",
    }
    if created:
        package["created"] = f"{created}T00:00:00+08:00"
    resources = [_resource(name, fields) for name, fields in (TABLES | {"dictionary": HEAD}).items()]
    return package | {"resources": resources}


def _resource(name: str, fields: Iterable[Field]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": TITLES[name],
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": {
            "fields": [
                {
                    "name": field.name,
                    "type": "string" if field.kind == "list" else field.kind,
                    "title": field.label,
                    "description": f"{field.zh} / {field.en}",
                    **({"constraints": {"required": True}} if field.always and field.name not in MAY_BE_BLANK else {}),
                }
                for field in fields
            ],
            "primaryKey": KEYS[name],
        },
    }


ENUMS = {"verdict": Verdict, "witness": Witness}
MAY_BE_BLANK = {"title", "issuer"}  # given as text, which a preview of a draft may not have yet


def _record(fields: Iterable[Field]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            field.name: _typed(field.kind, field.always, field.name) | {"description": f"{field.zh} / {field.en}"}
            for field in fields
        },
        "required": [field.name for field in fields],
    }


def _typed(kind: Kind, always: bool = False, name: str = "") -> dict[str, Any]:
    if kind == "list":
        return {"type": "array", "items": {"type": "string"}}
    plain = "string" if kind == "date" else kind
    made: dict[str, Any] = {"type": plain if always else [plain, "null"]}
    if kind == "date":
        made["format"] = "date"
    if name == "state":
        made["enum"] = list(get_args(Bulletin.model_fields["state"].annotation))
    if name in ENUMS:
        made["enum"] = [str(each) for each in ENUMS[name]]
    if name == "status":
        made["examples"] = list(STATUSES)
    return made

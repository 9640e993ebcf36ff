"""The JSON Schema of the front matter: completion and hints in an editor, and the contract of the source format."""

from typing import Any

from pydantic import BaseModel

from bulletin.model import Bulletin
from bulletin.validate import groups

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The schema, draft 2020-12, with a Chinese description for every field and the required ones named."""
    made = Bulletin.model_json_schema(by_alias=True)
    records: dict[str, type[BaseModel]] = {record.__name__: record for _, record in groups(Bulletin)}
    for name, part in {"Bulletin": made, **made["$defs"]}.items():
        part.pop("title", None)
        if required := getattr(records[name], "required", ()):
            part["required"] = list(required)
        for field in part["properties"].values():
            _plain(field)
    return {"$schema": DIALECT, "title": "整改情况通报的首部", **made}


def _plain(field: dict[str, Any]) -> None:
    """A field that is not given is left out or left empty, so that null is always allowed; titles only repeat names."""
    field.pop("title", None)
    field.pop("default", None)
    if "enum" in field:
        field["enum"] = [*field["enum"], None]
    options = field.get("anyOf", [])
    if len(options) == 1:
        field |= field.pop("anyOf")[0]
    elif isinstance(field.get("type"), str):
        field["type"] = [field["type"], "null"]
    elif isinstance(field.get("type"), list):
        field["type"] = [*field["type"], "null"]

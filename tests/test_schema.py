"""The JSON Schema: a description for every field, and no other opinion of a bulletin than the reader's."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bulletin.model import Bulletin
from bulletin.schema import schema
from bulletin.validate import groups

ROOT = Path(__file__).parents[1]
SCHEMA = schema()
PARTS = {"Bulletin": SCHEMA, **SCHEMA["$defs"]}
FIELDS = [
    pytest.param(field, id=f"{part}.{name}") for part in PARTS for name, field in PARTS[part]["properties"].items()
]
TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}


class Core(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML 1.2 as editors read it: dates and yes are text; numbers, true and null are not."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own form


for tag, pattern, first in (
    ("int", r"[-+]?\d+", "-+0123456789"),
    ("float", r"[-+]?\d+\.\d+", "-+0123456789"),
    ("bool", "true|false", "tf"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def wrong(value: Any, part: dict[str, Any], at: str = "") -> list[str]:
    """Where a value does not fit: as much of JSON Schema as this schema uses, and no more."""
    if "$ref" in part:
        part = PARTS[part["$ref"].rpartition("/")[2]]
    if "anyOf" in part:
        tried = [wrong(value, option, at) for option in part["anyOf"]]
        return [] if [] in tried else min(tried, key=len)
    types = [part["type"]] if isinstance(part["type"], str) else part["type"]
    if not any(isinstance(value, TYPES[kind]) and (kind == "boolean") == isinstance(value, bool) for kind in types):
        return [f"{at}: {value!r} is not {types}"]
    if "enum" in part and value not in part["enum"]:
        return [f"{at}: {value!r} is none of {part['enum']}"]
    if isinstance(value, list):
        return [found for n, item in enumerate(value) for found in wrong(item, part["items"], f"{at}[{n}]")]
    return _wrong_in_group(value, part, at) if isinstance(value, dict) else []


def _wrong_in_group(value: dict[str, Any], part: dict[str, Any], at: str) -> list[str]:
    known, others = part.get("properties", {}), part.get("additionalProperties", True)
    found = [f"{at}.{name} is missing" for name in part.get("required", []) if name not in value]
    for name, inner in value.items():
        if name in known or isinstance(others, dict):
            found += wrong(inner, known.get(name, others), f"{at}.{name}")
        elif not others:
            found.append(f"{at}.{name} is unknown")
    return found


def front(text: str) -> Any:
    return yaml.load(text.removeprefix("---\n").split("\n---\n")[0], Core)  # noqa: S506 - a safe loader


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_described_in_chinese(field):
    """An editor shows these words beside the field."""
    assert re.search(r"[\u4e00-\u9fff]", field["description"])
    assert not {"title", "default"} & set(field)


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_may_be_left_empty(field):
    """`number:` with nothing after it is no mistake."""
    assert wrong(None, field) == []


def test_groups():
    """Each group is described, closed to unknown fields, and asks for what the model asks for."""
    for _, record in groups(Bulletin):
        part = PARTS[record.__name__]
        assert re.search(r"[\u4e00-\u9fff]", part["description"])
        assert part["additionalProperties"] is False
        assert part.get("required", []) == list(getattr(record, "required", ()))
        assert set(part.get("required", [])) <= set(part["properties"])
        assert set(part["properties"]) == {field.alias or name for name, field in record.model_fields.items()}
    assert set(PARTS) == {record.__name__ for _, record in groups(Bulletin)}


def test_it_is_a_schema():
    """It names its dialect, is plain JSON, and each reference leads somewhere."""
    text = json.dumps(SCHEMA)

    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(re.findall(r'"#/\$defs/(\w+)"', text)) <= set(SCHEMA["$defs"])
    assert json.loads(text) == SCHEMA == schema()


@pytest.mark.parametrize("file", sorted(ROOT.glob("bulletins/**/*.md")), ids=lambda file: file.stem)
def test_shipped_bulletins_are_valid(file):
    """What the reader accepts, the schema accepts."""
    assert wrong(front(file.read_text()), SCHEMA) == []


@pytest.mark.parametrize("file", sorted((ROOT / "tests/rules").glob("*.yml")), ids=lambda file: file.stem)
def test_good_cases_are_valid(file, whole):
    """So it does for every good case of every rule."""
    cases = [case["front"] for case in yaml.safe_load(file.read_text())["good"] if "front" in case]

    assert [found for case in cases for found in wrong(front(whole(case)), SCHEMA)] == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("tallys: []", [".tallys is unknown"]),
        ("state: done", [".state: 'done' is none of ['draft', 'published', 'withdrawn', None]"]),
        ("issues: [{id: '1'}]", [".issues[0].title is missing"]),
        ("counts: [1]", [".counts: [1] is not ['object']"]),
        ("sample: yes please", [".sample: 'yes please' is not ['boolean', 'null']"]),
    ],
)
def test_misfits_are_seen(whole, given, expected):
    """What the reader refuses for its form, the schema refuses."""
    assert wrong(front(whole(given)), SCHEMA)[-1:] == expected

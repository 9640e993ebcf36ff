"""The slow audits of the portal, `make test-portal`: axe-core, the Nu checker, Lighthouse, feeds; pictures of every page.

They need Node and Java, which `setup/ready.sh portal` sees to; `make test` runs without them.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import jsonschema
import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.audit

ROOT = Path(__file__).parents[1]
AUDITS = ROOT / "tests" / "audits"
MODULES = AUDITS / "node_modules"
PICTURES = ROOT / ".cache" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TALLEST = 16_000  # pixels of a picture; of the manual nobody looks at more
DESK, TABLET, PHONE = (1440, 900), (768, 1024), (360, 740)
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")  # all that a change of colours can break
REAL = {"home", "list", "bulletin", "unsaid"}  # kinds of pages that search engines may list; samples they may not


class Look(NamedTuple):
    """A way in which a page is seen: the screen, what the reader's system asks for, and the portal's own mode."""

    name: str
    size: tuple[int, int] = DESK
    media: Mapping[str, Any] = MappingProxyType({})
    mode: str = ""
    rules: tuple[str, ...] = WCAG


DRESSES = (
    Look("light"),
    Look("phone", PHONE),
    Look("elder", mode="elder"),
    Look("elder on a phone", PHONE, mode="elder"),
    Look("dark", media={"color_scheme": "dark"}, rules=COLOURS),
    Look("contrast", media={"contrast": "more"}, rules=COLOURS),
    Look("dark contrast", media={"color_scheme": "dark", "contrast": "more"}, rules=COLOURS),
    Look("contrast mode", mode="contrast", rules=COLOURS),
    Look("dark contrast mode", media={"color_scheme": "dark"}, mode="contrast", rules=COLOURS),
)
LOOKS = (
    Look("360", PHONE),
    Look("768", TABLET),
    Look("1440"),
    Look("dark", media={"color_scheme": "dark"}),
    Look("print", (642, 953), {"media": "print"}),  # A4 less its margins
    Look("elder", mode="elder"),
    Look("elder-360", PHONE, mode="elder"),
)


@pytest.fixture
def page(browser: Browser, served: str, path: str) -> Iterator[Page]:
    """A page of each kind in turn, which an auditor's script may be put into."""
    context = browser.new_context(bypass_csp=True)
    opened = context.new_page()
    opened.goto(f"{served}/{path}")
    if "search" in path:
        opened.locator(".found > li").first.wait_for()
    yield opened
    context.close()


def dress(page: Page, look: Look) -> None:
    """Let a page be seen that way; a mode is a class of its root, as its button sets it."""
    width, height = look.size
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(**{"media": "screen", "color_scheme": "light", "contrast": "no-preference", **look.media})
    page.evaluate(
        "mode => ['elder', 'contrast'].map(e => document.documentElement.classList.toggle(e, e === mode))", look.mode
    )


def test_axe_finds_no_violation(page: Page) -> None:
    """WCAG 2.2 AA in any dress; a violation is named with its dress, rule and element."""
    page.add_script_tag(path=MODULES / "axe-core" / "axe.min.js")
    found = []
    for look in DRESSES:
        dress(page, look)
        for violation in page.evaluate("rules => axe.run({runOnly: rules})", [*look.rules])["violations"]:
            found += [f"{look.name}: {violation['id']}: {node['html'][:120]}" for node in violation["nodes"]]

    assert found == []


def test_pictures_are_taken(page: Page, kind: str) -> None:
    """Every kind of page in every look, in .cache/pictures/, for people to judge."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for look in LOOKS:
        dress(page, look)
        tall = page.evaluate("document.documentElement.scrollHeight")
        part = {"x": 0, "y": 0, "width": look.size[0], "height": min(tall, TALLEST)}
        page.screenshot(path=PICTURES / f"{kind}-{look.name}.png", full_page=True, clip=part)


def nu(*arguments: str | Path) -> list[str]:
    """What the Nu checker says of files, with file and line."""
    command = ["java", "-jar", MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar", "--format", "json", *arguments]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stderr)["messages"]
    return [f"{Path(each.get('url', '')).name}:{each.get('lastLine')}: {each['message']}" for each in said]


def test_html_has_no_error(built: Path) -> None:
    """On no page of the site; that a policy of 'self' means nothing to a checker of files is no fault."""
    assert [said for said in nu("--skip-non-html", built) if "Content Security Policy" not in said] == []


def test_feeds_are_valid(built: Path) -> None:
    """Atom by its grammar, JSON Feed by its schema; every feed of the site, over all and by issuer."""
    atom = sorted((built / "data").rglob("*.xml"))
    told = [file.with_suffix(".json") for file in atom]
    schema = json.loads((MODULES / "jsonfeed-schema" / "schema-v1.1.json").read_text("utf-8"))
    judge = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())

    assert len(atom) > 1
    assert nu("--xml", "--schema", (AUDITS / "atom.rnc").as_uri(), *atom) == []
    assert [error.message for file in told for error in judge.iter_errors(json.loads(file.read_text("utf-8")))] == []


def lighthouse(address: str, report: Path, *flags: str) -> dict[str, Any]:
    """Lighthouse's report on a page, in the system's own browser."""
    command = ["node", MODULES / "lighthouse" / "cli" / "index.js", address, "--quiet", *flags]
    flags = ("--output=json", f"--output-path={report}", "--chrome-flags=--headless=new --no-sandbox")
    chrome = next(filter(None, map(shutil.which, BROWSERS)))
    subprocess.run([*command, *flags], check=True, env=os.environ | {"CHROME_PATH": chrome}, capture_output=True)
    return dict(json.loads(report.read_text("utf-8")))


@pytest.mark.parametrize("name", [*sorted(REAL), "itemised", "issue"])
def test_lighthouse_is_content(served: str, kinds: dict[str, str], name: str, tmp_path: Path) -> None:
    """100 in all that does not depend on the speed of this machine; a sample asks not to be listed, and nothing else."""
    flags = ["--only-categories=accessibility,best-practices,seo", "--throttling-method=provided"]
    said = lighthouse(f"{served}/{kinds[name]}", tmp_path / "report.json", *flags)
    wrong = {audit["id"] for audit in said["audits"].values() if audit["score"] == 0}

    assert wrong == (set() if name in REAL else {"is-crawlable"})
    assert {key for key, each in said["categories"].items() if each["score"] < 1} == ({"seo"} if wrong else set())


@pytest.mark.speed
@pytest.mark.parametrize("name", ["home", "list", "itemised", "issue"])
def test_lighthouse_finds_it_fast(served: str, kinds: dict[str, str], name: str, tmp_path: Path) -> None:
    """At least 95 in performance on the telephone and the network that Lighthouse simulates: `make test-speed`."""
    said = lighthouse(f"{served}/{kinds[name]}", tmp_path / "report.json", "--only-categories=performance")

    assert said["categories"]["performance"]["score"] >= 0.95

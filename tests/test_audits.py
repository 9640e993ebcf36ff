"""The slow audits of the portal, `make test-portal`: axe-core, the Nu HTML checker, Lighthouse; and pictures of every page.

They need Node and Java, which `setup/ready.sh portal` sees to; `make test` runs without them.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.audit

ROOT = Path(__file__).parents[1]
MODULES = ROOT / "tests" / "audits" / "node_modules"
PICTURES = ROOT / ".cache" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DRESSES = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "contrast": {"contrast": "more"},
    "dark-contrast": {"color_scheme": "dark", "contrast": "more"},
    "phone": {"viewport": {"width": 360, "height": 740}},
    "contrast-mode": {},
    "elder-mode": {},
}
LOOKS = {
    "360": {"viewport": {"width": 360, "height": 740}},
    "768": {"viewport": {"width": 768, "height": 1024}},
    "1440": {"viewport": {"width": 1440, "height": 900}},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "print": {"viewport": {"width": 794, "height": 1123}},
    "elder-mode": {"viewport": {"width": 1440, "height": 900}},
}


def dressed(name: str) -> str:
    """The script that puts a new page into one of the portal's own modes."""
    mode = name.removesuffix("-mode")
    return f"localStorage.setItem('bulletin-{mode}', '1')" if name.endswith("-mode") else ""


@pytest.mark.parametrize("dress", DRESSES)
def test_axe_finds_no_violation(browser: Browser, served: str, kinds: dict[str, str], dress: str) -> None:
    """WCAG 2.2 AA on every kind of page, in any dress; a violation is named with its page, rule and element."""
    context = browser.new_context(bypass_csp=True, **DRESSES[dress])
    context.add_init_script(dressed(dress))
    page, found = context.new_page(), []
    for kind, path in kinds.items():
        page.goto(f"{served}/{path}", wait_until="networkidle")
        page.add_script_tag(path=MODULES / "axe-core" / "axe.min.js")
        said = page.evaluate(f"axe.run({{runOnly: {WCAG}}})")
        for violation in said["violations"]:
            found += [f"{kind}: {violation['id']}: {node['html'][:120]}" for node in violation["nodes"]]
    context.close()

    assert found == []


def test_html_has_no_error(built: Path) -> None:
    """On no page of the site; that a policy of 'self' means nothing to a checker of files is no fault."""
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-jar", jar, "--format", "json", "--skip-non-html", built]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stderr)["messages"]

    assert [
        f"{Path(each.get('url', '')).name}:{each.get('lastLine')}: {each['message']}"
        for each in said
        if "Content Security Policy" not in each["message"]
    ] == []


@pytest.mark.parametrize("kind", ["home", "list", "itemised", "issue"])
def test_lighthouse_is_content(served: str, kinds: dict[str, str], kind: str, tmp_path: Path) -> None:
    """At least 95 in performance, 100 in everything else."""
    report = tmp_path / "report.json"
    command = ["node", MODULES / "lighthouse" / "cli" / "index.js", f"{served}/{kinds[kind]}", "--quiet"]
    flags = ["--output=json", f"--output-path={report}", "--chrome-flags=--headless=new --no-sandbox"]
    chrome = next(filter(None, map(shutil.which, BROWSERS)))
    subprocess.run([*command, *flags], check=True, env=os.environ | {"CHROME_PATH": chrome}, capture_output=True)
    scores = {name: each["score"] for name, each in json.loads(report.read_text("utf-8"))["categories"].items()}

    assert scores.pop("performance") >= 0.95
    assert set(scores.values()) == {1}, scores


@pytest.mark.parametrize("look", LOOKS)
def test_pictures_are_taken(browser: Browser, served: str, kinds: dict[str, str], look: str) -> None:
    """Every kind of page in every look, in .cache/pictures/, for people to judge."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(**LOOKS[look])
    context.add_init_script(dressed(look))
    page = context.new_page()
    if look == "print":
        page.emulate_media(media="print")
    for kind, path in kinds.items():
        page.goto(f"{served}/{path}", wait_until="networkidle")
        page.screenshot(path=PICTURES / f"{kind}-{look}.png", full_page=True)
    context.close()

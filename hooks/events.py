"""The only file that knows MkDocs. Data goes one way: load, check, render, publish. ProperDocs runs it unchanged.

A hook is loaded once in a process, so that `mkdocs serve` builds many times with one `run`: on_config begins it anew.
"""

# ruff: noqa: ARG001 - MkDocs hands its arguments over by name, used or not

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as Shown

from bulletin import cms, images, phrases
from bulletin.faces import MissingFaceError
from bulletin.findings import Finding, Severity, failed
from bulletin.ledger import newest_first
from bulletin.lists import scripts
from bulletin.load import Source, load
from bulletin.model import Bulletin
from bulletin.opendata import digests, published
from bulletin.page import pages
from bulletin.portal import Page
from bulletin.press import press
from bulletin.project import Misused
from bulletin.publish import Staging
from bulletin.rules import check
from bulletin.rules.manual import manual
from bulletin.rules.output import complaint
from bulletin.search import index
from bulletin.site import Site, read_site
from bulletin.tags import robots, sitemap

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.hooks.bulletin")
SLOT = "<!-- bulletin -->"  # where a page's made part stands in its Markdown; a page without Markdown is nothing else


@dataclass
class Run:
    """What one build hands on from event to event."""

    preview: bool = False
    whole: bool = True
    site: Site = field(default_factory=Site)
    sources: list[Source] = field(default_factory=list)
    bulletins: list[Bulletin] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)
    staging: Staging | None = None


run = Run()


def on_startup(*, command: str, dirty: bool) -> None:
    run.preview = command == "serve"
    run.whole = not (run.preview or dirty)  # a preview has a folder of its own; a dirty build patches the old site


def on_config(config: "MkDocsConfig") -> "MkDocsConfig":
    """Load and check, before anything on disk is touched."""
    root, today = Path(config.config_file_path).parent, date.today()  # noqa: DTZ011 - a waiver ends at the local midnight
    run.site, settings = read_site(Path(config.config_file_path))
    run.sources = [source for source in load(root / "bulletins") if run.site.samples or not _sample(source)]
    _report(check(run.sources, run.site, today, settings))
    run.bulletins = newest_first(one.bulletin for one in run.sources if one.bulletin and _shown(one.bulletin))
    if run.whole:
        run.staging = Staging(Path(config.site_dir))
        config.site_dir = str(run.staging.folder)
    return config


def on_files(files: Files, config: "MkDocsConfig") -> Files:
    """Add what is made of the bulletins: pages, notices, the manual of the rules."""
    pdfs = _pressed(Path(config.config_file_path).parent)
    sizes = {path: pdf.stat().st_size for path, pdf in pdfs.items()}
    run.pages = {f"{page.address}.md": page for page in pages(run.bulletins, run.site, sizes, _origin(config))}
    for uri in run.pages.keys() - files.src_uris.keys():
        files.append(File.generated(config, uri, content=SLOT, inclusion=InclusionLevel.NOT_IN_NAV))
    for path, pdf in pdfs.items():
        files.append(File.generated(config, path.removesuffix(".md") + ".pdf", abs_src_path=str(pdf)))
    for path in sorted({path for bulletin in run.bulletins for path in images.paths(bulletin)}):
        files.append(File.generated(config, path, abs_src_path=str(Path(config.config_file_path).parent / path)))
    made = published(run.bulletins, run.site, _origin(config))
    for path, content in (*made, *index(run.bulletins, run.site), *scripts(run.bulletins, run.site)):
        files.append(_as_it_is(path, content, config))
    for path, content in _editing(Path(config.config_file_path).parent):
        files.append(_as_it_is(path, content, config))
    files.append(File.generated(config, "robots.txt", content=robots(_origin(config))))
    files.append(File.generated(config, "rules.md", content=manual("zh")))
    if origin := _origin(config):
        files.append(File.generated(config, "sitemap.xml", content=sitemap(origin, _mapped(files))))
    for file in [file for file in files if file.src_uri.startswith("assets/")]:
        files.remove(file)  # Material's scripts and styles, 2.5 MB: the portal has its own in portal/
    return files


def on_page_markdown(markdown: str, page: Shown, config: "MkDocsConfig", files: Files) -> str:
    if made := run.pages.get(page.file.src_uri):
        page.meta = {"title": made.title, "description": made.description, **page.meta, "made": made}
    return markdown


def on_page_content(html: str, page: Shown, config: "MkDocsConfig", files: Files) -> str:
    made = run.pages.get(page.file.src_uri)
    return html.replace(SLOT, made.html) if made else html


def on_env(env: Environment, config: "MkDocsConfig", files: Files) -> Environment:
    env.globals |= {"site": run.site, "phrases": phrases, "preview": run.preview}
    return env


@event_priority(-100)  # when everybody else is done with the folder
def on_post_build(config: "MkDocsConfig") -> None:
    (Path(config.site_dir) / digests.NAME).write_bytes(digests.sums(Path(config.site_dir)))
    if run.staging:
        config.site_dir = str(run.staging.site)
        if not _warned(config):
            _publish(run.staging)


def on_build_error(error: Exception) -> None:
    on_shutdown()


def on_shutdown() -> None:
    if run.staging:
        run.staging.abandon()


def _as_it_is(path: str, content: bytes, config: "MkDocsConfig") -> File:
    """A file that is published under its own name; Markdown, too, which MkDocs would make a page of."""
    file = File.generated(config, f"{path}.source" if path.endswith(".md") else path, content=content)
    file.dest_uri = path
    return file


def _mapped(files: Files) -> Iterator[tuple[str, str]]:
    """The pages that search engines may list, with the day of each; those written by hand have none."""
    for file in files.documentation_pages():
        made = run.pages.get(file.src_uri)
        if not made or made.listed:
            yield file.url, made.changed if made else ""


def _origin(config: "MkDocsConfig") -> str:
    """The address at which the site will stand, with a slash at its end; empty while `site_url` is not set."""
    return config.site_url.rstrip("/") + "/" if config.site_url else ""


def _sample(source: Source) -> bool:
    """A site that wants no samples does not hear of them either."""
    return bool(source.bulletin and source.bulletin.sample)


def _shown(bulletin: Bulletin) -> bool:
    """Drafts are only for the preview."""
    return run.preview or bulletin.state != "draft"


def _report(findings: list[Finding]) -> None:
    """Say everything that is wrong, then stop if it must not be published; a preview goes on."""
    for finding in findings:
        stops = finding.severity == Severity.ERROR and not run.preview
        log.log(logging.ERROR if stops else logging.INFO, finding.text("zh"))
    if failed(findings) and run.preview:
        log.info("预览继续；以上错误改正之前不能发布。A preview goes on; with these errors nothing can be published.")
    elif failed(findings):
        raise PluginError(
            "通报有错误（见上），没有发布，已发布的网站保持原样。"
            "Nothing was published: the bulletins have errors (see above); the site stays as it was."
        )


def _pressed(root: Path) -> dict[str, Path]:
    """The notices, by the path of their bulletin; one with a flaw is not published."""
    try:
        pressed = press(run.bulletins, run.site, root)
    except MissingFaceError as missing:
        raise PluginError(missing.words.zh) from missing
    said = pressed.complaints
    _report([complaint(source, flaw) for source in run.sources for flaw in said.get(source.path, ())])
    return pressed.files


def _editing(root: Path) -> list[tuple[str, bytes]]:
    """The files of the editing page, where the settings ask for it."""
    try:
        return list(cms.files(run.site, root))
    except Misused as missing:
        raise PluginError(missing.words.zh) from missing


def _warned(config: "MkDocsConfig") -> bool:
    """A strict build is about to fail for its warnings, which MkDocs finds only after on_post_build.

    The count is the generator's own; only a strict build keeps one.
    """
    counters: list[Any] = logging.getLogger(type(config).__module__.partition(".")[0]).handlers
    return any(counter.get_counts() for counter in counters if hasattr(counter, "get_counts"))


def _publish(staging: Staging) -> None:
    try:
        log.info("Published to %s", staging.publish())
    except OSError as error:
        raise PluginError(
            f"新网站没能放到 {staging.site}（{error.strerror}），已发布的网站保持原样。如果它是挂载点，请把 site_dir 设为其中的一个文件夹。"
            f"The new site could not be put in place; the old one stays."
        ) from error

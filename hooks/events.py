"""The only file that knows MkDocs. Data goes one way: load, check, render, publish. ProperDocs runs it unchanged.

A hook is loaded once in a process, so that `mkdocs serve` builds many times with one `run`: on_config begins it anew.
"""

# ruff: noqa: ARG001 - MkDocs hands its arguments over by name, used or not

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as Shown

from bulletin import phrases
from bulletin.attached import attached
from bulletin.copies import dismiss
from bulletin.drafts import room
from bulletin.findings import Finding, Severity, failed, folded
from bulletin.handwritten import written
from bulletin.load import real
from bulletin.preview import Preview
from bulletin.project import interrupted, stopped
from bulletin.publish import SPARE, Staging
from bulletin.rules.manual import manual
from bulletin.run import Run
from bulletin.web.compiled import compiled
from bulletin.web.frame import Frame, slots, specimen
from bulletin.web.portal import Page
from bulletin.web.tags import robots

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.hooks.bulletin")
SHEETS = [f"portal/{part}.css" for part in ("portal", "parts", "tables", "text", "tools", "narrow", "modes")]
SLOT = "<!-- bulletin -->"  # where a page's made part stands in its Markdown; a page without Markdown is nothing else


class Known(Files):
    """The files that MkDocs makes; and of those that are made and laid without it, any that a link asks for."""

    def get_file_from_path(self, path: str) -> File | None:
        """A file, by its path among the sources."""
        found = super().get_file_from_path(path)
        return File(path, "", "", False) if not found and run.lays(path) else found


run = Run()


def _asked(path: str) -> bytes | None:
    """What a preview is asked for; a notice that is flawed says so when it is made."""
    content, flaws = run.asked(path)
    _report(flaws)
    return content


preview = Preview(_asked)


def on_startup(*, command: str, dirty: bool) -> None:
    if dirty:
        raise PluginError(
            "不能用 --dirty：它只重做改过的页面，清单、搜索、数据和校验和会与通报不符。平常的构建也只重做改动的部分，请去掉 --dirty。"
            "--dirty is refused: lists, search, data and digests would not fit the pages. A plain build makes only what changed, too."
        )
    run.preview = command == "serve"
    run.whole = not run.preview  # a preview has a folder of its own


def on_config(config: "MkDocsConfig") -> "MkDocsConfig":
    """Load and check, before anything on disk is touched."""
    room(Path(config.config_file_path).parent / ".cache")
    if run.preview:
        preview.begin()
    _report(run.read(Path(config.config_file_path)))
    if run.preview:  # shows what will be published: where it is shown changes no page, so that none is made for it
        config.site_url = run.site.origin or None
    config.watch += [str(folder) for folder in run.folders[1:]]
    if run.whole:
        _report(run.amended(Path(config.site_dir)))
        run.staging = Staging(Path(config.site_dir), run.root / SPARE)
        config.site_dir = str(run.staging.folder)
    return config


def on_files(files: Files, config: "MkDocsConfig") -> Files:
    """Add what is made of the bulletins: pages, notices, the manual of the rules."""
    _report(list(attached(_brought(files, config), Path(config.docs_dir))))
    _report(run.print(_origin(config)))
    data = list(run.data())
    for uri in run.pages.keys() - files.src_uris.keys():
        files.append(File.generated(config, uri, content=SLOT, inclusion=InclusionLevel.NOT_IN_NAV))
    for path, picture in run.pictures():
        files.append(File.generated(config, path, abs_src_path=str(picture)))
    for path, content in data:
        files.append(File.generated(config, path, content=content))
    files.append(File.generated(config, "robots.txt", content=robots(_origin(config))))
    for name, text in manual("zh").items():
        files.append(File.generated(config, name, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
    sheet = "\n".join(files.src_uris[name].content_string for name in SHEETS)  # one to fetch, not seven
    files.append(File.generated(config, "portal/style.css", content=sheet))
    # Material's scripts and styles, 2.5 MB, stay out: the portal has its own in portal/
    left = {*SHEETS, *(uri for uri in files.src_uris if uri.startswith("assets/"))}
    return Known(file for file in files if file.src_uri not in left and not run.lays(file.src_uri))


def on_nav(nav: Navigation, config: "MkDocsConfig", files: Files) -> Navigation:
    run.nav = nav
    return nav


def on_page_markdown(markdown: str, page: Shown, config: "MkDocsConfig", files: Files) -> str:
    page.meta.pop("made", None)
    if made := run.pages.get(page.file.src_uri):
        if SLOT not in markdown:
            raise PluginError(
                f"docs/{page.file.src_uri}：要留着 {SLOT} 那一行，由程序写的内容放在那里。Keep its line: what is made stands there."
            )
        page.meta = {"title": made.title, "description": made.description, **page.meta, "made": made}
    return markdown


def on_page_content(html: str, page: Shown, config: "MkDocsConfig", files: Files) -> str:
    made = run.pages.get(page.file.src_uri)
    _report(list(written(f"docs/{page.file.src_uri}", html)))
    return html.replace(SLOT, made.html) if made else html


def on_env(env: Environment, config: "MkDocsConfig", files: Files) -> Environment:
    """With the frame of the pages known, bind what is of one bulletin; then comes what needs all of them."""
    env.bytecode_cache = compiled(run.site)
    env.globals |= {"site": run.site, "phrases": phrases, "preview": run.preview}
    frames = {where: _frame(where, env, config) for where in set(map(specimen, run.addresses()))}
    _report(run.bind(config.site_name, frames, list(_mapped(files))))
    return env


def on_page_context(context: Any, page: Shown, config: "MkDocsConfig", nav: Navigation) -> Any:
    title = "" if page.is_homepage else page.title or ""
    said = page.meta.get("description") or config.site_description or ""
    made = page.meta.get("made") or Page(page.url.removesuffix(".html"), title, "")
    context["head"] = run.portal.head(made, config.site_name, title, said, page.canonical_url or "")
    return context


@event_priority(-100)  # when everybody else is done with the folder
def on_post_build(config: "MkDocsConfig") -> None:
    if run.staging:
        run.lay(run.staging.folder)
        _report(run.leaks(run.staging.folder))
        config.site_dir = str(run.staging.site)
        if not _warned(config):
            _publish(run.staging)
            run.tidy()
    elif "--no-livereload" in sys.argv:  # then nobody calls on_serve
        run.lay(Path(config.site_dir))
    preview.end()


def on_serve(server: Any, *, config: "MkDocsConfig", builder: object) -> Any:
    server.set_app(preview.over(server.get_app(), Path(server.root), server.mount_path))
    return server


def on_build_error(error: Exception) -> None:
    """Whatever stopped the build is said in words of ours, wherever it was met: a full disk, a font that is gone."""
    preview.end()
    on_shutdown()
    if interrupted(error):
        raise KeyboardInterrupt from error
    if not isinstance(error, PluginError) and (words := stopped(error)):
        raise PluginError(
            f"{words.zh}没有发布，已发布的网站保持原样。\n{words.en} Nothing was published; the site stays as it was."
        ) from error


def on_shutdown() -> None:
    if run.staging:
        dismiss()  # or what one of them writes would be left
        run.staging.abandon()


def _brought(files: Files, config: "MkDocsConfig") -> Iterator[tuple[str, Path]]:
    """The files of docs/ that are published as they lie, and the pages, of which only a link is of interest."""
    docs = real(Path(config.docs_dir))
    for file in files:
        if file.src_dir == config.docs_dir and file.abs_src_path and file.inclusion.value > InclusionLevel.DRAFT.value:
            path = Path(file.abs_src_path)
            if not file.is_documentation_page() or path.is_symlink() or not real(path).is_relative_to(docs):
                yield f"docs/{file.src_uri}", path


def _frame(address: str, env: Environment, config: "MkDocsConfig") -> Frame:
    """The frame of the pages that a specimen stands for, as the theme sets it."""
    return Frame.cut(env.get_template("main.html").render(config=config, nav=run.nav, **slots(address)))


def _mapped(files: Files) -> Iterator[tuple[str, str]]:
    """The pages that search engines may list, with the day of each; those written by hand have none."""
    for file in files.documentation_pages():
        made = run.pages.get(file.src_uri)
        if not made or made.listed:
            yield file.url, made.changed if made else ""


def _origin(config: "MkDocsConfig") -> str:
    """The address at which the site will stand, with a slash at its end; empty while `site_url` is not set."""
    return config.site_url.rstrip("/") + "/" if config.site_url else ""


def _report(findings: list[Finding]) -> None:
    """Say everything that is wrong, then stop if it must not be published; a preview goes on."""
    for finding, more in folded(findings):
        stops = finding.severity == Severity.ERROR and not run.preview
        for line in finding.lines(more):
            log.log(logging.ERROR if stops else logging.INFO, line)
    if failed(findings) and run.preview:
        log.info("预览继续；以上错误改正之前不能发布。A preview goes on; with these errors nothing can be published.")
    elif failed(findings):
        raise PluginError(
            "通报有错误（见上），没有发布，已发布的网站保持原样。"
            "Nothing was published: the bulletins have errors (see above); the site stays as it was."
        )


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

"""The pictures of a bulletin: files beside it, each with words for those who cannot see it."""

import posixpath
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from bulletin.model import Bulletin
from bulletin.regex import regex

IMAGE = regex(  # each up to where the next one begins
    r"!\[(?P<alt>(?:[^\]\n!]|!(?!\[))*+)\]\(\s*+<?(?P<address>(?:[^)>\s!]|!(?!\[))*+)>?(?:[^)\n!]|!(?!\[))*+\)"
)
KINDS = (".png", ".jpg", ".jpeg")  # what every reader of PDF/A draws alike


class Image(NamedTuple):
    """A picture as the text calls it: `![alt](address)`, which is `shown`."""

    alt: str
    address: str
    shown: str


def images(bulletin: Bulletin) -> list[Image]:
    """The pictures that the text calls, in its order."""
    found = IMAGE.finditer(bulletin.body) if bulletin.pictured else ()
    return [Image(one["alt"].strip(), one["address"], one[0]) for one in found]


def file_of(bulletin: Bulletin, address: str) -> str:
    """The path of a picture on the site; empty where it is none that lies beside the bulletin or below."""
    folder = posixpath.dirname(bulletin.path)
    path = posixpath.normpath(posixpath.join(folder, unquote(address)))
    inside = path.startswith(f"{folder}/") and not re.match(r"[\w+.-]+:|/", address)
    inside = inside and "\\" not in path and unescape(address) == address  # both are a way up to a browser
    return path if inside and path.lower().endswith(KINDS) else ""


def places(bulletin: Bulletin, root: Path) -> dict[str, Path]:
    """Where its pictures lie, by their paths on the site."""
    if not bulletin.pictured:
        return {}
    paths = {path for image in images(bulletin) if (path := file_of(bulletin, image.address))}
    here, folder = posixpath.dirname(bulletin.path), (root / bulletin.file).parent
    return {path: folder / posixpath.relpath(path, here) for path in sorted(paths)}


def files(bulletin: Bulletin, root: Path) -> Mapping[str, bytes]:
    """The pictures that are there, by the address that the text uses; links that lead outside are not followed."""
    if not bulletin.pictured:
        return {}
    found, lying, folder = {}, places(bulletin, root), (root / bulletin.file).parent.resolve()
    for image in images(bulletin):
        file = lying.get(file_of(bulletin, image.address), folder).resolve()
        if file.is_file() and file.is_relative_to(folder):
            found[image.address] = file.read_bytes()
    return found

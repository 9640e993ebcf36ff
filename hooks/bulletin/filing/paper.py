"""All that a notice is made of, in one place: the same paper gives the same bytes, anywhere and on any day."""

import datetime
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from bulletin import images
from bulletin.digest import Enclosure, enclosures
from bulletin.filing.faces import faces
from bulletin.filing.notice import notice, style
from bulletin.model import Bulletin
from bulletin.site import Site


class Paper(NamedTuple):
    """Print HTML, its style sheet with the font file of every role, its pictures, and what is to be enclosed."""

    html: str
    css: str
    faces: Mapping[str, Path]
    images: Mapping[str, bytes] = {}
    enclosures: tuple[Enclosure, ...] = ()
    date: datetime.date | None = None

    def key(self, base: bytes) -> str:
        """A name for what comes of this paper; `base` stands for style sheet, faces and programs."""
        digest = hashlib.sha256(base)
        pictures = [part for name, data in self.images.items() for part in (name.encode(), data)]
        enclosed = [part for one in self.enclosures for part in (one.name.encode(), one.data)]
        for part in (self.html.encode(), *pictures, *enclosed, str(self.date).encode()):
            digest.update(hashlib.sha256(part).digest())
        return digest.hexdigest()


def paper(bulletin: Bulletin, site: Site, root: Path) -> Paper:
    """The paper of one bulletin of the project at `root`; raises faces.MissingFaceError."""
    return Paper(
        notice(bulletin, site),
        style(),
        faces(site, root),
        images.files(bulletin, root),
        enclosures(bulletin),
        bulletin.date,
    )

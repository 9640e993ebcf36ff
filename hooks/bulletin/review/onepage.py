"""What changed between two versions, as one page that needs nothing beside it: for a reviewer who has no git."""

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from bulletin.review import retelling
from bulletin.review.account import KINDS, Review


def as_html(reviews: Sequence[Review], lang: str, versions: tuple[str, str] = ("", "")) -> str:
    """The page; `versions` name what was compared. Its marks are lines and words, so that it prints in black and white."""
    templates = Environment(
        loader=PackageLoader("bulletin", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("review.html").render(
        reviews=reviews,
        lang=lang,
        zh=lang != "en",
        versions=versions,
        kinds=KINDS,
        told=retelling,
        summary=retelling.summary(reviews).in_(lang),
    )

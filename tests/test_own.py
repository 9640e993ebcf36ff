"""The bulletins of this repository, whichever they are: those that the project ships, or those of a bureau."""

from pathlib import Path

from bulletin.load import load

ROOT = Path(__file__).parents[1]
PUBLISHED = [
    one.bulletin.path for one in load(ROOT / "bulletins") if one.bulletin and one.bulletin.state == "published"
]


def test_they_build_strictly(built: Path) -> None:
    """Each that is published has its page and its notice."""
    made = {path: [(built / path).with_suffix(suffix) for suffix in (".html", ".pdf")] for path in PUBLISHED}

    assert [path for path, files in made.items() if not all(file.is_file() for file in files)] == []

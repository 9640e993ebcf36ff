"""What the project is made of is locked, and its licences are listed."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_every_package_has_hashes(name: str) -> None:
    """Each locked package is followed by the digests of its files, and none is fetched from elsewhere."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / name).read_text().partition("\n")[2])
    packages = [entry for entry in entries if LOCKED.match(entry)]

    assert len(packages) > 20
    assert not [entry.split()[0] for entry in packages if "--hash=sha256:" not in entry]
    assert not re.search(r"^-|://|@ ", "\n".join(entry.split("\n")[0] for entry in packages), re.MULTILINE)


def test_licences_are_listed() -> None:
    """docs/licences.md names every package of the lock with its version; none is without a licence."""
    listed = re.findall(
        r"^\| ([A-Za-z0-9._-]+) \| (\S+) \| (.+) \|$", (ROOT / "docs/licences.md").read_text(), re.MULTILINE
    )
    locked = LOCKED.findall((ROOT / "requirements.lock").read_text())

    assert sorted({(name, version) for name, version, _ in listed}) == sorted(set(locked))
    assert not [name for name, _, licence in listed if licence == "（未声明）"]

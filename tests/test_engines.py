"""The versions that decide the bytes of a notice are in the name under which it is kept."""

import subprocess
import sys
import zlib

import pytest
from weasyprint.text.ffi import ffi, harfbuzz, pango

from bulletin.filing import engines


def test_the_system_is_asked_for_what_weasyprint_uses() -> None:
    found = engines.engines()
    major, minor, micro = map(int, found["HarfBuzz"].split("."))
    pango_version = sum(int(part) * unit for part, unit in zip(found["Pango"].split("."), (10000, 100, 1), strict=True))

    assert pango_version == pango.pango_version()
    assert harfbuzz.hb_version_atleast(major, minor, micro)
    assert not harfbuzz.hb_version_atleast(major, minor, micro + 1)
    assert int(found["Fontconfig"]) > 20000
    assert found["zlib"] == zlib.ZLIB_RUNTIME_VERSION


def test_no_program_is_asked_where_libraries_are() -> None:
    """To load what prints starts none: Python would ask compilers and linkers."""
    code = "import sys; sys.addaudithook(lambda event, _: print(event)); import bulletin.filing.printing"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

    assert "import" in said
    assert {"subprocess.Popen", "os.posix_spawn", "os.fork"}.isdisjoint(said)


def test_what_is_seldom_needed_is_loaded_when_it_is() -> None:
    code = "import bulletin.filing.printing, sys; from weasyprint.pdf import fonts; name = 'fontTools.subset'; "
    code += "assert name not in sys.modules; fonts.subset.Options(hinting=True); assert name in sys.modules"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_another_version_is_another_line(monkeypatch: pytest.MonkeyPatch) -> None:
    before, newer = engines.versions(), engines.engines() | {"Pango": "1.99.0"}
    monkeypatch.setattr(engines, "engines", lambda: newer)

    assert "weasyprint 70.0" in before
    assert "Pango 1.99.0" in engines.versions()


def test_what_is_missing_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engines.SYSTEM, "Pango", ("pango_version_string", ffi, ("libnone.so.0",)))

    assert set(engines.engines.__wrapped__()) == {"zlib", "HarfBuzz", "Fontconfig"}

"""The versions of what sets and packs a notice: Python's libraries, and those of the system that WeasyPrint opens by name.

Other versions may give other bytes, so that they are part of the name under which a notice is kept: after an upgrade all
notices are made anew. To ask those of the system takes a hundredth of a second; WeasyPrint itself is not loaded for it.
"""

import ctypes.util
import platform
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib import import_module
from importlib.metadata import version
from types import ModuleType
from typing import Any

PACKAGES = ("weasyprint", "pydyf", "tinyhtml5", "tinycss2", "cssselect2", "deflate", "pillow")
SYSTEM: dict[str, tuple[str, Any, tuple[str, ...]]] = {  # the function that tells, what it gives, and where it is
    "Pango": ("pango_version_string", ctypes.c_char_p, ("libpango-1.0.so.0", "libpango-1.0.dylib")),
    "HarfBuzz": ("hb_version_string", ctypes.c_char_p, ("libharfbuzz.so.0", "libharfbuzz.0.dylib")),
    "Fontconfig": ("FcGetVersion", ctypes.c_int, ("libfontconfig.so.1", "libfontconfig.1.dylib")),
}
SELDOM = ("fontTools.subset", "fontTools.varLib.instancer")  # what WeasyPrint cuts fonts with where HarfBuzz does not


@lru_cache(maxsize=1)
def engines() -> dict[str, str]:
    """The libraries of the system by their versions: no list of Python's names them. One that is missing is left out."""
    found = {"zlib": zlib.ZLIB_RUNTIME_VERSION}
    for engine, (function, kind, names) in SYSTEM.items():
        for name in names:
            with suppress(OSError):
                tell = getattr(ctypes.CDLL(name), function)
                tell.restype = kind
                said = tell()
                found[engine] = said.decode() if isinstance(said, bytes) else str(said)
    return found


def versions() -> str:
    """All of them in a line, those of Python first."""
    known = {name: version(name) for name in PACKAGES} | engines()
    return "; ".join(f"{name} {each}" for name, each in known.items())


@contextmanager
def by_name() -> Iterator[None]:
    """Have libraries opened by the names that they have on Linux, and no other way, while WeasyPrint is loaded.

    It tries names of other systems first, and for each of those Python asks ldconfig, a compiler and linkers where such a
    library might be: eighty programs, in a third of a second.
    """
    before = ctypes.util.find_library
    if platform.system() == "Linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005 - Python's signature
    try:
        yield
    finally:
        ctypes.util.find_library = before


@contextmanager
def later() -> Iterator[None]:
    """Have what WeasyPrint seldom needs, and loads in a third of its time, stand for itself until it is called."""
    known = {name: sys.modules.get(name) or _Later(name) for name in SELDOM}
    sys.modules.update(known)
    try:
        yield
    finally:
        for name, module in known.items():
            if isinstance(module, _Later) and sys.modules.get(name) is module:
                del sys.modules[name]


class _Later(ModuleType):
    """A module that is loaded when a function of it is called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def loaded(*args: Any, **named: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*args, **named)

        return loaded

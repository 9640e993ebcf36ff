"""Prints the Debian packages that this machine lacks to build the site or, with `test`, to test it too;
with `pdf`, to have its PDFs validated by veraPDF; with `portal`, to audit its pages.

Libraries are opened by name when the program runs, so that is how they are looked for here, whatever installed them.
"""

import ctypes
import importlib.util
import platform
import shutil
import sys

LIBRARIES = {  # what WeasyPrint opens
    "libpango-1.0-0": ["libpango-1.0.so.0", "libpango-1.0.dylib"],
    "libpangoft2-1.0-0": ["libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"],
    "libharfbuzz-subset0": ["libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib"],
}
JAVA = {"default-jre-headless": "java", "maven": "mvn"}
AUDITORS = {"nodejs": "node", "npm": "npm", "default-jre-headless": "java"}
BROWSERS = ["chromium", "chromium-browser", "google-chrome"]


def opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def is_ubuntu() -> bool:
    try:
        return platform.freedesktop_os_release()["ID"] == "ubuntu"
    except (OSError, KeyError):
        return False


packages = [package for package, names in LIBRARIES.items() if not any(map(opens, names))]
if not importlib.util.find_spec("ensurepip"):  # Debian ships Python without it, and without it there is no venv
    packages.append(f"python3.{sys.version_info.minor}-venv")
if sys.argv[1:] in (["test"], ["portal"]):
    if sys.platform == "linux" and not opens("libatomic.so.1"):  # Playwright's driver is linked against it
        packages.append("libatomic1")
    if not shutil.which("pdftoppm"):  # draws the pages of the notices
        packages.append("poppler-utils")
    if not any(map(shutil.which, BROWSERS)):
        packages.append("chromium-browser" if is_ubuntu() else "chromium")
if sys.argv[1:] == ["pdf"]:
    packages += [package for package, program in JAVA.items() if not shutil.which(program)]
if sys.argv[1:] == ["portal"]:
    packages += [package for package, program in AUDITORS.items() if not shutil.which(program)]
print(*packages)

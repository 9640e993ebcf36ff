"""The script of the editing page: one package from npm, by its digest, and out of it one file.

Run by `make cms`. Looks first, and is silent when the file is there already.
"""

import base64
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "decap-cms@3.16.3"
DIGEST = "sha512-hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpwUYhUJDYtYw=="
SCRIPT = "decap-cms.js"
FOLDER = Path(__file__).parents[1] / ".cache" / "cms"
RECORD = FOLDER / "installed"


def main() -> int:
    """Fetch it if it is not what is recorded here; 1 if it cannot be had."""
    if (FOLDER / SCRIPT).is_file() and RECORD.is_file() and RECORD.read_text() == f"{PACKAGE} {DIGEST}\n":
        return 0
    print(
        "正在取得网页编辑所用的程序（约 15 MB，仅首次）…… Fetching the script of the editing page ...", file=sys.stderr
    )
    with tempfile.TemporaryDirectory() as folder:
        try:
            command = ["npm", "pack", PACKAGE, "--silent", "--pack-destination", folder]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError):
            return _failed(
                "没有取到。请检查 npm 和网络，或用 npm config 设置可用的镜像后重试。", "npm could not fetch it."
            )
        (packed,) = Path(folder).glob("*.tgz")
        data = packed.read_bytes()
    if f"sha512-{base64.b64encode(hashlib.sha512(data).digest()).decode()}" != DIGEST:
        return _failed(
            "取到的与记录的摘要不符，请勿使用。", "What was fetched is not the package that is recorded here."
        )
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        inside = archive.extractfile(f"package/dist/{SCRIPT}")
        assert inside
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / SCRIPT).write_bytes(inside.read())
    RECORD.write_text(f"{PACKAGE} {DIGEST}\n")
    return 0


def _failed(zh: str, en: str) -> int:
    print(f"{zh} {en}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())

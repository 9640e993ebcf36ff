#!/bin/sh
# Makes this machine ready to build the site or, with the argument `test`, to test it as well; with `pdf`, to have veraPDF
# validate what it prints.
# Every step looks first, at the thing itself and not at a record of it, and is silent when there is nothing to do.
set -eu
cd "$(dirname "$0")/.."
what=${1:-site}
case $what in
    site) lock=requirements.lock ;;
    test | pdf) lock=requirements-test.lock ;; # holds all of the other as well
esac

say() { printf '%s\n' "$@" >&2; }
fail() { say "$@"; exit 1; }

# 1. Python

for python in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11 none; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
done
[ "$python" != none ] || fail "需要 Python 3.11 或更高版本，请先安装。" "Python 3.11 or newer is needed; please install it first."

# 2. System packages

missing() { "$python" setup/missing.py "$what"; }

packages=$(missing)
if [ -n "$packages" ]; then
    command -v apt-get >/dev/null || fail \
        "缺少系统软件，而本机没有 apt-get。请用本机的软件管理工具安装与以下 Debian 软件包相当的软件，然后重试：$packages" \
        "System software is missing, and there is no apt-get here. Please install what corresponds to these Debian packages: $packages"
    root=
    if [ "$(id -u)" != 0 ]; then
        root=sudo
        sudo -n true 2>/dev/null || { command -v sudo >/dev/null && [ -t 0 ]; } || fail \
            "缺少系统软件，而当前用户无权安装。请管理员运行以下命令，然后重试：" \
            "System software is missing, and you may not install it. Please have an administrator run:" \
            "    apt-get install --no-install-recommends $packages"
    fi
    say "正在安装系统软件包（仅首次）：$packages" "Installing system packages (this once): $packages"
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    $root apt-get update >"$log" 2>&1 || true   # one broken source among many need not matter
    # shellcheck disable=SC2086 # several packages are several words
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages >>"$log" 2>&1 </dev/null || true
    packages=$(missing)
    if [ -n "$packages" ]; then
        tail -n 6 "$log" >&2
        fail "安装未成功，仍然缺少：$packages" "That did not work; still missing: $packages"
    fi
fi

# 3. The Python environment: just what the lock names, bound to this place and this Python. What was installed is kept beside it.

installed() { pwd -P && .venv/bin/python -V && cat "$1"; }
current() { installed "$1" 2>/dev/null | cmp -s - ".venv/$1"; }

if ! current "$lock"; then
    say "正在安装 Python 环境 .venv（约一分钟，仅首次）……" "Installing the Python environment .venv (about a minute, this once) ..."
    current requirements.lock || "$python" -m venv --clear .venv
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$lock" || fail \
        "Python 软件包安装失败。请检查网络，或用 pip config 设置可用的镜像后重试。" \
        "The Python packages could not be installed. Check the network, or set a mirror with pip config, and try again."
    for done in requirements.lock "$lock"; do installed "$done" >".venv/$done"; done
fi
if ! cmp -s pyproject.toml .venv/pyproject.toml; then
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
    cp pyproject.toml .venv/
fi

# 4. Fonts

.venv/bin/python setup/fonts.py

# 5. veraPDF: one archive from the registry of Java, by its digest. Maven keeps what it fetched for other projects, too.

[ "$what" = pdf ] || exit 0
version=1.28.2
digest=687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6
folder=.cache/verapdf
sound() { echo "$digest  $folder/greenfield-apps-$version.jar" | sha256sum --check --status 2>/dev/null; }

if ! sound; then
    say "正在取得 veraPDF（约 10 MB，仅首次）……" "Fetching veraPDF (about 10 MB, this once) ..."
    mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
        -Dartifact=org.verapdf.apps:greenfield-apps:$version -DoutputDirectory=$folder >&2 || fail \
        "veraPDF 没有取到。请检查网络，或在 ~/.m2/settings.xml 里设置可用的镜像后重试。" \
        "veraPDF could not be fetched. Check the network, or set a mirror in ~/.m2/settings.xml, and try again."
    sound || fail "取到的 veraPDF 与记录的摘要不符，请勿使用。" "What was fetched is not the veraPDF that is recorded here; do not use it."
fi

#!/bin/sh
# The editing page on this machine, `make edit`: the preview, and beside it the program that keeps what is saved there
# (decap-server, of Node's: just what the lock names, and no script of theirs is run). It hears this machine alone, and
# of the pages in its browsers only those of the preview. Ctrl-C ends both. Arguments are for `mkdocs serve`.
set -eu
cd "$(dirname "$0")/.."
lock=setup/local/package-lock.json
server=.cache/cms/server

if ! cmp -s $lock $server/installed.json; then
    echo "正在安装本机网页编辑所用的程序（仅首次）…… Installing what keeps the files of the editing page (this once) ..." >&2
    new=$server.$$ # made beside it: two that begin together do not mix
    mkdir -p $new
    cp setup/local/package.json $lock $new/
    (cd "$(realpath $new)" && npm ci --ignore-scripts --no-fund --no-audit --silent) || {
        rm -rf $new
        echo "安装失败。请检查 npm 和网络，或用 npm config 设置可用的镜像后重试。npm could not install it." >&2
        exit 1
    }
    cp $lock $new/installed.json
    cmp -s $lock $server/installed.json || { rm -rf $server; mv $new $server; }
    rm -rf $new
fi

BIND_HOST=127.0.0.1 PORT=${PORT:-8081} ORIGIN=${ORIGIN:-http://127.0.0.1:8000} LOG_LEVEL=error \
    node $server/node_modules/decap-server/dist/index.js &
trap 'kill $! 2>/dev/null' EXIT
trap 'exit 0' INT TERM # without which dash forgets the line above
.venv/bin/mkdocs serve "$@"

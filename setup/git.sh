#!/bin/sh
# Tells this clone how to compare bulletins; .gitattributes says which files they are. Undone by:
#   git config --remove-section diff.bulletin
set -eu
cd "$(dirname "$0")/.."
git rev-parse --git-dir >/dev/null 2>&1 || { echo "这里不在 git 仓库里。This is no git repository." >&2; exit 1; }

# What stands behind @@: the heading of the prose, the entry or the field of the front matter.
git config diff.bulletin.xfuncname '^(#+[ 	].*|[a-z_]+:.*|  - .*)$'
# What --word-diff and --color-words mark: numbers and Latin words whole, else every character.
git config diff.bulletin.wordRegex '[0-9][0-9,.]*%?|[A-Za-z]+|[^[:space:]]'
# Compared in canonical form, so that a paragraph on one line shows the sentence that changed. Old revisions may be
# without the program: then the file as it is.
git config diff.bulletin.textconv 'f() { .venv/bin/bulletin fmt --print "$1" 2>/dev/null || cat "$1"; }; f'
git config diff.bulletin.cachetextconv true

echo "git diff、git log -p 现在按句比较通报；逐字比较：git diff --word-diff" >&2
echo "git diff and git log -p now compare bulletins by sentence; by character: git diff --word-diff" >&2

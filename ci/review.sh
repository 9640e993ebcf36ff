#!/bin/sh
# What CI does with a change, whatever the host: ci/review.sh BASE [FORMAT]
# BASE is the revision that the change is to be compared with; FORMAT that of the findings (github: beside the lines).
# It leaves in review/ what is to be shown: digest.md for a comment, digest.html for reading, a PDF of every bulletin
# that changed, drafts too, unless NOTICES=no says that this machine cannot print. It exits 1 if a bulletin has errors or
# is not in canonical form.
set -eu
cd "$(dirname "$0")/.."
bulletin=${BULLETIN:-.venv/bin/bulletin}
base=${1:-HEAD~1}
code=0
rm -rf review
mkdir review

"$bulletin" check --format "${2:-text}" || code=1
"$bulletin" fmt --check || code=1

if ! git rev-parse --verify --quiet "$base^{commit}" >/dev/null; then
    echo "没有可以比较的版本 $base。There is no revision $base to compare with." >&2
    exit "$code"
fi
"$bulletin" diff "$base...HEAD" --format markdown -o review/digest.md || code=1
"$bulletin" diff "$base...HEAD" --format html -o review/digest.html || code=1

test "${NOTICES:-yes}" != no || exit "$code"
git diff --name-only --diff-filter=d "$base...HEAD" -- bulletins | grep '\.md$' >review/changed || true
while IFS= read -r file; do
    "$bulletin" pdf "$file" -o "review/$(basename "$file" .md).pdf" || code=1
done <review/changed
rm review/changed
exit "$code"

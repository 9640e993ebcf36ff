#!/bin/sh
# What the project is made of, and whether anything is known against it: licences into docs/licences.md, a bill of materials
# (CycloneDX) into .cache/sbom.cdx.json, and the locked packages asked about at the Python Packaging Advisory Database.
# The two tools get an environment of their own, and the network is asked by the last step alone.
set -eu
cd "$(dirname "$0")/.."
tools=.cache/supply

.venv/bin/python setup/licences.py
[ -x $tools/bin/pip-audit ] && [ -x $tools/bin/cyclonedx-py ] || {
    .venv/bin/python -m venv $tools
    $tools/bin/pip install --quiet 'pip-audit==2.10.1' 'cyclonedx-bom==7.5.0'
}
$tools/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --of JSON -o .cache/sbom.cdx.json
echo ".cache/sbom.cdx.json"

# PyPI's own database, then OSV. Behind a mirror neither may be within reach: then nothing is known, which is no success.
for service in pypi osv; do
    if said=$($tools/bin/pip-audit -s $service --strict --disable-pip --require-hashes --progress-spinner off -r requirements.lock 2>&1); then
        echo "$said"
        exit 0
    fi
    case $said in
        *"could not be audited"* | *ConnectionError* | *ServiceError*) ;;
        *) printf '%s\n' "$said" >&2; exit 1 ;;
    esac
done
printf '%s\n' "连不上漏洞库（PyPI、OSV），没有查到已知漏洞，也不能说没有。请在能上网的机器上再执行一次。" \
    "No database of advisories is within reach (PyPI, OSV): nothing is known, for good or bad. Run this where the network is." >&2
exit 3

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
$tools/bin/pip-audit --strict --disable-pip --require-hashes --progress-spinner off -r requirements.lock

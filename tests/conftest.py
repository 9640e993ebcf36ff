"""What the tests of the core share: a valid bulletin to break, and everything that is found wrong with a folder of them."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from bulletin.findings import Finding
from bulletin.load import load
from bulletin.rules import check
from bulletin.site import Site

TODAY = date(2024, 6, 1)
MINIMAL = """\
title: 关于专项巡察整改情况的通报
issuer: 示例市交通运输局
date: 2024-05-01
contact: {phone: 0999-5550100, address: 示例市人民路1号}
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="write what is found now into tests/rules/*.yml; read the diff"
    )


@pytest.fixture(scope="session")
def whole() -> Callable[..., str]:
    """A bulletin's text: the fields of a snippet, from line 2 on, then those of a minimal bulletin that it lacks."""

    def compose(front: str = "", body: str = "正文。\n") -> str:
        given = set(re.findall(r"^(\w+):", front, re.MULTILINE))
        rest = [line for line in MINIMAL.splitlines(keepends=True) if line.partition(":")[0] not in given]
        front = front and front.rstrip("\n") + "\n"
        return f"---\n{front}{''.join(rest)}---\n\n{body}"

    return compose


@pytest.fixture(scope="session")
def judge() -> Callable[..., list[Finding]]:
    """Everything that is wrong with the bulletins below a folder, on a day that never changes."""

    def findings(root: Path, site: Site | None = None, today: date = TODAY) -> list[Finding]:
        return check(load(root / "bulletins"), site or Site(), today)

    return findings


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key with a certificate that only says its own name."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "示例市水务局")])
    first = datetime(2020, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(secret.public_key())
    made = made.serial_number(7).not_valid_before(first).not_valid_after(first.replace(year=2090))
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = made.add_extension(usage, critical=True).sign(secret, hashes.SHA256())
    file = tmp_path_factory.mktemp("key") / "key.p12"
    file.write_bytes(serialize_key_and_certificates(b"x", secret, certificate, None, BestAvailableEncryption(b"pass")))
    return file

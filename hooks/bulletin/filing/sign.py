"""An electronic signature (PAdES, ETSI EN 319 142) on a finished notice: an option, by pyHanko.

It is appended, so that the notice below it stays byte for byte what it was, and it shows nothing on the page: a seal is
never drawn. The seals of GB/T 38540 (SM2, SM3) are the business of a bureau's own seal system, not of this.
"""

import logging
from io import BytesIO
from pathlib import Path
from typing import Any

from bulletin.findings import Words

FIELD = "签名"
logging.getLogger("pyhanko").addHandler(logging.NullHandler())  # what it makes of a file is said in our own words


class NoSigner(Exception):
    """Nothing can be signed: pyHanko is not installed, or the key does not open."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)


def sign(pdf: bytes, key: Path, passphrase: str) -> bytes:
    """The notice with a signature by the key of a PKCS #12 file; raises NoSigner."""
    try:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import signers
        from pyhanko.sign.fields import SigSeedSubFilter
    except ModuleNotFoundError as error:
        raise NoSigner(
            "签名要用 pyHanko，请先安装：pip install 'bulletin[sign]'",
            "signing needs pyHanko: pip install 'bulletin[sign]'",
        ) from error
    load: Any = signers.SimpleSigner.load_pkcs12
    signer = load(str(key), passphrase=passphrase.encode())
    if not signer:
        raise NoSigner(
            f"打不开 {key}：口令不对，或不是 PKCS #12 文件",
            f"{key} does not open: a wrong passphrase, or no PKCS #12 file",
        )
    facts = signers.PdfSignatureMetadata(field_name=FIELD, subfilter=SigSeedSubFilter.PADES)
    made = signers.PdfSigner(facts, signer).sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)))
    return bytes(made.getvalue())


def appended(pdf: bytes, length: int) -> tuple[bool, Words]:
    """What was appended to a notice of some length: only a signature is good. Whose it is, is not judged here."""
    changed = False, Words("文件制成以后追加了内容", "something was appended to the file after it was made")
    if b"/ByteRange" not in pdf[length:]:
        return changed
    try:
        from pyhanko.pdf_utils.reader import PdfFileReader
        from pyhanko.sign.diff_analysis import SuspiciousModification
    except ModuleNotFoundError:
        return False, Words(
            "文件制成以后追加了签名；核对签名要用 pyHanko：pip install 'bulletin[sign]'",
            "a signature was appended; checking it needs pyHanko: pip install 'bulletin[sign]'",
        )
    try:
        reader = PdfFileReader(BytesIO(pdf))
        result = _policy().review_file(reader, base_revision=0)
        names = [_signed_by(one) for one in reader.embedded_signatures]
    except (SuspiciousModification, ValueError, NotImplementedError):
        return changed
    if isinstance(result, SuspiciousModification) or not names or not all(names):
        return changed
    who = "、".join(names)
    return True, Words(
        f"文件自制成以来没有改动，只追加了签名（{who}；证书是否可信请用签章软件核对）",
        f"the file is as it was made, with a signature appended ({who}; whether to trust it is not judged here)",
    )


def _policy() -> Any:
    """What may change with a signature: a field for it in the form, the hour and the program; nothing of the pages."""
    from pyhanko.sign import diff_analysis
    from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON

    diff: Any = diff_analysis
    exempt = ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"}  # by which the form says that there is a signature
    form = diff.FormUpdatingRule([diff.SigFieldCreationRule(), diff.SigFieldModificationRule()], exempt)
    kinds = (diff.XrefStreamRule, diff.ObjectStreamRule, diff.DocInfoRule, diff.MetadataUpdateRule)
    rules = [kind().as_qualified(diff.ModificationLevel.LTA_UPDATES) for kind in kinds]
    return diff.StandardDiffPolicy([diff.CatalogModificationRule(), *rules], form)


def _signed_by(signature: Any) -> str:
    """The name in the certificate of a sound signature over the whole file; empty for any other."""
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    status = validate_pdf_signature(signature, ValidationContext(trust_roots=[]))
    sound = status.intact and status.valid and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return str(signature.signer_cert.subject.human_friendly) if sound else ""

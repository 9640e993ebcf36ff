"""Files that once broke something (`make fuzz` and `make guided` find them): each is read or refused in our words, and soon."""

import io
import select
import socket
import time
import zipfile
from pathlib import Path

import pytest

from bulletin.imports.blocks import Unreadable
from bulletin.imports.files import read_file
from bulletin.imports.making import make
from bulletin.imports.workbook import read_ledger
from bulletin.site import Site

FOLDER = Path(__file__).parent / "damaged"
CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "通报" * 10}">' for n in range(10))


def imported(file: Path) -> str:
    """What comes of a file: its text as it was read, or why it was not."""
    start = time.process_time()
    try:
        made = (
            str(read_ledger(file.read_bytes(), Site(), []))
            if file.suffix == ".xlsx"
            else make(read_file(file), Site()).text
        )
    except Unreadable as said:
        made = said.words.zh
    assert time.process_time() - start < 20
    return made


@pytest.mark.parametrize(
    "file", sorted(file for file in FOLDER.iterdir() if file.suffix != ".yml"), ids=lambda file: file.name
)
def test_what_broke_once(file: Path) -> None:
    """No traceback."""
    assert imported(file)


def document(body: str) -> bytes:
    made = io.BytesIO()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{CONTENT}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        )
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r" Type="{relation}" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", body)
    return made.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>通报{{}}</w:t></w:r></w:p></w:body></w:document>'


@pytest.mark.parametrize(
    "body",
    [
        f"<!DOCTYPE x [{ENTITIES}]>{BODY.format('&a9;')}",
        f'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>{BODY.format("&x;")}',
        f'<!DOCTYPE x SYSTEM "http://HOST/x.dtd">{BODY.format("")}',
        f'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://HOST/x.dtd"> %p;]>{BODY.format("")}',
        f'<!DOCTYPE x [<!ENTITY x SYSTEM "http://HOST/x.txt">]>{BODY.format("&x;")}',
        f"{BODY.format('')}{' ' * (40 << 20)}",
    ],
    ids=[
        "entities that grow",
        "entity of a file",
        "definition from elsewhere",
        "part of one",
        "entity of an address",
        "bomb",
    ],
)
def test_hostile_documents(body: str, tmp_path: Path) -> None:
    """Entities are not expanded to more than the bound, no file and no address is read for one, bombs are refused."""
    file = tmp_path / "x.docx"
    with socket.create_server(("127.0.0.1", 0)) as listening:
        file.write_bytes(document(body.replace("HOST", f"127.0.0.1:{listening.getsockname()[1]}")))
        made = imported(file)
        asked, _, _ = select.select([listening], [], [], 0)

    assert not asked
    assert "root:" not in made
    assert len(made) < 1_000_000

"""What WeasyPrint 70.0 leaves undone in a PDF that is to be filed and read aloud: ISO 19005-3 (PDF/A-3a) and 14289-1 (PDF/UA-1).

It can claim one of the two; here both are claimed, and what veraPDF or a screen reader would miss is mended in the objects
that are about to be written, so that the file is neither parsed nor written twice: here the metadata, the enclosed files
and the seal; the tree of what a screen reader reads is structure.py's.
"""

import hashlib
from typing import Any

import pydyf

from bulletin.filing.structure import Tree, written
from bulletin.filing.writing import Whole
from bulletin.regex import regex

UA = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
BLANK = b"0" * 64
SEAL = regex(rb"(/ID \[\([0-9a-f]{32}\) ?)(?:\([0-9a-f]{32}\)|<([0-9a-f]{64})>)")
END = regex(rb"startxref\s+\d+\s+%%EOF\r?\n?")


def finish(_document: Any, pdf: Any) -> None:
    """WeasyPrint's `finisher`: called when all objects are made and none is written."""
    _claim(pdf)
    tree = Tree(pdf)
    tree.join()
    tree.artifacts()
    tree.lists()
    tree.tables()
    tree.pictures()
    _files(pdf)
    _outlines(pdf)
    # A form without fields: a signature goes into it later, and checkers compare the form before and after.
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pydyf.Array()})
    pdf.__class__ = Whole


def seal(pdf: bytes) -> bytes:
    """The file with its seal: the second half of /ID (ISO 32000-1, 14.4) is the SHA-256 of all other bytes.

    It tells a file that was changed by accident or by a tool that knows nothing of it; against a forger only the
    published file stands (`bulletin verify --site`), or a signature.
    """
    *_, place = SEAL.finditer(pdf)
    blank = pdf[: place.start()] + place[1] + b"<" + BLANK + b">" + pdf[place.end() :]
    return blank.replace(BLANK, hashlib.sha256(blank).hexdigest().encode(), 1)


def sealed(pdf: bytes) -> tuple[bool | None, bytes]:
    """Whether the seal is whole (None: there is none), and what was appended to the file after it was made."""
    end = END.search(pdf)
    made, more = (pdf[: end.end()], pdf[end.end() :]) if end else (pdf, b"")
    places = [place for place in SEAL.finditer(made) if place[2]]
    if not places:
        return None, more
    start, stop = places[-1].span(2)
    return hashlib.sha256(made[:start] + BLANK + made[stop:]).hexdigest().encode() == places[-1][2], more


def _claim(pdf: Any) -> None:
    """Add PDF/UA-1 to the metadata, with the description of its property that PDF/A asks for (19005-3, 6.6.2.3).

    The metadata are left uncompressed, for programs that look for them without knowing PDF.
    """
    metadata = written(pdf, pdf.catalog["Metadata"])
    text = b"".join(metadata.stream).decode()
    metadata.stream, metadata.compress = [text.replace("</rdf:RDF>", f"{UA}</rdf:RDF>", 1).encode()], False


def _outlines(pdf: Any) -> None:
    """Fonts of which the outlines are embedded and nothing else (ISO 32000-1, table 126)."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream) and one.extra.get("Subtype") == "/OpenType" and one.stream[0][:4] != b"OTTO":
            one.extra["Subtype"] = "/CIDFontType0C"


def _files(pdf: Any) -> None:
    """Each enclosed file once in /AF (WeasyPrint lists it twice), the names sorted as a name tree is (7.9.6)."""
    if "AF" not in pdf.catalog:
        return
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    names = written(pdf, pdf.catalog["Names"]["EmbeddedFiles"])["Names"]
    pairs = sorted(zip(names[::2], names[1::2], strict=True), key=lambda pair: str(pair[0].string))
    names[:] = [part for pair in pairs for part in pair]

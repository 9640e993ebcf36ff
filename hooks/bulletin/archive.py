"""What WeasyPrint 70.0 leaves undone in a PDF that is to be filed and read aloud: ISO 19005-3 (PDF/A-3a) and 14289-1 (PDF/UA-1).

It can claim one of the two; here both are claimed, and what veraPDF or a screen reader would miss is mended in the objects
that are about to be written, so that the file is neither parsed nor written twice. All of it could go upstream:
page numbers and marks as artifacts, list items with a body, headers of tables with their scope and to the cells they head,
the boxes of pictures in the units of the page, each associated file once.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import pydyf

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
SEAL = re.compile(rb"(/ID \[\([0-9a-f]{32}\) ?)(?:\([0-9a-f]{32}\)|<([0-9a-f]{64})>)")
END = re.compile(rb"startxref\s+\d+\s+%%EOF\r?\n?")


def finish(_document: Any, pdf: Any) -> None:
    """WeasyPrint's `finisher`: called when all objects are made and none is written."""
    _claim(pdf)
    tree = _Tree(pdf)
    tree.artifacts()
    tree.lists()
    tree.tables()
    tree.pictures()
    _files(pdf)
    # A form without fields: a signature goes into it later, and checkers compare the form before and after.
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pydyf.Array()})


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
    metadata = _object(pdf, pdf.catalog["Metadata"])
    text = b"".join(metadata.stream).decode()
    metadata.stream, metadata.compress = [text.replace("</rdf:RDF>", f"{UA}</rdf:RDF>", 1).encode()], False


def _files(pdf: Any) -> None:
    """Each enclosed file once in /AF (WeasyPrint lists it twice), the names sorted as a name tree is (7.9.6)."""
    if "AF" not in pdf.catalog:
        return
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    names = _object(pdf, pdf.catalog["Names"]["EmbeddedFiles"])["Names"]
    pairs = sorted(zip(names[::2], names[1::2], strict=True), key=lambda pair: str(pair[0].string))
    names[:] = [part for pair in pairs for part in pair]


def _object(pdf: Any, reference: Any) -> Any:
    return pdf.objects[int(bytes(reference).split()[0])]


class _Tree:
    """The structure tree: elements are dictionaries, their kids numbers of marked content or references."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.root = _object(pdf, pdf.catalog["StructTreeRoot"])
        self.top = _object(pdf, self.root["K"][0])

    def kids(self, element: Any) -> Iterator[Any]:
        """The structure elements right below one."""
        for kid in element.get("K", ()):
            if isinstance(kid, bytes) and (child := _object(self.pdf, kid)).get("Type") == "/StructElem":
                yield child

    def below(self, element: Any, *kinds: str) -> Iterator[Any]:
        """All elements of some kinds below one, in reading order; not those inside another of the kinds."""
        for kid in self.kids(element):
            if kid["S"] in kinds:
                yield kid
            else:
                yield from self.below(kid, *kinds)

    def all(self, element: Any) -> Iterator[Any]:
        yield element
        for kid in self.kids(element):
            yield from self.all(kid)

    def artifacts(self) -> None:
        """What hangs on no branch is in the margins: page numbers and marks, which are no content (14289-1, 7.8)."""
        known = {element.reference for element in self.all(self.top)}
        owned = _object(self.pdf, self.root["ParentTree"])["Nums"][1::2]
        for page, owners in zip(self.pdf.page_references, owned, strict=False):  # after the pages come the links
            outside = {mcid for mcid, owner in enumerate(owners) if owner not in known}
            for mcid in outside:
                owners[mcid] = "null"
            _mark(_object(self.pdf, _object(self.pdf, page)["Contents"]).stream, outside)

    def lists(self) -> None:
        """An item holds labels and bodies only (ISO 32000-1, table 336): other things of it go into a body."""
        for item in [element for element in self.all(self.top) if element["S"] == "/LI"]:
            loose = [kid for kid in self.kids(item) if kid["S"] not in ("/Lbl", "/LBody")]
            if not loose:
                continue
            bodies = [kid for kid in self.kids(item) if kid["S"] == "/LBody"]
            body = bodies[0] if bodies else self._body(item)
            for kid in loose:
                item["K"].remove(kid.reference)
                body["K"].append(kid.reference)
                kid["P"] = body.reference

    def _body(self, item: Any) -> Any:
        body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(), "P": item.reference})
        body["Pg"] = item["Pg"]
        self.pdf.add_object(body)
        item["K"].append(body.reference)
        return body

    def tables(self) -> None:
        """Every header has its scope and a name in /IDTree; every cell names the headers above it and of its group."""
        named = {}
        for table in [element for element in self.all(self.top) if element["S"] == "/Table"]:
            columns: dict[int, Any] = {}
            group: list[Any] = []
            for row in self.below(table, "/TR"):
                cells = list(self.below(row, "/TH", "/TD"))
                alone = len(cells) == 1 and cells[0]["S"] == "/TH"
                at = 0
                for cell in cells:
                    span = cell["A"].get("ColSpan", 1)
                    if cell["S"] == "/TH":
                        cell["A"]["Scope"] = "/Row" if alone else "/Column"
                        named[cell["ID"].string] = cell.reference
                        group = [cell["ID"]] if alone else group
                        columns |= {} if alone else dict.fromkeys(range(at, at + span), cell["ID"])
                    else:
                        above = [columns[column] for column in range(at, at + span) if column in columns]
                        cell["A"]["Headers"] = pydyf.Array(above + group)
                    at += span
        if named:
            pairs = [part for name in sorted(named) for part in (pydyf.String(name), named[name])]
            self.root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(pairs)})

    def pictures(self) -> None:
        """A picture's /BBox is in the units of the page (ISO 32000-1, table 344); WeasyPrint writes its own pixels."""
        for figure in [element for element in self.all(self.top) if element["S"] == "/Figure"]:
            height = float(_object(self.pdf, figure["Pg"])["MediaBox"][3])
            left, top, right, bottom = (0.75 * float(side) for side in figure["A"]["BBox"])
            figure["A"]["BBox"] = pydyf.Array((left, height - bottom, right, height - top))


def _mark(stream: list[Any], numbers: set[int]) -> None:
    """Make artifacts of the marked content with these numbers."""
    for index, part in enumerate(stream):
        if isinstance(part, pydyf.Dictionary) and part.get("MCID") in numbers and stream[index + 1] == b"BDC":
            stream[index - 1 : index + 1] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]

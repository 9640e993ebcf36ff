"""The structure tree that WeasyPrint 70.0 made for a PDF, mended for those who read with their ears (ISO 14289-1).

The elements are pydyf's dictionaries, not yet written. All that is done here could go upstream: what goes on over a page is
one element, page numbers and marks are artifacts, items of lists have a body, headers of tables their scope and cells
their headers, and pictures their place in the units of the page.
"""

from collections.abc import Iterator
from typing import Any

import pydyf

APART = ("/Table", "/TR", "/L")  # their kids may have others between them and what the next page has of them


def written(pdf: Any, reference: Any) -> Any:
    """The object that a reference is to."""
    return pdf.objects[int(bytes(reference).split()[0])]


class Tree:
    """The structure tree: elements are dictionaries, their kids numbers of marked content or references."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.root = written(pdf, pdf.catalog["StructTreeRoot"])
        self.top = written(pdf, self.root["K"][0])

    def kids(self, element: Any) -> Iterator[Any]:
        """The structure elements right below one."""
        for kid in element.get("K", ()):
            if isinstance(kid, bytes) and (child := written(self.pdf, kid)).get("Type") == "/StructElem":
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

    def join(self) -> None:
        """One element for what was one in the HTML: the printer makes one anew on each page, and of a link on each line.

        The head of a table that is repeated on the next page hangs on no branch afterwards, as if it were in the margin.
        """
        gone: dict[bytes, bytes] = {}
        self._join(self.top, gone)
        nums = written(self.pdf, self.root["ParentTree"])["Nums"]
        for at in range(1, len(nums), 2):
            owners = nums[at]
            nums[at] = (
                pydyf.Array(gone.get(owner, owner) for owner in owners)
                if isinstance(owners, list)
                else gone.get(owners, owners)
            )
        self.every = list(self.all(self.top))

    def _join(self, element: Any, gone: dict[bytes, bytes]) -> None:
        kept: Any = pydyf.Array()
        known: dict[Any, Any] = {}
        before = None
        for part in element["K"]:
            kid: Any = written(self.pdf, part) if isinstance(part, bytes) else None
            origin = (kid["S"], *kid.origin) if hasattr(kid, "origin") else None
            first = known.get(origin) if origin else None
            if first is None or not (first is before or element["S"] in APART):
                # A head that had no room above a row of a page's length stands on a later page: it is the head all the same.
                kept.insert(0 if origin and origin[0] == "/THead" else len(kept), part)
                known[origin], first = kid, kid
            elif kid["S"] != "/THead":
                self._absorb(first, kid)
                gone[kid.reference] = first.reference
            before = first
        element["K"] = kept
        for kid in self.kids(element):
            self._join(kid, gone)

    def _absorb(self, element: Any, other: Any) -> None:
        """Hang all that is on one element on another; numbers of marked content are those of a page (14.7.4.2)."""
        for part in other["K"]:
            if not isinstance(part, bytes) and other["Pg"] != element["Pg"]:
                part = pydyf.Dictionary({"Type": "/MCR", "Pg": other["Pg"], "MCID": part})
            elif isinstance(part, bytes) and "P" in (kid := written(self.pdf, part)):
                kid["P"] = element.reference
            element["K"].append(part)
        other.clear()

    def artifacts(self) -> None:
        """What hangs on no branch is in the margins: page numbers and marks, which are no content (14289-1, 7.8)."""
        known = {element.reference for element in self.every}
        owned = written(self.pdf, self.root["ParentTree"])["Nums"][1::2]
        for page, owners in zip(self.pdf.page_references, owned, strict=False):  # after the pages come the links
            outside = {mcid for mcid, owner in enumerate(owners) if owner not in known}
            for mcid in outside:
                owners[mcid] = "null"
            _mark(written(self.pdf, written(self.pdf, page)["Contents"]).stream, outside)

    def lists(self) -> None:
        """An item holds labels and bodies only (ISO 32000-1, table 336): other things of it go into a body."""
        for item in [element for element in self.every if element["S"] == "/LI"]:
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
        for table in [element for element in self.every if element["S"] == "/Table"]:
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
        for figure in [element for element in self.every if element["S"] == "/Figure"]:
            height = float(written(self.pdf, figure["Pg"])["MediaBox"][3])
            left, top, right, bottom = (0.75 * float(side) for side in figure["A"]["BBox"])
            figure["A"]["BBox"] = pydyf.Array((left, height - bottom, right, height - top))


def _mark(stream: list[Any], numbers: set[int]) -> None:
    """Make artifacts of the marked content with these numbers: the margins are drawn after the text."""
    left = set(numbers)
    for index in range(len(stream) - 1, 0, -1):
        part = stream[index]
        if isinstance(part, pydyf.Dictionary) and part.get("MCID") in left and stream[index + 1] == b"BDC":
            left.discard(part["MCID"])
            stream[index - 1 : index + 1] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]
            if not left:
                return

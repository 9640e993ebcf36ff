"""What goes on over a page is one element of the structure tree, with what is on each page: read from the finished PDF."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from bulletin.filing import printing
from bulletin.filing.paper import paper
from bulletin.model import Bulletin
from bulletin.site import Site

ROOT = Path(__file__).parents[1]
TEXT = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
ISSUE = {"owner": "安全监督科", "due": "2024-10-31", "status": "completed", "theme": "主题"}
Content = tuple[int, int]  # the number of a page, and of marked content on it


class Tree:
    """The structure tree of a notice, whose register has `issues`."""

    def __init__(self, body: str, issues: list[dict[str, str]]) -> None:
        given = {"title": "关于巡察整改情况的通报", "issuer": "示例市水务局", "date": "2024-01-05", "issues": issues}
        made = Bulletin.model_validate(given | {"inspection": {"kind": "巡察"}})
        made._path, made._body = "bulletins/x.md", body
        printed = printing.render(paper(made, Site(), ROOT))
        assert printed.complaints == ()
        self.reader = PdfReader(io.BytesIO(printed.pdf))
        self.root = self.reader.root_object["/StructTreeRoot"]
        self.elements = list(below(self.root["/K"][0].get_object()))

    def of(self, kind: str) -> list[Any]:
        return [element for element in self.elements if element["/S"] == kind]

    def content(self, element: Any) -> list[Content]:
        """All marked content of an element and of those below it."""
        found = []
        for kid in element.get("/K", []):
            kid = kid.get_object()
            if isinstance(kid, int):
                found.append((self.reader.get_page_number(element["/Pg"]), int(kid)))
            elif kid["/Type"] == "/MCR":
                found.append((self.reader.get_page_number(kid["/Pg"]), int(kid["/MCID"])))
            elif kid["/Type"] == "/StructElem":
                found += self.content(kid)
        return found

    def pages(self, element: Any) -> list[int]:
        return sorted({page for page, _ in self.content(element)})


def below(element: Any) -> Iterator[Any]:
    yield element
    for kid in element.get("/K", []):
        kid = kid.get_object()
        if isinstance(kid, dict) and kid.get("/Type") == "/StructElem":
            assert kid["/P"] == element
            yield from below(kid)


@pytest.fixture(scope="module")
def long() -> Tree:
    """A paragraph, a table, an item of a list and an address that go on over a page; a row that is longer than one."""
    table = "| 甲 | 乙 |\n|---|---|\n" + "".join(f"| {number} | {TEXT} |\n" for number in range(90))
    link = f"[{TEXT * 3}](https://example.cn)"
    issues = [ISSUE | {"id": f"{number}", "title": TEXT * (1 if number else 200)} for number in range(40)]
    return Tree(f"{TEXT * 30}\n\n{table}\n\n- {TEXT * 40}\n- 乙\n\n{TEXT}{link}\n", issues)


def test_a_paragraph_over_two_pages_is_one(long: Tree) -> None:
    whole = [element for element in long.of("/P") if len(long.pages(element)) > 1]

    assert [long.pages(element) for element in whole] == [[0, 1]]
    # What is on a page is one piece of it, to be read as one.
    assert [page for page, _ in long.content(whole[0])] == [0, 1]


@pytest.mark.parametrize(("text", "pieces"), [(TEXT, 1), ("整改2024年", 1), ("abc ", 4)])
def test_chinese_lines_are_read_as_one(text: str, pieces: int) -> None:
    """Others are read line by line: the space at which one was broken is not there."""
    tree = Tree((text * 50)[:180], [])
    body = tree.of("/P")[0]

    assert len(tree.content(body)) == pieces


def test_lines_are_no_elements(long: Tree) -> None:
    """They are content of their paragraph, those on its second page by way of a reference."""
    whole = next(element for element in long.of("/P") if len(long.pages(element)) > 1)
    kids = [kid.get_object() for kid in whole["/K"]]

    assert len(kids) == len(long.content(whole)) == 2
    assert {"/MCR" if isinstance(kid, dict) else int for kid in kids} == {"/MCR", int}
    assert {kid["/Type"] for kid in kids if isinstance(kid, dict)} == {"/MCR"}


def test_a_table_over_several_pages_is_one_with_one_head(long: Tree) -> None:
    prose, register = long.of("/Table")

    assert len(long.pages(prose)) > 2
    assert len(long.pages(register)) > 2
    assert len(long.of("/THead")) == len(long.of("/TBody")) == 2
    assert len([row for row in below(prose) if row["/S"] == "/TR"]) == 91
    assert len([row for row in below(register) if row["/S"] == "/TR"]) == 42  # the head, a theme and forty


def test_a_row_that_is_longer_than_a_page_has_its_cells_once(long: Tree) -> None:
    row = next(row for row in long.of("/TR") if len(long.pages(row)) > 1)
    cells = [cell.get_object() for cell in row["/K"]]

    assert [cell["/S"] for cell in cells] == ["/TD"] * 5
    assert len(long.pages(cells[1])) > 1
    assert len(long.pages(cells[0])) == 1


def test_every_cell_is_under_the_head_of_its_column_and_the_theme_on_every_page(long: Tree) -> None:
    _, register = long.of("/Table")
    heads = {head["/ID"] for head in below(register) if head["/S"] == "/TH"}
    cells = [cell for cell in below(register) if cell["/S"] == "/TD"]

    assert len(heads) == 6
    assert all(len(cell["/A"]["/Headers"]) == 2 for cell in cells)
    assert all(set(cell["/A"]["/Headers"]) <= heads for cell in cells)


def test_an_item_of_a_list_over_several_pages_is_one(long: Tree) -> None:
    (listed,) = long.of("/L")

    assert len(listed["/K"]) == 2
    assert len(long.pages(listed["/K"][0].get_object())) > 1


def test_a_link_over_several_lines_is_one(long: Tree) -> None:
    (link,) = long.of("/Link")
    annotations = [kid.get_object()["/Obj"] for kid in link["/K"] if "/Obj" in dir_of(kid)]

    assert len(annotations) > 2
    assert {note["/A"]["/URI"] for note in annotations} == {"https://example.cn"}
    parents = long.root["/ParentTree"]["/Nums"]
    owner = {number: element.get_object() for number, element in zip(parents[::2], parents[1::2], strict=True)}
    assert all(owner[note["/StructParent"]] == link for note in annotations)


def dir_of(kid: Any) -> Any:
    kid = kid.get_object()
    return kid if isinstance(kid, dict) else {}


def test_all_that_is_marked_has_one_place_in_the_tree_and_knows_it(long: Tree) -> None:
    """The heads that a table repeats are no content (ISO 14289-1, 7.8): marked as artifacts, like the page numbers."""
    content = long.content(long.elements[0])
    owners = long.root["/ParentTree"]["/Nums"][1::2]
    marked, artifacts = set(), 0
    for number, page in enumerate(long.reader.pages):
        operations = ContentStream(page.get_contents(), long.reader).operations
        marks = [operands for operands, operator in operations if operator == b"BDC"]
        marked |= {(number, facts["/MCID"]) for _, facts in marks if "/MCID" in facts}
        artifacts += sum(tag == "/Artifact" for tag, _ in marks)

    assert len(content) == len(set(content))
    assert set(content) == marked
    assert all(place in long.content(owners[place[0]][place[1]].get_object()) for place in content)
    assert artifacts > len(long.reader.pages) + 10

"""The readable text of a C-CDA section: as lines, and by the IDs that its entries refer to."""

from collections.abc import Iterator, Mapping
from itertools import islice

from store.fhir_json import lines
from store.xml_tree import Node

_OWN_LINE = {"paragraph", "item", "tr", "caption", "list", "table", "title", "br", "thead", "tbody", "text", "section"}
POINTED_PIECES = 10_000
"""What one entry may point at; a whole discharge letter has some hundreds of pieces."""
_BODY = {"component", "structuredBody", "section"}
_CELLS = {"td", "th"}


def readable(node: Node, most_pieces: int | None = None) -> str:
    """The text below an element, a line for each paragraph, item and row; cells are parted by commas."""
    return lines("".join(islice(_pieces(node), most_pieces)).replace("\u00a0", " "))


def _pieces(node: Node) -> Iterator[str]:
    apart = "\n" if node.tag in _OWN_LINE else ""
    yield apart
    first_cell = True
    for item in node.content:
        if isinstance(item, str):
            # A line break of the file is none of the text.
            yield _folded(item)
        else:
            if item.tag in _CELLS:
                yield "" if first_cell else ", "
                first_cell = False
            yield from _pieces(item)
    yield apart


def _folded(text: str) -> str:
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return f"{before}{' '.join(text.split())}{after}" if text.strip() else " "


def sections(root: Node) -> Iterator[Node]:
    """Every section, in the order of the document."""
    todo = [root]
    while todo:
        node = todo.pop()
        if node.tag == "section":
            yield node
        todo.extend(reversed([item for item in node.nodes() if item.tag in _BODY]))


def document_text(root: Node) -> str:
    """The readable text of a document or of a part of one: the title and text of each section."""
    parts = ["\n".join(filter(None, (readable(s.first("title")), readable(s.first("text"))))) for s in sections(root)]
    own = "" if root.tag in {"ClinicalDocument", "recordTarget"} else readable(root.first("text"))
    return "\n\n".join(filter(None, parts)) or own


class Pointed(Mapping[str, str]):
    """The text at each ID below an element, on one line, read when it is asked for."""

    def __init__(self, root: Node) -> None:
        self._nodes: dict[str, Node] = {}
        self._read: dict[str, str] = {}
        todo = [root]
        while todo:
            node = todo.pop()
            if node.get("ID"):
                self._nodes[node.get("ID")] = node
            todo.extend(node.nodes())

    def __getitem__(self, name: str) -> str:
        if name not in self._read:
            self._read[name] = " ".join(readable(self._nodes[name], POINTED_PIECES).split())
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)

"""XML as a small tree: no document type, hence no entities and nothing from outside; depth and size limited.

Python's expat is used without its namespace processing, because parts of C-CDA documents circulate with
prefixes that they do not declare. A name is kept without its prefix, but for HL7's extensions (`sdtc:`) and
the type of a value (`xsi:type`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from core.errors import NotXml, PlainspokenError, TooBig, UnsafeXml
from store.limits import XML_DEPTH, XML_NODES


@dataclass(slots=True, eq=False)
class Node:
    """One element."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict, repr=False)
    content: list["Node | str"] = field(default_factory=list, repr=False)
    """Elements and text, in their order."""

    def get(self, name: str) -> str:
        """An attribute on one line; empty when it is not there."""
        return " ".join(self.attributes.get(name, "").split())

    def all(self, path: str) -> Iterator["Node"]:
        """Every element at a path of tags below: `author/assignedAuthor/id`."""
        tag, _, rest = path.partition("/")
        for item in self.content:
            if isinstance(item, Node) and item.tag == tag:
                if rest:
                    yield from item.all(rest)
                else:
                    yield item

    def first(self, path: str) -> "Node":
        """The first of these, or an empty element."""
        return next(self.all(path), Node(""))

    def nodes(self) -> Iterator["Node"]:
        """The elements right below."""
        return (item for item in self.content if isinstance(item, Node))

    def text(self) -> str:
        """The text of this element alone, on one line."""
        return " ".join("".join(item for item in self.content if isinstance(item, str)).split())

    def __bool__(self) -> bool:
        """False for the empty element that stands for one that is missing."""
        return bool(self.tag)


class _Builder:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.root = Node("")
        self.open = [self.root]
        self.nodes = 0
        self.fault: PlainspokenError | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.nodes += 1
        if len(self.open) > XML_DEPTH:
            self.stop(TooBig(path=self.path, where=f"nested more than {XML_DEPTH} levels"))
        if self.nodes > XML_NODES:
            self.stop(TooBig(path=self.path, where=f"more than {XML_NODES} elements"))
        node = Node(_local(name), {_local_attribute(key): value for key, value in attributes.items()})
        self.open[-1].content.append(node)
        self.open.append(node)

    def end(self, _: str) -> None:
        self.open.pop()

    def data(self, text: str) -> None:
        self.open[-1].content.append(text)

    def stop(self, fault: PlainspokenError) -> NoReturn:
        self.fault = fault
        raise fault


def parse_xml(data: bytes, path: Path) -> Node:
    """The root element; raises `NotXml`, `UnsafeXml` or `TooBig`."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    builder = _Builder(path)
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = lambda *_: builder.stop(UnsafeXml(path=path, line=parser.CurrentLineNumber))
    broken = False
    try:
        parser.Parse(data.strip(b" \t\r\n\0") if data[:1].isspace() else data, True)
    except (expat.ExpatError, ValueError, LookupError):
        # LookupError and ValueError: the file declares an encoding that nobody knows.
        broken = True
    if broken or not builder.root.content:
        raise NotXml(path=path, line=max(parser.ErrorLineNumber, 1))
    return next(builder.root.nodes())


def _local(name: str) -> str:
    return name if name.startswith("sdtc:") else name.rsplit(":", 1)[-1]


def _local_attribute(name: str) -> str:
    return "xsi:type" if name.endswith(":type") else _local(name)

"""XML from outside as a tree of values: no DTD, no entities, bounded size, depth and number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from xml.parsers.expat import errors

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, XMLParser

from journal_desktop.domain.errors import BadFile
from journal_desktop.exchange.encodings import decode_xml
from journal_desktop.exchange.files import MEGABYTE, read_bytes

SIZE_LIMIT = 32 * MEGABYTE
DEPTH_LIMIT = 64
NODE_LIMIT = 500_000

_DECLARATION = re.compile(r"^(\s*)<\?xml[\s?][^>]*\?>")
_HTML = re.compile(r"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table)\b", re.I | re.S)
_ENDS_EARLY = {
    errors.codes[name]
    for name in (
        errors.XML_ERROR_NO_ELEMENTS,
        errors.XML_ERROR_UNCLOSED_TOKEN,
        errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        errors.XML_ERROR_PARTIAL_CHAR,
    )
}
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Node:
    """An element: its name without namespace, the line it begins on, and what it holds."""

    tag: str
    line: int
    attributes: Mapping[str, str]
    children: tuple[Node, ...]
    text: str

    def get(self, name: str) -> str:
        """The attribute as written, "" when there is none."""
        return self.attributes.get(name, "")

    def child(self, tag: str) -> Node | None:
        """The first child of this name."""
        return next((node for node in self.children if node.tag == tag), None)

    def items(self, tag: str) -> tuple[Node, ...]:
        """What the child of this name holds; empty when there is no such child."""
        section = self.child(tag)
        return section.children if section else ()


@dataclass(frozen=True, slots=True)
class XmlDocument:
    """A parsed file: its name, its root, the encoding it had, remarks on the way it was read."""

    file: str
    root: Node
    encoding: str
    notes: tuple[str, ...]


def parse_xml(path: Path) -> XmlDocument:
    """Parse a file of at most 32 MB, 500 000 elements, 64 levels.

    Raises:
        BadFile: the file cannot be read, is not XML, breaks off, or holds a DTD.
    """
    return parse_xml_bytes(read_bytes(path, SIZE_LIMIT), path.name)


def parse_xml_bytes(content: bytes, file: str) -> XmlDocument:
    """Parse bytes as `parse_xml` does a file; `file` is its name for the messages."""
    if content.startswith(_ZIP):
        raise BadFile(f"{file}: это не XML, а архив или книга Excel, выберите файл XML.")
    decoded = decode_xml(content, file)
    text = decoded.text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    if _HTML.match(text):
        raise BadFile(f"{file}: это страница HTML, а не выгрузка XML, сохраните сам файл выгрузки.")
    if not text.lstrip().startswith("<"):
        raise BadFile(f"{file}: это не XML, выберите файл, выгруженный в формате XML.")
    root = _parse(_without_declaration(text), file)
    return XmlDocument(file, root, decoded.encoding, decoded.notes)


def _without_declaration(text: str) -> str:
    """Drop the declaration, already obeyed, and keep the numbers of the lines."""
    found = _DECLARATION.match(text)
    return text if not found else "\n" * found.group().count("\n") + text[found.end() :]


def _parse(text: str, file: str) -> Node:
    builder = _Builder(file)
    parser = XMLParser(target=builder, encoding="utf-8", forbid_dtd=True)
    builder.line = lambda: int(parser.parser.CurrentLineNumber)
    try:
        parser.feed(text.encode("utf-8"))
        root: Node = parser.close()
    except DefusedXmlException as error:
        raise BadFile(
            f"{file}: в файле есть объявление DOCTYPE или ENTITY, такие файлы не загружаются, "
            "потому что ими портят программы; выгрузите файл заново."
        ) from error
    except ParseError as error:
        raise _broken(error, file) from error
    return root


@dataclass(slots=True)
class _Open:
    """An element whose end has not been seen yet."""

    tag: str
    line: int
    attributes: dict[str, str]
    children: list[Node] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Builder:
    """What the parser calls; grows the tree and stops at the limits."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._count = 0
        self._top = _Open("", 0, {})
        self._stack = [self._top]
        self.line: Callable[[], int] = lambda: 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        self._count += 1
        if self._count > NODE_LIMIT or len(self._stack) > DEPTH_LIMIT:
            raise BadFile(
                f"{self._file}, строка {self.line()}: слишком много вложенных или повторяющихся "
                "элементов, это не похоже на выгрузку; выгрузите файл заново."
            )
        self._stack.append(_Open(_local(tag), self.line(), attributes))

    def data(self, text: str) -> None:
        """Add text to the open element."""
        self._stack[-1].text.append(text)

    def end(self, _tag: str) -> None:
        """Close the open element."""
        done = self._stack.pop()
        attributes = MappingProxyType(
            {_local(name): value for name, value in done.attributes.items()}
        )
        text = "".join(done.text).strip()
        node = Node(done.tag, done.line, attributes, tuple(done.children), text)
        self._stack[-1].children.append(node)

    def close(self) -> Node:
        """The root."""
        return self._top.children[0]


def _local(name: str) -> str:
    """The name without «{namespace}»."""
    return name.rpartition("}")[2]


def _broken(error: ParseError, file: str) -> BadFile:
    line, column = error.position
    if error.code in _ENDS_EARLY:
        return BadFile(
            f"{file}, строка {line}: файл обрывается, выгрузите или скопируйте его заново."
        )
    return BadFile(
        f"{file}, строка {line}, знак {column + 1}: нарушена разметка XML, выгрузите файл заново."
    )

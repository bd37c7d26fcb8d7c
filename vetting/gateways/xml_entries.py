"""Walks the entries of a list in XML one by one, from disk, without ever holding more than one of them."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError
from xml.parsers.expat import errors

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from vetting.domain.errors import UnusableFile

MAX_ENTRY_BYTES = 4 * 1024 * 1024  # the largest genuine entries have some tens of thousands
MAX_DEPTH = 40
_ENCODING = re.compile(rb"""^<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_BLANK = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
# What the parser says of a file that ended too early.
_WAITING = frozenset(
    errors.codes[one]
    for one in (
        *(errors.XML_ERROR_NO_ELEMENTS, errors.XML_ERROR_UNCLOSED_TOKEN),
        *(errors.XML_ERROR_PARTIAL_CHAR, errors.XML_ERROR_UNCLOSED_CDATA_SECTION),
    )
)


class _Measured:
    """The open file, counting the bytes since the last entry: what grows beyond is no list."""

    def __init__(self, file: BinaryIO, filename: str) -> None:
        self.file, self.filename, self.since = file, filename, 0

    def read(self, size: int = -1) -> bytes:
        if self.since > MAX_ENTRY_BYTES:
            raise UnusableFile("entry_too_large", filename=self.filename, limit=MAX_ENTRY_BYTES)
        data = self.file.read(size)
        self.since += len(data)
        return data


def entries(
    file: Path, *, root: str, tags: Collection[str], filename: str
) -> Iterator[tuple[Mapping[str, str], Element]]:
    """Each element named in `tags`, with the attributes of the root element; names without namespaces.

    Entities and document types are refused and nothing is fetched. Raises UnusableFile: empty_file,
    truncated_xml, broken_xml, xml_entities_refused, wrong_root, entry_too_large, xml_too_deep.
    """
    with file.open("rb") as opened:
        try:
            yield from _walked(_Measured(opened, filename), root, tags)
        except DefusedXmlException as error:
            raise UnusableFile("xml_entities_refused", filename=filename) from error
        except (ParseError, ValueError, LookupError) as error:  # the latter two: an encoding nobody knows
            line, column = getattr(error, "position", (1, 0))
            code = _damage(file, getattr(error, "code", 0))
            raise UnusableFile(code, filename=filename, line=line, column=column) from error


def _walked(
    source: _Measured, root: str, tags: Collection[str]
) -> Iterator[tuple[Mapping[str, str], Element]]:
    """Elements are dropped from their parents once used, so that the tree never grows."""
    path: list[Element] = []
    inside = 0  # depth of the entry that is being read, 0 between entries
    for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            path.append(element)
            _require_place(path, root, source.filename)
            if not inside and local(element.tag) in tags:
                inside = len(path)
            continue
        path.pop()
        if inside and len(path) + 1 > inside:
            continue
        if inside:
            inside, source.since = 0, 0
            yield path[0].attrib, element
        if path:
            path[-1].remove(element)


def _require_place(path: list[Element], root: str, filename: str) -> None:
    if len(path) == 1 and local(path[0].tag) != root:
        raise UnusableFile("wrong_root", filename=filename, expected=root, found=local(path[0].tag)[:80])
    if len(path) > MAX_DEPTH:
        raise UnusableFile("xml_too_deep", filename=filename, limit=MAX_DEPTH)


def _damage(file: Path, error_code: int) -> str:
    """Cut off when the parser still waited for more, damaged within when it did not."""
    if error_code not in _WAITING:
        return "broken_xml"
    with file.open("rb") as opened:
        return "truncated_xml" if opened.read(200).strip(_BLANK) else "empty_file"


def encoding_of(file: Path) -> str:
    """The encoding the file declares, in lower case; utf-8 where it says nothing."""
    with file.open("rb") as opened:
        head = opened.read(200)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    found = _ENCODING.match(head.removeprefix(b"\xef\xbb\xbf"))
    return found.group(1).decode().lower() if found else "utf-8"


def local(tag: str) -> str:
    """The tag without its namespace: some deliveries carry one, some a prefix of their own."""
    return tag.rpartition("}")[2]

"""Which reader reads which kind of delivery, by the adapter's name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from vetting.gateways.registries import spreadsheet_drop, un_sc_xml
from vetting.gateways.source import SourceFile, SourceOptions


class Reader(Protocol):
    """Reads a whole delivery or raises UnusableFile."""

    def __call__(self, data: bytes, *, filename: str, options: SourceOptions | None) -> SourceFile: ...


READERS: Mapping[str, Reader] = MappingProxyType(
    {un_sc_xml.ADAPTER: un_sc_xml.read, spreadsheet_drop.ADAPTER: spreadsheet_drop.read}
)

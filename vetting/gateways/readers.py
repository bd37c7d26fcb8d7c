"""Which reader reads which kind of delivery, by the adapter's name."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from vetting.gateways.plain_rows import PlainRows
from vetting.gateways.registries import (
    bv_bulk_txt,
    eu_fsf_xml_1_1,
    ftm_json,
    list_csv,
    municipal_assoc_json,
    scb_bulk_tsv,
    spreadsheet_drop,
    targets_simple_csv,
    un_sc_xml,
)
from vetting.gateways.source import Listing, Removal, SourceOptions, Tally


class Reader(Protocol):
    """Walks a delivery row by row and fills the tally.

    Raises UnusableFile at whatever row the file turns out to be cut off or damaged: nothing of it is
    taken into use before the rows were walked to their end. Rows of one id are all handed over; that
    one is a duplicate is seen by whoever keeps them.
    """

    def __call__(
        self, file: Path, tally: Tally, *, filename: str, options: SourceOptions
    ) -> Iterator[Listing | Removal]: ...


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        un_sc_xml.ADAPTER: un_sc_xml.read,
        eu_fsf_xml_1_1.ADAPTER: eu_fsf_xml_1_1.read,
        ftm_json.ADAPTER: ftm_json.read,
        spreadsheet_drop.ADAPTER: spreadsheet_drop.read,
        bv_bulk_txt.ADAPTER: bv_bulk_txt.read,
        list_csv.ADAPTER: list_csv.read,
        municipal_assoc_json.ADAPTER: municipal_assoc_json.read,
        scb_bulk_tsv.ADAPTER: scb_bulk_tsv.read,
        targets_simple_csv.ADAPTER: targets_simple_csv.read,
    }
)


class StretchReader(Protocol):
    """The same, with rows that have nothing odd about them many at a time."""

    def __call__(
        self, file: Path, tally: Tally, *, filename: str, options: SourceOptions
    ) -> Iterator[Listing | Removal | PlainRows]: ...


def in_stretches(adapter: str) -> StretchReader:
    """The quickest reader of an adapter."""
    reader = READERS[adapter]
    return spreadsheet_drop.read_stretches if reader is spreadsheet_drop.read else reader


def delta_version(adapter: str, filename: str) -> str:
    """The version a delta names in its file name; empty for whole files. A delta may rightly be empty, and
    two deltas of different versions are different deliveries although their bytes are the same."""
    return ftm_json.delta_version(filename) if adapter == ftm_json.ADAPTER else ""


def reader_version(adapter: str) -> str:
    """The version of an adapter's reader: one that reads better makes a new snapshot of the same file."""
    reader = READERS.get(adapter)
    return str(getattr(sys.modules[getattr(reader, "__module__", __name__)], "READER_VERSION", "1"))

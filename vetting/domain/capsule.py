"""The capsule of a case: one ZIP that tells the whole case by itself, the same bytes for the same case.

Made for archives and courts: what is in it can be read and checked where this service is not.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from vetting.domain.entries import Entry

FORMAT = "vetting-capsule-1"
CASE_FORMAT = "vetting-case-1"
JOURNAL_FORMAT = "vetting-journal-slice-1"
CASE, JOURNAL, REASONS, MANIFEST = "case.json", "journal.json", "reasons-1.json", "manifest.json"
CHECKER, READ_ME = "check_case.py", "LAS-MIG.txt"  # names that every unzipper can write
FILES = "files"
# That somebody looked is no part of the case, and would make every capsule another than the one before.
LOOKS = frozenset(
    {
        Entry.CASE_EXPORTED,
        Entry.CONCERN_VIEWED,
        Entry.PAPER_VIEWED,
        Entry.SIGNATORIES_VIEWED,
        Entry.SPOT_CHECK_VIEWED,
        Entry.STATEMENT_VIEWED,
        Entry.OWN_CASE_OPENED,
        Entry.OWN_CASE_LEFT,
        Entry.REPORT_SIGNING_OPENED,
        Entry.CASE_CODE_REFUSED,  # anybody can guess at a code
    }
)
ENDINGS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/json": "json",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/plain": "txt",
}


@dataclass(frozen=True)
class KeptFile:
    """A file of the case: SHA-256 of its bytes, and what it is."""

    digest: str
    content_type: str
    size: int

    @property
    def member(self) -> str:
        """Its name in the capsule, of the bytes alone: what a sender called it stands in the case."""
        return f"{FILES}/{self.digest}.{ENDINGS.get(self.content_type, 'bin')}"


@dataclass(frozen=True)
class CaseContents:
    """What a capsule is made of. `letter`: content of the decision letter; `reasons`: the sealed text."""

    case_number: str
    document: Mapping[str, object]
    journal: Mapping[str, object]
    reasons: str | None
    letter: Mapping[str, object] | None
    files: tuple[KeptFile, ...]


def plain(value: object) -> object:
    """A value as JSON has it: dates and times in ISO 8601 (times in UTC), words by their code."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, dt.date) else value


def json_bytes(document: Mapping[str, object]) -> bytes:
    """JSON to be read by people too: sorted keys, indented, UTF-8; the same values give the same bytes."""
    text = json.dumps(plain(document), ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return text.encode() + b"\n"


def manifest_bytes(case_number: str, members: Mapping[str, tuple[str, int]]) -> bytes:
    """The list of members with SHA-256 and size in bytes, by name; it does not list itself."""
    listed = [
        {"name": name, "sha256": digest, "size": size} for name, (digest, size) in sorted(members.items())
    ]
    return json_bytes({"format": FORMAT, "case_number": case_number, "members": listed})


def sha256(data: bytes) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(data).hexdigest()


def capsule_name(case_number: str) -> str:
    """What the file is called: NOR-2026-0001.zip."""
    return "".join(c if c.isalnum() else "-" for c in case_number) + ".zip"


READ_ME_TEXT = """\
Ärende {case_number}
{line}

Den här filen är en kapsel: hela ärendet i en fil. Samma ärende ger samma fil, på biten när.

arende.pdf / arende.html    hela ärendet, för läsning
beslut.pdf / beslut.html    beslutet som det skickades
case.json                   ärendet som data
journal.json                journalens rader om ärendet
reasons-1.json              skälen som de förseglades när beslutet skrevs under
files/                      handlingarna, under sin kontrollsumma
manifest.json               kontrollsumman (SHA-256) för var och en av filerna
check_case.py               kontrollerar allt detta, utan programmet

Kontrollera: python3 check_case.py KAPSEL.zip (Python 3.8 eller senare, inget annat).

I kapseln står inte firmatecknares namn och födelsedatum, vem som har läst i ärendet, eller när kapseln togs
ut. Om en firmatecknare står uppdraget och en beteckning som är densamma i hela kapseln. Om en träff på
en firmatecknare står vad den vägdes på, men inte vems uppgifter det var.
Journalens rader hänger ihop med hela journalen genom en nyckel som bara kommunen har. Den som har nyckeln
kontrollerar länkarna med --key journal.key; andra kan fråga kommunen om rader med dessa nummer och
kontrollsummor finns i journalen.

This file is a capsule: the whole case in one file. Check it with: python3 check_case.py CAPSULE.zip --english
"""


def read_me(case_number: str) -> bytes:
    """What somebody needs who has the file and nothing else."""
    return READ_ME_TEXT.format(case_number=case_number, line="=" * (7 + len(case_number))).encode()

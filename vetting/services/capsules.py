"""Taking a case out whole, for an archive or a court: packed, noted in the journal, then handed over."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import IO

from vetting.domain.authority import Act, Actor, require
from vetting.domain.capsule import CaseContents, capsule_name
from vetting.domain.entries import Entry
from vetting.gateways import capsule_files
from vetting.gateways.report_files import ReportPage
from vetting.records import cases
from vetting.records.db import let_go, settings, transaction
from vetting.records.journal import note

__all__ = ["Capsule", "ReportPage", "export_case"]


@dataclass(frozen=True)
class Capsule:
    """The ZIP at its beginning, with its SHA-256 and size in bytes; whoever gets it closes `file`."""

    name: str
    file: IO[bytes]
    digest: str
    size: int


def export_case(
    case_id: str, contents: CaseContents, paper: ReportPage, *, by: Actor, now: dt.datetime
) -> Capsule:
    """Packs what was read of the case. That it was taken out stands in the journal before anybody has it.

    Raises NotFound, NotAllowed, UnusableFile `file_damaged`.
    """
    require(by, Act.SEE_CASES, cases.case(case_id).board_id)
    let_go()
    file = capsule_files.capsule_file(contents, paper, folder=settings().files_dir)
    try:
        digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        size = file.tell()
        file.seek(0)
        told: dict[str, str | int] = {"sha256": digest, "size": size}
        with transaction():
            note(Entry.CASE_EXPORTED, by=by, now=now, subject=f"case:{case_id}", case_id=case_id, **told)
    except BaseException:
        file.close()
        raise
    return Capsule(capsule_name(contents.case_number), file, digest, size)

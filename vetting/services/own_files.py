"""Files behind the evidence in a case, opened by its association from its own page."""

import datetime as dt
import mimetypes
from dataclasses import dataclass

from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound
from vetting.gateways import file_store
from vetting.records import case_codes, cases, hearings, sheets
from vetting.records.case_codes import OwnCase
from vetting.records.db import settings, transaction
from vetting.records.journal import note
from vetting.records.own_material import own_material


@dataclass(frozen=True)
class OwnFile:
    """A file on its way to the association."""

    file_name: str
    media_type: str
    data: bytes


def open_own_file(own: OwnCase, evidence_id: str, *, by: Actor, now: dt.datetime) -> OwnFile:
    """The file behind that evidence, in the case that the session opens; noted before anybody reads it.

    Raises NotFound for what the association's own page does not hold out, and UnusableFile `file_damaged`.
    """
    with transaction():
        case = cases.case(own.case_id)
        case_codes.require_session(own, now)
        items = own_material(case, hearings.statements_of(case.id)).items
        if not any(one.file == evidence_id for one in items if one.file):
            raise NotFound("paper_not_found")
        _evidence, file = sheets.evidence_file(case.id, evidence_id)
        digest, media_type = file.digest, file.content_type
        subject = f"evidence:{evidence_id}"
        note(Entry.PAPER_VIEWED, by=by, now=now, subject=subject, case_id=case.id, sha256=digest)
    name = f"underlag-{digest[:8]}{mimetypes.guess_extension(media_type) or ''}"
    return OwnFile(name, media_type, file_store.read_whole(settings().files_dir, digest, name))

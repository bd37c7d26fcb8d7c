"""Files behind the evidence in a case, opened by its association from its own page."""

import datetime as dt
import mimetypes
from dataclasses import dataclass

from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound
from vetting.domain.hearing_letter import may_open
from vetting.domain.hearings import print_of
from vetting.gateways import file_store
from vetting.records import cases, files, hearings
from vetting.records.case_codes import OwnCase
from vetting.records.db import settings, transaction
from vetting.records.journal import note
from vetting.records.material import material_of


@dataclass(frozen=True)
class OwnFile:
    """A file on its way to the association."""

    file_name: str
    media_type: str
    data: bytes


def open_own_file(own: OwnCase, evidence_id: str, *, by: Actor, now: dt.datetime) -> OwnFile:
    """The file behind that evidence, in the case that the session opens; noted before anybody reads it.

    Raises NotFound for what is withheld or kept until the decision, and UnusableFile `file_damaged`.
    """
    with transaction():
        case = cases.case(own.case_id)
        item = next((one for one in material_of(case.id) if one.id == evidence_id), None)
        rows, shown = hearings.hearings_of(case.id), hearings.shown_in(case.id)
        kept = hearings.kept_until_decision(case.stage, rows, shown)
        if (
            item is None
            or not may_open(item, hearings.kept_from_association(case.id))
            or print_of(item) in kept
        ):
            raise NotFound("paper_not_found")
        media_type = files.media_type_of(item.digest)
        subject = f"evidence:{item.id}"
        note(Entry.PAPER_VIEWED, by=by, now=now, subject=subject, case_id=case.id, sha256=item.digest)
    name = f"underlag-{item.digest[:8]}{mimetypes.guess_extension(media_type) or ''}"
    return OwnFile(name, media_type, file_store.read_whole(settings().files_dir, item.digest, name))

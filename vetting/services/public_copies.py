"""Making a copy of a case that anybody may have: masked, checked for what is left, kept, and handed out."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.decision_letter import digest_of
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.masking import masked
from vetting.domain.public_copy import CopyDraft, content_of, copy_name, require_masked
from vetting.domain.separation import require_no_conflict
from vetting.domain.swedish_time import swedish_day
from vetting.gateways import letters
from vetting.gateways import public_copies as papers
from vetting.records import cases, copy_masks, public_copies, sheets
from vetting.records.db import settings, transaction
from vetting.records.decisions import declared_by
from vetting.records.journal import note
from vetting.records.public_copies import PublicCopy


@dataclass(frozen=True)
class ShownCopy:
    """A copy as markup, with the digest of its content. `has_pdf`: whether a PDF can be made here."""

    markup: str
    digest: str
    made_at: dt.datetime
    has_pdf: bool


@dataclass(frozen=True)
class CopyFile:
    name: str
    data: bytes


def has_pdf() -> bool:
    """Whether a PDF can be made here."""
    return letters.pdf_available()


def make_copy(case_id: str, draft: CopyDraft, *, by: Actor, now: dt.datetime) -> str:
    """Masks what was read of the case and keeps the copy; gives its id.

    Masked are marked items and passages, what came from others and nobody has tried, signatories, personal
    numbers, and officers where threats are feared. Raises NotFound, and Refused `conflict_of_interest`, or
    `mask_incomplete` when a masked word is still there: then nothing is kept.
    """
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.MARK_SECRECY, case.board_id)
        require_no_conflict(bool(declared_by(case.id, by.id)))
        hidden = copy_masks.masks_for(case)
        copy = masked(draft.sections, secrets=hidden.secrets, items=hidden.items)
        content = content_of(
            draft,
            copy,
            municipality=settings().municipality,
            made_on=swedish_day(now).isoformat(),
            names_makers=hidden.names_officers,
        )
        require_masked(content, hidden.secrets)
        row = public_copies.add_copy(
            PublicCopy(
                case_id=case.id,
                content=content,
                digest=digest_of(content),
                masks=len(copy.log),
                made_by=by.id,
                made_at=now,
            )
        )
        facts = {"digest": row.digest, "masks": row.masks}
        note(
            Entry.PUBLIC_COPY_MADE, by=by, now=now, subject=f"public_copy:{row.id}", case_id=case.id, **facts
        )
        return row.id


def shown_copy(case_id: str, copy_id: str, *, by: Actor) -> ShownCopy:
    """A copy as it was made, to be read through before it is given out. Raises NotFound."""
    row = _copy(case_id, copy_id, by)
    return ShownCopy(papers.copy_markup(row.content), row.digest, row.made_at, letters.pdf_available())


def copy_pdf(case_id: str, copy_id: str, *, by: Actor) -> CopyFile:
    """The copy as a tagged PDF. Raises NotFound, Refused `pdf_not_installed` where the extra is missing."""
    row = _copy(case_id, copy_id, by)
    if not letters.pdf_available():
        raise Refused("pdf_not_installed")
    return CopyFile(copy_name(str(row.content["case_number"])), papers.copy_pdf(row.content))


def _copy(case_id: str, copy_id: str, by: Actor) -> PublicCopy:
    require(by, Act.SEE_CASES, cases.case(case_id).board_id)
    return public_copies.copy_of(case_id, copy_id)

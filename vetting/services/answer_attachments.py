"""Files that came with partners' answers, opened under the eyes of the journal."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain import authority
from vetting.domain.authority import Act, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound
from vetting.gateways import file_store
from vetting.records import earlier_answers, partner_questions
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import settings, transaction
from vetting.records.journal import note


@dataclass(frozen=True)
class Attachment:
    """A file on its way to the reader."""

    file_name: str
    media_type: str
    data: bytes


def open_attachment(question_id: str, digest: str, *, by: Actor, now: dt.datetime) -> Attachment:
    """An attachment to the answer or to an earlier one, for those who see the case.

    Raises NotFound, and UnusableFile `file_damaged` when the stored bytes are not those received.
    """
    authority.require(by, Act.SEE_CASES)
    with transaction():
        question, case = partner_questions.question_with_case(question_id)
        authority.require(by, Act.SEE_CASES, case.board_id)
        return _opened(question, digest, by=by, now=now)


def open_own_attachment(question_id: str, digest: str, *, by: Actor, now: dt.datetime) -> Attachment:
    """What the partner sent with its own answer. Raises as open_attachment."""
    authority.require(by, Act.PARTNER_DESK)
    with transaction():
        question, _case = partner_questions.question_with_case(question_id)
        authority.require_partner(by, question.partner)
        if not question.is_from_partner or question.attachment_digest != digest:
            raise NotFound("not_found")
        return _opened(question, digest, by=by, now=now)


def _opened(question: PartnerQuestion, digest: str, *, by: Actor, now: dt.datetime) -> Attachment:
    """That it was opened is noted before it is handed out."""
    name, stored = earlier_answers.attachment_of(question, digest)
    data = file_store.read_whole(settings().files_dir, stored.digest, name)
    subject, case_id = f"question:{question.id}", question.case_id
    note(Entry.PAPER_VIEWED, by=by, now=now, subject=subject, case_id=case_id, sha256=digest)
    return Attachment(name, stored.content_type, data)

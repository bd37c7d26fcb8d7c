"""Referring a case to CVE: the question, the letter with the least that is needed, and that it went."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.material import Material
from vetting.domain.referrals import (
    GROUND,
    QUESTION,
    ReferralLetter,
    content_of,
    require_referable,
    sent_item,
)
from vetting.domain.separation import require_no_conflict
from vetting.domain.stages import require_preparation
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Partner
from vetting.gateways import letters
from vetting.gateways import referrals as papers
from vetting.records import (
    cases,
    decision_papers,
    material,
    notices,
    partner_questions,
    referrals,
    sheets,
    wordings,
)
from vetting.records.applications import Case
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import settings, transaction
from vetting.records.decisions import declared_by
from vetting.records.journal import note
from vetting.records.notices import Notice, NoticeKind
from vetting.records.referrals import Referral

CHANNEL = "letter"


@dataclass(frozen=True)
class Referred:
    """Why there is reason to assume, which material goes along by key, when an opinion is wanted."""

    reason: str
    items: Sequence[str]
    due_on: dt.date


@dataclass(frozen=True)
class ShownReferral:
    """The letter as markup, with the digest of its content. `has_pdf`: whether a PDF can be made here."""

    subject: str
    markup: str
    digest: str
    has_pdf: bool


@dataclass(frozen=True)
class ReferralFile:
    name: str
    data: bytes


def refer_to_cve(case_id: str, referred: Referred, *, by: Actor, now: dt.datetime) -> str:
    """Writes the question and the letter and gives the referral's id; the answer is recorded as any other.

    Raises NotFound, and Refused `case_not_open`, `conflict_of_interest`, `referral_open`, `reply_due_passed`,
    those of require_referable, of a text that may not be kept, and of domain/reason_linter.py.
    """
    if referred.due_on <= swedish_day(now):
        raise Refused("reply_due_passed", due_on=referred.due_on.isoformat(), field="due_on")
    with transaction():
        case = _case(case_id, by)
        require_preparation(case.stage)
        if referrals.is_open(case.id):
            raise Refused("referral_open")
        reason = wordings.require_sound(case, referred.reason, field="reason")
        items = require_referable(reason, referred.items, material.material_of(case.id))
        question = _ask(case, referred.due_on, by=by, now=now)
        letter = _letter(case, question, items, reason, written_on=swedish_day(now))
        notice = _write(case, letter, by=by, now=now)
        row = referrals.add_referral(
            Referral(
                case_id=case.id,
                question_id=question.id,
                notice_id=notice.id,
                reason=reason,
                items=[one.key for one in items],
                made_by=by.id,
                made_at=now,
            )
        )
        facts = {"question": question.id, "material": row.items}
        note(Entry.REFERRAL_MADE, by=by, now=now, subject=f"referral:{row.id}", case_id=case.id, **facts)
        return row.id


def mark_sent(case_id: str, referral_id: str, sent_on: dt.date, *, by: Actor, now: dt.datetime) -> None:
    """Records that the letter went. Raises NotFound, Refused `referral_sent` or `sent_on_impossible`."""
    with transaction():
        case = _case(case_id, by)
        referral = referrals.referral_in_hand(case.id, referral_id)
        if referral.sent_on is not None:
            raise Refused("referral_sent")
        made_on = swedish_day(referral.made_at)
        if not made_on <= sent_on <= swedish_day(now):
            raise Refused("sent_on_impossible", field="sent_on", made_on=made_on.isoformat())
        referral.sent_on, referral.sent_by = sent_on, by.id
        about = f"referral:{referral.id}"
        day = sent_on.isoformat()
        note(Entry.REFERRAL_DISPATCHED, by=by, now=now, subject=about, case_id=case.id, sent_on=day)


def shown_referral(case_id: str, referral_id: str, *, by: Actor) -> ShownReferral:
    """The letter, to be read and printed. Raises NotFound."""
    notice = _notice(case_id, referral_id, by)
    markup = papers.referral_markup(notice.content)
    return ShownReferral(notice.subject, markup, notice.digest, letters.pdf_available())


def referral_pdf(case_id: str, referral_id: str, *, by: Actor) -> ReferralFile:
    """The letter as a tagged PDF. Raises Refused `pdf_not_installed` where the extra is missing."""
    notice = _notice(case_id, referral_id, by)
    if not letters.pdf_available():
        raise Refused("pdf_not_installed")
    number = str(notice.content["case_number"]).replace("/", "-").replace(" ", "-")
    return ReferralFile(f"remiss-{number}.pdf", papers.referral_pdf(notice.content))


def _case(case_id: str, by: Actor) -> Case:
    case = sheets.case_in_hand(case_id)
    require(by, Act.PREPARE_CASE, case.board_id)
    require_no_conflict(bool(declared_by(case.id, by.id)))
    return case


def _ask(case: Case, due_on: dt.date, *, by: Actor, now: dt.datetime) -> PartnerQuestion:
    question = PartnerQuestion(
        case_id=case.id,
        partner=Partner.CVE,
        question=QUESTION,
        ground=GROUND,
        channel=CHANNEL,
        asked_by=by.id,
        asked_at=now,
        reply_due_on=due_on,
    )
    partner_questions.keep_question(question)
    subject, partner = f"question:{question.id}", Partner.CVE.value
    note(Entry.PARTNER_ASKED, by=by, now=now, subject=subject, case_id=case.id, partner=partner)
    return question


def _letter(
    case: Case, question: PartnerQuestion, items: Sequence[Material], reason: str, *, written_on: dt.date
) -> ReferralLetter:
    names = decision_papers.names_of_case(case)
    return ReferralLetter(
        question_id=question.id,
        municipality=settings().municipality,
        board=names.board,
        case_number=case.case_number,
        association=names.association,
        org_number=names.org_number,
        scheme=names.scheme,
        reason=reason,
        asked=question.question,
        items=tuple(sent_item(one) for one in items),
        written_on=written_on.isoformat(),
        due_on=question.reply_due_on.isoformat() if question.reply_due_on else "",
    )


def _write(case: Case, letter: ReferralLetter, *, by: Actor, now: dt.datetime) -> Notice:
    subject, content = f"Remiss till CVE i ärende {case.case_number}", content_of(letter)
    asked = letter.question_id
    return notices.keep_letter(case.id, NoticeKind.REFERRAL, subject, content, by=by, now=now, question=asked)


def _notice(case_id: str, referral_id: str, by: Actor) -> Notice:
    require(by, Act.SEE_CASES, cases.case(case_id).board_id)
    found = referrals.letter_of(case_id, referral_id)
    if found is None:
        raise NotFound("not_found")
    return found

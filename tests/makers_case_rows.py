"""Rows of a case as other subjects would make them: papers, evidence, letters, questions to partners."""

from tests.makers import NOW
from vetting.domain.question_letter import QuestionLetter, content_of
from vetting.domain.terms import PaperKind, Partner
from vetting.records.applications import Case
from vetting.records.assessments import Evidence
from vetting.records.associations import Paper
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.effect_lists import EffectList
from vetting.records.notices import Notice, NoticeKind


def a_paper_row(case_id: str, digest: str) -> Paper:
    return Paper(
        association_id=db.session.get_one(Case, case_id).association_id,
        case_id=case_id,
        kind=PaperKind.STATUTES,
        year=2026,
        file_digest=digest,
        file_name="stadgar.pdf",
        received_at=NOW,
        received_by="setup",
    )


def an_evidence_row(case_id: str, digest: str) -> Evidence:
    return Evidence(
        case_id=case_id,
        question_id="A01",
        kind="dokument",
        level=3,
        description="Anteckning",
        source="Protokoll",
        file_digest=digest,
        captured_at=NOW,
        added_by="setup",
        added_at=NOW,
    )


def an_effect_list_row(case_id: str, digest: str) -> EffectList:
    case = db.session.get_one(Case, case_id)
    return EffectList(
        case_id=case_id,
        decision_id=db.session.query(Decision.id).filter_by(case_id=case_id).scalar(),
        association_id=case.association_id,
        board_id=case.board_id,
        made_on=NOW.date(),
        made_by="setup",
        made_at=NOW,
    )


def a_notice_row(case_id: str, content: dict[str, object]) -> Notice:
    return Notice(
        case_id=case_id,
        kind=NoticeKind.SUPPLEMENT,
        subject="Komplettering",
        content=content,
        digest="0" * 64,
        written_by="setup",
        written_at=NOW,
    )


def a_question_letter_row(case_id: str, question_id: str) -> Notice:
    about = {"case_number": "1", "partner": "tax_agency", "association": "Granen", "org_number": ""}
    words = {"question": question_id, "asked": "Aktiv?", "ground": "Samverkan", "codes": ("active",)}
    days = {"written_on": "2026-11-20", "asked_on": "2026-11-20", "was_due_on": "", "due_on": ""}
    sender = {"municipality": "Nordköpstad", "board": "Nämnden", "is_reminder": False, "may_attach": True}
    return Notice(
        case_id=case_id,
        kind=NoticeKind.PARTNER_QUESTION,
        subject="Fråga",
        content=content_of(QuestionLetter(**about, **words, **days, **sender)),
        digest="0" * 64,
        written_by="setup",
        written_at=NOW,
    )


def a_question_row(case_id: str, digest: str, partner: Partner = Partner.CVE) -> PartnerQuestion:
    """An answered question with an attachment."""
    return PartnerQuestion(
        case_id=case_id,
        partner=partner,
        question="Finns hinder?",
        ground="Samverkan",
        channel="letter",
        asked_by="setup",
        asked_at=NOW,
        answer_code="referred",
        answered_at=NOW,
        answered_by_function="Registrator",
        is_from_partner=True,
        attachment_digest=digest,
        attachment_name="yttrande.pdf",
    )

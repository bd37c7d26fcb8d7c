"""Cases that can be referred to CVE, and rows of marks, copies and referrals as addresses name them."""

import datetime as dt

from tests.makers import NOW
from tests.makers_public_copies import an_act
from vetting.domain.decision_letter import digest_of
from vetting.domain.referrals import GROUND, QUESTION, ReferralLetter, content_of
from vetting.domain.terms import Partner
from vetting.records.applications import Case
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db, transaction
from vetting.records.notices import Notice, NoticeKind
from vetting.records.officers import Officer
from vetting.records.public_copies import PublicCopy
from vetting.records.referrals import Referral
from vetting.records.secrecy_marks import SecrecyMark
from vetting.services.referrals import Referred

ACT = "act:" + "a" * 16
REASON = (
    "En ledare hotade en granne på föreningens gård, och två personer har berättat om det. CVE bör utreda "
    "om händelsen hänger samman med andra händelser på platsen."
)
DUE = NOW.date() + dt.timedelta(days=40)


def with_act(case_id: str) -> str:
    """The case with an act recorded."""
    with transaction(is_piece=True):
        db.session.add(an_act(case_id))
    return case_id


def referred(**changes: object) -> Referred:
    """A whole referral on that act."""
    return Referred(**{"reason": REASON, "items": [ACT], "due_on": DUE, **changes})  # type: ignore[arg-type]


def _somebody() -> str:
    return str(db.session.query(Officer.id).order_by(Officer.id).first()[0])


def a_mark_row(case_id: str, _digest: str) -> SecrecyMark:
    """A mark on officers' names."""
    return SecrecyMark(case_id=case_id, item="officers", ground="Grund", marked_by=_somebody(), marked_at=NOW)


def a_copy_row(case_id: str, _digest: str) -> PublicCopy:
    """A copy with nothing in it."""
    content: dict[str, object] = {
        "letter": "public_copy",
        "format": 1,
        "language": "sv",
        "municipality": "Nordköpstad",
        "board": "Nämnd",
        "case_number": "N 1",
        "made_on": "2026-11-20",
        "sections": [],
        "log": [],
    }
    return PublicCopy(
        case_id=case_id, content=content, digest=digest_of(content), masks=0, made_by=_somebody(), made_at=NOW
    )


def a_referral_row(case_id: str, _digest: str) -> Referral:
    """A referral that has not been sent, with its question and its letter."""
    question = PartnerQuestion(
        case_id=case_id,
        partner=Partner.CVE,
        question=QUESTION,
        ground=GROUND,
        channel="letter",
        asked_by="setup",
        asked_at=NOW,
        reply_due_on=DUE,
    )
    db.session.add(question)
    db.session.flush()
    number = db.session.get_one(Case, case_id).case_number
    content = content_of(
        ReferralLetter(
            question.id, "Nordköpstad", "Nämnd", number, "Granlunda", "", "Stöd", REASON, QUESTION, (),
            "2026-11-20", DUE.isoformat(),
        )
    )  # fmt: skip
    notice = Notice(
        case_id=case_id,
        kind=NoticeKind.REFERRAL,
        subject="Remiss till CVE",
        content=content,
        digest=digest_of(content),
        written_by="setup",
        written_at=NOW,
    )
    db.session.add(notice)
    db.session.flush()
    return Referral(
        case_id=case_id,
        question_id=question.id,
        notice_id=notice.id,
        reason=REASON,
        items=[],
        made_by=_somebody(),
        made_at=NOW,
    )

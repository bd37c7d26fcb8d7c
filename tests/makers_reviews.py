"""Special reviews of support granted a year ago, made ready for an outcome through the deeds."""

import datetime as dt
from dataclasses import replace

from tests.makers_checklists import an_evidence, version_of
from tests.makers_decisions import a_check_on, a_decided_case, sound_answers, the_checklist
from tests.makers_differences import EXPLANATION
from tests.makers_grounds import LOOKED, WEIGHED, WHY
from tests.makers_hearings import drafted
from vetting.domain.authority import Actor
from vetting.domain.decisions import Draft, Reason
from vetting.domain.hold_letter import HoldLetter, content_of
from vetting.domain.mirror import treatment_of
from vetting.domain.revocation import Period, Revocation
from vetting.domain.revocation_rules import Hold
from vetting.domain.terms import ActorRole, Outcome
from vetting.domain.terms_revocations import RevocationGround
from vetting.records.assessments import RecordedAct
from vetting.records.db import db
from vetting.records.decisions import Support
from vetting.records.mirror import DecisionPattern
from vetting.records.notices import Notice, NoticeKind
from vetting.records.officers import Board
from vetting.records.special_reviews import PaymentHold, SpecialReview
from vetting.services import assessments, decisions, evidence, hearings, mirror, proposals, special_reviews
from vetting.services.special_reviews import Circumstance

LATER = dt.datetime(2027, 9, 1, 9, 0, tzinfo=dt.UTC)  # within the days that the tests' grants are for
ASKED_AT = LATER - dt.timedelta(days=20)  # the usual time to answer has passed since
ACT_ON = dt.date(2027, 3, 1)
SPRING = Period(dt.date(2027, 1, 1), dt.date(2027, 6, 30), 20_000)
AUTUMN = Period(dt.date(2027, 7, 1), dt.date(2027, 12, 31), 25_000)
GROUND_WHY = (
    "Förbehållet gäller när ett villkor inte följs, och kvällarna har inte hållits som villkoret säger."
)
UNDOING = "Det som har krävts tillbaka betalas ut igen om beslutet upphävs."
CIRCUMSTANCE = Circumstance(
    "Ett möte i föreningens lokal stoppades med hot", ACT_ON, "Norrdal", ActorRole.CHAIR, "Besöksprotokoll 12"
)
HOLD = Hold(
    "Nästa del betalas om två veckor och det som har hänt gäller hela verksamheten.",
    "Det som väntat betalas ut inom en vecka om stödet kvarstår.",
    LATER.date() + dt.timedelta(days=30),
)


def a_support(secretary: Actor, head: Actor, *, board: Board | None = None, number: int = 1) -> str:
    """Support granted on delegation, with its reservation; gives its id."""
    case_id, _ = a_decided_case(secretary, head, board=board, number=number)
    return support_of(case_id)


def support_of(case_id: str) -> str:
    """The id of the support granted in the case."""
    return str(db.session.query(Support.id).filter_by(case_id=case_id).scalar())


def a_review(
    support_id: str, by: Actor, *, told: Circumstance = CIRCUMSTANCE, now: dt.datetime = ASKED_AT
) -> str:
    """A special review just opened; gives its case's id."""
    return special_reviews.open_special_review(support_id, told, has_no_conflict=True, by=by, now=now)


def a_ready_review(
    support_id: str, by: Actor, *, told: Circumstance = CIRCUMSTANCE, at: dt.datetime = ASKED_AT
) -> str:
    """A review with its checklist answered on a proven act, checked, and heard; gives its case's id."""
    case_id = a_review(support_id, by, told=told, now=at)
    evidence.add_evidence(case_id, an_evidence("A01", act_on=told.act_on), by=by, now=at)
    checklist = the_checklist()
    opened = [q.id for q in checklist.questions if q.opens_with_act and q.id != "A01"]
    given = {
        **{answer.question_id: (answer.value, answer.reason) for answer in sound_answers(checklist)},
        **dict.fromkeys(opened, ("ingen_indikation", "")),
        "A00": ("ja", ""),
        "A01": ("styrkt", "Mötesanteckningen visar hotet."),
        "A06": ("ja", "Protokollet visar uppdraget."),
        **WEIGHED,
    }
    answers = [(question_id, *answer) for question_id, answer in given.items()]
    assessments.answer_checklist(
        case_id, answers, sheet_version=version_of(case_id), has_no_conflict=True, by=by, now=at
    )
    a_check_on(case_id)
    hearings.communicate(case_id, drafted(case_id), by=by, now=at)
    return case_id


def a_revocation(outcome: Outcome = Outcome.REVOKED, **changes: object) -> Draft:
    """A whole proposal to revoke for the act, claiming the spring, for which there is evidence."""
    revocation = Revocation(
        RevocationGround.RESERVATION,
        GROUND_WHY,
        can_be_undone=True,
        undoing=UNDOING,
        periods=(SPRING, AUTUMN),
        again=("Styrelsen visar en rutin som används.",),
        again_from_on=dt.date(2028, 9, 1),
    )
    return Draft(
        outcome=outcome,
        amount=0,
        summary="Ordföranden hotade dem som höll ett möte i föreningens lokal.",
        reasons=(Reason("A01", "styrkt", WHY, LOOKED),),
        proportionality="En plan har övervägts, men styrelsen har inte velat ta avstånd från det som hände.",
        revocation=replace(revocation, **changes),  # type: ignore[arg-type]
    )


def a_continuation() -> Draft:
    """A whole proposal to let the support continue."""
    return Draft(Outcome.CONTINUED, 0, "Föreningen har utrett det som hände och infört en rutin som används.")


def proposed(case_id: str, draft: Draft, by: Actor) -> str:
    """The draft is proposed, what differs from earlier cases explained first; gives the proposal's id."""
    treatment = treatment_of(draft.outcome)
    if db.session.query(DecisionPattern).filter(DecisionPattern.treatment != treatment).count():
        mirror.state_none_comparable(case_id, EXPLANATION, by=by, now=LATER)
    return proposals.propose_decision(case_id, draft, by=by, now=LATER)


def by_the_board(case_id: str, proposal_id: str, registrar: Actor) -> str:
    """The board decided as proposed; gives the decision's id."""
    return decisions.record_board_decision(
        case_id, proposal_id, minutes="protokoll 7, § 4", decided_on=LATER.date(), by=registrar, now=LATER
    )


def a_revoked_support(
    support_id: str, secretary: Actor, registrar: Actor, draft: Draft | None = None
) -> tuple[str, str]:
    """Support revoked by the board after a review; gives the ids of the review's case and the decision."""
    case_id = a_ready_review(support_id, secretary)
    return case_id, by_the_board(case_id, proposed(case_id, draft or a_revocation(), secretary), registrar)


def review_rows(case_id: str, officer_id: str) -> dict[str, str]:
    """The support of a decided case as under review in that very case, with payment held, as rows; ids by
    parameter name."""
    support = db.session.query(Support).filter_by(case_id=case_id).one()
    act = RecordedAct(
        case_id=case_id, what=CIRCUMSTANCE.what, act_on=ACT_ON, place="Norrdal", actor_role="chair",
        source="Protokoll", recorded_by="setup", recorded_at=LATER,
    )  # fmt: skip
    written = HoldLetter(
        municipality="Nordköpstad", board="Nämnden", case_number="1", association="Granen", org_number="",
        scheme="Stöd", regime="legality_review", reviewed_number="2", decided_on="2026-11-20",
        circumstance=CIRCUMSTANCE.what, act_on="2026-03-01", amount=None, reason=HOLD.reason, undoing=HOLD.undoing,
        starts_on="2026-11-20", ends_on="2026-12-20", held_by="", delegation_item="4.2",
    )  # fmt: skip
    letter = Notice(
        case_id=case_id, kind=NoticeKind.PAYMENT_HOLD, subject="Utbetalning väntar", digest="0" * 64,
        content=content_of(written), written_by="setup", written_at=LATER,
    )  # fmt: skip
    db.session.add_all([act, letter])
    db.session.flush()
    review = SpecialReview(
        case_id=case_id, support_id=support.id, decision_id=support.decision_id, act_id=act.id,
        circumstance=act.what, act_on=ACT_ON, opened_by=officer_id, opened_at=LATER,
    )  # fmt: skip
    hold = PaymentHold(
        case_id=case_id, support_id=support.id, scope=HOLD.scope, reason=HOLD.reason, undoing=HOLD.undoing,
        delegation_item="4.2", starts_on=LATER.date(), ends_on=HOLD.ends_on, notice_id=letter.id,
        held_by=officer_id, held_at=LATER,
    )  # fmt: skip
    db.session.add_all([review, hold])
    db.session.flush()
    return {"hold_notice_id": letter.id}

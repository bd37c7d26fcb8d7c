"""Reports of associations: written and signed through the deeds, or as rows."""

import datetime as dt
import re

from tests.makers import NOW
from tests.makers_hearings import a_code
from vetting.domain.authority import Actor
from vetting.domain.terms_association_reports import Activity, Again, ReportChannel, VisitWay
from vetting.reading.own_case import case_of_session
from vetting.records import association_reports
from vetting.records.applications import Case
from vetting.records.association_reports import AssociationReport
from vetting.records.case_codes import OwnCase
from vetting.records.db import db
from vetting.records.evaluations import Evaluation
from vetting.records.outbox import Message
from vetting.records.visits import Visit
from vetting.services import case_codes, own_reports, report_signing
from vetting.services.case_codes import association_actor
from vetting.services.own_reports import Written

LINK = "https://kommunen.example/skriv-under-redovisning"
SIGNER = "ordforande@granlunda.example"
TEXT = "Vi har hållit öppna kvällar varje torsdag med musik, läxhjälp och samtal, och de flesta som kom bor i närheten."
ANSWERS = {
    "spent": "44 000",
    "spent_on": "Hyra av lokalen, material till kvällarna och arvode till två ledare.",
    "activities": TEXT,
    "occasions": "36",
    "participants": "120",
    "results": "Fler unga kommer tillbaka vecka efter vecka och hjälper till själva.",
    "deviations": "Inget",
}


def opened(case_id: str, secretary: Actor, *, now: dt.datetime = NOW) -> OwnCase:
    """The association's session in its own case."""
    code = a_code(case_id, secretary, now=now)
    number = db.session.get_one(Case, case_id).case_number
    token = case_codes.open_own_case(number, code, address="192.0.2.1", now=now)
    own = case_of_session(token, now)
    assert own is not None
    return own


def whole_answers(case_id: str, **changes: str) -> dict[str, str]:
    """An answer to every required question, those of the plan's indicators among them."""
    asked = own_reports.questions_of(case_id, today=NOW.date()).asked
    found = {one.id: "40" for one in asked if one.is_required}
    return found | {key: text for key, text in ANSWERS.items() if key in {one.id for one in asked}} | changes


def handed_over(own: OwnCase, answers: dict[str, str], *, reason: str = "", now: dt.datetime = NOW) -> str:
    """Writes and hands over the report; gives the code that went to the signer by e-mail."""
    draft = association_reports.draft_of(own.case_id)
    by, seen = association_actor(own), draft.version if draft else 0
    written = Written(answers, "kassör", "foreningen@granlunda.example", reason)
    version = own_reports.save_report_draft(own, written, seen_version=seen, by=by, now=now)
    report_signing.hand_over(own, "ordförande", SIGNER, seen_version=version, link=LINK, by=by, now=now)
    return code_in_post(own.case_id)


def code_in_post(case_id: str) -> str:
    """The latest code to sign by that lies in the post of the case."""
    rows = (
        db.session.query(Message)
        .filter(Message.key.like("report_signer:%"), Message.case_id == case_id)
        .all()
    )
    latest = max(rows, key=lambda row: (row.queued_at, row.id))
    found = re.search(r"Engångskod: (\S+)", latest.body)
    assert found
    return found.group(1)


def signed_report(
    case_id: str,
    secretary: Actor,
    answers: dict[str, str] | None = None,
    *,
    reason: str = "",
    now: dt.datetime = NOW,
) -> str:
    """A report written by one and signed by another; gives its id."""
    own = opened(case_id, secretary, now=now)
    code = handed_over(own, answers or whole_answers(case_id), reason=reason, now=now)
    token = report_signing.open_signing(own.case_number, code, address="192.0.2.2", now=now)
    draft = association_reports.draft_of(case_id)
    assert draft is not None
    by = Actor("signer:test", "ordförande")
    return report_signing.sign_report(token, seen_version=draft.version, by=by, now=now)


def report_rows(case_id: str, officer_id: str) -> dict[str, str]:
    """A report, a visit and an evaluation of a case as rows; ids by parameter name."""
    case = db.session.get_one(Case, case_id)
    asked = {"section": "results", "kind": "text", "hint_sv": "Kort", "hint_en": "Short", "required": True}
    question = {"id": "results", "sv": "Vad ledde det till?", "en": "What did it lead to?", **asked}
    report = AssociationReport(
        case_id=case_id, version=1, edition="2026-01", edition_digest="0" * 64, asked=[question],
        answers={"results": TEXT}, channel=ReportChannel.PAPER, written_role="kassör", signed_role="ordförande",
        received_on=NOW.date(), signed_at=NOW, entered_by="setup", digest="0" * 64,
    )  # fmt: skip
    visit = Visit(
        case_id=case_id, edition="2026-01", asked=[question], answers={"results": "En öppen kväll"},
        visited_on=NOW.date(), is_announced=True, way=VisitWay.PHONE, visited_by=officer_id, participants=14,
        recorded_by=officer_id, recorded_at=NOW,
    )  # fmt: skip
    db.session.add_all([report, visit])
    db.session.flush()
    evaluation = Evaluation(
        case_id=case_id, report_id=report.id, association_id=case.association_id, board_id=case.board_id,
        activity=Activity.YOUTH, is_targeted=False, goals=[], goals_met=0, goals_total=0, worked="Öppna kvällar",
        learnt="Börja tidigare", again=Again.YES, contact="kultursekreterare", search_key="oppna kvallar",
        written_by=officer_id, signed_by=officer_id, signed_at=NOW,
    )  # fmt: skip
    db.session.add(evaluation)
    db.session.flush()
    return {"report_id": report.id, "visit_id": visit.id}

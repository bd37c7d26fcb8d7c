"""What happens around a case: seats in the governing body, a partner asked, evidence tied, a new version."""

import datetime as dt
from dataclasses import replace

from vetting.demo.calendar import Steps
from vetting.demo.plots import Plot
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.signatories import Declared
from vetting.domain.terms import OfficeRole, PaperKind, Partner
from vetting.reading.applicants import applicant_numbered
from vetting.reading.case import case_file
from vetting.services import applications, associations, evidence, partner_questions, signatories

ELECTED = (OfficeRole.CHAIR, OfficeRole.TREASURER, OfficeRole.SECRETARY, OfficeRole.AUDITOR)
MEETING = (3, 20)  # month and day of the annual meeting
REPLY_WITHIN = dt.timedelta(days=14)


def term_of(at: dt.datetime) -> int:
    """Year of the latest annual meeting."""
    return at.year if (at.month, at.day) > MEETING else at.year - 1


def elected(plot: Plot, at: dt.datetime) -> Steps:
    """Role and term of those elected at the latest annual meeting; who they are stands in the minutes."""
    by = plot.desk.registrar
    applicant = applicant_numbered(plot.applicant.org_number, actor=by)
    held_in = term_of(at)
    for role in ELECTED:
        associations.record_office_holder(
            applicant.id,
            role,
            term_from_on=dt.date(held_in, *MEETING),
            term_until_on=dt.date(held_in + 1, *MEETING),
            proof=f"Protokoll från årsmötet {held_in}",
            by=by,
            now=at,
        )
    yield from ()


def is_asked_about(plot: Plot) -> bool:
    """Every fifth, and whatever waits on a desk in the middle of its checks."""
    return plot.stops_at in ("answered", "checked") or int(plot.applicant.org_number) % 50 < 10


def ask(case_id: str, plot: Plot, at: dt.datetime) -> str:
    """A question to the Tax Agency; gives its id."""
    asked = partner_questions.Asking(
        Partner.TAX_AGENCY,
        f"Är organisationsnummer {plot.applicant.org_number[:6]}-{plot.applicant.org_number[6:]} aktivt, "
        "och stämmer namnet?",
        "Samverkansöverenskommelsen, punkt 4; offentlig uppgift",
        "email",
        (at + REPLY_WITHIN).date(),
    )
    return partner_questions.ask_partner(case_id, asked, by=plot.desk.secretary, now=at)


def reply(question_id: str, plot: Plot, at: dt.datetime) -> None:
    """The least that answers, valid six months."""
    said = partner_questions.Reply(
        AnswerCode.ACTIVE, at.date(), "Skatteupplysningen", "Aktivt, och namnet stämmer."
    )
    partner_questions.record_answer(question_id, said, by=plot.desk.secretary, now=at)


def declare_signers(case_id: str, plot: Plot, at: dt.datetime) -> None:
    """Those who sign for the association, as the minutes of its annual meeting say."""
    by = plot.desk.secretary
    papers = case_file(case_id, actor=by, today=at.date()).papers
    minutes = next((paper.id for paper in papers if paper.kind is PaperKind.MINUTES), None)
    held_on = dt.date(term_of(at), *MEETING)
    for name, birth_date, function in plot.signers:
        signatories.declare_signatory(
            case_id, Declared(name, birth_date, function, held_on, minutes), by=by, now=at
        )


def tie_evidence(case_id: str, plot: Plot, at: dt.datetime) -> None:
    """The statutes tied to the question whether the members adopted them."""
    by = plot.desk.secretary
    papers = case_file(case_id, actor=by, today=at.date()).papers
    statutes = next(paper for paper in papers if paper.kind is PaperKind.STATUTES)
    tied = evidence.NewEvidence(
        "S01",
        "stadgar",
        1,
        "Stadgarna är antagna av årsmötet, se sista sidan.",
        f"Stadgar {plot.year - 1}",
        paper_id=statutes.id,
    )
    evidence.add_evidence(case_id, tied, by=by, now=at)


def is_revised(plot: Plot) -> bool:
    """Some lower what they apply for before anybody has examined it, among them those that wait for a decision."""
    return plot.stops_at == "proposed" or (plot.stops_at == "" and int(plot.applicant.org_number) % 200 < 10)


def revise(case_id: str, plot: Plot, at: dt.datetime) -> None:
    """A second version with a lower amount and a number of members counted anew."""
    newest = case_file(case_id, actor=plot.desk.registrar, today=at.date()).newest
    lower = replace(
        newest.applied,
        amount=newest.applied.amount * 9 // 10,
        members_total=(newest.applied.members_total or 0) + 3,
    )
    applications.revise_application(
        case_id, lower, seen_version=newest.number, by=plot.desk.registrar, now=at
    )

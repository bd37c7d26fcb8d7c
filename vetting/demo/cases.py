"""Three years of applications, each told as a story of deeds with days between them."""

import datetime as dt
from collections.abc import Generator

from vetting.demo import acts, alike, around, hearing, measuring, partner_desks, referring, reporting_back
from vetting.demo.answering import good_answers
from vetting.demo.calendar import Steps
from vetting.demo.papers import paper
from vetting.demo.people import LOCAL_RULES, PAPERS, Desk
from vetting.demo.plots import Plot
from vetting.domain import clearances
from vetting.domain.application import Applied, NewApplication, SentPaper
from vetting.domain.decisions import Draft, Reason
from vetting.domain.follow_up import Grant
from vetting.domain.payouts import Payout
from vetting.domain.points import PointKind
from vetting.domain.supplement import Point
from vetting.domain.terms import Band, Judgement, Outcome, PaperKind
from vetting.reading.applicants import applicant_numbered
from vetting.reading.case import case_file
from vetting.reading.checks import checks_of_case
from vetting.reading.follow_ups import plan_page
from vetting.reading.sheet import pinned_checklist
from vetting.services import (
    announcements,
    applications,
    assessments,
    decisions,
    follow_ups,
    judgements,
    papers,
    proposals,
    screening,
    supplements,
)
from vetting.services.judgements import Word

CONDITIONS = (
    "Bidraget används bara till det ändamål som ansökan anger.",
    "Föreningen meddelar nämnden ändringar av betydelse så snart som möjligt.",
    "Förvaltningen får besöka verksamheten och ta del av räkenskaperna för bidraget.",
)
RESERVATION = (
    "Beslutet kan ändras, utbetalning stoppas och bidrag krävas tillbaka helt eller delvis om oriktiga uppgifter "
    "har lämnats, om villkoren inte följs eller om demokrativillkoret inte längre är uppfyllt."
)
PAYOUT_UNDOING = "Upphävs beslutet kräver nämnden tillbaka det som har betalats ut inom en månad."
SUMMARY = "Föreningen uppfyller kriterierna. Verksamheten riktar sig till dem som bor i området."
LEFT_TO_ANSWER = ("S18", "A23")
DAY = dt.timedelta(days=1)


def story(plot: Plot, at: dt.datetime) -> Steps:
    """From the application to the last follow-up; every pause is a yield."""
    case_id = _open(plot, at)
    if plot.stops_at == "received":
        return
    reviewed_at = yield from _review(case_id, plot, at + 2 * DAY)
    if reviewed_at is not None:
        yield from _examine(case_id, plot, reviewed_at)


def _review(case_id: str, plot: Plot, at: dt.datetime) -> Generator[dt.datetime, None, dt.datetime | None]:
    """Taken up and completed; gives when the checks can begin, or None when the story ends here."""
    secretary = plot.desk.secretary
    yield at
    applications.assign_case(case_id, secretary.id, seen=None, by=secretary, now=at)
    applications.begin_review(case_id, by=secretary, now=at)
    if plot.stops_at == "withdrawn":
        reason = "Föreningen har återtagit ansökan per brev."
        applications.withdraw_application(case_id, reason, by=secretary, now=at)
    if plot.stops_at in ("review", "withdrawn"):
        return None
    at += DAY
    yield at
    if around.is_revised(plot):
        around.revise(case_id, plot, at)
    if plot.lacks_paper:
        point = Point(PointKind.PAPER, PaperKind.AUDIT_REPORT.value, "Undertecknad av den valda revisorn.")
        supplements.request_supplement(case_id, (point,), due_on=None, by=secretary, now=at)
        if plot.stops_at == "supplement":
            return None
        at += 9 * DAY
        yield at
        _receive_supplement(case_id, plot, at)
    return at


def _examine(case_id: str, plot: Plot, at: dt.datetime) -> Steps:
    """Cross-check and checklist, and on to the decision."""
    secretary = plot.desk.secretary
    around.declare_signers(case_id, plot, at)
    screening.cross_check(case_id=case_id, by=secretary, now=at)
    asked = around.ask(case_id, plot, at) if around.is_asked_about(plot) else None
    if plot.stops_at == "checked":
        partner_desks.ask_partners(case_id, plot, at)
        return
    at += 2 * DAY
    yield at
    around.tie_evidence(case_id, plot, at)
    if asked:
        around.reply(asked, plot, at)
    if plot.stops_at == "answered":
        _answer(case_id, plot, at, left=LEFT_TO_ANSWER)
        return
    owes = judge_hits(case_id, plot.desk, at)
    _answer(case_id, plot, at, owes=owes)
    if plot.stops_at == "weighed":
        acts.weigh(case_id, plot, at, seen=1)
        referring.refer(case_id, plot, at)
        yield from hearing.heard_about_act(case_id, plot, at)
        return
    yield from _conclude(case_id, plot, owes, at)


def _conclude(case_id: str, plot: Plot, owes: bool, at: dt.datetime) -> Steps:
    """Hearing where it is needed, proposal, decision, follow-up."""
    pays = owes and alike.pays_off(case_id, plot, at)
    if owes and not pays:
        at = yield from hearing.hear(case_id, plot, at)
    at += 3 * DAY
    yield at
    proposal_id = _propose(case_id, plot, owes, at, pays=pays)
    if plot.stops_at == "proposed":
        return
    at += 4 * DAY
    yield at
    decision_id = _decide(case_id, proposal_id, plot, owes, at)
    adjusted_on = at.date() + DAY
    at += 3 * DAY
    yield at
    announcements.announce_decision(
        decision_id, adjusted_on=adjusted_on, announced_on=at.date(), by=plot.desk.registrar, now=at
    )
    if not owes:
        yield from _follow_up(case_id, plot)


def _follow_up(case_id: str, plot: Plot) -> Steps:
    """Each item of the plan is done on its day, but the last one where something was forgotten."""
    if plot.tells_until is not None:
        yield from reporting_back.report_by_itself(case_id, plot, plot.tells_until, is_read=plot.is_read)
        return
    items = plan_page(case_id, actor=plot.desk.secretary).in_force.items
    for item in items[:-1] if plot.forgets else items:
        at = dt.datetime.combine(item.due_on, dt.time(13, 30), dt.UTC)
        yield at
        reporting_back.happened(case_id, plot, item, at)
        done = "Inkommet och genomgånget, inget att anmärka på."
        follow_ups.mark_follow_up_done(item.id, done, by=plot.desk.secretary, now=at)


def _open(plot: Plot, at: dt.datetime) -> str:
    by = plot.desk.registrar
    applicant = applicant_numbered(plot.applicant.org_number, actor=by)
    applied = Applied(
        purpose=plot.purpose,
        amount=plot.amount,
        starts_on=dt.date(plot.year + 1, 1, 1) if at.month > 9 else at.date() + dt.timedelta(days=45),
        ends_on=dt.date(plot.year + 1, 12, 31) if at.month > 9 else dt.date(plot.year + 1, 6, 30),
        expected_result="Fler deltar i verksamheten, med jämn fördelning mellan flickor och pojkar.",
        members_total=20 + len(plot.purpose) + plot.amount // 1000,
    )
    year = applied.starts_on.year
    new = NewApplication(applicant.id, plot.desk.schemes[plot.scheme], year, applied)
    case_id = applications.open_application(new, by=by, now=at).case_id
    for kind in PAPERS[:-1] if plot.lacks_paper else PAPERS:
        papers.receive_paper(case_id, _paper(kind, plot), by=by, now=at)
    return case_id


def _paper(kind: PaperKind, plot: Plot) -> SentPaper:
    year = plot.year - 1
    file_name, data = paper(kind, plot.applicant.name, year)
    return SentPaper(kind, year, file_name, data)


def _receive_supplement(case_id: str, plot: Plot, at: dt.datetime) -> None:
    seen = case_file(case_id, actor=plot.desk.secretary, today=at.date()).newest.number
    answer = supplements.SupplementAnswer(seen, papers=(_paper(PaperKind.AUDIT_REPORT, plot),))
    supplements.receive_supplement(case_id, answer, by=plot.desk.registrar, now=at)


def judge_hits(case_id: str, desk: Desk, at: dt.datetime) -> bool:
    """Judges every hit; gives whether the association itself is on a list of debts."""
    check = checks_of_case(case_id, today=at.date()).check
    owes = False
    for source in check.sources if check else ():
        for hit in source.hits:
            if not hit.waits:
                owes = owes or hit.judgement is Judgement.SAME
                continue
            same = hit.band is Band.CONFIRMED
            reason = (
                "Organisationsnummer och namn är desamma."
                if same
                else "Annat organisationsnummer och annan verksamhet; bara ett ord i namnet är gemensamt."
            )
            facts = ("name", "org_number") if same else ("name",)
            word = Word(Judgement.SAME if same else Judgement.OTHER, reason, facts)
            judgements.judge_hit(hit.id, word, by=desk.secretary, now=at)
            if clearances.needs_second(hit.band, word.judgement):
                seen = "Jag har själv jämfört namn, nummer och ort och ser samma sak."
                judgements.second_hit(hit.id, agrees=True, reason=seen, by=desk.head, now=at)
            owes = owes or same
    return owes


def _answer(
    case_id: str, plot: Plot, at: dt.datetime, *, owes: bool = False, left: tuple[str, ...] = ()
) -> None:
    by = plot.desk.secretary
    if not left:
        proposals.declare_no_conflict(case_id, by=by, now=at)
    pinned = pinned_checklist(case_id, actor=by)
    answers = good_answers(pinned.name, pinned.version, LOCAL_RULES, owes=owes)
    answers = [answer for answer in answers if answer[0] not in left]
    assessments.answer_checklist(case_id, answers, sheet_version=0, has_no_conflict=True, by=by, now=at)


def _propose(case_id: str, plot: Plot, owes: bool, at: dt.datetime, *, pays: bool) -> str:
    by = plot.desk.secretary
    if owes and not pays:
        debt = Reason(
            "E01", "ja", "Kronofogdens uppgift visar en skuld till det allmänna, och den är inte betald."
        )
        draft = Draft(
            Outcome.REFUSED,
            0,
            "Nämndens regel om skulder till det allmänna är inte uppfylld.",
            reasons=(debt,),
            proportionality="Ett villkor om avbetalning har prövats men föreningen har ingen plan för betalning.",
        )
        return proposals.propose_decision(case_id, draft, by=by, now=at)
    application = case_file(case_id, actor=by, today=at.date()).newest
    amount = int(application.applied.amount * plot.granted)
    conditions = (*CONDITIONS, alike.CONDITION) if pays else CONDITIONS
    grant = Grant(amount, application.applied.starts_on, application.applied.ends_on, conditions)
    draft = Draft(
        Outcome.GRANTED if plot.granted == 1.0 else Outcome.PARTLY_GRANTED,
        amount,
        alike.SUMMARY if pays else SUMMARY,
        conditions=conditions,
        reservation=RESERVATION,
        plan=measuring.with_named_items(
            proposals.suggest_plan(grant, owner_id=by.id, deputy_id=plot.desk.head.id, now=at)
        ),
        payout=Payout(True, PAYOUT_UNDOING),
    )
    draft = measuring.measured(draft, application.applied.starts_on, at.date())
    return proposals.propose_decision(case_id, draft, by=by, now=at)


def _decide(case_id: str, proposal_id: str, plot: Plot, owes: bool, at: dt.datetime) -> str:
    if owes or plot.amount * plot.granted > 150_000:
        minutes = f"Protokoll {at.date().isoformat()} § {at.day + 20}"
        return decisions.record_board_decision(
            case_id, proposal_id, minutes=minutes, decided_on=at.date(), by=plot.desk.registrar, now=at
        )
    proposals.declare_no_conflict(case_id, by=plot.desk.head, now=at)
    return decisions.decide(case_id, proposal_id, by=plot.desk.head, now=at)

"""Three years of applications, each told as a story of deeds with days between them."""

import datetime as dt
import random
from collections.abc import Generator
from dataclasses import dataclass, replace

from vetting.demo import names
from vetting.demo.answering import good_answers
from vetting.demo.calendar import Calendar, Steps
from vetting.demo.papers import paper
from vetting.demo.people import LOCAL_RULES, PAPERS, Desk, Town
from vetting.demo.register import Known
from vetting.domain.application import Applied, NewApplication, SentPaper
from vetting.domain.authority import Actor
from vetting.domain.decisions import Draft, Reason
from vetting.domain.follow_up import Grant
from vetting.domain.points import PointKind
from vetting.domain.supplement import Point
from vetting.domain.terms import Band, Judgement, Outcome, PaperKind, SupportKind
from vetting.reading.applicants import applicant_numbered
from vetting.reading.case import case_file
from vetting.reading.checks import checks_of_case
from vetting.reading.follow_ups import plan_page
from vetting.reading.sheet import pinned_checklist
from vetting.services import (
    applications,
    assessments,
    decisions,
    follow_ups,
    papers,
    proposals,
    screening,
    supplements,
)

CONDITIONS = (
    "Bidraget används bara till det ändamål som ansökan anger.",
    "Föreningen meddelar nämnden ändringar av betydelse så snart som möjligt.",
    "Förvaltningen får besöka verksamheten och ta del av räkenskaperna för bidraget.",
)
RESERVATION = (
    "Beslutet kan ändras, utbetalning stoppas och bidrag krävas tillbaka helt eller delvis om oriktiga uppgifter "
    "har lämnats, om villkoren inte följs eller om demokrativillkoret inte längre är uppfyllt."
)
# What waits on the first board's desks whenever the demo is built: where each stops, days before today.
TOUR = (("received", 4), ("received", 6), ("review", 9), ("checked", 12), ("proposed", 20), ("proposed", 24))
DAY = dt.timedelta(days=1)
HOLIDAY_WEEKS = {27, 28, 29, 30, 31}


@dataclass(frozen=True)
class Plot:
    """What will happen to one application."""

    desk: Desk
    scheme: SupportKind
    applicant: Known
    amount: int
    year: int
    purpose: str
    stops_at: str  # "", or the step after which nothing more happens
    lacks_paper: bool
    granted: float  # share of the amount
    forgets: bool = False  # the last item of the plan is left undone


def plan_cases(
    calendar: Calendar,
    town: Town,
    known: list[Known],
    chance: random.Random,
    end: dt.datetime,
    *,
    a_year: int,
) -> None:
    """Plans applications over the last three calendar years, the last ones in their first days."""
    for year in (end.year - 2, end.year - 1, end.year):
        first = dt.datetime(year, 1, 20, 8, 0, tzinfo=dt.UTC)
        last = min(dt.datetime(year, 12, 1, 8, 0, tzinfo=dt.UTC), end - dt.timedelta(days=1))
        applicants = chance.sample(known, min(a_year, len(known)))
        for applicant in applicants:
            at = _working_hour(first + (last - first) * chance.random() ** 0.7, chance)
            calendar.add(at, _story(_plot(applicant, town, chance, year, (end - at).days), at))
    for applicant, stops_at, days in zip(
        chance.sample(known, len(TOUR)), *zip(*TOUR, strict=True), strict=True
    ):
        at = _working_hour(end - dt.timedelta(days=days), chance)
        plot = _plot(applicant, town, chance, end.year, days)
        plot = replace(
            plot, desk=town.boards[0], stops_at=stops_at, lacks_paper=stops_at == "supplement", amount=60_000
        )
        calendar.add(at, _story(plot, at))


def _plot(applicant: Known, town: Town, chance: random.Random, year: int, days_left: int) -> Plot:
    desk = next((desk for desk in town.boards if desk.district == applicant.district), town.boards[0])
    if chance.random() < 0.25:
        desk = chance.choice(town.boards[-2:])
    text, kind = chance.choice(names.PURPOSES)
    stops = (
        ""
        if days_left > 60
        else chance.choice(("received", "review", "supplement", "checked", "proposed", ""))
    )
    return Plot(
        desk=desk,
        scheme=SupportKind(kind),
        applicant=applicant,
        amount=chance.choice((8, 12, 15, 25, 40, 60, 75, 90, 120, 180, 240)) * 1000,
        year=year,
        purpose=text.format(activity=applicant.activity.casefold(), place=applicant.district),
        stops_at="withdrawn" if chance.random() < 0.03 else stops,
        lacks_paper=stops in ("received", "supplement") or chance.random() < 0.15,
        granted=chance.choice((1.0, 1.0, 1.0, 0.8, 0.6)),
        forgets=chance.random() < 0.06,
    )


def _story(plot: Plot, at: dt.datetime) -> Steps:
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
    """Cross-check, checklist, proposal, decision, follow-up."""
    secretary = plot.desk.secretary
    screening.cross_check(case_id=case_id, by=secretary, now=at)
    if plot.stops_at == "checked":
        return
    at += 2 * DAY
    yield at
    owes = _judge_hits(case_id, secretary, at)
    _answer(case_id, plot, owes, at)
    at += 3 * DAY
    yield at
    proposal_id = _propose(case_id, plot, owes, at)
    if plot.stops_at == "proposed":
        return
    at += 4 * DAY
    yield at
    _decide(case_id, proposal_id, plot, owes, at)
    if not owes:
        yield from _follow_up(case_id, plot)


def _follow_up(case_id: str, plot: Plot) -> Steps:
    """Each item of the plan is done on its day, but the last one where something was forgotten."""
    items = plan_page(case_id, actor=plot.desk.secretary).in_force.items
    for item in items[:-1] if plot.forgets else items:
        at = dt.datetime.combine(item.due_on, dt.time(13, 30), dt.UTC)
        yield at
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
    new = NewApplication(applicant.id, plot.desk.schemes[plot.scheme], plot.year, applied)
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


def _judge_hits(case_id: str, by: Actor, at: dt.datetime) -> bool:
    """Judges every hit; gives whether the association itself is on a list of debts."""
    check = checks_of_case(case_id, today=at.date()).check
    owes = False
    for source in check.sources if check else ():
        for hit in source.hits:
            if hit.judgement is not None:
                owes = owes or hit.judgement is Judgement.SAME
                continue
            same = hit.band is Band.CONFIRMED
            reason = (
                "Organisationsnummer och namn är desamma."
                if same
                else "Annat organisationsnummer och annan verksamhet; bara ett ord i namnet är gemensamt."
            )
            screening.judge_hit(hit.id, Judgement.SAME if same else Judgement.OTHER, reason, by=by, now=at)
            owes = owes or same
    return owes


def _answer(case_id: str, plot: Plot, owes: bool, at: dt.datetime) -> None:
    by = plot.desk.secretary
    proposals.declare_no_conflict(case_id, by=by, now=at)
    pinned = pinned_checklist(case_id, actor=by)
    answers = good_answers(pinned.name, pinned.version, LOCAL_RULES, owes=owes)
    assessments.answer_checklist(case_id, answers, sheet_version=0, by=by, now=at)


def _propose(case_id: str, plot: Plot, owes: bool, at: dt.datetime) -> str:
    by = plot.desk.secretary
    if owes:
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
    grant = Grant(amount, application.applied.starts_on, application.applied.ends_on, CONDITIONS)
    draft = Draft(
        Outcome.GRANTED if plot.granted == 1.0 else Outcome.PARTLY_GRANTED,
        amount,
        "Föreningen uppfyller kriterierna. Verksamheten riktar sig till dem som bor i området.",
        conditions=CONDITIONS,
        reservation=RESERVATION,
        plan=proposals.suggest_plan(grant, owner_id=by.id, now=at),
    )
    return proposals.propose_decision(case_id, draft, by=by, now=at)


def _decide(case_id: str, proposal_id: str, plot: Plot, owes: bool, at: dt.datetime) -> None:
    if owes or plot.amount * plot.granted > 150_000:
        minutes = f"Protokoll {at.date().isoformat()} § {at.day + 20}"
        decisions.record_board_decision(
            case_id, proposal_id, minutes=minutes, decided_on=at.date(), by=plot.desk.registrar, now=at
        )
        return
    proposals.declare_no_conflict(case_id, by=plot.desk.head, now=at)
    decisions.decide(case_id, proposal_id, by=plot.desk.head, now=at)


def _working_hour(at: dt.datetime, chance: random.Random) -> dt.datetime:
    while at.weekday() > 4 or at.isocalendar().week in HOLIDAY_WEEKS:
        at += dt.timedelta(days=1)
    return at.replace(hour=chance.randint(7, 14), minute=chance.randint(0, 59), second=0, microsecond=0)

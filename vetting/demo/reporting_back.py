"""Associations that report on their support, visits to them, and what the board learnt."""

import datetime as dt
from collections.abc import Sequence

from vetting.demo.calendar import Steps
from vetting.demo.measuring import MEETINGS, PEOPLE
from vetting.demo.plots import Plot
from vetting.domain.authority import Actor
from vetting.domain.evaluations import Learnt
from vetting.domain.report_reading import Arriving
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import FollowUpKind, SupportKind
from vetting.domain.terms_association_reports import Activity, Again, ReportChannel, VisitWay
from vetting.domain.terms_decisions import CodeChannel
from vetting.reading.evaluations import evaluation_page
from vetting.reading.follow_ups import plan_page
from vetting.reading.own_case import case_of_session
from vetting.reading.plan_lines import PlanLine
from vetting.services import (
    case_codes,
    evaluations,
    follow_ups,
    own_reports,
    report_readings,
    report_signing,
    visits,
)
from vetting.services.case_codes import association_actor
from vetting.services.own_reports import Written
from vetting.services.report_readings import ReadSo
from vetting.services.visits import Made

DAY = dt.timedelta(days=1)
DONE = "Inkommet och genomgånget, inget att anmärka på."
OCCASIONS = 34
LINK = "https://nordkopstad.example/skriv-under-redovisning"
TEXTS = {
    "spent_on": "Hyra av lokalen, material till kvällarna och arvode till ledarna.",
    "activities": "Vi har hållit öppna kvällar varje vecka med läxhjälp, musik och samtal. De flesta som kom bor i "
    "närheten, och många kom tillbaka.",
    "results": "Fler hjälper till att ordna kvällarna själva. Två grupper har börjat träffas på egen hand.",
    "deviations": "Två kvällar ställdes in när lokalen reparerades.",
    "equal_access": "Kvällarna är avgiftsfria, och halva ledargruppen är kvinnor.",
}
NEWER = {
    "results": "I år ordnade deltagarna en egen höstdag för grannarna, med musik och loppmarknad.",
    "deviations": "Inget.",
    "young": "900",  # a slip of the pen, which its reader may ask about
}
KINDS = {
    SupportKind.OPERATING: Activity.MEETING_PLACE,
    SupportKind.PROJECT: Activity.YOUTH,
}
LEARNT = (
    "Fasta kvällar med samma ledare höll ihop gruppen.",
    "Lokalen behöver vara bokad före terminens början, annars faller de första kvällarna bort.",
)


def happened(case_id: str, plot: Plot, item: PlanLine, at: dt.datetime) -> None:
    """What comes of an item of the plan besides that it is marked as done: for some of the grants."""
    if plot.amount % 60_000:
        return
    if item.kind is FollowUpKind.VISIT:
        _visit(case_id, plot, item, at)
    elif item.kind is FollowUpKind.REPORT:
        _report_on_paper(case_id, plot, at)
        _evaluate(case_id, plot, at)


def report_by_itself(case_id: str, plot: Plot, until: dt.datetime, *, is_read: bool) -> Steps:
    """The association writes its report on its own page and has it signed; read, or left to be read."""
    items = plan_page(case_id, actor=plot.desk.secretary).in_force.items
    due = next((item.due_on for item in items if item.kind is FollowUpKind.REPORT), until.date())
    at = min(dt.datetime.combine(due, dt.time(9, 0), dt.UTC) - 2 * DAY, until - 2 * DAY)
    yield from _before_the_report(case_id, plot, items, at)
    yield at
    by = plot.desk.secretary
    number = plan_page(case_id, actor=by).case_number
    code = case_codes.make_code(case_id, CodeChannel.LETTER, by=by, now=at)
    token = case_codes.open_own_case(number, code, address="192.0.2.30", now=at)
    own = case_of_session(token, at)
    if own is None:
        return
    who = association_actor(own)
    texts = TEXTS if is_read else {**TEXTS, **NEWER}
    written = Written(_answers(case_id, plot, at, texts), "kassör", "styrelsen@foreningen.example")
    version = own_reports.save_report_draft(own, written, seen_version=0, by=who, now=at)
    address = "ordforande@foreningen.example"
    report_signing.hand_over(own, "ordförande", address, seen_version=version, link=LINK, by=who, now=at)
    case_codes.leave(token, own, by=who, now=at)
    at += dt.timedelta(hours=3)
    yield at
    code = report_signing.make_signer_code(case_id, "ordförande", by=by, now=at)
    token = report_signing.open_signing(number, code, address="192.0.2.31", now=at)
    chair = Actor("signer:demo", "ordförande")
    report_id = report_signing.sign_report(token, seen_version=version, by=chair, now=at)
    if is_read:
        said = ReadSo("Redovisningen svarar mot beslutet och dess villkor.")
        report_readings.approve_report(case_id, report_id, said, by=by, now=at + dt.timedelta(hours=2))
        for item in items:
            if item.due_on >= swedish_day(at):
                follow_ups.mark_follow_up_done(item.id, DONE, by=by, now=at + dt.timedelta(hours=2))
        _evaluate(case_id, plot, at + dt.timedelta(hours=3))


def _before_the_report(case_id: str, plot: Plot, items: Sequence[PlanLine], until: dt.datetime) -> Steps:
    """What the plan asks for before the report's day is done on its own day."""
    for item in items:
        at = dt.datetime.combine(item.due_on, dt.time(13, 30), dt.UTC)
        if at < until:
            yield at
            if item.kind is FollowUpKind.VISIT:
                _visit(case_id, plot, item, at)
            follow_ups.mark_follow_up_done(item.id, DONE, by=plot.desk.secretary, now=at)


def _report_on_paper(case_id: str, plot: Plot, at: dt.datetime) -> None:
    by = plot.desk.secretary
    arriving = Arriving(
        answers=_answers(case_id, plot, at, TEXTS),
        written_role="kassör",
        signed_role="revisor",
        channel=ReportChannel.PAPER,
        received_on=swedish_day(at),
    )
    report_id = report_signing.register_paper_report(case_id, arriving, by=by, now=at)
    said = ReadSo("Genomgången, inget att anmärka på.")
    report_readings.approve_report(case_id, report_id, said, by=by, now=at)


def _answers(case_id: str, plot: Plot, at: dt.datetime, texts: dict[str, str]) -> dict[str, str]:
    people = 30 + plot.amount // 1_000 + (60 if texts is not TEXTS else 0)
    asked = own_reports.questions_of(case_id, today=swedish_day(at)).asked
    counted = {PEOPLE: people, MEETINGS: OCCASIONS}
    found = {one.id: str(counted[one.text.sv]) for one in asked if one.text.sv in counted}
    spent = plan_page(case_id, actor=plot.desk.secretary).amount
    told = {"spent": spent, "occasions": OCCASIONS, "participants": people, "women": people // 2}
    return found | {key: str(number) for key, number in told.items()} | texts


def _visit(case_id: str, plot: Plot, item: PlanLine, at: dt.datetime) -> None:
    made = Made(
        visited_on=swedish_day(at),
        is_announced=bool(swedish_day(at).day % 2),
        way=VisitWay.PHONE,
        participants=14 + plot.amount // 10_000,
        leaders=2,
        answers={
            "activity": "Öppen kväll med läxhjälp i ett rum och musik i ett annat.",
            "purpose": "Verksamheten är den som beslutet anger.",
            "premises": "Skyltad, öppen för alla och med två utgångar.",
            "agreed": "Kassören skickar kvitton på materialet till nästa redovisning.",
        },
        follow_up_id=item.id,
    )
    visits.record_visit(case_id, made, by=plot.desk.secretary, now=at)


def _evaluate(case_id: str, plot: Plot, at: dt.datetime) -> None:
    worked, learnt = LEARNT
    written = Learnt(
        activity=KINDS.get(plot.scheme, Activity.CULTURE),
        is_targeted=plot.amount >= 120_000,
        worked=worked,
        learnt=learnt,
        again=Again.YES if plot.granted == 1.0 else Again.CHANGED,
        again_why="" if plot.granted == 1.0 else "Med lokalen ordnad i förväg.",
        contact="kultursekreteraren vid nämnden",
    )
    by, head = plot.desk.secretary, plot.desk.head
    version = evaluations.write_evaluation(case_id, written, seen_version=0, by=by, now=at)
    if evaluation_page(case_id, actor=head).may_sign:
        evaluations.sign_evaluation(case_id, seen_version=version, by=head, now=at)

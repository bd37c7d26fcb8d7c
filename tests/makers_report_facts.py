"""A report's figures counted anew, row by row, sharing nothing with the report's own questions."""

import datetime as dt

from tests.makers_report_rows import Counted, Recount, counted_rooms, every, median, share
from vetting.domain.mirror import compared_since
from vetting.domain.stream_figures import DEVIATIONS
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import CheckOutcome, FollowUpKind, Outcome, Role
from vetting.domain.terms_court import CourtOutcome
from vetting.domain.terms_reports import ReportArea as Area
from vetting.domain.terms_revocations import ClaimEventKind
from vetting.domain.terms_spot_checks import SpotCheckState, Stream
from vetting.records import (
    applications,
    bars,
    claims,
    court_findings,
    cross_checks,
    decisions,
    follow_ups,
    hearings,
    mirror,
    rounds,
    routines,
    special_reviews,
    spot_checks,
    urgent_decisions,
)
from vetting.records.officers import Appointment, Board, Officer


def recounted(board_id: str | None, first: dt.date, last: dt.date, *, today: dt.date) -> Counted:
    """Every figure that is counted, by area and key; those that people tell are not among them. What is
    planned is counted to the last day, all else up to today."""
    rows, planned = Recount(board_id, first, min(last, today)), Recount(board_id, first, last)
    return {
        **_cases(rows),
        **_checks(rows),
        **_plans(planned, today),
        **_rounds(rows),
        **counted_rooms(rows),
        **_stops(rows),
        **_courts(rows),
        **_people(rows),
    }


def _cases(rows: Recount) -> Counted:
    asked = rows.of_cases(applications.SupplementRequest, "requested_at")
    urgent = {one.decision_id for one in every(urgent_decisions.UrgentDecision)}
    plain = [one for one in rows.decided if not rows.cases[one.case_id].is_review]
    patterns = {one.decision_id: one for one in every(mirror.DecisionPattern)}
    examined = [patterns[one.id] for one in rows.decided if one.id in patterns]
    like = sum(any(_is_like(one, other) for other in patterns.values()) for one in examined)
    received = [one for one in rows.cases.values() if not one.is_review and rows.within(one.received_on)]
    return {
        (Area.CHECKLIST, "received"): len(received),
        (Area.CHECKLIST, "decided"): len(rows.decided),
        (Area.CHECKLIST, "granted"): rows.outcomes(Outcome.GRANTED, Outcome.PARTLY_GRANTED),
        (Area.CHECKLIST, "refused"): rows.outcomes(Outcome.REFUSED),
        (Area.CHECKLIST, "not_examined"): rows.outcomes(Outcome.DISMISSED, Outcome.CLOSED),
        (Area.CHECKLIST, "continued"): rows.outcomes(Outcome.CONTINUED),
        (Area.CHECKLIST, "taken_back"): rows.outcomes(Outcome.REVOKED, Outcome.PARTLY_REVOKED),
        (Area.CHECKLIST, "handling_days"): median(
            [(one.decided_on - rows.cases[one.case_id].received_on).days for one in plain]
        ),
        (Area.CHECKLIST, "supplements"): len(asked),
        (Area.CHECKLIST, "supplements_answered"): sum(one.answered_at is not None for one in asked),
        (Area.CHECKLIST, "hearings"): sum(
            one.exemption is None for one in rows.of_cases(hearings.Hearing, "made_at")
        ),
        (Area.CHECKLIST, "urgent"): sum(one.id in urgent for one in rows.decided),
        (Area.CHECKLIST, "compared"): like,
        (Area.CHECKLIST, "compared_share"): share(like, len(examined)),
        (Area.CHECKLIST, "differences"): len(rows.of_cases(mirror.DifferenceWord, "said_at")),
    }


def _is_like(one: mirror.DecisionPattern, other: mirror.DecisionPattern) -> bool:
    return (
        (other.kind, other.pattern) == (one.kind, one.pattern)
        and (other.decided_at, other.decision_id) < (one.decided_at, one.decision_id)
        and other.decided_on >= compared_since(one.decided_on)
    )


def _checks(rows: Recount) -> Counted:
    checks = every(cross_checks.CrossCheck)
    whole = {
        one.case_id
        for one in checks
        if one.is_latest and one.outcome in (CheckOutcome.HITS, CheckOutcome.NONE_FOUND)
    }
    checked = sum(one.case_id in whole for one in rows.decided)
    of_case = {one.id: one.case_id for one in checks}
    hits = {one.id for one in every(cross_checks.Hit) if of_case[one.check_id] in rows.cases}
    judged = [
        one
        for one in every(cross_checks.HitJudgement)
        if one.hit_id in hits and one.carried_from_id is None and rows.at(one.judged_at)
    ]
    return {
        (Area.CROSS_CHECK, "checked"): checked,
        (Area.CROSS_CHECK, "checked_share"): share(checked, len(rows.decided)),
        (Area.CROSS_CHECK, "hits_judged"): len(judged),
        (Area.CROSS_CHECK, "partner_questions"): len(rows.of_cases(cross_checks.PartnerQuestion, "asked_at")),
    }


def _plans(rows: Recount, today: dt.date) -> Counted:
    newest: dict[str, follow_ups.FollowUpPlan] = {}
    for plan in sorted(every(follow_ups.FollowUpPlan), key=lambda one: one.version):
        newest[plan.case_id] = plan
    mine = {plan.id for case_id, plan in newest.items() if case_id in rows.cases}
    due = [one for one in every(follow_ups.FollowUp) if one.plan_id in mine and rows.within(one.due_on)]
    overdue = [one for one in due if one.done_at is None and one.due_on < today]
    kinds = (FollowUpKind.REPORT, FollowUpKind.ACCOUNTS, FollowUpKind.AUDIT_REPORT)
    return {
        (Area.FOLLOW_UP, "due"): len(due),
        (Area.FOLLOW_UP, "done"): sum(one.done_at is not None for one in due),
        (Area.FOLLOW_UP, "waiting"): sum(one.done_at is None and one.due_on >= today for one in due),
        (Area.FOLLOW_UP, "overdue"): len(overdue),
        (Area.FOLLOW_UP, "late"): sum(
            one.done_at is not None and swedish_day(one.done_at) > one.due_on for one in due
        ),
        (Area.FOLLOW_UP, "moved_late"): len(_moved_late(rows)),
        (Area.FOLLOW_UP, "reports_due"): sum(one.kind in kinds for one in due),
        (Area.FOLLOW_UP, "reports_overdue"): sum(one.kind in kinds for one in overdue),
    }


def _moved_late(rows: Recount) -> set[str]:
    versions = {(one.case_id, one.version): one for one in every(follow_ups.FollowUpPlan)}
    items = {(one.plan_id, one.item_key): one for one in every(follow_ups.FollowUp)}
    found = set()
    for plan in versions.values():
        after = versions.get((plan.case_id, plan.version + 1))
        for item in items.values() if after and plan.case_id in rows.cases else ():
            later = items.get((after.id, item.item_key)) if item.plan_id == plan.id else None
            if later is None or item.done_at or not rows.within(item.due_on):
                continue
            if item.due_on < later.due_on and item.due_on < swedish_day(after.made_at):
                found.add(item.item_key)
    return found


def _rounds(rows: Recount) -> Counted:
    drawn = {one.id for one in every(rounds.SpotCheckRound) if rows.at(one.drawn_at)}
    frames = {one.round_id for one in every(rounds.FrameItem) if rows.own(one.board_id)}
    checks = [
        one
        for one in every(spot_checks.SpotCheck)
        if one.round_id in drawn
        and rows.own(one.board_id)
        and one.stream is Stream.RANDOM
        and one.state is not SpotCheckState.LEFT_POPULATION
    ]
    reopened = {one.finding_id for one in every(spot_checks.FindingReopening)}
    results = {one.check_id: one.result for one in every(spot_checks.Finding) if one.id not in reopened}
    closed = [one for one in checks if one.state is SpotCheckState.CLOSED]
    return {
        (Area.SPOT_CHECKS, "rounds"): len({one.round_id for one in checks} & frames),
        (Area.SPOT_CHECKS, "closed"): len(closed),
        (Area.SPOT_CHECKS, "open"): len(checks) - len(closed),
        (Area.SPOT_CHECKS, "found"): sum(results[one.id] in DEVIATIONS for one in closed),
    }


def _stops(rows: Recount) -> Counted:
    mine = [one for one in every(claims.RepaymentClaim) if rows.own(one.board_id)]
    events = [one for one in every(claims.ClaimEvent) if one.claim_id in {claim.id for claim in mine}]
    undone = {one.undoes_id for one in events}
    return {
        (Area.STOPS, "reviews"): len(rows.of_cases(special_reviews.SpecialReview, "opened_at")),
        (Area.STOPS, "holds"): len(rows.of_cases(special_reviews.PaymentHold, "held_at")),
        (Area.STOPS, "revoked"): rows.outcomes(Outcome.REVOKED, Outcome.PARTLY_REVOKED),
        (Area.STOPS, "bars"): sum(rows.own(one.board_id) and rows.at(one.set_at) for one in every(bars.Bar)),
        (Area.STOPS, "claimed"): sum(one.amount for one in mine if rows.at(one.opened_at)),
        (Area.STOPS, "collected"): sum(
            one.amount
            for one in events
            if one.kind is ClaimEventKind.PAID and one.id not in undone and rows.within(one.happened_on)
        ),
    }


def _courts(rows: Recount) -> Counted:
    mine = {one.id for one in every(decisions.Decision) if one.case_id in rows.cases}
    judged = [
        one
        for one in every(court_findings.CourtFinding)
        if one.decision_id in mine and rows.within(one.judged_on)
    ]
    annulled = (CourtOutcome.ANNULLED, CourtOutcome.ANNULLED_IN_PART)
    return {
        (Area.TRIALS, "judged"): len(judged),
        (Area.TRIALS, "annulled"): sum(one.outcome in annulled for one in judged),
    }


def _people(rows: Recount) -> Counted:
    """Staff with the basic course, and routines by the boards in which they hold; all made here hold still."""
    active = {one.id for one in every(Officer) if one.is_active}
    staff = {
        one.officer_id
        for one in every(Appointment)
        if one.officer_id in active
        and one.role is not Role.PARTNER_AGENT
        and rows.board_id in (None, one.board_id)
    }
    taken = {
        one.officer_id for one in every(routines.Training) if one.has_taken and rows.within(one.taken_on)
    }
    boards = {one.id for one in every(Board) if one.is_active and rows.own(one.id)}
    holds = [boards & set(one.boards or boards) for one in every(routines.RoutineVersion)]
    used = {(one.version_id, one.board_id) for one in every(routines.RoutineInUse) if one.board_id in boards}
    return {
        (Area.ROUTINES, "routines"): sum(map(len, holds)),
        (Area.ROUTINES, "routines_used"): len(used),
        (Area.ROUTINES, "staff"): len(staff),
        (Area.ROUTINES, "trained"): len(staff & taken),
        (Area.ROUTINES, "trained_share"): share(len(staff & taken), len(staff)),
    }

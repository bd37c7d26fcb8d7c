"""The decision: by another person on delegation, or the board's own entered from its minutes."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from vetting.domain.authority import Act, Actor, require
from vetting.domain.decision_letter import (
    DecisionLetter,
    LetterItem,
    as_sent,
    content_of,
    digest_of,
    rules_of,
)
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.follow_up import PlanItem
from vetting.domain.free_text import require_written
from vetting.domain.separation import require_no_conflict, require_two_persons
from vetting.domain.stages import move
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import GRANTING, PlanTier, Signature, Stage
from vetting.gateways.pinned_checklists import checklist_of
from vetting.records import (
    case_facts,
    decision_gates,
    decision_papers,
    decisions,
    delegations,
    follow_ups,
    grounds,
    house_rules,
    mirror,
    notices,
    sealed_reasons,
    secrecy_marks,
    sheets,
    unread_statements,
    urgent_decisions,
)
from vetting.records.applications import Application, Case
from vetting.records.db import settings, transaction
from vetting.records.decision_papers import CaseNames
from vetting.records.decisions import Decision, Proposal, Support
from vetting.records.follow_ups import FollowUpPlan
from vetting.records.journal import note
from vetting.records.notices import Notice, NoticeKind


@dataclass(frozen=True)
class _Signing:
    """On whose behalf: a point of the delegation order, or the board's minutes."""

    signature: Signature
    on: dt.date
    delegation_item: str = ""
    minutes: str = ""


def decide(case_id: str, proposal_id: str, *, by: Actor, now: dt.datetime) -> str:
    """Decides the proposal the decider has read, as it stands, and gives the decision's id.

    Decision, sealed reasons, support, plan and letter are written together or not at all. Raises Refused:
    `already_decided`, `proposal_gone`, `proposal_stale`, `proposal_check_outdated`, `decider_is_proposer`,
    `conflict_*`, `board_only`, `above_delegation` …
    """
    with transaction():
        case, proposal = _proposal_in_hand(case_id, proposal_id, Act.DECIDE, by)
        require_no_conflict(decisions.declared_by(case.id, by.id))
        today = swedish_day(now)
        power = delegations.power_to_sign(
            case, proposal.outcome, proposal.amount, proposed_by=proposal.proposed_by, by=by, on=today
        )
        signing = _Signing(Signature.DELEGATE, today, delegation_item=power.item)
        return _make_decision(case, proposal, signing, by=by, now=now)


def decide_urgently(case_id: str, proposal_id: str, *, why: str, by: Actor, now: dt.datetime) -> str:
    """The chair decides for the board what cannot await it (KL 6:39), and it is reported to the next meeting.

    Raises Refused as decide, and `chair_not_empowered` or `text_missing`.
    """
    with transaction():
        case, proposal = _proposal_in_hand(case_id, proposal_id, Act.DECIDE_URGENT, by)
        require_no_conflict(decisions.declared_by(case.id, by.id))
        power = delegations.power_of_chair(case, by=by, on=swedish_day(now))
        reason = require_written(why, field="why")
        signing = _Signing(Signature.CHAIR, swedish_day(now), delegation_item=power.item)
        decision_id = _make_decision(case, proposal, signing, by=by, now=now)
        urgent_decisions.add(decision_id, reason)
        return decision_id


def record_board_decision(
    case_id: str, proposal_id: str, *, minutes: str, decided_on: dt.date, by: Actor, now: dt.datetime
) -> str:
    """Enters that the board decided as proposed. `minutes` names the minutes and their paragraph.

    A board that decides otherwise sends the proposal back: reasons and plan must then be written anew.
    """
    with transaction():
        case, proposal = _proposal_in_hand(case_id, proposal_id, Act.RECORD_BOARD_DECISION, by)
        if not minutes.strip():
            raise Refused("minutes_missing")
        if not swedish_day(proposal.proposed_at) <= decided_on <= swedish_day(now):
            raise Refused("board_day_impossible", decided_on=decided_on.isoformat())
        kept = require_written(minutes, field="minutes")[:120]
        signing = _Signing(Signature.BOARD, decided_on, minutes=kept)
        return _make_decision(case, proposal, signing, by=by, now=now)


def _proposal_in_hand(case_id: str, proposal_id: str, act: Act, by: Actor) -> tuple[Case, Proposal]:
    """The case locked, and the proposal that was read: not another one that came since."""
    case = sheets.case_in_hand(case_id)
    require(by, act, case.board_id)
    if case.stage is Stage.DECIDED:
        raise Refused("already_decided")
    proposal = decisions.open_proposal(case.id)
    if proposal is None or proposal.id != proposal_id:
        raise Refused("proposal_gone")
    return case, proposal


def _make_decision(case: Case, proposal: Proposal, signing: _Signing, *, by: Actor, now: dt.datetime) -> str:
    before, after = case.stage, move(case.stage, Stage.DECIDED)
    require_two_persons(proposal.proposed_by, by.id)
    decision_gates.require_untouched(
        case, proposal, signing.signature, decided_on=signing.on, today=swedish_day(now)
    )
    grounds.require_as_recorded(case, proposal, checklist_of(case))
    proposal.reasons = _with_last_words(case, proposal, signing, by=by, now=now)
    application = case_facts.newest_application(case.id)
    names = decision_papers.names_of_case(case)
    plan_id = _make_plan(case, proposal, by=by, now=now) if proposal.outcome in GRANTING else None
    decision = decisions.add_decision(
        Decision(
            case_id=case.id,
            proposal_id=proposal.id,
            plan_id=plan_id,
            outcome=proposal.outcome,
            amount=proposal.amount,
            proposed_by=proposal.proposed_by,
            decided_by=by.id,
            signature=signing.signature,
            delegation_item=signing.delegation_item,
            minutes=signing.minutes,
            decided_at=now,
            decided_on=signing.on,
        )
    )
    letter = _letter(case, proposal, decision, application, names)
    seal = sealed_reasons.seal_reasons(decision, proposal, letter)
    mirror.keep_pattern(decision, case, proposal.pattern)
    _note_decision(decision, seal.digest, by=by, now=now)
    if proposal.outcome in GRANTING:
        _grant(case, decision, application, names, by=by, now=now)
    proposal.is_open = False
    case.stage, case.decided_at = after, now
    sent = as_sent(letter, secrecy_marks.withheld_in_letters(case.id))
    _write_letter(case, content_of(sent), by=by, now=now)
    facts = {"before": before.value, "after": after.value}
    note(Entry.CASE_MOVED, by=by, now=now, subject=f"case:{case.id}", case_id=case.id, **facts)
    return decision.id


def _with_last_words(
    case: Case, proposal: Proposal, signing: _Signing, *, by: Actor, now: dt.datetime
) -> list[dict[str, Any]]:
    """The board rests on what had been considered by its day; who enters it is told of what had only come."""
    if signing.signature is Signature.BOARD:
        unread_statements.leave_out(case, signing.on, decided_by=by.id, now=now)
    return grounds.with_last_words(case.id, proposal)


def _make_plan(case: Case, proposal: Proposal, *, by: Actor, now: dt.datetime) -> str:
    items = [PlanItem.from_kept(kept) for kept in proposal.plan]
    plan = FollowUpPlan(
        case_id=case.id, version=1, tier=proposal.tier or PlanTier.EXTENDED, made_by=by.id, made_at=now
    )
    follow_ups.add_plan(plan, items)
    note(
        Entry.FOLLOW_UP_PLANNED,
        by=by,
        now=now,
        subject=f"plan:{plan.id}",
        case_id=case.id,
        tier=plan.tier.value,
        items=[{"kind": item.kind.value, "due_on": item.due_on.isoformat()} for item in items],
    )
    return plan.id


def _grant(
    case: Case, decision: Decision, application: Application, names: CaseNames, *, by: Actor, now: dt.datetime
) -> None:
    support = decisions.add_support(
        Support(
            case_id=case.id,
            decision_id=decision.id,
            association_id=case.association_id,
            board_id=case.board_id,
            kind=names.kind,
            amount=decision.amount,
            starts_on=application.starts_on,
            ends_on=application.ends_on,
        )
    )
    note(
        Entry.SUPPORT_GRANTED,
        by=by,
        now=now,
        subject=f"support:{support.id}",
        case_id=case.id,
        kind=support.kind.value,
        amount=support.amount,
    )


def _write_letter(case: Case, content: dict[str, object], *, by: Actor, now: dt.datetime) -> None:
    letter = notices.add_notice(
        Notice(
            case_id=case.id,
            kind=NoticeKind.DECISION,
            subject=f"Beslut i ärende {case.case_number}",
            content=content,
            digest=digest_of(content),
            written_by=by.id,
            written_at=now,
        )
    )
    note(
        Entry.LETTER_WRITTEN,
        by=by,
        now=now,
        subject=f"notice:{letter.id}",
        case_id=case.id,
        kind=letter.kind.value,
        digest=letter.digest,
    )


def _note_decision(decision: Decision, reasons_digest: str, *, by: Actor, now: dt.datetime) -> None:
    note(
        Entry.DECISION_MADE,
        by=by,
        now=now,
        subject=f"decision:{decision.id}",
        case_id=decision.case_id,
        proposal=decision.proposal_id,
        outcome=decision.outcome.value,
        amount=decision.amount,
        signature=decision.signature.value,
        delegation_item=decision.delegation_item,
        minutes=decision.minutes,
        decided_on=decision.decided_on.isoformat(),
        reasons_digest=reasons_digest,
    )


def _letter(
    case: Case, proposal: Proposal, decision: Decision, application: Application, names: CaseNames
) -> DecisionLetter:
    owners = {kept["owner_id"] for kept in proposal.plan}
    officers = decision_papers.names_of_officers({*owners, decision.decided_by, decision.proposed_by})
    return DecisionLetter(
        municipality=settings().municipality,
        board=names.board,
        case_number=case.case_number,
        association=names.association,
        org_number=names.org_number,
        scheme=names.scheme,
        regime=case.regime.value,
        outcome=decision.outcome.value,
        amount=decision.amount,
        applied=application.amount,
        purpose=application.purpose,
        starts_on=application.starts_on.isoformat(),
        ends_on=application.ends_on.isoformat(),
        summary=proposal.summary,
        reasons=grounds.told_in_letter(case.id, proposal),
        proportionality=proposal.proportionality,
        conditions=tuple(proposal.conditions),
        reservation=proposal.reservation,
        plan=tuple(_letter_item(kept, officers[kept["owner_id"]]) for kept in proposal.plan),
        rules=rules_of(checklist_of(case)),
        signature=decision.signature.value,
        decided_on=decision.decided_on.isoformat(),
        decided_by=officers[decision.decided_by],
        prepared_by=officers[decision.proposed_by],
        delegation_item=decision.delegation_item,
        minutes=decision.minutes,
        house_rules=house_rules.told_in_letter(case, decision.decided_on),
    )


def _letter_item(kept: dict[str, str], owner: str) -> LetterItem:
    return LetterItem(kept["kind"], kept["title"], kept["evidence"], owner, kept["due_on"])

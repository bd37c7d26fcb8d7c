"""One case without anything that tells which it is, for the half-year's picture."""

from collections import Counter

from sqlalchemy import exists, select

from vetting.domain.authority import Actor
from vetting.domain.checklist import Checklist
from vetting.domain.deidentified import Deidentified, month_of, weeks_between
from vetting.domain.errors import NotFound
from vetting.domain.mirror import pattern_of
from vetting.reading.case_filter import visible
from vetting.records import case_facts
from vetting.records.applications import Case, Scheme
from vetting.records.db import db
from vetting.records.decisions import Decision, Proposal
from vetting.records.material import material_of
from vetting.records.referrals import Referral


def deidentified_case(case_id: str, checklist: Checklist, *, actor: Actor) -> Deidentified:
    """The case by kinds, months and counts; `checklist` is the one it is pinned to. Raises NotFound."""
    row = db.session.execute(
        select(Case, Scheme.kind, Decision, Proposal, exists().where(Referral.case_id == Case.id))
        .join(Scheme, Scheme.id == Case.scheme_id)
        .outerjoin(Decision, Decision.case_id == Case.id)
        .outerjoin(Proposal, Proposal.id == Decision.proposal_id)
        .where(Case.id == case_id, visible(actor))
        .order_by(Decision.decided_at.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    case, kind, decision, proposal, is_referred = row
    material = material_of(case_id)
    _answers, verdict = case_facts.answers_and_verdict(case, checklist)
    applied_on = case.received_on
    decided_on = decision.decided_on if decision else None
    return Deidentified(
        kind=kind.value,
        regime=case.regime.value,
        stage=case.stage.value,
        outcome=decision.outcome.value if decision else "",
        signature=decision.signature.value if decision else "",
        applied_in=month_of(applied_on),
        decided_in=month_of(decided_on),
        weeks=weeks_between(applied_on, decided_on),
        checklist=f"{case.checklist_name} {case.checklist_version}",
        criteria={question: mark.value for question, mark in pattern_of(verdict).marks},
        grounds=tuple(kept["question_id"] for kept in proposal.reasons) if proposal else (),
        material=dict(sorted(Counter(one.kind.value for one in material).items())),
        levels=dict(sorted(Counter(str(one.level) for one in material if one.level).items())),
        is_referred=bool(is_referred),
    )

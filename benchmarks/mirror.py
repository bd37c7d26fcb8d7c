"""The equal-treatment mirror over decided cases: the closest ones, the gate, and the half-yearly list."""

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from benchmarks.databases import opened, place, settled
from benchmarks.measuring import Figure, in_turns
from tests.makers import NOW, an_officer
from tests.makers_decisions import ENDS_ON, STARTS_ON, a_ready_case, the_checklist, two_officers
from tests.queries import count_queries
from vetting.domain.authority import Actor
from vetting.domain.checklist import Checklist
from vetting.domain.mirror import Pattern
from vetting.domain.seasons import half_year_of
from vetting.domain.terms import Channel, FollowUpKind, Outcome, PlanTier, Role, Signature, Stage, SupportKind
from vetting.domain.terms_decisions import CriterionMark, Treatment
from vetting.reading.equal_treatment import half_year_list
from vetting.reading.mirror import mirror_page
from vetting.records.applications import Application, Case
from vetting.records.db import db, new_id
from vetting.records.decisions import Decision, Proposal
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.mirror import DecisionPattern, faults_of

FEW, MANY = 500, 5_000
EACH = 30
DAYS = 900  # over which they were decided: a fifth are older than what is compared
PLAIN, REFUSED = 0.4, 0.08  # shares
MARKED = 40  # criteria that may stand out


def figures(kind: str, folder: Path, server: str | None) -> list[Figure]:
    """The same questions among few decided cases and among many."""
    with opened(place(kind, folder / "mirror", server)) as app:
        people = two_officers()
        auditor = an_officer(Role.AUDITOR, everywhere=True)
        case_id, checklist, chance = a_ready_case(), the_checklist(), random.Random(5)
        calls = _calls(case_id, checklist, people[0], auditor)
        decide_in_bulk(FEW, case_id, people, chance)
        settled(app)
        few = in_turns(calls, each=EACH)
        decide_in_bulk(MANY - FEW, case_id, people, chance)
        settled(app)
        many = in_turns(calls, each=EACH)
        queries = {name: _asked(call) for name, call in calls.items()}
    found = []
    for name, times in many.items():
        what = f"{name}, {MANY} decided"
        found += [
            Figure("mirror", f"{what}: p50", times.p50, "ms", kind),
            Figure("mirror", f"{what}: beside {FEW}", times.p50 / few[name].p50, "×", kind),
            Figure("mirror", f"{what}: queries", queries[name], "", kind, "≤ 15"),
        ]
    return found


def _calls(
    case_id: str, checklist: Checklist, secretary: Actor, auditor: Actor
) -> dict[str, Callable[[], object]]:
    today = NOW.date()

    def gate() -> object:
        case = db.session.get_one(Case, case_id)
        return faults_of(case, Outcome.REFUSED, pattern="", today=today)

    calls: dict[str, Callable[[], object]] = {
        "closest cases": lambda: mirror_page(case_id, checklist, actor=secretary, today=today),
        "gate": gate,
        "half-yearly list": lambda: half_year_list(half_year_of(today), actor=auditor),
    }
    return {name: _fresh(call) for name, call in calls.items()}


def _fresh(call: Callable[[], object]) -> Callable[[], object]:
    """As a request does: nothing is remembered from the one before."""

    def asked() -> object:
        db.session.remove()
        return call()

    return asked


def _asked(call: Callable[[], object]) -> int:
    with count_queries() as sent:
        call()
    return len(sent)


def decide_in_bulk(count: int, like: str, people: tuple[Actor, Actor], chance: random.Random) -> None:
    """So many decided cases of the scheme of the case `like`, each whole, spread over DAYS."""
    model = db.session.get_one(Case, like)
    rows: dict[Any, list[dict[str, Any]]] = {}
    for _ in range(count):
        for table, row in _decided(model, people, chance):
            rows.setdefault(table, []).append(row)
    for table in (Case, Application, FollowUpPlan, FollowUp, Proposal, Decision, DecisionPattern):
        db.session.execute(insert(table), rows[table])
    db.session.commit()


def _decided(
    model: Case, people: tuple[Actor, Actor], chance: random.Random
) -> list[tuple[Any, dict[str, Any]]]:
    case_id, proposal_id, plan_id, decision_id = (new_id() for _ in range(4))
    secretary, head = people
    at = NOW - dt.timedelta(minutes=chance.randrange(1, DAYS * 24 * 60))
    outcome = Outcome.REFUSED if chance.random() < REFUSED else Outcome.GRANTED
    amount = 0 if outcome is Outcome.REFUSED else 40_000
    treatment = Treatment.REFUSED if outcome is Outcome.REFUSED else Treatment.GIVEN
    case = {column.name: getattr(model, column.name) for column in Case.__table__.columns} | {
        "id": case_id, "case_number": f"MASS-{case_id}", "stage": Stage.DECIDED, "opened_at": at,
        "decided_at": at,
    }  # fmt: skip
    pattern = _pattern(chance).key
    return [
        (Case, case),
        (Application, {
            "id": new_id(), "case_id": case_id, "version": 1, "channel": Channel.FORM,
            "purpose": "Verksamhet", "amount": 60_000, "starts_on": STARTS_ON, "ends_on": ENDS_ON,
            "received_at": at, "received_by": "setup",
        }),
        (FollowUpPlan, {
            "id": plan_id, "case_id": case_id, "version": 1, "tier": PlanTier.MINI, "made_by": secretary.id,
            "made_at": at,
        }),
        (FollowUp, {
            "id": new_id(), "plan_id": plan_id, "position": 1, "kind": FollowUpKind.REPORT,
            "title": "Redovisning", "evidence": "Rapport", "owner_id": secretary.id, "due_on": ENDS_ON,
        }),
        (Proposal, {
            "id": proposal_id, "case_id": case_id, "outcome": outcome, "amount": amount, "summary": "Prövat.",
            "reasons": [], "conditions": [], "reservation": "Förbehåll", "plan": [], "sheet_version": 1,
            "pattern": pattern, "is_open": False, "proposed_by": secretary.id, "proposed_at": at,
        }),
        (Decision, {
            "id": decision_id, "case_id": case_id, "proposal_id": proposal_id,
            "plan_id": plan_id if amount else None, "outcome": outcome, "amount": amount,
            "proposed_by": secretary.id, "decided_by": head.id, "signature": Signature.DELEGATE,
            "decided_at": at, "decided_on": at.date(),
        }),
        (DecisionPattern, {
            "decision_id": decision_id, "board_id": model.board_id, "kind": SupportKind.OPERATING,
            "pattern": pattern, "outcome": outcome, "treatment": treatment, "decided_on": at.date(),
            "decided_at": at,
        }),
    ]  # fmt: skip


def _pattern(chance: random.Random) -> Pattern:
    if chance.random() < PLAIN:
        return Pattern()
    marked = chance.sample(range(MARKED), chance.randint(1, 4))
    return Pattern(tuple((f"S{number:02d}", chance.choice(list(CriterionMark))) for number in sorted(marked)))

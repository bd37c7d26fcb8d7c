"""A thousand associations over five years, from a seed and straight into the tables; invented."""

import datetime as dt
import random
from collections import defaultdict
from typing import Any

from sqlalchemy import insert

from benchmarks.town import invented_name
from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import the_checklist
from vetting.domain import terms as t
from vetting.domain.follow_up import PlanTier
from vetting.domain.names import search_key, sort_key
from vetting.domain.terms_court import CourtOutcome
from vetting.domain.terms_decisions import Treatment
from vetting.records import applications, court_findings, cross_checks, decisions, follow_ups, mirror
from vetting.records.associations import Association
from vetting.records.db import Base, db, new_id, transaction
from vetting.records.snapshots import Source

BOARDS, ASSOCIATIONS, YEARS, A_YEAR = 13, 1_000, 5, 2
Rows = dict[type[Base], list[dict[str, Any]]]


class City:
    """Gathers rows table by table; `keep` writes them in an order that the foreign keys allow."""

    def __init__(self, seed: int, today: dt.date) -> None:
        self.chance = random.Random(seed)
        self.today = today
        self.rows: Rows = defaultdict(list)
        self.supports: list[dict[str, Any]] = []  # for rooms and checks to go on with
        self.boards = [a_board(f"B{number:02}", f"Nämnd {number}").id for number in range(BOARDS)]
        self.secretary = an_officer(t.Role.CULTURE_SECRETARY, everywhere=True, username="secretary.city").id
        self.head = an_officer(t.Role.UNIT_HEAD, everywhere=True, username="head.city").id
        self.checklist = the_checklist()

    def add(self, table: type[Base], **values: Any) -> str:
        """One row, with an id of its own where it has none; gives the id."""
        values.setdefault("id", new_id())
        self.rows[table].append(values)
        return str(values["id"])

    def moment(self, day: dt.date) -> dt.datetime:
        """Some time of a working day."""
        return dt.datetime.combine(day, dt.time(7), dt.UTC) + dt.timedelta(minutes=self.chance.randrange(480))

    def keep(self) -> None:
        """Writes everything."""
        with transaction(is_piece=True):
            for table, rows in self.rows.items():
                db.session.execute(insert(table), rows)
        self.rows.clear()


def settle(city: City, *, associations: int = ASSOCIATIONS) -> None:
    """So many associations, schemes, and their applications of every year with what followed."""
    schemes = {board: _scheme(city, board) for board in city.boards}
    source = city.add(
        Source,
        key="register",
        name="Register",
        adapter="spreadsheet_drop",
        partner=t.Partner.TAX_AGENCY,
        kind=t.PartyKind.ORGANISATION,
        declared_at=NOW,
    )
    number = 0
    for at in range(associations):
        association = _association(city, at)
        for year in range(city.today.year - YEARS + 1, city.today.year + 1):
            for _ in range(A_YEAR):
                number += 1
                received = dt.date(year, 1, 1) + dt.timedelta(days=city.chance.randrange(365))
                if received < city.today:
                    board = city.boards[(at + number) % BOARDS]
                    _case(city, (association, board, schemes[board], source), number, received)
    city.keep()


def _scheme(city: City, board: str) -> str:
    return city.add(
        applications.Scheme,
        board_id=board,
        key="verksamhet",
        name="Verksamhetsstöd",
        kind=t.SupportKind.OPERATING,
        checklist=city.checklist.name,
        papers=[],
    )


def _association(city: City, at: int) -> str:
    name = invented_name(city.chance, at)
    return city.add(
        Association,
        name=name,
        search_key=search_key(name),
        sort_key=sort_key(name),
        number_class=t.NumberClass.MISSING,
        created_at=NOW,
        updated_at=NOW,
    )


def _case(city: City, of: tuple[str, str, str, str], number: int, received: dt.date) -> None:
    association, board, scheme, source = of
    chance = city.chance
    decided = received + dt.timedelta(days=10 + chance.randrange(80))
    is_decided = decided < city.today and chance.random() < 0.95
    case = city.add(
        applications.Case,
        case_number=f"STOR-{number:06}",
        board_id=board,
        scheme_id=scheme,
        association_id=association,
        regime=t.Regime.LEGALITY_REVIEW,
        stage=t.Stage.DECIDED if is_decided else t.Stage.RECEIVED,
        year=received.year,
        checklist_name=city.checklist.name,
        checklist_version=city.checklist.version,
        checklist_digest=city.checklist.digest,
        received_on=received,
        opened_at=city.moment(received),
    )
    _check(city, case, association, source, received)
    if is_decided:
        _decided(city, case, association, board, decided)


def _check(city: City, case: str, association: str, source: str, day: dt.date) -> None:
    has_hit = city.chance.random() < 0.3
    check = city.add(
        cross_checks.CrossCheck,
        association_id=association,
        case_id=case,
        asked={},
        outcome=t.CheckOutcome.HITS if has_hit else t.CheckOutcome.NONE_FOUND,
        matcher_version="1",
        settings_version="1",
        run_by="system",
        run_at=city.moment(day),
    )
    if has_hit:
        hit = city.add(
            cross_checks.Hit,
            check_id=check,
            source_id=source,
            other_association_id=association,
            record_id="1",
            name="x",
            band=t.Band.POSSIBLE,
            score=0.8,
            reasons=[],
            fingerprint="x",
            judgement=t.Judgement.OTHER,
        )
        city.add(
            cross_checks.HitJudgement,
            hit_id=hit,
            judgement=t.Judgement.OTHER,
            reason="x",
            judged_by=city.secretary,
            judged_at=city.moment(day + dt.timedelta(days=4)),
        )


def _decided(city: City, case: str, association: str, board: str, day: dt.date) -> None:
    chance, at = city.chance, city.moment(day)
    is_granted = chance.random() < 0.85
    outcome = t.Outcome.GRANTED if is_granted else t.Outcome.REFUSED
    amount = chance.randrange(5_000, 300_000) if is_granted else 0
    marks = sorted(chance.sample([q.id for q in city.checklist.questions], chance.choice((0, 0, 1, 2))))
    proposal = city.add(
        decisions.Proposal,
        case_id=case,
        outcome=outcome,
        amount=amount,
        summary="x",
        reasons=[{"question_id": one} for one in marks or ["S24"]],
        conditions=[],
        reservation="x",
        plan=[],
        sheet_version=1,
        is_open=False,
        proposed_by=city.secretary,
        proposed_at=at,
    )
    plan = _plan(city, case, day, at) if is_granted else None
    decision = city.add(
        decisions.Decision,
        case_id=case,
        proposal_id=proposal,
        plan_id=plan,
        outcome=outcome,
        amount=amount,
        proposed_by=city.secretary,
        decided_by=city.head,
        signature=t.Signature.DELEGATE,
        decided_at=at,
        decided_on=day,
    )
    city.rows[mirror.DecisionPattern].append(
        {
            "decision_id": decision,
            "board_id": board,
            "kind": t.SupportKind.OPERATING,
            "pattern": " ".join(f"{one}=fell_short" for one in marks),
            "outcome": outcome,
            "treatment": Treatment.GIVEN if is_granted else Treatment.REFUSED,
            "decided_on": day,
            "decided_at": at,
        }
    )
    if is_granted:
        _support(city, (case, association, board), decision, amount, day)
    elif chance.random() < 0.1:
        _judgment(city, decision, day)


def _plan(city: City, case: str, day: dt.date, at: dt.datetime) -> str:
    chance = city.chance
    plan = city.add(
        follow_ups.FollowUpPlan,
        case_id=case,
        version=1,
        tier=PlanTier.STANDARD,
        made_by=city.secretary,
        made_at=at,
    )
    kinds = (t.FollowUpKind.MEETING, t.FollowUpKind.REPORT, t.FollowUpKind.ACCOUNTS)
    for position, kind in enumerate(kinds, start=1):
        due = day + dt.timedelta(days=90 * position)
        done = due + dt.timedelta(days=chance.randrange(-10, 5))
        is_done = done < city.today and chance.random() < 0.95
        city.add(
            follow_ups.FollowUp,
            plan_id=plan,
            position=position,
            kind=kind,
            title="x",
            evidence="x",
            owner_id=city.secretary,
            due_on=due,
            done_at=city.moment(done) if is_done else None,
            done_by=city.secretary if is_done else None,
            outcome="x" if is_done else None,
        )
    return plan


def _support(city: City, of: tuple[str, str, str], decision: str, amount: int, day: dt.date) -> None:
    case, association, board = of
    values = {
        "id": new_id(),
        "case_id": case,
        "decision_id": decision,
        "association_id": association,
        "board_id": board,
        "kind": t.SupportKind.OPERATING,
        "amount": amount,
        "starts_on": day,
        "ends_on": day + dt.timedelta(days=365),
    }
    city.add(decisions.Support, **values)
    city.supports.append(values)


def _judgment(city: City, decision: str, day: dt.date) -> None:
    judged = min(day + dt.timedelta(days=120), city.today)
    city.add(
        court_findings.CourtFinding,
        decision_id=decision,
        court="Förvaltningsrätten",
        number=f"{city.chance.randrange(10_000)}-{judged.year % 100}",
        judged_on=judged,
        outcome=city.chance.choice(tuple(CourtOutcome)),
        finding="x",
        recorded_by=city.head,
        recorded_at=city.moment(judged),
    )

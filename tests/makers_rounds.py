"""Live support in any number, and rounds of spot checks in any stage, made through the deeds."""

import datetime as dt
import itertools

from tests.makers import NOW, SETUP, a_board, an_officer
from tests.makers_decisions import the_checklist
from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import (
    FollowUpKind,
    NumberClass,
    Outcome,
    PlanTier,
    Regime,
    Role,
    Signature,
    Stage,
    SupportKind,
)
from vetting.domain.terms_spot_checks import CheckScope
from vetting.records.applications import Case, Scheme
from vetting.records.associations import Association
from vetting.records.db import db, transaction
from vetting.records.decisions import Decision, Proposal, Support
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.journal import note
from vetting.records.officers import Board, Officer
from vetting.services import draws, rounds

DICE = "4071 8263 5591 0284 7361"
HALF_YEAR = "2026-H2"
DECIDED_ON = dt.date(2026, 9, 1)
_numbers = itertools.count(1)


def some_supports(
    count: int,
    *,
    board: Board | None = None,
    kind: SupportKind = SupportKind.OPERATING,
    amount: int = 40_000,
    decided_on: dt.date = DECIDED_ON,
    types: tuple[str, ...] = ("Idrottsförening",),
    association_id: str | None = None,
) -> list[str]:
    """So many live supports of different associations; gives their case numbers."""
    board = board or a_board()
    board_id, prefix = board.id, board.prefix
    people = [_somebody(f"beredare.{prefix.lower()}"), _somebody(f"beslutare.{prefix.lower()}")]
    with transaction():
        made = [
            _a_support(board_id, prefix, kind, amount, decided_on, types, association_id, people)
            for _ in range(count)
        ]
        note(Entry.SUPPORT_GRANTED, by=SETUP, now=NOW, subject=f"board:{board_id}")
    return made


def _somebody(username: str) -> str:
    found = db.session.query(Officer).filter_by(username=username).one_or_none()
    return found.id if found else an_officer(Role.REGISTRAR, username=username).id


def _a_support(board_id, prefix, kind, amount, decided_on, types, association_id, people) -> str:
    number = next(_numbers)
    at = dt.datetime.combine(decided_on, dt.time(9), dt.UTC)
    association_id = association_id or _an_association(number, types)
    checklist = the_checklist()
    case = Case(
        case_number=f"{prefix}-{decided_on.year}-{number:05}",
        board_id=board_id,
        scheme_id=_a_scheme(board_id, kind),
        association_id=association_id,
        regime=Regime.LEGALITY_REVIEW,
        stage=Stage.DECIDED,
        year=decided_on.year,
        assigned_to=people[0],
        checklist_name=checklist.name,
        checklist_version=checklist.version,
        checklist_digest=checklist.digest,
        received_on=decided_on - dt.timedelta(days=30),
        opened_at=at - dt.timedelta(days=30),
        decided_at=at,
    )
    db.session.add(case)
    db.session.flush()
    plan = FollowUpPlan(case_id=case.id, version=1, tier=PlanTier.STANDARD, made_by=people[1], made_at=at)
    proposal = Proposal(
        case_id=case.id,
        outcome=Outcome.GRANTED,
        amount=amount,
        summary="Villkoren är uppfyllda.",
        reasons=[],
        conditions=["Bidraget används till det som ansökan anger."],
        reservation="Nämnden kan kräva tillbaka bidraget.",
        plan=[],
        sheet_version=0,
        is_open=False,
        proposed_by=people[0],
        proposed_at=at,
    )
    db.session.add_all([plan, proposal])
    db.session.flush()
    db.session.add(
        FollowUp(
            plan_id=plan.id,
            position=1,
            kind=FollowUpKind.REPORT,
            title="Redovisning",
            evidence="Redovisning av bidraget",
            owner_id=people[0],
            due_on=dt.date(2027, 3, 1),
        )
    )
    db.session.flush()
    decision = Decision(
        case_id=case.id,
        proposal_id=proposal.id,
        plan_id=plan.id,
        outcome=Outcome.GRANTED,
        amount=amount,
        proposed_by=people[0],
        decided_by=people[1],
        signature=Signature.DELEGATE,
        delegation_item="4.2",
        decided_at=at,
        decided_on=decided_on,
    )
    db.session.add(decision)
    db.session.flush()
    db.session.add(
        Support(
            case_id=case.id,
            decision_id=decision.id,
            association_id=association_id,
            board_id=board_id,
            kind=kind,
            amount=amount,
            starts_on=decided_on,
            ends_on=decided_on + dt.timedelta(days=300),
        )
    )
    db.session.flush()
    return case.case_number


def _a_scheme(board_id: str, kind: SupportKind) -> str:
    found = db.session.query(Scheme).filter_by(board_id=board_id, key=f"stod-{kind.value}").one_or_none()
    if found is None:
        found = Scheme(
            board_id=board_id,
            key=f"stod-{kind.value}",
            name=f"Stöd {kind.value}",
            kind=kind,
            checklist="democracy-criteria",
            papers=[],
        )
        db.session.add(found)
        db.session.flush()
    return found.id


def _an_association(number: int, types: tuple[str, ...]) -> str:
    name = f"Ekdungens Förening {number}"
    row = Association(
        name=name,
        search_key=name.casefold(),
        sort_key=name.casefold(),
        org_number=None,
        number_class=NumberClass.MISSING,
        types=list(types),
        created_at=NOW,
        updated_at=NOW,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def a_coordinator(username: str = "samordnare") -> Actor:
    """Somebody who runs rounds in every board."""
    return an_officer(Role.COORDINATOR, username=username, everywhere=True)


def an_open_round(
    by: Actor,
    *,
    terms: DrawTerms | None = None,
    half_year: str = HALF_YEAR,
    scope: CheckScope = CheckScope.GRANTS,
) -> str:
    """A round of every board, its terms still to be changed; gives its id."""
    new = rounds.NewRound(half_year, scope, terms=terms or DrawTerms(random_percent=50))
    return rounds.open_round(new, by=by, now=NOW)


def a_sealed_round(by: Actor, *, terms: DrawTerms | None = None, half_year: str = HALF_YEAR) -> str:
    """A round with its frame frozen."""
    round_id = an_open_round(by, terms=terms, half_year=half_year)
    rounds.seal_round(round_id, by=by, now=NOW)
    return round_id


def a_confirmed_round(
    by: Actor, second: Actor, *, terms: DrawTerms | None = None, half_year: str = HALF_YEAR
) -> str:
    """A round that only waits for the draw. The dice were seen by both."""
    round_id = a_sealed_round(by, terms=terms, half_year=half_year)
    draws.record_seed(round_id, DICE, witness_ids=(by.id, second.id), by=by, now=NOW)
    draws.confirm_seed(round_id, DICE, by=second, now=NOW)
    return round_id


def a_drawn_round(
    by: Actor, second: Actor, *, terms: DrawTerms | None = None, half_year: str = HALF_YEAR
) -> str:
    """A round whose spot checks are drawn; make `some_supports` first."""
    round_id = a_confirmed_round(by, second, terms=terms, half_year=half_year)
    draws.draw_round(round_id, by=by, now=NOW)
    return round_id

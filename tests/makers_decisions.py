"""Cases ready to be decided, proposals and decisions: rows where another subject makes them, else the deeds."""

import datetime as dt
from dataclasses import replace

from tests.makers import NOW, SETUP, a_board, an_officer
from tests.makers_differences import tell_apart
from tests.makers_hearings import nothing_to_hear
from vetting.domain.answers import Answer as GivenAnswer
from vetting.domain.authority import Actor
from vetting.domain.checklist import Checklist
from vetting.domain.decisions import Draft, Reason
from vetting.domain.entries import Entry
from vetting.domain.follow_up import Grant
from vetting.domain.indicators import PlannedIndicator
from vetting.domain.terms import (
    AnswerKind,
    Band,
    Channel,
    CheckOutcome,
    NumberClass,
    Outcome,
    Partner,
    PartyKind,
    Regime,
    Role,
    SourceState,
    Stage,
    SupportKind,
)
from vetting.domain.verdict import evaluate
from vetting.gateways.checklist_files import load_checklist
from vetting.paths import checklists_dir
from vetting.records import sheets
from vetting.records.applications import Application, Case, Scheme
from vetting.records.associations import Association
from vetting.records.cross_checks import CheckedSource, CrossCheck, Hit
from vetting.records.db import db, transaction
from vetting.records.journal import note
from vetting.records.officers import Board, Delegation
from vetting.records.snapshots import Listing, Source
from vetting.services import decisions, proposals

STARTS_ON, ENDS_ON = dt.date(2027, 1, 1), dt.date(2027, 12, 31)
APPLIED = 60_000
# What every case that is made here falls short of, and how that is recorded.
SHORT_OF, MISSING = "S24", "Stadgarna som kom in den 2 november saknar bestämmelsen."
CHECKLIST = ("democracy-criteria", "2026-01")


def the_checklist() -> Checklist:
    return load_checklist(checklists_dir(), *CHECKLIST)


def sound_answers(checklist: Checklist) -> list[GivenAnswer]:
    """Plain answers to everything that is required, none of them bad."""
    answers: dict[str, GivenAnswer] = {}
    while True:
        verdict = evaluate(checklist, answers, parameters={}, act_recorded=False)
        if not verdict.unanswered:
            return list(answers.values())
        for question_id in verdict.unanswered:
            question = checklist.question(question_id)
            plain = [
                v for v in question.options if v not in (*question.bad, "oklart", "ej_tillampligt", "delvis")
            ]
            value = {AnswerKind.NUM: "20", AnswerKind.DATE: "2026-03-01", AnswerKind.TEXT: "Text"}.get(
                question.answers, plain[0] if plain else "ej_tillampligt"
            )
            reason = "Prövat" if value == "ej_tillampligt" else ""
            answers[question_id] = GivenAnswer(question_id, value, reason)


def a_ready_case(
    *,
    board: Board | None = None,
    number: int = 1,
    answered: bool = True,
    check: CheckOutcome | None = CheckOutcome.NONE_FOUND,
    amount: int = APPLIED,
    heard: bool = True,
    falls_short: bool = True,
) -> str:
    """A case in review with everything in; gives its id. `check` None leaves the registers unasked; `heard`:
    nothing of what there is yet need be put before the association; `falls_short`: of the criterion that
    `a_refusal` rests on."""
    board = board or a_board()
    board_id, prefix = board.id, board.prefix
    checklist = the_checklist()
    with transaction():
        scheme = Scheme(
            board_id=board_id,
            key=f"verksamhet-{number}",
            name="Verksamhetsstöd",
            kind=SupportKind.OPERATING,
            checklist=checklist.name,
            papers=[],
        )
        association = Association(
            name=f"Granlunda Kulturförening {number}",
            search_key=f"granlunda kulturforening {number}",
            sort_key=f"granlunda kulturforening {number}",
            org_number="8899999018",
            number_class=NumberClass.OK,
            created_at=NOW,
            updated_at=NOW,
        )
        db.session.add_all([scheme, association])
        db.session.flush()
        case = Case(
            case_number=f"{prefix} 2026/{number:04}",
            board_id=board_id,
            scheme_id=scheme.id,
            association_id=association.id,
            regime=Regime.LEGALITY_REVIEW,
            stage=Stage.IN_REVIEW,
            year=2027,
            checklist_name=checklist.name,
            checklist_version=checklist.version,
            checklist_digest=checklist.digest,
            received_on=NOW.date() - dt.timedelta(days=30),
            opened_at=NOW - dt.timedelta(days=30),
        )
        db.session.add(case)
        db.session.flush()
        db.session.add(
            Application(
                case_id=case.id,
                version=1,
                channel=Channel.FORM,
                purpose="Öppen kulturverksamhet för unga i Granlunda",
                amount=amount,
                starts_on=STARTS_ON,
                ends_on=ENDS_ON,
                received_at=NOW - dt.timedelta(days=30),
                received_by="setup",
            )
        )
        answers = [
            GivenAnswer(SHORT_OF, "nej", MISSING) if falls_short and one.question_id == SHORT_OF else one
            for one in sound_answers(checklist)
        ]
        required = {answer.question_id for answer in answers}
        sheets.keep_required(case.id, asked=[q.id for q in checklist.questions], required=required)
        if answered:
            case.sheet_version = 1
            sheets.replace_answers(case.id, answers, sheet_version=1, by="setup", now=NOW)
        db.session.flush()
        if check is not None:
            _add_check(case, check)
        if heard:
            db.session.add(nothing_to_hear(case.id))
        note(Entry.APPLICATION_RECEIVED, by=SETUP, now=NOW, subject=f"case:{case.id}", case_id=case.id)
        moved = {"before": Stage.RECEIVED.value, "after": Stage.IN_REVIEW.value}
        note(Entry.CASE_MOVED, by=SETUP, now=NOW, subject=f"case:{case.id}", case_id=case.id, **moved)
        return case.id


def a_check_on(case_id: str, outcome: CheckOutcome = CheckOutcome.NONE_FOUND) -> str:
    """A later cross-check of the case, which counts from now on."""
    with transaction(is_piece=True):
        db.session.query(CrossCheck).filter_by(case_id=case_id).update({"is_latest": False})
        check = _add_check(db.session.get_one(Case, case_id), outcome)
        return check.id


def _add_check(case: Case, outcome: CheckOutcome) -> CrossCheck:
    check = CrossCheck(
        association_id=case.association_id,
        case_id=case.id,
        asked={},
        outcome=outcome,
        matcher_version="names-1",
        settings_version="1",
        run_by="setup",
        run_at=NOW,
    )
    db.session.add(check)
    db.session.flush()
    state = SourceState.STALE if outcome is CheckOutcome.INCOMPLETE else SourceState.FRESH
    db.session.add(
        CheckedSource(check_id=check.id, source_id=_a_source(), as_of=dt.date(2026, 11, 18), state=state)
    )
    db.session.flush()
    return check


def _a_source() -> str:
    source = db.session.query(Source).filter_by(key="skatteverket").one_or_none()
    if source is None:
        source = Source(
            key="skatteverket",
            name="Skatteverket",
            adapter="table",
            partner=Partner.TAX_AGENCY,
            kind=PartyKind.ORGANISATION,
            declared_at=NOW,
        )
        db.session.add(source)
        db.session.flush()
    return source.id


def a_hit_in(case_id: str) -> str:
    """An unjudged hit in the check that counts; gives its id."""
    with transaction(is_piece=True):
        check = db.session.query(CrossCheck).filter_by(case_id=case_id, is_latest=True).one()
        listing = Listing(
            source_id=_a_source(),
            record_id="r1",
            content_hash="0" * 64,
            kind=PartyKind.ORGANISATION,
            name="Granlunda Kultur",
            first_seq=1,
        )
        db.session.add(listing)
        db.session.flush()
        hit = Hit(
            check_id=check.id,
            source_id=_a_source(),
            listing_id=listing.id,
            record_id="r1",
            name="Granlunda Kultur",
            band=Band.POSSIBLE,
            score=0.8,
            reasons=[],
            fingerprint="f" * 64,
        )
        db.session.add(hit)
        db.session.flush()
        return hit.id


def a_delegation(board: Board, *, limit: int = 100_000, in_force_on: dt.date = dt.date(2026, 1, 1)) -> None:
    """The unit head may decide up to `limit`."""
    board_id = board.id
    with transaction():
        power = {"max_amount": limit, "in_force_on": in_force_on, "item": "4.2"}
        db.session.add(Delegation(board_id=board_id, role=Role.UNIT_HEAD, **power))
        note(Entry.DELEGATION_RECORDED, by=SETUP, now=NOW, subject=f"board:{board_id}")


def two_officers(board: Board | None = None) -> tuple[Actor, Actor]:
    """A culture secretary who proposes and a unit head who decides, with a delegation order."""
    board = board or a_board()
    secretary = an_officer(Role.CULTURE_SECRETARY, board=board)
    head = an_officer(Role.UNIT_HEAD, board=board)
    a_delegation(board)
    return secretary, head


def a_grant(by: Actor, *, amount: int = 45_000, **changes: object) -> Draft:
    """A whole proposal to grant, with the suggested plan."""
    conditions = ("Bidraget används till ungdomskvällarna.", "Minst tolv kvällar hålls under året.")
    plan = proposals.suggest_plan(Grant(amount, STARTS_ON, ENDS_ON, conditions), owner_id=by.id, now=NOW)
    draft = Draft(
        outcome=Outcome.PARTLY_GRANTED if amount < APPLIED else Outcome.GRANTED,
        amount=amount,
        summary="Verksamheten når målgruppen och villkoren är uppfyllda.",
        conditions=conditions,
        reservation="Nämnden kan ändra beslutet och kräva tillbaka bidraget om ett villkor inte följs.",
        plan=plan,
        indicators=(PlannedIndicator("Ungdomskvällar under året", "kvällar", 12),),
    )
    return replace(draft, **changes)  # type: ignore[arg-type]


def a_refusal() -> Draft:
    """A whole proposal to refuse, on the criterion that the case falls short of."""
    return Draft(
        outcome=Outcome.REFUSED,
        amount=0,
        summary="Föreningen uppfyller inte villkoret.",
        reasons=(Reason(SHORT_OF, "nej", "Uppgiften i stadgarna visar detta."),),
        proportionality="Lägre bidrag och villkor har övervägts men skulle inte avhjälpa det som saknas i stadgarna.",
    )


def a_proposed_case(
    secretary: Actor, draft: Draft | None = None, *, board: Board | None = None, number: int = 1
) -> tuple[str, str]:
    """A case with an open proposal; gives the ids of both."""
    case_id, draft = a_ready_case(board=board, number=number), draft or a_grant(secretary)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    tell_apart(case_id, draft, by=secretary)
    return case_id, proposals.propose_decision(case_id, draft, by=secretary, now=NOW)


def a_decided_case(
    secretary: Actor, head: Actor, draft: Draft | None = None, *, board: Board | None = None, number: int = 1
) -> tuple[str, str]:
    """A case decided on delegation; gives the ids of case and decision."""
    case_id, proposal_id = a_proposed_case(secretary, draft, board=board, number=number)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    return case_id, decisions.decide(case_id, proposal_id, by=head, now=NOW)

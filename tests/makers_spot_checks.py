"""Drawn spot checks given to officers, and their sheets filled in through the deeds."""

import datetime as dt

from tests.makers import NOW, an_officer
from tests.makers_applications import PDF
from tests.makers_rounds import DICE, HALF_YEAR, a_coordinator, a_drawn_round, some_supports
from vetting.domain.answers import Answer
from vetting.domain.authority import Actor
from vetting.domain.checklist import Checklist
from vetting.domain.focus_areas import check_verdict
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import AnswerKind, Role
from vetting.domain.terms_spot_checks import CheckScope, FindingResult, MeasureKind
from vetting.gateways.checklist_files import load_checklist
from vetting.paths import checklists_dir
from vetting.records.check_sheets import CheckReading
from vetting.records.db import db, transaction
from vetting.records.officers import Board
from vetting.records.rounds import SpotCheckRound
from vetting.records.spot_checks import CheckerConflict, SpotCheck
from vetting.services import check_comments, check_evidence, draws, findings, rounds, spot_checks
from vetting.services.check_evidence import NewCheckEvidence
from vetting.services.findings import NewFinding

ALL_DRAWN = DrawTerms(random_percent=100, second_reading_percent=0)
READ_TWICE = DrawTerms(random_percent=100, second_reading_percent=100)
HALF_DRAWN = DrawTerms(random_percent=50, second_reading_percent=0)
LATER = NOW + dt.timedelta(days=60)  # every day to answer has passed


def a_round_of_checks(count: int = 2, *, terms: DrawTerms = ALL_DRAWN) -> list[str]:
    """The ids of a drawn round's checks by case number; the coordinator is `samordnare`."""
    some_supports(count)
    witness = an_officer(Role.CULTURE_SECRETARY, username="vittne")
    round_id = a_drawn_round(a_coordinator(), witness, terms=terms)
    rows = db.session.query(SpotCheck.id).filter_by(round_id=round_id).order_by(SpotCheck.item)
    return [check_id for (check_id,) in rows]


def a_check(*, terms: DrawTerms = ALL_DRAWN, username: str = "kontrollant") -> tuple[str, Actor]:
    """A drawn check given to an officer; gives its id and the officer."""
    check_id = a_round_of_checks(1, terms=terms)[0]
    checker = a_checker(username)
    give(check_id, checker)
    return check_id, checker


def a_check_read_twice() -> tuple[str, Actor, Actor]:
    """A drawn check with a checker and a second reader."""
    check_id, first = a_check(terms=READ_TWICE)
    second = a_checker("andra.lasaren")
    give(check_id, first, second)
    return check_id, first, second


def a_checker(username: str) -> Actor:
    """Somebody who makes spot checks."""
    return an_officer(Role.CULTURE_SECRETARY, username=username)


def give(check_id: str, first: Actor, second: Actor | None = None, *, week_on: dt.date | None = None) -> None:
    """Gives the check to its readers, as the roster does."""
    with transaction(is_piece=True):
        check = db.session.get_one(SpotCheck, check_id)
        check.officer_id, check.second_officer_id = first.id, second.id if second else None
        check.week_on = week_on


def in_conflict(check_id: str, officer: Actor) -> None:
    """The officer has a conflict of interest in the check."""
    with transaction(is_piece=True):
        db.session.add(
            CheckerConflict(check_id=check_id, officer_id=officer.id, reason="Släkt", declared_at=NOW)
        )


def the_questionnaire() -> Checklist:
    return load_checklist(checklists_dir(), "spot-check", "2026-01")


def plain_answers() -> dict[str, tuple[str, str]]:
    """A plain answer to everything that is required, none of them bad: value and reason by question."""
    checklist = the_questionnaire()
    found: dict[str, tuple[str, str]] = {}
    for question_id in check_verdict(checklist, {}).unanswered:
        question = checklist.question(question_id)
        written = {AnswerKind.DATE: "2026-11-18", AnswerKind.TEXT: "Styrelsen håller med."}
        good = [v for v in question.options if v not in question.bad]
        found[question_id] = (written.get(question.answers, good[0]), "")
    verdict = check_verdict(checklist, {q: Answer(q, value, why) for q, (value, why) in found.items()})
    assert (verdict.unanswered, verdict.remarks, verdict.lacking) == ((), (), ())
    return found


def version_of(check_id: str, reading: int = 1) -> int:
    """The present version of a reading's answers."""
    row = db.session.get(CheckReading, (check_id, reading), populate_existing=True)
    return row.sheet_version if row else 0


def answered(
    check_id: str, by: Actor, *, reading: int = 1, now: dt.datetime = NOW, **answers: str | tuple[str, str]
) -> spot_checks.SavedCheck:
    """Saves answers to the officer's own reading, `U06="ja"` or `U06=("nej", "because")`."""
    given = [(q, *(a if isinstance(a, tuple) else (a, ""))) for q, a in answers.items()]
    version = version_of(check_id, reading)
    return spot_checks.answer_check(check_id, given, sheet_version=version, by=by, now=now)


def filled_in(check_id: str, by: Actor, *, reading: int = 1, **changes: str | tuple[str, str]) -> None:
    """Answers everything, plainly but for the changes."""
    answered(check_id, by, reading=reading, **{**plain_answers(), **changes})


def with_evidence(
    check_id: str,
    by: Actor,
    question_id: str = "U06",
    *,
    file: tuple[str, bytes] | None = None,
    **words: object,
) -> str:
    """Adds evidence to the officer's own reading."""
    new = NewCheckEvidence(
        **{
            "question_id": question_id,
            "kind": "dokument",
            "level": 3,
            "description": "Anteckning från besöket",
            "source": "Besöksprotokoll 7",
            **words,
        }
    )
    return check_evidence.add_check_evidence(check_id, new, file=file, by=by, now=NOW)


def with_comment(check_id: str, by: Actor, comment: str = "Allt stämmer.") -> None:
    """The association was asked and has answered."""
    check_comments.ask_for_comment(check_id, by=by, now=NOW)
    check_comments.record_comment(check_id, comment, NOW.date(), by=by, now=NOW)


def a_finding(result: FindingResult = FindingResult.NO_REMARK, **values: object) -> NewFinding:
    """A finding as written; without any change, one with no remarks."""
    return NewFinding(
        **{
            "result": result,
            "summary": "Villkoren är uppfyllda.",
            "measure": MeasureKind.NONE,
            "minutes": 90,
            **values,
        }
    )


def ready_to_close(check_id: str, by: Actor, **changes: str | tuple[str, str]) -> None:
    """Everything a finding needs: answers, evidence at one of them, letter and comment."""
    filled_in(check_id, by, **changes)
    with_evidence(check_id, by)
    for question_id in changes:
        with_evidence(check_id, by, question_id)
    with_comment(check_id, by)


def a_closed_check() -> tuple[str, Actor]:
    """A check closed without remarks."""
    check_id, checker = a_check()
    ready_to_close(check_id, checker)
    findings.close_check(check_id, a_finding(), by=checker, now=NOW)
    return check_id, checker


def check_row(check_id: str) -> SpotCheck:
    """The row as it is now."""
    return db.session.get_one(SpotCheck, check_id, populate_existing=True)


def round_of(check_id: str) -> SpotCheckRound:
    return db.session.get_one(SpotCheckRound, check_row(check_id).round_id)


def a_check_of(board_id: str, number: int) -> dict[str, str]:
    """A round of that board alone, drawn, with a check, its letter and its evidence; ids by parameter name."""
    some_supports(1, board=db.session.get_one(Board, board_id))
    coordinator = a_coordinator(f"samordnare{number}")
    witness = an_officer(Role.CULTURE_SECRETARY, username=f"vittne{number}")
    round_id = rounds.open_round(
        rounds.NewRound(HALF_YEAR, CheckScope.GRANTS, (board_id,), ALL_DRAWN), by=coordinator, now=NOW
    )
    rounds.seal_round(round_id, by=coordinator, now=NOW)
    seen_by = (coordinator.id, witness.id)
    draws.record_seed(round_id, DICE, witness_ids=seen_by, by=coordinator, now=NOW)
    draws.confirm_seed(round_id, DICE, by=witness, now=NOW)
    draws.draw_round(round_id, by=coordinator, now=NOW)
    check_id = db.session.query(SpotCheck.id).filter_by(round_id=round_id).first()[0]
    checker = a_checker(f"kontrollant{number}")
    give(check_id, checker)
    evidence_id = with_evidence(check_id, checker, file=("protokoll.pdf", PDF))
    letter_id = check_comments.ask_for_comment(check_id, by=checker, now=NOW)
    names = {"check_id": check_id, "check_evidence_id": evidence_id, "check_letter_id": letter_id}
    return {"round_id": round_id, **names}

"""Who is barred from a check: every part in the case bars, whatever the table it is written in."""

import datetime as dt

import pytest

from tests.makers import NOW, an_officer
from tests.makers_decisions import a_decided_case, a_hit_in, two_officers
from tests.queries import count_queries
from vetting.domain.entries import Entry
from vetting.domain.terms import Judgement
from vetting.domain.terms_spot_checks import BarredWhy
from vetting.records.applications import Case
from vetting.records.assessments import Answer, Evidence, RecordedAct
from vetting.records.cross_checks import HitJudgement
from vetting.records.db import db, transaction
from vetting.records.decisions import ConflictDeclaration
from vetting.records.duty_bars import barred_from
from vetting.records.journal import note


def decided():
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    return case_id, secretary, head


def barred(case_id):
    return barred_from({"check": case_id})["check"]


def test_who_prepared_and_who_decided(app):
    case_id, secretary, head = decided()
    found = barred(case_id)
    assert (found[secretary.id], found[head.id]) == (BarredWhy.PREPARED, BarredWhy.DECIDED)


def _answer(case_id, who):
    return Answer(
        case_id=case_id, question_id="X1", sheet_version=99, value="ja", answered_by=who, answered_at=NOW
    )


def _evidence(case_id, who):
    return Evidence(
        case_id=case_id, question_id="X1", kind="dokument", level=3, description="a", source="b",
        captured_at=NOW, added_by=who, added_at=NOW,
    )  # fmt: skip


def _act(case_id, who):
    return RecordedAct(
        case_id=case_id, what="a", act_on=dt.date(2026, 1, 1), place="b", actor_role="c", source="d",
        recorded_by=who, recorded_at=NOW,
    )  # fmt: skip


def _conflict(case_id, who):
    return ConflictDeclaration(case_id=case_id, officer_id=who, has_conflict=True, declared_at=NOW)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (_answer, BarredWhy.ANSWERED),
        (_evidence, BarredWhy.ANSWERED),
        (_act, BarredWhy.ANSWERED),
        (_conflict, BarredWhy.CONFLICT),
    ],
)
def test_each_part_bars(app, row, why):
    case_id, _, _ = decided()
    other = an_officer(username="annan")
    assert other.id not in barred(case_id)
    with transaction(is_piece=True):
        db.session.add(row(case_id, other.id))
    assert barred(case_id)[other.id] is why


def test_judging_a_hit_bars(app):
    case_id, _, _ = decided()
    other = an_officer(username="annan")
    hit_id = a_hit_in(case_id)
    with transaction(is_piece=True):
        db.session.add(
            HitJudgement(
                hit_id=hit_id, judgement=Judgement.OTHER, reason="a", judged_by=other.id, judged_at=NOW
            )
        )
    assert barred(case_id)[other.id] is BarredWhy.JUDGED_HITS


def test_who_had_the_case_once_and_who_has_it_now(app):
    case_id, secretary, _ = decided()
    once, now = an_officer(username="forr"), an_officer(username="nu")
    with transaction():
        db.session.get_one(Case, case_id).assigned_to = now.id
        note(
            Entry.CASE_ASSIGNED,
            by=secretary,
            now=NOW,
            subject=f"case:{case_id}",
            case_id=case_id,
            before=once.id,
            after=now.id,
        )
    found = barred(case_id)
    assert (found[once.id], found[now.id]) == (BarredWhy.ASSIGNED, BarredWhy.ASSIGNED)


def test_as_many_questions_for_many_checks_as_for_one(app):
    case_id, _, _ = decided()
    with count_queries() as few:
        barred_from({"a": case_id})
    with count_queries() as many:
        barred_from({str(n): case_id for n in range(50)})
    assert len(few) == len(many) == 5

"""Cross-checks where a register was asked number by number: hits, and never better than incomplete."""

import datetime as dt

import pytest

from tests.makers import NOW, an_officer
from tests.makers_decisions import a_ready_case
from tests.makers_inquiries import an_asked_register, asked
from tests.makers_posts import answers, claim, nothing
from vetting.domain.authority import SYSTEM
from vetting.domain.terms import CheckOutcome, Role
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.cross_checks import CheckedSource, CrossCheck, Hit
from vetting.records.db import db
from vetting.services import inquiries, screening


@pytest.fixture
def case(app) -> tuple[str, str]:
    """A case and the number of its association, with a register that is asked by file and nothing else."""
    case_id = a_ready_case()
    an_asked_register()
    association = db.session.get(Association, db.session.get(Case, case_id).association_id)
    return case_id, association.org_number


def checked(case_id: str, now: dt.datetime = NOW) -> tuple[CrossCheck, CheckedSource, list[Hit]]:
    secretary = an_officer(Role.CULTURE_SECRETARY)
    check = db.session.get(CrossCheck, screening.cross_check(case_id=case_id, by=secretary, now=now))
    rows = db.session.query(CheckedSource).filter(
        CheckedSource.check_id == check.id, CheckedSource.snapshot_id.is_(None)
    )
    source = next(row for row in rows if row.reason or row.inquiry_id)
    return check, source, db.session.query(Hit).filter_by(check_id=check.id).all()


def answered(number: str, *, paid: bool = False, is_clean: bool = False) -> None:
    made, references = asked(number)
    reference = references[number]
    post = (
        nothing(reference, number) if is_clean else claim(reference, number, state="paid" if paid else "open")
    )
    told = inquiries.receive_file("kfm", answers(made.id, [post]), file_name="x", by=SYSTEM, now=NOW)
    assert told.answered == 1


def test_before_anybody_asked_the_check_is_incomplete(case) -> None:
    check, source, hits = checked(case[0])
    assert (check.outcome, source.reason, hits) == (CheckOutcome.INCOMPLETE, "not_asked", [])


def test_while_the_answer_is_awaited_the_check_is_incomplete(case) -> None:
    asked(case[1])
    check, source, _hits = checked(case[0])
    assert (check.outcome, source.reason) == (CheckOutcome.INCOMPLETE, "awaiting_answer")


def test_a_debt_is_a_hit_that_names_its_answer(case) -> None:
    answered(case[1])
    check, source, hits = checked(case[0])
    (hit,) = [one for one in hits if one.inquiry_id]
    assert check.outcome is CheckOutcome.HITS
    assert (hit.inquiry_id, hit.listing_id, hit.needs_judgement) == (source.inquiry_id, None, True)
    assert source.facts["facts"][0]["amount_ore"] == 12_500


@pytest.mark.parametrize("how", [{"paid": True}, {"is_clean": True}])
def test_a_paid_debt_or_none_is_no_hit(case, how) -> None:
    answered(case[1], **how)
    _check, source, hits = checked(case[0])
    assert [one for one in hits if one.inquiry_id] == []
    assert source.reason == ""

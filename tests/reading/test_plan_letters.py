"""A letter about a plan tells of its own e-mail and of no other, however alike the letters are."""

import datetime as dt
from dataclasses import replace

from tests.makers import NOW
from tests.makers_decisions import a_decided_case, a_grant, two_officers
from vetting.domain.slots import Turn
from vetting.domain.terms import FollowUpKind
from vetting.reading.plan_letters import plan_letter
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db, transaction
from vetting.records.notices import Notice, NoticeKind
from vetting.records.outbox import Message
from vetting.services import plan_clock

KINDS = (FollowUpKind.REPORT, FollowUpKind.ACCOUNTS)


def reminded_twice_at_once(secretary, head):
    """A case with two papers to come in by the same day, which has passed; its letters by their text."""
    draft = a_grant(secretary)
    day = NOW.date() + dt.timedelta(days=90)
    items = tuple(replace(draft.plan[0], kind=kind, title=str(kind), due_on=day) for kind in KINDS)
    case_id, _ = a_decided_case(secretary, head, replace(draft, plan=items))
    with transaction(is_piece=True):
        case = db.session.get_one(Case, case_id)
        db.session.get_one(Association, case.association_id).email = "styrelsen@granlunda.example"
    now = dt.datetime.combine(day, dt.time(5, 30), dt.UTC)
    plan_clock.remind_of_plans(Turn("remind-plans", day.isoformat(), now), now)
    return case_id, db.session.query(Notice).filter_by(case_id=case_id, kind=NoticeKind.PLAN_LETTER).all()


def test_of_two_letters_alike_in_the_same_moment_each_tells_of_its_own_post(app):
    secretary, head = two_officers()
    case_id, letters = reminded_twice_at_once(secretary, head)
    assert len({(one.subject, one.written_at) for one in letters}) == 1
    assert len(letters) == len(KINDS)
    sent_at = NOW + dt.timedelta(days=100)
    for first in KINDS:  # whichever of them the database finds first
        with transaction(is_piece=True):
            for row in db.session.query(Message):
                row.sent_at = sent_at if first.value in row.body else None
        pages = [plan_letter(case_id, one.id, actor=secretary) for one in letters]
        told = {str(page.content["paragraphs"]): page.sent_at for page in pages}
        assert all(page.is_mailed for page in pages)
        assert {first.value in text: at for text, at in told.items()} == {True: sent_at, False: None}

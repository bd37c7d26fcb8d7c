"""The effect list: one row for everything a party holds in any board, and what comes after joins it."""

import datetime as dt
from collections import Counter

import pytest
from sqlalchemy.exc import IntegrityError

from tests.makers import NOW, SETUP
from tests.makers_decisions import a_ready_case, two_officers
from tests.makers_effects import (
    TODAY,
    WEEK,
    a_list,
    a_series,
    a_tariff,
    an_association_with_support,
    another_grant,
    everything_held,
    joined,
    paid,
    rows_in,
)
from tests.makers_premises import EVENING, a_booking, a_booking_request, a_premises
from tests.queries import count_queries
from vetting.domain.terms_premises import BookingState
from vetting.domain.terms_revocations import EffectKind as K
from vetting.domain.terms_revocations import EffectState as S
from vetting.records import effect_lists
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.effect_lists import EffectList, EffectRow
from vetting.records.payments import Instalment


def kinds_in(list_id: str) -> Counter[K]:
    return Counter(row.kind for row in rows_in(list_id))


def test_two_other_grants_a_tariff_and_fourteen_dates_are_seventeen_rows(app):
    list_id, _, _, _ = everything_held()
    assert kinds_in(list_id) == {K.GRANT: 2, K.TARIFF: 1, K.BOOKING: 14}
    rows = rows_in(list_id)
    assert len(rows) == 17
    assert {row.state for row in rows} == {S.OPEN}
    assert len({row.board_id for row in rows}) == 2
    first = next(row for row in rows if row.kind is K.BOOKING)
    assert (first.concerns_on, first.due_on) == (TODAY, TODAY)  # tonight cannot wait two weeks
    assert {row.due_on for row in rows if row.kind is K.GRANT} == {TODAY + dt.timedelta(days=14)}


def test_what_does_not_live_any_more_is_no_row(app):
    officers = two_officers()
    association, case_id = an_association_with_support(*officers)
    hall = a_premises()
    for state in (BookingState.REFUSED, BookingState.WITHDRAWN, BookingState.CANCELLED):
        a_booking(a_booking_request(hall, association=association, state=state))
    approved = a_booking_request(hall, association=association, state=BookingState.APPROVED)
    a_booking(approved, starts_at=NOW - 2 * WEEK)
    dear = a_tariff(hall, is_subsidised=False)
    a_series(association, dates=1, premises=hall, tariff=dear)
    assert kinds_in(a_list(association, case_id, officers[1])) == {K.BOOKING: 1}


def test_parts_of_a_grant_that_are_not_paid_are_rows_of_their_own(app):
    officers = two_officers()
    association, case_id = an_association_with_support(*officers)
    support = another_grant(association, officers, parts=3)
    first, second, _ = db.session.query(Instalment).filter_by(support_id=support.id).order_by("position")
    paid(first)
    paid(second)
    paid(second, amount=-second.amount)  # and taken back
    list_id = a_list(association, case_id, officers[1])
    assert kinds_in(list_id) == {K.GRANT: 1, K.INSTALMENT: 2}
    assert first.id not in {row.subject_id for row in rows_in(list_id)}


def test_what_waits_is_a_row_and_another_party_with_the_same_contact_is_a_question(app):
    officers = two_officers()
    association, case_id = an_association_with_support(*officers)
    applied = a_ready_case(number=900)
    with transaction(is_piece=True):
        db.session.get_one(Case, applied).association_id = association.id
    own = a_booking_request(association=association, phone_digest="p" * 64)
    a_booking(own)
    other = a_booking_request(phone_digest="p" * 64)
    a_booking(other)
    a_booking(a_booking_request(phone_digest="q" * 64))
    a_booking(a_booking_request())
    list_id = a_list(association, case_id, officers[1])
    assert {(row.kind, row.subject_id) for row in rows_in(list_id)} == {
        (K.APPLICATION, applied),
        (K.BOOKING_REQUEST, own.id),
        (K.LINKED_REQUEST, other.id),
    }


def test_a_booking_made_after_the_list_joins_it_and_opens_it_again(app):
    list_id, association, _, head = everything_held(dates=1)
    with transaction(is_piece=True):
        for row in rows_in(list_id):
            row.state, row.reason = S.KEPT, "Prövat."
            row.decided_by, row.decided_at = head.id, NOW
        closed = db.session.get_one(EffectList, list_id)
        closed.closed_by, closed.closed_at = head.id, NOW
    assert joined(association) == 0
    later = a_booking_request(association=association, state=BookingState.APPROVED)
    date = a_booking(later, starts_at=EVENING + 9 * WEEK)
    assert joined(association) == 1
    assert joined(association) == 0  # once
    (new,) = rows_in(list_id, S.OPEN)
    assert (new.kind, new.subject_id, new.is_later) == (K.BOOKING, date.id, True)
    reopened = db.session.get_one(EffectList, list_id)
    assert (reopened.closed_at, reopened.closed_by, reopened.reopened_at) == (None, None, NOW)


def test_after_a_year_nothing_joins_and_another_party_has_no_list(app):
    list_id, association, _, _ = everything_held(dates=0)
    before = len(rows_in(list_id))
    a_booking(a_booking_request(association=association), starts_at=NOW + dt.timedelta(days=500))
    assert joined(association, now=NOW + dt.timedelta(days=366)) == 0
    assert len(rows_in(list_id)) == before
    with transaction(is_piece=True), count_queries() as sent:
        assert effect_lists.join_new("somebody else", by=SETUP, now=NOW) == 0
    assert len(sent) == 1


def test_many_parties_are_joined_at_once(app):
    list_id, association, _, _ = everything_held(dates=0)
    a_booking(a_booking_request(association=association))
    with transaction():
        assert effect_lists.join_many([association.id, "x", "y"], by=SETUP, now=NOW) == 1
    assert effect_lists.associations_watched(NOW) == [association.id]
    assert kinds_in(list_id)[K.BOOKING_REQUEST] == 1


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"state": S.KEPT, "reason": "Prövat."}, "decided_whole"),
        ({"state": S.LAWYER, "reason": ""}, "reason_given"),
        ({"state": S.ENDED, "reason": "Slut.", "same": True}, "two_persons"),
    ],
)
def test_the_table_refuses_what_the_rules_refuse(app, changes, name):
    list_id, _, _, head = everything_held(dates=1)
    row = next(row for row in rows_in(list_id) if row.kind is K.BOOKING)
    if changes.pop("same", False):
        changes |= {"said_by": head.id, "decided_by": head.id, "decided_at": NOW}
    with pytest.raises(IntegrityError, match=name), db.session.begin_nested():
        db.session.execute(db.update(EffectRow).where(EffectRow.id == row.id).values(**changes))


def test_a_party_with_sixty_rows_is_listed_in_few_queries(app):
    officers = two_officers()
    association, case_id = an_association_with_support(*officers)
    hall = a_premises()
    a_series(association, dates=58, premises=hall, tariff=a_tariff(hall))
    another_grant(association, officers)
    with count_queries() as sent:
        list_id = a_list(association, case_id, officers[1])
    assert len(rows_in(list_id)) == 60
    assert len(sent) <= 20, "\n".join(sent)

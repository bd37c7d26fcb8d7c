"""The spot checks on an officer's desk."""

import datetime as dt

from tests.makers import NOW
from tests.makers_spot_checks import (
    READ_TWICE,
    a_checker,
    a_finding,
    a_round_of_checks,
    check_row,
    filled_in,
    give,
    in_conflict,
    ready_to_close,
    round_of,
    with_comment,
)
from tests.queries import count_queries
from vetting.domain.terms_spot_checks import RoundStage
from vetting.reading.my_spot_checks import my_spot_checks
from vetting.records.db import transaction
from vetting.services import check_comments, findings, spot_checks

MONDAY = dt.date(2026, 11, 16)
WEEK = dt.timedelta(days=7)


def test_mine_come_by_week_in_one_query_and_nobody_elses(app):
    ids = a_round_of_checks(4)
    mine, other = a_checker("min"), a_checker("annan")
    give(ids[0], mine, week_on=MONDAY + WEEK)
    give(ids[1], mine, week_on=MONDAY)
    give(ids[2], mine)
    give(ids[3], other, week_on=MONDAY)
    with count_queries() as sent:
        found = my_spot_checks(mine)
    assert [line.id for line in found] == [ids[1], ids[0], ids[2]]
    assert len(sent) == 1
    assert [line.is_late(MONDAY + WEEK) for line in found] == [True, False, False]


def test_a_second_reader_has_it_until_signed_and_the_checker_until_closed(app):
    check_id = a_round_of_checks(1, terms=READ_TWICE)[0]
    first, second = a_checker("min"), a_checker("andra")
    give(check_id, first, second, week_on=MONDAY)
    assert [(line.reading, line.awaits_other) for line in my_spot_checks(second)] == [(2, False)]
    for reading, by in ((1, first), (2, second)):
        filled_in(check_id, by, reading=reading)
    spot_checks.sign_reading(check_id, 5, by=first, now=NOW)
    line = my_spot_checks(first)[0]
    assert (line.awaits_other, line.is_late(MONDAY + 4 * WEEK)) == (True, False)
    spot_checks.sign_reading(check_id, 5, by=second, now=NOW)
    assert my_spot_checks(second) == ()
    assert [line.reading for line in my_spot_checks(first)] == [1]


def test_a_reply_that_should_have_come_is_told_to_the_checker(app):
    check_id = a_round_of_checks(1)[0]
    mine = a_checker("min")
    give(check_id, mine)
    check_comments.ask_for_comment(check_id, by=mine, now=NOW)
    due = check_row(check_id).comment_due_on
    line = my_spot_checks(mine)[0]
    assert [line.is_reply_due(due), line.is_reply_due(due + dt.timedelta(days=1))] == [False, True]
    check_comments.record_comment(check_id, "Ja", NOW.date(), by=mine, now=NOW)
    assert not my_spot_checks(mine)[0].is_reply_due(due + WEEK)


def test_closed_conflicted_and_voided_ones_are_off_the_desk(app):
    closed, conflicted, open_one = a_round_of_checks(3)
    mine = a_checker("min")
    for check_id in (closed, conflicted, open_one):
        give(check_id, mine)
    ready_to_close(closed, mine)
    findings.close_check(closed, a_finding(), by=mine, now=NOW)
    in_conflict(conflicted, mine)
    with_comment(open_one, mine)
    assert [line.id for line in my_spot_checks(mine)] == [open_one]
    with transaction(is_piece=True):
        found = round_of(open_one)
        found.stage, found.voided_at, found.voided_by, found.void_reason = RoundStage.VOIDED, NOW, "x", "Fel"
    assert my_spot_checks(mine) == ()

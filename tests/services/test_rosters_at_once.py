"""The same roster by several at the same moment: every check has one checker, and nobody breaks."""

import datetime as dt
from collections import Counter
from functools import partial

from tests.makers import NOW, an_officer
from tests.makers_rosters import WEEKS, checks_of, drawn, people, shared
from tests.makers_spot_checks import answered, check_row
from tests.services.test_attacks_at_once import at_once
from vetting.domain.terms import Role
from vetting.records.absences import Absence
from vetting.records.db import db, transaction
from vetting.records.officers import Officer
from vetting.records.spot_checks import CheckerConflict, RoundChecker
from vetting.services import accounts, checkers, rosters
from vetting.services.absences import tell_absence


def test_two_share_out_at_once(own_app):
    round_id, by, _ = drawn(12)
    three = people(3)
    deeds = [
        partial(rosters.share_out, round_id, [(one.id, 2) for one in chosen], weeks=WEEKS, by=by, now=NOW)
        for chosen in (three, three[:2], three[1:], three)
    ]
    answers = at_once(own_app, *[lambda deed=deed: deed().given for deed in deeds])
    assert answers == [12] * 4, answers
    kept = {row.officer_id for row in db.session.query(RoundChecker)}
    loads = Counter(row.officer_id for row in checks_of(round_id))
    assert set(loads) == kept
    assert max(loads.values()) - min(loads.values()) <= 1


def test_one_declares_twice(own_app):
    round_id, by, ids = drawn(2)
    anna, bo, cilla = people(3)
    shared(round_id, by, [anna])
    rosters.share_out(round_id, [(o.id, 2) for o in (anna, bo, cilla)], weeks=WEEKS, by=by, now=NOW)
    who = next(o for o in (anna, bo, cilla) if o.id == check_row(ids[0]).officer_id)
    deed = partial(checkers.declare_conflict, ids[0], "Jäv", by=who, now=NOW)
    answers = at_once(own_app, deed, deed, deed)
    assert sorted(map(str, answers)) == ["None", "conflict_already_declared", "conflict_already_declared"]
    assert db.session.query(CheckerConflict).count() == 1
    assert check_row(ids[0]).officer_id not in (None, who.id)


def test_conflicts_in_different_checks_do_not_overfill_anybody(own_app):
    """Two leave one check each at once; only one place is left, so one of the checks stays open."""
    round_id, by, ids = drawn(2)
    anna, bo, cilla = people(3)
    with_two = [(anna.id, 1), (bo.id, 1)]
    rosters.share_out(round_id, with_two, weeks=WEEKS[:1], by=by, now=NOW)
    with transaction(is_piece=True):
        db.session.query(RoundChecker).delete()
        db.session.add(RoundChecker(round_id=round_id, officer_id=cilla.id, capacity_per_week=1))
        friday = WEEKS[2] + dt.timedelta(days=4)  # of the weeks to the report, she is there in the first
        db.session.add(
            Absence(officer_id=cilla.id, from_on=WEEKS[1], until_on=friday, told_by=cilla.id, told_at=NOW)
        )
    by_id = {anna.id: anna, bo.id: bo}
    deeds = [
        partial(checkers.declare_conflict, one, "Jäv", by=by_id[check_row(one).officer_id], now=NOW)
        for one in ids
    ]
    answers = at_once(own_app, *deeds)
    assert answers == [None, None], answers
    assert sorted(str(row.officer_id) for row in checks_of(round_id)) == sorted([cilla.id, "None"])


def test_an_account_closed_while_checks_are_shared_out_gets_none(own_app):
    round_id, by, _ = drawn(8)
    three = people(3)
    shared(round_id, by, three)
    administrator = an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    gone = three[0]
    answers = at_once(
        own_app,
        lambda: rosters.share_out(round_id, [(o.id, 2) for o in three], weeks=WEEKS, by=by, now=NOW).given,
        partial(accounts.deactivate_officer, gone.id, successor_id=None, by=administrator, now=NOW),
        lambda: rosters.fill_roster(round_id, by=by, now=NOW).given,
        partial(tell_absence, three[1].id, WEEKS[0], WEEKS[0], by=three[1], now=NOW),
    )
    assert not [one for one in answers if str(one).startswith("broke")], answers
    is_closed = not db.session.get_one(Officer, gone.id, populate_existing=True).is_active
    holders = {row.officer_id for row in checks_of(round_id)}
    assert is_closed, answers
    assert gone.id not in holders, answers


def test_sharing_out_waits_for_who_is_writing(own_app):
    round_id, by, ids = drawn(4)
    two = people(2)
    shared(round_id, by, two)
    writer = next(one for one in two if one.id == check_row(ids[0]).officer_id)
    answers = at_once(
        own_app,
        lambda: bool(answered(ids[0], writer, U06="ja").changed),
        *[
            lambda: (
                rosters.share_out(round_id, [(o.id, 2) for o in two], weeks=WEEKS, by=by, now=NOW).given > 2
            )
        ]
        * 2,
    )
    assert not [one for one in answers if str(one).startswith("broke")], answers
    row = check_row(ids[0])
    if answers[0] is True:
        assert row.officer_id == writer.id

"""Two persons at once on one effect list, and a process killed while dates are being ended."""

import signal
import threading

import pytest

from tests.forked import die, ended, in_process
from tests.makers import NOW, an_officer
from tests.makers_decisions import two_officers
from tests.makers_effects import (
    CANCELLING,
    WEEK,
    a_list,
    a_series,
    an_association_with_support,
    joined,
    rows_in,
)
from tests.makers_premises import EVENING, a_booking, a_booking_request
from vetting.domain.effects import EffectWord
from vetting.domain.errors import Refused
from vetting.domain.terms import Role
from vetting.domain.terms_premises import BookingState
from vetting.domain.terms_revocations import EffectState as S
from vetting.records import caretakers
from vetting.records.associations import Association
from vetting.records.bookings import Booking
from vetting.records.db import db
from vetting.records.effect_lists import EffectList
from vetting.services.effects import close_effects, decide_effects, sign_ends

END = EffectWord(S.ENDED, "Villkoret om ansvarig på plats följdes inte.", CANCELLING)
KEEP = EffectWord(S.KEPT, "Verksamheten är en annan.")


def at_once(own_app, *deeds):
    """What became of each: "done", or the code it was refused by."""
    db.session.remove()
    start, outcomes = threading.Barrier(len(deeds)), []

    def run(deed):
        with own_app.app_context():
            start.wait()
            try:
                deed()
                outcomes.append("done")
            except Refused as refusal:
                outcomes.append(refusal.code)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def cancelled():
    return db.session.query(Booking).filter_by(state=BookingState.CANCELLED).count()


def test_two_sign_at_once_and_a_killed_process_ends_nothing(own_app):
    secretary, head = two_officers()
    other = an_officer(Role.UNIT_HEAD, username="chef2")
    association, case_id = an_association_with_support(secretary, head)
    a_series(association, dates=4)
    list_id = a_list(association, case_id, head)
    dates = [row.id for row in rows_in(list_id)]
    decide_effects(list_id, dates, END, by=secretary, now=NOW)
    with pytest.MonkeyPatch.context() as patched:
        # The dates are cancelled and the letter is written; those who manage the premises are not told.
        patched.setattr(caretakers, "tell_of_cancelled", die)
        killed = in_process(lambda: sign_ends(list_id, dates, by=head, now=NOW))
    assert ended(killed) == -signal.SIGKILL
    assert (cancelled(), len(rows_in(list_id, S.AWAITING_SECOND))) == (0, 4)

    def sign(by):
        return lambda: sign_ends(list_id, dates, by=by, now=NOW)

    assert at_once(own_app, sign(head), sign(other)) == ["done", "effect_not_proposed"]
    assert (cancelled(), len(rows_in(list_id, S.ENDED))) == (4, 4)


def test_a_booking_that_comes_while_the_list_is_closed_leaves_it_open(own_app):
    secretary, head = two_officers()
    association, case_id = an_association_with_support(secretary, head)
    a_series(association, dates=1)
    list_id, party = a_list(association, case_id, head), association.id
    decide_effects(list_id, [row.id for row in rows_in(list_id)], KEEP, by=secretary, now=NOW)
    a_booking(a_booking_request(association=association), starts_at=EVENING + 2 * WEEK)

    def join():
        joined(db.session.get_one(Association, party))

    def close():
        close_effects(list_id, "Allt prövat.", by=head, now=NOW)

    assert at_once(own_app, join, close) in (["done", "done"], ["done", "effects_open"])
    assert len(rows_in(list_id, S.OPEN)) == 1
    assert db.session.get_one(EffectList, list_id).closed_at is None

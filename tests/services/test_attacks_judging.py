"""Words on hits at the same moment: who comes second is told, and nobody's word is counted as another's."""

import datetime as dt
import threading
import time

from tests.makers import NOW
from tests.makers_decisions import two_officers
from tests.makers_sources import judged
from tests.services.test_attacks_at_once import at_once
from tests.services.test_judgements import a_hit
from vetting.domain.terms import Judgement
from vetting.records.clearances import Clearance
from vetting.records.cross_checks import Hit, HitJudgement, case_to_check
from vetting.records.db import db, transaction
from vetting.services import judgements, screening
from vetting.services.judgements import Word

LATER = NOW + dt.timedelta(minutes=1)


def while_held(app, case_id, *deeds):
    """The deeds begun while somebody else has the case, so that each has looked before any may write."""
    held = threading.Event()

    def hold():
        with transaction(is_piece=True):
            case_to_check(case_id)
            held.set()
            time.sleep(0.3)

    def waiting(deed):
        def run():
            held.wait()
            return deed()

        return run

    return at_once(app, hold, *map(waiting, deeds))[1:]


def second(hit_id, by, *, agrees):
    return lambda: judgements.second_hit(hit_id, agrees=agrees, reason="Har sett det", by=by, now=LATER)


def says(hit_id, judgement, by):
    word = Word(judgement, "Sett båda", ("name",))
    return lambda: judgements.judge_hit(hit_id, word, by=by, now=LATER)


def test_only_one_of_two_second_words_counts(own_app):
    secretary, head = two_officers()
    case_id, hit_id = a_hit(secretary)
    judged(hit_id, Judgement.OTHER, by=secretary)
    both = (second(hit_id, head, agrees=True), second(hit_id, head, agrees=False))
    answers = while_held(own_app, case_id, *both)
    assert sorted(map(str, answers)) == ["None", "nothing_to_second"]
    assert db.session.query(HitJudgement).filter_by(hit_id=hit_id).count() == 2
    hit, clearance = db.session.get(Hit, hit_id), db.session.query(Clearance).one()
    assert hit.awaits_second is False
    assert (hit.judgement is None) is (clearance.lifted_at is not None)


def test_two_words_at_once_leave_a_hit_that_tells_its_last_word(own_app):
    secretary, _ = two_officers()
    case_id, hit_id = a_hit(secretary)
    both = (says(hit_id, Judgement.OTHER, secretary), says(hit_id, Judgement.SAME, secretary))
    assert while_held(own_app, case_id, *both) == [None, None]
    hit = db.session.get(Hit, hit_id)
    (stands,) = db.session.query(Clearance).filter(Clearance.lifted_at.is_(None))
    assert hit.judgement is stands.judgement
    assert hit.awaits_second is (stands.judgement is Judgement.OTHER)


def test_a_word_does_not_land_on_a_check_that_was_made_anew_meanwhile(own_app):
    secretary, _ = two_officers()
    case_id, hit_id = a_hit(secretary)

    def anew():
        with transaction(is_piece=True):
            case_to_check(case_id)
            time.sleep(0.2)
        screening.cross_check(case_id=case_id, by=secretary, now=LATER)

    answers = while_held(own_app, case_id, anew, says(hit_id, Judgement.SAME, secretary))
    counting = db.session.query(Hit).filter(Hit.id != hit_id).one()
    assert "broke" not in str(answers)
    assert (answers[1] == "check_superseded") is (counting.judgement is None)


def test_the_first_person_is_not_the_second_through_another_session(own_app):
    secretary, _ = two_officers()
    case_id, hit_id = a_hit(secretary)
    judged(hit_id, Judgement.OTHER, by=secretary)
    answers = while_held(own_app, case_id, *[second(hit_id, secretary, agrees=True)] * 2)
    assert answers == ["second_is_first"] * 2

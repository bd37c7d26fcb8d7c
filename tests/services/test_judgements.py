"""Words on hits and signals: facts they rest on, the second person, clearances lifted, signals settled."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import a_delegation, a_grant, a_ready_case, two_officers
from tests.makers_rescreening import KEY, a_register, a_supported, declare
from tests.makers_sources import judged
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.match_settings import DEFAULT
from vetting.domain.rescreening import SignalWord
from vetting.domain.terms import Band, Judgement, Role, SignalKind
from vetting.reading.signal import signal_page
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.case_facts import check_that_counts
from vetting.records.clearances import Clearance, Rescreening, Signal
from vetting.records.cross_checks import CrossCheck, Hit, HitJudgement
from vetting.records.db import db, transaction
from vetting.records.decisions import Decision
from vetting.services import clearances, judgements, proposals, rescreening, screening, signals
from vetting.services.judgements import Word

NAME, NUMBER = "Granlunda Kulturförening 1", "889999-9018"
ROW = ("r1", NAME, NUMBER, "Granlunda", "")
LATER = NOW + dt.timedelta(hours=1)
OTHER, SAME, UNSURE = Judgement.OTHER, Judgement.SAME, Judgement.UNSURE
AGREES = {"agrees": True, "reason": "Har sett detsamma", "now": NOW}


@pytest.fixture
def people(app):
    return two_officers()


def a_hit(by, row=ROW) -> tuple[str, str]:
    """A confirmed hit in a case that is ready but for it; gives case and hit."""
    declare()
    a_register(row)
    case_id = a_ready_case(check=None)
    check_id = screening.cross_check(case_id=case_id, by=by, now=NOW)
    return case_id, db.session.query(Hit.id).filter_by(check_id=check_id).scalar()


def a_new_signal(people, judgement=None) -> tuple[str, str]:
    """A confirmed new hit of an association with support; gives its case and the signal."""
    declare()
    a_register()
    _, case_id = a_supported(people, NAME, "8899999018", at=1)
    rescreening.rescreen_source(KEY, by=SYSTEM, now=NOW)
    a_register(ROW)
    rescreening.rescreen_source(KEY, by=SYSTEM, now=LATER)
    return case_id, db.session.query(Signal.id).scalar()


def test_a_word_rests_on_chosen_facts_of_both_sides(people):
    secretary, _ = people
    _, hit_id = a_hit(secretary)
    with pytest.raises(Refused, match="facts_missing"):
        judgements.judge_hit(hit_id, Word(SAME, "Samma nummer"), by=secretary, now=NOW)
    with pytest.raises(Refused, match="facts_unknown"):
        judgements.judge_hit(hit_id, Word(SAME, "Samma nummer", ("birth_date",)), by=secretary, now=NOW)
    judged(hit_id, SAME, by=secretary, facts=("org_number", "seat"))
    clearance = db.session.query(Clearance).one()
    assert clearance.ours == {"org_number": "8899999018", "seat": None}
    assert clearance.theirs == {"org_number": "8899999018", "seat": "Granlunda"}


def test_a_clearing_word_on_a_near_hit_waits_for_another_person(people):
    secretary, head = people
    case_id, hit_id = a_hit(secretary)
    judged(hit_id, OTHER, by=secretary)
    assert db.session.get_one(Hit, hit_id).awaits_second
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    with pytest.raises(Refused, match="unjudged_hits"):
        proposals.propose_decision(case_id, a_grant(secretary), by=secretary, now=NOW)
    with pytest.raises(Refused, match="second_is_first"):
        judgements.second_hit(hit_id, by=secretary, **AGREES)
    judgements.second_hit(hit_id, by=head, **AGREES)
    with pytest.raises(Refused, match="nothing_to_second"):
        judgements.second_hit(hit_id, by=head, **AGREES)
    assert check_that_counts(case_id).unjudged == 0
    clearance = db.session.query(Clearance).one()
    assert (clearance.given_by, clearance.seconded_by) == (secretary.id, head.id)
    first, second = db.session.query(HitJudgement).order_by(HitJudgement.seconds_id.is_not(None))
    assert (first.judged_by, second.judged_by, second.seconds_id) == (secretary.id, head.id, first.id)
    proposals.propose_decision(case_id, a_grant(secretary), by=secretary, now=NOW)


def test_a_second_person_who_disagrees_opens_the_hit_with_both_words_kept(people):
    secretary, head = people
    case_id, hit_id = a_hit(secretary)
    judged(hit_id, OTHER, by=secretary)
    judgements.second_hit(hit_id, agrees=False, reason="Säte och nummer är lika", by=head, now=NOW)
    hit = db.session.get_one(Hit, hit_id)
    assert (hit.judgement, hit.awaits_second) == (None, False)
    assert db.session.query(HitJudgement).filter_by(hit_id=hit_id).count() == 2
    assert db.session.query(Clearance).one().lifted_by == head.id
    assert check_that_counts(case_id).unjudged == 1
    judged(hit_id, SAME, "Vi är överens nu", by=secretary)
    assert check_that_counts(case_id).unjudged == 0


@pytest.mark.parametrize(
    ("row", "judgement", "waits"),
    [(ROW, SAME, False), (ROW, UNSURE, False), (("r1", "Granlunda Kultur", "", "", ""), OTHER, False)],
)
def test_other_words_and_hits_need_no_second_person(people, row, judgement, waits):
    secretary, _ = people
    _, hit_id = a_hit(secretary, row)
    judged(hit_id, judgement, by=secretary)
    assert db.session.get_one(Hit, hit_id).awaits_second is waits


def test_who_may_be_the_second_person(people):
    secretary, _ = people
    _, hit_id = a_hit(secretary)
    judged(hit_id, OTHER, by=secretary)
    south = a_board("SOD", "Söderdals stadsdelsnämnd")
    a_delegation(south)
    with pytest.raises(NotFound):
        judgements.second_hit(hit_id, by=an_officer(Role.UNIT_HEAD, board=south), **AGREES)
    with pytest.raises(NotAllowed):
        judgements.second_hit(hit_id, by=an_officer(Role.AUDITOR, everywhere=True), **AGREES)
    judgements.second_hit(hit_id, by=an_officer(Role.REGISTRAR), **AGREES)


def test_a_lifted_clearance_opens_the_hit_again(people):
    secretary, head = people
    case_id, hit_id = a_hit(secretary)
    judged(hit_id, OTHER, by=secretary, second=head)
    clearance_id = db.session.query(Clearance.id).scalar()
    with pytest.raises(Refused, match="reason_missing"):
        clearances.lift_clearance(clearance_id, " ", by=head, now=NOW)
    south = an_officer(Role.UNIT_HEAD, board=a_board("SOD", "Söderdals stadsdelsnämnd"))
    with pytest.raises(NotFound):
        clearances.lift_clearance(clearance_id, "Nya uppgifter", by=south, now=NOW)
    clearances.lift_clearance(clearance_id, "Nya uppgifter", by=head, now=NOW)
    assert check_that_counts(case_id).unjudged == 1
    with pytest.raises(Refused, match="clearance_ended"):
        clearances.lift_clearance(clearance_id, "Nya uppgifter", by=head, now=NOW)
    check_id = screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    assert db.session.query(Hit.judgement).filter_by(check_id=check_id).scalar() is None


def test_lifting_after_the_decision_asks_for_a_new_word(people):
    secretary, _ = people
    declare()
    a_register(ROW)
    _, case_id = a_supported(people, NAME, "8899999018", at=1, judgement=SAME)
    clearances.lift_clearance(
        db.session.query(Clearance.id).scalar(), "Nya uppgifter", by=secretary, now=LATER
    )
    signal = db.session.query(Signal).one()
    assert (signal.kind, signal.case_id, signal.changed_facts) == (SignalKind.CLEARANCE_LAPSED, case_id, [])
    assert (signal.rescreening_id, db.session.query(Rescreening).count()) == (None, 0), "nothing was run"
    signal_id = signal.id
    a_register(ROW, now=LATER + dt.timedelta(days=1))
    assert signal_page(signal_id, actor=secretary).as_of == NOW.date(), "as it was when it was judged"
    assert rescreening.rescreen_source(KEY, by=SYSTEM, now=LATER).new == 0


def test_a_signal_is_judged_seconded_and_settled_with_a_clearance(people):
    secretary, head = people
    _, signal_id = a_new_signal(people)
    with pytest.raises(Refused, match="signal_not_judged"):
        signals.settle_signal(signal_id, SignalWord.DECISION_STANDS, "Inget nytt", by=head, now=LATER)
    judgements.judge_signal(signal_id, Word(OTHER, "Annan ort", ("seat",)), by=secretary, now=LATER)
    assert db.session.get_one(Signal, signal_id).settled_at is None
    with pytest.raises(Refused, match="second_is_first"):
        judgements.second_signal(signal_id, by=secretary, **AGREES)
    judgements.second_signal(signal_id, by=head, **AGREES)
    signal = db.session.get_one(Signal, signal_id)
    assert (signal.settled_as, signal.settled_by) == ("judged", head.id)
    hit = db.session.get_one(Hit, db.session.get_one(Clearance, signal.clearance_id).hit_id)
    assert (hit.band, hit.judgement) == (Band.CONFIRMED, OTHER)
    assert not db.session.get_one(CrossCheck, hit.check_id).is_latest  # the run that was decided on stays
    a_register(ROW, ("r2", "Nånting annat", "", "", ""))
    assert rescreening.rescreen_source(KEY, by=SYSTEM, now=LATER + dt.timedelta(1)).new == 0
    with pytest.raises(Refused, match="signal_settled"):
        judgements.judge_signal(signal_id, Word(SAME, "Samma ort", ("seat",)), by=secretary, now=LATER)


def test_words_on_what_was_found_before_look_nobody_up_anew(people):
    secretary, _ = people
    case_id, signal_id = a_new_signal(people)
    association_id = db.session.get_one(Case, case_id).association_id
    with transaction(is_piece=True):
        db.session.get_one(Association, association_id).updated_at = LATER + dt.timedelta(minutes=1)
    after = LATER + dt.timedelta(minutes=2)
    with transaction(is_piece=True):
        db.session.query(Rescreening).update({"matcher_version": "that-day"})
    judgements.judge_signal(signal_id, Word(SAME, "Samma nummer", ("org_number",)), by=secretary, now=after)
    signal = db.session.get_one(Signal, signal_id)
    run = db.session.get_one(CrossCheck, db.session.query(Hit).filter_by(judgement=SAME).one().check_id)
    assert (run.run_at, run.run_by, run.settings_version) == (LATER, SYSTEM.id, DEFAULT.version)
    assert run.matcher_version == "that-day"
    clearances.lift_clearance(signal.clearance_id, "Nya uppgifter", by=secretary, now=after)
    assert rescreening.associations_due(after) == (association_id,)


def test_a_decision_is_reconsidered_by_people_alone(people):
    secretary, head = people
    _, signal_id = a_new_signal(people)
    before = {
        column.name: getattr(db.session.query(Decision).one(), column.name)
        for column in Decision.__table__.columns
    }
    judgements.judge_signal(signal_id, Word(SAME, "Samma nummer", ("org_number",)), by=secretary, now=LATER)
    assert db.session.get_one(Signal, signal_id).settled_at is None  # somebody must say what becomes of it
    signals.reconsider(signal_id, "Skulden är ny och stor", by=secretary, now=LATER)
    signal = db.session.get_one(Signal, signal_id)
    assert (signal.settled_as, signal.settled_at) == ("reconsidered", None)
    signals.settle_signal(signal_id, SignalWord.DECISION_STANDS, "Skulden är betald", by=head, now=LATER)
    signal = db.session.get_one(Signal, signal_id)
    assert (signal.settled_as, signal.settled_by, signal.note) == (
        "decision_stands",
        head.id,
        "Skulden är betald",
    )
    after = db.session.query(Decision).one()
    assert before == {name: getattr(after, name) for name in before}


def test_another_boards_signal_is_not_there(people):
    _, signal_id = a_new_signal(people)
    south = an_officer(Role.UNIT_HEAD, board=a_board("SOD", "Söderdals stadsdelsnämnd"))
    for deed in (
        lambda: judgements.judge_signal(signal_id, Word(SAME, "Samma ort", ("name",)), by=south, now=NOW),
        lambda: judgements.second_signal(signal_id, by=south, **AGREES),
        lambda: signals.reconsider(signal_id, "Det är så", by=south, now=NOW),
        lambda: signals.settle_signal(signal_id, SignalWord.NOTHING_TO_DO, "Borta nu", by=south, now=NOW),
    ):
        with pytest.raises(NotFound):
            deed()


def test_a_word_in_a_later_case_settles_the_signal_of_the_same_pair(people):
    secretary, head = people
    _, signal_id = a_new_signal(people)
    association_id = db.session.get_one(Signal, signal_id).association_id
    later = a_ready_case(number=7, check=None)
    with transaction(is_piece=True):
        db.session.get_one(Case, later).association_id = association_id
    check_id = screening.cross_check(case_id=later, by=secretary, now=LATER)
    hit_id = db.session.query(Hit.id).filter_by(check_id=check_id).scalar()
    judged(hit_id, OTHER, by=secretary, second=head)
    assert db.session.get_one(Signal, signal_id).settled_as == "judged"

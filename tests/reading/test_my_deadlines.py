"""What falls due for an officer: each kind, from its own place, once, for whom it concerns and nobody else."""

import datetime as dt

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import a_case_in
from tests.makers_decisions import a_decided_case, a_proposed_case, two_officers
from tests.makers_effects import everything_held
from tests.makers_regimes import an_adopted_rule
from tests.makers_spot_checks import a_checker, a_round_of_checks, give, round_of
from tests.queries import count_queries
from vetting.domain.authority import Actor
from vetting.domain.terms import Partner, Role, Stage
from vetting.domain.terms_decisions import DeadlineKind as K
from vetting.domain.terms_spot_checks import RoundStage
from vetting.domain.working_days import Days
from vetting.gateways.calendar import days_of
from vetting.reading.my_deadlines import my_deadlines
from vetting.records.applications import Case
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db, transaction
from vetting.records.follow_ups import FollowUp
from vetting.records.urgent_decisions import UrgentDecision
from vetting.services import announcements, decisions

DAYS = days_of(NOW)
TODAY = DAYS.today


def due(actor: Actor, days: Days = DAYS) -> list[tuple[K, str, str | None]]:
    """Kind, what it is about, and the day, in the order they are shown."""
    return [(one.kind, one.about, one.due_on and one.due_on.isoformat()) for one in my_deadlines(actor, days)]


def number_of(case_id: str) -> str:
    return db.session.get_one(Case, case_id).case_number


def test_what_others_are_to_answer_in_the_cases_one_prepares(app):
    mine, other = an_officer(username="min"), an_officer(username="annan")
    waiting = a_case_in(Stage.AWAITING_SUPPLEMENT, mine)
    asked = a_case_in(Stage.IN_REVIEW, mine)
    with transaction(is_piece=True):
        for case_id in (waiting, asked):
            db.session.get_one(Case, case_id).assigned_to = mine.id
        db.session.add(
            PartnerQuestion(
                case_id=asked,
                partner=Partner.POLICE,
                question="Finns tillstånd?",
                ground="Samverkan",
                channel="letter",
                asked_by=mine.id,
                asked_at=NOW,
                reply_due_on=TODAY - dt.timedelta(days=1),
            )
        )
    found = due(mine)
    assert found[0] == (K.PARTNER_REPLY, number_of(asked), "2026-11-19")
    assert [kind for kind, *_ in found] == [K.PARTNER_REPLY, K.SUPPLEMENT_REPLY]
    assert my_deadlines(mine, DAYS)[0].is_late(TODAY)
    assert due(other) == []
    with transaction(is_piece=True):
        db.session.query(PartnerQuestion).delete()
        db.session.get_one(Case, waiting).assigned_to = other.id
    assert due(mine) == []
    assert [kind for kind, *_ in due(other)] == [K.SUPPLEMENT_REPLY]


def test_follow_ups_are_their_owners(app):
    secretary, head = two_officers()
    a_decided_case(secretary, head)
    planned = db.session.query(FollowUp).filter_by(owner_id=secretary.id).count()
    assert [kind for kind, *_ in due(secretary)].count(K.FOLLOW_UP) == planned > 1
    assert K.FOLLOW_UP not in {kind for kind, *_ in due(head)}
    with transaction(is_piece=True):
        done = {"done_at": NOW, "outcome": "klart", "done_by": secretary.id}
        db.session.query(FollowUp).update(done)
    assert due(secretary) == []


def test_the_time_for_review_runs_for_those_who_decided_and_those_who_post(app):
    """Counted from the announcement, never from the decision (KL 13:5)."""
    secretary, head = two_officers()
    registrar = an_officer(Role.REGISTRAR)
    case_id, decision_id = a_decided_case(secretary, head)
    assert K.APPEAL not in {kind for kind, *_ in (*due(head), *due(registrar))}
    later = NOW + dt.timedelta(days=10)
    announcements.announce_decision(
        decision_id, adjusted_on=TODAY, announced_on=later.date(), by=registrar, now=later
    )
    expected = (K.APPEAL, number_of(case_id), "2026-12-21")
    for actor in (secretary, head, registrar):
        assert expected in due(actor, days_of(later))
    stranger = an_officer(Role.REGISTRAR, board=a_board("SOD", "Södra nämnden"))
    assert due(stranger, days_of(later)) == []
    assert expected not in due(registrar, days_of(NOW + dt.timedelta(days=60)))


def test_the_registrar_has_the_boards_minutes_and_what_the_board_is_to_be_told(app):
    secretary, head = two_officers()
    registrar = an_officer(Role.REGISTRAR)
    urgent, decision_id = a_decided_case(secretary, head)
    assert due(registrar) == []  # a delegated decision has no minutes of the board's to adjust
    with transaction(is_piece=True):
        db.session.add(UrgentDecision(decision_id=decision_id, why="Evenemanget är i morgon.", minutes=""))
    boards, proposal_id = a_proposed_case(secretary, number=2)
    decisions.record_board_decision(
        boards, proposal_id, minutes="2026-11-20 § 7", decided_on=TODAY, by=registrar, now=NOW
    )
    assert due(registrar) == [
        (K.ADJUSTMENT, number_of(boards), "2026-12-04"),
        (K.URGENT_REPORT, number_of(urgent), None),
    ]


def test_spot_checks_and_their_rounds(app):
    check_id = a_round_of_checks(1)[0]
    checker = a_checker("min")
    give(check_id, checker, week_on=dt.date(2026, 11, 23))
    assert [(kind, on) for kind, _, on in due(checker)] == [(K.SPOT_CHECK, "2026-11-27")]
    coordinator = an_officer(Role.COORDINATOR, username="samordnare.2", everywhere=True)
    assert {kind for kind, *_ in due(coordinator)} == {K.ROUND_REPORT}
    with transaction(is_piece=True):
        round_of(check_id).stage = RoundStage.OPEN
    kinds = {kind: on for kind, _, on in due(coordinator)}
    assert set(kinds) == {K.ROUND_SEAL, K.ROUND_DRAW, K.ROUND_REPORT}
    assert kinds[K.ROUND_REPORT] == "2026-12-15"


def test_a_rule_of_procedure_with_a_last_day_until_another_takes_over(app):
    administrator = an_officer(Role.ADMINISTRATOR, everywhere=True)
    an_adopted_rule(a_board(), ends_on=dt.date(2026, 12, 31), by=administrator)
    assert due(administrator) == [(K.HOUSE_RULE_END, "Norrdals stadsdelsnämnd", "2026-12-31")]
    an_adopted_rule(a_board(), begins_on=TODAY, by=administrator)
    assert due(administrator) == []


def test_rows_of_a_revocation_are_due_for_the_boards_that_own_them(app):
    list_id, association, secretary, _ = everything_held(dates=1)
    other_board = an_officer(board=a_board("KUL"), username="annan.kul")
    nobody = an_officer(board=a_board("OST", "Östdals stadsdelsnämnd"), username="tredje")
    for actor, day in ((secretary, "2026-11-20"), (other_board, "2026-12-04")):
        (one,) = (one for one in my_deadlines(actor, DAYS) if one.kind is K.EFFECT)
        assert (one.subject_id, one.association) == (list_id, association.name)
        assert (one.about, one.due_on) == ("Norrdals stadsdelsnämnd", dt.date.fromisoformat(day))
    assert due(nobody) == []


def test_the_list_costs_the_same_whatever_waits(app):
    secretary, head = two_officers()
    with count_queries() as few:
        my_deadlines(head, DAYS)
    for number in range(1, 4):
        a_decided_case(secretary, head, number=number)
    with count_queries() as many:
        my_deadlines(head, DAYS)
    assert len(few) == len(many) <= 12

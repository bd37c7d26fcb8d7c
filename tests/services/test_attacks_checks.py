"""What an insider or bad luck could do to a spot check: refused, or nothing lost by it."""

from functools import partial

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import an_association
from tests.makers_rosters import WEEKS, actor_named
from tests.makers_rounds import a_confirmed_round, a_coordinator, some_supports
from tests.makers_spot_checks import (
    LATER,
    READ_TWICE,
    a_check,
    a_checker,
    a_finding,
    a_round_of_checks,
    check_row,
    filled_in,
    give,
    ready_to_close,
    round_of,
    with_comment,
    with_evidence,
)
from tests.services.test_attacks_at_once import at_once
from tests.services.test_attacks_rounds import broken
from tests.web.test_attacks_personal import PERSONAL, everything_kept
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import CheckScope, LeftReason, SeedKind, SpotCheckState
from vetting.reading.spot_check_rows import check_object
from vetting.records.check_sheets import CheckAnswer
from vetting.records.db import db
from vetting.records.decisions import Decision, Proposal
from vetting.records.officers import Appointment
from vetting.records.rounds import FrameItem
from vetting.records.spot_checks import Finding, FindingReopening, SpotCheck
from vetting.services import (
    accounts,
    boards,
    check_comments,
    checkers,
    draws,
    findings,
    merges,
    populations,
    rosters,
    rounds,
    spot_checks,
)


def code_of(deed):
    with pytest.raises((Refused, NotFound)) as refusal:
        deed()
    return refusal.value.code


def test_one_check_by_several_hands_at_once(own_app):
    """Closed twice, taken up twice, closed while it is answered, left or given away: each stands alone."""
    check_id, checker = a_check()
    by = actor_named("samordnare")
    ready_to_close(check_id, checker)
    close = partial(findings.close_check, check_id, a_finding(), by=checker, now=NOW)
    answers = at_once(own_app, close, close, close)
    assert answers.count("check_closed") == 2, answers
    reopen = partial(findings.reopen_check, check_id, "Nya uppgifter", by=by, now=NOW)
    answers = at_once(own_app, reopen, reopen, close)
    assert not broken(answers), answers
    assert db.session.query(FindingReopening).count() in (1, 2)  # the second after the next finding
    if check_row(check_id).state is SpotCheckState.CLOSED:
        db.session.rollback()
        findings.reopen_check(check_id, "Igen", by=by, now=NOW)
    version = (
        db.session.query(CheckAnswer.sheet_version).order_by(CheckAnswer.sheet_version.desc()).first()[0]
    )
    db.session.remove()
    other = a_checker("annan")
    answers = at_once(
        own_app,
        close,
        partial(
            spot_checks.answer_check,
            check_id,
            [("U06", "nej", "Ändrat")],
            sheet_version=version,
            by=checker,
            now=NOW,
        ),
        partial(populations.leave_population, check_id, LeftReason.DISSOLVED, "Protokoll", by=by, now=NOW),
        partial(checkers.declare_conflict, check_id, "Släkt", by=checker, now=NOW),
        partial(checkers.give_check, check_id, other.id, week_on=WEEKS[2], by=by, now=NOW),
    )
    assert not broken(answers), answers
    row = check_row(check_id)
    standing = (
        db.session.query(Finding).filter_by(check_id=check_id).count()
        - db.session.query(FindingReopening).count()
    )
    assert standing == (row.state is SpotCheckState.CLOSED), answers
    assert (row.left_at is not None) is (row.state is SpotCheckState.LEFT_POPULATION)


def test_letters_and_comments_at_once(own_app):
    check_id, checker = a_check()
    by = actor_named("samordnare")
    round_id = round_of(check_id).id
    db.session.remove()
    ask = partial(check_comments.ask_for_comment, check_id, by=checker, now=NOW)
    answers = at_once(own_app, ask, ask, partial(check_comments.ask_everybody, round_id, by=by, now=NOW),
                      partial(draws.publish_round, round_id, by=by, now=NOW))  # fmt: skip
    assert not broken(answers), answers
    remind = partial(check_comments.remind_of_comment, check_id, by=checker, now=NOW)
    comment = [
        partial(check_comments.record_comment, check_id, f"Svar {n}", NOW.date(), by=checker, now=NOW)
        for n in (1, 2)
    ]
    answers = at_once(own_app, remind, remind, *comment)
    assert not broken(answers), answers
    assert {"Svar 1", "Svar 2"} == set(check_row(check_id).comment.split("\n\n"))


def test_a_round_voided_while_a_check_is_closed(own_app):
    check_id, checker = a_check()
    by, head = actor_named("samordnare"), an_officer(Role.UNIT_HEAD, username="chef")
    ready_to_close(check_id, checker)
    round_id = round_of(check_id).id
    draws.propose_void(round_id, "Fel", by=by, now=NOW)
    answers = at_once(
        own_app,
        partial(draws.void_round, round_id, by=head, now=NOW),
        partial(findings.close_check, check_id, a_finding(), by=checker, now=NOW),
        partial(rosters.share_out, round_id, [(checker.id, 3)], weeks=WEEKS, by=by, now=NOW),
    )
    assert not broken(answers), answers
    assert code_of(lambda: findings.reopen_check(check_id, "x", by=checker, now=NOW)) == "round_voided"


def test_a_personal_number_is_kept_nowhere_whatever_is_written(app):
    """Every free text of rounds and checks, and nothing of it in journal, letters or files."""
    check_id, checker = a_check()
    by = actor_named("samordnare")
    round_id = round_of(check_id).id
    ready_to_close(check_id, checker)
    told = f"Ordförande {PERSONAL} sade ja"
    close = partial(findings.close_check, check_id, by=checker, now=NOW)
    tries = {
        "answer": partial(spot_checks.answer_check, check_id, [("U06", "ja", told)], sheet_version=1, by=checker, now=NOW),
        "evidence": lambda: with_evidence(check_id, checker, description=told),
        "source": lambda: with_evidence(check_id, checker, source=told),
        "comment": lambda: check_comments.record_comment(check_id, told, NOW.date(), by=checker, now=NOW),
        "summary": lambda: close(a_finding(summary=told)),
        "note": lambda: close(a_finding(measure_note=told)),
        "conflict": lambda: checkers.declare_conflict(check_id, told, by=checker, now=NOW),
        "proof": lambda: populations.leave_population(check_id, LeftReason.DISSOLVED, told, by=by, now=NOW),
        "void": lambda: draws.propose_void(round_id, told, by=by, now=NOW),
        "source of the seed": lambda: rounds.set_programme(
            None, CheckScope.GRANTS, (), terms=DrawTerms(seed_kind=SeedKind.PUBLIC, public_source=told, public_on=LATER.date()),
            is_active=True, by=by, now=NOW),
    }  # fmt: skip
    codes = {name: code_of(deed) for name, deed in tries.items()}
    close(a_finding())
    codes["reopening"] = code_of(lambda: findings.reopen_check(check_id, told, by=by, now=NOW))
    assert set(codes.values()) == {"personal_number_in_text"}, codes
    kept = everything_kept()
    assert PERSONAL not in kept
    assert PERSONAL.replace("-", "") not in kept


@pytest.mark.parametrize(
    "deed", ["answer", "evidence", "close", "comment", "sign", "reopen", "measure", "leave"]
)
def test_nobody_but_its_hands_touches_a_check(app, deed):
    """A direct call past every page: a checker of another check, a second reader, who decided the case."""
    check_id, other_id = a_round_of_checks(2)
    checker, other = a_checker("kontrollant"), a_checker("annan")
    give(check_id, checker)
    give(other_id, other)
    deeds = {
        "answer": lambda by: spot_checks.answer_check(check_id, [("U06", "ja", "")], sheet_version=0, by=by, now=NOW),
        "evidence": lambda by: with_evidence(check_id, by),
        "close": lambda by: findings.close_check(check_id, a_finding(), by=by, now=NOW),
        "comment": lambda by: check_comments.record_comment(check_id, "x", NOW.date(), by=by, now=NOW),
        "sign": lambda by: spot_checks.sign_reading(check_id, 5, by=by, now=NOW),
        "reopen": lambda by: findings.reopen_check(check_id, "x", by=by, now=NOW),
        "measure": lambda by: findings.record_measure_done(check_id, "x", by=by, now=NOW),
        "leave": lambda by: populations.leave_population(check_id, LeftReason.DISSOLVED, "x", by=by, now=NOW),
    }  # fmt: skip
    far = an_officer(Role.UNIT_HEAD, username="chef.syd", board=a_board("SYD", "Sydals stadsdelsnämnd"))
    for by in (other, far, SYSTEM):
        with pytest.raises((NotFound, NotAllowed)):
            deeds[deed](by)
    assert check_row(check_id).state is SpotCheckState.WAITING


def test_whoever_decided_the_case_is_given_its_check_by_no_road(app):
    check_id = a_round_of_checks(1, terms=READ_TWICE)[0]
    by, round_id = actor_named("samordnare"), round_of(check_id).id
    decider = db.session.query(Decision.decided_by).filter_by(case_id=check_row(check_id).case_id).scalar()
    preparer = db.session.query(Proposal.proposed_by).filter_by(case_id=check_row(check_id).case_id).scalar()
    db.session.add_all(
        Appointment(officer_id=one, role=Role.CULTURE_SECRETARY, board_id=a_board().id)
        for one in (decider, preparer)
    )
    db.session.commit()
    for barred in (decider, preparer):
        assert (
            code_of(lambda b=barred: checkers.give_check(check_id, b, week_on=WEEKS[1], by=by, now=NOW))
            == "checker_barred"
        )
        assert (
            code_of(lambda b=barred: checkers.give_second_reading(check_id, b, by=by, now=NOW))
            == "checker_barred"
        )
    made = rosters.share_out(round_id, [(decider, 5), (preparer, 5)], weeks=WEEKS, by=by, now=NOW)
    assert (made.given, len(made.unplaced), len(made.unread)) == (0, 1, 1)
    assert check_row(check_id).officer_id is None


def test_a_board_and_an_officer_closed_in_the_middle_of_a_round(app):
    """The round goes on: what is drawn is checked, and a closed account touches nothing any more."""
    check_id, checker = a_check()
    by, board = actor_named("samordnare"), a_board()
    administrator = an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    boards.change_board(
        board.id, board.name, district=board.district, is_active=False, by=administrator, now=NOW
    )
    filled_in(check_id, checker)
    accounts.deactivate_officer(checker.id, successor_id=None, by=administrator, now=NOW)
    row = check_row(check_id)
    assert row.officer_id is None
    taker = a_checker("annan")
    checkers.give_check(check_id, taker.id, week_on=WEEKS[1], by=by, now=NOW)
    with_evidence(check_id, taker)
    with_comment(check_id, taker)
    findings.close_check(check_id, a_finding(), by=taker, now=NOW)
    assert check_row(check_id).state is SpotCheckState.CLOSED
    with pytest.raises((NotFound, Refused)):
        checkers.give_check(check_id, checker.id, week_on=WEEKS[1], by=by, now=NOW)


def test_the_letter_goes_to_the_association_that_the_object_belongs_to_now(app):
    some_supports(2)
    by, head = a_coordinator(), an_officer(Role.UNIT_HEAD, username="chef")
    round_id = a_confirmed_round(by, head, terms=DrawTerms(random_percent=100))
    secretary = an_officer(username="sekreterare")
    item, gone = db.session.query(FrameItem.item, FrameItem.association_id).order_by(FrameItem.item).first()
    kept = an_association("Hopslagna föreningen", None).id
    merge = merges.merge_associations(kept, gone, reason="Samma förening", by=secretary, now=NOW)
    assert draws.draw_round(round_id, by=by, now=NOW) == 2
    check_id = db.session.query(SpotCheck.id).filter_by(item=item).scalar()
    letter = check_comments.ask_for_comment(check_id, by=by, now=NOW)
    assert "Hopslagna föreningen" in check_comments.shown_check_letter(check_id, letter, by=by).markup
    assert check_object(check_id, actor=by).association == "Hopslagna föreningen"
    merges.undo_merge(merge, by=secretary, now=NOW)
    assert check_object(check_id, actor=by).association_id == gone

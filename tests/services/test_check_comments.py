"""The letter about a spot check, the reminder, and what the association says."""

import datetime as dt
import itertools

import pytest

from tests.makers import NOW
from tests.makers_checklists import PERSONAL, journal_text
from tests.makers_spot_checks import (
    a_check,
    a_check_read_twice,
    a_checker,
    a_closed_check,
    a_coordinator,
    a_round_of_checks,
    check_row,
    give,
    with_comment,
)
from vetting.domain.decision_letter import digest_of
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms_spot_checks import SpotCheckState, TakeAllGround
from vetting.records.db import db, transaction
from vetting.records.notices import Notice, NoticeKind
from vetting.records.reminders import Reminder, write_reminder
from vetting.services import check_comments

DAY = dt.timedelta(days=1)
TODAY = NOW.date()
KEYS = itertools.count()


def ask(check_id, by, now=NOW):
    return check_comments.ask_for_comment(check_id, by=by, now=now)


def remind(check_id, by, now=NOW):
    return check_comments.remind_of_comment(check_id, by=by, now=now)


def comment(check_id, by, text="Allt stämmer.", said_on=TODAY, now=NOW):
    check_comments.record_comment(check_id, text, said_on, by=by, now=now)


def test_asking_writes_the_letter_and_sets_the_day_three_weeks_on(app):
    check_id, checker = a_check()
    letter = db.session.get_one(Notice, ask(check_id, checker))
    check = check_row(check_id)
    assert (check.state, check.asked_at) == (SpotCheckState.AWAITING_COMMENT, NOW)
    assert check.comment_due_on == dt.date(2026, 12, 11)
    assert (letter.kind, letter.digest) == (NoticeKind.SPOT_CHECK, digest_of(letter.content))
    assert letter.content["due_on"] == "2026-12-11"
    assert letter.content["drawn"]["chance_count"] == 100
    assert "U01" not in str(letter.content)  # plain words, no ids
    assert "Kontrollant" in letter.content["officer"]


def test_whoever_would_have_been_checked_anyway_is_told_why_though_drawn_at_random(app):
    check_id, checker = a_check(terms=DrawTerms(random_percent=100, amount_threshold=1))
    drawn = db.session.get_one(Notice, ask(check_id, checker)).content["drawn"]
    assert (drawn["stream"], drawn["chance_count"], drawn["grounds"]) == ("random", 100, ["amount"])


def test_a_letter_is_written_once_and_a_reminder_once(app):
    check_id, checker = a_check()
    with pytest.raises(Refused, match="comment_not_asked"):
        remind(check_id, checker)
    ask(check_id, checker)
    with pytest.raises(Refused, match="comment_already_asked"):
        ask(check_id, checker)
    remind(check_id, checker, NOW + 20 * DAY)
    assert check_row(check_id).comment_due_on == dt.date(2026, 12, 17)  # a week is left
    with pytest.raises(Refused, match="already_reminded"):
        remind(check_id, checker, NOW + 25 * DAY)
    assert db.session.query(Notice).filter_by(kind=NoticeKind.SPOT_CHECK).count() == 2


def test_the_comment_is_kept_with_its_day_and_a_further_one_follows_it(app):
    check_id, checker = a_check()
    ask(check_id, checker)
    comment(check_id, checker, "Vi har bytt konto.", now=NOW + DAY)
    comment(check_id, checker, "Intyget är skickat.", (NOW + 2 * DAY).date(), now=NOW + 3 * DAY)
    check = check_row(check_id)
    assert check.comment == "Vi har bytt konto.\n\nIntyget är skickat."
    assert (check.comment_on, check.state) == ((NOW + 2 * DAY).date(), SpotCheckState.UNDER_WAY)
    assert "konto" not in journal_text()
    with pytest.raises(Refused, match="reply_has_come"):
        remind(check_id, checker)


@pytest.mark.parametrize(
    ("text", "said_on", "code"),
    [
        ("Ja", NOW.date() + DAY, "comment_in_future"),
        ("Ja", NOW.date() - DAY, "comment_before_letter"),
        (" ", NOW.date(), "text_missing"),
        (f"Kassör {PERSONAL}", NOW.date(), "personal_number_in_text"),
        ("x" * 4001, NOW.date(), "text_too_long"),
    ],
)
def test_a_comment_that_cannot_be_kept_is_refused(app, text, said_on, code):
    check_id, checker = a_check()
    ask(check_id, checker)
    with pytest.raises(Refused, match=code):
        comment(check_id, checker, text, said_on)
    assert check_row(check_id).comment == ""


def test_there_is_no_comment_before_the_letter(app):
    check_id, checker = a_check()
    with pytest.raises(Refused, match="comment_not_asked"):
        comment(check_id, checker)


def test_whoever_runs_the_round_may_send_the_letter_and_nobody_else(app):
    check_id, first, second = a_check_read_twice()
    for stranger in (second, a_checker("annan")):
        with pytest.raises(NotFound):
            ask(check_id, stranger)
        with pytest.raises(NotFound):
            comment(check_id, stranger)
    runner = a_coordinator("samordnare2")
    ask(check_id, runner)
    with pytest.raises(NotFound):  # but what is said is the checker's to record
        comment(check_id, runner)
    comment(check_id, first)


@pytest.mark.parametrize("deed", [ask, remind, comment])
def test_a_closed_check_sends_and_takes_nothing(app, deed):
    check_id, checker = a_closed_check()
    with pytest.raises(Refused, match="check_closed"):
        deed(check_id, checker)


def test_the_letter_is_the_same_whenever_it_is_read(app):
    check_id, checker = a_check()
    notice_id = ask(check_id, checker)
    before = check_comments.shown_check_letter(check_id, notice_id, by=checker)
    comment(check_id, checker)
    assert check_comments.shown_check_letter(check_id, notice_id, by=checker) == before
    for who, notice in ((a_checker("annan"), notice_id), (checker, "0" * 16)):
        with pytest.raises(NotFound):
            check_comments.shown_check_letter(check_id, notice, by=who)


def test_what_gave_more_lots_and_what_is_taken_in_full_stands_in_the_letter(app):
    terms = DrawTerms(random_percent=0, first_time=True, second_reading_percent=0)
    check_id, checker = a_check(terms=terms)
    letter = db.session.get_one(Notice, ask(check_id, checker))
    assert letter.content["drawn"]["grounds"] == [TakeAllGround.FIRST_TIME.value]
    markup = check_comments.shown_check_letter(check_id, letter.id, by=checker).markup
    assert "Stödet är inte framlottat" in markup
    assert "första gången föreningen får stöd" in markup


def test_a_weighted_draw_names_its_grounds_from_the_seal(app):
    terms = DrawTerms(random_percent=0, weighted_size=1, second_reading_percent=0)
    check_id, checker = a_check(terms=terms)
    with_comment(check_id, checker)
    letter = db.session.query(Notice).filter_by(kind=NoticeKind.SPOT_CHECK).one()
    assert letter.content["drawn"]["stream"] == "weighted"
    assert letter.content["drawn"]["grounds"] == []
    assert "fler lotter" in check_comments.shown_check_letter(check_id, letter.id, by=checker).markup


def test_what_was_done_no_longer_waits_on_a_desk(app):
    check_id, checker = a_check()

    def chased(kind):
        with transaction(is_piece=True):
            subject = f"spot_check:{check_id}"
            write_reminder(Reminder(key=f"{kind}:{next(KEYS)}", kind=kind, subject=subject, written_at=NOW))

    def waiting():
        rows = db.session.query(Reminder.kind).filter(Reminder.handled_at.is_(None))
        return [kind for (kind,) in rows]

    chased("check_late")
    ask(check_id, checker)
    assert waiting() == []
    for deed in (remind, comment):
        chased("comment_late")
        deed(check_id, checker)
        assert waiting() == []


def test_the_letters_of_a_round_are_written_in_one_go_and_each_once(app):
    first, *others = a_round_of_checks(4)
    round_id = check_row(first).round_id
    give(first, checker := a_checker("kontrollant"))
    ask(first, checker)
    coordinator = a_coordinator("samordnare.tva")
    assert check_comments.ask_everybody(round_id, by=coordinator, now=NOW) == len(others) == 3
    assert check_comments.ask_everybody(round_id, by=coordinator, now=NOW) == 0
    assert db.session.query(Notice).filter_by(kind=NoticeKind.SPOT_CHECK).count() == 4


def test_only_whoever_runs_the_round_writes_all_its_letters(app):
    check_id, checker = a_check()
    with pytest.raises(NotAllowed):
        check_comments.ask_everybody(check_row(check_id).round_id, by=checker, now=NOW)

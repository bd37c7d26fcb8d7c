"""One-time codes: used once, guessed at in vain, withdrawn, and never a way into another case."""

import datetime as dt
import hashlib
import threading

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import PDF
from tests.makers_decisions import a_ready_case, two_officers
from tests.makers_hearings import a_code
from tests.makers_refusals import refused
from vetting.domain.case_codes import LASTS, SESSION_LASTS, TELL_AFTER, TRIES_PER_ADDRESS
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Role, Stage
from vetting.domain.terms_decisions import CodeChannel, StatementChannel, StatementTiming
from vetting.reading.own_case import case_of_session
from vetting.records.applications import Case
from vetting.records.case_codes import CaseCode, CaseSession
from vetting.records.db import db, transaction
from vetting.records.hearings import Statement
from vetting.records.journal import JournalEntry
from vetting.records.officers import SignInFailures
from vetting.records.reminders import Reminder
from vetting.services import case_codes, statements
from vetting.services.case_codes import association_actor
from vetting.services.statements import Spoken

NUMBER = "NOR 2026/0001"


@pytest.fixture
def secretary(app):
    return two_officers()[0]


@pytest.fixture
def case_id(secretary):
    return a_ready_case(heard=False)


def enter(number, code, *, now=NOW, address="192.0.2.1"):
    return case_codes.open_own_case(number, code, address=address, now=now)


def test_a_code_opens_its_case_once_and_for_two_hours(case_id, secretary):
    code = a_code(case_id, secretary)
    kept = db.session.query(CaseCode).one()
    assert code not in kept.code_hash
    assert kept.code_hash.startswith("$argon2")
    token = enter(" nor  2026/0001 ", code.lower().replace("-", " "))
    own = case_of_session(token, NOW)
    assert (own.case_id, own.case_number) == (case_id, NUMBER)
    assert token not in db.session.query(CaseSession).one().token_digest
    assert case_of_session(token, NOW + SESSION_LASTS) is None
    refused("code_wrong", enter, NUMBER, code)
    case_codes.leave(token, own, by=association_actor(own), now=NOW)
    assert case_of_session(token, NOW) is None
    names = [name for (name,) in db.session.query(JournalEntry.name).order_by(JournalEntry.seq)]
    assert names[-4:] == ["CaseCodeMade", "OwnCaseOpened", "CaseCodeRefused", "OwnCaseLeft"]
    assert code not in str(db.session.query(JournalEntry.subject).all())


@pytest.mark.parametrize("when", ["wrong", "number", "expired", "withdrawn", "older", "nothing"])
def test_what_does_not_open_is_told_alike(case_id, secretary, when):
    code, number, now = a_code(case_id, secretary), NUMBER, NOW
    if when == "wrong":
        code = "AAAA-AAAA-AAAA"
    elif when == "number":
        number = "NOR 2026/0002"
    elif when == "expired":
        now = NOW + LASTS
    elif when == "withdrawn":
        case_codes.withdraw_code(case_id, db.session.query(CaseCode.id).scalar(), by=secretary, now=NOW)
    elif when == "older":
        a_code(case_id, secretary)
    else:
        number, code = "", ""
    refused("code_wrong", enter, number, code, now=now)
    assert db.session.query(CaseSession).count() == 0


def test_another_cases_code_opens_nothing_else(case_id, secretary):
    other = a_ready_case(number=2, heard=False)
    code = a_code(other, secretary)
    a_code(case_id, secretary)
    refused("code_wrong", enter, NUMBER, code)
    assert case_of_session(enter("NOR 2026/0002", code), NOW).case_id == other


def test_guessing_shuts_out_who_guesses_and_never_the_association(case_id, secretary):
    code = a_code(case_id, secretary)
    for _ in range(TRIES_PER_ADDRESS):
        refused("code_wrong", enter, NUMBER, "AAAA-AAAA-AAAA", address="198.51.100.1")
    refused("code_tries", enter, NUMBER, code, address="198.51.100.1")
    assert db.session.query(CaseCode.tries).scalar() == TRIES_PER_ADDRESS
    assert enter(NUMBER, code, address="198.51.100.2")


def test_the_officer_hears_once_that_codes_are_tried(case_id, secretary):
    a_code(case_id, secretary)
    for n in range(TELL_AFTER + 2):
        assert db.session.query(Reminder).count() == (n >= TELL_AFTER)
        refused("code_wrong", enter, NUMBER, "AAAA-AAAA-AAAA")
    reminder = db.session.query(Reminder).one()
    assert (reminder.kind, reminder.officer_id) == (case_codes.CODE_TRIED, secretary.id)
    a_code(case_id, secretary)
    assert reminder.handled_at is not None


def test_where_a_try_came_from_is_found_neither_in_the_journal_nor_in_the_counts(case_id):
    address = "192.0.2.77"
    refused("code_wrong", enter, "NOR 2026/0777", "AAAA-AAAA-AAAA", address=address)
    plain = hashlib.sha256(f"own case|{address}".encode()).hexdigest()
    entry = db.session.query(JournalEntry).order_by(JournalEntry.seq.desc()).first()
    assert (entry.name, entry.subject) == ("CaseCodeRefused", "case_codes")
    (key,) = db.session.query(SignInFailures.key).one()
    assert key != plain
    assert address not in key


def test_withdrawing_shows_out_who_has_it_open(case_id, secretary):
    token = enter(NUMBER, a_code(case_id, secretary))
    code_id = db.session.query(CaseCode.id).scalar()
    with pytest.raises(NotFound):
        case_codes.withdraw_code(a_ready_case(number=2), code_id, by=secretary, now=NOW)
    assert case_of_session(token, NOW) is not None
    own = case_of_session(token, NOW)
    following = case_codes.make_next_code(own, by=association_actor(own), now=NOW)
    case_codes.withdraw_code(case_id, code_id, by=secretary, now=NOW)
    assert case_of_session(token, NOW) is None
    refused("code_wrong", enter, NUMBER, following)


def test_a_new_code_shows_out_who_came_by_an_older_and_nothing_made_there_stands(case_id, secretary):
    own = case_of_session(enter(NUMBER, a_code(case_id, secretary)), NOW)
    by = association_actor(own)
    following = case_codes.make_next_code(own, by=by, now=NOW)
    fresh = a_code(case_id, secretary)
    refused("code_wrong", enter, NUMBER, following)
    for deed in (
        lambda: case_codes.make_next_code(own, by=by, now=NOW),
        lambda: statements.send_statement(own, Spoken("Svar."), by=by, now=NOW),
    ):  # as by a page that was asked for just before
        with pytest.raises(NotFound):
            deed()
    assert case_of_session(enter(NUMBER, fresh), NOW).case_id == case_id


def test_only_who_prepares_the_case_makes_codes(case_id):
    other = an_officer(
        Role.CULTURE_SECRETARY, board=a_board("SYD", "Sörlunda stadsdelsnämnd"), username="annan"
    )
    with pytest.raises(NotFound):
        a_code(case_id, other)
    with pytest.raises(NotAllowed):
        a_code(case_id, an_officer(Role.AUDITOR, everywhere=True))


def test_the_next_visit_needs_a_new_code_and_what_is_written_reaches_the_officer(case_id, secretary):
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).assigned_to = secretary.id
    refused("code_channel", case_codes.make_code, case_id, CodeChannel.OWN_VIEW, by=secretary, now=NOW)
    own = case_of_session(enter(NUMBER, a_code(case_id, secretary)), NOW)
    by = association_actor(own)
    following = case_codes.make_next_code(own, by=by, now=NOW)
    assert case_of_session(enter(NUMBER, following), NOW).case_id == case_id
    assert (
        statements.send_statement(own, Spoken("Vi har rättat det."), by=by, now=NOW)
        is StatementTiming.IN_TIME
    )
    row = db.session.query(Statement).one()
    assert (row.channel, row.entered_by) == (StatementChannel.OWN_VIEW, by.id)
    reminder = db.session.query(Reminder).one()
    assert (reminder.officer_id, reminder.facts["case_number"]) == (secretary.id, NUMBER)
    statements.consider_statement(case_id, row.id, "Stämmer med protokollet.", by=secretary, now=NOW)
    assert reminder.handled_at is not None
    with pytest.raises(NotAllowed):
        statements.consider_statement(case_id, row.id, "Vi har rätt.", by=by, now=NOW)


def test_nobody_floods_the_case(case_id, secretary, monkeypatch):
    monkeypatch.setattr(statements, "MOST_A_DAY", 2)
    own = case_of_session(enter(NUMBER, a_code(case_id, secretary)), NOW)
    for _ in range(2):
        statements.send_statement(own, Spoken("Svar."), by=association_actor(own), now=NOW)
    refused(
        "statements_too_many",
        statements.send_statement,
        own,
        Spoken("Svar."),
        by=association_actor(own),
        now=NOW,
    )
    later = NOW + dt.timedelta(days=1, seconds=1)
    own = case_of_session(enter(NUMBER, a_code(case_id, secretary, now=later), now=later), later)
    assert statements.send_statement(own, Spoken("Svar."), by=association_actor(own), now=later)


def test_what_is_refused_leaves_no_bytes_and_a_day_bears_so_many(case_id, secretary, monkeypatch):
    own = case_of_session(enter(NUMBER, a_code(case_id, secretary)), NOW)
    kept = []
    monkeypatch.setattr(statements.file_store, "keep", lambda _folder, data: kept.append(data))
    monkeypatch.setattr(statements, "MOST_BYTES_A_DAY", len(PDF) + 1)

    def send(now=NOW):
        with_file = Spoken("", ("svar.pdf", PDF))
        return statements.send_statement(own, with_file, by=association_actor(own), now=now)

    send()
    refused("statement_files_too_large", send)
    monkeypatch.setattr(statements, "MOST_A_DAY", 1)
    refused("statements_too_many", send)
    with pytest.raises(NotFound):
        send(NOW + SESSION_LASTS)
    monkeypatch.undo()
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).stage = Stage.WITHDRAWN
    refused("case_not_open", send)
    assert kept == [PDF]


def test_two_at_once_with_the_same_code_open_it_once(own_app):
    secretary, _ = two_officers()
    code = a_code(a_ready_case(), secretary)
    db.session.remove()
    start, outcomes = threading.Barrier(2), []

    def run():
        with own_app.app_context():
            start.wait()
            try:
                outcomes.append(enter(NUMBER, code) and "opened")
            except Refused as refusal:
                outcomes.append(refusal.code)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["code_wrong", "opened"]
    assert db.session.query(CaseSession).count() == 1

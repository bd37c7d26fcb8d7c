"""A kept text is changed by nobody: refused and journaled without content; what slipped past is found in the night."""

import datetime as dt

import pytest
from sqlalchemy import text

from tests.makers import NOW, a_board, an_officer, csrf, sign_in
from tests.makers_action_plans import a_picture, an_adopted_plan
from tests.makers_association_reports import signed_report
from tests.makers_clock import a_turn
from tests.makers_decisions import a_decided_case, two_officers
from tests.makers_hearings import facts_of
from tests.makers_open import an_edition
from vetting.domain.authority import SYSTEM
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.misuse import RowChange
from vetting.domain.seasons import HalfYear
from vetting.domain.terms import Role
from vetting.records import refused_changes
from vetting.records.db import db, transaction
from vetting.records.decisions import Decision, Proposal
from vetting.records.journal import JournalEntry, note
from vetting.records.notices import Notice
from vetting.records.refused_changes import change_in
from vetting.records.reminders import Reminder
from vetting.records.sealed_reasons import SealedReasons
from vetting.services import addenda, local_pictures, plan_steps
from vetting.services.seals import check_seals

SECRET = "Helt andra skäl om Anna Andersson 19121212-1212"
ID = "0123456789abcdef"
LATER = NOW + dt.timedelta(days=1)
AUTUMN = HalfYear("2026-H2")


@pytest.fixture
def decision_id(app):
    return a_decided_case(*two_officers())[1]


def told():
    rows = db.session.query(JournalEntry.actor, JournalEntry.subject).filter_by(name="ChangeRefused")
    return [(actor, subject) for actor, subject in rows.order_by(JournalEntry.seq)]


def rewrite(decision_id, by=None):
    """By the service's own tables, as a fault or a hand in the program would."""
    with transaction(is_piece=True):
        if by is not None:
            note(Entry.BOARD_FOUNDED, by=by, now=LATER, subject="board:x")
        db.session.get_one(SealedReasons, decision_id).text = SECRET


def test_a_deed_that_rewrites_sealed_reasons_is_refused_and_told_with_who_and_which_row(decision_id):
    kept = db.session.query(SealedReasons.text, SealedReasons.digest).one()
    somebody = an_officer(Role.LAWYER, username="jurist")
    with pytest.raises(Refused, match="kept_as_written"):
        rewrite(decision_id, by=somebody)
    assert told() == [(somebody.id, "table:sealed_reasons")]
    (facts,) = facts_of("ChangeRefused")
    assert facts == {"table": "sealed_reasons", "rows": [decision_id], "row_change": "change"}
    entry = db.session.query(JournalEntry).filter_by(name="ChangeRefused").one()
    assert entry.at.startswith(LATER.date().isoformat())
    assert db.session.query(SealedReasons.text, SealedReasons.digest).one() == kept
    assert "board:x" not in [row.subject for row in db.session.query(JournalEntry.subject)]


# One of each kind of row that is only added to; the last three by their own refusals.
TRIES = (
    ("UPDATE sealed_reasons SET text = '{}' WHERE decision_id = '{id}'", "sealed_reasons", "change"),
    ("DELETE FROM sealed_reasons WHERE decision_id = :id", "sealed_reasons", "remove"),
    ("UPDATE proposals SET summary = '{}' WHERE id IN (SELECT proposal_id FROM decisions)", "proposals", "change"),
    ("UPDATE decisions SET outcome = 'refused' WHERE id = :id", "decisions", "change"),
    ("UPDATE journal_payloads SET body = '{}' WHERE seq = 1", "journal_payloads", "change"),
    ("DELETE FROM journal_entries WHERE seq = 1", "journal_entries", "remove"),
)  # fmt: skip


@pytest.mark.parametrize(("statement", "table", "change"), TRIES, ids=[one[0][:24] for one in TRIES])
def test_sql_by_the_services_own_connection_is_refused_and_told(decision_id, statement, table, change):
    written = statement.replace("{}", SECRET.replace(":", "")).replace("{id}", decision_id)
    before = db.session.query(Proposal.summary).one()
    given = {"id": decision_id} if ":id" in written else {}
    with pytest.raises(Refused), transaction(is_piece=True):
        db.session.execute(text(written), given)
    (facts,) = facts_of("ChangeRefused")
    assert (facts["table"], facts["row_change"]) == (table, change)
    assert "Anna" not in str(facts)
    assert "1212" not in str(facts)
    assert db.session.query(Proposal.summary).one() == before
    assert db.session.query(Decision).count() == 1


def test_outside_every_deed_it_is_told_by_the_next_that_ends(decision_id):
    """A statement that no deed stands around: told when the request or the next deed is over."""
    with pytest.raises(Exception, match="kept_as_written"), db.session.begin_nested():
        db.session.execute(text("DELETE FROM sealed_reasons WHERE decision_id = :id"), {"id": decision_id})
    refused_changes.tell_refused_changes()
    assert told() == [(SYSTEM.id, "table:sealed_reasons")]
    refused_changes.tell_refused_changes()
    assert len(told()) == 1


def test_a_request_that_meets_it_tells_who_was_signed_in(decision_id, client, app):
    page = sign_in(client, "culture_secretary.nor")
    asked = text("SELECT id FROM officers WHERE username = 'culture_secretary.nor'")
    officer_id = db.session.scalar(asked)
    token = csrf(page, "/konto/losenord")

    def faulty(reminder_id):
        with pytest.raises(Exception, match="kept_as_written"), db.session.begin_nested():
            db.session.execute(text(f"DELETE FROM sealed_reasons WHERE decision_id = '{reminder_id}'"))
        return "ok"

    view = app.view_functions["reminders.handle"]
    app.view_functions["reminders.handle"] = faulty
    try:
        page.post(f"/paminnelser/{decision_id}", data={"csrf_token": token})
    finally:
        app.view_functions["reminders.handle"] = view
    assert told() == [(officer_id, "table:sealed_reasons")]
    assert facts_of("ChangeRefused")[0]["rows"] == [decision_id]


@pytest.mark.parametrize(
    ("statement", "parameters", "found"),
    [
        ("UPDATE sealed_reasons SET text=? WHERE sealed_reasons.decision_id = ?", ("x", ID), (ID,)),
        ("UPDATE a SET text=%(text)s WHERE id = %(id_1)s", {"text": "f" * 16, "id_1": ID}, (ID,)),
        ("DELETE FROM a WHERE id = ?", [(ID,), ("b" * 16,)], (ID,)),
        ("UPDATE a SET text='0123456789abcdef'", (), ()),
        ("DELETE FROM a WHERE number = '191212121212'", (), ()),
        ("DELETE FROM a WHERE number = 1212121212 AND name = 'Anna'", (), ()),
    ],
)
def test_of_a_statement_only_ids_are_kept(statement, parameters, found):
    table, change, rows = change_in(statement, parameters)
    assert (rows, table in {"a", "sealed_reasons"}) == (found, True)
    assert change in RowChange
    assert change_in("SELECT * FROM a WHERE id = 1", ()) is None


def past_the_triggers(table, statement):
    """As somebody with the database in hand could."""
    with db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_update"))
        else:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        connection.execute(text(statement))


BROKEN = (
    ("sealed_reasons", "UPDATE sealed_reasons SET text = text || ' och mer'", "seal_broken"),
    # Text and digest together: the journal noted another.
    ("sealed_reasons", "UPDATE sealed_reasons SET text = '{}', digest = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'", "seal_broken"),
    ("reason_addenda", "UPDATE reason_addenda SET text = 'Annat'", "seal_broken"),
    ("notices", "UPDATE notices SET digest = 'f'", "seal_broken"),
    ("journal_entries", "UPDATE journal_entries SET actor = 'annan' WHERE seq = 2", "chain_broken"),
)  # fmt: skip


@pytest.mark.parametrize(("table", "statement", "kind"), BROKEN, ids=[one[0] for one in BROKEN])
def test_a_change_past_the_triggers_is_on_the_coordinators_desk_the_morning_after(
    own_app, table, statement, kind
):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    addenda.write_addendum(case_id, text="Bilaga 3 var daterad den 4 mars.", by=secretary, now=LATER)
    assert db.session.query(Notice).count() > 0
    db.session.rollback()
    assert check_seals(a_turn("2026-11-20"), LATER) == {"count": 0}
    db.session.remove()
    past_the_triggers(table, statement)
    found = check_seals(a_turn("2026-11-21"), LATER)
    assert found is not None
    assert found["count"] >= 1
    waiting = db.session.query(Reminder).filter_by(kind=kind).all()
    assert waiting
    assert {one.role for one in waiting} == {Role.COORDINATOR}
    assert facts_of("DigestDiffered")
    db.session.rollback()
    told_before = db.session.query(Reminder).count()
    check_seals(a_turn("2026-11-22"), LATER)
    assert db.session.query(Reminder).count() == told_before


@pytest.mark.parametrize(
    ("table", "statement", "kind"),
    [
        ("association_reports", "UPDATE association_reports SET version = version + 1, reason = 'x'", "seal_broken"),
        ("plan_status_reports", "UPDATE plan_status_reports SET document = document || ' '", "kept_broken"),
        ("local_pictures", "UPDATE local_pictures SET document = document || ' '", "kept_broken"),
        ("open_grants_lists", "UPDATE open_grants_lists SET document = document || ' '", "kept_broken"),
    ],
)  # fmt: skip
def test_later_kinds_of_kept_texts_are_read_each_night_as_well(own_app, table, statement, kind):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    signed_report(case_id, secretary)
    plan_steps.take_status(an_adopted_plan(a_board().id, by=head), by=head, now=NOW)
    local_pictures.write_picture(a_board().id, AUTUMN, a_picture(), seen=0, by=head, now=NOW)
    local_pictures.adopt_picture(a_board().id, AUTUMN, seen=1, by=head, now=NOW)
    an_edition()
    db.session.rollback()
    assert check_seals(a_turn("2026-11-20"), LATER) == {"count": 0}
    db.session.remove()
    past_the_triggers(table, statement)
    assert check_seals(a_turn("2026-11-21"), LATER) == {"count": 1}
    assert db.session.query(Reminder).filter_by(kind=kind).count() == 1

"""Post by e-mail: nothing is lost, nothing is sent twice by another name, what fails is told."""

import dataclasses
import datetime as dt

import pytest

from tests.makers import NOW, an_officer
from tests.makers_mail import mail_server
from tests.makers_plans import a_message_row
from vetting.domain.authority import SYSTEM
from vetting.domain.entries import Entry
from vetting.domain.errors import NotAllowed, Refused
from vetting.domain.outbox import IN_HAND, MOST_ATTEMPTS
from vetting.domain.slots import Turn
from vetting.domain.terms import Role
from vetting.gateways import mail
from vetting.jobs.post_tasks import send_post
from vetting.records.db import db, settings, transaction
from vetting.records.journal import JournalEntry, note
from vetting.records.outbox import Message, queue_message
from vetting.records.reminders import Reminder
from vetting.services import post

TURN = Turn("send-post", "", NOW)


def told_by(app, monkeypatch, url):
    """The service as if it had been started with that mail server."""
    found = dataclasses.replace(settings(), smtp_url=url, mail_from="kultur@kommun.example")
    monkeypatch.setitem(app.config, "SETTINGS", found)
    monkeypatch.setattr(mail, "TIMEOUT", 0.5)


def queued(key="one", **changes):
    with transaction(is_piece=True):
        row = a_message_row(key, **changes)
        db.session.add(row)
        db.session.flush()
        return row.id


def the(message_id):
    return db.session.get(Message, message_id, populate_existing=True)


def test_a_message_stands_or_falls_with_the_deed_that_queued_it(app):
    def deed(*, fails):
        with transaction():
            is_new = queue_message("k", "a@b.example", subject="Ämne", body="Text", now=NOW)
            note(Entry.MESSAGE_QUEUED, by=SYSTEM, now=NOW, subject="test:1")
            if fails:
                raise Refused("not_found")
            return is_new

    with pytest.raises(Refused):
        deed(fails=True)
    assert db.session.query(Message).count() == 0
    assert deed(fails=False) is True
    assert deed(fails=False) is False  # the same key once, whatever the clock does
    assert db.session.query(Message).count() == 1


def test_it_is_sent_once_and_told(app, monkeypatch):
    message_id = queued()
    with mail_server() as server:
        told_by(app, monkeypatch, server.url)
        assert send_post(TURN, NOW) == {"count": 1, "failed": 0}
        assert send_post(TURN, NOW) == {"count": 0, "failed": 0}
    assert len(server.messages) == 1
    assert the(message_id).sent_at == NOW
    assert db.session.query(JournalEntry).filter_by(name="MessageMailed").count() == 1


def test_whoever_dies_between_sending_and_telling_sends_the_same_name_again(app, monkeypatch):
    message_id = queued()
    with mail_server() as server:
        told_by(app, monkeypatch, server.url)
        with monkeypatch.context() as killed:
            killed.setattr(post, "_tell_sent", lambda *_: (_ for _ in ()).throw(SystemExit(9)))
            with pytest.raises(SystemExit):
                post.send_message(message_id, now=NOW)
        assert send_post(TURN, NOW) == {"count": 0, "failed": 0}  # it may still be in somebody's hand
        assert send_post(TURN, NOW + IN_HAND) == {"count": 1, "failed": 0}
    names = {line for one in server.messages for line in one.splitlines() if line.startswith("Message-ID")}
    assert (len(server.messages), len(names)) == (2, 1)


def test_a_silent_server_is_asked_once_a_turn_and_nothing_is_lost(app, monkeypatch):
    ids = [queued(f"m{n}", queued_at=NOW, not_before_at=NOW) for n in range(3)]
    with mail_server("refuses_all") as server:
        told_by(app, monkeypatch, server.url)
        assert send_post(TURN, NOW) == {"count": 0, "failed": 1}
        failed = [one for one in ids if the(one).attempts]
        assert len(failed) == 1
        assert the(failed[0]).last_failure == "server_refused"
        assert the(failed[0]).not_before_at == NOW + dt.timedelta(minutes=1)
        server.temper = "takes"
        assert send_post(TURN, NOW + dt.timedelta(minutes=1)) == {"count": 3, "failed": 0}


def test_it_is_given_up_at_last_told_on_the_desk_and_tried_again_by_hand(app, monkeypatch):
    message_id = queued(attempts=MOST_ATTEMPTS - 1)
    with mail_server("refuses_all") as server:
        told_by(app, monkeypatch, server.url)
        send_post(TURN, NOW)
        assert the(message_id).given_up_at == NOW
        reminder = db.session.query(Reminder).filter_by(kind="post_given_up").one()
        assert (reminder.role, reminder.handled_at) == (Role.COORDINATOR, None)
        assert send_post(TURN, NOW + dt.timedelta(days=9)) == {"count": 0, "failed": 0}
        with pytest.raises(NotAllowed):
            post.try_again(message_id, by=an_officer(Role.CULTURE_SECRETARY), now=NOW)
        coordinator = an_officer(Role.COORDINATOR, everywhere=True, username="samordnare")
        post.try_again(message_id, by=coordinator, now=NOW)
        server.temper = "takes"
        assert send_post(TURN, NOW)["count"] == 1
    assert db.session.get(Reminder, reminder.id, populate_existing=True).handled_at == NOW
    with pytest.raises(Refused, match="message_sent"):
        post.try_again(message_id, by=coordinator, now=NOW)


def test_an_address_that_nobody_has_is_given_up_at_once(app, monkeypatch):
    message_id = queued()
    with mail_server("refuses_address") as server:
        told_by(app, monkeypatch, server.url)
        assert send_post(TURN, NOW) == {"count": 0, "failed": 1}
    assert (the(message_id).given_up_at, the(message_id).last_failure) == (NOW, "address_refused")


def test_without_a_server_the_messages_are_files(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "SETTINGS", dataclasses.replace(settings(), data_dir=tmp_path))
    message_id = queued()
    assert send_post(TURN, NOW)["count"] == 1
    assert [file.name for file in (tmp_path / "outbox").iterdir()] == [f"{message_id}.eml"]


def test_what_is_being_sent_is_not_put_in_line_again(app, monkeypatch):
    coordinator = an_officer(Role.COORDINATOR, username="samordnare")
    message_id = queued()
    tried = []

    def slowly(_door, _outgoing):
        with pytest.raises(Refused, match="message_in_hand"):
            post.try_again(message_id, by=coordinator, now=NOW)
        tried.append(message_id)

    monkeypatch.setattr(post, "send", slowly)
    assert post.send_message(message_id, now=NOW).is_sent
    assert tried == [message_id]

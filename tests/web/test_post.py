"""The page of the post opens on what somebody has to look at."""

import re

from tests.makers import NOW, an_officer, sign_in
from vetting.domain.terms import Role
from vetting.records.db import db, transaction
from vetting.records.outbox import Message, queue_message


def opened_on(client, path="/utskick"):
    page = client.get(path).text
    [shown] = re.findall(r'<a[^>]*aria-current="true">([^<]+)</a>', page)
    return shown


def test_it_opens_on_the_first_state_that_holds_something_and_on_what_is_asked_for(client):
    an_officer(Role.COORDINATOR, username="samordnare", everywhere=True)
    sign_in(client, "samordnare")
    assert opened_on(client) == "Väntar (0)"
    with transaction(is_piece=True):
        for key in ("one", "two", "three"):
            queue_message(key, f"{key}@example.org", subject="S", body="B", now=NOW, case_id=None)
    assert opened_on(client) == "Väntar (3)"
    change("one", sent_at=NOW)
    change("two", sent_at=NOW)
    assert opened_on(client) == "Väntar (1)"
    change("three", given_up_at=NOW)
    assert opened_on(client) == "Kunde inte skickas (1)"
    assert opened_on(client, "/utskick?visa=waiting") == "Väntar (0)"
    assert opened_on(client, "/utskick?visa=nonsense") == "Kunde inte skickas (1)"
    change("three", given_up_at=None, sent_at=NOW)
    assert opened_on(client) == "Skickade (3)"


def change(key, **values):
    with transaction(is_piece=True):
        row = db.session.query(Message).filter_by(key=key).one()
        for name, value in values.items():
            setattr(row, name, value)

"""Signing in and out."""

import datetime as dt

import pytest

from tests.makers import NOW, PASSWORD, an_officer
from vetting.domain.errors import Refused
from vetting.domain.terms import Role
from vetting.reading.officers import signed_in
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.services import officers


def test_a_session_begins_and_ends(app):
    secretary = an_officer(Role.CULTURE_SECRETARY, username="anna")
    token = officers.sign_in("anna", PASSWORD, address="127.0.0.1", now=NOW)
    assert signed_in(token, NOW).actor == secretary
    assert signed_in(token, NOW + dt.timedelta(hours=13)) is None
    officers.sign_out(token, by=secretary, now=NOW)
    assert signed_in(token, NOW) is None
    names = [row.name for row in db.session.query(JournalEntry).order_by(JournalEntry.seq)]
    assert names[-2:] == ["SignedIn", "SignedOut"]


@pytest.mark.parametrize(("username", "password"), [("anna", "fel"), ("nobody", PASSWORD)])
def test_wrong_and_unknown_are_refused_alike(app, username, password):
    an_officer(username="anna")
    with pytest.raises(Refused) as refusal:
        officers.sign_in(username, password, address="127.0.0.1", now=NOW)
    assert refusal.value.code == "sign_in_failed"


def test_too_many_tries_are_stopped_even_with_the_right_password(app):
    an_officer(username="anna")
    for _ in range(officers.TRIES_PER_WINDOW):
        with pytest.raises(Refused, match="sign_in_failed"):
            officers.sign_in("anna", "fel", address="127.0.0.1", now=NOW)
    with pytest.raises(Refused, match="too_many_tries"):
        officers.sign_in("anna", PASSWORD, address="127.0.0.1", now=NOW)
    later = NOW + officers.WINDOW + dt.timedelta(seconds=1)
    assert officers.sign_in("anna", PASSWORD, address="127.0.0.1", now=later)

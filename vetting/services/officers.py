"""Signing in and out, and an officer's own password."""

import datetime as dt
import hashlib
import secrets

from vetting.domain.authority import SYSTEM, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.passwords import SESSION_LENGTH, WINDOW, require_good_password
from vetting.domain.slots import Turn
from vetting.gateways.passwords import hash_password, needs_rehash, password_fits
from vetting.records import case_codes, job_runs, officers
from vetting.records.db import transaction
from vetting.records.journal import note

TRIES_PER_WINDOW = 8
TRIES_PER_ADDRESS = 40  # a whole office may share one


def sign_in(username: str, password: str, *, address: str, now: dt.datetime) -> str:
    """Opens a session and gives its token. Raises Refused `sign_in_failed` or `too_many_tries`.

    Unknown account, wrong password and deactivated account are told alike and take alike.
    """
    username = username.strip()
    account = officers.failure_key("account", username.casefold())
    place = officers.failure_key("address", address)
    if (
        officers.failures(account, since=now - WINDOW) >= TRIES_PER_WINDOW
        or officers.failures(place, since=now - WINDOW) >= TRIES_PER_ADDRESS
    ):
        raise Refused("too_many_tries", minutes=int(WINDOW.total_seconds() // 60))
    officer = officers.officer_named(username)
    fits = password_fits(officer.password_hash if officer else None, password)
    if officer is None or not fits or not officer.is_active:
        _note_failure([account, place], now)
        raise Refused("sign_in_failed")
    officer_id = officer.id
    token = secrets.token_urlsafe(32)
    with transaction():
        officer = officers.officer(officer_id)
        if needs_rehash(officer.password_hash):
            officer.password_hash = hash_password(password)
        officers.forget_failures([account])  # not the address: guesses at others' stay counted
        officers.add_session(_digest(token), officer.id, created_at=now, expires_at=now + SESSION_LENGTH)
        by = Actor(officer.id, officer.display_name)
        note(Entry.SIGNED_IN, by=by, now=now, subject=f"officer:{officer.id}")
    return token


def sign_out(token: str, *, by: Actor, now: dt.datetime) -> None:
    """Ends the session: a copied cookie is worthless from now on."""
    with transaction():
        officers.end_session(_digest(token))
        note(Entry.SIGNED_OUT, by=by, now=now, subject=f"officer:{by.id}")


def change_password(old: str, new: str, *, by: Actor, now: dt.datetime) -> None:
    """Sets the actor's own password and ends all other sessions.

    Raises Refused `wrong_password`, `password_too_short`, `password_is_name` or `password_unchanged`.
    """
    with transaction():
        officer = officers.officer(by.id)
        if not password_fits(officer.password_hash, old):
            raise Refused("wrong_password")
        require_good_password(new, officer.username)
        if old == new:
            raise Refused("password_unchanged")
        officer.password_hash = hash_password(new)
        officer.must_change_password = False
        officers.end_sessions_of(officer.id)
        note(Entry.PASSWORD_CHANGED, by=by, now=now, subject=f"officer:{by.id}")


def forget_ended_sessions(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Deletes sessions that have ended and counts of failed sign-ins whose window has passed.

    A deed of the clock: None when another process has done it.
    """
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        count = officers.forget_ended(now, window=WINDOW) + case_codes.forget_ended(now)
        note(Entry.SESSIONS_FORGOTTEN, by=SYSTEM, now=now, subject="sessions", count=count)
        return job_runs.tell(turn, count=count)


def _note_failure(keys: list[str], now: dt.datetime) -> None:
    with transaction():
        for key in keys:
            officers.count_failure(key, now=now, window=WINDOW)
        note(Entry.SIGN_IN_FAILED, by=Actor("nobody", ""), now=now, subject=f"account:{keys[0][:16]}")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

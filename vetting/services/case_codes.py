"""The association's way into its own case: codes made and withdrawn, and the session that a code opens."""

import datetime as dt
import hashlib
import hmac
import secrets

from vetting.domain.authority import Act, Actor, require
from vetting.domain.case_codes import (
    LASTS,
    SESSION_LASTS,
    TELL_AFTER,
    TRIES_PER_ADDRESS,
    WINDOW,
    as_typed,
    code_mail,
    new_code,
    number_as_typed,
)
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.separation import require_no_conflict
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Stage
from vetting.domain.terms_decisions import CodeChannel
from vetting.gateways.passwords import hash_password, password_fits
from vetting.records import associations, case_codes, cases, officers, sheets
from vetting.records.applications import Case
from vetting.records.case_codes import CaseCode, CaseSession, OwnCase
from vetting.records.db import db, settings, transaction
from vetting.records.decisions import declared_by
from vetting.records.journal import note
from vetting.records.outbox import queue_message
from vetting.records.reminders import Reminder, settle_reminders, write_reminder

CODE_TRIED = "code_tried"
NOBODY = Actor("nobody", "")


def make_code(case_id: str, channel: CodeChannel, *, address: str = "", by: Actor, now: dt.datetime) -> str:
    """A new code for the association of the case, told once and kept nowhere; older ones are withdrawn, and
    whoever reads the case by one is shown out: a lost letter or mailbox is no way in any more.

    With `address`, that of the page it opens, a code by e-mail is put in the post to the association's own
    address. Raises NotFound, Refused `case_not_open` for a case that was withdrawn, `code_channel`,
    `code_without_address` or `conflict_of_interest`.
    """
    if channel is CodeChannel.OWN_VIEW:
        raise Refused("code_channel", field="channel")
    code = new_code()
    hashed = hash_password(code)
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.PREPARE_CASE, case.board_id)
        require_no_conflict(bool(declared_by(case.id, by.id)))
        row = _make(case, channel, hashed, by=by, now=now)
        if channel is CodeChannel.EMAIL and address:
            _mail(case, row, {"code": code, "address": address}, now)
        case_codes.end_sessions_of(case.id)
        settle_reminders(f"case:{case.id}", CODE_TRIED, by=by.id, now=now)
    return code


def make_next_code(own: OwnCase, *, by: Actor, now: dt.datetime) -> str:
    """A code for the next visit, made by the association while it has its case open. Raises NotFound when its
    session has been ended."""
    code = new_code()
    hashed = hash_password(code)
    with transaction():
        case = sheets.case_in_hand(own.case_id)
        case_codes.require_session(own, now)
        _make(case, CodeChannel.OWN_VIEW, hashed, by=by, now=now)
    return code


def withdraw_code(case_id: str, code_id: str, *, by: Actor, now: dt.datetime) -> None:
    """The code opens nothing any more, nor does any that was made by its help, and whoever reads the case by
    a code is shown out.

    Raises NotFound, and Refused `code_withdrawn`.
    """
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.PREPARE_CASE, case.board_id)
        require_no_conflict(bool(declared_by(case.id, by.id)))
        code = case_codes.code_in_hand(code_id, case_id=case.id)
        if code.withdrawn_at is not None:
            raise Refused("code_withdrawn")
        if code.used_at is None:
            code.withdrawn_at = now
            db.session.flush()
        withdrawn = case_codes.withdraw_open(case.id, now=now)
        case_codes.end_sessions_of(case.id)
        settle_reminders(f"case:{case.id}", CODE_TRIED, by=by.id, now=now)
        _note(Entry.CASE_CODE_WITHDRAWN, code, by, now, withdrawn_codes=withdrawn)


def open_own_case(case_number: str, code: str, *, address: str, now: dt.datetime) -> str:
    """Opens the case of that number and gives the token of a session of two hours; the code is then used up.

    Raises Refused `code_wrong` or `code_tries`. Unknown number, wrong, used, expired and withdrawn code are
    told alike and take alike. Wrong tries shut out where they came from and never the association: case
    numbers are guessed easily, and sixty bits are not.
    """
    place = _place(address)
    if officers.failures(place, since=now - WINDOW) >= TRIES_PER_ADDRESS:
        raise Refused("code_tries", minutes=int(WINDOW.total_seconds() // 60))
    found = case_codes.open_code(number_as_typed(case_number), now=now)
    known = None if found is None else (found.id, found.code_hash)
    if not password_fits(None if known is None else known[1], as_typed(code)) or known is None:
        _refuse(None if known is None else known[0], place, now)
        raise Refused("code_wrong")
    token = secrets.token_urlsafe(32)
    with transaction():
        row = case_codes.code_in_hand(known[0])
        if row.used_at is not None or row.withdrawn_at is not None:
            raise Refused("code_wrong")  # somebody else was there first
        row.used_at = now
        digest = hashlib.sha256(token.encode()).hexdigest()
        case_codes.add(
            CaseSession(
                token_digest=digest, case_id=row.case_id, created_at=now, expires_at=now + SESSION_LASTS
            )
        )
        own = case_codes.own_case_of(digest, now)
        by = NOBODY if own is None else association_actor(own)
        _note(Entry.OWN_CASE_OPENED, row, by, now, came_by=row.channel.value)
    return token


def leave(token: str, own: OwnCase, *, by: Actor, now: dt.datetime) -> None:
    """Ends the session: a copied cookie is worthless from now on."""
    with transaction():
        case_codes.end_session(hashlib.sha256(token.encode()).hexdigest())
        note(Entry.OWN_CASE_LEFT, by=by, now=now, subject=f"case:{own.case_id}", case_id=own.case_id)


def association_actor(own: OwnCase) -> Actor:
    """The association as it acts in its own case: it has no authority but what its session opens."""
    return Actor(f"association:{own.association_id}", own.association)


def _mail(case: Case, row: CaseCode, told: dict[str, str], now: dt.datetime) -> None:
    association = associations.association(case.association_id)
    if not association.email:
        raise Refused("code_without_address", field="channel")
    until = swedish_day(row.expires_at).isoformat()
    names = {"association": association.name, "case_number": case.case_number}
    subject, body = code_mail({**names, **told, "municipality": settings().municipality, "until": until})
    key = f"case_code:{row.id}"
    queue_message(key, association.email, subject=subject, body=body, now=now, case_id=case.id)


def _make(case: Case, channel: CodeChannel, hashed: str, *, by: Actor, now: dt.datetime) -> CaseCode:
    if case.stage is Stage.WITHDRAWN:
        raise Refused("case_not_open", stage=case.stage.value)
    withdrawn = case_codes.withdraw_open(case.id, now=now)
    row = CaseCode(
        case_id=case.id,
        code_hash=hashed,
        channel=channel,
        made_by=by.id,
        made_at=now,
        expires_at=now + LASTS,
        tries=0,
    )
    case_codes.add(row)
    _note(Entry.CASE_CODE_MADE, row, by, now, came_by=channel.value, withdrawn_codes=withdrawn)
    return row


def _refuse(code_id: str | None, place: str, now: dt.datetime) -> None:
    """Counts a wrong try against where it came from, and tells the officer when many come for one code."""
    with transaction():
        officers.count_failure(place, now=now, window=WINDOW)
        if code_id is None:
            note(Entry.CASE_CODE_REFUSED, by=NOBODY, now=now, subject="case_codes")
            return
        row = case_codes.code_in_hand(code_id)
        row.tries += 1
        _note(Entry.CASE_CODE_REFUSED, row, NOBODY, now, tries=row.tries)
        if row.tries == TELL_AFTER:
            _tell_of_tries(row, now)


def _tell_of_tries(row: CaseCode, now: dt.datetime) -> None:
    """Whoever has the case in hand hears of it, else who made the code: once for each code."""
    case = cases.case(row.case_id)
    made_by = None if row.channel is CodeChannel.OWN_VIEW else row.made_by
    if (officer_id := case.assigned_to or made_by) is None:
        return
    write_reminder(
        Reminder(
            key=f"{CODE_TRIED}:{row.id}",
            kind=CODE_TRIED,
            subject=f"case:{case.id}",
            facts={"case_number": case.case_number},
            officer_id=officer_id,
            written_at=now,
        )
    )


def _place(address: str) -> str:
    """Where a try came from, as it is counted: without the key of the house nobody finds the address."""
    key = settings().secret_key.encode()
    return hmac.digest(key, f"own case|{address}".encode(), "sha256").hex()


def _note(entry: Entry, row: CaseCode, by: Actor, now: dt.datetime, **facts: object) -> None:
    note(entry, by=by, now=now, subject=f"case_code:{row.id}", case_id=row.case_id, **facts)

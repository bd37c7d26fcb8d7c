"""Signing an association's report: by another person there, with a code of their own; or on paper."""

import datetime as dt
import hashlib
import hmac
import secrets
from dataclasses import replace

from vetting.domain.authority import Act, Actor, require
from vetting.domain.case_codes import (
    LASTS,
    SESSION_LASTS,
    TRIES_PER_ADDRESS,
    WINDOW,
    as_typed,
    new_code,
    number_as_typed,
)
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused, require_all
from vetting.domain.free_text import require_written
from vetting.domain.plain_questions import PlainQuestion, QuestionSet, require_whole
from vetting.domain.report_post import code_mail, receipt_mail
from vetting.domain.report_reading import Arriving
from vetting.domain.report_roles import require_address, require_other_role, require_role
from vetting.domain.separation import require_no_conflict
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_association_reports import ReportChannel
from vetting.gateways.passwords import hash_password, password_fits
from vetting.gateways.question_sets import REPORT, load_questions, questions_in_force
from vetting.paths import checklists_dir
from vetting.records import association_reports, case_codes, cases, officers, report_arrivals, sheets
from vetting.records.applications import Case
from vetting.records.association_reports import AssociationReport, OwnReportDraft, ReportSigner
from vetting.records.case_codes import OwnCase
from vetting.records.db import settings, transaction
from vetting.records.decisions import declared_by
from vetting.records.journal import note
from vetting.records.report_arrivals import keep_report, names_in_mail, post

NOBODY = Actor("nobody", "")


def hand_over(
    own: OwnCase, role: str, address: str, *, seen_version: int, link: str, by: Actor, now: dt.datetime
) -> None:
    """The draft is whole and waits for whoever signs it, who gets a code by e-mail. `role`: the signer's
    function; `link`: where the code is used. The writer never sees the code.

    Raises Refused `answers_unsound_report`, `signer_is_writer`, `signer_address_odd`, `text_missing`,
    `draft_changed`, `draft_handed_over`, `report_approved`, and NotFound when the session has been ended.
    """
    code = new_code()
    hashed = hash_password(code)
    with transaction():
        case = sheets.case_in_hand(own.case_id)
        case_codes.require_session(own, now)
        draft = association_reports.draft_of(case.id, to_change=True)
        if draft is None or draft.version != seen_version:
            raise Refused("draft_changed")
        if draft.handed_at is not None:
            raise Refused("draft_handed_over")
        _require_ready(case, draft)
        to_address = require_address(address)
        if to_address.casefold() == draft.reply_to.casefold():
            raise Refused("signer_has_writers_address", field="address")
        row = _signer(case, draft, role, hashed, by=by, now=now)
        draft.handed_at, draft.sent_back = now, ""
        facts = {**names_in_mail(case), "role": row.role, "code": code, "address": link}
        mail = code_mail(facts, until=swedish_day(row.expires_at))
        post(f"report_signer:{row.id}", to_address, mail, case_id=case.id, now=now)
        _note(Entry.OWN_REPORT_HANDED_OVER, case, by, now, version=draft.version)


def make_signer_code(case_id: str, role: str, *, by: Actor, now: dt.datetime) -> str:
    """A code for whoever signs, told once to the officer, who sends it by letter. Older ones are withdrawn.

    Raises NotFound, Refused `draft_not_handed_over`, `signer_is_writer`, `text_missing`,
    `conflict_of_interest`.
    """
    code = new_code()
    hashed = hash_password(code)
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.FOLLOW_UP, case.board_id)
        require_no_conflict(bool(declared_by(case.id, by.id)))
        draft = association_reports.draft_of(case.id, to_change=True)
        if draft is None or draft.handed_at is None:
            raise Refused("draft_not_handed_over")
        _signer(case, draft, role, hashed, by=by, now=now)
    return code


def open_signing(case_number: str, code: str, *, address: str, now: dt.datetime) -> str:
    """Opens the report that waits to be signed and gives the token of a session of two hours.

    Raises Refused `code_wrong` or `code_tries`; unknown, wrong, used and withdrawn codes are told alike.
    """
    place = _place(address)
    if officers.failures(place, since=now - WINDOW) >= TRIES_PER_ADDRESS:
        raise Refused("code_tries", minutes=int(WINDOW.total_seconds() // 60))
    found = association_reports.open_signer(number_as_typed(case_number), now=now)
    known = None if found is None else (found.id, found.code_hash)
    if not password_fits(None if known is None else known[1], as_typed(code)) or known is None:
        with transaction():
            officers.count_failure(place, now=now, window=WINDOW)
            note(Entry.CASE_CODE_REFUSED, by=NOBODY, now=now, subject="report_signers")
        raise Refused("code_wrong")
    token = secrets.token_urlsafe(32)
    with transaction():
        row = association_reports.signer_in_hand(known[0])
        if row.used_at is not None or row.withdrawn_at is not None:
            raise Refused("code_wrong")  # somebody else was there first
        row.used_at, row.token_digest = now, _digest(token)
        row.session_until = now + SESSION_LASTS
        case = cases.case(row.case_id)
        _note(Entry.REPORT_SIGNING_OPENED, case, signer_actor(row), now)
    return token


def sign_report(token: str, *, seen_version: int, by: Actor, now: dt.datetime) -> str:
    """The report becomes what was handed in, and the writer gets a receipt; gives its id.

    Raises NotFound when the session is over, and Refused `draft_changed`, `signer_is_writer`, `text_missing`
    for a correction without its reason …
    """
    with transaction():
        row, case, draft = _signing(token, now)
        if draft.version != seen_version:
            raise Refused("draft_changed")
        require_other_role(row.role, draft.written_role)
        _require_ready(case, draft)
        questions, asked = _asked(case, draft.edition)
        arriving = Arriving(
            answers=require_whole(asked, draft.answers),
            written_role=draft.written_role,
            signed_role=row.role,
            channel=ReportChannel.OWN_VIEW,
            received_on=swedish_day(now),
            reply_to=draft.reply_to,
            reason=draft.reason,
        )
        report = keep_report(case, arriving, questions, asked=asked, by=by, now=now)
        association_reports.forget_draft(draft)
        _send_receipt(case, report, now)
        return report.id


def send_back(token: str, word: str, *, by: Actor, now: dt.datetime) -> None:
    """The report goes back to whoever wrote it, with a word on what is not right. Raises as sign_report."""
    with transaction():
        _row, case, draft = _signing(token, now)
        draft.sent_back = require_written(word, field="word", is_received=True)
        draft.handed_at = None
        association_reports.withdraw_signers(case.id, now=now)
        _note(Entry.OWN_REPORT_RETURNED, case, by, now)


def leave_signing(token: str, *, by: Actor, now: dt.datetime) -> None:
    """Ends the session in this browser."""
    with transaction():
        row = association_reports.signer_of_session(_digest(token), now)
        if row is None:
            raise NotFound("not_found")
        row.token_digest = row.session_until = None
        _note(Entry.OWN_CASE_LEFT, cases.case(row.case_id), by, now)


def register_paper_report(case_id: str, arriving: Arriving, *, by: Actor, now: dt.datetime) -> str:
    """What came on paper, written in by an officer word for word; gives the report's id. A draft of the
    association's own is left as it is.

    Raises NotFound, Refused `answers_unsound_report`, `signer_is_writer`, `own_report_day_impossible`,
    `report_approved`, `nothing_to_report`, `text_missing` for a correction without its reason …
    """
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.FOLLOW_UP, case.board_id)
        require_no_conflict(bool(declared_by(case.id, by.id)))
        today = swedish_day(now)
        if not case.received_on <= arriving.received_on <= today:
            raise Refused("own_report_day_impossible", field="received_on")
        questions, asked = _asked(case, questions_in_force(checklists_dir(), REPORT, today).version)
        sound = _sound_paper(case, arriving, asked)
        return keep_report(case, sound, questions, asked=asked, by=by, now=now).id


def signer_actor(row: ReportSigner) -> Actor:
    """Whoever signs, as the journal names them: a function at the association and never a person."""
    return Actor(f"signer:{row.id}", row.role)


def _sound_paper(case: Case, arriving: Arriving, asked: tuple[PlainQuestion, ...]) -> Arriving:
    is_correction = report_arrivals.require_changeable(case.id) > 1
    written = require_role(arriving.written_role, field="written_role")
    signed = require_role(arriving.signed_role, field="signed_role")
    require_other_role(signed, written, field="signed_role")
    return replace(
        arriving,
        answers=require_whole(asked, arriving.answers),
        written_role=written,
        signed_role=signed,
        channel=ReportChannel.PAPER,
        reason=require_written(arriving.reason, field="reason", is_received=True) if is_correction else "",
    )


def _require_ready(case: Case, draft: OwnReportDraft) -> None:
    """Raises Refused for all that is missing before anybody can be asked to sign, or signs: what came on
    paper in the meantime makes it a correction."""
    is_correction = report_arrivals.require_changeable(case.id) > 1
    _questions, asked = _asked(case, draft.edition)
    require_all(
        lambda: require_whole(asked, draft.answers),
        lambda: require_role(draft.written_role, field="written_role"),
        lambda: is_correction and require_written(draft.reason, field="reason", is_received=True),
    )


def _signer(
    case: Case, draft: OwnReportDraft, role: str, hashed: str, *, by: Actor, now: dt.datetime
) -> ReportSigner:
    told = require_role(role, field="role")
    require_other_role(told, draft.written_role)
    association_reports.withdraw_signers(case.id, now=now)
    row = ReportSigner(
        case_id=case.id, role=told, code_hash=hashed, made_by=by.id, made_at=now, expires_at=now + LASTS
    )
    association_reports.add(row)
    note(
        Entry.REPORT_SIGNER_MADE,
        by=by,
        now=now,
        subject=f"report_signer:{row.id}",
        case_id=case.id,
    )
    return row


def _signing(token: str, now: dt.datetime) -> tuple[ReportSigner, Case, OwnReportDraft]:
    row = association_reports.signer_of_session(_digest(token), now)
    if row is None:
        raise NotFound("not_found")
    case = sheets.case_in_hand(row.case_id)
    row = association_reports.signer_in_hand(row.id)
    draft = association_reports.draft_of(case.id, to_change=True)
    if row.token_digest != _digest(token) or draft is None or draft.handed_at is None:
        raise NotFound("not_found")
    return row, case, draft


def _asked(case: Case, edition: str) -> tuple[QuestionSet, tuple[PlainQuestion, ...]]:
    questions = load_questions(checklists_dir(), REPORT, edition)
    return questions, report_arrivals.asked_of(report_arrivals.plan_to_report(case), questions)


def _send_receipt(case: Case, report: AssociationReport, now: dt.datetime) -> None:
    facts = {
        **names_in_mail(case),
        "version": str(report.version),
        "received": report.received_on.isoformat(),
        "written_role": report.written_role,
        "signed_role": report.signed_role,
        "digest": report.digest,
    }
    post(f"report_receipt:{report.id}", report.reply_to, receipt_mail(facts), case_id=case.id, now=now)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _place(address: str) -> str:
    """Where a try came from, as it is counted: without the key of the house nobody finds the address."""
    key = settings().secret_key.encode()
    return hmac.digest(key, f"report signing|{address}".encode(), "sha256").hex()


def _note(entry: Entry, case: Case, by: Actor, now: dt.datetime, **facts: object) -> None:
    note(entry, by=by, now=now, subject=f"case:{case.id}", case_id=case.id, **facts)

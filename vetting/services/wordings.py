"""A wording that the rules stop is put to a lawyer, who lets it stand or says how to write it."""

import datetime as dt
from dataclasses import asdict

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.reason_linter import FIELDS, findings_in
from vetting.domain.separation import require_no_conflict, require_other_person
from vetting.domain.stages import require_preparation
from vetting.records import decisions, sheets, wordings
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.wordings import WordingRequest


def ask_for_wording(case_id: str, *, field: str, text: str, why: str, by: Actor, now: dt.datetime) -> str:
    """Puts a text of the proposal to a lawyer and gives the request's id.

    Raises NotFound, NotAllowed, Refused `wording_sound`, `wording_waits`, `wording_field`, `text_missing`,
    `personal_number_in_text`, `case_not_open`, `conflict_of_interest` and `outlook_in_text`: what labels a
    person stays out.
    """
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.PREPARE_CASE, case.board_id)
        require_preparation(case.stage)
        require_no_conflict(bool(decisions.declared_by(case.id, by.id)))
        if field.partition(":")[0] not in FIELDS:
            raise Refused("wording_field", field=field[:40])
        written = require_written(text, field="text")
        found = findings_in(written, has_act=False, regime=case.regime)
        if not found:
            raise Refused("wording_sound")
        reason = require_written(why, field="why")
        if wordings.is_waiting(case.id, written):
            raise Refused("wording_waits")
        row = wordings.add_request(
            WordingRequest(
                case_id=case.id,
                field=field,
                text=written,
                findings=[asdict(one) for one in found],
                why=reason,
                asked_by=by.id,
                asked_at=now,
            )
        )
        rules = [one.code for one in found]
        about = f"wording:{row.id}"
        note(Entry.WORDING_ASKED, by=by, now=now, subject=about, case_id=case.id, field=field, rules=rules)
        return row.id


def answer_wording(request_id: str, *, is_allowed: bool, answer: str, by: Actor, now: dt.datetime) -> None:
    """The lawyer lets the text stand word for word, or says how to write it. The journal tells which.

    Raises NotFound, NotAllowed, Refused `wording_answered`, `wording_own`, `text_missing` and `conflict_*`.
    """
    with transaction():
        row = wordings.request_in_hand(request_id)
        case = sheets.case_in_hand(row.case_id)
        require(by, Act.ALLOW_WORDING, case.board_id)
        require_no_conflict(bool(decisions.declared_by(case.id, by.id)))
        if row.answered_at is not None:
            raise Refused("wording_answered")
        require_other_person(row.asked_by, by, code="wording_own")
        row.is_allowed, row.answer = is_allowed, require_written(answer, field="answer")
        row.answered_by, row.answered_at = by.id, now
        entry = Entry.WORDING_ALLOWED if is_allowed else Entry.WORDING_REFUSED
        rules = [one["code"] for one in row.findings]
        about = f"wording:{row.id}"
        note(entry, by=by, now=now, subject=about, case_id=case.id, field=row.field, rules=rules)

"""Associations that have been heard: letters, statements and codes, through the deeds or as rows."""

import datetime as dt
import json

from tests.makers import NOW
from vetting.domain.authority import Actor
from vetting.domain.hearings import print_of, unshown
from vetting.domain.terms import Partner
from vetting.domain.terms_decisions import CodeChannel, HearingExemption, StatementChannel, StatementTiming
from vetting.records.case_codes import CaseCode
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db, transaction
from vetting.records.hearings import Hearing, Statement, standing_of
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.notices import Notice, NoticeKind
from vetting.services import case_codes, hearings, statements
from vetting.services.hearings import Drafted
from vetting.services.statements import Spoken

LONG_AGO = NOW - dt.timedelta(days=20)  # the usual time to answer has passed since
CONSIDERING = "Nämnden överväger att avslå ansökan."
ASSESSMENT = "Stadgarna saknar bestämmelser om årsmöte."
WORDS = "Stadgarna ändrades på årsmötet i mars."


def drafted(case_id: str, *, due_on: dt.date | None = None) -> Drafted:
    """A letter on everything unshown just now."""
    seen = tuple(print_of(item) for item in unshown(standing_of(case_id)))
    return Drafted(CONSIDERING, ASSESSMENT, due_on, seen)


def heard(case_id: str, by: Actor, *, now: dt.datetime = LONG_AGO) -> str:
    """A letter on everything there is, written long enough ago for the time to answer to have passed."""
    return hearings.communicate(case_id, drafted(case_id), by=by, now=now)


def answered(case_id: str, by: Actor, *, text: str = WORDS, now: dt.datetime = NOW) -> None:
    """A statement by letter that nobody has considered yet."""
    statements.record_statement(
        case_id, Spoken(text), channel=StatementChannel.LETTER, received_on=now.date(), by=by, now=now
    )


def a_code(case_id: str, by: Actor, *, now: dt.datetime = NOW) -> str:
    """A one-time code for the case, as it is told."""
    return case_codes.make_code(case_id, CodeChannel.LETTER, by=by, now=now)


def heard_on_news(case_id: str, by: Actor) -> None:
    """As heard, where there is anything the association has not been shown."""
    if unshown(standing_of(case_id)):
        heard(case_id, by)


def nothing_to_hear(case_id: str) -> Hearing:
    """An exception as a row: whatever there is so far need not be put before the association."""
    return Hearing(
        case_id=case_id,
        exemption=HearingExemption.UNNECESSARY,
        why="Inget har tillförts ärendet utöver föreningens egna handlingar.",
        made_by="setup",
        made_at=NOW - dt.timedelta(days=29),
    )


def an_answer(case_id: str, *, at: dt.datetime = NOW) -> str:
    """What a partner answered about the case; gives its id."""
    with transaction(is_piece=True):
        row = PartnerQuestion(
            case_id=case_id, partner=Partner.ENFORCEMENT_AUTHORITY, question="Skulder?", ground="Samverkan",
            channel="letter", asked_by="setup", asked_at=LONG_AGO, answer_code="public_claims",
            answer_text="Restförda skatter 2025", answered_at=at, answered_by_function="Registrator",
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        return row.id


def facts_of(name: str) -> list[dict[str, object]]:
    """The facts of the journal's entries of that name, in order."""
    entries = db.session.query(JournalEntry.seq).filter_by(name=name).order_by(JournalEntry.seq)
    return [json.loads(db.session.get_one(JournalPayload, seq).body) for (seq,) in entries]


def hearing_rows(case_id: str, digest: str) -> dict[str, str]:
    """A letter, a statement with a file and a code of a case at any stage, as rows; ids by parameter name."""
    item = {
        "key": "act:1",
        "kind": "act",
        "text": "Mötet stoppades",
        "code": "",
        "source": "Protokoll",
        "on": "",
    }
    words = {
        "considering": CONSIDERING,
        "assessment": ASSESSMENT,
        "officer": "",
        "scheme": "Stöd",
        "year": 2027,
    }
    about = {"municipality": "Nordköpstad", "board": "Nämnden", "case_number": "1", "association": "Granen"}
    days = {
        "org_number": "",
        "written_on": "2026-11-02",
        "due_on": "2026-11-16",
        "adopted_by": "",
        "adopted_on": "",
    }
    shown = {**item, "level": None, "is_contrary": False, "withheld": ""}
    letter = Notice(
        case_id=case_id, kind=NoticeKind.HEARING, subject="Kommunicering", digest="0" * 64,
        content={**words, **about, **days, "items": [shown]}, written_by="setup", written_at=LONG_AGO,
    )  # fmt: skip
    db.session.add(letter)
    db.session.flush()
    hearing = Hearing(
        case_id=case_id, notice_id=letter.id, reply_due_on=LONG_AGO.date(), made_by="setup", made_at=LONG_AGO
    )
    statement = Statement(
        case_id=case_id, channel=StatementChannel.LETTER, timing=StatementTiming.IN_TIME,
        received_on=LONG_AGO.date(), text=WORDS, file_digest=digest, file_name="svar.pdf", entered_by="setup",
        entered_at=LONG_AGO, considered="Läst.", considered_by="setup", considered_at=LONG_AGO,
    )  # fmt: skip
    code = CaseCode(
        case_id=case_id, code_hash="-", channel=CodeChannel.LETTER, made_by="setup", made_at=LONG_AGO,
        expires_at=LONG_AGO,
    )  # fmt: skip
    db.session.add_all([hearing, statement, code])
    db.session.flush()
    return {
        "hearing_notice_id": letter.id,
        "hearing_id": hearing.id,
        "statement_id": statement.id,
        "code_id": code.id,
    }

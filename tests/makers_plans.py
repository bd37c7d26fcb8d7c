"""Plans with all that hangs on them: measures, parts of the grant, later days asked for, letters, post."""

import datetime as dt

from tests.makers import NOW
from tests.makers_payouts import PAYOUT
from vetting.records import follow_ups
from vetting.records.db import db
from vetting.records.decisions import Support
from vetting.records.extensions import ExtensionRequest
from vetting.records.indicators import Indicator
from vetting.records.notices import Notice, NoticeKind
from vetting.records.outbox import Message
from vetting.records.payments import Instalment

# What the form of a proposal to grant is told of how it is measured.
MEASURE = {"indicators-0-name": "Öppna kvällar", "indicators-0-unit": "kvällar", "indicators-0-target": "30"}
TOLD = {**PAYOUT, **MEASURE}

LETTER = {
    "letter": "plan",
    "municipality": "Nordköpstad",
    "board": "Norrlunda stadsdelsnämnd",
    "case_number": "NOR 2026/0001",
    "association": "Granlunda Kulturförening",
    "org_number": "",
    "subject": "Påminnelse i ärende NOR 2026/0001",
    "written_on": "2026-11-20",
    "paragraphs": ["Snart ska ni ha lämnat in redovisningen."],
    "officer": "",
}


def living_plan_rows(case_id: str) -> dict[str, str]:
    """Ids by parameter name of what a decided case's plan holds; the rows are added here."""
    plan = follow_ups.plan_in_force(case_id)
    item = next(one for one in follow_ups.items_of(plan.id) if one.done_at is None)
    support_id = db.session.query(Support.id).filter_by(case_id=case_id).scalar()
    part = db.session.query(Instalment).filter_by(support_id=support_id).first()
    part.item_key = item.item_key
    letter = Notice(
        case_id=case_id,
        kind=NoticeKind.PLAN_LETTER,
        subject=LETTER["subject"],
        content=LETTER,
        digest="0" * 64,
        written_by="system",
        written_at=NOW,
    )
    asked = ExtensionRequest(
        case_id=case_id,
        item_key=item.item_key,
        open_key=item.item_key,
        title=item.title,
        due_on=item.due_on,
        wanted_on=item.due_on + dt.timedelta(days=30),
        reason="Kassören är sjuk.",
        is_own=True,
        asked_by="association",
        asked_at=NOW,
    )
    message = a_message_row(f"test:{case_id}")
    db.session.add_all([letter, asked, message])
    db.session.flush()
    return {
        "indicator_id": db.session.query(Indicator.id).filter_by(plan_id=plan.id).first()[0],
        "instalment_id": part.id,
        "extension_id": asked.id,
        "plan_letter_id": letter.id,
        "message_id": message.id,
    }


def a_message_row(key: str, **changes: object) -> Message:
    """A message that waits; not yet added."""
    values = {
        "key": key,
        "to_address": "styrelsen@granlunda.example",
        "subject": "Påminnelse i ärende NOR 2026/0001",
        "body": "Snart ska ni ha lämnat in redovisningen.\n",
        "queued_at": NOW,
        "not_before_at": NOW,
        "attempts": 0,
        "last_failure": "",
    }
    return Message(**{**values, **changes})

"""Opening a case: the one step shared by every way an application comes in."""

import datetime as dt
from dataclasses import asdict, replace

from sqlalchemy import select

from vetting.domain.application import Applied, NewApplication, case_number, require_sound, require_year
from vetting.domain.authority import Actor
from vetting.domain.checklist import Checklist
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import tidy
from vetting.domain.identity import mask
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Channel, Stage
from vetting.records import bars, effect_lists, sheets
from vetting.records.applications import Application, Case, CaseCounter, Scheme
from vetting.records.associations import Association
from vetting.records.case_facts import newest_application
from vetting.records.db import db
from vetting.records.decisions import Support
from vetting.records.journal import note
from vetting.records.officers import Board


def application_of_source(channel: Channel, source_key: str) -> Application | None:
    """The application that came in by that channel under that key."""
    return db.session.scalar(
        select(Application).where(Application.channel == channel, Application.source_key == source_key)
    )


def association_standing(association_id: str, *, hold: bool = False) -> Association:
    """The association, or the one it was merged into. Raises NotFound `association_not_found`.

    With `hold` it is not merged into another before the deed ends.
    """
    lock = {"read": True} if hold else None
    found = db.session.get(Association, association_id, with_for_update=lock)
    while found is not None and found.merged_into_id is not None:
        found = db.session.get(Association, found.merged_into_id, with_for_update=lock)
    if found is None:
        raise NotFound("association_not_found")
    return found


def open_case(
    new: NewApplication, scheme: Scheme, checklist: Checklist, *, by: Actor, now: dt.datetime
) -> Case:
    """Case with number of the year it is registered, first version and the checklist of the day it
    came in (KL 2:4).

    Raises Refused when the scheme is closed or what is applied for cannot stand.
    """
    require_year(new.year)
    require_sound(new.applied)
    if not scheme.is_open:
        raise Refused("scheme_closed", scheme=scheme.name)
    association = association_standing(new.association_id, hold=True)
    case = Case(
        case_number=_next_number(scheme.board_id, swedish_day(now).year),
        board_id=scheme.board_id,
        scheme_id=scheme.id,
        association_id=association.id,
        regime=scheme.regime,
        stage=Stage.RECEIVED,
        year=new.year,
        checklist_name=checklist.name,
        checklist_version=checklist.version,
        checklist_digest=checklist.digest,
        received_on=new.day_received(today=swedish_day(now)),
        opened_at=now,
    )
    case.local_rules = sheets.parameter_texts(case)  # set later, they do not reach back
    db.session.add(case)
    db.session.flush()
    application = add_version(case.id, new.applied, version=1, by=by, now=now)
    application.channel, application.source_key = new.channel, new.source_key
    db.session.flush()
    sheets.keep_in_step(case, checklist, {})  # what the database will ask for before a decision
    _note_received(case, application, scheme, by=by, now=now)
    bars.tell_met(case, by=by, now=now)
    effect_lists.join_new(association.id, by=by, now=now)
    return case


def open_review(
    original: Case, support: Support, checklist: Checklist, *, by: Actor, now: dt.datetime
) -> Case:
    """A case that reviews support granted in another, under the rules that were applied there (KL 2:4).

    `checklist`: the original's. What is reviewed stands as its application: the purpose, amount and days.
    """
    association = association_standing(support.association_id, hold=True)
    case = Case(
        case_number=_next_number(original.board_id, swedish_day(now).year),
        board_id=original.board_id,
        scheme_id=original.scheme_id,
        association_id=association.id,
        regime=original.regime,
        stage=Stage.RECEIVED,
        year=original.year,
        assigned_to=by.id,
        checklist_name=original.checklist_name,
        checklist_version=original.checklist_version,
        checklist_digest=original.checklist_digest,
        local_rules=sheets.parameter_texts(original),
        received_on=original.received_on,
        opened_at=now,
        is_review=True,
    )
    db.session.add(case)
    db.session.flush()
    purpose = newest_application(original.id).purpose
    granted = Applied(purpose, support.amount, support.starts_on, support.ends_on)
    add_version(case.id, granted, version=1, by=by, now=now)
    sheets.keep_in_step(case, checklist, {})
    return case


def _note_received(
    case: Case, application: Application, scheme: Scheme, *, by: Actor, now: dt.datetime
) -> None:
    note(
        Entry.APPLICATION_RECEIVED,
        by=by,
        now=now,
        subject=f"application:{application.id}",
        case_id=case.id,
        case_number=case.case_number,
        scheme=scheme.key,
        year=case.year,
        amount=application.amount,
        channel=application.channel.value,
        checklist=f"{case.checklist_name} {case.checklist_version}",
        received_on=case.received_on.isoformat(),
    )


def as_kept(applied: Applied) -> Applied:
    """With its texts tidied and personal numbers masked: the words are the association's own."""
    return replace(
        applied,
        purpose=mask(tidy(applied.purpose)),
        expected_result=mask(tidy(applied.expected_result)),
        other_support=mask(tidy(applied.other_support)),
    )


def add_version(case_id: str, applied: Applied, *, version: int, by: Actor, now: dt.datetime) -> Application:
    """The next version of what is applied for."""
    application = Application(
        case_id=case_id,
        version=version,
        channel=Channel.FORM,
        **asdict(as_kept(applied)),
        received_at=now,
        received_by=by.id,
    )
    db.session.add(application)
    return application


def applied_of(row: Application) -> Applied:
    """The version as the rules see it."""
    return Applied(
        purpose=row.purpose,
        amount=row.amount,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        expected_result=row.expected_result,
        members_total=row.members_total,
        other_support=row.other_support,
    )


def _next_number(board_id: str, year: int) -> str:
    """The board's row is locked first, so that two cases never get one number, nor a number is lost."""
    board = db.session.scalars(
        select(Board).where(Board.id == board_id).with_for_update(key_share=True)
    ).one()
    counter = db.session.get(CaseCounter, (board_id, year), populate_existing=True)
    if counter is None:
        counter = CaseCounter(board_id=board_id, year=year, last=0)
        db.session.add(counter)
    counter.last += 1
    db.session.flush()
    return case_number(board.prefix, year, counter.last)

"""Questions asked of cases: one in hand, its versions, moving it, who may be given it."""

import datetime as dt

from sqlalchemy import select, update

from vetting.domain import stages
from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.terms import Stage
from vetting.records.applications import Application, Case
from vetting.records.db import db
from vetting.records.decisions import Proposal
from vetting.records.journal import note
from vetting.records.officers import Officer


def case(case_id: str) -> Case:
    """The case, unlocked. Raises NotFound."""
    found = db.session.get(Case, case_id)
    if found is None:
        raise NotFound("not_found")
    return found


def move_case(case: Case, to: Stage, *, by: Actor, now: dt.datetime) -> None:
    """Takes the case to another stage and tells the journal from where. Raises Refused `stage_move`."""
    before = case.stage
    case.stage = stages.move(before, to)
    note(
        Entry.CASE_MOVED,
        by=by,
        now=now,
        subject=f"case:{case.id}",
        case_id=case.id,
        before=before.value,
        after=to.value,
    )


def require_newest(newest: Application, seen_version: int) -> None:
    """Raises Refused `application_changed` when somebody made a later version than the one seen."""
    if newest.version != seen_version:
        who = db.session.scalar(select(Officer.display_name).where(Officer.id == newest.received_by))
        raise Refused("application_changed", version=newest.version, by=who or newest.received_by)


def close_proposals(case_id: str) -> None:
    """A withdrawn case has no open proposal."""
    db.session.execute(
        update(Proposal).where(Proposal.case_id == case_id, Proposal.is_open).values(is_open=False)
    )

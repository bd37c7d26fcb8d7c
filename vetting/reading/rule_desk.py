"""The rule desk: drafts with who made them and what became of them, and how published versions came about."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from vetting.domain import authority
from vetting.domain.authority import Act, Actor
from vetting.domain.errors import NotFound
from vetting.domain.terms_decisions import DraftState
from vetting.records.checklist_editions import ChecklistDraft, ChecklistEdition
from vetting.records.db import db
from vetting.records.officers import Officer

SHOWN = 50


@dataclass(frozen=True)
class DraftLine:
    """A draft. `can_publish`: the reader may, and somebody else drafted it; `settled_by` closed it."""

    id: str
    name: str
    version: str
    in_force_on: dt.date
    digest: str
    file_name: str
    state: DraftState
    drafted_by: str
    drafted_at: dt.datetime
    settled_by: str | None
    settled_at: dt.datetime | None
    is_own: bool
    can_publish: bool
    can_withdraw: bool


@dataclass(frozen=True)
class EditionLine:
    """How a version of the rule desk came about; `replayed` are figures kept when it was published."""

    name: str
    version: str
    in_force_on: dt.date
    adopted_by: str
    adopted_on: dt.date
    drafted_by: str
    published_by: str
    published_at: dt.datetime
    replayed: Mapping[str, object]


def drafts(*, actor: Actor) -> tuple[DraftLine, ...]:
    """The latest drafts, open ones first. Raises NotAllowed."""
    authority.require(actor, Act.SEE_RULE_DRAFTS)
    rows = db.session.execute(
        _drafts()
        .order_by(
            (ChecklistDraft.state != DraftState.OPEN), ChecklistDraft.drafted_at.desc(), ChecklistDraft.id
        )
        .limit(SHOWN)
    )
    return tuple(_line(one, drafted, settled, actor) for one, drafted, settled in rows)


def draft(draft_id: str, *, actor: Actor) -> DraftLine:
    """One draft. Raises NotAllowed, NotFound `rule_draft_not_found`."""
    authority.require(actor, Act.SEE_RULE_DRAFTS)
    row = db.session.execute(_drafts().where(ChecklistDraft.id == draft_id)).one_or_none()
    if row is None:
        raise NotFound("rule_draft_not_found")
    one, drafted, settled = row
    return _line(one, drafted, settled, actor)


def edition_line(name: str, version: str) -> EditionLine | None:
    """How a published version came about; None when it came with the service."""
    drafter, publisher = aliased(Officer), aliased(Officer)
    row = db.session.execute(
        select(ChecklistEdition, drafter.display_name, publisher.display_name)
        .outerjoin(drafter, drafter.id == ChecklistEdition.drafted_by)
        .outerjoin(publisher, publisher.id == ChecklistEdition.published_by)
        .where(ChecklistEdition.name == name, ChecklistEdition.version == version)
    ).one_or_none()
    if row is None:
        return None
    one, drafted, published = row
    return EditionLine(
        one.name,
        one.version,
        one.in_force_on,
        one.adopted_by,
        one.adopted_on,
        drafted or one.drafted_by,
        published or one.published_by,
        one.published_at,
        one.replayed,
    )


def _drafts() -> Select[ChecklistDraft, str, str]:
    drafter, settler = aliased(Officer), aliased(Officer)
    return (
        select(ChecklistDraft, drafter.display_name, settler.display_name)
        .outerjoin(drafter, drafter.id == ChecklistDraft.drafted_by)
        .outerjoin(settler, settler.id == ChecklistDraft.settled_by)
    )


def _line(row: ChecklistDraft, drafted: str | None, settled: str | None, actor: Actor) -> DraftLine:
    is_open, is_own = row.state is DraftState.OPEN, actor.is_person(row.drafted_by)
    return DraftLine(
        id=row.id,
        name=row.name,
        version=row.version,
        in_force_on=row.in_force_on,
        digest=row.digest,
        file_name=row.file_name,
        state=row.state,
        drafted_by=drafted or row.drafted_by,
        drafted_at=row.drafted_at,
        settled_by=settled or row.settled_by,
        settled_at=row.settled_at,
        is_own=is_own,
        can_publish=is_open and not is_own and authority.may(actor, Act.PUBLISH_RULES),
        can_withdraw=is_open and authority.may(actor, Act.DRAFT_RULES),
    )

"""Local pictures: written without anybody's identity, adopted for good, and asked for when they are late."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from vetting.domain import local_pictures as rules
from vetting.domain.authority import SYSTEM, Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.local_pictures import Picture
from vetting.domain.pointers import Pointer
from vetting.domain.seasons import HalfYear, half_year_of
from vetting.domain.slots import Turn
from vetting.domain.swedish_time import swedish_day
from vetting.gateways.calendar import days_of
from vetting.records import boards, concerns, job_runs, local_pictures
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.local_pictures import LocalPicture
from vetting.records.reminders import remind_coordinators, settle_all


def write_picture(
    board_id: str, half_year: HalfYear, picture: Picture, *, seen: int, by: Actor, now: dt.datetime
) -> int:
    """Keeps the draft of a half-year's picture and gives its edition.

    Raises NotFound, NotAllowed, Refused `picture_changed` when somebody saved after `seen` was read, or as
    domain.local_pictures.sound.
    """
    with transaction():
        require(by, Act.WRITE_ACTION_PLANS, board_id)
        boards.locked_board(board_id)
        texts = [picture.text, *(one.function for one in picture.sources)]
        kept = rules.sound(picture, local_pictures.known_for(texts), today=swedish_day(now))
        draft = local_pictures.draft_of(board_id, half_year.name, to_change=True)
        if (draft.edition if draft else 0) != seen:
            raise Refused("picture_changed")
        edition = local_pictures.keep_draft(board_id, half_year.name, kept, by=by.id, now=now)
        facts: dict[str, Any] = {"board": board_id, "half_year": half_year.name, "version": edition}
        note(Entry.LOCAL_PICTURE_WRITTEN, by=by, now=now, subject=_subject(board_id, half_year), **facts)
        return edition


def pointing(picture: Picture) -> tuple[Pointer, ...]:
    """What in the texts points at somebody and has to be rewritten; nothing is kept."""
    texts = [picture.text, *(one.function for one in picture.sources)]
    return rules.pointing("\n".join(texts), local_pictures.known_for(texts), picture.places)


def adopt_picture(board_id: str, half_year: HalfYear, *, seen: int, by: Actor, now: dt.datetime) -> str:
    """Freezes the draft as the half-year's picture and gives its digest; a later one is a new version.

    Raises NotFound, NotAllowed, Refused `picture_not_written`, `picture_changed`, `picture_without_sources`,
    `picture_same_as_before`, or as domain.local_pictures.sound.
    """
    with transaction():
        require(by, Act.WRITE_ACTION_PLANS, board_id)
        boards.locked_board(board_id)
        draft = local_pictures.draft_of(board_id, half_year.name, to_change=True)
        if draft is None:
            raise Refused("picture_not_written")
        if draft.edition != seen:
            raise Refused("picture_changed")
        picture, today = local_pictures.picture_of(draft), swedish_day(now)
        texts = [picture.text, *(one.function for one in picture.sources)]
        rules.require_adoptable(rules.sound(picture, local_pictures.known_for(texts), today=today))
        earlier = local_pictures.pictures_of(board_id, half_year.name)
        if earlier and rules.picture_from(earlier[0].document)[0] == picture:
            raise Refused("picture_same_as_before")
        kept = _frozen(board_id, half_year, picture, len(earlier) + 1, by=by, now=now)
        subject = _subject(board_id, half_year)
        settle_all(subject, by=by.id, now=now)
        facts: dict[str, Any] = {"board": board_id, "half_year": half_year.name, "version": kept.version}
        note(Entry.LOCAL_PICTURE_ADOPTED, by=by, now=now, subject=subject, digest=kept.digest, **facts)
        return kept.digest


def remind_of_pictures(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Tells the coordinators of boards whose picture of the half-year is late. A deed of the clock."""
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        days = days_of(now)
        half_year = half_year_of(days.today)
        due_on = rules.due_on(half_year, days.holidays)
        written = 0
        if days.today > due_on:
            for board in local_pictures.boards_without_picture(half_year.name):
                facts = {"board": board.name, "half_year": half_year.name, "due_on": due_on.isoformat()}
                subject = _subject(board.id, half_year)
                written += remind_coordinators("picture_late", subject, facts, now=now)
        if not written:
            note(Entry.JOB_DONE, by=SYSTEM, now=now, subject=f"job:{turn.job}", slot=turn.slot)
        return job_runs.tell(turn, count=written)


def _frozen(
    board_id: str, half_year: HalfYear, picture: Picture, version: int, *, by: Actor, now: dt.datetime
) -> LocalPicture:
    today = swedish_day(now)
    edition = rules.Edition(boards.board_name(board_id), half_year.name, version, today)
    document = rules.document_of(edition, picture, _counted(board_id, half_year))
    return local_pictures.keep_picture(
        LocalPicture(
            board_id=board_id,
            half_year=half_year.name,
            version=version,
            document=document,
            digest=rules.digest_of(document),
            adopted_on=today,
            adopted_by=by.id,
            adopted_at=now,
        )
    )


def _counted(board_id: str, half_year: HalfYear) -> Mapping[str, int | None]:
    district = boards.locked_board(board_id).district
    if district is None:
        return {}
    return local_pictures.counted(concerns.concern_counts(half_year.first_on, half_year.last_on), district)


def _subject(board_id: str, half_year: HalfYear) -> str:
    return f"local_picture:{board_id}:{half_year.name}"

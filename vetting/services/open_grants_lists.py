"""The yearly list of decided grants published as open data: an edition is frozen, and a new one says why."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from vetting.domain.authority import Act, Actor, require, require_person
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable, require_written
from vetting.domain.open_grants_list import EARLIEST_YEAR, GrantsList, funder_of, grants_list
from vetting.domain.swedish_time import swedish_day
from vetting.records import open_grants_lists as records
from vetting.records.db import settings, transaction
from vetting.records.journal import note
from vetting.records.open_grants_lists import OpenGrantsList

LONGEST_REASON = 500


def grants_list_now(year: int, funder_number: str, *, by: Actor, now: dt.datetime) -> GrantsList:
    """What would be published of a year today, with what it lacks; nothing is kept.

    Raises NotAllowed, Refused `funder_number` and `open_year`.
    """
    require(by, Act.PUBLISH_OPEN_DATA)
    return _list_now(year, funder_number, now)


def publish_grants_list(
    year: int, funder_number: str, *, reason: str, seen_digest: str, by: Actor, now: dt.datetime
) -> str:
    """Publishes the year's next edition as it was looked at, and gives its id; the earlier ones stay.

    Raises NotAllowed, Refused `funder_number`, `open_year`, `open_list_changed` when it is not the list that
    was looked at any more, `open_list_same` when it is the latest edition word for word, `text_missing`.
    """
    with transaction():
        require(by, Act.PUBLISH_OPEN_DATA)
        require_person(by, Act.PUBLISH_OPEN_DATA)
        found = _list_now(year, funder_number, now)
        if found.digest != seen_digest:
            raise Refused("open_list_changed")
        if found.digest == records.latest_digest(year):
            raise Refused("open_list_same")
        edition = records.latest_number(year) + 1
        required = require_written if edition > 1 else require_writable
        list_id = records.add_edition(
            OpenGrantsList(
                year=year,
                edition=edition,
                reason=required(reason, field="reason", longest=LONGEST_REASON),
                funder_number=funder_of(funder_number, "").org_number,
                document=found.document,
                size=len(found.document.encode()),
                quality=asdict(found.quality),
                digest=found.digest,
                published_by=by.id,
                published_at=now,
            )
        )
        facts = {"year": year, "version": edition, "rows": found.quality.listed, "digest": found.digest}
        _note_published(list_id, facts, by=by, now=now)
        return list_id


def _note_published(list_id: str, facts: dict[str, Any], *, by: Actor, now: dt.datetime) -> None:
    note(Entry.OPEN_GRANTS_PUBLISHED, by=by, now=now, subject=f"open_list:{list_id}", **facts)


def _list_now(year: int, funder_number: str, now: dt.datetime) -> GrantsList:
    if not EARLIEST_YEAR <= year <= swedish_day(now).year:
        raise Refused("open_year", field="year", first=EARLIEST_YEAR)
    funder = funder_of(funder_number, settings().municipality)
    return grants_list(records.grants_decided(year), funder)

"""De-identified concerns: taken in without a sender, handled by the coordinator; the signpost's lines."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain import concerns as rules
from vetting.domain.authority import SYSTEM, Act, Actor, require, require_person
from vetting.domain.concerns import ConcernSaid
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable
from vetting.domain.pointers import phrases_of
from vetting.domain.swedish_time import first_moment, swedish_day
from vetting.domain.terms_concerns import ConcernKind, ConcernSetting
from vetting.records import concerns
from vetting.records.concerns import Concern, SignpostEdition
from vetting.records.db import transaction
from vetting.records.journal import note

LONGEST_LINES = 600


@dataclass(frozen=True)
class ConcernRead:
    """One concern, whole. `handled_on` None while it waits."""

    id: str
    kind: ConcernKind
    setting: ConcernSetting
    district: str
    month: str
    text: str
    received_on: dt.date
    handled_on: dt.date | None
    handled_words: str


@dataclass(frozen=True)
class SignpostLines:
    """The municipality's own contact lines; blank where there is none to tell of."""

    social_services: str = ""
    out_of_hours: str = ""
    coordinator: str = ""


def receive_concern(said: ConcernSaid, *, now: dt.datetime) -> None:
    """Takes in what a member of staff saw.

    There is no `by`: who wrote it is not asked for and so cannot be kept, neither beside the text nor in the
    journal, which says that a concern came in and not which. Raises as domain/concerns.sound.
    """
    with transaction():
        today = swedish_day(now)
        named = concerns.names_in_directory(phrases_of(said.text))
        kept = rules.sound(said, today=today, districts=concerns.districts_of_city(), named=named)
        concerns.keep_concern(
            Concern(
                kind=kept.kind,
                setting=kept.setting,
                district=kept.district,
                month=kept.month,
                text=kept.text,
                received_on=today,
            )
        )
        # The day alone, as in the row: the hour beside other entries could tell who wrote it.
        note(Entry.CONCERN_RECEIVED, by=SYSTEM, now=first_moment(today), subject="concerns:all")


def read_concern(concern_id: str, *, by: Actor, now: dt.datetime) -> ConcernRead:
    """One concern for the coordinator; that it was read is journaled. Raises NotAllowed and NotFound."""
    require(by, Act.HANDLE_CONCERNS)
    with transaction():
        row = concerns.concern_in_hand(concern_id)
        note(Entry.CONCERN_VIEWED, by=by, now=now, subject=f"concern:{row.id}")
        return ConcernRead(
            row.id, row.kind, row.setting, row.district, row.month, row.text, row.received_on,
            row.handled_on, row.handled_words,
        )  # fmt: skip


def handle_concern(concern_id: str, words: str, *, by: Actor, now: dt.datetime) -> None:
    """The coordinator says what was done with it, in words that point at nobody either.

    Raises NotAllowed, NotFound, Refused `concern_handled`, `concern_points` and as require_written.
    """
    with transaction():
        require(by, Act.HANDLE_CONCERNS)
        require_person(by, Act.HANDLE_CONCERNS)
        row = concerns.concern_in_hand(concern_id)
        if row.handled_on is not None:
            raise Refused("concern_handled", handled_on=row.handled_on.isoformat())
        named = concerns.names_in_directory(phrases_of(words))
        row.handled_words = rules.without_pointers(
            words, field="words", districts=concerns.districts_of_city(), named=named
        )
        row.handled_on = swedish_day(now)
        note(Entry.CONCERN_HANDLED, by=by, now=now, subject=f"concern:{row.id}")


def write_signpost(lines: SignpostLines, *, by: Actor, now: dt.datetime) -> str:
    """The contact lines that hold from now on; the earlier ones stay. Gives the edition's id.

    Raises NotAllowed, Refused `signpost_same`, `signpost_written` by somebody else in the same moment,
    `text_too_long`, `personal_number_in_text`.
    """
    with transaction():
        require(by, Act.HANDLE_CONCERNS)
        before = concerns.signpost_edition()
        kept = SignpostLines(
            *(require_writable(text, field=name, longest=LONGEST_LINES) for name, text in vars(lines).items())
        )
        if before is not None and kept == _lines_of(before):
            raise Refused("signpost_same", field="social_services")
        number = before.number + 1 if before else 1
        edition_id = concerns.add_signpost(
            SignpostEdition(number=number, written_by=by.id, written_at=now, **vars(kept))
        )
        note(Entry.SIGNPOST_WRITTEN, by=by, now=now, subject=f"signpost:{edition_id}", version=number)
        return edition_id


def _lines_of(row: SignpostEdition) -> SignpostLines:
    return SignpostLines(row.social_services, row.out_of_hours, row.coordinator)

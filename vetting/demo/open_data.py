"""Concerns without names, the signpost's contact lines, and the published lists of decided grants."""

import datetime as dt

from vetting.demo.calendar import Calendar, Steps
from vetting.demo.people import Town
from vetting.domain.concerns import WHOLE_CITY, ConcernSaid
from vetting.domain.terms_concerns import ConcernKind, ConcernSetting
from vetting.reading.concerns import concern_list
from vetting.services import concerns, open_grants_lists
from vetting.services.concerns import SignpostLines

FUNDER = "889999-9018"  # of a range that is given to nobody
LINES = SignpostLines(
    "Socialtjänstens mottagning, vardagar 8–16.30, telefon 0123-45 60 00.",
    "Socialjouren, kvällar och helger, telefon 0123-45 61 00.",
    "Kommunens samordnare, telefon 0123-45 62 00. Du behöver inte säga vem det gäller.",
)
SEEN = (
    (ConcernKind.MARKS, ConcernSetting.SCHOOL, "Almvik",
     "Klistermärken som uppmanar till våld satt på dörren till en skola. De togs ner samma dag."),
    (ConcernKind.MARKS, ConcernSetting.PUBLIC_PLACE, "Almvik",
     "Klotter med hot på en vägg vid ett torg, för andra gången på en månad."),
    (ConcernKind.MARKS, ConcernSetting.LIBRARY, "Almvik",
     "Flygblad som hyllar våld låg instuckna i böcker på ett bibliotek."),
    (ConcernKind.CALL_TO_VIOLENCE, ConcernSetting.ONLINE, WHOLE_CITY,
     "I en öppen grupp på nätet uppmanades unga i kommunen att störa ett möte med våld."),
    (ConcernKind.RECRUITMENT, ConcernSetting.YOUTH_CENTRE, "Björkhaga",
     "Två vuxna besökare delade ut kort till ungdomar utanför en fritidsgård och bjöd in till träning för strid."),
    (ConcernKind.COERCION, ConcernSetting.SCHOOL, "Björkhaga",
     "En grupp elever pressade yngre elever att stanna hemma från en temadag."),
    (ConcernKind.GATHERING, ConcernSetting.PUBLIC_PLACE, "Dalsberga",
     "En samling på omkring tjugo personer ropade hot mot dem som gick till en föreläsning."),
)  # fmt: skip


def plan_open_data(calendar: Calendar, town: Town, start: dt.datetime, now: dt.datetime) -> None:
    """Contact lines from the beginning, a concern every third week of the last months, two published years."""
    calendar.add(start + dt.timedelta(days=20), _contact_lines(town, start + dt.timedelta(days=20)))
    for number, said in enumerate(SEEN):
        at = now - dt.timedelta(days=21 * (len(SEEN) - number) - 18)
        calendar.add(at, _came_in(town, said, at, is_first=not number))
    for year in (now.year - 2, now.year - 1):
        at = dt.datetime(year + 1, 2, 10, 9, 0, tzinfo=dt.UTC)
        if at < now:
            calendar.add(at, _published(town, year, at))
    mended = now - dt.timedelta(days=2)
    calendar.add(mended, _published(town, now.year, mended))


def _contact_lines(town: Town, at: dt.datetime) -> Steps:
    concerns.write_signpost(LINES, by=town.coordinator, now=at)
    yield from ()


def _came_in(
    town: Town, said: tuple[ConcernKind, ConcernSetting, str, str], at: dt.datetime, *, is_first: bool
) -> Steps:
    kind, setting, district, text = said
    concerns.receive_concern(ConcernSaid(kind, setting, district, f"{at:%Y-%m}", text), now=at)
    if is_first:
        yield at + dt.timedelta(days=3)
        line = concern_list(actor=town.coordinator).lines[-1]
        words = "Togs upp i lägesbilden. Skolans ledning är underrättad."
        concerns.handle_concern(line.id, words, by=town.coordinator, now=at + dt.timedelta(days=3))


def _published(town: Town, year: int, at: dt.datetime) -> Steps:
    found = open_grants_lists.grants_list_now(year, FUNDER, by=town.coordinator, now=at)
    if found.quality.listed:
        open_grants_lists.publish_grants_list(
            year, FUNDER, reason="", seen_digest=found.digest, by=town.coordinator, now=at
        )
    yield from ()

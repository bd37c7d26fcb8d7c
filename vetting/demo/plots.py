"""Which applications are made, by whom, when, and what will become of each."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vetting.demo import names
from vetting.demo.people import Desk, Town
from vetting.demo.register import Known
from vetting.domain.terms import OfficeRole, SupportKind

# What waits on the first board's desks whenever the demo is built: where each stops, days before today.
TOUR = (
    ("answered", 13),
    ("received", 4),
    ("received", 6),
    ("review", 9),
    ("checked", 12),
    ("proposed", 20),
    ("proposed", 24),
    ("weighed", 26),
)
# Who signs for those that are looked at closely: name, birth date, function. One stands on a list.
SIGNERS = {
    "answered": (
        ("Ida Exempelgren", "1979-08-21", OfficeRole.CHAIR),
        ("Olle Provfors", "1964-02-11", OfficeRole.TREASURER),
    ),
    "checked": (("Alva Påhittsdotter", "1971-04-05", OfficeRole.SIGNATORY),),
    "weighed": (("Nils Exempelberg", "1968-11-30", OfficeRole.CHAIR),),
}
LISTED_NAME = "Lanternan"
HOLIDAY_WEEKS = frozenset({27, 28, 29, 30, 31})


@dataclass(frozen=True)
class Plot:
    """What will happen to one application."""

    desk: Desk
    scheme: SupportKind
    applicant: Known
    amount: int
    year: int
    purpose: str
    stops_at: str  # "", or the step after which nothing more happens
    lacks_paper: bool
    granted: float  # share of the amount
    forgets: bool = False  # the last item of the plan is left undone
    signers: tuple[tuple[str, str, OfficeRole], ...] = ()
    tells_until: dt.datetime | None = None  # the association reports by itself, before then
    is_read: bool = True  # and an officer has read it


def plotted(
    town: Town, known: list[Known], chance: random.Random, end: dt.datetime, *, a_year: int
) -> Iterator[tuple[dt.datetime, Plot]]:
    """When each application comes in, and its plot: three calendar years, then what waits on the first desks."""
    for year in (end.year - 2, end.year - 1, end.year):
        first = dt.datetime(year, 1, 20, 8, 0, tzinfo=dt.UTC)
        last = min(dt.datetime(year, 12, 1, 8, 0, tzinfo=dt.UTC), end - dt.timedelta(days=1))
        applicants = chance.sample(known, min(a_year, len(known)))
        for applicant in applicants:
            at = _working_hour(first + (last - first) * chance.random() ** 0.7, chance)
            yield at, _plot(applicant, town, chance, year, (end - at).days)
    yield from _tour(town, known, chance, end)


def _tour(
    town: Town, known: list[Known], chance: random.Random, end: dt.datetime
) -> Iterator[tuple[dt.datetime, Plot]]:
    """The first is somebody whose name a sanctions list comes near to."""
    applicants = chance.sample(known, len(TOUR))
    applicants[0] = next(one for one in known if LISTED_NAME in one.name)
    for applicant, (stops_at, days) in zip(applicants, TOUR, strict=True):
        at = _working_hour(end - dt.timedelta(days=days), chance, resting=frozenset())
        plot = _plot(applicant, town, chance, end.year, days)
        plot = replace(plot, desk=town.boards[0], stops_at=stops_at, lacks_paper=False, amount=60_000)
        plot = replace(plot, signers=SIGNERS.get(stops_at, ()))
        yield at, plot


def told(town: Town, known: list[Known], end: dt.datetime) -> Iterator[tuple[dt.datetime, Plot]]:
    """Two years of the same grant to one association of the first board: it reports by itself on both."""
    desk = town.boards[0]
    applicant = next(one for one in known[60:] if one.district == desk.district)
    for year, is_read in ((end.year - 2, True), (end.year - 1, False)):
        yield (
            dt.datetime(year, 3, 11, 9, 0, tzinfo=dt.UTC),
            Plot(
                desk=desk,
                scheme=SupportKind.OPERATING,
                applicant=applicant,
                amount=61_000,
                year=year,
                purpose=f"Öppna kvällar med läxhjälp och musik i {desk.district}",
                stops_at="",
                lacks_paper=False,
                granted=1.0,
                tells_until=end,
                is_read=is_read,
            ),
        )


def _plot(applicant: Known, town: Town, chance: random.Random, year: int, days_left: int) -> Plot:
    desk = next((desk for desk in town.boards if desk.district == applicant.district), town.boards[0])
    if chance.random() < 0.25:
        desk = chance.choice(town.boards[-2:])
    text, kind = chance.choice(names.PURPOSES)
    stops = (
        ""
        if days_left > 60
        else chance.choice(("received", "review", "supplement", "checked", "proposed", ""))
    )
    return Plot(
        desk=desk,
        scheme=SupportKind(kind),
        applicant=applicant,
        amount=chance.choice((8, 12, 15, 25, 40, 60, 75, 90, 120, 180, 240)) * 1000,
        year=year,
        purpose=text.format(activity=applicant.activity.casefold(), place=applicant.district),
        stops_at="withdrawn" if chance.random() < 0.03 else stops,
        lacks_paper=stops in ("received", "supplement") or chance.random() < 0.15,
        granted=chance.choice((1.0, 1.0, 1.0, 0.8, 0.6)),
        forgets=chance.random() < 0.06,
    )


def _working_hour(
    at: dt.datetime, chance: random.Random, resting: frozenset[int] = HOLIDAY_WEEKS
) -> dt.datetime:
    while at.weekday() > 4 or at.isocalendar().week in resting:
        at += dt.timedelta(days=1)
    return at.replace(hour=chance.randint(7, 14), minute=chance.randint(0, 59), second=0, microsecond=0)

"""A FICTIONAL MUNICIPALITY, built through the deeds, so never in a state that the rules forbid."""

import datetime as dt
import random
from collections.abc import Callable

from vetting.demo import (
    around,
    asked_registers,
    cases,
    contracting,
    ledgers,
    letting_year,
    open_data,
    partner_desks,
    people,
    planning,
    plots,
    procedures,
    register,
    registries,
    reporting,
    reviewing,
    rooms,
    rules,
    spot_checks,
)
from vetting.demo.calendar import Calendar
from vetting.reading.officers import is_known_account

SEED = 20261120
Tell = Callable[[str], None]


def build_once(tell: Tell, now: dt.datetime | None = None, *, cases_a_year: int = 90) -> None:
    """Builds the municipality as it stands on the day of `now`, unless it is there already."""
    if is_known_account(people.SIGN_INS[0][0]):
        return
    now = now or dt.datetime.now(dt.UTC)
    chance = random.Random(SEED)
    tell("Building the fictional municipality Nordköpstad (about a minute):")
    start = dt.datetime(now.year - 2, 1, 8, 8, 0, tzinfo=dt.UTC)
    town = people.found_municipality(chance, start)
    procedures.adopt(town, start)
    tell(f"  {len(town.boards)} boards, {town.officers} officers")
    calendar = Calendar()
    numbers = register.plan_imports(calendar, chance, town, start, now)
    registries.plan_deliveries(calendar, town, numbers, start, now)
    partner_desks.plan_desks(calendar, town, now)
    spot_checks.plan_rounds(calendar, town, random.Random(SEED + 1), start, now)
    procedures.plan_place(calendar, town, numbers[-1].org_number, now)
    procedures.plan_meetings(calendar, town, now)
    seated: set[tuple[str, int]] = set()
    tour: list[str] = []
    for at, plot in plots.plotted(town, numbers, chance, now, a_year=cases_a_year):
        term = (plot.applicant.org_number, around.term_of(at))
        if term not in seated:
            seated.add(term)
            calendar.add(at, around.elected(plot, at))
        calendar.add(at, cases.story(plot, at))
        tour = [*tour, plot.applicant.org_number][-len(plots.TOUR) :]
    for at, plot in plots.told(town, numbers, now):
        calendar.add(at, cases.story(plot, at))
    rules.plan_draft(calendar, town, now)
    reviewing.plan_reviews(calendar, town, now)
    reporting.plan_reports(calendar, town, now)
    planning.plan_plans(calendar, town, now)
    _plan_rooms(calendar, town, numbers, now)
    ledgers.plan_ledgers(calendar, town, start, now)
    open_data.plan_open_data(calendar, town, start, now)
    asked_registers.plan_questions(calendar, town, *_asked_about(set(tour), numbers), now)
    done = calendar.run_until(now, tell=lambda count: tell(f"  {count} events of three years …"))
    tell(f"  {register.SIZE} associations, {done} events of three years, the last one today")


def _plan_rooms(
    calendar: Calendar, town: people.Town, numbers: list[register.Known], now: dt.datetime
) -> None:
    rooms.plan_rooms(calendar, town, numbers, random.Random(SEED + 2), now)
    letting_year.plan_lettings(calendar, town, numbers, random.Random(SEED + 3), now)
    contracting.plan_contracts(calendar, town, now)


def _asked_about(tour: set[str], known: list[register.Known]) -> tuple[list[str], list[str]]:
    """Whose numbers a register has answered about, first somebody who owes, and whose answers wait."""
    owing, *others = [one.org_number for one in known if one.org_number not in tour]
    return [owing, *sorted(tour)], others[:6]


def welcome(address: str) -> str:
    """What is printed when the demo is served: the address and one sign-in per role."""
    lines = [
        "",
        f"  Nordköpstad is served on {address}",
        "",
        f"  Password for everybody: {people.PASSWORD}",
        "",
    ]
    lines += [f"  {username:<28}{what}" for username, what in people.SIGN_INS]
    return "\n".join(
        [*lines, "", "  Stop with Ctrl+C. Fictional throughout; nothing leaves this machine.", ""]
    )

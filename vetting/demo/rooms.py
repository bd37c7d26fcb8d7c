"""Premises of the fictional municipality, and what is booked there: halls, open rooms, a square, a partner's."""

import csv
import datetime as dt
import io
import random
from collections.abc import Iterable, Sequence

from vetting.demo.calendar import Calendar, Steps
from vetting.demo.people import Desk, Town
from vetting.demo.register import Known
from vetting.domain.authority import OPERATOR
from vetting.domain.identity import format_org_number
from vetting.domain.premises import DatedRule, TariffTerms
from vetting.domain.swedish_time import swedish_day
from vetting.reading import premises as reading
from vetting.services import booking_lists, premises, premises_lists

DAY = dt.timedelta(days=1)
PREMISES = ("Nyckel", "Lokal", "Typ", "Nämnd", "Adress", "Platser", "Statligt bidrag", "Timpris", "Mån", "Tis", "Ons", "Tors", "Fre", "Lör", "Sön")  # fmt: skip
BOOKINGS = ("Boknings-id", "Serie", "Lokal", "Nämnd", "Datum", "Start", "Slut", "Status", "Förening", "Org.nr", "Kundtyp", "Telefon", "E-post", "Faktisk användare", "Ansvarig på plats", "Aktivitet", "Öppet/slutet", "Antal", "Taxa")  # fmt: skip
WEEK = ("08:00-22:00",) * 5 + ("09:00-23:00", "10:00-20:00")
Room = tuple[str, str, str, str, int, int | str]  # letter, name, kind, address, persons, price
ROOMS: tuple[Room, ...] = (
    ("S", "{district}salen", "Sal", "Torggatan 1", 120, 80),
    ("M", "{district}s medborgarhus, lilla rummet", "Öppet rum", "Torggatan 3", 40, 0),
    ("G", "{district}skolans gymnastiksal", "Sal", "Skolvägen 12", 60, 60),
)
OWN: tuple[Room, ...] = (
    ("T", "Almviks torg", "Offentlig plats", "Almviks torg", 800, ""),
    ("F", "Folkets hus i Almvik", "Samarbetsparts lokal", "Industrigatan 9", 200, 150),
)
RULE = (
    "Lokalen upplåts till föreningar, företag och privatpersoner i den ordning bokningarna kommer in. Alla "
    "partier och trossamfund får hyra på samma villkor. Den som bokar uppger vem som ska använda lokalen och vem "
    "som ansvarar på plats. Högst det antal personer som brandmyndigheten har angett får vara i lokalen."
)
ACTIVITIES = (
    "Årsmöte",
    "Styrelsemöte",
    "Kurs",
    "Träning",
    "Konsert",
    "Föreläsning",
    "Fest",
    "Loppis",
    "Repetition",
)
TIMES = (("17:00", "19:00"), ("18:00", "21:00"), ("19:00", "22:00"), ("09:00", "12:00"), ("13:00", "16:00"))


def plan_rooms(
    calendar: Calendar, town: Town, numbers: Sequence[Known], chance: random.Random, now: dt.datetime
) -> None:
    """The premises come a year before, the bookings three weeks ago, and once more as they changed since."""
    opened = now - 400 * DAY
    calendar.add(opened, _premises(town, opened))
    rows = list(_bookings(town, numbers, chance, swedish_day(now)))
    first = now - 21 * DAY
    calendar.add(first, _list(rows, "bokningar.csv", first))
    later = now - dt.timedelta(hours=3)
    calendar.add(later, _list(_changed(rows), "bokningar-nya.csv", later))


def _premises(town: Town, at: dt.datetime) -> Steps:
    rows: list[tuple[object, ...]] = []
    for desk in town.boards:
        if desk.district:
            rows += [_room(desk, room) for room in ROOMS]
    rows += [_room(town.boards[0], room) for room in OWN]
    import_id = premises_lists.receive_premises_list(
        as_csv(PREMISES, rows), "lokaler.csv", by=OPERATOR, now=at
    )
    premises_lists.apply_premises(import_id, by=OPERATOR, now=at)
    today = swedish_day(at)
    for desk in town.boards:
        for line in reading.premises_list(board_id=desk.id, actor=OPERATOR, today=today).lines:
            _furnish(desk, town, line, at)
    yield from ()


def _room(desk: Desk, room: Room) -> tuple[object, ...]:
    letter, name, kind, address, capacity, price = room
    called, where = name.format(district=desk.district), f"{address}, {desk.district}"
    return (key_of(desk, letter), called, kind, desk.name, where, capacity, "nej", price, *WEEK)


def key_of(desk: Desk, letter: str) -> str:
    """The key of a room in the municipality's own list."""
    return f"{desk.district[:3].upper()}-{letter}"


def _furnish(desk: Desk, town: Town, line: reading.PremisesLine, at: dt.datetime) -> None:
    """A rule everywhere but on the square, a tariff for associations in halls, and the district's manager."""
    today = swedish_day(at)
    if line.kind.value == "public_place":
        return
    rule = DatedRule(RULE, f"{desk.name}, protokoll 10, § 31", today - 30 * DAY, today)
    premises.adopt_premises_rule(line.id, rule, by=OPERATOR, now=at)
    if line.kind.value == "hall":
        reduced = TariffTerms("Föreningar i kommunen", 25, True, today)
        premises.set_tariff(line.id, reduced, by=OPERATOR, now=at)
    premises.name_manager(line.id, town.managers[desk.id].id, from_on=today, by=OPERATOR, now=at)


def _bookings(
    town: Town, numbers: Sequence[Known], chance: random.Random, today: dt.date
) -> Iterable[list[object]]:
    """A weekly series and four single evenings in every hall; those of the first board wait for an answer."""
    for desk in town.boards:
        near = [one for one in numbers if one.district == desk.district] or list(numbers)
        for letter, *_ in ROOMS if desk.district else ():
            tariff = "Nolltaxa" if letter == "M" else "Föreningar i kommunen"
            hall, who, slot = key_of(desk, letter), chance.choice(near), chance.choice(TIMES)
            first = today + (len(hall + desk.district) % 7 - 14) * DAY
            for week in range(10):
                when = (first + 7 * week * DAY, slot)
                told = (*evening(hall, desk, when, "Bekräftad"), *party(who, chance))
                yield [f"{hall}-S{week}", f"{hall}-S", *told, tariff]
            for number in range(4):
                when = (today + chance.randrange(-3, 30) * DAY, chance.choice(TIMES))
                status = "Preliminär" if desk is town.boards[0] or number == 3 else "Bekräftad"
                told = (*evening(hall, desk, when, status), *party(chance.choice(near), chance))
                yield [f"{hall}-{number}", "", *told, tariff]
    yield from _tonight(town.boards[0], today)


def evening(hall: str, desk: Desk, when: tuple[dt.date, tuple[str, str]], status: str) -> list[object]:
    """Where and when, as a row of the list of bookings has it; `when` is a day with its hours."""
    day, (starts, ends) = when
    return [hall, desk.name, day.isoformat(), starts, ends, status]


def party(who: Known, chance: random.Random) -> list[object]:
    """Who books, as a row of the list has it."""
    number = chance.randrange(100)
    return [
        who.name, format_org_number(who.org_number), "Förening", f"08-465 004 {number:02}",
        f"bokning{number}.{chance.randrange(100)}@example.org", who.name, "Styrelsens ansvariga",
        chance.choice(ACTIVITIES), chance.choice(("öppet", "slutet")), chance.randrange(8, 60),
    ]  # fmt: skip


def _tonight(desk: Desk, today: dt.date) -> Iterable[list[object]]:
    """Requests that ask something of whoever is at the desk: no user told, too many people, no number; and a
    row of a room that nobody knows."""
    hall, room = key_of(desk, "S"), key_of(desk, "M")
    yield ["KVALL-1", "", hall, desk.name, today.isoformat(), "18:00", "22:00", "Preliminär", "Fiskeklubben Mörten", "", "Förening", "08-465 004 71", "fiske@example.org", "", "", "Fest", "slutet", 40, ""]  # fmt: skip
    yield ["KVALL-2", "", room, desk.name, today.isoformat(), "17:00", "20:00", "Preliminär", "Kim Exempelson", "", "Privatperson", "08-465 004 72", "kalas@example.org", "Familjen", "Kim Exempelson", "Kalas", "slutet", 65, ""]  # fmt: skip
    tomorrow = (today + DAY).isoformat()
    yield ["KVALL-3", "", hall, desk.name, tomorrow, "18:00", "21:00", "Preliminär", "Nordköpstads konsumentförening", "889999-9034", "Företag", "08-465 004 73", "stamma@example.org", "Nordköpstads konsumentförening", "Stämmans värd", "Möte", "öppet", 110, ""]  # fmt: skip
    yield ["KVALL-4", "", "ALM-X", desk.name, tomorrow, "18:00", "21:00", "Preliminär", "Fiskeklubben Mörten", *("",) * 10]  # fmt: skip


def _changed(rows: Iterable[list[object]]) -> list[list[object]]:
    """The list as it is today: one date moved, one cancelled, one no longer there."""
    found = [list(row) for row in rows]
    coming = [row for row in found if row[1] and str(row[0]).endswith(("S7", "S8", "S9"))]
    coming[0][5], coming[0][6] = "10:00", "12:00"
    coming[1][7] = "Avbokad"
    found.remove(coming[2])
    return found


def _list(rows: Sequence[Sequence[object]], name: str, at: dt.datetime) -> Steps:
    import_id = booking_lists.receive_booking_list(as_csv(BOOKINGS, rows), name, by=OPERATOR, now=at)
    booking_lists.take_in_bookings(import_id, by=OPERATOR, now=at)
    yield from ()


def as_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A list as the booking system exports it."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([head, *rows])
    return text.getvalue().encode()

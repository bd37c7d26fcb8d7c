"""Associations heard before a refusal: the letter, an answer or none, and one that answers from its own page."""

import datetime as dt
from collections.abc import Generator

from vetting.demo.calendar import Steps
from vetting.demo.plots import Plot
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_decisions import CodeChannel, StatementChannel
from vetting.reading.hearings import HearingPage, hearing_page
from vetting.reading.own_case import case_of_session
from vetting.services import case_codes, hearings, statements
from vetting.services.case_codes import association_actor
from vetting.services.hearings import Drafted
from vetting.services.statements import Spoken

DAY = dt.timedelta(days=1)
DEBT = (
    "Nämnden överväger att avslå ansökan, eftersom villkoret om skulder till det allmänna inte är uppfyllt.",
    "Kronofogdens uppgift visar en skuld till det allmänna. Föreningen har inte visat att den är betald eller "
    "att det finns en plan för betalning.",
)
ACT = (
    "Nämnden överväger att avslå ansökan för det som hände under föreningens öppna kväll, eller att bevilja den "
    "med villkor om hur kvällarna leds.",
    "Besöksanteckningen visar att två ungdomar hotades. Styrelsens avståndstagande och att ledaren stängdes av "
    "talar för föreningen. Rutinen som är beslutad har ännu inte nått ledarna.",
)
ANSWER = "Vi känner till skulden. Vi har inte kunnat betala den i år men hoppas göra det till sommaren."
WORD = "Föreningen bekräftar skulden. Det finns ingen plan för betalning, så bedömningen ändras inte."
OWN_ANSWER = (
    "Vi har gått igenom rutinen med alla ledare. Från nästa månad är alltid två vuxna på plats, och ledaren som "
    "hotade har lämnat föreningen. Vi skickar gärna protokollet."
)


def hear(case_id: str, plot: Plot, at: dt.datetime) -> Generator[dt.datetime, None, dt.datetime]:
    """The letter about a debt, and an answer from every other association; gives when the case goes on."""
    by = plot.desk.secretary
    page = _write(case_id, plot, DEBT, at)
    if plot.amount % 2_000:  # answers in time
        at += 9 * DAY
        yield at
        statements.record_statement(
            case_id,
            Spoken(ANSWER),
            channel=StatementChannel.EMAIL,
            received_on=swedish_day(at),
            by=by,
            now=at,
        )
        said = hearing_page(case_id, actor=by, now=at, today=swedish_day(at)).statements[0]
        statements.consider_statement(case_id, said.id, WORD, is_final=True, by=by, now=at)
        return at
    until = page.hearings[0].reply_due_on
    at += DAY * (1 if until is None else (until - swedish_day(at)).days + 1)
    yield at
    return at


def heard_about_act(case_id: str, plot: Plot, at: dt.datetime) -> Steps:
    """The letter about an act; the association answers late, from its own page, and nobody has read it yet."""
    by = plot.desk.secretary
    _write(case_id, plot, ACT, at)
    code = case_codes.make_code(case_id, CodeChannel.LETTER, by=by, now=at)
    number = hearing_page(case_id, actor=by, now=at, today=swedish_day(at)).case.case_number
    at += 18 * DAY
    yield at
    token = case_codes.open_own_case(number, code, address="192.0.2.10", now=at)
    own = case_of_session(token, at)
    if own is not None:
        statements.send_statement(own, Spoken(OWN_ANSWER), by=association_actor(own), now=at)
        case_codes.leave(token, own, by=association_actor(own), now=at)


def _write(case_id: str, plot: Plot, words: tuple[str, str], at: dt.datetime) -> HearingPage:
    by, today = plot.desk.secretary, swedish_day(at)
    seen = [one.print for one in hearing_page(case_id, actor=by, now=at, today=today).unshown]
    hearings.communicate(case_id, Drafted(*words, None, seen), by=by, now=at)
    return hearing_page(case_id, actor=by, now=at, today=today)

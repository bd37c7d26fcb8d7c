"""Two special reviews on the first board: one where payment waits for an answer, one that ended in a revocation."""

import datetime as dt
from collections.abc import Sequence

from vetting.demo.acts import NOT_SEEN
from vetting.demo.answering import good_answers
from vetting.demo.calendar import Calendar, Steps
from vetting.demo.cases import judge_hits
from vetting.demo.people import DELEGATED, LOCAL_RULES, Desk, Town
from vetting.domain.authority import OPERATOR
from vetting.domain.booking import USUAL_SYSTEM, AskedDate, NewBooking
from vetting.domain.decisions import Draft, Reason
from vetting.domain.revocation import Revocation, suggested_periods
from vetting.domain.revocation_rules import Hold
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import ActorRole, Outcome
from vetting.domain.terms_decisions import StatementChannel
from vetting.domain.terms_premises import BookingChannel, BookingState, PartyKind, PremisesKind, PurposeKind
from vetting.domain.terms_revocations import RevocationGround
from vetting.reading.decision_list import DecisionFilter, decision_list
from vetting.reading.hearings import hearing_page
from vetting.reading.premises import premises_list
from vetting.reading.sheet import pinned_checklist
from vetting.reading.special_reviews import ReviewedSupport, opening_page
from vetting.services import (
    announcements,
    assessments,
    bookings,
    decisions,
    evidence,
    hearings,
    proposals,
    screening,
    special_reviews,
    statements,
)
from vetting.services.hearings import Drafted
from vetting.services.special_reviews import Circumstance
from vetting.services.statements import Spoken

DAY = dt.timedelta(days=1)
OPEN_FOR, REVOKED_SINCE = 15 * DAY, 62 * DAY
HAPPENED = 20 * DAY  # before the review
THREAT = "Ordföranden stoppade en öppen kväll genom att hota två ledare med våld."
ASKED = (
    "Nämnden prövar om stödet kan kvarstå efter det som hände. Vi frågar vad styrelsen har gjort sedan dess, och vill "
    "se protokoll och beslut som visar det.",
    "Besöksanteckningen visar att två ledare hotades med våld. Vi vet ännu inte vad styrelsen har gjort.",
)
HOLD_REASON = (
    "Nästa del av bidraget ska betalas ut om två veckor. Det som hände gäller kvällarna som bidraget betalar, och "
    "frågan till föreningen är inte besvarad."
)
UNDOING = "Det som väntar betalas ut inom en vecka om stödet kvarstår."
ANSWER = "Styrelsen ser ingen anledning att uttala sig om kvällen. Ordföranden sitter kvar."
WEIGHED = (
    ("A00", "ja", ""),
    ("A01", "styrkt", "Besöksanteckningen visar hotet, och två ledare har bekräftat det."),
    ("A06", "ja", "Protokollet från årsmötet visar uppdraget. Kvällen var föreningens egen."),
    ("A07", "nej", "Styrelsen har tillfrågats och vill inte ta avstånd."),
    ("A08", "nej", "Ingen åtgärd är beslutad."),
    ("A09", "ja", "Ingen annan händelse är känd. Det talar för föreningen."),
    ("A10", "nej", "Händelsen ligger i den period som bidraget betalar."),
)
GROUND = Reason(
    "A01",
    "styrkt",
    "Hotet stoppade en kväll som bidraget betalade, och styrelsen har inte gjort något åt det.",
    "Styrelsen är tillfrågad i brev och har svarat. Mötesboken är läst.",
)


def plan_reviews(calendar: Calendar, town: Town, now: dt.datetime) -> None:
    """Both stand on support that the first board's unit head has granted and that runs."""
    desk = town.boards[0]
    calendar.add(now - REVOKED_SINCE, _revoked(desk, town.boards[:2], now - REVOKED_SINCE))
    calendar.add(now - OPEN_FOR, _waiting(desk, now - OPEN_FOR))


def _support(desk: Desk, at: dt.datetime) -> ReviewedSupport | None:
    """The newest support of the board that ran when it happened, and that nobody reviews."""
    happened_on = swedish_day(at - HAPPENED)
    for outcome in (Outcome.GRANTED, Outcome.PARTLY_GRANTED):
        wanted = DecisionFilter(only="made", board_id=desk.id, outcome=outcome.value)
        for line in decision_list(wanted, actor=desk.secretary).lines:
            page = opening_page(line.case_id, actor=desk.secretary)
            runs = page.reviewed.starts_on <= happened_on <= page.reviewed.ends_on
            is_heads = page.reviewed.amount <= DELEGATED  # the board's own the head may not hold
            if runs and is_heads and page.may_open and not page.reviews:
                return page.reviewed
    return None


def _open(desk: Desk, reviewed: ReviewedSupport, at: dt.datetime) -> str:
    happened_on = swedish_day(at - HAPPENED)
    source = f"Besöksanteckning {happened_on.isoformat()}"
    told = Circumstance(THREAT, happened_on, "Föreningens lokal", ActorRole.CHAIR, source)
    case_id = special_reviews.open_special_review(
        reviewed.support_id, told, has_no_conflict=True, by=desk.secretary, now=at
    )
    shown = evidence.NewEvidence(
        "A01",
        "besoksprotokoll",
        3,
        "Anteckning från besöket samma kväll: hotet hördes av två ledare.",
        source,
        happened_on,
    )
    evidence.add_evidence(case_id, shown, by=desk.secretary, now=at)
    return case_id


def _ask(case_id: str, desk: Desk, at: dt.datetime) -> None:
    page = hearing_page(case_id, actor=desk.secretary, now=at, today=swedish_day(at))
    drafted = Drafted(*ASKED, None, [one.print for one in page.unshown])
    hearings.communicate(case_id, drafted, by=desk.secretary, now=at)


def _waiting(desk: Desk, at: dt.datetime) -> Steps:
    """The association is asked and payment waits; the answer has come and nobody has read it."""
    reviewed = _support(desk, at)
    if reviewed is None:
        return
    case_id = _open(desk, reviewed, at)
    _ask(case_id, desk, at)
    at += DAY
    yield at
    hold = Hold(HOLD_REASON, UNDOING, swedish_day(at) + dt.timedelta(days=45))
    special_reviews.hold_payment(case_id, hold, has_no_conflict=True, by=desk.head, now=at)
    at += 12 * DAY
    yield at
    _answer(case_id, desk, at)


def _answer(case_id: str, desk: Desk, at: dt.datetime) -> None:
    statements.record_statement(
        case_id,
        Spoken(ANSWER),
        channel=StatementChannel.EMAIL,
        received_on=swedish_day(at),
        by=desk.secretary,
        now=at,
    )


def _book(where: Desk, reviewed: ReviewedSupport, at: dt.datetime) -> None:
    """The association trains in a hall of the board on Tuesdays, as the booking system says."""
    lines = premises_list(board_id=where.id, actor=OPERATOR, today=swedish_day(at)).lines
    hall = next(line for line in lines if line.kind is PremisesKind.HALL)
    first = swedish_day(at) + 55 * DAY
    first += (8 - first.isoweekday()) % 7 * DAY + DAY
    starts = [dt.datetime.combine(first + week * 7 * DAY, dt.time(7, 15), dt.UTC) for week in range(6)]
    asked = NewBooking(
        hall.id,
        BookingChannel.API,
        PartyKind.ASSOCIATION,
        reviewed.association,
        tuple(
            AskedDate(start, start + dt.timedelta(hours=2), f"T-{where.id}-{week}", BookingState.APPROVED)
            for week, start in enumerate(starts)
        ),
        PurposeKind.TRAINING,
        reviewed.association_id,
        actual_user=reviewed.association,
        site_responsible="Styrelsens ansvariga",
        is_public=True,
        expected=25,
        source_system=USUAL_SYSTEM,
        source_key=f"T-{where.id}",
    )
    bookings.receive_booking(asked, by=OPERATOR, now=at)


def _revoked(desk: Desk, halls_of: Sequence[Desk], at: dt.datetime) -> Steps:
    """The association, which also trains in two boards' halls, does nothing about it; the board revokes."""
    reviewed, by = _support(desk, at), desk.secretary
    if reviewed is None:
        return
    for one in halls_of:
        _book(one, reviewed, at)
    case_id = _open(desk, reviewed, at)
    screening.cross_check(case_id=case_id, by=by, now=at)
    judge_hits(case_id, desk, at)
    pinned = pinned_checklist(case_id, actor=by)
    plain = good_answers(pinned.name, pinned.version, LOCAL_RULES, owes=False)
    edition = assessments.pinned_checklist(pinned.name, pinned.version, digest=pinned.digest)
    asked = {question.id for question in edition.questions}  # an older one asks less
    weighed = [*WEIGHED, *((question, "ingen_indikation", "") for question in NOT_SEEN)]
    answers = [*plain, *(answer for answer in weighed if answer[0] in asked)]
    assessments.answer_checklist(case_id, answers, sheet_version=0, has_no_conflict=True, by=by, now=at)
    _ask(case_id, desk, at)
    at += 9 * DAY
    yield at
    _answer(case_id, desk, at)
    said = hearing_page(case_id, actor=by, now=at, today=swedish_day(at)).statements[0]
    word = "Svaret visar att styrelsen känner till hotet och inte har gjort något. Bedömningen ändras inte."
    statements.consider_statement(case_id, said.id, word, is_final=True, by=by, now=at)
    at += 6 * DAY
    yield at
    proposal_id = proposals.propose_decision(case_id, _draft(reviewed), by=by, now=at)
    at += 9 * DAY
    yield at
    minutes = f"Protokoll {at.date().isoformat()} § {at.day + 20}"
    decision_id = decisions.record_board_decision(
        case_id, proposal_id, minutes=minutes, decided_on=at.date(), by=desk.registrar, now=at
    )
    adjusted_on = at.date() + DAY
    at += 2 * DAY
    yield at
    announcements.announce_decision(
        decision_id, adjusted_on=adjusted_on, announced_on=at.date(), by=desk.registrar, now=at
    )


def _draft(reviewed: ReviewedSupport) -> Draft:
    revocation = Revocation(
        RevocationGround.RESERVATION,
        "Beslutet kan ändras och bidraget krävas tillbaka om demokrativillkoret inte längre är uppfyllt. Det är det "
        "inte, eftersom ordföranden hotade ledare med våld och styrelsen inte tar avstånd.",
        can_be_undone=True,
        undoing="Det som har krävts tillbaka betalas ut igen inom en månad om beslutet upphävs.",
        periods=suggested_periods(reviewed.starts_on, reviewed.ends_on, reviewed.amount),
        again=(
            "Styrelsen har tagit avstånd från hotet i ett protokollfört beslut.",
            "En rutin för trygga kvällar är beslutad och har använts i sex månader.",
        ),
    )
    return Draft(
        Outcome.REVOKED,
        0,
        "Ordföranden hotade två ledare med våld under en kväll som bidraget betalar, och styrelsen har inte gjort "
        "något åt det.",
        reasons=(GROUND,),
        proportionality="En plan med åtgärder har erbjudits. Styrelsen har avböjt, så en mildare åtgärd skulle inte "
        "hindra att det händer igen. Bara den tid som det finns underlag för krävs tillbaka.",
        revocation=revocation,
    )

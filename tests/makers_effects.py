"""What a party holds in several boards, and the list of what a revocation reached."""

import datetime as dt
import itertools

from tests.makers import NOW, SETUP, a_board
from tests.makers_decisions import a_decided_case, two_officers
from tests.makers_premises import EVENING, a_booking, a_booking_request, a_premises
from vetting.domain.authority import Actor
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.lettings import Cancellation, TriedMeasure
from vetting.domain.terms_imports import ImportState, ListKind
from vetting.domain.terms_lettings import FreedomRight, LettingGround
from vetting.domain.terms_premises import BookingState, MilderMeasure
from vetting.domain.terms_revocations import EffectState
from vetting.records import effect_lists
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.bookings import BookingRequest
from vetting.records.db import db, transaction
from vetting.records.decisions import Support
from vetting.records.effect_lists import EffectRow
from vetting.records.files import remember_file
from vetting.records.imports import ListImport
from vetting.records.journal import note
from vetting.records.officers import Board
from vetting.records.payments import Instalment, Payment
from vetting.records.premises import Premises, Tariff

TODAY = NOW.date()
FAR = EVENING.replace(year=2090)  # to come, whenever a page is opened
WEEK = dt.timedelta(weeks=1)
_numbers = itertools.count(700)
CANCELLING = Cancellation(
    LettingGround.BARRED,
    "Nämnden har den 20 november 2026 återkallat stödet på grund av villkor fyra i beslutet.",
    TODAY,
    (TriedMeasure(MilderMeasure.SINGLE_DATE, "Att behålla enstaka kvällar ändrar inte det som har hänt."),),
    frozenset(FreedomRight),
)


def an_association_with_support(secretary: Actor, head: Actor) -> tuple[Association, str]:
    """An association with one live grant; gives it and the id of the grant's case."""
    case_id, _ = a_decided_case(secretary, head, number=next(_numbers))
    return db.session.get_one(Association, db.session.get_one(Case, case_id).association_id), case_id


def another_grant(
    association: Association, officers: tuple[Actor, Actor], *, board: Board | None = None, parts: int = 1
) -> Support:
    """A live grant more, of the board, paid in `parts`."""
    case_id, _ = a_decided_case(*officers, board=board, number=next(_numbers))
    with transaction(is_piece=True):
        case = db.session.get_one(Case, case_id)
        support = db.session.query(Support).filter_by(case_id=case_id).one()
        case.association_id = support.association_id = association.id
        there = db.session.query(Instalment).filter_by(support_id=support.id).count()
        db.session.add_all(
            Instalment(support_id=support.id, position=n, amount=1_000, due_on=TODAY + n * WEEK)
            for n in range(there + 1, parts + 1)
        )
    return support


def paid(instalment: Instalment, *, amount: int | None = None) -> None:
    """The finance system's list says that the instalment was paid; `amount` where it was not all of it."""
    with transaction(is_piece=True):
        support = db.session.get_one(Support, instalment.support_id)
        remember_file("f" * 64, size=1, content_type="text/csv", now=NOW)
        read = ListImport(
            kind=ListKind.PAYMENTS,
            board_id=support.board_id,
            file_digest="f" * 64,
            file_name="betalningar.csv",
            state=ImportState.APPLIED,
            received_by=SETUP.id,
            received_at=NOW,
        )
        db.session.add(read)
        db.session.flush()
        db.session.add(
            Payment(
                source_system="ekonomi",
                voucher=f"V{next(_numbers)}",
                paid_on=TODAY,
                amount=instalment.amount if amount is None else amount,
                board_id=support.board_id,
                list_id=read.id,
                support_id=support.id,
                instalment_id=instalment.id,
                read_by=SETUP.id,
                read_at=NOW,
            )
        )


def a_tariff(premises: Premises, *, is_subsidised: bool = True) -> Tariff:
    """A tariff of the premises; free unless told otherwise."""
    with transaction(is_piece=True):
        row = Tariff(
            premises_id=premises.id,
            name="Nolltaxa",
            kronor_per_hour=0 if is_subsidised else 250,
            is_subsidised=is_subsidised,
            in_force_from_on=dt.date(2026, 1, 1),
        )
        db.session.add(row)
    return row


def a_series(
    association: Association,
    *,
    dates: int = 14,
    premises: Premises | None = None,
    tariff: Tariff | None = None,
    first: dt.datetime = EVENING,
) -> BookingRequest:
    """An approved weekly series with that many dates from `first`, and one that has been."""
    request = a_booking_request(
        premises or a_premises(),
        association=association,
        state=BookingState.APPROVED,
        tariff_id=tariff.id if tariff else None,
    )
    for starts_at in (EVENING - WEEK, *(first + week * WEEK for week in range(dates))):
        a_booking(request, starts_at=starts_at)
    return request


def a_list(association: Association, case_id: str, by: Actor) -> str:
    """The list as a revocation makes it: the support of the case has ended. Gives its id."""
    with transaction():
        support = db.session.query(Support).filter_by(case_id=case_id).one()
        support.ended_on, support.end_cause = TODAY, "revoked"
        db.session.flush()
        return effect_lists.make_list(case_id, association.id, by=by, now=NOW)


def joined(association: Association, *, now: dt.datetime = NOW) -> int:
    """What a deed that gives or receives does for the lists of the association."""
    with transaction():
        note(RoomEntry.BOOKING_RECEIVED, by=SETUP, now=now, subject="booking_request:x")
        return effect_lists.join_new(association.id, by=SETUP, now=now)


def rows_in(list_id: str, *states: EffectState) -> list[EffectRow]:
    """The rows, in the order they were listed by day; only those in `states` where some are given."""
    db.session.expire_all()
    query = db.session.query(EffectRow).filter_by(list_id=list_id)
    if states:
        query = query.filter(EffectRow.state.in_(states))
    return query.order_by(EffectRow.concerns_on, EffectRow.id).all()


def everything_held(
    *, dates: int = 14, first: dt.datetime = EVENING
) -> tuple[str, Association, Actor, Actor]:
    """The party of the feature's test: a revoked grant, two other grants (one of another board), a free tariff
    and a weekly series; gives the list, the party, the secretary and the head of the revoking board."""
    secretary, head = two_officers()
    association, case_id = an_association_with_support(secretary, head)
    culture = a_board("KUL", "Kulturnämnden")
    another_grant(association, (secretary, head))
    another_grant(association, two_officers(culture), board=culture)
    hall = a_premises()
    a_series(association, dates=dates, premises=hall, tariff=a_tariff(hall), first=first)
    return a_list(association, case_id, head), association, secretary, head

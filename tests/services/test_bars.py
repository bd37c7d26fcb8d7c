"""Stop marks: two persons set, renew and lift them; they stop what they stop, are told, ask, and never end unsaid."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import a_scheme, an_association, applied
from tests.makers_clock import a_turn
from tests.makers_contracts import DAY, REASON, TODAY, a_bar, a_contract, a_head, a_manager
from tests.makers_decisions import a_grant, a_proposed_case, a_ready_case, two_officers
from tests.makers_premises import a_booking_request, a_premises
from tests.makers_refusals import refused
from tests.makers_reviews import LATER as REVIEWED
from tests.makers_reviews import a_revoked_support, a_support
from vetting.domain.application import NewApplication
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Channel, Role
from vetting.domain.terms_contracts import BarLink, BarStanding
from vetting.domain.terms_premises import PartyKind
from vetting.domain.terms_revocations import BarReach
from vetting.reading import bars as reading
from vetting.records import bars as records
from vetting.records import cases, contract_links
from vetting.records.bar_moves import BarWord
from vetting.records.bars import Bar
from vetting.records.db import db, transaction
from vetting.records.decisions import ConflictDeclaration
from vetting.records.journal import JournalEntry
from vetting.records.reminders import Reminder
from vetting.services import applications, bars, decisions, proposals, reminders
from vetting.services.bars import BarTerms
from vetting.services.tenancy_clock import ask_about_bars

ROOMS, MONEY = (BarReach.ROOMS,), (BarReach.MONEY,)


def a_later(days: int) -> dt.datetime:
    return NOW + days * DAY


def terms(**more) -> BarTerms:
    usual = {"reason": REASON, "ends_on": TODAY + 400 * DAY, "review_on": TODAY + 390 * DAY}
    return BarTerms(**{**usual, **more})


@pytest.fixture
def party(app):
    return an_association()


def test_it_stops_until_its_last_day_in_the_boards_it_holds_in(party):
    here, there = a_board(), a_board("SOD", "Söderås stadsdelsnämnd")
    a_bar(
        party.id, board_ids=(here.id,), reach=BarReach.ROOMS, ends_on=TODAY + 30 * DAY, review_on=TODAY + DAY
    )
    held = [
        bool(records.bars_against(party.id, board.id, reaches, today=TODAY + days * DAY))
        for board, reaches, days in (
            (here, ROOMS, 0),
            (here, ROOMS, 30),
            (here, ROOMS, 31),
            (here, MONEY, 0),
            (there, ROOMS, 0),
        )
    ]
    assert held == [True, True, False, False, False]


def test_an_application_from_a_barred_party_is_taken_in_and_told(party):
    bar = a_bar(party.id)
    secretary = an_officer(username="anna")
    scheme = a_scheme()
    new = NewApplication(party.id, scheme.id, 2026, applied(), Channel.API, "nyckel-1")
    opened = applications.open_application(new, by=secretary, now=NOW)
    assert opened.is_new
    assert opened.barred_until == bar.ends_on
    assert applications.open_application(new, by=secretary, now=NOW).barred_until == bar.ends_on
    told = db.session.query(JournalEntry).filter_by(name="BarEncountered").one()
    assert (told.case_id, told.subject) == (opened.case_id, f"bar:{bar.id}")
    waiting = db.session.query(Reminder).filter_by(kind="bar_met").one()
    assert (waiting.officer_id, waiting.facts) == (bar.owner_id, {"case_number": opened.case_number})


def test_no_support_is_proposed_or_signed_while_a_stop_mark_holds(app):
    secretary, head = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    bar = a_bar(cases.case(case_id).association_id, by=head, proposed_by=secretary.id)
    refused("party_barred", decisions.decide, case_id, proposal_id, by=head, now=NOW)
    proposals.return_proposal(case_id, proposal_id, "En spärr gäller.", by=head, now=NOW)
    grant = a_grant(secretary)
    refused("party_barred", proposals.propose_decision, case_id, grant, by=secretary, now=NOW)
    why = "Villkoren är uppfyllda: den nya redovisningen är granskad."
    bars.sign_move(bars.propose_lift(bar.id, why, by=secretary, now=NOW), by=head, now=NOW)
    proposals.propose_decision(case_id, grant, by=secretary, now=NOW)


def test_a_request_by_the_same_party_is_stopped_and_one_by_the_same_telephone_is_asked_about(app):
    hall = a_premises()
    contract = a_contract(
        premises=hall,
        party_kind=PartyKind.PRIVATE,
        org_number=None,
        phone_digest="f" * 64,
        party_name="En person",
    )
    a_bar(None, request_id=contract.id, board_ids=(a_board().id,), reach=BarReach.ROOMS)
    same_phone = a_booking_request(hall, phone_digest="f" * 64, org_number="8899999034")
    nothing = a_booking_request(hall, org_number="8899999034")
    asked = (contract, same_phone, nothing)
    boards = dict.fromkeys((one.id for one in asked), a_board().id)
    found = contract_links.ties_of(asked, boards, today=TODAY).barred
    assert {key: [(one.link, one.stops) for one in value] for key, value in found.items()} == {
        contract.id: [(BarLink.CONTRACT, True)],
        same_phone.id: [(BarLink.PHONE, False)],
    }
    contract_links.require_request_free(same_phone, a_board().id, today=TODAY)
    refused("party_barred", contract_links.require_request_free, contract, a_board().id, today=TODAY)


def test_a_stop_mark_on_an_association_stops_its_requests_for_rooms(party):
    request = a_booking_request(association=party)
    boards = {request.id: a_board().id}
    a_bar(party.id, reach=BarReach.MONEY)
    assert not contract_links.ties_of((request,), boards, today=TODAY).barred
    a_bar(party.id, by=a_head("c2"), proposed_by=a_manager("m2").id)
    found = contract_links.ties_of((request,), boards, today=TODAY).barred[request.id]
    assert [one.link for one in found] == [BarLink.ASSOCIATION]


def test_two_persons_lift_it_with_a_reason(party):
    bar, manager, head = a_bar(party.id), a_manager(), a_head()
    refused("text_missing", bars.propose_lift, bar.id, " ", by=manager, now=NOW)
    move_id = bars.propose_lift(bar.id, "Villkoren för att få stöd igen är uppfyllda.", by=manager, now=NOW)
    refused("bar_move_waiting", bars.propose_renewal, bar.id, terms(), by=head, now=NOW)
    with pytest.raises(NotAllowed):
        bars.sign_move(move_id, by=manager, now=NOW)
    assert records.bars_against(party.id, a_board().id, MONEY, today=TODAY)  # proposed is not lifted
    bars.sign_move(move_id, by=head, now=NOW)
    assert not records.bars_against(party.id, a_board().id, MONEY, today=TODAY)
    refused("bar_move_gone", bars.sign_move, move_id, by=head, now=NOW)
    refused("bar_over", bars.propose_lift, bar.id, "En gång till, av misstag.", by=manager, now=NOW)


def test_whoever_proposed_to_lift_does_not_sign(party):
    bar, head = a_bar(party.id), a_head()
    move_id = bars.propose_lift(bar.id, "Villkoren för att få stöd igen är uppfyllda.", by=head, now=NOW)
    refused("decider_is_proposer", bars.sign_move, move_id, by=head, now=NOW)
    bars.return_move(move_id, "Jag tar tillbaka det.", by=head, now=NOW)
    assert db.session.get_one(Bar, bar.id).lifted_at is None


def turns():
    return iter(f"2027-{number:02d}-01" for number in range(1, 13))


def asked_of(bar: Bar) -> list[str]:
    rows = db.session.query(Reminder).filter_by(subject=f"bar:{bar.id}", handled_at=None)
    return [row.kind for row in rows.order_by(Reminder.written_at)]


def test_its_end_asks_every_day_until_a_person_answers_and_it_stops_nothing_more(party):
    owner, head = an_officer(username="agare"), a_head()
    bar = a_bar(party.id, proposed_by=owner.id, by=head)
    slots = turns()
    assert ask_about_bars(a_turn(next(slots)), NOW)["count"] == 0
    review = dt.datetime.combine(bar.review_on, dt.time(7), dt.UTC)
    ask_about_bars(a_turn(next(slots)), review)
    ask_about_bars(a_turn(next(slots)), review + DAY)  # still there: not asked twice
    assert asked_of(bar) == ["bar_to_review"]
    after = dt.datetime.combine(bar.ends_on + DAY, dt.time(7), dt.UTC)
    ask_about_bars(a_turn(next(slots)), after)
    assert asked_of(bar) == ["bar_run_out"]
    assert not records.bars_against(party.id, a_board().id, MONEY, today=after.date())
    row = db.session.query(Reminder).filter_by(kind="bar_run_out").one()
    reminders.handle_reminder(row.id, by=owner, now=after)
    assert asked_of(bar) == []
    ask_about_bars(a_turn(next(slots)), after + DAY)  # read is not answered
    assert asked_of(bar) == ["bar_run_out"]
    refused("bar_run_out", bars.say_stands, bar.id, REASON, after.date() + 9 * DAY, by=owner, now=after)
    bars.say_ended(bar.id, "Tiden är ute och inget nytt har hänt.", by=owner, now=after + DAY)
    assert ask_about_bars(a_turn(next(slots)), after + 2 * DAY)["count"] == 0
    assert asked_of(bar) == []


def test_a_review_says_that_it_stands_and_when_it_asks_next(party):
    bar, manager = a_bar(party.id), a_manager()
    review = dt.datetime.combine(bar.review_on, dt.time(7), dt.UTC)
    refused("bar_still_holds", bars.say_ended, bar.id, REASON, by=manager, now=review)
    refused("bar_review", bars.say_stands, bar.id, REASON, bar.ends_on + DAY, by=manager, now=review)
    bars.say_stands(bar.id, "Ingen ny redovisning har kommit in.", bar.ends_on, by=manager, now=review)
    line = reading.bar_page(bar.id, actor=manager, today=review.date()).line
    assert (line.standing, line.review_on) == (BarStanding.HOLDS, bar.ends_on)


def test_a_renewal_is_a_new_decision_of_two_persons_and_keeps_what_the_first_one_was(party):
    first, manager = a_bar(party.id), a_manager()
    central = an_officer(Role.DIVISION_HEAD, everywhere=True)  # it holds in every board
    over = dt.datetime.combine(first.ends_on + DAY, dt.time(9), dt.UTC)
    later = terms(ends_on=over.date() + 90 * DAY, review_on=over.date() + 60 * DAY)
    move_id = bars.propose_renewal(first.id, later, by=manager, now=over)
    made = db.session.get_one(Bar, bars.sign_move(move_id, by=central, now=over))
    assert (made.association_id, made.board_ids, made.reach) == (party.id, None, BarReach.BOTH)
    assert (made.starts_on, made.set_by, made.second_by) == (over.date(), manager.id, central.id)
    assert db.session.get_one(Bar, first.id).ends_on == first.ends_on
    held = records.bars_against(party.id, a_board().id, MONEY, today=over.date())
    assert [row.id for row in held] == [made.id]


def test_one_without_a_decided_revocation_is_never_proposed(app):
    secretary = an_officer(username="anna")
    refused("bar_without_revocation", bars.propose_bar, a_ready_case(), terms(), by=secretary, now=NOW)


def test_a_decided_revocation_carries_a_stop_mark_signed_by_another(app):
    secretary, head = two_officers()
    registrar = an_officer(Role.REGISTRAR)
    case_id, _decision = a_revoked_support(a_support(secretary, head), secretary, registrar)
    refused("bar_days", bars.propose_bar, case_id, terms(ends_on=TODAY), by=secretary, now=NOW)
    wanted = terms(is_every_board=True, conditions="En reviderad redovisning för 2026 är inlämnad.")
    move_id = bars.propose_bar(case_id, wanted, by=secretary, now=NOW)
    refused("bar_move_waiting", bars.propose_bar, case_id, wanted, by=secretary, now=NOW)
    refused("bar_scope", bars.sign_move, move_id, by=head, now=NOW)
    central = an_officer(Role.DIVISION_HEAD, everywhere=True)
    made = db.session.get_one(Bar, bars.sign_move(move_id, by=central, now=NOW))
    assert (made.case_id, made.board_ids, made.owner_id) == (case_id, None, secretary.id)
    assert made.association_id == cases.case(case_id).association_id


def test_other_boards_see_the_fact_and_nothing_of_why(party):
    there = a_board("SOD", "Söderås stadsdelsnämnd")
    elsewhere = an_officer(Role.UNIT_HEAD, username="chef.sod", board=there)
    everywhere = a_bar(party.id)
    own = a_bar(party.id, board_ids=(a_board().id,), by=a_head("c2"), proposed_by=a_manager("m2").id)
    seen = reading.register(actor=elsewhere, today=TODAY)
    assert [line.id for line in seen.live] == [everywhere.id]
    assert reading.bar_page(everywhere.id, actor=elsewhere, today=TODAY).inside is None
    with pytest.raises(NotFound):
        reading.bar_page(own.id, actor=elsewhere, today=TODAY)
    assert reading.bar_page(own.id, actor=a_head(), today=TODAY).inside.reason == REASON
    with pytest.raises(NotFound):
        bars.propose_lift(everywhere.id, "Inte vår att häva, men ändå.", by=elsewhere, now=NOW)


def test_a_private_party_is_never_named_in_the_register(app):
    contract = a_contract(party_kind=PartyKind.PRIVATE, org_number=None, party_name="Namn Namnsson")
    a_bar(None, request_id=contract.id, board_ids=(a_board().id,), reach=BarReach.ROOMS)
    (line,) = reading.register(actor=a_head(), today=TODAY).live
    assert line.party == ""
    assert line.request_id == contract.id


def test_the_database_refuses_one_person_where_the_rule_is_passed_by(party):
    bar = a_bar(party.id)
    with pytest.raises(Refused, match="decider_is_proposer"), transaction(is_piece=True):
        db.session.get_one(Bar, bar.id).second_by = bar.set_by


def test_what_was_answered_is_never_rewritten(party):
    bar, manager = a_bar(party.id, review_on=TODAY + DAY), a_manager()
    refused("bar_not_asking", bars.say_stands, bar.id, REASON, bar.ends_on, by=manager, now=NOW)
    review = NOW + DAY
    bars.say_stands(bar.id, "Ingen ny redovisning har kommit in.", bar.ends_on, by=manager, now=review)
    with pytest.raises(Refused, match="kept_as_written"), transaction(is_piece=True):
        db.session.query(BarWord).one().text = "Något annat."


def test_who_has_a_conflict_of_interest_in_the_case_sends_no_proposal_back(app):
    secretary, head = two_officers()
    registrar = an_officer(Role.REGISTRAR, username="registrator")
    case_id, _ = a_revoked_support(a_support(secretary, head), secretary, registrar)
    other = a_head("chef.jav")
    end = REVIEWED.date()
    days = terms(ends_on=end + 400 * DAY, review_on=end + 390 * DAY)
    move_id = bars.propose_bar(case_id, days, by=head, now=REVIEWED)
    with transaction(is_piece=True):
        declared = {"officer_id": other.id, "has_conflict": True, "declared_at": REVIEWED}
        db.session.add(ConflictDeclaration(case_id=case_id, **declared))
    refused("conflict_of_interest", bars.return_move, move_id, "Behövs inte.", by=other, now=REVIEWED)
    bars.return_move(move_id, "Behövs inte längre.", by=head, now=REVIEWED)

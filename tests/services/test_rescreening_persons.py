"""Declared signatories against what changed: found within their case alone, exactly as a hand count expects."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.makers import NOW
from tests.makers_decisions import a_ready_case, two_officers
from tests.makers_signatories import (
    CHAIR,
    TREASURER,
    a_list_of_both,
    a_signatory,
    decided,
    hits_of,
)
from tests.makers_sources import a_source, delivered, un_xml
from vetting.domain.authority import SYSTEM, Actor
from vetting.domain.rescreening import Tally
from vetting.domain.terms import Judgement, Partner, PartyKind
from vetting.reading.signals import signals_of_case
from vetting.records.applications import Case
from vetting.records.clearances import Clearance, Rescreening, Signal
from vetting.records.cross_checks import CrossCheck
from vetting.records.db import db, transaction
from vetting.records.journal import JournalPayload
from vetting.records.watched import signatories_to_watch
from vetting.services import judgements, rescreening, signatories
from vetting.services.judgements import Word

KEY = "sanktioner"
LATER = NOW + dt.timedelta(hours=1)
KIM = ("901", "Kim Provsson Ek", "1970-01-02")
ALVA = ("903", "Alva Exempelgren", "1981-05-06")
LEFT = replace(TREASURER, name="Bo Avgångsson", birth_date="1960-03-04")
UNDECIDED = replace(TREASURER, name="Cia Väntande", birth_date="1972-09-10")
OTHERS = [(f"5{n:02}", f"Nils Ovidkommande {n}", f"19{n:02}-07-08") for n in range(30, 50)]


@pytest.fixture
def people(app) -> tuple[Actor, Actor]:
    return two_officers()


@pytest.fixture
def towns(people) -> tuple[str, str]:
    """Two decided cases. Kim signs in both, and was judged another than the listed Kim; Alva in the first,
    as Bo did once. Cia signs in a case that nobody has decided."""
    secretary, _ = people
    a_list_of_both([KIM, *OTHERS])
    first, second, third = (a_ready_case(number=number, check=None) for number in (1, 2, 3))
    for case_id, declared in ((first, CHAIR), (first, TREASURER), (second, CHAIR), (third, UNDECIDED)):
        a_signatory(case_id, secretary, declared)
    signatories.end_signatory(first, a_signatory(first, secretary, LEFT), by=secretary, now=NOW)
    for case_id in (first, second):
        decided(case_id, people, Judgement.OTHER)
    return first, second


def listed(*persons: tuple[str, str, str]) -> None:
    delivered(KEY, un_xml([("1", "Norra Provbolaget")], persons=[*persons, *OTHERS]), now=LATER)


def run(now: dt.datetime = LATER) -> Tally:
    return rescreening.rescreen_source(KEY, by=SYSTEM, now=now)


def counts(tally: Tally) -> tuple[int, ...]:
    return tally.new, tally.changed, tally.lapsed_clearances, tally.withdrawn_evidence


def signals() -> set[tuple[str, str, str]]:
    db.session.rollback()
    return {
        (one.kind.value, one.record_id, one.case_id)
        for one in db.session.query(Signal)
        if one.settled_at is None
    }


CHANGED = (
    ("901", "Kim E Provsson Ek", "1970-01-02"),  # judged, in two cases
    ALVA,  # new
    ("904", "Alva Exempelgren", "1999-11-30"),  # another full birth date
    ("905", LEFT.name, LEFT.birth_date),  # signs no longer
    ("906", UNDECIDED.name, UNDECIDED.birth_date),  # has no support
    ("907", "Zelda Zirkonius", "1970-01-02"),  # born that day, and nothing else
)


def test_a_changed_list_makes_exactly_the_work_a_hand_count_expects(towns):
    first, second = towns
    assert (run().parties, counts(run())) == (2, (0, 0, 0, 0))
    listed(*CHANGED)
    told = run()
    assert (told.parties, counts(told)) == (2, (1, 0, 2, 0))
    expected = {
        ("clearance_lapsed", "901", first),
        ("clearance_lapsed", "901", second),
        ("new_hit", "903", first),
    }
    assert signals() == expected
    assert counts(run()) == (0, 0, 0, 0)

    listed(*CHANGED[:1], ("903", "Alva Exempelgren", "1981-05-07"), *CHANGED[2:])  # one digit off
    assert counts(run()) == (0, 1, 0, 0)
    assert signals() == expected - {("new_hit", "903", first)} | {("changed_hit", "903", first)}
    listed(*CHANGED[:1], ("903", "Alva Exempelgren", "1982-05-07"), *CHANGED[2:])  # another now
    assert counts(run()) == (0, 0, 0, 0)


def test_a_delta_finds_what_a_whole_run_finds(towns):
    def found() -> set[tuple[object, ...]]:
        return {
            (one.kind, one.case_id, one.signatory_id, one.record_id, one.band, one.fingerprint)
            for one in db.session.query(Signal)
        }

    run()
    listed(*CHANGED)
    few = run().pairs_compared
    delta = found()
    with transaction(is_piece=True):
        db.session.query(Signal).delete()
        db.session.query(Rescreening).delete()
        db.session.query(Clearance).update({"lapsed_at": None, "lapsed_facts": []})
    assert run().pairs_compared > 0 < few
    assert found() == delta
    assert len(delta) == 3


def test_what_is_found_stays_within_the_case(towns):
    first, _ = towns
    run()
    listed(*CHANGED)
    run()
    lines = signals_of_case(first)
    assert [(one.is_person, one.name) for one in lines] == [(True, ""), (True, "")]
    told = str(db.session.query(JournalPayload.body).all())
    assert not [name for name in ("Provsson", "Exempelgren", "1970-01-02") if name in told]
    case_of = {one.signatory_id: one.cases for one in signatories_to_watch(NOW.date())}
    assert {len(cases) for cases in case_of.values()} == {1}
    signals_of_persons = db.session.query(Signal).all()
    assert all(one.case_id in case_of[one.signatory_id].values() for one in signals_of_persons)


def test_a_word_on_a_signal_holds_for_that_signatory_in_that_case_alone(towns, people):
    first, second = towns
    secretary, head = people
    run()
    listed(*CHANGED)
    run()
    lapsed = db.session.query(Signal).filter_by(case_id=first, record_id="901").one()
    facts = ("name", "birth_date")
    judgements.judge_signal(lapsed.id, Word(Judgement.OTHER, "En annan", facts), by=secretary, now=LATER)
    judgements.second_signal(lapsed.id, agrees=True, reason="Har sett detsamma", by=head, now=LATER)
    assert signals() == {("clearance_lapsed", "901", second), ("new_hit", "903", first)}
    words = db.session.query(Clearance).filter(Clearance.lapsed_at.is_(None)).all()
    assert [one.signatory_id for one in words] == [lapsed.signatory_id]
    check = db.session.query(CrossCheck).filter_by(case_id=first, is_latest=False).one()
    (hit,) = hits_of(check)
    association_id = db.session.get_one(Case, first).association_id
    assert (hit.signatory_id, check.signatories, check.association_id) == (
        lapsed.signatory_id,
        1,
        association_id,
    )
    assert "Provsson" not in str(check.asked), "what was asked about is the association"
    listed(*CHANGED, ("908", "Någon Heltannan", "1933-01-01"))
    assert counts(run()) == (0, 0, 0, 0)


@pytest.mark.parametrize(("kind", "found"), [(PartyKind.PERSON, 1), (PartyKind.ORGANISATION, 0)])
def test_only_a_source_that_lists_persons_is_asked_about_them(people, kind, found):
    secretary, _ = people
    case_id = a_ready_case(check=None)
    a_source("forbud", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY, kind=kind)
    a_sheet("1;Någon Annansson;1950-05-05")
    a_list_of_both([])
    a_signatory(case_id, secretary)
    decided(case_id, people, Judgement.OTHER)
    rescreening.rescreen_source("forbud", by=SYSTEM, now=NOW)
    a_sheet("1;Någon Annansson;1950-05-05", "2;Kim Provsson Ek;1970-01-02")
    assert rescreening.rescreen_source("forbud", by=SYSTEM, now=LATER).new == found


def a_sheet(*rows: str) -> None:
    delivered("forbud", "\n".join(["Id;Namn;Födelsedatum", *rows, ""]).encode("utf-8-sig"), now=LATER)


def test_support_that_has_ended_and_cases_of_others_are_not_watched(towns):
    assert {name for name, _ in _watched(NOW)} == {CHAIR.name, TREASURER.name}
    assert len(_watched(NOW)) == 3
    assert _watched(dt.datetime(2028, 1, 2, tzinfo=dt.UTC)) == []


def _watched(now: dt.datetime) -> list[tuple[str, str]]:
    return [(one.party.name, one.association_id) for one in signatories_to_watch(now.date())]

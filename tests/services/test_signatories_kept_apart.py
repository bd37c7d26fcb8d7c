"""Persons stay within their case: no list and no journal tells of them."""

import datetime as dt

import pytest

from tests.makers import NOW
from tests.makers_decisions import a_ready_case, two_officers
from tests.makers_signatories import PERSONS, a_list_of_both, a_signatory, checked, decided, judged_all
from tests.makers_sources import delivered, un_xml
from vetting.domain.authority import SYSTEM, Actor
from vetting.domain.terms import Judgement, SignalKind
from vetting.reading.clearances import ClearanceFilter, clearance_list
from vetting.records.clearances import Clearance, Signal
from vetting.records.db import db
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.match_settings import stored_pairs
from vetting.services import rescreening

LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def people(app) -> tuple[Actor, Actor]:
    return two_officers()


def journal_text() -> str:
    entries = db.session.query(JournalEntry.name, JournalEntry.subject).all()
    return str(entries) + str(db.session.query(JournalPayload.body).all())


def test_persons_are_told_of_nowhere_but_in_their_case(people):
    secretary, head = people
    case_id = a_ready_case(check=None)
    a_list_of_both()
    a_signatory(case_id, secretary)
    judged_all(checked(case_id, secretary), people)
    assert clearance_list(ClearanceFilter(), actor=head).total == 0
    assert not stored_pairs()
    told = journal_text()
    assert "Provsson" not in told
    assert "1970-01-02" not in told
    assert db.session.query(Clearance).one().fingerprint not in told


def test_a_row_gone_that_a_decision_rested_on_is_told_without_the_person(people):
    secretary, _ = people
    case_id = a_ready_case(check=None)
    a_list_of_both(PERSONS)
    a_signatory(case_id, secretary)
    decided(case_id, people, Judgement.SAME)
    rescreening.rescreen_source("sanktioner", by=SYSTEM, now=NOW)
    delivered("sanktioner", un_xml([("1", "Norra Provbolaget")], persons=PERSONS[1:]), now=LATER)
    assert rescreening.rescreen_source("sanktioner", by=SYSTEM, now=LATER).withdrawn_evidence == 1
    signal = db.session.query(Signal).one()
    assert (signal.kind, signal.case_id) == (SignalKind.EVIDENCE_WITHDRAWN, case_id)
    assert (signal.record, signal.asked, signal.reasons) == ({"kind": "person"}, {}, [])

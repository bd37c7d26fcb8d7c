"""A signal about a declared signatory: lists tell of nobody, its own page shows both sides and is journaled."""

import datetime as dt

import pytest

from tests.makers import NOW, csrf, sign_in
from tests.makers_decisions import a_ready_case, two_officers
from tests.makers_signatories import CHAIR, a_list_of_both, a_signatory, decided
from tests.makers_sources import delivered, un_xml
from tests.queries import count_queries
from tests.web.test_query_budget import BUDGET
from vetting.domain.authority import SYSTEM
from vetting.domain.entries import Entry
from vetting.domain.terms import Judgement
from vetting.records.clearances import Signal
from vetting.records.cross_checks import Hit
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.services import rescreening

WORD = {"judgement": "same", "rests_on": ["name", "birth_date"], "reason": "Båda uppgifterna stämmer"}


@pytest.fixture
def signal(app, client) -> tuple[str, str]:
    """A signatory who has come onto a list; the culture secretary has signed in. Gives id and case."""
    people = two_officers()
    case_id = a_ready_case(check=None)
    a_list_of_both([])
    a_signatory(case_id, people[0])
    decided(case_id, people, Judgement.OTHER)
    rescreening.rescreen_source("sanktioner", by=SYSTEM, now=NOW)
    later = NOW + dt.timedelta(hours=1)
    listed = un_xml([("1", "Norra Provbolaget")], persons=[("901", CHAIR.name, CHAIR.birth_date)])
    delivered("sanktioner", listed, now=later)
    rescreening.rescreen_source("sanktioner", by=SYSTEM, now=later)
    client.set_cookie("lang", "en")
    sign_in(client, "culture_secretary.nor")
    return db.session.query(Signal.id).scalar(), case_id


def views() -> int:
    return db.session.query(JournalEntry).filter_by(name=Entry.SIGNATORIES_VIEWED.value).count()


def test_lists_lead_to_it_without_the_name_and_its_page_is_journaled(client, signal):
    signal_id, case_id = signal
    for path in ("/min-dag", f"/arenden/{case_id}", "/signaler"):
        told = client.get(path).text
        assert f"/signaler/{signal_id}" in told, path
        assert CHAIR.name not in told, path
    before = views()
    page = client.get(f"/signaler/{signal_id}").text
    assert page.count(CHAIR.name) >= 2
    assert "Persons are compared by name and birth date alone" in page
    assert "The source means this signatory." in page
    assert views() == before + 1


def test_it_is_judged_from_its_page_as_a_hit_of_that_signatory(client, signal):
    signal_id, _ = signal
    path = f"/signaler/{signal_id}"
    sent = {"csrf_token": csrf(client, path), **WORD}
    assert client.post(path, data=sent).status_code == 302
    with count_queries() as asked:  # the most there is to show, and the journal's own among them
        client.get(path)
    assert len(asked) <= BUDGET
    row = db.session.get_one(Signal, signal_id)
    hit = db.session.query(Hit).filter_by(record_id="901").one()
    assert (hit.signatory_id, hit.judgement) == (row.signatory_id, Judgement.SAME)
    assert "Judged: the same" in client.get(path).text

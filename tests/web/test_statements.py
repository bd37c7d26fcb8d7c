"""What the association says, through the pages: whether it is its whole answer, and what came unread."""

import datetime as dt

import pytest

from tests.makers import csrf, sign_in
from tests.makers_decisions import a_decided_case, a_ready_case, two_officers
from tests.makers_hearings import a_code, answered, heard
from vetting.domain.terms_decisions import StatementTiming
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.hearings import Statement

pytestmark = pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)  # the deeds are tried on both
WAITS = "may still answer"


def now():
    return dt.datetime.now(dt.UTC)


def post(client, path, page, **data):
    return client.post(path, data={**data, "csrf_token": csrf(client, page)}, follow_redirects=True).text


def considered_as(case_id, client, by, **ticked):
    """The page of the right to reply once an officer has considered a new statement."""
    answered(case_id, by, now=now())
    row = db.session.query(Statement).filter_by(considered_at=None).one()
    base = f"/arenden/{case_id}"
    words = {"considered": "Läst mot avtalet."}
    return post(client, f"{base}/yttranden/{row.id}/beaktat", f"{base}/kommunicering", **words, **ticked)


def test_only_what_the_officer_calls_the_whole_answer_ends_the_waiting(client, app):
    secretary, _ = two_officers()
    case_id = a_ready_case(heard=False)
    client.set_cookie("lang", "en")
    officer = sign_in(client, "culture_secretary.nor")
    heard(case_id, secretary, now=now() - dt.timedelta(hours=1))
    assert WAITS in considered_as(case_id, officer, secretary)
    assert WAITS not in considered_as(case_id, officer, secretary, is_final="y")


def test_what_is_written_of_a_statement_and_refused_is_not_lost(client, app):
    secretary, _ = two_officers()
    case_id = a_ready_case(heard=False)
    officer = sign_in(client, "culture_secretary.nor")
    heard(case_id, secretary, now=now() - dt.timedelta(hours=1))
    answered(case_id, secretary, now=now())
    row = db.session.query(Statement).one()
    text = "Avtalet visar det, se kassören 19811228-9874."
    base = f"/arenden/{case_id}"
    data = {"considered": text, "is_final": "y", "csrf_token": csrf(officer, f"{base}/kommunicering")}
    refused = officer.post(f"{base}/yttranden/{row.id}/beaktat", data=data)
    assert refused.status_code == 409
    assert f"{text}</textarea>" in refused.text
    assert 'name="is_final" value="y" checked' in refused.text
    assert "personnummer" in refused.text
    db.session.expire_all()
    assert db.session.query(Statement).one().considered_at is None


@pytest.mark.parametrize(("ticked", "is_final"), [({}, False), ({"is_whole": "y"}, True)])
def test_the_association_says_itself_that_it_has_no_more_to_say(client, app, ticked, is_final):
    secretary, _ = two_officers()
    case_id = a_ready_case(heard=False)
    heard(case_id, secretary, now=now() - dt.timedelta(hours=1))
    code, way_in = a_code(case_id, secretary, now=now()), "/foreningens-arende"
    client.set_cookie("lang", "en")
    post(client, way_in, way_in, case_number="NOR 2026/0001", code=code)
    assert "This is our whole answer" in client.get(f"{way_in}/svar").text
    page = post(client, f"{way_in}/svar", f"{way_in}/svar", text="Det stämmer inte.", **ticked)
    assert db.session.query(Statement.is_final).scalar() is is_final
    assert ("Answer by" in page) is not is_final


def test_what_came_before_the_decision_and_was_entered_after_it_is_told_to_who_decided(client, app):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    client.set_cookie("lang", "en")
    officer = sign_in(client, "culture_secretary.nor")
    day = db.session.query(Decision.decided_on).scalar() - dt.timedelta(days=1)
    sent = {"channel": "letter", "received_on": day.isoformat(), "text": "Det stämmer inte."}
    page = post(officer, f"/arenden/{case_id}/yttranden", f"/arenden/{case_id}/yttranden", **sent)
    assert "Whoever decided is told" in page
    assert "Not considered in the decision" in page
    assert db.session.query(Statement.timing).scalar() is StatementTiming.UNREAD
    client.delete_cookie("vetting")
    assert "came before the decision but was not" in sign_in(client, "unit_head.nor").get("/min-dag").text

"""The association's own page: what is not yet put before it leaves no trace there, nor does a file behind it."""

import datetime as dt
import re

import pytest

from tests.makers import csrf
from tests.makers_applications import PDF
from tests.makers_checklists import an_evidence, with_evidence
from tests.makers_decisions import a_decided_case, a_ready_case, two_officers
from tests.makers_hearings import a_code, an_answer, facts_of, heard
from tests.queries import count_queries
from tests.web.test_decisions import fields_of
from vetting.domain.terms import Stage
from vetting.domain.terms_decisions import HearingExemption
from vetting.records import case_codes
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.secrecy_marks import SecrecyMark
from vetting.services import evidence, hearings, secrecy_marks

pytestmark = pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)  # the rules are tried on both
WHY = "Festivalen öppnar i morgon bitti och lokalen måste vara utrymd innan dess."


def now():
    """Sessions are judged by the real clock in a request."""
    return dt.datetime.now(dt.UTC)


@pytest.fixture
def secretary(app):
    return two_officers()[0]


@pytest.fixture
def case_id(secretary):
    return a_ready_case(heard=False)


@pytest.fixture
def inside(client, case_id, secretary):
    """A browser in which the association has opened its case."""
    return opened(client, case_id, secretary)


def opened(client, case_id, secretary):
    client.set_cookie("lang", "en")
    code, token = a_code(case_id, secretary, now=now()), csrf(client, "/foreningens-arende")
    sent = {"case_number": "NOR 2026/0001", "code": code, "csrf_token": token}
    assert client.post("/foreningens-arende", data=sent).status_code == 302
    return client


def test_what_would_frustrate_the_decision_leaves_no_trace_before_it(inside, case_id, secretary):
    def used():
        page = inside.get("/foreningens-arende/oversikt").text
        return re.search(r'<section[^>]*aria-labelledby="used".*?</section>', page, re.DOTALL).group()

    bare = used()
    with_evidence(case_id, secretary, "S01", description="Lokalen töms i natt")
    assert used() == bare
    hearings.exempt(case_id, HearingExemption.FRUSTRATES, why=WHY, by=secretary, now=now())
    assert used() == bare
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).stage = Stage.DECIDED
    told = used()
    for words in ("Lokalen töms i natt", "told of with the decision: The decision could otherwise not be"):
        assert words in told, words
    assert WHY not in told


def test_the_association_opens_the_files_it_may_and_no_others(inside, case_id, secretary):
    def status(evidence_id):
        return inside.get(f"/foreningens-arende/underlag/{evidence_id}").status_code

    def with_file(case, description="Stadgar"):
        new = an_evidence("S01", description=description)
        return evidence.add_evidence(case, new, file=("bild.pdf", PDF), by=secretary, now=now())

    seen, bare = with_file(case_id), with_evidence(case_id, secretary, "S01", description="Utan fil")
    other = with_file(a_ready_case(number=2, heard=False))
    assert status(seen) == 404  # not yet put before the association
    heard(case_id, secretary, now=now())
    page = inside.get("/foreningens-arende/oversikt").text
    assert page.count("Open the file") == 1
    opened = inside.get(f"/foreningens-arende/underlag/{seen}")
    assert (opened.data, opened.headers["Content-Security-Policy"]) == (PDF, "default-src 'none'; sandbox")
    assert [status(one) for one in (bare, other, "0" * 16)] == [404, 404, 404]
    assert facts_of("PaperViewed")
    with transaction(is_piece=True):
        mark = SecrecyMark(
            case_id=case_id, item="passage:1", passage="Anna", ground="Enskilds", is_open=False,
            marked_by=secretary.id, marked_at=now(),
        )  # fmt: skip
        db.session.add(mark)
    assert status(seen) == 404
    with transaction(is_piece=True):
        db.session.query(SecrecyMark).update({"lifted_at": now(), "lifted_by": secretary.id})
    later = with_file(case_id, "Protokoll")
    hearings.exempt(case_id, HearingExemption.FRUSTRATES, why=WHY, by=secretary, now=now())
    assert [status(seen), status(later)] == [200, 404]


def test_the_page_asks_little_also_of_a_decided_case_with_everything(inside, case_id, secretary):
    for one in (an_answer(case_id), an_answer(case_id)):
        secrecy_marks.mark_items_tried(case_id, [f"answer:{one}"], by=secretary, now=now())
    with_evidence(case_id, secretary, "S01")
    heard(case_id, secretary, now=now())
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).stage = Stage.DECIDED
    with count_queries() as sent:
        page = inside.get("/foreningens-arende/oversikt")
    assert "Restförda skatter 2025" in page.text
    assert len(sent) <= 15


def test_a_later_day_that_is_refused_keeps_what_was_written(client, app):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    opened(client, case_id, secretary)
    url = "/foreningens-arende/anstand"
    sent = fields_of(client.get("/foreningens-arende/oversikt").text, url)
    reason = "Kassören är sjuk."
    for day, status, told in (("2020-01-01", 409, "must be later than"), ("", 422, "Give a date.")):
        page = client.post(url, data={**sent, "day": day, "reason": reason})
        assert page.status_code == status
        assert fields_of(page.text, url)["reason"] == reason
        assert told in page.text
    given = client.post(url, data={**sent, "day": "2027-10-29", "reason": reason}, follow_redirects=True)
    assert "The request is sent." in given.text
    assert "Waits for an answer" in given.text


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("anstand", {"item_key": "0" * 16, "day": "2027-10-29", "reason": "Kassören är sjuk."}),
        ("svar", {"text": "Stadgarna ändrades på årsmötet i mars."}),
    ],
)
def test_nothing_of_the_case_is_drawn_once_the_code_was_withdrawn_while_they_wrote(
    inside, case_id, monkeypatch, path, sent
):
    asked_again = case_codes.require_session

    def withdrawn_meanwhile(own, at):
        case_codes.end_sessions_of(case_id)
        asked_again(own, at)

    token = csrf(inside, "/foreningens-arende/svar")
    monkeypatch.setattr(case_codes, "require_session", withdrawn_meanwhile)
    late = inside.post(f"/foreningens-arende/{path}", data={**sent, "csrf_token": token})
    assert late.status_code == 404
    for words in ("Granlunda", "NOR 2026/0001", "Your reply"):
        assert words not in late.text, words

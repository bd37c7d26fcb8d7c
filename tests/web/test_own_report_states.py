"""The association's report on its pages: nothing saved is lost, what is missing is named, and one state is told."""

import datetime as dt
import io
import re

import pytest

from tests.conftest import Browser
from tests.makers import PASSWORD, csrf
from tests.makers_association_reports import handed_over, opened, signed_report, whole_answers
from tests.makers_decisions import a_decided_case, two_officers
from tests.makers_hearings import a_code
from tests.web.test_decisions import fields_of
from vetting.domain.report_reading import ReportPoint
from vetting.domain.terms import Role
from vetting.records import association_reports
from vetting.services import report_readings
from vetting.services.report_readings import ReadSo

pytestmark = pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)  # the rules are tried on both
OWN = "/foreningens-arende/redovisning"
START = "/foreningens-arende/oversikt"
POINTS = (ReportPoint("spent_on", "Vad har hyran kostat?"),)


def now():
    """Sessions are judged by the real clock in a request."""
    return dt.datetime.now(dt.UTC)


@pytest.fixture
def officers(app):
    return two_officers()


@pytest.fixture
def case_id(officers):
    return a_decided_case(*officers)[0]


@pytest.fixture
def inside(app, case_id, officers):
    """A browser in which the association has opened its case."""
    client = Browser(app, use_cookies=True)
    client.set_cookie("lang", "en")
    enter(client, case_id, officers)
    return client


def enter(client, case_id, officers):
    code, token = a_code(case_id, officers[0], now=now()), csrf(client, "/foreningens-arende")
    sent = {"case_number": "NOR 2026/0001", "code": code, "csrf_token": token}
    assert client.post("/foreningens-arende", data=sent).status_code == 302


@pytest.fixture
def desk(app, officers):
    """The secretary's browser."""
    client = Browser(app, use_cookies=True)
    client.set_cookie("lang", "en")
    sent = {"username": f"{Role.CULTURE_SECRETARY.value}.nor", "password": PASSWORD}
    token = csrf(client, "/inloggning")
    assert client.post("/inloggning", data={**sent, "csrf_token": token}).status_code == 302
    return client


def saved(inside, case_id, **changes):
    page = fields_of(inside.get(OWN).text, OWN)
    told = {f"q-{key}": text for key, text in whole_answers(case_id).items()}
    data = {**page, **told, "written_role": "", "reply_to": "foreningen@granlunda.example", **changes}
    assert inside.post(OWN, data=data).status_code == 302
    return str(association_reports.draft_of(case_id).version)


def hand_over(inside, version, **changes):
    sent = {"version": version, "role": "ordförande", "address": "ordf@granlunda.example", **changes}
    return inside.post(f"{OWN}/lamna", data={**sent, "csrf_token": csrf(inside, OWN)})


def asked_to_complete(case_id, officers):
    report_id = signed_report(case_id, officers[0], now=now())
    return report_readings.ask_completion(
        case_id, report_id, ReadSo("Se frågan."), POINTS, due_on=None, by=officers[0], now=now()
    )


def test_what_is_missing_is_told_at_its_field_and_nothing_saved_is_emptied(inside, case_id):
    version = saved(inside, case_id)
    page = inside.get(OWN).text
    assert "1 answer is missing" in page
    assert 'href="#written_role"' in page
    answer = hand_over(inside, version)
    assert answer.status_code == 409
    assert re.search(r'href="#written_role">Your function in the association: Write', answer.text)
    assert 'id="written_role-error"' in answer.text
    drawn = fields_of(answer.text, OWN)
    assert drawn["reply_to"] == "foreningen@granlunda.example"
    again = {**drawn, "written_role": "kassör"}
    assert inside.post(OWN, data=again).status_code == 302
    assert "Everything is answered" in inside.get(OWN).text
    answer = hand_over(inside, str(int(version) + 1))
    assert "is sent a code by e-mail within a minute" in inside.get(answer.location).text


def test_a_correction_names_its_missing_reason_and_keeps_the_rest(app, inside, case_id, officers):
    asked_to_complete(case_id, officers)
    enter(inside, case_id, officers)
    version = saved(inside, case_id, written_role="projektledare")
    answer = hand_over(inside, version)
    assert 'href="#reason"' in answer.text
    assert 'id="reason-error"' in answer.text
    drawn = fields_of(answer.text, OWN)
    assert (drawn["written_role"], drawn["reply_to"]) == ("projektledare", "foreningen@granlunda.example")


def test_all_that_is_missing_is_told_at_once_and_in_its_own_form(inside, case_id):
    version = saved(inside, case_id, **{"q-spent": ""})
    answer = hand_over(inside, version).text
    assert 'id="q-spent-error"' in answer
    assert 'id="written_role-error"' in answer
    version = saved(inside, case_id, written_role="kassör")
    answer = hand_over(inside, version, role="Kassör")
    assert 'id="role-error"' in answer.text
    assert fields_of(answer.text, OWN)["written_role"] == "kassör"


def test_a_workbook_that_cannot_be_read_empties_nothing(inside, case_id):
    saved(inside, case_id, written_role="kassör")
    sent = {"file": (io.BytesIO(b"a;b\n1;2\n"), "annan.xlsx"), "csrf_token": csrf(inside, OWN)}
    drawn = fields_of(inside.post(f"{OWN}/xlsx", data=sent).text, OWN)
    assert (drawn["written_role"], drawn["reply_to"]) == ("kassör", "foreningen@granlunda.example")
    assert drawn["q-participants"] == "120"


def test_the_start_page_says_where_the_report_stands(inside, case_id, officers):
    def panel(name):
        page = inside.get(START).text
        return re.search(rf'<section[^>]*aria-labelledby="{name}".*?</section>', page, re.DOTALL).group()

    assert "Not begun" in panel("report")
    assert "Nothing has been asked for" in panel("missing")
    saved(inside, case_id, written_role="kassör")
    assert "A draft, not handed in" in panel("report")
    handed_over(opened(case_id, officers[0], now=now()), whole_answers(case_id), now=now())
    enter(inside, case_id, officers)
    assert "Waits to be signed" in panel("report")


def test_one_day_holds_once_completion_is_asked(inside, case_id, officers):
    due = asked_to_complete(case_id, officers)
    enter(inside, case_id, officers)
    start, told = inside.get(START).text, f"{due.day} {due:%b %Y}"
    assert "Is to be completed" in start
    assert f"The report is to be completed by {told}" in start
    assert "Nothing has been asked for" not in start
    about = re.search(r'aria-labelledby="about".*?</section>', inside.get(OWN).text, re.DOTALL).group()
    assert re.search(rf"To come by</dt><dd>{told}", about)


def test_chosen_questions_are_put_into_the_request_to_be_changed_before_it_is_sent(desk, case_id, officers):
    odd = whole_answers(case_id, spent="99999999", women="900", men="10")
    signed_report(case_id, officers[0], odd, now=now())
    page = f"/arenden/{case_id}/redovisning"
    shown = desk.get(page).text
    assert "99,999,999 kronor" in shown
    assert "900, and “How many have taken part in all?”: 120" in shown
    assert "Ni har skrivit" not in shown
    drawn = desk.get(f"{page}?fraga=over:spent&fraga=part:women&fraga=no:such").text
    field = re.search(r'<textarea[^>]*name="note-women"[^>]*>([^<]*)', drawn).group(1)
    assert "Ni har skrivit 900" in field  # in the language of the association's post
    assert "99\u00a0999\u00a0999 kronor" in drawn
    assert f"/arenden/{case_id}/kommunicering#codes" in drawn


def test_a_long_text_is_refused_with_words_and_not_cut(desk, case_id, officers):
    report_id = signed_report(case_id, officers[0], now=now())
    page = f"/arenden/{case_id}/redovisning"
    assert not re.search(r"<textarea[^>]*maxlength", desk.get(page).text)
    long = "Vad har hyran kostat? " * 30
    sent = {"do": "complete", "note-spent_on": long, "csrf_token": csrf(desk, page)}
    answer = desk.post(f"{page}/{report_id}/last", data=sent)
    assert answer.status_code == 422
    assert long in answer.text
    assert 'id="note-spent_on-error"' in answer.text
    assert "is sent to the association with the request" in answer.text


def test_the_plan_shows_the_outcome_of_the_approved_report_with_its_source(desk, case_id, officers):
    report_id = signed_report(case_id, officers[0], now=now())
    plan = f"/arenden/{case_id}/plan"
    assert "from the approved report" not in desk.get(plan).text
    report_readings.approve_report(case_id, report_id, ReadSo("I ordning."), by=officers[0], now=now())
    assert "outcome 40, from the approved report of" in desk.get(plan).text

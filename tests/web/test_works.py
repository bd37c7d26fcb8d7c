"""The progress of long work."""

import pytest

from tests.conftest import Browser
from tests.makers import NOW, an_officer, sign_in
from vetting.domain.authority import OPERATOR, SYSTEM
from vetting.domain.errors import Refused
from vetting.domain.terms import Role
from vetting.services import works


@pytest.fixture
def work(client):
    """Work asked for by the officer who is signed in."""
    actor = an_officer(username="anna")
    sign_in(client, "anna")
    return works.queue_work("some_kind", {}, by=actor, now=NOW)


def taken(work_id):
    found = works.take_up_work(NOW)
    assert found.id == work_id
    return found


def test_it_waits_runs_and_looks_anew_without_script(client, work):
    page = client.get(f"/arbete/{work}").text
    assert "Väntar på sin tur" in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    works.tell_progress(taken(work), 3, 10)
    page = client.get(f"/arbete/{work}").text
    assert "3 av 10" in page
    assert 'value="3" max="10"' in page
    assert 'hx-trigger="every 1s"' in page


def test_when_done_it_leads_on_to_an_own_page_only(client, work):
    works.finish_work(taken(work), {}, now=NOW)
    assert client.get(f"/arbete/{work}?next=/foreningar").location == "/foreningar"
    polled = client.get(f"/arbete/{work}?next=/foreningar", headers={"HX-Request": "true"})
    assert (polled.status_code, polled.headers["HX-Redirect"]) == (204, "/foreningar")
    for outside in ("https://example.org", "//example.org", "/\\example.org", "javascript:x", ""):
        answer = client.get(f"/arbete/{work}", query_string={"next": outside})
        assert answer.status_code == 200
        assert "example.org" not in answer.text.split("<main")[1].split("</main>")[0]
        assert "Arbetet är klart" in answer.text


def test_a_failure_is_told_in_words_and_stands_still(client, work):
    works.fail_work(taken(work), Refused("too_many_tries", minutes=15), now=NOW)
    page = client.get(f"/arbete/{work}?next=/foreningar").text
    assert "Vänta 15 minuter" in page
    assert "http-equiv" not in page
    assert "hx-trigger" not in page


@pytest.mark.parametrize(("role", "status"), [(Role.CULTURE_SECRETARY, 404), (Role.ADMINISTRATOR, 200)])
def test_others_do_not_see_it(client, work, role, status):
    an_officer(role, username="other")
    other = sign_in(Browser(client.application, use_cookies=True), "other")
    assert other.get(f"/arbete/{work}").status_code == status
    assert client.get("/arbete/unknown").status_code == 404


@pytest.mark.parametrize("by", [SYSTEM, OPERATOR], ids=["clock", "operator"])
def test_work_of_those_without_an_account_is_taken_up_in_their_name(app, by):
    work_id = works.queue_work("some_kind", {}, by=by, now=NOW)
    taken_up = works.take_up_work(NOW)
    assert (taken_up.id, taken_up.by) == (work_id, by)

"""The page of the retention plan: what is only suggested, and the deed by which the municipality adopts it."""

import pytest

from tests.makers import NOW, an_officer, csrf, sign_in
from vetting.domain.retention_plan import CARRIED_OUT
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Role
from vetting.records.db import db
from vetting.records.retention_plan import RetentionRule

TOLD = {
    "forslag-adopted_by": "Kommunstyrelsen § 112",
    "forslag-adopted_on": swedish_day(NOW).isoformat(),
    "forslag-diary_number": "KS 2026/114",
}


@pytest.fixture
def page(app, client):
    an_officer(Role.ADMINISTRATOR, username="admin.plan", everywhere=True)
    return sign_in(client, "admin.plan")


def sent(page, **changed):
    data = {"csrf_token": csrf(page, "/gallring"), **TOLD, **changed}
    return page.post("/gallring/forslaget", data=data)


def test_the_page_says_that_nothing_is_removed_until_the_plan_is_adopted(page):
    page.set_cookie("lang", "en")
    shown = page.get("/gallring").text
    assert "Nothing is removed yet" in shown
    assert "Letters that have been sent stay" in shown
    assert shown.count("suggested; nothing is removed") == len(CARRIED_OUT)
    assert sent(page).status_code == 302
    shown = page.get("/gallring").text
    assert "Nothing is removed yet" not in shown
    assert shown.count("KS 2026/114") == len(CARRIED_OUT)
    assert shown.count("removed by the clock") == len(CARRIED_OUT)
    rows = db.session.query(RetentionRule.adopted_by, RetentionRule.adopted_on, RetentionRule.diary_number)
    assert set(rows) == {("Kommunstyrelsen § 112", swedish_day(NOW), "KS 2026/114")}


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"forslag-adopted_by": ""}, 422),
        ({"forslag-adopted_on": ""}, 422),
        ({"forslag-diary_number": ""}, 422),
        ({"forslag-adopted_on": "2999-01-01"}, 409),
        ({"forslag-adopted_by": "191212121212"}, 409),
    ],
)
def test_what_the_adoption_lacks_is_told_and_nothing_is_kept(page, changed, status):
    answer = sent(page, **changed)
    assert answer.status_code == status
    assert 'id="forslag-adopted_by"' in answer.text
    assert db.session.query(RetentionRule).count() == 0


def test_a_second_adoption_is_refused_and_an_officer_may_not(page):
    assert sent(page).status_code == 302
    assert sent(page).status_code == 409
    an_officer(Role.CULTURE_SECRETARY, username="sekr.plan")
    page.post("/utloggning", data={"csrf_token": csrf(page, "/gallring")})
    other = sign_in(page, "sekr.plan")
    assert "forslag-adopted_by" not in other.get("/gallring").text
    data = {"csrf_token": csrf(other, "/konto/losenord"), **TOLD}
    assert other.post("/gallring/forslaget", data=data).status_code == 403

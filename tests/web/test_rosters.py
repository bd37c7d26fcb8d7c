"""The pages of the roster: one press shares out, what is open says why, a conflict hands the check on."""

import datetime as dt
import re

import pytest

from tests.makers import NOW, a_board, an_officer, csrf, sign_in
from tests.makers_rosters import MONDAY, WEEKS, checks_of, drawn, people, shared
from tests.makers_spot_checks import READ_TWICE, check_row
from tests.queries import count_queries
from vetting.domain.terms import Role
from vetting.records.absences import Absence
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.officers import Officer
from vetting.records.spot_checks import RoundChecker
from vetting.services import checkers

NEXT = dt.date.today() + dt.timedelta(days=70)  # pages go by the real day


def url(round_id):
    return f"/stickprov/{round_id}/fordelning"


def as_drawn(page):
    """What the browser would send of the sharing out, untouched."""
    form = page.split('action="' + re.search(r'action="([^"]*fordelning)"', page)[1] + '"', 1)[1].split(
        "</form>"
    )[0]
    data = {}
    for found in re.finditer(r"<input([^>]*)>", form):
        attrs = dict(re.findall(r'([\w-]+)="([^"]*)"', found[1]))
        if attrs.get("type") == "checkbox" and " checked" not in found[1]:
            continue
        data[attrs["name"]] = attrs.get("value", "y")
    return data


def test_one_press_shares_out_what_is_suggested(client):
    round_id, _, _ = drawn(6)
    people(3)
    sign_in(client, "samordnare")
    page = client.get(url(round_id))
    assert page.status_code == 200
    assert "Allt är föreslaget" in page.text
    answer = client.post(url(round_id), data=as_drawn(page.text))
    assert answer.status_code == 302, answer.text
    assert all(row.officer_id and row.week_on for row in checks_of(round_id))
    page = client.get(url(round_id)).text
    assert "6 kontroller är fördelade." in page
    assert "skiljer det högst 1" in page
    assert all(row.item in page for row in checks_of(round_id))
    assert "Skriv breven" in page, "the next step is here"
    token = {"csrf_token": as_drawn(page)["csrf_token"]}
    assert client.post(f"/stickprov/{round_id}/brev", data=token).status_code == 302
    assert "Skriv breven" not in client.get(url(round_id)).text


def test_what_nobody_can_have_is_shown_with_its_reason_and_given_by_hand(client):
    round_id, _, ids = drawn(2)
    anna, bo = people(2)
    item, case_id = check_row(ids[0]).item, check_row(ids[0]).case_id
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).assigned_to = anna.id
    sign_in(client, "samordnare")
    data = as_drawn(client.get(url(round_id)).text)
    keep = {key.rsplit("-", 1)[0] for key, value in data.items() if value == anna.id}
    data = {
        key: value
        for key, value in data.items()
        if not key.endswith("is_in") or key.rsplit("-", 1)[0] in keep
    }
    page = client.post(url(round_id), data=data, follow_redirects=True).text
    assert "1 kunde inte lämnas till någon" in page
    assert "Kontroller som ingen har" in page
    assert "Kontrollant0: har eller har haft ärendet" in page
    give = f"/stickprov/kontroll/{ids[0]}/kontrollant"
    form = client.get(give).text
    assert f'value="{anna.id}"' not in form
    token = csrf(client, give)
    week = next(part for part in form.split('value="') if part[:4].isdigit() and part[4] == "-")[:10]
    answer = client.post(give, data={"csrf_token": token, "officer_id": bo.id, "week_on": week})
    assert answer.status_code == 302, answer.text
    assert (check_row(ids[0]).officer_id, check_row(ids[0]).week_on.isoformat()) == (bo.id, week)
    assert f"Stickprovet {item} är lämnat." in client.get(url(round_id)).text
    again = client.post(give, data={"csrf_token": token, "officer_id": anna.id, "week_on": week})
    assert again.status_code == 422  # not among the choices


@pytest.mark.parametrize(
    ("change", "words", "status"),
    [
        ({"first_on": "2020-01-01", "last_on": "2020-02-01"}, "har passerat", 409),
        ({"first_on": "2030-06-01", "last_on": "2030-01-01"}, "får inte komma efter den sista", 409),
        ({"first_on": ""}, "Ange ett datum", 422),
        ({"capacity": "0"}, "heltal från 1 till 40", 422),
        ({"capacity": "många"}, "heltal från 1 till 40", 422),
        ({"is_in": None}, "Ingen deltar", 409),
    ],
)
def test_odd_wishes_come_back_with_what_was_written(client, change, words, status):
    round_id, _, _ = drawn(1)
    people(1)
    sign_in(client, "samordnare")
    data = as_drawn(client.get(url(round_id)).text)
    for name, value in change.items():
        for key in [key for key in data if key == name or key.endswith("-" + name)]:
            data.pop(key)
            if value is not None:
                data[key] = value
    answer = client.post(url(round_id), data=data)
    assert answer.status_code == status, answer.text
    assert words in answer.text
    assert "<title>Fel:" in answer.text
    assert checks_of(round_id)[0].officer_id is None


def test_who_does_not_run_the_round_sees_the_roster_and_no_button(client):
    round_id, by, _ = drawn(2)
    anna, bo = people(2)
    shared(round_id, by, [anna, bo])
    sign_in(client, "kontrollant0")
    page = client.get(url(round_id)).text
    assert "Handläggare och veckor" in page
    for hidden in ("Fördela på nytt", "Flytta", "Någon är frånvarande"):
        assert hidden not in page
    token = csrf(client, "/konto/")
    assert client.post(url(round_id), data={"csrf_token": token}).status_code == 403


def test_another_boards_round_is_not_found(client):
    round_id, _, ids = drawn(1)
    one = people(1)[0]
    an_officer(Role.UNIT_HEAD, username="chef.syd", board=a_board("SYD", "Sörlunda stadsdelsnämnd"))
    sign_in(client, "chef.syd")
    data = {"csrf_token": csrf(client, "/konto/"), "first_on": "2030-01-01", "last_on": "2030-03-01",
            "checkers-0-officer_id": one.id, "checkers-0-is_in": "y", "checkers-0-capacity": "3"}  # fmt: skip
    assert client.post(url(round_id), data=data).status_code == 404
    assert client.post(url(round_id) + "/fyll", data=data).status_code == 404
    assert client.get(f"/stickprov/kontroll/{ids[0]}/kontrollant").status_code == 404
    assert "Fördela" not in client.get(url(round_id)).text.split("<main")[1].replace("Fördelning", "")


def test_declaring_a_conflict(client):
    round_id, by, ids = drawn(1)
    anna, bo = people(2)
    shared(round_id, by, [anna])
    with transaction(is_piece=True):
        db.session.add(RoundChecker(round_id=round_id, officer_id=bo.id, capacity_per_week=2))
    path = f"/stickprov/kontroll/{ids[0]}/jav"
    sign_in(client, "kontrollant0")
    assert "Du ser inte längre kontrollen" in client.get(path).text
    token = csrf(client, path)
    blank = client.post(path, data={"csrf_token": token, "reason": ""})
    assert blank.status_code == 422
    numbered = client.post(path, data={"csrf_token": token, "reason": "Se 19811228-9874"})
    assert (numbered.status_code, "Se 19811228-9874" in numbered.text) == (409, True)
    answer = client.post(path, data={"csrf_token": token, "reason": "Min syster är kassör."})
    assert answer.location == "/min-dag"
    assert client.get(path).status_code == 404
    assert check_row(ids[0]).officer_id == bo.id
    client.post("/utloggning", data={"csrf_token": csrf(client, "/konto/")})
    sign_in(client, "samordnare")
    page = client.get(url(round_id)).text
    assert "Min syster är kassör." in page


def test_the_second_reading_by_hand(client):
    round_id, by, ids = drawn(1, terms=READ_TWICE)
    three = people(3)
    shared(round_id, by, three)
    row = check_row(ids[0])
    left = next(one for one in three if one.id not in (row.officer_id, row.second_officer_id))
    give = f"/stickprov/kontroll/{ids[0]}/kontrollant"
    sign_in(client, "samordnare")
    token = csrf(client, give)
    path = f"/stickprov/kontroll/{ids[0]}/andra-lasare"
    wrong = client.post(path, data={"csrf_token": token, "second_id": row.officer_id})
    assert wrong.status_code == 422
    assert client.post(path, data={"csrf_token": token, "second_id": left.id}).status_code == 302
    assert check_row(ids[0]).second_officer_id == left.id


def test_absence_on_ones_own_page(client):
    people(1)
    sign_in(client, "kontrollant0")
    token = csrf(client, "/konto/")
    days = {"from_on": NEXT.isoformat(), "until_on": (NEXT + dt.timedelta(days=6)).isoformat()}
    answer = client.post("/konto/franvaro", data={"csrf_token": token, **days}, follow_redirects=True)
    assert "Din frånvaro är antecknad" in answer.text
    twice = client.post("/konto/franvaro", data={"csrf_token": token, **days})
    assert twice.status_code == 409
    assert days["from_on"] in twice.text
    missing = client.post("/konto/franvaro", data={"csrf_token": token, "from_on": "i morgon"})
    assert missing.status_code == 422
    absence_id = db.session.query(Absence.id).scalar()
    ended = client.post(f"/konto/franvaro/{absence_id}/slut", data={"csrf_token": token})
    assert ended.location == "/konto/"
    assert db.session.query(Absence).count() == 0


def test_absence_told_on_the_roster_and_given_to_others(client):
    round_id, by, _ = drawn(4)
    anna, bo = people(2)
    weeks = [NEXT - dt.timedelta(days=NEXT.weekday()) + dt.timedelta(days=7 * n) for n in range(2)]
    shared(round_id, by, [anna, bo], weeks=weeks)
    sign_in(client, "samordnare")
    token = csrf(client, url(round_id))
    friday = weeks[0] + dt.timedelta(days=4)
    data = {"officer_id": anna.id, "from_on": weeks[0].isoformat(), "until_on": friday.isoformat()}
    told = client.post(
        f"/stickprov/{round_id}/franvaro", data={"csrf_token": token, **data}, follow_redirects=True
    )
    assert "1 kontroll är planerad till en vecka då granskaren är frånvarande" in told.text
    odd = client.post(
        f"/stickprov/{round_id}/franvaro",
        data={"csrf_token": token, **data, "until_on": "2020-01-01"},
    )
    assert odd.status_code == 409
    filled = client.post(url(round_id) + "/fyll", data={"csrf_token": token}, follow_redirects=True)
    assert "1 kontroll är fördelad." in filled.text
    assert not [r for r in checks_of(round_id) if (r.officer_id, r.week_on) == (anna.id, weeks[0])]
    absence_id = db.session.query(Absence.id).scalar()
    client.post(f"/stickprov/franvaro/{absence_id}/slut", data={"csrf_token": token, "round_id": round_id})
    assert db.session.query(Absence).count() == 0


def test_absence_kept_by_the_administrator(client):
    one = people(1)[0]
    an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    sign_in(client, "admin")
    path = f"/administration/handlaggare/{one.id}"
    token = csrf(client, path)
    days = {"from_on": NEXT.isoformat(), "until_on": NEXT.isoformat()}
    told = client.post(path + "/franvaro", data={"csrf_token": token, **days}, follow_redirects=True)
    assert "Frånvaron är antecknad." in told.text
    assert client.post(path + "/franvaro", data={"csrf_token": token}).status_code == 422
    absence_id = db.session.query(Absence.id).scalar()
    client.post(f"{path}/franvaro/{absence_id}/slut", data={"csrf_token": token})
    assert db.session.query(Absence).count() == 0
    assert db.session.get_one(Officer, one.id).is_active


def test_the_page_keeps_to_its_budget(client):
    round_id, by, _ = drawn(12, terms=READ_TWICE)
    shared(round_id, by, people(4))
    sign_in(client, "samordnare")
    client.get(url(round_id))
    with count_queries() as sent:
        assert client.get(url(round_id)).status_code == 200
    assert len(sent) <= 15, len(sent)


def test_it_is_in_english_too(client):
    round_id, by, _ = drawn(2)
    shared(round_id, by, people(2), weeks=WEEKS[:1])
    sign_in(client, "samordnare")
    page = client.get(url(round_id), headers={"Accept-Language": "en"}).text
    assert "Roster of spot checks" in page
    assert f"week {MONDAY.isocalendar().week}" in page
    assert NOW.year == MONDAY.year


def test_a_reminder_leads_to_where_somebody_is_chosen(client):
    round_id, by, ids = drawn(1)
    one = people(1)[0]
    shared(round_id, by, [one])
    checkers.declare_conflict(ids[0], "Jäv", by=one, now=NOW)
    sign_in(client, "samordnare")
    page = client.get("/min-dag").text
    assert "har ingen som kan göra det" in page
    assert f'href="/stickprov/kontroll/{ids[0]}/kontrollant"' in page

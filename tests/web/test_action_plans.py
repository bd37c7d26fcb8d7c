"""Action plans through the browser's door: written, decided, taken along; and pictures, routines and training."""

import io
import re

import pytest
from openpyxl import load_workbook

from tests.makers import NOW, a_board, an_officer, csrf, sign_in
from tests.makers_action_plans import a_routine, a_row, an_adopted_plan
from tests.queries import count_queries
from vetting.domain.authority import Actor
from vetting.domain.terms import Role
from vetting.domain.terms_action_plans import ServiceTie
from vetting.reading import action_plans as reading
from vetting.records.action_plans import ActionPlan
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.services import plan_steps
from vetting.web.wording import action_plans as words


@pytest.fixture
def head(app):
    return an_officer(Role.UNIT_HEAD)


def entered(client, actor: Actor, language="sv"):
    client.set_cookie("lang", language)
    return sign_in(client, db.session.get_one(Officer, actor.id).username)


def sent(client, path, **data):
    """A form as the page has it: its token and the edition that was read."""
    page = client.get(path).text
    seen = re.search(r'name="seen"[^>]*value="(\d+)"', page)
    hidden = {"csrf_token": csrf(client, path), **({"seen": seen[1]} if seen else {})}
    return client.post(path, data={**hidden, **data})


ACTIVITY = {
    "goal": "Bidrag",
    "activity": "Stickprov",
    "responsible": "Kultursekreterare",
    "timetable": "Löpande",
    "follow_up": "VB",
    "tie": "spot_checks",
}


def test_a_plan_is_written_adopted_and_told_of(client, head):
    entered(client, head)
    made = sent(client, "/handlingsplaner/ny", board_id=a_board().id, year=str(NOW.year))
    path = made.location
    assert sent(client, f"{path}/aktiviteter/ny", **ACTIVITY).status_code == 302
    refused = sent(client, f"{path}/aktiviteter/ny", **{**ACTIVITY, "responsible": "Anna"})
    assert refused.status_code == 409
    assert "Skriv funktionen i stället" in refused.text
    row_id = re.search(r'id="rad-(\w+)"', client.get(path).text)[1]
    assert sent(client, f"{path}/aktiviteter/{row_id}", **{**ACTIVITY, "goal": "Nytt mål"}).status_code == 302
    day = {"held_on": "2026-02-01", "meeting": "Protokoll 2 § 9"}
    assert sent(client, f"{path}/antagande", **day).status_code == 302
    assert (
        sent(client, f"{path}/aktiviteter/{row_id}/lage", progress="done", words="Gjort").status_code == 302
    )
    shown = client.get(path).text
    for told in ("Nytt mål", "antagen av nämnden", "Protokoll 2 § 9", "Gjort", "hösten: "):
        assert told in shown
    client.post(f"{path}/lagesrapport", data={"csrf_token": csrf(client, path)})
    assert "Lägesrapport 1" in client.get(path).text


def test_the_executive_boards_answer_is_entered_or_the_plan_sent_back(client, head):
    plan_id = an_adopted_plan(a_board().id, by=head)
    entered(client, an_officer(Role.COORDINATOR, username="samordnaren", everywhere=True))
    path = f"/handlingsplaner/{plan_id}/svar"
    day = NOW.date().isoformat()
    back = {"svar": "ater", "ater-held_on": day, "ater-meeting": "KS § 3"}
    assert sent(client, path, **back).status_code == 422  # without a reason
    assert sent(client, path, **back, **{"ater-reason": "Visa ansvaret"}).status_code == 302
    shown = client.get(f"/handlingsplaner/{plan_id}").text
    assert "återremitterad av kommunstyrelsen" in shown
    assert "Visa ansvaret" in shown
    assert sent(client, path, **{"ja-held_on": day, "ja-meeting": "KS § 4"}).status_code == 409


def test_page_workbook_and_paper_say_the_same(client, head, app):
    rows = [a_row(tie=tie, activity=f"Aktivitet {tie.value}") for tie in ServiceTie]
    a_routine(an_officer(Role.COORDINATOR, username="samordnaren", everywhere=True))
    plan_id = an_adopted_plan(a_board().id, *rows, by=head)
    entered(client, head)
    page = client.get(f"/handlingsplaner/{plan_id}").text
    first = client.get(f"/handlingsplaner/{plan_id}/xlsx").data
    assert first == client.get(f"/handlingsplaner/{plan_id}/xlsx").data
    sheet = load_workbook(io.BytesIO(first)).active
    texts = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    written = [row for row in texts if row[1].startswith("Aktivitet ")]
    assert len(written) == len(ServiceTie)
    plain = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    days = plan_steps.days_of_year(2026, NOW)
    for row in written:
        for cell in (*row[:5], *row[6].split("; ")):
            assert " ".join(cell.split()) in plain, cell
    with app.test_request_context(headers={"Accept-Language": "sv"}):
        found = reading.plan_page(plan_id, actor=head, days=days)
        paper = app.jinja_env.get_template("action_plans/_paper.html").render(found=found, words=words)
    paper_words = " ".join(re.sub(r"<[^>]+>", " ", paper).split())
    for row in written:
        for cell in row[:6]:
            assert " ".join(cell.split()) in paper_words, cell


def test_a_plan_asks_no_more_for_more_rows(client, head):
    ties = [a_row(tie=tie) for tie in ServiceTie]
    few = an_adopted_plan(a_board().id, *ties, by=head)
    many = an_adopted_plan(a_board().id, *ties, *ties, *ties, by=head, year=2027)
    entered(client, head)
    counts = []
    for plan_id in (few, many):
        with count_queries() as asked:
            assert client.get(f"/handlingsplaner/{plan_id}").status_code == 200
        counts.append(len(list(asked)))
    assert counts[0] == counts[1] <= 15


def test_a_picture_that_points_at_somebody_is_refused_with_help(client, head):
    entered(client, head)
    board_id = a_board().id
    path = f"/lagesbilder/{board_id}/2026-H2"
    source = {
        "sources-0-kind": "police",
        "sources-0-told_on": "2026-10-01",
        "sources-0-function": "kommunpolis",
    }
    bad = sent(client, f"{path}/skriv", text="Anna på Storgatan 12 ringde 070-123 45 67.", **source)
    assert bad.status_code == 409
    for told in ("Skriv om det här", "Storgatan 12", "en ungdom"):
        assert told in bad.text
    half = sent(client, f"{path}/skriv", text="Det är lugnt.", **{"sources-0-kind": "police"})
    assert (half.status_code, "En källa behöver slag" in half.text) == (409, True)
    assert sent(client, f"{path}/skriv", text="Det är lugnt.", **source).status_code == 302
    draft = client.get(f"{path}?utkast=1").text
    seen = re.search(r'name="seen" value="(\d+)"', draft)[1]
    client.post(f"{path}/anta", data={"csrf_token": csrf(client, f"{path}?utkast=1"), "seen": seen})
    shown = client.get(path).text
    assert "Fastställd" in shown
    assert "kommunpolis" in shown
    assert client.get(f"{path}?version=7").status_code == 404
    assert client.get(f"/lagesbilder/{board_id}/2026-H3").status_code == 404


def test_a_routine_is_published_read_and_told_of_on_my_day(client, head):
    coordinator = an_officer(Role.COORDINATOR, username="samordnaren", everywhere=True)
    entered(client, coordinator)
    form = {"kind": "routine", "title": "Rutin", "text": "Så gör vi.", "in_force_from": "2026-01-01"}
    assert sent(client, "/rutiner/ny", **form).status_code == 409  # nobody has to read it
    path = sent(client, "/rutiner/ny", **form, roles="unit_head").location
    client.post("/utloggning", data={"csrf_token": csrf(client, path)})
    entered(client, head)
    assert "Läs och kvittera: Rutin" in client.get("/min-dag").text
    client.post(f"{path}/last", data={"csrf_token": csrf(client, path)})
    day = {"board_id": a_board().id, "in_use_from": "2026-01-02", "csrf_token": csrf(client, path)}
    client.post(f"{path}/infort", data=day)
    shown = client.get(path).text
    assert "Du har läst och förstått den" in shown
    assert "2 jan. 2026" in shown
    assert "Läs och kvittera: Rutin" not in client.get("/min-dag").text


def test_training_is_shown_by_name_to_the_head_and_as_counts_to_others(client, head):
    secretary = an_officer(Role.CULTURE_SECRETARY, username="sekreteraren")
    entered(client, head)
    page = client.get("/utbildning").text
    assert secretary.name in page
    data = {
        "csrf_token": csrf(client, "/utbildning"),
        "officer_id": secretary.id,
        "taken": "yes",
        "taken_on": "2026-03-04",
    }
    client.post("/utbildning", data=data)
    page = client.get("/utbildning").text
    assert "Genomförd 4 mars 2026" in page
    client.post("/utloggning", data={"csrf_token": csrf(client, "/utbildning")})
    entered(client, secretary)
    page = client.get("/utbildning").text
    assert head.name not in page
    assert '<td class="num" data-label="Har gått grundutbildningen">1</td>' in page
    assert db.session.query(ActionPlan).count() == 0

"""The desk, the sources' pages and the API against hostile forms and numbers: each is told, none breaks."""

import io
import itertools

import pytest

from tests.makers import NOW, a_board, an_officer, csrf, sign_in
from tests.makers_decisions import two_officers
from tests.makers_partners import (
    AF,
    KFM,
    PERSONAL,
    a_debt_list,
    a_key,
    a_partner_source,
    an_agent,
    put_in_use,
)
from tests.web.test_api_partners import Caller
from vetting.domain.match_settings import DEFAULT
from vetting.domain.terms import Role
from vetting.jobs.long_work import do_waiting_work
from vetting.records.db import db
from vetting.records.journal import JournalPayload
from vetting.records.match_settings import MatchSettingsVersion
from vetting.records.officers import Appointment
from vetting.records.snapshots import Snapshot, Source
from vetting.services import accounts
from vetting.services.tokens import issue_token

PAGES = ("0", "-1", "99999999", "9" * 25, "1e9", "NaN", "%00", "\u0661", "1;drop")
NUMBERS = ("sNaN", "NaN", "-NaN123", "Infinity", "1e400", "1e-400", "", "0,5,5", "\u0661", "9" * 5000, "\x00")
NAMES = (
    "\x00",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "../../etc/passwd",
    "a" * 5000,
    "\u202e",
)


@pytest.fixture
def agent(app, client):
    actor = an_agent()
    sign_in(client, "ombud.enforcement_authority")
    return actor


@pytest.fixture
def officer(app, client):
    two_officers(a_board())
    an_officer(Role.COORDINATOR, username="samordnare", everywhere=True)
    sign_in(client, "samordnare")


def test_no_page_number_breaks_a_list(client, app):
    key = a_partner_source()
    told = put_in_use(key)
    an_officer(Role.CULTURE_SECRETARY, username="handlaggare", board=a_board())
    sign_in(client, "handlaggare")
    for path, page in itertools.product(
        ("/signaler", "/registertraffar/avskrivna", f"/leveranser/{key}/{told.snapshot}"), PAGES
    ):
        assert client.get(path, query_string={"page": page}).status_code == 200, (path, page)
    odd = {"slag": "x", "namnd": "\x00", "kalla": "'--", "lage": "%", "visa": "\ud7ff"}
    for path in ("/signaler", "/registertraffar/avskrivna"):
        assert client.get(path, query_string=odd).status_code == 200


def test_no_page_number_breaks_the_desk(client, agent):
    key = a_partner_source()
    told = put_in_use(key)
    for page in PAGES:
        path = f"/partner/kallor/{key}/leveranser/{told.snapshot}"
        assert client.get(path, query_string={"page": page}).status_code == 200, page


@pytest.mark.parametrize("number", NUMBERS)
def test_no_number_breaks_the_thresholds(client, officer, number):
    fields = {name: str(value) for name, value in DEFAULT.to_dict().items() if name != "version"}
    first = next(iter(fields))
    token = csrf(client, "/trosklar")
    for action in ("try", "propose"):
        sent = fields | {first: number, "action": action, "version": "x", "reason": "y", "csrf_token": token}
        assert client.post("/trosklar", data=sent).status_code in (200, 302, 409, 422), action


@pytest.mark.parametrize("version", ["a/b", "..", ".", "a b", "%2F", "å?x=1#y", PERSONAL])
def test_thresholds_can_be_taken_back_whatever_they_are_called(client, officer, version):
    fields = {name: str(value) for name, value in DEFAULT.to_dict().items() if name != "version"}
    fields["possible_from"] = str(round(float(fields["possible_from"]) - 0.01, 2))
    token = csrf(client, "/trosklar")
    sent = fields | {"action": "propose", "version": version, "reason": "Provning", "csrf_token": token}
    answer = client.post("/trosklar", data=sent)
    if answer.status_code != 302:
        assert answer.status_code in (409, 422)
        return
    assert version != PERSONAL
    page = client.get("/trosklar").text
    action = next(
        part.split('"')[0] for part in page.split('action="') if part.split('"')[0].endswith("/aterta")
    )
    assert client.post(action, data={"csrf_token": token}).status_code == 302
    assert db.session.query(MatchSettingsVersion).one().withdrawn_at is not None


@pytest.mark.parametrize("name", [*NAMES, f"{PERSONAL}.csv", "811228%2F9874.csv", "%E2%80%8B8112289874.csv"])
def test_no_file_name_breaks_a_delivery_or_tells_of_a_person(client, name):
    caller, key = Caller(client, a_key()), a_partner_source()
    header = name.encode("latin-1", "ignore").decode("latin-1").replace("\x00", "%00")
    answer = caller.deliver(a_debt_list(), **{"X-File-Name": header})
    assert answer.status_code in (201, 400, 422), answer.text
    everything = repr([one.file_name for one in db.session.query(Snapshot)])
    everything += repr([one.body for one in db.session.query(JournalPayload)])
    assert "9874" not in everything + answer.text
    assert key


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "x", "2026-11-20T00:00", "-1"])
def test_no_day_breaks_a_delivery(client, day):
    caller, _ = Caller(client, a_key()), a_partner_source()
    answer = caller.deliver(a_debt_list(), **{"X-As-Of": day})
    assert answer.status_code in (201, 400, 409, 422), answer.text


def test_the_keys_of_others_open_nothing(client, app):
    key, stranger = a_partner_source(), Caller(client, a_key(AF))
    told = put_in_use(key)
    assert stranger.deliver(a_debt_list(), source=key).status_code == 404
    assert stranger.post("/api/checks", {"name": "Provbygdens IF"}).status_code == 403
    assert db.session.query(Snapshot).one().id == told.snapshot
    for odd in ("", "x" * 4000, "\u00e5", "vet_' OR 1=1 --", a_key(KFM) + "x"):
        assert Caller(client, odd.encode("utf-8").decode("latin-1")).get("/api/questions").status_code == 401


@pytest.mark.parametrize(
    "sent",
    [
        {"name": "\x00"},
        {"name": "\ud800"},
        {"name": "x", "seat": "\x00"},
        {"name": "x", "sources": ["\x00", "'", "x" * 60]},
        {"name": "\u0430\u0301" * 200},
        {"name": "( ( ( *" * 50},
        {"name": "x", "org_number": "\ud800"},
        {"name": "x", "org_number": "٨٨٩٩٩٩-٩٠١٨"},
        {"name": f"Firma {PERSONAL}", "seat": PERSONAL},
        {"name": " "},
        {"name": ["x"]},
        [],
    ],
)
def test_no_question_breaks_a_check(client, sent):
    board = a_board()
    by = an_officer(Role.ADMINISTRATOR, username="adm", everywhere=True)
    secret = issue_token(board.id, "x", scopes=("checks:run",), by=by, now=NOW)[1]
    put_in_use(a_partner_source())
    answer = Caller(client, secret).post("/api/checks", sent)
    assert answer.status_code in (200, 400, 404, 409, 422), answer.text
    assert PERSONAL not in repr([one.body for one in db.session.query(JournalPayload)])


def test_secrets_stay_out_of_settings_however_they_are_wrapped(client, officer):
    token = csrf(client, "/leveranser/ny")
    for text in (
        'headers = {"client_secret": "hemligt"}',
        'x = [{"api-key": "hemligt"}]',
        "url = https://namn:hemligt@exempel.example/",
        "authorization = Bearer hemligt",
        "passwd = hemligt",
        'x = "811228\\u002d9874"',
    ):
        sent = {
            "key": "prov",
            "name": "Prov",
            "adapter": "list_csv",
            "partner": "sanctions",
            "kind": "organisation",
        }
        sent |= {"settings_text": text, "csrf_token": token, "min_rows": "1"}
        assert client.post("/leveranser/ny", data=sent).status_code in (409, 422), text
    assert db.session.query(Source).count() == 0


def test_a_forged_sample_tells_no_personal_number(client, agent):
    key = a_partner_source()
    rows = (("Bolag\u200b 8112\u00ad289874", "8.112289874E+09", "811228/9874"),)
    file = (io.BytesIO(a_debt_list(rows)), "811228\u00ad-9874.csv")
    path = f"/partner/kallor/{key}/leverera"
    answer = client.post(path, data={"csrf_token": csrf(client, path), "file": file}, follow_redirects=True)
    assert answer.status_code == 200
    assert "9874" not in answer.text


@pytest.mark.parametrize("ends", ["dismissed", "deactivated"])
def test_what_was_asked_for_by_somebody_who_has_left_is_not_done(client, agent, ends):
    key = a_partner_source()
    path = f"/partner/kallor/{key}/leverera"
    file = (io.BytesIO(a_debt_list()), "lista.csv")
    sent = client.post(path, data={"csrf_token": csrf(client, path), "file": file})
    token = csrf(client, sent.location)
    client.post(f"{sent.location}/anvand", data={"csrf_token": token})
    by = an_officer(Role.ADMINISTRATOR, username="adm", everywhere=True)
    an_officer(Role.ADMINISTRATOR, username="adm2", everywhere=True)
    if ends == "dismissed":
        (appointment,) = db.session.query(Appointment.id).filter_by(officer_id=agent.id).one()
        accounts.dismiss(appointment, by=by, now=NOW)
    else:
        accounts.deactivate_officer(agent.id, successor_id=None, by=by, now=NOW)
    do_waiting_work()
    assert db.session.query(Source.current_snapshot_id).filter_by(key=key).scalar() is None
    assert client.get(sent.location).status_code in (302, 403, 404)
    assert client.post(f"{sent.location}/anvand", data={"csrf_token": token}).status_code in (302, 403, 404)

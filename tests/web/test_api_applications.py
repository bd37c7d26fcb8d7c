"""The JSON API of applications and cases: bound to a board and scopes, idempotent, problem details."""

import base64

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import PDF, a_case_in, a_scheme, a_secretary, an_association
from vetting.domain.terms import Role, Stage
from vetting.records.applications import Application, Case
from vetting.records.associations import Paper
from vetting.records.db import db
from vetting.services.tokens import issue_token

BODY = {
    "scheme": "verksamhet",
    "org_number": "889999-9018",
    "year": 2026,
    "purpose": "Folkdans för unga",
    "amount": 25_000,
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
    "papers": [
        {
            "kind": "statutes",
            "year": 2026,
            "file_name": "stadgar.pdf",
            "content": base64.b64encode(PDF).decode(),
        }
    ],
}


@pytest.fixture
def send(client):
    """Sends an application; a token of the board with both scopes unless told otherwise."""
    an_association()
    a_scheme()
    token = a_token()

    def go(body=BODY, key="nyckel-0001", token=token, **more):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if key:
            headers["Idempotency-Key"] = key
        return client.post("/api/applications", headers=headers, **{"json": body, **more})

    go.token = token
    return go


def a_token(scopes=("applications:write", "cases:read"), board=None) -> str:
    admin = an_officer(
        Role.ADMINISTRATOR, username=f"adm{len(scopes)}{board and board.prefix}", everywhere=True
    )
    issued = issue_token((board or a_board()).id, "E-tjänsten", scopes=frozenset(scopes), by=admin, now=NOW)
    return issued[1]


def problem(answer, status: int, code: str) -> dict:
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    assert answer.json["type"] == f"urn:vetting:{code}"
    assert answer.json["status"] == status
    assert answer.json["detail"]
    return answer.json


def test_an_application_opens_a_case_with_its_papers(send, client):
    answer = send()
    assert answer.status_code == 201, answer.text
    assert answer.json == {"case_number": "NOR-2026-0001", "is_new": True, "barred_until": None}
    assert db.session.query(Paper).one().file_name == "stadgar.pdf"
    told = client.get("/api/cases/NOR-2026-0001", headers={"Authorization": f"Bearer {send.token}"}).json
    assert (told["stage"], told["amount"], told["association"]) == (
        "received",
        25_000,
        "Almviks Folkdansgille",
    )
    assert {point["key"] for point in told["open_points"]} >= {"minutes", "accounts"}


def test_the_day_it_came_in_decides_the_rules(send):
    assert send({**BODY, "received_on": "2025-12-30"}).status_code == 201
    case = db.session.query(Case).one()
    assert (case.received_on.isoformat(), case.checklist_version) == ("2025-12-30", "2024-01")
    problem(send({**BODY, "received_on": "2099-01-01"}, key="nyckel-0002"), 409, "received_ahead")


def test_the_same_key_answers_with_the_same_case(send):
    assert [send().status_code, send().status_code] == [201, 200]
    assert db.session.query(Case).count() == 1
    assert db.session.query(Paper).count() == 1
    problem(send({**BODY, "amount": 1}), 409, "source_key_reused")
    assert send(key="nyckel-0002").status_code == 201
    assert db.session.query(Application).count() == 2


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"scheme": "finns-inte"}, 404, "scheme_not_found"),
        ({"org_number": "889999-9026"}, 404, "association_not_found"),
        ({"org_number": None}, 422, "fields_odd"),
        ({"org_number": ""}, 404, "association_not_found"),
        ({"association_id": "f" * 16}, 404, "association_not_found"),
        ({"amount": 0}, 409, "amount_not_positive"),
        ({"amount": "25000"}, 422, "fields_odd"),
        ({"year": 1}, 409, "year_odd"),
        ({"starts_on": "i vår"}, 422, "fields_odd"),
        ({"ends_on": "2020-01-01"}, 409, "period_reversed"),
        ({"shoe_size": 42}, 422, "fields_odd"),
        ({"papers": [{**BODY["papers"][0], "content": "åäö"}]}, 422, "papers_not_base64"),
        ({"papers": [{**BODY["papers"][0], "content": ""}]}, 422, "empty_file"),
        ({"papers": [{**BODY["papers"][0], "content": "YTtiCjE7Mgo="}]}, 422, "renamed_file"),
        ({"papers": [{**BODY["papers"][0], "kind": "poem"}]}, 422, "fields_odd"),
    ],
)
def test_bad_input_is_told_by_code_and_opens_nothing(send, change, status, code):
    told = problem(send({**BODY, **change}), status, code)
    if code == "fields_odd":
        assert told["errors"]
    assert db.session.query(Case).count() == 0


def test_the_door_itself(send, client):
    problem(send(token=None), 401, "http_401")
    problem(send(token="fel"), 401, "http_401")
    problem(send(key=None), 422, "fields_odd")
    problem(send(json=None, data="a=1", content_type="application/x-www-form-urlencoded"), 415, "http_415")
    problem(send(json=None, data="{", content_type="application/json"), 400, "http_400")
    problem(send(token=a_token(("cases:read",))), 403, "scope_missing")
    problem(client.get("/api/finns-inte"), 404, "http_404")
    assert client.get("/api/cases/NOR-2026-0001").headers["WWW-Authenticate"] == "Bearer"


def test_a_body_beyond_the_limit_is_413(send, app):
    before, app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_CONTENT_LENGTH"], 200
    try:
        problem(send(), 413, "http_413")
    finally:
        app.config["MAX_CONTENT_LENGTH"] = before


def test_another_boards_token_sees_nothing(send, client):
    other = a_board("SOD", "Söderdals stadsdelsnämnd")
    case_id = a_case_in(Stage.AWAITING_SUPPLEMENT, a_secretary())
    number = db.session.get(Case, case_id).case_number
    token = a_token(("applications:write", "cases:read"), other)
    problem(
        client.get(f"/api/cases/{number}", headers={"Authorization": f"Bearer {token}"}), 404, "not_found"
    )
    problem(send(token=token), 404, "scheme_not_found")
    mine = client.get(f"/api/cases/{number}", headers={"Authorization": f"Bearer {send.token}"}).json
    assert mine["completion_due_on"] == "2026-12-04"


def test_a_cookie_is_no_token_and_a_token_no_cookie(send, client):
    headers = {"Authorization": f"Bearer {send.token}"}
    assert client.get("/arenden", headers=headers).status_code == 302


def test_every_operation_documents_its_errors(client):
    told = client.get("/api/openapi.json").json
    assert told["openapi"] == "3.1.0"
    for path in ("/api/applications", "/api/cases/{number}"):
        for operation in told["paths"][path].values():
            if isinstance(operation, dict):
                assert {"400", "401", "403", "404", "409", "413", "415", "422"} <= set(operation["responses"])

"""The JSON API of partners' own systems: deliveries of any length, questions, and checks for a board."""

import io
import tracemalloc

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_partners import (
    AF,
    GOOD,
    KFM,
    ODD,
    PERSONAL,
    a_debt_list,
    a_key,
    a_partner_source,
    a_question,
    put_in_use,
)
from tests.web.test_api_applications import problem
from vetting.domain.terms import Role
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db
from vetting.records.snapshots import Snapshot
from vetting.services.tokens import issue_token, revoke_token

ANSWER = {"code": "none", "function": "Registrator", "diary_number": "U-2026/17", "text": "Inga mål."}


class Caller:
    def __init__(self, client, secret):
        self.client, self.secret = client, secret

    def headers(self, more):
        return {**({"Authorization": f"Bearer {self.secret}"} if self.secret else {}), **more}

    def deliver(self, data, source="skuldlista", kind="text/csv", **more):
        headers = self.headers({"X-File-Name": "lista.csv", **more})
        return self.client.post(f"/api/deliveries/{source}", data=data, content_type=kind, headers=headers)

    def get(self, path):
        return self.client.get(path, headers=self.headers({}))

    def post(self, path, body, **more):
        return self.client.post(path, json=body, headers=self.headers(more))


@pytest.fixture
def caller(client):
    return Caller(client, a_key())


@pytest.fixture
def source(caller):
    return a_partner_source()


def test_a_delivery_is_used_told_and_told_again(caller, source):
    data = a_debt_list((*GOOD, *ODD))
    answer = caller.deliver(data, **{"X-As-Of": "2026-11-19", "Idempotency-Key": "leverans-1"})
    assert answer.status_code == 201, answer.text
    told = answer.json
    assert (told["source"], told["state"], told["reason"], told["as_of"]) == (
        source,
        "active",
        None,
        "2026-11-19",
    )
    assert told["rows"]["in"] == sum(number for name, number in told["rows"].items() if name != "in") == 6
    assert told["changes"] == {"added": 6, "modified": 0, "removed": 0}
    assert {one["code"] for one in told["problems"]} >= {"bad_checksum", "personal", "missing_name"}
    assert all(one["message"] and one["row"] for one in told["problems"])
    assert PERSONAL not in answer.text
    again = caller.deliver(data)
    assert (again.status_code, again.json["state"], again.json["reason"]) == (
        200,
        "unchanged",
        "already_delivered",
    )
    assert again.json["snapshot"] == told["snapshot"]


def test_a_delivery_out_of_the_ordinary_waits_for_a_person(caller):
    key = a_partner_source(max_shrink=10)
    many = tuple((f"Provförening {number}", "", "Skuld") for number in range(40))
    before = put_in_use(key, many)
    answer = caller.deliver(a_debt_list(GOOD))
    assert (answer.status_code, answer.json["state"], answer.json["reason"]) == (
        202,
        "held",
        "shrunk_too_much",
    )
    assert db.session.get(Snapshot, before.snapshot).state.value == "active"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "lista.csv", "empty_file"),
        (b"\x00\x01" * 200, "lista.csv", None),
        (b"PK\x03\x04" + b"\x00" * 200, "lista.zip", None),
        (b"En rubrik;En till\n1;2\n", "lista.csv", None),
    ],
)
def test_what_cannot_be_used_is_told_as_problem_details(caller, source, data, name, code):
    answer = caller.deliver(data, **{"X-File-Name": name})
    found = problem(answer, 422, code or answer.json["title"])
    if code is None:
        assert found["delivery"]["state"] == "rejected"
        assert found["delivery"]["reason"] == found["title"]


@pytest.mark.parametrize(
    ("kind", "headers", "status", "code"),
    [
        ("multipart/form-data", {}, 415, "http_415"),
        ("application/x-www-form-urlencoded", {}, 415, "http_415"),
        ("text/csv", {"X-As-Of": "i går"}, 422, "fields_odd"),
        ("text/csv", {"X-As-Of": "2999-01-01"}, 409, "as_of_in_future"),
        ("text/csv", {"X-File-Name": "a" * 601}, 422, "fields_odd"),
    ],
)
def test_odd_calls_are_refused_before_anything_is_kept(caller, source, kind, headers, status, code):
    problem(caller.deliver(a_debt_list(), kind=kind, **headers), status, code)
    assert db.session.query(Snapshot).count() == 0


def test_names_in_headers_may_be_percent_encoded_and_are_masked(caller, source):
    assert caller.deliver(a_debt_list(), **{"X-File-Name": "sk%C3%A5l%20811228-9874.csv"}).status_code == 201
    name = db.session.query(Snapshot.file_name).scalar()
    assert name.startswith("skål ")
    assert "9874" not in name


def test_a_partner_reaches_its_own_and_learns_nothing_of_others(caller, source):
    a_partner_source("avtal", AF)
    theirs = problem(caller.deliver(a_debt_list(), source="avtal"), 404, "source_not_found")
    nobodys = problem(caller.deliver(a_debt_list(), source="finns-inte"), 404, "source_not_found")
    assert theirs["detail"] == nobodys["detail"]
    question = a_question(AF)
    problem(caller.post(f"/api/questions/{question}/answer", ANSWER), 404, "not_found")
    assert caller.get("/api/questions").json == {"questions": []}
    assert db.session.query(Snapshot).count() == 0


def test_without_a_valid_key_or_its_scope_nothing_opens(client, source):
    admin = an_officer(Role.ADMINISTRATOR, username="adm", everywhere=True)
    of_board = issue_token(a_board().id, "E-tjänst", scopes=["cases:read"], by=admin, now=NOW)[1]
    only_questions = a_key(AF, scopes=("questions:answer",))
    for secret, status in (("", 401), ("vet_x", 401), (of_board, 403), (only_questions, 403)):
        assert Caller(client, secret).deliver(a_debt_list()).status_code == status
    for path in ("/api/cases/NOR-2026-0001",):
        assert Caller(client, only_questions).get(path).status_code == 403
    token_id, secret = issue_token(a_board().id, "K", scopes=["checks:run"], by=admin, now=NOW)
    revoke_token(token_id, by=admin, now=NOW)
    assert Caller(client, secret).post("/api/checks", {"name": "x"}).status_code == 401


def test_a_large_body_is_never_held_whole(caller, source, monkeypatch):
    """30 MB in at most a fraction of it: only this route takes more than a page does."""
    monkeypatch.setitem(caller.client.application.config, "MAX_CONTENT_LENGTH", 16 * 1024 * 1024)
    row = b"Provforening;;" + b"x" * 1000 + b"\n"
    body = io.BytesIO(b"Fel rubrik;Nummer;Uppgift\n" + row * 30_000)
    tracemalloc.start()
    try:
        answer = caller.deliver(body)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert answer.status_code == 422
    assert peak < 15 * 1024 * 1024
    assert problem(caller.deliver(io.BytesIO(b"x" * (65 * 1024 * 1024))), 413, "body_too_large")
    assert caller.post("/api/questions/0/answer", {"text": "x" * 17_000_000}).status_code == 413


def test_questions_wait_and_are_answered_once(caller):
    question = a_question(due_on=NOW.date())
    (told,) = caller.get("/api/questions").json["questions"]
    assert (told["id"], told["question"], told["reply_due_on"]) == (question, "Finns skulder?", "2026-11-20")
    assert set(told) == {
        *("id", "association", "org_number", "question", "ground", "asked_on"),
        *("reply_due_on", "is_overdue", "reminded_on", "answers"),
    }
    assert "cannot_answer" in told["answers"]
    path = f"/api/questions/{question}/answer"
    problem(caller.post(path, {**ANSWER, "code": "risk_described"}), 409, "answer_code")
    problem(caller.post(path, {**ANSWER, "text": PERSONAL}), 409, "personal_number_in_text")
    problem(caller.post(path, {**ANSWER, "code": "kanske"}), 422, "fields_odd")
    problem(caller.post(path, {**ANSWER, "function": "  "}), 409, "function_missing")
    answer = caller.post(path, ANSWER, **{"Idempotency-Key": "svar-1"})
    assert (answer.status_code, answer.json["is_new"], answer.json["code"]) == (201, True, "none")
    again = caller.post(path, ANSWER, **{"Idempotency-Key": "svar-1"})
    assert (again.status_code, again.json["is_new"]) == (200, False)
    problem(caller.post(path, ANSWER), 409, "already_answered")
    other = {**ANSWER, "code": "public_claims"}
    problem(caller.post(path, other, **{"Idempotency-Key": "svar-1"}), 409, "already_answered")
    assert db.session.get(PartnerQuestion, question).answer_code == "none"


@pytest.fixture
def board(client, app):
    admin = an_officer(Role.ADMINISTRATOR, username="adm", everywhere=True)
    return Caller(client, issue_token(a_board().id, "E-tjänst", scopes=["checks:run"], by=admin, now=NOW)[1])


def test_a_check_answers_with_the_document_of_the_command(board):
    put_in_use(a_partner_source(warn_days=4000, max_days=9000))
    told = board.post("/api/checks", {"name": "Provbygdens IF", "org_number": "889999-9018"})
    assert told.status_code == 200, told.text
    (source,) = told.json["sources"]
    assert (told.json["outcome"], source["source"], source["state"]) == ("hits", "skuldlista", "fresh")
    (hit,) = source["hits"]
    assert hit["band"] == "confirmed"
    assert {"feature", "query", "record", "weight"} == set(hit["reasons"][0])
    none = board.post("/api/checks", {"name": "Något helt annat", "sources": ["skuldlista"]}).json
    assert (none["outcome"], none["sources"][0]["hits"]) == ("none_found", [])


@pytest.mark.parametrize(
    "besides", [{"other_numbers": ["889999-9018"]}, {"aliases": ["Något", "Provbygdens Idrottsförening"]}]
)
def test_a_check_asks_for_what_a_party_is_known_as_besides(board, besides):
    put_in_use(a_partner_source(warn_days=4000, max_days=9000))
    assert board.post("/api/checks", {"name": "Helt andra"}).json["outcome"] == "none_found"
    assert board.post("/api/checks", {"name": "Helt andra", **besides}).json["outcome"] == "hits"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 409, "nothing_to_check"),
        ({"org_number": "889999-9019"}, 422, "bad_org_number"),
        ({"org_number": PERSONAL}, 422, "bad_org_number"),
        ({"name": "x", "other_numbers": [PERSONAL]}, 422, "bad_org_number"),
        ({"name": "x", "giro": PERSONAL}, 422, "bad_giro"),
        ({"name": "x", "aliases": ["y"] * 21}, 422, "fields_odd"),
        ({"name": "x", "sources": ["finns-inte"]}, 404, "source_not_found"),
        ({"name": "Kim Provare", "birth_date": "1970-01-01"}, 422, "fields_odd"),
        ({"name": ["x"]}, 422, "fields_odd"),
    ],
)
def test_a_check_that_cannot_be_made_is_told(board, body, status, code):
    a_partner_source()
    answer = board.post("/api/checks", body)
    problem(answer, status, code)
    assert PERSONAL not in answer.text


def test_the_description_tells_of_every_call(client, app):
    paths = client.get("/api/openapi.json").json["paths"]
    assert set(paths) >= {"/api/deliveries/{source}", "/api/checks", "/api/questions"}
    sent = paths["/api/deliveries/{source}"]["post"]
    assert set(sent["responses"]) >= {"200", "201", "202", "401", "403", "404", "413", "415", "422"}
    assert "text/csv" in sent["requestBody"]["content"]
    assert {one["name"] for one in sent["parameters"]} >= {"X-File-Name", "X-As-Of", "Idempotency-Key"}
    assert "/api/questions/{question_id}/answer" in paths


def test_a_key_of_one_partner_is_told_apart_from_anothers(client, source):
    other = Caller(client, a_key(AF))
    a_question(KFM)
    assert other.get("/api/questions").json == {"questions": []}

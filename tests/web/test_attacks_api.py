"""Another system gone wrong or taken over: its calls are refused in words, and never reach beyond its board."""

import base64
import json

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import PDF, a_scheme, a_secretary, an_association
from vetting.domain.terms import Role
from vetting.records.applications import Application, Case
from vetting.records.associations import Paper
from vetting.records.db import db
from vetting.services import applications
from vetting.services.tokens import issue_token, revoke_token

BOTH = ["applications:write", "cases:read"]


@pytest.fixture
def sender(app, client):
    """Sends applications with a key of the board; `sender.sound()` is one that passes."""
    return Sender(client)


class Sender:
    def __init__(self, client):
        self.client = client
        self.board = a_board()
        a_scheme(self.board)
        an_association()
        self.administrator = an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
        self.token_id, self.secret = issue_token(
            self.board.id, "E-tjänst", scopes=BOTH, by=self.administrator, now=NOW
        )

    def sound(self, **changes):
        return {
            "scheme": "verksamhet",
            "org_number": "889999-9018",
            "year": 2026,
            "purpose": "Folkdans för unga, två kvällar i veckan",
            "amount": 25_000,
            "starts_on": "2026-01-01",
            "ends_on": "2026-12-31",
            "papers": [],
            **changes,
        }

    def post(self, body, *, key="nyckel-0001", secret=None, **headers):
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.post(
            "/api/applications",
            data=data,
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret or self.secret}", "Idempotency-Key": key, **headers},
        )


def paper(name="stadgar.pdf", data=PDF, **changes):
    return {
        "kind": "statutes",
        "year": 2026,
        "file_name": name,
        "content": base64.b64encode(data).decode(),
        **changes,
    }


ODD = {
    "deep": '{"purpose":' + "[" * 100_000 + "]" * 100_000 + "}",
    "deep_object": '{"a":' * 50_000 + "1" + "}" * 50_000,
    "not_json": "{",
    "a_list": "[]",
    "a_number": "9" * 5000,
    "latin": '{"scheme":"å"}'.encode("latin-1"),
    "nul": b"\x00",
    "empty": "",
    "null": "null",
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_odd_bodies(sender, body):
    answer = sender.post(body)
    assert answer.status_code in (400, 415, 422), answer.text[:300]
    assert answer.mimetype == "application/problem+json"


FIELDS = {
    "scheme": ["\ud800", "a\x00", "x" * 10_000, 5, None],
    "org_number": ["\ud800", "\x00", "9" * 5000, "811228-9874"],
    "association_id": ["\ud800", "\x00", "x" * 10_000],
    "year": [10**30, -1, True, "2026", 1e300],
    "amount": [10**30, 2**31, 2**63, -1, 0, 1.5, True, "1e3"],
    "members_total": [10**30, -1, 2**31],
    "starts_on": ["0001-01-01", "2026-02-30", "x", "99999-01-01", 20260101],
    "ends_on": ["9999-12-31", "0001-01-01"],
    "purpose": ["\ud800", "\x00", "x" * 4001, "", "\u202e" * 100, [], {}],
    "papers": [[{}], "x", [paper(year=10**30)], [paper(kind="x")], [paper(content="%%%")], [paper(content="\ud800")],
               [paper(name="\ud800.pdf")], [paper(name="a\x00.pdf")], [paper()] * 21],
    "unknown": ["x"],
}  # fmt: skip


def test_odd_fields(sender):
    wrong = []
    number = 0
    for field, values in FIELDS.items():
        for value in values:
            number += 1
            answer = sender.post(sender.sound(**{field: value}), key=f"nyckel-{number:04}")
            if answer.status_code >= 500:
                wrong.append((field, str(value)[:40].encode("unicode_escape"), answer.status_code))
    assert wrong == []


def test_a_paper_whose_name_breaks_a_header_can_still_be_opened(sender, client):
    names = [
        'a"; x="\r\nSet-Cookie: x=1.pdf',
        "../../etc/passwd.pdf",
        "\u202egnp.pdf",
        "x\ty\x7f.pdf",
        "ö" * 150 + ".pdf",
    ]
    bodies = [paper(name, PDF + str(n).encode()) for n, name in enumerate(names)]
    answer = sender.post(sender.sound(papers=bodies))
    assert answer.status_code == 201, answer.text
    by = a_secretary(sender.board)
    from vetting.services.papers import view_paper

    for row in db.session.query(Paper.id, Paper.case_id, Paper.file_name).all():
        assert row.file_name.isprintable(), row.file_name
        assert "/" not in row.file_name
        view_paper(row.case_id, row.id, by=by, now=NOW)


def test_a_repeated_call_answers_the_same_after_the_case_has_moved_on(sender):
    body = sender.sound(papers=[paper()])
    first = sender.post(body)
    assert first.status_code == 201, first.text
    case = db.session.query(Case).one()
    by = a_secretary(sender.board)
    applications.withdraw_application(case.id, "Föreningen har lagt ned", by=by, now=NOW)
    again = sender.post(body)
    assert (again.status_code, again.json["is_new"]) == (200, False), again.text
    assert db.session.query(Paper).count() == 1


def test_revoked_foreign_and_narrow_keys(sender):
    other = a_board("SYD", "Sörlunda stadsdelsnämnd")
    _, foreign = issue_token(other.id, "Annan", scopes=BOTH, by=sender.administrator, now=NOW)
    _, narrow = issue_token(sender.board.id, "Läser", scopes=["cases:read"], by=sender.administrator, now=NOW)
    assert sender.post(sender.sound(), secret=foreign).status_code == 404
    assert sender.post(sender.sound(), secret=narrow).status_code == 403
    number = sender.post(sender.sound()).json["case_number"]
    look = f"/api/cases/{number}"
    for secret, expected in ((foreign, 404), (narrow, 200), (sender.secret, 200), ("", 401), ("\xe5", 401)):
        answer = sender.client.get(look, headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == expected, (secret, answer.text)
    revoke_token(sender.token_id, by=sender.administrator, now=NOW)
    assert sender.post(sender.sound(), key="nyckel-0002").status_code == 401
    assert db.session.query(Application).count() == 1


def test_anothers_key_of_idempotency_is_not_mine(sender):
    other = a_board("SYD", "Sörlunda stadsdelsnämnd")
    a_scheme(other)
    _, foreign = issue_token(other.id, "Annan", scopes=BOTH, by=sender.administrator, now=NOW)
    first = sender.post(sender.sound()).json["case_number"]
    second = sender.post(sender.sound(), secret=foreign)
    assert second.status_code == 201
    assert second.json["case_number"] != first

"""What an act or a piece of evidence says of outlook finds nothing on any list (RF 2:3)."""

import re

import pytest

from tests.makers import NOW, a_board, an_officer, sign_in
from tests.makers_decisions import a_ready_case
from vetting.domain.terms import ActorRole, Role
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.services import evidence
from vetting.services.evidence import NewAct
from vetting.web.access import table_of_access

TERM, NONSENSE = "islamist", "qqqqqqqq"  # of one length
ASKED = (
    "sok",
    "q",
    "nummer",
    "officer",
    "kalla",
    "slag",
    "scheme",
    "kind",
)  # what lists are asked by, in words


@pytest.fixture
def case_with_an_act(app):
    board = a_board()
    secretary = an_officer(Role.CULTURE_SECRETARY, board=board)
    case_id = a_ready_case(board=board)
    act = NewAct(f"Affisch med ordet {TERM} sattes upp", NOW.date(), f"Torget {TERM}", ActorRole.MEMBER,
                 f"Foto {TERM}")  # fmt: skip
    evidence.record_act(case_id, act, by=secretary, now=NOW)
    return secretary


def lists_of(app):
    """Every page without a parameter of its own."""
    found = []
    for route in table_of_access(app):
        methods, rule = route.split(" ", 1)
        if "GET" in methods and "<" not in rule and not rule.startswith("/api"):
            found.append(rule)
    return sorted(found)


def stripped(answer, term):
    """The page without what differs between any two answers."""
    text = re.sub(r'(nonce|value)="[\w.-]{20,}"', "", answer.get_data(as_text=True))
    return re.sub(r"\b\d\d[.:]\d\d([.:]\d\d)?\b", "", text.replace(term, "TERM"))


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CULTURE_SECRETARY])
def test_no_list_finds_anything_by_it(app, client, case_with_an_act, role):
    secretary = case_with_an_act
    actor = secretary if role is Role.CULTURE_SECRETARY else an_officer(role, everywhere=True)
    sign_in(client, db.session.get_one(Officer, actor.id).username)
    tried = 0
    for rule in lists_of(app):
        answers = [client.get(rule, query_string={name: term for name in ASKED}) for term in (TERM, NONSENSE)]
        if answers[0].status_code == 200 and answers[0].mimetype == "text/html":
            tried += 1
            assert stripped(answers[0], TERM) == stripped(answers[1], NONSENSE), rule
    assert tried > 8


def test_the_lists_do_answer_what_they_are_asked(client, case_with_an_act):
    sign_in(client, db.session.get_one(Officer, case_with_an_act.id).username)
    assert "Granlunda Kulturförening 1" in client.get("/arenden?q=Granlunda").text
    assert "Granlunda Kulturförening 1" not in client.get(f"/arenden?q={NONSENSE}").text

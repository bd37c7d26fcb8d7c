"""Every route tried by everybody: what the access mark and the table of authority say is what happens.

`routes.txt` is the frozen listing of "METHODS rule mark". A new or changed route must be seen in it; write it
anew with `.venv/bin/python -m tests.web.test_access` and read the difference.
"""

import sys
import tempfile
from pathlib import Path

import pytest
from flask import Flask

from tests.makers import NOW, a_board, an_officer
from tests.makers_objects import OF_BOARD, actor_in
from vetting.app import create_app
from vetting.config import Settings
from vetting.domain.authority import PARTNER_SCOPES, SCOPES, TABLE, Act, Reach
from vetting.domain.terms import Partner, Role
from vetting.services.tokens import issue_partner_token, issue_token
from vetting.web.access import (
    OWN_CASE,
    PUBLIC,
    REPORT_SIGNER,
    SIGNED_IN,
    WITH_ACCOUNT,
    refuse_unmarked,
    table_of_access,
)

LISTING = Path(__file__).with_name("routes.txt")
# The case that is tried is decided; these belong to a case that awaits completion.
OTHER_STAGE = {"/arenden/<case_id>/komplettering/svar"}
# Pages of a spot check that only those it is given to find; they are tried in test_spot_checks.py and test_rosters.py.
GIVEN = {
    f"/stickprov/kontroll/<check_id>/{page}"
    for page in ("underlag", "signera", "kommentar", "avsluta", "blankett/xlsx", "jamforelse", "jav")
}


def listing(app: Flask) -> str:
    table = table_of_access(app)
    return "".join(
        f"{route} {table[route]}\n" for route in sorted(table, key=lambda r: r.split(" ", 1)[::-1])
    )


def test_the_routes_are_those_of_the_frozen_listing(empty_app):
    assert listing(empty_app) == LISTING.read_text(), "run: .venv/bin/python -m tests.web.test_access"


def test_the_service_refuses_to_start_with_an_unmarked_route():
    app = Flask("bare")
    app.add_url_rule("/glomd", "glomd", lambda: "x")
    with pytest.raises(RuntimeError, match="/glomd"):
        refuse_unmarked(app)


def test_every_mark_is_known(empty_app):
    known = {PUBLIC, SIGNED_IN, WITH_ACCOUNT, OWN_CASE, REPORT_SIGNER, *(act.value for act in Act)}
    marks = set(table_of_access(empty_app).values())
    assert {mark for mark in marks if not mark.startswith("token:")} <= known


def is_sent_to_sign_in(rule, answer) -> bool:
    return (
        answer.status_code == 302
        and answer.location.startswith("/inloggning")
        and rule.endpoint not in ("login.sign_out", "account.password")
    )


BY_CODE = {OWN_CASE: "/foreningens-arende", REPORT_SIGNER: "/skriv-under-redovisning"}


def is_sent_to_the_code(answer, mark) -> bool:
    """Nobody reads an association's own case, or signs for it, without a code, whoever they are."""
    return answer.status_code == 302 and answer.location == BY_CODE[mark]


def is_let_in(rule, answer) -> bool:
    return answer.status_code not in (401, 403) and not is_sent_to_sign_in(rule, answer)


only_sqlite = pytest.mark.parametrize("furnished_app", ["sqlite"], indirect=True)


@only_sqlite
@pytest.mark.parametrize("role", Role)
def test_each_role_gets_where_the_table_says_and_nowhere_else(trial, role):
    actor_in(role, a_board("NOR"))
    trial.signed_in_as(role)
    wrong = []
    for rule, mark, method in trial.rules():
        answer = trial.send(rule, method)
        if mark.startswith("token:"):
            expected = answer.status_code == 401
        elif mark in BY_CODE:
            expected = is_sent_to_the_code(answer, mark)
        elif mark == SIGNED_IN and role is Role.PARTNER_AGENT:
            expected = answer.status_code == 403
        elif mark in (PUBLIC, SIGNED_IN, WITH_ACCOUNT) or Act(mark) in TABLE[role]:
            expected = is_let_in(rule, answer) and answer.status_code < 500
        else:
            expected = answer.status_code == 403
        if not expected:
            wrong.append(f"{method} {rule.rule} ({mark}): {answer.status_code}")
    assert wrong == []


@only_sqlite
def test_nobody_gets_beyond_the_public_pages(trial):
    wrong = []
    for rule, mark, method in trial.rules():
        answer = trial.send(rule, method)
        if mark == PUBLIC:
            expected = answer.status_code < 400
        elif mark.startswith("token:"):
            expected = answer.status_code == 401
        elif mark in BY_CODE:
            expected = is_sent_to_the_code(answer, mark)
        else:
            expected = answer.status_code == 302 and answer.location.startswith("/inloggning")
        if not expected:
            wrong.append(f"{method} {rule.rule} ({mark}): {answer.status_code}")
    assert wrong == []


@only_sqlite
@pytest.mark.parametrize("scope", [*SCOPES, *PARTNER_SCOPES])
def test_another_systems_key_opens_its_own_scope_and_no_page(trial, scope):
    by = an_officer(Role.ADMINISTRATOR, username="issuer", everywhere=True)
    if scope in SCOPES:
        _, trial.bearer = issue_token(trial.names["board_id"], "x", scopes=[scope], by=by, now=NOW)
    else:
        _, trial.bearer = issue_partner_token(Partner.SANCTIONS, "x", scopes=[scope], by=by, now=NOW)
    wrong = []
    for rule, mark, method in trial.rules():
        answer = trial.send(rule, method)
        if mark == PUBLIC:
            expected = answer.status_code not in (401, 403)
        elif mark == f"token:{scope}":
            expected = answer.status_code not in (401, 403) and answer.status_code < 500
        elif mark.startswith("token:"):
            expected = answer.status_code == 403
        elif mark in BY_CODE:
            expected = is_sent_to_the_code(answer, mark)
        else:
            expected = answer.status_code == 302 and answer.location.startswith("/inloggning")
        if not expected:
            wrong.append(f"{method} {rule.rule} ({mark}): {answer.status_code}")
    assert wrong == []


def board_bound(rule) -> bool:
    area = rule.rule.strip("/").split("/")[0]
    return any(name in OF_BOARD or f"{area}/{name}" in OF_BOARD for name in rule.arguments)


@pytest.mark.parametrize(
    "role", [Role.CULTURE_SECRETARY, Role.UNIT_HEAD, Role.REGISTRAR, Role.PREMISES_MANAGER]
)
def test_another_boards_things_do_not_exist(trial, role):
    actor_in(role, a_board("SYD", "Sörlunda stadsdelsnämnd"))
    trial.signed_in_as(role)
    tried, wrong = 0, []
    for rule, mark, method in trial.rules():
        if (
            not board_bound(rule)
            or mark.startswith("token:")
            or mark in (*BY_CODE, PUBLIC)
            or TABLE[role].get(Act(mark)) is not Reach.OWN_BOARDS
        ):
            continue
        tried += 1
        status = trial.send(rule, method, follow=True).status_code
        if status != 404:
            wrong.append(f"{method} {rule.rule} ({mark}): {status}")
    assert wrong == []
    assert tried or Act.SEE_CASES not in TABLE[role]


@only_sqlite
def test_every_page_of_ones_own_board_is_found(trial):
    """Each page that only shows is found by somebody: no address of the matrix leads nowhere for everybody."""
    unseen = {rule.rule for rule, _, method in trial.rules() if method == "GET" and rule.arguments}
    for role in Role:
        actor_in(role, a_board("NOR"))
        trial.signed_in_as(role)
        for rule, mark, method in trial.rules():
            wanted = method == "GET" and rule.rule in unseen and not mark.startswith("token:")
            if wanted and trial.send(rule, method).status_code in (200, 302, 303, 409):
                unseen.discard(rule.rule)
    assert {rule for rule in unseen - OTHER_STAGE - GIVEN if not rule.startswith("/api/")} == set()


if __name__ == "__main__":
    folder = Path(tempfile.mkdtemp())
    made = create_app(
        Settings(database_url=f"sqlite:///{folder / 'x.sqlite'}", data_dir=folder, secret_key="t" * 40)
    )
    LISTING.write_text(listing(made))
    sys.stdout.write(f"{LISTING}\n")

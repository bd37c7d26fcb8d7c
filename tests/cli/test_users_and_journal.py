"""`vetting user add` and `vetting journal verify`, as an operator types them."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from tests.makers import NOW, a_board, an_officer
from tests.makers_cli import hands_of
from vetting.cli import Commands
from vetting.cli.journal import journal
from vetting.cli.users import user
from vetting.domain.terms import Partner, Role
from vetting.reading.officers import signed_in
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.services import officers


@pytest.fixture
def run(app):
    """Runs a command inside the service."""
    group = Commands("vetting", commands={"journal": journal, "user": user})
    hands = hands_of(app)
    return lambda *words: CliRunner().invoke(group, list(words), obj=hands)


def test_a_user_is_added_and_the_password_is_the_only_output(run):
    board = a_board("NOR")
    done = run("user", "add", "berit", "--role", "unit_head", "--board", "nor")
    assert (done.exit_code, done.stderr) == (0, "")
    token = officers.sign_in("berit", done.stdout.strip(), address="127.0.0.1", now=NOW)
    found = signed_in(token, NOW + dt.timedelta(minutes=1))
    assert found.actor.appointments == {(Role.UNIT_HEAD, board.id)}
    assert found.must_change_password


def test_without_a_board_the_role_holds_everywhere(run):
    done = run("user", "add", "Rut Alm", "--role", "administrator", "--json")
    assert done.exit_code == 0
    document = json.loads(done.stdout)
    assert document["board"] is None
    assert db.session.get(Officer, document["officer"]).username == "Rut Alm"


def test_a_user_is_added_with_an_address_for_reminders(run):
    a_board("NOR")
    words = ("user", "add", "berit", "--role", "unit_head", "--json", "--email")
    odd = run(*words, "ingen adress")
    assert odd.exit_code != 0
    assert db.session.query(Officer).count() == 0
    done = run(*words, "berit@kommun.example")
    document = json.loads(done.stdout)
    assert db.session.get(Officer, document["officer"]).email == "berit@kommun.example"
    assert "berit@kommun.example" not in done.stdout


def test_a_partners_agent_is_added_without_a_board(run):
    done = run(*("user", "add", "ombud", "--role", "partner_agent", "--partner", "tax_agency", "--json"))
    assert done.exit_code == 0, done.stderr
    document = json.loads(done.stdout)
    assert (document["partner"], document["board"]) == ("tax_agency", None)
    token = officers.sign_in("ombud", document["password"], address="127.0.0.1", now=NOW)
    found = signed_in(token, NOW + dt.timedelta(minutes=1)).actor
    assert (found.partners, found.appointments) == ({Partner.TAX_AGENCY}, {(Role.PARTNER_AGENT, None)})


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("berit", "--role", "partner_agent"), 4, "partner_missing"),
        (("berit", "--role", "auditor", "--partner", "police"), 4, "partner_without_agent"),
        (("berit", "--role", "partner_agent", "--partner", "interpol"), 2, "interpol"),
        (("anna", "--role", "auditor"), 4, "username_taken"),
        (("19811228-9874", "--role", "auditor"), 4, "name_is_number"),
        (("berit", "--role", "auditor", "--board", "XXX"), 2, "board_not_found"),
        (("berit", "--role", "king"), 2, "king"),
        (("berit",), 2, "--role"),
    ],
)
def test_what_cannot_be_added_is_told_with_its_exit_code(run, words, code, told):
    an_officer(username="anna")
    before = db.session.query(Officer).count()
    done = run("user", "add", *words)
    assert done.exit_code == code, done.output
    assert told in done.stderr
    assert done.stdout == ""
    assert db.session.query(Officer).count() == before


def test_a_whole_chain_is_told_with_its_end(run):
    a_board()
    document = json.loads(run("journal", "verify", "--json").stdout)
    assert (document["entries"], document["ok"], document["first_break"]) == (1, True, None)
    mark = f"{document['head']['seq']}:{document['head']['hash']}"
    assert mark in run("journal", "verify").stdout
    assert run("journal", "verify", "--checkpoint", mark).exit_code == 0
    assert run("journal", "verify", "--checkpoint", "1:" + "0" * 64).exit_code == 4
    assert run("journal", "verify", "--checkpoint", "x").exit_code == 2


def test_a_broken_chain_ends_with_4_and_names_the_link(run):
    a_board()
    db.session.execute(text("UPDATE journal_head SET seq = 5"))
    db.session.commit()
    done = run("journal", "verify", "--json")
    assert done.exit_code == 4
    document = json.loads(done.stdout)
    assert (document["ok"], document["first_break"]) == (False, {"seq": 2, "kind": "tail_cut"})
    assert "journal_broken" in run("journal", "verify").stderr

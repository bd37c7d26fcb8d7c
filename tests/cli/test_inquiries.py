"""Registers that answer number by number, as operators type them."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from tests.makers import NOW, an_officer
from tests.makers_cli import hands_of
from tests.makers_decisions import a_ready_case
from tests.makers_inquiries import ONE, TWO, an_asked_register
from tests.makers_posts import answers, claim
from vetting.cli.main import main
from vetting.domain.slots import Turn
from vetting.domain.terms import Role
from vetting.jobs import delivery_tasks
from vetting.records.db import db
from vetting.records.inquiries import Inquiry
from vetting.services import question_files


@pytest.fixture
def run(app):
    an_asked_register()

    def go(*words: str):
        return CliRunner().invoke(main, [str(word) for word in words], obj=hands_of(app))

    return go


def test_a_question_file_goes_out_and_its_answer_is_delivered(run, tmp_path) -> None:
    made = json.loads(
        run("inquiry", "make", "kfm", "--number", "889999-9018", "--number", TWO, "--json").stdout
    )
    assert (made["asked"], made["already_waiting"], made["due_on"]) == (2, 0, "2026-11-23")
    references = {row.org_number: row.reference for row in db.session.query(Inquiry)}
    file = tmp_path / "ABC.UTFIL"
    file.write_bytes(answers(made["reference"], [claim(references[ONE], ONE)]))
    told = json.loads(run("deliver", "kfm", file, "--json").stdout)
    assert (told["kind"], told["state"], told["answered"], told["unanswered"]) == (
        "answers",
        "accepted",
        1,
        ["829999-9014"],
    )
    lines = {line["org_number"]: line for line in json.loads(run("inquiry", "list", "--json").stdout)}
    assert lines["889999-9018"]["facts"][0]["amount_ore"] == 12_500
    assert (lines["829999-9014"]["state"], lines["829999-9014"]["reason"]) == ("sent", "unanswered")


def test_what_officers_queued_is_listed_and_goes_with_the_file(run) -> None:
    by = an_officer(Role.CULTURE_SECRETARY)
    question_files.queue_question("kfm", a_ready_case(), by=by, now=NOW)
    (line,) = json.loads(run("inquiry", "list", "--json").stdout)
    assert (line["state"], line["sent_on"]) == ("queued", None)
    made = json.loads(run("inquiry", "make", "kfm", "--number", TWO, "--json").stdout)
    assert made["asked"] == 2


def test_a_file_that_does_not_add_up_ends_with_its_code(run, tmp_path) -> None:
    made = json.loads(run("inquiry", "make", "kfm", "--number", ONE, "--json").stdout)
    file = tmp_path / "ABC.UTFIL"
    file.write_bytes(answers(made["reference"], [])[:-4])
    told = run("deliver", "kfm", file)
    assert told.exit_code == 2
    assert "posts_cut_short" in told.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("inquiry", "make", "kfm", "--number", "811228-9874"), 2, "bad_org_number"),
        (("inquiry", "make", "kfm"), 4, "nothing_to_ask"),
        (("inquiry", "make", "okand", "--number", ONE), 2, "source_not_found"),
        (("inquiry", "ask", "kfm", ONE), 4, "not_asked_by_api"),
        (("inquiry", "list", "okand"), 2, "source_not_found"),
    ],
)
def test_wrong_use_ends_with_its_code(run, words, code, said) -> None:
    told = run(*words)
    assert told.exit_code == code, told.output
    assert said in told.stderr
    assert "811228" not in told.output


def test_an_empty_list_says_so(run) -> None:
    assert "Nothing was asked." in run("inquiry", "list", "kfm").stdout


def test_an_answer_in_the_watched_folder_is_taken_in(run, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("vetting.services.inboxes.settings", lambda: type("S", (), {"inbox_dir": tmp_path}))
    made = json.loads(run("inquiry", "make", "kfm", "--number", ONE, "--json").stdout)
    reference = db.session.query(Inquiry).one().reference
    folder = tmp_path / "kfm"
    folder.mkdir()
    (folder / "ABC.UTFIL").write_bytes(answers(made["reference"], [claim(reference, ONE)]))
    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5)
    assert delivery_tasks.watch_folders(Turn("watch-folders", "", later), later) == {"count": 1}
    assert db.session.query(Inquiry).one().state.value == "answered"
    assert later > NOW

"""`vetting check-file` as operators type it."""

import csv
import json

import pytest
from click.testing import CliRunner

from tests.makers import NOW
from tests.makers_cli import hands_of
from tests.makers_sources import a_list, a_source, delivered
from vetting.cli.main import main
from vetting.domain.terms import Partner

QUESTIONS = "query_id,name,orgnr,city\n1,Granlunda Hembygdsförening,8899999018,\n2,Ingen Alls,,\n"


@pytest.fixture
def run(app, tmp_path):
    """Runs the command over these questions."""
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    delivered("skulder", a_list([("Granlunda Hembygdsförening", "889999-9018", "Granlunda", "")]))

    def go(*words: str, questions: str = QUESTIONS, out: str = "traffar.csv"):
        (tmp_path / "fragor.csv").write_text(questions, encoding="utf-8")
        paths = [str(tmp_path / "fragor.csv"), str(tmp_path / out)]
        return CliRunner().invoke(main, ["check-file", *paths, *words], obj=hands_of(app, now=NOW))

    return go


def test_matches_are_written_and_summed_up_in_one_document(run, tmp_path):
    answer = run("--source", "skulder", "--json")
    assert answer.exit_code == 0, answer.output
    told = json.loads(answer.stdout)
    assert (told["queries"], told["hits"], told["incomplete"]) == (2, 1, 0)
    assert told["seconds"] >= 0
    assert told["sources"] == {"skulder": "fresh"}
    with (tmp_path / "traffar.csv").open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert list(row) == ["query_id", "record_id", "score", "band", "source"]
    assert (row["query_id"], row["score"], row["band"], row["source"]) == ("1", "1.000", "strong", "skulder")
    assert run().stdout.startswith("2 parties, 1 matches in ")


@pytest.mark.parametrize(
    ("words", "questions", "code", "said"),
    [
        ((), QUESTIONS + "3,Ekeby,123,\n", 2, "bad_org_number: filename=fragor.csv, row=4, field=orgnr"),
        ((), QUESTIONS + "2,Ekeby,,\n", 2, "same_query_again: filename=fragor.csv, row=4, field=query_id"),
        ((), "a;b\n", 2, "unknown_headings: filename=fragor.csv, row=1"),
        ((), "", 2, "empty_file: filename=fragor.csv"),
        (("--source", "okänd"), QUESTIONS, 2, "source_not_found: source=okänd"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(run, tmp_path, words, questions, code, said):
    answer = run(*words, questions=questions)
    assert (answer.exit_code, answer.stdout) == (code, "")
    (line,) = answer.stderr.splitlines()
    assert line.startswith(said)
    assert not (tmp_path / "traffar.csv").exists()


def test_a_folder_that_is_not_there(run):
    answer = run(out="saknas/traffar.csv")
    assert answer.exit_code == 2
    assert answer.stderr.startswith("file_not_written: filename=traffar.csv, field=MATCHES")


def test_questions_that_are_not_there(app, tmp_path):
    answer = CliRunner().invoke(
        main, ["check-file", str(tmp_path / "nej.csv"), "ut.csv"], obj=hands_of(app, now=NOW)
    )
    assert answer.exit_code == 2

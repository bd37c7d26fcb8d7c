"""`vetting report`, as an operator types it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.makers import a_board
from tests.makers_cli import hands_of
from tests.makers_decisions import a_decided_case, two_officers
from tests.makers_reports import the_round_of_feature_10
from vetting.cli import Commands
from vetting.cli.reports import report


@pytest.fixture
def run(app, tmp_path, monkeypatch):
    """Runs the command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    group = Commands("vetting", commands={"report": report})
    return lambda *words: CliRunner().invoke(
        group, ["report", *words], obj=hands_of(app), catch_exceptions=False
    )


def test_each_format_of_a_half_year_and_a_year(run):
    the_round_of_feature_10()
    done = run("spot-check", "--period", "2026-H2", "--format", "json", "ut.json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("ut.json: spot-check, 2026-H2, ")
    document = json.loads(Path("ut.json").read_text("utf-8"))
    assert (document["format"], document["period"]) == ("vetting-spot-check-report-1", "2026-H2")
    assert document["rounds"][0]["error_rate"]["found"] == 3
    assert run("spot-check", "ut.xlsx", "--period", "2026").exit_code == 0
    assert load_workbook("ut.xlsx")["Sammanfattning"]["B2"].value == 100
    assert run("spot-check", "--period", "2026-H2", "--format", "html", "ut").exit_code == 0
    page = Path("ut").read_text("utf-8")
    assert "3 av 40 slumpade kontroller" in page
    assert page.startswith("<!doctype html>")
    assert run("spot-check", "--period", "2026", "ut.pdf").exit_code == 0
    assert "Stickprov 2026" in PdfReader("ut.pdf").pages[0].extract_text()


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("tertial-1", "t1-2026"),
        ("tertial-2", "t2-2026"),
        ("yearly", "vb-2026"),
        ("executive-board", "ks-2026"),
    ],
)
def test_the_four_reports_of_boards_in_each_format(run, kind, title):
    a_decided_case(*two_officers())
    for ending in ("json", "xlsx", "html", "pdf"):
        done = run(kind, "--period", "2026", f"ut.{ending}")
        assert (done.exit_code, done.stderr) == (0, "")
    document = json.loads(Path("ut.json").read_text("utf-8"))
    assert f"{document['report']}-{document['year']}" == title
    assert Path("ut.html").read_text("utf-8").startswith("<!doctype html>")
    assert len(load_workbook("ut.xlsx").sheetnames) > 1
    assert "2026" in PdfReader("ut.pdf").pages[0].extract_text()


@pytest.mark.parametrize("board", ["NOR", "Norrdals stadsdelsnämnd"])
def test_a_report_of_one_board_counts_that_board_alone(run, board):
    secretary, head = two_officers()
    a_decided_case(secretary, head)
    a_board("SYD", "Sydnämnden")

    def figures(name):
        run("yearly", "--period", "2026", "--board", name, "ut.json")
        return json.loads(Path("ut.json").read_text("utf-8"))

    assert figures(board)["board"] == "Norrdals stadsdelsnämnd"
    assert figures(board)["figures"] != figures("SYD")["figures"]


def test_the_same_report_twice_is_the_same_file(run):
    the_round_of_feature_10()
    for name in ("ett", "tva"):
        for ending in ("json", "xlsx"):
            run("spot-check", "--period", "2026", f"{name}.{ending}")
    assert Path("ett.json").read_bytes() == Path("tva.json").read_bytes()
    assert Path("ett.xlsx").read_bytes() == Path("tva.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("tertial-3", "--period", "2026", "ut.pdf"),
            "“tertial-3” is no kind of report. Known: spot-check, ",
        ),
        (("tertial-1", "--period", "2026-H1", "ut.pdf"), "“2026-H1” is no period. Write a year as 2026."),
        (("yearly", "--period", "2026", "ut.pdf", "--board", "Ingen"), "--board: there is no board “Ingen”."),
        (("executive-board", "--period", "2026", "ut.pdf", "--board", "NOR"), "is of every board."),
        (("spot-check", "--period", "vt26", "ut.pdf"), "“vt26” is no period. Write a half-year as 2026-H2"),
        (("spot-check", "--period", "2026-H3", "ut.pdf"), "“2026-H3” is no period"),
        (("spot-check", "--period", "2019", "ut.pdf"), "2019: no round of spot checks was drawn"),
        (("spot-check", "--period", "2026-H1", "ut.json"), "2026-H1: no round of spot checks was drawn"),
        (("spot-check", "--period", "2026", "ut.txt"), "ut.txt: say which format with --format"),
        (
            ("spot-check", "--period", "2026-H2", "ingen/mapp.json"),
            "file_not_written: filename=ingen/mapp.json, field=OUT",
        ),
    ],
)
def test_what_cannot_be_made_is_said_in_one_line(run, words, told):
    the_round_of_feature_10()
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list(Path().iterdir()) == []


def test_what_stood_there_stays_when_nothing_can_be_made(run):
    Path("ut.json").write_text("gammalt")
    assert run("spot-check", "--period", "2026", "ut.json").exit_code == 2
    assert Path("ut.json").read_text() == "gammalt"

"""Sources, deliveries and checks as operators type them."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from tests.makers import NOW
from tests.makers_cli import hands_of
from tests.makers_sources import a_list, un_xml
from vetting.cli.main import main

DEBTS = ("source", "add", "skulder", "--adapter", "spreadsheet_drop", "--partner", "enforcement_authority")
UN = ("source", "add", "sanktioner", "--adapter", "un_sc_xml", "--partner", "sanctions")


@pytest.fixture
def run(app, tmp_path):
    """Runs a command; `files` are written first."""

    def go(*words: str, now: dt.datetime = NOW, **files: bytes):
        for name, data in files.items():
            (tmp_path / name.replace("_", ".")).write_bytes(data)
        hands = hands_of(app, now=now)
        paths = [str(tmp_path / word) if (tmp_path / word).is_file() else word for word in words]
        return CliRunner().invoke(main, paths, obj=hands)

    return go


def test_a_source_is_declared_and_listed(run):
    answer = run(*DEBTS, "--map", "name=Gäldenär", "--max-age", "30", "--min-rows", "2")
    assert answer.exit_code == 0, answer.output
    (line,) = json.loads(run("source", "list", "--json").stdout)
    assert (line["source"], line["state"], line["age_days"]) == ("skulder", "never_loaded", None)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((*DEBTS, "--map", "name"), 2, "CANONICAL=COLUMN"),
        ((*DEBTS, "--map", "phone=Tel"), 4, "unknown_column_map"),
        (("source", "add", "Å", "--adapter", "directory", "--partner", "associations"), 4, "source_key"),
        (("source", "add", "abc", "--adapter", "x", "--partner", "cve"), 2, "--adapter"),
        (("check",), 2, "--org-number"),
        (("check", "--org-number", "889999-9019"), 2, "bad_org_number"),
        (("check", "--name", "A", "--birth-date", "igår"), 2, "bad_birth_date"),
        (("check", "--name", "A", "--source", "okand"), 2, "source_not_found"),
    ],
)
def test_wrong_use_ends_with_its_code(run, words, code, said):
    answer = run(*words)
    assert answer.exit_code == code, answer.output
    assert said in answer.stderr


def test_a_delivery_is_told_in_the_promised_shape(run):
    run(*UN)
    told = json.loads(
        run("deliver", "sanktioner", "a.xml", "--json", a_xml=un_xml([("1", "Provbolaget")])).stdout
    )
    assert told["state"] == "active"
    assert told["as_of"] == "2026-11-19"
    assert told["rows"] == {"in": 1, "ok": 1, "repaired": 0, "quarantined": 0, "duplicate": 0, "masked": 0}
    assert told["changes"] == {"added": 1, "modified": 0, "removed": 0}
    assert len(told["sha256"]) == 64
    again = run("deliver", "sanktioner", "a.xml", "--json")
    assert (again.exit_code, json.loads(again.stdout)["state"]) == (0, "unchanged")
    assert json.loads(again.stdout)["changes"] == {"added": 0, "modified": 0, "removed": 0}
    assert "2026-11-20" in again.stderr


def test_a_rejected_delivery_ends_with_two_and_one_line(run):
    run(*UN)
    answer = run("deliver", "sanktioner", "a.xml", "--json", a_xml=un_xml([("1", "Provbolaget")])[:-9])
    assert answer.exit_code == 2
    assert json.loads(answer.stdout)["state"] == "rejected"
    (line,) = answer.stderr.strip().splitlines()
    assert line.startswith("a.xml: truncated_xml")


def test_an_empty_delivery_is_told_in_the_promised_shape_too(run):
    run(*UN)
    answer = run("deliver", "sanktioner", "a.xml", "--json", a_xml=b"")
    assert (answer.exit_code, answer.stderr.strip()) == (2, "empty_file: filename=a.xml")
    told = json.loads(answer.stdout)
    assert (told["state"], told["reason"], told["snapshot"], told["rows"]["in"]) == (
        "rejected",
        "empty_file",
        None,
        0,
    )


@pytest.mark.parametrize(
    ("row", "band"),
    [
        (("Provbygdens Idrottsförening", "889999-9018", "", ""), "confirmed"),
        (("Qvarnström Bygg", "889999-9018", "", ""), "id_match_name_conflict"),
    ],
)
def test_a_party_is_checked_by_number(run, row, band):
    run(*DEBTS)
    assert run("deliver", "skulder", "a.csv", a_csv=a_list([row])).exit_code == 0
    answer = run("check", "--name", "Provbygdens IF", "--org-number", "889999-9018", "--json")
    told = json.loads(answer.stdout)
    assert told["outcome"] == "hits"
    (source,) = told["sources"]
    assert (source["source"], source["state"], source["candidates"]) == ("skulder", "fresh", 1)
    (hit,) = source["hits"]
    assert (hit["name"], hit["band"]) == (row[0], band)
    assert set(hit["reasons"][0]) == {"feature", "query", "record", "weight"}


def test_nothing_found_is_said_of_a_snapshot_and_never_as_clear(run):
    run(*UN)
    run("deliver", "sanktioner", "a.xml", a_xml=un_xml([("1", "Provbolaget")]))
    answer = run("check", "--name", "Helt Annan Förening")
    assert "none found in the snapshot of 2026-11-19" in answer.stdout
    assert "clear" not in answer.stdout.lower()
    late = run("check", "--name", "Helt Annan Förening", "--json", now=NOW + dt.timedelta(days=30))
    told = json.loads(late.stdout)
    assert (told["outcome"], told["sources"][0]["state"]) == ("incomplete", "stale")

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


def test_owner_interval_and_retention_are_declared_and_a_late_delivery_is_told(run):
    more = ("--owner", "Registrator", "--owner-contact", "a@b.example", "--interval", "30", "--keep", "400")
    assert run(*DEBTS, *more).exit_code == 0
    (line,) = json.loads(run("source", "list", "--json").stdout)
    assert (line["expected_on"], line["overdue"]) == ("2026-12-20", False)
    later = NOW + dt.timedelta(days=31)
    (line,) = json.loads(run("source", "list", "--json", now=later).stdout)
    assert line["overdue"] is True
    assert "expected by 2026-12-20" in run("source", "list", now=later).stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((*DEBTS, "--map", "name"), 2, "CANONICAL=COLUMN"),
        ((*DEBTS, "--map", "phone=Tel"), 4, "unknown_column_map"),
        ((*DEBTS, "--owner-contact", "Frida"), 4, "owner_contact"),
        (("source", "add", "Å", "--adapter", "directory", "--partner", "associations"), 4, "source_key"),
        (("source", "add", "abc", "--adapter", "x", "--partner", "cve"), 2, "--adapter"),
        (("check",), 2, "--org-number"),
        (("check", "--org-number", "889999-9019"), 2, "bad_org_number"),
        (("check", "--name", "A", "--birth-date", "igår"), 2, "bad_birth_date"),
        (("check", "--name", "A", "--other-number", "889999-9019"), 2, "bad_org_number"),
        (("check", "--name", "A", "--giro", "123-4567"), 2, "bad_giro"),
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


def test_a_party_is_checked_by_what_it_is_known_as_besides(run):
    run(*DEBTS)
    run("deliver", "skulder", "a.csv", a_csv=a_list([("Gamla Skutan", "829999-9014", "", "")]))
    for besides in (("--alias", "Gamla Skutan"), ("--other-number", "829999-9014")):
        told = json.loads(run("check", "--name", "Helt Annan Förening", *besides, "--json").stdout)
        assert [hit["name"] for hit in told["sources"][0]["hits"]] == ["Gamla Skutan"]


def test_it_is_told_why_a_source_was_not_asked(run):
    run("source", "add", "samfund", "--adapter", "spreadsheet_drop", "--partner", "faith_communities")
    run("deliver", "samfund", "a.csv", a_csv=a_list([("Ljusets församling", "252999-9019", "", "")]))
    assert "not_a_community" in run("check", "--name", "Ljusets teater").stdout
    (source,) = json.loads(run("check", "--name", "Ljusets församling", "--json").stdout)["sources"]
    assert (source["reason"], len(source["hits"])) == ("", 1)


def test_nothing_found_is_said_of_a_snapshot_and_never_as_clear(run):
    run(*UN)
    run("deliver", "sanktioner", "a.xml", a_xml=un_xml([("1", "Provbolaget")]))
    answer = run("check", "--name", "Helt Annan Förening")
    assert "none found in the snapshot of 2026-11-19" in answer.stdout
    assert "clear" not in answer.stdout.lower()
    late = run("check", "--name", "Helt Annan Förening", "--json", now=NOW + dt.timedelta(days=30))
    told = json.loads(late.stdout)
    assert (told["outcome"], told["sources"][0]["state"]) == ("incomplete", "stale")

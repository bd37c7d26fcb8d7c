"""What somebody careless or hostile may send to the pages of rounds and spot checks, and what they may tell."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

import vetting.web
from tests.conftest import Browser
from tests.journeys.test_bad_input import a_zip_bomb
from tests.makers import NOW, an_officer, csrf, sign_in
from tests.makers_draws import a_protocol
from tests.makers_round_pages import Town, supports_of_now
from tests.makers_spot_checks import a_check, a_check_read_twice, check_row, filled_in
from tests.web.test_attacks_input import NASTY
from tests.web.test_attacks_personal import PERSONAL, everything_kept
from vetting.cli import write_whole
from vetting.domain.errors import UnusableFile
from vetting.domain.protocol import protocol_bytes
from vetting.domain.terms import Role
from vetting.records.check_sheets import CheckAnswer
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.records.rounds import SpotCheckRound
from vetting.records.spot_checks import SpotCheck
from vetting.services import spot_checks

CHECKER = Path(vetting.web.__file__).parent / "static" / "check_draw.py"


@pytest.fixture
def town(app):
    supports_of_now(4)
    return Town(app)


def the_round(round_id):
    return db.session.get_one(SpotCheckRound, round_id, populate_existing=True)


def test_nothing_written_breaks_a_step_of_a_round(town):
    """Seeds of dice and of a public value, terms, reasons: told at the field, and never half kept."""
    broken = []

    def send(path, username="samordnare", **fields):
        answer = town.send(path, username, follow=False, **fields)
        if answer.status_code >= 500 or answer.status_code == 302:
            broken.append((path.rsplit("/", 1)[1], fields, answer.status_code))

    town.browser(), town.browser("chef")
    round_id = town.open_round()
    seen = {"first": town.actors["samordnare"].id, "second": town.actors["chef"].id}
    for label in ("nul", "huge", "endless", "raised", "other_digits", "no_character"):
        value = NASTY[label]
        send(f"/stickprov/{round_id}/villkor", random_percent=value, weighted_size=value, seed_kind=value,
             second_reading_percent=value, answer_days=value, public_on=value)  # fmt: skip
    town.send(f"/stickprov/{round_id}/forsegla")
    for label in (
        "nul",
        "escape",
        "endless",
        "raised",
        "other_digits",
        "backwards",
        "separated",
        "no_character",
        "long",
    ):
        for value in (NASTY[label], "1" * 20 + NASTY[label]):
            send(f"/stickprov/{round_id}/fro", value=value, **seen)
    send(f"/stickprov/{round_id}/fro", value="٣" * 20, **seen)
    send(f"/stickprov/{round_id}/fro", value="1" * 20, first=NASTY["nul"], second=seen["second"])
    town.record(round_id)
    for label in ("nul", "endless", "raised", "other_digits", "no_character", "long"):
        send(f"/stickprov/{round_id}/fro/bekrafta", "chef", value=NASTY[label])
    send(f"/stickprov/{round_id}/fro/lagg-undan", "chef", reason="\x00")
    assert broken == []


TELLING = ("/stickprov", "/journal", "/min-dag", "/foreningar/<", "/sa-drar-vi", "/klockan")
MOMENTS = re.compile(r'<time [^>]*>[^<]*|(csrf_token"[^>]*value=|nonce=)"[^"]*"|class="digest">\w*')


def told_by_every_page(app, names, username):
    """What every page and file of spot checks tells that officer, by address; moments and tokens left out."""
    client = sign_in(Browser(app, use_cookies=True), username)
    told = {}
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and rule.rule.startswith(TELLING) and rule.arguments <= names.keys():
            path = rule.build({name: names[name] for name in rule.arguments})[1]
            answer = client.get(path)
            is_workbook = answer.mimetype.endswith("sheet")
            text = repr(_cells(answer.data)) if is_workbook else MOMENTS.sub("", answer.text)
            told[path] = answer.status_code, answer.headers.get("ETag"), text
    return told


def _cells(data):
    return [[cell.value for cell in row] for sheet in load_workbook(io.BytesIO(data)) for row in sheet]


@pytest.mark.parametrize("username", ["andra.lasaren", "samordnare", "granskare"])
def test_nobody_learns_from_any_page_what_the_first_reader_answered(app, username):
    """Two worlds that differ in the first reader's answer alone look the same to everybody else."""
    check_id, first, second = a_check_read_twice()
    filled_in(check_id, second, reading=2)
    an_officer(Role.AUDITOR, username="granskare", everywhere=True)
    names = {"check_id": check_id, "round_id": check_row(check_id).round_id,
             "association_id": check_row(check_id).association_id, "year": 2026, "ending": "xlsx"}  # fmt: skip
    connection = db._app_engines[app][None]
    worlds = []
    for answer in ("ja", ("nej", "Kassan saknas")):
        db.session.remove()
        undo = connection.begin_nested()
        filled_in(check_id, first, U01=answer)
        spot_checks.sign_reading(check_id, 17, by=first, now=NOW)
        worlds.append(told_by_every_page(app, names, username))
        db.session.remove()
        undo.rollback()
    one, other = worlds
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []
    assert sum(found[0] == 200 for found in one.values()) > 10


@pytest.mark.parametrize("lots", [10**7, 10**30])
def test_a_forged_protocol_neither_holds_up_the_checker_nor_rewrites_the_screen(tmp_path, lots):
    protocol = json.loads(protocol_bytes(a_protocol()))
    drawn = {item for row in protocol["random"] for item, _ in row["drawn"]}
    item = next(item for item in protocol["seal"]["items"] if item[0] not in drawn and not item[5])
    item[3] = lots
    assert told_by_checker(tmp_path, protocol)[0] == 2
    item[3], item[0] = 1, "\x1b[1A\x1b[2KF-1\r\u202e"
    code, told = told_by_checker(tmp_path, protocol)
    assert code == 1
    assert "\\x1b[1A\\x1b[2KF-1\\r\\u202e" in told
    assert not {"\x1b", "\r", "\u202e"} & set(told)


def told_by_checker(tmp_path, protocol):
    path = tmp_path / "protocol.json"
    path.write_text(json.dumps(protocol), "utf-8")
    done = subprocess.run([sys.executable, CHECKER, path], capture_output=True, timeout=20, check=False)
    return done.returncode, done.stdout.decode()


def test_the_public_page_names_no_association_and_no_person_but_the_witnesses(town):
    round_id = town.go_to("published")
    anybody = Browser(town.app)
    told = anybody.get("/sa-drar-vi").text + anybody.get(f"/sa-drar-vi/{round_id}/protokoll.json").text
    assert "Ekdungen" not in told
    witnesses = {row["name"] for row in the_round(round_id).seed_witnesses}
    assert [
        name for (name,) in db.session.query(Officer.display_name) if name in told and name not in witnesses
    ] == []
    assert not [row.id for row in db.session.query(SpotCheck) if row.id in told]


def test_a_filled_workbook_that_bites_is_told_and_changes_nothing(client):
    check_id, _ = a_check()
    sign_in(client, "kontrollant")
    own = f"/stickprov/kontroll/{check_id}/blankett/xlsx"
    data = client.get(own).data
    token = csrf(client, f"/stickprov/kontroll/{check_id}")

    def with_cell(column, value):
        book = load_workbook(io.BytesIO(data))
        sheet = book.worksheets[0]
        row = next(row for row in range(5, 40) if sheet.cell(row, 1).value)
        sheet.cell(row, column, value)
        made = io.BytesIO()
        book.save(made)
        return made.getvalue()

    tries = {
        "bomb": a_zip_bomb(),
        "formula": with_cell(7, '=HYPERLINK("http://x")'),
        "formula as version": with_cell(4, "=1+1"),
        "version of text": with_cell(4, "9" * 400),
        "version below nought": with_cell(4, -1),
        "reading of another": with_cell(2, 2),
        "half a file": data[: len(data) // 2],
        "no question": with_cell(5, "Z99"),
        "long": with_cell(8, "å" * 32_000),
        "personal": with_cell(8, f"Ordförande {PERSONAL}"),
    }
    for name, sent in tries.items():
        file = (io.BytesIO(sent), "blankett.xlsx")
        answer = client.post(
            own, data={"csrf_token": token, "file": file}, content_type="multipart/form-data"
        )
        expected = (302,) if name == "formula" else (409, 413, 422)  # a formula says nothing
        assert answer.status_code in expected, (name, answer.status_code)
    assert db.session.query(CheckAnswer).count() == 0
    assert PERSONAL not in everything_kept()


def test_a_command_puts_no_file_in_the_place_of_a_device(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UnusableFile, match="file_not_written"):
        write_whole(pipe, b"{}")
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]

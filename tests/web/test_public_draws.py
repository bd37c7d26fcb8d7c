"""The page for everybody: the method, the checker and every round, without a name of anybody drawn."""

import subprocess
import sys

import pytest

from tests.conftest import Browser
from tests.makers_round_pages import Town, supports_of_now
from tests.makers_rounds import DICE
from vetting.records.db import db
from vetting.records.rounds import SpotCheckRound


@pytest.fixture
def town(app):
    supports_of_now(10)
    return Town(app)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", ("Så drar vi stickprov", "Ladda ner kontrollprogrammet", "lottnummer = SHA-256( frö")),
        ("en", ("How we draw spot checks", "Download the checker", "ticket = SHA-256( seed")),
    ],
)
def test_the_method_and_the_checker_in_both_languages(app, client, language, words):
    page = client.get("/sa-drar-vi", headers={"Accept-Language": language}).text
    for text in words:
        assert text in page
    checker = client.get("/static/check_draw.py")
    assert checker.status_code == 200
    assert b"python3 check_draw.py" in checker.data


def test_every_page_leads_to_it_signed_in_or_not(town, client):
    for path in ("/inloggning", "/om/personuppgifter"):
        assert 'href="/sa-drar-vi"' in client.get(path).text
    assert 'href="/sa-drar-vi"' in town.browser().get("/min-dag").text
    assert "är öppen för alla" in client.get("/inloggning").text


def test_what_each_stage_shows_to_everybody(town, client):
    round_id = town.go_to("sealed")
    row = db.session.get_one(SpotCheckRound, round_id)
    page = client.get("/sa-drar-vi").text
    assert " ".join(row.seal_digest[at : at + 4] for at in range(0, 64, 4)) in page
    town.record(round_id)
    assert DICE not in client.get("/sa-drar-vi").text
    town.send(f"/stickprov/{round_id}/fro/bekrafta", "chef", value=DICE)
    assert DICE in client.get("/sa-drar-vi").text
    town.send(f"/stickprov/{round_id}/dra")
    page = client.get("/sa-drar-vi").text
    assert "5 stickprov" in page
    assert "protokoll.json" not in page.split('id="draws"', 1)[1].replace("check_draw", "")
    town.publish(round_id)
    page = client.get("/sa-drar-vi").text
    assert f"/sa-drar-vi/{round_id}/protokoll.json" in page
    assert "Ekdungens" not in page


def test_the_checker_agrees_with_the_published_protocol(town, client, tmp_path):
    supports_of_now(2, amount=500_000)
    round_id = town.go_to("published", weighted_size=2, amount_threshold=400_000)
    row = db.session.get_one(SpotCheckRound, round_id)
    (tmp_path / "check_draw.py").write_bytes(client.get("/static/check_draw.py").data)
    (tmp_path / "protokoll.json").write_bytes(client.get(f"/sa-drar-vi/{round_id}/protokoll.json").data)
    words = [sys.executable, "-I", "check_draw.py", "protokoll.json", "--seal-digest", row.seal_digest]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Allt stämmer." in done.stdout
    words[-1] = "0" * 64
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "STÄMMER INTE" in done.stdout


def test_an_unknown_or_unpublished_protocol_is_not_there(town, client):
    round_id = town.go_to("drawn")
    for one in (round_id, "0" * 16):
        assert Browser(town.app).get(f"/sa-drar-vi/{one}/protokoll.json").status_code == 404

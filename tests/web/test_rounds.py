"""A round on its pages, from the list to the published protocol; and what the pages refuse."""

import datetime as dt
import io
import json
import re

import pytest
from openpyxl import load_workbook

from tests.makers import a_board, sign_in
from tests.makers_round_pages import Town, supports_of_now, this_half_year
from tests.makers_rounds import DICE
from vetting.domain.sealed_document import digest_of
from vetting.records.db import db
from vetting.records.rounds import SpotCheckRound
from vetting.records.spot_checks import SpotCheck

UNKNOWN = "0" * 16


@pytest.fixture
def town(app):
    supports_of_now(10)
    return Town(app)


def the_round(round_id):
    return db.session.get_one(SpotCheckRound, round_id)


def buttons(page: str) -> list[str]:
    """What can be pressed among the steps."""
    steps = page.split('<ol class="steps">', 1)[1].split("</ol>", 1)[0]
    return re.findall(r'data-variant="primary"[^>]*>([^<]+)', steps)


def test_everything_is_suggested_and_one_press_opens_the_round(town):
    page = town.browser().get("/stickprov/ny").text
    assert f'<option selected value="{this_half_year()}">' in page
    assert 'value="15"' in page
    assert "10" in page.split('class="figures"')[1].split("</dl>")[0]
    fields = dict(re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', page))
    chosen = {
        **fields,
        "half_year": this_half_year(),
        "scope": "grants",
        "seed_kind": "dice",
        "random_percent": "15",
        "weighted_size": "0",
        "second_reading_percent": "10",
        "answer_days": "21",
    }
    chosen.pop("csrf_token")
    answer = town.send("/stickprov/ny", **chosen)
    assert "Omgången är öppen" in answer.text
    assert ">Försegla listan</button>" in answer.text


def test_the_list_is_counted_again_without_opening_anything(town):
    answer = town.send(
        "/stickprov/ny", half_year=this_half_year(), scope="grants", boards=[a_board().id], random_percent=60,
        weighted_size=0, second_reading_percent=0, seed_kind="dice", answer_days=21, count="1",
    )  # fmt: skip
    assert "den slumpmässiga dragningen av 6 minst en" in answer.text
    assert db.session.query(SpotCheckRound).count() == 0


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"random_percent": 101}, "Skriv ett tal mellan 0 och 100."),
        ({"random_percent": "många"}, "heltal"),
        ({"random_percent": 0}, "Ingenting skulle granskas."),
        ({"seed_kind": "public"}, "Ange vilket publicerat värde som blir fröet."),
        ({"boards": []}, "Välj minst en nämnd som används."),
        ({"boards": [UNKNOWN]}, "boards"),
        ({"scope": "allt"}, "scope"),
        ({"half_year": "2019-H1"}, "half_year"),
    ],
)
def test_terms_that_cannot_be_used_are_told_at_their_fields(town, fields, told):
    given = {
        "half_year": this_half_year(), "scope": "grants", "boards": [a_board().id], "random_percent": 15,
        "weighted_size": 0, "second_reading_percent": 10, "seed_kind": "dice", "answer_days": 21,
    }  # fmt: skip
    answer = town.send("/stickprov/ny", **{**given, **fields})
    assert answer.status_code in (409, 422)
    assert "ds-error-summary" in answer.text
    assert db.session.query(SpotCheckRound).count() == 0
    if told not in given:
        assert told in answer.text


def test_only_the_next_step_has_a_button_and_every_other_says_why(town):
    round_id = town.go_to("open")
    page = town.browser().get(f"/stickprov/{round_id}").text
    assert buttons(page) == ["Försegla listan"]
    assert "Försegla listan först." in page
    assert town.browser("sekreterare").get(f"/stickprov/{round_id}").text.count('data-variant="primary"') == 0
    town.send(f"/stickprov/{round_id}/forsegla")
    assert buttons(town.browser().get(f"/stickprov/{round_id}").text) == ["Skriv in fröet"]
    town.record(round_id)
    assert buttons(town.browser().get(f"/stickprov/{round_id}").text) == []
    assert buttons(town.browser("sekreterare").get(f"/stickprov/{round_id}").text) == ["Bekräfta fröet"]
    town.send(f"/stickprov/{round_id}/fro/bekrafta", "sekreterare", value=DICE)
    assert buttons(town.browser().get(f"/stickprov/{round_id}").text) == ["Dra"]
    assert "Omgången är dragen: 5 stickprov." in town.send(f"/stickprov/{round_id}/dra").text
    page = town.browser().get(f"/stickprov/{round_id}").text
    assert "5 dragna föreningar har inte fått sitt brev" in page


def test_the_same_digits_grouped_otherwise_are_the_same_reading(town):
    round_id = town.go_to("recorded")
    answer = town.send(f"/stickprov/{round_id}/fro/bekrafta", "chef", value=DICE.replace(" ", ""))
    assert "Fröet är bekräftat" in answer.text
    assert the_round(round_id).seed == DICE


def test_a_seed_set_aside_stays_visible(town):
    round_id = town.go_to("recorded")
    assert town.send(f"/stickprov/{round_id}/fro/lagg-undan", "chef", reason="").status_code == 422
    answer = town.send(f"/stickprov/{round_id}/fro/lagg-undan", "chef", reason="Två siffror bytte plats.")
    assert "Två siffror bytte plats." in answer.text
    assert "Två siffror bytte plats." in town.browser().get("/sa-drar-vi").text
    assert buttons(town.browser().get(f"/stickprov/{round_id}").text) == ["Skriv in fröet"]


def test_the_list_as_a_workbook(town):
    supports_of_now(1, amount=500_000)
    round_id = town.go_to("sealed", amount_threshold=400_000)
    answer = town.browser().get(f"/stickprov/{round_id}/lista.xlsx")
    rows = list(load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True))
    assert rows[0][0] == "Diarienummer"
    assert len(rows) == 12
    (taken,) = [row for row in rows[1:] if row[4] == 500_000]
    assert (taken[8], taken[9]) == ("högt belopp", 1)


def test_the_documents_are_sent_byte_for_byte(town):
    round_id = town.go_to("drawn")
    row = the_round(round_id)
    for path, digest in (("forsegling", row.seal_digest), ("protokoll", row.protocol_digest)):
        answer = town.browser().get(f"/stickprov/{round_id}/{path}.json")
        assert digest_of(answer.data) == digest
        assert "attachment" in answer.headers["Content-Disposition"]
    assert json.loads(answer.data)["seed"] == DICE


def test_the_list_is_sealed_from_the_list_and_warns_of_a_period_that_still_runs(town):
    round_id = town.go_to("open")
    page = town.browser().get(f"/stickprov/{round_id}/lista").text
    assert re.search(rf'<form[^>]*action="/stickprov/{round_id}/forsegla"', page)
    still_runs = dt.date.today() < the_round(round_id).period_until_on
    for shown in (page, town.browser().get(f"/stickprov/{round_id}/forsegla").text):
        assert ("Det som beslutas efter förseglingen" in shown) is still_runs


def test_what_is_refused_leads_back_to_the_round(town):
    round_id = town.go_to("sealed")
    page = town.browser().get(f"/stickprov/{round_id}/forsegla")
    assert page.status_code == 409
    assert f'href="/stickprov/{round_id}"' in page.text
    assert "Tillbaka till omgången" in page.text


def test_the_letters_lead_back_to_publishing(town):
    round_id = town.go_to("drawn")
    page = town.send(f"/stickprov/{round_id}/brev").text
    assert "brev är skrivna" in page
    assert f'action="/stickprov/{round_id}/brev"' not in page


def test_the_sheet_for_the_notice_board_has_both_digests_in_fours(town):
    round_id = town.go_to("sealed")
    row = the_round(round_id)
    page = town.browser().get(f"/stickprov/{round_id}/forsegling").text
    for digest in (row.seal_digest, row.frame_digest):
        assert " ".join(re.findall("....", digest[:32])) in page
    assert "/sa-drar-vi" in page


def test_the_drawn_list_and_the_protocol_are_read(town):
    round_id = town.go_to("drawn")
    drawn = town.browser().get(f"/stickprov/{round_id}/dragna").text
    items = [item for (item,) in db.session.query(SpotCheck.item)]
    assert len(items) == 5
    assert all(item in drawn for item in items)
    assert "Ekdungens Förening" in drawn
    protocol = town.browser("sekreterare").get(f"/stickprov/{round_id}/protokoll").text
    assert all(item in protocol for item in items)
    assert "Ekdungens" not in protocol
    assert "stämmer inte" not in town.browser("sekreterare").get(f"/stickprov/{round_id}/granska").text


def test_the_pages_in_english(town, client):
    round_id = town.go_to("drawn")
    sign_in(client, "chef")
    for path in ("/stickprov", "/stickprov/ny", f"/stickprov/{round_id}", f"/stickprov/{round_id}/lista"):
        answer = client.get(path, headers={"Accept-Language": "en"})
        assert answer.status_code == 200
    assert "Step by step" in client.get(f"/stickprov/{round_id}", headers={"Accept-Language": "en"}).text

"""The pages of one spot check: what each reader sees, saves and is refused."""

import io
import re

import pytest

from tests.makers import NOW, csrf, sign_in
from tests.makers_applications import PDF
from tests.makers_checklists import PERSONAL
from tests.makers_spot_checks import (
    a_check,
    a_checker,
    a_closed_check,
    answered,
    check_row,
    in_conflict,
    ready_to_close,
)
from tests.queries import count_queries
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_spot_checks import SpotCheckState
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.records.spot_checks import Finding
from vetting.services import check_comments

SECRET = "Styrelsens egen anteckning om kassan"


def url(check_id, rest=""):
    return f"/stickprov/kontroll/{check_id}{rest}"


def send(client, path, form_path=None, **data):
    token = csrf(client, form_path or path)
    return client.post(path, data={"csrf_token": token, **data})


def test_the_checker_sees_the_object_and_every_focus_area(client):
    check_id, _ = a_check()
    page = sign_in(client, "kontrollant").get(url(check_id))
    assert page.status_code == 200
    for words in ("Ekdungens Förening", "40", "Bidraget används till det som ansökan anger.", "Redovisning",
                  "slumpmässig dragning", "säkert", "Stadgar och val", "inte granskat", "Be om föreningens"):  # fmt: skip
        assert words in page.text, words
    assert page.text.count("inte granskat") == 18  # nine areas, named twice


def test_answers_are_saved_and_the_areas_follow(client):
    check_id, _ = a_check()
    sign_in(client, "kontrollant")
    answer = send(client, url(check_id), **{"sheet_version": "0", "U01": "ja", "K03": "saknas",
                                            "K03-reason": "Två av fem saknas", "E18": "ja"})  # fmt: skip
    assert answer.status_code == 302
    page = client.get(url(check_id)).text
    assert "3 svar sparade." in page
    assert re.search(r'area-reporting"><span>Redovisning</span><span class="tag tag-success"', page)
    assert re.search(r'area-costs"><span>Kostnader</span><span class="tag tag-warning"', page)


def test_what_was_written_stays_when_it_is_refused(client):
    check_id, _ = a_check()
    sign_in(client, "kontrollant")
    answer = send(client, url(check_id), **{"sheet_version": "0", "U01": "nej", "K01": "ja"})
    assert answer.status_code == 409
    assert "U01: Skriv ett skäl" in answer.text
    assert 'name="K01" value="ja" checked' in answer.text


def test_an_older_form_meets_what_was_saved_meanwhile(client):
    check_id, checker = a_check()
    sign_in(client, "kontrollant")
    token = csrf(client, url(check_id))
    answered(check_id, checker, U01=("nej", "Kom i mars"), K01="ja")
    answer = client.post(
        url(check_id), data={"csrf_token": token, "sheet_version": "0", "U01": "ja", "K01": ""}
    )
    assert answer.status_code == 409
    assert "Kom i mars" in answer.text
    assert 'name="U01" value="ja" checked' in answer.text
    assert 'name="sheet_version" value="1"' in answer.text


def test_evidence_is_added_and_its_file_opened_under_the_journals_eyes(client):
    check_id, _ = a_check()
    sign_in(client, "kontrollant")
    form = {"question_id": "U01", "kind": "redovisning", "level": "3", "description": "Redovisningen",
            "source": "Inkom 1 november", "file": (io.BytesIO(PDF), "redovisning.pdf")}  # fmt: skip
    answer = send(client, url(check_id, "/underlag?fraga=U01"), **form)
    assert answer.status_code == 302, answer.text
    link = re.search(rf'href="({url(check_id)}/underlag/[0-9a-f]+)"', client.get(url(check_id)).text)[1]
    opened = client.get(link)
    assert (opened.status_code, opened.data, opened.mimetype) == (200, PDF, "application/pdf")
    assert "sandbox" in opened.headers["Content-Security-Policy"]
    assert db.session.query(JournalEntry).filter_by(name="SpotCheckViewed").count() == 1


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"file": "program.exe"}, 422, "program.exe"),
        ({"description": f"{PERSONAL} betalade"}, 409, "personnummer"),
        ({"act_on": "2999-01-01"}, 409, "2999-01-01"),
    ],
)
def test_unusable_evidence_is_refused_at_its_field(client, change, status, said):
    check_id, _ = a_check()
    sign_in(client, "kontrollant")
    form = {"question_id": "U01", "kind": "redovisning", "level": "3", "description": "Det", "source": "Där"}
    form |= change
    if "file" in form:
        form["file"] = (io.BytesIO(b"MZ\x00\x01" * 20), form["file"])
    answer = send(client, url(check_id, "/underlag"), **form)
    assert answer.status_code == status
    assert said in answer.text


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("rest", ["", "/underlag", "/signera", "/kommentar", "/avsluta", "/blankett/xlsx"])
def test_another_officers_check_is_not_there(client, method, rest):
    check_id, _ = a_check()
    a_checker("annan")
    sign_in(client, "annan")
    token = csrf(client, "/konto/losenord")
    assert getattr(client, method)(url(check_id, rest), data={"csrf_token": token}).status_code == 404


def test_whoever_has_a_conflict_sees_nothing(client):
    check_id, checker = a_check()
    answered(check_id, checker, U01=("nej", SECRET))
    in_conflict(check_id, checker)
    assert sign_in(client, "kontrollant").get(url(check_id)).status_code == 404


def test_a_coordinator_sees_a_check_and_cannot_answer_it(client):
    check_id, checker = a_check()
    answered(check_id, checker, U01=("nej", SECRET))
    sign_in(client, "samordnare")
    assert SECRET in client.get(url(check_id)).text
    assert 'name="U01"' not in client.get(url(check_id)).text
    assert send(client, url(check_id), "/konto/losenord", U01="ja", sheet_version="1").status_code == 404


def test_letter_reminder_and_comment(client):
    check_id, _ = a_check()
    sign_in(client, "kontrollant")
    answer = send(client, url(check_id, "/brev"), url(check_id))
    letter = client.get(answer.location).text
    for words in ("Stödet lottades fram", "kontrolleras alla stöd som liknar ert", "Det ni inte behöver lämna", 
                  "Har medlemmarna valt en revisor", "vi kopierar dem inte"):  # fmt: skip
        assert words in letter, words
    assert check_row(check_id).state is SpotCheckState.AWAITING_COMMENT
    assert send(client, url(check_id, "/brev"), url(check_id)).status_code == 409
    answer = send(client, url(check_id, "/paminnelse"), url(check_id))
    assert "Påminnelse: svara på stickprovskontrollen" in client.get(answer.location).text
    answer = send(client, url(check_id, "/kommentar"), comment="Vi har allt i ordning.", said_on="2999-01-01")
    assert answer.status_code == 409
    assert "Vi har allt i ordning." in answer.text
    said_on = swedish_day(check_row(check_id).asked_at).isoformat()
    send(client, url(check_id, "/kommentar"), comment="Vi har allt i ordning.", said_on=said_on)
    page = client.get(url(check_id)).text
    assert re.search(r'name="K05-written"[^>]*>Vi har allt i ordning.</textarea>', page)


def test_closing_tells_everything_that_is_missing_with_where_to_mend_it(client):
    check_id, checker = a_check()
    answered(check_id, checker, U01=("nej", "Saknas"))
    sign_in(client, "kontrollant")
    page = client.get(url(check_id, "/avsluta")).text
    assert "har inte fått frågan" in page
    answer = send(
        client,
        url(check_id, "/avsluta"),
        result="utan_anmarkning",
        summary="Bra",
        minutes="30",
        measure="none",
    )
    assert answer.status_code == 409
    for words in ("måste besvaras", "vilar inte på något", "behöver underlag: U01", "har anmärkningar (U01)"):
        assert words in answer.text, words
    assert f'href="{url(check_id)}#U01"' in answer.text


def test_a_check_is_closed_taken_up_again_and_its_finding_stays(client):
    check_id, checker = a_check()
    ready_to_close(check_id, checker, U01=("nej", "Kom tre veckor sent"))
    sign_in(client, "kontrollant")
    form = {
        "result": "mindre_brist_rattad",
        "summary": "Redovisningen kom sent.",
        "minutes": "75",
        "measure": "",
    }
    assert send(client, url(check_id, "/avsluta"), **form).status_code == 302
    page = client.get(url(check_id)).text
    assert "Redovisningen kom sent." in page
    assert 'name="U01"' not in page
    assert send(client, url(check_id, "/atgard"), outcome="Den kom 1 december.").status_code == 302
    assert send(client, url(check_id, "/oppna-igen"), reason="Nya uppgifter").status_code == 302
    page = client.get(url(check_id)).text
    for words in (
        "Redovisningen kom sent.",
        "Nya uppgifter",
        "Den kom 1 december.",
        "Mindre brist",
        'name="U01"',
    ):
        assert words in page, words
    assert db.session.query(Finding).count() == 1


def test_an_object_leaves_only_for_the_reasons_there_are(client):
    check_id, _ = a_check()
    sign_in(client, "samordnare")
    answer = send(client, url(check_id, "/lamnat-urvalet"), reason="moved", proof="x")
    assert answer.status_code == 422
    answer = send(
        client, url(check_id, "/lamnat-urvalet"), reason="dissolved", proof="Årsmötet 3 maj, protokoll § 7"
    )
    assert answer.status_code == 302
    page = client.get(url(check_id)).text
    assert "Årsmötet 3 maj, protokoll § 7" in page
    assert "Ingen reserv" in page


def test_my_day_shows_the_checks_that_are_mine(client):
    check_id, checker = a_check()
    check_comments.ask_for_comment(check_id, by=checker, now=NOW)
    page = sign_in(client, "kontrollant").get("/min-dag").text
    assert url(check_id) in page
    assert "Stickprov" in page


@pytest.mark.parametrize("rest", ["", "/avsluta", "/underlag", "/blankett", "/kommentar"])
def test_a_page_asks_few_questions_however_much_there_is(client, rest):
    check_id, checker = a_check()
    sign_in(client, "kontrollant")
    with count_queries() as few:
        assert client.get(url(check_id, rest)).status_code == 200
    ready_to_close(check_id, checker, U01=("nej", "Sent"), K01=("delvis", "En del"))
    with count_queries() as many:
        client.get(url(check_id, rest))
    assert len(few) == len(many) <= 15


def test_a_closed_check_can_be_read_by_its_reader(client):
    check_id, _ = a_closed_check()
    page = sign_in(client, "kontrollant").get(url(check_id))
    assert page.status_code == 200
    assert "Utan anmärkning" in page.text

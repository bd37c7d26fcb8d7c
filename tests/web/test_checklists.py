"""The sheet of a case in the browser: answers, two at once, suggestions, evidence, acts."""

import re

import pytest

from tests.makers import a_board, an_officer, sign_in
from tests.makers_applications import a_case, a_case_in
from tests.makers_checklists import (
    PERSONAL,
    answered,
    journal_text,
    version_of,
    with_act,
    with_evidence,
    with_parameters,
)
from tests.queries import count_queries
from vetting.domain.terms import Role, Stage
from vetting.records.assessments import Answer
from vetting.records.db import db
from vetting.records.journal import JournalEntry


@pytest.fixture
def anna(app):
    return an_officer(username="anna.lind", board=a_board())


@pytest.fixture
def case_id(anna):
    return a_case(anna, members_total=43)


@pytest.fixture
def browser(client, anna):
    client.set_cookie("lang", "en")
    return sign_in(client, "anna.lind")


def url(case_id):
    return f"/arenden/{case_id}/checklista"


def token(page):
    return re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)


def post(browser, case_id, version=None, **fields):
    """Sends the form with the version of the page as it stands, or an older one."""
    page = browser.get(url(case_id)).text
    sent = {name.replace("_", "-"): value for name, value in fields.items()}
    seen = version_of(case_id) if version is None else version
    said = {"csrf_token": token(page), "sheet_version": seen, "no_conflict": "y"}
    return browser.post(url(case_id), data={**said, **sent})


def stored(case_id):
    rows = db.session.query(Answer).filter_by(case_id=case_id, is_current=True)
    return {row.question_id: (row.value, row.reason) for row in rows}


def block(page, question_id):
    """The part of the page that belongs to one question."""
    return page.split(f'id="{question_id}" aria-labelledby', 1)[1].split("</section>", 1)[0]


def test_the_sheet_shows_questions_in_sections_and_saves_and_stays(browser, case_id):
    page = browser.get(url(case_id)).text
    assert "Does the association have its own statutes, adopted by the members themselves?" in page
    assert "The case begins its review with the first save." in page
    answer = post(browser, case_id, S01="ja", S09="nej", S09_reason="Ingen revisor är vald")
    assert (answer.status_code, answer.location) == (302, url(case_id))
    page = browser.get(url(case_id)).text
    assert "2 answers saved." in page
    assert "Ingen revisor är vald" in block(page, "S09")
    assert "Ask for completion, with a date" in block(page, "S09")
    assert stored(case_id) == {"S01": ("ja", ""), "S09": ("nej", "Ingen revisor är vald")}


def test_save_and_go_leads_to_the_case(browser, case_id):
    assert post(browser, case_id, S01="ja", to_case="1").status_code == 302
    assert stored(case_id) == {"S01": ("ja", "")}


def test_nobody_answers_before_having_said_that_they_have_no_conflict(browser, case_id):
    page = browser.get(url(case_id)).text
    assert "Before your first answer" in page
    sent = {"csrf_token": token(page), "sheet_version": 0, "S01": "ja"}
    answer = browser.post(url(case_id), data=sent)
    assert answer.status_code == 409
    assert 'name="S01" value="ja" checked' in answer.text
    assert stored(case_id) == {}
    assert browser.post(url(case_id), data={**sent, "no_conflict": "y"}).status_code == 302
    assert "Before your first answer" not in browser.get(url(case_id)).text
    assert post(browser, case_id, S02="ja", no_conflict="").status_code == 302


def test_a_conflict_can_be_declared_from_the_sheet(browser, case_id):
    page = browser.get(url(case_id)).text
    sent = {
        "csrf_token": token(page),
        "has_conflict": "yes",
        "note": "Sitter i styrelsen",
        "next": url(case_id),
    }
    assert browser.post(f"/arenden/{case_id}/jav", data=sent).location == url(case_id)
    answer = post(browser, case_id, S01="ja")
    assert answer.status_code == 409
    assert stored(case_id) == {}


def test_swedish_is_complete(browser, case_id):
    browser.set_cookie("lang", "sv")
    page = browser.get(url(case_id)).text
    assert "Har föreningen egna stadgar som medlemmarna själva har antagit?" in page
    assert "Ej tillämpligt" in page
    assert "Spara och stanna" in page


@pytest.mark.parametrize(
    ("bad", "text"),
    [
        ({"S02": "kanske"}, "Choose one of the answers offered."),
        ({"S02": "nej"}, "Write a reason: it is needed for this answer."),
        ({"Z99": "ja"}, "There is no question Z99 in this checklist."),
        ({"A01": "styrkt"}, "Question A01 is not open in this case."),
        ({"S02": "ja", "S02_reason": f"Se {PERSONAL}"}, "The text holds a personal number."),
    ],
)
def test_a_refused_save_keeps_every_other_word(browser, case_id, bad, text):
    answer = post(browser, case_id, S01="delvis", S01_reason="Bara ett utkast finns", **bad)
    assert answer.status_code == 409
    assert text in answer.text
    assert "Bara ett utkast finns" in block(answer.text, "S01")
    assert re.search(r'name="S01" value="delvis" checked', answer.text)
    assert stored(case_id) == {}
    assert PERSONAL not in journal_text()


def test_two_people_at_once_lose_nothing_and_see_both(browser, case_id):
    berit = an_officer(username="berit.ek", board=a_board())
    answered(case_id, berit, S01=("nej", "Stadgarna är inte antagna"), S02="ja", S05="ja")
    answer = post(
        browser, case_id, version=0, S01="ja", S01_reason="Antagna 2019", S02="", S02_reason="", S03="ja"
    )
    assert answer.status_code == 409
    page = answer.text
    assert "Berit Ek saved this checklist after you opened it." in page
    assert "Berit Ek answered this meanwhile" in block(page, "S01")
    assert "Stadgarna är inte antagna" in block(page, "S01")
    assert "Antagna 2019" in block(page, "S01")
    assert 'name="S01" value="ja" checked' in page
    assert 'name="S02" value="ja" checked' in page, "what I never touched is taken over"
    assert 'name="S03" value="ja" checked' in page
    assert 'name="sheet_version" value="1"' in page
    assert stored(case_id)["S01"] == ("nej", "Stadgarna är inte antagna")
    again = post(browser, case_id, S01="ja", S01_reason="Antagna 2019", S02="ja", S03="ja")
    assert again.status_code == 302
    assert stored(case_id)["S01"] == ("ja", "Antagna 2019")
    assert {"S02", "S03", "S05"} <= set(stored(case_id))


def test_words_to_a_question_that_closed_meanwhile_are_shown(browser, case_id, anna):
    with_act(case_id, anna)
    berit = an_officer(username="berit.ek", board=a_board())
    answered(case_id, berit, A00=("nej", "Kan inte knytas till föreningen"))
    answer = post(browser, case_id, version=0, A02="oklart", A02_reason="Underlaget är tunt")
    assert answer.status_code == 409
    assert "You also answered questions that are closed now" in answer.text
    assert "Underlaget är tunt" in answer.text


def test_a_known_fact_is_offered_and_saved_only_by_saving(browser, anna):
    with_parameters(min_members=("S18", "40"))
    case_id = a_case(anna, members_total=43)
    page = browser.get(url(case_id)).text
    assert "The application states 43 members" in block(page, "S18")
    assert "set by Norrdals stadsdelsnämnd for 2026" in block(page, "S18")
    filled = post(browser, case_id, fill="S18", S01="ja", S02_reason="halvskrivet")
    assert filled.status_code == 200
    assert re.search(r'name="S18-written" value="43"', filled.text)
    assert 'name="S01" value="ja" checked' in filled.text
    assert "halvskrivet" in filled.text
    assert stored(case_id) == {}
    assert post(browser, case_id, S18_written="43", S18_reason="").status_code == 302
    assert stored(case_id) == {"S18": ("43", "")}
    assert (
        post(browser, case_id, S18_written="43", S18="oklart", S18_reason="Intyget saknas").status_code == 302
    )
    assert stored(case_id) == {"S18": ("oklart", "Intyget saknas")}


def test_opinions_are_never_a_ground(browser, case_id, anna):
    with_act(case_id, anna)
    page = browser.get(url(case_id)).text
    assert "Opinions are never a ground." in block(page, "A03")
    assert "Opinions are never a ground." not in block(page, "A01")


def test_who_may_only_read_sees_no_form(client, case_id):
    an_officer(Role.AUDITOR, username="rolf.revisor", everywhere=True)
    client.set_cookie("lang", "en")
    sign_in(client, "rolf.revisor")
    page = client.get(url(case_id)).text
    assert "You may read the answers but not change them." in page
    assert 'id="sheet-form"' not in page
    data = {"csrf_token": token(page), "sheet_version": 0, "S01": "ja"}
    assert client.post(url(case_id), data=data).status_code == 403
    assert stored(case_id) == {}


def test_a_closed_case_is_read_only(browser, anna):
    page = browser.get(url(a_case_in(Stage.WITHDRAWN, anna))).text
    assert "The case is no longer being prepared" in page
    assert 'id="sheet-form"' not in page


@pytest.mark.parametrize("path", ["checklista", "checklista/underlag", "handelse", "underlag/abc"])
def test_another_boards_case_is_not_found(client, case_id, path):
    an_officer(username="annan", board=a_board("SOD", "Söderdals stadsdelsnämnd"))
    sign_in(client, "annan")
    assert client.get(f"/arenden/{case_id}/{path}").status_code == 404


def test_looking_writes_nothing_and_asks_little(browser, case_id, anna):
    with_act(case_id, anna)
    browser.get(url(case_id))
    before = db.session.query(JournalEntry).count()
    for path in (
        url(case_id),
        f"{url(case_id)}/underlag?fraga=A01",
        f"/arenden/{case_id}/handelse",
        "/checklistor",
    ):
        with count_queries() as sent:
            assert browser.get(path).status_code == 200
        assert len(sent) <= 6
        assert not [statement for statement in sent if not statement.lstrip().upper().startswith("SELECT")]
    assert db.session.query(JournalEntry).count() == before


def test_the_part_on_the_case_page_tells_what_is_left(browser, case_id, anna):
    with_evidence(case_id, anna, "S04", 1, act_on=None)
    answered(case_id, anna, S01="ja", S04=("nej", "Inbjudan krävs"))
    page = browser.get(f"/arenden/{case_id}").text
    part = page.split('id="checklist"', 1)[1]
    assert "2 of " in part
    assert "Inbjudan krävs" in part
    assert "A second person reads it" in part
    assert f'href="{url(case_id)}"' in part

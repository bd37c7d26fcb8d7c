"""A spot check made on one screen in Chromium: answers, evidence, letter, comment, finding; and two who read apart."""

import pytest

from tests.journeys.browser import serving
from tests.journeys.person import Person, person
from tests.makers_applications import PDF
from tests.makers_spot_checks import a_check, a_check_read_twice, plain_answers
from vetting.gateways.letters import pdf_available
from vetting.records.db import db
from vetting.records.spot_checks import Finding

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("own_app", "language", "scripts"),
    [("sqlite", "sv", True), ("postgresql", "en", False)],
    indirect=["own_app"],
    ids=["sv", "en-no-scripts"],
)
def test_a_check_from_my_day_to_its_finding(own_app, language, scripts, browser):
    check_id, _ = a_check()
    with (
        serving(own_app) as address,
        person(browser, address, "kontrollant", language, scripts=scripts, looks_closely=scripts) as who,
    ):
        who.enter(who.page.locator(f'a[href$="{check_id}"]'))
        look(who, "open check")
        answer_everything(who, U01=("nej", "Redovisningen kom tre veckor sent."))
        look(who, "answered check")
        add_evidence(who, check_id, "U01")
        who.press("Ask for the association's comment")
        who.look("letter")
        assert "Ert stöd ingår i en stickprovskontroll" in who.page.locator("article.letter").inner_text()
        if pdf_available():
            assert who.download("Download as PDF").suggested_filename.startswith("stickprov-")
        record_comment(who, check_id)
        close(who, check_id)
        look(who, "closed check")
    db.session.rollback()
    assert db.session.query(Finding.summary).scalar() == "Redovisningen kom sent men finns nu."


def test_two_read_apart_and_settle_what_differs(own_app, browser):
    check_id, *_ = a_check_read_twice()
    with (
        serving(own_app) as address,
        person(browser, address, "kontrollant") as first,
        person(browser, address, "andra.lasaren") as second,
    ):
        for who, words in ((first, "Den första såg detta"), (second, "Den andra såg något annat")):
            who.go(f"/stickprov/kontroll/{check_id}")
            answer_everything(who, U01=("nej" if who is first else "delvis", words))
        for who, other in ((first, "Den andra såg"), (second, "Den första såg")):
            who.go(f"/stickprov/kontroll/{check_id}")
            assert other not in who.page.content()
            who.follow("Sign my reading")
            who.write(minutes=40)
            who.press("Sign my reading")
            who.reads("Your reading is signed.")
        first.go(f"/stickprov/kontroll/{check_id}")
        first.follow("Both readings side by side")
        first.reads("Differ")
        assert "Den andra såg något annat" in first.page.content()
        first.look("compared")
        first.follow("Settle the differences")
        answer(first, "U01", "delvis", "Vi enades: en vecka sent.")
        first.enter(first.page.locator(".q-save button"))
        first.follow("Both readings side by side")
        assert "Vi enades: en vecka sent." in first.page.content()


def look(who: Person, name: str) -> None:
    """As Person.look, with the row for saving at rest below the questions."""
    who.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    who.look(name)
    who.page.evaluate("window.scrollTo(0, 0)")


def answer_everything(who: Person, **changes: tuple[str, str]) -> None:
    """Answers each question that must be answered, plainly but for the changes, and saves."""
    for question, (value, why) in {**plain_answers(), **changes}.items():
        answer(who, question, value, why)
    who.enter(who.page.locator(".q-save button"))


def answer(who: Person, question: str, value: str, why: str) -> None:
    choice = who.page.locator(f'input[name="{question}"][value="{value}"]')
    if choice.count():
        choice.check()
    else:
        who.write(**{f"{question}-written": value})
    if why:
        reason = who.page.locator(f"#{question} details.q-reason")
        if reason.get_attribute("open") is None:
            reason.locator("summary").click()
        who.write(**{f"{question}-reason": why})


def add_evidence(who: Person, check_id: str, question: str) -> None:
    fold = who.page.locator(f"section#{question} details.q-fold", has=who.page.locator('a[href*="underlag"]'))
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    fold.locator("a", has_text=question).click()
    who.page.wait_for_url("**/underlag?*")
    who.look("evidence")
    who.page.select_option("#kind", index=1)
    who.page.check("#level-2")
    who.write(description="Redovisningen med kommunens ankomststämpel.", source="Diariet")
    who.send_file("redovisning.pdf", PDF)
    who.press("Add the evidence")
    who.reads("The evidence is added to %(question)s.", question=question)


def record_comment(who: Person, check_id: str) -> None:
    who.go(f"/stickprov/kontroll/{check_id}")
    who.follow("Record the comment")
    who.look("comment")
    who.write(comment="Kassören var sjuk. Redovisningen är lämnad.")
    who.press("Record the comment")
    who.reads("The association's comment is recorded.")


def close(who: Person, check_id: str) -> None:
    who.follow("Close with a finding")
    who.look("close")
    who.page.check('input[name="result"][value="utan_anmarkning"]')
    who.write(summary="Redovisningen kom sent men finns nu.", minutes=95)
    who.press("Close with this finding")
    who.reads("Answers have remarks (%(questions)s), so “No remarks” cannot be the result.", questions="U01")
    who.page.check('input[name="result"][value="mindre_brist_rattad"]')
    who.press("Close with this finding")
    who.reads("The check is closed with its finding.")

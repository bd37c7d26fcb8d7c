"""Registers in Chromium: declared, held and let in; mended and answered by the partner; a hit cleared, and lapsed."""

import datetime as dt
import re

import pytest

from tests.journeys import steps
from tests.journeys.browser import serving
from tests.journeys.cases import DEBTS, a_case_in_review, a_debt_list, a_list, a_supported_case
from tests.journeys.person import Person, person
from tests.journeys.town import a_town
from tests.makers_partners import GOOD, KFM, ODD, PERSONAL, a_partner_source, a_question, an_agent, put_in_use
from tests.makers_partners import a_debt_list as a_partners_list
from vetting.gateways.letters import pdf_available
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db
from vetting.records.snapshots import Listing, Snapshot

pytestmark = pytest.mark.browser
ROW = "r1;Almviks Folkdansgille;889999-9018;Fjärrvik"
MANY = [f"p{at};Provsällskapet {at};;Almvik" for at in range(31)]


@pytest.fixture
def town(own_app):
    return a_town()


def looks_closely() -> bool:
    """Pages are the same on every database: axe is asked once."""
    return bool(db.engine.dialect.name == "sqlite")


def test_a_source_is_tried_declared_and_a_short_file_let_in(town, own_app, browser):
    with (
        serving(own_app) as address,
        person(browser, address, "samordnare", looks_closely=looks_closely()) as who,
    ):
        steps.begin_to_declare(
            who, key="avtal", name="Avslutade avtal", adapter="spreadsheet_drop", partner="employment_service"
        )
        who.write(max_shrink=10)
        who.send_file("prov.csv", a_list(ROW), field="#sample")
        who.press("Try the sample")
        who.reads("%(rows)s rows. Nothing of the sample is kept.", rows=10)
        assert "Almviks Folkdansgille" in who.page.content()
        who.look("tried sample")
        who.press("Declare the source")
        who.reads("The source is declared.")
        steps.deliver(who, "avtal", "avtal.csv", a_list(ROW, *MANY))
        assert state_on(who) == "active"
        steps.deliver(who, "avtal", "avtal-kort.csv", a_list(ROW))
        who.reads("The delivery waits for a person")
        assert state_on(who) == "held"
        who.write(reason="Myndigheten har bekräftat att listan är så kort.")
        who.press("Let it in")
        who.page.wait_for_url(re.compile(r"^[^?]*/leveranser/avtal/[^/?]+$"))
        assert "Myndigheten har bekräftat att listan är så kort." in who.page.content()
        who.look("let in")
    db.session.rollback()
    rows = db.session.query(Snapshot.state, Snapshot.row_total).order_by(Snapshot.seq).all()
    assert [(state.value, total) for state, total in rows] == [("superseded", 41), ("active", 10)]


def state_on(who: Person) -> str:
    """The state of the delivery whose report is open, as its table row has it."""
    db.session.rollback()
    found = db.session.get_one(Snapshot, who.page.url.rstrip("/").rsplit("/", 1)[1])
    return str(found.state.value)


def test_a_partner_sees_its_quality_mends_a_row_and_answers(own_app, browser):
    an_agent()
    put_in_use(a_partner_source())
    question = a_question()
    with (
        serving(own_app) as address,
        person(browser, address, f"ombud.{KFM.value}", looks_closely=looks_closely()) as who,
    ):
        who.look("desk")
        who.go("/partner/kallor/skuldlista/leverera")
        who.send_file("skulder.csv", a_partners_list((*GOOD, *ODD)))
        who.press("Send it in and look at it")
        who.look("preview")
        who.press("Use the list")
        who.page.wait_for_url(re.compile(r"^[^?]*/kallor/skuldlista/leveranser/[^/?]+$"))
        who.reads("Rows to mend")
        assert "889999-9019" in who.page.content(), "the row whose check digit is wrong"
        assert PERSONAL not in who.page.content()
        who.look("quality")
        mend_a_row(who)
        answer(who, question)
    db.session.rollback()
    assert db.session.query(Listing.name).filter_by(name="Provbygdens Idrottsförening").count() == 1
    assert db.session.get_one(PartnerQuestion, question).is_from_partner


def mend_a_row(who: Person) -> None:
    """One row of the list in use gets its right name."""
    who.go("/partner/kallor/skuldlista/rader")
    who.write(asked="Provbygdens IF")
    who.press("Find the row")
    who.enter(who.page.get_by_role("link", name="Provbygdens IF"))
    who.look("row")
    who.write(name="Provbygdens Idrottsförening", reason="Namnet var förkortat.")
    who.press("Correct the row")
    assert "Namnet var förkortat." in who.page.content()


def answer(who: Person, question_id: str) -> None:
    """The least that answers, by a function."""
    who.go("/partner")
    who.enter(who.page.locator(f'a[href$="/partner/fragor/{question_id}"]'))
    who.look("question")
    who.page.locator("input[name=code]").first.check()
    who.write(function="Registrator")
    who.press("Send the answer")
    who.go(f"/partner/fragor/{question_id}")
    who.reads("Your answer")


def test_a_hit_is_cleared_by_two_and_stands_in_the_certificate(town, own_app, browser):
    now = dt.datetime.now(dt.UTC)
    a_debt_list(town, ROW, now=now)
    case_id = a_case_in_review(town, now)
    with serving(own_app) as address:
        case = f"{address}/arenden/{case_id}"
        with person(browser, address, "sekreterare") as who:
            who.page.goto(case)
            who.press("Run the check")
            judge(who, case)
            who.reads("Awaits a second person")
        with person(browser, address, "chef") as head:
            steps.agree_as_second(head, case, "Samma nummer men en annan ort, det ser jag också.")
        with person(browser, address, "sekreterare", looks_closely=looks_closely()) as who:
            who.page.goto(case)
            who.follow("Certificate")
            assert re.search(r"[0-9a-f]{64}", who.page.content())
            who.look("certificate")
            if pdf_available():
                assert who.download("PDF").suggested_filename.endswith(".pdf")


def judge(who: Person, case: str) -> None:
    """Another body, by two facts of both sides; no word without a fact."""
    who.enter(who.page.locator('.panel-bar a[href*="/traffar/"]'))
    who.page.check("input[name=judgement][value=other]")
    who.write(reason="Föreningen har aldrig funnits i Fjärrvik.")
    save = who.page.locator('form[action*="/traffar/"] button[type=submit]')
    who.enter(save)
    assert who.page.locator(".ds-error-summary").count() == 1
    for fact in ("name", "seat"):
        who.page.check(f"input[name=rests_on][value={fact}]")
    who.enter(save)
    who.page.goto(case)


def test_a_clearance_lapses_when_the_list_says_something_else(town, own_app, browser):
    now = dt.datetime.now(dt.UTC)
    a_debt_list(town, ROW, now=now)
    a_supported_case(town, now)
    with serving(own_app) as address:
        with person(browser, address, "samordnare") as who:
            steps.deliver(who, DEBTS, "skulder.csv", a_list(ROW.replace("Fjärrvik", "Almvik")))
            who.go(f"/leveranser/{DEBTS}")
            who.press("Re-screen now")
            who.page.wait_for_url(re.compile(rf"/leveranser/{DEBTS}(#.*)?$"))
            who.reads("Lapsed clearances")
        with person(browser, address, "sekreterare", looks_closely=looks_closely()) as who:
            title = who.say("Clearance lapsed: %(facts)s changed", facts=who.say("Town").lower())
            who.enter(who.page.get_by_role("link", name=title))
            who.reads("An earlier judgement no longer holds")
            assert [one.inner_text() for one in who.page.locator("main del, main ins").all()] == [
                "Fjärrvik",
                "Almvik",
            ]
            who.look("lapsed")

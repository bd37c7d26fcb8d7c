"""Two browsers at the same thing at the same moment: no answer is lost, and one decision is made."""

import datetime as dt
import re

import pytest

from tests.journeys.browser import serving
from tests.journeys.cases import a_case_in_review, a_proposed_case
from tests.journeys.person import Person, person
from tests.journeys.steps import say_no_conflict
from tests.journeys.town import a_town
from vetting.records.db import db
from vetting.records.decisions import Decision, Support
from vetting.records.follow_ups import FollowUpPlan

pytestmark = pytest.mark.browser


def test_two_save_the_same_checklist_and_nothing_is_lost(own_app, browser):
    case_id = a_case_in_review(a_town(), dt.datetime.now(dt.UTC))
    with (
        serving(own_app) as address,
        person(browser, address, "sekreterare") as first,
        person(browser, address, "sekreterare2", "en") as second,
    ):
        for who in (first, second):
            who.go(f"/arenden/{case_id}/checklista")
        answer(first, S01="ja", S03="ja")
        save(first)
        answer(second, S02="ja", S03="nej")
        second.write(**{"S03-reason": "Stadgarna saknar bestämmelsen."})
        save(second)
        second.reads("Taken over from what was saved: %(questions)s.", questions="S01")
        second.reads("%(name)s answered this meanwhile", name="Karin Kvist")
        assert given(second) == {"S01": "ja", "S02": "ja", "S03": "nej"}
        save(second)
        assert second.page.locator(".ds-error-summary").all_inner_texts() == []
        for who in (first, second):
            who.go(f"/arenden/{case_id}/checklista")
            assert given(who) == {"S01": "ja", "S02": "ja", "S03": "nej"}


def test_two_deciders_at_once_make_one_decision(own_app, browser):
    case_id = a_proposed_case(a_town(), dt.datetime.now(dt.UTC))
    with (
        serving(own_app) as address,
        person(browser, address, "chef") as first,
        person(browser, address, "chef2") as second,
    ):
        for who in (first, second):
            who.go(f"/arenden/{case_id}/beslut")
            who.press("No conflict of interest")
            who.reads("You have said that you have no conflict of interest.")
        for who in (first, second):
            press_without_waiting(who, "Sign: decide as proposed")
        for who in (first, second):
            who.page.wait_for_selector(".letter, .ds-error-summary")
        refused = [who for who in (first, second) if "/brev" not in who.page.url]
        assert len(refused) == 1, "exactly one of the two decided"
        refused[0].reads("The case is already decided.")
    db.session.rollback()
    assert [db.session.query(table).count() for table in (Decision, Support, FollowUpPlan)] == [1, 1, 1]


def answer(who: Person, **values: str) -> None:
    """Chooses the answers, without saving."""
    for question, value in values.items():
        who.page.check(f'input[name="{question}"][value="{value}"]')


def save(who: Person) -> None:
    """Saves the sheet and waits for what came of it."""
    say_no_conflict(who)
    who.enter(who.page.locator(".q-save button:not([name])"))


def given(who: Person) -> dict[str, str]:
    """The answers chosen on the page."""
    script = "all => Object.fromEntries(all.map(one => [one.name, one.value]))"
    found: dict[str, str] = who.page.locator(".q input[type=radio]:checked").evaluate_all(script)
    return found


def press_without_waiting(who: Person, message: str) -> None:
    """The press goes off and the next person's follows at once."""
    button = who.page.get_by_role("button", name=re.compile(f"^{re.escape(who.say(message))}$"))
    button.evaluate("one => { setTimeout(() => one.click(), 30) }")

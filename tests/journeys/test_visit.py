"""A visit in Chromium as wide as a phone: from My day to what stands on the plan, and the blank form on paper."""

import datetime as dt

import pytest

from tests.journeys.browser import serving
from tests.journeys.person import NARROW, Person, person
from tests.makers_decisions import a_decided_case, a_grant, two_officers
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import FollowUpKind
from vetting.records.db import db, transaction
from vetting.records.follow_ups import FollowUp
from vetting.records.visits import Visit
from vetting.services.visits import visit_questions

pytestmark = pytest.mark.browser
NAMING = "Läxhjälp i två rum. Anna höll i kvällen."
SEEN = "Läxhjälp i två rum. En ledare höll i kvällen."
PURPOSE = "Det beslutet gäller: öppna kvällar för unga."


@pytest.mark.parametrize(
    ("own_app", "language", "scripts"),
    [("sqlite", "sv", True), ("postgresql", "en", False)],
    indirect=["own_app"],
    ids=["sv", "en-no-scripts"],
)
def test_a_visit_is_written_on_the_phone(own_app, browser, language, scripts):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head, a_grant(secretary, amount=60_000))
    title = a_visit_due_today()
    with (
        serving(own_app) as address,
        person(
            browser, address, "culture_secretary.nor", language, scripts=scripts, looks_closely=scripts
        ) as who,
    ):
        who.page.set_viewport_size(NARROW)
        who.go("/min-dag")
        who.enter(who.page.locator("main .task a", has_text=title))
        who.follow("Record a visit")
        read_the_form_on_paper(who)
        a_name_is_refused_and_nothing_lost(who)
        who.page.fill("#q-activity", SEEN)
        who.press("Record the visit")
        who.reads("The visit is recorded.")
        look(who, "visit")
        who.go(f"/arenden/{case_id}/plan")
        assert who.page.locator("main a[href*='/besok/']").count() == 1
        who.reads("Done")
        a_finger_opens_a_fold(who)
    db.session.rollback()
    visit = db.session.query(Visit).one()
    assert (visit.participants, visit.leaders) == (18, 2)
    assert visit.answers == {"activity": SEEN, "purpose": PURPOSE}


def a_visit_due_today() -> str:
    """The plan's first visit, that it may stand on My day; gives its title."""
    with transaction(is_piece=True):
        item = db.session.query(FollowUp).filter_by(kind=FollowUpKind.VISIT).order_by(FollowUp.due_on).first()
        item.due_on = swedish_day(dt.datetime.now(dt.UTC))
        return item.title


def a_finger_opens_a_fold(who: Person) -> None:
    """By coordinates, as nothing may lie over what is to be touched."""
    fold = who.page.locator("main .task details").first
    summary = fold.locator("summary")
    summary.scroll_into_view_if_needed()
    box = summary.bounding_box()
    assert box
    who.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert fold.get_attribute("open") is not None
    field = fold.locator("textarea, input:not([type=hidden])").first
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box
    who.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    who.page.keyboard.type("7")
    assert field.input_value() == "7"


def look(who: Person, name: str) -> None:
    who.look(name)
    who.page.set_viewport_size(NARROW)


def asked(who: Person) -> list[str]:
    """The questions of a visit, in the person's language."""
    questions = visit_questions(swedish_day(dt.datetime.now(dt.UTC))).questions
    return [one.text.in_language(who.language) for one in questions]


def read_the_form_on_paper(who: Person) -> None:
    """The same questions, and nothing else comes out of the printer."""
    on_screen = who.page.locator("main").inner_text()
    assert [text for text in asked(who) if text not in on_screen] == []
    who.follow("Form on paper")
    who.page.emulate_media(media="print")
    printed = who.page.locator("body").inner_text()
    assert [text for text in asked(who) if text not in printed] == []
    assert who.say("Record the visit") not in printed
    who.page.emulate_media(media="screen")
    who.follow("Record the visit")


def a_name_is_refused_and_nothing_lost(who: Person) -> None:
    page = who.page
    page.check("input[name=announced][value=yes]")
    who.write(participants=18, leaders=2, **{"q-activity": NAMING, "q-purpose": PURPOSE})
    page.select_option("#follow_up_id", index=1)
    page.check("#is_done")
    who.press("Record the visit")
    assert "Anna" in page.locator(".ds-error-summary, [role=alert]").first.inner_text()
    look(who, "refused visit")
    kept = {
        name: page.input_value(f"[id='{name}']")
        for name in ("participants", "leaders", "q-activity", "q-purpose")
    }
    assert kept == {"participants": "18", "leaders": "2", "q-activity": NAMING, "q-purpose": PURPOSE}
    assert page.is_checked("input[name=announced][value=yes]")
    assert page.is_checked("#is_done")
    assert page.input_value("#follow_up_id")

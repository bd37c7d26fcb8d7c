"""From the municipality's register to a decided grant with its plan, in Chromium, by the officers of one board."""

import datetime as dt

import pytest

from tests.journeys import steps, steps_decision
from tests.journeys.browser import serving
from tests.journeys.files import APPLICANT, LISTED, REGISTER, a_debt_sheet, a_list_of_nations
from tests.journeys.person import Person, person
from tests.journeys.town import a_town

pytestmark = pytest.mark.browser
AMOUNT = 40_000


@pytest.mark.parametrize(
    ("own_app", "language", "scripts"),
    [("sqlite", "sv", True), ("postgresql", "en", False)],
    indirect=["own_app"],
    ids=["sv", "en-no-scripts"],
)
def test_from_register_to_decision(own_app, language, scripts, browser):
    a_town()
    with serving(own_app) as address:

        def enter(username: str):
            return person(
                browser,
                address,
                username,
                language,
                scripts=scripts,
                looks_closely=scripts,
                through_the_page=True,
            )

        with enter("samordnare") as coordinator:
            bring_in_the_register(coordinator)
            send_in_the_lists(coordinator)
        with enter("registrator") as registrar:
            case = steps.open_application(registrar, APPLICANT, amount=AMOUNT)
            steps.add_papers(registrar, case)
            registrar.look("papers in")
            registrar.reads("Everything is in")
        with enter("sekreterare") as secretary:
            check_and_judge(secretary, case)
        with enter("chef") as head:
            steps.agree_as_second(head, case, "Listan anger ett annat land, det ser jag också.")
        with enter("sekreterare") as secretary:
            plan = prepare(secretary, case)
        assert plan, "a grant has a plan"
        with enter("chef") as head:
            steps_decision.decide(head)
            steps_decision.letter_holds(head, plan)
            steps_decision.pdf_holds(head, plan)
        with enter("revisor") as auditor:
            steps_decision.journal_is_whole(auditor)


def bring_in_the_register(who: Person) -> None:
    """Seven rows: one repeated, one that holds a personal number, one number a sheet has ruined."""
    steps.import_register(who, "register.csv", REGISTER)
    figures = who.page.locator("dl.figures dd").all_inner_texts()
    assert [int(figure) for figure in figures] == [6, 0, 0, 1]
    assert "850161-0003" not in who.page.content()
    who.press("Import into the directory")
    who.reads("Imported: %(added)s added, %(changed)s changed, %(unchanged)s left as they were.",
              added=6, changed=0, unchanged=0)  # fmt: skip
    who.look("imported")


def send_in_the_lists(who: Person) -> None:
    """A workbook of debts and an XML list in the form of the United Nations'."""
    steps.declare_source(
        who,
        key="kfm",
        name="Kronofogden, skulder",
        adapter="spreadsheet_drop",
        partner="enforcement_authority",
    )
    steps.deliver(who, "kfm", "skulder.xlsx", a_debt_sheet())
    steps.declare_source(who, key="fn", name="FN:s samlade lista", adapter="un_sc_xml", partner="sanctions")
    today = dt.datetime.now(dt.UTC).date().isoformat()
    steps.deliver(who, "fn", "lista.xml", a_list_of_nations(today))
    who.go("/leveranser")
    who.look("deliveries")


def check_and_judge(who: Person, case: str) -> None:
    """The culture secretary's first part: check and hits; one is so near that a second person must agree."""
    steps.begin_and_check(who, case)
    assert LISTED in who.page.content()
    assert steps.judge_every_hit(who, case, "Organet i listan har säte i ett annat land.") == 1


def prepare(who: Person, case: str) -> steps_decision.Plan:
    """The culture secretary's second part: sheet, evidence, proposal."""
    steps.answer_the_checklist(who, case)
    steps.add_evidence(who, case, "S01")
    who.page.goto(case)
    who.look("case")
    return steps_decision.propose_grant(who, case, AMOUNT)

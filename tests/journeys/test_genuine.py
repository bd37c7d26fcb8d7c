"""Genuine public files through the pages: a register, both lists of the UN, and one association to its decision.

Nothing of the files is written here: what is asserted are counts, and numbers found while the test runs.
"""

import json
import re
from pathlib import Path

import pytest

from tests.journeys import steps, steps_decision
from tests.journeys.browser import serving
from tests.journeys.person import Person, person
from tests.journeys.town import a_town
from vetting.domain.identity import read_org_number
from vetting.domain.terms import NumberClass

pytestmark = [pytest.mark.browser, pytest.mark.genuine]
AMOUNT = 25_000
LISTS = [
    ("un_consolidated_2021-03-12.xml", 1004, (1004, 0)),
    ("un_consolidated_2026-02-27.xml", 1003, (88, 89)),
]


def test_genuine_files_from_register_to_letter(own_app, genuine, browser):
    a_town()
    with serving(own_app) as address:

        def enter(username: str):
            return person(browser, address, username)

        with enter("samordnare") as coordinator:
            number = import_the_register(coordinator, genuine / "associations" / "falun_ActorSmartbook.json")
            deliver_the_lists(coordinator, genuine / "sanctions")
        with enter("registrator") as registrar:
            case = steps.open_application(registrar, number, amount=AMOUNT)
            steps.add_papers(registrar, case)
        with enter("sekreterare") as secretary:
            steps.begin_and_check(secretary, case)
            steps.judge_every_hit(secretary, case, "Andra uppgifter än föreningens.")
            steps.answer_the_checklist(secretary, case)
            plan = steps_decision.propose_grant(secretary, case, AMOUNT)
        with enter("chef") as head:
            steps_decision.decide(head)
            steps_decision.letter_holds(head, plan)
            steps_decision.pdf_holds(head, plan)


def import_the_register(who: Person, path: Path) -> str:
    """Imports the register; gives the organisation number of one of its associations."""
    data = path.read_bytes()
    rows = json.loads(data)
    steps.import_register(who, path.name, data)
    assert count_of_panel(who, "#rows-in") == len(rows) == 788
    kinds = numbers_in(who.page.locator(".shares-key").inner_text())
    assert sum(kinds) == 788, kinds
    figures = [int(text) for text in who.page.locator("dl.figures dd").all_inner_texts()]
    assert sum(figures) == 788, figures
    who.press("Import into the directory")
    who.page.wait_for_selector(".ds-alert")
    assert sum(int(text) for text in who.page.locator("dl.figures dd").all_inner_texts()[:4]) == 788
    usable = (row["association"]["org_number"] for row in rows)
    return next(n for n in usable if n and read_org_number(n).cls is NumberClass.OK)


def deliver_the_lists(who: Person, folder: Path) -> None:
    """Both lists in order; the second shows what has come and gone since the first."""
    steps.declare_source(who, key="fn", name="FN", adapter="un_sc_xml", partner="sanctions")
    for name, rows, (added, gone) in LISTS:
        steps.deliver(who, "fn", name, (folder / name).read_bytes())
        heading = who.page.locator("#counts").inner_text()
        assert int(re.sub(r"\D", "", heading)) == rows
        assert sum(numbers_in(who.page.locator(".shares-key").inner_text())) == rows
        figures = [
            int(re.sub(r"\D", "", text)) for text in who.page.locator("dl.figures dd").all_inner_texts()
        ]
        assert (figures[0], figures[2]) == (added, gone)


def count_of_panel(who: Person, heading: str) -> int:
    """The count beside a panel's heading."""
    return int(re.sub(r"\D", "", who.page.locator(f"{heading} .count").inner_text()))


def numbers_in(text: str) -> list[int]:
    """Whole numbers of a text; a thousand may be written with a space in it."""
    return [int(re.sub(r"\D", "", found)) for found in re.findall(r"\d[\d\s\u00a0\u202f]*", text)]

"""What the officers do on the pages before a decision: register, sources, application, papers, check, sheet."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from tests.journeys.person import Person
from tests.journeys.town import CHECKLIST, LIMITS, PAPERS
from tests.makers_applications import PDF
from vetting.demo.answering import good_answers


def import_register(who: Person, name: str, data: bytes) -> None:
    """Sends in a register and leaves it at the preview."""
    who.go("/foreningar/import/")
    who.look("import")
    who.send_file(name, data)
    who.press("Send in and read")
    who.page.wait_for_url(re.compile(r"^[^?]*/foreningar/import/[^/?]+$"))
    who.look("preview")


def declare_source(who: Person, *, key: str, name: str, adapter: str, partner: str) -> None:
    """Declares a source whose files come in by hand."""
    begin_to_declare(who, key=key, name=name, adapter=adapter, partner=partner)
    who.look("declare")
    who.press("Declare the source")
    who.reads("The source is declared.")


def begin_to_declare(who: Person, *, key: str, name: str, adapter: str, partner: str) -> None:
    """Fills in what every declaration says."""
    who.go("/leveranser/ny")
    who.write(name=name, key=key)
    who.page.select_option("#adapter", adapter)
    who.page.select_option("#partner", partner)


def deliver(who: Person, key: str, name: str, data: bytes) -> None:
    """Sends in a delivery and waits for the report of it."""
    who.go(f"/leveranser/{key}")
    who.look("source")
    who.send_file(name, data)
    who.press("Send in the delivery")
    who.page.wait_for_url(re.compile(rf"^[^?]*/leveranser/{key}/[^/?]+$"))
    who.look("report")


def open_application(who: Person, wanted: str, *, amount: int) -> str:
    """Finds the association by name or number and registers its application; gives the case's address."""
    who.go("/min-dag")
    who.follow("Cases", within="nav.mainnav")
    who.look("cases")
    who.follow("New application")
    who.write(q=wanted)
    who.press("Show")
    who.look("applicant")
    who.page.locator("main .task a").first.click()
    who.page.wait_for_url("**/arenden/ny/*")
    who.look("new application")
    who.write(
        purpose="Öppen dansverksamhet för unga, två kvällar i veckan.",
        amount=amount,
        expected_result="Fyrtio nya dansare",
        members_total=48,
    )
    who.press("Open the case")
    who.page.wait_for_url(re.compile(r"/arenden/[0-9a-f]{16}$"))
    return who.page.url


def add_papers(who: Person, case: str) -> None:
    """The five papers that the grant asks for."""
    for kind in PAPERS:
        who.page.goto(f"{case}/handlingar/ny")
        if kind is PAPERS[0]:
            who.look("paper")
        who.page.select_option("#kind", kind.value)
        who.send_file(f"{kind.value}.pdf", PDF + kind.value.encode())
        who.press("Add the paper")
        who.page.wait_for_url(re.compile(re.escape(case) + "(#.*)?$"))


def begin_and_check(who: Person, case: str) -> None:
    """Takes the case up and runs the cross-check."""
    who.page.goto(case)
    who.look("received case")
    who.press("Begin the review")
    who.reads("The case is in review.")
    who.press("Run the check")
    who.page.wait_for_url(re.compile(re.escape(case) + "(#.*)?$"))
    who.look("checked case")


def judge_every_hit(who: Person, case: str, reason: str) -> int:
    """Says of every hit that it is not the same body; gives how many there were."""
    judged = 0
    who.page.goto(case)
    waiting = who.page.locator('.panel-bar a[href*="/traffar/"]')
    while waiting.count():
        waiting.click()
        who.page.wait_for_url("**/traffar/*")
        if judged and who.page.locator(".timeline-entry").count():
            break  # near hits wait for a second person
        if not judged:
            who.look("hit")
        who.page.check("input[name=judgement][value=other]")
        who.page.check("input[name=rests_on][value=name]")
        who.write(reason=reason)
        who.enter(who.page.locator('form[action*="/traffar/"] button[type=submit]'))
        judged += 1
        who.page.goto(case)
    return judged


def agree_as_second(who: Person, case: str, reason: str) -> None:
    """The second person finds the hit on My day and agrees that it is another body."""
    who.go("/min-dag")
    who.enter(who.page.locator(f'a[href^="{urlsplit(case).path}/traffar/"]'))
    who.look("hit for a second person")
    who.page.check("input[name=agrees][value=yes]")
    who.write(second_reason=reason)
    who.enter(who.page.locator('form[action$="/andra"] button[type=submit]'))


def say_no_conflict(who: Person) -> None:
    """Says to have no conflict of interest, where the sheet still asks."""
    box = who.page.locator("#no_conflict")
    if box.count():
        box.check()


def answer_the_checklist(who: Person, case: str) -> int:
    """Answers what is open, as for an association with its papers in order, until nothing is left."""
    edition = _edition(who, case)
    good = {question: (value, why) for question, value, why in good_answers(*edition, LIMITS, owes=False)}
    saves = answer_what_is_open(who, good)
    who.look("answered sheet")
    return saves


def answer_what_is_open(who: Person, answers: Mapping[str, tuple[str, str]]) -> int:
    """Writes value and reason at each open question of the sheet and saves, until none is left; gives how
    many saves it took."""
    saves = 0
    while _fill_open_questions(who, answers):
        say_no_conflict(who)
        who.enter(who.page.locator(".q-save button:not([name])"))
        saves += 1
        assert saves < 9, "the checklist never comes to an end"
    return saves


def add_evidence(who: Person, case: str, question: str) -> None:
    """One piece of evidence for a question, from the sheet."""
    who.page.goto(f"{case}/checklista")
    begin_evidence(who, question)
    who.look("evidence")
    who.page.check("#level-2")
    who.write(description="Stadgarna är antagna av årsmötet.", source="Stadgar, § 1")
    keep_evidence(who, question)


def begin_evidence(who: Person, question: str) -> None:
    """From the sheet to the form of evidence for a question, the first kind of evidence chosen."""
    fold = who.page.locator(f"section#{question} details.q-fold", has=who.page.locator('a[href*="underlag"]'))
    fold.locator("summary").click()
    fold.locator("a", has_text=question).click()
    who.page.wait_for_url("**/underlag?*")
    who.page.select_option("#kind", index=1)


def keep_evidence(who: Person, question: str) -> None:
    """Sends the form of evidence, and is back on the sheet."""
    who.page.locator("main form button[type=submit]").last.click()
    who.page.wait_for_url("**/checklista#*")
    who.reads("The evidence is added to %(question)s.", question=question)


def _edition(who: Person, case: str) -> tuple[str, str]:
    who.page.goto(f"{case}/checklista")
    who.look("empty sheet")
    href = who.page.locator(".q-edition a").get_attribute("href") or ""
    return CHECKLIST, href.rsplit("/", 1)[1]


def _fill_open_questions(who: Person, answers: Mapping[str, tuple[str, str]]) -> int:
    """Writes an answer to each question of the page that needs one and has none."""
    waiting = who.page.locator("section.q:not(:has(.q-done)):not(:has(.q-optional))")
    ids = waiting.evaluate_all("rows => rows.map(row => row.id)")
    for question in ids:
        value, why = answers[question]
        choice = who.page.locator(f'input[name="{question}"][value="{value}"]')
        if choice.count():
            choice.check()
        else:
            who.write(**{f"{question}-written": value})
        if why:
            who.page.locator(f"#{question}-reason").evaluate("area => area.closest('details').open = true")
            who.write(**{f"{question}-reason": why})
    return len(ids)

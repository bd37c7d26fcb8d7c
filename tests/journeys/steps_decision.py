"""What the officers do on the pages from proposal to letter, and what the auditor sees."""

import re

from pypdf import PdfReader

from tests.journeys.person import Person
from tests.journeys.steps import say_no_conflict
from vetting.gateways.letters import pdf_available

SUMMARY = "Verksamheten når sin målgrupp och villkoren är uppfyllda."
Plan = list[tuple[str, str]]


def propose_grant(
    who: Person, case: str, amount: int, *, outcome: str = "granted", conditions: tuple[str, ...] = ()
) -> Plan:
    """Proposes a grant with the plan suggested, anew when on other conditions; gives title and evidence of
    each of its rows."""
    who.page.goto(f"{case}/forslag")
    who.page.check(f"input[name=outcome][value={outcome}]")
    who.write(amount=amount, summary=SUMMARY)
    if conditions:
        who.write(conditions="\n".join(conditions))
        who.press("Suggest the plan anew from amount and conditions")
    measure_it(who)
    accept_the_check(who)
    tell_of_the_payment(who)
    say_no_conflict(who)
    who.look("propose")
    titles = who.page.locator('.plan-row [name$="-title"]').evaluate_all("rows => rows.map(row => row.value)")
    shown = who.page.locator('.plan-row [name$="-evidence"]').evaluate_all(
        "rows => rows.map(row => row.value)"
    )
    who.press("Send to the decider")
    who.page.wait_for_url(case)
    who.reads("The decision is proposed. Another person decides it.")
    who.look("proposed case")
    return list(zip(titles, shown, strict=True))


def accept_the_check(who: Person) -> None:
    """Says why a cross-check with a list too old to rely on must do, where it is asked."""
    if who.page.locator("#acknowledgement").count():
        who.write(acknowledgement="Listan är den senaste som finns; ansökan bör inte vänta på nästa.")


def measure_it(who: Person) -> None:
    """Says what the grant is measured by."""
    for name, value in (("name", "Öppna kvällar"), ("unit", "kvällar"), ("target", "30")):
        who.page.fill(f"#indicators-0-{name}", value)


def tell_of_the_payment(who: Person) -> None:
    """Says how a payment is undone, where the grant is paid before the time for appeal has run out."""
    if who.page.locator("#payout_undoing").count():
        who.page.check("input[name=payout_can_be_undone][value=yes]")
        who.write(payout_undoing="Det som har betalats ut krävs tillbaka inom en månad.")


def decide(who: Person) -> None:
    """Opens the proposal that waits on my day, declares no conflict, and signs."""
    who.go("/min-dag")
    who.look("my day")
    who.page.locator("section", has=who.page.locator("#to-decide")).locator(".task a").first.click()
    who.page.wait_for_url("**/beslut")
    who.look("decide")
    who.press("No conflict of interest")
    who.reads("You have said that you have no conflict of interest.")
    who.press("Sign: decide as proposed")
    who.page.wait_for_url("**/brev")


def letter_holds(who: Person, plan: Plan) -> None:
    """The letter says the plan word for word."""
    who.look("letter")
    text = _plain(who.page.locator("article, .letter").first.inner_text())
    for title, evidence in plan:
        assert _plain(title) in text, title
        assert _plain(evidence) in text, evidence


def pdf_holds(who: Person, plan: Plan) -> bool:
    """The same letter as a tagged PDF, where one can be made; whether it was."""
    if not pdf_available():
        who.reads(
            "A tagged PDF can be offered here when the service is installed with the extra “pdf” (vetting[pdf])."
        )
        return False
    file = PdfReader(who.download("Download as PDF").path())
    assert file.trailer["/Root"]["/MarkInfo"]["/Marked"], "the PDF is not tagged"
    assert "/StructTreeRoot" in file.trailer["/Root"]
    text = _tight("".join(page.extract_text() for page in file.pages))
    for title, _ in plan:
        assert _tight(title) in text, title
    return True


def journal_is_whole(who: Person) -> None:
    """The auditor has every link of the chain computed anew."""
    who.go("/min-dag")
    who.look("auditor's day")
    who.follow("Journal", within="nav.mainnav")
    who.look("journal")
    who.follow("Check the chain")
    who.reads("The chain is whole")
    who.look("journal check")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _tight(text: str) -> str:
    """Without spaces and hyphens: a PDF breaks lines where it likes."""
    return re.sub(r"[\s\u00ad-]+", "", text)

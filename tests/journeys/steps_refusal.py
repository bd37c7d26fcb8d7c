"""What is done on the pages to refuse for an act: it is recorded and proven, the association heard, the board told."""

import datetime as dt
import re

from tests.journeys import steps, steps_decision
from tests.journeys.person import Person
from tests.makers_grounds import WEIGHED

ACT = "Ett öppet möte i föreningens lokal stoppades med hot."
SEEN = "Två anställda såg besökarna hotas i entrén och skrev ned det samma kväll."
AGAINST = "Föreningen bröt mötet och följde besökarna ut."
MATERIAL = (ACT, SEEN, AGAINST)
OTHERS = ("A02", "A03", "A04", "A05", "A12", "A13", "A16", "A20")
ANSWERS = {
    "A00": ("ja", ""),
    **dict.fromkeys(OTHERS, ("ingen_indikation", "")),
    "A01": ("styrkt", "De anställdas anteckning visar hotet."),
    "A06": ("ja", "Protokollet visar uppdraget, och mötet var föreningens eget."),
    **WEIGHED,
}
REASONS = tuple(ANSWERS[question][1] for question in ("A06", *WEIGHED))
CONSIDERING = "Nämnden överväger att avslå ansökan på fråga A01."
OUTLOOK = "Föreningen står inte bakom demokratin"
SUMMARY = "Ordföranden hotade besökare vid ett öppet möte som föreningen höll."
WHY = "Hotet stoppade ett möte i den verksamhet som bidraget gäller."
PROPORTIONALITY = (
    "Ett lägre bidrag med villkor har övervägts men skulle inte hindra att besökare hotas igen vid mötena."
)


def the_case_of(who: Person, board: str) -> str:
    """From My day to the board's only case; gives its address."""
    who.go("/min-dag")
    who.follow("Cases", within="nav.mainnav")
    who.page.locator("main td a", has_text=board).click()
    who.page.wait_for_url(re.compile(r"/arenden/[0-9a-f]{16}"))
    return who.page.url.partition("?")[0]


def record_the_act(who: Person, case: str, on: dt.date) -> None:
    """What was done, when, where, in which role, by which source; never who."""
    who.page.goto(f"{case}/checklista")
    who.follow("Record an act")
    who.look("act")
    who.write(what=ACT, act_on=on.isoformat(), place="Föreningens lokal i Almvik", source="Anteckning 7")
    who.page.select_option("#actor_role", "chair")
    who.press("Record the act")
    who.reads("The act is recorded. The questions that need an act are open now.")


def prove_the_act(who: Person, on: dt.date) -> None:
    """From the sheet: what shows the act, and what speaks for the association; both name the act."""
    for text, kind, level, is_contrary in ((SEEN, "dokument", 3, False), (AGAINST, "vittne", 5, True)):
        steps.begin_evidence(who, "A01")
        who.page.select_option("#kind", kind)
        assert who.page.locator("#act_id").input_value(), "the only act is not chosen beforehand"
        who.page.check(f"input[name=level][value='{level}']")
        who.write(description=text, source="Anteckning 7", act_on=on.isoformat())
        who.page.locator("#is_contrary").set_checked(is_contrary)
        steps.keep_evidence(who, "A01")


def answer_on_the_act(who: Person) -> None:
    """The act is proven, tied to the association, and every special reason weighed."""
    assert steps.answer_what_is_open(who, ANSWERS) == 2, "what the finding opens is asked after it"


def cannot_refuse_yet(who: Person, case: str) -> None:
    """The right to reply stands before a refusal: three items are unshown."""
    who.page.goto(f"{case}/kommunicering")
    who.reads("A refusal, or a ground against the association, cannot be proposed or signed yet")
    who.look("right to reply, before")
    shown = who.page.locator("section[aria-labelledby=unshown] li.file").all_inner_texts()
    assert_lists_exactly(shown)


def hear_the_association(who: Person) -> None:
    """The letter lists what is unshown and nothing else."""
    who.follow("Write the letter")
    who.write(considering=CONSIDERING, assessment="Anteckningen är gjord samma kväll av två som såg hotet.")
    who.look("letter being written")
    who.press("Write the letter")
    who.look("hearing letter")
    assert_lists_exactly(who.page.locator("article.letter .letter-items > li").all_inner_texts())
    who.follow("To the right to reply")
    assert who.page.locator("section[aria-labelledby=unshown] li.file").count() == 0


def assert_lists_exactly(items: list[str]) -> None:
    """Each of the three items once, and no other."""
    assert len(items) == len(MATERIAL), items
    for text in MATERIAL:
        assert sum(text in item for item in items) == 1, text


def make_a_code(who: Person) -> tuple[str, str, str]:
    """A one-time code as it stands on the slip: the page it is for, the case number, the code."""
    who.page.check("input[name=channel][value=letter]")
    who.press("Make a code")
    who.look("slip with the code")
    page, number, code, _ = who.page.locator("main dl dd").all_inner_texts()
    return page, number, code


def open_own_case(who: Person, slip: tuple[str, str, str]) -> None:
    """The association types what stands on the slip, and sees the material."""
    page, number, code = slip
    who.page.goto(page)
    who.look("way in")
    who.write(case_number=number, code=code)
    who.press("Open the case")
    who.look("own case")
    for text in MATERIAL:
        assert text in who.page.locator("section[aria-labelledby=used]").inner_text(), text


def reply(who: Person, words: str) -> None:
    """The association answers in its own words, and has nothing to add."""
    who.follow("Write a reply")
    who.look("reply")
    who.write(text=words)
    who.page.check("#is_whole")
    who.press("Send the reply")
    who.reads("Thank you. Your reply is received, and it will be read before the case is decided.")
    assert words in who.page.locator("section[aria-labelledby=statements]").inner_text()


def consider(who: Person, case: str, words: str, considered: str) -> None:
    """The officer reads the reply and says what it means; then nothing of the right to reply is left."""
    who.page.goto(f"{case}/kommunicering")
    assert words in who.page.locator("section[aria-labelledby=statements]").inner_text()
    who.page.locator("textarea[name=considered]").fill(considered)
    who.page.locator("input[name=is_final]").check()
    who.press("I have read it and considered it")
    who.reads("The association has been heard on everything there is. The right to reply does not stand before "
              "a refusal.")  # fmt: skip
    who.look("right to reply, after")


def outlook_is_stopped(who: Person, case: str) -> None:
    """A refusal on what the association stands for goes nowhere: the form shows the case, and how to write."""
    who.page.goto(f"{case}/forslag")
    who.page.check("input[name=outcome][value=refused]")
    who.write(summary=OUTLOOK, proportionality=PROPORTIONALITY)
    steps_decision.accept_the_check(who)
    who.press("Send to the decider")
    told = who.page.locator("section[aria-labelledby=wordings]").inner_text()
    for words in ("JO 1414-2019", "”står inte bakom”", "Beskriv händelsen"):
        assert words in told, words
    assert who.page.locator("#summary").input_value() == OUTLOOK
    who.look("stopped wording")


def refuse_for_the_act(who: Person, case: str) -> None:
    """In the form that was stopped: the act in place of the outlook, and the ground that it makes."""
    ground = who.page.locator(".ground", has=who.page.locator("input[type=hidden][value=A01]"))
    who.write(summary=SUMMARY)
    ground.locator("input[type=checkbox]").check()
    ground.locator("textarea").first.fill(WHY)
    who.press("Send to the decider")
    who.page.wait_for_url(case)
    who.reads("The decision is proposed. Another person decides it.")


def record_the_boards_decision(who: Person, case: str, *, minutes: str, on: dt.date) -> str:
    """The registrar enters the decision from the minutes; gives the letter."""
    who.page.goto(f"{case}/beslut")
    who.look("before the board's decision")
    who.write(minutes=minutes, decided_on=on.isoformat())
    who.press("Record the board's decision")
    who.page.wait_for_url("**/brev")
    who.look("letter of refusal")
    return who.page.locator("article.letter").inner_text()

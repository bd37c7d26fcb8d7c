"""A refusal for an act and a grant on conditions, from the recorded facts to what is given out, in Chromium."""

import datetime as dt
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from babel.dates import format_date

from tests.journeys import steps_decision, steps_refusal
from tests.journeys.browser import serving
from tests.journeys.cases import a_case_gone_through
from tests.journeys.person import Person, person, visitor
from tests.journeys.steps_refusal import ACT, AGAINST, OUTLOOK, SEEN, the_case_of
from tests.journeys.town import a_town
from tests.makers_public_copies import everything_in, plain
from vetting.domain.announcing import appeal_until
from vetting.domain.swedish_time import swedish_day
from vetting.gateways.calendar import swedish_holidays
from vetting.gateways.letters import pdf_available

pytestmark = pytest.mark.browser
BOARD = "ALM"
MINUTES = "protokoll 9, § 41"
STREET = "Lindgatan 5"
SAID = f"Ordföranden har lämnat sitt uppdrag. Fråga gärna grannen på {STREET}, som hörde allt."
CONSIDERED = "Avgången är vägd in. Den ändrar inte att mötet stoppades."
CONDITIONS = ("Bidraget används till danskvällarna.", "Minst tolv kvällar hålls under året.")


@pytest.fixture
def today(own_app) -> dt.date:
    """The day in Sweden, when a case of the board's has been gone through and waits for a proposal."""
    now = dt.datetime.now(dt.UTC)
    a_case_gone_through(a_town(), now)
    return swedish_day(now)


@pytest.mark.parametrize("own_app", ["sqlite"], indirect=True)
def test_a_refusal_for_an_act_that_the_association_has_answered(own_app, today, browser, tmp_path):
    with serving(own_app) as address:

        def enter(username: str):
            return person(browser, address, username, looks_closely=True)

        with enter("sekreterare") as secretary:
            case = the_case_of(secretary, BOARD)
            prove(secretary, case, today - dt.timedelta(days=240))
            steps_refusal.cannot_refuse_yet(secretary, case)
            steps_refusal.hear_the_association(secretary)
            slip = steps_refusal.make_a_code(secretary)
            with visitor(browser, address, looks_closely=True) as association:
                steps_refusal.open_own_case(association, slip)
                steps_refusal.reply(association, SAID)
            steps_refusal.consider(secretary, case, SAID, CONSIDERED)
            steps_refusal.outlook_is_stopped(secretary, case)
            steps_refusal.refuse_for_the_act(secretary, case)
        with enter("registrator") as registrar:
            letter = steps_refusal.record_the_boards_decision(registrar, case, minutes=MINUTES, on=today)
        for words in (ACT, SEEN, AGAINST, SAID, CONSIDERED, MINUTES, *steps_refusal.REASONS):
            assert words in letter, words
        assert OUTLOOK not in letter
        with enter("sekreterare") as secretary:
            hides_what_is_secret(secretary, case)
        with enter("revisor") as auditor:
            checks_by_itself(take_the_case_out(auditor, case, tmp_path), tmp_path / "elsewhere")


@pytest.mark.parametrize("own_app", ["postgresql"], indirect=True)
def test_a_grant_in_part_on_conditions_until_it_can_no_longer_be_tried(own_app, today, browser):
    with serving(own_app) as address:
        with person(browser, address, "sekreterare") as secretary:
            case = the_case_of(secretary, BOARD)
            plan = steps_decision.propose_grant(
                secretary, case, 25_000, outcome="partly_granted", conditions=CONDITIONS
            )
        with person(browser, address, "chef") as head:
            steps_decision.decide(head)
            steps_decision.letter_holds(head, [*plan, *((condition, "25 000") for condition in CONDITIONS)])
        with person(browser, address, "registrator", looks_closely=True) as registrar:
            announce(registrar, case, today)


def prove(who: Person, case: str, on: dt.date) -> None:
    """The act, its evidence, and every answer it asks for."""
    steps_refusal.record_the_act(who, case, on)
    steps_refusal.prove_the_act(who, on)
    steps_refusal.answer_on_the_act(who)


def hides_what_is_secret(who: Person, case: str) -> None:
    """A piece of evidence and an address are marked; neither can be got out of the copy in any way."""
    who.page.goto(case)
    who.follow("Public copy")
    who.page.locator("tr", has_text=SEEN).locator("input[name=items]").check()
    who.press("Mark: not to be given out")
    who.write(passage=STREET)
    who.press("Mask these words")
    who.look("marks")
    if pdf_available():
        found = everything_in(Path(who.receive("Make the public copy").path()).read_bytes())
    else:
        who.press("Make the public copy")
        found = plain(who.page.content())
    for words in (ACT, AGAINST, "som hörde allt", "Maskat 1", "Maskat 2"):
        assert plain(words) in found, words
    for secret in (SEEN, "två anställda", STREET, "Lindgatan"):
        assert plain(secret) not in found, secret


def take_the_case_out(who: Person, case: str, folder: Path) -> Path:
    """The case as one file, as the browser got it."""
    who.page.goto(case)
    who.follow("The case as one file")
    who.look("the case as one file")
    capsule = folder / "kapsel.zip"
    who.receive("Take the case out").save_as(capsule)
    return capsule


def checks_by_itself(capsule: Path, folder: Path) -> None:
    """The checker that lies in the file finds all in order, where nothing of the project can be reached."""
    folder.mkdir()
    with zipfile.ZipFile(capsule) as packed:
        packed.extract("check_case.py", folder)
    assert alone(folder, "-c", "import vetting")[0] == 1
    assert alone(folder, "-c", "import flask")[0] == 1
    code, said = alone(folder, "check_case.py", str(capsule))
    assert (code, said.splitlines()[-1]) == (0, "Allt stämmer."), said
    assert "decided" in said


def alone(folder: Path, *words: str) -> tuple[int, str]:
    """A bare interpreter in that folder, without packages and environment: exit code and words."""
    command = [sys.executable, "-I", "-S", *words]
    done = subprocess.run(
        command, cwd=folder, env={}, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    return done.returncode, done.stdout + done.stderr


def announce(who: Person, case: str, on: dt.date) -> None:
    """The time for review runs from the notice board, and not before."""
    who.page.goto(f"{case}/beslut")
    who.reads("not yet: the time for review does not run")
    who.follow("Record the announcement on the notice board")
    who.look("announcement")
    who.write(adjusted_on=on.isoformat(), announced_on=on.isoformat())
    who.press("Record the announcement")
    who.reads("The announcement is recorded, and the time for review runs.")
    until = appeal_until(on, swedish_holidays(on.year, on.year + 1))
    assert until >= on + dt.timedelta(weeks=3)
    row = who.page.locator("dl.facts div", has_text=who.say("Can be tried until")).inner_text()
    assert format_date(until, "d MMM y", locale="sv") in row

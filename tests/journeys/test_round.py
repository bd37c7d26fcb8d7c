"""A half-year's round in Chromium: listed, sealed, seeded by two, drawn, published, and redone by an outsider."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.browser import serving
from tests.journeys.person import Person, person
from tests.journeys.town import a_town
from tests.makers_round_pages import supports_of_now
from tests.makers_rounds import DICE
from vetting.domain.sealed_document import digest_of
from vetting.domain.terms import SupportKind
from vetting.records.db import db, transaction
from vetting.records.officers import Board
from vetting.records.spot_checks import SpotCheck

pytestmark = pytest.mark.browser
MOST_CLICKS = 10


class Counted:
    """A person whose presses are counted; typing and looking are not."""

    def __init__(self, who: Person) -> None:
        self.who, self.clicks = who, 0

    def press(self, message: str, **more: object) -> None:
        """Presses a button."""
        self.clicks += 1
        self.who.press(message, **more)

    def follow(self, message: str, **more: object) -> None:
        """Follows a link."""
        self.clicks += 1
        self.who.follow(message, **more)


@pytest.mark.parametrize(
    ("own_app", "language"), [("sqlite", "sv"), ("postgresql", "en")], indirect=["own_app"], ids=["sv", "en"]
)
def test_a_half_year_from_the_list_to_the_published_protocol(own_app, language, tmp_path, browser):
    town = a_town()
    board = db.session.get_one(Board, town.board_id)
    supports_of_now(16, board=board)
    supports_of_now(6, board=board, kind=SupportKind.PROJECT, amount=90_000)
    db.session.remove()
    with serving(own_app) as address:

        def enter(username: str):
            return person(browser, address, username, language, looks_closely=True)

        with enter("samordnare") as who, enter("chef") as head:
            coordinator = Counted(who)
            path = list_and_seal(coordinator)
            record_the_dice(coordinator)
            confirm_as_colleague(head, path)
            draw_and_share(coordinator, path)
            publish(coordinator, path)
            assert coordinator.clicks <= MOST_CLICKS
            redone_by_an_outsider(who, path, tmp_path)
        with enter("revisor") as auditor:
            auditor.go(f"{path}/granska")
            auditor.look("audit")
            assert auditor.page.locator(".audit .tag-success").count() == 7


def list_and_seal(coordinator: Counted) -> str:
    """Opens what is suggested, looks at the list, seals it; gives the round's path."""
    who = coordinator.who
    coordinator.follow("Spot checks", within="nav.mainnav")
    who.look("overview")
    coordinator.follow("New half-year")
    who.look("new round")
    coordinator.press("Open the round")
    who.reads("The list as it stands today")
    who.look("list")
    path = "/" + who.page.url.split("/", 3)[3].rsplit("/", 1)[0]
    who.go(f"{path}/forsegla")
    who.look("what is frozen")
    who.go(f"{path}/lista")
    coordinator.press("Seal the list")
    who.reads("The seal for the notice board")
    who.look("seal")
    return path


def record_the_dice(coordinator: Counted) -> None:
    """Two officers of different functions saw them."""
    who = coordinator.who
    coordinator.follow("Enter the seed")
    who.look("seed")
    who.write(value=DICE)
    for field, name in (("first", "Sanna Sjö"), ("second", "Elsa Ek")):
        option = who.page.locator(f"#{field} option", has_text=name)
        who.page.select_option(f"#{field}", option.get_attribute("value"))
    coordinator.press("Record the seed")
    who.reads("You recorded the seed. A colleague signs in, opens this page and writes what they read, without "
              "seeing yours.")  # fmt: skip
    assert DICE not in who.page.content()
    who.look("recorded")


def confirm_as_colleague(head: Person, path: str) -> None:
    """Without being shown what was recorded; a slip is told."""
    head.go("/stickprov")
    head.look("waits for the colleague")
    head.follow("A colleague confirms the seed")
    assert DICE not in head.page.content()
    head.write(value=DICE[::-1])
    head.press("Confirm the seed")
    assert head.page.locator(".ds-error-summary").count() == 1
    head.look("differs")
    head.write(value=DICE.replace(" ", ""))
    head.press("Confirm the seed")
    head.reads("The seed is confirmed. The round can be drawn.")
    assert head.page.url.endswith(path)


def draw_and_share(coordinator: Counted, path: str) -> None:
    """The draw leads to the sharing out, which is suggested."""
    who = coordinator.who
    who.go(path)
    coordinator.press("Draw")
    who.page.wait_for_url("**/fordelning")
    who.look("roster")
    coordinator.press("Share out")
    who.look("shared out")
    who.go(path)
    who.reads("Every check has somebody to make it.")
    who.look("drawn round")
    assert who.page.locator("form[action$='/publicera']").count() == 0, "publishing waits for the letters"
    who.go(f"{path}/dragna")
    who.look("drawn")
    who.go(f"{path}/protokoll")
    who.look("protocol")


def publish(coordinator: Counted, path: str) -> None:
    """When every letter is sent."""
    round_id = path.rsplit("/", 1)[1]
    with transaction(is_piece=True):
        sent = {"asked_at": dt.datetime.now(dt.UTC)}
        db.session.query(SpotCheck).filter_by(round_id=round_id).update(sent)
    db.session.remove()
    coordinator.who.go(path)
    coordinator.press("Publish the protocol")
    coordinator.who.reads("The protocol is published on the public page.")
    coordinator.who.look("published")


def redone_by_an_outsider(who: Person, path: str, folder: Path) -> None:
    """Downloads checker and protocol from the public page, without signing in, and runs one on the other."""
    who.page.context.clear_cookies()
    who.go("/sa-drar-vi")
    who.look("public page")
    assert "Ekdungens" not in who.page.content()
    seal = who.page.locator(".digest-fours").first.inner_text().replace(" ", "")
    assert len(seal) == 64
    checker = who.page.request.get(f"{who.address}/static/check_draw.py").body()
    protocol = who.page.request.get(
        f"{who.address}/sa-drar-vi/{path.rsplit('/', 1)[1]}/protokoll.json"
    ).body()
    assert json.loads(protocol)["seal_digest"] == seal
    (folder / "check_draw.py").write_bytes(checker)
    (folder / "protokoll.json").write_bytes(protocol)
    words = [sys.executable, "-I", "check_draw.py", "protokoll.json", "--seal-digest", seal]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert digest_of(protocol) in done.stdout

"""Somebody at a browser: signs in, presses, writes, and looks at each page as every reader would."""

import contextlib
from collections.abc import Iterator
from typing import Literal

from playwright.sync_api import Browser, Download, Locator, Page

from tests.journeys.browser import be_signed_in, faults_for_readers, is_wider_than_the_window, sign_in
from tests.journeys.words import Say, words_in

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 60_000  # milliseconds: a machine with much to do stands still for longer than a page ever takes
LOCALES = {"sv": "sv-SE", "en": "en-GB"}


class Person:
    """One browser window of one person, in one language."""

    def __init__(self, page: Page, address: str, language: str, *, looks_closely: bool) -> None:
        self.page, self.address, self.looks_closely = page, address, looks_closely
        self.language = language
        self.say: Say = words_in(language)
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("console", lambda line: self._heard(line.type, line.text))
        page.on("dialog", lambda dialog: dialog.accept())

    def go(self, path: str) -> None:
        """Opens an address of the service."""
        self.page.goto(self.address + path)

    def press(self, message: str, *, within: str = "main", **values: object) -> None:
        """Presses the button with those words and waits for the page that follows."""
        name = self.say(message, **values)
        self.enter(self.page.locator(within).get_by_role("button", name=name, exact=True))

    def follow(self, message: str, *, within: str = "main", **values: object) -> None:
        """Follows the link with those words to its page."""
        name = self.say(message, **values)
        self.enter(self.page.locator(within).get_by_role("link", name=name, exact=True))

    def enter(self, way: Locator) -> None:
        """Clicks the first of these links or buttons and waits for the page that follows."""
        with self.page.expect_navigation():
            way.first.click()

    def reads(self, message: str, **values: object) -> None:
        """The words stand on the page, somewhere they can be seen."""
        text = self.say(message, **values)
        assert text in self.page.locator("body").inner_text(), f"{text!r} is not on {self.page.url}"

    def write(self, **fields: object) -> None:
        """Fills the fields with those ids."""
        for name, value in fields.items():
            self.page.locator(f"[id='{name}']").first.fill(str(value))

    def send_file(self, name: str, data: bytes, *, field: str = "#file") -> None:
        """Chooses a file for the page's form."""
        kind = "application/octet-stream"
        self.page.set_input_files(field, {"name": name, "mimeType": kind, "buffer": data})

    def download(self, message: str) -> Download:
        """Follows a link that ends in a file."""
        return self._downloaded("link", message)

    def receive(self, message: str) -> Download:
        """Presses a button that ends in a file."""
        return self._downloaded("button", message)

    def look(self, name: str) -> None:
        """The page is whole: no script failed, nothing that axe knows, no sideways scroll on a phone."""
        self.page.wait_for_load_state("load")  # measured once its styles have come
        assert self.faults == [], f"{name}: {self.faults}"
        if self.looks_closely:
            assert faults_for_readers(self.page) == [], f"{name} {self.page.url}"
        self.page.set_viewport_size(NARROW)
        assert not is_wider_than_the_window(self.page), f"{name} scrolls sideways on a phone"
        self.page.set_viewport_size(WIDE)
        self.faults.clear()

    def _downloaded(self, role: Literal["button", "link"], message: str) -> Download:
        with self.page.expect_download() as waiting:
            self.page.get_by_role(role, name=self.say(message), exact=True).click()
        return waiting.value

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and "Failed to load resource" not in text:
            self.faults.append(text)


@contextlib.contextmanager
def visitor(
    browser: Browser,
    address: str,
    language: str = "sv",
    *,
    scripts: bool = True,
    looks_closely: bool = False,
) -> Iterator[Person]:
    """Somebody who has not signed in; who looks closely also asks axe about each page."""
    context = browser.new_context(
        viewport=WIDE,
        locale=LOCALES[language],
        java_script_enabled=scripts,
        accept_downloads=True,
        reduced_motion="reduce",  # colours are what they will be when axe looks at them
    )
    context.set_default_timeout(PATIENCE)
    try:
        yield Person(context.new_page(), address, language, looks_closely=looks_closely)
    finally:
        context.close()


@contextlib.contextmanager
def person(
    browser: Browser,
    address: str,
    username: str,
    language: str = "sv",
    *,
    scripts: bool = True,
    looks_closely: bool = False,
    through_the_page: bool = False,
) -> Iterator[Person]:
    """An officer who has signed in; the main line does so through the page."""
    with visitor(browser, address, language, scripts=scripts, looks_closely=looks_closely) as who:
        (sign_in if through_the_page else be_signed_in)(who.page, address, username)
        yield who

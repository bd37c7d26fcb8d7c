"""A real Chromium against the service on a port of this machine."""

import contextlib
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import waitress
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from tests.makers import PASSWORD
from vetting.jobs.long_work import Worker

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).resolve().parents[1] / "web" / "vendor" / "axe.min.js"
# What passed or could not be told is not worked out in full: only violations are read.
ASKED = """rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then(all => all.violations)"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextlib.contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The service on a free port, with the worker for long work; gives the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = waitress.create_server(app, host="127.0.0.1", port=port, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    worker = Worker(app)
    thread.start()
    worker.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        worker.stop()
        worker.join(5)
        server.close()
        thread.join(5)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a network of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def sign_in(page: Page, address: str, username: str, password: str = PASSWORD) -> None:
    """Signs in by the real page."""
    page.goto(f"{address}/inloggning")
    page.fill("#username", username)
    page.fill("#password", password)
    page.click("main button[type=submit]")
    page.wait_for_url(re.compile(rf"^{re.escape(address)}/(min-dag|partner)$"))


def be_signed_in(page: Page, address: str, username: str, password: str = PASSWORD) -> None:
    """Signs in by the same form without drawing its page, and opens what comes first."""
    asked = page.context.request.get(f"{address}/inloggning").text()
    token = asked.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    form = {"csrf_token": token, "username": username, "password": password}
    answer = page.context.request.post(f"{address}/inloggning", form=form, max_redirects=0)
    page.goto(urljoin(address, answer.headers["location"]))
    assert re.search(r"/(min-dag|partner)$", page.url), f"{username} is not signed in: {page.url}"


def faults_for_readers(page: Page) -> list[str]:
    """What axe finds wrong with the page for people who read it otherwise; empty is good."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(ASKED, RULES)
    return [f"{fault['id']}: {fault['nodes'][0]['target']}" for fault in found]


def is_wider_than_the_window(page: Page) -> bool:
    """Whether the page as a whole scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))

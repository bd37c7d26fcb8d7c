"""Files that cannot be used, sent through the pages: what is said, in both languages, and that nothing is lost."""

import io
import json
import resource
import zipfile
from pathlib import Path

import pytest

from tests.journeys.browser import serving
from tests.journeys.files import REGISTER, a_debt_sheet
from tests.journeys.person import Person, person
from tests.journeys.town import a_town
from tests.makers_associations import ibgo
from vetting.records.associations import Association
from vetting.records.db import db

pytestmark = pytest.mark.browser
MEBIBYTE = 1024 * 1024
HUGE = 200 * MEBIBYTE
BOUND = 120 * MEBIBYTE  # less than the file: it is never whole in memory


def a_zip_bomb() -> bytes:
    """A workbook whose sheet unpacks to far more than its size."""
    whole = zipfile.ZipFile(io.BytesIO(a_debt_sheet()))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in whole.namelist():
            bomb.writestr(name, whole.read(name))
        bomb.writestr("xl/worksheets/sheet9.xml", b"\x00" * (61 * MEBIBYTE))
    return stream.getvalue()


TRUNCATED = json.dumps(json.loads(ibgo({"Name": "Söderå kör"}, {"Name": "Älvby kör"})), indent=1).encode()[
    :-30
]
MESSAGES = {
    "half.json": "“%(filename)s” ends in the middle (line %(line)s). Export it again and send the whole file.",
    "renamed.xlsx": "“%(filename)s” is called %(expected)s but its content is %(found)s. Send it under its "
    "right name, or save it in the format the name says.",
    "bomb.xlsx": "“%(filename)s” unpacks to far more than its size and is refused. Save the sheet anew.",
    "empty.csv": "“%(filename)s” is empty. Export it again and send the new file.",
}
FACTS = {"line": len(TRUNCATED.splitlines()), "expected": "xlsx", "found": "csv"}


@pytest.mark.parametrize(
    ("own_app", "language"), [("sqlite", "sv"), ("postgresql", "en")], indirect=["own_app"], ids=["sv", "en"]
)
def test_a_register_that_cannot_be_used(own_app, language, tmp_path, browser):
    a_town()
    files = {"half.json": TRUNCATED, "renamed.xlsx": REGISTER, "bomb.xlsx": a_zip_bomb(), "empty.csv": b""}
    with serving(own_app) as address, person(browser, address, "samordnare", language) as who:
        for name, data in files.items():
            send(who, name, data)
            who.reads(MESSAGES[name], filename=name, **FACTS)
        send_the_same_file_twice(who)
        send_a_huge_file(who, tmp_path)
    db.session.rollback()
    assert db.session.query(Association).count() == 0, "nothing came in by itself"


def send(who: Person, name: str, data: bytes) -> None:
    """Sends in a register and waits until the page has said what became of it."""
    who.go("/foreningar/import/")
    who.send_file(name, data)
    who.press("Send in and read")
    who.page.wait_for_selector(".ds-error-summary, .ds-alert, dl.figures")


def send_the_same_file_twice(who: Person) -> None:
    """The second time leads to the first."""
    data = REGISTER + who.language.encode()
    send(who, "register.csv", data)
    who.page.wait_for_selector("dl.figures")
    first = who.page.url
    send(who, "register.csv", data)
    assert who.page.url == first
    told = who.say("The same file came on %(on)s. Nothing was repeated; here it is.", on="§").split("§")
    text = who.page.locator("main").inner_text()
    assert all(part in text for part in told)


def send_a_huge_file(who: Person, folder: Path) -> None:
    """200 MB are refused with words, without being held in memory; the service answers on."""
    path = folder / "huge.csv"
    with path.open("wb") as file:
        file.truncate(HUGE)
    before = peak()
    who.go("/foreningar/import/")
    who.page.set_input_files("#file", str(path))
    who.press("Send in and read")
    who.page.get_by_text(
        who.say("What you sent is too large (at most 60 MB). Send a smaller file, or several.")
    ).wait_for()
    assert peak() - before < BOUND, "the file was held in memory"
    who.go("/min-dag")
    who.look("after the huge file")


def peak() -> int:
    """Most memory this process has held, in bytes; the service runs in it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

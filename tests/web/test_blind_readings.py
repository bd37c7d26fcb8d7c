"""Two read apart: no page, file or list shows either of them the other's words before both have signed."""

import io

import pytest

from tests.makers import NOW, an_officer, sign_in
from tests.makers_applications import PDF
from tests.makers_spot_checks import (
    a_check_read_twice,
    filled_in,
    with_evidence,
)
from vetting.domain.terms import Role
from vetting.services import spot_checks

SECRET = "Styrelsens egen anteckning om kassan"


def url(check_id, rest=""):
    return f"/stickprov/kontroll/{check_id}{rest}"


@pytest.fixture
def read_apart(app):
    """A check read by two, each with words of their own, files too."""
    check_id, first, second = a_check_read_twice()
    filled_in(check_id, first, U01=("nej", SECRET))
    evidence_id = with_evidence(check_id, first, "U01", description=SECRET, file=("a.pdf", PDF))
    filled_in(check_id, second, reading=2, U01=("delvis", "Mina egna ord"))
    return check_id, first, second, evidence_id


PAGES = ("", "/underlag", "/signera", "/blankett", "/blankett/xlsx", "/jamforelse", "/avsluta", "/kommentar")


def everything_seen(client, check_id, evidence_id):
    """The bytes of every page and file of the check, and of my day and the journal."""
    paths = [*(url(check_id, rest) for rest in PAGES), url(check_id, f"/underlag/{evidence_id}")]
    answers = [client.get(path) for path in (*paths, "/min-dag", "/journal")]
    return b"\n".join(_unpacked(answer) for answer in answers)


def _unpacked(answer):
    if answer.mimetype.endswith("sheet"):
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(answer.data))
        return repr([[c.value for c in row] for sheet in book for row in sheet]).encode()
    return answer.data


def test_the_second_reader_sees_nothing_of_the_first_until_both_have_signed(client, read_apart):
    check_id, first, second, evidence_id = read_apart
    sign_in(client, "andra.lasaren")
    seen = everything_seen(client, check_id, evidence_id)
    assert SECRET.encode() not in seen
    assert PDF not in seen
    assert b"Mina egna ord" in seen
    assert client.get(url(check_id, f"/underlag/{evidence_id}")).status_code == 404
    assert client.get(url(check_id, "/jamforelse")).status_code == 409
    spot_checks.sign_reading(check_id, 30, by=first, now=NOW)
    assert SECRET.encode() not in everything_seen(client, check_id, evidence_id)
    spot_checks.sign_reading(check_id, 30, by=second, now=NOW)
    assert SECRET in client.get(url(check_id, "/jamforelse")).text
    assert client.get(url(check_id, f"/underlag/{evidence_id}")).data == PDF


@pytest.mark.parametrize("username", ["kontrollant", "samordnare", "granskare"])
def test_nor_does_the_first_see_the_second_nor_those_who_oversee_either(client, read_apart, username):
    check_id, *_, evidence_id = read_apart
    an_officer(Role.AUDITOR, username="granskare", everywhere=True)
    sign_in(client, username)
    seen = everything_seen(client, check_id, evidence_id)
    assert b"Mina egna ord" not in seen
    assert (SECRET.encode() in seen) is (username == "kontrollant")

"""Mail out of the house: to a server that takes it, refuses, is silent or breaks off, and to files."""

import dataclasses
import datetime as dt
import email

import pytest

from tests.makers_mail import mail_server
from vetting.gateways.mail import MailDoor, NotSent, Outgoing, mail_of, send

AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
LETTER = Outgoing(
    "a1b2", "styrelsen@forening.example", "Påminnelse i ärende 1", "Hej!\n\nRedovisning å ä ö.\n", AT
)


def door(tmp_path, url=""):
    return MailDoor(url, "kultur@kommun.example", tmp_path / "outbox", "Nordköpstad", timeout=0.5)


def test_a_server_gets_the_message_once_and_whole(tmp_path):
    with mail_server() as post:
        send(door(tmp_path, post.url), LETTER)
    assert len(post.messages) == 1
    got = email.message_from_string(post.messages[0], policy=email.policy.default)
    assert (got["To"], got["Subject"]) == (LETTER.to, LETTER.subject)
    assert got["Message-ID"] == "<a1b2@kommun.example>"
    assert got.get_content().replace("\r\n", "\n") == LETTER.body


@pytest.mark.parametrize(
    ("temper", "code", "is_final", "is_server"),
    [
        ("refuses_all", "server_refused", False, True),
        ("refuses_address", "address_refused", True, False),
        ("later", "address_refused", False, False),
        ("silent", "server_silent", False, True),
        ("breaks_off", "broken_off", False, True),
    ],
)
def test_what_a_server_does_is_told_by_a_word_of_ours(tmp_path, temper, code, is_final, is_server):
    with mail_server(temper) as post, pytest.raises(NotSent) as fault:
        send(door(tmp_path, post.url), LETTER)
    assert (fault.value.code, fault.value.is_final, fault.value.is_server) == (code, is_final, is_server)


def test_a_message_that_was_taken_is_sent_even_if_the_server_goes_without_farewell(tmp_path):
    with mail_server("drops_after") as post:
        send(door(tmp_path, post.url), LETTER)
    assert len(post.messages) == 1


def test_a_password_is_never_sent_in_the_open(tmp_path):
    with mail_server("in_the_open") as post:
        url = post.url.replace("//", "//kultur:hemligt@")
        with pytest.raises(NotSent, match="server_refused"):
            send(door(tmp_path, url), LETTER)
    assert post.messages == []


def test_no_server_at_all_is_told(tmp_path):
    with mail_server() as post:
        pass
    with pytest.raises(NotSent, match="server_unreachable"):
        send(door(tmp_path, post.url), LETTER)


def test_without_a_server_it_is_a_whole_file_of_its_name(tmp_path):
    for _again in range(2):
        send(door(tmp_path), LETTER)
    (file,) = (tmp_path / "outbox").iterdir()
    assert file.name == "a1b2.eml"
    assert file.read_bytes() == mail_of(door(tmp_path), LETTER).as_bytes()
    assert b"Auto-Submitted: auto-generated" in file.read_bytes()


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "outbox").write_text("a file where the folder should be")
    with pytest.raises(NotSent, match="folder_unwritable"):
        send(door(tmp_path), LETTER)


def test_no_header_can_be_added_by_a_subject(tmp_path):
    odd = dataclasses.replace(LETTER, subject="Ett\nBcc: annan@example.org")
    made = mail_of(door(tmp_path), odd)
    assert made["Bcc"] is None
    assert made["Subject"] == "Ett Bcc: annan@example.org"


@pytest.mark.parametrize("address", ["=?utf-8?q?a=0d=0aBcc:x?=@x.example", "\ud800@x.example"])
def test_an_address_that_no_header_can_hold_is_given_up_and_stops_nothing(tmp_path, address):
    with pytest.raises(NotSent, match="address_refused") as fault:
        send(door(tmp_path), dataclasses.replace(LETTER, to=address))
    assert fault.value.is_final
    assert not list(tmp_path.glob("outbox/*"))


def test_a_name_of_several_lines_makes_no_header_of_its_own(tmp_path):
    named = dataclasses.replace(door(tmp_path), name='Kommun"\r\nBcc: x@x.example')
    told = mail_of(named, dataclasses.replace(LETTER, subject="Ärende\r\nBcc: y@x.example\r\n\r\nHej"))
    assert email.message_from_bytes(told.as_bytes())["Bcc"] is None

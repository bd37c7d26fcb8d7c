"""Mail out of the house: by SMTP where a server is named, else as .eml files in a folder."""

import datetime as dt
import os
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from vetting.domain.outbox import message_id

TIMEOUT = 20.0  # seconds, of each step with the server
NO_ADDRESS = "noreply@localhost.invalid"


class NotSent(Exception):
    """It was not sent, as far as can be known. `code` is a word of ours; `is_final`: no use to try again;
    `is_server`: nothing else would be taken either."""

    def __init__(self, code: str, *, is_final: bool = False, is_server: bool = False) -> None:
        super().__init__(code)
        self.code, self.is_final, self.is_server = code, is_final, is_server


@dataclass(frozen=True)
class MailDoor:
    """Where mail goes: `url` as smtp://user:password@host:587 (STARTTLS where the server has it, and always
    before a password) or smtps://; "" for files in `folder`."""

    url: str = field(repr=False)
    sender: str
    folder: Path
    name: str = ""  # the municipality's, beside the sender's address
    timeout: float = TIMEOUT


@dataclass(frozen=True)
class Outgoing:
    """One message; the same each time it is tried, so that who got it twice sees that it is one."""

    id: str
    to: str = field(repr=False)
    subject: str
    body: str = field(repr=False)
    queued_at: dt.datetime


def send(door: MailDoor, outgoing: Outgoing) -> None:
    """Sends it, or writes it whole to a file of its name. Raises NotSent."""
    try:
        message = mail_of(door, outgoing)
        message.as_bytes()
    except ValueError as error:  # no such address, nor such letters: no try makes it better
        raise NotSent("address_refused", is_final=True) from error
    if not door.url:
        _write(door.folder, outgoing.id, message)
        return
    _send(door, message)


def mail_of(door: MailDoor, outgoing: Outgoing) -> EmailMessage:
    """The message with its headers; the same bytes at every try."""
    sender = door.sender or NO_ADDRESS
    message = EmailMessage(policy=SMTP)
    message["From"] = f'"{_plain(door.name)}" <{sender}>' if door.name else sender
    message["To"] = outgoing.to
    message["Subject"] = _plain(outgoing.subject)
    message["Date"] = format_datetime(outgoing.queued_at)
    message["Message-ID"] = message_id(outgoing.id, sender.partition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "sv"
    message.set_content(outgoing.body, cte="quoted-printable")
    return message


def _plain(text: str) -> str:
    """One line without quotation marks: a header cannot be broken by it."""
    return " ".join(text.replace('"', "").split())


def _write(folder: Path, name: str, message: EmailMessage) -> None:
    """Whole or not at all: a name without the suffix .part is a whole message."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{name}.eml.part"
        with part.open("wb") as file:
            file.write(message.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / f"{name}.eml")
    except OSError as error:
        raise NotSent("folder_unwritable", is_server=True) from error


def _send(door: MailDoor, message: EmailMessage) -> None:
    try:
        server = _connected(door)
    except smtplib.SMTPAuthenticationError as error:
        raise NotSent("sign_in_refused", is_server=True) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(_word(error), is_server=True) from error
    try:
        server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        raise NotSent("address_refused", is_final=all(code >= 500 for code in codes)) from error
    except smtplib.SMTPResponseException as error:
        raise NotSent("message_refused", is_final=False) from error
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        raise NotSent(_word(error), is_server=isinstance(error, OSError)) from error
    finally:
        _leave(server)


def _connected(door: MailDoor) -> smtplib.SMTP:
    at = urlsplit(door.url)
    host, port = at.hostname or "", at.port or (465 if at.scheme == "smtps" else 587)
    if at.scheme == "smtps":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=door.timeout, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=door.timeout)
    try:
        server.ehlo()
        is_closed = at.scheme == "smtps"
        if not is_closed and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
            is_closed = True
        if at.username and not is_closed:  # somebody on the way may have taken STARTTLS out of the answer
            raise smtplib.SMTPNotSupportedError("no TLS")
        if at.username:
            server.login(unquote(at.username), unquote(at.password or ""))
    except (smtplib.SMTPException, OSError):
        server.close()
        raise
    return server


def _leave(server: smtplib.SMTP) -> None:
    """Once a message is taken, a farewell that fails takes nothing back."""
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        server.close()


def _word(error: Exception) -> str:
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "server_silent"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "broken_off"
    if isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPNotSupportedError):
        return "server_refused"
    return "server_unreachable"

"""Papers with hostile names and contents: kept as what they are, handed out as nothing that runs, or refused."""

import io

import pytest
from sqlalchemy import text

from tests.makers import csrf, sign_in
from tests.makers_applications import PDF, a_case, a_secretary
from vetting.records.associations import Paper
from vetting.records.db import db

PERSONAL = "811228-9874"  # the Swedish Tax Agency's own example

NAMES = ('a"; x="\r\nSet-Cookie: x=1.pdf', "../../../etc/passwd.pdf", "..\\..\\x.pdf", "<script>alert(1)</script>.pdf",
         "=cmd|' /C calc'!A1.pdf", "\u202egnp.pdf", f"{PERSONAL}.pdf", "ö" * 300 + ".pdf", ".pdf", "a\x00.pdf")  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_of_any_name_is_kept_shown_and_handed_out(app, client, name):
    by = a_secretary()
    case_id = a_case(by)
    sign_in(client, db.session.execute(text("SELECT username FROM officers")).scalar())
    path = f"/arenden/{case_id}/handlingar/ny"
    data = {
        "csrf_token": csrf(client, path),
        "kind": "statutes",
        "year": "2026",
        "file": (io.BytesIO(PDF), name),
    }
    answer = client.post(path, data=data, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.text
    shown = client.get(f"/arenden/{case_id}").text
    assert "<script>alert" not in shown
    assert PERSONAL not in shown
    paper = db.session.query(Paper).one()
    opened = client.get(f"/arenden/{case_id}/handlingar/{paper.id}")
    assert opened.data == PDF
    assert opened.headers["Content-Disposition"].startswith("attachment")
    assert opened.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in opened.headers["Content-Security-Policy"]
    assert "Set-Cookie: x=1" not in str(opened.headers)


HTML = b"<html><script>alert(1)</script></html>"


@pytest.mark.parametrize(
    ("data", "name"),
    [(HTML, "stadgar.pdf"), (HTML, "stadgar.html"), (b"MZ\x90" + b"\x00" * 99, "stadgar.pdf"), (b"GIF89a", "x.png"),
     (b"<svg onload=alert(1)>", "x.svg"), (b"PK\x03\x04", "x.docx"), (b"", "x.pdf")],
)  # fmt: skip
def test_what_is_no_paper_is_refused(app, client, data, name):
    by = a_secretary()
    case_id = a_case(by)
    sign_in(client, db.session.execute(text("SELECT username FROM officers")).scalar())
    path = f"/arenden/{case_id}/handlingar/ny"
    form = {
        "csrf_token": csrf(client, path),
        "kind": "statutes",
        "year": "2026",
        "file": (io.BytesIO(data), name),
    }
    assert client.post(path, data=form, content_type="multipart/form-data").status_code == 422
    assert db.session.query(Paper).count() == 0

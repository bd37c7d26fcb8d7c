"""Associations, grants, applications and cases in any stage, made through the deeds."""

import datetime as dt
import io
import itertools
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from tests.makers import NOW, SETUP, a_board, an_officer
from vetting.domain.application import Applied, NewApplication, SentPaper
from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.names import search_key, sort_key
from vetting.domain.points import ApplicationField, PointKind
from vetting.domain.supplement import Point
from vetting.domain.terms import Channel, NumberClass, PaperKind, Stage, SupportKind
from vetting.records.applications import Scheme
from vetting.records.associations import Association
from vetting.records.db import db, transaction
from vetting.records.journal import note
from vetting.records.officers import Board
from vetting.services import applications, supplements

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
# Rows of the municipality's own list: one that opens a case, one of a body nobody knows, one without amount.
GOOD_ROW = [
    "A1",
    "Almviks folkdansgille",
    "889999-9018",
    "Verksamhetsbidrag",
    2026,
    "Dans",
    "25 000 kr",
    None,
    None,
    9,
]
UNKNOWN_ROW = ["A2", "Okända klubben", "", "Verksamhetsbidrag", 2026, "Dans", 10, None, None, None]
_numbers = itertools.count(1)


def an_association(name: str = "Almviks Folkdansgille", org_number: str | None = "8899999018") -> Association:
    """An association in the directory."""
    with transaction():
        row = Association(
            name=name,
            search_key=search_key(name),
            sort_key=sort_key(name),
            org_number=org_number,
            number_class=NumberClass.OK if org_number else NumberClass.MISSING,
            number_shown=org_number or "",
            created_at=NOW,
            updated_at=NOW,
        )
        db.session.add(row)
        db.session.flush()
        note(Entry.ASSOCIATION_ADDED, by=SETUP, now=NOW, subject=f"association:{row.id}")
    return row


def a_scheme(board: Board | None = None, key: str = "verksamhet", **columns: Any) -> Scheme:
    """An open grant scheme; asked again for the same key, the same one."""
    board = board or a_board()
    found = db.session.query(Scheme).filter_by(board_id=board.id, key=key).one_or_none()
    if found is not None:
        return found
    with transaction():
        row = Scheme(
            **{
                "board_id": board.id,
                "key": key,
                "name": "Verksamhetsbidrag" if key == "verksamhet" else key.title(),
                "kind": SupportKind.OPERATING,
                "checklist": "democracy-criteria",
                "papers": [PaperKind.STATUTES.value, PaperKind.MINUTES.value, PaperKind.ACCOUNTS.value],
                **columns,
            }
        )
        db.session.add(row)
        db.session.flush()
        note(Entry.SCHEME_OPENED, by=SETUP, now=NOW, subject=f"scheme:{row.id}")
    return row


def applied(**fields: Any) -> Applied:
    """What a sound application says."""
    return Applied(
        **{
            "purpose": "Folkdans för unga, två kvällar i veckan under året",
            "amount": 25_000,
            "starts_on": dt.date(2026, 1, 1),
            "ends_on": dt.date(2026, 12, 31),
            "expected_result": "Fyrtio nya dansare",
            "members_total": 120,
            **fields,
        }
    )


def a_secretary(board: Board | None = None) -> Actor:
    """A culture secretary of the board; asked again, a new one."""
    return an_officer(username=f"sekr{next(_numbers)}", board=board or a_board())


def a_case(
    by: Actor,
    *,
    board: Board | None = None,
    association: Association | None = None,
    now: dt.datetime = NOW,
    **fields: Any,
) -> str:
    """The id of a case just received."""
    new = NewApplication(
        association_id=(association or _some_association()).id,
        scheme_id=a_scheme(board).id,
        year=2026,
        applied=applied(**fields),
        channel=Channel.FORM,
    )
    return applications.open_application(new, by=by, now=now).case_id


def a_case_in(stage: Stage, by: Actor, *, board: Board | None = None) -> str:
    """A case taken to that stage by the deeds: received, in review, awaiting completion or withdrawn."""
    case_id = a_case(by, board=board)
    if stage is Stage.RECEIVED:
        return case_id
    if stage is Stage.WITHDRAWN:
        applications.withdraw_application(case_id, "Föreningen har lagt ned", by=by, now=NOW)
        return case_id
    applications.begin_review(case_id, by=by, now=NOW)
    if stage is Stage.AWAITING_SUPPLEMENT:
        points = [
            Point(PointKind.FIELD, ApplicationField.AMOUNT.value, "Vad ingår i summan?"),
            Point(PointKind.PAPER, PaperKind.MINUTES.value),
            Point(PointKind.QUESTION, "S07", "Protokollet är inte undertecknat"),
        ]
        supplements.request_supplement(case_id, points, due_on=None, by=by, now=NOW)
    return case_id


def a_paper(kind: PaperKind = PaperKind.STATUTES, data: bytes = PDF, name: str = "stadgar.pdf") -> SentPaper:
    """A small paper; other bytes for another paper."""
    return SentPaper(kind, 2026, name, data)


def a_list(rows: Sequence[Sequence[object]], header: Sequence[str] = ()) -> bytes:
    """A workbook with a list of applications."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Ansökningar 2026"])
    sheet.append(
        list(header)
        or [
            "Id",
            "Förening",
            "Org.nr",
            "Bidragsform",
            "År",
            "Ändamål",
            "Sökt belopp",
            "Från",
            "Till",
            "Medlemmar",
        ]
    )
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _some_association() -> Association:
    found = db.session.query(Association).filter_by(name="Almviks Folkdansgille").first()
    return found or an_association()

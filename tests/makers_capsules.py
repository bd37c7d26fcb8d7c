"""Cases with sealed reasons, the capsules made of them, and the checker run as an outsider runs it."""

import datetime as dt
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import PDF
from tests.makers_decisions import a_proposed_case, a_refusal, two_officers
from vetting.domain import capsule as shape
from vetting.domain.application import SentPaper
from vetting.domain.authority import Actor
from vetting.domain.terms import OfficeRole, PaperKind, Role
from vetting.gateways import file_store
from vetting.records.applications import Case
from vetting.records.db import db, settings, transaction
from vetting.records.officers import Board
from vetting.records.papers import add_paper
from vetting.records.signatories import Signatory
from vetting.services import addenda, decisions
from vetting.web.capsule_papers import case_capsule

MINUTES = "Protokoll 4, § 12"
LATER = NOW + dt.timedelta(days=3)
ADDED = "Stadgarna är daterade den 4 mars 2024."
BORN = dt.date(1971, 3, 4)
CHECKER = Path(__file__).parents[1] / "vetting/web/static/check_case.py"
Members = dict[str, bytes]


def a_refused_case(secretary: Actor, *, board: Board | None = None, number: int = 1) -> tuple[str, str]:
    """A case the board refused; gives the ids of case and decision."""
    board = board or a_board()
    registrar = an_officer(Role.REGISTRAR, board=board, username=f"registrator{number}")
    case_id, proposal_id = a_proposed_case(secretary, a_refusal(), board=board, number=number)
    decision_id = decisions.record_board_decision(
        case_id, proposal_id, minutes=MINUTES, decided_on=NOW.date(), by=registrar, now=NOW
    )
    return case_id, decision_id


def a_full_case() -> tuple[str, Actor]:
    """A refused case with a paper, a signatory, an addition; gives its id and who prepared it."""
    secretary, _ = two_officers()
    case_id, _ = a_refused_case(secretary)
    with transaction():
        case = db.session.get_one(Case, case_id)
        digest = file_store.keep(settings().files_dir, PDF)
        sent = SentPaper(PaperKind.STATUTES, 2026, "Stadgar.pdf", PDF)
        add_paper(case, sent, digest=digest, media_type="application/pdf", by=secretary, now=NOW)
        db.session.add(
            Signatory(case_id=case_id, name="Vera Påhittad", born_on=BORN,
                      function=OfficeRole.CHAIR, declared_on=NOW.date(), added_by=secretary.id, added_at=NOW)
        )  # fmt: skip
    addenda.write_addendum(case_id, text=ADDED, by=secretary, now=LATER)
    return case_id, secretary


def taken_out(case_id: str, actor: Actor) -> bytes:
    """The capsule of a case."""
    with case_capsule(case_id, actor=actor, now=LATER).file as file:
        return file.read()


def members_of(data: bytes) -> Members:
    """What lies in a capsule, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(members: Members, *, mended: bool = True) -> bytes:
    """A capsule of those members; `mended`: whoever tampered also wrote the list of digests anew."""
    members = dict(members)
    if mended and shape.MANIFEST in members:
        number = json.loads(members[shape.MANIFEST])["case_number"]
        listed = {n: (shape.sha256(d), len(d)) for n, d in members.items() if n != shape.MANIFEST}
        members[shape.MANIFEST] = shape.manifest_bytes(number, listed)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


def changed(members: Members, name: str, change: Callable[[Any], object]) -> Members:
    """The members with one JSON document changed in place."""
    document = json.loads(members[name])
    change(document)
    return {**members, name: json.dumps(document, ensure_ascii=False).encode()}


def ran_alone(folder: Path, data: bytes, *words: str, python: str = sys.executable) -> tuple[int, str]:
    """The checker run on a capsule as an outsider would: nothing of the project, an empty environment."""
    (folder / "kapsel.zip").write_bytes(data)
    (folder / "check_case.py").write_bytes(CHECKER.read_bytes())
    done = subprocess.run(
        [python, "-I", "check_case.py", "kapsel.zip", *words],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        cwd=folder,
        env={},
    )
    return done.returncode, done.stdout + done.stderr

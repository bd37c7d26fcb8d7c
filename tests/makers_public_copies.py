"""Cases with something to hide, their public copies, and what can be read out of a PDF in any way."""

import datetime as dt
import io
import re
import unicodedata
import zlib

from pypdf import PdfReader

from tests.makers import NOW
from tests.makers_capsules import a_full_case
from vetting.domain.authority import Actor
from vetting.domain.terms import Partner
from vetting.records.applications import Application
from vetting.records.assessments import Evidence, RecordedAct
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db, transaction
from vetting.services import public_copies
from vetting.web.public_copy_words import copy_draft

LATER = NOW + dt.timedelta(days=4)
SAID = "Ledaren hotade en granne på gården. Två personer såg det och har berättat om händelsen."
SHOWN = "Ordföranden Vera Påhit-\ntad skrev på föreningens sida att mötet hölls den 3 maj."
ANSWERED = "Skulder finns hos Kronofogden sedan våren."


def a_secret_case() -> tuple[str, Actor]:
    """A refused case whose texts name its signatory in odd ways, with an act, evidence and an answer."""
    case_id, secretary = a_full_case()
    with transaction(is_piece=True):
        application = db.session.query(Application).filter_by(case_id=case_id).one()
        application.purpose = "Kontakt: vera.pahittad@exempel.se, Påhittad, Vera (1971-03-04). 811228-9874"
        application.other_support = "Hyr av grannen Olof Medelsvens på Storgatan 5. <b>Billigt</b>"
        db.session.add_all(
            [
                an_act(case_id),
                Evidence(id="b" * 16, case_id=case_id, question_id="S01", kind="skärmbild", level=4,
                         description=SHOWN, source="Föreningens sida", captured_at=NOW, added_by="setup",
                         added_at=NOW),
                PartnerQuestion(id="c" * 16, case_id=case_id, partner=Partner.ENFORCEMENT_AUTHORITY,
                                question="Skulder?", ground="Prövning", channel="letter", asked_by="setup",
                                asked_at=NOW, answer_code="public_claims", answer_text=ANSWERED,
                                answered_by_function="registrator", answered_at=NOW, recorded_by="setup"),
            ]
        )  # fmt: skip
    return case_id, secretary


def an_act(case_id: str) -> RecordedAct:
    """A recorded act of the case."""
    return RecordedAct(
        id="a" * 16,
        case_id=case_id,
        what=SAID,
        act_on=dt.date(2026, 5, 3),
        place="gården",
        actor_role="activity_leader",
        source="Minnesanteckning",
        recorded_by="setup",
        recorded_at=NOW,
    )


def a_copy(case_id: str, by: Actor) -> str:
    """A public copy made now; gives its id."""
    return public_copies.make_copy(case_id, copy_draft(case_id, actor=by), by=by, now=LATER)


def plain(text: str) -> str:
    """A text with nothing in it that could hide a word: no blanks, no hyphens, one form of letters."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^\w@]", "", "".join(c for c in folded if not unicodedata.combining(c)))


def everything_in(pdf: bytes) -> str:
    """All that can be got out of a PDF: pages, metadata, outline, annotations, attachments, names, every
    stream unpacked, every string of every object, and the bytes themselves in four encodings."""
    reader = PdfReader(io.BytesIO(pdf))
    found = [page.extract_text() for page in reader.pages]
    found += [str(reader.metadata), str(reader.outline), str(dict(reader.attachments))]
    found += [str(page.get("/Annots")) for page in reader.pages]
    streams = [pdf]
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        try:
            one = reader.get_object(number)
        except Exception:
            continue
        found.append(str(one))
        if hasattr(one, "get_data"):
            streams.append(one.get_data())
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            streams.append(zlib.decompress(packed))
        except zlib.error:
            continue
    for stream in streams:
        found += [stream.decode(name, "replace") for name in ("utf-8", "latin-1", "utf-16-be", "utf-16-le")]
    return plain("".join(found))

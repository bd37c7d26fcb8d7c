"""Questions asked of papers: one of a case, the same bytes again, a new one."""

import datetime as dt

from sqlalchemy import select

from vetting.domain.application import SentPaper
from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound
from vetting.domain.free_text import tidy
from vetting.domain.identity import mask
from vetting.records import files
from vetting.records.applications import Case
from vetting.records.associations import Paper
from vetting.records.db import db
from vetting.records.files import StoredFile
from vetting.records.journal import note

LONGEST_NAME = 200


def paper_of_case(case_id: str, paper_id: str) -> tuple[Paper, StoredFile]:
    """A paper of that very case with what is known of its file. Raises NotFound `paper_not_found`."""
    found = db.session.execute(
        select(Paper, StoredFile)
        .join(StoredFile, StoredFile.digest == Paper.file_digest)
        .where(Paper.id == paper_id, Paper.case_id == case_id)
    ).one_or_none()
    if found is None:
        raise NotFound("paper_not_found")
    return found[0], found[1]


def same_paper(case_id: str, digest: str) -> Paper | None:
    """The paper of the case that has the very same bytes."""
    of_case = select(Paper).where(Paper.case_id == case_id)
    return db.session.scalar(of_case.where(Paper.file_digest == digest).limit(1))


def add_paper(
    case: Case, sent: SentPaper, *, digest: str, media_type: str, by: Actor, now: dt.datetime
) -> Paper:
    """Keeps the paper's row and tells the journal; its name is masked."""
    files.remember_file(digest, size=len(sent.data), content_type=media_type, now=now)
    paper = Paper(
        association_id=case.association_id,
        case_id=case.id,
        kind=sent.kind,
        year=sent.year,
        file_digest=digest,
        file_name=shown_name(sent.file_name),
        received_at=now,
        received_by=by.id,
    )
    db.session.add(paper)
    db.session.flush()
    note(
        Entry.PAPER_RECEIVED,
        by=by,
        now=now,
        subject=f"paper:{paper.id}",
        case_id=case.id,
        kind=sent.kind.value,
        year=sent.year,
        digest=digest,
        size=len(sent.data),
    )
    return paper


def shown_name(file_name: str) -> str:
    """The bare name on one line, masked; a long one is cut in the middle so that its ending stays."""
    bare = " ".join(tidy(file_name).replace("\\", "/").rpartition("/")[2].split())
    name = mask(bare)
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 12] + "…" + name[-11:]

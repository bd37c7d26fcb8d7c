"""Papers of a case: received after the guards, opened under the eyes of the journal."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vetting.domain.application import SentPaper
from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.terms import Stage
from vetting.gateways import case_papers, file_store
from vetting.records import cases, member_lists, sheets
from vetting.records.db import settings, transaction
from vetting.records.journal import note
from vetting.records.papers import add_paper, paper_of_case, same_paper

RECEIVING = (Stage.RECEIVED, Stage.IN_REVIEW)


@dataclass(frozen=True)
class OpenedPaper:
    """A paper's bytes on their way to the reader."""

    file_name: str
    media_type: str
    data: bytes


def receive_paper(case_id: str, sent: SentPaper, *, by: Actor, now: dt.datetime) -> str:
    """Keeps one paper of a case and gives its id.

    Raises UnusableFile for what the guards refuse, Refused `same_paper_again` for bytes the case has,
    `member_list_of_belief`, and `only_named_points` while a completion is awaited.
    """
    require(by, Act.RECEIVE_APPLICATION, cases.case(case_id).board_id)  # before any byte is kept
    member_lists.require_none(case_id, sent.file_name, sent.data)
    kept = settings()
    upload = case_papers.keep_paper(kept.files_dir, sent, max_bytes=kept.max_upload_bytes)
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.RECEIVE_APPLICATION, case.board_id)
        known = same_paper(case_id, upload.sha256)  # first: what is sent again changes nothing at any stage
        if known is not None:
            raise Refused("same_paper_again", file_name=known.file_name)
        if case.stage is Stage.AWAITING_SUPPLEMENT:
            raise Refused("only_named_points")
        if case.stage not in RECEIVING:
            raise Refused("case_not_open", stage=case.stage.value)
        paper = add_paper(case, sent, digest=upload.sha256, media_type=upload.media_type, by=by, now=now)
        return paper.id


def inspect_papers(sent: Sequence[SentPaper]) -> None:
    """Tries every paper before any is kept. Raises UnusableFile, or Refused `year_odd`."""
    for paper in sent:
        case_papers.inspect_paper(paper, max_bytes=settings().max_upload_bytes)


def view_paper(case_id: str, paper_id: str, *, by: Actor, now: dt.datetime) -> OpenedPaper:
    """The paper's bytes; that they were opened is in the journal before anybody reads them.

    Raises UnusableFile `file_damaged` when the stored bytes are not those received.
    """
    with transaction():
        case = cases.case(case_id)
        require(by, Act.SEE_CASES, case.board_id)
        paper, stored = paper_of_case(case_id, paper_id)
        note(Entry.PAPER_VIEWED, by=by, now=now, subject=f"paper:{paper_id}", case_id=case_id)
        name, digest, media_type = paper.file_name, paper.file_digest, stored.content_type
    data = file_store.read_whole(settings().files_dir, digest, name)
    return OpenedPaper(name, media_type, data)

"""Which numbers a source is asked about, which wait for an answer, and how often it failed to give one."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import takewhile

from sqlalchemy import select

from vetting.domain.inquiries import FAULTS_IN_A_ROW, OPEN, OUT_OF_ORDER, WAITING
from vetting.domain.terms import InquiryState, Stage
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decisions import Support
from vetting.records.inquiries import Inquiry

PIECE = 500


def open_numbers(source_id: str) -> frozenset[str]:
    """Numbers with a question that still may be answered."""
    return frozenset(
        db.session.scalars(
            select(Inquiry.org_number).where(Inquiry.source_id == source_id, Inquiry.state.in_(OPEN))
        )
    )


def queued(source_id: str) -> Sequence[tuple[Inquiry, Stage]]:
    """Questions that officers put in their cases and that wait for the next question file, locked, each with
    how far its case has come."""
    rows = db.session.execute(
        select(Inquiry, Case.stage)
        .join(Case, Case.id == Inquiry.case_id)
        .where(Inquiry.source_id == source_id, Inquiry.state == InquiryState.QUEUED)
        .order_by(Inquiry.sent_at, Inquiry.id)
        .with_for_update(of=Inquiry)
    )
    return [(inquiry, stage) for inquiry, stage in rows]


def waits(source_id: str, number: str) -> bool:
    """Whether a question about the number is queued, or still may be answered."""
    found = db.session.scalar(
        select(Inquiry.id)
        .where(Inquiry.source_id == source_id, Inquiry.org_number == number, Inquiry.state.in_(WAITING))
        .limit(1)
    )
    return found is not None


def associations_by_number(numbers: Collection[str]) -> Mapping[str, str]:
    """Association ids by organisation number; several of one number are left out, being nobody's."""
    wanted = sorted(numbers)
    found: dict[str, list[str]] = defaultdict(list)
    for start in range(0, len(wanted), PIECE):
        rows = db.session.execute(
            select(Association.org_number, Association.id).where(
                Association.org_number.in_(wanted[start : start + PIECE]),
                Association.merged_into_id.is_(None),
            )
        )
        for number, association_id in rows:
            found[number or ""].append(association_id)
    return {number: ids[0] for number, ids in found.items() if len(ids) == 1}


def numbers_with_support(today: dt.date) -> tuple[str, ...]:
    """Organisation numbers of every association whose support has not ended."""
    rows = db.session.scalars(
        select(Association.org_number)
        .join(Support, Support.association_id == Association.id)
        .where(Association.org_number.is_not(None), Support.ended_on.is_(None), Support.ends_on >= today)
        .distinct()
        .order_by(Association.org_number)
    )
    return tuple(one for one in rows if one is not None)


def late(today: dt.date) -> Sequence[Inquiry]:
    """Questions whose day has passed and that are not yet told as overdue, locked."""
    return db.session.scalars(
        select(Inquiry)
        .where(Inquiry.state.in_((InquiryState.SENT, InquiryState.RECEIPTED)), Inquiry.due_on < today)
        .order_by(Inquiry.due_on, Inquiry.id)
        .with_for_update()
    ).all()


def faults_in_a_row(source_id: str) -> list[dt.datetime]:
    """When the newest askings failed for a source out of order, the newest first, until one that did not."""
    rows = db.session.execute(
        select(Inquiry.state, Inquiry.fault, Inquiry.sent_at)
        .where(
            Inquiry.source_id == source_id, Inquiry.state.in_((InquiryState.ANSWERED, InquiryState.REJECTED))
        )
        .order_by(Inquiry.sent_at.desc(), Inquiry.id)
        .limit(FAULTS_IN_A_ROW)
    )
    return [row.sent_at for row in takewhile(lambda row: row.fault in OUT_OF_ORDER, rows)]

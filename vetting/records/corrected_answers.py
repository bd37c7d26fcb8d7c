"""Answers that are not what they were: each decision that rests on one is told, by a signal, once."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from vetting.domain.identity import format_org_number
from vetting.domain.terms import SignalKind
from vetting.records.applications import Case
from vetting.records.clearances import Signal
from vetting.records.cross_checks import CheckedSource, PartnerQuestion
from vetting.records.db import db
from vetting.records.decisions import Decision, Proposal
from vetting.records.inquiries import Inquiry

AT_ONCE = 500
Document = dict[str, Any]


@dataclass(frozen=True)
class _Resting:
    """A decision that rests on an answer, as the answer was then."""

    decision_id: str
    case_id: str
    board_id: str
    association_id: str
    before: Mapping[str, Any]


def answer_document(question: PartnerQuestion) -> Document:
    """A partner's answer as a signal keeps it."""
    until = question.valid_until_on
    return {
        "code": question.answer_code,
        "text": question.answer_text or "",
        "function": question.answered_by_function or "",
        "diary_number": question.diary_number or "",
        "valid_until": until.isoformat() if until else None,
        "attachment": question.attachment_digest,
    }


def reopen_for_question(question: PartnerQuestion, before: Document, *, now: dt.datetime) -> int:
    """Signals for the decision of the question's case, if it was made after the answer; gives how many."""
    after = answer_document(question)
    rows = db.session.execute(
        select(Decision.id, Decision.case_id, Case.board_id, Case.association_id)
        .join(Case, Case.id == Decision.case_id)
        .where(Decision.case_id == question.case_id)
    )
    resting = [_Resting(row[0], row[1], row[2], row[3], before) for row in rows]
    about = {"source_id": None, "question_id": question.id, "name": question.question[:200]}
    return _raise(resting, after, Signal.question_id == question.id, about, now=now)


def reopen_for_inquiries(corrected: Sequence[Inquiry], *, now: dt.datetime) -> int:
    """Signals for every decision whose check rests on one of the answers and saw other facts in it."""
    raised = 0
    for start in range(0, len(corrected), AT_ONCE):
        some = {one.id: one for one in corrected[start : start + AT_ONCE]}
        resting: dict[str, list[_Resting]] = {}
        rows = db.session.execute(
            select(Decision.id, Decision.case_id, Case.board_id, Case.association_id)
            .add_columns(CheckedSource.facts, CheckedSource.inquiry_id)
            .join(Proposal, Proposal.id == Decision.proposal_id)
            .join(CheckedSource, CheckedSource.check_id == Proposal.check_id)
            .join(Case, Case.id == Decision.case_id)
            .where(CheckedSource.inquiry_id.in_(some))
            .order_by(Decision.id)
        )
        for row in rows:
            one = _Resting(row[0], row[1], row[2], row[3], _told(row.facts))
            resting.setdefault(row.inquiry_id or "", []).append(one)
        for inquiry_id, found in resting.items():
            answer = some[inquiry_id]
            about = {"source_id": answer.source_id, "inquiry_id": answer.id}
            about["name"] = format_org_number(answer.org_number)
            raised += _raise(found, _told(answer.facts), Signal.inquiry_id == answer.id, about, now=now)
    return raised


def _told(kept: Mapping[str, Any]) -> Document:
    """The facts in one order, whatever order they came in."""
    facts = sorted(kept.get("facts", []), key=lambda fact: json.dumps(fact, sort_keys=True))
    return {"facts": facts, "missing": sorted(kept.get("missing", []))}


def _raise(
    resting: Sequence[_Resting],
    after: Document,
    of_answer: ColumnElement[bool],
    about: Mapping[str, Any],
    *,
    now: dt.datetime,
) -> int:
    """A signal for each decision that has not been told of this content yet."""
    mark = hashlib.sha256(json.dumps([about["name"], after], sort_keys=True).encode()).hexdigest()
    told = set(db.session.scalars(select(Signal.decision_id).where(of_answer, Signal.fingerprint == mark)))
    new = [one for one in resting if one.before != after and one.decision_id not in told]
    origin = {key: value for key, value in about.items() if key != "name"}
    for one in new:
        db.session.add(
            Signal(
                kind=SignalKind.ANSWER_CORRECTED,
                association_id=one.association_id,
                board_id=one.board_id,
                case_id=one.case_id,
                decision_id=one.decision_id,
                record_id=str(about.get("question_id") or about.get("inquiry_id")),
                record={"name": about["name"], "before": dict(one.before), "after": after},
                fingerprint=mark,
                raised_at=now,
                **origin,
            )
        )
    db.session.flush()
    return len(new)

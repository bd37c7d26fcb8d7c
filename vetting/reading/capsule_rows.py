"""The rows of a case, table by table: which belong to its capsule, how they are reached, what is left out."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Table, select

from vetting.records import tables
from vetting.records.columns import UtcTime
from vetting.records.db import db

Row = dict[str, Any]
AT_ONCE = 500


@dataclass(frozen=True)
class Part:
    """A table of the capsule: `column` names the row of `parent` it belongs to."""

    table: str
    column: str = "case_id"
    parent: str = "cases"
    left_out: tuple[str, ...] = ()


PARTS = (
    Part("applications"),
    Part("supplement_requests"),
    Part("papers"),
    Part("signatories", left_out=("name", "born_on")),  # its id and the function stay
    Part("case_questions"),
    Part("answers"),
    Part("recorded_acts"),
    Part("evidence"),
    Part("leads", "evidence_id", "evidence"),
    Part("disposals"),
    Part("cross_checks"),
    Part("checked_sources", "check_id", "cross_checks", left_out=("rivals",)),  # they were no hits
    Part("check_overrides", "check_id", "cross_checks"),
    Part("hits", "check_id", "cross_checks"),
    Part("hit_judgements", "hit_id", "hits"),
    Part("clearances", "hit_id", "hits"),
    Part("inquiries"),
    Part("partner_questions"),
    Part("earlier_answers", "question_id", "partner_questions"),
    Part("conflict_declarations", left_out=("note",)),  # an officer's own family is no matter of the case
    Part("freedom_trials"),
    Part("proposals"),
    Part("wording_requests"),
    Part("decisions"),
    Part("difference_words"),
    Part("decision_patterns", "decision_id", "decisions"),
    Part("urgent_decisions", "decision_id", "decisions"),
    Part("court_findings", "decision_id", "decisions"),
    Part("announcements", "decision_id", "decisions"),
    Part("place_statements"),
    Part("sealed_reasons", "decision_id", "decisions", left_out=("text",)),  # the text is a member of its own
    Part("reason_addenda", "decision_id", "decisions"),
    Part("supports"),
    Part("instalments", "support_id", "supports"),
    Part("payments", "support_id", "supports"),
    Part("payment_alarms", "payment_id", "payments"),
    Part("repayment_claims"),
    Part("claim_periods", "claim_id", "repayment_claims"),
    Part("claim_events", "claim_id", "repayment_claims"),
    Part("claim_reliefs", "claim_id", "repayment_claims"),
    Part("double_funding_words"),
    Part("special_reviews"),
    Part("payment_holds"),
    Part("revoked_supports", "decision_id", "decisions"),
    Part("follow_up_plans"),
    Part("follow_ups", "plan_id", "follow_up_plans"),
    Part("association_reports", left_out=("reply_to",)),  # an address, and no matter of the report
    Part("report_readings", "report_id", "association_reports"),
    Part("report_sign_words", "report_id", "association_reports"),
    Part("visits"),
    Part("visit_addenda", "visit_id", "visits"),
    Part("evaluations"),
    Part("indicators", "plan_id", "follow_up_plans"),
    Part("extension_requests"),
    Part("outbox", left_out=("to_address",)),
    Part("notices"),
    Part("referrals"),
    Part("secrecy_marks", left_out=("passage",)),  # the very words that may not be given out
    Part("public_copies"),
    Part("hearings"),
    Part("hearing_items", "hearing_id", "hearings"),
    Part("statements"),
    Part("effect_lists"),
    Part("effect_rows", "list_id", "effect_lists"),
    Part("bars"),
    Part("bar_words", "bar_id", "bars"),
    Part("bar_moves"),
    Part("observations"),
    Part("signals", left_out=("asked", "record", "reasons")),
)
# Tables that name a case or its rows, and why they are no part of it.
ELSEWHERE = {
    "breach_steps": "belongs to a contract for rooms; the stop mark it may have led to is here",
    "frame_items": "belongs to its round of spot checks, which has a protocol of its own",
    "spot_checks": "belongs to its round, as well",
    "case_codes": "the association's keys to its own case, not part of its matter",
    "case_sessions": "who has it open just now",
    "own_report_drafts": "what the association has not handed in yet",
    "report_signers": "keys to sign a report by, not part of its matter",
    "evaluation_drafts": "what nobody has signed yet",
}


def rows_of_case(case_id: str) -> dict[str, list[Row]]:
    """Every row of the case by table, each table in the order of time. Values as the database gives them."""
    found: dict[str, list[Row]] = {"cases": [{"id": case_id}]}
    for part in PARTS:
        table = tables.metadata().tables[part.table]
        rows = list(_rows(table, part, [row["id"] for row in found[part.parent]]))
        found[part.table] = sorted(rows, key=partial(_place, table))
    del found["cases"]
    for row in (*found["hits"], *found["clearances"]):
        _without_person(row)
    return found


def file_digests(found: Mapping[str, Sequence[Row]]) -> set[str]:
    """Digests of every stored file that the rows name."""
    wanted = set()
    for name, rows in found.items():
        for column in tables.metadata().tables[name].columns:
            if any(key.column.table.name == "stored_files" for key in column.foreign_keys):
                wanted |= {row[column.name] for row in rows if row[column.name]}
    return wanted


def _rows(table: Table, part: Part, ids: Sequence[str]) -> Iterator[Row]:
    columns = [column for column in table.columns if column.name not in part.left_out]
    for start in range(0, len(ids), AT_ONCE):
        wanted = table.columns[part.column].in_(ids[start : start + AT_ONCE])
        for row in db.session.execute(select(*columns).where(wanted)).mappings():
            yield dict(row)


def _place(table: Table, row: Row) -> tuple[str, tuple[str, ...]]:
    """In the order of its first time, then of its key: the same on every database."""
    times = [column.name for column in table.columns if isinstance(column.type, UtcTime)]
    first = row[times[0]] if times else None
    told = first.astimezone(dt.UTC).isoformat(timespec="microseconds") if first else ""
    return told, tuple(str(row[column.name]) for column in table.primary_key)


def _without_person(row: Row) -> None:
    """Of a hit about a declared signatory, what it was weighed on stays and who it was goes."""
    if row["signatory_id"] is None:
        return
    row |= {key: {} for key in ("record", "ours", "theirs") if key in row}
    if "reasons" in row:  # a hit; a clearance tells no name
        row["name"] = ""
        row["reasons"] = [{key: one.get(key) for key in ("feature", "weight")} for one in row["reasons"]]

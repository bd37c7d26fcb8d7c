"""What the tables refuse beyond constraints: idempotent triggers, put back after every migration."""

from sqlalchemy import text
from sqlalchemy.engine import Connection

APPEND_ONLY = ("journal_entries", "hit_judgements")
# What a draw and its checks rest on, and the reasons of a decision.
AS_WRITTEN = (
    "frame_items",
    "round_documents",
    "findings",
    "sealed_reasons",
    "reason_addenda",
    "checklist_editions",
    "difference_words",
    "decision_patterns",
    "public_copies",
    "hearing_items",
    "house_rules",
    "place_statements",
    "handed_in_reports",
    "special_reviews",
    "revoked_supports",
    "claim_periods",
    "claim_events",
    "reference_rates",
    "double_funding_words",
    "retention_rules",
    "court_findings",
    "freedom_trials",
    "disposals",
    "terms_editions",
    "accepted_terms",
    "bar_words",
    "booking_verdicts",
    "police_contact_notes",
    "activity_words",
    "plan_status_reports",
    "local_pictures",
    "routine_versions",
    "read_receipts",
    "routines_in_use",
    "trainings",
    "open_grants_lists",
    "signpost_editions",
    "association_reports",
    "report_readings",
    "report_sign_words",
    "visits",
    "visit_addenda",
    "evaluations",
)
KEPT_PAYLOADS = ("journal_payloads",)  # may be disposed of under the retention plan, never changed
NAMES = (
    *(f"{table}_no_{verb}" for table in APPEND_ONLY for verb in ("update", "delete")),
    *(f"{table}_no_{verb}" for table in AS_WRITTEN for verb in ("update", "delete")),
    "journal_payloads_no_update",
    "journal_entries_in_order",
    "decision_complete",
    "proposals_no_update",
    "proposals_no_delete",
    "decisions_no_update",
    "decisions_no_delete",
    "booking_decisions_room_free",
    "booking_decisions_room_free_new",
)

_UNANSWERED = """EXISTS (SELECT 1 FROM case_questions q WHERE q.case_id = NEW.case_id AND q.is_required
    AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.case_id = q.case_id
                    AND a.question_id = q.question_id AND a.is_current))"""
_UNJUDGED = """EXISTS (SELECT 1 FROM hits h JOIN cross_checks c ON c.id = h.check_id
    WHERE c.case_id = NEW.case_id AND c.is_latest
    AND ((h.needs_judgement AND h.judgement IS NULL) OR h.awaits_second))"""
_PLAN_EMPTY = """(NEW.plan_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM follow_ups f JOIN follow_up_plans p ON p.id = f.plan_id
                    WHERE f.plan_id = NEW.plan_id AND p.case_id = NEW.case_id))"""
_NOT_AS_PROPOSED = """NOT EXISTS (SELECT 1 FROM proposals p
    WHERE p.id = NEW.proposal_id AND p.case_id = NEW.case_id AND p.proposed_by = NEW.proposed_by
    AND p.outcome = NEW.outcome AND p.amount = NEW.amount)"""
# Two accounts with one staff number are one person.
_SAME_PERSON = """EXISTS (SELECT 1 FROM officers a JOIN officers b ON b.staff_number = a.staff_number
    WHERE a.id = NEW.decided_by AND b.id = NEW.proposed_by)"""
# What a signed decision rests on; that the proposal is no longer open is told after the signature.
_SIGNED_COLUMNS = (
    "case_id, outcome, amount, summary, reasons, conditions, reservation, proportionality, tier, plan, "
    "sheet_version, pattern, check_id, acknowledgement, revocation, payout, indicators, instalments, "
    "proposed_by, proposed_at"
)
_SIGNED_AGAINST = (("update", f"UPDATE OF {_SIGNED_COLUMNS}"), ("delete", "DELETE"))
_SIGNED = "EXISTS (SELECT 1 FROM decisions d WHERE d.proposal_id = OLD.id)"
# A room approved here is approved to one. Not a rule of bookings: a booking system outside may have confirmed
# two over each other, and what it has confirmed is taken in as it is (JO 4602-2014).
_APPROVES = "NEW.kind = 'approval' AND NEW.decided_at IS NOT NULL"
_ROOM_TAKEN = """EXISTS (SELECT 1 FROM bookings b JOIN bookings o ON o.premises_id = b.premises_id
    AND o.request_id <> b.request_id AND o.state = 'approved'
    AND o.starts_at < b.ends_at AND o.ends_at > b.starts_at
    WHERE b.id IN (SELECT value FROM {}(NEW.booking_ids)))"""
# Whoever comes second waits for the room, and then sees what the first was given.
_HOLD_ROOMS = """PERFORM 1 FROM premises WHERE id IN (SELECT premises_id FROM bookings
    WHERE id IN (SELECT value FROM json_array_elements_text(NEW.booking_ids))) ORDER BY id FOR UPDATE"""
_SIGNING_ROOM = (("", "UPDATE OF decided_at"), ("_new", "INSERT"))
_EXAMINED = "NEW.outcome NOT IN ('dismissed', 'closed')"


def install(connection: Connection) -> None:
    """Creates every trigger anew on the database of `connection`."""
    statements = _sqlite() if connection.dialect.name == "sqlite" else _postgresql()
    for statement in statements:
        connection.execute(text(statement))


def set_aside(connection: Connection) -> None:
    """Takes triggers away while tables are rebuilt: on SQLite one that names a table stops its renaming, on
    PostgreSQL one that names columns stops that they are dropped."""
    if connection.dialect.name == "sqlite":
        for name in NAMES:
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
    else:
        connection.execute(text("DROP TRIGGER IF EXISTS proposals_no_update ON proposals"))


def _sqlite() -> list[str]:
    return [f"DROP TRIGGER IF EXISTS {name}" for name in NAMES] + _kept_in_sqlite() + _ordered_in_sqlite()


def _kept_in_sqlite() -> list[str]:
    """No row of these is changed or deleted."""
    codes = {
        **dict.fromkeys(APPEND_ONLY, "journal_append_only"),
        "decisions": "decision_kept",
        **dict.fromkeys(AS_WRITTEN, "kept_as_written"),
    }
    statements = [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{code}'); END"
        for table, code in codes.items()
        for verb in ("UPDATE", "DELETE")
    ]
    return statements + [
        f"CREATE TRIGGER proposals_no_{verb} BEFORE {when} ON proposals WHEN {_SIGNED} "
        "BEGIN SELECT RAISE(ABORT, 'kept_as_written'); END"
        for verb, when in _SIGNED_AGAINST
    ]


def _ordered_in_sqlite() -> list[str]:
    """What a new row must agree with."""
    statements = [
        "CREATE TRIGGER journal_payloads_no_update BEFORE UPDATE ON journal_payloads "
        "BEGIN SELECT RAISE(ABORT, 'journal_append_only'); END",
        "CREATE TRIGGER journal_entries_in_order BEFORE INSERT ON journal_entries "
        "WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal_entries) "
        "BEGIN SELECT RAISE(ABORT, 'journal_append_only'); END",
    ]
    statements += [
        f"CREATE TRIGGER booking_decisions_room_free{end} BEFORE {when} ON booking_decisions "
        f"WHEN {_APPROVES} AND {_ROOM_TAKEN.format('json_each')} "
        "BEGIN SELECT RAISE(ABORT, 'booking_decisions_room_free'); END"
        for end, when in _SIGNING_ROOM
    ]
    statements.append(
        "CREATE TRIGGER decision_complete BEFORE INSERT ON decisions BEGIN "
        f"SELECT RAISE(ABORT, 'decision_unanswered') WHERE {_EXAMINED} AND {_UNANSWERED}; "
        f"SELECT RAISE(ABORT, 'decision_unjudged') WHERE {_EXAMINED} AND {_UNJUDGED}; "
        f"SELECT RAISE(ABORT, 'decision_same_person') WHERE {_SAME_PERSON}; "
        f"SELECT RAISE(ABORT, 'decision_plan_empty') WHERE {_PLAN_EMPTY}; "
        f"SELECT RAISE(ABORT, 'decision_not_as_proposed') WHERE {_NOT_AS_PROPOSED}; END"
    )
    return statements


def _postgresql() -> list[str]:
    return _functions() + _in_postgresql()


def _functions() -> list[str]:
    """What the triggers of PostgreSQL call."""
    return [
        "CREATE OR REPLACE FUNCTION refuse_resigning() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {_SIGNED} THEN RAISE EXCEPTION 'kept_as_written'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'journal_append_only'; END $$",
        "CREATE OR REPLACE FUNCTION refuse_gap() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal_entries) "
        "THEN RAISE EXCEPTION 'journal_append_only'; END IF; RETURN NEW; END $$",
        "CREATE OR REPLACE FUNCTION refuse_incomplete_decision() RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN IF {_EXAMINED} AND {_UNANSWERED} THEN RAISE EXCEPTION 'decision_unanswered'; END IF; "
        f"IF {_EXAMINED} AND {_UNJUDGED} THEN RAISE EXCEPTION 'decision_unjudged'; END IF; "
        f"IF {_SAME_PERSON} THEN RAISE EXCEPTION 'decision_same_person'; END IF; "
        f"IF {_PLAN_EMPTY} THEN RAISE EXCEPTION 'decision_plan_empty'; END IF; "
        f"IF {_NOT_AS_PROPOSED} THEN RAISE EXCEPTION 'decision_not_as_proposed'; END IF; RETURN NEW; END $$",
        "CREATE OR REPLACE FUNCTION refuse_taken_room() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {_APPROVES} THEN {_HOLD_ROOMS}; "
        f"IF {_ROOM_TAKEN.format('json_array_elements_text')} "
        "THEN RAISE EXCEPTION 'booking_decisions_room_free'; END IF; END IF; RETURN NEW; END $$",
        "CREATE OR REPLACE FUNCTION refuse_undeciding() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'decision_kept'; END $$",
        "CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'kept_as_written'; END $$",
    ]


def _in_postgresql() -> list[str]:
    statements = _kept("decisions", "refuse_undeciding")
    for verb, when in _SIGNED_AGAINST:
        statements.append(
            f"CREATE OR REPLACE TRIGGER proposals_no_{verb} BEFORE {when} ON proposals "
            "FOR EACH ROW EXECUTE FUNCTION refuse_resigning()"
        )
    statements += [
        f"CREATE OR REPLACE TRIGGER booking_decisions_room_free{end} BEFORE {when} ON booking_decisions "
        "FOR EACH ROW EXECUTE FUNCTION refuse_taken_room()"
        for end, when in _SIGNING_ROOM
    ]
    for table in AS_WRITTEN:
        statements += _kept(table, "refuse_rewriting")
    for table in APPEND_ONLY:
        statements += _kept(table, "refuse_change")
    for table in KEPT_PAYLOADS:
        statements += _kept(table, "refuse_change", verbs="UPDATE")
    statements += [
        "CREATE OR REPLACE TRIGGER journal_entries_in_order BEFORE INSERT ON journal_entries "
        "FOR EACH ROW EXECUTE FUNCTION refuse_gap()",
        "CREATE OR REPLACE TRIGGER decision_complete BEFORE INSERT ON decisions "
        "FOR EACH ROW EXECUTE FUNCTION refuse_incomplete_decision()",
    ]
    return statements


def _kept(table: str, refusal: str, *, verbs: str = "UPDATE OR DELETE") -> list[str]:
    return [
        f"CREATE OR REPLACE TRIGGER {table}_kept BEFORE {verbs} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {refusal}()",
        f"CREATE OR REPLACE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {refusal}()",
    ]

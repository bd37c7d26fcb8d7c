"""Wordings put to a lawyer, announcements, urgent decisions, scoped delegation, sealed reasons, addenda;
and indexes by which later rows of a register are found."""

import datetime as dt
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NEW_ROLES = ("lawyer", "chair", "division_head")
ACT_QUESTIONS = ("A01", "A02", "A03", "A04", "A05", "A12", "A13", "A16", "A20")
PLAIN_GROUND = ("question_id", "question", "value", "answer", "reason")


def upgrade() -> None:
    op.create_table(
        "wording_requests",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=16), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("is_allowed", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=16), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (is_allowed IS NULL)", name=op.f("ck_wording_requests_answer_whole")
        ),
        sa.CheckConstraint(
            "answered_by IS NULL OR answered_by <> asked_by", name=op.f("ck_wording_requests_two_persons")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["officers.id"], name=op.f("fk_wording_requests_answered_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["officers.id"], name=op.f("fk_wording_requests_asked_by_officers")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_wording_requests_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording_requests")),
    )
    with op.batch_alter_table("wording_requests", schema=None) as batch_op:
        batch_op.create_index("ix_wording_requests_case_id", ["case_id"], unique=False)

    op.create_table(
        "announcements",
        sa.Column("decision_id", sa.String(length=16), nullable=False),
        sa.Column("adjusted_on", sa.Date(), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("appeal_until_on", sa.Date(), nullable=False),
        sa.Column("taken_down_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.String(length=16), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("announced_on >= adjusted_on", name=op.f("ck_announcements_days_in_order")),
        sa.CheckConstraint(
            "taken_down_on IS NULL OR taken_down_on > appeal_until_on",
            name=op.f("ck_announcements_posted_whole_time"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_announcements_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officers.id"], name=op.f("fk_announcements_recorded_by_officers")
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_announcements")),
    )
    op.create_table(
        "urgent_decisions",
        sa.Column("decision_id", sa.String(length=16), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("minutes", sa.String(length=120), nullable=False),
        sa.Column("reported_by", sa.String(length=16), nullable=True),
        sa.Column("reported_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(reported_on IS NULL) = (minutes = '')", name=op.f("ck_urgent_decisions_report_whole")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_urgent_decisions_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["reported_by"], ["officers.id"], name=op.f("fk_urgent_decisions_reported_by_officers")
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_urgent_decisions")),
    )
    with op.batch_alter_table("delegations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("scheme_id", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("regime", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("act", sa.String(length=40), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_delegations_scheme_id_schemes"), "schemes", ["scheme_id"], ["id"]
        )
    op.execute("UPDATE delegations SET act = 'decision'")
    with op.batch_alter_table("delegations", schema=None) as batch_op:
        batch_op.alter_column("act", existing_type=sa.String(length=40), nullable=False)

    op.create_table(
        "sealed_reasons",
        sa.Column("decision_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("version = 1", name=op.f("ck_sealed_reasons_only_version")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_sealed_reasons_decision_id_decisions")
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_sealed_reasons")),
    )
    op.create_table(
        "reason_addenda",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("decision_id", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("written_by", sa.String(length=16), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_reason_addenda_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["officers.id"], name=op.f("fk_reason_addenda_written_by_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reason_addenda")),
    )
    with op.batch_alter_table("reason_addenda", schema=None) as batch_op:
        batch_op.create_index("ix_reason_addenda_decision_id", ["decision_id"], unique=False)
    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.create_index(
            "ix_listings_source_first",
            ["source_id", "first_seq"],
            unique=False,
            sqlite_where=sa.text("first_seq > 1"),
            postgresql_where=sa.text("first_seq > 1"),
        )
        batch_op.create_index(
            "ix_listings_source_until",
            ["source_id", "until_seq"],
            unique=False,
            sqlite_where=sa.text("until_seq IS NOT NULL"),
            postgresql_where=sa.text("until_seq IS NOT NULL"),
        )
    op.create_table(
        "referrals",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("question_id", sa.String(length=16), nullable=False),
        sa.Column("notice_id", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_by", sa.String(length=16), nullable=True),
        sa.Column("statement_paper_id", sa.String(length=16), nullable=True),
        sa.CheckConstraint("(sent_on IS NULL) = (sent_by IS NULL)", name=op.f("ck_referrals_sending_whole")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_referrals_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["partner_questions.id"], name=op.f("fk_referrals_question_id_partner_questions")
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_referrals_notice_id_notices")),
        sa.ForeignKeyConstraint(["made_by"], ["officers.id"], name=op.f("fk_referrals_made_by_officers")),
        sa.ForeignKeyConstraint(["sent_by"], ["officers.id"], name=op.f("fk_referrals_sent_by_officers")),
        sa.ForeignKeyConstraint(
            ["statement_paper_id"], ["papers.id"], name=op.f("fk_referrals_statement_paper_id_papers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrals")),
        sa.UniqueConstraint("question_id", name=op.f("uq_referrals_question_id")),
    )
    op.create_table(
        "secrecy_marks",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("print", sa.String(length=64), nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("marked_by", sa.String(length=16), nullable=False),
        sa.Column("marked_at", sa.DateTime(), nullable=False),
        sa.Column("lifted_by", sa.String(length=16), nullable=True),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by IS NULL)", name=op.f("ck_secrecy_marks_lift_whole")
        ),
        sa.CheckConstraint("is_open = (ground = '')", name=op.f("ck_secrecy_marks_ground_unless_open")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_secrecy_marks_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["marked_by"], ["officers.id"], name=op.f("fk_secrecy_marks_marked_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["lifted_by"], ["officers.id"], name=op.f("fk_secrecy_marks_lifted_by_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_secrecy_marks")),
    )
    op.create_table(
        "public_copies",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("masks", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_public_copies_case_id_cases")),
        sa.ForeignKeyConstraint(["made_by"], ["officers.id"], name=op.f("fk_public_copies_made_by_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_copies")),
    )
    for table in ("referrals", "secrecy_marks", "public_copies"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(f"ix_{table}_case_id", ["case_id"], unique=False)

    op.create_table(
        "hearings",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("notice_id", sa.String(length=16), nullable=True),
        sa.Column("reply_due_on", sa.Date(), nullable=True),
        sa.Column("exemption", sa.String(length=40), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(exemption IS NULL) = (reply_due_on IS NOT NULL)", name=op.f("ck_hearings_day_or_exemption")
        ),
        sa.CheckConstraint(
            "(exemption IS NULL) = (notice_id IS NOT NULL)", name=op.f("ck_hearings_letter_or_exemption")
        ),
        sa.CheckConstraint(
            "exemption IS NULL OR length(why) >= 40", name=op.f("ck_hearings_exemption_reasoned")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_hearings_case_id_cases")),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_hearings_notice_id_notices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearings")),
    )
    op.create_table(
        "hearing_items",
        sa.Column("hearing_id", sa.String(length=16), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("print", sa.String(length=64), nullable=False),
        sa.Column("is_masked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["hearings.id"], name=op.f("fk_hearing_items_hearing_id_hearings")
        ),
        sa.PrimaryKeyConstraint("hearing_id", "item", name=op.f("pk_hearing_items")),
    )
    op.create_table(
        "statements",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("timing", sa.String(length=40), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("entered_by", sa.String(length=40), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("considered", sa.Text(), nullable=False),
        sa.Column("considered_by", sa.String(length=40), nullable=True),
        sa.Column("considered_at", sa.DateTime(), nullable=True),
        sa.Column("is_final", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(considered_at IS NULL) = (considered = '')"
            " AND (considered_at IS NULL) = (considered_by IS NULL)",
            name=op.f("ck_statements_consideration_whole"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_statements_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["file_digest"], ["stored_files.digest"], name=op.f("fk_statements_file_digest_stored_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
    )
    op.create_table(
        "case_codes",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("code_hash", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_case_codes_tries_not_negative")),
        sa.CheckConstraint("used_at IS NULL OR withdrawn_at IS NULL", name=op.f("ck_case_codes_one_end")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_codes_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_codes")),
    )
    op.create_table(
        "case_sessions",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_sessions_case_id_cases")),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_case_sessions")),
    )
    for table in ("hearings", "statements", "case_codes", "case_sessions"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(f"ix_{table}_case_id", ["case_id"], unique=False)

    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pattern", sa.Text(), nullable=True))
    op.create_table(
        "difference_words",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("comparator_id", sa.String(length=16), nullable=True),
        sa.Column("against", sa.String(length=40), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("said_by", sa.String(length=16), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(comparator_id IS NULL) = (against IS NULL)", name=op.f("ck_difference_words_comparator_whole")
        ),
        sa.CheckConstraint("explanation <> ''", name=op.f("ck_difference_words_explanation_there")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_difference_words_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["comparator_id"], ["decisions.id"], name=op.f("fk_difference_words_comparator_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["said_by"], ["officers.id"], name=op.f("fk_difference_words_said_by_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_difference_words")),
    )
    op.create_index("ix_difference_words_case_id", "difference_words", ["case_id"])
    op.create_table(
        "decision_patterns",
        sa.Column("decision_id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("treatment", sa.String(length=40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("word_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["board_id"], ["boards.id"], name=op.f("fk_decision_patterns_board_id_boards")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_decision_patterns_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["word_id"], ["difference_words.id"], name=op.f("fk_decision_patterns_word_id_difference_words")
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decision_patterns")),
    )
    op.create_index(
        "ix_decision_patterns_kind_pattern",
        "decision_patterns",
        ["kind", "pattern", "treatment", "decided_on"],
    )
    op.create_index("ix_decision_patterns_decided_on", "decision_patterns", ["decided_on"])

    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("act_id", sa.String(length=16), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_evidence_act_id_recorded_acts"), "recorded_acts", ["act_id"], ["id"]
        )
    _name_the_acts()
    op.create_table(
        "checklist_drafts",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("in_force_on", sa.Date(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("drafted_by", sa.String(length=40), nullable=False),
        sa.Column("drafted_at", sa.DateTime(), nullable=False),
        sa.Column("settled_by", sa.String(length=40), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settled_by IS NULL)", name=op.f("ck_checklist_drafts_settled_whole")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_drafts")),
    )
    with op.batch_alter_table("checklist_drafts", schema=None) as batch_op:
        batch_op.create_index("ix_checklist_drafts_name_version", ["name", "version"], unique=False)
    op.create_table(
        "checklist_editions",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("in_force_on", sa.Date(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("adopted_by", sa.String(length=200), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("replayed", sa.JSON(), nullable=False),
        sa.Column("drafted_by", sa.String(length=40), nullable=False),
        sa.Column("drafted_at", sa.DateTime(), nullable=False),
        sa.Column("published_by", sa.String(length=40), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("published_by <> drafted_by", name=op.f("ck_checklist_editions_two_persons")),
        sa.CheckConstraint(
            "adopted_on <= in_force_on", name=op.f("ck_checklist_editions_adopted_before_start")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_editions")),
        sa.UniqueConstraint("name", "in_force_on", name=op.f("uq_checklist_editions_name_in_force_on")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_checklist_editions_name_version")),
    )

    op.create_table(
        "house_rules",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("adopted_by", sa.String(length=120), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("in_force_to", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("in_force_from >= adopted_on", name=op.f("ck_house_rules_adopted_first")),
        sa.CheckConstraint(
            "in_force_to IS NULL OR in_force_to >= in_force_from", name=op.f("ck_house_rules_days_in_order")
        ),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_house_rules_board_id_boards")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_rules")),
        sa.UniqueConstraint(
            "board_id", "key", "in_force_from", name=op.f("uq_house_rules_board_id_key_in_force_from")
        ),
    )
    op.create_table(
        "place_statements",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("stance", sa.String(length=40), nullable=False),
        sa.Column("concerns", sa.JSON(), nullable=False),
        sa.Column("is_assembly", sa.Boolean(), nullable=False),
        sa.Column("police_number", sa.String(length=60), nullable=False),
        sa.Column("delegation_item", sa.String(length=40), nullable=False),
        sa.Column("notice_id", sa.String(length=16), nullable=False),
        sa.Column("given_by", sa.String(length=16), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "stance <> 'objection' OR delegation_item <> ''",
            name=op.f("ck_place_statements_objection_by_power"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_place_statements_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["given_by"], ["officers.id"], name=op.f("fk_place_statements_given_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_place_statements_notice_id_notices")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_statements")),
    )
    op.create_index("ix_place_statements_case_id", "place_statements", ["case_id"])
    op.create_table(
        "calendar_feeds",
        sa.Column("officer_id", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_calendar_feeds_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("officer_id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("digest", name=op.f("uq_calendar_feeds_digest")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("received_on", sa.Date(), nullable=True))
    _receive_when_opened()
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.alter_column("received_on", existing_type=sa.Date(), nullable=False)


def downgrade() -> None:
    _refuse_published_rules()
    _refuse_signed_by_chair()
    _refuse_new_regimes()
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_column("received_on")
    for table in ("calendar_feeds", "place_statements", "house_rules"):
        op.drop_table(table)
    for table in ("checklist_editions", "checklist_drafts"):
        op.drop_table(table)
    _make_grounds_plain()
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_evidence_act_id_recorded_acts"), type_="foreignkey")
        batch_op.drop_column("act_id")

    for table in ("decision_patterns", "difference_words"):
        op.drop_table(table)
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_column("pattern")
    for table in ("case_sessions", "case_codes", "statements", "hearing_items", "hearings"):
        op.drop_table(table)
    for table in ("public_copies", "secrecy_marks", "referrals"):
        op.drop_table(table)
    # Without its scope a narrowed point would hold for everything; the older program knows none of the roles.
    op.execute(
        "DELETE FROM delegations WHERE scheme_id IS NOT NULL OR regime IS NOT NULL OR act <> 'decision'"
    )
    for table in ("delegations", "appointments"):
        role = sa.column("role", sa.String)
        op.execute(sa.delete(sa.table(table, role)).where(role.in_(NEW_ROLES)))

    with op.batch_alter_table("listings", schema=None) as batch_op:
        for name, predicate in (
            ("ix_listings_source_until", "until_seq IS NOT NULL"),
            ("ix_listings_source_first", "first_seq > 1"),
        ):
            where = sa.text(predicate)
            batch_op.drop_index(name, sqlite_where=where, postgresql_where=where)

    op.drop_table("reason_addenda")
    op.drop_table("sealed_reasons")

    with op.batch_alter_table("delegations", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_delegations_scheme_id_schemes"), type_="foreignkey")
        batch_op.drop_column("act")
        batch_op.drop_column("regime")
        batch_op.drop_column("scheme_id")

    op.drop_table("announcements")
    op.drop_table("urgent_decisions")
    op.drop_table("wording_requests")


def _name_the_acts() -> None:
    """Dated evidence for a question on an act proves the only act of that day in its case."""
    names = ("id", "case_id", "act_on", "question_id", "act_id")
    evidence = sa.table("evidence", *(sa.column(name) for name in names))
    acts = sa.table("recorded_acts", *(sa.column(name) for name in names[:3]))
    of_day = sa.and_(acts.c.case_id == evidence.c.case_id, acts.c.act_on == evidence.c.act_on)
    number = sa.select(sa.func.count()).select_from(acts).where(of_day).scalar_subquery()
    only = sa.select(sa.func.min(acts.c.id)).where(of_day).scalar_subquery()
    named = sa.update(evidence).where(evidence.c.question_id.in_(ACT_QUESTIONS), number == 1)
    op.execute(named.values(act_id=only))


def _receive_when_opened() -> None:
    """Until now the day of registration, in Sweden, was the day that an application came in."""
    cases = sa.table(
        "cases",
        sa.column("id", sa.String),
        sa.column("opened_at", sa.DateTime),
        sa.column("received_on", sa.Date),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(cases.c.id, cases.c.opened_at)).all():
        day = row.opened_at.replace(tzinfo=dt.UTC).astimezone(ZoneInfo("Europe/Stockholm")).date()
        connection.execute(sa.update(cases).where(cases.c.id == row.id).values(received_on=day))


def _make_grounds_plain() -> None:
    """The older program reads what was asked, answered and written, and stumbles on anything else."""
    proposals = sa.table("proposals", sa.column("id", sa.String), sa.column("reasons", sa.JSON))
    connection = op.get_bind()
    for row in connection.execute(sa.select(proposals)).all():
        plain = [{key: ground[key] for key in PLAIN_GROUND} for ground in row.reasons]
        if plain != row.reasons:
            connection.execute(sa.update(proposals).where(proposals.c.id == row.id).values(reasons=plain))


def _refuse_signed_by_chair() -> None:
    """A decision is kept as it was signed, and the older program cannot read who signed it."""
    signed = op.get_bind().scalar(sa.text("SELECT count(*) FROM decisions WHERE signature = 'chair'"))
    if signed:
        raise RuntimeError(
            f"{signed} decision(s) are signed by a chair, which the older program cannot read; "
            "nothing was changed"
        )


def _refuse_published_rules() -> None:
    """Cases are judged by editions of the rule desk; the older program could not find them."""
    kept = op.get_bind().scalar(sa.text("SELECT count(*) FROM checklist_editions"))
    if kept:
        raise RuntimeError(
            f"{kept} edition(s) of checklists are published on the rule desk, which the older program "
            "cannot find; nothing was changed"
        )


def _refuse_new_regimes() -> None:
    """A case keeps the legal regime it was opened under, and the older program knows only two."""
    for table in ("schemes", "cases", "delegations"):
        regime = sa.column("regime", sa.String)
        rows = sa.select(sa.func.count()).select_from(sa.table(table, regime))
        found = op.get_bind().scalar(rows.where(regime.in_(("public_place", "state_aided_hall"))))
        if found:
            raise RuntimeError(
                f"{found} row(s) of {table} belong to a legal regime that the older program cannot read; "
                "nothing was changed"
            )

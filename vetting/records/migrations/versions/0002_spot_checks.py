"""Spot checks: rounds, frames, draws, checks, findings; the clock's runs, reminders and absences."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "job_runs",
        sa.Column("job", sa.String(length=40), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("error", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("job", "slot", name=op.f("pk_job_runs")),
    )
    with op.batch_alter_table("job_runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_runs_finished_at"), ["finished_at"], unique=False)

    op.create_table(
        "spot_check_programmes",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("board_ids", sa.JSON(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.String(length=40), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_check_programmes")),
    )
    op.create_table(
        "spot_check_rounds",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("half_year", sa.String(length=7), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("period_from_on", sa.Date(), nullable=False),
        sa.Column("period_until_on", sa.Date(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("checklist_name", sa.String(length=60), nullable=False),
        sa.Column("checklist_version", sa.String(length=20), nullable=False),
        sa.Column("checklist_digest", sa.String(length=64), nullable=False),
        sa.Column("opened_by", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("sealed_by", sa.String(length=40), nullable=True),
        sa.Column("sealed_at", sa.DateTime(), nullable=True),
        sa.Column("frame_digest", sa.String(length=64), nullable=True),
        sa.Column("seal_digest", sa.String(length=64), nullable=True),
        sa.Column("seed", sa.String(length=200), nullable=True),
        sa.Column("seed_witnesses", sa.JSON(), nullable=False),
        sa.Column("seeds_set_aside", sa.JSON(), nullable=False),
        sa.Column("seed_recorded_by", sa.String(length=40), nullable=True),
        sa.Column("seed_recorded_at", sa.DateTime(), nullable=True),
        sa.Column("seed_confirmed_by", sa.String(length=40), nullable=True),
        sa.Column("seed_confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("drawn_by", sa.String(length=40), nullable=True),
        sa.Column("drawn_at", sa.DateTime(), nullable=True),
        sa.Column("protocol_digest", sa.String(length=64), nullable=True),
        sa.Column("published_by", sa.String(length=40), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("void_proposed_by", sa.String(length=40), nullable=True),
        sa.Column("void_proposed_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(length=40), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("replaces_id", sa.String(length=16), nullable=True),
        sa.CheckConstraint(
            "(stage = 'voided') = (voided_at IS NOT NULL)", name=op.f("ck_spot_check_rounds_void_whole")
        ),
        sa.CheckConstraint(
            "seed_recorded_at IS NULL OR seed <> ''", name=op.f("ck_spot_check_rounds_seed_written")
        ),
        sa.CheckConstraint(
            "voided_at IS NULL OR void_reason <> ''", name=op.f("ck_spot_check_rounds_void_with_reason")
        ),
        sa.CheckConstraint(
            "(sealed_at IS NULL) = (seal_digest IS NULL)", name=op.f("ck_spot_check_rounds_seal_whole")
        ),
        sa.CheckConstraint(
            "drawn_at IS NULL OR seed_confirmed_at IS NOT NULL",
            name=op.f("ck_spot_check_rounds_drawn_after_seed"),
        ),
        sa.CheckConstraint(
            "seed_confirmed_by IS NULL OR seed_confirmed_by <> seed_recorded_by",
            name=op.f("ck_spot_check_rounds_seed_two_persons"),
        ),
        sa.CheckConstraint(
            "seed_recorded_at IS NULL OR seed_recorded_at >= sealed_at",
            name=op.f("ck_spot_check_rounds_seed_after_seal"),
        ),
        sa.CheckConstraint(
            "voided_by IS NULL OR voided_by <> void_proposed_by",
            name=op.f("ck_spot_check_rounds_void_two_persons"),
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["spot_check_rounds.id"], name=op.f("fk_spot_check_rounds_replaces_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_check_rounds")),
    )
    with op.batch_alter_table("spot_check_rounds", schema=None) as batch_op:
        batch_op.create_index("ix_spot_check_rounds_half_year", ["half_year"], unique=False)

    op.create_table(
        "absences",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("officer_id", sa.String(length=16), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("told_by", sa.String(length=40), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_absences_days_in_order")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_absences_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.create_index("ix_absences_officer_until", ["officer_id", "until_on"], unique=False)

    op.create_table(
        "reminders",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("officer_id", sa.String(length=16), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("handled_by", sa.String(length=40), nullable=True),
        sa.Column("handled_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_reminders_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("key", name=op.f("uq_reminders_key")),
    )
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.create_index("ix_reminders_officer_handled", ["officer_id", "handled_at"], unique=False)
        batch_op.create_index("ix_reminders_role_handled", ["role", "handled_at"], unique=False)
        batch_op.create_index("ix_reminders_subject_handled", ["subject", "handled_at"], unique=False)

    op.create_table(
        "round_boards",
        sa.Column("round_id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_round_boards_board_id")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["spot_check_rounds.id"], name=op.f("fk_round_boards_round_id")
        ),
        sa.PrimaryKeyConstraint("round_id", "board_id", name=op.f("pk_round_boards")),
    )
    op.create_table(
        "round_checkers",
        sa.Column("round_id", sa.String(length=16), nullable=False),
        sa.Column("officer_id", sa.String(length=16), nullable=False),
        sa.Column("capacity_per_week", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "capacity_per_week BETWEEN 1 AND 40", name=op.f("ck_round_checkers_capacity_range")
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_round_checkers_officer_id")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["spot_check_rounds.id"], name=op.f("fk_round_checkers_round_id")
        ),
        sa.PrimaryKeyConstraint("round_id", "officer_id", name=op.f("pk_round_checkers")),
    )
    op.create_table(
        "round_claims",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("half_year", sa.String(length=7), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("round_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_round_claims_board_id")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["spot_check_rounds.id"], name=op.f("fk_round_claims_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_claims")),
        sa.UniqueConstraint(
            "half_year", "board_id", "part", name=op.f("uq_round_claims_half_year_board_id_part")
        ),
    )
    with op.batch_alter_table("round_claims", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_claims_round_id"), ["round_id"], unique=False)

    op.create_table(
        "round_documents",
        sa.Column("round_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("kind IN ('seal', 'protocol')", name=op.f("ck_round_documents_kind_known")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["spot_check_rounds.id"], name=op.f("fk_round_documents_round_id")
        ),
        sa.PrimaryKeyConstraint("round_id", "kind", name=op.f("pk_round_documents")),
    )
    op.create_table(
        "frame_items",
        sa.Column("round_id", sa.String(length=16), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("support_id", sa.String(length=16), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("association_kind", sa.String(length=20), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("stratum", sa.String(length=40), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("chance", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_frame_items_association_id")
        ),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_frame_items_board_id")),
        sa.ForeignKeyConstraint(["round_id"], ["spot_check_rounds.id"], name=op.f("fk_frame_items_round_id")),
        sa.ForeignKeyConstraint(["support_id"], ["supports.id"], name=op.f("fk_frame_items_support_id")),
        sa.PrimaryKeyConstraint("round_id", "item", name=op.f("pk_frame_items")),
    )
    with op.batch_alter_table("frame_items", schema=None) as batch_op:
        batch_op.create_index("ix_frame_items_association", ["association_id"], unique=False)

    op.create_table(
        "spot_checks",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("round_id", sa.String(length=16), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("support_id", sa.String(length=16), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("stratum", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ticket", sa.String(length=64), nullable=False),
        sa.Column("grounds", sa.String(length=200), nullable=False),
        sa.Column("chance", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("officer_id", sa.String(length=16), nullable=True),
        sa.Column("week_on", sa.Date(), nullable=True),
        sa.Column("has_second_reading", sa.Boolean(), nullable=False),
        sa.Column("second_officer_id", sa.String(length=16), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("comment_due_on", sa.Date(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("comment_on", sa.Date(), nullable=True),
        sa.Column("comment_recorded_by", sa.String(length=40), nullable=True),
        sa.Column("comment_recorded_at", sa.DateTime(), nullable=True),
        sa.Column("left_reason", sa.String(length=40), nullable=True),
        sa.Column("left_proof", sa.Text(), nullable=False),
        sa.Column("left_by", sa.String(length=40), nullable=True),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.Column("replaces_id", sa.String(length=16), nullable=True),
        sa.Column("drawn_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(state = 'left_population') = (left_reason IS NOT NULL)", name=op.f("ck_spot_checks_left_whole")
        ),
        sa.CheckConstraint(
            "left_reason IS NULL OR left_proof <> ''", name=op.f("ck_spot_checks_left_with_proof")
        ),
        sa.CheckConstraint(
            "comment_recorded_at IS NULL OR asked_at IS NOT NULL",
            name=op.f("ck_spot_checks_comment_after_asking"),
        ),
        sa.CheckConstraint(
            "second_officer_id IS NULL OR officer_id IS NULL OR second_officer_id <> officer_id",
            name=op.f("ck_spot_checks_two_readers"),
        ),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_spot_checks_association_id")
        ),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_spot_checks_board_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_spot_checks_case_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_spot_checks_officer_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["spot_checks.id"], name=op.f("fk_spot_checks_replaces_id")),
        sa.ForeignKeyConstraint(["round_id"], ["spot_check_rounds.id"], name=op.f("fk_spot_checks_round_id")),
        sa.ForeignKeyConstraint(
            ["second_officer_id"], ["officers.id"], name=op.f("fk_spot_checks_second_officer_id")
        ),
        sa.ForeignKeyConstraint(["support_id"], ["supports.id"], name=op.f("fk_spot_checks_support_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_checks")),
        sa.UniqueConstraint("round_id", "item", name=op.f("uq_spot_checks_round_id_item")),
    )
    with op.batch_alter_table("spot_checks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spot_checks_association_id"), ["association_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_spot_checks_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_spot_checks_officer_state", ["officer_id", "state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_spot_checks_second_officer_id"), ["second_officer_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_spot_checks_support_id"), ["support_id"], unique=False)

    op.create_table(
        "check_answers",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("check_id", sa.String(length=16), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=10), nullable=False),
        sa.Column("sheet_version", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("answered_by", sa.String(length=40), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["spot_checks.id"], name=op.f("fk_check_answers_check_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_answers")),
        sa.UniqueConstraint(
            "check_id",
            "reading",
            "question_id",
            "sheet_version",
            name=op.f("uq_check_answers_check_id_reading_question_id_sheet_version"),
        ),
    )
    op.create_table(
        "check_evidence",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("check_id", sa.String(length=16), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("act_on", sa.Date(), nullable=True),
        sa.Column("is_contrary", sa.Boolean(), nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 8", name=op.f("ck_check_evidence_level_range")),
        sa.ForeignKeyConstraint(["check_id"], ["spot_checks.id"], name=op.f("fk_check_evidence_check_id")),
        sa.ForeignKeyConstraint(
            ["file_digest"], ["stored_files.digest"], name=op.f("fk_check_evidence_file_digest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_evidence")),
    )
    with op.batch_alter_table("check_evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_evidence_check_id"), ["check_id"], unique=False)

    op.create_table(
        "check_readings",
        sa.Column("check_id", sa.String(length=16), nullable=False),
        sa.Column("reading", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sheet_version", sa.Integer(), nullable=False),
        sa.Column("signed_by", sa.String(length=40), nullable=True),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("signed_version", sa.Integer(), nullable=True),
        sa.Column("minutes_spent", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(signed_at IS NULL) = (signed_by IS NULL) AND (signed_at IS NULL) = (signed_version IS NULL)",
            name=op.f("ck_check_readings_signed_whole"),
        ),
        sa.CheckConstraint("minutes_spent >= 0", name=op.f("ck_check_readings_minutes_not_negative")),
        sa.CheckConstraint("reading IN (1, 2)", name=op.f("ck_check_readings_reading_known")),
        sa.ForeignKeyConstraint(["check_id"], ["spot_checks.id"], name=op.f("fk_check_readings_check_id")),
        sa.PrimaryKeyConstraint("check_id", "reading", name=op.f("pk_check_readings")),
    )
    op.create_table(
        "checker_conflicts",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("check_id", sa.String(length=16), nullable=False),
        sa.Column("officer_id", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("declared_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["spot_checks.id"], name=op.f("fk_checker_conflicts_check_id")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_checker_conflicts_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checker_conflicts")),
        sa.UniqueConstraint("check_id", "officer_id", name=op.f("uq_checker_conflicts_check_id_officer_id")),
    )
    op.create_table(
        "findings",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("check_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("measure_note", sa.Text(), nullable=False),
        sa.Column("measure_due_on", sa.Date(), nullable=True),
        sa.Column("minutes_spent", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.String(length=40), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "measure <> 'action_plan' OR measure_due_on IS NOT NULL", name=op.f("ck_findings_plan_has_date")
        ),
        sa.CheckConstraint("minutes_spent >= 0", name=op.f("ck_findings_minutes_not_negative")),
        sa.ForeignKeyConstraint(["check_id"], ["spot_checks.id"], name=op.f("fk_findings_check_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.UniqueConstraint("check_id", "version", name=op.f("uq_findings_check_id_version")),
    )
    op.create_table(
        "finding_reopenings",
        sa.Column("finding_id", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reopened_by", sa.String(length=40), nullable=False),
        sa.Column("reopened_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["findings.id"], name=op.f("fk_finding_reopenings_finding_id")
        ),
        sa.PrimaryKeyConstraint("finding_id", name=op.f("pk_finding_reopenings")),
    )
    op.create_table(
        "measure_outcomes",
        sa.Column("finding_id", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("done_by", sa.String(length=40), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_measure_outcomes_finding_id")),
        sa.PrimaryKeyConstraint("finding_id", name=op.f("pk_measure_outcomes")),
    )


def downgrade() -> None:
    op.drop_table("measure_outcomes")
    op.drop_table("finding_reopenings")
    op.drop_table("findings")
    op.drop_table("checker_conflicts")
    op.drop_table("check_readings")
    with op.batch_alter_table("check_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_evidence_check_id"))

    op.drop_table("check_evidence")
    op.drop_table("check_answers")
    with op.batch_alter_table("spot_checks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spot_checks_support_id"))
        batch_op.drop_index(batch_op.f("ix_spot_checks_second_officer_id"))
        batch_op.drop_index("ix_spot_checks_officer_state")
        batch_op.drop_index(batch_op.f("ix_spot_checks_case_id"))
        batch_op.drop_index(batch_op.f("ix_spot_checks_association_id"))

    op.drop_table("spot_checks")
    with op.batch_alter_table("frame_items", schema=None) as batch_op:
        batch_op.drop_index("ix_frame_items_association")

    op.drop_table("frame_items")
    op.drop_table("round_documents")
    with op.batch_alter_table("round_claims", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_claims_round_id"))

    op.drop_table("round_claims")
    op.drop_table("round_checkers")
    op.drop_table("round_boards")
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.drop_index("ix_reminders_subject_handled")
        batch_op.drop_index("ix_reminders_role_handled")
        batch_op.drop_index("ix_reminders_officer_handled")

    op.drop_table("reminders")
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.drop_index("ix_absences_officer_until")

    op.drop_table("absences")
    with op.batch_alter_table("spot_check_rounds", schema=None) as batch_op:
        batch_op.drop_index("ix_spot_check_rounds_half_year")

    op.drop_table("spot_check_rounds")
    op.drop_table("spot_check_programmes")
    with op.batch_alter_table("job_runs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_runs_finished_at"))

    op.drop_table("job_runs")

"""What associations report, visits, and what the board learnt."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _reports()
    _before_reports()
    _readings()
    _visits()
    _evaluations()


def downgrade() -> None:
    for table in (
        "evaluations",
        "evaluation_drafts",
        "visit_addenda",
        "visits",
        "report_sign_words",
        "report_readings",
        "report_signers",
        "own_report_drafts",
        "association_reports",
    ):
        op.drop_table(table)


def _reports() -> None:
    op.create_table(
        "association_reports",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edition", sa.String(length=20), nullable=False),
        sa.Column("edition_digest", sa.String(length=64), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("written_role", sa.String(length=80), nullable=False),
        sa.Column("signed_role", sa.String(length=80), nullable=False),
        sa.Column("reply_to", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "version = 1 OR reason <> ''", name=op.f("ck_association_reports_correction_with_reason")
        ),
        sa.CheckConstraint("written_role <> signed_role", name=op.f("ck_association_reports_two_functions")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_association_reports_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_association_reports")),
        sa.UniqueConstraint("case_id", "version", name=op.f("uq_association_reports_case_id_version")),
    )


def _before_reports() -> None:
    op.create_table(
        "own_report_drafts",
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edition", sa.String(length=20), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("written_role", sa.String(length=80), nullable=False),
        sa.Column("reply_to", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("copied_from", sa.String(length=16), nullable=True),
        sa.Column("handed_at", sa.DateTime(), nullable=True),
        sa.Column("sent_back", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_own_report_drafts_case_id")),
        sa.ForeignKeyConstraint(
            ["copied_from"], ["association_reports.id"], name=op.f("fk_own_report_drafts_copied_from")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_own_report_drafts")),
    )
    op.create_table(
        "report_signers",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=80), nullable=False),
        sa.Column("code_hash", sa.String(length=200), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("token_digest", sa.String(length=64), nullable=True),
        sa.Column("session_until", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(token_digest IS NULL) = (session_until IS NULL)", name=op.f("ck_report_signers_session_whole")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_report_signers_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_signers")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_report_signers_token_digest")),
    )
    op.create_index("ix_report_signers_case_id", "report_signers", ["case_id"], unique=False)


def _readings() -> None:
    op.create_table(
        "report_readings",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("report_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("checklist", sa.String(length=60), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("read_by", sa.String(length=16), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'completion') = (due_on IS NOT NULL)",
            name=op.f("ck_report_readings_completion_with_day"),
        ),
        sa.ForeignKeyConstraint(["read_by"], ["officers.id"], name=op.f("fk_report_readings_read_by")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["association_reports.id"], name=op.f("fk_report_readings_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_readings")),
        sa.UniqueConstraint("report_id", name=op.f("uq_report_readings_report_id")),
    )
    op.create_table(
        "report_sign_words",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("report_id", sa.String(length=16), nullable=False),
        sa.Column("sign", sa.String(length=60), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("said_by", sa.String(length=16), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["association_reports.id"], name=op.f("fk_report_sign_words_report_id")
        ),
        sa.ForeignKeyConstraint(["said_by"], ["officers.id"], name=op.f("fk_report_sign_words_said_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_sign_words")),
        sa.UniqueConstraint("report_id", "sign", name=op.f("uq_report_sign_words_report_id_sign")),
    )


def _visits() -> None:
    op.create_table(
        "visits",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("follow_up_id", sa.String(length=16), nullable=True),
        sa.Column("edition", sa.String(length=20), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("is_announced", sa.Boolean(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("visited_by", sa.String(length=16), nullable=False),
        sa.Column("companion_id", sa.String(length=16), nullable=True),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.Column("leaders", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.String(length=16), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "companion_id IS NULL OR companion_id <> visited_by", name=op.f("ck_visits_two_visitors")
        ),
        sa.CheckConstraint("leaders IS NULL OR leaders >= 0", name=op.f("ck_visits_leaders_not_negative")),
        sa.CheckConstraint("participants >= 0", name=op.f("ck_visits_participants_not_negative")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_visits_case_id")),
        sa.ForeignKeyConstraint(["companion_id"], ["officers.id"], name=op.f("fk_visits_companion_id")),
        sa.ForeignKeyConstraint(["follow_up_id"], ["follow_ups.id"], name=op.f("fk_visits_follow_up_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["officers.id"], name=op.f("fk_visits_recorded_by")),
        sa.ForeignKeyConstraint(["visited_by"], ["officers.id"], name=op.f("fk_visits_visited_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    op.create_index("ix_visits_case_id", "visits", ["case_id"], unique=False)
    op.create_table(
        "visit_addenda",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("visit_id", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("added_by", sa.String(length=16), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["officers.id"], name=op.f("fk_visit_addenda_added_by")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_visit_addenda_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_addenda")),
    )
    op.create_index("ix_visit_addenda_visit_id", "visit_addenda", ["visit_id"], unique=False)


def _evaluations() -> None:
    op.create_table(
        "evaluation_drafts",
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("saved_by", sa.String(length=16), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_evaluation_drafts_case_id")),
        sa.ForeignKeyConstraint(["saved_by"], ["officers.id"], name=op.f("fk_evaluation_drafts_saved_by")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_evaluation_drafts")),
    )
    op.create_table(
        "evaluations",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("report_id", sa.String(length=16), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("activity", sa.String(length=40), nullable=False),
        sa.Column("is_targeted", sa.Boolean(), nullable=False),
        sa.Column("goals", sa.JSON(), nullable=False),
        sa.Column("goals_met", sa.Integer(), nullable=False),
        sa.Column("goals_total", sa.Integer(), nullable=False),
        sa.Column("worked", sa.Text(), nullable=False),
        sa.Column("learnt", sa.Text(), nullable=False),
        sa.Column("again", sa.String(length=40), nullable=False),
        sa.Column("again_why", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=16), nullable=False),
        sa.Column("signed_by", sa.String(length=16), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("goals_met BETWEEN 0 AND goals_total", name=op.f("ck_evaluations_goals_within")),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_evaluations_association_id")
        ),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_evaluations_board_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_evaluations_case_id")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["association_reports.id"], name=op.f("fk_evaluations_report_id")
        ),
        sa.ForeignKeyConstraint(["signed_by"], ["officers.id"], name=op.f("fk_evaluations_signed_by")),
        sa.ForeignKeyConstraint(["written_by"], ["officers.id"], name=op.f("fk_evaluations_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluations")),
        sa.UniqueConstraint("case_id", name=op.f("uq_evaluations_case_id")),
    )
    op.create_index(
        "ix_evaluations_activity_signed_at", "evaluations", ["activity", "signed_at"], unique=False
    )
    op.create_index("ix_evaluations_association_id", "evaluations", ["association_id"], unique=False)

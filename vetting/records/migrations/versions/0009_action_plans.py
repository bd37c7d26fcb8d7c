"""Action plans, local pictures, routines and who has read them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_plans()
    _create_pictures()
    _create_routines()
    _create_reading()


def downgrade() -> None:
    for table in (
        "trainings",
        "routines_in_use",
        "read_receipts",
        "routine_versions",
        "routines",
        "local_pictures",
        "local_picture_drafts",
        "plan_status_reports",
        "activity_words",
        "action_plan_rows",
        "action_plans",
    ):
        op.drop_table(table)


def _create_plans() -> None:
    op.create_table(
        "action_plans",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("based_on_id", sa.String(length=16), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("drafted_by", sa.String(length=40), nullable=False),
        sa.Column("drafted_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("adopted_at_meeting", sa.String(length=160), nullable=False),
        sa.Column("adopted_by", sa.String(length=40), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_at_meeting", sa.String(length=160), nullable=False),
        sa.Column("answered_by", sa.String(length=40), nullable=True),
        sa.Column("answer_words", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state <> 'sent_back' OR answer_words <> ''", name=op.f("ck_action_plans_reason_when_sent_back")
        ),
        sa.CheckConstraint(
            "state = 'draft' OR (adopted_on IS NOT NULL AND adopted_by IS NOT NULL)",
            name=op.f("ck_action_plans_adopted_whole"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'sent_back') OR (answered_on IS NOT NULL AND answered_by IS NOT NULL)",
            name=op.f("ck_action_plans_answered_whole"),
        ),
        sa.CheckConstraint(
            "answered_on IS NULL OR answered_on >= adopted_on", name=op.f("ck_action_plans_days_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["action_plans.id"], name=op.f("fk_action_plans_based_on_id")
        ),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_action_plans_board_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_plans")),
        sa.UniqueConstraint(
            "board_id", "year", "version", name=op.f("uq_action_plans_board_id_year_version")
        ),
    )
    with op.batch_alter_table("action_plans", schema=None) as batch_op:
        batch_op.create_index("ix_action_plans_year_board", ["year", "board_id"], unique=False)

    op.create_table(
        "action_plan_rows",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("plan_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("goal", sa.String(length=160), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("responsible", sa.String(length=160), nullable=False),
        sa.Column("timetable", sa.String(length=160), nullable=False),
        sa.Column("follow_up", sa.String(length=160), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("tie", sa.String(length=40), nullable=True),
        sa.Column("carried_from_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plans.id"], name=op.f("fk_action_plan_rows_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_plan_rows")),
    )
    with op.batch_alter_table("action_plan_rows", schema=None) as batch_op:
        batch_op.create_index("ix_action_plan_rows_plan", ["plan_id", "position"], unique=False)

    op.create_table(
        "activity_words",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("row_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("progress", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("said_by", sa.String(length=40), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["row_id"], ["action_plan_rows.id"], name=op.f("fk_activity_words_row_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_words")),
        sa.UniqueConstraint("row_id", "number", name=op.f("uq_activity_words_row_id_number")),
    )
    with op.batch_alter_table("activity_words", schema=None) as batch_op:
        batch_op.create_index("ix_activity_words_row", ["row_id", "number"], unique=False)

    op.create_table(
        "plan_status_reports",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("plan_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("taken_by", sa.String(length=40), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plans.id"], name=op.f("fk_plan_status_reports_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_status_reports")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_status_reports_plan_id_number")),
    )


def _create_pictures() -> None:
    op.create_table(
        "local_picture_drafts",
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("half_year", sa.String(length=7), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("written_by", sa.String(length=40), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_local_picture_drafts_board_id")),
        sa.PrimaryKeyConstraint("board_id", "half_year", name=op.f("pk_local_picture_drafts")),
    )

    op.create_table(
        "local_pictures",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("half_year", sa.String(length=7), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("adopted_by", sa.String(length=40), nullable=False),
        sa.Column("adopted_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_local_pictures_board_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_pictures")),
        sa.UniqueConstraint(
            "board_id", "half_year", "version", name=op.f("uq_local_pictures_board_id_half_year_version")
        ),
    )


def _create_routines() -> None:
    op.create_table(
        "routines",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routines")),
    )

    op.create_table(
        "routine_versions",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("routine_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("in_force_to", sa.Date(), nullable=True),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("boards", sa.JSON(), nullable=False),
        sa.Column("published_by", sa.String(length=40), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "text <> '' OR file_digest IS NOT NULL", name=op.f("ck_routine_versions_text_or_file")
        ),
        sa.CheckConstraint(
            "in_force_to IS NULL OR in_force_to >= in_force_from",
            name=op.f("ck_routine_versions_days_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["file_digest"], ["stored_files.digest"], name=op.f("fk_routine_versions_file_digest")
        ),
        sa.ForeignKeyConstraint(["routine_id"], ["routines.id"], name=op.f("fk_routine_versions_routine_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routine_versions")),
        sa.UniqueConstraint(
            "routine_id", "in_force_from", name=op.f("uq_routine_versions_routine_id_in_force_from")
        ),
        sa.UniqueConstraint("routine_id", "number", name=op.f("uq_routine_versions_routine_id_number")),
    )


def _create_reading() -> None:
    op.create_table(
        "read_receipts",
        sa.Column("version_id", sa.String(length=16), nullable=False),
        sa.Column("officer_id", sa.String(length=16), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_read_receipts_officer_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["routine_versions.id"], name=op.f("fk_read_receipts_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "officer_id", name=op.f("pk_read_receipts")),
    )

    op.create_table(
        "routines_in_use",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version_id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("in_use_from", sa.Date(), nullable=False),
        sa.Column("said_by", sa.String(length=40), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_routines_in_use_board_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["routine_versions.id"], name=op.f("fk_routines_in_use_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routines_in_use")),
        sa.UniqueConstraint(
            "version_id", "board_id", "number", name=op.f("uq_routines_in_use_version_id_board_id_number")
        ),
    )

    op.create_table(
        "trainings",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("officer_id", sa.String(length=16), nullable=False),
        sa.Column("course", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("has_taken", sa.Boolean(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("registered_by", sa.String(length=40), nullable=False),
        sa.Column("registered_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("has_taken = (taken_on IS NOT NULL)", name=op.f("ck_trainings_day_when_taken")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_trainings_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainings")),
        sa.UniqueConstraint(
            "officer_id", "course", "number", name=op.f("uq_trainings_officer_id_course_number")
        ),
    )
    with op.batch_alter_table("trainings", schema=None) as batch_op:
        batch_op.create_index("ix_trainings_officer", ["officer_id", "course"], unique=False)

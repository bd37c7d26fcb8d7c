"""Deputies, indicators, instalments with a named condition, extensions and the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_columns()
    _create_indicators()
    _create_extensions()
    _create_outbox()


def downgrade() -> None:
    op.drop_table("outbox")
    op.drop_table("extension_requests")
    op.drop_table("indicators")
    with op.batch_alter_table("instalments", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_instalments_released_whole"), type_="check")
        for column in ("release_reason", "released_by", "released_at", "item_key"):
            batch_op.drop_column(column)
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.drop_index("ix_follow_ups_item_key")
        for column in ("deputy_id", "stands_in_for_id"):
            batch_op.drop_constraint(batch_op.f(f"fk_follow_ups_{column}"), type_="foreignkey")
        for column in ("item_key", "stands_in_for_id", "deputy_id"):
            batch_op.drop_column(column)
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_column("instalments")
        batch_op.drop_column("indicators")
    for table in ("officers", "associations"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("email")


def _add_columns() -> None:
    for table in ("associations", "officers"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("email", sa.String(length=254), nullable=True))
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("indicators", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("instalments", sa.JSON(), nullable=True))
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("deputy_id", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("stands_in_for_id", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("item_key", sa.String(length=16), nullable=True))
        for column in ("deputy_id", "stands_in_for_id"):
            batch_op.create_foreign_key(batch_op.f(f"fk_follow_ups_{column}"), "officers", [column], ["id"])
        batch_op.create_index("ix_follow_ups_item_key", ["item_key"], unique=False)
    op.execute("UPDATE follow_ups SET item_key = id")
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.alter_column("item_key", existing_type=sa.String(length=16), nullable=False)
    with op.batch_alter_table("instalments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("item_key", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("released_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("released_by", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("release_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.create_check_constraint(
            batch_op.f("ck_instalments_released_whole"), "(released_at IS NULL) = (released_by IS NULL)"
        )


def _create_indicators() -> None:
    op.create_table(
        "indicators",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("plan_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Integer(), nullable=True),
        sa.Column("outcome_by", sa.String(length=40), nullable=True),
        sa.Column("outcome_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("target >= 0", name=op.f("ck_indicators_target_not_negative")),
        sa.CheckConstraint(
            "(outcome IS NULL) = (outcome_at IS NULL) AND (outcome IS NULL) = (outcome_by IS NULL)",
            name=op.f("ck_indicators_outcome_whole"),
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["follow_up_plans.id"], name=op.f("fk_indicators_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicators")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_indicators_plan_id_position")),
    )


def _create_extensions() -> None:
    op.create_table(
        "extension_requests",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("item_key", sa.String(length=16), nullable=False),
        sa.Column("open_key", sa.String(length=16), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("is_granted", sa.Boolean(), nullable=True),
        sa.Column("granted_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=40), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (is_granted IS NULL) AND (answered_at IS NULL) = (answered_by IS NULL)",
            name=op.f("ck_extension_requests_answered_whole"),
        ),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (open_key IS NOT NULL)",
            name=op.f("ck_extension_requests_open_while_waiting"),
        ),
        sa.CheckConstraint("wanted_on > due_on", name=op.f("ck_extension_requests_later_day")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_extension_requests_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension_requests")),
        sa.UniqueConstraint("open_key", name=op.f("uq_extension_requests_open_key")),
    )
    op.create_index("ix_extension_requests_case_id", "extension_requests", ["case_id"])
    op.create_index("ix_extension_requests_answered_at", "extension_requests", ["answered_at"])


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=True),
        sa.Column("queued_at", sa.DateTime(), nullable=False),
        sa.Column("not_before_at", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_failure", sa.String(length=80), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("given_up_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_outbox_attempts_not_negative")),
        sa.CheckConstraint("sent_at IS NULL OR given_up_at IS NULL", name=op.f("ck_outbox_one_end")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_outbox_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index("ix_outbox_waiting", "outbox", ["sent_at", "given_up_at", "not_before_at"])
    op.create_index("ix_outbox_case_id", "outbox", ["case_id"])

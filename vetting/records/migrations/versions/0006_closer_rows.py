"""What the tables themselves refuse: dates that overlap, a second open move, hold or relief."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Table, index, column, and the rows it is over: one of them for each value of the column.
_ONE_OPEN = (
    ("bar_moves", "uq_bar_moves_open_of_bar", "bar_id", "state = 'proposed'"),
    ("bar_moves", "uq_bar_moves_open_of_case", "case_id", "state = 'proposed' AND kind = 'set'"),
    ("claim_reliefs", "uq_claim_reliefs_open", "claim_id", "settled_at IS NULL"),
    (
        "booking_decisions",
        "uq_booking_decisions_waiting",
        "request_id",
        "decided_at IS NULL AND returned_at IS NULL",
    ),
    ("payment_holds", "uq_payment_holds_open", "case_id", "ended_on IS NULL"),
)


def upgrade() -> None:
    for table, name, column, only in _ONE_OPEN:
        _refuse_doubles(table, column, only)
        where = sa.text(only)
        op.create_index(name, table, [column], unique=True, sqlite_where=where, postgresql_where=where)
    with op.batch_alter_table("retention_rules", schema=None) as batch_op:
        batch_op.add_column(sa.Column("adopted_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("diary_number", sa.String(length=60), nullable=False, server_default="")
        )
    with op.batch_alter_table("retention_rules", schema=None) as batch_op:
        batch_op.alter_column("diary_number", server_default=None)
    with op.batch_alter_table("booking_questions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("earlier", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("booking_questions", schema=None) as batch_op:
        batch_op.alter_column("earlier", server_default=None)
    with op.batch_alter_table("open_grants", schema=None) as batch_op:
        batch_op.drop_column("recipient")
        batch_op.drop_column("awarded_on")


def downgrade() -> None:
    with op.batch_alter_table("open_grants", schema=None) as batch_op:
        batch_op.add_column(sa.Column("awarded_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("recipient", sa.String(length=200), nullable=False, server_default=""))
    with op.batch_alter_table("booking_questions", schema=None) as batch_op:
        batch_op.drop_column("earlier")
    with op.batch_alter_table("retention_rules", schema=None) as batch_op:
        batch_op.drop_column("diary_number")
        batch_op.drop_column("adopted_on")
    for table, name, _column, _only in reversed(_ONE_OPEN):
        op.drop_index(name, table_name=table)


def _refuse_doubles(table: str, column: str, only: str) -> None:
    """Which of two that wait is to stand is for a person to say."""
    counted = f"SELECT count(*) FROM (SELECT {column} FROM {table} WHERE {only} AND {column} IS NOT NULL "  # noqa: S608
    doubled = op.get_bind().scalar(sa.text(counted + f"GROUP BY {column} HAVING count(*) > 1) AS doubled"))
    if doubled:
        raise RuntimeError(f"{doubled} {column}(s) of {table} have more than one open row; settle them first")

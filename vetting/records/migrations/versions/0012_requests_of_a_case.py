"""A later day may be asked for items of the same key in two cases at once."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLE = "extension_requests"


def upgrade() -> None:
    with op.batch_alter_table(TABLE, schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_extension_requests_open_key"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_extension_requests_case_id_open_key"), ["case_id", "open_key"]
        )


def downgrade() -> None:
    with op.batch_alter_table(TABLE, schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_extension_requests_case_id_open_key"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_extension_requests_open_key"), ["open_key"])

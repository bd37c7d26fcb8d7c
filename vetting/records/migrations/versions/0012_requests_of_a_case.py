"""A later day may be asked for items of the same key in two cases at once."""

import sqlalchemy as sa
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
    _refuse_same_key_in_two_cases()
    with op.batch_alter_table(TABLE, schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_extension_requests_case_id_open_key"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_extension_requests_open_key"), ["open_key"])


def _refuse_same_key_in_two_cases() -> None:
    """The older program has room for one open request of a key."""
    key = sa.column("open_key", sa.String)
    twice = sa.select(key).select_from(sa.table(TABLE, key)).where(key.is_not(None)).group_by(key)
    found = op.get_bind().execute(twice.having(sa.func.count() > 1)).all()
    if found:
        raise RuntimeError(
            f"{len(found)} item(s) of the same key have a later day asked for in two cases at once, which the "
            "older program cannot keep; nothing was changed"
        )

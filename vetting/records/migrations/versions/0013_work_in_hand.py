"""Who has long work in hand, when it last gave a sign of life, and how often it was taken up."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("works", schema=None) as batch_op:
        batch_op.add_column(sa.Column("key", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("alive_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("tries", sa.Integer(), nullable=False, server_default=sa.text("0")))
    with op.batch_alter_table("works", schema=None) as batch_op:
        batch_op.alter_column("tries", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("works", schema=None) as batch_op:
        batch_op.drop_column("tries")
        batch_op.drop_column("alive_at")
        batch_op.drop_column("key")

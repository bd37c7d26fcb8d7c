"""Which account belongs to whom at the municipality's own sign-in."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outside_identities",
        sa.Column("officer_id", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("linked_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_outside_identities_officer_id")
        ),
        sa.PrimaryKeyConstraint("officer_id", name=op.f("pk_outside_identities")),
        sa.UniqueConstraint("digest", name=op.f("uq_outside_identities_digest")),
    )


def downgrade() -> None:
    op.drop_table("outside_identities")

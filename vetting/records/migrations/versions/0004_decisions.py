"""Wordings put to a lawyer, announcements, urgent decisions, scoped delegation, sealed reasons, addenda;
and indexes by which later rows of a register are found."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NEW_ROLES = ("lawyer", "chair", "division_head")


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
        batch_op.create_foreign_key(
            batch_op.f("fk_delegations_scheme_id_schemes"), "schemes", ["scheme_id"], ["id"]
        )

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


def downgrade() -> None:
    _refuse_signed_by_chair()
    # Without its scope a narrowed point would hold for everything; the older program knows none of the roles.
    op.execute("DELETE FROM delegations WHERE scheme_id IS NOT NULL OR regime IS NOT NULL")
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
        batch_op.drop_column("regime")
        batch_op.drop_column("scheme_id")

    op.drop_table("announcements")
    op.drop_table("urgent_decisions")
    op.drop_table("wording_requests")


def _refuse_signed_by_chair() -> None:
    """A decision is kept as it was signed, and the older program cannot read who signed it."""
    signed = op.get_bind().scalar(sa.text("SELECT count(*) FROM decisions WHERE signature = 'chair'"))
    if signed:
        raise RuntimeError(
            f"{signed} decision(s) are signed by a chair, which the older program cannot read; "
            "nothing was changed"
        )

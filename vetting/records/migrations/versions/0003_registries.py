"""Registries: purposes and settings of sources, held deliveries, inquiries, clearances, signals, thresholds."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "match_settings",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("tried", sa.JSON(), nullable=False),
        sa.Column("in_force_on", sa.Date(), nullable=False),
        sa.Column("proposed_by", sa.String(length=40), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=40), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR confirmed_by <> proposed_by", name=op.f("ck_match_settings_two_persons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_settings")),
        sa.UniqueConstraint("version", name=op.f("uq_match_settings_version")),
    )
    op.create_table(
        "inquiry_files",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("source_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_inquiry_files_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_files")),
    )
    with op.batch_alter_table("inquiry_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inquiry_files_source_id"), ["source_id"], unique=False)

    op.create_table(
        "rescreenings",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("source_id", sa.String(length=16), nullable=True),
        sa.Column("snapshot_id", sa.String(length=16), nullable=True),
        sa.Column("association_id", sa.String(length=16), nullable=True),
        sa.Column("from_seq", sa.Integer(), nullable=False),
        sa.Column("to_seq", sa.Integer(), nullable=False),
        sa.Column("settings_version", sa.String(length=40), nullable=False),
        sa.Column("parties", sa.Integer(), nullable=False),
        sa.Column("pairs_compared", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("lapsed_clearances", sa.Integer(), nullable=False),
        sa.Column("withdrawn_evidence", sa.Integer(), nullable=False),
        sa.Column("run_by", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_rescreenings_association_id")
        ),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name=op.f("fk_rescreenings_snapshot_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_rescreenings_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rescreenings")),
    )
    with op.batch_alter_table("rescreenings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rescreenings_source_id"), ["source_id"], unique=False)

    op.create_table(
        "inquiries",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("source_id", sa.String(length=16), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("org_number", sa.String(length=10), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=True),
        sa.Column("case_id", sa.String(length=16), nullable=True),
        sa.Column("ground", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("question_file_id", sa.String(length=16), nullable=True),
        sa.Column("answer_file_id", sa.String(length=16), nullable=True),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("receipted_at", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("is_found", sa.Boolean(), nullable=True),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("fault", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_file_id"], ["inquiry_files.id"], name=op.f("fk_inquiries_answer_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_inquiries_association_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_inquiries_case_id")),
        sa.ForeignKeyConstraint(
            ["question_file_id"], ["inquiry_files.id"], name=op.f("fk_inquiries_question_file_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_inquiries_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiries")),
        sa.UniqueConstraint("source_id", "reference", name=op.f("uq_inquiries_source_id_reference")),
    )
    with op.batch_alter_table("inquiries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inquiries_association_id"), ["association_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inquiries_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_inquiries_source_number", ["source_id", "org_number"], unique=False)

    op.create_table(
        "check_overrides",
        sa.Column("check_id", sa.String(length=16), nullable=False),
        sa.Column("source_id", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("overridden_by", sa.String(length=40), nullable=False),
        sa.Column("overridden_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["cross_checks.id"], name=op.f("fk_check_overrides_check_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_check_overrides_source_id")),
        sa.PrimaryKeyConstraint("check_id", "source_id", name=op.f("pk_check_overrides")),
    )
    op.create_table(
        "clearances",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=True),
        sa.Column("source_id", sa.String(length=16), nullable=False),
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("hit_id", sa.String(length=16), nullable=False),
        sa.Column("judgement", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ours", sa.JSON(), nullable=False),
        sa.Column("theirs", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("given_by", sa.String(length=40), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("seconded_by", sa.String(length=40), nullable=True),
        sa.Column("seconded_at", sa.DateTime(), nullable=True),
        sa.Column("lapsed_at", sa.DateTime(), nullable=True),
        sa.Column("lapsed_facts", sa.JSON(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.Column("lifted_by", sa.String(length=40), nullable=True),
        sa.Column("lift_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by IS NULL)", name=op.f("ck_clearances_lift_whole")
        ),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_clearances_association_id")
        ),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_clearances_board_id")),
        sa.ForeignKeyConstraint(["hit_id"], ["hits.id"], name=op.f("fk_clearances_hit_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_clearances_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearances")),
    )
    with op.batch_alter_table("clearances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clearances_fingerprint"), ["fingerprint"], unique=False)
        batch_op.create_index(
            "ix_clearances_pair", ["association_id", "source_id", "record_id"], unique=False
        )

    op.create_table(
        "signals",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=True),
        sa.Column("case_id", sa.String(length=16), nullable=True),
        sa.Column("decision_id", sa.String(length=16), nullable=True),
        sa.Column("clearance_id", sa.String(length=16), nullable=True),
        sa.Column("source_id", sa.String(length=16), nullable=False),
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("listing_id", sa.String(length=16), nullable=True),
        sa.Column("band", sa.String(length=40), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("changed_facts", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("rescreening_id", sa.String(length=16), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.String(length=40), nullable=True),
        sa.Column("settled_as", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settled_by IS NULL)", name=op.f("ck_signals_settled_whole")
        ),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_signals_association_id")
        ),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_signals_board_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_signals_case_id")),
        sa.ForeignKeyConstraint(["clearance_id"], ["clearances.id"], name=op.f("fk_signals_clearance_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_signals_decision_id")),
        sa.ForeignKeyConstraint(["listing_id"], ["listings.id"], name=op.f("fk_signals_listing_id")),
        sa.ForeignKeyConstraint(
            ["rescreening_id"], ["rescreenings.id"], name=op.f("fk_signals_rescreening_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_signals_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signals")),
    )
    with op.batch_alter_table("signals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signals_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signals_fingerprint"), ["fingerprint"], unique=False)
        batch_op.create_index("ix_signals_open", ["settled_at", "board_id"], unique=False)
        batch_op.create_index("ix_signals_pair", ["association_id", "source_id", "record_id"], unique=False)

    with op.batch_alter_table("listing_keys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_keys_source_key"))

    op.drop_table("listing_keys")
    with op.batch_alter_table("api_tokens", schema=None) as batch_op:
        batch_op.add_column(sa.Column("partner", sa.String(length=40), nullable=True))
        batch_op.alter_column("board_id", existing_type=sa.VARCHAR(length=16), nullable=True)
        batch_op.create_check_constraint(
            op.f("ck_api_tokens_one_owner"), "(board_id IS NULL) <> (partner IS NULL)"
        )

    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("partner", sa.String(length=40), nullable=True))

    with op.batch_alter_table("checked_sources", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("reason", sa.String(length=80), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(sa.Column("facts", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
        batch_op.add_column(
            sa.Column("is_mandatory", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("inquiry_id", sa.String(length=16), nullable=True))

    with op.batch_alter_table("cross_checks", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("settings_version", sa.String(length=40), nullable=False, server_default=sa.text("'1'"))
        )

    with op.batch_alter_table("hit_judgements", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seconds_id", sa.String(length=16), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_hit_judgements_seconds_id"), "hit_judgements", ["seconds_id"], ["id"]
        )

    with op.batch_alter_table("hits", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_hits_one_record"), type_="check")
        batch_op.add_column(sa.Column("inquiry_id", sa.String(length=16), nullable=True))
        batch_op.add_column(
            sa.Column("awaits_second", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("needs_judgement", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        batch_op.create_foreign_key(batch_op.f("fk_hits_inquiry_id"), "inquiries", ["inquiry_id"], ["id"])
        batch_op.create_check_constraint(
            op.f("ck_hits_one_record"),
            "(CASE WHEN listing_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN other_association_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN inquiry_id IS NULL THEN 0 ELSE 1 END) = 1",
        )

    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("giro", sa.String(length=20), nullable=True))
        batch_op.create_index(
            "ix_listings_source_giro",
            ["source_id", "giro"],
            unique=False,
            sqlite_where=sa.text("giro IS NOT NULL"),
            postgresql_where=sa.text("giro IS NOT NULL"),
        )

    with op.batch_alter_table("partner_questions", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_from_partner", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("reminded_at", sa.DateTime(), nullable=True))

    with op.batch_alter_table("snapshots", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("channel", sa.String(length=20), nullable=False, server_default=sa.text("'upload'"))
        )
        batch_op.add_column(
            sa.Column("reader_version", sa.String(length=20), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(sa.Column("is_delta", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(
            sa.Column("version", sa.String(length=80), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(
            sa.Column("follows", sa.String(length=80), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(sa.Column("row_total", sa.Integer(), nullable=False, server_default=sa.text("0")))
        batch_op.add_column(sa.Column("released_by", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("released_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("release_reason", sa.String(length=1000), nullable=True))

    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.add_column(sa.Column("max_growth_percent", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("purpose", sa.String(length=40), nullable=False, server_default=sa.text("'watch'"))
        )
        batch_op.add_column(
            sa.Column("is_mandatory", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("ground", sa.String(length=300), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(sa.Column("settings", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))

    # Rows that are there: how many listings a snapshot shows, and what their sources are for.
    op.execute("UPDATE snapshots SET row_total = rows_in - duplicate")
    op.execute(
        "UPDATE sources SET purpose = 'identity' "
        "WHERE partner IN ('associations', 'companies_office', 'faith_communities')"
    )


def downgrade() -> None:
    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.drop_column("settings")
        batch_op.drop_column("ground")
        batch_op.drop_column("is_mandatory")
        batch_op.drop_column("purpose")
        batch_op.drop_column("max_growth_percent")

    with op.batch_alter_table("snapshots", schema=None) as batch_op:
        batch_op.drop_column("release_reason")
        batch_op.drop_column("released_at")
        batch_op.drop_column("released_by")
        batch_op.drop_column("row_total")
        batch_op.drop_column("follows")
        batch_op.drop_column("version")
        batch_op.drop_column("is_delta")
        batch_op.drop_column("reader_version")
        batch_op.drop_column("channel")

    with op.batch_alter_table("partner_questions", schema=None) as batch_op:
        batch_op.drop_column("reminded_at")
        batch_op.drop_column("is_from_partner")

    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_listings_source_giro",
            sqlite_where=sa.text("giro IS NOT NULL"),
            postgresql_where=sa.text("giro IS NOT NULL"),
        )
        batch_op.drop_column("giro")

    # What came out of an answer has nowhere else to point.
    op.execute("DELETE FROM hits WHERE inquiry_id IS NOT NULL")
    with op.batch_alter_table("hits", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_hits_one_record"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_hits_one_record"), "(listing_id IS NULL) <> (other_association_id IS NULL)"
        )
        batch_op.drop_constraint(batch_op.f("fk_hits_inquiry_id"), type_="foreignkey")
        batch_op.drop_column("needs_judgement")
        batch_op.drop_column("awaits_second")
        batch_op.drop_column("inquiry_id")

    with op.batch_alter_table("hit_judgements", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_hit_judgements_seconds_id"), type_="foreignkey")
        batch_op.drop_column("seconds_id")

    with op.batch_alter_table("cross_checks", schema=None) as batch_op:
        batch_op.drop_column("settings_version")

    with op.batch_alter_table("checked_sources", schema=None) as batch_op:
        batch_op.drop_column("inquiry_id")
        batch_op.drop_column("is_mandatory")
        batch_op.drop_column("facts")
        batch_op.drop_column("reason")

    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.drop_column("partner")

    op.execute("DELETE FROM api_tokens WHERE board_id IS NULL")
    with op.batch_alter_table("api_tokens", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_api_tokens_one_owner"), type_="check")
        batch_op.alter_column("board_id", existing_type=sa.VARCHAR(length=16), nullable=False)
        batch_op.drop_column("partner")

    op.create_table(
        "listing_keys",
        sa.Column("listing_id", sa.VARCHAR(length=16), nullable=False),
        sa.Column("key", sa.VARCHAR(length=120), nullable=False),
        sa.Column("source_id", sa.VARCHAR(length=16), nullable=False),
        sa.ForeignKeyConstraint(["listing_id"], ["listings.id"], name=op.f("fk_listing_keys_listing_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_listing_keys_source_id")),
        sa.PrimaryKeyConstraint("listing_id", "key", name=op.f("pk_listing_keys")),
    )
    with op.batch_alter_table("listing_keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_keys_source_key"), ["source_id", "key"], unique=False)

    with op.batch_alter_table("signals", schema=None) as batch_op:
        batch_op.drop_index("ix_signals_pair")
        batch_op.drop_index("ix_signals_open")
        batch_op.drop_index(batch_op.f("ix_signals_fingerprint"))
        batch_op.drop_index(batch_op.f("ix_signals_case_id"))

    op.drop_table("signals")
    with op.batch_alter_table("clearances", schema=None) as batch_op:
        batch_op.drop_index("ix_clearances_pair")
        batch_op.drop_index(batch_op.f("ix_clearances_fingerprint"))

    op.drop_table("clearances")
    op.drop_table("check_overrides")
    with op.batch_alter_table("inquiries", schema=None) as batch_op:
        batch_op.drop_index("ix_inquiries_source_number")
        batch_op.drop_index(batch_op.f("ix_inquiries_case_id"))
        batch_op.drop_index(batch_op.f("ix_inquiries_association_id"))

    op.drop_table("inquiries")
    with op.batch_alter_table("rescreenings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rescreenings_source_id"))

    op.drop_table("rescreenings")
    with op.batch_alter_table("inquiry_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inquiry_files_source_id"))

    op.drop_table("inquiry_files")
    op.drop_table("match_settings")

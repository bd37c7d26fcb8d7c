"""Registries: purposes and settings of sources, held deliveries, inquiries, clearances, signals, thresholds."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "association_names",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("search_key", sa.String(length=400), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_association_names_association_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_association_names")),
    )
    with op.batch_alter_table("association_names", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_association_names_association_id"), ["association_id"], unique=False
        )

    op.create_table(
        "related_numbers",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=False),
        sa.Column("org_number", sa.String(length=10), nullable=False),
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_related_numbers_association_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_related_numbers")),
    )
    with op.batch_alter_table("related_numbers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_related_numbers_association_id"), ["association_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_related_numbers_org_number"), ["org_number"], unique=False)

    with op.batch_alter_table("associations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("giro", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("giro_kind", sa.String(length=40), nullable=True))
        batch_op.create_index(batch_op.f("ix_associations_giro"), ["giro"], unique=False)

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
        sa.Column("matcher_version", sa.String(length=60), nullable=False),
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
        "signatories",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=False),
        sa.Column("function", sa.String(length=40), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("paper_id", sa.String(length=16), nullable=True),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_signatories_end_whole")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_signatories_case_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_signatories_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatories")),
    )
    with op.batch_alter_table("signatories", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signatories_case_id"), ["case_id"], unique=False)

    op.create_table(
        "clearances",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=True),
        sa.Column("source_id", sa.String(length=16), nullable=False),
        sa.Column("signatory_id", sa.String(length=16), nullable=True),
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
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["signatories.id"], name=op.f("fk_clearances_signatory_id")
        ),
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
        sa.Column("source_id", sa.String(length=16), nullable=True),
        sa.Column("question_id", sa.String(length=16), nullable=True),
        sa.Column("inquiry_id", sa.String(length=16), nullable=True),
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("listing_id", sa.String(length=16), nullable=True),
        sa.Column("band", sa.String(length=40), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("changed_facts", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("rescreening_id", sa.String(length=16), nullable=True),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.String(length=40), nullable=True),
        sa.Column("settled_as", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settled_by IS NULL)", name=op.f("ck_signals_settled_whole")
        ),
        sa.CheckConstraint(
            "rescreening_id IS NOT NULL OR clearance_id IS NOT NULL"
            " OR inquiry_id IS NOT NULL OR question_id IS NOT NULL",
            name=op.f("ck_signals_raised_by_something"),
        ),
        sa.CheckConstraint(
            "(source_id IS NULL) = (question_id IS NOT NULL)", name=op.f("ck_signals_of_source_or_question")
        ),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_signals_association_id")
        ),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_signals_board_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_signals_case_id")),
        sa.ForeignKeyConstraint(["clearance_id"], ["clearances.id"], name=op.f("fk_signals_clearance_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_signals_decision_id")),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiries.id"], name=op.f("fk_signals_inquiry_id")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["partner_questions.id"], name=op.f("fk_signals_question_id")
        ),
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
        batch_op.create_index(batch_op.f("ix_signals_listing_id"), ["listing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signals_inquiry_id"), ["inquiry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signals_question_id"), ["question_id"], unique=False)
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
        batch_op.add_column(sa.Column("rivals", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
        batch_op.add_column(
            sa.Column("is_mandatory", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("inquiry_id", sa.String(length=16), nullable=True))
        batch_op.create_index(batch_op.f("ix_checked_sources_inquiry_id"), ["inquiry_id"], unique=False)
        batch_op.add_column(
            sa.Column("signatories", sa.Integer(), nullable=False, server_default=sa.text("0"))
        )

    with op.batch_alter_table("cross_checks", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("signatories", sa.Integer(), nullable=False, server_default=sa.text("0"))
        )
        batch_op.add_column(
            sa.Column("is_outdated", sa.Boolean(), nullable=False, server_default=sa.false())
        )
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
        batch_op.add_column(sa.Column("signatory_id", sa.String(length=16), nullable=True))
        batch_op.add_column(
            sa.Column("awaits_second", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("needs_judgement", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        batch_op.create_foreign_key(batch_op.f("fk_hits_inquiry_id"), "inquiries", ["inquiry_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_hits_listing_id"), ["listing_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_hits_signatory_id"), "signatories", ["signatory_id"], ["id"]
        )
        batch_op.create_check_constraint(
            op.f("ck_hits_one_record"),
            "(CASE WHEN listing_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN other_association_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN inquiry_id IS NULL THEN 0 ELSE 1 END) = 1",
        )

    with op.batch_alter_table("delivery_rows", schema=None) as batch_op:
        batch_op.drop_column("name")

    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.drop_index("ix_listings_source_number")
    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_listings_source_id"), type_="foreignkey")
        batch_op.add_column(sa.Column("giro", sa.String(length=20), nullable=True))
        batch_op.create_index(
            "ix_listings_source_number",
            ["source_id", "org_number"],
            unique=False,
            sqlite_where=sa.text("org_number IS NOT NULL"),
            postgresql_where=sa.text("org_number IS NOT NULL"),
        )
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
        batch_op.add_column(sa.Column("attachment_digest", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("attachment_name", sa.String(length=200), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_partner_questions_attachment_digest"),
            "stored_files",
            ["attachment_digest"],
            ["digest"],
        )

    op.create_table(
        "earlier_answers",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("question_id", sa.String(length=16), nullable=False),
        sa.Column("answer_code", sa.String(length=40), nullable=False),
        sa.Column("answer_text", sa.Text(), nullable=True),
        sa.Column("answered_by_function", sa.String(length=120), nullable=True),
        sa.Column("diary_number", sa.String(length=60), nullable=True),
        sa.Column("valid_until_on", sa.Date(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=True),
        sa.Column("is_from_partner", sa.Boolean(), nullable=False),
        sa.Column("attachment_digest", sa.String(length=64), nullable=True),
        sa.Column("attachment_name", sa.String(length=200), nullable=True),
        sa.Column("why_corrected", sa.Text(), nullable=False),
        sa.Column("corrected_by", sa.String(length=40), nullable=False),
        sa.Column("corrected_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_digest"], ["stored_files.digest"], name=op.f("fk_earlier_answers_attachment_digest")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["partner_questions.id"], name=op.f("fk_earlier_answers_question_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_answers")),
    )
    with op.batch_alter_table("earlier_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_earlier_answers_question_id"), ["question_id"], unique=False)

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
        batch_op.add_column(sa.Column("forgotten_at", sa.DateTime(), nullable=True))

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
        batch_op.add_column(
            sa.Column("owner", sa.String(length=120), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(
            sa.Column("owner_contact", sa.String(length=200), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(sa.Column("interval_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("keep_days", sa.Integer(), nullable=True))

    # Rows that are there: how many listings a snapshot shows, and what their sources are for.
    op.execute("UPDATE snapshots SET row_total = rows_in - duplicate")
    op.execute(
        "UPDATE sources SET purpose = 'identity' "
        "WHERE partner IN ('associations', 'companies_office', 'faith_communities')"
    )


def downgrade() -> None:
    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.drop_column("keep_days")
        batch_op.drop_column("interval_days")
        batch_op.drop_column("owner_contact")
        batch_op.drop_column("owner")
        batch_op.drop_column("settings")
        batch_op.drop_column("ground")
        batch_op.drop_column("is_mandatory")
        batch_op.drop_column("purpose")
        batch_op.drop_column("max_growth_percent")

    with op.batch_alter_table("snapshots", schema=None) as batch_op:
        batch_op.drop_column("forgotten_at")
        batch_op.drop_column("release_reason")
        batch_op.drop_column("released_at")
        batch_op.drop_column("released_by")
        batch_op.drop_column("row_total")
        batch_op.drop_column("follows")
        batch_op.drop_column("version")
        batch_op.drop_column("is_delta")
        batch_op.drop_column("reader_version")
        batch_op.drop_column("channel")

    with op.batch_alter_table("earlier_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_earlier_answers_question_id"))

    op.drop_table("earlier_answers")
    # Letters of a kind that nothing reads any more.
    op.execute("DELETE FROM notices WHERE kind = 'partner_question'")
    with op.batch_alter_table("partner_questions", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_partner_questions_attachment_digest"), type_="foreignkey"
        )
        batch_op.drop_column("attachment_name")
        batch_op.drop_column("attachment_digest")
        batch_op.drop_column("reminded_at")
        batch_op.drop_column("is_from_partner")

    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_listings_source_giro",
            sqlite_where=sa.text("giro IS NOT NULL"),
            postgresql_where=sa.text("giro IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_listings_source_number",
            sqlite_where=sa.text("org_number IS NOT NULL"),
            postgresql_where=sa.text("org_number IS NOT NULL"),
        )
    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.drop_column("giro")
        batch_op.create_foreign_key(op.f("fk_listings_source_id"), "sources", ["source_id"], ["id"])
        batch_op.create_index("ix_listings_source_number", ["source_id", "org_number"], unique=False)

    with op.batch_alter_table("delivery_rows", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("name", sa.String(length=400), nullable=False, server_default=sa.text("''"))
        )

    # What came out of an answer has nowhere else to point, and what was asked about a person goes with them.
    gone = "SELECT id FROM hits WHERE inquiry_id IS NOT NULL OR signatory_id IS NOT NULL"
    op.execute("DELETE FROM signals")
    op.execute("DELETE FROM clearances")
    op.execute(f"DELETE FROM hit_judgements WHERE hit_id IN ({gone})")
    op.execute("DELETE FROM hits WHERE inquiry_id IS NOT NULL OR signatory_id IS NOT NULL")
    with op.batch_alter_table("hits", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_hits_one_record"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_hits_one_record"), "(listing_id IS NULL) <> (other_association_id IS NULL)"
        )
        batch_op.drop_constraint(batch_op.f("fk_hits_signatory_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_hits_listing_id"))
        batch_op.drop_constraint(batch_op.f("fk_hits_inquiry_id"), type_="foreignkey")
        batch_op.drop_column("needs_judgement")
        batch_op.drop_column("awaits_second")
        batch_op.drop_column("signatory_id")
        batch_op.drop_column("inquiry_id")

    with op.batch_alter_table("hit_judgements", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_hit_judgements_seconds_id"), type_="foreignkey")
        batch_op.drop_column("seconds_id")

    with op.batch_alter_table("cross_checks", schema=None) as batch_op:
        batch_op.drop_column("settings_version")
        batch_op.drop_column("is_outdated")
        batch_op.drop_column("signatories")

    with op.batch_alter_table("checked_sources", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checked_sources_inquiry_id"))
        batch_op.drop_column("signatories")
        batch_op.drop_column("inquiry_id")
        batch_op.drop_column("is_mandatory")
        batch_op.drop_column("rivals")
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
        batch_op.drop_index(batch_op.f("ix_signals_question_id"))
        batch_op.drop_index(batch_op.f("ix_signals_inquiry_id"))
        batch_op.drop_index(batch_op.f("ix_signals_listing_id"))
        batch_op.drop_index(batch_op.f("ix_signals_fingerprint"))
        batch_op.drop_index(batch_op.f("ix_signals_case_id"))

    op.drop_table("signals")
    with op.batch_alter_table("clearances", schema=None) as batch_op:
        batch_op.drop_index("ix_clearances_pair")
        batch_op.drop_index(batch_op.f("ix_clearances_fingerprint"))

    op.drop_table("clearances")
    with op.batch_alter_table("signatories", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signatories_case_id"))

    op.drop_table("signatories")
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
    with op.batch_alter_table("associations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_associations_giro"))
        batch_op.drop_column("giro_kind")
        batch_op.drop_column("giro")

    with op.batch_alter_table("related_numbers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_related_numbers_org_number"))
        batch_op.drop_index(batch_op.f("ix_related_numbers_association_id"))

    op.drop_table("related_numbers")
    with op.batch_alter_table("association_names", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_association_names_association_id"))

    op.drop_table("association_names")

"""The first tables: everything from the directory to the decision with its plan."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "associations",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("search_key", sa.String(length=400), nullable=False),
        sa.Column("sort_key", sa.String(length=400), nullable=False),
        sa.Column("org_number", sa.String(length=10), nullable=True),
        sa.Column("number_class", sa.String(length=40), nullable=False),
        sa.Column("number_shown", sa.String(length=60), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("municipal_id", sa.String(length=80), nullable=True),
        sa.Column("types", sa.JSON(), nullable=False),
        sa.Column("activities", sa.JSON(), nullable=False),
        sa.Column("district", sa.String(length=120), nullable=True),
        sa.Column("postal_code", sa.String(length=12), nullable=True),
        sa.Column("city", sa.String(length=80), nullable=True),
        sa.Column("row_state", sa.String(length=40), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("merged_into_id", sa.String(length=16), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["associations.id"], name=op.f("fk_associations_merged_into_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_associations")),
        sa.UniqueConstraint(
            "source_system", "municipal_id", name=op.f("uq_associations_source_system_municipal_id")
        ),
    )
    with op.batch_alter_table("associations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_associations_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_associations_org_number"), ["org_number"], unique=False)
        batch_op.create_index("ix_associations_search_key", ["search_key"], unique=False)
        batch_op.create_index("ix_associations_sort_key", ["sort_key"], unique=False)

    op.create_table(
        "boards",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("prefix", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("district", sa.String(length=120), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boards")),
        sa.UniqueConstraint("prefix", name=op.f("uq_boards_prefix")),
    )
    op.create_table(
        "journal_entries",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("payload_digest", sa.String(length=64), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_entries")),
    )
    with op.batch_alter_table("journal_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_entries_actor"), ["actor"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_entries_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_entries_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_entries_subject"), ["subject"], unique=False)

    op.create_table(
        "journal_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_head")),
    )
    op.create_table(
        "officers",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("username", sa.String(length=80), nullable=False),
        sa.Column("display_name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
        sa.UniqueConstraint("username", name=op.f("uq_officers_username")),
    )
    op.create_table(
        "sign_in_failures",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("window_start_at", sa.DateTime(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_failures")),
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("adapter", sa.String(length=40), nullable=False),
        sa.Column("partner", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("column_map", sa.JSON(), nullable=False),
        sa.Column("warn_age_days", sa.Integer(), nullable=False),
        sa.Column("max_age_days", sa.Integer(), nullable=False),
        sa.Column("min_rows", sa.Integer(), nullable=False),
        sa.Column("max_shrink_percent", sa.Integer(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("current_snapshot_id", sa.String(length=16), nullable=True),
        sa.Column("declared_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("key", name=op.f("uq_sources_key")),
    )
    op.create_table(
        "stored_files",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("stored_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_stored_files")),
    )
    op.create_table(
        "works",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("steps_done", sa.Integer(), nullable=False),
        sa.Column("steps_total", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("error_code", sa.String(length=80), nullable=True),
        sa.Column("error_facts", sa.JSON(), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_works")),
    )
    with op.batch_alter_table("works", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_works_state"), ["state"], unique=False)

    op.create_table(
        "api_tokens",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("scopes", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_api_tokens_board_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_tokens_digest")),
    )
    op.create_table(
        "appointments",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("officer_id", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_appointments_board_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_appointments_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
        sa.UniqueConstraint(
            "officer_id", "role", "board_id", name=op.f("uq_appointments_officer_id_role_board_id")
        ),
    )
    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointments_officer_id"), ["officer_id"], unique=False)

    op.create_table(
        "case_counters",
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_case_counters_board_id")),
        sa.PrimaryKeyConstraint("board_id", "year", name=op.f("pk_case_counters")),
    )
    op.create_table(
        "delegations",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("max_amount", sa.Integer(), nullable=False),
        sa.Column("in_force_on", sa.Date(), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.CheckConstraint("max_amount >= 0", name=op.f("ck_delegations_amount_not_negative")),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_delegations_board_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
    )
    with op.batch_alter_table("delegations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delegations_board_id"), ["board_id"], unique=False)

    op.create_table(
        "journal_payloads",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["journal_entries.seq"], name=op.f("fk_journal_payloads_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_payloads")),
    )
    op.create_table(
        "list_imports",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=True),
        sa.Column("file_digest", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=True),
        sa.Column("reason_facts", sa.JSON(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("rows_in", sa.Integer(), nullable=False),
        sa.Column("ok", sa.Integer(), nullable=False),
        sa.Column("repaired", sa.Integer(), nullable=False),
        sa.Column("quarantined", sa.Integer(), nullable=False),
        sa.Column("masked", sa.Integer(), nullable=False),
        sa.Column("duplicate", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("received_by", sa.String(length=40), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("applied_by", sa.String(length=40), nullable=True),
        sa.Column("applied_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_list_imports_board_id")),
        sa.ForeignKeyConstraint(
            ["file_digest"], ["stored_files.digest"], name=op.f("fk_list_imports_file_digest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_imports")),
    )
    with op.batch_alter_table("list_imports", schema=None) as batch_op:
        batch_op.create_index("ix_list_imports_kind_digest", ["kind", "file_digest"], unique=False)

    op.create_table(
        "listings",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("source_id", sa.String(length=16), nullable=False),
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("org_number", sa.String(length=10), nullable=True),
        sa.Column("number_class", sa.String(length=40), nullable=False),
        sa.Column("seat", sa.String(length=120), nullable=True),
        sa.Column("birth_date", sa.String(length=400), nullable=True),
        sa.Column("listed_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=200), nullable=True),
        sa.Column("is_quarantined", sa.Boolean(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("until_seq", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_listings_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listings")),
    )
    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.create_index("ix_listings_source_number", ["source_id", "org_number"], unique=False)
        batch_op.create_index("ix_listings_source_record", ["source_id", "record_id"], unique=False)

    op.create_table(
        "local_parameters",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("checklist_name", sa.String(length=60), nullable=False),
        sa.Column("question_id", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_local_parameters_board_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_parameters")),
        sa.UniqueConstraint(
            "board_id",
            "year",
            "checklist_name",
            "question_id",
            "name",
            name=op.f("uq_local_parameters_board_id_year_checklist_name_question_id_name"),
        ),
    )
    op.create_table(
        "merges",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("kept_id", sa.String(length=16), nullable=False),
        sa.Column("absorbed_id", sa.String(length=16), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("merged_by", sa.String(length=40), nullable=False),
        sa.Column("merged_at", sa.DateTime(), nullable=False),
        sa.Column("undone_by", sa.String(length=40), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["absorbed_id"], ["associations.id"], name=op.f("fk_merges_absorbed_id")),
        sa.ForeignKeyConstraint(["kept_id"], ["associations.id"], name=op.f("fk_merges_kept_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
    )
    with op.batch_alter_table("merges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merges_absorbed_id"), ["absorbed_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_merges_kept_id"), ["kept_id"], unique=False)

    op.create_table(
        "office_holders",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("term_from_on", sa.Date(), nullable=False),
        sa.Column("term_until_on", sa.Date(), nullable=True),
        sa.Column("proof", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_office_holders_association_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_holders")),
    )
    with op.batch_alter_table("office_holders", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_office_holders_association_id"), ["association_id"], unique=False
        )

    op.create_table(
        "officer_sessions",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("officer_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_officer_sessions_officer_id")),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_officer_sessions")),
    )
    with op.batch_alter_table("officer_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_officer_sessions_officer_id"), ["officer_id"], unique=False)

    op.create_table(
        "schemes",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("regime", sa.String(length=40), nullable=False),
        sa.Column("checklist", sa.String(length=60), nullable=False),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_schemes_board_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schemes")),
        sa.UniqueConstraint("board_id", "key", name=op.f("uq_schemes_board_id_key")),
    )
    with op.batch_alter_table("schemes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_schemes_board_id"), ["board_id"], unique=False)

    op.create_table(
        "snapshots",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("source_id", sa.String(length=16), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=80), nullable=True),
        sa.Column("reason_facts", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("encoding", sa.String(length=40), nullable=False),
        sa.Column("rows_in", sa.Integer(), nullable=False),
        sa.Column("ok", sa.Integer(), nullable=False),
        sa.Column("repaired", sa.Integer(), nullable=False),
        sa.Column("quarantined", sa.Integer(), nullable=False),
        sa.Column("duplicate", sa.Integer(), nullable=False),
        sa.Column("masked", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("modified", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("weights_version", sa.String(length=80), nullable=False),
        sa.Column("run_token", sa.String(length=16), nullable=False),
        sa.Column("received_by", sa.String(length=40), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("activated_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_snapshots_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshots")),
        sa.UniqueConstraint("source_id", "seq", name=op.f("uq_snapshots_source_id_seq")),
    )
    with op.batch_alter_table("snapshots", schema=None) as batch_op:
        batch_op.create_index("ix_snapshots_digest", ["source_id", "digest"], unique=False)

    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_number", sa.String(length=40), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("scheme_id", sa.String(length=16), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=False),
        sa.Column("regime", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("assigned_to", sa.String(length=16), nullable=True),
        sa.Column("checklist_name", sa.String(length=60), nullable=False),
        sa.Column("checklist_version", sa.String(length=20), nullable=False),
        sa.Column("checklist_digest", sa.String(length=64), nullable=False),
        sa.Column("sheet_version", sa.Integer(), nullable=False),
        sa.Column("local_rules", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["assigned_to"], ["officers.id"], name=op.f("fk_cases_assigned_to")),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_cases_association_id")
        ),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_cases_board_id")),
        sa.ForeignKeyConstraint(["scheme_id"], ["schemes.id"], name=op.f("fk_cases_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("case_number", name=op.f("uq_cases_case_number")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cases_assigned_to"), ["assigned_to"], unique=False)
        batch_op.create_index(batch_op.f("ix_cases_association_id"), ["association_id"], unique=False)
        batch_op.create_index("ix_cases_board_stage", ["board_id", "stage"], unique=False)
        batch_op.create_index("ix_cases_opened_at", ["opened_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_cases_scheme_id"), ["scheme_id"], unique=False)

    op.create_table(
        "delivery_rows",
        sa.Column("snapshot_id", sa.String(length=16), nullable=False),
        sa.Column("row_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name=op.f("fk_delivery_rows_snapshot_id")),
        sa.PrimaryKeyConstraint("snapshot_id", "row_no", name=op.f("pk_delivery_rows")),
    )
    op.create_table(
        "import_rows",
        sa.Column("import_id", sa.String(length=16), nullable=False),
        sa.Column("row_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=True),
        sa.Column("settlement", sa.String(length=40), nullable=True),
        sa.Column("settled", sa.Text(), nullable=True),
        sa.Column("settled_by", sa.String(length=40), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_import_rows_association_id")
        ),
        sa.ForeignKeyConstraint(["import_id"], ["list_imports.id"], name=op.f("fk_import_rows_import_id")),
        sa.PrimaryKeyConstraint("import_id", "row_no", name=op.f("pk_import_rows")),
    )
    with op.batch_alter_table("import_rows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_rows_association_id"), ["association_id"], unique=False)
        batch_op.create_index("ix_import_rows_import_state", ["import_id", "state"], unique=False)

    op.create_table(
        "listing_keys",
        sa.Column("listing_id", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("source_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["listing_id"], ["listings.id"], name=op.f("fk_listing_keys_listing_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_listing_keys_source_id")),
        sa.PrimaryKeyConstraint("listing_id", "key", name=op.f("pk_listing_keys")),
    )
    with op.batch_alter_table("listing_keys", schema=None) as batch_op:
        batch_op.create_index("ix_listing_keys_source_key", ["source_id", "key"], unique=False)

    op.create_table(
        "snapshot_weights",
        sa.Column("snapshot_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.String(length=80), nullable=False),
        sa.Column("unseen", sa.Double(), nullable=False),
        sa.Column("idf", sa.JSON(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshots.id"], name=op.f("fk_snapshot_weights_snapshot_id")
        ),
        sa.PrimaryKeyConstraint("snapshot_id", name=op.f("pk_snapshot_weights")),
    )
    op.create_table(
        "answers",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("question_id", sa.String(length=10), nullable=False),
        sa.Column("sheet_version", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("answered_by", sa.String(length=40), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_answers_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint(
            "case_id",
            "question_id",
            "sheet_version",
            name=op.f("uq_answers_case_id_question_id_sheet_version"),
        ),
    )
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.create_index("ix_answers_case_question", ["case_id", "question_id"], unique=False)

    op.create_table(
        "applications",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("source_key", sa.String(length=120), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("expected_result", sa.Text(), nullable=False),
        sa.Column("members_total", sa.Integer(), nullable=True),
        sa.Column("other_support", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("received_by", sa.String(length=40), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_applications_amount_positive")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_applications_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint("case_id", "version", name=op.f("uq_applications_case_id_version")),
        sa.UniqueConstraint("channel", "source_key", name=op.f("uq_applications_channel_source_key")),
    )
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_applications_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_questions",
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("question_id", sa.String(length=10), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_questions_case_id")),
        sa.PrimaryKeyConstraint("case_id", "question_id", name=op.f("pk_case_questions")),
    )
    op.create_table(
        "conflict_declarations",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("officer_id", sa.String(length=16), nullable=False),
        sa.Column("has_conflict", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("declared_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_conflict_declarations_case_id")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_conflict_declarations_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_declarations")),
    )
    with op.batch_alter_table("conflict_declarations", schema=None) as batch_op:
        batch_op.create_index(
            "ix_conflict_declarations_case_officer", ["case_id", "officer_id"], unique=False
        )

    op.create_table(
        "cross_checks",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=True),
        sa.Column("is_latest", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("matcher_version", sa.String(length=60), nullable=False),
        sa.Column("run_by", sa.String(length=40), nullable=False),
        sa.Column("run_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_cross_checks_association_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_cross_checks_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cross_checks")),
    )
    with op.batch_alter_table("cross_checks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cross_checks_association_id"), ["association_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cross_checks_case_id"), ["case_id"], unique=False)

    op.create_table(
        "follow_up_plans",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("tier", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_follow_up_plans_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_plans")),
        sa.UniqueConstraint("case_id", "version", name=op.f("uq_follow_up_plans_case_id_version")),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("written_by", sa.String(length=40), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_notices_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_case_id"), ["case_id"], unique=False)

    op.create_table(
        "papers",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("received_by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_papers_association_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_papers_case_id")),
        sa.ForeignKeyConstraint(["file_digest"], ["stored_files.digest"], name=op.f("fk_papers_file_digest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
    )
    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.create_index("ix_papers_association_year", ["association_id", "year"], unique=False)
        batch_op.create_index(batch_op.f("ix_papers_case_id"), ["case_id"], unique=False)

    op.create_table(
        "partner_questions",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("partner", sa.String(length=40), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("ground", sa.String(length=300), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("reply_due_on", sa.Date(), nullable=True),
        sa.Column("answer_code", sa.String(length=40), nullable=True),
        sa.Column("answer_text", sa.Text(), nullable=True),
        sa.Column("answered_by_function", sa.String(length=120), nullable=True),
        sa.Column("diary_number", sa.String(length=60), nullable=True),
        sa.Column("valid_until_on", sa.Date(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("recorded_by", sa.String(length=40), nullable=True),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answer_code IS NULL)", name=op.f("ck_partner_questions_answer_whole")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_partner_questions_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_questions")),
    )
    with op.batch_alter_table("partner_questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_questions_case_id"), ["case_id"], unique=False)

    op.create_table(
        "recorded_acts",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("act_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("actor_role", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_recorded_acts_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recorded_acts")),
    )
    with op.batch_alter_table("recorded_acts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recorded_acts_case_id"), ["case_id"], unique=False)

    op.create_table(
        "checked_sources",
        sa.Column("check_id", sa.String(length=16), nullable=False),
        sa.Column("source_id", sa.String(length=16), nullable=False),
        sa.Column("snapshot_id", sa.String(length=16), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("age_days", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("candidates", sa.Integer(), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("weights_version", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["cross_checks.id"], name=op.f("fk_checked_sources_check_id")),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshots.id"], name=op.f("fk_checked_sources_snapshot_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_checked_sources_source_id")),
        sa.PrimaryKeyConstraint("check_id", "source_id", name=op.f("pk_checked_sources")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("question_id", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("act_on", sa.Date(), nullable=True),
        sa.Column("is_contrary", sa.Boolean(), nullable=False),
        sa.Column("paper_id", sa.String(length=16), nullable=True),
        sa.Column("file_digest", sa.String(length=64), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 8", name=op.f("ck_evidence_level_range")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_evidence_case_id")),
        sa.ForeignKeyConstraint(
            ["file_digest"], ["stored_files.digest"], name=op.f("fk_evidence_file_digest")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_evidence_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_case_id"), ["case_id"], unique=False)

    op.create_table(
        "follow_ups",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("plan_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("evidence", sa.String(length=300), nullable=False),
        sa.Column("owner_id", sa.String(length=16), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by", sa.String(length=40), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(done_at IS NULL) = (outcome IS NULL) AND (done_at IS NULL) = (done_by IS NULL)",
            name=op.f("ck_follow_ups_done_whole"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["officers.id"], name=op.f("fk_follow_ups_owner_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["follow_up_plans.id"], name=op.f("fk_follow_ups_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_follow_ups_plan_id_position")),
    )
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.create_index("ix_follow_ups_owner_due", ["owner_id", "due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_ups_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "hits",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("check_id", sa.String(length=16), nullable=False),
        sa.Column("source_id", sa.String(length=16), nullable=False),
        sa.Column("listing_id", sa.String(length=16), nullable=True),
        sa.Column("other_association_id", sa.String(length=16), nullable=True),
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("band", sa.String(length=40), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("judgement", sa.String(length=40), nullable=True),
        sa.CheckConstraint(
            "(listing_id IS NULL) <> (other_association_id IS NULL)", name=op.f("ck_hits_one_record")
        ),
        sa.ForeignKeyConstraint(["check_id"], ["cross_checks.id"], name=op.f("fk_hits_check_id")),
        sa.ForeignKeyConstraint(["listing_id"], ["listings.id"], name=op.f("fk_hits_listing_id")),
        sa.ForeignKeyConstraint(
            ["other_association_id"], ["associations.id"], name=op.f("fk_hits_other_association_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_hits_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hits")),
    )
    with op.batch_alter_table("hits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hits_check_id"), ["check_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hits_fingerprint"), ["fingerprint"], unique=False)
        batch_op.create_index("ix_hits_source_record", ["source_id", "record_id"], unique=False)

    op.create_table(
        "proposals",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("reservation", sa.Text(), nullable=False),
        sa.Column("proportionality", sa.Text(), nullable=False),
        sa.Column("tier", sa.String(length=40), nullable=True),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("sheet_version", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.String(length=16), nullable=True),
        sa.Column("acknowledgement", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("returned_reason", sa.Text(), nullable=True),
        sa.Column("proposed_by", sa.String(length=16), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "outcome NOT IN ('granted', 'partly_granted') OR reservation <> ''",
            name=op.f("ck_proposals_reservation_with_grant"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_proposals_case_id")),
        sa.ForeignKeyConstraint(["check_id"], ["cross_checks.id"], name=op.f("fk_proposals_check_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["officers.id"], name=op.f("fk_proposals_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposals_case_id"), ["case_id"], unique=False)

    op.create_table(
        "supplement_requests",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("notice_id", sa.String(length=16), nullable=False),
        sa.Column("requested_by", sa.String(length=40), nullable=False),
        sa.Column("requested_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_supplement_requests_case_id")),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_supplement_requests_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplement_requests")),
    )
    with op.batch_alter_table("supplement_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supplement_requests_case_id"), ["case_id"], unique=False)

    op.create_table(
        "decisions",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("proposal_id", sa.String(length=16), nullable=False),
        sa.Column("plan_id", sa.String(length=16), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.String(length=16), nullable=False),
        sa.Column("decided_by", sa.String(length=16), nullable=False),
        sa.Column("signature", sa.String(length=40), nullable=False),
        sa.Column("delegation_item", sa.String(length=40), nullable=False),
        sa.Column("minutes", sa.String(length=120), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "(outcome IN ('granted', 'partly_granted')) = (amount > 0)",
            name=op.f("ck_decisions_amount_with_grant"),
        ),
        sa.CheckConstraint(
            "outcome NOT IN ('granted', 'partly_granted') OR plan_id IS NOT NULL",
            name=op.f("ck_decisions_plan_with_grant"),
        ),
        sa.CheckConstraint(
            "signature <> 'board' OR minutes <> ''", name=op.f("ck_decisions_minutes_with_board")
        ),
        sa.CheckConstraint("decided_by <> proposed_by", name=op.f("ck_decisions_two_persons")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_decisions_case_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["officers.id"], name=op.f("fk_decisions_decided_by")),
        sa.ForeignKeyConstraint(["plan_id"], ["follow_up_plans.id"], name=op.f("fk_decisions_plan_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_decisions_proposal_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["officers.id"], name=op.f("fk_decisions_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("case_id", name=op.f("uq_decisions_case_id")),
    )
    op.create_table(
        "hit_judgements",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("hit_id", sa.String(length=16), nullable=False),
        sa.Column("judgement", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("judged_by", sa.String(length=40), nullable=False),
        sa.Column("judged_at", sa.DateTime(), nullable=False),
        sa.Column("carried_from_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["carried_from_id"], ["hit_judgements.id"], name=op.f("fk_hit_judgements_carried_from_id")
        ),
        sa.ForeignKeyConstraint(["hit_id"], ["hits.id"], name=op.f("fk_hit_judgements_hit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hit_judgements")),
    )
    with op.batch_alter_table("hit_judgements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hit_judgements_hit_id"), ["hit_id"], unique=False)

    op.create_table(
        "supports",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("decision_id", sa.String(length=16), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_cause", sa.String(length=40), nullable=True),
        sa.CheckConstraint("(ended_on IS NULL) = (end_cause IS NULL)", name=op.f("ck_supports_end_whole")),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_supports_association_id")
        ),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_supports_board_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_supports_case_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_supports_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supports")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_supports_decision_id")),
    )
    with op.batch_alter_table("supports", schema=None) as batch_op:
        batch_op.create_index("ix_supports_association", ["association_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_supports_board_id"), ["board_id"], unique=False)
    op.execute("INSERT INTO journal_head (id, seq, hash) VALUES (1, 0, '" + "0" * 64 + "')")


def downgrade() -> None:
    with op.batch_alter_table("supports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supports_board_id"))
        batch_op.drop_index("ix_supports_association")

    op.drop_table("supports")
    with op.batch_alter_table("hit_judgements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hit_judgements_hit_id"))

    op.drop_table("hit_judgements")
    op.drop_table("decisions")
    with op.batch_alter_table("supplement_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supplement_requests_case_id"))

    op.drop_table("supplement_requests")
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposals_case_id"))

    op.drop_table("proposals")
    with op.batch_alter_table("hits", schema=None) as batch_op:
        batch_op.drop_index("ix_hits_source_record")
        batch_op.drop_index(batch_op.f("ix_hits_fingerprint"))
        batch_op.drop_index(batch_op.f("ix_hits_check_id"))

    op.drop_table("hits")
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_ups_plan_id"))
        batch_op.drop_index("ix_follow_ups_owner_due")

    op.drop_table("follow_ups")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_case_id"))

    op.drop_table("evidence")
    op.drop_table("checked_sources")
    with op.batch_alter_table("recorded_acts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recorded_acts_case_id"))

    op.drop_table("recorded_acts")
    with op.batch_alter_table("partner_questions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_questions_case_id"))

    op.drop_table("partner_questions")
    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_papers_case_id"))
        batch_op.drop_index("ix_papers_association_year")

    op.drop_table("papers")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notices_case_id"))

    op.drop_table("notices")
    op.drop_table("follow_up_plans")
    with op.batch_alter_table("cross_checks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cross_checks_case_id"))
        batch_op.drop_index(batch_op.f("ix_cross_checks_association_id"))

    op.drop_table("cross_checks")
    with op.batch_alter_table("conflict_declarations", schema=None) as batch_op:
        batch_op.drop_index("ix_conflict_declarations_case_officer")

    op.drop_table("conflict_declarations")
    op.drop_table("case_questions")
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_applications_case_id"))

    op.drop_table("applications")
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.drop_index("ix_answers_case_question")

    op.drop_table("answers")
    op.drop_table("snapshot_weights")
    with op.batch_alter_table("listing_keys", schema=None) as batch_op:
        batch_op.drop_index("ix_listing_keys_source_key")

    op.drop_table("listing_keys")
    with op.batch_alter_table("import_rows", schema=None) as batch_op:
        batch_op.drop_index("ix_import_rows_import_state")
        batch_op.drop_index(batch_op.f("ix_import_rows_association_id"))

    op.drop_table("import_rows")
    op.drop_table("delivery_rows")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cases_scheme_id"))
        batch_op.drop_index("ix_cases_opened_at")
        batch_op.drop_index("ix_cases_board_stage")
        batch_op.drop_index(batch_op.f("ix_cases_association_id"))
        batch_op.drop_index(batch_op.f("ix_cases_assigned_to"))

    op.drop_table("cases")
    with op.batch_alter_table("snapshots", schema=None) as batch_op:
        batch_op.drop_index("ix_snapshots_digest")

    op.drop_table("snapshots")
    with op.batch_alter_table("schemes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_schemes_board_id"))

    op.drop_table("schemes")
    with op.batch_alter_table("officer_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_officer_sessions_officer_id"))

    op.drop_table("officer_sessions")
    with op.batch_alter_table("office_holders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_office_holders_association_id"))

    op.drop_table("office_holders")
    with op.batch_alter_table("merges", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merges_kept_id"))
        batch_op.drop_index(batch_op.f("ix_merges_absorbed_id"))

    op.drop_table("merges")
    op.drop_table("local_parameters")
    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.drop_index("ix_listings_source_record")
        batch_op.drop_index("ix_listings_source_number")

    op.drop_table("listings")
    with op.batch_alter_table("list_imports", schema=None) as batch_op:
        batch_op.drop_index("ix_list_imports_kind_digest")

    op.drop_table("list_imports")
    op.drop_table("journal_payloads")
    with op.batch_alter_table("delegations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delegations_board_id"))

    op.drop_table("delegations")
    op.drop_table("case_counters")
    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appointments_officer_id"))

    op.drop_table("appointments")
    op.drop_table("api_tokens")
    with op.batch_alter_table("works", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_works_state"))

    op.drop_table("works")
    op.drop_table("stored_files")
    op.drop_table("sources")
    op.drop_table("sign_in_failures")
    op.drop_table("officers")
    op.drop_table("journal_head")
    with op.batch_alter_table("journal_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journal_entries_subject"))
        batch_op.drop_index(batch_op.f("ix_journal_entries_name"))
        batch_op.drop_index(batch_op.f("ix_journal_entries_case_id"))
        batch_op.drop_index(batch_op.f("ix_journal_entries_actor"))

    op.drop_table("journal_entries")
    op.drop_table("boards")
    with op.batch_alter_table("associations", schema=None) as batch_op:
        batch_op.drop_index("ix_associations_sort_key")
        batch_op.drop_index("ix_associations_search_key")
        batch_op.drop_index(batch_op.f("ix_associations_org_number"))
        batch_op.drop_index(batch_op.f("ix_associations_merged_into_id"))

    op.drop_table("associations")

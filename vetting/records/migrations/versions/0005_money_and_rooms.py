"""Premises and bookings, stop marks, special reviews, what follows from a revocation, payments and claims."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "premises",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("is_state_aided", sa.Boolean(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(length=40), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("capacity IS NULL OR capacity > 0", name=op.f("ck_premises_capacity_positive")),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_premises_board_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_premises")),
        sa.UniqueConstraint("board_id", "key", name=op.f("uq_premises_board_id_key")),
    )
    op.create_table(
        "opening_hours",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("premises_id", sa.String(length=16), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.String(length=5), nullable=False),
        sa.Column("closes_at", sa.String(length=5), nullable=False),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_opening_hours_hours_in_order")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_opening_hours_weekday")),
        sa.ForeignKeyConstraint(["premises_id"], ["premises.id"], name=op.f("fk_opening_hours_premises_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_hours")),
        sa.UniqueConstraint("premises_id", "weekday", name=op.f("uq_opening_hours_premises_id_weekday")),
    )
    op.create_table(
        "premises_duties",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("premises_id", sa.String(length=16), nullable=False),
        sa.Column("officer_id", sa.String(length=16), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_premises_duties_officer_id")),
        sa.ForeignKeyConstraint(
            ["premises_id"], ["premises.id"], name=op.f("fk_premises_duties_premises_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_premises_duties")),
    )
    with op.batch_alter_table("premises_duties", schema=None) as batch_op:
        batch_op.create_index("ix_premises_duties_officer_id", ["officer_id"], unique=False)
        batch_op.create_index("ix_premises_duties_premises_id", ["premises_id"], unique=False)

    op.create_table(
        "premises_rules",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("premises_id", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("adopted_by", sa.String(length=200), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("in_force_from_on", sa.Date(), nullable=False),
        sa.Column("in_force_to_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "in_force_to_on IS NULL OR in_force_to_on >= in_force_from_on",
            name=op.f("ck_premises_rules_force_in_order"),
        ),
        sa.ForeignKeyConstraint(["premises_id"], ["premises.id"], name=op.f("fk_premises_rules_premises_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_premises_rules")),
    )
    with op.batch_alter_table("premises_rules", schema=None) as batch_op:
        batch_op.create_index("ix_premises_rules_premises_id", ["premises_id"], unique=False)

    op.create_table(
        "tariffs",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("premises_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kronor_per_hour", sa.Integer(), nullable=False),
        sa.Column("is_subsidised", sa.Boolean(), nullable=False),
        sa.Column("in_force_from_on", sa.Date(), nullable=False),
        sa.Column("in_force_to_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kronor_per_hour >= 0", name=op.f("ck_tariffs_price_not_negative")),
        sa.ForeignKeyConstraint(["premises_id"], ["premises.id"], name=op.f("fk_tariffs_premises_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tariffs")),
    )
    with op.batch_alter_table("tariffs", schema=None) as batch_op:
        batch_op.create_index("ix_tariffs_premises_id", ["premises_id"], unique=False)

    op.create_table(
        "booking_requests",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("premises_id", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_key", sa.String(length=120), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("party_kind", sa.String(length=40), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=True),
        sa.Column("party_name", sa.String(length=200), nullable=False),
        sa.Column("org_number", sa.String(length=10), nullable=True),
        sa.Column("booker_name", sa.String(length=120), nullable=False),
        sa.Column("booker_phone", sa.String(length=40), nullable=False),
        sa.Column("booker_email", sa.String(length=200), nullable=False),
        sa.Column("phone_digest", sa.String(length=64), nullable=True),
        sa.Column("email_digest", sa.String(length=64), nullable=True),
        sa.Column("is_identified", sa.Boolean(), nullable=False),
        sa.Column("actual_user", sa.String(length=200), nullable=False),
        sa.Column("site_responsible", sa.String(length=120), nullable=False),
        sa.Column("site_phone", sa.String(length=40), nullable=False),
        sa.Column("purpose_kind", sa.String(length=40), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=True),
        sa.Column("expected", sa.Integer(), nullable=True),
        sa.Column("co_organisers", sa.Text(), nullable=False),
        sa.Column("is_sublet", sa.Boolean(), nullable=True),
        sa.Column("tariff_id", sa.String(length=16), nullable=True),
        sa.Column("content_digest", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("received_by", sa.String(length=40), nullable=False),
        sa.Column("contacts_gone_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(source_system = '') = (source_key IS NULL)", name=op.f("ck_booking_requests_source_whole")
        ),
        sa.CheckConstraint(
            "party_kind <> 'association' OR association_id IS NOT NULL",
            name=op.f("ck_booking_requests_association_named"),
        ),
        sa.ForeignKeyConstraint(
            ["association_id"],
            ["associations.id"],
            name=op.f("fk_booking_requests_association_id"),
        ),
        sa.ForeignKeyConstraint(
            ["premises_id"], ["premises.id"], name=op.f("fk_booking_requests_premises_id")
        ),
        sa.ForeignKeyConstraint(["tariff_id"], ["tariffs.id"], name=op.f("fk_booking_requests_tariff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_requests")),
        sa.UniqueConstraint(
            "source_system", "source_key", name=op.f("uq_booking_requests_source_system_source_key")
        ),
    )
    with op.batch_alter_table("booking_requests", schema=None) as batch_op:
        batch_op.create_index("ix_booking_requests_association_id", ["association_id"], unique=False)
        batch_op.create_index("ix_booking_requests_email_digest", ["email_digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_booking_requests_org_number"), ["org_number"], unique=False)
        batch_op.create_index("ix_booking_requests_phone_digest", ["phone_digest"], unique=False)
        batch_op.create_index("ix_booking_requests_premises_state", ["premises_id", "state"], unique=False)

    op.create_table(
        "bars",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=True),
        sa.Column("request_id", sa.String(length=16), nullable=True),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("board_ids", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reach", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.String(length=16), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("set_by", sa.String(length=16), nullable=False),
        sa.Column("second_by", sa.String(length=16), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("lifted_by", sa.String(length=16), nullable=True),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.Column("lift_reason", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(association_id IS NULL) <> (request_id IS NULL)", name=op.f("ck_bars_one_party")
        ),
        sa.CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name=op.f("ck_bars_lift_whole")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_bars_days_in_order")),
        sa.CheckConstraint("review_on BETWEEN starts_on AND ends_on", name=op.f("ck_bars_review_within")),
        sa.CheckConstraint("second_by <> set_by", name=op.f("ck_bars_two_persons")),
        sa.ForeignKeyConstraint(["association_id"], ["associations.id"], name=op.f("fk_bars_association_id")),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_bars_board_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_bars_case_id")),
        sa.ForeignKeyConstraint(["lifted_by"], ["officers.id"], name=op.f("fk_bars_lifted_by")),
        sa.ForeignKeyConstraint(["owner_id"], ["officers.id"], name=op.f("fk_bars_owner_id")),
        sa.ForeignKeyConstraint(["request_id"], ["booking_requests.id"], name=op.f("fk_bars_request_id")),
        sa.ForeignKeyConstraint(["second_by"], ["officers.id"], name=op.f("fk_bars_second_by")),
        sa.ForeignKeyConstraint(["set_by"], ["officers.id"], name=op.f("fk_bars_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bars")),
    )
    with op.batch_alter_table("bars", schema=None) as batch_op:
        batch_op.create_index("ix_bars_association_id", ["association_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bars_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bars_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index("ix_bars_request_id", ["request_id"], unique=False)

    op.create_table(
        "bookings",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.String(length=16), nullable=False),
        sa.Column("premises_id", sa.String(length=16), nullable=False),
        sa.Column("source_key", sa.String(length=120), nullable=True),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_bookings_time_in_order")),
        sa.ForeignKeyConstraint(["premises_id"], ["premises.id"], name=op.f("fk_bookings_premises_id")),
        sa.ForeignKeyConstraint(["request_id"], ["booking_requests.id"], name=op.f("fk_bookings_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
        sa.UniqueConstraint("request_id", "source_key", name=op.f("uq_bookings_request_id_source_key")),
    )
    with op.batch_alter_table("bookings", schema=None) as batch_op:
        batch_op.create_index("ix_bookings_premises_starts", ["premises_id", "starts_at"], unique=False)
        batch_op.create_index("ix_bookings_request_id", ["request_id"], unique=False)

    op.create_table(
        "instalments",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("support_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("condition", sa.String(length=300), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_instalments_amount_positive")),
        sa.ForeignKeyConstraint(["support_id"], ["supports.id"], name=op.f("fk_instalments_support_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instalments")),
        sa.UniqueConstraint("support_id", "position", name=op.f("uq_instalments_support_id_position")),
    )
    op.create_table(
        "payments",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("voucher", sa.String(length=60), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("giro", sa.String(length=40), nullable=False),
        sa.Column("org_number", sa.String(length=10), nullable=True),
        sa.Column("case_number", sa.String(length=40), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("list_id", sa.String(length=16), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=True),
        sa.Column("support_id", sa.String(length=16), nullable=True),
        sa.Column("instalment_id", sa.String(length=16), nullable=True),
        sa.Column("read_by", sa.String(length=40), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_payments_association_id")
        ),
        sa.ForeignKeyConstraint(
            ["instalment_id"], ["instalments.id"], name=op.f("fk_payments_instalment_id")
        ),
        sa.ForeignKeyConstraint(["support_id"], ["supports.id"], name=op.f("fk_payments_support_id")),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_payments_board_id_boards")),
        sa.ForeignKeyConstraint(
            ["list_id"], ["list_imports.id"], name=op.f("fk_payments_list_id_list_imports")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.UniqueConstraint("source_system", "voucher", name=op.f("uq_payments_source_system_voucher")),
    )
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.create_index("ix_payments_association_id", ["association_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_payments_board_id"), ["board_id"], unique=False)
        batch_op.create_index("ix_payments_list_id", ["list_id"], unique=False)
        batch_op.create_index("ix_payments_support_id", ["support_id"], unique=False)
    op.create_table(
        "retention_rules",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("in_force_on", sa.Date(), nullable=False),
        sa.Column("adopted_by", sa.String(length=120), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("days IS NULL OR days > 0", name=op.f("ck_retention_rules_days_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_rules")),
        sa.UniqueConstraint("kind", "in_force_on", name=op.f("uq_retention_rules_kind_in_force_on")),
    )
    op.create_table(
        "archive_exceptions",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_archive_exceptions_end_whole")
        ),
        sa.ForeignKeyConstraint(
            ["board_id"], ["boards.id"], name=op.f("fk_archive_exceptions_board_id_boards")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_exceptions")),
    )
    with op.batch_alter_table("archive_exceptions", schema=None) as batch_op:
        batch_op.create_index("ix_archive_exceptions_board_id", ["board_id"], unique=False)
    op.create_table(
        "leads",
        sa.Column("evidence_id", sa.String(length=16), nullable=False),
        sa.Column("source_kind", sa.String(length=40), nullable=False),
        sa.Column("reliability", sa.String(length=40), nullable=False),
        sa.Column("verified", sa.Text(), nullable=False),
        sa.Column("verified_by", sa.String(length=40), nullable=True),
        sa.Column("verified_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(verified_at IS NULL) = (verified = '')", name=op.f("ck_leads_verification_said")
        ),
        sa.CheckConstraint(
            "(verified_at IS NULL) = (verified_by IS NULL)", name=op.f("ck_leads_verification_whole")
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_leads_evidence_id_evidence")),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_leads")),
    )
    op.create_table(
        "disposals",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("question_id", sa.String(length=10), nullable=False),
        sa.Column("rule_days", sa.Integer(), nullable=False),
        sa.Column("rule_in_force_on", sa.Date(), nullable=False),
        sa.Column("rule_adopted_by", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("disposed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_disposals_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposals")),
        sa.UniqueConstraint("item", name=op.f("uq_disposals_item")),
    )
    with op.batch_alter_table("disposals", schema=None) as batch_op:
        batch_op.create_index("ix_disposals_case_id", ["case_id"], unique=False)
    with op.batch_alter_table("officers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("staff_number", sa.String(length=40), nullable=True))
    with op.batch_alter_table("signals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("signatory_id", sa.String(length=16), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_signals_signatory_id"), "signatories", ["signatory_id"], ["id"]
        )
    _special_reviews()
    _payouts()
    _confirmed_house_rules()
    _board_meetings()

    op.create_table(
        "report_drafts",
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_by", sa.String(length=40), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "kind", "year", name=op.f("pk_report_drafts")),
    )
    op.create_table(
        "handed_in_reports",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("handed_in_by", sa.String(length=40), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handed_in_reports")),
        sa.UniqueConstraint(
            "scope", "kind", "year", "version", name=op.f("uq_handed_in_reports_scope_kind_year_version")
        ),
    )
    with op.batch_alter_table("handed_in_reports", schema=None) as batch_op:
        batch_op.create_index("ix_handed_in_reports_digest", ["digest"], unique=False)
    op.create_table(
        "effect_lists",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("decision_id", sa.String(length=16), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("close_reason", sa.Text(), nullable=False),
        sa.Column("closed_by", sa.String(length=16), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by IS NULL)", name=op.f("ck_effect_lists_close_whole")
        ),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_effect_lists_association_id")
        ),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_effect_lists_board_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_effect_lists_case_id")),
        sa.ForeignKeyConstraint(["closed_by"], ["officers.id"], name=op.f("fk_effect_lists_closed_by")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_effect_lists_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_effect_lists")),
        sa.UniqueConstraint("case_id", name=op.f("uq_effect_lists_case_id")),
    )
    with op.batch_alter_table("effect_lists", schema=None) as batch_op:
        batch_op.create_index("ix_effect_lists_association_id", ["association_id"], unique=False)
        batch_op.create_index("ix_effect_lists_board_id", ["board_id"], unique=False)

    op.create_table(
        "effect_rows",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("list_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.String(length=16), nullable=True),
        sa.Column("premises_id", sa.String(length=16), nullable=True),
        sa.Column("concerns_on", sa.Date(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("is_later", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cancelling", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("said_by", sa.String(length=16), nullable=True),
        sa.Column("said_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.String(length=16), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(state IN ('kept', 'ended')) = (decided_by IS NOT NULL)",
            name=op.f("ck_effect_rows_decided_whole"),
        ),
        sa.CheckConstraint(
            "state <> 'ended' OR kind NOT IN ('booking', 'tariff') OR (said_by IS NOT NULL AND said_by <> decided_by)",
            name=op.f("ck_effect_rows_two_persons"),
        ),
        sa.CheckConstraint("state = 'open' OR reason <> ''", name=op.f("ck_effect_rows_reason_given")),
        sa.CheckConstraint(
            "(decided_by IS NULL) = (decided_at IS NULL)", name=op.f("ck_effect_rows_decided_when")
        ),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_effect_rows_board_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["officers.id"], name=op.f("fk_effect_rows_decided_by")),
        sa.ForeignKeyConstraint(["list_id"], ["effect_lists.id"], name=op.f("fk_effect_rows_list_id")),
        sa.ForeignKeyConstraint(["premises_id"], ["premises.id"], name=op.f("fk_effect_rows_premises_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["booking_requests.id"], name=op.f("fk_effect_rows_request_id")
        ),
        sa.ForeignKeyConstraint(["said_by"], ["officers.id"], name=op.f("fk_effect_rows_said_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_effect_rows")),
        sa.UniqueConstraint(
            "list_id", "kind", "subject_id", name=op.f("uq_effect_rows_list_id_kind_subject_id")
        ),
    )
    with op.batch_alter_table("effect_rows", schema=None) as batch_op:
        batch_op.create_index("ix_effect_rows_board_state", ["board_id", "state"], unique=False)
        batch_op.create_index("ix_effect_rows_subject_id", ["subject_id"], unique=False)
    op.create_table(
        "reference_rates",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_rates")),
    )
    with op.batch_alter_table("reference_rates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reference_rates_from_on"), ["from_on"], unique=False)
    op.create_table(
        "open_grants",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("list_id", sa.String(length=16), nullable=False),
        sa.Column("identifier", sa.String(length=120), nullable=False),
        sa.Column("funder", sa.String(length=200), nullable=False),
        sa.Column("org_number", sa.String(length=10), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("awarded_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["list_id"], ["list_imports.id"], name=op.f("fk_open_grants_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_grants")),
        sa.UniqueConstraint("identifier", name=op.f("uq_open_grants_identifier")),
    )
    with op.batch_alter_table("open_grants", schema=None) as batch_op:
        batch_op.create_index("ix_open_grants_list_id", ["list_id"], unique=False)
        batch_op.create_index("ix_open_grants_org_number", ["org_number"], unique=False)
    op.create_table(
        "double_funding_words",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("first_key", sa.String(length=40), nullable=False),
        sa.Column("second_key", sa.String(length=40), nullable=False),
        sa.Column("first_amount", sa.Integer(), nullable=False),
        sa.Column("second_amount", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said_by", sa.String(length=16), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_double_funding_words_case_id")),
        sa.ForeignKeyConstraint(["said_by"], ["officers.id"], name=op.f("fk_double_funding_words_said_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_double_funding_words")),
    )
    with op.batch_alter_table("double_funding_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_double_funding_words_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_double_funding_words_first_key", ["first_key"], unique=False)
        batch_op.create_index("ix_double_funding_words_second_key", ["second_key"], unique=False)
    op.create_table(
        "repayment_claims",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("decision_id", sa.String(length=16), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("arose_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("awaited_on", sa.Date(), nullable=True),
        sa.Column("limitation_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_repayment_claims_amount_positive")),
        sa.CheckConstraint("due BETWEEN 0 AND amount", name=op.f("ck_repayment_claims_due_within")),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_repayment_claims_association_id")
        ),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_repayment_claims_board_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_repayment_claims_case_id")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_repayment_claims_decision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repayment_claims")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_repayment_claims_decision_id")),
    )
    with op.batch_alter_table("repayment_claims", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_repayment_claims_association_id"), ["association_id"], unique=False
        )
        batch_op.create_index("ix_repayment_claims_board_due", ["board_id", "due"], unique=False)
        batch_op.create_index(batch_op.f("ix_repayment_claims_case_id"), ["case_id"], unique=False)
    op.create_table(
        "claim_events",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("claim_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("tells_interest", sa.Boolean(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("undoes_id", sa.String(length=16), nullable=True),
        sa.Column("voucher", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("notice_id", sa.String(length=16), nullable=True),
        sa.Column("proposed_by", sa.String(length=16), nullable=True),
        sa.Column("noted_by", sa.String(length=40), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(kind IN ('waived', 'written_off')) = (proposed_by IS NOT NULL)",
            name=op.f("ck_claim_events_relief_proposed"),
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_claim_events_amount_not_negative")),
        sa.CheckConstraint("proposed_by <> noted_by", name=op.f("ck_claim_events_two_persons")),
        sa.ForeignKeyConstraint(["claim_id"], ["repayment_claims.id"], name=op.f("fk_claim_events_claim_id")),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_claim_events_notice_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["officers.id"], name=op.f("fk_claim_events_proposed_by")),
        sa.ForeignKeyConstraint(["undoes_id"], ["claim_events.id"], name=op.f("fk_claim_events_undoes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_events")),
        sa.UniqueConstraint("claim_id", "position", name=op.f("uq_claim_events_claim_id_position")),
    )
    op.create_table(
        "claim_periods",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("claim_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("evidence_ids", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["repayment_claims.id"], name=op.f("fk_claim_periods_claim_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_periods")),
        sa.UniqueConstraint("claim_id", "position", name=op.f("uq_claim_periods_claim_id_position")),
    )
    op.create_table(
        "claim_reliefs",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("claim_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.String(length=16), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.String(length=16), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (is_confirmed IS NULL)", name=op.f("ck_claim_reliefs_settled_whole")
        ),
        sa.CheckConstraint(
            "NOT is_confirmed OR settled_by <> proposed_by", name=op.f("ck_claim_reliefs_two_persons")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_claim_reliefs_amount_positive")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["repayment_claims.id"], name=op.f("fk_claim_reliefs_claim_id")
        ),
        sa.ForeignKeyConstraint(["proposed_by"], ["officers.id"], name=op.f("fk_claim_reliefs_proposed_by")),
        sa.ForeignKeyConstraint(["settled_by"], ["officers.id"], name=op.f("fk_claim_reliefs_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_reliefs")),
    )
    with op.batch_alter_table("claim_reliefs", schema=None) as batch_op:
        batch_op.create_index("ix_claim_reliefs_claim_id", ["claim_id"], unique=False)
    op.create_table(
        "payment_alarms",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("payment_id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("settled_as", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.String(length=16), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settled_as IS NULL) AND (settled_at IS NULL) = (settled_by IS NULL)",
            name=op.f("ck_payment_alarms_settled_whole"),
        ),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_payment_alarms_board_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_payment_alarms_payment_id")),
        sa.ForeignKeyConstraint(["settled_by"], ["officers.id"], name=op.f("fk_payment_alarms_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_alarms")),
        sa.UniqueConstraint("payment_id", "kind", name=op.f("uq_payment_alarms_payment_id_kind")),
    )
    with op.batch_alter_table("payment_alarms", schema=None) as batch_op:
        batch_op.create_index("ix_payment_alarms_board_settled", ["board_id", "settled_at"], unique=False)
    op.create_table(
        "terms_editions",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("clauses", sa.JSON(), nullable=False),
        sa.Column("adopted_by", sa.String(length=120), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("in_force_from_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("in_force_from_on >= adopted_on", name=op.f("ck_terms_editions_adopted_first")),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_terms_editions_board_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms_editions")),
        sa.UniqueConstraint(
            "board_id", "in_force_from_on", name=op.f("uq_terms_editions_board_id_in_force_from_on")
        ),
    )
    op.create_table(
        "accepted_terms",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.String(length=16), nullable=False),
        sa.Column("edition_id", sa.String(length=16), nullable=False),
        sa.Column("accepted_by", sa.String(length=120), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["terms_editions.id"], name=op.f("fk_accepted_terms_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["booking_requests.id"], name=op.f("fk_accepted_terms_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accepted_terms")),
        sa.UniqueConstraint("request_id", "edition_id", name=op.f("uq_accepted_terms_request_id_edition_id")),
    )
    with op.batch_alter_table("accepted_terms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accepted_terms_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "breaches",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("clause_key", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("is_minor", sa.Boolean(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.String(length=40), nullable=True),
        sa.Column("end_word", sa.Text(), nullable=False),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("(ended_at IS NULL) = (ended IS NULL)", name=op.f("ck_breaches_end_whole")),
        sa.CheckConstraint("known_on >= happened_on", name=op.f("ck_breaches_known_after")),
        sa.ForeignKeyConstraint(["request_id"], ["booking_requests.id"], name=op.f("fk_breaches_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breaches")),
    )
    with op.batch_alter_table("breaches", schema=None) as batch_op:
        batch_op.create_index("ix_breaches_request_id", ["request_id"], unique=False)

    op.create_table(
        "bar_moves",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("bar_id", sa.String(length=16), nullable=True),
        sa.Column("case_id", sa.String(length=16), nullable=True),
        sa.Column("reach", sa.String(length=40), nullable=False),
        sa.Column("is_every_board", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("proposed_by", sa.String(length=16), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("settled_by", sa.String(length=16), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'proposed') = (settled_at IS NULL)", name=op.f("ck_bar_moves_settled_whole")
        ),
        sa.CheckConstraint(
            "kind = 'lift' OR (ends_on IS NOT NULL AND review_on IS NOT NULL)",
            name=op.f("ck_bar_moves_days_whole"),
        ),
        sa.CheckConstraint("kind = 'set' OR bar_id IS NOT NULL", name=op.f("ck_bar_moves_bar_named")),
        sa.CheckConstraint(
            "state <> 'taken' OR settled_by <> proposed_by", name=op.f("ck_bar_moves_two_persons")
        ),
        sa.ForeignKeyConstraint(["bar_id"], ["bars.id"], name=op.f("fk_bar_moves_bar_id")),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_bar_moves_board_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_bar_moves_case_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["officers.id"], name=op.f("fk_bar_moves_proposed_by")),
        sa.ForeignKeyConstraint(["settled_by"], ["officers.id"], name=op.f("fk_bar_moves_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bar_moves")),
    )
    with op.batch_alter_table("bar_moves", schema=None) as batch_op:
        batch_op.create_index("ix_bar_moves_bar_id", ["bar_id"], unique=False)
        batch_op.create_index("ix_bar_moves_case_id", ["case_id"], unique=False)

    op.create_table(
        "bar_words",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("bar_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("written_by", sa.String(length=16), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'stands') = (next_review_on IS NOT NULL)", name=op.f("ck_bar_words_review_with_stands")
        ),
        sa.ForeignKeyConstraint(["bar_id"], ["bars.id"], name=op.f("fk_bar_words_bar_id")),
        sa.ForeignKeyConstraint(["written_by"], ["officers.id"], name=op.f("fk_bar_words_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bar_words")),
    )
    with op.batch_alter_table("bar_words", schema=None) as batch_op:
        batch_op.create_index("ix_bar_words_bar_id", ["bar_id"], unique=False)

    op.create_table(
        "breach_steps",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("breach_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("telling", sa.Text(), nullable=False),
        sa.Column("proportionality", sa.Text(), nullable=False),
        sa.Column("reply_by_on", sa.Date(), nullable=True),
        sa.Column("way", sa.String(length=40), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("lawyer_word", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.String(length=16), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("second_by", sa.String(length=16), nullable=True),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("bar_id", sa.String(length=16), nullable=True),
        sa.CheckConstraint(
            "(state = 'taken') = (taken_at IS NOT NULL)", name=op.f("ck_breach_steps_taken_whole")
        ),
        sa.CheckConstraint(
            "state <> 'taken' OR kind NOT IN ('suspension', 'termination') OR second_by IS NOT NULL",
            name=op.f("ck_breach_steps_heavy_by_two"),
        ),
        sa.CheckConstraint(
            "second_by IS NULL OR second_by <> proposed_by", name=op.f("ck_breach_steps_two_persons")
        ),
        sa.ForeignKeyConstraint(["bar_id"], ["bars.id"], name=op.f("fk_breach_steps_bar_id")),
        sa.ForeignKeyConstraint(["breach_id"], ["breaches.id"], name=op.f("fk_breach_steps_breach_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["officers.id"], name=op.f("fk_breach_steps_proposed_by")),
        sa.ForeignKeyConstraint(["second_by"], ["officers.id"], name=op.f("fk_breach_steps_second_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_steps")),
        sa.UniqueConstraint("breach_id", "position", name=op.f("uq_breach_steps_breach_id_position")),
    )
    with op.batch_alter_table("breach_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breach_steps_bar_id"), ["bar_id"], unique=False)
    op.create_table(
        "booking_questions",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.String(length=16), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("put_by", sa.String(length=40), nullable=False),
        sa.Column("put_at", sa.DateTime(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=40), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)", name=op.f("ck_booking_questions_answer_whole")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["booking_requests.id"], name=op.f("fk_booking_questions_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_questions")),
        sa.UniqueConstraint("request_id", "question", name=op.f("uq_booking_questions_request_id_question")),
    )
    op.create_table(
        "booking_verdicts",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.String(length=16), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["booking_requests.id"], name=op.f("fk_booking_verdicts_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_verdicts")),
    )
    with op.batch_alter_table("booking_verdicts", schema=None) as batch_op:
        batch_op.create_index("ix_booking_verdicts_request_id", ["request_id"], unique=False)
    op.create_table(
        "police_contact_notes",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.String(length=16), nullable=False),
        sa.Column("contacted_at", sa.DateTime(), nullable=False),
        sa.Column("unit", sa.String(length=120), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("police_number", sa.String(length=60), nullable=False),
        sa.Column("noted_by", sa.String(length=16), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("contacted_at <= noted_at", name=op.f("ck_police_contact_notes_noted_afterwards")),
        sa.ForeignKeyConstraint(["noted_by"], ["officers.id"], name=op.f("fk_police_contact_notes_noted_by")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["booking_requests.id"], name=op.f("fk_police_contact_notes_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_police_contact_notes")),
    )
    with op.batch_alter_table("police_contact_notes", schema=None) as batch_op:
        batch_op.create_index("ix_police_contact_notes_request_id", ["request_id"], unique=False)
    op.create_table(
        "booking_decisions",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("booking_ids", sa.JSON(), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("contact_id", sa.String(length=16), nullable=True),
        sa.Column("needs_second", sa.Boolean(), nullable=False),
        sa.Column("proposed_by", sa.String(length=16), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(length=16), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("returned_by", sa.String(length=16), nullable=True),
        sa.Column("returned_at", sa.DateTime(), nullable=True),
        sa.Column("returned_reason", sa.Text(), nullable=False),
        sa.Column("letter", sa.JSON(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "kind = 'approval' OR ground IS NOT NULL", name=op.f("ck_booking_decisions_ground_of_no")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)", name=op.f("ck_booking_decisions_decided_whole")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (digest IS NULL)", name=op.f("ck_booking_decisions_letter_at_once")
        ),
        sa.CheckConstraint(
            "decided_at IS NULL OR returned_at IS NULL", name=op.f("ck_booking_decisions_signed_or_returned")
        ),
        sa.CheckConstraint(
            "decided_by IS NULL OR NOT needs_second OR decided_by <> proposed_by",
            name=op.f("ck_booking_decisions_two_persons"),
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["police_contact_notes.id"], name=op.f("fk_booking_decisions_contact_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["officers.id"], name=op.f("fk_booking_decisions_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["officers.id"], name=op.f("fk_booking_decisions_proposed_by")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["booking_requests.id"], name=op.f("fk_booking_decisions_request_id")
        ),
        sa.ForeignKeyConstraint(
            ["returned_by"], ["officers.id"], name=op.f("fk_booking_decisions_returned_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_decisions")),
    )
    with op.batch_alter_table("booking_decisions", schema=None) as batch_op:
        batch_op.create_index("ix_booking_decisions_request_id", ["request_id"], unique=False)
    op.create_table(
        "observations",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("premises_id", sa.String(length=16), nullable=False),
        sa.Column("booking_id", sa.String(length=16), nullable=False),
        sa.Column("association_id", sa.String(length=16), nullable=True),
        sa.Column("case_id", sa.String(length=16), nullable=True),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=True),
        sa.Column("is_as_booked", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.String(length=16), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.Column("settled_as", sa.String(length=40), nullable=True),
        sa.Column("settle_note", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.String(length=16), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settled_as IS NULL)", name=op.f("ck_observations_settled_whole")
        ),
        sa.CheckConstraint("heads IS NULL OR heads >= 0", name=op.f("ck_observations_heads_not_negative")),
        sa.CheckConstraint("seen_at <= noted_at", name=op.f("ck_observations_noted_afterwards")),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_observations_association_id")
        ),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_observations_booking_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_observations_case_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["officers.id"], name=op.f("fk_observations_noted_by")),
        sa.ForeignKeyConstraint(["premises_id"], ["premises.id"], name=op.f("fk_observations_premises_id")),
        sa.ForeignKeyConstraint(["settled_by"], ["officers.id"], name=op.f("fk_observations_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observations")),
    )
    with op.batch_alter_table("observations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_observations_association_id"), ["association_id"], unique=False)
        batch_op.create_index("ix_observations_booking_id", ["booking_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observations_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_observations_premises_id", ["premises_id"], unique=False)
    op.create_table(
        "court_findings",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("decision_id", sa.String(length=16), nullable=False),
        sa.Column("court", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("judged_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(length=16), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("finding <> ''", name=op.f("ck_court_findings_finding_said")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_court_findings_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officers.id"], name=op.f("fk_court_findings_recorded_by_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_findings")),
    )
    with op.batch_alter_table("court_findings", schema=None) as batch_op:
        batch_op.create_index("ix_court_findings_decision_id", ["decision_id"], unique=False)
    op.create_table(
        "freedom_trials",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("rights", sa.JSON(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("tried_by", sa.String(length=16), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_freedom_trials_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["tried_by"], ["officers.id"], name=op.f("fk_freedom_trials_tried_by_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freedom_trials")),
    )
    with op.batch_alter_table("freedom_trials", schema=None) as batch_op:
        batch_op.create_index("ix_freedom_trials_case_id", ["case_id"], unique=False)


def downgrade() -> None:
    _refuse_special_reviews()
    op.drop_table("board_meetings")
    _without_confirmed_house_rules()
    _without_payouts()
    with op.batch_alter_table("freedom_trials", schema=None) as batch_op:
        batch_op.drop_index("ix_freedom_trials_case_id")
    op.drop_table("freedom_trials")
    with op.batch_alter_table("court_findings", schema=None) as batch_op:
        batch_op.drop_index("ix_court_findings_decision_id")
    op.drop_table("court_findings")
    with op.batch_alter_table("observations", schema=None) as batch_op:
        batch_op.drop_index("ix_observations_premises_id")
        batch_op.drop_index(batch_op.f("ix_observations_case_id"))
        batch_op.drop_index("ix_observations_booking_id")
        batch_op.drop_index(batch_op.f("ix_observations_association_id"))
    op.drop_table("observations")
    with op.batch_alter_table("booking_decisions", schema=None) as batch_op:
        batch_op.drop_index("ix_booking_decisions_request_id")
    op.drop_table("booking_decisions")
    with op.batch_alter_table("police_contact_notes", schema=None) as batch_op:
        batch_op.drop_index("ix_police_contact_notes_request_id")
    op.drop_table("police_contact_notes")
    with op.batch_alter_table("booking_verdicts", schema=None) as batch_op:
        batch_op.drop_index("ix_booking_verdicts_request_id")
    op.drop_table("booking_verdicts")
    op.drop_table("booking_questions")
    with op.batch_alter_table("breach_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_breach_steps_bar_id"))

    op.drop_table("breach_steps")
    with op.batch_alter_table("bar_words", schema=None) as batch_op:
        batch_op.drop_index("ix_bar_words_bar_id")

    op.drop_table("bar_words")
    with op.batch_alter_table("bar_moves", schema=None) as batch_op:
        batch_op.drop_index("ix_bar_moves_case_id")
        batch_op.drop_index("ix_bar_moves_bar_id")

    op.drop_table("bar_moves")
    with op.batch_alter_table("breaches", schema=None) as batch_op:
        batch_op.drop_index("ix_breaches_request_id")

    op.drop_table("breaches")
    with op.batch_alter_table("accepted_terms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accepted_terms_edition_id"))

    op.drop_table("accepted_terms")
    op.drop_table("terms_editions")
    with op.batch_alter_table("handed_in_reports", schema=None) as batch_op:
        batch_op.drop_index("ix_handed_in_reports_digest")
    op.drop_table("handed_in_reports")
    op.drop_table("report_drafts")
    with op.batch_alter_table("payment_alarms", schema=None) as batch_op:
        batch_op.drop_index("ix_payment_alarms_board_settled")
    op.drop_table("payment_alarms")
    with op.batch_alter_table("claim_reliefs", schema=None) as batch_op:
        batch_op.drop_index("ix_claim_reliefs_claim_id")
    op.drop_table("claim_reliefs")
    op.drop_table("claim_periods")
    op.drop_table("claim_events")
    with op.batch_alter_table("repayment_claims", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_repayment_claims_case_id"))
        batch_op.drop_index("ix_repayment_claims_board_due")
        batch_op.drop_index(batch_op.f("ix_repayment_claims_association_id"))
    op.drop_table("repayment_claims")
    with op.batch_alter_table("double_funding_words", schema=None) as batch_op:
        batch_op.drop_index("ix_double_funding_words_second_key")
        batch_op.drop_index("ix_double_funding_words_first_key")
        batch_op.drop_index(batch_op.f("ix_double_funding_words_case_id"))
    op.drop_table("double_funding_words")
    with op.batch_alter_table("open_grants", schema=None) as batch_op:
        batch_op.drop_index("ix_open_grants_org_number")
        batch_op.drop_index("ix_open_grants_list_id")
    op.drop_table("open_grants")
    with op.batch_alter_table("reference_rates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reference_rates_from_on"))
    op.drop_table("reference_rates")
    with op.batch_alter_table("effect_rows", schema=None) as batch_op:
        batch_op.drop_index("ix_effect_rows_subject_id")
        batch_op.drop_index("ix_effect_rows_board_state")

    op.drop_table("effect_rows")
    with op.batch_alter_table("effect_lists", schema=None) as batch_op:
        batch_op.drop_index("ix_effect_lists_board_id")
        batch_op.drop_index("ix_effect_lists_association_id")

    op.drop_table("effect_lists")
    op.execute("DELETE FROM signals WHERE signatory_id IS NOT NULL")
    with op.batch_alter_table("signals", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_signals_signatory_id"), type_="foreignkey")
        batch_op.drop_column("signatory_id")
    _without_special_reviews()
    with op.batch_alter_table("officers", schema=None) as batch_op:
        batch_op.drop_column("staff_number")
    with op.batch_alter_table("disposals", schema=None) as batch_op:
        batch_op.drop_index("ix_disposals_case_id")
    op.drop_table("disposals")
    op.drop_table("leads")
    with op.batch_alter_table("archive_exceptions", schema=None) as batch_op:
        batch_op.drop_index("ix_archive_exceptions_board_id")
    op.drop_table("archive_exceptions")
    op.drop_table("retention_rules")
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.drop_index("ix_payments_support_id")
        batch_op.drop_index("ix_payments_list_id")
        batch_op.drop_index(batch_op.f("ix_payments_board_id"))
        batch_op.drop_index("ix_payments_association_id")

    op.drop_table("payments")
    op.drop_table("instalments")
    with op.batch_alter_table("bookings", schema=None) as batch_op:
        batch_op.drop_index("ix_bookings_request_id")
        batch_op.drop_index("ix_bookings_premises_starts")

    op.drop_table("bookings")
    with op.batch_alter_table("bars", schema=None) as batch_op:
        batch_op.drop_index("ix_bars_request_id")
        batch_op.drop_index(batch_op.f("ix_bars_owner_id"))
        batch_op.drop_index(batch_op.f("ix_bars_case_id"))
        batch_op.drop_index("ix_bars_association_id")

    op.drop_table("bars")
    with op.batch_alter_table("booking_requests", schema=None) as batch_op:
        batch_op.drop_index("ix_booking_requests_premises_state")
        batch_op.drop_index("ix_booking_requests_phone_digest")
        batch_op.drop_index(batch_op.f("ix_booking_requests_org_number"))
        batch_op.drop_index("ix_booking_requests_email_digest")
        batch_op.drop_index("ix_booking_requests_association_id")

    op.drop_table("booking_requests")
    with op.batch_alter_table("tariffs", schema=None) as batch_op:
        batch_op.drop_index("ix_tariffs_premises_id")

    op.drop_table("tariffs")
    with op.batch_alter_table("premises_rules", schema=None) as batch_op:
        batch_op.drop_index("ix_premises_rules_premises_id")

    op.drop_table("premises_rules")
    with op.batch_alter_table("premises_duties", schema=None) as batch_op:
        batch_op.drop_index("ix_premises_duties_premises_id")
        batch_op.drop_index("ix_premises_duties_officer_id")

    op.drop_table("premises_duties")
    op.drop_table("opening_hours")
    op.drop_table("premises")


def _special_reviews() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_review", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revocation", sa.JSON(), nullable=True))
    op.create_table(
        "special_reviews",
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("support_id", sa.String(length=16), nullable=False),
        sa.Column("decision_id", sa.String(length=16), nullable=False),
        sa.Column("act_id", sa.String(length=16), nullable=False),
        sa.Column("circumstance", sa.Text(), nullable=False),
        sa.Column("act_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.String(length=16), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("circumstance <> ''", name=op.f("ck_special_reviews_circumstance_there")),
        sa.ForeignKeyConstraint(
            ["act_id"], ["recorded_acts.id"], name=op.f("fk_special_reviews_act_id_recorded_acts")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_special_reviews_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_special_reviews_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["officers.id"], name=op.f("fk_special_reviews_opened_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["support_id"], ["supports.id"], name=op.f("fk_special_reviews_support_id_supports")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_special_reviews")),
    )
    op.create_index("ix_special_reviews_support_id", "special_reviews", ["support_id"], unique=False)
    op.create_table(
        "payment_holds",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("support_id", sa.String(length=16), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undoing", sa.Text(), nullable=False),
        sa.Column("delegation_item", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("notice_id", sa.String(length=16), nullable=False),
        sa.Column("held_by", sa.String(length=16), nullable=False),
        sa.Column("held_at", sa.DateTime(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(length=16), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(scope = 'part') = (amount IS NOT NULL)", name=op.f("ck_payment_holds_amount_of_part")
        ),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_payment_holds_days_in_order")),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (ended_by IS NULL) AND (ended_on IS NULL) = (end_reason = '')",
            name=op.f("ck_payment_holds_end_whole"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_payment_holds_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["officers.id"], name=op.f("fk_payment_holds_ended_by_officers")
        ),
        sa.ForeignKeyConstraint(["held_by"], ["officers.id"], name=op.f("fk_payment_holds_held_by_officers")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_payment_holds_notice_id_notices")
        ),
        sa.ForeignKeyConstraint(
            ["support_id"], ["supports.id"], name=op.f("fk_payment_holds_support_id_supports")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_holds")),
    )
    op.create_index("ix_payment_holds_case_id", "payment_holds", ["case_id"], unique=False)
    op.create_index("ix_payment_holds_support_id", "payment_holds", ["support_id"], unique=False)
    op.create_table(
        "revoked_supports",
        sa.Column("decision_id", sa.String(length=16), nullable=False),
        sa.Column("support_id", sa.String(length=16), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("again", sa.JSON(), nullable=False),
        sa.Column("again_from_on", sa.Date(), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_revoked_supports_amount_not_negative")),
        sa.CheckConstraint(
            "ended_on IS NOT NULL OR amount > 0", name=op.f("ck_revoked_supports_something_revoked")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_revoked_supports_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["support_id"], ["supports.id"], name=op.f("fk_revoked_supports_support_id_supports")
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_revoked_supports")),
    )
    op.create_index("ix_revoked_supports_support_id", "revoked_supports", ["support_id"], unique=False)


def _refuse_special_reviews() -> None:
    """The older program would take a review for an application, and cannot read what it came to."""
    kept = op.get_bind().scalar(sa.text("SELECT count(*) FROM special_reviews"))
    if kept:
        raise RuntimeError(
            f"{kept} special review(s) are kept, which the older program cannot read; nothing was changed"
        )


def _without_special_reviews() -> None:
    op.drop_table("revoked_supports")
    op.drop_table("payment_holds")
    op.drop_table("special_reviews")
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_column("revocation")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_column("is_review")


def _payouts() -> None:
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("payout", sa.JSON(), nullable=True))


def _without_payouts() -> None:
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_column("payout")


def _confirmed_house_rules() -> None:
    with op.batch_alter_table("house_rules", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confirmed_by", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(), nullable=True))
    op.create_table(
        "waiting_house_rules",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("adopted_by", sa.String(length=120), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("in_force_to", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_waiting_house_rules_board_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_house_rules")),
        sa.UniqueConstraint("board_id", "key", name=op.f("uq_waiting_house_rules_board_id_key")),
    )


def _without_confirmed_house_rules() -> None:
    op.drop_table("waiting_house_rules")
    with op.batch_alter_table("house_rules", schema=None) as batch_op:
        batch_op.drop_column("confirmed_at")
        batch_op.drop_column("confirmed_by")


def _board_meetings() -> None:
    op.create_table(
        "board_meetings",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("planned_by", sa.String(length=40), nullable=False),
        sa.Column("planned_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_board_meetings_board_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_meetings")),
        sa.UniqueConstraint("board_id", "held_on", name=op.f("uq_board_meetings_board_id_held_on")),
    )

"""Merging two associations and undoing it, to the row."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.makers import NOW, an_officer
from tests.makers_associations import a_secretary, an_association
from tests.makers_decisions import a_ready_case
from vetting.domain.authority import Act, may
from vetting.domain.errors import NotAllowed, Refused
from vetting.domain.terms import OfficeRole, PaperKind, Role
from vetting.records.applications import Case
from vetting.records.associations import Association, OfficeHolder, Paper
from vetting.records.cross_checks import CrossCheck
from vetting.records.db import db, transaction
from vetting.records.files import remember_file
from vetting.records.journal import JournalEntry
from vetting.records.merges import FOLLOWING
from vetting.services import associations
from vetting.services.merges import merge_associations, undo_merge


def a_rich_association(by) -> str:
    """One with a case, a check, a paper and a seat."""
    case_id = a_ready_case()
    key = db.session.get_one(Case, case_id).association_id
    with transaction(is_piece=True):
        remember_file("d" * 64, size=1, content_type="application/pdf", now=NOW)
        db.session.add(
            Paper(
                association_id=key,
                kind=PaperKind.STATUTES,
                year=2026,
                file_digest="d" * 64,
                file_name="stadgar.pdf",
                received_at=NOW,
                received_by="setup",
            )
        )
    associations.record_office_holder(key, OfficeRole.CHAIR, term_from_on=dt.date(2026, 3, 1), by=by, now=NOW)
    return key


def owners() -> dict[str, dict[str, str | None]]:
    """Whose every row is, per table."""
    db.session.rollback()
    return {
        table: {row.id: getattr(row, owner.key) for row in db.session.scalars(select(kind))}
        for table, (kind, owner) in FOLLOWING.items()
    }


def test_everything_follows_and_goes_back_exactly(app):
    by = a_secretary()
    absorbed = a_rich_association(by)
    kept = an_association("Granlunda kulturforening", by=by)
    own = associations.record_office_holder(
        kept, OfficeRole.TREASURER, term_from_on=dt.date(2026, 3, 1), by=by, now=NOW
    )
    before = owners()
    merge_id = merge_associations(kept, absorbed, reason="Samma stadgar", by=by, now=NOW)
    during = owners()
    for kind in (Case, CrossCheck, Paper, OfficeHolder):
        assert {row.association_id for row in db.session.scalars(select(kind))} == {kept}
    assert during["associations"][absorbed] == kept
    undo_merge(merge_id, by=by, now=NOW)
    assert owners() == before
    assert before["office_holders"][own] == kept
    names = list(db.session.scalars(select(JournalEntry.name).order_by(JournalEntry.seq)))
    assert names[-2:] == ["AssociationsMerged", "MergeUndone"]
    with pytest.raises(Refused, match="merge_undone"):
        undo_merge(merge_id, by=by, now=NOW)


def test_what_came_since_stays_with_the_kept_one(app):
    by = a_secretary()
    absorbed, kept = an_association("A-klubben", by=by), an_association("A klubben", by=by)
    merge_id = merge_associations(kept, absorbed, reason="Samma", by=by, now=NOW)
    since = associations.record_office_holder(
        kept, OfficeRole.CHAIR, term_from_on=dt.date(2026, 3, 1), by=by, now=NOW
    )
    undo_merge(merge_id, by=by, now=NOW)
    assert owners()["office_holders"][since] == kept


def test_merges_on_top_of_each_other_are_undone_from_the_top(app):
    by = a_secretary()
    a, b, c = (an_association(f"Förening {letter}", by=by) for letter in "abc")
    first = merge_associations(b, a, reason="Samma", by=by, now=NOW)
    second = merge_associations(c, b, reason="Samma", by=by, now=NOW)
    assert owners()["associations"] == {a: c, b: c, c: None}
    with pytest.raises(Refused, match="merge_covered"):
        undo_merge(first, by=by, now=NOW)
    undo_merge(second, by=by, now=NOW)
    undo_merge(first, by=by, now=NOW)
    assert set(owners()["associations"].values()) == {None}


def test_a_merge_has_its_rules(app):
    by = a_secretary()
    one = an_association("Ett", by=by, org_number="889999-9018")
    other = an_association("Två", by=by, org_number="889999-9026")
    plain = an_association("Tre", by=by)
    for kept, absorbed, reason, code in (
        (one, one, "x", "merge_with_itself"),
        (one, other, "x", "merge_numbers_differ"),
        (one, plain, " ", "text_missing"),
        (one, plain, "Ring 850161-0003", "personal_number_in_text"),
    ):
        with pytest.raises(Refused, match=code):
            merge_associations(kept, absorbed, reason=reason, by=by, now=NOW)
    merge_associations(one, plain, reason="Samma", by=by, now=NOW)
    with pytest.raises(Refused, match="association_is_merged"):
        merge_associations(other, plain, reason="Samma", by=by, now=NOW)


@pytest.mark.parametrize("role", [role for role in Role])
def test_only_those_who_may_edit_merge(app, role):
    by = an_officer(role, username=role.value)
    if not may(by, Act.EDIT_DIRECTORY):
        with pytest.raises(NotAllowed):
            merge_associations("a", "b", reason="x", by=by, now=NOW)
        with pytest.raises(NotAllowed):
            undo_merge("m", by=by, now=NOW)


def test_adding_warns_of_what_is_there(app):
    by = a_secretary()
    there = an_association("Norrdals kulturförening", by=by, org_number="889999-9018")
    from vetting.domain.association import Written

    for written in (Written("NORRDALS  KULTUR-FORENING"), Written("Annan", "8899999018")):
        with pytest.raises(Refused, match="association_may_exist") as refusal:
            associations.add_association(written, by=by, now=NOW)
        assert refusal.value.facts["ids"] == [there]
    assert associations.add_association(Written("Annan", "8899999018"), although_alike=True, by=by, now=NOW)


def test_a_correction_on_an_old_version_is_refused(app):
    by = a_secretary()
    from vetting.domain.association import Written

    key = an_association("Ekby IF", by=by)
    new = Written("Ekby Idrottsförening", "889999-9018", city="Ekby")
    associations.correct_association(key, new, version=1, reason="Nya stadgar", by=by, now=NOW)
    row = db.session.get_one(Association, key)
    assert (row.name, row.search_key, row.org_number, row.version) == (
        "Ekby Idrottsförening",
        "ekby idrottsforening",
        "8899999018",
        2,
    )
    with pytest.raises(Refused, match="association_changed_meanwhile"):
        associations.correct_association(key, new, version=1, reason="x", by=by, now=NOW)
    with pytest.raises(Refused, match="association_unchanged"):
        associations.correct_association(key, new, version=2, reason="x", by=by, now=NOW)


def test_what_shows_a_seat_is_never_cut(app):
    by = a_secretary()
    key, term = an_association(by=by), {"term_from_on": dt.date(2026, 3, 1), "by": by, "now": NOW}
    with pytest.raises(Refused, match="text_too_long"):
        associations.record_office_holder(key, OfficeRole.CHAIR, proof="x" * 201, **term)


def test_a_term_ends_after_it_began(app):
    by = a_secretary()
    key = an_association(by=by)
    begun = dt.date(2026, 3, 1)
    seat = associations.record_office_holder(key, OfficeRole.CHAIR, term_from_on=begun, by=by, now=NOW)
    with pytest.raises(Refused, match="term_backwards"):
        associations.end_office_holder(seat, dt.date(2026, 2, 1), by=by, now=NOW)
    associations.end_office_holder(seat, dt.date(2026, 6, 1), by=by, now=NOW)
    with pytest.raises(Refused, match="term_ended"):
        associations.end_office_holder(seat, dt.date(2026, 7, 1), by=by, now=NOW)

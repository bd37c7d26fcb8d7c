"""Rows that were set aside are put in order by a person, once."""

import pytest

from tests.makers import NOW, an_officer
from tests.makers_associations import REGISTER, a_secretary, an_applied_import, an_import, the_associations
from vetting.domain.errors import NotAllowed, Refused
from vetting.domain.terms import Role, RowState
from vetting.domain.terms_imports import Settlement
from vetting.records import imports
from vetting.records.db import db
from vetting.services.directory_settling import Settled, settle_row


def test_a_person_settles_a_row_and_it_stays_settled(app):
    by = a_secretary()
    import_id = an_applied_import(REGISTER, by=by)
    given = Settled(Settlement.NUMBER_GIVEN, "Enligt stadgarna", number="889999-9034")
    settle_row(import_id, 3, settled=given, by=by, now=NOW)
    settle_row(import_id, 4, settled=Settled(Settlement.SET_ASIDE, "En testrad"), by=by, now=NOW)
    settle_row(import_id, 5, settled=Settled(Settlement.ACCEPTED, "Saknar nummer"), by=by, now=NOW)
    settle_row(import_id, 9, settled=Settled(Settlement.ACCEPTED, "Ringt", name="Ekby scen"), by=by, now=NOW)
    there = the_associations()
    assert (there["Söderå IF"].org_number, there["Söderå IF"].row_state) == ("8899999034", RowState.OK)
    assert there["Test-Idrotten"].row_state is RowState.QUARANTINED
    assert there["Vägen"].row_state is RowState.OK
    assert there["Ekby scen"].row_state is RowState.OK
    with pytest.raises(Refused, match="row_settled_already"):
        settle_row(import_id, 3, settled=given, by=by, now=NOW)
    again = an_applied_import(REGISTER + b"\n", by=by)
    db.session.rollback()
    kept = {row.row_no: row.settlement for row in imports.rows_of(again) if row.settlement}
    assert kept == {3: Settlement.NUMBER_GIVEN, 4: Settlement.SET_ASIDE, 5: Settlement.ACCEPTED}
    assert the_associations()["Söderå IF"].org_number == "8899999034"


@pytest.mark.parametrize(
    ("row_no", "settled", "code"),
    [
        (2, Settled(Settlement.ACCEPTED, "x"), "row_not_set_aside"),
        (3, Settled(Settlement.ACCEPTED, " "), "text_missing"),
        (3, Settled(Settlement.NUMBER_GIVEN, "x"), "number_missing"),
        (3, Settled(Settlement.NUMBER_GIVEN, "x", number="850161-0003"), "number_is_personal"),
        (9, Settled(Settlement.ACCEPTED, "x"), "name_missing"),
    ],
)
def test_settling_has_its_rules(app, row_no, settled, code):
    by = a_secretary()
    import_id = an_applied_import(REGISTER, by=by)
    with pytest.raises(Refused, match=code):
        settle_row(import_id, row_no, settled=settled, by=by, now=NOW)


def test_only_an_imported_register_is_settled_and_only_by_those_who_may(app):
    by = a_secretary()
    import_id = an_import(REGISTER, by=by)
    accepted = Settled(Settlement.ACCEPTED, "x")
    with pytest.raises(Refused, match="import_not_applied"):
        settle_row(import_id, 3, settled=accepted, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        settle_row(import_id, 3, settled=accepted, by=an_officer(Role.AUDITOR, username="rev"), now=NOW)

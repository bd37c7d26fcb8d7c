"""Accounts, former names and former numbers that the association register brings."""

import pytest

from tests.makers_associations import a_csv, a_secretary, an_applied_import
from vetting.domain.terms_associations import GiroKind
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.imports import ImportRow
from vetting.records.watched import party_of

OLD = "8299999014"


@pytest.fixture
def secretary(app):
    return a_secretary()


def the_party(association_id: str):
    return party_of(db.session.get_one(Association, association_id))


def test_a_register_brings_accounts_and_former_names_and_never_takes_any_away(app, secretary):
    head = "Namn;Org.nr;Bankgiro;Plusgiro;Tidigare namn;Tidigare orgnr"
    full = "Skutans Teater;889999-9018;123-4566;1-8;Gamla Skutan|Skutans vänner;829999-9014"
    an_applied_import(a_csv(full, head=head), by=secretary)
    row = db.session.query(Association).one()
    assert (row.giro_kind, row.giro) == (GiroKind.BANKGIRO, "1234566")
    assert the_party(row.id).aliases == ("Gamla Skutan", "Skutans vänner")
    assert the_party(row.id).other_numbers == (OLD,)
    more = "Skutans Teater;889999-9018;;;Gamla skutan|Skutans Scen;"
    an_applied_import(a_csv(more, head=head), "två.csv", by=secretary)
    db.session.rollback()
    assert the_party(row.id).aliases == ("Gamla Skutan", "Skutans Scen", "Skutans vänner")
    assert (db.session.get_one(Association, row.id).giro, the_party(row.id).other_numbers) == (
        "1234566",
        (OLD,),
    )


def test_what_cannot_be_used_of_a_row_is_left_out_and_told(app, secretary):
    head = "Namn;Org.nr;Bankgiro;Tidigare namn;Tidigare orgnr"
    bad = "Skutans Teater;889999-9018;811228-9874;Testperson 811228-9874;850161-0003"
    import_id = an_applied_import(a_csv(bad, head=head), by=secretary)
    row = db.session.query(Association).one()
    assert (row.row_state.value, row.giro, the_party(row.id).aliases) == ("repaired", None, ())
    kept = db.session.query(ImportRow).filter_by(import_id=import_id).one()
    assert {problem["code"] for problem in kept.problems} == {"giro_unusable", "former_number_unusable"}
    assert "9874" not in str((kept.values, kept.problems))
    assert "0003" not in str((kept.values, kept.problems))

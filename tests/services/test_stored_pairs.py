"""Stored pairs tried anew: as the checks banded them, each look whole, and nobody's signatories among them."""

import datetime as dt

import pytest

from tests.makers import NOW, an_officer
from tests.makers_decisions import a_ready_case
from tests.makers_inquiries import an_asked_register, asked
from tests.makers_sources import TODAY, a_list, a_source, delivered, judged
from vetting.domain.authority import SYSTEM
from vetting.domain.match_settings import DEFAULT
from vetting.domain.terms import Band, Judgement, OfficeRole, Partner, Role
from vetting.domain.what_if import try_settings
from vetting.records import listings, neighbours
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.cross_checks import CheckedSource, CrossCheck, Hit
from vetting.records.db import db, transaction
from vetting.records.inquiries import Inquiry
from vetting.records.match_settings import stored_pairs
from vetting.records.signatories import Signatory
from vetting.services import match_settings, screening

NAME = "Granlunda Kulturförening"


@pytest.fixture
def checked(app):
    """A case whose check met rivals in two sources and in the municipality's own directory."""
    by = an_officer(Role.CULTURE_SECRETARY)
    a_source("egna", "directory", partner=Partner.ASSOCIATIONS)
    for key, rows in (
        ("skulder", [(NAME, "", "", ""), ("Granlunda Kulturföreningar", "", "", "")]),
        ("avtal", [(NAME, "889999-9018", "", ""), ("Granlunda Kulturföreningar", "", "", "")]),
    ):
        a_source(key, "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
        delivered(key, a_list(rows))
    case_id = a_ready_case(check=None)
    named("Granlunda Kulturförening", "8899999018", of_case=case_id)
    for number, name in ((2, "Granlunda Kulturförenings"), (3, "Granlunda Kulturföreningarna")):
        named(name, None, of_case=a_ready_case(number=number, check=None))
    screening.cross_check(case_id=case_id, by=by, now=NOW)
    return case_id, by


def named(name: str, number: str | None, *, of_case: str) -> None:
    with transaction(is_piece=True):
        row = db.session.get_one(Association, db.session.get_one(Case, of_case).association_id)
        row.name = row.search_key = row.sort_key = name
        row.search_key, row.org_number = name.casefold(), number


def test_the_thresholds_in_force_make_of_them_what_the_check_made(checked):
    pairs = stored_pairs()
    weights = {
        one: listings.weights_at(one) if one else neighbours.directory_weights()
        for one in {pair.look.weights for pair in pairs}
    }
    nothing = try_settings(pairs, weights, before=DEFAULT, after=DEFAULT)
    bands = {hit.id: hit.band for hit in db.session.query(Hit)}
    assert len(bands) == nothing.before.shown >= 4
    assert {Band.CONFIRMED, Band.POSSIBLE} < set(bands.values())
    assert nothing.before.strong == sum(band in (Band.CONFIRMED, Band.STRONG) for band in bands.values())


def test_the_distance_to_the_next_listing_moves_them(checked):
    wide = {**DEFAULT.to_dict(), "version": "?", "runner_up_margin": 0.0}
    by = an_officer(Role.COORDINATOR, username="samordnare", everywhere=True)
    tried = match_settings.try_settings(wide, by=by, today=TODAY)
    assert tried.after.strong > tried.before.strong
    assert all((one.before, one.after) == (Band.POSSIBLE, Band.STRONG) for one in tried.moved)


def test_weights_tried_are_those_of_the_next_check_once_they_are_in_force(checked):
    case_id, by = checked
    one, other = (an_officer(Role.COORDINATOR, username=name, everywhere=True) for name in ("ett", "tva"))
    a_source("bolag", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    delivered("bolag", a_list([("Granlunda Kulturföreningarna", "", "", "")]))
    screening.cross_check(case_id=case_id, by=by, now=NOW)
    before = {pair.listing.name for pair in stored_pairs()}
    values = {**DEFAULT.to_dict(), "version": "tyngre typord", "weight_type": 20.0}
    tried = match_settings.try_settings(values, by=one, today=TODAY)
    assert [(moved.before, moved.after) for moved in tried.moved] == [(Band.POSSIBLE, None)]
    match_settings.propose_settings(values, "Typord skiljer mer", in_force_on=TODAY, by=one, now=NOW)
    match_settings.confirm_settings("tyngre typord", by=other, now=NOW)
    check_id = screening.cross_check(case_id=case_id, by=by, now=NOW + dt.timedelta(hours=1))
    assert db.session.get_one(CrossCheck, check_id).settings_version == "tyngre typord"
    assert before - {pair.listing.name for pair in stored_pairs()} == {"Granlunda Kulturföreningarna"}


def test_what_is_near_in_the_own_directory_is_kept_beside_its_hits(checked):
    kept = {one.source_id: one.rivals for one in db.session.query(CheckedSource)}
    hits = {hit.source_id: hit for hit in db.session.query(Hit) if hit.other_association_id}
    assert hits, "the directory has a telling row"
    (source_id,) = hits
    assert {one["name"] for one in kept.pop(source_id)} <= {"Granlunda Kulturföreningarna"}
    assert not any(kept.values())


def test_a_limit_never_cuts_a_look_in_two(checked):
    everything = stored_pairs()
    looks = [pair.look for pair in everything]
    for most in range(1, len(everything) + 1):
        got = [pair.look for pair in stored_pairs(most)]
        assert len(got) <= most
        assert all(got.count(look) == looks.count(look) for look in got)


def test_judged_pairs_count_and_older_runs_do_not(checked):
    case_id, by = checked
    hit_id = db.session.query(Hit.id).filter_by(band=Band.CONFIRMED).scalar()
    judged(hit_id, Judgement.SAME, by=by)
    before = len(stored_pairs())
    screening.cross_check(case_id=case_id, by=SYSTEM, now=NOW + dt.timedelta(hours=1))
    pairs = stored_pairs()
    assert len(pairs) == before
    assert [pair.judgement for pair in pairs].count(Judgement.SAME) == 1


def test_answers_by_number_and_signatories_are_left_out(checked):
    case_id, _ = checked
    about_person, answer, *rest = [pair.id for pair in stored_pairs()]
    an_asked_register()
    asked("8899999018")
    who = Signatory(
        case_id=case_id, name="Prov Provsson", born_on=TODAY, function=OfficeRole.CHAIR,
        declared_on=TODAY, added_by="setup", added_at=NOW,
    )  # fmt: skip
    with transaction(is_piece=True):
        db.session.add(who)
        db.session.flush()
        db.session.get_one(Hit, about_person).signatory_id = who.id
        hit = db.session.get_one(Hit, answer)
        hit.listing_id = hit.other_association_id = None
        hit.inquiry_id = db.session.query(Inquiry.id).scalar()
    assert [pair.id for pair in stored_pairs()] == rest

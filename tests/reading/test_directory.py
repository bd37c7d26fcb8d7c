"""Finding associations, and one association's page in a constant number of questions."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_associations import a_csv, a_secretary, an_applied_import, an_association
from tests.makers_decisions import a_ready_case
from tests.queries import count_queries
from vetting.domain.errors import NotAllowed, NotFound
from vetting.domain.terms import NumberClass, OfficeRole, Role, RowState
from vetting.reading.association import association_page
from vetting.reading.directory import Asked, directory
from vetting.reading.directory_imports import import_page
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.services import associations
from vetting.services.merges import merge_associations

TODAY = NOW.date()


@pytest.fixture
def secretary(app):
    """The register everybody searches in below."""
    by = a_secretary()
    rows = (
        "1;Östra Å kör;889999-9018;Norra;Ekby",
        "2;Zebra IF;;Södra;Ekby",
        "3;Ärlan;8.02E+09;Norra;Ekby",
        "4;Ånäs HA74;009999-9013;Södra;Ekby",
        "5;andra kören;;;Ekby",
    )
    an_applied_import(a_csv(*rows, head="Id;Namn;Org.nr;Stadsdel;Ort"), by=by, source_system="X")
    return by


def names(by, **asked: object) -> list[str]:
    db.session.rollback()
    return [line.name for line in directory(Asked(**asked), actor=by).lines]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["andra kören", "Zebra IF", "Ånäs HA74", "Ärlan", "Östra Å kör"]),  # å ä ö last
        ("kor", ["andra kören", "Östra Å kör"]),
        ("KÖR östra", ["Östra Å kör"]),
        ("ha 74", ["Ånäs HA74"]),
        ("889999-9018", ["Östra Å kör"]),
        ("16889999 9018", ["Östra Å kör"]),
        ("9999-9018", ["Östra Å kör"]),
        ("889999\u20139018", ["Östra Å kör"]),
        ("3", ["Ärlan"]),
        ("%", []),
    ],
)
def test_what_is_typed_finds_name_number_or_id(secretary, text, found):
    assert names(secretary, text=text) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": RowState.QUARANTINED}, ["Ärlan"]),
        ({"district": "Södra"}, ["Zebra IF", "Ånäs HA74"]),
        ({"number_class": NumberClass.MISSING}, ["andra kören", "Zebra IF"]),
        ({"sort": "number"}, ["Ånäs HA74", "Östra Å kör", "andra kören", "Zebra IF", "Ärlan"]),
        ({"sort": "name", "descending": True, "district": "Norra"}, ["Östra Å kör", "Ärlan"]),
    ],
)
def test_filters_and_order(secretary, asked, found):
    assert names(secretary, **asked) == found


def test_a_slip_finds_near_names_and_a_person_finds_nothing(secretary):
    found = directory(Asked(text="Zebar IF"), actor=secretary)
    assert (found.lines, [near.name for near in found.near]) == ((), ["Zebra IF"])
    person = directory(Asked(text="850161-0003"), actor=secretary)
    assert person.refused_personal
    assert "0003" not in person.shown_text


def test_a_case_number_finds_only_in_own_boards(app):
    case_id = a_ready_case()
    number = db.session.get_one(Case, case_id).case_number
    other = an_officer(username="bo", board=a_board("SYD", "Sydnämnden"))
    assert names(a_secretary(), text=number.lower()) == ["Granlunda Kulturförening 1"]
    assert names(other, text=number) == []


def test_a_merged_association_is_found_through_the_other(app):
    by = a_secretary()
    kept, absorbed = an_association("Ekby sällskap", by=by), an_association("Gamla namnet", by=by)
    merge_associations(kept, absorbed, reason="Namnbyte", by=by, now=NOW)
    found = directory(Asked(text="gamla"), actor=by).lines
    assert [(line.name, line.also) for line in found] == [("Ekby sällskap", ("Gamla namnet",))]


def test_the_page_holds_the_whole_history(app):
    by = a_secretary()
    case_id = a_ready_case()
    key = db.session.get_one(Case, case_id).association_id
    an_association("Sektionen", by=by, org_number="889999-9018")
    absorbed = an_association("Granlunda kulturförening 1", by=by)
    merge_associations(key, absorbed, reason="Samma", by=by, now=NOW)
    associations.record_office_holder(key, OfficeRole.CHAIR, term_from_on=dt.date(2026, 3, 1), by=by, now=NOW)
    page = association_page(key, actor=by, today=TODAY)
    assert [line.id for line in page.cases] == [case_id]
    assert [(line.case_id, line.hits) for line in page.checks] == [(case_id, 0)]
    assert [(seat.role, seat.is_current) for seat in page.seats] == [(OfficeRole.CHAIR, True)]
    assert (page.sharing, [other.name for other in page.alike]) == (1, ["Sektionen"])
    assert (page.also, page.merges[0].reason) == (("Granlunda kulturförening 1",), "Samma")
    assert association_page(absorbed, actor=by, today=TODAY).merged_into == "Granlunda Kulturförening 1"
    outsider = an_officer(username="bo", board=a_board("SYD", "Sydnämnden"))
    seen = association_page(key, actor=outsider, today=TODAY)
    assert (seen.cases, seen.checks) == ((), ())
    with pytest.raises(NotFound):
        association_page("nothing", actor=by, today=TODAY)
    with pytest.raises(NotAllowed):
        association_page(key, actor=an_officer(Role.ADMINISTRATOR, username="adm"), today=TODAY)


def test_the_number_of_questions_does_not_grow(app):
    by = a_secretary()
    rows = [f"Förening {n};8.02E+09;Ort" for n in range(60)]
    import_id = an_applied_import(a_csv(*rows), by=by)
    key = directory(Asked(), actor=by).lines[0].id
    for count, reading in (
        (5, lambda: directory(Asked(text="förening"), actor=by)),
        (13, lambda: association_page(key, actor=by, today=TODAY)),
        (5, lambda: import_page(import_id, show="waiting", page=2, actor=by)),
    ):
        db.session.rollback()
        with count_queries() as sent:
            reading()
        assert len(sent) <= count, "\n".join(sent)

"""The local picture points at nobody, and says where it comes from."""

import datetime as dt
from dataclasses import replace

import pytest

from vetting.domain.errors import Refused
from vetting.domain.local_pictures import (
    Edition,
    Known,
    Picture,
    Source,
    document_of,
    due_on,
    picture_from,
    pointing,
    require_adoptable,
    sound,
)
from vetting.domain.seasons import HalfYear
from vetting.domain.terms_action_plans import PictureSource
from vetting.gateways.calendar import swedish_holidays

TODAY = dt.date(2026, 11, 20)
KNOWN = Known(districts=["Almvik"], names=["Vera Påhittad"], associations=frozenset({"almviks odlare"}))
SOURCE = Source(PictureSource.POLICE, dt.date(2026, 10, 1), "kommunpolis")
GOOD = "Under hösten har klistermärken satts upp vid ett torg i Almvik. Polisen har sett samma sak den 3 oktober."


def code_of(picture):
    try:
        sound(picture, KNOWN, today=TODAY)
    except Refused as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (GOOD, ""),
        ("En ungdom har berättat. Vera Påhittad hörde det.", "picture_points"),
        ("vera påhittad hörde det", "picture_points"),
        ("Enligt anna är det lugnt.", "picture_points"),
        ("En man med 19800101-1234 sågs.", "picture_points"),
        ("Det hände på Storgatan 12.", "picture_points"),
        ("Ring 070-123 45 67.", "picture_points"),
        ("Skriv till nagon@example.se.", "picture_points"),
        ("Mötet hölls hos Almviks Odlare.", "picture_points"),
        ("Det hände vid Norra Torget.", "picture_points"),
        ("De åtgärder som planerades är klara.", ""),
        ("   ", "text_missing"),
        ("x" * 6001, "text_too_long"),
    ],
)
def test_what_could_lead_to_somebody_is_refused(text, code):
    assert code_of(Picture(text, (SOURCE,))) == code


def test_a_place_may_stand_when_it_is_said_to_be_one_and_a_person_never():
    text = "Det hände vid Norra Torget."
    assert code_of(Picture(text, (SOURCE,), ("Norra Torget",))) == ""
    assert code_of(Picture("Det sa Vera Påhittad.", (SOURCE,), ("Vera Påhittad",))) == "place_is_person"
    assert code_of(Picture("Det sa Anna.", (SOURCE,), ("Anna",))) == "place_is_person"


def test_what_has_to_be_rewritten_is_told_word_by_word():
    found = pointing("Anna och Vera Påhittad sågs på Storgatan 12.", KNOWN, ())
    assert {one.words for one in found} >= {"Anna", "Vera Påhittad", "Storgatan 12"}
    assert pointing(GOOD, KNOWN, ()) == ()


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (SOURCE, ""),
        (replace(SOURCE, told_on=TODAY + dt.timedelta(days=1)), "source_ahead"),
        (replace(SOURCE, function="Vera Påhittad"), "picture_points"),
        (replace(SOURCE, function=""), "text_missing"),
    ],
)
def test_a_source_is_a_function_and_a_day_that_has_been(source, code):
    assert code_of(Picture(GOOD, (source,))) == code


def test_a_picture_without_sources_is_not_adopted():
    require_adoptable(Picture(GOOD, (SOURCE,)))
    with pytest.raises(Refused, match="picture_without_sources"):
        require_adoptable(Picture(GOOD, ()))
    assert code_of(Picture(GOOD, (SOURCE,) * 21)) == "too_many_sources"


def test_it_is_due_by_june_and_december_on_working_days():
    holidays = swedish_holidays(2026, 2027)
    found = [due_on(HalfYear(name), holidays).isoformat() for name in ("2026-H1", "2026-H2", "2027-H1")]
    assert found == ["2026-06-01", "2026-12-01", "2027-06-01"]


def test_it_reads_back_as_it_was_adopted():
    picture = Picture(GOOD, (SOURCE,), ("Norra Torget",))
    edition = Edition("Nämnden", "2026-H2", 1, TODAY)
    document = document_of(edition, picture, {"threat": 4, "damage": None})
    assert picture_from(document) == (picture, {"threat": 4, "damage": None})

"""Which association a row is, and what it changes."""

import pytest

from vetting.domain.association import AssociationFacts, Written, facts_from
from vetting.domain.directory_changes import Incoming, Known, plan_changes
from vetting.domain.errors import Refused
from vetting.domain.near_names import nearest
from vetting.domain.terms import NumberClass, RowState

NUMBER, OTHER = "8899999018", "8899999026"


def facts(
    name: str = "Norrdals kulturförening", number: str | None = None, **more: object
) -> AssociationFacts:
    cls = more.pop("cls", NumberClass.OK if number else NumberClass.MISSING)
    return AssociationFacts(name=name, org_number=number, number_class=cls, **more)  # type: ignore[arg-type]


def known(
    key: str = "a", state: RowState = RowState.OK, system: str = "", mid: str | None = None, **more
) -> Known:
    return Known(key, facts(**more), state, system, mid)


def row(no: int = 1, state: RowState = RowState.OK, mid: str | None = None, **more) -> Incoming:
    return Incoming(no, facts(**more), state, mid)


@pytest.mark.parametrize(
    ("there", "coming", "same"),
    [
        (known(system="X", mid="7", name="Gammalt namn"), row(mid="7"), True),
        (known(system="Y", mid="7", name="Gammalt namn"), row(mid="7"), False),  # another system's number
        (known(system="X", mid="8"), row(mid="7"), False),  # two ids of one system are two units
        (known(number=NUMBER, city="Ekby"), row(number=NUMBER, city="Norrdal"), True),
        (known(name="NORRDALS  KULTURFORENING", number=NUMBER), row(number=NUMBER), True),
        (known(name="Ekby IF", number=NUMBER), row(number=NUMBER), False),  # one number, many units
        (known(city="Norrdal"), row(city="norrdal"), True),
        (known(city="Ekby"), row(city="Norrdal"), False),
        (known(city="Norrdal", number=NUMBER), row(city="Norrdal", number=OTHER), False),
        (known(city="Norrdal", number=NUMBER), row(city="Norrdal"), True),
    ],
)
def test_an_association_is_known_by_id_then_number_and_name_then_name_and_city(there, coming, same):
    (change,) = plan_changes([coming], [there], "X")
    assert (change.association_id == "a") is same


def test_no_association_is_taken_twice():
    changes = plan_changes([row(1, number=NUMBER), row(2, number=NUMBER)], [known(number=NUMBER)], "X")
    assert [change.association_id for change in changes] == ["a", None]


def test_namesakes_find_themselves_again():
    there = [known("a", activities=("Bangolf",)), known("b", activities=("Kör",)), known("c")]
    coming = [row(1), row(2, activities=("Kör",)), row(3, activities=("Bangolf",))]
    assert [change.association_id for change in plan_changes(coming, there, "X")] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("there", "coming", "changed"),
    [
        (known(number=NUMBER), row(number=NUMBER), {}),
        (known(district="Norra"), row(), {}),  # silence takes nothing away
        (known(district="Norra"), row(district="Södra"), {"district": "Södra"}),
        (known(), row(number=NUMBER), {"org_number": NUMBER, "number_class": NumberClass.OK}),
        (known(number=NUMBER), row(cls=NumberClass.EXCEL_DAMAGE, state=RowState.QUARANTINED), {}),
        (
            known(cls=NumberClass.EXCEL_DAMAGE),
            row(cls=NumberClass.EXCEL_DAMAGE, state=RowState.QUARANTINED),
            {},
        ),
        (
            known(cls=NumberClass.EXCEL_DAMAGE, state=RowState.QUARANTINED),
            row(number=NUMBER),
            {"org_number": NUMBER, "number_class": NumberClass.OK, "row_state": RowState.OK},
        ),
        (
            known(mid="7", system="X"),
            row(mid="7", name="Norrdals kulturförening TA BORT", state=RowState.QUARANTINED),
            {"name": "Norrdals kulturförening TA BORT", "row_state": RowState.QUARANTINED},
        ),
    ],
)
def test_only_what_the_row_says_is_changed(there, coming, changed):
    (change,) = plan_changes([coming], [there], "X")
    assert (change.association_id, dict(change.changes)) == ("a", changed)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("850161-0003", "number_is_personal"),
        ("9999-9013", "number_lost_zeros"),
        ("889999-9019", "number_unusable"),
        ("8.02E+09", "number_unusable"),
    ],
)
def test_a_person_may_not_give_a_number_that_is_none(number, code):
    with pytest.raises(Refused, match=code):
        facts_from(Written("Ekby IF", number))


def test_what_a_person_writes_is_tidied():
    found = facts_from(Written(" Ekby\x00  IF ", " 889999\u20139018 ", types=("Idrott", "Idrott", "")))
    assert (found.name, found.org_number, found.types) == ("Ekby IF", NUMBER, ("Idrott",))
    with pytest.raises(Refused, match="name_missing"):
        facts_from(Written(" – "))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Norrdls kulturforenig", ["norr"]),
        ("kulturförening Norrdal", ["norr"]),
        ("Ekbyif", ["ekby"]),
        ("Helt annat", []),
        ("", []),
    ],
)
def test_a_slip_of_the_pen_finds_the_nearest_name(asked, found):
    names = [("norr", "norrdals kulturforening"), ("ekby", "ekby if"), ("sjo", "sjobo schacksallskap")]
    assert nearest(asked, names) == found

"""Declared signatories: what is taken down of them, and what is refused."""

import datetime as dt
from dataclasses import replace

import pytest

from vetting.domain.errors import Refused
from vetting.domain.signatories import MOST, Declared, Person, may_be_asked, read_declared
from vetting.domain.terms import OfficeRole, Partner, PartyKind

TODAY = dt.date(2026, 11, 20)
SOUND = Declared("Kim Provsson", "1970-01-02", OfficeRole.CHAIR, dt.date(2026, 3, 12))


@pytest.mark.parametrize(
    ("name", "born", "kept"),
    [
        ("  Kim \u00a0Provsson ", "1970-01-02", Person("Kim Provsson", dt.date(1970, 1, 2))),
        ("Ann-Marie von Påhitt", "19700102", Person("Ann-Marie von Påhitt", dt.date(1970, 1, 2))),
        ("Ким Провссон", "1970-01-02", Person("Ким Провссон", dt.date(1970, 1, 2))),
    ],
)
def test_a_name_and_a_date_are_all_that_is_kept(name, born, kept):
    person = read_declared(replace(SOUND, name=name, birth_date=born), [], today=TODAY)
    assert person == kept
    assert (person.party.kind, person.party.birth_date) == (PartyKind.PERSON, "1970-01-02")
    assert (person.party.org_number, person.party.seat) == (None, None)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "Kim Provsson 19811228-9874"}, "personal_number_in_text"),
        ({"name": "Kim 8112289874"}, "personal_number_in_text"),
        ({"name": "Kim Provsson 700102"}, "digits_in_name"),
        ({"name": "Kim"}, "name_not_whole"),
        ({"name": "K P"}, "name_not_whole"),
        ({"name": "Kim P"}, "name_not_whole"),
        ({"name": " "}, "name_not_whole"),
        ({"name": "Kim " + "Prov" * 60}, "name_too_long"),
        ({"birth_date": "19811228-9874"}, "personal_number_in_text"),
        ({"birth_date": "811228-9874"}, "personal_number_in_text"),
        ({"birth_date": "1970-01-02-1234"}, "personal_number_in_text"),  # its check digit does not even hold
        ({"birth_date": "１９８１１２２８９８７４"}, "personal_number_in_text"),
        ({"birth_date": "1970"}, "birth_date_odd"),
        ({"birth_date": "700102"}, "birth_date_odd"),
        ({"birth_date": "1970-02-30"}, "birth_date_odd"),
        ({"birth_date": "1899-01-01"}, "birth_date_odd"),
        ({"birth_date": "2026-11-20"}, "birth_date_odd"),
        ({"birth_date": "0000-01-01"}, "birth_date_odd"),
        ({"declared_on": dt.date(2026, 11, 21)}, "declared_ahead"),
        ({"function": OfficeRole.MEMBER}, "signs_for_nobody"),
        ({"function": OfficeRole.AUDITOR}, "signs_for_nobody"),
    ],
)
def test_what_is_refused_is_never_repeated_in_the_refusal(changes, code):
    with pytest.raises(Refused) as refused:
        read_declared(replace(SOUND, **changes), [], today=TODAY)
    assert refused.value.code == code
    told = " ".join(map(str, refused.value.facts.values()))
    assert not any(piece in told for piece in ("Kim", "9874", "1970"))


def test_the_same_person_is_not_taken_down_twice_however_written():
    present = [read_declared(SOUND, [], today=TODAY)]
    with pytest.raises(Refused, match="signatory_twice"):
        read_declared(replace(SOUND, name="KIM PROVSSON", birth_date="19700102"), present, today=TODAY)
    namesake = replace(SOUND, birth_date="1971-01-02")
    assert read_declared(namesake, present, today=TODAY).born_on.year == 1971


def test_a_list_of_members_has_no_room():
    present = [Person(f"Person {chr(65 + n)}sson", dt.date(1970, 1, 2)) for n in range(MOST)]
    with pytest.raises(Refused, match="too_many_signatories"):
        read_declared(SOUND, present, today=TODAY)


@pytest.mark.parametrize(
    ("partner", "adapter", "kind", "asked"),
    [
        (Partner.SANCTIONS, "un_sc_xml", PartyKind.ORGANISATION, True),
        (Partner.ENFORCEMENT_AUTHORITY, "spreadsheet_drop", PartyKind.PERSON, True),
        (Partner.ENFORCEMENT_AUTHORITY, "spreadsheet_drop", PartyKind.ORGANISATION, False),
        (Partner.ENFORCEMENT_AUTHORITY, "request_reply_file", PartyKind.PERSON, False),
        (Partner.TAX_AGENCY, "oauth_api", PartyKind.PERSON, False),
        (Partner.ASSOCIATIONS, "directory", PartyKind.ORGANISATION, False),
        (Partner.POLICE, "manual_query", PartyKind.PERSON, False),
        (
            Partner.FAITH_COMMUNITIES,
            "list_csv",
            PartyKind.PERSON,
            False,
        ),  # a person's belief is nobody's business
        (Partner.FAITH_COMMUNITIES, "ftm_json", PartyKind.ORGANISATION, False),
    ],
)
def test_which_sources_are_asked_about_a_person(partner, adapter, kind, asked):
    assert may_be_asked(partner, adapter, kind) is asked

"""The EU's list of financial sanctions: every shape of the schema, and what practice adds to it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.makers_walks import Walk, walk_bytes
from vetting.domain.terms import PartyKind, RowState
from vetting.gateways.registries.eu_fsf_xml_1_1 import ADAPTER

NAMESPACE = "http://eu.europa.ec/fpi/fsd/export"
SUMMARY = '<regulationSummary regulationType="amendment" publicationDate="2026-01-02" numberTitle="2026/0 (OJ L0)"/>'
COUNTRY = 'countryIso2Code="{}" countryDescription="{}"'
NOWHERE = COUNTRY.format("00", "UNKNOWN")
HERE = COUNTRY.format("SE", "SWEDEN")
Reading = Callable[..., Walk]


def an_export(*entities: str, generated: str = "2026-11-19T16:47:04.449+01:00") -> bytes:
    body = "".join(entities) or an_organisation()
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><export xmlns="{NAMESPACE}" '
        f'generationDate="{generated}" globalFileId="999999">{body}</export>'
    ).encode()


def an_entity(
    body: str, *, number: str = "1", classification: str = "E", regulations: str = "", more: str = ""
) -> str:
    subject = f'<subjectType code="{"person" if classification == "P" else "enterprise"}" classificationCode="{classification}"/>'
    return (
        f'<sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.9999{number}.01" '
        f'logicalId="99900{number}" {more}>{regulations or a_regulation()}{subject if classification else ""}{body}</sanctionEntity>'
    )


def a_regulation(programme: str = "PROV", published: str = "2026-01-02") -> str:
    return (
        f'<regulation regulationType="amendment" organisationType="council" publicationDate="{published}" '
        f'entryIntoForceDate="2026-01-03" numberTitle="2026/0 (OJ L0)" programme="{programme}" logicalId="999002">'
        "<publicationUrl>https://example.invalid/celex</publicationUrl></regulation>"
    )


def an_alias(
    name: str, *, strong: str | None = "true", language: str = "", remark: str = "", more: str = ""
) -> str:
    strength = "" if strong is None else f'strong="{strong}"'
    remarks = f"<remark>{remark}</remark>" if remark else ""
    return (
        f'<nameAlias wholeName="{name}" {strength} nameLanguage="{language}" regulationLanguage="en" '
        f'logicalId="999003" {more}>{remarks}{SUMMARY}</nameAlias>'
    )


def an_organisation(number: str = "1", name: str = "Exempel Hjälpfond International") -> str:
    return an_entity(an_alias(name) + an_alias("EHI", strong="false"), number=number)


def a_birth(attributes: str, *, calendar: str = "GREGORIAN", country: str = NOWHERE) -> str:
    return f'<birthdate calendarType="{calendar}" {attributes} {country} regulationLanguage="en" logicalId="1">{SUMMARY}</birthdate>'


def an_identification(attributes: str, country: str = NOWHERE) -> str:
    return (
        f'<identification identificationTypeCode="regnumber" identificationTypeDescription="Number" '
        f'{attributes} {country} regulationLanguage="en" logicalId="1">{SUMMARY}</identification>'
    )


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    return lambda *entities, **more: walk_bytes(ADAPTER, tmp_path, an_export(*entities, **more))


def test_an_organisation(read: Reading) -> None:
    found = read(an_organisation())
    (one,) = found.listings
    assert (found.tally.as_of, found.tally.encoding, found.rows_in) == (date(2026, 11, 19), "utf-8", 1)
    assert (one.record_id, one.kind, one.name) == (
        "EU.99991.01",
        PartyKind.ORGANISATION,
        "Exempel Hjälpfond International",
    )
    assert (one.aliases, one.payload["weak_aliases"]) == (("EHI",), ["EHI"])
    assert (one.status, one.state, one.listed_on) == ("PROV", RowState.OK, None)
    assert one.payload["regulations"] == [
        {
            "number": "2026/0 (OJ L0)",
            "programme": "PROV",
            "type": "amendment",
            "organisation": "council",
            "published": "2026-01-02",
            "in_force": "2026-01-03",
            "url": "https://example.invalid/celex",
        }
    ]
    assert one.payload["logical_id"] == "999001"


def test_a_person_with_everything(read: Reading) -> None:
    body = (
        "<remark>Också kallad med nr 811228-9874</remark>"
        '<additionalInformation key="note" value="Prov"/>'
        + an_alias("", more='firstName="Testfrida" middleName="Prov" lastName="Provsson" gender="F" title="Dr" function="Ordförande"')
        + f'<citizenship {HERE} regulationLanguage="en" logicalId="1">{SUMMARY}</citizenship>'
        + f'<citizenship {NOWHERE} regulationLanguage="en" logicalId="1">{SUMMARY}</citizenship>'
        + a_birth('birthdate="1970-05-04" city="Provstad"', country=HERE)
        + f'<address city="Provstad" street="Provgatan 1" poBox="" zipCode="123 45" asAtListingTime="false" {HERE} '
        f'regulationLanguage="en" logicalId="1">{SUMMARY}<contactInfo key="WEB" value="example.invalid"/></address>'
        + an_identification('number="811228-9874" knownFalse="true" knownExpired="false"', HERE)
    )  # fmt: skip
    found = read(an_entity(body, classification="P", more='designationDate="2020-01-02"'))
    (one,) = found.listings
    assert (one.kind, one.name, one.birth_date) == (PartyKind.PERSON, "Testfrida Prov Provsson", "1970-05-04")
    assert (one.listed_on, one.org_number) == (date(2020, 1, 2), None)
    told = one.payload
    assert (told["genders"], told["titles"], told["functions"]) == (["F"], ["Dr"], ["Ordförande"])
    assert (told["citizenships"], told["more"]) == (["SWEDEN"], ["note: Prov"])
    assert told["birth_places"] == [{"city": "Provstad", "country": "SWEDEN"}]
    assert told["addresses"] == [
        {
            "street": "Provgatan 1",
            "postal_code": "123 45",
            "city": "Provstad",
            "country": "SWEDEN",
            "contacts": ["WEB: example.invalid"],
        }
    ]
    assert told["identifications"] == [
        {"type": "regnumber", "number": "******-****", "known_false": "true", "country": "SWEDEN"}
    ]
    assert "9874" not in repr(one)


def test_names_of_several_regulations_and_languages_are_one(read: Reading) -> None:
    body = (
        an_alias("Provfonden", strong="false", language="SV")
        + an_alias("Exempel  Hjälpfond", language="SV")
        + an_alias("Exempel Hjälpfond", language="EN")
        + an_alias("Provfonden", strong=None, language="DE")
        + an_alias("Exfond", strong="0")
        + an_alias("Fonden", remark="Low quality alias")
        + an_alias("")
    )
    (one,) = read(an_entity(body)).listings
    assert (one.name, one.aliases) == ("Provfonden", ("Exempel Hjälpfond", "Exfond", "Fonden"))
    assert one.payload["weak_aliases"] == ["Exfond", "Fonden"]
    assert one.payload["languages"] == ["DE", "EN", "SV"]


def test_a_strong_name_is_the_main_one(read: Reading) -> None:
    (one,) = read(an_entity(an_alias("Kort", strong="false") + an_alias("Hela Namnet"))).listings
    assert (one.name, one.aliases) == ("Hela Namnet", ("Kort",))
    (weak,) = read(an_entity(an_alias("Kort", strong="false"))).listings
    assert (weak.name, weak.payload["weak_aliases"], weak.state) == ("Kort", ["Kort"], RowState.OK)


@pytest.mark.parametrize(
    ("attributes", "calendar", "expected"),
    [
        ('birthdate="1970-05-04"', "GREGORIAN", "1970-05-04"),
        ('circa="true" birthdate="1970-05-04"', "GREGORIAN", "~1970"),
        ('circa="false" year="1971" dayOfMonth="" monthOfYear=""', "GREGORIAN", "1971"),
        ('circa="true" year="1971"', "GREGORIAN", "~1971"),
        ('year="1971" monthOfYear="2" dayOfMonth="3"', "GREGORIAN", "1971-02-03"),
        ('year="1971" monthOfYear="2" dayOfMonth="30"', "GREGORIAN", "1971"),
        ('year="1971" monthOfYear="2"', "GREGORIAN", "1971"),
        ('yearRangeFrom="1960" yearRangeTo="1965"', "GREGORIAN", "1960/1965"),
        ('circa="1" yearRangeFrom="1960" yearRangeTo="1965"', "GREGORIAN", "~1960/1965"),
        ('yearRangeFrom="1960"', "GREGORIAN", "1960"),
        ('year="0"', "GREGORIAN", None),
        ('year="nittonhundra"', "GREGORIAN", None),
        ('birthdate="1970-13-45"', "GREGORIAN", None),
        ("", "GREGORIAN", None),
        ('year="1349" monthOfYear="2"', "ISLAMIC", None),
        ('birthdate="1970-05-04"', "COPTIC", None),
    ],
)
def test_births(read: Reading, attributes: str, calendar: str, expected: str | None) -> None:
    body = an_alias("Testfrida Provsson") + a_birth(attributes, calendar=calendar)
    (one,) = read(an_entity(body, classification="P")).listings
    assert one.birth_date == expected
    assert ("births_in_other_calendars" in one.payload) is (calendar != "GREGORIAN")


def test_a_birth_of_another_calendar_is_kept_as_it_is_written(read: Reading) -> None:
    births = a_birth('year="1349" monthOfYear="2"', calendar="ISLAMIC") + a_birth('birthdate="1970-05-04"')
    (one,) = read(an_entity(an_alias("Testfrida") + births, classification="P")).listings
    assert one.payload["births_in_other_calendars"] == ["ISLAMIC, year 1349, monthOfYear 2"]
    assert one.birth_date == "1970-05-04"


def test_several_regulations_and_a_delisting_are_told(read: Reading) -> None:
    regulations = a_regulation("PROV") + a_regulation("ANNAT") + a_regulation("PROV")
    both, gone = read(
        an_entity(an_alias("Provfonden"), regulations=regulations),
        an_entity(an_alias("Exfond"), number="2", more='delistingDate="2026-10-01"'),
    ).listings
    assert (both.status, len(both.payload["regulations"])) == ("ANNAT, PROV", 2)  # type: ignore[arg-type]
    assert (gone.status, gone.payload["delisted"]) == ("delisted 2026-10-01", "2026-10-01")


def test_a_swedish_number_is_recognised_and_a_foreign_one_is_not(read: Reading) -> None:
    swedish, foreign = read(
        an_entity(an_alias("Provfonden") + an_identification('number="889999-9018"', HERE)),
        an_entity(an_alias("Exfond") + an_identification('number="8899999018"'), number="2"),
    ).listings
    assert (swedish.org_number, foreign.org_number) == ("8899999018", None)


@pytest.mark.parametrize(
    ("entity", "codes", "state"),
    [
        (an_entity(""), ["missing_name"], RowState.QUARANTINED),
        (an_entity(an_alias("Provfonden"), classification=""), ["kind_unknown"], RowState.QUARANTINED),
        (an_entity(an_alias("Provfonden"), classification="V").replace("enterprise", "vessel"), ["kind_unknown"], RowState.QUARANTINED),
        (an_entity(an_alias("Fonden 811228-9874")), ["personal_number_in_text"], RowState.MASKED),
        (f"<sanctionEntity>{an_alias('Provfonden')}</sanctionEntity>", ["missing_record_id", "kind_unknown"], RowState.QUARANTINED),
    ],
)  # fmt: skip
def test_odd_entities_are_kept_and_told(
    read: Reading, entity: str, codes: list[str], state: RowState
) -> None:
    found = read(entity)
    assert (found.codes, [one.state for one in found.listings]) == (codes, [state])
    assert "9874" not in repr(found.rows) + repr(found.tally.problems)


def test_without_a_reference_number_the_logical_id_serves(read: Reading) -> None:
    entity = an_organisation().replace("EU.99991.01", "")
    assert read(entity).listings[0].record_id == "999001"


def test_content_alone_says_what_changed(read: Reading) -> None:
    one = read(an_organisation()).listings[0].content_hash
    again = read(an_organisation(), generated="2026-11-20T00:00:00Z").listings[0].content_hash
    assert again == one
    assert read(an_organisation(name="Nytt Namn")).listings[0].content_hash != one


def test_a_prefix_changes_nothing(tmp_path: Path) -> None:
    prefixed = an_export().replace(b"<", b"<f:").replace(b"<f:/", b"</f:").replace(b"<f:?", b"<?")
    prefixed = prefixed.replace(b"xmlns=", b"xmlns:f=")
    plain = walk_bytes(ADAPTER, tmp_path, an_export())
    found = walk_bytes(ADAPTER, tmp_path, prefixed)
    assert (found.listings, found.tally.notes) == (plain.listings, [])
    bare = walk_bytes(ADAPTER, tmp_path, an_export().replace(NAMESPACE.encode(), b"urn:x"))
    assert (bare.listings, bare.tally.notes) == (plain.listings, ["xml_namespace_other"])

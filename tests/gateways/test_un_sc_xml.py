"""The UN list: whole or not at all; change is seen by content only."""

from datetime import date
from pathlib import Path

import pytest

from vetting.domain.errors import UnusableFile
from vetting.domain.terms import PartyKind, RowState
from vetting.gateways.registries import un_sc_xml
from vetting.gateways.source import SourceFile, SourceOptions

PERSON = """<INDIVIDUAL><DATAID>{id}</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>TESTFRIDA</FIRST_NAME>
<SECOND_NAME>PROVSSON</SECOND_NAME><UN_LIST_TYPE>Prov</UN_LIST_TYPE><REFERENCE_NUMBER>PRi.001</REFERENCE_NUMBER>
<REFERENCE_NUMBER>PRi.002</REFERENCE_NUMBER><LISTED_ON>2020-01-02</LISTED_ON>
<NATIONALITY><VALUE>Ingenstans</VALUE></NATIONALITY><COMMENTS1>{comment}</COMMENTS1>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Frida Prov; F. Provsson</ALIAS_NAME>
<DATE_OF_BIRTH>Approximately 1968</DATE_OF_BIRTH></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Friddan</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-05-04</DATE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1971</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1960</FROM_YEAR><TO_YEAR>1965</TO_YEAR>
</INDIVIDUAL_DATE_OF_BIRTH><SORT_KEY/></INDIVIDUAL>"""
ENTITY = """<ENTITY><DATAID>9</DATAID><FIRST_NAME>Exempel Hjälpfond</FIRST_NAME>
<REFERENCE_NUMBER>PRe.001</REFERENCE_NUMBER><LISTED_ON>2020-01-02</LISTED_ON>
<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>EHF</ALIAS_NAME></ENTITY_ALIAS></ENTITY>"""


def a_list(
    *individuals: str, entities: str = ENTITY, root: str = "CONSOLIDATED_LIST", more: str = ""
) -> bytes:
    people = "".join(individuals) or a_person()
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{more}<{root} dateGenerated="2026-02-27T00:00:09.554Z">'
        f"<INDIVIDUALS>{people}</INDIVIDUALS><ENTITIES>{entities}</ENTITIES></{root}>"
    ).encode()


def a_person(number: str = "1", comment: str = "Pnr 811228-9874") -> str:
    return PERSON.format(id=number, comment=comment)


def read(data: bytes, **options: int) -> SourceFile:
    return un_sc_xml.read(data, filename="lista.xml", options=SourceOptions(**options))  # type: ignore[arg-type]


def test_person_and_entity() -> None:
    found = read(a_list())
    person, entity = found.listings
    assert (found.as_of, found.rows_in) == (date(2026, 2, 27), 2)
    assert (person.record_id, person.kind, person.name) == ("1", PartyKind.PERSON, "TESTFRIDA PROVSSON")
    assert person.aliases == ("Frida Prov", "F. Provsson", "Friddan")
    assert person.birth_date == "~1968; 1970-05-04; ~1971; 1960/1965"
    assert person.payload["reference_number"] == ["PRi.001", "PRi.002"]
    assert person.payload["weak_aliases"] == ["Friddan"]
    assert person.payload["nationality"] == ["Ingenstans"]
    assert (person.listed_on, person.status) == (date(2020, 1, 2), "Prov")
    assert "9874" not in repr(person)
    assert (entity.kind, entity.name, entity.aliases) == (
        PartyKind.ORGANISATION,
        "Exempel Hjälpfond",
        ("EHF",),
    )


def test_a_namespace_changes_nothing() -> None:
    data = a_list().replace(b"<CONSOLIDATED_LIST ", b'<CONSOLIDATED_LIST xmlns="urn:x" ')
    assert read(data).listings == read(a_list()).listings


def test_content_hash_sees_content_and_nothing_else() -> None:
    one = read(a_list()).listings[0].content_hash
    spaced = a_list().replace(b"<SECOND_NAME>PROVSSON", b"<SECOND_NAME> PROVSSON\n")
    moved = (
        a_list()
        .replace(b"<VERSIONNUM>1", b"<VERSIONNUM>7")
        .replace(b"<SORT_KEY/>", b"<SORT_KEY>x</SORT_KEY>")
    )
    assert read(spaced).listings[0].content_hash == read(moved).listings[0].content_hash == one
    assert read(a_list(a_person(comment="Nytt"))).listings[0].content_hash != one


def test_double_nameless_and_numberless_entries_are_counted() -> None:
    nameless = "<INDIVIDUAL><DATAID>5</DATAID></INDIVIDUAL>"
    unnumbered = "<INDIVIDUAL><FIRST_NAME>Provius</FIRST_NAME></INDIVIDUAL>"
    found = read(a_list(a_person(), a_person(), nameless, unnumbered))
    assert found.rows_in == sum(found.counts.values()) == 5
    assert (found.counts[RowState.DUPLICATE], found.counts[RowState.QUARANTINED]) == (1, 2)
    assert [p.code for p in found.problems] == ["duplicate_row", "missing_name", "missing_record_id"]


@pytest.mark.parametrize("share", [0.05, 0.2, 0.5, 0.8, 0.95, 0.995])
def test_a_truncated_list_is_refused_wherever_it_ends(share: float) -> None:
    data = a_list(*(a_person(str(at)) for at in range(20)))
    with pytest.raises(UnusableFile) as refused:
        read(data[: int(len(data) * share)])
    assert refused.value.code == "truncated_xml"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"Namn;Orgnr\n", "broken_xml"),
        (a_list().replace(b"</SECOND_NAME>", b"<"), "broken_xml"),
        (a_list(root="NOT_THE_LIST"), "wrong_root"),
        (a_list(more='<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'), "xml_entities_refused"),
        (a_list(more='<!DOCTYPE x SYSTEM "file:///etc/hostname">'), "xml_entities_refused"),
    ],
)
def test_unusable_lists(data: bytes, code: str) -> None:
    with pytest.raises(UnusableFile) as refused:
        read(data)
    assert refused.value.code == code


def test_a_list_that_shrank_below_its_least_is_refused() -> None:
    with pytest.raises(UnusableFile) as refused:
        read(a_list(), min_rows=3)
    assert (refused.value.code, refused.value.facts["found"]) == ("too_few_rows", 2)


@pytest.mark.genuine
def test_genuine_lists_and_what_changed_between_them(genuine: Path) -> None:
    folder = genuine / "sanctions"
    old = read((folder / "un_consolidated_2021-03-12.xml").read_bytes())
    new = read((folder / "un_consolidated_2026-02-27.xml").read_bytes())
    before = {one.record_id: one.content_hash for one in old.listings}
    after = {one.record_id: one.content_hash for one in new.listings}
    assert (old.rows_in, len(before), new.rows_in, len(after)) == (1004, 1004, 1003, 1003)
    assert (len(after.keys() - before.keys()), len(before.keys() - after.keys())) == (88, 89)
    assert (old.as_of, new.as_of) == (date(2021, 3, 12), date(2026, 2, 27))
    assert 600 < sum(before[i] != after[i] for i in before.keys() & after.keys()) < 720


@pytest.mark.genuine
def test_a_genuine_list_cut_off_anywhere_is_refused(genuine: Path) -> None:
    folder = genuine / "sanctions"
    data = (folder / "un_consolidated_2026-02-27.xml").read_bytes()
    for share in (0.3, 0.9999):
        with pytest.raises(UnusableFile, match="truncated_xml"):
            read(data[: int(len(data) * share)])

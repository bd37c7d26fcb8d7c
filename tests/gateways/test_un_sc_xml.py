"""The UN list: whole or not at all; change is seen by content only."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.makers_walks import Walk, walk_bytes
from vetting.domain.errors import UnusableFile
from vetting.domain.terms import PartyKind, RowState
from vetting.gateways.registries.un_sc_xml import ADAPTER
from vetting.gateways.source import SourceOptions

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
Reading = Callable[..., Walk]


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


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    def reading(data: bytes, **options: int) -> Walk:
        return walk_bytes(
            ADAPTER,
            tmp_path,
            data,
            filename="lista.xml",
            options=SourceOptions(**options),  # type: ignore[arg-type]
        )

    return reading


def test_person_and_entity(read: Reading) -> None:
    found = read(a_list())
    person, entity = found.listings
    assert (found.tally.as_of, found.tally.encoding) == (date(2026, 2, 27), "utf-8")
    assert (found.rows_in, person.row_no, entity.row_no) == (2, 1, 2)
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


@pytest.mark.parametrize(
    ("plain", "spaced"),
    [
        (b"<CONSOLIDATED_LIST ", b'<CONSOLIDATED_LIST xmlns="urn:x" '),
        (b"<", b"<un:"),  # a prefix of their own on every element
    ],
)
def test_a_namespace_changes_nothing(read: Reading, plain: bytes, spaced: bytes) -> None:
    data = a_list().replace(plain, spaced)
    if spaced == b"<un:":
        data = data.replace(b"<un:/", b"</un:").replace(b"<un:?xml", b"<?xml")
        data = data.replace(b"<un:CONSOLIDATED_LIST ", b'<un:CONSOLIDATED_LIST xmlns:un="urn:x" ')
    found, plainly = read(data), read(a_list())
    assert found.listings == plainly.listings
    assert (plainly.tally.notes, found.tally.notes) == ([], ["xml_namespace_other"])


def test_elements_that_the_format_does_not_document_are_told(read: Reading) -> None:
    odd = a_list().replace(b"<SORT_KEY/>", b"<SORT_KEY/><NEWS>x</NEWS>")
    assert read(odd).tally.notes == ["xml_unknown_elements"]


def test_content_hash_sees_content_and_nothing_else(read: Reading) -> None:
    one = read(a_list()).listings[0].content_hash
    spaced = a_list().replace(b"<SECOND_NAME>PROVSSON", b"<SECOND_NAME> PROVSSON\n")
    moved = (
        a_list()
        .replace(b"<VERSIONNUM>1", b"<VERSIONNUM>7")
        .replace(b"<SORT_KEY/>", b"<SORT_KEY>x</SORT_KEY>")
    )
    assert read(spaced).listings[0].content_hash == read(moved).listings[0].content_hash == one
    assert read(a_list(a_person(comment="Nytt"))).listings[0].content_hash != one


def test_double_nameless_and_numberless_entries_are_all_handed_over(read: Reading) -> None:
    nameless = "<INDIVIDUAL><DATAID>5</DATAID></INDIVIDUAL>"
    unnumbered = "<INDIVIDUAL><FIRST_NAME>Provius</FIRST_NAME></INDIVIDUAL>"
    found = read(a_list(a_person(), a_person(), nameless, unnumbered))
    assert [one.record_id for one in found.listings[:3]] == ["1", "1", "5"]
    assert [one.state for one in found.listings] == [
        *(RowState.OK, RowState.OK, RowState.QUARANTINED, RowState.QUARANTINED, RowState.OK)
    ]
    assert found.codes == ["missing_name", "missing_record_id"]
    moved = read(a_list(unnumbered)).listings[0]
    assert moved.record_id == found.listings[3].record_id  # the same in the next delivery, wherever it stands


def test_personal_numbers_reach_neither_id_nor_name_nor_alias(read: Reading) -> None:
    data = a_list(a_person("811228-9874").replace("TESTFRIDA", "Frida 811228-9874"))
    data = data.replace(b"<ALIAS_NAME>Friddan", b"<ALIAS_NAME>Friddan 8112289874")
    found = read(data)
    assert "9874" not in repr(found.rows) + repr(found.tally.problems)
    assert found.listings[0].state is RowState.QUARANTINED


def test_a_list_is_walked_with_bounded_memory(read: Reading, tmp_path: Path) -> None:
    """What stands between the entries is dropped as well as the entries themselves."""
    import tracemalloc

    from vetting.gateways.xml_entries import entries

    def peak(times: int) -> int:
        junk = "<NEWS>nothing</NEWS>" * 3
        file = tmp_path / f"{times}.xml"
        file.write_bytes(a_list(*((a_person() + junk) for _ in range(times))))
        tracemalloc.start()
        for _ in entries(file, root="CONSOLIDATED_LIST", tags=("INDIVIDUAL", "ENTITY"), filename=""):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(1)  # what the parser keeps once for all
    assert peak(400) < peak(40) + 200_000


@pytest.mark.genuine
def test_genuine_lists_and_what_changed_between_them(genuine: Path) -> None:
    folder = genuine / "sanctions"
    old = Walk(ADAPTER, folder / "un_consolidated_2021-03-12.xml")
    new = Walk(ADAPTER, folder / "un_consolidated_2026-02-27.xml")
    before = {one.record_id: one.content_hash for one in old.listings}
    after = {one.record_id: one.content_hash for one in new.listings}
    assert (old.rows_in, len(before), new.rows_in, len(after)) == (1004, 1004, 1003, 1003)
    assert (len(after.keys() - before.keys()), len(before.keys() - after.keys())) == (88, 89)
    assert (old.tally.as_of, new.tally.as_of) == (date(2021, 3, 12), date(2026, 2, 27))
    assert 600 < sum(before[i] != after[i] for i in before.keys() & after.keys()) < 720
    assert not new.codes


@pytest.mark.genuine
def test_a_genuine_list_cut_off_anywhere_is_refused(genuine: Path, read: Reading) -> None:
    data = (genuine / "sanctions" / "un_consolidated_2026-02-27.xml").read_bytes()
    for share in (0.3, 0.9999):
        with pytest.raises(UnusableFile, match="truncated_xml"):
            read(data[: int(len(data) * share)])

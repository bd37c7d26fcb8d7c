"""The Companies Registration Office's API: per-field errors, both spellings, both forms of dates."""

import datetime as dt

import pytest

from tests.hostile import Source
from tests.makers_apis import (
    NUMBER,
    TODAY,
    Agency,
    ask_bv,
    bv_row,
    fault,
    proceedings,
)
from vetting.domain.answer_facts import Fact, FactKind, FactState
from vetting.domain.errors import UnusableFile

pytestmark = pytest.mark.usefixtures("no_pace")


def test_an_organisation_is_asked_for_in_the_body_and_told_in_facts(agency: Agency, there: Source) -> None:
    agency.answers[NUMBER] = {"organisationer": [bv_row()]}
    told = ask_bv(there)
    assert told.facts == (
        Fact(FactKind.NAME, text="Exempelbygdens Kulturförening", on=dt.date(2019, 3, 4)),
        Fact(FactKind.LEGAL_FORM, text="Ideell förening"),
    )
    assert (told.is_found, told.missing, told.as_of) == (True, (), TODAY)
    assert NUMBER.encode() in there.asked[-1].body
    assert NUMBER not in there.asked[-1].path
    assert agency.seen == ["c" * 36]


@pytest.mark.parametrize("spelled", ["pagaende", "pagande"])
@pytest.mark.parametrize(
    ("code", "kind", "state"),
    [
        ("KK", FactKind.BANKRUPTCY, FactState.ONGOING),
        ("KK-AVOMFO", FactKind.BANKRUPTCY, FactState.ONGOING),
        ("KKAVOV-AVSLAVOMFO", FactKind.BANKRUPTCY, FactState.ENDED),
        ("KKUHAVD", FactKind.BANKRUPTCY, FactState.ENDED),
        ("LI", FactKind.LIQUIDATION, FactState.ONGOING),
        ("LIAVSL-AVSLAVOMFO", FactKind.LIQUIDATION, FactState.ENDED),
        ("FR", FactKind.RECONSTRUCTION, FactState.ONGOING),
        ("RES", FactKind.OTHER_PROCEEDING, FactState.ONGOING),
    ],
)
def test_proceedings_are_read_by_their_whole_code(
    agency: Agency, there: Source, spelled: str, code: str, kind: FactKind, state: FactState
) -> None:
    row = bv_row()
    del row["pagaendeAvvecklingsEllerOmstruktureringsforfarande"]
    agency.answers[NUMBER] = {"organisationer": [{**row, **proceedings(code, spelled=spelled)}]}
    told = ask_bv(there)
    assert told.facts[-1] == Fact(kind, state, code, dt.date(2023, 5, 5))
    assert told.missing == ()


def test_a_number_nobody_knows_is_an_answer(agency: Agency, there: Source) -> None:
    nobody = dict.fromkeys(
        (
            "organisationsnamn",
            "organisationsform",
            "avregistreradOrganisation",
            "pagaendeAvvecklingsEllerOmstruktureringsforfarande",
        ),
        fault("ORGANISATION_FINNS_EJ"),
    )
    agency.answers[NUMBER] = {"organisationer": [bv_row(**nobody)]}
    told = ask_bv(there)
    assert (told.is_found, told.facts, told.missing) == (False, (), ())


@pytest.mark.parametrize("kind", ["OTILLGANGLIG_UPPGIFTSKALLA", "TIMEOUT", "OGILTIG_BEGARAN", "NYTT_FEL"])
@pytest.mark.parametrize(
    ("field", "missing"),
    [
        ("organisationsnamn", ("name",)),
        ("avregistreradOrganisation", ("deregistered",)),
        (
            "pagaendeAvvecklingsEllerOmstruktureringsforfarande",
            ("bankruptcy", "liquidation", "reconstruction"),
        ),
    ],
)
def test_a_field_with_an_error_is_missing_and_never_nothing(
    agency: Agency, there: Source, kind: str, field: str, missing: tuple[str, ...]
) -> None:
    agency.answers[NUMBER] = {"organisationer": [bv_row(**{field: fault(kind)})]}
    told = ask_bv(there)
    assert told.missing == missing
    assert told.is_found


def test_a_field_that_is_not_there_at_all_is_missing(agency: Agency, there: Source) -> None:
    row = bv_row()
    del row["avregistreradOrganisation"]
    agency.answers[NUMBER] = {"organisationer": [row]}
    assert ask_bv(there).missing == ("deregistered",)


def test_several_rows_of_one_identity_are_all_read(agency: Agency, there: Source) -> None:
    agency.answers[NUMBER] = {
        "organisationer": [bv_row(), bv_row(namnskyddslopnummer=2, **proceedings("LI"))]
    }
    told = ask_bv(there)
    assert [fact.kind for fact in told.facts].count(FactKind.NAME) == 1
    assert FactKind.LIQUIDATION in {fact.kind for fact in told.facts}


def test_an_empty_array_tells_nothing(agency: Agency, there: Source) -> None:
    agency.answers[NUMBER] = {"organisationer": []}
    told = ask_bv(there)
    assert (told.is_found, "bankruptcy" in told.missing) == (None, True)


@pytest.mark.parametrize(
    ("document", "status", "code"),
    [
        ({"organisationer": [bv_row("8299999014")]}, 200, "source_answered_of_other"),
        ({"organisationer": "none"}, 200, "source_answer_unreadable"),
        ([], 200, "source_answer_unreadable"),
        ({"type": "urn:bolagsverket:error:validation"}, 400, "source_answered_oddly"),
        ({"type": "urn:bolagsverket:error:network"}, 500, "source_answered_500"),
    ],
)
def test_what_cannot_be_an_answer_is_none(
    agency: Agency, there: Source, document: object, status: int, code: str
) -> None:
    agency.answers[NUMBER], agency.statuses[NUMBER] = document, status
    with pytest.raises(UnusableFile) as problem:
        ask_bv(there)
    assert problem.value.code == code
    if isinstance(document, dict) and "type" in document:
        assert problem.value.facts["problem"] == document["type"]
